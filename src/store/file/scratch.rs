//! A file that is built under another name and then put in place whole, so that nobody ever meets
//! a half-made one and nothing is written over.

use crate::store::error::{Result, StoreError};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// How the other names begin and end; nobody else gives a file such a name.
const MARK: (&str, &str) = (".cchc-", ".new");

/// The file under its other name; it goes when this is dropped.
pub struct Scratch(PathBuf);

impl Scratch {
    /// An empty file that only its owner may read, beside the place where it shall be. Its name is
    /// one that no other thread and no other running program takes; what a killed one of the same
    /// number has left is passed over. A link of that name, wherever it points, is never followed.
    ///
    /// # Errors
    /// What the folder says.
    pub fn new(path: &Path) -> Result<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        loop {
            let (program, number) = (std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
            let scratch = path.with_file_name(format!("{}{program}-{number}{}", MARK.0, MARK.1));
            let made = std::fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&scratch);
            match made {
                Ok(_) => return Ok(Self(scratch)),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(unusable(path, &error)),
            }
        }
    }

    /// Its name for now.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Gives the file its name, where nothing of that name is there.
    ///
    /// # Errors
    /// [`StoreError::Exists`], or what the folder says.
    pub fn put(self, path: &Path) -> Result<()> {
        move_to(&self.0, path)?;
        settle_name(path);
        Ok(())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Nothing depends on it: a left-over scratch file is never opened.
        for beside in ["", "-journal", "-wal", "-shm"] {
            let _ = std::fs::remove_file(sidecar(&self.0, beside));
        }
    }
}

/// Whether a name is one of those that are only used while building.
pub fn is_scratch(name: &std::ffi::OsStr) -> bool {
    name.to_str()
        .is_some_and(|name| name.starts_with(MARK.0) && name.ends_with(MARK.1))
}

/// Moves a file within its disk, never onto another one.
///
/// # Errors
/// [`StoreError::Exists`], or what the folder says.
pub fn move_to(from: &Path, to: &Path) -> Result<()> {
    let told = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => StoreError::Exists(to.to_owned()),
        _ => unusable(to, &error),
    };
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Ok(()) => Ok(()),
        // Not every file system knows such a rename; a link replaces nothing either.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {
            std::fs::hard_link(from, to).map_err(told)?;
            std::fs::remove_file(from).map_err(|error| unusable(from, &error))
        }
        Err(error) => Err(told(error.into())),
    }
}

/// Makes a new name itself outlast a power cut. The file is whole without it, and not every file
/// system lets a folder be synchronised, so nothing depends on the answer.
pub fn settle_name(path: &Path) {
    let _ = std::fs::File::open(folder_of(path)).and_then(|folder| folder.sync_all());
}

/// The folder in which a name stands.
pub fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// The name of what SQLite keeps beside a file.
pub fn sidecar(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Whether something is written in the log beside a file, which may not be in the file yet.
pub fn log_waits(path: &Path) -> bool {
    std::fs::metadata(sidecar(path, "-wal")).is_ok_and(|log| log.len() > 0)
}

/// What the system says of a path, as an error of ours.
pub fn unusable(path: &Path, error: &std::io::Error) -> StoreError {
    if error.kind() == ErrorKind::StorageFull {
        return StoreError::Full;
    }
    StoreError::Unusable {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}
