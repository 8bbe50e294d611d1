//! Two databases of the same schema, row by row: the one that the journal makes, and the file.

use super::Difference;
use crate::domain::history::Cell;
use crate::store::error::Result;
use crate::store::index::derive::DERIVED;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};
use std::cmp::Ordering;

/// What is compared of a table: its rows by their first column.
pub(super) struct Rows {
    pub table: String,
    pub columns: Vec<String>,
}

/// What of each table comes from the journal alone; all columns but those that the file's other
/// checks compute anew.
pub(super) fn rows_in(conn: &Connection) -> Result<Vec<Rows>> {
    let mut statement = conn.prepare(
        r"SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
            AND name NOT LIKE 'task\_words%' ESCAPE '\' AND name NOT IN ('change', 'tally')
         ORDER BY name",
    )?;
    let tables: Vec<String> = statement
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut columns = conn.prepare("SELECT name FROM pragma_table_info(?) ORDER BY cid")?;
    let rows = tables.into_iter().map(|table| {
        let named = columns.query_map([&table], |row| row.get::<_, String>(0))?;
        let named: Vec<String> = named.collect::<rusqlite::Result<_>>()?;
        let columns = named
            .into_iter()
            .filter(|column| !is_derived(&table, column));
        let columns = columns.collect();
        Ok(Rows { table, columns })
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

/// Tells every row and every value that is not the same on both sides.
pub(super) fn differences(
    journal: &Connection,
    file: &Connection,
    found: &mut dyn FnMut(Difference),
) -> Result<()> {
    for rows in rows_in(journal)? {
        let Rows { table, columns } = &rows;
        let sql = format!(
            "SELECT {} FROM {table} NOT INDEXED ORDER BY {}",
            columns.join(","),
            columns[0]
        );
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
                let said = Some(Cell::Text(difference.name.clone()));
                match order {
                    Ordering::Less => difference.journal = said,
                    _ => difference.file = said,
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
pub(super) fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(n) => Cell::Int(n),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Real(n) => Cell::Text(n.to_string()),
        ValueRef::Blob(bytes) => Cell::Text(format!("({} B)", bytes.len())),
    }
}

/// Which row it is, in words that people know.
fn describe(
    journal: &Connection,
    file: &Connection,
    rows: &Rows,
    row: &Row<'_>,
) -> Result<Difference> {
    let value = |column: &str| -> Result<Cell> {
        let at = rows.columns.iter().position(|known| known == column);
        Ok(at.map_or(Ok(Cell::Null), |at| row.get_ref(at).map(cell))?)
    };
    let task = match rows.table.as_str() {
        "task" | "amendment" => Some(value("code")?),
        _ => match value("task_id")? {
            Cell::Int(task) => code_of(journal, file, task)?.map(Cell::Text),
            _ => None,
        },
    };
    let name = match value(telling(&rows.table))? {
        Cell::Text(text) => text,
        Cell::Int(n) => n.to_string(),
        Cell::Null => String::new(),
    };
    Ok(Difference {
        task: match task {
            Some(Cell::Text(code)) => Some(code),
            _ => None,
        },
        table: rows.table.clone(),
        name,
        column: None,
        journal: None,
        file: None,
    })
}

/// The column by which people know a row.
fn telling(table: &str) -> &'static str {
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
        let code = conn
            .prepare_cached("SELECT code FROM task WHERE id=?")?
            .query_row([task], |row| row.get::<_, String>(0))
            .optional()?;
        if code.is_some() {
            return Ok(code);
        }
    }
    Ok(None)
}
