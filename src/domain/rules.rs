//! The rules: which changes are allowed on a task as it is, and within which limits texts must be.

use super::area::SectionText;
use super::change::{Amendment, Change};
use super::day::Day;
use super::frame::{FrameChange, is_number};
use super::ids::OccurrenceId;
use super::parts::{Field, FieldValue, HasParts, NAME_MAX, Part, PartKind};
use super::refusal::{NotRemovable, Refusal};
use super::review::ReviewChange;
use super::task::{Completion, Hold, NewTaskMore, State, Task, TaskText};
use super::text::{LINE_MAX, NOTE_MAX, TITLE_MAX};
use std::collections::HashSet;

impl Change {
    /// Whether the task already is what this change, a step on the way to another, would make of it:
    /// a hold that is to be lifted is gone, a completion that is to be reopened is none.
    pub(crate) fn is_fulfilled(&self, task: &Task) -> bool {
        match self {
            Self::Hold { hold: None, .. } => task.hold.is_none(),
            Self::Reopen { seen, .. } => {
                let occurrence = task.occurrence(seen.occurrence);
                occurrence.is_some_and(super::task::Occurrence::is_open)
            }
            _ => false,
        }
    }

    /// Whether the rules allow it on that task and day. The texts' own limits are in
    /// [`Change::check_texts`].
    pub fn check(&self, task: &Task, today: Day) -> Result<(), Refusal> {
        match self {
            Self::Complete {
                occurrence,
                done_on,
                ..
            } => check_complete(task, *occurrence, *done_on, today),
            Self::Correct { seen, to, .. } => {
                check_reopen(task, seen.occurrence)?;
                to.done_on
                    .map_or(Ok(()), |day| not_in_the_future(day, today))
            }
            Self::Reopen { seen, .. } => check_reopen(task, seen.occurrence),
            Self::Start { started, .. } => check_start(task, *started),
            Self::Hold { hold, reason, .. } => check_hold(task, *hold, reason.as_deref()),
            Self::Extend {
                new_due_on, seen, ..
            } => check_extend(task, seen.occurrence, *new_due_on),
            Self::SetDeadline { .. } => {
                // Of a recurring task what is done stays done, and there are further periods.
                if task.current().is_none() && task.row.rhythm.is_none() {
                    Err(Refusal::OccurrencesDone)
                } else {
                    Ok(())
                }
            }
            Self::AddNote {
                answers: Some(answered),
                ..
            } => match task.notes.iter().find(|note| note.id == *answered) {
                Some(note) if note.open => Ok(()),
                Some(_) => Err(Refusal::AlreadyAnswered),
                None => Err(Refusal::NoSuchNote),
            },
            Self::Amend { what, .. } => check_amend(what, task),
            Self::Edit { before, after, .. } if before == after => Err(Refusal::NoChange),
            Self::Move { section, .. } if *section == task.section_id => Err(Refusal::NoChange),
            Self::TickStep { step, done, .. } => match task.step(*step) {
                Some(found) if found.done_on.is_some() == *done => Err(Refusal::NoChange),
                Some(_) => Ok(()),
                None => Err(Refusal::NoSuchStep),
            },
            _ => Ok(()),
        }
    }

    /// Whether it is allowed on that task and day, with all its parts.
    pub(crate) fn validate(&self, task: &Task, today: Day) -> Result<(), Refusal> {
        self.check_texts()?;
        self.check(task, today)
    }

    /// Whether what was typed is there where it must be and within its limits.
    pub fn check_texts(&self) -> Result<(), Refusal> {
        match self {
            Self::Complete { result, .. }
            | Self::Correct {
                to: Completion { result, .. },
                ..
            } => optional(Field::Result, result.as_deref()),
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
                optional(Field::Deadline, Some(&new.deadline.wording))?;
                check_more(&new.more)
            }
            Self::AddStep { title, .. } => required(Field::Step, title, TITLE_MAX),
            Self::Amend { what, reason, .. } => {
                check_amended_text(what)?;
                required(Field::Reason, reason, LINE_MAX)
            }
            Self::SetPerson { name, .. } => required(Field::Person, name, NAME_MAX),
            Self::SetUnit { text, .. } => check_parts(text.as_ref()),
            Self::SetSetting { key, value, .. } => check_setting(key, value),
            Self::Frame(change) => change.check_texts(),
            Self::Review(change) => change.check_texts(),
            _ => Ok(()),
        }
    }
}

fn check_amended_text(what: &Amendment) -> Result<(), Refusal> {
    match what {
        Amendment::CorrectEvidence { to, .. } => check_parts(to.as_ref()),
        Amendment::RenameStep { to, .. } => required(Field::Step, to, TITLE_MAX),
        _ => Ok(()),
    }
}

/// A setting that changes a figure must be one that figures can be made with.
fn check_setting(key: &str, value: &str) -> Result<(), Refusal> {
    let Some(range) = super::plan::PlanSettings::range(key) else {
        return Ok(());
    };
    let (first, last) = (*range.start(), *range.end());
    let fits = value.parse().is_ok_and(|n: i64| range.contains(&n));
    let field = Field::of_setting(key);
    match fits {
        true => Ok(()),
        false => Err(Refusal::OutOfRange { field, first, last }),
    }
}

fn check_task_text(text: &TaskText) -> Result<(), Refusal> {
    check_parts(text)?;
    if text
        .lead
        .is_some_and(|lead| text.coordinating.contains(&lead))
    {
        return Err(Refusal::LeadAlsoCoordinates);
    }
    let mut units = HashSet::new();
    if !text.coordinating.iter().all(|unit| units.insert(unit)) {
        return Err(Refusal::NamedTwice);
    }
    Ok(())
}

/// Whether each part is there where it must be, and within its limits.
fn check_parts<T: HasParts>(thing: &T) -> Result<(), Refusal> {
    let mut parts = T::PARTS.iter();
    parts.try_for_each(|part| check_part(part, &(part.get)(thing)))
}

fn check_part<T>(part: &Part<T>, value: &FieldValue) -> Result<(), Refusal> {
    match (value, part.kind) {
        (FieldValue::Nothing, _) if part.required => Err(Refusal::Missing(part.field)),
        (FieldValue::Text(text), PartKind::Line(max) | PartKind::Lines(max)) if part.required => {
            required(part.field, text, max)
        }
        (FieldValue::Text(text), PartKind::Line(max) | PartKind::Lines(max)) => {
            within(part.field, text, max)
        }
        (FieldValue::Names(names), PartKind::Names(max)) => {
            let mut names = names.iter();
            names.try_for_each(|name| required(part.field, name, max))
        }
        _ => Ok(()),
    }
}

fn required(field: Field, text: &str, max: usize) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::Missing(field));
    }
    within(field, text, max)
}

fn within(field: Field, text: &str, max: usize) -> Result<(), Refusal> {
    let length = text.chars().count();
    if length > max {
        Err(Refusal::TooLong { field, length, max })
    } else {
        Ok(())
    }
}

fn check_more(more: &NewTaskMore) -> Result<(), Refusal> {
    optional(Field::Text, more.heading.as_deref())?;
    if let Some(note) = &more.note {
        required(Field::Note, note, NOTE_MAX)?;
    }
    let mut steps = more.steps.iter();
    steps.try_for_each(|step| required(Field::Step, step, TITLE_MAX))
}

fn optional(field: Field, text: Option<&str>) -> Result<(), Refusal> {
    text.map_or(Ok(()), |text| within(field, text, LINE_MAX))
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
        Some(id) => task.occurrence(id),
        None => task.current(),
    };
    match target {
        Some(target) if target.is_open() => not_in_the_future(done_on, today),
        _ => Err(Refusal::AlreadyDone),
    }
}

fn not_in_the_future(done_on: Day, today: Day) -> Result<(), Refusal> {
    if done_on > today {
        return Err(Refusal::DoneInFuture(done_on));
    }
    Ok(())
}

fn check_reopen(task: &Task, occurrence: OccurrenceId) -> Result<(), Refusal> {
    if task.hold.is_some() {
        return Err(Refusal::OnHold(task.row.state));
    }
    let done = task.occurrence(occurrence).is_some_and(|o| !o.is_open());
    if done { Ok(()) } else { Err(Refusal::NotDone) }
}

/// Derived by the facts, for within one act the state still is what it was before.
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

/// What is paused or dropped already may get another reason.
fn check_hold(task: &Task, hold: Option<Hold>, reason: Option<&str>) -> Result<(), Refusal> {
    let same_reason = hold.is_none() || task.hold_reason.as_deref() == reason;
    if task.hold == hold && same_reason {
        return Err(Refusal::AlreadySo(task.row.state));
    }
    if hold.is_some() && task.row.state == State::Done {
        return Err(Refusal::AlreadyDone);
    }
    Ok(())
}

/// What is corrected or removed must be there; a task must have been added by people, and be as the
/// person saw it. Whether a review knows it is asked where it is removed.
fn check_amend(what: &Amendment, task: &Task) -> Result<(), Refusal> {
    match what {
        Amendment::RemoveTask { .. } if task.source_line.is_some() => {
            Err(Refusal::NotRemovable(NotRemovable::OfDocument))
        }
        Amendment::RemoveTask { seen } if *seen != task.row.place.last_change => {
            Err(Refusal::ChangedMeanwhile)
        }
        Amendment::RemoveTask { .. } => Ok(()),
        Amendment::CorrectEvidence { seen, to } if seen == to => Err(Refusal::NoChange),
        Amendment::CorrectEvidence { seen, .. } | Amendment::RemoveEvidence { seen } => {
            let there = task.document(seen.id);
            there.map(|_| ()).ok_or(Refusal::NoSuchEvidence)
        }
        Amendment::RenameStep { step, .. } | Amendment::RemoveStep { step, .. } => {
            let there = task.step(*step);
            there.map(|_| ()).ok_or(Refusal::NoSuchStep)
        }
    }
}

/// An extension is only for an open occurrence of a task that is not begun or in progress, and only
/// to a later day.
fn check_extend(task: &Task, occurrence: OccurrenceId, new_due_on: Day) -> Result<(), Refusal> {
    let current = task
        .occurrence(occurrence)
        .filter(|o| o.is_open() && task.row.state.is_open())
        .and_then(|o| o.due_on);
    match current {
        None => Err(Refusal::NothingToExtend),
        Some(current) if new_due_on <= current => Err(Refusal::NotLater { current }),
        Some(_) => Ok(()),
    }
}

impl ReviewChange {
    /// Whether what was typed is there where it must be and within its limits.
    fn check_texts(&self) -> Result<(), Refusal> {
        match self {
            Self::Conclude { body, .. } | Self::Reword { after: body, .. } => {
                required(Field::Conclusion, body, NOTE_MAX)
            }
            Self::NoteOn { body, .. } => required(Field::Note, body, NOTE_MAX),
            Self::MakeTask { task, .. } => check_task_text(&task.text),
            _ => Ok(()),
        }
    }
}

impl FrameChange {
    /// Whether what was typed is there where it must be and within its limits.
    fn check_texts(&self) -> Result<(), Refusal> {
        match self {
            Self::Plan { to, .. } => check_parts(to.as_ref()),
            Self::AddArea(text) | Self::NameArea { to: text, .. } => check_parts(text.as_ref()),
            Self::AddSection { number, title, .. } => {
                let title = title.clone();
                check_parts(&SectionText { title })?;
                match is_number(number) {
                    true => Ok(()),
                    false => Err(Refusal::NotASectionNumber),
                }
            }
            Self::NameSection { to, .. } => check_parts(to.as_ref()),
            Self::Person { to, .. } => check_parts(to.as_ref()),
            Self::UnitYears { to, .. } => match (to.from, to.to) {
                (Some(from), Some(to)) if to < from => Err(Refusal::YearsReversed),
                _ => Ok(()),
            },
            Self::MoveArea { .. }
            | Self::MoveSection { .. }
            | Self::RemoveArea { .. }
            | Self::RemoveSection { .. }
            | Self::RemovePerson(_) => Ok(()),
        }
    }
}
