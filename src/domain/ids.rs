//! Identities: one type a noun, so that a unit's number cannot be passed for a task's.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub i64);
    )*};
}

ids! {
    /// A year's plan in the file.
    PlanId;
    /// One of a plan's areas.
    AreaId;
    /// A numbered section of the plan's document.
    SectionId;
    /// A unit of the department, or one outside it.
    UnitId;
    /// A task. It is also the task's row in the full-text index.
    TaskId;
    /// One due date of a task.
    OccurrenceId;
    /// A note on a task.
    NoteId;
    /// A step of a task.
    StepId;
    /// One act of a person: the id of the first journal row that it wrote.
    ActId;
    /// A weekly review.
    ReviewId;
    /// A conclusion of a review.
    ConclusionId;
}

impl UnitId {
    /// The unit that an act itself adds as its n-th, from 0: what its later changes name before there is
    /// a row. The store puts the row in its place.
    pub fn added(nth: usize) -> Self {
        Self(-1 - i64::try_from(nth).unwrap_or(i64::MAX - 1))
    }

    /// Which of the units that the act adds it is, from 0; `None` for one that has a row.
    pub fn nth_added(self) -> Option<usize> {
        usize::try_from(-1 - self.0).ok()
    }
}
