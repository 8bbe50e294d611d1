//! The way back: a copy takes the place of the file, and the file is kept.

use super::copies;
use super::ground::{self, Ground};
use super::opening::{self, plain};
use super::scratch::{Scratch, move_to, settle_name, sidecar, unusable};
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use rustix::fs::{FlockOperation, fcntl_lock};
use std::fs::File;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

impl Store {
    /// Puts a copy in the place of a file that nobody has open. The copy has been read whole
    /// before anything is touched; what it replaces is kept in the folder of copies, and its new
    /// name is given back.
    ///
    /// # Errors
    /// [`StoreError::InUse`], or what is wrong with the copy or the folder.
    pub fn restore(path: &Path, copy: &Path, at: i64) -> Result<Option<PathBuf>> {
        let real = path.canonicalize().unwrap_or(path.to_owned());
        let same = |a: &Path, b: &Path| {
            let [a, b] = [a, b].map(ground::Identity::of);
            matches!((a, b), (Ok(a), Ok(b)) if a == b)
        };
        Ground::of(copy)?;
        if same(path, copy) {
            return Err(StoreError::Exists(path.to_owned()));
        }
        may_replace(&real, false)?;
        replace(&real, copy, at)
    }

    /// Puts a demonstration made anew in the place of one that nobody has open, and keeps the old
    /// one as [`Store::restore`] does. Where nothing is there, it is only made.
    ///
    /// # Errors
    /// [`StoreError::NoDemonstration`] where a real plan is there, [`StoreError::InUse`], or what
    /// the file or the folder says.
    pub fn replace_demonstration(
        path: &Path,
        at: i64,
        make: impl FnOnce(&Path) -> Result<Self>,
    ) -> Result<Option<PathBuf>> {
        let real = path.canonicalize().unwrap_or(path.to_owned());
        may_replace(&real, true)?;
        if real.exists() && !opening::is_demonstration(&opening::reader(&real)?) {
            return Err(StoreError::NoDemonstration(path.to_owned()));
        }
        let fresh = Scratch::new(&real)?;
        // Whoever makes a file wants its name free.
        std::fs::remove_file(fresh.path()).map_err(|error| unusable(fresh.path(), &error))?;
        drop(make(fresh.path())?);
        replace(&real, fresh.path(), at)
    }
}

/// Copies what is to be there, reads the copy whole, and puts it in the place of what is there.
fn replace(real: &Path, with: &Path, at: i64) -> Result<Option<PathBuf>> {
    let scratch = Scratch::new(real)?;
    copies::copy_into(&copies::reader(with)?, with, scratch.path())?;
    let lock = lock(real)?;
    let kept = put_aside(real, scratch.path(), at)?;
    scratch.put(real)?;
    drop(lock);
    Ok(kept)
}

/// Whether what stands there may be written by this account, if anything does.
pub(super) fn may_replace(path: &Path, demonstration: bool) -> Result<()> {
    let ground = match Ground::of(path) {
        Ok(ground) => ground,
        // There is nothing to lose; the folder itself must do.
        Err(StoreError::NoSuchFile(_) | StoreError::Empty(_)) => {
            return ground::fit_for_new(path, demonstration);
        }
        Err(error) => return Err(error),
    };
    match ground.withheld(ground::me(), demonstration) {
        None => Ok(()),
        Some(why) => Err(StoreError::Withheld {
            path: path.to_owned(),
            why,
        }),
    }
}

/// Keeps everybody out of the file, or tells that somebody has it open.
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
pub(super) fn lock_alone(path: &Path) -> Result<File> {
    let file = File::options().read(true).write(true).open(path);
    let file = file.map_err(|error| unusable(path, &error))?;
    // The whole file, so every lock of another program is in the way.
    match fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(file),
        Err(rustix::io::Errno::AGAIN | rustix::io::Errno::ACCESS) => {
            Err(StoreError::InUse(path.to_owned()))
        }
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

/// Moves the file with all that belongs to it into the folder of copies, and gives the new one the
/// permissions that it had.
pub(super) fn put_aside(path: &Path, new: &Path, at: i64) -> Result<Option<PathBuf>> {
    let old = std::fs::symlink_metadata(path).ok();
    let orphans = ["-wal", "-journal"].map(|ending| sidecar(path, ending));
    if old.is_none() && !orphans.iter().any(|log| log.exists()) {
        return Ok(None);
    }
    let kept = copies::named(path, copies::Occasion::Replaced, at)?;
    if let Some(meta) = &old {
        // The group first: another group takes permissions away.
        let _ = std::os::unix::fs::lchown(new, None, Some(meta.gid()));
        let mode = meta.mode() & 0o660 | 0o600;
        std::fs::set_permissions(new, PermissionsExt::from_mode(mode))
            .map_err(|error| unusable(new, &error))?;
        move_to(path, &kept)?;
    }
    // A log that stayed would be played back into the new file.
    for ending in ["-wal", "-journal"] {
        let log = sidecar(path, ending);
        if log.exists() {
            move_to(&log, &sidecar(&kept, ending))?;
        }
    }
    let _ = std::fs::remove_file(sidecar(path, "-shm"));
    settle_name(&kept);
    Ok(old.map(|_| kept))
}
