//! [`Query`] to rows: a window of a list, in its order, from a place.
//!
//! A window has three access paths, none of which visits more rows than some screens of them, however many
//! the list has; paging goes by the place of a row, never by OFFSET.
//!
//! | access path | when | what it walks |
//! |---|---|---|
//! | index | nothing is asked but a scope, or days in the order "due" | the index of scope and order |
//! | search | words or filters, in the orders "due" and "unit" | the full-text index, which stands in that order |
//! | gather | words or filters in another order, and few hits | the hits, sorted |
//!
//! Words or filters in another order with more than [`GATHER`] hits walk the order's index and look
//! at each row: so many hits come soon.

use super::query::{QueryClauses, scope_of};
use super::tasks::task_row;
use crate::domain::ids::TaskId;
use crate::domain::query::{Anchor, Order, Query, Window};
use crate::domain::task::{Place, TaskRow};
use crate::domain::unit::UnitScope;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::index::derive::{AREA_CODES, area_code_key};
use crate::store::index::fulltext::{row_of, row_of_task, rows_between, task_of_row};
use crate::store::index::tallies::unit_key;
use crate::store::read::query::Conditions;
use crate::store::read::tasks::TASK_ROW;
use crate::store::sql::Cached;
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use std::collections::HashSet;

/// So many hits are gathered and sorted.
const GATHER: i64 = 4_000;

/// How the rows of a window are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum AccessPath {
    /// The index of scope and order; what else is asked is looked for row by row.
    Index,
    /// The full-text index.
    Search,
    /// The hits of the full-text index, sorted.
    Gather,
}

/// The rows of one of [`Store::pages`].
const PAGE: usize = 200;

impl Store {
    /// Up to `limit` rows of a list from an anchor, in the list's order.
    pub fn page(&self, query: &Query, anchor: Anchor, limit: usize) -> Result<Window<TaskRow>> {
        if query.order == Order::Unit && scope_of(query) == UnitScope::All {
            return self.snapshot(|| self.page_by_unit(query, anchor, limit));
        }
        self.snapshot(|| self.page_in_order(query, anchor, limit))
    }

    /// All rows of a list in its order, some hundred of them in memory at a time.
    pub(crate) fn pages(&self, query: &Query) -> impl Iterator<Item = Result<Vec<TaskRow>>> {
        let mut next = Some(Anchor::Start);
        std::iter::from_fn(move || {
            let page = self.page(query, next.take()?, PAGE);
            Some(page.map(|page| {
                let last = page.rows.last().filter(|_| !page.at_end);
                next = last.map(|last| Anchor::After(last.place));
                page.rows
            }))
        })
    }

    fn page_in_order(
        &self,
        query: &Query,
        anchor: Anchor,
        limit: usize,
    ) -> Result<Window<TaskRow>> {
        let backwards = matches!(anchor, Anchor::End | Anchor::Before(_));
        // One more than asked shows whether the list ends here.
        let mut rows = self.rows(query, anchor, limit + 1)?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        if backwards {
            rows.reverse();
        }
        let (at_start, at_end) = match anchor {
            Anchor::Start => (true, !more),
            Anchor::End => (!more, true),
            Anchor::Before(_) => (!more, false),
            Anchor::After(_) => (false, !more),
            Anchor::From(place) => (
                self.rows(query, Anchor::Before(place), 1)?.is_empty(),
                !more,
            ),
        };
        Ok(Window {
            rows,
            at_start,
            at_end,
        })
    }

    /// Rows from the anchor onwards; backwards ones come last first.
    fn rows(&self, query: &Query, anchor: Anchor, limit: usize) -> Result<Vec<TaskRow>> {
        let (sql, mut values) = self.statement(query, anchor)?;
        values.push(Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
        self.conn.rows(&sql, params_from_iter(values), task_row)
    }

    /// The statement of a window and its values, all but the limit, which comes last.
    pub(in crate::store) fn statement(
        &self,
        query: &Query,
        anchor: Anchor,
    ) -> Result<(String, Vec<Value>)> {
        let clauses = QueryClauses::of(query);
        Ok(match self.access_path(query, &clauses)? {
            AccessPath::Index => self.by_index(query, &clauses, anchor)?,
            AccessPath::Search => by_search(query, &clauses, anchor),
            AccessPath::Gather => gathered(query, &clauses, anchor),
        })
    }

    /// How the rows of a window of this list are found.
    pub(in crate::store) fn access_path(
        &self,
        query: &Query,
        clauses: &QueryClauses,
    ) -> Result<AccessPath> {
        let by_due = matches!(query.order, Order::Due | Order::Unit);
        // The index of a unit within an area would be one more for a rare list.
        let narrow = by_due && query.area.is_some() && scope_of(query) != UnitScope::All;
        let asks = !clauses.index.is_empty();
        Ok(
            match (by_due, asks || narrow, asks || clauses.is_bounded()) {
                (true, true, _) => AccessPath::Search,
                (true, false, _) | (false, _, false) => AccessPath::Index,
                (false, _, true) if self.hits(query, clauses)? <= GATHER => AccessPath::Gather,
                (false, _, true) => AccessPath::Index,
            },
        )
    }

    /// How many rows a list has, up to [`GATHER`] + 1 where no tally knows.
    fn hits(&self, query: &Query, clauses: &QueryClauses) -> Result<i64> {
        match self.tallied(query)? {
            Some(n) => Ok(n),
            None => self.count_asked(query, clauses, GATHER + 1),
        }
    }

    /// The hits of a list, counted up to a limit.
    pub(in crate::store) fn count_hits(&self, query: &Query, limit: i64) -> Result<i64> {
        self.count_asked(query, &QueryClauses::of(query), limit)
    }

    /// Which of these tasks a list has.
    pub(crate) fn listed(&self, query: &Query, tasks: &[TaskId]) -> Result<HashSet<TaskId>> {
        let (sql, values) = Self::listed_statement(query, tasks);
        let read = |row: &Row<'_>| Ok(TaskId(row.get(0)?));
        self.conn.rows(&sql, params_from_iter(values), read)
    }

    fn listed_statement(query: &Query, tasks: &[TaskId]) -> (String, Vec<Value>) {
        let (clauses, mut conditions) = (QueryClauses::of(query), Conditions::default());
        conditions.push("t.plan_id=?", [Value::Integer(query.plan.0)]);
        if let Some(unit) = Some(unit_key(scope_of(query))).filter(|key| *key >= 0) {
            conditions.push("t.unit_key=?", [Value::Integer(unit)]);
        }
        if let Some(area) = query.area {
            conditions.push("t.area_id=?", [Value::Integer(area.0)]);
        }
        conditions.extend(&clauses.bounds());
        push_filters(&mut conditions, &clauses);
        if !clauses.words.is_empty() {
            // The hits are found once for all tasks; a word that is not yet whole is dear to look up.
            let hits = "SELECT w.rowid FROM task_words w WHERE w.task_words MATCH ?";
            let among = format!("{} IN ({hits})", row_of_task());
            conditions.push(&among, [Value::Text(clauses.words.clone())]);
        }
        let sql = format!(
            "SELECT t.id FROM json_each(?) j CROSS JOIN task t ON t.id=j.value WHERE {}",
            conditions.sql()
        );
        let ids: Vec<String> = tasks.iter().map(|task| task.0.to_string()).collect();
        let ids = Value::Text(format!("[{}]", ids.join(",")));
        let values = std::iter::once(ids).chain(conditions.values);
        (sql, values.collect())
    }

    fn count_asked(&self, query: &Query, clauses: &QueryClauses, limit: i64) -> Result<i64> {
        let (hits, mut values) = hits_of(query, clauses);
        values.push(Value::Integer(limit));
        let sql = format!("SELECT count(*) FROM (SELECT 1 {hits} LIMIT ?)");
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_row(params_from_iter(values), |row| row.get(0))?)
    }
}

fn is_backwards(anchor: Anchor) -> bool {
    matches!(anchor, Anchor::End | Anchor::Before(_))
}

/// The place of an anchor that is not an end of the list.
fn place_of(anchor: Anchor) -> Option<Place> {
    match anchor {
        Anchor::After(place) | Anchor::Before(place) | Anchor::From(place) => Some(place),
        Anchor::Start | Anchor::End => None,
    }
}

impl Store {
    /// The order "unit": the units' own lists one after the other, in the alphabet's order.
    fn page_by_unit(&self, query: &Query, anchor: Anchor, limit: usize) -> Result<Window<TaskRow>> {
        let backwards = is_backwards(anchor);
        let place = place_of(anchor);
        let mut scopes = self.unit_scopes(query, place.map_or(0, |place| place.unit_key))?;
        if backwards {
            scopes.reverse();
        }
        let of_place = |place: Place| {
            let here = |scope: &UnitScope| unit_key(*scope) == place.unit_key;
            scopes.iter().position(here)
        };
        let first = place.and_then(of_place).unwrap_or(0);
        let mut rows = Vec::new();
        for (at, scope) in scopes.iter().enumerate().skip(first) {
            let inner = Query {
                unit: *scope,
                order: Order::Due,
                ..query.clone()
            };
            let from = match (place, backwards) {
                (Some(_), _) if at == first => anchor,
                (_, true) => Anchor::End,
                (_, false) => Anchor::Start,
            };
            rows.extend(self.rows(&inner, from, limit + 1 - rows.len())?);
            if rows.len() > limit {
                break;
            }
        }
        let more = rows.len() > limit;
        rows.truncate(limit);
        let at_start = match (anchor, backwards) {
            (Anchor::From(place), _) => self
                .page_by_unit(query, Anchor::Before(place), 1)?
                .rows
                .is_empty(),
            (_, true) => !more,
            (_, false) => place.is_none(),
        };
        let at_end = if backwards { place.is_none() } else { !more };
        if backwards {
            rows.reverse();
        }
        Ok(Window {
            rows,
            at_start,
            at_end,
        })
    }
}

impl Store {
    /// Walks the index of scope and order.
    pub(super) fn by_index(
        &self,
        query: &Query,
        clauses: &QueryClauses,
        anchor: Anchor,
    ) -> Result<(String, Vec<Value>)> {
        let mut conditions = Conditions::default();
        let (mut low, mut high) = (None, None);
        let index = self.push_scope(&mut conditions, query, &mut low, &mut high)?;
        if matches!(query.order, Order::Due | Order::Unit) {
            (low, high) = (clauses.low, clauses.high);
        } else {
            conditions.extend(&clauses.bounds());
        }
        push_without_index(&mut conditions, clauses);
        let order = ordered(query.order, anchor, low, high, &mut conditions);
        let sql = format!(
            "SELECT {TASK_ROW} FROM task t INDEXED BY {index} LEFT JOIN unit u ON u.id = t.lead_id
             WHERE {} ORDER BY {order} LIMIT ?",
            conditions.sql()
        );
        Ok((sql, conditions.values))
    }

    /// Plan, unit and area, and the index that begins with them. An area belongs to one plan, so
    /// where an index begins with the area the plan need not be named.
    fn push_scope(
        &self,
        conditions: &mut Conditions,
        query: &Query,
        low: &mut Option<i64>,
        high: &mut Option<i64>,
    ) -> Result<&'static str> {
        let unit = Some(unit_key(scope_of(query))).filter(|key| *key >= 0);
        let area = query.area.map(|area| area.0);
        let index = match (query.order, area.is_some(), unit.is_some()) {
            (Order::Due | Order::Unit, false, false) => "task_due",
            (Order::Due | Order::Unit, true, false) => "task_area_due",
            (Order::Due | Order::Unit, _, true) => "task_unit_due",
            (Order::Code, _, false) => "task_code",
            (Order::Code, _, true) => "task_unit_code",
            (Order::Changed, false, false) => "task_changed",
            (Order::Changed, true, false) => "task_area_changed",
            (Order::Changed, _, true) => "task_unit_changed",
        };
        if !index.starts_with("task_area") {
            conditions.push("t.plan_id=?", [Value::Integer(query.plan.0)]);
        }
        if let Some(unit) = unit {
            conditions.push("t.unit_key=?", [Value::Integer(unit)]);
        }
        match area {
            Some(area) if query.order == Order::Code => {
                let first = self.first_code_key(area)?;
                (*low, *high) = (Some(first), Some(first + AREA_CODES - 1));
            }
            Some(area) => conditions.push("t.area_id=?", [Value::Integer(area)]),
            None => {}
        }
        Ok(index)
    }

    /// Where an area's codes begin in the order of all codes.
    fn first_code_key(&self, area: i64) -> Result<i64> {
        let key: Option<String> = self.conn.value("SELECT key FROM area WHERE id=?", [area])?;
        Ok(area_code_key(key.as_deref().unwrap_or_default()))
    }
}

fn push_filters(conditions: &mut Conditions, clauses: &QueryClauses) {
    conditions.extend(&clauses.instead_of_index);
    conditions.extend(&clauses.always);
}

/// Filters and words, for statements that do not walk the full-text index.
fn push_without_index(conditions: &mut Conditions, clauses: &QueryClauses) {
    push_filters(conditions, clauses);
    if !clauses.words.is_empty() {
        conditions.push(
            &format!(
                "EXISTS (SELECT 1 FROM task_words w
                    WHERE w.task_words MATCH ? AND w.rowid={})",
                row_of_task()
            ),
            [Value::Text(clauses.words.clone())],
        );
    }
}

/// What is asked of the full-text index, within rows of its own where given.
fn push_search(
    conditions: &mut Conditions,
    query: &Query,
    clauses: &QueryClauses,
    within: (Option<i64>, Option<i64>),
) {
    let (first, last) = rows_between(query.plan.0, clauses.low, clauses.high);
    let first = within.0.map_or(first, |row| row.max(first));
    let last = within.1.map_or(last, |row| row.min(last));
    conditions.push(
        "w.task_words MATCH ? AND w.rowid>=? AND w.rowid<=?",
        [
            Value::Text(clauses.scoped(query).text()),
            Value::Integer(first),
            Value::Integer(last),
        ],
    );
}

/// Walks the full-text index, which stands in the order "due".
fn by_search(query: &Query, clauses: &QueryClauses, anchor: Anchor) -> (String, Vec<Value>) {
    let at = |place: Place| row_of(query.plan.0, place.due_key, place.id);
    let within = match anchor {
        Anchor::Start | Anchor::End => (None, None),
        Anchor::After(place) => (Some(at(place) + 1), None),
        Anchor::From(place) => (Some(at(place)), None),
        Anchor::Before(place) => (None, Some(at(place) - 1)),
    };
    let mut conditions = Conditions::default();
    push_search(&mut conditions, query, clauses, within);
    conditions.extend(&clauses.always);
    let order = if is_backwards(anchor) { "DESC" } else { "" };
    let sql = format!(
        "SELECT {TASK_ROW} FROM task_words w CROSS JOIN task t ON t.id={}
            LEFT JOIN unit u ON u.id = t.lead_id
         WHERE {} ORDER BY w.rowid {order} LIMIT ?",
        task_of_row(),
        conditions.sql()
    );
    (sql, conditions.values)
}

/// The hits of the full-text index that also are what only the rows know, whatever their order.
fn hits_of(query: &Query, clauses: &QueryClauses) -> (String, Vec<Value>) {
    let mut conditions = Conditions::default();
    push_search(&mut conditions, query, clauses, (None, None));
    // Without a condition on the task's own row the index alone answers.
    let task = if clauses.always.is_empty() {
        String::new()
    } else {
        format!("CROSS JOIN task t ON t.id={}", task_of_row())
    };
    conditions.extend(&clauses.always);
    let sql = format!("FROM task_words w {task} WHERE {}", conditions.sql());
    (sql, conditions.values)
}

/// Gathers the hits and sorts them.
fn gathered(query: &Query, clauses: &QueryClauses, anchor: Anchor) -> (String, Vec<Value>) {
    let (hits, mut values) = hits_of(query, clauses);
    let mut outer = Conditions::default();
    let order = ordered(query.order, anchor, None, None, &mut outer);
    outer.push("1", []);
    let sql = format!(
        "SELECT {TASK_ROW} FROM (SELECT {} AS id {hits} LIMIT {}) g
            CROSS JOIN task t ON t.id=g.id LEFT JOIN unit u ON u.id = t.lead_id
         WHERE {} ORDER BY {order} LIMIT ?",
        task_of_row(),
        GATHER + 1,
        outer.sql()
    );
    values.extend(outer.values);
    (sql, values)
}

/// The columns of an order, and the condition that begins after or at an anchor. On the side where
/// the window begins, anchor and bound are one condition, the tighter of the two, so that the index
/// is entered where the window begins.
fn ordered(
    order: Order,
    anchor: Anchor,
    mut low: Option<i64>,
    mut high: Option<i64>,
    conditions: &mut Conditions,
) -> &'static str {
    let backwards = is_backwards(anchor);
    let rising = (order == Order::Changed) == backwards;
    let (column, key): (_, fn(Place) -> i64) = match order {
        Order::Due | Order::Unit => ("t.due_key", |place| place.due_key),
        Order::Code => ("t.code_key", |place| place.code_key),
        Order::Changed => ("t.last_change", |place| place.last_change),
    };
    let inside = |place: &Place| match rising {
        true => low.is_none_or(|low| key(*place) >= low),
        false => high.is_none_or(|high| key(*place) <= high),
    };
    if let Some(place) = place_of(anchor).filter(inside) {
        let sign = match (rising, matches!(anchor, Anchor::From(_))) {
            (true, false) => ">",
            (true, true) => ">=",
            (false, false) => "<",
            (false, true) => "<=",
        };
        let values = [Value::Integer(key(place)), Value::Integer(place.id)];
        conditions.push(&format!("({column}, t.id) {sign} (?, ?)"), values);
        if rising {
            low = None;
        } else {
            high = None;
        }
    }
    if let Some(low) = low {
        conditions.push(&format!("{column}>=?"), [Value::Integer(low)]);
    }
    if let Some(high) = high {
        conditions.push(&format!("{column}<=?"), [Value::Integer(high)]);
    }
    match (order, rising) {
        (Order::Due | Order::Unit, true) => "t.due_key, t.id",
        (Order::Due | Order::Unit, false) => "t.due_key DESC, t.id DESC",
        (Order::Code, true) => "t.code_key, t.id",
        (Order::Code, false) => "t.code_key DESC, t.id DESC",
        (Order::Changed, true) => "t.last_change, t.id",
        (Order::Changed, false) => "t.last_change DESC, t.id DESC",
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::AccessPath;
    use crate::domain::day::Day;
    use crate::domain::ids::{AreaId, TaskId};
    use crate::domain::person::Actor;
    use crate::domain::query::{Anchor, DueSpan, Filter, Order, Query};
    use crate::domain::task::Place;
    use crate::domain::unit::UnitScope;
    use crate::store::read::query::QueryClauses;
    use crate::store::{Stamp, Store};
    use rusqlite::types::Value;
    use rusqlite::{StatementStatus, params_from_iter};

    fn plan_file(folder: &tempfile::TempDir) -> Store {
        let stamp = Stamp {
            actor: Actor {
                account: "vanphong".to_owned(),
                person: "Lan".to_owned(),
            },
            recorded_at: 0,
            day: Day::from_ymd_opt(2021, 6, 11).unwrap(),
        };
        let data = crate::plan::of_year(2021).unwrap();
        Store::create(&folder.path().join("kế hoạch.db"), &data, &stamp, None).unwrap()
    }

    /// An SQLite error that it will do for a window.
    fn plan_of(store: &Store, query: &Query, anchor: Anchor) -> String {
        let (sql, mut values) = store.statement(query, anchor).unwrap();
        values.push(Value::Integer(40));
        explained(store, &sql, values)
    }

    fn explained(store: &Store, sql: &str, values: Vec<Value>) -> String {
        let mut statement = store
            .conn
            .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
            .unwrap();
        let lines: Vec<String> = statement
            .query_map(params_from_iter(values), |row| row.get::<_, String>(3))
            .unwrap()
            .map(rusqlite::Result::unwrap)
            .collect();
        lines.join("; ")
    }

    fn anchors() -> [Anchor; 5] {
        let place = Place {
            id: 40,
            due_key: 20_210_630,
            code_key: 2_000_040_000_001,
            unit_key: 2,
            last_change: 40,
        };
        [
            Anchor::Start,
            Anchor::End,
            Anchor::After(place),
            Anchor::Before(place),
            Anchor::From(place),
        ]
    }

    fn query(store: &Store, unit: UnitScope, area: Option<AreaId>, order: Order) -> Query {
        let plan = store.plan().unwrap();
        let day = Day::from_ymd_opt(2021, 6, 11).unwrap();
        Query {
            unit,
            area,
            order,
            ..Query::all(plan.id, day, &plan.settings)
        }
    }

    #[test]
    fn every_window_walks_the_index_of_its_scope_and_order() {
        let folder = tempfile::tempdir().unwrap();
        let store = plan_file(&folder);
        let office = UnitScope::Led(store.find_unit("Văn phòng Sở").unwrap().unwrap().id);
        let area = Some(store.areas(store.plan().unwrap().id).unwrap()[2].id);
        let all = UnitScope::All;
        let nobody = UnitScope::Unassigned;
        for (unit, area, order, index) in [
            (all, None, Order::Due, "task_due (plan_id=?"),
            (all, area, Order::Due, "task_area_due (area_id=?"),
            (
                office,
                None,
                Order::Due,
                "task_unit_due (plan_id=? AND unit_key=?",
            ),
            (
                nobody,
                None,
                Order::Due,
                "task_unit_due (plan_id=? AND unit_key=?",
            ),
            (all, None, Order::Code, "task_code (plan_id=?"),
            (all, area, Order::Code, "task_code (plan_id=? AND code_key"),
            (
                office,
                None,
                Order::Code,
                "task_unit_code (plan_id=? AND unit_key=?",
            ),
            (
                office,
                area,
                Order::Code,
                "task_unit_code (plan_id=? AND unit_key=? AND code_key",
            ),
            (
                office,
                None,
                Order::Unit,
                "task_unit_due (plan_id=? AND unit_key=?",
            ),
            (all, None, Order::Changed, "task_changed (plan_id=?"),
            (all, area, Order::Changed, "task_area_changed (area_id=?"),
            (
                office,
                None,
                Order::Changed,
                "task_unit_changed (plan_id=? AND unit_key=?",
            ),
            (
                office,
                area,
                Order::Changed,
                "task_unit_changed (plan_id=? AND unit_key=?",
            ),
        ] {
            for anchor in anchors() {
                let steps = plan_of(&store, &query(&store, unit, area, order), anchor);
                let case = format!("{unit:?} {area:?} {order:?} {anchor:?}: {steps}");
                assert!(steps.contains(index), "{case}");
                assert!(
                    !steps.contains("SCAN") && !steps.contains("TEMP B-TREE"),
                    "{case}"
                );
                let entered = matches!(anchor, Anchor::Start | Anchor::End)
                    || steps.contains("rowid)")
                    || steps.contains("_key>")
                    || steps.contains("_key<")
                    || steps.contains("last_change");
                assert!(entered, "an anchor is where the index is entered; {case}");
            }
        }
    }

    #[test]
    fn filters_and_words_walk_the_full_text_index_and_spans_of_days_the_order() {
        let folder = tempfile::tempdir().unwrap();
        let store = plan_file(&folder);
        let vp = store.find_unit("VP").unwrap().unwrap().id;
        let area = Some(store.areas(store.plan().unwrap().id).unwrap()[2].id);
        for (filter, words) in [
            (Some(Filter::KeyTask), ""),
            (Some(Filter::Stuck), "ke hoach"),
            (Some(Filter::NoDeadline), ""),
            (Some(Filter::Unclear), ""),
            (Some(Filter::Unproven), ""),
            (Some(Filter::Silent), ""),
            (Some(Filter::Mine(vp)), ""),
            (Some(Filter::Due(DueSpan::Overdue)), "bao cao"),
            (None, "ra soat"),
            (Some(Filter::Due(DueSpan::Overdue)), ""),
            (Some(Filter::Due(DueSpan::None)), ""),
        ] {
            for (unit, area) in [
                (UnitScope::All, None),
                (UnitScope::All, area),
                (UnitScope::Led(vp), None),
                (UnitScope::Led(vp), area),
            ] {
                for anchor in anchors() {
                    let mut query = query(&store, unit, area, Order::Due);
                    query.filters.extend(filter);
                    query.words = words.to_owned();
                    let steps = plan_of(&store, &query, anchor);
                    let case = format!("{filter:?} {unit:?} {area:?} {anchor:?}: {steps}");
                    let days_only = matches!(filter, Some(Filter::Due(_))) && words.is_empty();
                    if days_only && (area.is_none() || unit == UnitScope::All) {
                        assert!(steps.contains("due_key"), "{case}");
                        assert!(!steps.contains("SCAN"), "{case}");
                    } else {
                        assert!(steps.starts_with("SCAN w VIRTUAL TABLE"), "{case}");
                        assert_eq!(steps.matches("SCAN").count(), 1, "{case}");
                    }
                    assert!(!steps.contains("TEMP B-TREE"), "{case}");
                }
            }
        }
    }

    #[test]
    fn words_are_searched_for_once_however_many_tasks_are_asked_about() {
        let folder = tempfile::tempdir().unwrap();
        let store = plan_file(&folder);
        let mut query = query(&store, UnitScope::All, None, Order::Due);
        query.words = "kế h".to_owned();
        let tasks: Vec<TaskId> = (1..=60).map(TaskId).collect();
        let (sql, values) = Store::listed_statement(&query, &tasks);
        let steps = explained(&store, &sql, values);
        assert!(steps.contains("LIST SUBQUERY"), "{steps}");
        assert!(!steps.contains("CORRELATED"), "{steps}");
        let listed = store.listed(&query, &tasks).unwrap();
        let page = store.page(&query, Anchor::Start, 1_000).unwrap();
        let page = page.rows.iter().map(|row| row.id);
        let page = page.filter(|task| tasks.contains(task));
        assert!(!listed.is_empty() && listed.len() < tasks.len());
        assert_eq!(listed, page.collect());
    }

    #[test]
    fn a_window_is_prepared_once_for_all_places() {
        let folder = tempfile::tempdir().unwrap();
        let store = plan_file(&folder);
        let query = query(&store, UnitScope::All, None, Order::Due);
        for id in [3, 40, 77] {
            let place = store.row(TaskId(id)).unwrap().unwrap().place;
            store.page(&query, Anchor::From(place), 5).unwrap();
            let (sql, _) = store.statement(&query, Anchor::From(place)).unwrap();
            let statement = store.conn.prepare_cached(&sql).unwrap();
            assert!(
                statement.get_status(StatementStatus::Run) > 0,
                "another statement"
            );
            assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
        }
    }

    #[test]
    fn in_another_order_few_hits_are_gathered() {
        let folder = tempfile::tempdir().unwrap();
        let store = plan_file(&folder);
        for order in [Order::Code, Order::Changed] {
            let mut query = query(&store, UnitScope::All, None, order);
            query.words = "ke hoach".to_owned();
            let clauses = QueryClauses::of(&query);
            assert_eq!(
                store.access_path(&query, &clauses).unwrap(),
                AccessPath::Gather
            );
        }
    }
}
