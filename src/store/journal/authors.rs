//! Who else has written to a row.

use super::{ENTRY, entry, last_turn};
use crate::domain::history::{ChangeKind, Edit, Entry};
use crate::domain::ids::TaskId;
use crate::domain::person::Actor;
use crate::store::error::Result;
use rusqlite::{Connection, params};

/// Somebody else who has written what a journal row wrote, later than `after`, by an act that is
/// not taken back. That the row holds the same value again does not count: it is theirs now.
pub(in crate::store) fn rival(
    conn: &Connection,
    entry: &Entry,
    after: i64,
    me: &Actor,
) -> Result<Option<Actor>> {
    let task = entry.task.as_ref().map(|(task, _)| task.0);
    let sql = format!("SELECT {ENTRY} WHERE c.task_id IS ? AND c.id > ? ORDER BY c.id DESC");
    let mut statement = conn.prepare_cached(&sql)?;
    for later in statement.query_map(params![task, after], self::entry)? {
        let later = later?;
        let act = match later.kind {
            ChangeKind::Undo => continue,
            _ if later.actor == *me => continue,
            _ => later.target.unwrap_or(later.act),
        };
        let meet = |edit: &Edit| entry.edits.iter().any(|mine| mine.meets(edit));
        if later.edits.iter().any(meet)
            && !matches!(last_turn(conn, act)?, Some((_, ChangeKind::Undo)))
        {
            return Ok(Some(later.actor));
        }
    }
    Ok(None)
}

/// The newest entry of a task (or, without one, of what belongs to no task) with an edit that
/// concerns one. Read only when a person must be told a name.
pub(in crate::store) fn last_to_write(
    conn: &Connection,
    task: Option<TaskId>,
    concerns: impl Fn(&Edit) -> bool,
) -> Result<Option<Entry>> {
    let sql = format!("SELECT {ENTRY} WHERE c.task_id IS ? ORDER BY c.id DESC");
    let mut statement = conn.prepare_cached(&sql)?;
    for entry in statement.query_map([task.map(|task| task.0)], entry)? {
        let entry = entry?;
        if entry.edits.iter().any(&concerns) {
            return Ok(Some(entry));
        }
    }
    Ok(None)
}

/// Who last wrote one of these columns of a row, as "Lan (vanphong)", after a journal row and
/// other than `but`. Where no such write is found, whoever last wrote to the same task (or, for
/// what belongs to none, to the file's lists). Read only when a person must be told a name.
pub(in crate::store) fn last_writer(
    conn: &Connection,
    task: Option<TaskId>,
    concerns: impl Fn(&Edit) -> bool,
    after: i64,
    but: &Actor,
) -> Result<String> {
    let sql = format!("SELECT {ENTRY} WHERE c.task_id IS ? AND c.id > ? ORDER BY c.id DESC");
    let mut statement = conn.prepare_cached(&sql)?;
    let entries = statement.query_map(params![task.map(|task| task.0), after], entry)?;
    let (mut anyone, mut other) = (None, None);
    for entry in entries {
        let entry = entry?;
        if entry.actor != *but && entry.edits.iter().any(&concerns) {
            return Ok(entry.actor.to_string());
        }
        if entry.actor != *but {
            other.get_or_insert(entry.actor);
        } else {
            anyone.get_or_insert(entry.actor);
        }
    }
    Ok(other
        .or(anyone)
        .map(|actor| actor.to_string())
        .unwrap_or_default())
}
