//! The schema as an ordered list of migrations, and the checks that a file is one of ours.

use super::atomic::log_has_content;
use crate::store::error::{Result, StoreError};
use rusqlite::Connection;
use std::fmt;
use std::path::Path;

/// "CCHC" in SQLite's header: the file says whose it is.
pub(crate) const APPLICATION_ID: i64 = 0x4343_4843;

/// From one version to the next.
#[derive(Clone)]
pub(in crate::store) struct Migration {
    /// The numbered file, never edited once released.
    pub sql: &'static str,
    /// Whether what follows from the facts must be recomputed after it: its rules have changed,
    /// or the columns, tallies or index that hold it. A change of the rules alone is a migration with
    /// this flag and no SQL. A new column that is empty in every row needs none.
    pub derive: bool,
}

/// The migrations from an empty file to the version that this program writes, in order.
pub(in crate::store) const MIGRATIONS: &[Migration] = &[
    Migration {
        sql: include_str!("migrations/0001_initial.sql"),
        // There is nothing yet that something could follow from.
        derive: false,
    },
    Migration {
        sql: include_str!("migrations/0002_reviews.sql"),
        derive: false,
    },
    Migration {
        sql: include_str!("migrations/0003_listing.sql"),
        derive: true,
    },
    Migration {
        sql: include_str!("migrations/0004_mending.sql"),
        derive: true,
    },
];

/// The version that this program writes.
#[allow(clippy::cast_possible_wrap)] // a handful
pub const VERSION: i64 = MIGRATIONS.len() as i64;

/// Makes the whole schema in an empty database, in one transaction.
pub(crate) fn create(conn: &mut Connection) -> Result<()> {
    let tx = conn.transaction()?;
    for migration in MIGRATIONS {
        tx.execute_batch(migration.sql)?;
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
/// [`StoreError::UnexpectedObject`].
pub(crate) fn verify(conn: &Connection, path: &Path) -> Result<i64> {
    // In one transaction: an upgrade by a colleague must not come between the looks.
    let _one_state = conn
        .unchecked_transaction()
        .map_err(|error| unreadable(error, path))?;
    let version = verify_owner(conn, path)?;
    verify_pages(conn, path)?;
    match unexpected_object(conn, version) {
        Ok(None) => Ok(version),
        Ok(Some(name)) => Err(StoreError::UnexpectedObject {
            path: path.to_owned(),
            name,
        }),
        Err(error) => Err(unreadable(error, path)),
    }
}

/// The schema of the version that this program writes, as its migrations make it: an object a
/// paragraph. With a new migration it changes too; the test of it prints what it becomes.
const SCHEMA: &str = include_str!("migrations/schema.sql");

/// An object that the migrations of a version do not make, make otherwise, or make and that is not
/// there; none where all is as it should be. A trigger or a view planted by somebody else would run
/// with the reader's rights, and so would the expression of an index, a default or a check.
fn unexpected_object(conn: &Connection, version: i64) -> rusqlite::Result<Option<String>> {
    let there = objects(conn)?;
    // Nearly every file is recognized by this alone.
    if version == VERSION && is_as_made(&there) {
        return Ok(None);
    }
    let migrations = usize::try_from(version).unwrap_or_default();
    let known = Connection::open_in_memory()?;
    for migration in MIGRATIONS.iter().take(migrations) {
        known.execute_batch(migration.sql)?;
    }
    let mut known = objects(&known)?;
    for object in there {
        let at = known.iter().position(|known| known.is_like(&object));
        match at {
            Some(at) => known.swap_remove(at),
            None => return Ok(Some(object.name)),
        };
    }
    // With a table its indexes are gone too.
    let missing = known
        .into_iter()
        .min_by_key(|missing| missing.kind != "table");
    Ok(missing.map(|missing| missing.name))
}

/// An object of the schema: a table or an index.
struct Object {
    kind: String,
    name: String,
    table: String,
    sql: String,
}

impl Object {
    /// Whether both are made alike, whatever blanks and comments stand between the words.
    fn is_like(&self, other: &Self) -> bool {
        (&self.kind, &self.name, &self.table) == (&other.kind, &other.name, &other.table)
            && tokens(&self.sql).eq(tokens(&other.sql))
    }
}

impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, name, .. } = self;
        write!(f, "-- {kind} {name} on {}", self.table)?;
        // What SQLite makes for a key by itself has no text.
        match self.sql.as_str() {
            "" => Ok(()),
            sql => write!(f, "\n{sql}"),
        }
    }
}

/// Every object but what SQLite keeps for its planner, by name.
fn objects(conn: &Connection) -> rusqlite::Result<Vec<Object>> {
    let mut statement =
        conn.prepare_cached("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema")?;
    let objects = statement.query_map([], |row| {
        Ok(Object {
            kind: row.get(0)?,
            name: row.get(1)?,
            table: row.get(2)?,
            sql: row.get(3)?,
        })
    })?;
    let mut objects: Vec<Object> = objects.collect::<rusqlite::Result<_>>()?;
    objects.retain(|object| !["sqlite_stat1", "sqlite_stat4"].contains(&object.name.as_str()));
    objects.sort_by(|one, other| (&one.name, &one.kind).cmp(&(&other.name, &other.kind)));
    Ok(objects)
}

/// Whether these are the objects of [`SCHEMA`], letter by letter.
fn is_as_made(objects: &[Object]) -> bool {
    let paragraphs = SCHEMA.trim_end().split("\n\n");
    objects.iter().map(Object::to_string).eq(paragraphs)
}

/// The words of an SQL text, without its comments. No text of ours holds a comment's sign.
fn tokens(sql: &str) -> impl Iterator<Item = &str> {
    let lines = sql
        .lines()
        .map(|line| line.split("--").next().unwrap_or(line));
    lines.flat_map(str::split_ascii_whitespace)
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
pub(crate) fn version_of(conn: &Connection) -> rusqlite::Result<i64> {
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
    if real < whole && !log_has_content(path) {
        return Err(StoreError::Damaged(path.to_owned()));
    }
    Ok(())
}

/// Distinguishes a file that is no database from one that is damaged.
pub(crate) fn unreadable(error: rusqlite::Error, path: &Path) -> StoreError {
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

    /// The schema as the first migrations make it.
    fn made_by(migrations: usize) -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        for migration in &MIGRATIONS[..migrations] {
            conn.execute_batch(migration.sql).unwrap();
        }
        conn
    }

    #[test]
    fn the_written_schema_is_the_one_that_the_migrations_make() {
        let objects = objects(&empty()).unwrap();
        let made: Vec<String> = objects.iter().map(Object::to_string).collect();
        let made = made.join("\n\n") + "\n";
        assert!(made == SCHEMA, "migrations/schema.sql becomes:\n{made}");
        assert!(is_as_made(&objects));
        assert!(!is_as_made(&objects[1..]));
    }

    /// Files keep the text with which their index was made. Where a new SQLite makes its inside
    /// otherwise, the old texts must stay known beside the new ones.
    #[test]
    fn the_inside_of_the_full_text_index_is_made_as_ever() {
        let inside: Vec<String> = objects(&empty())
            .unwrap()
            .into_iter()
            .filter(|object| object.name.starts_with("task_words_"))
            .map(|object| object.sql)
            .collect();
        assert_eq!(
            inside,
            [
                "CREATE TABLE 'task_words_config'(k PRIMARY KEY, v) WITHOUT ROWID",
                "CREATE TABLE 'task_words_data'(id INTEGER PRIMARY KEY, block BLOB)",
                "CREATE TABLE 'task_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER)",
                "CREATE TABLE 'task_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID",
            ]
        );
    }

    #[test]
    fn every_difference_of_the_schema_is_named() {
        let writable = |conn: &Connection, sql: &str| {
            conn.execute_batch(&format!("PRAGMA writable_schema=ON; {sql}"))
                .unwrap();
        };
        let rewrite = |table: &str, from: &str, to: &str| {
            format!(
                "UPDATE sqlite_schema SET sql = replace(sql, '{from}', '{to}') WHERE name='{table}'"
            )
        };
        for (sql, name) in [
            ("CREATE VIEW soi AS SELECT * FROM task".to_owned(), "soi"),
            ("CREATE TABLE lạ (x)".to_owned(), "lạ"),
            ("ALTER TABLE note ADD COLUMN nặng TEXT".to_owned(), "note"),
            (
                "CREATE INDEX nặng ON note (length(body))".to_owned(),
                "nặng",
            ),
            ("DROP INDEX note_by_task".to_owned(), "note_by_task"),
            (
                "DROP INDEX note_by_task; CREATE INDEX note_by_task ON note (task_id DESC)"
                    .to_owned(),
                "note_by_task",
            ),
            ("DROP TABLE outcome".to_owned(), "outcome"),
            (rewrite("step", "title TEXT NOT NULL", "title TEXT"), "step"),
            (
                rewrite("step", "title TEXT", "title TEXT COLLATE NOCASE"),
                "step",
            ),
            (rewrite("task", "DEFAULT 1", "DEFAULT 2"), "task"),
            (
                rewrite(
                    "note",
                    "body TEXT NOT NULL",
                    "body TEXT NOT NULL CHECK (length(body) > 0)",
                ),
                "note",
            ),
            (rewrite("note", ") STRICT", ")"), "note"),
            (rewrite("review", "-- JSON", "note TEXT, -- JSON"), "review"),
        ] {
            let conn = empty();
            writable(&conn, &sql);
            assert_eq!(
                unexpected_object(&conn, VERSION).unwrap().as_deref(),
                Some(name),
                "{sql}"
            );
        }
    }

    #[test]
    fn blanks_comments_and_the_planners_own_tables_make_no_difference() {
        let conn = empty();
        conn.execute_batch(
            "ANALYZE; PRAGMA writable_schema=ON;
             UPDATE sqlite_schema SET sql = replace(sql, '-- JSON', '-- as JSON') WHERE name='review';
             UPDATE sqlite_schema SET sql = replace(sql, '  ', ' ') WHERE name='task';",
        )
        .unwrap();
        assert_eq!(unexpected_object(&conn, VERSION).unwrap(), None);
        for version in 1..=VERSION {
            let made = made_by(usize::try_from(version).unwrap());
            assert_eq!(
                unexpected_object(&made, version).unwrap(),
                None,
                "{version}"
            );
            let other = version % VERSION + 1;
            // A migration of rules alone leaves the schema as it was.
            let texts = |conn: &Connection| {
                let objects = objects(conn).unwrap();
                objects.iter().map(Object::to_string).collect::<Vec<_>>()
            };
            let of_other = made_by(usize::try_from(other).unwrap());
            assert_eq!(
                unexpected_object(&made, other).unwrap().is_some(),
                texts(&made) != texts(&of_other),
                "{version}"
            );
        }
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
