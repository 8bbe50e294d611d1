//! A task's texts and units: a new task with its code, an edit that takes only what the person
//! changed, a note; what was entered by mistake, corrected or removed, and why.

use super::deadlines::{add_occurrences, deadline_cells, plan_year, record_typed};
use super::units;
use super::writer::RowWriter;
use crate::domain::area::{code, normal_code};
use crate::domain::change::{Amendment, NewTask, Refusal, RemovedTask};
use crate::domain::ids::{NoteId, TaskId, UnitId};
use crate::domain::journal::ChangeKind;
use crate::domain::note::NoteKind;
use crate::domain::parts::HasParts;
use crate::domain::refusal::NotRemovable;
use crate::domain::task::{Task, TaskText};
use crate::store::Store;
use crate::store::error::Result;
use crate::store::index::update;
use crate::store::journal::Stamp;
use crate::store::sql::Cached;
use crate::store::values::{cells, cells_of};
use rusqlite::{Connection, params};
use std::path::Path;

/// Gives out the section's next code. The number itself is never set back.
pub(in crate::store) fn next_code(writer: &RowWriter<'_>, section: i64) -> Result<(i64, String)> {
    let (plan, number, text): (i64, i64, String) = writer
        .conn
        .prepare_cached(
            "SELECT a.plan_id, s.last_number + 1, s.number
             FROM section s JOIN area a ON a.id = s.area_id WHERE s.id=?",
        )?
        .query_row([section], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    writer
        .conn
        .prepare_cached("UPDATE section SET last_number=?2 WHERE id=?1")?
        .execute(params![section, number])?;
    Ok((plan, code(&text, number)))
}

pub(in crate::store) fn add_task(
    writer: &mut RowWriter<'_>,
    new: &NewTask,
    stamp: &Stamp,
) -> Result<TaskId> {
    units::require(writer.conn, named(&new.text))?;
    units::require_active(writer.conn, named(&new.text))?;
    let (plan, code) = match writer.undone_codes.take(writer.conn, new)? {
        Some(had) => had,
        None => next_code(writer, new.section.0)?,
    };
    let mut row = cells_of("task", &new.text);
    row.extend(deadline_cells(&new.deadline, None));
    row.extend(cells([
        ("plan_id", plan.into()),
        ("section_id", new.section.0.into()),
        ("code", code.into()),
        ("heading", new.more.heading.clone().into()),
    ]));
    let task = TaskId(writer.insert("task", row)?);
    if new.deadline.typed.is_some() {
        record_typed(writer, task, &new.deadline)?;
        writer.update("task", task.0, deadline_cells(&new.deadline, None))?;
    }
    add_coordinating(writer, task, &new.text)?;
    let year = plan_year(writer, task)?;
    add_occurrences(writer, task, &new.deadline, None, year)?;
    for (position, step) in (1_i64..).zip(&new.more.steps) {
        add_step(writer, task, position, step)?;
    }
    if let Some(note) = &new.more.note {
        insert_note(writer, task, NoteKind::Note, note, None, stamp)?;
    }
    Ok(task)
}

pub(in crate::store) fn add_step(
    writer: &mut RowWriter<'_>,
    task: TaskId,
    position: i64,
    title: &str,
) -> Result<()> {
    let row = cells([
        ("task_id", task.0.into()),
        ("position", position.into()),
        ("title", title.into()),
    ]);
    writer.insert("step", row)?;
    Ok(())
}

/// Inserts one note, signed.
pub(in crate::store) fn insert_note(
    writer: &mut RowWriter<'_>,
    task: TaskId,
    kind: NoteKind,
    body: &str,
    answers: Option<NoteId>,
    stamp: &Stamp,
) -> Result<()> {
    let row = cells([
        ("task_id", task.0.into()),
        ("kind", kind.as_str().into()),
        ("body", body.into()),
        ("answers_id", answers.map(|note| note.0).into()),
        ("signed", stamp.actor.to_string().into()),
        ("day", stamp.day.into()),
        ("recorded_at", stamp.recorded_at.into()),
    ]);
    writer.insert("note", row)?;
    Ok(())
}

pub(in crate::store) fn edit(
    writer: &mut RowWriter<'_>,
    task: &Task,
    after: &TaskText,
) -> Result<()> {
    // Two colleagues' changes may each be right alone, and together not.
    let both = |lead| after.coordinating.contains(&lead);
    if after.lead.is_some_and(both) {
        return Err(Refusal::LeadAlsoCoordinates.into());
    }
    units::require(writer.conn, named(after))?;
    // Whoever has the task already keeps it, also where the unit is gone since.
    let before = task.texts.clone();
    let lead = after.lead.filter(|_| after.lead != before.lead);
    let joining = after.coordinating.iter().copied();
    let joining = joining.filter(|unit| !named(&before).any(|old| old == *unit));
    units::require_active(writer.conn, lead.into_iter().chain(joining))?;
    writer.update("task", task.row.id.0, cells_of("task", after))?;
    if after.coordinating == task.texts.coordinating {
        return Ok(());
    }
    let sql = "SELECT id FROM coordinating WHERE task_id=? ORDER BY id";
    let old: Vec<i64> = writer.conn.rows(sql, [task.row.id.0], |row| row.get(0))?;
    for row in old {
        writer.delete("coordinating", row)?;
    }
    add_coordinating(writer, task.row.id, after)
}

pub(super) fn named(text: &TaskText) -> impl Iterator<Item = UnitId> {
    text.lead
        .into_iter()
        .chain(text.coordinating.iter().copied())
}

fn add_coordinating(writer: &mut RowWriter<'_>, task: TaskId, text: &TaskText) -> Result<()> {
    for unit in &text.coordinating {
        let row = cells([("task_id", task.0.into()), ("unit_id", unit.0.into())]);
        writer.insert("coordinating", row)?;
    }
    Ok(())
}

impl Store {
    /// Whether a file that is named as evidence is there: seen from the folder in which the program
    /// runs, or from that of the plan's file. Of an address of the web nothing is known.
    pub(crate) fn finds_file(&self, named: &str) -> bool {
        let named = Path::new(named.trim());
        let beside = self.path().parent().map(|folder| folder.join(named));
        named.to_string_lossy().contains("://")
            || named.exists()
            || beside.is_some_and(|path| path.exists())
    }

    /// A task of a plan that was removed, by its code in any case, with or without the zero.
    pub(crate) fn find_removed(&self, typed: &str) -> Result<Option<RemovedTask>> {
        let Some(code) = normal_code(typed) else {
            return Ok(None);
        };
        let sql = "SELECT task_id, code, reason FROM amendment
            WHERE code=? AND subject='task' AND removed=1";
        let found = self.conn.first(sql, [code], |row| {
            Ok(RemovedTask {
                id: TaskId(row.get(0)?),
                code: row.get(1)?,
                reason: row.get(2)?,
            })
        })?;
        Ok(found)
    }
}

/// Corrects or removes, and writes down why.
pub(in crate::store) fn amend(
    writer: &mut RowWriter<'_>,
    task: &Task,
    what: &Amendment,
    reason: &str,
) -> Result<ChangeKind> {
    let (subject, row, removed) = match what {
        Amendment::RemoveTask { .. } => ("task", task.row.id.0, true),
        Amendment::CorrectEvidence { seen, .. } => ("evidence", seen.id, false),
        Amendment::RemoveEvidence { seen } => ("evidence", seen.id, true),
        Amendment::RenameStep { step, .. } => ("step", step.0, false),
        Amendment::RemoveStep { step, .. } => ("step", step.0, true),
    };
    let kind = match what {
        Amendment::RemoveTask { .. } => {
            remove_task(writer, task)?;
            ChangeKind::Remove
        }
        Amendment::CorrectEvidence { seen, to } => {
            let now = task.document(row).ok_or(Refusal::NoSuchEvidence)?;
            let to = to.merged(seen, now);
            writer.update(subject, row, cells_of(subject, &to))?;
            ChangeKind::Evidence
        }
        Amendment::RenameStep { to, .. } => {
            writer.update(subject, row, cells([("title", to.as_str().into())]))?;
            ChangeKind::Step
        }
        Amendment::RemoveEvidence { .. } => {
            writer.delete(subject, row)?;
            ChangeKind::Evidence
        }
        Amendment::RemoveStep { .. } => {
            writer.delete(subject, row)?;
            ChangeKind::Step
        }
    };
    // A correction that changes nothing has no reason either.
    if writer.is_idle() {
        return Ok(kind);
    }
    let why = cells([
        ("task_id", task.row.id.0.into()),
        ("code", task.row.code.as_str().into()),
        ("subject", subject.into()),
        ("row", row.into()),
        ("removed", removed.into()),
        ("reason", reason.into()),
    ]);
    writer.insert("amendment", why)?;
    Ok(kind)
}

/// The tables whose rows belong to a task, each before those that it refers to.
const PARTS: [&str; 6] = [
    "note",
    "evidence",
    "step",
    "extension",
    "occurrence",
    "coordinating",
];

/// Deletes a task with all that belongs to it. Its code stays given out.
fn remove_task(writer: &mut RowWriter<'_>, task: &Task) -> Result<()> {
    let id = task.row.id;
    if is_reviewed(writer.conn, id)? {
        return Err(Refusal::NotRemovable(NotRemovable::InReview).into());
    }
    for table in PARTS {
        // The newest first: an answer goes before what it answers.
        let rows: Vec<i64> = writer.conn.rows(
            &format!("SELECT id FROM {table} WHERE task_id=? ORDER BY id DESC"),
            [id.0],
            |row| row.get(0),
        )?;
        for row in rows {
            writer.delete(table, row)?;
        }
    }
    update::forget(writer.conn, id)?;
    writer.delete("task", id.0)
}

/// Whether a review has the task in its agenda, or a conclusion led to it.
fn is_reviewed(conn: &Connection, task: TaskId) -> Result<bool> {
    let found = "SELECT EXISTS (SELECT 1 FROM answer WHERE task_id=?1)
            OR EXISTS (SELECT 1 FROM outcome WHERE task_id=?1)
            OR EXISTS (SELECT 1 FROM review r, json_each(r.walk) g, json_each(g.value, '$[1]') j
                WHERE j.value = ?1)";
    conn.one(found, [task.0])
}
