//! Tasks (*nhiệm vụ*): one row of a list, one complete task, its due dates (*kỳ*), each with its own
//! completion; and how it stands against them (*tiến độ hạn*), which is never stored.

use super::day::Day;
use super::deadline::{Deadline, DeadlineKind, Rhythm};
use super::ids::{ActId, AreaId, OccurrenceId, SectionId, StepId, TaskId, UnitId};
use super::note::{Evidence, Extension, Note, Step};

/// What is stored of a task's progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Chưa thực hiện.
    NotStarted,
    /// Đang thực hiện.
    InProgress,
    /// Hoàn thành.
    Done,
    /// Tạm dừng.
    Paused,
    /// Không thực hiện (bãi bỏ).
    Dropped,
}

words! {
    State:
    NotStarted = "not_started", InProgress = "in_progress", Done = "done",
    Paused = "paused", Dropped = "dropped",
}

impl State {
    /// Open = not started or in progress.
    pub fn is_open(self) -> bool {
        matches!(self, Self::NotStarted | Self::InProgress)
    }

    /// The state that follows from the facts: a hold set by hand, else the occurrences, else
    /// whether the work was begun.
    pub(crate) fn derive(hold: Option<Hold>, started: bool, done: i64, occurrences: i64) -> Self {
        match hold {
            Some(Hold::Paused) => Self::Paused,
            Some(Hold::Dropped) => Self::Dropped,
            None if occurrences > 0 && done == occurrences => Self::Done,
            None if started || done > 0 => Self::InProgress,
            None => Self::NotStarted,
        }
    }
}

/// What a person set by hand against the course of things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hold {
    /// Tạm dừng.
    Paused,
    /// Bãi bỏ.
    Dropped,
}

words! { Hold: Paused = "paused", Dropped = "dropped" }

/// One row of a list: what the table of columns can show without asking again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskRow {
    pub id: TaskId,
    /// Its code ("2.3.1-01"), which never changes.
    pub code: String,
    /// Short title, at most 80 characters in the plan's own tasks.
    pub title: String,
    /// The area's key, "0" to "6".
    pub area: String,
    /// Trọng tâm.
    pub key_task: bool,
    /// Abbreviation of the lead unit.
    pub lead: Option<String>,
    /// The wording as the office writes it.
    pub deadline: String,
    /// What sort of deadline that is.
    pub kind: DeadlineKind,
    /// How often it recurs.
    pub rhythm: Option<Rhythm>,
    /// Day in force of the open occurrence that is due first, or of the last one where all are done.
    pub due_on: Option<Day>,
    /// The same occurrence's day as first set.
    pub original_due_on: Option<Day>,
    pub state: State,
    /// When the last occurrence was completed, for a task that is done.
    pub done_on: Option<Day>,
    /// Whether all of it was in time, for a task that is done and has a date.
    pub on_time: Option<bool>,
    /// How many due dates it has.
    pub occurrences: i64,
    /// How many of them are completed.
    pub occurrences_done: i64,
    /// How many steps it has.
    pub steps: i64,
    /// How many of them are ticked.
    pub steps_done: i64,
    /// How many notes it has.
    pub notes: i64,
    /// How many of them are difficulties without an answer.
    pub difficulties: i64,
    /// How many documents prove it.
    pub evidence_count: i64,
    /// How often a deadline was moved.
    pub extensions: i64,
    /// Whether unit, dates and progress are a demonstration.
    pub illustrative: bool,
    /// The day of the last change.
    pub touched_on: Day,
    /// Moment of the last change, milliseconds since 1970, UTC.
    pub updated_at: i64,
    /// Where it stands in each order.
    pub place: Place,
}

/// Where a row stands in the orders of a list; what paging goes by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The task's row; it decides where the order itself does not.
    pub id: i64,
    /// Order by due day; see `query::due_key`.
    pub due_key: i64,
    /// Order by code.
    pub code_key: i64,
    /// Lead unit's row, 0 without one.
    pub unit_key: i64,
    /// Order by last change.
    pub last_change: i64,
}

/// What a list shows of a task beyond its row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ListDetails {
    /// The number of its section.
    pub section: String,
    /// Its full text.
    pub text: String,
    /// The document's own words.
    pub source_text: Option<String>,
    /// The abbreviations of the units that join.
    pub coordinating: Vec<String>,
    /// What proves its completion.
    pub evidence: Vec<Evidence>,
}

impl TaskRow {
    /// Days until the due day, negative when late; only for open tasks with a date.
    pub fn days_left(&self, today: Day) -> Option<i64> {
        self.due_on
            .filter(|_| self.state.is_open())
            .map(|due| (due - today).num_days())
    }

    /// Done, but no document proves it (*thiếu minh chứng*).
    pub fn lacks_evidence(&self) -> bool {
        self.state == State::Done && self.evidence_count == 0
    }
}

/// One complete task: its row and everything that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// What lists show of it.
    pub row: TaskRow,
    /// The area's row.
    pub area_id: AreaId,
    /// The section's row.
    pub section_id: SectionId,
    /// The section's number.
    pub section: String,
    /// The section's heading.
    pub section_title: String,
    /// The heading inside the section under which it stands.
    pub heading: Option<String>,
    /// What the edit form shows and conflicts compare.
    pub texts: TaskText,
    /// The text as scanned, where it differs.
    pub source_text: Option<String>,
    /// Line of the document.
    pub source_line: Option<i64>,
    /// Co-operating units: row and abbreviation.
    pub coordinating: Vec<(UnitId, String)>,
    /// First day, where the wording names a span.
    pub start_on: Option<Day>,
    /// The day from which a relative deadline counts.
    pub base_on: Option<Day>,
    /// Begun by hand.
    pub started: bool,
    /// Paused or dropped by hand.
    pub hold: Option<Hold>,
    /// Why.
    pub hold_reason: Option<String>,
    /// Oldest first.
    pub occurrences: Vec<Occurrence>,
    /// Oldest first.
    pub extensions: Vec<Extension>,
    /// Newest first.
    pub notes: Vec<Note>,
    /// Oldest first.
    pub evidence: Vec<Evidence>,
    /// In the task's order.
    pub steps: Vec<Step>,
}

impl Task {
    /// The open occurrence that is due first by the days in force.
    pub fn current(&self) -> Option<&Occurrence> {
        current(&self.occurrences)
    }

    /// The heading above it without the marks of the source: "* Thực hiện …:" is read
    /// "Thực hiện …".
    pub(crate) fn heading_words(&self) -> Option<&str> {
        let heading = self.heading.as_deref()?;
        let heading = heading.trim_start_matches(['*', ' ']);
        Some(heading.trim_end_matches([':', ';', ' ']))
    }
}

/// What the edit form changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskText {
    /// Short title.
    pub title: String,
    /// The text, corrected where the scan is surely wrong.
    pub text: String,
    /// Sản phẩm.
    pub product: Option<String>,
    /// Trọng tâm.
    pub key_task: bool,
    /// Chủ trì.
    pub lead: Option<UnitId>,
    /// Phối hợp.
    pub coordinating: Vec<UnitId>,
    /// Phối hợp in free words.
    pub coordinating_text: Option<String>,
}

impl TaskText {
    /// Led by a unit, which then no longer co-operates; or by none.
    pub fn led_by(&self, lead: Option<UnitId>) -> Self {
        let others = self.coordinating.iter().copied();
        Self {
            lead,
            coordinating: others.filter(|unit| Some(*unit) != lead).collect(),
            ..self.clone()
        }
    }

    /// With another unit wherever one leads or co-operates.
    pub(crate) fn handed_over(&self, from: UnitId, to: UnitId) -> Self {
        let lead = if self.lead == Some(from) {
            Some(to)
        } else {
            self.lead
        };
        let co_operates = self.coordinating.contains(&from);
        let joining: &[UnitId] = if co_operates { &[to] } else { &[] };
        self.led_by(lead).joined_by(joining, &[from])
    }

    /// With units that co-operate from now on, and without others. The lead unit does anyway.
    pub(crate) fn joined_by(&self, joining: &[UnitId], leaving: &[UnitId]) -> Self {
        let mut text = self.clone();
        text.coordinating.retain(|unit| !leaving.contains(unit));
        for unit in joining.iter().filter(|unit| Some(**unit) != self.lead) {
            if !text.coordinating.contains(unit) {
                text.coordinating.push(*unit);
            }
        }
        text
    }
}

/// Pause or drop, and why; neither where the work goes its way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Paused or dropped.
    pub hold: Option<Hold>,
    /// Why.
    pub reason: Option<String>,
}

/// A whole deadline: its wording, what it counts from, and the days that are in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlineTerms {
    /// The office's wording.
    pub wording: String,
    /// The day from which a relative one counts.
    pub base_on: Option<Day>,
    /// The days in force, extensions among them.
    pub days: Vec<Option<Day>>,
}

impl Task {
    /// Pause, drop or neither, as a person sees it now.
    pub fn held(&self) -> Held {
        Held {
            hold: self.hold,
            reason: self.hold_reason.clone(),
        }
    }

    /// The deadline as a person sees it now.
    pub fn term(&self) -> DeadlineTerms {
        DeadlineTerms {
            wording: self.row.deadline.clone(),
            base_on: self.base_on,
            days: self.occurrences.iter().map(|o| o.due_on).collect(),
        }
    }

    /// The occurrence that an extension would move, as a person sees it now.
    pub fn due(&self) -> Option<OccurrenceDue> {
        self.current().map(Occurrence::due)
    }

    /// The step's tick as a person sees it now.
    pub fn ticked(&self, step: StepId) -> Option<Day> {
        self.step(step)?.done_on
    }

    pub(crate) fn step(&self, id: StepId) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// One of its documents.
    pub(crate) fn document(&self, row: i64) -> Option<&Evidence> {
        self.evidence.iter().find(|document| document.id == row)
    }

    /// One of its occurrences.
    pub fn occurrence(&self, id: OccurrenceId) -> Option<&Occurrence> {
        self.occurrences.iter().find(|o| o.id == id)
    }
}

/// A task to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTask {
    /// The section that gives the code.
    pub section: SectionId,
    /// Texts and units.
    pub text: TaskText,
    pub deadline: Deadline,
    /// What a document says of it besides.
    pub more: NewTaskMore,
}

/// What belongs to a new task where a document gives it; nobody types it with the task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewTaskMore {
    /// Whether it gets the code that the same task had in an act that was undone.
    pub code_as_before: bool,
    /// The heading inside the section under which it stands.
    pub heading: Option<String>,
    /// Its first note.
    pub note: Option<String>,
    /// Its steps, in order.
    pub steps: Vec<String>,
}

/// A task as a document of the plan would say it: what another document is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenTask {
    pub id: TaskId,
    pub code: String,
    pub section: SectionId,
    pub text: TaskText,
    /// The office's wording.
    pub deadline: String,
    pub kind: DeadlineKind,
    /// The act by which it came into the plan; `None` where the journal knows none.
    pub added_by: Option<ActId>,
}

/// One due date. A one-off task has one, a quarterly one four, a weekly one some fifty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
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
pub(crate) fn current(occurrences: &[Occurrence]) -> Option<&Occurrence> {
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
    pub(crate) fn merged(&self, seen: &Self, mut now: Self) -> Self {
        if self.done_on != seen.done_on {
            now.done_on = self.done_on;
        }
        if self.result != seen.result {
            now.result.clone_from(&self.result);
        }
        now
    }
}

/// How a task stands against its deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Timeliness {
    /// No date, paused or dropped.
    None,
    /// Open and further away than the due-soon days.
    Later,
    /// Open and due between today and the due-soon days, both included.
    DueSoon,
    /// Open and past its day. The due day itself is not late.
    Overdue,
    /// Done on or before the day in force.
    DoneOnTime,
    /// Done after the day in force.
    DoneLate,
}

impl Timeliness {
    /// The word that JSON carries.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Later => "later",
            Self::DueSoon => "due_soon",
            Self::Overdue => "overdue",
            Self::DoneOnTime => "done_on_time",
            Self::DoneLate => "done_late",
        }
    }
}

/// How a task stands against its deadline on a day. `on_time` is what was computed at completion; a task that was done
/// without a deadline has none.
pub(crate) fn timeliness(
    state: State,
    due_on: Option<Day>,
    on_time: Option<bool>,
    today: Day,
    soon_days: i64,
) -> Timeliness {
    match (state, due_on) {
        (State::Paused | State::Dropped, _) => Timeliness::None,
        (State::Done, _) => match on_time {
            Some(true) => Timeliness::DoneOnTime,
            Some(false) => Timeliness::DoneLate,
            None => Timeliness::None,
        },
        (_, None) => Timeliness::None,
        (_, Some(due)) => match (due - today).num_days() {
            left if left < 0 => Timeliness::Overdue,
            left if left <= soon_days => Timeliness::DueSoon,
            _ => Timeliness::Later,
        },
    }
}

impl TaskRow {
    /// How it stands against its deadline on that day.
    pub fn timeliness(&self, today: Day, soon_days: i64) -> Timeliness {
        timeliness(self.state, self.due_on, self.on_time, today, soon_days)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_due_day_itself_is_not_late() {
        let day = |d| Day::from_ymd_opt(2021, 6, d).unwrap();
        let open = |due| timeliness(State::NotStarted, Some(due), None, day(11), 7);
        assert_eq!(open(day(10)), Timeliness::Overdue);
        assert_eq!(open(day(11)), Timeliness::DueSoon);
        assert_eq!(open(day(18)), Timeliness::DueSoon);
        assert_eq!(open(day(19)), Timeliness::Later);
        assert_eq!(
            timeliness(State::Paused, Some(day(1)), None, day(11), 7),
            Timeliness::None
        );
        assert_eq!(
            timeliness(State::Done, Some(day(1)), Some(false), day(11), 7),
            Timeliness::DoneLate
        );
        assert_eq!(
            timeliness(State::Done, None, None, day(11), 7),
            Timeliness::None
        );
    }
}
