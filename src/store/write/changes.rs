//! From a [`Change`] to rows: what each of them writes. The rules have been checked before.

use super::deadlines::{extend, set_deadline};
use super::task::{add_step, add_task, amend, edit, insert_note, named};
use super::units::{set_person, set_setting};
use super::writer::{RowWriter, Written};
use super::{conflict, frame, units};
use crate::domain::change::{Change, Refusal};
use crate::domain::day::Day;
use crate::domain::ids::{OccurrenceId, SectionId, TaskId, UnitId};
use crate::domain::journal::ChangeKind;
use crate::domain::note::Evidence;
use crate::domain::parts::{Field, HasParts};
use crate::domain::task::{Completion, Hold, Task};
use crate::store::error::Result;
use crate::store::journal::Stamp;
use crate::store::read::tasks::load;
use crate::store::values::{cells, cells_of};
use std::borrow::Cow;

/// Checks one change against the file as it is now, and writes it. One that is only a step `on the
/// way` to another of the same act writes nothing where somebody else has taken it already; nor does
/// an answer that a review has already.
pub(in crate::store) fn write(
    writer: &mut RowWriter<'_>,
    change: &Change,
    intermediate: bool,
    stamp: &Stamp,
) -> Result<Option<Written>> {
    change.check_texts()?;
    let change = &*with_added_units(change, &writer.added_units);
    let task = match change.task() {
        None => None,
        Some(id) => Some(load(writer.conn, id)?.ok_or(Refusal::NoSuchTask)?),
    };
    let written = match (change, &task) {
        (Change::Review(change), _) => super::review::write(writer, change, stamp)?,
        (_, None) => Some(write_without_task(writer, change, stamp)?),
        (_, Some(task)) if intermediate && change.is_fulfilled(task) => None,
        (_, Some(task)) => {
            conflict::check(writer.conn, change, task)?;
            change.check(task, stamp.day)?;
            Some(Written {
                kind: write_to(writer, change, task, stamp)?,
                task: Some(task.row.id),
            })
        }
    };
    // What changes nothing must not become a step of undo.
    if written.is_some() && writer.is_idle() {
        return Err(Refusal::NoChange.into());
    }
    Ok(written)
}

/// The change with the rows of the units that its act has added before it.
fn with_added_units<'c>(change: &'c Change, added: &[UnitId]) -> Cow<'c, Change> {
    let text = match change {
        Change::Add(new) => &new.text,
        Change::Edit { after, .. } => after,
        _ => return Cow::Borrowed(change),
    };
    if !named(text).any(|unit| unit.nth_added().is_some()) {
        return Cow::Borrowed(change);
    }
    let mut change = change.clone();
    let text = match &mut change {
        Change::Add(new) => &mut new.text,
        Change::Edit { after, .. } => after,
        _ => return Cow::Owned(change),
    };
    // One that was not added stays without a row, and is refused as no unit.
    for unit in text.lead.iter_mut().chain(&mut text.coordinating) {
        let row = unit.nth_added().and_then(|nth| added.get(nth));
        *unit = row.copied().unwrap_or(*unit);
    }
    Cow::Owned(change)
}

fn write_to(
    writer: &mut RowWriter<'_>,
    change: &Change,
    task: &Task,
    stamp: &Stamp,
) -> Result<ChangeKind> {
    let id = task.row.id;
    match change {
        Change::Complete {
            occurrence,
            done_on,
            result,
            ..
        } => {
            let current = || task.current().map(|o| o.id);
            let target = occurrence.or_else(current).ok_or(Refusal::AlreadyDone)?;
            write_completion(writer, target, Some(*done_on), result.as_deref())?;
            Ok(ChangeKind::Complete)
        }
        Change::Correct { seen, to, .. } => correct(writer, task, seen, to),
        Change::Reopen { seen, .. } => {
            write_completion(writer, seen.occurrence, None, None)?;
            Ok(ChangeKind::Reopen)
        }
        Change::Start { started, .. } => {
            writer.update("task", id.0, cells([("started", (*started).into())]))?;
            Ok(ChangeKind::Start)
        }
        Change::Hold { hold, reason, .. } => set_hold(writer, id, *hold, reason.clone()),
        Change::Extend {
            seen,
            new_due_on,
            reason,
            agreed_by,
            letter,
            ..
        } => extend(
            writer,
            id,
            *seen,
            *new_due_on,
            [reason, agreed_by],
            letter.as_deref(),
        ),
        Change::SetDeadline {
            deadline, base_on, ..
        } => {
            set_deadline(writer, task, deadline, *base_on)?;
            Ok(ChangeKind::Deadline)
        }
        Change::Amend { what, reason, .. } => amend(writer, task, what, reason),
        Change::Edit { before, after, .. } => {
            edit(writer, task, &after.merged(before, &task.texts))?;
            Ok(ChangeKind::Edit)
        }
        Change::Move { section, .. } => {
            move_to(writer, id, *section)?;
            Ok(ChangeKind::Move)
        }
        _ => write_part(writer, change, task, stamp),
    }
}

/// Notes, documents and steps of a task.
fn write_part(
    writer: &mut RowWriter<'_>,
    change: &Change,
    task: &Task,
    stamp: &Stamp,
) -> Result<ChangeKind> {
    let id = task.row.id;
    match change {
        Change::AddNote {
            kind,
            body,
            answers,
            ..
        } => {
            insert_note(writer, id, *kind, body, *answers, stamp)?;
            Ok(if answers.is_some() {
                ChangeKind::Answer
            } else {
                ChangeKind::Note
            })
        }
        Change::AddEvidence {
            number,
            dated_on,
            summary,
            path,
            ..
        } => {
            let document = Evidence {
                id: 0,
                number: number.clone(),
                dated_on: *dated_on,
                summary: summary.clone(),
                path: path.clone(),
            };
            let mut row = cells_of("evidence", &document);
            row.extend(cells([("task_id", id.0.into())]));
            writer.insert("evidence", row)?;
            Ok(ChangeKind::Evidence)
        }
        Change::AddStep { title, .. } => {
            let position = task.steps.last().map_or(1, |step| step.position + 1);
            add_step(writer, id, position, title)?;
            Ok(ChangeKind::Step)
        }
        Change::TickStep { step, done, .. } => {
            let day = done.then_some(stamp.day);
            writer.update("step", step.0, cells([("done_on", day.into())]))?;
            Ok(ChangeKind::Step)
        }
        // No other concerns a task that is there already.
        _ => Err(Refusal::NoSuchTask.into()),
    }
}

fn write_completion(
    writer: &mut RowWriter<'_>,
    occurrence: OccurrenceId,
    done_on: Option<Day>,
    result: Option<&str>,
) -> Result<()> {
    let set = cells([("done_on", done_on.into()), ("result", result.into())]);
    writer.update("occurrence", occurrence.0, set)?;
    Ok(())
}

fn correct(
    writer: &mut RowWriter<'_>,
    task: &Task,
    seen: &Completion,
    to: &Completion,
) -> Result<ChangeKind> {
    let now = task.occurrence(seen.occurrence).ok_or(Refusal::NotDone)?;
    let to = to.merged(seen, now.completion());
    let done_on = to.done_on.ok_or(Refusal::Missing(Field::DoneOn))?;
    write_completion(writer, now.id, Some(done_on), to.result.as_deref())?;
    Ok(ChangeKind::Complete)
}

fn move_to(writer: &mut RowWriter<'_>, task: TaskId, section: SectionId) -> Result<()> {
    frame::require_section(writer.conn, section)?;
    writer.update("task", task.0, cells([("section_id", section.0.into())]))?;
    Ok(())
}

fn set_hold(
    writer: &mut RowWriter<'_>,
    task: TaskId,
    hold: Option<Hold>,
    reason: Option<String>,
) -> Result<ChangeKind> {
    let word = hold.map(|hold| hold.as_str());
    let set = cells([("hold", word.into()), ("hold_reason", reason.into())]);
    writer.update("task", task.0, set)?;
    Ok(match hold {
        Some(Hold::Paused) => ChangeKind::Pause,
        Some(Hold::Dropped) => ChangeKind::Drop,
        None => ChangeKind::Resume,
    })
}

/// What was written that belongs to no task.
fn without_task(kind: ChangeKind) -> Written {
    Written { kind, task: None }
}

/// Changes that concern no task that is there already.
fn write_without_task(
    writer: &mut RowWriter<'_>,
    change: &Change,
    stamp: &Stamp,
) -> Result<Written> {
    match change {
        Change::Add(new) => {
            let task = add_task(writer, new, stamp)?;
            Ok(Written {
                kind: ChangeKind::Add,
                task: Some(task),
            })
        }
        Change::SetPerson {
            name,
            unit,
            account,
            seen,
        } => {
            set_person(writer, name, *unit, account.as_deref(), *seen)?;
            Ok(without_task(ChangeKind::Person))
        }
        Change::SetUnit { unit, text } => {
            units::set(writer, unit.as_ref(), text)?;
            Ok(without_task(ChangeKind::Unit))
        }
        Change::Frame(change) => Ok(without_task(frame::write(writer, change)?)),
        Change::SetSetting { key, value, seen } => {
            set_setting(writer, key, value, seen.as_deref())?;
            Ok(without_task(ChangeKind::Setting))
        }
        _ => Err(Refusal::NoSuchTask.into()),
    }
}
