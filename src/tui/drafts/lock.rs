//! Whose a draft's file is: the name of every file begins with its screen's mark, and the screen holds a
//! lock of that name for as long as it runs. However it ends, the system lets go of the lock.

use crate::paths;
use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;
use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// How the names of locks end.
const LOCK: &str = "lock";

/// A running screen's mark.
#[derive(Debug)]
pub(super) struct Mark {
    name: String,
    path: PathBuf,
    /// Held while it is open.
    _lock: File,
}

impl Mark {
    /// A mark that no other running screen has. Where the file system knows no locks it is one that
    /// nobody respects, as if the screen had ended.
    pub(super) fn new(folder: &Path) -> std::io::Result<Self> {
        paths::make_private(folder)?;
        let mut number = 0;
        loop {
            let name = format!("{}.{number}", std::process::id());
            number += 1;
            // Numbers of ended programs come again.
            if has_files(folder, &name) {
                continue;
            }
            let path = lock_of(folder, &name);
            let lock = OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(false)
                .mode(0o600)
                .open(&path)?;
            // One program may have several screens.
            if flock(&lock, FlockOperation::NonBlockingLockExclusive) != Err(Errno::WOULDBLOCK) {
                return Ok(Self {
                    name,
                    path,
                    _lock: lock,
                });
            }
        }
    }

    /// Names for files of this screen.
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        (0..10_000).map(|n| format!("{}-{n}.json", self.name))
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        // One that is left over is cleared up by the next start.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// The mark in a file's name: "812.0" of "812.0-3.json".
fn of(path: &Path) -> Option<&str> {
    let name = path.file_name()?.to_str()?;
    Some(name.split_once('-')?.0)
}

/// Whether any file bears that mark.
fn has_files(folder: &Path, mark: &str) -> bool {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths = entries.map(|entry| entry.path());
    paths.any(|path| of(&path) == Some(mark))
}

fn lock_of(folder: &Path, mark: &str) -> PathBuf {
    folder.join(format!("{mark}.{LOCK}"))
}

/// Whether a running screen is writing that file.
pub(super) fn is_in_use(path: &Path) -> bool {
    let lock = of(path).zip(path.parent());
    lock.is_some_and(|(mark, folder)| is_held(&lock_of(folder, mark)))
}

fn is_held(lock: &Path) -> bool {
    let Ok(lock) = File::open(lock) else {
        return false;
    };
    flock(&lock, FlockOperation::NonBlockingLockShared) == Err(Errno::WOULDBLOCK)
}

/// Takes away what killed programs have left beside the drafts: their locks, and half-written files.
pub(super) fn clear_up(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let ending = path.extension().and_then(|ending| ending.to_str());
        let stale = match ending {
            Some(LOCK) => !is_held(&path),
            Some("new") => !is_in_use(&path),
            _ => false,
        };
        if stale {
            // Nothing depends on it.
            let _ = std::fs::remove_file(&path);
        }
    }
}
