//! The file while it is open: whether it is still the same, whether it is sound, and what stops
//! writing to it.

use super::atomic::Identity;
use super::wal::WalFiles;
use super::{backup, connect, integrity, permissions};
use crate::store::Store;
use crate::store::error::{ReadOnlyReason, Result, StoreError};
use std::path::Path;

/// Files below this size are checked before a single command writes to them.
const SMALL: u64 = 16 * 1024 * 1024;

/// The first SQLite that does not lose a log which two programs reset at the same instant.
const SOUND_SQLITE: i32 = 3_051_003;

/// Refuses to run with borrowed rights, or on an SQLite that can damage a shared file.
///
/// # Errors
/// [`StoreError::Elevated`] or [`StoreError::OldSqlite`].
pub(crate) fn fit_to_run() -> Result<()> {
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
    /// Nothing to report.
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
        // What hinders the look is no fault of the file's; the next one says more.
        Err(_) => return Health::Sound,
    }
    match copy_at.map(|at| backup::daily(path, at)) {
        Some(Err(error)) => Health::NoCopy(error),
        _ => Health::Sound,
    }
}

impl Store {
    /// Reads the whole file on a connection of its own and gives back the first fault.
    ///
    /// # Errors
    /// What keeps it from being read.
    pub fn examine(path: &Path) -> Result<Option<StoreError>> {
        let conn = match connect::reader(path) {
            Ok(conn) => conn,
            Err(error @ (StoreError::Damaged(_) | StoreError::UnexpectedObject { .. })) => {
                return Ok(Some(error));
            }
            Err(error) => return Err(error),
        };
        match integrity::check(&conn, path) {
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
    pub(crate) fn quick_check(&self, reach: CheckScope) -> Result<()> {
        let size = std::fs::metadata(&self.path).map_or(0, |meta| meta.len());
        if self.read_only || size >= SMALL {
            return Ok(());
        }
        match reach {
            CheckScope::Whole => integrity::check(&self.conn, &self.path),
            CheckScope::Tables => integrity::check_tables(&self.conn, &self.path),
        }
    }

    /// Stops all writing, for a check has found the file damaged.
    pub fn mark_damaged(&mut self) {
        self.read_only_reason = Some(ReadOnlyReason::Damaged);
    }

    /// From now on only reads the file, for this reason; one that it has already stays.
    pub(crate) fn make_read_only(&mut self, why: ReadOnlyReason) {
        self.read_only_reason.get_or_insert(why);
        self.read_only = true;
    }

    /// Why the file is only read although writing was asked for.
    pub fn why_read_only(&self) -> Option<StoreError> {
        self.read_only_reason.clone().map(|why| match why {
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
    pub fn check_in_place(&self) -> Result<()> {
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
        self.check_in_place()?;
        self.wal.as_ref().map_or(Ok(()), WalFiles::in_place)
    }

    /// What every write asks when it is done, before it says so.
    ///
    /// # Errors
    /// [`StoreError::LogGone`] where it went to a log that nobody will find.
    pub(in crate::store) fn has_written(&self) -> Result<()> {
        let Some(wal) = &self.wal else {
            return Ok(());
        };
        wal.in_place()?;
        wal.written(&self.path);
        Ok(())
    }
}
