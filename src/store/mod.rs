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
//! | `door` | apply, undo, redo: the frame of every write |
//! | `changes` | from a wish to rows |
//! | `writer` | rows before and after |
//! | `derive` | what follows from the facts |
//! | `journal` | the chained list of all changes |

mod changes;
pub mod check;
mod create;
mod derive;
mod door;
mod error;
mod journal;
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
        Ok(self
            .conn
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
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
