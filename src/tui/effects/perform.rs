//! The one place that does what effects ask of the store.

use super::effect::{Answer, Counts, Effect, Whence};
use crate::domain::day::Week;
use crate::domain::ids::TaskId;
use crate::domain::query::{Anchor, Due, Filter, Order, Query, Window};
use crate::domain::task::{Place, TaskRow};
use crate::domain::totals::Totals;
use crate::domain::unit::{Unit, UnitScope};
use crate::store::{Result, Store};
use crate::tui::command::tasks;
use crate::tui::env::Env;
use crate::tui::model::Model;

/// How many rows are loaded beyond what a screen shows, in screens.
const SPARE: usize = 2;

/// The most entries of history that the detail shows.
const HISTORY: usize = 200;

/// Does what an effect asks of the store and brings the answer back.
pub fn perform(effect: Effect, store: &mut Store, model: &mut Model) -> Answer {
    try_perform(effect, store, model).unwrap_or_else(|error| Answer::Failed(error))
}

fn try_perform(effect: Effect, store: &mut Store, model: &mut Model) -> Result<Answer> {
    let env = &mut model.env;
    let page = env.layout().table_rows().max(1) * SPARE;
    Ok(match effect {
        Effect::Home(query, whence) => store.snapshot(|| {
            let (window, cursor) = window(store, &query, whence, page)?;
            let counts = Box::new(counts(store, env, &query)?);
            Ok(Answer::Home {
                window,
                cursor,
                count: store.count(&query)?,
                counts,
            })
        })?,
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
        Effect::Counts(query) => {
            Answer::Counts(Box::new(counts(store, env, &query)?), store.count(&query)?)
        }
        Effect::Preview(task) => Answer::Preview(store.task(task)?.map(Box::new)),
        Effect::Detail(task) => {
            let whole = store.task(task)?;
            let history = store.history(task, HISTORY)?;
            Answer::Detail(task, whole.map(|whole| (Box::new(whole), history)))
        }
        Effect::Tasks(ids, action) => Answer::Tasks(tasks(store, &ids)?, action),
        Effect::Document(at) => document(store, env, at)?,
        Effect::Filters(query, filters) => filtered(store, &query, filters)?,
        Effect::Env => {
            env.plan = store.plan()?;
            env.units = store.units()?;
            env.people = store.people()?;
            Answer::Env
        }
        // The program does these.
        Effect::Keep | Effect::Next(_) => Answer::Env,
        review => super::perform_review::perform(review, store, env)?,
    })
}

/// What each filter leaves of a list.
fn filtered(store: &Store, query: &Query, filters: Vec<Filter>) -> Result<Answer> {
    let count = |filter: Filter| -> Result<(Filter, i64)> {
        let query = Query {
            filters: vec![filter],
            ..query.clone()
        };
        Ok((filter, store.count(&query)?))
    };
    let counted = filters.into_iter().map(count).collect::<Result<_>>()?;
    Ok(Answer::Filters(counted))
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
        Whence::Held { id, place } => return around(store, query, place, page, store.row(id)?),
        Whence::End => {
            let window = store.page(query, Anchor::End, page)?;
            let last = window.rows.len().saturating_sub(1);
            return Ok((window, last));
        }
    };
    match place {
        None => Ok((store.page(query, Anchor::Start, page)?, 0)),
        Some(place) => around(store, query, place, page, None),
    }
}

/// The rows before and behind a place. A task that is held stands there, wherever it belongs now.
fn around(
    store: &Store,
    query: &Query,
    place: Place,
    page: usize,
    held: Option<TaskRow>,
) -> Result<(Window<TaskRow>, usize)> {
    let mut behind = store.page(query, Anchor::From(place), page)?;
    let mut before = store.page(query, Anchor::Before(place), page)?;
    if let Some(held) = &held {
        before.rows.retain(|row| row.id != held.id);
        behind.rows.retain(|row| row.id != held.id);
    }
    let cursor = before.rows.len();
    before.rows.extend(held.map(|row| TaskRow { place, ..row }));
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

fn counts(store: &Store, env: &Env, query: &Query) -> Result<Counts> {
    let (plan, today) = (query.plan, query.today);
    let by_area = store.area_totals(plan, query.unit, today)?;
    let of_area = |area: i64| by_area.get(&area).copied().unwrap_or_default();
    let mut by_unit = store.unit_totals(plan, query.area, today)?;
    let week = Query {
        filters: vec![Filter::Due(Due::Between(today, Week::of(today).sunday))],
        order: Order::Due,
        area: query.area,
        unit: query.unit,
        ..Query::all(plan, today, &env.plan.settings)
    };
    let mut units: Vec<(Option<Unit>, Totals)> = Vec::with_capacity(by_unit.len());
    for unit in &env.units {
        if let Some(totals) = by_unit.remove(&unit.id.0) {
            units.push((Some(unit.clone()), totals));
        }
    }
    units.extend(by_unit.remove(&0).map(|totals| (None, totals)));
    let scope = of_area(query.area.map_or(0, |area| area.0));
    let all_units = match query.unit {
        UnitScope::All => scope,
        _ => store.totals(plan, UnitScope::All, query.area, today)?,
    };
    Ok(Counts {
        areas: env.areas.iter().map(|area| of_area(area.id.0)).collect(),
        all: of_area(0),
        units,
        all_units,
        late: scope.overdue,
        this_week: store.count(&week)?,
        dropped: scope.dropped,
        review: store.open_reviews(plan)?.first().map(|open| open.share),
    })
}

/// The document whole: its other parts, and the tasks that stand between them.
fn document(store: &Store, env: &Env, at: Option<TaskId>) -> Result<Answer> {
    let passages = store.passages(env.plan.id)?;
    let tasks = store.document_tasks(env.plan.id)?;
    Ok(Answer::Document(passages, tasks, at))
}
