//! Drafts that outlive the program: what was being written when a terminal closed, a signal came
//! or the program failed is offered again on the next start.
//!
//! The loop hands over what is open after every change; whoever ends the program writes it down.
//! Each draft is a file of its own, so that several screens that end at once never meet in one.
//! Here is their keeper; `kept` is one draft as a file holds it, `offer` goes between keeper and
//! screen.

mod kept;
mod offer;

pub use kept::KeptDraft;

use super::texts::{Draft, DraftKey};
use crate::paths;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Keeps the drafts of one screen.
#[derive(Clone, Debug)]
pub struct Keeper {
    folder: Option<PathBuf>,
    file: String,
    state: Arc<Mutex<State>>,
}

/// What the loop and whoever ends the program share.
#[derive(Debug, Default)]
struct State {
    person: String,
    open: Vec<KeptDraft>,
    /// The files that this screen has taken over; no other's is ever removed.
    taken: Vec<PathBuf>,
}

impl Keeper {
    /// A keeper that writes into `folder`, where there is one, for one plan's file and one person.
    #[must_use]
    pub fn new(folder: Option<PathBuf>, file: &Path, person: &str) -> Self {
        let file = file.canonicalize().unwrap_or_else(|_| file.to_owned());
        let state = State {
            person: person.to_owned(),
            ..State::default()
        };
        Self {
            folder,
            file: file.to_string_lossy().into_owned(),
            state: Arc::new(Mutex::new(state)),
        }
    }

    /// Makes it another person's; says whether it was not that person's before.
    #[must_use]
    pub fn belongs_to(&self, person: &str) -> bool {
        let mut state = self.state();
        let other = state.person != person;
        if other {
            person.clone_into(&mut state.person);
        }
        other
    }

    /// What was left behind of this file and person the last time and has a use still; from now on
    /// it is this screen's. The rest stays where it is, for what it belongs to may come back.
    #[must_use]
    pub fn load(&self, has_a_use: impl Fn(&KeptDraft) -> bool) -> Vec<KeptDraft> {
        let mut state = self.state();
        let mut kept = Vec::new();
        for (path, draft) in self.all() {
            if draft.file == self.file && draft.person == state.person && has_a_use(&draft) {
                state.taken.push(path);
                kept.push(draft);
            }
        }
        kept
    }

    /// Remembers what is open now.
    pub fn set<'d>(&self, drafts: impl Iterator<Item = (DraftKey, &'d Draft)>) {
        let mut state = self.state();
        let person = state.person.clone();
        state.open = drafts
            .map(|(key, draft)| KeptDraft::new(&self.file, &person, key, draft))
            .collect();
    }

    /// Writes down what is open and removes what this screen had taken over. Errors are ignored:
    /// the program is ending, and there may be nobody to tell; what could not be written anew is
    /// not removed either.
    pub fn save(&self) {
        let Some(folder) = &self.folder else { return };
        let mut state = self.state();
        let mut written = Vec::new();
        let mut n = 0;
        for draft in &state.open {
            // An ended program of the same number may have left a draft for somebody else.
            let path = loop {
                let path = folder.join(format!("{}-{n}-{}.json", std::process::id(), draft.task));
                n += 1;
                if state.taken.contains(&path) || !path.exists() {
                    break path;
                }
            };
            if write(&path, draft).is_err() {
                return;
            }
            written.push(path);
        }
        for old in state.taken.iter().filter(|old| !written.contains(old)) {
            let _ = std::fs::remove_file(old);
        }
        state.taken = written;
    }

    /// A thread that failed while holding the state has not half-written it.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Every draft in the folder that can be read; others are left alone.
    fn all(&self) -> Vec<(PathBuf, KeptDraft)> {
        let entries = self
            .folder
            .as_ref()
            .and_then(|folder| std::fs::read_dir(folder).ok());
        let mut paths: Vec<PathBuf> = entries
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .collect();
        paths.sort();
        let read = |path: PathBuf| {
            let text = std::fs::read_to_string(&path).ok()?;
            Some((path, serde_json::from_str(&text).ok()?))
        };
        paths.into_iter().filter_map(read).collect()
    }
}

/// Under another name first, then in place: nobody meets half a file. Only its owner may read it.
fn write(path: &Path, draft: &KeptDraft) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        paths::make_private(folder)?;
    }
    let scratch = path.with_extension("new");
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&scratch)?;
    file.write_all(&serde_json::to_vec(draft)?)?;
    file.sync_all()?;
    std::fs::rename(&scratch, path)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
