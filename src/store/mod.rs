//! The store: one SQLite file, read through windows and counts, written through one door.
//!
//! This room alone knows rusqlite. It is handed the day, the clock and the person; it never asks
//! for them.
//!
//! | file | what |
//! |---|---|
//! | `schema` | the list of migrations, and the checks that a file is ours |
//! | `create` | a new file, built under another name and put in place whole |
//! | `listing` | a query to SQL: windows of rows, counts from the tallies |
//! | `tasks`, `places` | one task whole; the plan, areas, units, people |
//! | `asof`, `known` | what the file knew on a day |
//! | `letterhead` | who reports as what |
//! | `door` | apply, undo, redo: the frame of every write |
//! | `changes` | from a wish to rows |
//! | `writer` | rows before and after |
//! | `derive` | what follows from the facts |
//! | `journal` | the chained list of all changes |

mod asof;
mod changes;
pub mod check;
mod create;
mod derive;
mod door;
mod error;
mod journal;
mod known;
mod letterhead;
mod listing;
mod places;
mod rows;
mod schema;
mod tasks;
mod writer;

pub use door::{Receipt, Stamp};
pub use error::{Result, StoreError};
pub use listing::COUNT_CAP;
pub use schema::VERSION;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The version of the SQLite that is compiled in.
#[must_use]
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

/// How a file is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Reading and writing; falls back to reading where the system allows no more.
    ReadWrite,
    /// Reading only.
    ReadOnly,
}

/// An open plan's file.
#[derive(Debug)]
pub struct Store {
    conn: Connection,
    path: PathBuf,
    read_only: bool,
}

/// A reader that must wait longer than this gives up.
const BUSY: Duration = Duration::from_secs(5);

impl Store {
    /// Opens a file of this program. Nothing is ever created here, and a file that is refused
    /// keeps its bytes.
    ///
    /// # Errors
    /// What is wrong with the file: missing, empty, not ours, damaged, newer, or not to be opened.
    pub fn open(path: &Path, mode: Mode) -> Result<Self> {
        look(path)?;
        peek(path)?;
        let access = match mode {
            Mode::ReadWrite => OpenFlags::SQLITE_OPEN_READ_WRITE,
            Mode::ReadOnly => OpenFlags::SQLITE_OPEN_READ_ONLY,
        };
        let conn = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .map_err(|error| schema::unreadable(error, path))?;
        harden(&conn)?;
        schema::verify(&conn, path)?;
        let read_only = conn.is_readonly("main")?;
        if !read_only {
            conn.pragma_update(None, "journal_mode", "WAL")?;
            conn.pragma_update(None, "synchronous", "FULL")?;
        }
        Ok(Self {
            conn,
            path: path.to_owned(),
            read_only,
        })
    }

    /// Where the file lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How long a write waits at the door while somebody else is inside.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn set_patience(&self, patience: Duration) -> Result<()> {
        Ok(self.conn.busy_timeout(patience)?)
    }

    /// Whether changes are refused.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Moves what waits in the write-ahead log into the file itself.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn settle(&self) -> Result<()> {
        if self.read_only {
            return Ok(());
        }
        Ok(self
            .conn
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }

    /// Runs several reads over one state of the file, so that what they tell together is true.
    fn snapshot<T>(&self, read: impl FnOnce() -> Result<T>) -> Result<T> {
        if !self.conn.is_autocommit() {
            return read();
        }
        let tx = self.conn.unchecked_transaction()?;
        let found = read()?;
        tx.commit()?;
        Ok(found)
    }

    /// A number that differs from the last one asked where another program has written since.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn data_version(&self) -> Result<i64> {
        Ok(self
            .conn
            .prepare_cached("PRAGMA data_version")?
            .query_row([], |row| row.get(0))?)
    }
}

/// Looks at the path without opening it: another open handle would drop SQLite's locks.
fn look(path: &Path) -> Result<()> {
    let meta = std::fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => StoreError::NoSuchFile(path.to_owned()),
        _ => StoreError::Unusable {
            path: path.to_owned(),
            reason: error.to_string(),
        },
    })?;
    if !meta.is_file() {
        return Err(StoreError::NotAFile(path.to_owned()));
    }
    if meta.len() == 0 {
        return Err(StoreError::Empty(path.to_owned()));
    }
    Ok(())
}

/// Judges a file without touching it: opened as unchangeable, so that neither a lock nor a sidecar
/// file is made beside it and nothing that waits in a journal of its own is played back. While
/// somebody works in it, only whose file it is can be told so; the rest is left to the real opening.
fn peek(path: &Path) -> Result<()> {
    use std::os::unix::ffi::OsStrExt;
    let mut uri = String::from("file:");
    for byte in std::path::absolute(path)
        .unwrap_or(path.to_owned())
        .as_os_str()
        .as_bytes()
    {
        match byte {
            b'/' | b'.' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => uri.push(char::from(*byte)),
            _ => uri.push_str(&format!("%{byte:02x}")),
        }
    }
    uri.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let Ok(conn) = Connection::open_with_flags(uri, flags) else {
        return Ok(());
    };
    let found = schema::verify(&conn, path);
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    match found {
        Err(error @ (StoreError::NotOurs(_) | StoreError::Newer { .. })) => Err(error),
        Err(error) if !Path::new(&log).exists() => Err(error),
        _ => Ok(()),
    }
}

/// Takes from the connection what a file written by somebody else could misuse.
fn harden(conn: &Connection) -> Result<()> {
    conn.busy_timeout(BUSY)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    conn.pragma_update(None, "mmap_size", 0)?;
    conn.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_is_set_up_for_safety_and_for_nothing_foreign() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kế hoạch.db");
        let store = crate::plan::sample::create(&path).unwrap();
        let ask = |pragma: &str| -> String {
            let sql = format!("PRAGMA {pragma}");
            store
                .conn
                .query_row(&sql, [], |row| row.get::<_, rusqlite::types::Value>(0))
                .map(|value| match value {
                    rusqlite::types::Value::Integer(n) => n.to_string(),
                    rusqlite::types::Value::Text(text) => text,
                    other => format!("{other:?}"),
                })
                .unwrap()
        };
        for (pragma, value) in [
            ("foreign_keys", "1"),
            ("synchronous", "2"),
            ("journal_mode", "wal"),
            ("trusted_schema", "0"),
            ("cell_size_check", "1"),
            ("busy_timeout", "5000"),
            ("application_id", "1128482883"),
            ("user_version", "1"),
        ] {
            assert_eq!(ask(pragma), value, "{pragma}");
        }
        for (config, on) in [
            (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        ] {
            assert_eq!(store.conn.db_config(config).unwrap(), on);
        }
        // Versions before this one can lose a write-ahead log when two programs reset it at once.
        assert!(rusqlite::version_number() >= 3_051_003);
    }
}
