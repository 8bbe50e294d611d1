//! Changes: what a person wants the file to remember, and the rules that forbid some of it.
//!
//! A change names what the person saw where that matters (the occurrence, the texts before), so
//! that it never acts on something that a colleague has altered in between.

use super::day::Day;
use super::deadline::Deadline;
use super::ids::{NoteId, OccurrenceId, SectionId, StepId, TaskId, UnitId};
use super::note::NoteKind;
use super::review::{Hindrance, ReviewChange};
use super::task::{State, Task, TaskText};
use super::text::{LINE_MAX, NOTE_MAX, TITLE_MAX};
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
    /// What a weekly review writes.
    Review(ReviewChange),
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
    /// It concerns a review, and this hinders it.
    Review(Hindrance),
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
    /// A conclusion of a review.
    Conclusion,
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
            Self::Review(change) => change.task(),
            Self::Add(_)
            | Self::SetPerson { .. }
            | Self::SetUnit { .. }
            | Self::SetSetting { .. } => None,
        }
    }

    /// Whether the rules allow it on that task and day. The texts' own limits are in
    /// [`Change::check_texts`].
    ///
    /// # Errors
    /// The first rule that forbids it.
    pub fn check(&self, task: &Task, today: Day) -> Result<(), Refusal> {
        match self {
            Self::Complete {
                occurrence,
                done_on,
                ..
            } => check_complete(task, *occurrence, *done_on, today),
            Self::Reopen { occurrence, .. } => check_reopen(task, *occurrence),
            Self::Start { started, .. } => check_start(task, *started),
            Self::Hold { hold, .. } => check_hold(task, *hold),
            Self::Extend { new_due_on, .. } => check_extend(task, *new_due_on),
            Self::SetDeadline { .. } => {
                if task.occurrences.iter().any(|o| !o.is_open()) {
                    Err(Refusal::OccurrencesDone)
                } else {
                    Ok(())
                }
            }
            Self::AddNote {
                answers: Some(answered),
                ..
            } => {
                let open = task
                    .notes
                    .iter()
                    .any(|note| note.id == *answered && note.open);
                if open {
                    Ok(())
                } else {
                    Err(Refusal::AlreadyAnswered)
                }
            }
            Self::Edit { before, after, .. } if before == after => Err(Refusal::NoChange),
            Self::TickStep { step, done, .. } => match task.steps.iter().find(|s| s.id == *step) {
                Some(found) if found.done_on.is_some() == *done => Err(Refusal::NoChange),
                Some(_) => Ok(()),
                None => Err(Refusal::NoSuchTask),
            },
            _ => Ok(()),
        }
    }

    /// Whether what was typed is there where it must be and within its limits.
    ///
    /// # Errors
    /// The first text that is missing or too long.
    pub fn check_texts(&self) -> Result<(), Refusal> {
        match self {
            Self::Complete { result, .. } => optional(Field::Result, result.as_deref()),
            Self::Hold {
                hold: Some(_),
                reason,
                ..
            } => required(
                Field::Reason,
                reason.as_deref().unwrap_or_default(),
                LINE_MAX,
            ),
            Self::Extend {
                reason,
                agreed_by,
                letter,
                ..
            } => {
                required(Field::Reason, reason, LINE_MAX)?;
                required(Field::AgreedBy, agreed_by, LINE_MAX)?;
                optional(Field::Letter, letter.as_deref())
            }
            Self::SetDeadline { deadline, .. } => {
                optional(Field::Deadline, Some(&deadline.wording))
            }
            Self::AddNote { body, .. } => required(Field::Note, body, NOTE_MAX),
            Self::AddEvidence {
                number,
                summary,
                path,
                ..
            } => {
                required(Field::EvidenceNumber, number, LINE_MAX)?;
                optional(Field::EvidenceSummary, summary.as_deref())?;
                optional(Field::EvidencePath, path.as_deref())
            }
            Self::Edit { after, .. } => check_task_text(after),
            Self::Add(new) => {
                check_task_text(&new.text)?;
                optional(Field::Deadline, Some(&new.deadline.wording))
            }
            Self::AddStep { title, .. } => required(Field::Step, title, TITLE_MAX),
            Self::SetPerson { name, .. } => required(Field::Person, name, 60),
            Self::SetUnit { text, .. } => {
                required(Field::Abbreviation, &text.abbreviation, ABBREVIATION_MAX)?;
                required(Field::UnitName, &text.name, TITLE_MAX)?;
                text.aliases
                    .iter()
                    .try_for_each(|alias| required(Field::Alias, alias, TITLE_MAX))
            }
            Self::Review(change) => change.check_texts(),
            _ => Ok(()),
        }
    }
}

pub(super) fn check_task_text(text: &TaskText) -> Result<(), Refusal> {
    required(Field::Title, &text.title, TITLE_MAX)?;
    required(Field::Text, &text.text, NOTE_MAX)?;
    optional(Field::Product, text.product.as_deref())?;
    optional(Field::Coordinating, text.coordinating_text.as_deref())?;
    if text
        .lead
        .is_some_and(|lead| text.coordinating.contains(&lead))
    {
        return Err(Refusal::LeadAlsoCoordinates);
    }
    let mut units = std::collections::HashSet::new();
    if !text.coordinating.iter().all(|unit| units.insert(unit)) {
        return Err(Refusal::Duplicate(Field::Coordinating));
    }
    Ok(())
}

pub(super) fn required(field: Field, text: &str, max: usize) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::Missing(field));
    }
    within(field, text, max)
}

fn optional(field: Field, text: Option<&str>) -> Result<(), Refusal> {
    text.map_or(Ok(()), |text| within(field, text, LINE_MAX))
}

fn within(field: Field, text: &str, max: usize) -> Result<(), Refusal> {
    let length = text.chars().count();
    if length > max {
        Err(Refusal::TooLong { field, length, max })
    } else {
        Ok(())
    }
}

fn check_complete(
    task: &Task,
    occurrence: Option<OccurrenceId>,
    done_on: Day,
    today: Day,
) -> Result<(), Refusal> {
    if task.hold.is_some() {
        return Err(Refusal::OnHold(task.row.state));
    }
    let target = match occurrence {
        Some(id) => task.occurrences.iter().find(|o| o.id == id),
        None => task.current(),
    };
    match target {
        Some(target) if target.is_open() && done_on > today => Err(Refusal::DoneInFuture(done_on)),
        Some(target) if target.is_open() => Ok(()),
        _ => Err(Refusal::AlreadyDone),
    }
}

fn check_reopen(task: &Task, occurrence: Option<OccurrenceId>) -> Result<(), Refusal> {
    if task.hold.is_some() {
        return Err(Refusal::OnHold(task.row.state));
    }
    let done = task
        .occurrences
        .iter()
        .any(|o| !o.is_open() && occurrence.is_none_or(|wanted| wanted == o.id));
    if done { Ok(()) } else { Err(Refusal::NotDone) }
}

/// Judged by the facts, for within one act the state still is what it was before.
fn check_start(task: &Task, started: bool) -> Result<(), Refusal> {
    if task.hold.is_some() {
        return Err(Refusal::OnHold(task.row.state));
    }
    if task.current().is_none() && !task.occurrences.is_empty() {
        return Err(Refusal::AlreadyDone);
    }
    if task.started == started {
        return Err(Refusal::AlreadySo(task.row.state));
    }
    Ok(())
}

fn check_hold(task: &Task, hold: Option<super::task::Hold>) -> Result<(), Refusal> {
    if task.hold == hold {
        return Err(Refusal::AlreadySo(task.row.state));
    }
    if hold.is_some() && task.row.state == State::Done {
        return Err(Refusal::AlreadyDone);
    }
    Ok(())
}

/// An extension is only for a task that is not begun or in progress, and only to a later day.
fn check_extend(task: &Task, new_due_on: Day) -> Result<(), Refusal> {
    let current = task
        .current()
        .and_then(|o| o.due_on)
        .filter(|_| task.row.state.is_open());
    match current {
        None => Err(Refusal::NothingToExtend),
        Some(current) if new_due_on <= current => Err(Refusal::NotLater { current }),
        Some(_) => Ok(()),
    }
}
