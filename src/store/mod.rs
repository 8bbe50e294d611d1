//! The store: one SQLite file, read through windows and counts, written through one entry point.
//!
//! Only this module uses rusqlite. Day, time and person are parameters.
//!
//! | room | what |
//! |---|---|
//! | `file` | the file as such: opening, permissions, versions, backups |
//! | `read` | from a query to rows, counts, complete tasks; the state as of a past day |
//! | `write` | the one entry point: from a change to rows, what follows from them, undo and redo |
//! | `journal` | the chained list of all changes |
//! | `index` | stored derived data: columns, tallies, full text |
//! | `reviews` | weekly reviews: agendas, answers, conclusions, frozen texts |
//! | `bulk` | for tools that fill a file with thousands of rows |
//! | `check` | whether the file is consistent, in itself and with its journal |
//! | `dump` | the complete file as JSON, and a file loaded from it |

pub mod bulk;
pub mod check;
mod dump;
mod error;
mod file;
mod index;
mod journal;
mod read;
mod reviews;
mod sql;
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
pub(crate) use write::replay::{JournalBreak, Rebuilt};
pub(crate) use write::undo::Consent;

use file::wal::WalFiles;
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
pub enum OpenMode {
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
    /// Why it is read-only although writing was asked for.
    read_only_reason: Option<ReadOnlyReason>,
    /// SQLite's log files, while the file is open for writing.
    wal: Option<WalFiles>,
    /// The file itself, where an older version wrote it and `conn` reads a copy in memory.
    older: Option<Connection>,
}

impl Drop for Store {
    fn drop(&mut self) {
        let wal = self.wal.as_ref();
        if wal.is_some_and(|wal| !wal.may_be_checkpointed(&self.path)) {
            let leave = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
            // On failure there is nothing else to do.
            let _ = self.conn.set_db_config(leave, true);
        }
    }
}

impl Store {
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How long a write waits for the lock.
    pub(crate) fn set_busy_timeout(&self, patience: Duration) -> Result<()> {
        Ok(self.conn.busy_timeout(patience)?)
    }

    /// Whether changes are refused.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Checkpoints the write-ahead log into the file.
    pub fn checkpoint(&self) -> Result<()> {
        if self.read_only {
            return Ok(());
        }
        Ok(self
            .conn
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }

    /// Runs several reads in one transaction, over one consistent state of the file.
    pub(crate) fn snapshot<T>(&self, read: impl FnOnce() -> Result<T>) -> Result<T> {
        if !self.conn.is_autocommit() {
            return read();
        }
        // Cached statements: every key press runs this.
        let run = |sql: &str| -> Result<()> {
            self.conn.prepare_cached(sql)?.execute([])?;
            Ok(())
        };
        run("BEGIN")?;
        let found = read();
        // A read has nothing to commit, so the end of the transaction may fail: after an error of memory or
        // disk SQLite has already ended it.
        if !self.conn.is_autocommit() {
            run("ROLLBACK")?;
        }
        found
    }

    /// From now on every operation fails with [`StoreError::Interrupted`] as soon as the flag is set.
    pub fn interrupt_by(&mut self, flag: Arc<AtomicBool>) -> Result<()> {
        // Virtual machine steps between two looks at the flag: no noticeable wait, no measurable cost.
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
        self.on_progress(1, move || {
            counted.fetch_add(1, Ordering::Relaxed);
        });
        steps
    }

    /// Does something during this store's own work, every so many steps of SQLite's
    /// machine.
    #[cfg(test)]
    pub(crate) fn on_progress(&mut self, steps: i32, mut act: impl FnMut() + Send + 'static) {
        let act = move || {
            act();
            false
        };
        self.conn
            .progress_handler(steps, Some(act))
            .unwrap_or_default();
    }

    /// SQLite's `data_version`: it changes when another connection has written to the file.
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
        for mode in [OpenMode::ReadWrite, OpenMode::ReadOnly] {
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
