//! The file while it is open: whether it is still the same, whether it is sound, and what stops
//! writing to it.

use super::logs::Logs;
use super::permissions::{self, Identity};
use super::{backup, open};
use crate::domain::change::Change;
use crate::domain::ids::TaskId;
use crate::store::Store;
use crate::store::error::{ReadOnlyReason, Result, StoreError};
use crate::store::write::apply::Stamp;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::path::Path;

/// Files below this size are checked before a single command writes to them.
const SMALL: u64 = 16 * 1024 * 1024;

/// An act on more tasks than this is preceded by a copy of the file.
const BULK: usize = 50;

/// The first SQLite that does not lose a log which two programs reset at the same instant.
const SOUND_SQLITE: i32 = 3_051_003;

/// Refuses to run with borrowed rights, or on an SQLite that can damage a shared file.
///
/// # Errors
/// [`StoreError::Elevated`] or [`StoreError::OldSqlite`].
pub fn fit_to_run() -> Result<()> {
    if permissions::is_elevated() {
        return Err(StoreError::Elevated);
    }
    if rusqlite::version_number() < SOUND_SQLITE {
        return Err(StoreError::OldSqlite);
    }
    Ok(())
}

/// How far the check before a command goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckScope {
    /// All of the file: for a command that may write.
    Whole,
    /// Each table that is read: for a command that only reads.
    Tables,
}

/// What the care for an open file has found.
#[derive(Debug)]
pub enum Health {
    /// Nothing to tell.
    Sound,
    /// The file is damaged; nothing should be written any more.
    Fault(StoreError),
    /// It is sound, but today's copy could not be made.
    NoCopy(StoreError),
}

/// Checks a file in full and makes today's copy where one is due, on connections of its own, so
/// that another thread may do it. `copy_at` is the moment, or none where no copy is wanted.
pub fn check_health(path: &Path, copy_at: Option<i64>) -> Health {
    match Store::examine(path) {
        Ok(Some(fault)) => return Health::Fault(fault),
        Ok(None) => {}
        // What hinders the look is no fault of the file's; the next one tells more.
        Err(_) => return Health::Sound,
    }
    match copy_at.map(|at| backup::daily(path, at)) {
        Some(Err(error)) => Health::NoCopy(error),
        _ => Health::Sound,
    }
}

impl Store {
    /// Reads the whole file on a connection of its own and tells the first fault.
    ///
    /// # Errors
    /// What keeps it from being read.
    pub fn examine(path: &Path) -> Result<Option<StoreError>> {
        let conn = match open::reader(path) {
            Ok(conn) => conn,
            Err(error @ (StoreError::Damaged(_) | StoreError::UnexpectedObject { .. })) => {
                return Ok(Some(error));
            }
            Err(error) => return Err(error),
        };
        match sound(&conn, path) {
            Ok(()) => Ok(None),
            Err(error @ StoreError::Damaged(_)) => Ok(Some(error)),
            Err(error) => Err(error),
        }
    }

    /// The check before a single command runs, as long as that is quick. Where only reading was
    /// asked for, what can still be read is shown.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn quick_check(&self, reach: CheckScope) -> Result<()> {
        let size = std::fs::metadata(&self.path).map_or(0, |meta| meta.len());
        if self.read_only || size >= SMALL {
            return Ok(());
        }
        match reach {
            CheckScope::Whole => sound(&self.conn, &self.path),
            CheckScope::Tables => tables_sound(&self.conn, &self.path),
        }
    }

    /// Stops all writing, for a check has found the file damaged.
    pub fn mark_damaged(&mut self) {
        self.withheld = Some(ReadOnlyReason::Damaged);
    }

    /// From now on only reads the file, for this reason; one that it has already stays.
    pub fn make_read_only(&mut self, why: ReadOnlyReason) {
        self.withheld.get_or_insert(why);
        self.read_only = true;
    }

    /// Why the file is only read although writing was wished.
    pub fn why_read_only(&self) -> Option<StoreError> {
        self.withheld.clone().map(|why| match why {
            ReadOnlyReason::Damaged => StoreError::Damaged(self.path.clone()),
            why => StoreError::NotWritable {
                path: self.path.clone(),
                why,
            },
        })
    }

    /// Whether the file that was opened still has its name and something in it; asked of the folder,
    /// without opening anything.
    ///
    /// # Errors
    /// [`StoreError::Gone`], [`StoreError::Swapped`] or [`StoreError::Emptied`].
    pub fn still_there(&self) -> Result<()> {
        let (identity, length) = Identity::and_length_of(&self.path)?;
        if identity != self.origin {
            return Err(StoreError::Swapped(self.path.clone()));
        }
        if length == 0 {
            return Err(StoreError::Emptied(self.path.clone()));
        }
        Ok(())
    }

    /// What every write asks first.
    pub(in crate::store) fn may_write(&self) -> Result<()> {
        if let Some(error) = self.why_read_only() {
            return Err(error);
        }
        if self.read_only {
            return Err(StoreError::ReadOnly);
        }
        self.still_there()?;
        self.logs.as_ref().map_or(Ok(()), Logs::in_place)
    }

    /// What every write asks when it is done, before it is told.
    ///
    /// # Errors
    /// [`StoreError::LogGone`] where it went to a log that nobody will find.
    pub(in crate::store) fn has_written(&self) -> Result<()> {
        let Some(logs) = &self.logs else {
            return Ok(());
        };
        logs.in_place()?;
        logs.written(&self.path);
        Ok(())
    }

    /// Before an act on many tasks a copy is made, so that even a mistaken one can be taken back
    /// whole.
    pub(in crate::store) fn copy_before_bulk(
        &self,
        changes: &[Change],
        stamp: &Stamp,
    ) -> Result<()> {
        if changes.len() <= BULK {
            return Ok(());
        }
        let tasks: BTreeSet<TaskId> = changes.iter().filter_map(Change::task).collect();
        if tasks.len() <= BULK || open::is_demonstration(&self.conn) {
            return Ok(());
        }
        self.may_write()?;
        backup::before_bulk(&self.path, stamp.recorded_at)
    }

    /// The journal's newest hash, in hexadecimal digits. Written down elsewhere, it shows later
    /// whether anything before it was altered.
    ///
    /// # Errors
    /// What the file says.
    pub fn chain_head(&self) -> Result<Option<String>> {
        crate::store::journal::head(&self.conn)
    }
}

/// SQLite's own quick check of the whole file, and its references.
///
/// # Errors
/// [`StoreError::Damaged`], or what keeps it from being read.
pub fn sound(conn: &Connection, path: &Path) -> Result<()> {
    let said = quick_check(conn, "PRAGMA quick_check(1)");
    judged(conn, path, said)
}

/// The same of each table by itself: all of it but whether the words of search hang together, which
/// takes as long as everything else does, and whether two tables claim one page.
fn tables_sound(conn: &Connection, path: &Path) -> Result<()> {
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
