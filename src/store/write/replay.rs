//! Acts of a journal written again: into a file that stands where the act's file stood, or all of
//! them into a new one.
//!
//! What judges a write knows neither clock nor chance, so the same act on the same file makes the
//! same rows and the same hash; where it does not, nothing is written.

use super::apply::{Part, Stamp, record};
use super::writer::Writer;
use crate::domain::history::{Act, Cell, ChangeKind, Edit};
use crate::domain::ids::{ActId, TaskId};
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use crate::store::index::update;
use crate::store::{journal, reviews};
use rusqlite::{Connection, params};

impl Store {
    /// Writes acts that follow the last act of this file, each as it was written in its own, all
    /// or none. Gives back how many.
    ///
    /// # Errors
    /// [`StoreError::NotNext`] for an act that does not follow or comes out otherwise, or what the
    /// file says.
    pub fn replay(&mut self, acts: impl IntoIterator<Item = Act>) -> Result<usize> {
        let tx = self.begin()?;
        let mut replayed = 0;
        for act in acts {
            replay(&tx, &act).map_err(|error| match error {
                StoreError::Corrupt => StoreError::NotNext { row: act.id.0 },
                other => other,
            })?;
            replayed += 1;
        }
        tx.commit()?;
        Ok(replayed)
    }
}

fn replay(conn: &Connection, act: &Act) -> Result<()> {
    let follows = journal::head(conn)?.unwrap_or_default() == act.follows;
    if !follows || act.rows.is_empty() {
        return Err(StoreError::Corrupt);
    }
    for (key, text) in &act.frozen {
        if reviews::keep(conn, text)? != *key {
            return Err(StoreError::Corrupt);
        }
    }
    let mut writer = Writer::new(conn);
    let mut parts = Vec::with_capacity(act.rows.len());
    for row in &act.rows {
        for edit in &row.edits {
            if edit.table == "task" && edit.after.is_none() {
                update::forget(conn, TaskId(edit.id))?;
            }
            repeat(&mut writer, edit, row.kind, act.id)?;
        }
        parts.push(Part {
            kind: row.kind,
            task: row.task,
            edits: row.edits.clone(),
        });
    }
    let stamp = Stamp {
        actor: act.actor.clone(),
        recorded_at: act.recorded_at,
        day: act.day,
    };
    let receipt = record(conn, &stamp, act.target, parts)?;
    let head = journal::head(conn)?;
    if receipt.act != act.id || head.as_ref() != Some(&act.hash) {
        return Err(StoreError::Corrupt);
    }
    Ok(())
}

/// Writes one edit of an act again, and what its writer leaves beside the facts: a row that comes
/// back has a version of its own, and the number of a task is never given out again.
///
/// # Errors
/// [`StoreError::Corrupt`] where the row is not as the edit knew it.
pub(in crate::store) fn repeat(
    writer: &mut Writer<'_>,
    edit: &Edit,
    kind: ChangeKind,
    act: ActId,
) -> Result<()> {
    let comes_back = matches!(kind, ChangeKind::Undo | ChangeKind::Redo);
    let fits = writer.repeat(edit, comes_back.then_some(act.0));
    fits.map_err(|error| match &error {
        // A value that the schema forbids was never written.
        StoreError::Sql(sql)
            if sql.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) =>
        {
            StoreError::Corrupt
        }
        _ => error,
    })?;
    match &edit.after {
        Some(task) if edit.table == "task" && edit.before.is_none() && !comes_back => {
            give_out(writer.conn, task.get("section_id"), task.get("code"))
        }
        _ => Ok(()),
    }
}

/// Counts the number of a task as given out in its section.
fn give_out(conn: &Connection, section: Option<&Cell>, code: Option<&Cell>) -> Result<()> {
    let (Some(Cell::Int(section)), Some(Cell::Text(code))) = (section, code) else {
        return Err(StoreError::Corrupt);
    };
    let number = code.rsplit('-').next().and_then(|n| n.parse::<i64>().ok());
    conn.prepare_cached("UPDATE section SET last_number=max(last_number, ?2) WHERE id=?1")?
        .execute(params![section, number.ok_or(StoreError::Corrupt)?])?;
    Ok(())
}
