//! The facts of one task as the file holds them, as far as something follows from them.

use super::derive::{Span, TaskInputs, code_key};
use crate::domain::ids::TaskId;
use crate::domain::task::Hold;
use crate::domain::text::search_words;
use crate::store::error::Result;
use crate::store::read::rows::{day_at, kind_of};
use rusqlite::Connection;

/// Reads the facts of one task.
pub(super) fn read(conn: &Connection, task: TaskId) -> Result<TaskInputs> {
    let span = span(conn, task)?;
    let counts = counts(conn, task)?;
    let joined = conn
        .prepare_cached("SELECT unit_id FROM coordinating WHERE task_id=?")?
        .query_map([task.0], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let words = words(conn, task)?;
    let facts = conn
        .prepare_cached(
            "SELECT t.plan_id, s.area_id, coalesce(t.lead_id, 0), a.key, s.position, t.code,
                t.kind, t.hold, t.started, t.key_task
             FROM task t JOIN section s ON s.id = t.section_id JOIN area a ON a.id = s.area_id
             WHERE t.id=?",
        )?
        .query_row([task.0], |row| {
            let text = |at: usize| row.get_ref(at)?.as_str_or_null().map_err(Into::into);
            let key: rusqlite::Result<Option<&str>> = text(3);
            let code: rusqlite::Result<Option<&str>> = text(5);
            let hold: rusqlite::Result<Option<&str>> = text(7);
            Ok(TaskInputs {
                task: task.0,
                plan: row.get(0)?,
                area: row.get(1)?,
                unit: row.get(2)?,
                code_key: code_key(
                    key?.unwrap_or_default(),
                    row.get(4)?,
                    code?.unwrap_or_default(),
                ),
                kind: kind_of(row, 6)?,
                hold: hold?.and_then(Hold::parse),
                started: row.get(8)?,
                key_task: row.get(9)?,
                touched_on: None,
                span,
                counts,
                joined,
                words,
            })
        })?;
    Ok(facts)
}

fn counts(conn: &Connection, task: TaskId) -> Result<[i64; 6]> {
    let mut statement = conn.prepare_cached(
        "SELECT (SELECT count(*) FROM step WHERE task_id=?1),
            (SELECT count(done_on) FROM step WHERE task_id=?1),
            (SELECT count(*) FROM note WHERE task_id=?1),
            (SELECT count(*) FROM note n WHERE n.task_id=?1 AND n.kind='difficulty'
                AND NOT EXISTS (SELECT 1 FROM note a WHERE a.answers_id=n.id)),
            (SELECT count(*) FROM evidence WHERE task_id=?1),
            (SELECT count(*) FROM extension WHERE task_id=?1)",
    )?;
    let mut counts = [0; 6];
    statement.query_row([task.0], |row| {
        for (at, count) in counts.iter_mut().enumerate() {
            *count = row.get(at)?;
        }
        Ok(())
    })?;
    Ok(counts)
}

fn span(conn: &Connection, task: TaskId) -> Result<Span> {
    let mut statement = conn.prepare_cached(
        "SELECT original_due_on, due_on, done_on FROM occurrence WHERE task_id=? ORDER BY ordinal",
    )?;
    let mut rows = statement.query([task.0])?;
    let mut span = Span::default();
    while let Some(row) = rows.next()? {
        let day = |at| day_at(row, at);
        span.add(day(0)?, day(1)?, day(2)?);
    }
    Ok(span)
}

/// Everything that search looks at, as folded words; the code also without its zero.
fn words(conn: &Connection, task: TaskId) -> Result<String> {
    let mut statement = conn.prepare_cached(
        "SELECT code || ' ' || replace(code, '-0', '-') || ' ' || title || ' ' || text || ' ' || coalesce(product, '') || ' '
            || coalesce(coordinating_text, '') FROM task WHERE id=?1
         UNION ALL SELECT u.abbreviation || ' ' || u.name FROM unit u JOIN task t
            ON t.lead_id = u.id WHERE t.id=?1
         UNION ALL SELECT u.abbreviation || ' ' || u.name FROM unit u JOIN coordinating c
            ON c.unit_id = u.id WHERE c.task_id=?1
         UNION ALL SELECT body FROM note WHERE task_id=?1
         UNION ALL SELECT number || ' ' || coalesce(summary, '') FROM evidence WHERE task_id=?1
         UNION ALL SELECT title FROM step WHERE task_id=?1",
    )?;
    let mut rows = statement.query([task.0])?;
    let mut seen = String::new();
    while let Some(row) = rows.next()? {
        seen += &search_words(row.get_ref(0)?.as_str().unwrap_or_default());
    }
    Ok(seen)
}
