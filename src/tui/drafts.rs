//! Drafts that outlive the program: what was being written when a terminal closed, a signal came
//! or the program failed is offered again on the next start.
//!
//! The loop hands over what is open after every change; whoever ends the program writes it down.

use super::App;
use super::editor::Editor;
use super::model::{Draft, Layer};
use crate::domain::ids::{NoteId, TaskId};
use crate::domain::note::NoteKind;
use crate::domain::text::NOTE_MAX;
use crate::present::words::waits;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// A note that was not saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptDraft {
    /// The plan's file, as a full path.
    pub file: String,
    /// Who wrote it.
    pub person: String,
    /// The task's row.
    pub task: i64,
    /// The stored word of its kind.
    pub kind: String,
    /// The difficulty that it answers.
    pub answers: Option<i64>,
    /// Its text.
    pub text: String,
}

impl KeptDraft {
    /// What it is for, and on which task.
    #[must_use]
    pub fn of(&self) -> (TaskId, NoteKind) {
        (
            TaskId(self.task),
            NoteKind::parse(&self.kind).unwrap_or_default(),
        )
    }
}

/// Keeps the drafts of one screen.
#[derive(Clone, Debug)]
pub struct Keeper {
    path: Option<PathBuf>,
    file: String,
    person: String,
    open: Arc<Mutex<Vec<KeptDraft>>>,
}

impl Keeper {
    /// A keeper that writes to `path`, where there is one, for one plan's file and one person.
    #[must_use]
    pub fn new(path: Option<PathBuf>, file: &Path, person: &str) -> Self {
        let file = file.canonicalize().unwrap_or_else(|_| file.to_owned());
        Self {
            path,
            file: file.to_string_lossy().into_owned(),
            person: person.to_owned(),
            open: Arc::default(),
        }
    }

    /// What was left behind the last time.
    #[must_use]
    pub fn load(&self) -> Vec<KeptDraft> {
        self.all()
            .into_iter()
            .filter(|draft| self.is_ours(draft))
            .collect()
    }

    /// Remembers what is open now.
    pub fn set<'d>(&self, drafts: impl Iterator<Item = (TaskId, &'d Draft)>) {
        let drafts = drafts.map(|(task, draft)| KeptDraft {
            file: self.file.clone(),
            person: self.person.clone(),
            task: task.0,
            kind: draft.kind.as_str().to_owned(),
            answers: draft.answers.map(|note| note.0),
            text: draft.editor.text().to_owned(),
        });
        // A thread that failed while holding the list has not half-written it.
        *self.open.lock().unwrap_or_else(PoisonError::into_inner) = drafts.collect();
    }

    /// Writes down what is open, in place of what was left of this file and person. Errors are
    /// ignored: the program is ending, and there may be nobody to tell.
    pub fn save(&self) {
        let open = self
            .open
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let mut all = self.all();
        let before = all.clone();
        all.retain(|draft| !self.is_ours(draft));
        all.extend(open);
        if all != before
            && let Some(path) = &self.path
        {
            let _ = write(path, &all);
        }
    }

    fn is_ours(&self, draft: &KeptDraft) -> bool {
        draft.file == self.file && draft.person == self.person
    }

    fn all(&self) -> Vec<KeptDraft> {
        let text = self
            .path
            .as_ref()
            .and_then(|path| std::fs::read_to_string(path).ok());
        text.and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default()
    }
}

impl App {
    /// Brings back what was being written when the program last ended.
    pub(super) fn offer_drafts(&mut self) {
        let kept = self.keeper.load();
        let lang = self.model.frame.lang;
        if let Some(first) = kept.first() {
            let code = self
                .session
                .store
                .row(first.of().0)
                .ok()
                .flatten()
                .map(|row| row.code);
            self.model
                .tell(waits::draft_kept(code.as_deref(), kept.len(), lang));
        }
        for draft in kept {
            let (task, kind) = draft.of();
            let answers = draft.answers.map(NoteId);
            let editor = Editor::lines(&draft.text).with_limit(NOTE_MAX);
            self.model.drafts.insert(
                task,
                Draft {
                    kind,
                    editor,
                    answers,
                },
            );
        }
        self.hand_over_drafts();
    }

    /// Hands what is being written to the keeper, which outlives the loop.
    pub(super) fn hand_over_drafts(&self) {
        let left = self.model.drafts.iter().map(|(task, draft)| (*task, draft));
        let open = self.model.layers.iter().filter_map(|layer| match layer {
            Layer::Note(note) => Some((*note.tasks.first()?, &note.draft)),
            _ => None,
        });
        // The open note comes last: it goes before an older draft of the same task.
        let mut drafts: HashMap<TaskId, &Draft> = HashMap::new();
        drafts.extend(left.chain(open));
        let written = drafts
            .into_iter()
            .filter(|(_, draft)| !draft.editor.text().trim().is_empty());
        self.keeper.set(written);
    }
}

/// Under another name first, then in place: nobody meets half a file. Only its owner may read it.
fn write(path: &Path, drafts: &[KeptDraft]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let scratch = path.with_extension(format!("{}.new", std::process::id()));
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&scratch)?;
    file.write_all(&serde_json::to_vec(drafts)?)?;
    file.sync_all()?;
    std::fs::rename(&scratch, path)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn note(keeper: &Keeper, task: i64, text: &str) {
        let editor = crate::tui::editor::Editor::lines(text);
        let draft = Draft {
            kind: NoteKind::Difficulty,
            editor,
            answers: None,
        };
        keeper.set([(TaskId(task), &draft)].into_iter());
        keeper.save();
    }

    #[test]
    fn what_was_being_written_is_there_again_for_that_file_and_person() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state/drafts.json");
        let of = |file: &str, who| Keeper::new(Some(path.clone()), Path::new(file), who);
        note(&of("a.db", "Lan"), 7, "Chờ ý kiến\nphòng KHTC");
        note(&of("b.db", "Lan"), 8, "việc khác");
        note(&of("a.db", "Hùng"), 9, "của Hùng");
        let kept = of("a.db", "Lan").load();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].of(), (TaskId(7), NoteKind::Difficulty));
        assert_eq!(kept[0].text, "Chờ ý kiến\nphòng KHTC");
        let lan = of("a.db", "Lan");
        lan.set(std::iter::empty());
        lan.save();
        assert!(lan.load().is_empty());
        assert_eq!(of("a.db", "Hùng").load().len(), 1);
    }

    #[test]
    fn without_a_place_or_with_a_broken_file_there_is_just_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("drafts.json");
        std::fs::write(&path, "không phải JSON").unwrap();
        assert!(
            Keeper::new(Some(path), Path::new("a.db"), "Lan")
                .load()
                .is_empty()
        );
        let nowhere = Keeper::new(None, Path::new("a.db"), "Lan");
        note(&nowhere, 1, "mất");
        assert!(nowhere.load().is_empty());
    }
}
