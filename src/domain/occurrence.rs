//! Occurrences (*kỳ*): the due dates of a task, each with its own completion.

use super::day::Day;
use super::deadline::Rhythm;
use super::ids::OccurrenceId;

/// One due date. A one-off task has one, a quarterly one four, a weekly one some fifty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Its row.
    pub id: OccurrenceId,
    /// From 1, in the order of the days first set.
    pub ordinal: i64,
    /// The day as first set; `None` for a task without a date.
    pub original_due_on: Option<Day>,
    /// The day to which it was last set again; `None` where it never was. Extensions after that count
    /// from here.
    pub set_due_on: Option<Day>,
    /// The day in force, after extensions.
    pub due_on: Option<Day>,
    /// How it recurred when it was completed, where the task recurs otherwise since.
    pub rhythm: Option<Rhythm>,
    /// When it was completed.
    pub done_on: Option<Day>,
    /// What came of it.
    pub result: Option<String>,
}

impl Occurrence {
    /// Whether it still waits.
    pub fn is_open(&self) -> bool {
        self.done_on.is_none()
    }

    /// `Some(true)` where it was completed on or before the day in force; `None` where it is open
    /// or has no day.
    pub fn on_time(&self) -> Option<bool> {
        Some(self.done_on? <= self.due_on?)
    }

    /// Whether an extension since the day was last set is in force.
    pub(crate) fn is_extended(&self) -> bool {
        self.due_on.is_some() && self.due_on != self.set_due_on.or(self.original_due_on)
    }
}

/// The occurrence that a task's row shows and Space completes: of the open ones the one that is due
/// first by the days in force, for an extended one must not hide a later one that is late.
pub fn current(occurrences: &[Occurrence]) -> Option<&Occurrence> {
    let open = occurrences.iter().filter(|o| o.is_open());
    open.min_by_key(|o| due_first(o.due_on, o.ordinal))
}

/// The order in which open occurrences come up: by the day in force, those without a day last.
pub(crate) fn due_first(due_on: Option<Day>, ordinal: i64) -> (bool, Option<Day>, i64) {
    (due_on.is_none(), due_on, ordinal)
}

/// How an occurrence was completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    pub occurrence: OccurrenceId,
    /// When.
    pub done_on: Option<Day>,
    /// What came of it.
    pub result: Option<String>,
}

/// The day on which an occurrence is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OccurrenceDue {
    pub occurrence: OccurrenceId,
    /// The day in force.
    pub due_on: Option<Day>,
}

impl Occurrence {
    /// How it was completed, as a person sees it now.
    pub fn completion(&self) -> Completion {
        Completion {
            occurrence: self.id,
            done_on: self.done_on,
            result: self.result.clone(),
        }
    }

    /// When it is due, as a person sees it now.
    pub fn due(&self) -> OccurrenceDue {
        OccurrenceDue {
            occurrence: self.id,
            due_on: self.due_on,
        }
    }
}

impl Completion {
    /// What the completion is to be: the parts in which this differs from what was seen, and the
    /// others as they are now.
    pub fn merged(&self, seen: &Self, mut now: Self) -> Self {
        if self.done_on != seen.done_on {
            now.done_on = self.done_on;
        }
        if self.result != seen.result {
            now.result.clone_from(&self.result);
        }
        now
    }
}
