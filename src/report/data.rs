//! The data of a report, read from one state of the file.

use super::figures::{UnitAreaFigures, size};
use crate::domain::area::{Area, Section};
use crate::domain::day::Day;
use crate::domain::deadline::DeadlineKind;
use crate::domain::ids::AreaId;
use crate::domain::letterhead::Letterhead;
use crate::domain::note::{Note, NoteKind};
use crate::domain::period::{Period, PeriodKind};
use crate::domain::plan::Plan;
use crate::domain::snapshot::{Snapshot, TaskAsOf};
use crate::domain::task::{Occurrence, State};
use crate::domain::unit::{Unit, UnitScope};
use crate::present::lang::{Bi, Lang, bi};
use crate::store::{Result, Store};
use std::collections::HashMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportQuery {
    /// Over which sort of period.
    pub kind: PeriodKind,
    /// A day of that period.
    pub at: Day,
    /// The day as of which everything is assessed: where the period is not over, the figures are those
    /// of this day.
    pub today: Day,
    /// Only this area.
    pub area: Option<AreaId>,
    /// Whose tasks.
    pub unit: UnitScope,
    /// Set against the period before.
    pub compare: bool,
    /// The report's language.
    pub lang: Lang,
}

/// A place in a report for a text that a person writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextPlace {
    /// The name by which it is set and kept.
    pub name: &'static str,
    /// What is to be written there.
    pub prompt: Bi,
}

const fn place(name: &'static str, vi: &'static str, en: &'static str) -> TextPlace {
    TextPlace {
        name,
        prompt: bi(vi, en),
    }
}

const WEEKLY: &[TextPlace] = &[
    place(
        "overview",
        "tình hình chung trong tuần",
        "the week in general",
    ),
    place(
        "proposals",
        "kiến nghị, đề xuất, xin ý kiến chỉ đạo",
        "proposals and requests",
    ),
    place(
        "next",
        "nhiệm vụ trọng tâm khác của tuần tới",
        "other main tasks of next week",
    ),
];

const PERIODIC: &[TextPlace] = &[
    place(
        "steering",
        "công tác chỉ đạo, điều hành; văn bản đã ban hành; tuyên truyền; kiểm tra",
        "direction given, documents issued, information, inspection",
    ),
    place("highlights", "kết quả nổi bật", "notable results"),
    place(
        "shortcomings",
        "tồn tại, hạn chế khác",
        "other shortcomings",
    ),
    place(
        "causes",
        "nguyên nhân khách quan, chủ quan",
        "causes, outside and inside the office",
    ),
    place(
        "directions",
        "phương hướng chung của kỳ tới",
        "general directions for the next period",
    ),
    place(
        "proposals",
        "kiến nghị, đề xuất với cấp trên",
        "proposals to the superior body",
    ),
];

/// The texts that a person writes in a report over a sort of period.
pub fn text_places(kind: PeriodKind) -> &'static [TextPlace] {
    match kind {
        PeriodKind::Week => WEEKLY,
        _ => PERIODIC,
    }
}

/// The key of the setting that keeps a part's text.
pub fn text_key(kind: PeriodKind, part: &str) -> String {
    format!("report.text.{}.{part}", kind.as_str())
}

/// Everything that a report is made from.
#[derive(Clone, Debug)]
pub struct ReportData {
    /// What was asked for.
    pub query: ReportQuery,
    pub plan: Plan,
    /// The names on it.
    pub names: Letterhead,
    /// The plan's areas.
    pub areas: Vec<Area>,
    /// Their sections.
    pub sections: Vec<Section>,
    /// All units, in the alphabet's order.
    pub units: Vec<Unit>,
    /// The texts that people wrote, by part.
    pub texts: HashMap<String, String>,
    pub period: Period,
    /// The tasks that it is about as they were known at the period's end, or today where it is not
    /// over. Of their notes those alone that a report needs: the open difficulties, and what was
    /// written in the period.
    pub known: Snapshot,
    /// Their figures.
    pub counts: UnitAreaFigures,
    /// The figures of the period before, where it was asked for.
    pub before: Option<UnitAreaFigures>,
    /// The tasks of which something was completed in the period that the file knows now and did not
    /// know at the period's end. Of their occurrences those alone; without notes, extensions and
    /// evidence.
    pub recorded_later: Vec<TaskAsOf>,
}

impl ReportData {
    pub fn read(store: &Store, query: &ReportQuery) -> Result<Self> {
        Self::read_filtered(store, query, |_| true, [Day::MAX; 3], |_| ())
    }

    /// Reads only the tasks that meet a condition. The states of every task on three more days go to
    /// `on_other_days`, since reading tasks twice costs time. All of it is of one state of the file:
    /// what a colleague writes meanwhile is in the next report.
    pub(super) fn read_filtered(
        store: &Store,
        query: &ReportQuery,
        wanted: impl Fn(&TaskAsOf) -> bool,
        more: [Day; 3],
        on_other_days: impl FnMut([Option<&TaskAsOf>; 3]),
    ) -> Result<Self> {
        store.snapshot(|| {
            let mut data = Self::without_tasks(store, query)?;
            data.read_tasks(store, wanted, more, on_other_days)?;
            Ok(data)
        })
    }

    /// Everything but the tasks.
    fn without_tasks(store: &Store, query: &ReportQuery) -> Result<Self> {
        let plan = store.plan()?;
        let period = Period::of(query.kind, query.at, plan.settings.cutoff_day);
        let prefix = text_key(query.kind, "");
        let texts = store.settings_below(plan.id, &prefix)?.into_iter();
        let texts = texts.map(|(key, text)| (key[prefix.len()..].to_owned(), text));
        Ok(Self {
            query: *query,
            names: store.letterhead(plan.id)?,
            areas: store.areas(plan.id)?,
            sections: store.sections(plan.id)?,
            units: store.units()?,
            texts: texts.collect(),
            period,
            known: Snapshot {
                day: period.last.min(query.today),
                tasks: Vec::new(),
            },
            counts: UnitAreaFigures::default(),
            before: query.compare.then(UnitAreaFigures::default),
            recorded_later: Vec::new(),
            plan,
        })
    }

    /// Reads the tasks one by one, so that their states on the other days are counted and dropped.
    fn read_tasks(
        &mut self,
        store: &Store,
        wanted: impl Fn(&TaskAsOf) -> bool,
        more: [Day; 3],
        mut on_other_days: impl FnMut([Option<&TaskAsOf>; 3]),
    ) -> Result<()> {
        let (first, last, end) = (self.period.first, self.period.last, self.known.day);
        let before = self.period.previous();
        // Without a comparison no day more is asked for: rewinding costs time.
        let end_before = match self.query.compare {
            true => before.last.min(end),
            false => end,
        };
        let area = self.area().map(|area| area.key.clone());
        let unit = self.query.unit;
        let wanted = |task: &&TaskAsOf| {
            area.as_ref().is_none_or(|area| task.area == *area)
                && match unit {
                    UnitScope::All => true,
                    UnitScope::Unassigned => task.texts.lead.is_none(),
                    UnitScope::Led(unit) => task.texts.lead == Some(unit),
                }
                && wanted(task)
        };
        let days = [end, end_before, Day::MAX, more[0], more[1], more[2]];
        store.as_of(
            self.plan.id,
            days,
            |[known, known_before, now, more @ ..]| {
                on_other_days(more);
                let later = now
                    .filter(wanted)
                    .and_then(|now| done_since(now, known, first, last));
                self.recorded_later.extend(later);
                if let (Some(counts), Some(task)) = (&mut self.before, known_before.filter(wanted))
                {
                    counts.count(task, before.first, before.last, end_before);
                }
                if let Some(task) = known.filter(wanted) {
                    self.counts.count(task, first, last, end);
                    let mut task = task.clone();
                    let needed = |note: &Note| note.open || (first..=last).contains(&note.day);
                    task.notes.retain(needed);
                    task.notes.shrink_to_fit();
                    self.known.tasks.push(task);
                }
            },
        )?;
        self.known.tasks.sort_by_key(|task| task.place);
        self.recorded_later.sort_by_key(|task| task.place);
        Ok(())
    }

    /// The area that it is about alone.
    pub(crate) fn area(&self) -> Option<&Area> {
        let wanted = self.query.area?;
        self.areas.iter().find(|area| area.id == wanted)
    }

    /// The unit that it is about alone.
    pub(crate) fn unit(&self) -> Option<&Unit> {
        let UnitScope::Led(wanted) = self.query.unit else {
            return None;
        };
        self.units.iter().find(|unit| unit.id == wanted)
    }

    /// Whether the plan knows anything of the period before: of another year's it does not.
    pub(crate) fn is_comparable(&self) -> bool {
        self.period.previous().year == self.plan.year
    }

    /// Whether the period's last day is still to come.
    pub(crate) fn is_unfinished(&self) -> bool {
        self.query.today < self.period.last
    }
}

/// How many extensions of one task are named in a report.
const OFTEN: i64 = 3;

/// Its tasks, as sections list them.
impl ReportData {
    /// The tasks that the report is about.
    pub(crate) fn tasks(&self) -> std::slice::Iter<'_, TaskAsOf> {
        self.known.tasks.iter()
    }

    fn in_period(&self, day: Day) -> bool {
        (self.period.first..=self.period.last).contains(&day)
    }

    fn done_in_period(&self, task: &TaskAsOf) -> i64 {
        let done = task.done_between(self.period.first, self.period.last);
        size(done.count())
    }

    /// Tasks finished in the period, in the order of their days.
    pub(crate) fn finished(&self) -> Vec<&TaskAsOf> {
        let is_finished = |task: &TaskAsOf| task.done_on().is_some_and(|day| self.in_period(day));
        let finished = self.tasks().filter(|task| is_finished(task));
        sorted(finished, |task| task.done_on())
    }

    /// Recurring tasks that go on, with how many of their occurrences were completed in the period.
    pub(crate) fn recurring_done(&self) -> Vec<(&TaskAsOf, i64)> {
        let goes_on = |task: &TaskAsOf| task.rhythm.is_some() && task.state() != State::Done;
        let open = self.tasks().filter(|task| goes_on(task));
        let counted = open.map(|task| (task, self.done_in_period(task)));
        counted.filter(|(_, n)| *n > 0).collect()
    }

    /// Late tasks, the longest delay first.
    pub(crate) fn late(&self) -> Vec<(&TaskAsOf, i64)> {
        let day = self.known.day;
        let late = self
            .tasks()
            .filter_map(|task| Some((task, task.days_late(day)?)));
        sorted(late, |(_, days)| -days)
    }

    /// Open tasks with the first of their occurrences that is due between two days.
    pub(crate) fn due(&self, first: Day, last: Day) -> Vec<(&TaskAsOf, &Occurrence)> {
        let due = self.tasks();
        let due = due.filter_map(|task| Some((task, task.due_between(first, last).next()?)));
        sorted(due, |(task, o)| (o.due_on, !task.texts.key_task))
    }

    /// Notes of a kind: of difficulties the open ones, of the others those written in the period.
    pub(crate) fn notes(&self, kind: NoteKind) -> Vec<(&TaskAsOf, &Note)> {
        let all = self.tasks();
        let all = all.flat_map(|task| task.notes.iter().map(move |note| (task, note)));
        let of_kind = all.filter(|(task, note)| match kind {
            _ if note.kind != kind => false,
            // Open until it is answered, as in every list.
            NoteKind::Difficulty => note.open,
            _ => self.in_period(note.day) && task.state() != State::Dropped,
        });
        sorted(of_kind, |(_, note)| note.day)
    }

    /// Tasks that were extended three times or more, with how often.
    pub(crate) fn often_extended(&self) -> Vec<(&TaskAsOf, i64)> {
        let counted = self.tasks().map(|task| (task, size(task.extensions.len())));
        sorted(counted.filter(|(_, n)| *n >= OFTEN), |(_, n)| -n)
    }

    /// Ongoing tasks (*thường xuyên*) that go on and of which nobody wrote anything in the period: no
    /// day shows whether they are kept up.
    pub(crate) fn unreported(&self) -> Vec<&TaskAsOf> {
        let goes_on =
            |task: &TaskAsOf| task.kind == DeadlineKind::Ongoing && task.state().is_open();
        let written = |task: &TaskAsOf| task.notes.iter().any(|note| self.in_period(note.day));
        let silent = self.tasks().filter(|task| goes_on(task) && !written(task));
        silent.collect()
    }

    /// Tasks that are paused, then those that are dropped.
    pub(crate) fn on_hold(&self) -> Vec<&TaskAsOf> {
        let held = self.tasks().filter(|task| task.hold.is_some());
        sorted(held, |task| task.state() == State::Dropped)
    }
}

/// A task with nothing but what was completed in a span of days and was not yet known as completed.
fn done_since(now: &TaskAsOf, known: Option<&TaskAsOf>, first: Day, last: Day) -> Option<TaskAsOf> {
    let later = now.done_between(first, last);
    let later = later.filter(|o| !known.is_some_and(|known| known.has_done(o)));
    let later: Vec<Occurrence> = later.cloned().collect();
    (!later.is_empty()).then(|| TaskAsOf {
        occurrences: later,
        extensions: Vec::new(),
        notes: Vec::new(),
        evidence: Vec::new(),
        ..now.clone()
    })
}

fn sorted<T, K: Ord>(items: impl Iterator<Item = T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_by_key(key);
    items
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::change::Change;
    use crate::domain::day::from_iso;
    use crate::domain::period::PeriodKind;
    use crate::domain::person::Actor;
    use crate::present::lang::Lang;
    use crate::store::{OpenMode, Stamp};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    fn friday() -> Day {
        from_iso("2021-11-26").unwrap()
    }

    /// A colleague who signs and writes the overview in one act, with the same words.
    fn sign(store: &mut Store, turn: u32) {
        let sentence = |turn: u32| format!("Nguyễn Thị Lan, lần {turn}");
        let set = |key: &str| Change::SetSetting {
            key: key.to_owned(),
            value: sentence(turn),
            seen: turn.checked_sub(1).map(sentence),
        };
        let changes = [set("report.signer"), set("report.text.week.overview")];
        let stamp = Stamp {
            actor: Actor {
                account: "lan".to_owned(),
                person: "Lan".to_owned(),
            },
            recorded_at: 1_637_900_000_000,
            day: friday(),
        };
        store.apply(&changes, &stamp).unwrap();
    }

    #[test]
    fn a_report_reads_one_state_of_the_file_while_a_colleague_writes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kế hoạch.db");
        let mut colleague = crate::plan::sample::create(&path).unwrap();
        sign(&mut colleague, 0);
        let mut store = Store::open(&path, OpenMode::ReadWrite).unwrap();
        let turns = Arc::new(AtomicU32::new(0));
        let counted = turns.clone();
        store.on_progress(100, move || {
            sign(&mut colleague, counted.fetch_add(1, Ordering::Relaxed) + 1);
        });
        let query = ReportQuery {
            kind: PeriodKind::Week,
            at: friday(),
            today: friday(),
            area: None,
            unit: UnitScope::All,
            compare: true,
            lang: Lang::Vi,
        };
        for _ in 0..3 {
            let data = ReportData::read(&store, &query).unwrap();
            assert_eq!(data.names.signer, data.texts["overview"]);
        }
        assert!(turns.load(Ordering::Relaxed) > 0, "nobody wrote meanwhile");
    }
}
