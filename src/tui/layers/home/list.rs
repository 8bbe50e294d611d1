//! The list of the home screen: which tasks, the rows of it at hand, the cursor among them, and the
//! counts beside it.

use super::marks::Marks;
use crate::domain::day::Week;
use crate::domain::ids::TaskId;
use crate::domain::query::{Anchor, Due, Filter, Order, Query, Window};
use crate::domain::review::Progress;
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

/// The most rows that are kept at hand.
const KEEP: usize = 400;

/// Which side the keys go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
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
    /// The rows at hand.
    pub rows: Vec<TaskRow>,
    at_start: bool,
    at_end: bool,
    /// The row under the cursor, among those at hand.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
    /// How many tasks the list has.
    pub count: i64,
    pub(super) counts: Counts,
    pub(super) unit_cursor: usize,
    /// The task under the cursor, whole; the one before until the keys rest.
    pub(super) preview: Option<Box<Task>>,
    left: Left,
    /// The tasks that are acted on together.
    pub marked: Marks,
    pub(super) toggled: Toggled,
    /// What was left to be read until the screen is in sight again.
    pub(super) stale: Stale,
}

/// What is to be read once the screen is in sight again; the later ones read more.
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

/// What is left for when the keys rest; the later one reads more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Left {
    #[default]
    Nothing,
    /// Rows round those on the screen.
    Rows,
    /// The task under the cursor too.
    Preview,
}

/// What stands beside the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
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
    pub(super) review: Option<Progress>,
}

/// Where the rows begin, and where the cursor goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListAnchor {
    /// At the first.
    Start,
    /// At the last.
    End,
    /// With the cursor on this task; where it is not in the list, on the first.
    OnOrStart(TaskId),
    /// With the cursor on this task, which stays where it was seen even if it belongs elsewhere now,
    /// so that no row slips under the hand; where it is gone, on what follows its place.
    Held(TaskId, Place),
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

    /// Where the list goes on after what was asked has changed: on the task under the cursor.
    pub(super) fn here(&self) -> ListAnchor {
        let anchor = |row: &TaskRow| ListAnchor::Task(row.id, row.place);
        self.selected().map_or(ListAnchor::Start, anchor)
    }

    /// Where it goes on after somebody else has written: where it was.
    pub(super) fn held(&self) -> ListAnchor {
        let anchor = |row: &TaskRow| ListAnchor::Held(row.id, row.place);
        self.selected().map_or(ListAnchor::Start, anchor)
    }

    /// Where another list begins: on the same task, where it has that.
    pub(super) fn same_task(&self) -> ListAnchor {
        let anchor = |row: &TaskRow| ListAnchor::OnOrStart(row.id);
        self.selected().map_or(ListAnchor::Start, anchor)
    }

    /// Reads the rows round an anchor, and the counts.
    pub(super) fn load(&mut self, anchor: ListAnchor, cx: &Cx<'_>) -> Result<()> {
        let (store, env) = (cx.store, cx.env);
        self.tab = self.tab.filter(|tab| *tab < env.areas.len());
        let query = self.query(env);
        let (window, cursor) = store.snapshot(|| {
            // A screenful; the rest is read when the keys rest, or once it is needed.
            let found = window(store, &query, anchor, screenful(env))?;
            self.count = store.count(&query)?;
            self.counts = counts(store, env, &query)?;
            Ok(found)
        })?;
        self.stale = Stale::Nothing;
        self.settle_units();
        self.marked.settle(&query, cx)?;
        let height = self.cursor.saturating_sub(self.top);
        self.at_start = window.at_start;
        self.at_end = window.at_end;
        self.rows = window.rows;
        self.cursor = cursor;
        self.top = cursor.saturating_sub(height);
        self.settle(env);
        self.left = Left::Preview;
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
        self.settle_units();
        Ok(())
    }

    /// Reads the task under the cursor and the rows round the screen, where that was left for when the
    /// keys rest.
    pub(super) fn look_closer(&mut self, cx: &Cx<'_>) -> Result<()> {
        if self.left == Left::Preview {
            self.load_preview(cx)?;
        }
        self.left = Left::Nothing;
        self.load_more(cx)
    }

    /// Reads the task under the cursor; the rows round the screen are left for when the keys rest.
    pub(super) fn load_preview(&mut self, cx: &Cx<'_>) -> Result<()> {
        if let Some(id) = self.selected().map(|row| row.id) {
            self.preview = cx.store.task(id)?.map(Box::new);
        }
        self.left = Left::Rows;
        Ok(())
    }

    /// Whether something is left for when the keys rest.
    pub(super) fn is_due(&self) -> bool {
        self.left != Left::Nothing && self.selected().is_some()
    }

    /// The task under the cursor is read again when the keys rest.
    pub(super) fn look_again(&mut self) {
        self.left = Left::Preview;
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
        self.settle(cx.env);
        self.left = Left::Preview;
        self.load_more(cx)
    }

    /// Brings the cursor onto the screen.
    pub(super) fn settle(&mut self, env: &Env) {
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
        self.take_more(window, down);
        Ok(())
    }

    fn take_more(&mut self, mut window: Window<TaskRow>, down: bool) {
        // A row that was changed stays where it was seen; it does not come a second time.
        window
            .rows
            .retain(|row| self.rows.iter().all(|known| known.id != row.id));
        if down {
            self.at_end = window.at_end;
            self.rows.extend(window.rows);
            if self.rows.len() > KEEP && self.cursor > KEEP / 2 {
                let gone = self.cursor - KEEP / 2;
                self.rows.drain(..gone);
                self.cursor -= gone;
                self.top = self.top.saturating_sub(gone);
                self.at_start = false;
            }
        } else {
            self.at_start = window.at_start;
            let come = window.rows.len();
            self.rows.splice(0..0, window.rows);
            self.cursor += come;
            self.top += come;
            if self.rows.len() > KEEP && self.rows.len() - self.cursor > KEEP / 2 {
                self.rows.truncate(self.cursor + KEEP / 2);
                self.at_end = false;
            }
        }
    }

    /// Shows a task that was changed as it is now, where it was seen.
    pub(super) fn renew(&mut self, task: &Task) {
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
    fn settle_units(&mut self) {
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
        ListAnchor::OnOrStart(id) => listed(id)?,
        ListAnchor::Task(id, place) => listed(id)?.or(Some(place)),
        ListAnchor::Held(id, place) => {
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
