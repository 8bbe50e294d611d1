//! What was entered by mistake, corrected or removed: the rows, and why.

use super::writer::Writer;
use crate::domain::area::normal_code;
use crate::domain::change::{Amendment, Refusal, RemovedTask};
use crate::domain::history::ChangeKind;
use crate::domain::ids::TaskId;
use crate::domain::parts::Edited;
use crate::domain::refusal::NotRemovable;
use crate::domain::task::Task;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::index::update;
use crate::store::values::{cells, cells_of};
use rusqlite::{Connection, OptionalExtension, params};
use std::path::Path;

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
        let found = self
            .conn
            .prepare_cached(
                "SELECT task_id, code, reason FROM amendment
                 WHERE code=? AND subject='task' AND removed=1",
            )?
            .query_row([code], |row| {
                Ok(RemovedTask {
                    id: TaskId(row.get(0)?),
                    code: row.get(1)?,
                    reason: row.get(2)?,
                })
            })
            .optional()?;
        Ok(found)
    }
}

/// Corrects or removes, and writes down why.
pub(in crate::store) fn amend(
    writer: &mut Writer<'_>,
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
fn remove_task(writer: &mut Writer<'_>, task: &Task) -> Result<()> {
    let id = task.row.id;
    if is_reviewed(writer.conn, id)? {
        return Err(Refusal::NotRemovable(NotRemovable::InReview).into());
    }
    for table in PARTS {
        // The newest first: an answer goes before what it answers.
        let mut statement = writer.conn.prepare_cached(&format!(
            "SELECT id FROM {table} WHERE task_id=? ORDER BY id DESC"
        ))?;
        let rows: Vec<i64> = statement
            .query_map([id.0], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for row in rows {
            writer.delete(table, row)?;
        }
    }
    update::forget(writer.conn, id)?;
    writer.delete("task", id.0)
}

/// Whether a review has the task in its agenda, or a conclusion led to it.
fn is_reviewed(conn: &Connection, task: TaskId) -> Result<bool> {
    let found = conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM answer WHERE task_id=?1)
                OR EXISTS (SELECT 1 FROM outcome WHERE task_id=?1)
                OR EXISTS (SELECT 1 FROM review r, json_each(r.walk) g, json_each(g.value, '$[1]') j
                    WHERE j.value = ?1)",
        )?
        .query_row(params![task.0], |row| row.get(0))?;
    Ok(found)
}
