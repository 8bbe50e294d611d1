//! The store: one SQLite file, read through windows and counts, written through one door.
//!
//! This room alone knows rusqlite. It is handed the day, the clock and the person; it never asks
//! for them.
//!
//! | room | what |
//! |---|---|
//! | `file` | the file as such: the way into it, whose it is, its version, its copies |
//! | `read` | from a query to rows, counts, whole tasks; what was known on a day |
//! | `write` | the one door: from a wish to rows, what follows from them, undo and redo |
//! | `journal` | the chained list of all changes |
//! | `index` | what follows from the facts and is kept: derived columns, tallies, full text |
//! | `reviews` | weekly reviews: agendas, answers, conclusions, what was frozen |
//! | `bulk` | for tools that fill a file with rows by the thousand |
//! | `check` | whether what the file says holds together, and is what its journal makes of it |
//! | `dump` | the whole file as JSON, and a file made from that again |

pub mod bulk;
pub mod check;
mod dump;
mod error;
mod file;
mod index;
mod journal;
mod read;
mod reviews;
mod values;
mod write;

pub use dump::DumpError;
pub use error::{DumpFault, ReadOnlyReason, Result, StoreError};
pub(crate) use file::health::fit_to_run;
pub use file::health::{CheckScope, Health, check_health};
pub use file::schema::VERSION;
pub use file::{atomic, backup, network_fs, permissions, restore, share};
pub use journal::Stamp;
pub(crate) use read::counts::COUNT_CAP;
pub use write::apply::Receipt;
pub use write::replay::{Lost, Rebuilt};
pub use write::undo::Consent;

use file::logs::Logs;
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The version of the SQLite that is compiled in.
pub(crate) fn sqlite_version() -> &'static str {
    rusqlite::version()
}

/// How a file is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Reading and writing; falls back to reading where the system allows no more.
    ReadWrite,
    ReadOnly,
}

/// An open plan's file.
#[derive(Debug)]
pub struct Store {
    conn: Connection,
    path: PathBuf,
    read_only: bool,
    /// Which file it was at opening, so that another of the same name is noticed.
    origin: atomic::Identity,
    /// Why nothing is written although that was wished.
    withheld: Option<ReadOnlyReason>,
    /// What SQLite keeps beside a file that is open for writing.
    logs: Option<Logs>,
    /// The file itself, where an older version wrote it and `conn` reads a copy in memory.
    older: Option<Connection>,
}

impl Drop for Store {
    fn drop(&mut self) {
        let logs = self.logs.as_ref();
        if logs.is_some_and(|logs| !logs.may_be_taken_in(&self.path)) {
            let leave = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
            // Where SQLite does not take it, there is nothing else to do.
            let _ = self.conn.set_db_config(leave, true);
        }
    }
}

impl Store {
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How long a write waits at the door while somebody else is inside.
    pub(crate) fn set_patience(&self, patience: Duration) -> Result<()> {
        Ok(self.conn.busy_timeout(patience)?)
    }

    /// Whether changes are refused.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Moves what waits in the write-ahead log into the file itself.
    pub fn settle(&self) -> Result<()> {
        if self.read_only {
            return Ok(());
        }
        Ok(self
            .conn
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }

    /// Runs several reads over one state of the file, so that what they say together is true, and
    /// the file is locked once for all of them.
    pub fn snapshot<T>(&self, read: impl FnOnce() -> Result<T>) -> Result<T> {
        if !self.conn.is_autocommit() {
            return read();
        }
        // Prepared once, for every key press comes this way.
        let run = |sql: &str| -> Result<()> {
            self.conn.prepare_cached(sql)?.execute([])?;
            Ok(())
        };
        run("BEGIN")?;
        let found = read();
        // A read leaves nothing to keep: whether it succeeded makes no difference. Where memory or
        // the disk has failed it, SQLite has ended all this itself.
        if !self.conn.is_autocommit() {
            run("ROLLBACK")?;
        }
        found
    }

    /// From now on whatever this store does breaks off with [`StoreError::Interrupted`] as soon as
    /// the flag is raised.
    pub fn interrupt_by(&mut self, flag: Arc<AtomicBool>) -> Result<()> {
        // Often enough that nobody waits, and too seldom to be felt.
        const STEPS: i32 = 1_000;
        Ok(self
            .conn
            .progress_handler(STEPS, Some(move || flag.load(Ordering::Relaxed)))?)
    }

    /// Counts the steps of SQLite's machine from now on.
    #[cfg(test)]
    pub(crate) fn count_steps(&mut self) -> Arc<std::sync::atomic::AtomicU64> {
        use std::sync::atomic::AtomicU64;
        let steps = Arc::new(AtomicU64::new(0));
        let counted = steps.clone();
        self.every(1, move || {
            counted.fetch_add(1, Ordering::Relaxed);
        });
        steps
    }

    /// Does something in the midst of this store's own work, every so many steps of SQLite's
    /// machine.
    #[cfg(test)]
    pub(crate) fn every(&mut self, steps: i32, mut act: impl FnMut() + Send + 'static) {
        let act = move || {
            act();
            false
        };
        self.conn
            .progress_handler(steps, Some(act))
            .unwrap_or_default();
    }

    /// A number that differs from the last one asked where another program has written since.
    pub fn data_version(&self) -> Result<i64> {
        let file = self.older.as_ref().unwrap_or(&self.conn);
        Ok(file
            .prepare_cached("PRAGMA data_version")?
            .query_row([], |row| row.get(0))?)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_is_set_up_for_safety_and_for_nothing_foreign() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kế hoạch.db");
        drop(crate::plan::sample::create(&path).unwrap());
        for mode in [Mode::ReadWrite, Mode::ReadOnly] {
            let store = Store::open(&path, mode).unwrap();
            assert_set_up(&store);
        }
        // Versions before this one can lose a write-ahead log when two programs reset it at once.
        assert!(rusqlite::version_number() >= 3_051_003);
    }

    fn assert_set_up(store: &Store) {
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
            ("mmap_size", "0"),
            ("application_id", "1128482883"),
            ("user_version", &super::VERSION.to_string()),
        ] {
            assert_eq!(ask(pragma), value, "{pragma}");
        }
        for (config, on) in [
            (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
            (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        ] {
            assert_eq!(store.conn.db_config(config).unwrap(), on, "{config:?}");
        }
        // Nothing foreign may be brought in beside the file.
        for (sql, why) in [
            ("ATTACH ':memory:' AS beside", "too many attached"),
            ("SELECT load_extension('lạ')", "not authorized"),
        ] {
            let error = store.conn.query_row(sql, [], |_| Ok(())).unwrap_err();
            assert!(error.to_string().contains(why), "{sql}: {error}");
        }
    }
}
