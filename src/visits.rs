//! How far in the journal a person was at the end of their last visit: everything after it is new to them. It
//! is stored in the person's own folder, not in the plan's file.

use crate::paths;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The end of a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// The newest row of the journal at that time.
    pub row: i64,
    /// The hash of that row in hexadecimal digits, which identifies the file.
    pub hash: String,
    /// Milliseconds since 1970, UTC.
    pub at: i64,
}

/// The visits to one plan's file, of each person who uses this account.
#[derive(Clone, Debug)]
pub(crate) struct Visits {
    /// The JSON file that holds them; `None` where the system has no folder for it.
    path: Option<PathBuf>,
    file: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct SavedVisit {
    file: String,
    person: String,
    #[serde(flatten)]
    visit: Visit,
}

/// Only the newest visits are kept.
const MAX_VISITS: usize = 500;

impl Visits {
    pub(crate) fn new(path: Option<PathBuf>, file: &Path) -> Self {
        let file = file.canonicalize().unwrap_or_else(|_| file.to_owned());
        Self {
            path,
            file: file.to_string_lossy().into_owned(),
        }
    }

    /// The end of that person's last visit, if known.
    pub(crate) fn last(&self, person: &str) -> Option<Visit> {
        let all = read(self.path.as_deref()?);
        let mut own = all.into_iter();
        let own = own.find(|one| one.file == self.file && one.person == person);
        own.map(|one| one.visit)
    }

    /// Saves the end of a visit. On failure, which is ignored, more than what is new will be shown as new.
    pub(crate) fn end(&self, person: &str, visit: Visit) {
        let Some(path) = &self.path else { return };
        let mut all = read(path);
        all.retain(|one| one.file != self.file || one.person != person);
        all.sort_by_key(|one| std::cmp::Reverse(one.visit.at));
        all.truncate(MAX_VISITS - 1);
        all.push(SavedVisit {
            file: self.file.clone(),
            person: person.to_owned(),
            visit,
        });
        if let Ok(text) = serde_json::to_vec(&all) {
            let _ = paths::put(path, &text);
            paths::clear_up(path);
        }
    }
}

/// The saved visits; none if the file is missing or damaged.
fn read(path: &Path) -> Vec<SavedVisit> {
    let bytes = std::fs::read(path).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn visit(row: i64) -> Visit {
        Visit {
            row,
            hash: format!("{row:08x}"),
            at: row * 1_000,
        }
    }

    #[test]
    fn everybody_finds_the_end_of_their_own_visit_to_each_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cchc/visits.json");
        let at = |file: &str| Visits::new(Some(path.clone()), &folder.path().join(file));
        let (plan, other) = (at("kế hoạch.db"), at("khác.db"));
        assert_eq!(plan.last("Lan (vanphong)"), None);
        plan.end("Lan (vanphong)", visit(7));
        plan.end("Dũng (vanphong)", visit(8));
        other.end("Lan (vanphong)", visit(9));
        plan.end("Lan (vanphong)", visit(12));
        assert_eq!(plan.last("Lan (vanphong)"), Some(visit(12)));
        assert_eq!(plan.last("Dũng (vanphong)"), Some(visit(8)));
        assert_eq!(other.last("Lan (vanphong)"), Some(visit(9)));

        std::fs::write(&path, "[{").unwrap();
        assert_eq!(plan.last("Lan (vanphong)"), None);
        plan.end("Lan (vanphong)", visit(13));
        assert_eq!(plan.last("Lan (vanphong)"), Some(visit(13)));
        let nowhere = Visits::new(None, &path);
        nowhere.end("Lan (vanphong)", visit(1));
        assert_eq!(nowhere.last("Lan (vanphong)"), None);
    }
}
