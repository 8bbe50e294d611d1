//! The history of a synthetic task: who adds it, and the acts on it.

use cchc::domain::day::Day;
use cchc::domain::deadline::Deadline;
use cchc::domain::ids::SectionId;
use cchc::domain::note::NoteKind;
use cchc::domain::task::TaskText;
use cchc::store::Stamp;

/// A task and the acts on it.
#[derive(Clone, Debug)]
pub struct TaskHistory {
    /// Who adds it, and when.
    pub added: Stamp,
    /// The section that gives the code.
    pub section: SectionId,
    /// Texts and units.
    pub text: TaskText,
    /// The deadline.
    pub deadline: Deadline,
    /// The acts on it, in the order of their moments.
    pub events: Vec<(Stamp, Event)>,
}

/// An act on a task; what it writes is what the change of that name writes.
#[derive(Clone, Debug)]
pub enum Event {
    /// The work is begun.
    Start,
    /// The oldest open occurrence is completed.
    Complete {
        /// When.
        done_on: Day,
        /// What came of it.
        result: Option<String>,
    },
    /// The deadline of the oldest open occurrence is moved.
    Extend {
        /// The later day.
        new_due_on: Day,
        /// Why.
        reason: String,
        /// Who agreed.
        agreed_by: String,
    },
    /// A note is written.
    Note {
        /// What it is for.
        kind: NoteKind,
        /// Its text.
        body: String,
    },
    /// A document proves completion.
    Evidence {
        /// Number and symbol.
        number: String,
        /// Its date.
        dated_on: Day,
        /// Trích yếu.
        summary: String,
    },
}
