//! The figures of a report: each task counted once, per area and per unit, so that sums add up.

use crate::domain::day::Day;
use crate::domain::deadline::DeadlineKind;
use crate::domain::ids::UnitId;
use crate::domain::note::NoteKind;
use crate::domain::occurrence::Occurrence;
use crate::domain::snapshot::{Snapshot, TaskAsOf};
use crate::domain::task::State;
use crate::domain::totals::{Rate, Totals};

/// How many extensions of one task are named in a report.
pub const OFTEN: i64 = 3;

/// The figures of some tasks: how they stand at the end of the span, and what came about in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// How they stand.
    pub totals: Totals,
    /// Tasks whose last occurrence was completed in the span.
    pub finished: i64,
    /// The late ones among them.
    pub finished_late: i64,
    /// Single occurrences of recurring tasks that were completed in the span, those that finished
    /// their task included.
    pub occurrences: i64,
    /// Open tasks that became late in the span.
    pub newly_late: i64,
    /// Extensions recorded in the span.
    pub extensions: i64,
    /// Difficulties that nobody had answered at its end.
    pub difficulties: i64,
    /// Done tasks without evidence.
    pub unproven: i64,
    /// The longest delay of an open task at its end, in days.
    pub worst: i64,
}

impl Figures {
    /// Counts one task.
    pub fn count(&mut self, task: &TaskAsOf, first: Day, last: Day, day: Day) {
        self.totals.count(task, day);
        let within = |at: Option<Day>| at.is_some_and(|at| (first..=last).contains(&at));
        if within(task.done_on()) {
            self.finished += 1;
            self.finished_late += i64::from(task.on_time() == Some(false));
        }
        if task.rhythm.is_some() {
            self.occurrences += size(task.done_between(first, last).count());
        }
        if let Some(late) = task.days_late(day) {
            // The due day itself is not late: a task becomes late on the day after it.
            let since = task.due_on().and_then(|due| due.succ_opt());
            self.newly_late += i64::from(within(since));
            self.worst = self.worst.max(late);
        }
        let moved = task.extensions.iter();
        let moved = moved.filter(|(_, day)| within(Some(*day)));
        self.extensions += size(moved.count());
        self.difficulties += size(task.notes.iter().filter(|note| note.open).count());
        self.unproven += i64::from(task.state() == State::Done && task.evidence.is_empty());
    }

    /// Adds the figures of other tasks.
    fn add(&mut self, others: &Self) {
        self.totals.add_all(&others.totals);
        self.finished += others.finished;
        self.finished_late += others.finished_late;
        self.occurrences += others.occurrences;
        self.newly_late += others.newly_late;
        self.extensions += others.extensions;
        self.difficulties += others.difficulties;
        self.unproven += others.unproven;
        self.worst = self.worst.max(others.worst);
    }

    /// Of all tasks but the dropped ones, those that are done.
    pub fn completion(&self) -> Rate {
        Rate {
            part: self.totals.done(),
            whole: self.totals.total(),
        }
    }

    /// Of the done ones, those in time; done without a deadline counts as in time.
    pub fn on_time(&self) -> Rate {
        Rate {
            part: self.totals.done_on_time + self.totals.done_undated,
            whole: self.totals.done(),
        }
    }

    /// Open with a date and not late.
    pub fn in_time(&self) -> i64 {
        self.totals.open_dated - self.totals.overdue
    }
}

fn size(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The tasks of one unit in one area.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Who leads them.
    pub lead: Option<UnitId>,
    /// The area's key.
    pub area: String,
    figures: Figures,
}

/// The figures of a span of days, by unit and area.
#[derive(Clone, Debug, Default)]
pub struct Counts(Vec<Counted>);

impl Counts {
    /// Counts one task as it was known on a day.
    pub(super) fn count(&mut self, task: &TaskAsOf, first: Day, last: Day, day: Day) {
        let own = |counted: &Counted| counted.lead == task.lead && counted.area == task.area;
        let at = self.0.iter().position(own).unwrap_or_else(|| {
            self.0.push(Counted {
                lead: task.lead,
                area: task.area.clone(),
                figures: Figures::default(),
            });
            self.0.len() - 1
        });
        self.0[at].figures.count(task, first, last, day);
    }

    /// The figures of those units and areas that meet a condition.
    pub fn figures(&self, wanted: impl Fn(&Counted) -> bool) -> Figures {
        let mut figures = Figures::default();
        for counted in self.0.iter().filter(|counted| wanted(counted)) {
            figures.add(&counted.figures);
        }
        figures
    }

    /// The figures of all of them.
    pub fn all(&self) -> Figures {
        self.figures(|_| true)
    }

    /// Who leads something, in no order, some more than once.
    pub fn leads(&self) -> impl Iterator<Item = Option<UnitId>> {
        self.0.iter().map(|counted| counted.lead)
    }
}

/// A span of days with the tasks known at its end.
#[derive(Clone, Copy, Debug)]
pub struct Span<'s> {
    /// Its first day.
    pub first: Day,
    /// Its last day.
    pub last: Day,
    /// What was known at its end, or today where it is not over.
    pub known: &'s Snapshot,
}

impl<'s> Span<'s> {
    /// The tasks that the report is about.
    pub fn tasks(self) -> impl Iterator<Item = &'s TaskAsOf> {
        self.known.tasks.iter()
    }

    /// Tasks finished in the span, in the order of their days.
    pub fn finished(self) -> Vec<&'s TaskAsOf> {
        let within = |task: &&TaskAsOf| {
            let done = task.done_on();
            done.is_some_and(|done| (self.first..=self.last).contains(&done))
        };
        let mut found: Vec<_> = self.tasks().filter(within).collect();
        found.sort_by_key(|task| task.done_on());
        found
    }

    /// Recurring tasks that go on, with how many of their occurrences were completed in the span.
    pub fn kept_up(self) -> Vec<(&'s TaskAsOf, i64)> {
        let open = self.tasks().filter(|task| task.rhythm.is_some());
        let counted = open.filter(|task| task.state() != State::Done).map(|task| {
            let done = task.done_between(self.first, self.last).count();
            (task, size(done))
        });
        counted.filter(|(_, n)| *n > 0).collect()
    }

    /// Late tasks, the longest delay first.
    pub fn late(self) -> Vec<(&'s TaskAsOf, i64)> {
        let day = self.known.day;
        let late = |task: &'s TaskAsOf| Some((task, task.days_late(day)?));
        let mut found: Vec<_> = self.tasks().filter_map(late).collect();
        found.sort_by_key(|(_, days)| -days);
        found
    }

    /// Open tasks with the first of their occurrences that is due between two days.
    pub fn due(self, first: Day, last: Day) -> Vec<(&'s TaskAsOf, &'s Occurrence)> {
        let first_due = |task: &'s TaskAsOf| Some((task, task.due_between(first, last).next()?));
        let mut found: Vec<_> = self.tasks().filter_map(first_due).collect();
        found.sort_by_key(|(task, o)| (o.due_on, !task.key_task));
        found
    }

    /// Notes of a kind: of difficulties the open ones, of the others those written in the span.
    pub fn notes(self, kind: NoteKind) -> Vec<(&'s TaskAsOf, &'s str, Day)> {
        let mut found: Vec<_> = self
            .tasks()
            .flat_map(|task| task.notes.iter().map(move |note| (task, note)))
            .filter(|(task, note)| {
                let recent = (self.first..=self.last).contains(&note.day);
                note.kind == kind
                    && match kind {
                        // Open until it is answered, as in every list.
                        NoteKind::Difficulty => note.open,
                        _ => recent && task.state() != State::Dropped,
                    }
            })
            .map(|(task, note)| (task, note.body.as_str(), note.day))
            .collect();
        found.sort_by_key(|(_, _, day)| *day);
        found
    }

    /// Tasks that were extended three times or more, with how often.
    pub fn often_extended(self) -> Vec<(&'s TaskAsOf, i64)> {
        let counted = self.tasks().map(|task| (task, size(task.extensions.len())));
        let mut found: Vec<_> = counted.filter(|(_, n)| *n >= OFTEN).collect();
        found.sort_by_key(|(_, n)| -n);
        found
    }

    /// Ongoing tasks (*thường xuyên*) that go on and of which nobody wrote anything in the span: no
    /// day shows whether they are kept up.
    pub fn unreported(self) -> Vec<&'s TaskAsOf> {
        let span = self.first..=self.last;
        self.tasks()
            .filter(|task| task.kind == DeadlineKind::Ongoing && task.state().is_open())
            .filter(|task| !task.notes.iter().any(|note| span.contains(&note.day)))
            .collect()
    }

    /// Tasks that are paused, then those that are dropped.
    pub fn held(self) -> Vec<&'s TaskAsOf> {
        let mut found: Vec<_> = self.tasks().filter(|task| task.hold.is_some()).collect();
        found.sort_by_key(|task| task.state() == State::Dropped);
        found
    }
}
