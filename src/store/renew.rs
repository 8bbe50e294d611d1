//! Everything derived computed anew from the facts, for a whole file: what an upgrade does when the
//! rules, or the tables that hold their results, have changed.

use super::derive::{self, DERIVED, Judged};
use super::error::Result;
use crate::domain::ids::TaskId;
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

/// Brings units, tasks, index and tallies in line with the facts. Change times stay: nobody touched
/// the tasks. Of the tasks only the rows that differ are written, for each has many indexes.
///
/// # Errors
/// What SQLite says.
pub(super) fn all(conn: &Connection) -> Result<()> {
    let ids = |sql: &str| -> Result<Vec<i64>> {
        let mut statement = conn.prepare(sql)?;
        let ids = statement.query_map([], |row| row.get(0))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    };
    for unit in ids("SELECT id FROM unit")? {
        derive::refresh_unit(conn, unit)?;
    }
    conn.execute(
        "INSERT INTO task_words (task_words) VALUES ('delete-all')",
        [],
    )?;
    // The list of ids is taken first: rows must not move under a reader.
    for task in ids("SELECT id FROM task ORDER BY id")? {
        one(conn, TaskId(task))?;
    }
    conn.execute("DELETE FROM tally", [])?;
    let recount = format!("{COUNTED} INSERT INTO tally SELECT * FROM counted WHERE n > 0");
    conn.execute(&recount, [])?;
    Ok(())
}

/// One task's columns, where they differ, and its words.
fn one(conn: &Connection, task: TaskId) -> Result<()> {
    let judged = derive::judge(conn, task)?;
    if kept(conn, task)? != judged.columns {
        write(conn, task, &judged)?;
    }
    conn.prepare_cached("INSERT INTO task_words (rowid, words) VALUES (?, ?)")?
        .execute(params![task.0, derive::joined(&judged.words)])?;
    Ok(())
}

/// What a task's derived columns hold now.
fn kept(conn: &Connection, task: TaskId) -> Result<Vec<Value>> {
    let sql = format!("SELECT {} FROM task WHERE id=?", DERIVED.join(","));
    let values = conn.prepare_cached(&sql)?.query_row([task.0], |row| {
        (0..DERIVED.len()).map(|at| row.get(at)).collect()
    })?;
    Ok(values)
}

fn write(conn: &Connection, task: TaskId, judged: &Judged) -> Result<()> {
    let sql = format!("UPDATE task SET {}=? WHERE id=?", DERIVED.join("=?,"));
    let id = Value::Integer(task.0);
    conn.prepare_cached(&sql)?
        .execute(params_from_iter(judged.columns.iter().chain([&id])))?;
    Ok(())
}

/// Every tally counted from the tasks' derived columns: the groups, and of open tasks with a date
/// the years, months and days; each for all, by area, by unit and by both. An upgrade fills the
/// tallies by it, a check holds them against it.
pub(super) const COUNTED: &str = "WITH bucketed (plan_id, unit_key, area_id, level, bucket) AS (
        SELECT plan_id, unit_key, area_id, 0, total_group FROM task
        UNION ALL SELECT plan_id, unit_key, area_id, 1,
            CAST(substr(due_on, 1, 4) AS INTEGER) FROM task WHERE total_group = 4
        UNION ALL SELECT plan_id, unit_key, area_id, 2,
            CAST(substr(due_on, 1, 4) || substr(due_on, 6, 2) AS INTEGER)
            FROM task WHERE total_group = 4
        UNION ALL SELECT plan_id, unit_key, area_id, 3,
            CAST(replace(due_on, '-', '') AS INTEGER) FROM task WHERE total_group = 4
     ),
     counted (plan_id, unit_key, area_id, level, bucket, n) AS (
        SELECT plan_id, -1, 0, level, bucket, count(*) FROM bucketed GROUP BY 1, 4, 5
        UNION ALL SELECT plan_id, -1, area_id, level, bucket, count(*)
            FROM bucketed GROUP BY 1, 3, 4, 5
        UNION ALL SELECT plan_id, unit_key, 0, level, bucket, count(*)
            FROM bucketed GROUP BY 1, 2, 4, 5
        UNION ALL SELECT plan_id, unit_key, area_id, level, bucket, count(*)
            FROM bucketed GROUP BY 1, 2, 3, 4, 5
     )";
