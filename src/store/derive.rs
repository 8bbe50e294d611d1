//! What follows from the facts: a task's derived columns, the tallies, the full-text index.
//!
//! Every write ends here, in the same transaction, for each task that it touched. Nothing of this
//! is journalled: it can be computed anew at any time, which is also how a check proves it.

use super::error::Result;
use super::rows::kind_of;
use crate::domain::day::{Day, from_iso, iso};
use crate::domain::ids::TaskId;
use crate::domain::query::{day_number, due_key};
use crate::domain::task::{Hold, State};
use crate::domain::text::{collation_key, fold, search_words};
use crate::domain::totals::Group;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What a task adds to the tallies.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Counted {
    plan: i64,
    unit: i64,
    area: i64,
    group: i64,
    due: Option<Day>,
}

/// Which journal row touched the task, for the order "last change" and the silence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Touch<'a> {
    /// The journal row.
    pub change: i64,
    /// The day by which it was written, ISO.
    pub day: &'a str,
    /// Milliseconds since 1970, UTC.
    pub recorded_at: i64,
}

/// The derived columns of a task, all but the change times.
pub(super) const DERIVED: [&str; 19] = [
    "area_id",
    "unit_key",
    "code_key",
    "due_key",
    "total_group",
    "words_hash",
    "state",
    "due_on",
    "original_due_on",
    "done_on",
    "on_time",
    "occurrences",
    "occurrences_done",
    "steps",
    "steps_done",
    "notes",
    "difficulties",
    "evidence",
    "extensions",
];

/// One task judged by its facts: what its derived columns and the full-text index must hold.
pub(super) struct Judged {
    /// The values of [`DERIVED`].
    pub columns: Vec<Value>,
    /// The folded words, each once.
    pub words: BTreeSet<String>,
    counted: Counted,
    hash: i64,
}

/// Judges one task by its facts; writes nothing.
pub(super) fn judge(conn: &Connection, task: TaskId) -> Result<Judged> {
    let facts = facts(conn, task)?;
    let counted = facts.counted();
    let words = words(conn, task)?;
    let hash = short_hash(&joined(&words));
    let text = |day: Option<Day>| day.map_or(Value::Null, |day| Value::Text(iso(day)));
    let mut columns = vec![
        Value::Integer(facts.area),
        Value::Integer(facts.unit),
        Value::Integer(facts.code_key),
        Value::Integer(due_key(
            facts.state,
            facts.kind,
            facts.due_on,
            facts.done_on,
        )),
        Value::Integer(counted.group),
        Value::Integer(hash),
        Value::Text(facts.state.as_str().to_owned()),
        text(facts.due_on),
        text(facts.original_due_on),
        text(facts.done_on),
        facts
            .on_time
            .map_or(Value::Null, |on_time| Value::Integer(i64::from(on_time))),
        Value::Integer(facts.occurrences),
        Value::Integer(facts.occurrences_done),
    ];
    let mut statement = conn.prepare_cached(
        "SELECT (SELECT count(*) FROM step WHERE task_id=?1),
            (SELECT count(done_on) FROM step WHERE task_id=?1),
            (SELECT count(*) FROM note WHERE task_id=?1),
            (SELECT count(*) FROM note n WHERE n.task_id=?1 AND n.kind='difficulty'
                AND NOT EXISTS (SELECT 1 FROM note a WHERE a.answers_id=n.id)),
            (SELECT count(*) FROM evidence WHERE task_id=?1),
            (SELECT count(*) FROM extension WHERE task_id=?1)",
    )?;
    let counts = statement.query_row([task.0], |row| {
        (0..6)
            .map(|at| row.get(at))
            .collect::<rusqlite::Result<Vec<Value>>>()
    })?;
    columns.extend(counts);
    Ok(Judged {
        columns,
        words,
        counted,
        hash,
    })
}

/// Brings everything derived of one task up to date: its columns, and by difference the tallies
/// and the index.
pub(super) fn refresh(conn: &Connection, task: TaskId, touch: Touch<'_>) -> Result<()> {
    static UPDATE: LazyLock<String> = LazyLock::new(|| {
        format!(
            "UPDATE task SET {}=?,touched_on=?,updated_at=?,last_change=? WHERE id=?",
            DERIVED.join("=?,")
        )
    });
    let Some((old, old_hash)) = counted(conn, task)? else {
        return Ok(());
    };
    let new = judge(conn, task)?;
    let mut values = new.columns;
    values.extend([
        Value::Text(touch.day.to_owned()),
        Value::Integer(touch.recorded_at),
        Value::Integer(touch.change),
        Value::Integer(task.0),
    ]);
    conn.prepare_cached(&UPDATE)?
        .execute(params_from_iter(values))?;
    if old != new.counted {
        count(conn, &old, -1)?;
        count(conn, &new.counted, 1)?;
    }
    if old_hash != new.hash {
        conn.prepare_cached("DELETE FROM task_words WHERE rowid=?")?
            .execute([task.0])?;
        conn.prepare_cached("INSERT INTO task_words (rowid, words) VALUES (?, ?)")?
            .execute(params![task.0, joined(&new.words)])?;
    }
    Ok(())
}

/// Brings the search words of all tasks that name a unit up to date. The tasks themselves were not
/// touched: their change times stay.
pub(super) fn reword_tasks_of(conn: &Connection, unit: i64) -> Result<()> {
    let mut statement = conn.prepare_cached(
        "SELECT id, last_change, touched_on, updated_at FROM task
         WHERE lead_id=?1 OR id IN (SELECT task_id FROM coordinating WHERE unit_id=?1)",
    )?;
    let tasks: Vec<(i64, i64, String, i64)> = statement
        .query_map([unit], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    for (task, change, day, recorded_at) in tasks {
        refresh(
            conn,
            TaskId(task),
            Touch {
                change,
                day: &day,
                recorded_at,
            },
        )?;
    }
    Ok(())
}

/// Takes a task out of the tallies and the index before its row is deleted.
pub(super) fn forget(conn: &Connection, task: TaskId) -> Result<()> {
    if let Some((old, _)) = counted(conn, task)? {
        count(conn, &old, -1)?;
        conn.prepare_cached("DELETE FROM task_words WHERE rowid=?")?
            .execute([task.0])?;
    }
    Ok(())
}

/// What the tallies hold of the task now.
fn counted(conn: &Connection, task: TaskId) -> Result<Option<(Counted, i64)>> {
    let found = conn
        .prepare_cached(
            "SELECT plan_id, unit_key, area_id, total_group, due_on, words_hash
             FROM task WHERE id=?",
        )?
        .query_row([task.0], |row| {
            let group: i64 = row.get(3)?;
            let due: Option<String> = row.get(4)?;
            let counted = Counted {
                plan: row.get(0)?,
                unit: row.get(1)?,
                area: row.get(2)?,
                group,
                due: due
                    .filter(|_| group == Group::OpenDated as i64)
                    .and_then(|d| from_iso(&d)),
            };
            Ok((counted, row.get(5)?))
        })
        .optional()?;
    Ok(found)
}

/// Adds `n` to every tally that counts such a task: its own area and unit, each alone, and all;
/// in each the group, and for an open task with a date the year, month and day it is due.
fn count(conn: &Connection, task: &Counted, n: i64) -> Result<()> {
    if task.group == 0 {
        return Ok(());
    }
    let mut buckets = vec![(0, task.group)];
    if let Some(due) = task.due {
        let day = day_number(due);
        buckets.extend([(1, day / 10_000), (2, day / 100), (3, day)]);
    }
    let mut add = conn.prepare_cached(
        "INSERT INTO tally (plan_id, unit_key, area_id, level, bucket, n)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT DO UPDATE SET n = n + excluded.n",
    )?;
    let mut sweep = conn.prepare_cached(
        "DELETE FROM tally WHERE plan_id=?1 AND unit_key=?2 AND area_id=?3 AND level=?4
            AND bucket=?5 AND n=0",
    )?;
    for (unit, area) in [
        (-1, 0),
        (-1, task.area),
        (task.unit, 0),
        (task.unit, task.area),
    ] {
        for (level, bucket) in &buckets {
            add.execute(params![task.plan, unit, area, level, bucket, n])?;
            if n < 0 {
                sweep.execute(params![task.plan, unit, area, level, bucket])?;
            }
        }
    }
    Ok(())
}

/// What derives from the facts, before it is written.
struct Facts {
    plan: i64,
    area: i64,
    unit: i64,
    code_key: i64,
    kind: crate::domain::deadline::DeadlineKind,
    state: State,
    due_on: Option<Day>,
    original_due_on: Option<Day>,
    done_on: Option<Day>,
    on_time: Option<bool>,
    occurrences: i64,
    occurrences_done: i64,
}

impl Facts {
    fn counted(&self) -> Counted {
        let dated = self.due_on.is_some();
        let group = Group::of(self.state, self.kind, dated, self.on_time);
        Counted {
            plan: self.plan,
            unit: self.unit,
            area: self.area,
            group: group as i64,
            due: self.due_on.filter(|_| group == Group::OpenDated),
        }
    }
}

/// Reads the facts of one task and judges them.
fn facts(conn: &Connection, task: TaskId) -> Result<Facts> {
    let span = span(conn, task)?;
    let facts = conn
        .prepare_cached(
            "SELECT t.plan_id, s.area_id, coalesce(t.lead_id, 0), a.key, s.position, t.code,
                t.kind, t.hold, t.started
             FROM task t JOIN section s ON s.id = t.section_id JOIN area a ON a.id = s.area_id
             WHERE t.id=?",
        )?
        .query_row([task.0], |row| {
            let (key, position, code): (String, i64, String) =
                (row.get(3)?, row.get(4)?, row.get(5)?);
            let hold: Option<String> = row.get(7)?;
            let hold = hold.and_then(|word| Hold::parse(&word));
            let state = State::derive(hold, row.get(8)?, span.done, span.all);
            Ok(Facts {
                plan: row.get(0)?,
                area: row.get(1)?,
                unit: row.get(2)?,
                code_key: code_key(&key, position, &code),
                kind: kind_of(row, 6)?,
                state,
                due_on: span.due_on,
                original_due_on: span.original_due_on,
                done_on: span.done_on.filter(|_| state == State::Done),
                on_time: span.on_time.filter(|_| state == State::Done),
                occurrences: span.all,
                occurrences_done: span.done,
            })
        })?;
    Ok(facts)
}

/// How many places an area has in the order of codes.
pub(super) const AREA_CODES: i64 = 1_000_000_000_000;

/// Where an area begins in the order of codes.
pub(super) fn area_code_key(area: &str) -> i64 {
    area.parse::<i64>().unwrap_or(9) * AREA_CODES
}

/// The order of codes as one number: area, section, number.
fn code_key(area: &str, section: i64, code: &str) -> i64 {
    let number = code
        .rsplit('-')
        .next()
        .and_then(|n| n.parse::<i64>().ok())
        .unwrap_or(0);
    area_code_key(area) + section * 10_000_000 + number
}

/// The occurrences of a task, summed up.
#[derive(Default)]
struct Span {
    all: i64,
    done: i64,
    due_on: Option<Day>,
    original_due_on: Option<Day>,
    done_on: Option<Day>,
    on_time: Option<bool>,
}

fn span(conn: &Connection, task: TaskId) -> Result<Span> {
    let mut statement = conn.prepare_cached(
        "SELECT original_due_on, due_on, done_on FROM occurrence WHERE task_id=? ORDER BY ordinal",
    )?;
    let mut rows = statement.query([task.0])?;
    let mut span = Span::default();
    let mut open_found = false;
    while let Some(row) = rows.next()? {
        let day = |at| -> rusqlite::Result<Option<Day>> {
            Ok(row
                .get::<_, Option<String>>(at)?
                .and_then(|text| from_iso(&text)))
        };
        let (original, due, done) = (day(0)?, day(1)?, day(2)?);
        span.all += 1;
        // The oldest open occurrence counts; where none is open, the last one.
        if !open_found {
            (span.original_due_on, span.due_on) = (original, due);
        }
        match done {
            None => open_found = true,
            Some(done) => {
                span.done += 1;
                span.done_on = span.done_on.max(Some(done));
                // One late occurrence makes the whole task late.
                if let Some(due) = due {
                    span.on_time = Some(span.on_time.unwrap_or(true) && done <= due);
                }
            }
        }
    }
    Ok(span)
}

/// Everything that search looks at, as folded words; the code also without its zero.
fn words(conn: &Connection, task: TaskId) -> Result<BTreeSet<String>> {
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
    let mut seen = BTreeSet::new();
    while let Some(row) = rows.next()? {
        seen.extend(search_words(row.get_ref(0)?.as_str().unwrap_or_default()));
    }
    Ok(seen)
}

/// Words as the index takes them.
pub(super) fn joined(words: &BTreeSet<String>) -> String {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.join(" ")
}

/// The first eight bytes of the hash of a text.
fn short_hash(text: &str) -> i64 {
    let digest = Sha256::digest(text.as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(first)
}

/// Fills the derived columns of units and aliases: the alphabet's order of what lists print of a
/// unit, its abbreviation, and the folded names.
pub(super) fn refresh_unit(conn: &Connection, unit: i64) -> Result<()> {
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
