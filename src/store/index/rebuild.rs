//! Everything derived computed anew from the facts, for a whole file: what an upgrade does when the
//! rules, or the tables that hold their results, have changed.

use super::derive::{DERIVED, Derived, derive};
use super::{tallies, update};
use crate::domain::ids::TaskId;
use crate::store::error::Result;
use crate::store::index::fulltext;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// Brings units, tasks, index and tallies in line with the facts. Change times stay: nobody touched
/// the tasks. Of the tasks only the rows that differ are written, for each has many indexes.
pub(in crate::store) fn all(conn: &Connection) -> Result<()> {
    for unit in ids(conn, "SELECT id FROM unit")? {
        update::refresh_unit(conn, unit)?;
    }
    // The lists of ids are taken first: rows must not move under a reader.
    for task in ids(conn, "SELECT id FROM task ORDER BY id")? {
        let judged = judged(conn, task)?;
        if kept(conn, TaskId(task))? != judged.columns {
            write(conn, TaskId(task), &judged)?;
        }
    }
    words(conn)?;
    tallies::recount(conn)
}

/// The full-text index anew, in the order of its rows: it writes to disk whenever one comes before
/// the last.
fn words(conn: &Connection) -> Result<()> {
    conn.execute(
        "INSERT INTO task_words (task_words) VALUES ('delete-all')",
        [],
    )?;
    for task in ids(conn, "SELECT id FROM task ORDER BY plan_id, due_key, id")? {
        let judged = judged(conn, task)?;
        fulltext::insert(conn, judged.row, &judged.terms)?;
    }
    Ok(())
}

fn ids(conn: &Connection, sql: &str) -> Result<Vec<i64>> {
    let mut statement = conn.prepare(sql)?;
    let ids = statement.query_map([], |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

fn judged(conn: &Connection, task: i64) -> Result<Derived> {
    let touched_on: String = conn
        .prepare_cached("SELECT touched_on FROM task WHERE id=?")?
        .query_row([task], |row| row.get(0))?;
    derive(conn, TaskId(task), &touched_on)
}

/// What a task's derived columns hold now.
fn kept(conn: &Connection, task: TaskId) -> Result<Vec<Value>> {
    let sql = format!("SELECT {} FROM task WHERE id=?", DERIVED.join(","));
    let values = conn.prepare_cached(&sql)?.query_row([task.0], |row| {
        (0..DERIVED.len()).map(|at| row.get(at)).collect()
    })?;
    Ok(values)
}

fn write(conn: &Connection, task: TaskId, judged: &Derived) -> Result<()> {
    let sql = format!("UPDATE task SET {}=? WHERE id=?", DERIVED.join("=?,"));
    let id = Value::Integer(task.0);
    conn.prepare_cached(&sql)?
        .execute(params_from_iter(judged.columns.iter().chain([&id])))?;
    Ok(())
}
