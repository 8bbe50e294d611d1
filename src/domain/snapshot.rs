//! Snapshot: what the file knew of a plan's tasks on a day, judged by that day.

use super::day::Day;
use super::deadline::{DeadlineKind, Rhythm};
use super::ids::{NoteId, OccurrenceId, TaskId, UnitId};
use super::note::NoteKind;
use super::occurrence::{self, Occurrence};
use super::task::{Hold, State};
use super::totals::{Group, Totals};

/// The tasks of a plan as the file knew them on a day, in the document's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The last day whose changes are in it, and the day by which it is judged.
    pub day: Day,
    pub tasks: Vec<TaskAsOf>,
}

/// One task as the file knew it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskAsOf {
    /// Its row.
    pub id: TaskId,
    pub code: String,
    /// Short title.
    pub title: String,
    /// Sản phẩm.
    pub product: Option<String>,
    /// Key of its area, "0" to "6".
    pub area: String,
    /// Trọng tâm.
    pub key_task: bool,
    /// Chủ trì.
    pub lead: Option<UnitId>,
    /// Phối hợp.
    pub coordinating: Vec<UnitId>,
    /// Phối hợp in free words.
    pub coordinating_text: Option<String>,
    /// The deadline's wording.
    pub deadline: String,
    pub kind: DeadlineKind,
    /// How often it recurs.
    pub rhythm: Option<Rhythm>,
    /// Begun by hand.
    pub started: bool,
    /// Paused or dropped by hand.
    pub hold: Option<Hold>,
    /// Why.
    pub hold_reason: Option<String>,
    /// Whether unit, dates and progress are a demonstration.
    pub illustrative: bool,
    /// Oldest first.
    pub occurrences: Vec<Occurrence>,
    /// Oldest first.
    pub extensions: Vec<ExtensionAsOf>,
    /// Oldest first.
    pub notes: Vec<NoteAsOf>,
    /// Number and symbol of the documents that prove it, oldest first.
    pub evidence: Vec<String>,
}

/// An extension with the day on which it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtensionAsOf {
    pub occurrence: OccurrenceId,
    /// The day before.
    pub old_due_on: Day,
    /// The day after.
    pub new_due_on: Day,
    /// By which day it was recorded.
    pub day: Day,
}

/// A note with what a report needs of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteAsOf {
    /// Its row.
    pub id: NoteId,
    /// What it is for.
    pub kind: NoteKind,
    /// Its text.
    pub body: String,
    /// The day by which it was written.
    pub day: Day,
    /// Whether it is a difficulty that nobody had answered.
    pub open: bool,
}

impl TaskAsOf {
    /// The state that follows from what was known.
    pub fn state(&self) -> State {
        let done = self.occurrences.iter().filter(|o| !o.is_open()).count();
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        State::derive(
            self.hold,
            self.started,
            count(done),
            count(self.occurrences.len()),
        )
    }

    /// The open occurrence that is due first, or the last one where all are done.
    pub fn current(&self) -> Option<&Occurrence> {
        occurrence::current(&self.occurrences).or(self.occurrences.last())
    }

    /// The day in force of that occurrence.
    pub fn due_on(&self) -> Option<Day> {
        self.current().and_then(|o| o.due_on)
    }

    /// When the last occurrence was completed, for a task that is done.
    pub fn done_on(&self) -> Option<Day> {
        let last = self.occurrences.iter().filter_map(|o| o.done_on).max();
        last.filter(|_| self.state() == State::Done)
    }

    /// Whether all of it was in time, for a task that is done and has a date.
    pub fn on_time(&self) -> Option<bool> {
        if self.state() != State::Done {
            return None;
        }
        let mut judged = self.occurrences.iter().filter_map(Occurrence::on_time);
        judged
            .next()
            .map(|first| first && judged.all(|on_time| on_time))
    }

    /// Where the totals count it.
    pub fn group(&self) -> Group {
        Group::of(
            self.state(),
            self.kind,
            self.due_on().is_some(),
            self.on_time(),
        )
    }

    /// By how many days it was late on a day; `None` where it was not.
    pub(crate) fn days_late(&self, day: Day) -> Option<i64> {
        let due = self.due_on().filter(|_| self.state().is_open())?;
        Some((day - due).num_days()).filter(|late| *late > 0)
    }

    /// The open occurrences that are due between two days, both included, where it is open.
    pub(crate) fn due_between(&self, first: Day, last: Day) -> impl Iterator<Item = &Occurrence> {
        let open = self.state().is_open();
        self.occurrences.iter().filter(move |o| {
            let due = o.due_on.is_some_and(|due| (first..=last).contains(&due));
            open && due && o.is_open()
        })
    }

    /// The occurrences that were completed between two days, both included.
    pub(crate) fn done_between(&self, first: Day, last: Day) -> impl Iterator<Item = &Occurrence> {
        self.occurrences
            .iter()
            .filter(move |o| o.done_on.is_some_and(|done| (first..=last).contains(&done)))
    }
}

impl Totals {
    /// Adds one task as it was known on a day.
    pub fn count(&mut self, task: &TaskAsOf, day: Day) {
        let group = task.group();
        self.add(group as i64, 1);
        if group == Group::OpenDated && task.days_late(day).is_some() {
            self.overdue += 1;
        }
    }
}
