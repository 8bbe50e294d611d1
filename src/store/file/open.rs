//! The way to an open file: its permissions, whose it is, and whether it may be written.

use super::account::me;
use super::atomic::{Identity, sidecar};
use super::connect::{
    connect, immutable, immutable_if_linked, immutable_if_unwritable, is_demonstration,
    is_out_of_room, or_log_needs_writer, writer,
};
use super::permissions::FileInfo;
use super::wal::WalFiles;
use super::{schema, upgrade};
use crate::store::error::{ReadOnlyReason, Result, StoreError};
use crate::store::{OpenMode, Store};
use rusqlite::OpenFlags;
use std::path::Path;

impl Store {
    /// Opens a file of this program. Nothing is ever created here, and a file that is refused
    /// keeps its bytes. Where it should not be written, it is opened for reading; see
    /// [`Store::why_read_only`]. One of an older version is only read here, as it would be after an
    /// upgrade; see [`Store::open_upgrading`].
    ///
    /// # Errors
    /// What is wrong with the file: missing, empty, not ours, damaged, newer, or not to be opened;
    /// [`StoreError::Older`] where it could be written and must be brought up to date first.
    pub fn open(path: &Path, mode: OpenMode) -> Result<Self> {
        match Self::open_once(path, mode) {
            // Swapped between the looks and the opening, or moved to another layer of its file
            // system because it was opened for writing: what is there now is examined again. So is
            // what seemed wrong, for a colleague may just have been at it.
            Err(
                StoreError::Swapped(_)
                | StoreError::Damaged(_)
                | StoreError::UnexpectedObject { .. },
            ) => Self::open_once(path, mode),
            opened => opened,
        }
    }

    fn open_once(path: &Path, mode: OpenMode) -> Result<Self> {
        let info = FileInfo::of(path)?;
        let mut read_only_reason = read_only_reason_of(path, mode, &info)?;
        let conn = match mode {
            OpenMode::ReadWrite if read_only_reason.is_none() => writer(path),
            _ => immutable_if_linked(path, &info)
                .unwrap_or_else(|| connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)),
        };
        let conn = conn.or_else(|error| {
            if mode == OpenMode::ReadWrite && is_out_of_room(&error) {
                read_only_reason.get_or_insert(ReadOnlyReason::NoRoom);
            }
            immutable_if_unwritable(path, &error).ok_or_else(|| or_log_needs_writer(path, error))?
        })?;
        let read_only = conn.is_readonly("main")?;
        if Identity::of(path)? != info.identity {
            return Err(StoreError::Swapped(path.to_owned()));
        }
        let version = schema::version_of(&conn)?;
        let (conn, older) = match (version < schema::VERSION, read_only) {
            (false, _) => (conn, None),
            (true, true) => (upgrade::in_memory(&conn, path)?, Some(conn)),
            (true, false) => {
                let path = path.to_owned();
                return Err(StoreError::Older { path, version });
            }
        };
        Ok(Self {
            conn,
            path: path.to_owned(),
            read_only,
            origin: info.identity,
            read_only_reason,
            wal: (!read_only).then(|| WalFiles::of(path)),
            older,
        })
    }
}

/// Looks at the file from outside, and says why it should only be read. What this would refuse,
/// the opening refuses too; so it is left out where opening changes nothing either.
fn read_only_reason_of(
    path: &Path,
    mode: OpenMode,
    info: &FileInfo,
) -> Result<Option<ReadOnlyReason>> {
    let no_log = has_no_log(path);
    match mode {
        OpenMode::ReadWrite if no_log && info.read_only_reason(me(), false).is_none() => Ok(None),
        OpenMode::ReadWrite => Ok(info.read_only_reason(me(), inspect_immutable(path)?)),
        OpenMode::ReadOnly if no_log && has_sidecars(path) => Ok(None),
        OpenMode::ReadOnly => inspect_immutable(path).map(|_| None),
    }
}

/// Whether all that SQLite keeps beside an open file is there already: who only reads makes it and
/// cannot take it away again.
fn has_sidecars(path: &Path) -> bool {
    ["-wal", "-shm"]
        .iter()
        .all(|ending| sidecar(path, ending).exists())
}

/// Whether nothing lies beside a file that opening it would play back. Who only reads leaves an
/// empty log there.
fn has_no_log(path: &Path) -> bool {
    ["-wal", "-journal"].iter().all(|ending| {
        std::fs::symlink_metadata(sidecar(path, ending))
            .map_or(true, |beside| beside.is_file() && beside.len() == 0)
    })
}

/// Examines a file without touching it: opened as immutable, so that neither a lock nor a sidecar
/// file is made beside it and nothing that waits in a journal of its own is played back. While
/// somebody works in it, only whose file it is can be known so; the rest is left to the real
/// opening. Returns whether it is a demonstration.
fn inspect_immutable(path: &Path) -> Result<bool> {
    let Ok(conn) = immutable(path) else {
        return Ok(false);
    };
    match schema::verify(&conn, path) {
        Err(error @ (StoreError::NotOurs(_) | StoreError::Newer { .. })) => Err(error),
        Err(error) if !sidecar(path, "-wal").exists() => Err(error),
        _ => Ok(is_demonstration(&conn)),
    }
}
