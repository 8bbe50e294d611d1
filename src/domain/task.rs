//! Tasks (*nhiệm vụ*): one row of a list, and one task whole.

use super::day::Day;
use super::deadline::{Deadline, DeadlineKind, Rhythm};
use super::ids::{ActId, AreaId, OccurrenceId, SectionId, StepId, TaskId, UnitId};
use super::note::{Evidence, Extension, Note, Step};
use super::occurrence::{self, Occurrence, OccurrenceDue};

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

impl State {
    /// All states.
    pub const ALL: [Self; 5] = [
        Self::NotStarted,
        Self::InProgress,
        Self::Done,
        Self::Paused,
        Self::Dropped,
    ];

    /// The stored word, which is also the word in JSON and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::InProgress => "in_progress",
            Self::Done => "done",
            Self::Paused => "paused",
            Self::Dropped => "dropped",
        }
    }

    /// Reads the stored word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Open = not started or in progress.
    pub fn is_open(self) -> bool {
        matches!(self, Self::NotStarted | Self::InProgress)
    }

    /// The state that follows from the facts: a hold set by hand, else the occurrences, else
    /// whether the work was begun.
    pub fn derive(hold: Option<Hold>, started: bool, done: i64, occurrences: i64) -> Self {
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

impl Hold {
    /// The stored word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Paused => "paused",
            Self::Dropped => "dropped",
        }
    }

    /// Reads the stored word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Paused, Self::Dropped]
            .into_iter()
            .find(|hold| hold.as_str() == word)
    }
}

/// One row of a list: what the table of columns can show without asking again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskRow {
    /// Its row.
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
    pub evidence: i64,
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
    /// Order by due day; see [`crate::domain::query::due_key`].
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
pub struct ListDetails {
    /// The number of its section.
    pub section: String,
    /// Its text whole.
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
        self.state == State::Done && self.evidence == 0
    }
}

/// One task whole: its row and everything that belongs to it.
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
    /// What the edit form shows and conflicts are judged by.
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
        occurrence::current(&self.occurrences)
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
    pub fn handed_over(&self, from: UnitId, to: UnitId) -> Self {
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
    pub fn joined_by(&self, joining: &[UnitId], leaving: &[UnitId]) -> Self {
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
        self.steps.iter().find(|s| s.id == step)?.done_on
    }

    /// One of its documents.
    pub fn document(&self, row: i64) -> Option<&Evidence> {
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
    /// The act by which it came into the plan.
    pub added_by: ActId,
}
