//! What follows from the facts of one task: what its derived columns, the tallies and the full-text index must
//! hold. The derivation itself is pure; the facts come from the file, or from whoever fills one.

use super::tallies::TallyEntry;
use crate::domain::day::{Day, from_iso, iso};
use crate::domain::deadline::DeadlineKind;
use crate::domain::ids::TaskId;
use crate::domain::parts::searched_parts;
use crate::domain::query::due_key;
use crate::domain::task::{Hold, State, due_first};
use crate::domain::text::search_words;
use crate::domain::totals::TallyGroup;
use crate::store::error::Result;
use crate::store::index::fulltext::{self, IndexedTask};
use crate::store::values::{day_at, kind_of};
use rusqlite::Connection;
use rusqlite::types::Value;
use sha2::{Digest, Sha256};

/// The derived columns of a task, all but the change times.
pub const DERIVED: [&str; 20] = [
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
    "flags",
];

/// What follows from the facts of one task.
pub struct Derived {
    /// The values of [`DERIVED`].
    pub columns: Vec<Value>,
    /// What the index holds, as it takes it.
    pub terms: String,
    /// A short hash of that, without the day of the last change.
    pub hash: i64,
    /// Its row in the index.
    pub row: i64,
    /// What the tallies count.
    pub counted: TallyEntry,
}

/// Derives one task of the file as it is now; writes nothing. `touched_on` is the day of its last
/// change, ISO.
pub(in crate::store) fn derive(
    conn: &Connection,
    task: TaskId,
    touched_on: &str,
) -> Result<Derived> {
    let mut facts = read(conn, task)?;
    facts.touched_on = from_iso(touched_on);
    Ok(facts.derived())
}

/// The facts of one task, as far as something follows from them.
pub struct TaskInputs {
    pub task: i64,
    pub plan: i64,
    pub area: i64,
    /// Lead unit's row, 0 without one.
    pub unit: i64,
    pub code_key: i64,
    pub kind: DeadlineKind,
    pub key_task: bool,
    pub started: bool,
    pub hold: Option<Hold>,
    pub touched_on: Option<Day>,
    pub span: Occurrences,
    pub counts: RowCounts,
    /// The units that join.
    pub joined: Vec<i64>,
    /// The folded words of everything that search looks at, in any order, a blank after each.
    pub words: String,
}

/// How many rows of other tables belong to a task.
#[derive(Clone, Copy, Default)]
pub struct RowCounts {
    pub steps: i64,
    pub steps_done: i64,
    pub notes: i64,
    /// Those that nothing answers.
    pub difficulties: i64,
    pub evidence: i64,
    pub extensions: i64,
}

impl RowCounts {
    /// As [`DERIVED`] has them.
    fn in_order(self) -> [i64; 6] {
        [
            self.steps,
            self.steps_done,
            self.notes,
            self.difficulties,
            self.evidence,
            self.extensions,
        ]
    }
}

impl TaskInputs {
    pub fn derived(mut self) -> Derived {
        let span = std::mem::take(&mut self.span);
        let state = State::derive(self.hold, self.started, span.done, span.all);
        let done = state == State::Done;
        let (done_on, on_time) = (span.done_on.filter(|_| done), span.on_time.filter(|_| done));
        let group = TallyGroup::of(state, self.kind, span.due_on.is_some(), on_time);
        let flags = fulltext::flags_of(
            self.key_task,
            self.kind,
            state,
            self.counts.difficulties,
            self.counts.evidence,
        );
        let marked = IndexedTask {
            unit: self.unit,
            area: self.area,
            joined: &self.joined,
            state,
            flags: &flags,
        };
        let mut terms = fulltext::terms(&self.words, &marked);
        let hash = short_hash(&terms);
        for mark in self.touched_on.into_iter().flat_map(fulltext::touched) {
            fulltext::push(&mut terms, &mark);
        }
        let due_key = due_key(state, self.kind, span.due_on, done_on);
        let text = |day: Option<Day>| day.map_or(Value::Null, |day| Value::Text(iso(day)));
        let mut columns = vec![
            Value::Integer(self.area),
            Value::Integer(self.unit),
            Value::Integer(self.code_key),
            Value::Integer(due_key),
            Value::Integer(group as i64),
            Value::Integer(hash),
            Value::Text(state.as_str().to_owned()),
            text(span.due_on),
            text(span.original_due_on),
            text(done_on),
            on_time.map_or(Value::Null, |on_time| Value::Integer(i64::from(on_time))),
            Value::Integer(span.all),
            Value::Integer(span.done),
        ];
        columns.extend(self.counts.in_order().map(Value::Integer));
        let bits = flags.iter().fold(0, |bits, flag| bits | 1 << *flag as i64);
        columns.push(Value::Integer(bits));
        Derived {
            columns,
            terms,
            hash,
            row: fulltext::row_of(self.plan, due_key, self.task),
            counted: TallyEntry {
                plan: self.plan,
                unit: self.unit,
                area: self.area,
                group: group as i64,
                due: span.due_on.filter(|_| group == TallyGroup::OpenDated),
                flags: bits,
            },
        }
    }
}

/// How many places an area has in the order of codes, and a section in its area.
pub(in crate::store) const AREA_CODES: i64 = SECTION_CODES * 100_000;
const SECTION_CODES: i64 = 10_000_000;

/// The key of the area to which a place in the order of codes belongs.
pub(in crate::store) fn area_of(code_key: i64) -> String {
    (code_key / AREA_CODES).to_string()
}

/// Where an area begins in the order of codes.
pub(in crate::store) fn area_code_key(area: &str) -> i64 {
    area.parse::<i64>().unwrap_or(9) * AREA_CODES
}

/// The order of codes as one number: area, section, number.
pub fn code_key(area: &str, section: i64, code: &str) -> i64 {
    let number = code
        .rsplit('-')
        .next()
        .and_then(|n| n.parse::<i64>().ok())
        .unwrap_or(0);
    area_code_key(area) + section * SECTION_CODES + number
}

/// The occurrences of a task, summed up.
#[derive(Default)]
pub struct Occurrences {
    all: i64,
    done: i64,
    due_on: Option<Day>,
    original_due_on: Option<Day>,
    done_on: Option<Day>,
    on_time: Option<bool>,
    open: Option<(bool, Option<Day>, i64)>,
}

impl Occurrences {
    /// Adds the next occurrence in order: its day as first set, in force, and of its completion.
    pub fn add(&mut self, original: Option<Day>, due: Option<Day>, done: Option<Day>) {
        self.all += 1;
        // The open occurrence that is due first counts; where none is open, the last one.
        let Some(done) = done else {
            let place = Some(due_first(due, self.all));
            if self.open.is_none() || place < self.open {
                (self.original_due_on, self.due_on) = (original, due);
                self.open = place;
            }
            return;
        };
        if self.open.is_none() {
            (self.original_due_on, self.due_on) = (original, due);
        }
        self.done += 1;
        self.done_on = self.done_on.max(Some(done));
        // One late occurrence makes the whole task late.
        if let Some(due) = due {
            self.on_time = Some(self.on_time.unwrap_or(true) && done <= due);
        }
    }
}

/// The first eight bytes of the hash of a text.
fn short_hash(text: &str) -> i64 {
    let digest = Sha256::digest(text.as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(first)
}

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

fn counts(conn: &Connection, task: TaskId) -> Result<RowCounts> {
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
        Ok(RowCounts {
            steps: row.get(0)?,
            steps_done: row.get(1)?,
            notes: row.get(2)?,
            difficulties: row.get(3)?,
            evidence: row.get(4)?,
            extensions: row.get(5)?,
        })
    })?;
    Ok(counts)
}

fn span(conn: &Connection, task: TaskId) -> Result<Occurrences> {
    let mut statement = conn.prepare_cached(
        "SELECT original_due_on, due_on, done_on FROM occurrence WHERE task_id=? ORDER BY ordinal",
    )?;
    let mut rows = statement.query([task.0])?;
    let mut span = Occurrences::default();
    while let Some(row) = rows.next()? {
        let day = |at| day_at(row, at);
        span.add(day(0)?, day(1)?, day(2)?);
    }
    Ok(span)
}

/// Everything that search looks at, as folded words; the code also without its zero.
fn words(conn: &Connection, task: TaskId) -> Result<String> {
    let texts: String = searched_parts()
        .map(|part| format!(" || ' ' || coalesce({}, '')", part.column.1))
        .collect();
    let mut statement = conn.prepare_cached(&format!(
        "SELECT code || ' ' || replace(code, '-0', '-'){texts} FROM task WHERE id=?1
         UNION ALL SELECT u.abbreviation || ' ' || u.name FROM unit u JOIN task t
            ON t.lead_id = u.id WHERE t.id=?1
         UNION ALL SELECT u.abbreviation || ' ' || u.name FROM unit u JOIN coordinating c
            ON c.unit_id = u.id WHERE c.task_id=?1
         UNION ALL SELECT body FROM note WHERE task_id=?1
         UNION ALL SELECT number || ' ' || coalesce(summary, '') FROM evidence WHERE task_id=?1
         UNION ALL SELECT title FROM step WHERE task_id=?1",
    ))?;
    let mut rows = statement.query([task.0])?;
    let mut seen = String::new();
    while let Some(row) = rows.next()? {
        seen += &search_words(row.get_ref(0)?.as_str().unwrap_or_default());
    }
    Ok(seen)
}
