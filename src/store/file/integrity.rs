//! Whether SQLite finds a file whole.

use crate::store::error::{Result, StoreError};
use rusqlite::Connection;
use std::path::Path;

/// SQLite's own quick check of the whole file, and its references.
///
/// # Errors
/// [`StoreError::Damaged`], or what keeps it from being read.
pub fn check(conn: &Connection, path: &Path) -> Result<()> {
    let said = quick_check(conn, "PRAGMA quick_check(1)");
    judged(conn, path, said)
}

/// The same of each table by itself: all of it but whether the words of search hang together, which
/// takes as long as everything else does, and whether two tables claim one page.
pub(crate) fn check_tables(conn: &Connection, path: &Path) -> Result<()> {
    let said = names_of_tables(conn).and_then(|names| {
        let checks = names
            .iter()
            .map(|name| format!("PRAGMA quick_check({name})"));
        let mut said = checks.map(|check| quick_check(conn, &check));
        said.find(|said| !matches!(said, Ok(true)))
            .unwrap_or(Ok(true))
    });
    judged(conn, path, said)
}

/// Every table that has pages of its own, first the layout itself, with which the free pages are
/// checked. That no name but our own stands there was seen at opening.
fn names_of_tables(conn: &Connection) -> rusqlite::Result<Vec<String>> {
    conn.prepare(
        "SELECT 'sqlite_schema' UNION ALL
         SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0",
    )?
    .query_map([], |row| row.get(0))?
    .collect()
}

fn quick_check(conn: &Connection, sql: &str) -> rusqlite::Result<bool> {
    let said: String = conn.query_row(sql, [], |row| row.get(0))?;
    Ok(said == "ok")
}

/// The verdict on what a check said, once the references have been looked at too.
fn judged(conn: &Connection, path: &Path, said: rusqlite::Result<bool>) -> Result<()> {
    let told = |error: rusqlite::Error| match StoreError::from(error) {
        StoreError::Corrupt => StoreError::Damaged(path.to_owned()),
        other => other,
    };
    let is_sound = said.map_err(told)?;
    let mut loose = conn.prepare("PRAGMA foreign_key_check").map_err(told)?;
    if !is_sound || loose.exists([]).map_err(told)? {
        return Err(StoreError::Damaged(path.to_owned()));
    }
    Ok(())
}
