//! Effects: what the outside must do, and what it brings back, as values.

use crate::domain::day::Week;
use crate::domain::history::Entry;
use crate::domain::ids::{ReviewId, TaskId};
use crate::domain::plan::{DocumentTask, Passage};
use crate::domain::query::{Filter, Query, Window};
use crate::domain::review::{AgendaPart, Progress, Review, ReviewSummary, Scope};
use crate::domain::task::{Place, Task, TaskRow};
use crate::domain::totals::Totals;
use crate::domain::unit::Unit;
use crate::report::review::figures::Weeks;
use crate::store::StoreError;
use crate::tui::input::action::Action;
use crate::tui::layers::layer::Next;

/// What the outside must do.
#[derive(Debug)]
pub enum Effect {
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
    /// Load the document, to be shown at that task.
    Document(Option<TaskId>),
    /// Count what each filter leaves and offer them.
    Filters(Query, Vec<Filter>),
    /// Load units, people and the plan's settings anew.
    Env,
    /// Load the reviews, to offer them.
    Sittings(Option<Week>),
    /// Lay out a review only to look at it.
    Look(Scope),
    /// Take a review up.
    TakeUp(ReviewId, AgendaPart),
    /// Load the open review anew.
    Review(ReviewId),
    /// Load a task of the review, and its history behind a row of the journal.
    Stop(TaskId, i64),
    /// Count the week's figures of the review.
    Weeks(ReviewId),
    /// Write down what is being written and not saved.
    Keep,
    /// What layers know too.
    Next(Next),
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
    /// With the cursor on this task, which stays where it was seen even if it belongs elsewhere now,
    /// so that no row slips under the hand; where it is gone, on what follows its place.
    Held {
        /// The task.
        id: TaskId,
        /// Where it stood.
        place: Place,
    },
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
    /// The document's other parts, the tasks between them, and the one that it is shown at.
    Document(Vec<Passage>, Vec<DocumentTask>, Option<TaskId>),
    /// The filters with their counts.
    Filters(Vec<(Filter, i64)>),
    /// Units, people and settings were loaded anew into the frame.
    Env,
    /// The reviews of the plan, the newest first; of the open ones also the units' parts.
    Sittings(Option<Week>, Vec<(ReviewSummary, Vec<UnitShare>)>),
    /// A review was begun or taken up; whether the file holds it.
    TakenUp {
        /// The review.
        review: Box<Review>,
        /// Which part of it.
        part: AgendaPart,
        /// Whether the file holds it.
        kept: bool,
    },
    /// The open review as it is now; nothing where its beginning was undone.
    Review(Option<Box<Review>>),
    /// A task of the review, and its history since the review before.
    Stop(Option<Box<Task>>, Vec<Entry>),
    /// The week's figures.
    Weeks(Box<Weeks>),
    /// The store said no; where several tasks were concerned, to which of them.
    Failed(StoreError),
}

/// A unit's share of a walk; `None` is what nobody leads.
pub type UnitShare = (Option<crate::domain::ids::UnitId>, Progress);

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
    /// Of it, dropped: lists have them, the other counts do not.
    pub dropped: i64,
    /// Due from today to the end of the week, in the whole plan.
    pub this_week: i64,
    /// How far the newest open review is, where there is one.
    pub review: Option<Progress>,
}
