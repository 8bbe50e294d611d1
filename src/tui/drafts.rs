//! Drafts that outlive the program: what was being written when a terminal closed, a signal came, the
//! program failed or the power went is there again on the next start.
//!
//! The loop hands over what is open after every change, and writes it down once the keys rest or the
//! screen says that it is kept; whoever ends the program writes down the rest. Each draft is a file of
//! its own, so that several screens never meet in one, and each screen marks its files with a lock, so
//! that none takes over what another one is still writing.

use crate::domain::ids::{ConclusionId, NoteId, ReviewId, TaskId};
use crate::domain::note::NoteKind;
use crate::domain::period::PeriodKind;
use crate::domain::text::NOTE_MAX;
use crate::paths;
use crate::present::lang::Lang;
use crate::present::messages::file_errors;
use crate::store::Store;
use crate::tui::widgets::editor::Editor;
use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Texts that were left without saving.
pub(crate) type Drafts = HashMap<DraftKey, Draft>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DraftKey {
    /// Of a note on a task, and the difficulty that it answers.
    Note(TaskId, Option<NoteId>),
    /// Of a text in a report over a sort of period, by the name of its place.
    Place(PeriodKind, &'static str),
    /// Of a conclusion of a review: a new one, or the one that it rewords.
    Conclusion(ReviewId, Option<ConclusionId>),
}

/// A text that is not saved yet.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub kind: NoteKind,
    /// The text.
    pub editor: Editor,
    /// The difficulty that it answers, on a single task.
    pub answers: Option<NoteId>,
    /// What the text replaces, as the person saw it; empty for a note.
    pub seen: String,
    /// The codes of the tasks that a note is for; empty for other texts.
    pub of: String,
}

/// A text as it is kept in a file.
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
    pub text: String,
    /// Of a text in a report: over which sort of period, and its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<(String, String)>,
    /// Of a conclusion: its review, and the conclusion that it rewords.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conclusion: Option<(i64, Option<i64>)>,
    /// What the text replaces, as the person saw it.
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

    /// Whether another one is of the same text, however far each has come.
    fn is_of(&self, other: &Self) -> bool {
        let identity = |one: &Self| (one.task, one.answers, one.place.clone(), one.conclusion);
        self.file == other.file && identity(self) == identity(other)
    }

    /// Which draft it is; `None` for a place that no report has any more.
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
        let mut places = crate::report::text_places(kind).iter();
        let place = places.find(|known| known.name == part)?;
        Some(DraftKey::Place(kind, place.name))
    }

    /// The draft as it goes on.
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
    pub(crate) fn has_a_use(&self, store: &Store) -> bool {
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
pub(crate) struct DraftStore {
    folder: Option<PathBuf>,
    file: String,
    state: Arc<Mutex<State>>,
}

/// What the loop and whoever ends the program share.
#[derive(Debug, Default)]
struct State {
    person: String,
    open: Vec<KeptDraft>,
    /// What is on the disk, and where; no other screen's file is ever removed.
    written: Vec<(PathBuf, KeptDraft)>,
    /// What shows other screens that these files are in use; made with the first of them.
    mark: Option<ScreenLock>,
}

/// Why what is being written would not outlive the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftError {
    /// The system names no folder of the person's own.
    Nowhere,
    /// The folder or the disk refused; the system's own words.
    Refused(String),
}

impl DraftError {
    /// The reason in words, to stand in brackets.
    pub(crate) fn reason(&self, lang: Lang) -> String {
        match self {
            Self::Nowhere => lang.text("không có thư mục cá nhân", "there is no home folder"),
            Self::Refused(text) => file_errors::reason(text, lang),
        }
    }
}

/// How soon what is open has to be written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WriteUrgency {
    /// Nothing has changed since it was handed over last.
    Never,
    /// A text has grown.
    Soon,
    /// A text is gone: it was saved, and must not be offered again.
    Now,
}

impl DraftStore {
    /// Keeps drafts of one plan's file in `folder`, where there is one. Whose they are is set by
    /// [`DraftStore::set_person`].
    pub(crate) fn new(folder: Option<PathBuf>, file: &Path) -> Self {
        let file = file.canonicalize().unwrap_or_else(|_| file.to_owned());
        Self {
            folder,
            file: file.to_string_lossy().into_owned(),
            state: Arc::default(),
        }
    }

    /// Makes it another person's; says whether it was not that person's before.
    pub(crate) fn set_person(&self, person: &str) -> bool {
        let mut state = self.state();
        let other = state.person != person;
        if other {
            person.clone_into(&mut state.person);
        }
        other
    }

    /// What was left over of this file and person the last time and has a use still; from now on
    /// it is this screen's. The rest stays where it is, for what it belongs to may come back; so does
    /// a second draft of the same, for the next start.
    pub(crate) fn load(&self, has_a_use: impl Fn(&KeptDraft) -> bool) -> Vec<KeptDraft> {
        let Some(folder) = &self.folder else {
            return Vec::new();
        };
        let mut state = self.state();
        clear_up(folder);
        let mut kept: Vec<KeptDraft> = Vec::new();
        for (path, draft) in all(folder) {
            let ours = draft.file == self.file && draft.person == state.person;
            let mut known = state.written.iter();
            if !ours || known.any(|(written, _)| *written == path) {
                continue;
            }
            if kept.iter().any(|one| one.is_of(&draft)) || !has_a_use(&draft) {
                continue;
            }
            if let Some(path) = state.take_over(folder, path) {
                state.written.push((path, draft.clone()));
                // Open from now on: whoever ends the program before the screen hands them over keeps them.
                state.open.push(draft.clone());
                kept.push(draft);
            }
        }
        kept
    }

    /// Remembers what is open now, and says how soon it has to be written down.
    pub(crate) fn set<'d>(
        &self,
        drafts: impl Iterator<Item = (DraftKey, &'d Draft)>,
    ) -> WriteUrgency {
        let mut state = self.state();
        let person = state.person.clone();
        let open: Vec<KeptDraft> = drafts
            .map(|(key, draft)| KeptDraft::new(&self.file, &person, key, draft))
            .collect();
        let same =
            open.len() == state.open.len() && open.iter().all(|one| state.open.contains(one));
        let goes = |one: &KeptDraft| !open.iter().any(|still| still.is_of(one));
        let gone = state.written.iter().any(|(_, one)| goes(one));
        state.open = open;
        match (same, gone) {
            (_, true) => WriteUrgency::Now,
            (false, false) => WriteUrgency::Soon,
            (true, false) => WriteUrgency::Never,
        }
    }

    /// Writes down what is open and removes what is open no longer. When this comes back without an
    /// error, every text outlasts the program and the power.
    ///
    /// # Errors
    /// Why a text cannot be kept; what was on the disk of it before is there still.
    pub(crate) fn save(&self) -> Result<(), DraftError> {
        let mut state = self.state();
        let Some(folder) = &self.folder else {
            return match state.open.is_empty() {
                true => Ok(()),
                false => Err(DraftError::Nowhere),
            };
        };
        let mut refused = None;
        for draft in state.open.clone() {
            if let Err(error) = state.write(folder, draft) {
                refused = Some(DraftError::Refused(error.to_string()));
            }
        }
        let open = std::mem::take(&mut state.open);
        state.written.retain(|(path, old)| {
            let wanted = open.iter().any(|draft| draft.is_of(old));
            // Where it cannot be removed it is offered once more, which loses nothing.
            wanted || std::fs::remove_file(path).is_err()
        });
        state.open = open;
        refused.map_or(Ok(()), Err)
    }

    /// The last word of a screen that ends: [`DraftStore::save`], and its files are anybody's.
    ///
    /// # Errors
    /// As [`DraftStore::save`].
    pub(crate) fn close(&self) -> Result<(), DraftError> {
        let saved = self.save();
        self.state().mark = None;
        saved
    }

    /// A thread that failed while holding the state has not half-written it.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Puts a draft on the disk, unless it is there to the letter.
    fn write(&mut self, folder: &Path, draft: KeptDraft) -> std::io::Result<()> {
        let known = self.written.iter().position(|(_, old)| old.is_of(&draft));
        let known = known.and_then(|at| self.written.get_mut(at));
        if known.as_ref().is_some_and(|(_, old)| *old == draft) {
            return Ok(());
        }
        let bytes = serde_json::to_vec(&draft)?;
        if let Some((path, old)) = known {
            paths::put(path, &bytes)?;
            *old = draft;
            return Ok(());
        }
        let path = self.free_place(folder)?;
        paths::put(&path, &bytes)?;
        self.written.push((path, draft));
        Ok(())
    }

    /// Makes a file that nobody uses this screen's own. Nothing where another screen is writing it, or
    /// was faster.
    fn take_over(&mut self, folder: &Path, path: PathBuf) -> Option<PathBuf> {
        if is_in_use(&path) {
            return None;
        }
        let moved = self.free_place(folder).and_then(|place| {
            std::fs::rename(&path, &place)?;
            Ok(place)
        });
        match moved {
            Ok(place) => Some(place),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            // It can be read, and stays where it is.
            Err(_) => Some(path),
        }
    }

    /// A name in the folder that is this screen's and that no file has.
    fn free_place(&mut self, folder: &Path) -> std::io::Result<PathBuf> {
        if self.mark.is_none() {
            self.mark = Some(ScreenLock::new(folder)?);
        }
        let names = self.mark.iter().flat_map(ScreenLock::names);
        let free = names
            .map(|name| folder.join(name))
            .find(|path| !path.exists());
        free.ok_or_else(|| std::io::ErrorKind::AlreadyExists.into())
    }
}

/// Every draft in the folder that can be read, in the order of names; others are left alone.
fn all(folder: &Path) -> Vec<(PathBuf, KeptDraft)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    paths.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).ok()?;
        Some((path, serde_json::from_str(&text).ok()?))
    };
    paths.into_iter().filter_map(read).collect()
}

/// How the names of locks end.
const LOCK: &str = "lock";

/// A running screen's mark, with which the names of its files begin. The screen holds a lock of that name
/// for as long as it runs; however it ends, the system lets go of it.
#[derive(Debug)]
struct ScreenLock {
    name: String,
    path: PathBuf,
    /// Held while it is open.
    _lock: File,
}

impl ScreenLock {
    /// A mark that no other running screen has. Where the file system knows no locks it is one that
    /// nobody respects, as if the screen had ended.
    fn new(folder: &Path) -> std::io::Result<Self> {
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
    fn names(&self) -> impl Iterator<Item = String> {
        (0..10_000).map(|n| format!("{}-{n}.json", self.name))
    }
}

impl Drop for ScreenLock {
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
fn is_in_use(path: &Path) -> bool {
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
fn clear_up(folder: &Path) {
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::ids::{ConclusionId, ReviewId, TaskId};
    use crate::domain::note::NoteKind;
    use crate::domain::period::PeriodKind;
    use crate::tui::widgets::editor::Editor;
    use std::path::Path;

    fn store(folder: Option<PathBuf>, file: &str, person: &str) -> DraftStore {
        let store = DraftStore::new(folder, Path::new(file));
        store.set_person(person);
        store
    }

    fn note(drafts: &DraftStore, task: i64, text: &str) {
        let draft = Draft {
            kind: NoteKind::Difficulty,
            editor: Editor::lines(text),
            ..Draft::default()
        };
        let due = drafts.set([(DraftKey::Note(TaskId(task), None), &draft)].into_iter());
        assert_eq!(due, WriteUrgency::Soon);
        drafts.save().unwrap();
    }

    #[test]
    fn a_restored_draft_survives_a_program_that_is_ended_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let of_lan = || {
            let place = folder.path().to_owned();
            store(Some(place), "a.db", "Lan")
        };
        note(&of_lan(), 7, "Chờ ý kiến phòng KHTC");
        let ended = of_lan();
        assert_eq!(ended.load(|_| true).len(), 1);
        ended.close().unwrap();
        let kept = of_lan().load(|_| true);
        assert_eq!(kept[0].text, "Chờ ý kiến phòng KHTC");
    }

    #[test]
    fn what_was_being_written_is_there_again_for_that_file_and_person() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("state/drafts");
        let of = |file, who| store(Some(place.clone()), file, who);
        note(&of("a.db", "Lan"), 7, "Chờ ý kiến\nphòng KHTC");
        // Of the same number of a task, and of a program: numbers of ended programs come again.
        note(&of("b.db", "Lan"), 7, "việc khác");
        note(&of("a.db", "Hùng"), 7, "của Hùng");
        let lan = of("a.db", "Lan");
        let kept = lan.load(|_| true);
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].key(), Some(DraftKey::Note(TaskId(7), None)));
        assert_eq!(kept[0].draft().kind, NoteKind::Difficulty);
        assert_eq!(kept[0].text, "Chờ ý kiến\nphòng KHTC");
        assert_eq!(lan.set(std::iter::empty()), WriteUrgency::Now);
        lan.save().unwrap();
        assert!(of("a.db", "Lan").load(|_| true).is_empty());
        assert_eq!(of("a.db", "Hùng").load(|_| true)[0].text, "của Hùng");
        assert_eq!(of("b.db", "Lan").load(|_| true)[0].text, "việc khác");
    }

    #[test]
    fn a_text_of_a_report_is_restored_with_what_it_replaces() {
        let folder = tempfile::tempdir().unwrap();
        let place = Some(folder.path().to_owned());
        let lan = store(place.clone(), "a.db", "Lan");
        let draft = Draft {
            editor: Editor::lines("Do dịch bệnh.\nThiếu người."),
            seen: "Do dịch bệnh.".to_owned(),
            ..Draft::default()
        };
        let key = DraftKey::Place(PeriodKind::Month, "causes");
        let _ = lan.set([(key, &draft)].into_iter());
        lan.close().unwrap();
        let mut kept = store(place, "a.db", "Lan").load(|_| true);
        assert_eq!(kept[0].key(), Some(key));
        let back = kept[0].draft();
        assert_eq!(back.editor.text(), "Do dịch bệnh.\nThiếu người.");
        assert_eq!(back.seen, "Do dịch bệnh.");
        // A place that no report has any more offers nothing.
        kept[0].place = Some(("month".to_owned(), "mục cũ".to_owned()));
        assert_eq!(kept[0].key(), None);
    }

    #[test]
    fn a_conclusion_is_restored_and_drafts_without_a_use_stay_on_disk() {
        let folder = tempfile::tempdir().unwrap();
        let place = Some(folder.path().to_owned());
        let lan = store(place.clone(), "a.db", "Lan");
        let draft = Draft {
            editor: Editor::lines("Giao Văn phòng\nbáo cáo trước 15/6"),
            seen: "Giao Văn phòng".to_owned(),
            ..Draft::default()
        };
        let key = DraftKey::Conclusion(ReviewId(2), Some(ConclusionId(5)));
        let new = DraftKey::Conclusion(ReviewId(2), None);
        let _ = lan.set([(key, &draft), (new, &draft)].into_iter());
        lan.close().unwrap();
        let again = store(place.clone(), "a.db", "Lan");
        // The review is finished; that may be undone.
        assert!(again.load(|_| false).is_empty());
        again.save().unwrap();
        let kept = store(place, "a.db", "Lan").load(|_| true);
        let keys: Vec<_> = kept.iter().map(KeptDraft::key).collect();
        assert!(keys.contains(&Some(key)) && keys.contains(&Some(new)));
        let back = kept[0].draft();
        assert_eq!(back.editor.text(), "Giao Văn phòng\nbáo cáo trước 15/6");
        assert_eq!(back.seen, "Giao Văn phòng");
    }

    #[test]
    fn what_a_window_is_still_writing_is_not_offered_in_another_one() {
        let folder = tempfile::tempdir().unwrap();
        let place = Some(folder.path().join("drafts"));
        let window = || store(place.clone(), "a.db", "Lan");
        let (first, second) = (window(), window());
        note(&first, 7, "viết dở ở cửa sổ thứ nhất");
        note(&second, 8, "viết dở ở cửa sổ thứ hai");
        assert!(window().load(|_| true).is_empty());
        second.close().unwrap();
        // However a window ends, the system lets go of its files.
        let third = window();
        assert_eq!(third.load(|_| true)[0].text, "viết dở ở cửa sổ thứ hai");
        // It is the third one's now, and no fourth one's.
        assert!(window().load(|_| true).is_empty());
        drop((first, third));
        let fourth = window();
        assert_eq!(fourth.load(|_| true).len(), 2);
        assert_eq!(fourth.set(std::iter::empty()), WriteUrgency::Now);
        fourth.close().unwrap();
        let left = folder.path().join("drafts").read_dir().unwrap().count();
        assert_eq!(left, 0, "neither drafts nor locks");
    }

    #[test]
    fn two_drafts_of_the_same_are_offered_one_after_the_other() {
        let folder = tempfile::tempdir().unwrap();
        let window = || store(Some(folder.path().to_owned()), "a.db", "Lan");
        let (first, second) = (window(), window());
        note(&first, 7, "bản một");
        note(&second, 7, "bản hai");
        drop((first, second));
        let mut texts = Vec::new();
        for _ in 0..2 {
            let next = window();
            texts.extend(next.load(|_| true).into_iter().map(|kept| kept.text));
            let _ = next.set(std::iter::empty());
            next.close().unwrap();
        }
        texts.sort();
        assert_eq!(texts, ["bản hai", "bản một"]);
    }

    #[test]
    fn a_draft_that_cannot_be_written_is_reported_and_the_old_one_stays() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("drafts");
        let lan = store(Some(place.clone()), "a.db", "Lan");
        note(&lan, 7, "lần một");
        std::fs::rename(&place, folder.path().join("elsewhere")).unwrap();
        std::fs::write(&place, "không phải thư mục").unwrap();
        let draft = Draft {
            editor: Editor::lines("lần hai"),
            ..Draft::default()
        };
        let key = DraftKey::Note(TaskId(7), None);
        assert_eq!(lan.set([(key, &draft)].into_iter()), WriteUrgency::Soon);
        assert!(matches!(lan.save(), Err(DraftError::Refused(_))));
        std::fs::remove_file(&place).unwrap();
        std::fs::rename(folder.path().join("elsewhere"), &place).unwrap();
        drop(lan);
        let again = store(Some(place), "a.db", "Lan");
        assert_eq!(again.load(|_| true)[0].text, "lần một");
    }

    #[test]
    fn without_a_place_or_with_a_broken_file_there_is_just_nothing() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("1-0-7.json"), "không phải JSON").unwrap();
        let place = Some(folder.path().to_owned());
        assert!(store(place, "a.db", "Lan").load(|_| true).is_empty());
        assert!(folder.path().join("1-0-7.json").exists());
        let nowhere = store(None, "a.db", "Lan");
        let draft = Draft {
            editor: Editor::lines("mất"),
            ..Draft::default()
        };
        let _ = nowhere.set([(DraftKey::Note(TaskId(1), None), &draft)].into_iter());
        assert_eq!(nowhere.save(), Err(DraftError::Nowhere));
        assert!(nowhere.load(|_| true).is_empty());
    }
}
