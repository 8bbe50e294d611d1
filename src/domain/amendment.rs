//! Amendments: what was entered by mistake, corrected or removed later, with the reason.

use super::change::pick;
use super::day::Day;
use super::ids::{StepId, TaskId};
use super::note::Evidence;

/// What is corrected or removed. Each names what the person saw, so that nobody takes away what a
/// colleague has altered since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amendment {
    /// Remove a task that was added by mistake, with all that belongs to it.
    RemoveTask {
        /// The row of the journal that last touched the task as the person saw it.
        seen: i64,
    },
    /// Correct a document: only the parts in which the two differ.
    CorrectEvidence {
        /// As the person saw it.
        seen: Box<Evidence>,
        /// What it shall be.
        to: Box<Evidence>,
    },
    /// Remove a document.
    RemoveEvidence {
        /// As the person saw it.
        seen: Box<Evidence>,
    },
    /// Word a step otherwise.
    RenameStep {
        /// The step.
        step: StepId,
        /// Its title as the person saw it.
        seen: String,
        /// What it shall be.
        to: String,
    },
    /// Remove a step; the numbers of the others stay.
    RemoveStep {
        /// The step.
        step: StepId,
        /// Its title as the person saw it.
        seen: String,
        /// When it was ticked off as the person saw it.
        ticked: Option<Day>,
    },
}

/// Why a task cannot be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRemovable {
    /// It is a duty of the plan's document.
    OfDocument,
    /// A review has it in its walk, or a conclusion led to it.
    InReview,
}

/// A task that was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovedTask {
    /// Its row, by which the journal still knows it.
    pub id: TaskId,
    /// Its code.
    pub code: String,
    /// Why.
    pub reason: String,
}

impl Evidence {
    /// What the document shall be: the parts in which this differs from what was seen, and the
    /// others as they are now.
    pub fn merged(&self, seen: &Self, now: &Self) -> Self {
        Self {
            id: now.id,
            number: pick(&self.number, &seen.number, now.number.clone()),
            dated_on: pick(&self.dated_on, &seen.dated_on, now.dated_on),
            summary: pick(&self.summary, &seen.summary, now.summary.clone()),
            path: pick(&self.path, &seen.path, now.path.clone()),
        }
    }
}
