//! The journal: an append-only, hash-chained list of changes, from which undo, redo and the authors of values
//! follow.
//!
//! | file | what |
//! |---|---|
//! | `chain` | appending and reading rows, verifying the chain, exporting acts |
//! | `entries` | entries with the names of what they touched |
//! | `pages` | entries page by page, filtered by time, person, unit, area or task |

mod chain;
mod entries;
mod pages;

use crate::domain::day::Day;
use crate::domain::ids::{ActId, TaskId};
use crate::domain::journal::{self, ChangeKind, Edit, EntryNames, JournalEntry};
use crate::domain::person::Actor;
use crate::store::error::{Result, StoreError};
use crate::store::sql::Cached;
use crate::store::values::day_at;
use rusqlite::{Connection, Row, params};

pub use chain::{ActHeader, ChainedRow, Stamp, actor_id};
pub(super) use chain::{Chain, act_row, frozen_keys, head, rows_after};

const ENTRY: &str = "c.id, c.act, c.kind, c.target_act, c.task_id,
    coalesce(t.code, (SELECT r.code FROM amendment r WHERE r.task_id = c.task_id AND r.subject = 'task')),
    a.account, a.person,
    c.recorded_at, c.day, c.edits
    FROM change c CROSS JOIN actor a ON a.id = c.actor_id LEFT JOIN task t ON t.id = c.task_id";

fn entry(row: &Row<'_>) -> rusqlite::Result<JournalEntry> {
    let kind: String = row.get(2)?;
    let edits: String = row.get(10)?;
    let code: Option<String> = row.get(5)?;
    Ok(JournalEntry {
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
        about: EntryNames::default(),
    })
}

/// The rows of one act, in order. A row whose edits cannot be read is damage: to run it backwards
/// as if it had none would be a lie.
pub(super) fn entries_of_act(conn: &Connection, act: ActId) -> Result<Vec<JournalEntry>> {
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

/// What sort of change an act was.
pub(super) fn kind_of_act(conn: &Connection, act: ActId) -> Result<ChangeKind> {
    // The rows of an act follow each other: the search ends with the next one.
    let sql = "SELECT act, task_id, kind FROM change WHERE id >= ?1 ORDER BY id";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([act.0])?;
    let mut kinds = Vec::new();
    while let Some(row) = rows.next()? {
        if ActId(row.get(0)?) != act {
            break;
        }
        let kind: String = row.get(2)?;
        let kind = ChangeKind::parse(&kind).unwrap_or(ChangeKind::Edit);
        kinds.push((row.get::<_, Option<i64>>(1)?.map(TaskId), kind));
    }
    Ok(journal::kind_of(kinds).unwrap_or(ChangeKind::Edit))
}

/// The last act that undid this one.
pub(in crate::store) fn last_undo_of(conn: &Connection, act: ActId) -> Result<ActId> {
    let sql = "SELECT max(id) FROM change WHERE target_act=? AND kind='undo' AND id=act";
    Ok(ActId(conn.one(sql, [act.0])?))
}

/// The last act that undid or redid this one: its first row, and which of the two.
pub(in crate::store) fn last_undo_or_redo(
    conn: &Connection,
    act: ActId,
) -> Result<Option<(i64, ChangeKind)>> {
    let sql = "SELECT act, kind FROM change WHERE target_act=? ORDER BY id DESC LIMIT 1";
    let found = conn.first(sql, [act.0], |row| {
        let kind: String = row.get(1)?;
        Ok((row.get(0)?, kind))
    })?;
    Ok(found.and_then(|(act, kind)| Some((act, ChangeKind::parse(&kind)?))))
}

/// A person's acts, the newest first: the act, its kind, and what it undoes or redoes.
fn acts_of(
    conn: &Connection,
    actor: &Actor,
    mut see: impl FnMut(ActId, ChangeKind, Option<ActId>) -> bool,
) -> Result<()> {
    let mut statement = conn.prepare_cached(
        "SELECT c.id, c.kind, c.target_act FROM change c JOIN actor a ON a.id = c.actor_id
         WHERE a.account=? AND a.person=? AND c.id = c.act ORDER BY c.id DESC",
    )?;
    let mut rows = statement.query(params![actor.account, actor.person])?;
    while let Some(row) = rows.next()? {
        let kind: String = row.get(1)?;
        let kind = ChangeKind::parse(&kind).unwrap_or(ChangeKind::Edit);
        let target: Option<i64> = row.get(2)?;
        if !see(ActId(row.get(0)?), kind, target.map(ActId)) {
            break;
        }
    }
    Ok(())
}

/// The last act of that person that is not undone. Creating the file cannot be undone.
pub(in crate::store) fn last_undoable(conn: &Connection, actor: &Actor) -> Result<Option<ActId>> {
    let mut settled = std::collections::HashMap::new();
    let mut found = None;
    acts_of(conn, actor, |act, kind, target| {
        match (kind, target) {
            (ChangeKind::Undo | ChangeKind::Redo, Some(target)) => {
                settled.entry(target).or_insert(kind);
            }
            (ChangeKind::Create, _) => return false,
            _ if settled.get(&act) != Some(&ChangeKind::Undo) => found = Some(act),
            _ => {}
        }
        found.is_none()
    })?;
    Ok(found)
}

/// What that person undid last, unless a new act came since.
pub(in crate::store) fn last_redoable(conn: &Connection, actor: &Actor) -> Result<Option<ActId>> {
    let mut settled = std::collections::HashSet::new();
    let mut found = None;
    acts_of(conn, actor, |_, kind, target| match (kind, target) {
        (ChangeKind::Undo, Some(target)) if settled.insert(target) => {
            found = Some(target);
            false
        }
        (ChangeKind::Undo | ChangeKind::Redo, Some(target)) => {
            settled.insert(target);
            true
        }
        _ => false,
    })?;
    Ok(found)
}

/// Somebody else who has written what a journal row wrote, later than `after`, by an act that is
/// not undone. That the row holds the same value again does not count: it is theirs now.
pub(in crate::store) fn later_writer(
    conn: &Connection,
    entry: &JournalEntry,
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
            && !matches!(last_undo_or_redo(conn, act)?, Some((_, ChangeKind::Undo)))
        {
            return Ok(Some(later.actor));
        }
    }
    Ok(None)
}

/// The newest entry of a task (or, without one, of what belongs to no task) with an edit that
/// concerns one. Read only when a person must be given a name.
pub(in crate::store) fn last_to_write(
    conn: &Connection,
    task: Option<TaskId>,
    concerns: impl Fn(&Edit) -> bool,
) -> Result<Option<JournalEntry>> {
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
/// other than `except`. Where no such write is found, the last author of the same task (or, for
/// what belongs to none, to the file's lists). Read only when a person must be given a name.
pub(in crate::store) fn last_writer(
    conn: &Connection,
    task: Option<TaskId>,
    concerns: impl Fn(&Edit) -> bool,
    after: i64,
    except: &Actor,
) -> Result<String> {
    let sql = format!("SELECT {ENTRY} WHERE c.task_id IS ? AND c.id > ? ORDER BY c.id DESC");
    let mut statement = conn.prepare_cached(&sql)?;
    let entries = statement.query_map(params![task.map(|task| task.0), after], entry)?;
    let (mut anyone, mut other) = (None, None);
    for entry in entries {
        let entry = entry?;
        if entry.actor != *except && entry.edits.iter().any(&concerns) {
            return Ok(entry.actor.to_string());
        }
        if entry.actor != *except {
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
