//! Ids: a type for each noun, so that a unit's id cannot be passed for a task's.

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
    /// A placeholder for the n-th unit, from 0, that the same act adds, for later changes of the act. The store
    /// replaces it by the row's id.
    pub(crate) fn added(nth: usize) -> Self {
        Self(-1 - i64::try_from(nth).unwrap_or(i64::MAX - 1))
    }

    /// The n of such a placeholder; `None` for the id of a row.
    pub(crate) fn nth_added(self) -> Option<usize> {
        usize::try_from(-1 - self.0).ok()
    }
}
