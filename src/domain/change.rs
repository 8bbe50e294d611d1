//! Changes: what a person wants the file to remember. Which rules forbid some of it stands in
//! [`super::rules`].
//!
//! A change names what the person saw where that matters (the occurrence, the texts before), so
//! that it never acts on something that a colleague has altered in between.

use super::day::Day;
use super::deadline::Deadline;
use super::ids::{NoteId, OccurrenceId, SectionId, StepId, TaskId, UnitId};
use super::note::NoteKind;
use super::task::{State, TaskText};
use super::unit::UnitKind;

/// Most characters of a unit's abbreviation: the width of its column.
pub const ABBREVIATION_MAX: usize = 8;

/// One wish concerning one task, or the file itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Complete an occurrence; `None` means the oldest open one.
    Complete {
        /// The task.
        task: TaskId,
        /// The occurrence that the person saw.
        occurrence: Option<OccurrenceId>,
        /// When it was done; not later than today.
        done_on: Day,
        /// What came of it.
        result: Option<String>,
    },
    /// Take a completion back; `None` means the youngest completed occurrence.
    Reopen {
        /// The task.
        task: TaskId,
        /// The occurrence.
        occurrence: Option<OccurrenceId>,
    },
    /// Begin the work, or set it back to not begun.
    Start {
        /// The task.
        task: TaskId,
        /// Begun or not.
        started: bool,
    },
    /// Pause (reason needed), drop (reason needed) or lift either.
    Hold {
        /// The task.
        task: TaskId,
        /// What to set; `None` lifts.
        hold: Option<super::task::Hold>,
        /// Why.
        reason: Option<String>,
    },
    /// Move the deadline of the oldest open occurrence to a later day.
    Extend {
        /// The task.
        task: TaskId,
        /// The later day.
        new_due_on: Day,
        /// Why.
        reason: String,
        /// Who agreed.
        agreed_by: String,
        /// The letter's number and date.
        letter: Option<String>,
    },
    /// Set the deadline anew: a first setting or a correction, not an extension.
    SetDeadline {
        /// The task.
        task: TaskId,
        /// The new deadline.
        deadline: Deadline,
        /// The day from which a relative deadline counts.
        base_on: Option<Day>,
    },
    /// Write a note.
    AddNote {
        /// The task.
        task: TaskId,
        /// What it is for.
        kind: NoteKind,
        /// Its text.
        body: String,
        /// The difficulty that it answers.
        answers: Option<NoteId>,
    },
    /// Add a document that proves completion.
    AddEvidence {
        /// The task.
        task: TaskId,
        /// Number and symbol.
        number: String,
        /// Its date.
        dated_on: Option<Day>,
        /// Trích yếu.
        summary: Option<String>,
        /// Where the file lies.
        path: Option<String>,
    },
    /// Change texts and units. Refused with both texts where `before` is no longer what the file
    /// holds.
    Edit {
        /// The task.
        task: TaskId,
        /// What the person saw.
        before: Box<TaskText>,
        /// What it shall be.
        after: Box<TaskText>,
    },
    /// Tick a step off, or take the tick back.
    TickStep {
        /// The task.
        task: TaskId,
        /// The step.
        step: StepId,
        /// Ticked or not.
        done: bool,
    },
    /// Add a step at the end.
    AddStep {
        /// The task.
        task: TaskId,
        /// What is to be done.
        title: String,
    },
    /// Add a task to a section; its code is the next one never used.
    Add(Box<NewTask>),
    /// Enter a person, or change the unit and add the account.
    SetPerson {
        /// The name that signs.
        name: String,
        /// The unit.
        unit: Option<UnitId>,
        /// An account of the host.
        account: Option<String>,
    },
    /// Add a unit, or change one.
    SetUnit {
        /// The unit to change; `None` adds one.
        unit: Option<UnitId>,
        /// What it shall be.
        text: Box<UnitText>,
    },
    /// Change a setting of the plan.
    SetSetting {
        /// See [`super::plan::Settings`] for the names.
        key: String,
        /// Its value as text.
        value: String,
    },
}

/// What is known of a unit by people's own entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitText {
    /// What lists print, at most eight characters.
    pub abbreviation: String,
    /// Full Vietnamese name.
    pub name: String,
    /// What sort of unit it is.
    pub kind: UnitKind,
    /// Other names of the same unit.
    pub aliases: Vec<String>,
}

/// A task to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTask {
    /// The section that gives the code.
    pub section: SectionId,
    /// Texts and units.
    pub text: TaskText,
    /// The deadline.
    pub deadline: Deadline,
}

/// Why a change is not possible. The wording is made elsewhere, in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No such task any more.
    NoSuchTask,
    /// The occurrence is completed already, or everything is.
    AlreadyDone,
    /// Nothing is completed that could be reopened.
    NotDone,
    /// A paused or dropped task must be resumed first.
    OnHold(State),
    /// It is in that state already.
    AlreadySo(State),
    /// The done date lies in the future.
    DoneInFuture(Day),
    /// An extension needs an open task with a date.
    NothingToExtend,
    /// The new day is not later than the day in force.
    NotLater {
        /// The day in force.
        current: Day,
    },
    /// This cannot be empty.
    Missing(Field),
    /// This is longer than allowed.
    TooLong {
        /// What.
        field: Field,
        /// Characters it has.
        length: usize,
        /// Characters it may have.
        max: usize,
    },
    /// The deadline cannot be replaced, for an occurrence is completed already.
    OccurrencesDone,
    /// The difficulty was answered already.
    AlreadyAnswered,
    /// Nothing would change.
    NoChange,
    /// The same name, unit or text is there already.
    Duplicate(Field),
    /// The lead unit is named among the co-operating ones.
    LeadAlsoCoordinates,
}

/// The parts of a form, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Title.
    Title,
    /// Text.
    Text,
    /// Product.
    Product,
    /// Note.
    Note,
    /// Reason.
    Reason,
    /// Who agreed.
    AgreedBy,
    /// Letter.
    Letter,
    /// Result.
    Result,
    /// Number of the evidence.
    EvidenceNumber,
    /// Summary of the evidence.
    EvidenceSummary,
    /// Path of the evidence.
    EvidencePath,
    /// Deadline.
    Deadline,
    /// Step.
    Step,
    /// Lead unit.
    Lead,
    /// Co-operating units.
    Coordinating,
    /// Person's name.
    Person,
    /// A unit's abbreviation.
    Abbreviation,
    /// A unit's name.
    UnitName,
    /// Another name of a unit.
    Alias,
}

impl Change {
    /// The task that it concerns.
    #[must_use]
    pub fn task(&self) -> Option<TaskId> {
        match self {
            Self::Complete { task, .. }
            | Self::Reopen { task, .. }
            | Self::Start { task, .. }
            | Self::Hold { task, .. }
            | Self::Extend { task, .. }
            | Self::SetDeadline { task, .. }
            | Self::AddNote { task, .. }
            | Self::AddEvidence { task, .. }
            | Self::Edit { task, .. }
            | Self::TickStep { task, .. }
            | Self::AddStep { task, .. } => Some(*task),
            Self::Add(_)
            | Self::SetPerson { .. }
            | Self::SetUnit { .. }
            | Self::SetSetting { .. } => None,
        }
    }
}
