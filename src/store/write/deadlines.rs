//! A task's deadline: set anew or extended, and the occurrences that follow from it.

use super::writer::Writer;
use crate::domain::conflict::OccurrenceDue;
use crate::domain::day::Day;
use crate::domain::deadline::{Deadline, DeadlineKind};
use crate::domain::history::{Cells, ChangeKind};
use crate::domain::ids::{OccurrenceId, TaskId};
use crate::domain::reschedule::{Scheduled, reschedule};
use crate::domain::task::Task;
use crate::store::error::Result;
use crate::store::values::cells;

/// Moves the day of an occurrence, which still is as the person saw it.
pub(in crate::store) fn extend(
    writer: &mut Writer<'_>,
    task: TaskId,
    seen: OccurrenceDue,
    new_due_on: Day,
    [reason, agreed_by]: [&String; 2],
    letter: Option<&str>,
) -> Result<ChangeKind> {
    let row = cells([
        ("task_id", task.0.into()),
        ("occurrence_id", seen.occurrence.0.into()),
        ("old_due_on", seen.due_on.into()),
        ("new_due_on", new_due_on.into()),
        ("reason", reason.as_str().into()),
        ("agreed_by", agreed_by.as_str().into()),
        ("letter", letter.into()),
    ]);
    writer.insert("extension", row)?;
    let moved = cells([("due_on", new_due_on.into())]);
    writer.update("occurrence", seen.occurrence.0, moved)?;
    Ok(ChangeKind::Extend)
}

/// Sets wording and due dates anew as [`reschedule`] has it. Where neither wording nor days would
/// differ, nothing is written.
pub(in crate::store) fn set_deadline(
    writer: &mut Writer<'_>,
    task: &Task,
    deadline: &Deadline,
    base_on: Option<Day>,
) -> Result<()> {
    let id = task.row.id;
    let year = plan_year(writer, id)?;
    if deadline.wording != task.row.deadline {
        keep_typed(writer, id, deadline)?;
    }
    writer.update("task", id.0, deadline_cells(deadline, base_on))?;
    let days = due_days(deadline, base_on, year);
    let wanted = reschedule(task, deadline.rhythm, &days);
    if task.row.rhythm != deadline.rhythm {
        name_what_is_done(writer, task)?;
    }
    // No two rows may bear the same number at any moment, now or when this is taken back.
    let heirs = make_room(writer, task, &wanted)?;
    renumber(writer, task, &wanted)?;
    for (ordinal, one) in (1_i64..).zip(&wanted) {
        let mut days = cells([
            ("original_due_on", one.original_due_on.into()),
            ("set_due_on", one.set_due_on.into()),
            ("due_on", one.due_on.into()),
        ]);
        let Some(row) = one.row else {
            days.extend(cells([
                ("task_id", id.0.into()),
                ("ordinal", ordinal.into()),
            ]));
            let row = writer.insert("occurrence", days)?;
            for extension in extensions_of(writer, one.extensions_of)? {
                let to = cells([("occurrence_id", row.into())]);
                writer.update("extension", extension, to)?;
            }
            continue;
        };
        writer.update("occurrence", row.0, days)?;
    }
    for old in heirs {
        writer.delete("occurrence", old.0)?;
    }
    Ok(())
}

/// Where another wording is stored than was typed ("28/02/2021" for "tuần sau"), both steps go into
/// the journal.
pub(in crate::store) fn keep_typed(
    writer: &mut Writer<'_>,
    task: TaskId,
    deadline: &Deadline,
) -> Result<()> {
    if let Some(typed) = &deadline.typed {
        writer.update("task", task.0, cells([("deadline", typed.as_str().into())]))?;
    }
    Ok(())
}

/// The periods of what is done keep their names.
fn name_what_is_done(writer: &mut Writer<'_>, task: &Task) -> Result<()> {
    let Some(rhythm) = task.row.rhythm else {
        return Ok(());
    };
    let done = task.occurrences.iter().filter(|o| !o.is_open());
    for occurrence in done.filter(|o| o.rhythm.is_none()) {
        let named = cells([("rhythm", rhythm.as_str().into())]);
        writer.update("occurrence", occurrence.id.0, named)?;
    }
    Ok(())
}

/// Takes out the open due dates that are no more, with their extensions. Those whose extensions go
/// to a new one are numbered out of the way and given back, to be taken out when that is there.
fn make_room(
    writer: &mut Writer<'_>,
    task: &Task,
    wanted: &[Scheduled],
) -> Result<Vec<OccurrenceId>> {
    let stays = |id| wanted.iter().any(|one| one.row == Some(id));
    let hands_on = |id| wanted.iter().any(|one| one.extensions_of == Some(id));
    let most = task.occurrences.len().max(wanted.len());
    let mut aside = i64::try_from(most).unwrap_or(i64::MAX);
    let mut heirs = Vec::new();
    for id in task.occurrences.iter().map(|o| o.id) {
        if stays(id) {
            continue;
        }
        if hands_on(id) {
            aside += 1;
            writer.update("occurrence", id.0, cells([("ordinal", aside.into())]))?;
            heirs.push(id);
            continue;
        }
        for extension in extensions_of(writer, Some(id))? {
            writer.delete("extension", extension)?;
        }
        writer.delete("occurrence", id.0)?;
    }
    Ok(heirs)
}

/// Gives the rows that stay their new numbers: first those that come nearer to the beginning, from
/// the first, then those that go further away, from the last.
fn renumber(writer: &mut Writer<'_>, task: &Task, wanted: &[Scheduled]) -> Result<()> {
    let places = (1_i64..).zip(wanted).filter_map(|(to, one)| {
        let row = one.row?;
        Some((task.occurrence(row)?.ordinal, to, row))
    });
    let (down, up): (Vec<_>, Vec<_>) = places.partition(|(from, to, _)| to < from);
    for (_, to, row) in down.into_iter().chain(up.into_iter().rev()) {
        writer.update("occurrence", row.0, cells([("ordinal", to.into())]))?;
    }
    Ok(())
}

fn extensions_of(writer: &Writer<'_>, occurrence: Option<OccurrenceId>) -> Result<Vec<i64>> {
    let mut statement = writer
        .conn
        .prepare_cached("SELECT id FROM extension WHERE occurrence_id=? ORDER BY id")?;
    let rows = statement.query_map([occurrence.map(|id| id.0)], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn deadline_cells(deadline: &Deadline, base_on: Option<Day>) -> Cells {
    cells([
        ("deadline", deadline.wording.as_str().into()),
        ("kind", deadline.kind.as_str().into()),
        (
            "rhythm",
            deadline
                .rhythm
                .map(|rhythm| rhythm.as_str().to_owned())
                .into(),
        ),
        ("start_on", deadline.start_on.into()),
        ("base_on", base_on.into()),
    ])
}

pub(in crate::store) fn plan_year(writer: &Writer<'_>, task: TaskId) -> Result<i32> {
    Ok(writer
        .conn
        .prepare_cached("SELECT p.year FROM plan p JOIN task t ON t.plan_id = p.id WHERE t.id=?")?
        .query_row([task.0], |row| row.get(0))?)
}

/// The due dates that follow from a deadline; a relative one has its day once its base is known.
pub(in crate::store) fn due_days(
    deadline: &Deadline,
    base_on: Option<Day>,
    year: i32,
) -> Vec<Option<Day>> {
    match (deadline.kind, base_on) {
        (DeadlineKind::Relative, Some(base)) => vec![deadline.relative_due(base)],
        _ => deadline.due_days(year),
    }
}

/// Adds an occurrence for each due date.
pub(in crate::store) fn add_occurrences(
    writer: &mut Writer<'_>,
    task: TaskId,
    deadline: &Deadline,
    base_on: Option<Day>,
    year: i32,
) -> Result<()> {
    for (ordinal, day) in (1_i64..).zip(due_days(deadline, base_on, year)) {
        let row = cells([
            ("task_id", task.0.into()),
            ("ordinal", ordinal.into()),
            ("original_due_on", day.into()),
            ("due_on", day.into()),
        ]);
        writer.insert("occurrence", row)?;
    }
    Ok(())
}
