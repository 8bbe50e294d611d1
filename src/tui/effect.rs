//! Effects: what the outside must do, as values, and the one place that does it.

use super::action::Action;
use super::model::{Frame, Model};
use crate::domain::change::Change;
use crate::domain::day::Day;
use crate::domain::history::{ChangeKind, Entry};
use crate::domain::ids::TaskId;
use crate::domain::plan::Passage;
use crate::domain::query::{Anchor, Due, Filter, Order, Query, Window};
use crate::domain::task::{Place, Task, TaskRow};
use crate::domain::totals::Totals;
use crate::domain::unit::{Unit, UnitScope};
use crate::store::{Receipt, Result, Stamp, Store, StoreError};

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
    /// Load a task whole for the form that a colleague was faster than.
    Rebase(TaskId),
    /// Load the document.
    Document,
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
    /// The task as it is now, for the open form.
    Rebase(Option<Box<Task>>),
    /// The document's other parts and the tasks between them.
    Document(Vec<Passage>, Vec<Task>),
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

/// How many rows are loaded beyond what a screen shows, in screens.
const SPARE: usize = 2;
/// The most entries of history that the detail shows.
const HISTORY: usize = 200;

/// Does what an effect asks of the store and brings the answer back.
pub fn perform(effect: Effect, store: &mut Store, model: &mut Model, now: i64) -> Answer {
    try_perform(effect, store, model, now).unwrap_or_else(|error| Answer::Failed(error, None))
}

fn try_perform(effect: Effect, store: &mut Store, model: &mut Model, now: i64) -> Result<Answer> {
    let frame = &mut model.frame;
    let stamp = || Stamp {
        actor: frame.actor.clone(),
        recorded_at: now,
        day: frame.today,
    };
    let page = frame.layout().table_rows().max(1) * SPARE;
    Ok(match effect {
        Effect::Apply(changes) => {
            let receipt = match store.apply(&changes, &stamp()) {
                Ok(receipt) => receipt,
                Err(error) => {
                    let code = match error {
                        StoreError::Refused(_) => culprit(store, &changes, frame.today)?,
                        _ => None,
                    };
                    return Ok(Answer::Failed(error, code));
                }
            };
            let tasks = load(store, &receipt.tasks)?;
            Answer::Applied(receipt, changes, tasks)
        }
        Effect::Undo => {
            let receipt = store.undo(&stamp())?;
            reverted(store, true, receipt)?
        }
        Effect::Redo => {
            let receipt = store.redo(&stamp())?;
            reverted(store, false, receipt)?
        }
        Effect::Home(query, whence) => {
            let (window, cursor) = window(store, &query, whence, page)?;
            let counts = Box::new(counts(store, frame, &query)?);
            Answer::Home {
                window,
                cursor,
                count: store.count(&query)?,
                counts,
            }
        }
        Effect::More { query, from, down } => {
            let anchor = if down {
                Anchor::After(from)
            } else {
                Anchor::Before(from)
            };
            Answer::More {
                window: store.page(&query, anchor, page)?,
                down,
            }
        }
        Effect::Counts(query) => Answer::Counts(
            Box::new(counts(store, frame, &query)?),
            store.count(&query)?,
        ),
        Effect::Preview(task) => Answer::Preview(store.task(task)?.map(Box::new)),
        Effect::Detail(task) => {
            let whole = store.task(task)?;
            let history = store.history(task, HISTORY)?;
            Answer::Detail(task, whole.map(|whole| (Box::new(whole), history)))
        }
        Effect::Tasks(ids, action) => Answer::Tasks(load(store, &ids)?, action),
        Effect::Rebase(task) => Answer::Rebase(store.task(task)?.map(Box::new)),
        Effect::Document => document(store, frame)?,
        Effect::Filters(query, filters) => {
            let count = |filter: Filter| -> Result<(Filter, i64)> {
                let query = Query {
                    filters: vec![filter],
                    ..query.clone()
                };
                Ok((filter, store.count(&query)?))
            };
            Answer::Filters(filters.into_iter().map(count).collect::<Result<_>>()?)
        }
        Effect::Frame => {
            frame.plan = store.plan()?;
            frame.units = store.units()?;
            frame.people = store.people()?;
            Answer::Frame
        }
        // The loop itself does these, for they concern the terminal and the person's settings.
        Effect::Remember(_) | Effect::Suspend => Answer::Frame,
    })
}

/// These tasks whole; those that are gone are left out.
fn load(store: &Store, ids: &[TaskId]) -> Result<Vec<Task>> {
    ids.iter()
        .filter_map(|id| store.task(*id).transpose())
        .collect()
}

/// Of an act on several tasks, the code of the first one that the rules forbid it for.
fn culprit(store: &Store, changes: &[Change], today: Day) -> Result<Option<String>> {
    let first = changes.first().and_then(Change::task);
    if changes.iter().all(|change| change.task() == first) {
        return Ok(None);
    }
    for change in changes {
        let Some(task) = change
            .task()
            .map(|id| store.task(id))
            .transpose()?
            .flatten()
        else {
            continue;
        };
        if change.check(&task, today).is_err() {
            return Ok(Some(task.row.code));
        }
    }
    Ok(None)
}

fn reverted(store: &Store, undo: bool, receipt: Receipt) -> Result<Answer> {
    let rows = receipt
        .tasks
        .iter()
        .filter_map(|task| store.row(*task).transpose())
        .collect::<Result<Vec<TaskRow>>>()?;
    Ok(Answer::Reverted(undo, receipt, rows))
}

/// The rows round the cursor: some screens before it and some behind.
fn window(
    store: &Store,
    query: &Query,
    whence: Whence,
    page: usize,
) -> Result<(Window<TaskRow>, usize)> {
    let listed = |id| -> Result<Option<Place>> {
        let Some(place) = store.row(id)?.map(|row| row.place) else {
            return Ok(None);
        };
        let first = store.page(query, Anchor::From(place), 1)?;
        Ok(first.rows.first().filter(|row| row.id == id).map(|_| place))
    };
    let place = match whence {
        Whence::Start => None,
        Whence::OnOrStart(id) => listed(id)?,
        Whence::Task { id, place } => listed(id)?.or(Some(place)),
        Whence::End => {
            let window = store.page(query, Anchor::End, page)?;
            let last = window.rows.len().saturating_sub(1);
            return Ok((window, last));
        }
    };
    let Some(place) = place else {
        return Ok((store.page(query, Anchor::Start, page)?, 0));
    };
    let behind = store.page(query, Anchor::From(place), page)?;
    let mut before = store.page(query, Anchor::Before(place), page)?;
    let cursor = before.rows.len();
    before.rows.extend(behind.rows);
    let cursor = cursor.min(before.rows.len().saturating_sub(1));
    Ok((
        Window {
            rows: before.rows,
            at_start: before.at_start,
            at_end: behind.at_end,
        },
        cursor,
    ))
}

fn counts(store: &Store, frame: &Frame, query: &Query) -> Result<Counts> {
    let plan = query.plan;
    let totals = |unit, area| store.totals(plan, unit, area, query.today);
    let areas = frame
        .areas
        .iter()
        .map(|area| totals(query.unit, Some(area.id)))
        .collect::<Result<Vec<Totals>>>()?;
    let week = Query {
        filters: vec![Filter::Due(Due::ThisWeek)],
        order: Order::Due,
        ..Query::all(plan, query.today, &frame.plan.settings)
    };
    Ok(Counts {
        areas,
        all: totals(query.unit, None)?,
        units: store.unit_counts(plan, query.area, query.today)?,
        all_units: totals(UnitScope::All, query.area)?,
        late: totals(UnitScope::All, None)?.overdue,
        this_week: store.count(&week)?,
    })
}

/// The document whole: its other parts, and the tasks that stand between them.
fn document(store: &Store, frame: &Frame) -> Result<Answer> {
    let query = Query {
        order: Order::Code,
        ..Query::all(frame.plan.id, frame.today, &frame.plan.settings)
    };
    let passages = store.passages(frame.plan.id)?;
    let mut tasks = Vec::new();
    // The document holds some dozens of tasks; those added later have no line in it.
    let rows = store.page(&query, Anchor::Start, 500)?.rows;
    for row in rows {
        if let Some(task) = store
            .task(row.id)?
            .filter(|task| task.source_line.is_some())
        {
            tasks.push(task);
        }
    }
    Ok(Answer::Document(passages, tasks))
}

/// Whether an act is a single completion, which a second press takes back.
#[must_use]
pub fn is_completion(receipt: &Receipt) -> bool {
    receipt.kind == ChangeKind::Complete && receipt.tasks.len() == 1
}
