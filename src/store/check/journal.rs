//! The journal replayed beside the file, and every table compared with what results from it.
//!
//! What is compared, and what is proven otherwise:
//! - Facts, versions, change times, the numbers that sections have given out, who wrote, and the
//!   counters of row numbers come from the journal alone and are compared exactly.
//! - What follows from the facts (derived columns, tallies, the full-text index) the rest of the
//!   check recomputes from the same facts, which are compared here.
//! - Of a frozen text the journal holds the SHA-256, which is its key: the keys are compared here,
//!   and the rest of the check compares each text with its key.
//! - Upgrades change no fact: a column that is added has its default in every row that is older.

use super::fault::{Fault, JournalDifference};
use crate::domain::ids::ReviewId;
use crate::domain::journal::{StoredRow, StoredValue};
use crate::store::error::Result;
use crate::store::index::derive::DERIVED;
use crate::store::journal::rows_after;
use crate::store::sql::Cached;
use crate::store::values::day_at;
use crate::store::write::replay::{Rebuild, ReplayError};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

/// How many differences are reported one by one. A cut journal may leave as many as the file has rows.
const MAX_DIFFERENCES: usize = 500;

/// After how many rows of the journal progress is reported.
const PROGRESS_STEP: i64 = 500;

/// Replays the journal and reports what is wrong with it, or else where the file differs from the
/// result. `progress` is called with the rows done and their total.
pub(super) fn check(conn: &Connection, progress: &mut dyn FnMut(i64, i64)) -> Result<Vec<Fault>> {
    let total: i64 = conn.one("SELECT coalesce(max(id), 0) FROM change", [])?;
    // A database without a name is SQLite's own temporary one: in memory as long as it is small,
    // else in a file that goes with it.
    let mut rebuild = Rebuild::begin(Connection::open("")?, false)?;
    let mut flawed = None;
    rows_after(conn, i64::MIN, |id, row| {
        if id % PROGRESS_STEP == 0 {
            progress(id, total);
        }
        flawed = rebuild.take(row)?.map(|flaw| (id, flaw));
        Ok(match flawed {
            Some(_) => ControlFlow::Break(()),
            None => ControlFlow::Continue(()),
        })
    })?;
    progress(total, total);
    match flawed {
        // What the rest would result in is not known, so nothing is compared.
        Some((row, flaw)) => return Ok(vec![fault_of(row, flaw)]),
        None if total == 0 => return Ok(vec![Fault::Beginning]),
        None => {}
    }
    let mut faults = Vec::new();
    for review in &rebuild.false_heads {
        faults.extend(monday_of(conn, *review)?.map(|monday| Fault::Head { monday }));
    }
    faults.extend(counters(&rebuild.conn, conn, rebuild.chain.at())?);
    let mut more = 0;
    differences(&rebuild.conn, conn, &mut |found: JournalDifference| {
        if faults.len() < MAX_DIFFERENCES {
            faults.push(Fault::Fact(Box::new(found)));
        } else {
            more += 1;
        }
    })?;
    if more > 0 {
        faults.push(Fault::More(more));
    }
    Ok(faults)
}

fn fault_of(row: i64, flaw: ReplayError) -> Fault {
    match flaw {
        ReplayError::Beginning => Fault::Beginning,
        ReplayError::Link => Fault::Journal { row },
        ReplayError::Misfit => Fault::Misfit { row },
    }
}

fn monday_of(conn: &Connection, review: ReviewId) -> Result<Option<crate::domain::day::Day>> {
    let sql = "SELECT monday FROM review WHERE id=?";
    let found = conn.first(sql, [review.0], |row| day_at(row, 0))?;
    Ok(found.flatten())
}

/// The last number given out in each table.
fn counters(journal: &Connection, file: &Connection, last_row: i64) -> Result<Vec<Fault>> {
    let read = |conn: &Connection| -> Result<BTreeMap<String, i64>> {
        let mut numbers = BTreeMap::new();
        let mut statement = conn.prepare("SELECT name, seq FROM sqlite_sequence")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            // What is no number there gives out none; of several the highest counts.
            let n = row.get(1).unwrap_or(i64::MIN);
            let last = numbers.entry(row.get(0)?).or_insert(n);
            *last = n.max(*last);
        }
        Ok(numbers)
    };
    let (mut expected, kept) = (read(journal)?, read(file)?);
    expected.insert("change".to_owned(), last_row);
    let tables: BTreeSet<&String> = expected.keys().chain(kept.keys()).collect();
    let number = |of: &BTreeMap<String, i64>, table: &String| of.get(table).copied();
    let differ = tables.into_iter().filter_map(|table| {
        let (journal, file) = (number(&expected, table), number(&kept, table));
        // The row of a table from which nothing was ever given out may be there or not.
        let same = journal.unwrap_or_default() == file.unwrap_or_default();
        (!same).then(|| Fault::Counter {
            table: table.clone(),
            journal: journal.unwrap_or_default(),
            file: file.unwrap_or_default(),
        })
    });
    let mut differ: Vec<Fault> = differ.collect();
    // That the journal ends too early explains all that follows.
    let of_rows =
        |fault: &Fault| matches!(fault, Fault::Counter { table, .. } if table == "change");
    differ.sort_by_key(|fault| !of_rows(fault));
    Ok(differ)
}

/// What is compared of a table: its rows by their first column.
pub(in crate::store) struct ComparedTable {
    pub table: String,
    pub columns: Vec<String>,
}

impl ComparedTable {
    /// Reads them, by the table alone.
    pub(crate) fn select(&self) -> String {
        let Self { table, columns } = self;
        let all = columns.join(",");
        format!(
            "SELECT {all} FROM {table} NOT INDEXED ORDER BY {}",
            columns[0]
        )
    }
}

/// What of each table comes from the journal alone; all columns but those that the file's other
/// checks recompute.
pub(in crate::store) fn rows_in(conn: &Connection) -> Result<Vec<ComparedTable>> {
    let sql = r"SELECT name FROM sqlite_schema
        WHERE type='table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
            AND name NOT LIKE 'task\_words%' ESCAPE '\' AND name NOT IN ('change', 'tally')
        ORDER BY name";
    let tables: Vec<String> = conn.rows(sql, [], |row| row.get(0))?;
    let sql = "SELECT name FROM pragma_table_info(?) ORDER BY cid";
    let rows = tables.into_iter().map(|table| {
        let mut columns: Vec<String> = conn.rows(sql, [&table], |row| row.get(0))?;
        columns.retain(|column| !is_derived(&table, column));
        Ok(ComparedTable { table, columns })
    });
    rows.collect()
}

fn is_derived(table: &str, column: &str) -> bool {
    match table {
        "task" => DERIVED.contains(&column),
        "unit" => column == "sort_key",
        "alias" => column == "folded",
        "frozen" => column == "content",
        _ => false,
    }
}

/// Reports every row and every value that differs between the two.
pub(super) fn differences(
    journal: &Connection,
    file: &Connection,
    found: &mut dyn FnMut(JournalDifference),
) -> Result<()> {
    for rows in rows_in(journal)? {
        let columns = &rows.columns;
        let sql = rows.select();
        let (mut ours, mut theirs) = (journal.prepare(&sql)?, file.prepare(&sql)?);
        let (mut ours, mut theirs) = (ours.query([])?, theirs.query([])?);
        let (mut our, mut their) = (ours.next()?, theirs.next()?);
        loop {
            let order = match (&our, &their) {
                (None, None) => break,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(our), Some(their)) => by_key(our, their)?,
            };
            if order == Ordering::Equal {
                if let (Some(our), Some(their)) = (our, their) {
                    for (at, column) in columns.iter().enumerate() {
                        let (a, b) = (our.get_ref(at)?, their.get_ref(at)?);
                        if a != b {
                            let mut difference = describe(journal, file, &rows, our)?;
                            difference.column = Some(column.clone());
                            difference.journal = Some(cell(a));
                            difference.file = Some(cell(b));
                            found(difference);
                        }
                    }
                }
            } else if let Some(row) = if order == Ordering::Less { our } else { their } {
                let mut difference = describe(journal, file, &rows, row)?;
                let name = Some(StoredValue::Text(difference.name.clone()));
                match order {
                    Ordering::Less => difference.journal = name,
                    _ => difference.file = name,
                }
                found(difference);
            }
            if order != Ordering::Greater {
                our = ours.next()?;
            }
            if order != Ordering::Less {
                their = theirs.next()?;
            }
        }
    }
    Ok(())
}

/// Which of two rows comes first.
fn by_key(one: &Row<'_>, other: &Row<'_>) -> rusqlite::Result<Ordering> {
    Ok(match (one.get_ref(0)?, other.get_ref(0)?) {
        (ValueRef::Integer(a), ValueRef::Integer(b)) => a.cmp(&b),
        (ValueRef::Text(a), ValueRef::Text(b)) => a.cmp(b),
        _ => Ordering::Equal,
    })
}

/// A value as a fact; what no fact can be is given as text.
pub(super) fn cell(value: ValueRef<'_>) -> StoredValue {
    match value {
        ValueRef::Null => StoredValue::Null,
        ValueRef::Integer(n) => StoredValue::Int(n),
        ValueRef::Text(text) => StoredValue::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Real(n) => StoredValue::Text(n.to_string()),
        ValueRef::Blob(bytes) => StoredValue::Text(format!("({} B)", bytes.len())),
    }
}

/// Which row it is, in words that people know.
fn describe(
    journal: &Connection,
    file: &Connection,
    rows: &ComparedTable,
    row: &Row<'_>,
) -> Result<JournalDifference> {
    let value = |column: &str| -> Result<StoredValue> {
        let at = rows.columns.iter().position(|known| known == column);
        Ok(at.map_or(Ok(StoredValue::Null), |at| row.get_ref(at).map(cell))?)
    };
    let task = match rows.table.as_str() {
        "task" | "amendment" => Some(value("code")?),
        _ => match value("task_id")? {
            StoredValue::Int(task) => code_of(journal, file, task)?.map(StoredValue::Text),
            _ => None,
        },
    };
    let name = name(value(name_column(&rows.table))?);
    Ok(JournalDifference {
        task: match task {
            Some(StoredValue::Text(code)) => Some(code),
            _ => None,
        },
        table: rows.table.clone(),
        name,
        column: None,
        journal: None,
        file: None,
    })
}

fn name(cell: StoredValue) -> String {
    match cell {
        StoredValue::Text(text) => text,
        StoredValue::Int(n) => n.to_string(),
        StoredValue::Null => String::new(),
    }
}

/// What people call a row of that table.
pub(in crate::store) fn name_of(table: &str, cells: &StoredRow) -> String {
    cells
        .get(name_column(table))
        .cloned()
        .map_or_else(String::new, name)
}

/// The column by which people know a row.
fn name_column(table: &str) -> &'static str {
    match table {
        "task" | "step" => "title",
        "passage" => "text",
        "note" | "conclusion" => "body",
        "amendment" => "reason",
        "occurrence" => "ordinal",
        "extension" => "new_due_on",
        "evidence" | "section" => "number",
        "unit" => "abbreviation",
        "setting" | "area" | "frozen" => "key",
        "plan" => "year",
        "review" => "monday",
        "answer" => "day",
        "outcome" => "kind",
        "actor" => "account",
        "coordinating" => "unit_id",
        _ => "name",
    }
}

/// The code of a task, as the journal has it or else the file.
fn code_of(journal: &Connection, file: &Connection, task: i64) -> Result<Option<String>> {
    for conn in [journal, file] {
        let sql = "SELECT code FROM task WHERE id=?";
        let code = conn.first(sql, [task], |row| row.get::<_, String>(0))?;
        if code.is_some() {
            return Ok(code);
        }
    }
    Ok(None)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::rows_in;
    use super::*;
    use crate::store::file::schema;

    #[test]
    fn every_table_is_compared_but_those_that_are_proven_otherwise() {
        let mut conn = Connection::open_in_memory().unwrap();
        schema::create(&mut conn).unwrap();
        let mut compared = rows_in(&conn).unwrap();
        compared.retain(|rows| rows.columns.len() > 1);
        let compared: Vec<String> = compared.into_iter().map(|rows| rows.table).collect();
        let mut statement = conn
            .prepare("SELECT name FROM sqlite_schema WHERE type='table' ORDER BY name")
            .unwrap();
        let left: Vec<String> = statement
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(rusqlite::Result::unwrap)
            .filter(|table| !compared.contains(table))
            .collect();
        let words = ["", "_config", "_data", "_docsize", "_idx"];
        let words = words.map(|part| format!("task_words{part}"));
        let mut known = vec!["change".to_owned(), "frozen".to_owned()];
        known.extend(["sqlite_sequence", "tally"].map(str::to_owned));
        known.extend(words);
        assert_eq!(left, known);
    }
}
