//! Errors of the store; their messages, in both languages, are in `present::messages`.

use crate::domain::change::Refusal;
use crate::domain::conflict::Conflict;
use crate::domain::journal::PastAct;
use std::path::PathBuf;

/// Why the store could not do what was asked.
#[derive(Debug)]
pub enum StoreError {
    /// There is no file of that name.
    NoSuchFile(PathBuf),
    /// Something of that name exists; it is never overwritten.
    Exists(PathBuf),
    /// SQLite does not take that name for a file's.
    NameReserved(PathBuf),
    /// With the suffix of SQLite's sidecar files the name would be too long.
    NameTooLong(PathBuf),
    /// It is a folder or a device.
    NotAFile(PathBuf),
    /// The file is empty.
    Empty(PathBuf),
    /// It is not a file of this program.
    NotOurs(PathBuf),
    /// It is damaged or cut off.
    Damaged(PathBuf),
    /// Damage found while reading or writing; nothing was saved.
    Corrupt,
    /// Its schema differs from the one that this program creates.
    UnexpectedObject {
        path: PathBuf,
        /// What differs.
        name: String,
    },
    /// A newer version of the program wrote it.
    Newer {
        path: PathBuf,
        /// Its schema's version.
        version: i64,
    },
    /// An older version of the program wrote it, and it must be brought up to date first.
    Older {
        path: PathBuf,
        /// Its schema's version.
        version: i64,
    },
    /// A newer program has brought it up to date while it was open here.
    Upgraded(PathBuf),
    /// The folder or the file cannot be used.
    Unusable {
        /// What cannot be used.
        path: PathBuf,
        /// The system's message.
        reason: String,
    },
    /// A log beside it that belongs to another account, who could have written anything there.
    ForeignLog(PathBuf),
    /// A log beside it holds what is not in the file yet, and this account may not open that.
    LogNeedsWriter(PathBuf),
    /// The file may only be read.
    ReadOnly,
    /// It was opened read-only for this reason.
    NotWritable { path: PathBuf, why: ReadOnlyReason },
    /// There is no file of that name any longer.
    Gone(PathBuf),
    /// It was emptied while it was open; nothing was saved.
    Emptied(PathBuf),
    /// SQLite's log of the open file was removed or replaced; nothing was saved.
    LogGone(PathBuf),
    /// Another file has taken its name.
    Swapped(PathBuf),
    /// Some program has it open.
    InUse(PathBuf),
    /// It holds a real plan where only a demonstration may be replaced.
    NoDemonstration(PathBuf),
    /// There is no intact backup of it.
    NoCopy(PathBuf),
    /// The program runs with rights that its caller does not have.
    Elevated,
    /// The SQLite inside has a known fault that can damage a shared file.
    OldSqlite,
    /// An act that should be written again does not follow the last one of the file, or comes out
    /// otherwise than it did in its own; nothing was written.
    NotNext {
        /// Its first row.
        row: i64,
    },
    /// No file can be made from a dump.
    Dump(DumpFault),
    /// Its journal has no readable beginning, so no file can be rebuilt from it.
    NoJournal(PathBuf),
    /// Cancelled.
    Interrupted,
    /// Another program holds the lock.
    Busy,
    /// The disk is full.
    Full,
    /// The disk failed to read or write, or a quota is used up; nothing was saved.
    Disk,
    /// The file holds no plan.
    NoPlan,
    /// The rules forbid it.
    Refused(Refusal),
    /// Somebody else has replaced values since the person saw them; nothing was written. One for
    /// each change concerned.
    Conflict(Vec<Conflict>),
    /// Nothing of one's own can be undone.
    NothingToUndo,
    /// Nothing that was undone can be redone.
    NothingToRedo,
    /// Nothing was undone: somebody has changed the same since.
    ChangedSince { who: String },
    /// The same of a redo.
    ChangedSinceUndone { who: String },
    /// The disk did not confirm what was written, which may be found there after all.
    Unsynced,
    /// There is not enough memory.
    Memory,
    /// Nothing was undone or redone: that act is of another day, and the person has not
    /// agreed to it.
    OfAnotherDay(Box<PastAct>),
    /// Anything else that SQLite says.
    Sql(rusqlite::Error),
}

/// Why a file is read and not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOnlyReason {
    /// It is on a file system that several hosts share; its kind.
    Network(String),
    /// It has a second name on the disk; written under both, it would be damaged.
    Linked,
    /// Every account may write it.
    OthersWriteFile,
    /// Every account may put other files in the place of those in its folder.
    OthersWriteFolder(PathBuf),
    /// The administrator's account works on somebody else's file; whose.
    OwnedByOther(String),
    /// A check has found it damaged.
    Damaged,
    /// The disk is full or fails.
    NoRoom,
    /// An older version wrote it, and it could not be brought up to date.
    NotUpgraded,
    /// Another day than the calendar's was named, to see the file as of that day. What is recorded
    /// bears the calendar's day.
    DayNamed,
}

/// What is wrong with a dump, for which no file is made from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DumpFault {
    /// Not JSON, or truncated.
    Syntax { line: usize, column: usize },
    /// It could not be read to its end: a folder, a failing disk; the system's message.
    Unread { reason: String },
    /// It is JSON, but not a dump.
    NotOurs,
    /// A newer version of the program wrote it.
    Newer,
    /// The journal does not begin with the creation of a plan.
    Beginning,
    /// A row of the journal does not follow from the one before: its hash is another one.
    Link { row: i64 },
    /// What a row of the journal says was there before is not what the rows before it have made.
    Misfit { row: i64 },
    /// The journal ends before, or after, the row that the head names.
    Head { last: i64 },
    /// A table that no file has, or one that stands there twice.
    Unexpected { table: String },
    /// A table is not what the journal makes of it; the row that differs, where it can be named.
    Table { table: String, row: Option<String> },
    /// The text of a finished review is not there, or is another one.
    Frozen { key: String },
}

impl From<DumpFault> for StoreError {
    fn from(fault: DumpFault) -> Self {
        Self::Dump(fault)
    }
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sql(error) => error.fmt(f),
            other => write!(f, "{other:?}"),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<Refusal> for StoreError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::OutOfMemory) => Self::Memory,
            Some(ErrorCode::SystemIoFailure) if unsynced(&error) => Self::Unsynced,
            Some(ErrorCode::SystemIoFailure) => Self::Disk,
            Some(ErrorCode::OperationInterrupted) => Self::Interrupted,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Corrupt,
            // A value that no version of this program writes.
            None if matches!(
                error,
                rusqlite::Error::FromSqlConversionFailure(..)
                    | rusqlite::Error::InvalidColumnType(..)
                    | rusqlite::Error::IntegralValueOutOfRange(..)
                    | rusqlite::Error::Utf8Error(..)
            ) =>
            {
                Self::Corrupt
            }
            _ => Self::Sql(error),
        }
    }
}

/// Whether a sync failed. The change is rolled back in memory, but its bytes are in the log already, and
/// where the log cannot be taken into the file either, whoever opens it next finds them.
fn unsynced(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_IOERR_DIR_FSYNC, SQLITE_IOERR_FSYNC};
    let code = error.sqlite_error().map(|error| error.extended_code);
    matches!(code, Some(SQLITE_IOERR_FSYNC | SQLITE_IOERR_DIR_FSYNC))
}

/// What a store function returns.
pub type Result<T> = std::result::Result<T, StoreError>;

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::ffi;

    #[test]
    fn what_the_engine_says_becomes_what_people_can_act_on() {
        let read =
            |code| StoreError::from(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None));
        for code in [
            ffi::SQLITE_BUSY,
            ffi::SQLITE_BUSY_SNAPSHOT,
            ffi::SQLITE_LOCKED,
        ] {
            assert!(matches!(read(code), StoreError::Busy), "{code}");
        }
        for code in [ffi::SQLITE_READONLY, ffi::SQLITE_READONLY_DIRECTORY] {
            assert!(matches!(read(code), StoreError::ReadOnly), "{code}");
        }
        for code in [
            ffi::SQLITE_CORRUPT,
            ffi::SQLITE_CORRUPT_VTAB,
            ffi::SQLITE_NOTADB,
        ] {
            assert!(matches!(read(code), StoreError::Corrupt), "{code}");
        }
        assert!(matches!(read(ffi::SQLITE_FULL), StoreError::Full));
        assert!(matches!(read(ffi::SQLITE_IOERR_WRITE), StoreError::Disk));
        assert!(matches!(
            read(ffi::SQLITE_IOERR_FSYNC),
            StoreError::Unsynced
        ));
        assert!(matches!(read(ffi::SQLITE_NOMEM), StoreError::Memory));
        let words = read(ffi::SQLITE_MISUSE).to_string();
        assert!(!words.contains("SqliteFailure"), "{words}");
    }
}
