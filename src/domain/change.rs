//! Changes: what can be written to the file. [`super::rules`] says which of them are forbidden.
//!
//! A change that replaces a value contains the value that the person saw, so that nobody overwrites what a
//! colleague has changed in between; see [`super::conflict`]. A command without a screen has seen what it read
//! when it began.

pub use super::refusal::Refusal;
pub use super::task::{NewTask, NewTaskMore};
pub use super::unit::UnitText;
use super::unit::{Unit, Years, merged_key};

use super::day::Day;
use super::deadline::Deadline;
use super::frame::FrameChange;
use super::ids::{NoteId, OccurrenceId, SectionId, StepId, TaskId, UnitId};
use super::note::{Evidence, NoteKind};
use super::review::{AnswerKind, ReviewChange};
use super::task::{Completion, DeadlineTerms, Held, Hold, OccurrenceDue, Task, TaskText};

/// A change of one task, or of the file itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Complete an occurrence; `None` means the open one that is due first.
    Complete {
        task: TaskId,
        /// The occurrence that the person saw.
        occurrence: Option<OccurrenceId>,
        /// When it was done; not later than today.
        done_on: Day,
        /// The result.
        result: Option<String>,
    },
    /// Correct when or with what result an occurrence was completed: only the part in which the two
    /// differ.
    Correct {
        task: TaskId,
        /// The completion that the person saw, and of which occurrence.
        seen: Completion,
        /// What it is to be; done not later than today.
        to: Completion,
    },
    /// Reopen: revoke a completion.
    Reopen {
        task: TaskId,
        /// The completion that the person saw, and of which occurrence.
        seen: Completion,
    },
    /// Start the work, or reset it to not started.
    Start {
        task: TaskId,
        /// Started or not.
        started: bool,
    },
    /// Pause (reason needed), drop (reason needed) or lift either.
    Hold {
        task: TaskId,
        /// What to set; `None` lifts.
        hold: Option<Hold>,
        /// Why.
        reason: Option<String>,
        /// What the person saw.
        seen: Held,
    },
    /// Move the deadline of an open occurrence to a later day.
    Extend {
        task: TaskId,
        /// The occurrence, and the day that the person saw.
        seen: OccurrenceDue,
        /// The later day.
        new_due_on: Day,
        /// Why.
        reason: String,
        /// Who agreed.
        agreed_by: String,
        /// The letter's number and date.
        letter: Option<String>,
    },
    /// Set the deadline: a first setting or a correction, not an extension. Completed due dates stay as they are;
    /// the original days and the extensions of open ones stay visible.
    SetDeadline {
        task: TaskId,
        /// The new deadline.
        deadline: Deadline,
        /// The day from which a relative deadline counts.
        base_on: Option<Day>,
        /// What the person saw.
        seen: DeadlineTerms,
    },
    /// Write a note.
    AddNote {
        task: TaskId,
        kind: NoteKind,
        body: String,
        /// The difficulty that it answers.
        answers: Option<NoteId>,
    },
    /// Add a document that proves completion.
    AddEvidence {
        task: TaskId,
        /// Number and symbol.
        number: String,
        dated_on: Option<Day>,
        /// Trích yếu.
        summary: Option<String>,
        path: Option<String>,
    },
    /// Change texts and units: only the parts in which `before` and `after` differ.
    Edit {
        task: TaskId,
        /// What the person saw.
        before: Box<TaskText>,
        after: Box<TaskText>,
    },
    /// Tick a step off, or untick it.
    TickStep {
        task: TaskId,
        step: StepId,
        /// Ticked or not.
        done: bool,
        /// When it was ticked off as the person saw it.
        seen: Option<Day>,
    },
    /// Add a step at the end.
    AddStep {
        task: TaskId,
        /// What is to be done.
        title: String,
    },
    /// Correct or remove what was entered by mistake.
    Amend {
        task: TaskId,
        what: Amendment,
        /// Why.
        reason: String,
    },
    /// Add a task to a section; its code is the next one that was never used.
    Add(Box<NewTask>),
    /// Enter a person, or change the unit and add the account.
    SetPerson {
        /// The name that signs.
        name: String,
        unit: Option<UnitId>,
        /// An account of the host.
        account: Option<String>,
        /// The unit that the person saw there.
        seen: Option<UnitId>,
    },
    /// Add a unit, or change one: only the parts in which `text` differs from what was seen.
    SetUnit {
        /// The unit to change, and as the person saw it; `None` adds one.
        unit: Option<(UnitId, Box<UnitText>)>,
        text: Box<UnitText>,
    },
    /// Change a setting of the plan.
    SetSetting {
        /// See [`super::plan::PlanSettings`] for the names.
        key: String,
        /// Its value as text.
        value: String,
        /// The value that the person saw; `None` where there was none yet.
        seen: Option<String>,
    },
    /// Move a task to another section; its code stays the same.
    Move {
        task: TaskId,
        section: SectionId,
        /// The section in which the person saw it.
        seen: SectionId,
    },
    /// Change the plan's frame.
    Frame(FrameChange),
    /// What a weekly review writes.
    Review(ReviewChange),
}

impl Change {
    /// The change that gives a task these texts and units; `None` if it has them.
    pub fn edit(task: &Task, after: TaskText) -> Option<Self> {
        (after != task.texts).then(|| Self::Edit {
            task: task.row.id,
            before: Box::new(task.texts.clone()),
            after: Box::new(after),
        })
    }

    /// The changes that merge a unit into another one: it ends with the last of those years, and its open tasks
    /// go to the other. Completed and dropped tasks keep the old unit. `merged` is the present value of the
    /// setting [`merged_key`].
    pub(crate) fn merge(
        unit: &Unit,
        into: UnitId,
        open: &[Task],
        to: Years,
        merged: Option<String>,
    ) -> Vec<Self> {
        let (unit, seen) = (unit.id, unit.years);
        let retire = (to != seen).then_some(Self::Frame(FrameChange::UnitYears { unit, seen, to }));
        let given = open
            .iter()
            .filter_map(|task| Self::edit(task, task.texts.handed_over(unit, into)));
        let into = Self::SetSetting {
            key: merged_key(unit),
            value: into.0.to_string(),
            seen: merged,
        };
        retire.into_iter().chain(given).chain([into]).collect()
    }

    /// The change that moves a task to a section; `None` if it is there.
    pub(crate) fn put_into(task: &Task, section: SectionId) -> Option<Self> {
        (section != task.section_id).then_some(Self::Move {
            task: task.row.id,
            section,
            seen: task.section_id,
        })
    }

    /// Whether it only records in a review what the other changes of its act are.
    pub(crate) fn is_answer(&self) -> bool {
        matches!(self, Self::Review(ReviewChange::Answer { .. }))
    }

    /// The due date that it completes, corrects, reopens or moves, where it names one.
    pub(crate) fn occurrence(&self) -> Option<OccurrenceId> {
        match self {
            Self::Complete { occurrence, .. } => *occurrence,
            Self::Correct { seen, .. } | Self::Reopen { seen, .. } => Some(seen.occurrence),
            Self::Extend { seen, .. } => Some(seen.occurrence),
            _ => None,
        }
    }

    /// The task that it concerns.
    pub fn task(&self) -> Option<TaskId> {
        match self {
            Self::Complete { task, .. }
            | Self::Correct { task, .. }
            | Self::Reopen { task, .. }
            | Self::Start { task, .. }
            | Self::Hold { task, .. }
            | Self::Extend { task, .. }
            | Self::SetDeadline { task, .. }
            | Self::AddNote { task, .. }
            | Self::AddEvidence { task, .. }
            | Self::Edit { task, .. }
            | Self::TickStep { task, .. }
            | Self::AddStep { task, .. }
            | Self::Amend { task, .. }
            | Self::Move { task, .. } => Some(*task),
            Self::Review(change) => change.task(),
            Self::Add(_)
            | Self::SetPerson { .. }
            | Self::SetUnit { .. }
            | Self::Frame(_)
            | Self::SetSetting { .. } => None,
        }
    }
}

/// A correction or removal, with what the person saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amendment {
    /// Remove a task that was added by mistake, with all that belongs to it.
    RemoveTask {
        /// The row of the journal that last touched the task as the person saw it.
        seen: i64,
    },
    /// Correct a document: only the parts in which the two differ.
    CorrectEvidence {
        /// As the person saw it.
        seen: Box<Evidence>,
        to: Box<Evidence>,
    },
    /// Remove a document.
    RemoveEvidence {
        /// As the person saw it.
        seen: Box<Evidence>,
    },
    /// Reword a step.
    RenameStep {
        step: StepId,
        /// Its title as the person saw it.
        seen: String,
        to: String,
    },
    /// Remove a step; the numbers of the others stay.
    RemoveStep {
        step: StepId,
        /// Its title as the person saw it.
        seen: String,
        /// When it was ticked off as the person saw it.
        ticked: Option<Day>,
    },
}

/// A task that was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RemovedTask {
    /// Its former row, as in the journal.
    pub id: TaskId,
    pub code: String,
    /// Why.
    pub reason: String,
}

impl AnswerKind {
    /// The answer in a review that an act on one task stands for: the most significant one. `None` where it only
    /// corrects texts, which is no answer.
    pub fn of(act: &[Change]) -> Option<Self> {
        act.iter().filter_map(Self::of_change).max()
    }

    fn of_change(change: &Change) -> Option<Self> {
        match change {
            Change::Complete { .. } => Some(Self::Done),
            Change::Start { started: true, .. } => Some(Self::InProgress),
            Change::Start { .. }
            | Change::Correct { .. }
            | Change::Reopen { .. }
            | Change::Hold { .. }
            | Change::SetDeadline { .. } => Some(Self::Changed),
            Change::Extend { .. } => Some(Self::Extended),
            Change::AddNote { .. } => Some(Self::Noted),
            _ => None,
        }
    }
}
