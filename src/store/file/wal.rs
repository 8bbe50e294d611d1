//! What SQLite keeps beside an open file: its log, where an acknowledged change waits to be taken
//! into the file, and the index of that log. SQLite itself never takes them away while somebody has
//! the file open; where somebody else does, what is written goes to a log that nobody finds again.

use super::atomic::{Identity, sidecar};
use crate::store::error::{Result, StoreError};
use std::cell::Cell;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

const ENDINGS: [&str; 2] = ["-wal", "-shm"];

/// The log and its index as first seen, and the file as last written from here.
#[derive(Debug, Default)]
pub(crate) struct WalFiles {
    paths: [PathBuf; 2],
    first: [Cell<Option<Identity>>; 2],
    file: Cell<Option<State>>,
}

/// What shows whether somebody has written to the file itself.
type State = (u64, i64, i64);

fn state(path: &Path) -> Option<State> {
    let meta = std::fs::metadata(path).ok()?;
    Some((meta.len(), meta.mtime(), meta.mtime_nsec()))
}

impl WalFiles {
    /// Those of a file that has just been opened for writing.
    pub(crate) fn of(path: &Path) -> Self {
        let paths = ENDINGS.map(|ending| sidecar(path, ending));
        let first = [0, 1].map(|nth: usize| Cell::new(Identity::of(&paths[nth]).ok()));
        Self {
            paths,
            first,
            file: Cell::new(state(path)),
        }
    }

    /// Whether both are still those that were there at first.
    ///
    /// # Errors
    /// [`StoreError::LogGone`].
    pub(crate) fn in_place(&self) -> Result<()> {
        for (path, first) in self.paths.iter().zip(&self.first) {
            let now = Identity::of(path).ok();
            match first.get() {
                // SQLite had not made it yet.
                None => first.set(now),
                Some(_) if first.get() == now => {}
                Some(_) => return Err(StoreError::LogGone(path.clone())),
            }
        }
        Ok(())
    }

    /// Remembers the file as it is after an act.
    pub(crate) fn written(&self, path: &Path) {
        self.file.set(state(path));
    }

    /// Whether closing may take what waits in the log into the file and take the log away. It may
    /// not where others have worked without this log meanwhile: their changes would be overwritten,
    /// or their log taken away in place of ours.
    pub(crate) fn may_be_checkpointed(&self, path: &Path) -> bool {
        let gone = || self.paths.iter().all(|path| !path.exists());
        let (was, is) = (self.file.get(), state(path));
        let emptied = is.is_some_and(|(length, ..)| length == 0);
        !emptied && (self.in_place().is_ok() || gone() && was == is)
    }
}
