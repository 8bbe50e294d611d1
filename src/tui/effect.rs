//! Effects: what the outside must do, and what it brings back, as values.

use super::action::Action;
use super::papers::{SaveWish, Unsaved};
use crate::domain::change::Change;
use crate::domain::history::{ChangeKind, Entry};
use crate::domain::ids::TaskId;
use crate::domain::letterhead::Letterhead;
use crate::domain::plan::Passage;
use crate::domain::query::{Filter, Query, Window};
use crate::domain::task::{Place, Task, TaskRow};
use crate::domain::totals::Totals;
use crate::domain::unit::Unit;

use crate::report::{self, ReportQuery};
use crate::store::{Receipt, StoreError};
use std::collections::HashMap;

/// What the outside must do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Apply one act.
    Apply(Vec<Change>),
    /// Take back one's own last act.
    Undo,
    /// Do it again.
    Redo,
    /// Load the home screen's rows, and its counts.
    Home(Query, Whence),
    /// Load more rows at one end of those at hand.
    More {
        /// Which list.
        query: Query,
        /// Behind or before which row.
        from: Place,
        /// Behind.
        down: bool,
    },
    /// Load only the counts.
    Counts(Query),
    /// Load the task under the cursor for the preview.
    Preview(TaskId),
    /// Load one task whole, with its history.
    Detail(TaskId),
    /// Load these tasks whole for what the action shall do to them.
    Tasks(Vec<TaskId>, Action),
    /// Load the document.
    Document,
    /// Make a report; done once the screen says that it is being made.
    Report(ReportQuery),
    /// Load the names on reports for their form.
    Names,
    /// Save the document on the screen as a file.
    Save(SaveWish),
    /// Copy a text to the clipboard of the terminal.
    Copy(String),
    /// Count what each filter leaves and offer them.
    Filters(Query, Vec<Filter>),
    /// Load units, people and the plan's settings anew.
    Frame,
    /// Remember the language as the person's own.
    Remember(crate::present::lang::Lang),
    /// Give the terminal to the shell for a while.
    Suspend,
}

impl Effect {
    /// Whether it writes to the file, and so may have to wait for somebody else's write.
    #[must_use]
    pub fn writes(&self) -> bool {
        matches!(self, Self::Apply(_) | Self::Undo | Self::Redo)
    }
}

/// Where the rows of the home screen shall begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whence {
    /// At the first.
    Start,
    /// At the last.
    End,
    /// With the cursor on this task; where it is not in the list, on the first.
    OnOrStart(TaskId),
    /// With the cursor on this task; where it is not in the list, on what follows its place.
    Task {
        /// The task.
        id: TaskId,
        /// Where it stood.
        place: Place,
    },
}

/// What an effect brings back.
#[derive(Debug)]
pub enum Answer {
    /// An act was applied; the touched tasks as they are now.
    Applied(Receipt, Vec<Change>, Vec<Task>),
    /// An act was taken back (true) or done again.
    Reverted(bool, Receipt, Vec<TaskRow>),
    /// Rows, the cursor among them, and how many the list has.
    Home {
        /// The rows at hand.
        window: Window<TaskRow>,
        /// The cursor's row.
        cursor: usize,
        /// How many rows the list has.
        count: i64,
        /// The counts.
        counts: Box<Counts>,
    },
    /// More rows.
    More {
        /// The rows.
        window: Window<TaskRow>,
        /// Behind.
        down: bool,
    },
    /// The counts, and how many rows the list has.
    Counts(Box<Counts>, i64),
    /// The task under the cursor.
    Preview(Option<Box<Task>>),
    /// One task whole, with its history; nothing where it is gone.
    Detail(TaskId, Option<(Box<Task>, Vec<Entry>)>),
    /// Tasks whole, for what the action shall do to them.
    Tasks(Vec<Task>, Action),
    /// The document's other parts, and the tasks between them: line, code, text.
    Document(Vec<Passage>, Vec<(i64, String, String)>),
    /// A report was made.
    Report(ReportQuery, Box<report::document::Document>),
    /// A report could not be made.
    Unmade(StoreError),
    /// The names on reports, and the settings behind them by key.
    Names(Box<Letterhead>, HashMap<String, String>),
    /// The document was saved.
    Saved(SaveWish),
    /// It was not.
    Unsaved(SaveWish, Unsaved),
    /// The filters with their counts.
    Filters(Vec<(Filter, i64)>),
    /// Units, people and settings were loaded anew into the frame.
    Frame,
    /// The store said no; where several tasks were concerned, to which of them.
    Failed(StoreError, Option<String>),
}

/// The counts round the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By area, in the areas' order, for the chosen unit.
    pub areas: Vec<Totals>,
    /// All areas, for the chosen unit.
    pub all: Totals,
    /// The open area, by unit.
    pub units: Vec<(Option<Unit>, Totals)>,
    /// The open area, all units.
    pub all_units: Totals,
    /// Late in the whole plan.
    pub late: i64,
    /// Due this week in the whole plan.
    pub this_week: i64,
}

/// Whether an act is a single completion, which a second press takes back.
#[must_use]
pub fn is_completion(receipt: &Receipt) -> bool {
    receipt.kind == ChangeKind::Complete && receipt.tasks.len() == 1
}
