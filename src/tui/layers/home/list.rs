//! The list of the home screen: which tasks, the rows of it in memory, the cursor among them, and the
//! counts beside it.

use super::marks::Marks;
use crate::domain::day::Week;
use crate::domain::ids::TaskId;
use crate::domain::query::{Anchor, DueSpan, Filter, Order, Query, Window};
use crate::domain::review::ProgressCount;
use crate::domain::task::{Place, Task, TaskRow};
use crate::domain::totals::Totals;
use crate::domain::unit::{Unit, UnitScope};
use crate::store::{Result, Store};
use crate::tui::actions::Action;
use crate::tui::env::Env;
use crate::tui::layers::layer::Cx;
use crate::tui::toggle_done::Toggled;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::scroll::paged;

/// The most rows that are kept in memory.
const ROWS_MAX: usize = 400;

/// Which side the keys go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Pane {
    Units,
    #[default]
    Tasks,
}

/// The state of the home screen.
#[derive(Debug, Default)]
pub struct Home {
    /// The open area; none for all.
    pub tab: Option<usize>,
    /// Whose tasks.
    pub unit: UnitScope,
    pub(super) pane: Pane,
    pub filter: Option<Filter>,
    /// What is searched for.
    pub words: String,
    /// The search line, while it is open.
    pub(super) search: Option<Editor>,
    pub(super) order: Order,
    /// The rows in memory: a window of the list.
    pub rows: Vec<TaskRow>,
    at_start: bool,
    at_end: bool,
    /// The row under the cursor, among those in memory.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
    /// How many tasks the list has.
    pub count: i64,
    pub(super) counts: ListCounts,
    pub(super) unit_cursor: usize,
    /// The task under the cursor, whole; the one before it while a key is held.
    pub(super) preview: Option<Box<Task>>,
    deferred: Deferred,
    /// The tasks that are acted on together.
    pub marked: Marks,
    pub(super) toggled: Toggled,
    /// What is to be read once no other screen covers this one.
    pub(super) stale: Stale,
}

/// What is out of date while another screen covers this one; each reads what those before it read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stale {
    #[default]
    Nothing,
    Counts,
    /// The rows, where they were.
    Rows,
    /// The rows, where they belong now.
    Places,
}

/// What is loaded only once no key is pressed; the later one loads more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Deferred {
    #[default]
    Nothing,
    /// Rows around those on the screen.
    Rows,
    /// The task under the cursor too.
    Preview,
}

/// What stands beside the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ListCounts {
    /// Of each area, in their order, for the chosen unit.
    pub(super) areas: Vec<Totals>,
    /// Of all areas together.
    pub(super) all: Totals,
    /// Of each unit that has tasks in the open area; those without a unit last.
    pub(super) units: Vec<(Option<Unit>, Totals)>,
    /// Of all units together.
    pub(super) all_units: Totals,
    /// Late tasks.
    pub(super) late: i64,
    /// Dropped tasks.
    pub(super) dropped: i64,
    /// What is due in the rest of the week.
    pub(super) this_week: i64,
    /// How far the open review has come.
    pub(super) review: Option<ProgressCount>,
}

/// Where the rows begin, and where the cursor goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListAnchor {
    /// At the first.
    Start,
    /// At the last.
    End,
    /// With the cursor on this task; where it is not in the list, on the first.
    TaskOrStart(TaskId),
    /// With the cursor on this task, which keeps its place even if it belongs elsewhere now, so that
    /// no row moves under the cursor; where it is gone, on what follows its place.
    InPlace(TaskId, Place),
    /// With the cursor on this task; where it is not in the list, on what follows its place.
    Task(TaskId, Place),
}

impl Home {
    /// Which tasks the list has.
    pub(super) fn query(&self, env: &Env) -> Query {
        Query {
            area: self.area(env),
            unit: self.unit,
            filters: self.filter.into_iter().collect(),
            words: self.words.clone(),
            order: self.order,
            ..Query::all(env.plan.id, env.today, &env.plan.settings)
        }
    }

    /// The open area.
    pub(super) fn area(&self, env: &Env) -> Option<crate::domain::ids::AreaId> {
        let area = self.tab.and_then(|tab| env.areas.get(tab));
        area.map(|area| area.id)
    }

    /// The row under the cursor.
    pub fn selected(&self) -> Option<&TaskRow> {
        self.rows.get(self.cursor)
    }

    /// Where the list goes on after its query has changed: at the task under the cursor.
    pub(super) fn anchor(&self) -> ListAnchor {
        let anchor = |row: &TaskRow| ListAnchor::Task(row.id, row.place);
        self.selected().map_or(ListAnchor::Start, anchor)
    }

    /// Where it goes on after somebody else has written: where it was.
    pub(super) fn anchor_in_place(&self) -> ListAnchor {
        let anchor = |row: &TaskRow| ListAnchor::InPlace(row.id, row.place);
        self.selected().map_or(ListAnchor::Start, anchor)
    }

    /// Where another list begins: on the same task, where it has that.
    pub(super) fn anchor_or_start(&self) -> ListAnchor {
        let anchor = |row: &TaskRow| ListAnchor::TaskOrStart(row.id);
        self.selected().map_or(ListAnchor::Start, anchor)
    }

    /// Reads the rows around an anchor, and the counts.
    pub(super) fn load(&mut self, anchor: ListAnchor, cx: &Cx<'_>) -> Result<()> {
        let (store, env) = (cx.store, cx.env);
        self.tab = self.tab.filter(|tab| *tab < env.areas.len());
        let query = self.query(env);
        let (window, cursor) = store.snapshot(|| {
            // A screenful; the rest is read once no key is pressed, or once it is needed.
            let found = window(store, &query, anchor, screenful(env))?;
            self.count = store.count(&query)?;
            self.counts = counts(store, env, &query)?;
            Ok(found)
        })?;
        self.stale = Stale::Nothing;
        self.sync_unit_cursor();
        self.marked.update_hidden(&query, cx)?;
        let height = self.cursor.saturating_sub(self.top);
        self.at_start = window.at_start;
        self.at_end = window.at_end;
        self.rows = window.rows;
        self.cursor = cursor;
        self.top = cursor.saturating_sub(height);
        self.keep_cursor_visible(env);
        self.deferred = Deferred::Preview;
        let selected = self.selected().map(|row| row.id);
        self.toggled.keep_only(selected);
        if self.rows.is_empty() {
            self.preview = None;
        }
        Ok(())
    }

    /// Reads only the counts.
    pub(super) fn count(&mut self, cx: &Cx<'_>) -> Result<()> {
        let query = self.query(cx.env);
        self.counts = counts(cx.store, cx.env, &query)?;
        self.count = cx.store.count(&query)?;
        self.sync_unit_cursor();
        Ok(())
    }

    /// Loads what was deferred: the task under the cursor, and the rows around those on the screen.
    pub(super) fn load_deferred(&mut self, cx: &Cx<'_>) -> Result<()> {
        if self.deferred == Deferred::Preview {
            self.load_preview(cx)?;
        }
        self.deferred = Deferred::Nothing;
        self.load_more(cx)
    }

    /// Reads the task under the cursor; the rows around those on the screen stay deferred.
    fn load_preview(&mut self, cx: &Cx<'_>) -> Result<()> {
        if let Some(id) = self.selected().map(|row| row.id) {
            self.preview = cx.store.task(id)?.map(Box::new);
        }
        self.deferred = Deferred::Rows;
        Ok(())
    }

    pub(super) fn has_deferred(&self) -> bool {
        self.deferred != Deferred::Nothing && self.selected().is_some()
    }

    /// The task under the cursor is read again once no key is pressed.
    pub(super) fn defer_preview(&mut self) {
        self.deferred = Deferred::Preview;
    }

    /// Moves the cursor; more rows are read before they are needed.
    pub(super) fn step(&mut self, action: Action, cx: &Cx<'_>) -> Result<()> {
        let rows = cx.env.layout().table_rows().max(1);
        let rows = isize::try_from(rows).unwrap_or(isize::MAX);
        match action {
            Action::Top => self.load(ListAnchor::Start, cx),
            Action::Bottom => self.load(ListAnchor::End, cx),
            Action::Up => self.move_cursor(-1, cx),
            Action::Down => self.move_cursor(1, cx),
            Action::PageUp => self.move_cursor(-rows, cx),
            _ => self.move_cursor(rows, cx),
        }
    }

    pub(super) fn move_cursor(&mut self, by: isize, cx: &Cx<'_>) -> Result<()> {
        self.load_more(cx)?;
        let last = self.rows.len().saturating_sub(1);
        let to = self.cursor.saturating_add_signed(by).min(last);
        if to == self.cursor {
            return Ok(());
        }
        self.cursor = to;
        self.toggled = Toggled::default();
        self.keep_cursor_visible(cx.env);
        self.deferred = Deferred::Preview;
        self.load_more(cx)
    }

    pub(super) fn keep_cursor_visible(&mut self, env: &Env) {
        let rows = env.layout().table_rows().max(1);
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
        self.top = paged(self.top, self.cursor, rows, self.rows.len());
    }

    fn load_more(&mut self, cx: &Cx<'_>) -> Result<()> {
        let rows = screenful(cx.env);
        let down = !self.at_end && self.cursor + rows >= self.rows.len();
        let up = !self.at_start && self.cursor < rows;
        let anchor = match (self.rows.first(), self.rows.last()) {
            (_, Some(last)) if down => Anchor::After(last.place),
            (Some(first), _) if up => Anchor::Before(first.place),
            _ => return Ok(()),
        };
        let query = self.query(cx.env);
        let window = cx.store.page(&query, anchor, rows)?;
        self.append(window, down);
        Ok(())
    }

    fn append(&mut self, mut window: Window<TaskRow>, down: bool) {
        // A changed row keeps its place; it must not come a second time.
        window
            .rows
            .retain(|row| self.rows.iter().all(|known| known.id != row.id));
        if down {
            self.at_end = window.at_end;
            self.rows.extend(window.rows);
            if self.rows.len() > ROWS_MAX && self.cursor > ROWS_MAX / 2 {
                let dropped = self.cursor - ROWS_MAX / 2;
                self.rows.drain(..dropped);
                self.cursor -= dropped;
                self.top = self.top.saturating_sub(dropped);
                self.at_start = false;
            }
        } else {
            self.at_start = window.at_start;
            let added = window.rows.len();
            self.rows.splice(0..0, window.rows);
            self.cursor += added;
            self.top += added;
            if self.rows.len() > ROWS_MAX && self.rows.len() - self.cursor > ROWS_MAX / 2 {
                self.rows.truncate(self.cursor + ROWS_MAX / 2);
                self.at_end = false;
            }
        }
    }

    /// Shows a changed task as it is now, at the place where it was.
    pub(super) fn update_task(&mut self, task: &Task) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.id == task.row.id) {
            let place = row.place;
            *row = task.row.clone();
            row.place = place;
        }
        let preview = self.preview.as_mut();
        if let Some(preview) = preview.filter(|preview| preview.row.id == task.row.id) {
            **preview = task.clone();
        }
    }

    /// Puts the units' cursor on the chosen unit.
    fn sync_unit_cursor(&mut self) {
        let mut units = self.counts.units.iter();
        let at = units.position(|(unit, _)| scope_of(unit.as_ref()) == self.unit);
        // A unit without tasks in this area has no line of its own.
        self.unit_cursor = at.map_or(0, |at| at + 1);
    }
}

/// The tasks of a unit, or of none.
pub(super) fn scope_of(unit: Option<&Unit>) -> UnitScope {
    unit.map_or(UnitScope::Unassigned, |unit| UnitScope::Led(unit.id))
}

/// How many rows the screen shows.
fn screenful(env: &Env) -> usize {
    env.layout().table_rows().max(1)
}

fn window(
    store: &Store,
    query: &Query,
    anchor: ListAnchor,
    page: usize,
) -> Result<(Window<TaskRow>, usize)> {
    let listed = |id| -> Result<Option<Place>> {
        let Some(place) = store.row(id)?.map(|row| row.place) else {
            return Ok(None);
        };
        let first = store.page(query, Anchor::From(place), 1)?;
        Ok(first.rows.first().filter(|row| row.id == id).map(|_| place))
    };
    let place = match anchor {
        ListAnchor::Start => None,
        ListAnchor::TaskOrStart(id) => listed(id)?,
        ListAnchor::Task(id, place) => listed(id)?.or(Some(place)),
        ListAnchor::InPlace(id, place) => {
            return around(store, query, place, page, store.row(id)?);
        }
        ListAnchor::End => {
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

/// Rows on both sides of a place; a row that is held stands at it, wherever it belongs now.
fn around(
    store: &Store,
    query: &Query,
    place: Place,
    page: usize,
    held: Option<TaskRow>,
) -> Result<(Window<TaskRow>, usize)> {
    let mut after = store.page(query, Anchor::From(place), page)?;
    let mut before = store.page(query, Anchor::Before(place), page)?;
    if let Some(held) = &held {
        before.rows.retain(|row| row.id != held.id);
        after.rows.retain(|row| row.id != held.id);
    }
    let cursor = before.rows.len();
    before.rows.extend(held.map(|row| TaskRow { place, ..row }));
    before.rows.extend(after.rows);
    let cursor = cursor.min(before.rows.len().saturating_sub(1));
    Ok((
        Window {
            rows: before.rows,
            at_start: before.at_start,
            at_end: after.at_end,
        },
        cursor,
    ))
}

fn counts(store: &Store, env: &Env, query: &Query) -> Result<ListCounts> {
    let (plan, today) = (query.plan, query.today);
    let by_area = store.area_totals(plan, query.unit, today)?;
    let of_area = |area: i64| by_area.get(&area).copied().unwrap_or_default();
    let mut by_unit = store.unit_totals(plan, query.area, today)?;
    let week = Query {
        filters: vec![Filter::Due(DueSpan::Between(today, Week::of(today).sunday))],
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
    Ok(ListCounts {
        areas: env.areas.iter().map(|area| of_area(area.id.0)).collect(),
        all: of_area(0),
        units,
        all_units,
        late: scope.overdue,
        this_week: store.count(&week)?,
        dropped: scope.dropped,
        review: store.open_review_progress(plan)?,
    })
}
