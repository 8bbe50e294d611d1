//! A text that is not saved yet: which, what, and how it is kept in a file.

use crate::domain::ids::{ConclusionId, NoteId, ReviewId, TaskId};
use crate::domain::note::NoteKind;
use crate::domain::period::PeriodKind;
use crate::domain::text::NOTE_MAX;
use crate::store::Store;
use crate::tui::widgets::editor::Editor;
use serde::{Deserialize, Serialize};

/// Which draft.
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
    /// What it is for.
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
    /// Its text.
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
    pub(super) fn new(file: &str, person: &str, key: DraftKey, draft: &Draft) -> Self {
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
    pub(super) fn is_of(&self, other: &Self) -> bool {
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
    pub fn has_a_use(&self, store: &Store) -> bool {
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
