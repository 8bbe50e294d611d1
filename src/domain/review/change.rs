//! What a review writes.

use super::{Agenda, AnswerKind, Scope};
use crate::domain::day::Week;
use crate::domain::ids::{ConclusionId, PlanId, ReviewId, TaskId};
use crate::domain::task::NewTask;

/// One wish concerning a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReviewChange {
    /// Begin one.
    Begin {
        plan: PlanId,
        /// The week that it is about.
        week: Week,
        scope: Scope,
        /// The walk with its place in the journal.
        laid: PreparedAgenda,
    },
    /// Answer a task of the walk. Where something that says as much was answered already, an act
    /// that has more to write leaves that answer alone.
    Answer {
        review: ReviewId,
        task: TaskId,
        /// What is said of it.
        kind: AnswerKind,
    },
    /// Write a conclusion down.
    Conclude {
        review: ReviewId,
        /// Its text.
        body: String,
    },
    /// Reword a conclusion. Refused with both texts where `before` is no longer what the file holds.
    Reword {
        conclusion: ConclusionId,
        /// What the person saw.
        before: String,
        /// What it shall be.
        after: String,
    },
    /// Take a conclusion out. Tasks and notes that came of it stay.
    Withdraw {
        conclusion: ConclusionId,
        /// What the person saw.
        seen: String,
    },
    /// Make a task of a conclusion.
    MakeTask {
        conclusion: ConclusionId,
        task: Box<NewTask>,
    },
    /// Note a conclusion on a task, as an instruction.
    NoteOn {
        conclusion: ConclusionId,
        task: TaskId,
        /// The text, as the person saw it.
        body: String,
    },
    /// Finish a review and freeze it.
    Finish {
        review: ReviewId,
        /// The journal's newest hash when the texts were made, in hexadecimal digits. Where
        /// somebody has written since, they are out of date and nothing is finished.
        head: String,
        /// The texts to freeze: Vietnamese, English.
        texts: [String; 2],
    },
}

/// A walk laid out, with its place in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreparedAgenda {
    pub walk: Agenda,
    /// The journal's newest row when it was laid out.
    pub at: i64,
    /// The journal's newest row at the review before.
    pub since: i64,
}

impl ReviewChange {
    /// The task that it concerns.
    pub fn task(&self) -> Option<TaskId> {
        match self {
            Self::Answer { task, .. } | Self::NoteOn { task, .. } => Some(*task),
            _ => None,
        }
    }
}
