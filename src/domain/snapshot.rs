//! Snapshot: a plan's tasks as the file knew them on a day.

use super::day::Day;
use super::deadline::{DeadlineKind, Rhythm};
use super::ids::{SectionId, TaskId};
use super::note::{Evidence, Extension, Note};
use super::task::{self, Hold, Occurrence, State, TaskText};
use super::totals::{TallyGroup, Totals};

/// The tasks of a plan as the file knew them on a day, in the document's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The last day whose changes are in it; what is overdue is so on that day.
    pub day: Day,
    pub tasks: Vec<TaskAsOf>,
}

/// One task as the file knew it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskAsOf {
    pub id: TaskId,
    /// Its place in the document's order: the section's, then its number there.
    pub place: (usize, i64),
    pub code: String,
    /// Its parts but the long text, which is empty here.
    pub texts: TaskText,
    /// Key of its area, "0" to "6".
    pub area: String,
    /// Where it stands, where that section is there now.
    pub section: Option<SectionId>,
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
    /// Oldest first, each with the day by which it was recorded.
    pub extensions: Vec<(Extension, Day)>,
    /// Oldest first.
    pub notes: Vec<Note>,
    /// Oldest first.
    pub evidence: Vec<Evidence>,
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
    pub(crate) fn current(&self) -> Option<&Occurrence> {
        task::current(&self.occurrences).or(self.occurrences.last())
    }

    /// The day in force of that occurrence.
    pub fn due_on(&self) -> Option<Day> {
        self.current().and_then(|o| o.due_on)
    }

    /// When the last occurrence was completed, for a task that is done.
    pub(crate) fn done_on(&self) -> Option<Day> {
        let last = self.occurrences.iter().filter_map(|o| o.done_on).max();
        last.filter(|_| self.state() == State::Done)
    }

    /// Whether all of it was in time, for a task that is done and has a date.
    pub(crate) fn on_time(&self) -> Option<bool> {
        if self.state() != State::Done {
            return None;
        }
        let mut on_time = self.occurrences.iter().filter_map(Occurrence::on_time);
        on_time.next().map(|first| first && on_time.all(|one| one))
    }

    /// Where the totals count it.
    pub(crate) fn group(&self) -> TallyGroup {
        TallyGroup::of(
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

    /// Whether it was known that an occurrence was completed, and on that day.
    pub(crate) fn has_done(&self, occurrence: &Occurrence) -> bool {
        let mut own = self.occurrences.iter();
        own.any(|o| o.id == occurrence.id && o.done_on == occurrence.done_on)
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
    pub(crate) fn count(&mut self, task: &TaskAsOf, day: Day) {
        let group = task.group();
        self.add(group as i64, 1);
        if group == TallyGroup::OpenDated && task.days_late(day).is_some() {
            self.overdue += 1;
        }
    }
}
