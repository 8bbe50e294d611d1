//! A file that is built under another name and then put in place when it is complete, so that nobody ever sees
//! a half-made one and nothing is written over.

use super::account::me;
use crate::store::error::{Result, StoreError};
use rustix::fs::{CWD, FlockOperation, RenameFlags, flock, renameat_with};
use rustix::io::Errno;
use std::fs::{File, Metadata, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Which file it is, whatever its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    device: u64,
    inode: u64,
}

impl Identity {
    /// The file that has this name now.
    ///
    /// # Errors
    /// [`StoreError::Gone`], or what the system says.
    pub(crate) fn of(path: &Path) -> Result<Self> {
        Self::and_length_of(path).map(|(identity, _)| identity)
    }

    /// The same and its length, in bytes.
    ///
    /// # Errors
    /// [`StoreError::Gone`], or what the system says.
    pub(crate) fn and_length_of(path: &Path) -> Result<(Self, u64)> {
        match std::fs::metadata(path) {
            Ok(meta) => Ok((Self::from(&meta), meta.len())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(StoreError::Gone(path.to_owned()))
            }
            Err(error) => Err(unusable(path, &error)),
        }
    }
}

impl From<&Metadata> for Identity {
    fn from(meta: &Metadata) -> Self {
        Self {
            device: meta.dev(),
            inode: meta.ino(),
        }
    }
}

/// How the other names begin; nobody else gives a file such a name.
const BEGIN: &str = ".cchc-";
/// How they end. Reports had an ending of their own once.
const ENDS: [&str; 2] = [".new", ".report"];
/// How old a half-made file is when nobody can be working on it any more.
const STALE: std::time::Duration = std::time::Duration::from_secs(24 * 60 * 60);
/// What SQLite keeps beside a file that it builds.
const SIDECARS: [&str; 3] = ["-journal", "-wal", "-shm"];

/// The file under its other name; it goes when this is dropped.
#[derive(Debug)]
pub(crate) struct AtomicFile {
    path: PathBuf,
    /// Open and locked for as long as somebody works on it: the lock ends with the program, however
    /// it ends, and whoever finds a name without one may take it away.
    held: File,
}

impl AtomicFile {
    /// An empty file that only its owner may read, beside the place where it is to be. Its name is
    /// one that no other thread and no other running program takes. A link of that name, wherever
    /// it points, is never followed. What killed runs have left there goes.
    pub(crate) fn new(path: &Path) -> std::io::Result<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        sweep(folder_of(path));
        loop {
            let (program, number) = (std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
            let scratch = path.with_file_name(format!("{BEGIN}{program}-{number}{}", ENDS[0]));
            let made = OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&scratch);
            match made {
                Ok(held) => {
                    // Not every file system knows such locks; nobody takes it away there either.
                    let swept = flock(&held, FlockOperation::NonBlockingLockExclusive)
                        == Err(Errno::WOULDBLOCK);
                    let scratch = Self {
                        path: scratch,
                        held,
                    };
                    if !swept && scratch.is_there() {
                        return Ok(scratch);
                    }
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Its name for now.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The file itself, to be written.
    pub(crate) fn file(&mut self) -> &mut File {
        &mut self.held
    }

    /// Gives the file its name, where nothing of that name is there. It is closed then: closing it
    /// later would drop the locks of whoever has opened it meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Exists`], or an error of the folder.
    pub(crate) fn put(self, path: &Path) -> Result<()> {
        move_to(&self.path, path)?;
        sync_name(path);
        Ok(())
    }

    /// Gives the file the first of some names that is free.
    pub(crate) fn put_first(self, names: impl IntoIterator<Item = PathBuf>) -> Result<PathBuf> {
        let name = move_first(&self.path, names)?;
        sync_name(&name);
        Ok(name)
    }

    /// Whether nobody has taken it away between its making and its lock.
    fn is_there(&self) -> bool {
        let made = self.held.metadata().ok();
        let named = Identity::of(&self.path).ok();
        named.is_some() && named == made.as_ref().map(Identity::from)
    }
}

impl Drop for AtomicFile {
    fn drop(&mut self) {
        // Nothing depends on it: a left-over scratch file is never opened. Under its last name it
        // is out of reach.
        for suffix in [""].into_iter().chain(SIDECARS) {
            let _ = std::fs::remove_file(sidecar(&self.path, suffix));
        }
    }
}

/// Whether a name is one of those that are only used while building.
pub(crate) fn is_scratch(name: &std::ffi::OsStr) -> bool {
    name.to_str()
        .is_some_and(|name| creator_pid(name).is_some())
}

/// The program that a scratch file's name says.
fn creator_pid(name: &str) -> Option<i32> {
    let stem = ENDS.iter().find_map(|end| name.strip_suffix(end))?;
    let (program, number) = stem.strip_prefix(BEGIN)?.split_once('-')?;
    number.parse::<u32>().ok()?;
    program.parse().ok().filter(|program| *program > 0)
}

/// Takes away what killed runs of this account have left in a folder: what bears such a name while
/// its program is gone and nobody holds it.
pub(crate) fn sweep(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let names = entries.flatten().map(|entry| entry.file_name());
    let names: Vec<String> = names
        .filter_map(|name| name.into_string().ok())
        .filter(|name| name.starts_with(BEGIN))
        .collect();
    for name in &names {
        // What SQLite had beside one goes with it, or after it.
        let base = SIDECARS.iter().find_map(|suffix| name.strip_suffix(suffix));
        let path = folder.join(name);
        let left = match base {
            Some(base) => creator_pid(base).is_some_and(|program| {
                has_exited(program, &path) && is_own_file(&path) && !folder.join(base).exists()
            }),
            None => creator_pid(name)
                .is_some_and(|program| has_exited(program, &path) && is_abandoned(&path)),
        };
        if left {
            let _ = std::fs::remove_file(&path);
            for suffix in SIDECARS.into_iter().filter(|_| base.is_none()) {
                let _ = std::fs::remove_file(sidecar(&path, suffix));
            }
        }
    }
}

/// Whether the program that made a file is gone, or its number has long been another's.
fn has_exited(program: i32, path: &Path) -> bool {
    let program = rustix::process::Pid::from_raw(program);
    let gone = program
        .is_some_and(|program| rustix::process::test_kill_process(program) == Err(Errno::SRCH));
    let written = std::fs::symlink_metadata(path).and_then(|meta| meta.modified());
    gone || written.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > STALE))
}

fn is_own_file(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file() && meta.uid() == me())
}

/// Whether a file of one's own is held by nobody, not even by a program that counts from another
/// number, as in a container.
fn is_abandoned(path: &Path) -> bool {
    let free = |file: File| flock(&file, FlockOperation::NonBlockingLockExclusive).is_ok();
    // A second name of a file is in nobody's way; and that file may be a plan, which is only ever
    // opened by SQLite.
    let second = std::fs::symlink_metadata(path).is_ok_and(|meta| meta.nlink() > 1);
    is_own_file(path) && (second || File::open(path).is_ok_and(free))
}

/// Moves a file within its disk, never onto another one.
///
/// # Errors
/// [`StoreError::Exists`], or an error of the folder.
pub(crate) fn move_to(from: &Path, to: &Path) -> Result<()> {
    let failure = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => StoreError::Exists(to.to_owned()),
        _ => unusable(to, &error),
    };
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Ok(()) => Ok(()),
        // Not every file system knows such a rename; a link replaces nothing either.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {
            std::fs::hard_link(from, to).map_err(failure)?;
            std::fs::remove_file(from).map_err(|error| unusable(from, &error))
        }
        Err(error) => Err(failure(error.into())),
    }
}

/// Moves a file to the first of some names that is free.
pub(crate) fn move_first(from: &Path, names: impl IntoIterator<Item = PathBuf>) -> Result<PathBuf> {
    for name in names {
        match move_to(from, &name) {
            Ok(()) => return Ok(name),
            Err(StoreError::Exists(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Err(StoreError::Exists(from.to_owned()))
}

/// Makes a new name itself outlast a power cut. The file is whole without it, and not every file
/// system lets a folder be synchronised, so nothing depends on the answer.
pub(crate) fn sync_name(path: &Path) {
    let _ = std::fs::File::open(folder_of(path)).and_then(|folder| folder.sync_all());
}

/// The folder in which a name stands.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// The name of what SQLite keeps beside a file.
pub(crate) fn sidecar(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Whether something is written in the log beside a file, which may not be in the file yet.
pub(crate) fn log_has_content(path: &Path) -> bool {
    std::fs::metadata(sidecar(path, "-wal")).is_ok_and(|log| log.len() > 0)
}

/// What the system says of a path, as an error of ours.
pub(crate) fn unusable(path: &Path, error: &std::io::Error) -> StoreError {
    if error.kind() == ErrorKind::StorageFull {
        return StoreError::Full;
    }
    StoreError::Unusable {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}
