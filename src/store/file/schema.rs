//! The schema as an ordered list of steps, and the checks that a file is one of ours.

use super::scratch::log_waits;
use crate::store::error::{Result, StoreError};
use rusqlite::Connection;
use serde_json::json;
use std::path::Path;

/// "CCHC" in SQLite's header: the file says whose it is.
pub const APPLICATION_ID: i64 = 0x4343_4843;

/// From one version to the next.
pub(in crate::store) struct Step {
    /// The numbered file, never edited once released.
    pub sql: &'static str,
    /// The tables that it adds, those of its full-text index and SQLite's own among them. One that
    /// a later step drops stays listed; tests hold the lists against the schema.
    pub tables: &'static [&'static str],
    /// Whether what follows from the facts must be computed anew behind it: its rules have changed,
    /// or the columns, tallies or index that hold it. A change of the rules alone is a step with
    /// this flag and no SQL.
    pub derive: bool,
}

/// The steps from an empty file to the version that this program writes, in order.
pub(in crate::store) const STEPS: [Step; 4] = [
    Step {
        sql: include_str!("migrations/0001_initial.sql"),
        tables: &[
            "account",
            "actor",
            "alias",
            "area",
            "change",
            "coordinating",
            "evidence",
            "extension",
            "note",
            "occurrence",
            "passage",
            "person",
            "plan",
            "section",
            "setting",
            "sqlite_sequence",
            "sqlite_stat1",
            "sqlite_stat4",
            "step",
            "tally",
            "task",
            "task_words",
            "task_words_config",
            "task_words_data",
            "task_words_docsize",
            "task_words_idx",
            "unit",
        ],
        // There is nothing yet that something could follow from.
        derive: false,
    },
    Step {
        sql: include_str!("migrations/0002_reviews.sql"),
        tables: &["answer", "conclusion", "frozen", "outcome", "review"],
        derive: false,
    },
    Step {
        sql: include_str!("migrations/0003_listing.sql"),
        tables: &[],
        derive: true,
    },
    Step {
        sql: include_str!("migrations/0004_mending.sql"),
        tables: &["amendment"],
        derive: true,
    },
];

/// The version that this program writes.
#[allow(clippy::cast_possible_wrap)] // a handful
pub const VERSION: i64 = STEPS.len() as i64;

/// Makes the whole schema in an empty database, in one transaction.
///
/// # Errors
/// What SQLite says.
pub fn create(conn: &mut Connection) -> Result<()> {
    let tx = conn.transaction()?;
    for step in &STEPS {
        tx.execute_batch(step.sql)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", VERSION)?;
    tx.commit()?;
    Ok(())
}

/// Refuses what is not ours, newer, or holds things that this program never makes. Writes nothing.
/// Gives back the version, which may be an older one.
///
/// # Errors
/// [`StoreError::NotOurs`], [`StoreError::Newer`], [`StoreError::Damaged`] or
/// [`StoreError::Planted`].
pub fn verify(conn: &Connection, path: &Path) -> Result<i64> {
    // In one transaction: an upgrade by a colleague must not come between the looks.
    let _one_state = conn
        .unchecked_transaction()
        .map_err(|error| unreadable(error, path))?;
    let version = verify_owner(conn, path)?;
    verify_pages(conn, path)?;
    // A trigger or a view planted by somebody else would run with the reader's rights, and a table
    // that is not known has no place in a copy or a check.
    let planted = conn.query_row(
        "SELECT name FROM sqlite_schema
         WHERE type NOT IN ('table', 'index')
            OR (type = 'table' AND name NOT IN (SELECT value FROM json_each(?)))
            OR (sql LIKE 'CREATE VIRTUAL%' AND name <> 'task_words') LIMIT 1",
        [json!(tables_of(version)).to_string()],
        |row| row.get::<_, String>(0),
    );
    match planted {
        Err(rusqlite::Error::QueryReturnedNoRows) => Ok(version),
        Ok(name) => Err(StoreError::Planted {
            path: path.to_owned(),
            name,
        }),
        Err(error) => Err(unreadable(error, path)),
    }
}

/// The tables that a file of a version may hold.
fn tables_of(version: i64) -> Vec<&'static str> {
    let steps = usize::try_from(version).unwrap_or_default();
    let steps = STEPS.iter().take(steps);
    steps.flat_map(|step| step.tables).copied().collect()
}

/// Whose file it is, and of which version.
///
/// # Errors
/// [`StoreError::NotOurs`], [`StoreError::Newer`] or [`StoreError::Damaged`].
fn verify_owner(conn: &Connection, path: &Path) -> Result<i64> {
    let owner: i64 = conn
        .query_row("PRAGMA application_id", [], |row| row.get(0))
        .map_err(|error| unreadable(error, path))?;
    if owner != APPLICATION_ID {
        return Err(StoreError::NotOurs(path.to_owned()));
    }
    match version_of(conn).map_err(|error| unreadable(error, path))? {
        version @ 1..=VERSION => Ok(version),
        version if version > VERSION => Err(StoreError::Newer {
            path: path.to_owned(),
            version,
        }),
        _ => Err(StoreError::Damaged(path.to_owned())),
    }
}

/// The version that stands in the file, as the open transaction sees it.
///
/// # Errors
/// What SQLite says.
pub fn version_of(conn: &Connection) -> rusqlite::Result<i64> {
    conn.prepare_cached("PRAGMA user_version")?
        .query_row([], |row| row.get(0))
}

/// A file that was cut off is shorter than its header says. The size is asked of the folder:
/// opening the file beside SQLite would drop SQLite's locks. While a write-ahead log stands beside
/// it, pages may still wait there and the sizes may differ.
fn verify_pages(conn: &Connection, path: &Path) -> Result<()> {
    let pages: i64 = conn
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .map_err(|error| unreadable(error, path))?;
    let size: i64 = conn.query_row("PRAGMA page_size", [], |row| row.get(0))?;
    let real = std::fs::metadata(path).map_or(0, |meta| meta.len());
    let whole = u64::try_from(pages.saturating_mul(size)).unwrap_or(u64::MAX);
    if real < whole && !log_waits(path) {
        return Err(StoreError::Damaged(path.to_owned()));
    }
    Ok(())
}

/// Tells a file that is no database from one that is damaged.
pub fn unreadable(error: rusqlite::Error, path: &Path) -> StoreError {
    use rusqlite::ErrorCode;
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => StoreError::NotOurs(path.to_owned()),
        Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged(path.to_owned()),
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => StoreError::Unusable {
            path: path.to_owned(),
            reason: error.to_string(),
        },
        _ => error.into(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn empty() -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        create(&mut conn).unwrap();
        conn
    }

    #[test]
    fn every_table_of_the_schema_is_known_and_no_other() {
        let conn = empty();
        let mut known = tables_of(VERSION);
        known.sort_unstable();
        let mut statement = conn
            .prepare("SELECT name FROM sqlite_schema WHERE type='table' ORDER BY name")
            .unwrap();
        let made: Vec<String> = statement
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(rusqlite::Result::unwrap)
            .collect();
        known.retain(|name| !name.starts_with("sqlite_stat"));
        assert_eq!(made, known);
    }

    #[test]
    fn tables_are_strict_and_nothing_runs_by_itself() {
        let conn = empty();
        let count = |sql: &str| -> i64 { conn.query_row(sql, [], |row| row.get(0)).unwrap() };
        assert_eq!(
            count(
                "SELECT count(*) FROM pragma_table_list
                 WHERE schema='main' AND type='table' AND NOT strict AND name NOT LIKE 'sqlite_%'"
            ),
            0
        );
        assert_eq!(
            count("SELECT count(*) FROM sqlite_schema WHERE type IN ('trigger', 'view')"),
            0
        );
    }
}
