//! Drafts that outlive the program: what was being written when a terminal closed, a signal came
//! or the program failed is offered again on the next start.
//!
//! The loop hands over what is open after every change; whoever ends the program writes it down.
//! Each draft is a file of its own, so that several screens that end at once never meet in one.

use super::App;
use super::editor::Editor;
use super::model::Layer;
use super::texts::{Draft, DraftKey};
use crate::domain::ids::{ConclusionId, NoteId, ReviewId, TaskId};
use crate::domain::note::NoteKind;
use crate::domain::period::PeriodKind;
use crate::domain::text::NOTE_MAX;
use crate::paths;
use crate::present::words::waits;
use crate::store::Store;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A text that was not saved.
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
    /// Of a text in a report: over which sort of period, and its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<(String, String)>,
    /// Of a conclusion: its review, and the conclusion that it rewords.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conclusion: Option<(i64, Option<i64>)>,
    /// What the text shall replace, as the person saw it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub seen: String,
}

impl KeptDraft {
    /// A draft for keeping.
    fn new(file: &str, person: &str, key: DraftKey, draft: &Draft) -> Self {
        let mut kept = Self {
            file: file.to_owned(),
            person: person.to_owned(),
            task: 0,
            kind: draft.kind.as_str().to_owned(),
            answers: None,
            text: draft.editor.text().to_owned(),
            place: None,
            conclusion: None,
            seen: draft.seen.clone(),
        };
        match key {
            DraftKey::Note(task, answers) => {
                kept.task = task.0;
                kept.answers = answers.map(|note| note.0);
            }
            DraftKey::Place(kind, part) => {
                kept.place = Some((kind.as_str().to_owned(), part.to_owned()));
            }
            DraftKey::Conclusion(review, of) => {
                kept.conclusion = Some((review.0, of.map(|of| of.0)));
            }
        }
        kept
    }

    /// Which draft it is; `None` for a place that no report has any more.
    #[must_use]
    pub fn key(&self) -> Option<DraftKey> {
        if let Some((review, of)) = self.conclusion {
            let of = of.map(ConclusionId);
            return Some(DraftKey::Conclusion(ReviewId(review), of));
        }
        let Some((kind, part)) = &self.place else {
            let answers = self.answers.map(NoteId);
            return Some(DraftKey::Note(TaskId(self.task), answers));
        };
        let kind = PeriodKind::parse(kind)?;
        let mut parts = crate::report::of(kind).parts.iter();
        let part = parts.find(|known| known.name == part)?;
        Some(DraftKey::Place(kind, part.name))
    }

    /// The draft as it goes on.
    #[must_use]
    pub fn draft(&self) -> Draft {
        Draft {
            kind: NoteKind::parse(&self.kind).unwrap_or_default(),
            editor: Editor::lines(&self.text).with_limit(NOTE_MAX),
            answers: self.answers.map(NoteId),
            seen: self.seen.clone(),
            of: String::new(),
        }
    }

    /// Whether it can be gone on with: what it is for is there, and open.
    fn has_a_use(&self, store: &Store) -> bool {
        match self.key() {
            Some(DraftKey::Note(task, _)) => store.row(task).is_ok_and(|row| row.is_some()),
            Some(DraftKey::Place(..)) => true,
            Some(DraftKey::Conclusion(id, of)) => {
                let review = store.review(id).ok().flatten();
                review.is_some_and(|review| {
                    let mut all = review.conclusions.iter();
                    let there = of.is_none_or(|of| all.any(|one| one.id == of));
                    there && !review.is_finished()
                })
            }
            None => false,
        }
    }
}

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
        for (n, draft) in state.open.iter().enumerate() {
            let path = folder.join(format!("{}-{n}-{}.json", std::process::id(), draft.task));
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

impl App {
    /// Brings back what this person was writing when the program last ended.
    pub(super) fn offer_drafts(&mut self) {
        let store = &self.session.store;
        let kept = self.keeper.load(|draft| draft.has_a_use(store));
        let lang = self.model.frame.lang;
        let mut codes = Vec::new();
        let (mut of_reports, mut of_reviews) = (false, false);
        for kept in kept {
            let Some(key) = kept.key() else { continue };
            let mut draft = kept.draft();
            match key {
                DraftKey::Place(..) => of_reports = true,
                DraftKey::Conclusion(..) => of_reviews = true,
                DraftKey::Note(task, _) => {
                    if let Ok(Some(row)) = store.row(task) {
                        draft.of.clone_from(&row.code);
                        codes.push(row.code);
                    }
                }
            }
            self.model.drafts.insert(key, draft);
        }
        codes.sort_unstable();
        codes.dedup();
        if !codes.is_empty() {
            self.model.tell(waits::drafts_kept(&codes, lang));
        } else if of_reviews {
            self.model.tell(waits::conclusion_draft_kept(lang));
        } else if of_reports {
            self.model.tell(waits::report_draft_kept(lang));
        }
    }

    /// Hands what is being written to the keeper, which outlives the loop. Where several share an
    /// account, drafts are offered once it is known who is at the keyboard.
    pub(super) fn hand_over_drafts(&mut self) {
        if self.keeper.belongs_to(&self.model.frame.actor.to_string()) {
            self.offer_drafts();
        }
        let left = self.model.drafts.iter().map(|(key, draft)| (*key, draft));
        let open = self.model.layers.iter().filter_map(|layer| match layer {
            Layer::Note(note) => Some((note.key()?, &note.draft)),
            Layer::Text(text) if text.is_changed() => Some((text.key(), &text.draft)),
            Layer::Conclusion(one) if one.is_changed() => Some((one.key(), &one.draft)),
            _ => None,
        });
        // What is open comes last: it goes before an older draft of the same key.
        let mut drafts: HashMap<DraftKey, &Draft> = HashMap::new();
        drafts.extend(left.chain(open));
        drafts.retain(|_, draft| !draft.editor.text().trim().is_empty());
        self.keeper.set(drafts.into_iter());
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn note(keeper: &Keeper, task: i64, text: &str) {
        let draft = Draft {
            kind: NoteKind::Difficulty,
            editor: Editor::lines(text),
            ..Draft::default()
        };
        keeper.set([(DraftKey::Note(TaskId(task), None), &draft)].into_iter());
        keeper.save();
    }

    #[test]
    fn what_was_being_written_is_there_again_for_that_file_and_person() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("state/drafts");
        let of = |file: &str, who| Keeper::new(Some(place.clone()), Path::new(file), who);
        note(&of("a.db", "Lan"), 7, "Chờ ý kiến\nphòng KHTC");
        note(&of("b.db", "Lan"), 8, "việc khác");
        note(&of("a.db", "Hùng"), 9, "của Hùng");
        let lan = of("a.db", "Lan");
        let kept = lan.load(|_| true);
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].key(), Some(DraftKey::Note(TaskId(7), None)));
        assert_eq!(kept[0].draft().kind, NoteKind::Difficulty);
        assert_eq!(kept[0].text, "Chờ ý kiến\nphòng KHTC");
        lan.set(std::iter::empty());
        lan.save();
        assert!(of("a.db", "Lan").load(|_| true).is_empty());
        assert_eq!(of("a.db", "Hùng").load(|_| true).len(), 1);
    }

    #[test]
    fn a_text_of_a_report_comes_back_with_what_it_shall_replace() {
        let folder = tempfile::tempdir().unwrap();
        let place = Some(folder.path().to_owned());
        let lan = Keeper::new(place.clone(), Path::new("a.db"), "Lan");
        let draft = Draft {
            editor: Editor::lines("Do dịch bệnh.\nThiếu người."),
            seen: "Do dịch bệnh.".to_owned(),
            ..Draft::default()
        };
        let key = DraftKey::Place(PeriodKind::Month, "causes");
        lan.set([(key, &draft)].into_iter());
        lan.save();
        let mut kept = Keeper::new(place, Path::new("a.db"), "Lan").load(|_| true);
        assert_eq!(kept[0].key(), Some(key));
        let back = kept[0].draft();
        assert_eq!(back.editor.text(), "Do dịch bệnh.\nThiếu người.");
        assert_eq!(back.seen, "Do dịch bệnh.");
        // A place that no report has any more offers nothing.
        kept[0].place = Some(("month".to_owned(), "mục cũ".to_owned()));
        assert_eq!(kept[0].key(), None);
    }

    #[test]
    fn a_conclusion_comes_back_and_what_has_no_use_now_stays_where_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let place = Some(folder.path().to_owned());
        let lan = Keeper::new(place.clone(), Path::new("a.db"), "Lan");
        let draft = Draft {
            editor: Editor::lines("Giao Văn phòng\nbáo cáo trước 15/6"),
            seen: "Giao Văn phòng".to_owned(),
            ..Draft::default()
        };
        let key = DraftKey::Conclusion(ReviewId(2), Some(ConclusionId(5)));
        let new = DraftKey::Conclusion(ReviewId(2), None);
        lan.set([(key, &draft), (new, &draft)].into_iter());
        lan.save();
        let again = Keeper::new(place.clone(), Path::new("a.db"), "Lan");
        // The review is finished; that may be undone.
        assert!(again.load(|_| false).is_empty());
        again.save();
        let kept = Keeper::new(place, Path::new("a.db"), "Lan").load(|_| true);
        let keys: Vec<_> = kept.iter().map(KeptDraft::key).collect();
        assert!(keys.contains(&Some(key)) && keys.contains(&Some(new)));
        let back = kept[0].draft();
        assert_eq!(back.editor.text(), "Giao Văn phòng\nbáo cáo trước 15/6");
        assert_eq!(back.seen, "Giao Văn phòng");
    }

    #[test]
    fn a_second_window_that_ends_leaves_the_first_ones_draft_alone() {
        let folder = tempfile::tempdir().unwrap();
        let place = Some(folder.path().join("drafts"));
        let first = Keeper::new(place.clone(), Path::new("a.db"), "Lan");
        let second = Keeper::new(place.clone(), Path::new("a.db"), "Lan");
        assert!(second.load(|_| true).is_empty());
        note(&first, 7, "viết dở ở cửa sổ thứ nhất");
        second.save();
        assert_eq!(
            Keeper::new(place, Path::new("a.db"), "Lan")
                .load(|_| true)
                .len(),
            1
        );
    }

    #[test]
    fn without_a_place_or_with_a_broken_file_there_is_just_nothing() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("1-0-7.json"), "không phải JSON").unwrap();
        let place = Some(folder.path().to_owned());
        assert!(
            Keeper::new(place, Path::new("a.db"), "Lan")
                .load(|_| true)
                .is_empty()
        );
        assert!(folder.path().join("1-0-7.json").exists());
        let nowhere = Keeper::new(None, Path::new("a.db"), "Lan");
        note(&nowhere, 1, "mất");
        assert!(nowhere.load(|_| true).is_empty());
    }
}
