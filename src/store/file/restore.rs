//! The way back: a copy takes the place of the file, and the file is kept.

use super::account::{AsOwner, me};
use super::atomic::{AtomicFile, Identity, move_first, move_to, sidecar, sync_name, unusable};
use super::backup;
use super::connect::{self, plain};
use super::permissions::{self, FileInfo};
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use rustix::fs::{CWD, FlockOperation, RenameFlags, fcntl_lock, renameat_with};
use rustix::io::Errno;
use std::fs::File;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

impl Store {
    /// Puts a copy in the place of a file that nobody has open. The copy has been read completely
    /// before anything is touched; what it replaces is kept in the folder of copies, and its new
    /// name is given back.
    ///
    /// # Errors
    /// [`StoreError::InUse`], or what is wrong with the copy or the folder.
    pub fn restore(path: &Path, copy: &Path, at: i64) -> Result<Option<PathBuf>> {
        let real = path.canonicalize().unwrap_or(path.to_owned());
        let same = |a: &Path, b: &Path| {
            let [a, b] = [a, b].map(Identity::of);
            matches!((a, b), (Ok(a), Ok(b)) if a == b)
        };
        FileInfo::of(copy)?;
        if same(path, copy) {
            return Err(StoreError::Exists(path.to_owned()));
        }
        may_replace(&real, false)?;
        // What root brings back where nothing is left belongs to whom the copy belongs.
        let _owner = AsOwner::of(if real.exists() { &real } else { copy });
        replace(&real, copy, at)
    }

    /// Puts a demonstration made again in the place of one that nobody has open, and keeps the old
    /// one as [`Store::restore`] does. Where nothing is there, it is only made.
    ///
    /// # Errors
    /// [`StoreError::NoDemonstration`] where a real plan is there, [`StoreError::InUse`], or what
    /// the file or the folder says.
    pub(crate) fn replace_demonstration(
        path: &Path,
        at: i64,
        make: impl FnOnce(&Path) -> Result<Self>,
    ) -> Result<Option<PathBuf>> {
        let real = path.canonicalize().unwrap_or(path.to_owned());
        may_replace(&real, true)?;
        if real.exists() && !connect::is_demonstration(&connect::reader(&real)?) {
            return Err(StoreError::NoDemonstration(path.to_owned()));
        }
        let _owner = AsOwner::of(&real);
        let fresh = AtomicFile::new(&real).map_err(|error| unusable(&real, &error))?;
        // Whoever makes a file wants its name free.
        std::fs::remove_file(fresh.path()).map_err(|error| unusable(fresh.path(), &error))?;
        drop(make(fresh.path())?);
        replace(&real, fresh.path(), at)
    }
}

/// Copies what is to be there, reads all of the copy, and puts it in the place of what is there.
fn replace(real: &Path, with: &Path, at: i64) -> Result<Option<PathBuf>> {
    let scratch = AtomicFile::new(real).map_err(|error| unusable(real, &error))?;
    backup::copy_into(&backup::reader(with)?, with, scratch.path())?;
    let lock = lock(real)?;
    let kept = take_place(real, scratch, at)?;
    drop(lock);
    Ok(kept)
}

/// Whether what stands there may be written by this account, if anything does.
pub(in crate::store) fn may_replace(path: &Path, demonstration: bool) -> Result<()> {
    let info = match FileInfo::of(path) {
        Ok(info) => info,
        // There is nothing to lose; the folder itself must do.
        Err(StoreError::NoSuchFile(_) | StoreError::Empty(_)) => {
            return permissions::fit_for_new(path, demonstration);
        }
        Err(error) => return Err(error),
    };
    match info.read_only_reason(me(), demonstration) {
        None => Ok(()),
        Some(why) => Err(StoreError::NotWritable {
            path: path.to_owned(),
            why,
        }),
    }
}

/// Keeps everybody out of the file, or says that somebody has it open.
///
/// Here alone the program opens the file itself: it has no connection to it, so no lock of
/// SQLite's can be lost, and a damaged file can be locked in no other way.
fn lock(path: &Path) -> Result<Option<File>> {
    if std::fs::symlink_metadata(path).is_err() {
        return Ok(None);
    }
    fold_log(path)?;
    lock_alone(path).map(Some)
}

/// The same of a file that is there, whose log stays beside it.
pub(in crate::store) fn lock_alone(path: &Path) -> Result<File> {
    let file = File::options().read(true).write(true).open(path);
    let file = file.map_err(|error| unusable(path, &error))?;
    // The whole file, so every lock of another program is in the way.
    match fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(file),
        Err(Errno::AGAIN | Errno::ACCESS) => Err(StoreError::InUse(path.to_owned())),
        Err(error) => Err(unusable(path, &error.into())),
    }
}

/// Takes what waits in the log into the file, which only succeeds where nobody else has it open.
/// In a damaged file that may be impossible; then its log is kept beside it.
fn fold_log(path: &Path) -> Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let folded = Connection::open_with_flags(plain(path), flags).and_then(|conn| {
        conn.busy_timeout(Duration::ZERO)?;
        conn.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        conn.pragma_update(None, "journal_mode", "DELETE")?;
        conn.execute_batch("BEGIN EXCLUSIVE; COMMIT")
    });
    match folded.map_err(|error| error.sqlite_error_code()) {
        Err(Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)) => {
            Err(StoreError::InUse(path.to_owned()))
        }
        _ => Ok(()),
    }
}

/// Gives the new file the name, and the permissions that the old one had; that goes into the folder
/// of copies with all that belongs to it.
pub(in crate::store) fn take_place(
    path: &Path,
    new: AtomicFile,
    at: i64,
) -> Result<Option<PathBuf>> {
    let old = std::fs::symlink_metadata(path).ok();
    let mut logs = vec!["-wal", "-journal"];
    logs.retain(|ending| sidecar(path, ending).exists());
    if old.is_none() && logs.is_empty() {
        new.put(path)?;
        return Ok(None);
    }
    let mut names = backup::names_of_replaced(path, at)?;
    let Some(meta) = old else {
        let kept = names.find(|name| !name.exists());
        let kept = kept.ok_or_else(|| StoreError::Exists(path.to_owned()))?;
        put_aside(path, &kept, &logs)?;
        new.put(path)?;
        return Ok(None);
    };
    // The group first: another group takes permissions away.
    let _ = std::os::unix::fs::lchown(new.path(), None, Some(meta.gid()));
    let mode = meta.mode() & 0o660 | 0o600;
    std::fs::set_permissions(new.path(), PermissionsExt::from_mode(mode))
        .map_err(|error| unusable(new.path(), &error))?;
    if !logs.is_empty() {
        // Only a damaged file still has a log, which must be gone before the new one is there.
        let kept = move_first(path, &mut names)?;
        put_aside(path, &kept, &logs)?;
        new.put(path)?;
        return Ok(Some(kept));
    }
    exchange(path, new, names).map(Some)
}

/// Puts the new file in the place of the old one so that the name never lacks a file: the new one
/// waits under the name that the old one is to have, and then the two change names at once.
fn exchange(
    path: &Path,
    new: AtomicFile,
    mut names: impl Iterator<Item = PathBuf>,
) -> Result<PathBuf> {
    let waiting = new.put_first(&mut names)?;
    let kept = match renameat_with(CWD, &waiting, CWD, path, RenameFlags::EXCHANGE) {
        Ok(()) => waiting,
        // Not every file system knows such a change.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {
            let kept = move_first(path, &mut names)?;
            sync_name(&kept);
            move_to(&waiting, path)?;
            kept
        }
        Err(error) => {
            let _ = std::fs::remove_file(&waiting);
            return Err(unusable(path, &error.into()));
        }
    };
    sync_name(&kept);
    sync_name(path);
    let _ = std::fs::remove_file(sidecar(path, "-shm"));
    Ok(kept)
}

/// Moves what would be played back into a new file to where the old one is kept.
fn put_aside(path: &Path, kept: &Path, logs: &[&str]) -> Result<()> {
    for ending in logs {
        move_to(&sidecar(path, ending), &sidecar(kept, ending))?;
    }
    let _ = std::fs::remove_file(sidecar(path, "-shm"));
    sync_name(kept);
    Ok(())
}
