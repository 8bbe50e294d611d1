//! The journal: rows are only ever added, each chained to the one before by its hash.
//!
//! | file | what |
//! |---|---|
//! | `chain` | rows added and read, the chain that they make, and act by act what can be carried into another file |
//! | `entries` | entries as people read them |
//! | `log` | the same in stretches: since when, by whom, of which tasks |
//! | `undo_state` | what was taken back and done again, and who else has written since |

mod chain;
mod entries;
mod log;
mod undo_state;

pub(super) use chain::{Chain, frozen_in, head, part_of, rows_after};
pub use chain::{Header, Linked, Stamp, actor_id};
pub(super) use undo_state::{
    last_redoable, last_to_write, last_undo_of, last_undo_or_redo, last_undoable, last_writer,
    rival,
};

use super::error::{Result, StoreError};
use crate::domain::day::Day;
use crate::domain::history::{About, ChangeKind, Entry};
use crate::domain::ids::{ActId, TaskId};
use crate::domain::person::Actor;
use crate::store::values::day_at;
use rusqlite::{Connection, OptionalExtension, Row};

const ENTRY: &str = "c.id, c.act, c.kind, c.target_act, c.task_id,
    coalesce(t.code, (SELECT r.code FROM amendment r WHERE r.task_id = c.task_id AND r.subject = 'task')),
    a.account, a.person,
    c.recorded_at, c.day, c.edits
    FROM change c CROSS JOIN actor a ON a.id = c.actor_id LEFT JOIN task t ON t.id = c.task_id";

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let kind: String = row.get(2)?;
    let edits: String = row.get(10)?;
    let code: Option<String> = row.get(5)?;
    Ok(Entry {
        id: row.get(0)?,
        act: ActId(row.get(1)?),
        kind: ChangeKind::parse(&kind).unwrap_or(ChangeKind::Edit),
        target: row.get::<_, Option<i64>>(3)?.map(ActId),
        task: row
            .get::<_, Option<i64>>(4)?
            .map(|id| (TaskId(id), code.unwrap_or_default())),
        actor: Actor {
            account: row.get(6)?,
            person: row.get(7)?,
        },
        recorded_at: row.get(8)?,
        day: day_at(row, 9)?.unwrap_or_default(),
        edits: serde_json::from_str(&edits).unwrap_or_default(),
        about: About::default(),
    })
}

/// The rows of one act, in order. A row whose edits cannot be read is damage: to run it backwards
/// as if it had none would be a lie.
pub(super) fn entries_of_act(conn: &Connection, act: ActId) -> Result<Vec<Entry>> {
    // The rows of an act follow each other.
    let sql = format!(
        "SELECT {ENTRY} WHERE c.id >= ?1 AND c.act = ?1 AND c.id < coalesce(
            (SELECT n.id FROM change n WHERE n.id > ?1 AND n.id = n.act ORDER BY n.id LIMIT 1),
            9223372036854775807) ORDER BY c.id"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([act.0])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let entry = entry(row)?;
        if entry.edits.is_empty() && row.get_ref(10)?.as_str().unwrap_or_default() != "[]" {
            return Err(StoreError::Corrupt);
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// The day by which an act was written.
pub(super) fn day_of_act(conn: &Connection, act: ActId) -> Result<Day> {
    let day = conn
        .prepare_cached("SELECT day FROM change WHERE id=?")?
        .query_row([act.0], |row| day_at(row, 0))?;
    Ok(day.unwrap_or_default())
}

/// What sort of change an act was: that of its first row about a task, for an import may begin with its
/// units; without one that of its first row.
pub(super) fn kind_of_act(conn: &Connection, act: ActId) -> Result<ChangeKind> {
    // The rows of an act follow each other: the search ends with the next one at the latest.
    let about_task = conn
        .prepare_cached(
            "SELECT act, kind FROM change WHERE id >= ?1 AND (task_id IS NOT NULL OR act <> ?1)
             ORDER BY id LIMIT 1",
        )?
        .query_row([act.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let kind: String = match about_task {
        Some((of, kind)) if ActId(of) == act => kind,
        _ => conn
            .prepare_cached("SELECT kind FROM change WHERE id=?")?
            .query_row([act.0], |row| row.get(0))?,
    };
    Ok(ChangeKind::parse(&kind).unwrap_or(ChangeKind::Edit))
}
