//! Whether SQLite finds a file whole.

use crate::store::error::{Result, StoreError};
use rusqlite::Connection;
use std::path::Path;

/// SQLite's own quick check of the whole file, and its references.
///
/// # Errors
/// [`StoreError::Damaged`], or what keeps it from being read.
pub(crate) fn check(conn: &Connection, path: &Path) -> Result<()> {
    let verdict = quick_check(conn, "PRAGMA quick_check(1)");
    check_references(conn, path, verdict)
}

/// The same of each table by itself: all of it but whether the words of search are consistent, which
/// takes as long as everything else does, and whether two tables claim one page.
pub(crate) fn check_tables(conn: &Connection, path: &Path) -> Result<()> {
    let verdict = names_of_tables(conn).and_then(|names| {
        let checks = names
            .iter()
            .map(|name| format!("PRAGMA quick_check({name})"));
        let mut verdict = checks.map(|check| quick_check(conn, &check));
        verdict
            .find(|verdict| !matches!(verdict, Ok(true)))
            .unwrap_or(Ok(true))
    });
    check_references(conn, path, verdict)
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
    let verdict: String = conn.query_row(sql, [], |row| row.get(0))?;
    Ok(verdict == "ok")
}

/// Whether a file is sound, by the verdict of a check and by its references.
fn check_references(conn: &Connection, path: &Path, verdict: rusqlite::Result<bool>) -> Result<()> {
    let failure = |error: rusqlite::Error| match StoreError::from(error) {
        StoreError::Corrupt => StoreError::Damaged(path.to_owned()),
        other => other,
    };
    let is_sound = verdict.map_err(failure)?;
    let mut loose = conn.prepare("PRAGMA foreign_key_check").map_err(failure)?;
    if !is_sound || loose.exists([]).map_err(failure)? {
        return Err(StoreError::Damaged(path.to_owned()));
    }
    Ok(())
}
