//! Queries of the journal: since when, by whom, of which tasks.

use super::day::Day;
use super::ids::{AreaId, TaskId, UnitId};
use super::journal::JournalEntry;

/// Since when, as it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JournalStart {
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

/// Since when, resolved to a day or a row.
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
pub struct JournalQuery {
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
pub struct JournalPage {
    pub entries: Vec<JournalEntry>,
    /// The next page ends before this row; `None` at the beginning of the journal. A page may be short, or even
    /// empty, although there are more.
    pub next: Option<i64>,
}

/// The present title, area and lead of a task, for a list of changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ChangedTask {
    pub title: String,
    pub area: AreaId,
    pub lead: Option<UnitId>,
}
