//! Occurrences (*kỳ*): the due dates of a task, each with its own completion.

use super::day::Day;
use super::ids::OccurrenceId;

/// One due date. A one-off task has one, a quarterly one four, a weekly one some fifty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Its row.
    pub id: OccurrenceId,
    /// From 1, oldest first.
    pub ordinal: i64,
    /// The day as first set; `None` for a task without a date.
    pub original_due_on: Option<Day>,
    /// The day in force, after extensions.
    pub due_on: Option<Day>,
    /// When it was completed.
    pub done_on: Option<Day>,
    /// What came of it.
    pub result: Option<String>,
}

impl Occurrence {
    /// Whether it still waits.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.done_on.is_none()
    }

    /// `Some(true)` where it was completed on or before the day in force; `None` where it is open
    /// or has no day.
    #[must_use]
    pub fn on_time(&self) -> Option<bool> {
        Some(self.done_on? <= self.due_on?)
    }
}

/// The oldest open occurrence: the one that a task's row shows and Space completes.
#[must_use]
pub fn current(occurrences: &[Occurrence]) -> Option<&Occurrence> {
    occurrences.iter().find(|o| o.is_open())
}
