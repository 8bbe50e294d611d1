//! Answers: what can be said of a task in a review.

use crate::domain::change::Change;
use crate::domain::day::Day;

/// What was said of a task, the weakest first: an answer that says more takes the place of one that
/// says less, never the other way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnswerKind {
    /// Đã xem: nothing to decide.
    Reviewed,
    /// A note was written.
    Noted,
    /// It was paused, dropped, resumed or reopened, or given another deadline.
    Changed,
    /// It is in progress.
    InProgress,
    /// Its deadline was moved.
    Extended,
    /// It is done, or a due date of it is.
    Done,
}

impl AnswerKind {
    /// Every kind with the word that the file stores.
    const WORDS: [(Self, &'static str); 6] = [
        (Self::Reviewed, "reviewed"),
        (Self::Noted, "noted"),
        (Self::Changed, "changed"),
        (Self::InProgress, "in_progress"),
        (Self::Extended, "extended"),
        (Self::Done, "done"),
    ];

    /// The stored word, which is also the word in JSON.
    pub fn as_str(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(kind, _)| *kind == self)
            .map_or("reviewed", |(_, word)| word)
    }

    /// Reads the stored word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::WORDS
            .iter()
            .find(|(_, w)| *w == word)
            .map(|(kind, _)| *kind)
    }

    /// The answer that an act on one task amounts to: the one that says most. `None` where it only
    /// mends what is written of the task, which answers nothing.
    pub fn of(act: &[Change]) -> Option<Self> {
        act.iter().filter_map(Self::of_change).max()
    }

    fn of_change(change: &Change) -> Option<Self> {
        match change {
            Change::Complete { .. } => Some(Self::Done),
            Change::Start { started: true, .. } => Some(Self::InProgress),
            Change::Start { .. }
            | Change::Correct { .. }
            | Change::Reopen { .. }
            | Change::Hold { .. }
            | Change::SetDeadline { .. } => Some(Self::Changed),
            Change::Extend { .. } => Some(Self::Extended),
            Change::AddNote { .. } => Some(Self::Noted),
            _ => None,
        }
    }
}

/// An answer with its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What was said.
    pub kind: AnswerKind,
    /// Who said it, as "Lan (vanphong)".
    pub signed: String,
    /// By which day.
    pub day: Day,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::TaskId;
    use crate::domain::note::NoteKind;

    #[test]
    fn an_act_answers_by_what_says_most_in_it() {
        let task = TaskId(1);
        let note = Change::AddNote {
            task,
            kind: NoteKind::Note,
            body: "đã trình".to_owned(),
            answers: None,
        };
        let done = Change::Complete {
            task,
            occurrence: None,
            done_on: Day::default(),
            result: None,
        };
        let lifted = Change::Hold {
            task,
            hold: None,
            seen: crate::domain::conflict::Held::default(),
            reason: None,
        };
        let step = Change::AddStep {
            task,
            title: "một bước".to_owned(),
        };
        let of = |act: &[&Change]| {
            let act: Vec<Change> = act.iter().map(|change| (*change).clone()).collect();
            AnswerKind::of(&act)
        };
        assert_eq!(of(&[&note]), Some(AnswerKind::Noted));
        assert_eq!(of(&[&lifted, &done]), Some(AnswerKind::Done));
        assert_eq!(of(&[&step]), None);
        assert!(AnswerKind::Done > AnswerKind::Extended);
    }

    #[test]
    fn every_kind_has_its_word() {
        for (kind, word) in AnswerKind::WORDS {
            assert_eq!((kind.as_str(), AnswerKind::parse(word)), (word, Some(kind)));
        }
    }
}
