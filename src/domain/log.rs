//! Which changes of the journal: since when, by whom, of which tasks.

use super::day::Day;
use super::history::Entry;
use super::ids::{AreaId, TaskId, UnitId};

/// Since when, as people ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// The end of one's own last visit.
    LastVisit,
    /// The beginning of the newest review.
    LastReview,
    /// This week's Monday.
    Monday,
    Today,
    Day(Day),
    /// The file's.
    Beginning,
}

/// Where a stretch of the journal begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Since {
    /// With the file.
    #[default]
    Beginning,
    /// On a day.
    Day(Day),
    /// After a row of the journal.
    Row(i64),
}

/// Which changes; all conditions must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogQuery {
    pub since: Since,
    /// By this person, whatever the account.
    pub person: Option<String>,
    /// Of tasks that this unit leads now.
    pub unit: Option<UnitId>,
    /// Of tasks that are in this area now.
    pub area: Option<AreaId>,
    pub task: Option<TaskId>,
    /// Without what was undone, and without the undoing of it.
    pub standing: bool,
}

/// Changes in the order of the journal, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogPage {
    pub entries: Vec<Entry>,
    /// Before which row of the journal more may follow; none at the beginning. A page may be short, or
    /// empty, although more follows.
    pub next: Option<i64>,
}

/// What a list of changes shows of a task that they are of, as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogTask {
    pub title: String,
    pub area: AreaId,
    pub lead: Option<UnitId>,
}
