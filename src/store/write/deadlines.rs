//! A task's deadline: set anew or extended, and the occurrences that follow from it.

use super::cells::cells;
use super::writer::Writer;
use crate::domain::day::Day;
use crate::domain::deadline::{Deadline, DeadlineKind};
use crate::domain::history::{Cells, ChangeKind};
use crate::domain::ids::TaskId;
use crate::domain::seen::Due;
use crate::domain::task::Task;
use crate::store::error::Result;

/// Moves the day of an occurrence, which still is as the person saw it.
pub(in crate::store) fn extend(
    writer: &mut Writer<'_>,
    task: TaskId,
    seen: Due,
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

/// Replaces wording and occurrences; extensions of the old ones go with them and stay in the
/// journal. Where neither wording nor days would differ, nothing is written.
pub(in crate::store) fn set_deadline(
    writer: &mut Writer<'_>,
    task: &Task,
    deadline: &Deadline,
    base_on: Option<Day>,
) -> Result<()> {
    let id = task.row.id;
    let year = plan_year(writer, id)?;
    writer.update("task", id.0, deadline_cells(deadline, base_on))?;
    let days = due_days(deadline, base_on, year);
    let same_days = task.occurrences.iter().map(|o| o.due_on).eq(days);
    if same_days && task.extensions.is_empty() {
        return Ok(());
    }
    let mut statement = writer
        .conn
        .prepare_cached("SELECT id FROM extension WHERE task_id=?")?;
    let extensions: Vec<i64> = statement
        .query_map([id.0], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for extension in extensions {
        writer.delete("extension", extension)?;
    }
    for occurrence in &task.occurrences {
        writer.delete("occurrence", occurrence.id.0)?;
    }
    add_occurrences(writer, id, deadline, base_on, year)
}

pub(in crate::store) fn deadline_cells(deadline: &Deadline, base_on: Option<Day>) -> Cells {
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
