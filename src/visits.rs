//! Where in the journal a person left a plan's file the last time: what has come since is new to them.
//! It is the person's own matter, so it lies in their folder and the plan's journal knows nothing of it.

use crate::paths;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The end of a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// The newest row of the journal then.
    pub row: i64,
    /// Its hash, in hexadecimal digits: another file of the same name has another.
    pub hash: String,
    /// Milliseconds since 1970, UTC.
    pub at: i64,
}

/// The visits of everybody who uses this account to one plan's file.
#[derive(Clone, Debug)]
pub struct Visits {
    /// Where they are kept; `None` where the system names no such place.
    kept: Option<PathBuf>,
    file: String,
}

/// Whose visit, to which file.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    file: String,
    person: String,
    #[serde(flatten)]
    visit: Visit,
}

/// The most visits that are kept, the newest.
const MOST: usize = 500;

impl Visits {
    pub fn new(kept: Option<PathBuf>, file: &Path) -> Self {
        let file = file.canonicalize().unwrap_or_else(|_| file.to_owned());
        Self {
            kept,
            file: file.to_string_lossy().into_owned(),
        }
    }

    /// The end of that person's last visit; none where it is not known.
    pub fn last(&self, person: &str) -> Option<Visit> {
        let all = read(self.kept.as_deref()?);
        let mut own = all.into_iter();
        let own = own.find(|one| one.file == self.file && one.person == person);
        own.map(|one| one.visit)
    }

    /// Keeps the end of a visit. Where that fails, more than what is new will be shown as new.
    pub fn end(&self, person: &str, visit: Visit) {
        let Some(path) = &self.kept else { return };
        let mut all = read(path);
        all.retain(|one| one.file != self.file || one.person != person);
        all.sort_by_key(|one| std::cmp::Reverse(one.visit.at));
        all.truncate(MOST - 1);
        all.push(Kept {
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

/// What is kept; nothing of a file that is missing or broken.
fn read(path: &Path) -> Vec<Kept> {
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
        let kept = folder.path().join("cchc/visits.json");
        let at = |file: &str| Visits::new(Some(kept.clone()), &folder.path().join(file));
        let (plan, other) = (at("kế hoạch.db"), at("khác.db"));
        assert_eq!(plan.last("Lan (vanphong)"), None);
        plan.end("Lan (vanphong)", visit(7));
        plan.end("Dũng (vanphong)", visit(8));
        other.end("Lan (vanphong)", visit(9));
        plan.end("Lan (vanphong)", visit(12));
        assert_eq!(plan.last("Lan (vanphong)"), Some(visit(12)));
        assert_eq!(plan.last("Dũng (vanphong)"), Some(visit(8)));
        assert_eq!(other.last("Lan (vanphong)"), Some(visit(9)));

        std::fs::write(&kept, "[{").unwrap();
        assert_eq!(plan.last("Lan (vanphong)"), None);
        plan.end("Lan (vanphong)", visit(13));
        assert_eq!(plan.last("Lan (vanphong)"), Some(visit(13)));
        let nowhere = Visits::new(None, &kept);
        nowhere.end("Lan (vanphong)", visit(1));
        assert_eq!(nowhere.last("Lan (vanphong)"), None);
    }
}
