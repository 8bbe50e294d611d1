//! A file of an older version brought up to date, all or nothing: copied first, then changed in one
//! transaction. Who may only read gets it brought up to date in memory.

use super::atomic::Identity;
use super::permissions::FileInfo;
use super::schema::{MIGRATIONS, Migration, VERSION, unreadable, version_of};
use super::{backup, connect, integrity};
use crate::store::error::{ReadOnlyReason, Result, StoreError};
use crate::store::index::update;
use crate::store::{OpenMode, Store};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::path::Path;

/// A larger file is not read in memory; in bytes.
const IN_MEMORY_MAX: i64 = 128 * 1024 * 1024;

impl Store {
    /// Opens a file of this program, brought up to date where an older version wrote it. Before
    /// that a copy is made, which the moment `at` names (milliseconds since 1970, UTC). Where it
    /// cannot be brought up to date now, it is opened for reading; see [`Store::why_read_only`].
    ///
    /// # Errors
    /// What is wrong with the file, which then keeps its bytes.
    pub fn open_upgrading(path: &Path, mode: OpenMode, at: i64) -> Result<Self> {
        match Self::open(path, mode) {
            Err(StoreError::Older { .. }) if mode == OpenMode::ReadWrite => {}
            opened => return opened,
        }
        match upgrade(path, at) {
            Ok(()) => Self::open(path, mode),
            Err(error) if passes(&error) => {
                let mut store = Self::open(path, OpenMode::ReadOnly)?;
                store.read_only_reason = Some(ReadOnlyReason::NotUpgraded);
                Ok(store)
            }
            Err(error) => Err(error),
        }
    }

    /// Takes in what has happened to an older file since it was copied into memory. A file of this
    /// version is always read as it is.
    pub fn renew(&mut self) -> Result<()> {
        if self.older.is_some() {
            let mut fresh = Self::open(&self.path, OpenMode::ReadOnly)?;
            fresh.read_only_reason = self.read_only_reason.take();
            *self = fresh;
        }
        Ok(())
    }
}

/// Trouble that will pass and that no reader needs to suffer from.
fn passes(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::Full
            | StoreError::Disk
            | StoreError::Unsynced
            | StoreError::Busy
            | StoreError::ReadOnly
            | StoreError::Unusable { .. }
    )
}

/// Brings a file up to date. Of several who begin at once one does it, and the others find it done.
fn upgrade(path: &Path, at: i64) -> Result<()> {
    let before = FileInfo::of(path)?;
    let mut conn = connect::writer(path)?;
    if Identity::of(path)? != before.identity {
        return Err(StoreError::Swapped(path.to_owned()));
    }
    // Tables are rebuilt by dropping the old one, which references would forbid; they are checked
    // at the end instead. Inside a transaction this could not be switched.
    conn.pragma_update(None, "foreign_keys", false)?;
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version = version_of(&tx)?;
    if version < VERSION {
        // Whoever holds the lock makes the copy: nothing can be written between it and the change.
        keep(&tx, path, at)?;
    }
    run(&tx, path, MIGRATIONS)?;
    tx.commit()?;
    Ok(())
}

/// The copy of the file as it was, read completely. A demonstration gets none and is only read.
fn keep(conn: &Connection, path: &Path, at: i64) -> Result<()> {
    if connect::is_demonstration(conn) {
        integrity::check(conn, path)
    } else {
        backup::before_upgrade(path, at)
    }
}

/// Runs the migrations that the file has not seen yet.
fn run(tx: &Transaction<'_>, path: &Path, migrations: &[Migration]) -> Result<()> {
    let version = usize::try_from(version_of(tx)?).unwrap_or_default();
    let missing = migrations.get(version..).unwrap_or_default();
    if missing.is_empty() {
        return Ok(());
    }
    for migration in missing {
        tx.execute_batch(migration.sql)?;
    }
    if missing.iter().any(|migration| migration.derive) {
        update::rebuild(tx)?;
    }
    if tx.prepare("PRAGMA foreign_key_check")?.exists([])? {
        return Err(StoreError::Damaged(path.to_owned()));
    }
    let version = i64::try_from(migrations.len()).unwrap_or(i64::MAX);
    tx.pragma_update(None, "user_version", version)?;
    Ok(())
}

/// An older file as this version reads it, in memory; the file itself is only read.
///
/// # Errors
/// [`StoreError::Older`] where it is too large for that, or what is wrong with the file.
pub(in crate::store) fn in_memory(file: &Connection, path: &Path) -> Result<Connection> {
    let size: i64 = file.query_row(
        "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
        [],
        |row| row.get(0),
    )?;
    if size > IN_MEMORY_MAX {
        let version = version_of(file)?;
        return Err(StoreError::Older {
            path: path.to_owned(),
            version,
        });
    }
    let mut conn = Connection::open_in_memory()?;
    match Backup::new(file, &mut conn)?.step(-1) {
        Ok(StepResult::Done) => {}
        Ok(_) => return Err(StoreError::Busy),
        Err(error) => return Err(unreadable(error, path)),
    }
    connect::harden(&conn)?;
    conn.pragma_update(None, "foreign_keys", false)?;
    let tx = conn.transaction()?;
    run(&tx, path, MIGRATIONS)?;
    tx.commit()?;
    Ok(conn)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The demonstration, and a migration that leaves nothing derived as it was.
    fn spoilt() -> (tempfile::TempDir, Store, Vec<Migration>) {
        let folder = tempfile::tempdir().unwrap();
        let store = crate::plan::sample::create(&folder.path().join("mẫu.db")).unwrap();
        let mut migrations = MIGRATIONS.to_vec();
        migrations.push(Migration {
            sql: "UPDATE task SET due_key = 0, state = 'paused', words_hash = 1, total_group = 2;
                  UPDATE unit SET sort_key = ''; UPDATE alias SET folded = '';
                  INSERT INTO tally VALUES (1, 77, 77, 0, 1, 77);
                  INSERT INTO task_words (task_words) VALUES ('delete-all');",
            derive: true,
        });
        (folder, store, migrations)
    }

    #[test]
    fn derived_columns_are_recomputed_and_no_task_counts_as_touched() {
        let (_folder, mut store, migrations) = spoilt();
        let touched = |store: &Store| -> String {
            store
                .conn
                .query_row(
                    "SELECT group_concat(id || touched_on || updated_at || last_change) FROM task",
                    [],
                    |row| row.get(0),
                )
                .unwrap()
        };
        let before = touched(&store);
        let path = store.path.clone();
        let tx = store.conn.transaction().unwrap();
        run(&tx, &path, &migrations).unwrap();
        assert_eq!(version_of(&tx).unwrap(), VERSION + 1);
        tx.commit().unwrap();
        assert_eq!(store.check().unwrap(), []);
        assert_eq!(touched(&store), before);
    }

    #[test]
    fn a_migration_that_breaks_a_reference_fails() {
        let (_folder, mut store, mut migrations) = spoilt();
        migrations.last_mut().unwrap().sql = "DELETE FROM unit WHERE abbreviation = 'VP'";
        let path = store.path.clone();
        store
            .conn
            .pragma_update(None, "foreign_keys", false)
            .unwrap();
        let tx = store.conn.transaction().unwrap();
        let error = run(&tx, &path, &migrations).unwrap_err();
        assert!(matches!(error, StoreError::Damaged(_)), "{error:?}");
        drop(tx);
        assert_eq!(version_of(&store.conn).unwrap(), VERSION);
        assert_eq!(store.check().unwrap(), []);
    }

    #[test]
    fn the_reason_for_writing_nothing_is_kept_where_the_file_cannot_be_reopened() {
        let (_folder, mut store, _) = spoilt();
        store.older = Some(Connection::open_in_memory().unwrap());
        store.read_only_reason = Some(ReadOnlyReason::NotUpgraded);
        let path = store.path.clone();
        std::fs::rename(&path, path.with_extension("đi")).unwrap();
        assert!(store.renew().is_err());
        assert_eq!(store.read_only_reason, Some(ReadOnlyReason::NotUpgraded));
    }
}
