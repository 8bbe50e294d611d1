//! What follows from the facts is kept: a task's derived columns, the tallies, the full-text index.
//!
//! Every write ends here, in the same transaction, for each task that it touched. Nothing of this
//! is journalled: it can be recomputed at any time, which is also how a check proves it.

use super::derive::{DERIVED, Derived, derive};
use super::tallies::{self, TallyEntry, count};
use crate::domain::ids::TaskId;
use crate::domain::text::{collation_key, fold};
use crate::domain::totals::TallyGroup;
use crate::store::error::Result;
use crate::store::index::fulltext;
use crate::store::values::day_at;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Which journal row touched the task, for the order "last change" and the silence.
#[derive(Clone, Copy, Debug)]
pub(in crate::store) struct LastTouch<'a> {
    /// The journal row.
    pub change: i64,
    /// The day by which it was written, ISO.
    pub day: &'a str,
    /// Milliseconds since 1970, UTC.
    pub recorded_at: i64,
}

/// Brings everything derived of one task up to date: its columns, and by difference the tallies
/// and the index.
pub(in crate::store) fn refresh(
    conn: &Connection,
    task: TaskId,
    touch: LastTouch<'_>,
) -> Result<()> {
    static UPDATE: LazyLock<String> = LazyLock::new(|| {
        format!(
            "UPDATE task SET {}=?,touched_on=?,updated_at=?,last_change=? WHERE id=?",
            DERIVED.join("=?,")
        )
    });
    let Some(old) = stored(conn, task)? else {
        return Ok(());
    };
    let new = derive(conn, task, touch.day)?;
    let mut values = new.columns;
    values.extend([
        Value::Text(touch.day.to_owned()),
        Value::Integer(touch.recorded_at),
        Value::Integer(touch.change),
        Value::Integer(task.0),
    ]);
    conn.prepare_cached(&UPDATE)?
        .execute(params_from_iter(values))?;
    if old.counted != new.counted {
        count(conn, &old.counted, -1)?;
        count(conn, &new.counted, 1)?;
    }
    if (old.hash, old.row, old.touched_on.as_str()) != (new.hash, new.row, touch.day) {
        fulltext::remove(conn, old.row)?;
        fulltext::insert(conn, new.row, &new.terms)?;
    }
    Ok(())
}

/// Brings the search words of all tasks that name a unit up to date. The tasks themselves were not
/// touched: their change times stay.
pub(in crate::store) fn reword_tasks_of(conn: &Connection, unit: i64) -> Result<()> {
    let mut statement = conn.prepare_cached(
        "SELECT id, last_change, touched_on, updated_at FROM task
         WHERE lead_id=?1 OR id IN (SELECT task_id FROM coordinating WHERE unit_id=?1)",
    )?;
    let tasks: Vec<(i64, i64, String, i64)> = statement
        .query_map([unit], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    refresh_all(conn, tasks)
}

/// Tasks, each with its last change, and its day and moment.
fn refresh_all(conn: &Connection, tasks: Vec<(i64, i64, String, i64)>) -> Result<()> {
    for (task, change, day, recorded_at) in tasks {
        refresh(
            conn,
            TaskId(task),
            LastTouch {
                change,
                day: &day,
                recorded_at,
            },
        )?;
    }
    Ok(())
}

/// Brings the places of all tasks of a section, or of an area, up to date. The tasks themselves were not
/// touched: their change times stay.
pub(in crate::store) fn replace_tasks_of(conn: &Connection, table: &str, id: i64) -> Result<()> {
    let of = match table {
        "area" => "s.area_id",
        _ => "s.id",
    };
    let tasks: Vec<(i64, i64, String, i64)> = conn
        .prepare_cached(&format!(
            "SELECT t.id, t.last_change, t.touched_on, t.updated_at
             FROM task t JOIN section s ON s.id = t.section_id WHERE {of}=?"
        ))?
        .query_map([id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    refresh_all(conn, tasks)
}

/// Takes a task out of the tallies and the index before its row is deleted.
pub(in crate::store) fn forget(conn: &Connection, task: TaskId) -> Result<()> {
    if let Some(old) = stored(conn, task)? {
        count(conn, &old.counted, -1)?;
        fulltext::remove(conn, old.row)?;
    }
    Ok(())
}

/// What tallies and index hold of a task now.
struct Stored {
    counted: TallyEntry,
    hash: i64,
    row: i64,
    touched_on: String,
}

fn stored(conn: &Connection, task: TaskId) -> Result<Option<Stored>> {
    let found = conn
        .prepare_cached(
            "SELECT plan_id, unit_key, area_id, total_group, due_on, words_hash, due_key, flags,
                touched_on
             FROM task WHERE id=?",
        )?
        .query_row([task.0], |row| {
            let (plan, group): (i64, i64) = (row.get(0)?, row.get(3)?);
            let counted = TallyEntry {
                plan,
                unit: row.get(1)?,
                area: row.get(2)?,
                group,
                due: day_at(row, 4)?.filter(|_| group == TallyGroup::OpenDated as i64),
                flags: row.get(7)?,
            };
            Ok(Stored {
                counted,
                hash: row.get(5)?,
                row: fulltext::row_of(plan, row.get(6)?, task.0),
                touched_on: row.get(8)?,
            })
        })
        .optional()?;
    Ok(found)
}

/// Fills the derived columns of units and aliases: the alphabet's order of what lists print of a
/// unit, its abbreviation, and the folded names.
pub(in crate::store) fn refresh_unit(conn: &Connection, unit: i64) -> Result<()> {
    let printed: String =
        conn.query_row("SELECT abbreviation FROM unit WHERE id=?", [unit], |row| {
            row.get(0)
        })?;
    conn.execute(
        "UPDATE unit SET sort_key=?2 WHERE id=?1",
        params![unit, collation_key(&printed)],
    )?;
    let mut statement = conn.prepare("SELECT id, name FROM alias WHERE unit_id=?")?;
    let aliases: Vec<(i64, String)> = statement
        .query_map([unit], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (id, alias) in aliases {
        conn.execute(
            "UPDATE alias SET folded=?2 WHERE id=?1",
            params![id, fold(&alias)],
        )?;
    }
    Ok(())
}

/// Everything derived recomputed from the facts, for a whole file: what an upgrade does when the
/// rules, or the tables that hold their results, have changed.
///
/// Brings units, tasks, index and tallies in line with the facts. Change times stay: nobody touched
/// the tasks. Of the tasks only the rows that differ are written, for each has many indexes.
pub(in crate::store) fn rebuild(conn: &Connection) -> Result<()> {
    for unit in ids(conn, "SELECT id FROM unit")? {
        refresh_unit(conn, unit)?;
    }
    // The lists of ids are taken first: rows must not move under a reader.
    let tasks = ids(conn, "SELECT id FROM task ORDER BY id")?;
    let mut terms = (tasks.len() <= BATCH).then(BTreeMap::new);
    for task in tasks {
        let derived = derive_task(conn, task)?;
        if columns_of(conn, TaskId(task))? != derived.columns {
            write(conn, TaskId(task), &derived)?;
        }
        if let Some(terms) = &mut terms {
            terms.insert(derived.row, derived.terms);
        }
    }
    words(conn, terms)?;
    tallies::recount(conn)
}

/// The words of so many tasks are kept until they are written, some ten megabytes; of more they are worked
/// out once more.
const BATCH: usize = 20_000;

/// Fills the full-text index again, in the order of its rows: it writes to disk whenever one comes before
/// the last.
fn words(conn: &Connection, terms: Option<BTreeMap<i64, String>>) -> Result<()> {
    conn.execute(
        "INSERT INTO task_words (task_words) VALUES ('delete-all')",
        [],
    )?;
    if let Some(terms) = terms {
        let mut terms = terms.into_iter();
        return terms.try_for_each(|(row, terms)| fulltext::insert(conn, row, &terms));
    }
    for task in ids(conn, "SELECT id FROM task ORDER BY plan_id, due_key, id")? {
        let derived = derive_task(conn, task)?;
        fulltext::insert(conn, derived.row, &derived.terms)?;
    }
    Ok(())
}

fn ids(conn: &Connection, sql: &str) -> Result<Vec<i64>> {
    let mut statement = conn.prepare(sql)?;
    let ids = statement.query_map([], |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

fn derive_task(conn: &Connection, task: i64) -> Result<Derived> {
    let touched_on: String = conn
        .prepare_cached("SELECT touched_on FROM task WHERE id=?")?
        .query_row([task], |row| row.get(0))?;
    derive(conn, TaskId(task), &touched_on)
}

/// What a task's derived columns hold now.
fn columns_of(conn: &Connection, task: TaskId) -> Result<Vec<Value>> {
    let sql = format!("SELECT {} FROM task WHERE id=?", DERIVED.join(","));
    let values = conn.prepare_cached(&sql)?.query_row([task.0], |row| {
        (0..DERIVED.len()).map(|at| row.get(at)).collect()
    })?;
    Ok(values)
}

fn write(conn: &Connection, task: TaskId, derived: &Derived) -> Result<()> {
    let sql = format!("UPDATE task SET {}=? WHERE id=?", DERIVED.join("=?,"));
    let id = Value::Integer(task.0);
    conn.prepare_cached(&sql)?
        .execute(params_from_iter(derived.columns.iter().chain([&id])))?;
    Ok(())
}
