//! Texts of several lines being written: notes on tasks, texts in reports, conclusions of reviews,
//! and their drafts.

use crate::domain::conflict::{Conflict, FieldValue};
use crate::domain::ids::{ConclusionId, NoteId, ReviewId, TaskId};
use crate::domain::note::NoteKind;
use crate::domain::period::PeriodKind;
use crate::report::Part;
use crate::tui::widgets::editor::Editor;

/// A note being written.
#[derive(Debug)]
pub struct NoteLayer {
    /// The tasks that it is for.
    pub tasks: Vec<TaskId>,
    /// What the title says: a code, or how many tasks.
    pub of: String,
    /// The text, its kind, what it answers.
    pub draft: Draft,
}

impl NoteLayer {
    /// Under which key its text is kept: a note on several tasks under the first of them.
    pub fn key(&self) -> Option<DraftKey> {
        Some(DraftKey::Note(*self.tasks.first()?, self.draft.answers))
    }
}

/// A text for a place of a report being written.
#[derive(Debug)]
pub struct TextLayer {
    /// Over which sort of period.
    pub kind: PeriodKind,
    /// The place.
    pub part: &'static Part,
    /// The text, and what stood there when it was begun.
    pub draft: Draft,
}

impl TextLayer {
    /// Under which key its text is kept.
    pub fn key(&self) -> DraftKey {
        DraftKey::Place(self.kind, self.part.name)
    }

    /// What a colleague has written there meanwhile was shown: a second save replaces it.
    pub fn has_seen(&mut self, conflicts: &[Conflict]) {
        self.draft.has_seen(conflicts);
    }

    /// Whether there is something to lose.
    pub fn is_changed(&self) -> bool {
        self.draft.editor.text().trim_end() != self.draft.seen.trim_end()
    }
}

/// A conclusion of a review being written.
#[derive(Debug)]
pub struct ConclusionLayer {
    /// The review.
    pub review: ReviewId,
    /// Which conclusion is reworded; none for a new one.
    pub of: Option<ConclusionId>,
    /// The text, and the one that is reworded as the person saw it.
    pub draft: Draft,
}

impl ConclusionLayer {
    /// Under which key its text is kept.
    pub fn key(&self) -> DraftKey {
        DraftKey::Conclusion(self.review, self.of)
    }

    /// What a colleague has made of it was shown: a second save replaces it.
    pub fn has_seen(&mut self, conflicts: &[Conflict]) {
        self.draft.has_seen(conflicts);
    }

    /// Whether there is something to lose.
    pub fn is_changed(&self) -> bool {
        let text = self.draft.editor.text().trim();
        !text.is_empty() && text != self.draft.seen.trim()
    }
}

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
    /// What the text shall replace, as the person saw it; empty for a note.
    pub seen: String,
    /// The codes of the tasks that a note is for; empty for other texts.
    pub of: String,
}

impl Draft {
    /// What somebody else has made of the text meanwhile was shown.
    fn has_seen(&mut self, conflicts: &[Conflict]) {
        let theirs = conflicts
            .first()
            .and_then(|conflict| conflict.clashes.first());
        self.seen = match theirs.map(|clash| &clash.theirs) {
            Some(FieldValue::Text(text)) => text.clone(),
            _ => String::new(),
        };
    }
}
