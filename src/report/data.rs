//! What a report is made from, asked of the store at one moment.

use super::figures::{Counts, Span};
use crate::domain::area::Area;
use crate::domain::day::Day;
use crate::domain::ids::AreaId;
use crate::domain::letterhead::Letterhead;
use crate::domain::note::Note;
use crate::domain::occurrence::Occurrence;
use crate::domain::period::{Period, PeriodKind};
use crate::domain::plan::Plan;
use crate::domain::snapshot::{Snapshot, TaskAsOf};
use crate::domain::unit::{Unit, UnitScope};
use crate::present::lang::{Bi, Lang, bi};
use crate::store::{Result, Store};
use std::collections::HashMap;

/// Which report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportQuery {
    /// Over which sort of period.
    pub kind: PeriodKind,
    /// A day of that period.
    pub at: Day,
    /// The day that everything is judged by: where the period is not over, the figures are those
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
pub struct Part {
    /// The name by which it is set and kept.
    pub name: &'static str,
    /// What is to be written there.
    pub prompt: Bi,
}

const fn part(name: &'static str, vi: &'static str, en: &'static str) -> Part {
    Part {
        name,
        prompt: bi(vi, en),
    }
}

const WEEKLY: &[Part] = &[
    part(
        "overview",
        "tình hình chung trong tuần",
        "the week in general",
    ),
    part(
        "proposals",
        "kiến nghị, đề xuất, xin ý kiến chỉ đạo",
        "proposals and requests",
    ),
    part(
        "next",
        "nhiệm vụ trọng tâm khác của tuần tới",
        "other main tasks of next week",
    ),
];

const PERIODIC: &[Part] = &[
    part(
        "steering",
        "công tác chỉ đạo, điều hành; văn bản đã ban hành; tuyên truyền; kiểm tra",
        "direction given, documents issued, information, inspection",
    ),
    part("highlights", "kết quả nổi bật", "notable results"),
    part(
        "shortcomings",
        "tồn tại, hạn chế khác",
        "other shortcomings",
    ),
    part(
        "causes",
        "nguyên nhân khách quan, chủ quan",
        "causes, outside and inside the office",
    ),
    part(
        "directions",
        "phương hướng chung của kỳ tới",
        "general directions for the next period",
    ),
    part(
        "proposals",
        "kiến nghị, đề xuất với cấp trên",
        "proposals to the superior body",
    ),
];

/// The texts that a person writes in a report over a sort of period.
pub fn parts(kind: PeriodKind) -> &'static [Part] {
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
    /// The plan.
    pub plan: Plan,
    /// The names on it.
    pub names: Letterhead,
    /// The plan's areas.
    pub areas: Vec<Area>,
    /// All units, in the alphabet's order.
    pub units: Vec<Unit>,
    /// The texts that people wrote, by part.
    pub texts: HashMap<String, String>,
    /// The period.
    pub period: Period,
    /// The tasks that it is about as they were known at the period's end, or today where it is not
    /// over. Of their notes those alone that a report needs: the open difficulties, and what was
    /// written in the period.
    pub known: Snapshot,
    /// Their figures.
    pub counts: Counts,
    /// The figures of the period before, where it was asked for.
    pub before: Option<Counts>,
    /// What was completed in the period, each with its task, as the file knows now and did not know
    /// at the period's end.
    pub recorded_later: Vec<(TaskAsOf, Occurrence)>,
}

impl ReportData {
    /// Asks the store.
    ///
    /// # Errors
    /// What the file says.
    pub fn read(store: &Store, query: &ReportQuery) -> Result<Self> {
        Self::read_of(store, query, |_| true)
    }

    /// Asks the store, about those tasks alone that meet a condition besides. All of it is of one
    /// state of the file: what a colleague writes meanwhile is in the next report, whole.
    ///
    /// # Errors
    /// What the file says.
    pub(super) fn read_of(
        store: &Store,
        query: &ReportQuery,
        wanted: impl Fn(&TaskAsOf) -> bool,
    ) -> Result<Self> {
        store.snapshot(|| {
            let mut data = Self::around(store, query)?;
            data.read_tasks(store, wanted)?;
            Ok(data)
        })
    }

    /// Everything but the tasks.
    fn around(store: &Store, query: &ReportQuery) -> Result<Self> {
        let plan = store.plan()?;
        let period = Period::of(query.kind, query.at, plan.settings.cutoff_day);
        let prefix = text_key(query.kind, "");
        let texts = store.settings_below(plan.id, &prefix)?.into_iter();
        let texts = texts.map(|(key, text)| (key[prefix.len()..].to_owned(), text));
        Ok(Self {
            query: *query,
            names: store.letterhead(plan.id)?,
            areas: store.areas(plan.id)?,
            units: store.units()?,
            texts: texts.collect(),
            period,
            known: Snapshot {
                day: period.last.min(query.today),
                tasks: Vec::new(),
            },
            counts: Counts::default(),
            before: query.compare.then(Counts::default),
            recorded_later: Vec::new(),
            plan,
        })
    }

    /// Takes up the tasks one by one, so that what was known on the other days is counted and gone.
    fn read_tasks(&mut self, store: &Store, wanted: impl Fn(&TaskAsOf) -> bool) -> Result<()> {
        let (first, last, end) = (self.period.first, self.period.last, self.known.day);
        let before = self.period.previous();
        // Without a comparison the period before is not asked for: rewinding costs time.
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
                    UnitScope::Unassigned => task.lead.is_none(),
                    UnitScope::Led(unit) => task.lead == Some(unit),
                }
                && wanted(task)
        };
        let days = [end, end_before, Day::MAX];
        store.as_of(self.plan.id, days, |[known, known_before, now]| {
            if let Some(task) = now.filter(wanted) {
                let later = task.done_between(first, last);
                let later = later.filter(|o| !known.is_some_and(|known| known.has_done(o)));
                let later = later.map(|o| (task.clone(), o.clone()));
                self.recorded_later.extend(later);
            }
            if let (Some(counts), Some(task)) = (&mut self.before, known_before.filter(wanted)) {
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
        })?;
        self.known.tasks.sort_by_key(|task| task.place);
        self.recorded_later.sort_by_key(|(task, _)| task.place);
        Ok(())
    }

    /// The area that it is about alone.
    pub fn area(&self) -> Option<&Area> {
        let wanted = self.query.area?;
        self.areas.iter().find(|area| area.id == wanted)
    }

    /// The unit that it is about alone.
    pub fn unit(&self) -> Option<&Unit> {
        let UnitScope::Led(wanted) = self.query.unit else {
            return None;
        };
        self.units.iter().find(|unit| unit.id == wanted)
    }

    /// The period with what was known at its end.
    pub fn span(&self) -> Span<'_> {
        Span {
            first: self.period.first,
            last: self.period.last,
            known: &self.known,
        }
    }

    /// Whether the plan knows anything of the period before: of another year's it does not.
    pub fn is_comparable(&self) -> bool {
        self.period.previous().year == self.plan.year
    }

    /// Whether the period's last day is still to come.
    pub fn is_unfinished(&self) -> bool {
        self.query.today < self.period.last
    }
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
    use crate::store::{Mode, Stamp};
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
    fn a_report_is_of_one_state_of_the_file_though_a_colleague_writes_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kế hoạch.db");
        let mut colleague = crate::plan::sample::create(&path).unwrap();
        sign(&mut colleague, 0);
        let mut store = Store::open(&path, Mode::ReadWrite).unwrap();
        let turns = Arc::new(AtomicU32::new(0));
        let counted = turns.clone();
        store.every(100, move || {
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
