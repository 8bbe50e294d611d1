//! The figures of a report: each task counted once, per area and per unit, so that sums add up.

use crate::domain::day::Day;
use crate::domain::ids::UnitId;
use crate::domain::snapshot::TaskAsOf;
use crate::domain::task::State;
use crate::domain::totals::{Rate, Totals};
use std::collections::HashMap;

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
    pub(crate) fn count(&mut self, task: &TaskAsOf, first: Day, last: Day, day: Day) {
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
    pub(crate) fn completion(&self) -> Rate {
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

pub(super) fn size(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The tasks of one unit in one area.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnitArea {
    /// Who leads them.
    pub lead: Option<UnitId>,
    /// The area's key.
    pub area: String,
}

/// The figures of a span of days, by unit and area.
#[derive(Clone, Debug, Default)]
pub struct UnitAreaFigures(HashMap<UnitArea, Figures>);

impl UnitAreaFigures {
    /// Counts one task as it was known on a day.
    pub(super) fn count(&mut self, task: &TaskAsOf, first: Day, last: Day, day: Day) {
        let own = UnitArea {
            lead: task.texts.lead,
            area: task.area.clone(),
        };
        let figures = self.0.entry(own).or_default();
        figures.count(task, first, last, day);
    }

    /// The figures of those units and areas that meet a condition.
    pub fn figures(&self, wanted: impl Fn(&UnitArea) -> bool) -> Figures {
        let mut figures = Figures::default();
        for (_, counted) in self.0.iter().filter(|(counted, _)| wanted(counted)) {
            figures.add(counted);
        }
        figures
    }

    pub fn all(&self) -> Figures {
        self.figures(|_| true)
    }

    /// Who leads something, in no order, some more than once.
    pub(crate) fn leads(&self) -> impl Iterator<Item = Option<UnitId>> {
        self.0.keys().map(|counted| counted.lead)
    }
}
