//! [`Query`] to SQL: a window of rows through an index, and the counts from the tallies.
//!
//! No statement here visits more rows than it returns, but for the filters that no index answers
//! alone; paging goes by the place of a row, never by OFFSET.

use super::Store;
use super::derive::{AREA_CODES, area_code_key};
use super::error::Result;
use super::rows::{TASK_ROW, task_row};
use crate::domain::day::{Day, iso, month_days};
use crate::domain::ids::{AreaId, PlanId, UnitId};
use crate::domain::query::{
    Anchor, Due, Filter, OPEN_DATED_END, OPEN_END, Order, Query, Window, day_number,
};
use crate::domain::task::{Place, State, TaskRow};
use crate::domain::text::query_words;
use crate::domain::totals::Totals;
use crate::domain::unit::{Unit, UnitScope};
use chrono::Datelike;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params, params_from_iter};

/// Counts of filtered lists stop here.
pub const COUNT_CAP: i64 = 10_000;

/// SQL under construction: conditions and their values in the same order, and the bounds of the
/// order's first key, which are merged with the anchor's so that the index is entered where the
/// window begins.
struct Conditions {
    clauses: Vec<String>,
    values: Vec<Value>,
    low: Option<i64>,
    high: Option<i64>,
}

impl Conditions {
    fn push(&mut self, clause: &str, values: impl IntoIterator<Item = Value>) {
        self.clauses.push(clause.to_owned());
        self.values.extend(values);
    }

    /// Narrows the order's first key; both ends included.
    fn bound(&mut self, low: Option<i64>, high: Option<i64>) {
        self.low = self.low.max(low);
        self.high = match (self.high, high) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }

    fn sql(&self) -> String {
        self.clauses.join(" AND ")
    }
}

impl Store {
    /// Up to `limit` rows of a list from an anchor, in the list's order.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn page(&self, query: &Query, anchor: Anchor, limit: usize) -> Result<Window<TaskRow>> {
        if query.order == Order::Unit && scope_of(query) == UnitScope::All {
            return self.snapshot(|| self.page_by_unit(query, anchor, limit));
        }
        self.snapshot(|| self.page_in_order(query, anchor, limit))
    }

    /// A window that one index gives.
    fn page_in_order(
        &self,
        query: &Query,
        anchor: Anchor,
        limit: usize,
    ) -> Result<Window<TaskRow>> {
        let backwards = matches!(anchor, Anchor::End | Anchor::Before(_));
        // One more than asked tells whether the list ends here.
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
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement
            .query_map(params_from_iter(values), task_row)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(rows)
    }

    /// The statement of a window and its values, all but the limit, which comes last.
    fn statement(&self, query: &Query, anchor: Anchor) -> Result<(String, Vec<Value>)> {
        let mut conditions = self.conditions(query, true)?;
        let order = order_sql(query.order, anchor, &mut conditions);
        // Of two indexes that both fit, the planner takes the plan's and not the unit's.
        let by_unit = query.order == Order::Code && scope_of(query) != UnitScope::All;
        let hint = if by_unit && query_words(&query.words).is_empty() {
            "INDEXED BY task_unit_code"
        } else {
            ""
        };
        let sql = format!(
            "SELECT {TASK_ROW} FROM task t {hint} LEFT JOIN unit u ON u.id = t.lead_id
             WHERE {} ORDER BY {order} LIMIT ?",
            conditions.sql()
        );
        Ok((sql, conditions.values))
    }

    /// The order "unit": the units' own lists one behind the other, in the alphabet's order.
    fn page_by_unit(&self, query: &Query, anchor: Anchor, limit: usize) -> Result<Window<TaskRow>> {
        let mut scopes = self.unit_scopes()?;
        let backwards = matches!(anchor, Anchor::End | Anchor::Before(_));
        if backwards {
            scopes.reverse();
        }
        let place = match anchor {
            Anchor::After(place) | Anchor::Before(place) | Anchor::From(place) => Some(place),
            Anchor::Start | Anchor::End => None,
        };
        let first = place
            .and_then(|place| {
                scopes
                    .iter()
                    .position(|scope| unit_key(*scope) == place.unit_key)
            })
            .unwrap_or(0);
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

    /// Every unit in the alphabet's order, and last the tasks without one.
    fn unit_scopes(&self) -> Result<Vec<UnitScope>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT id FROM unit ORDER BY sort_key, id")?;
        let mut scopes: Vec<UnitScope> = statement
            .query_map([], |row| Ok(UnitScope::Led(UnitId(row.get(0)?))))?
            .collect::<rusqlite::Result<_>>()?;
        scopes.push(UnitScope::Unassigned);
        Ok(scopes)
    }

    /// How many rows a list has; filtered ones are counted up to [`COUNT_CAP`] + 1.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn count(&self, query: &Query) -> Result<i64> {
        if query.is_plain() {
            let totals = self.totals(query.plan, query.unit, query.area, query.today)?;
            return Ok(totals.total() + totals.dropped);
        }
        let mut conditions = self.conditions(query, false)?;
        push_bounds("t.due_key", &mut conditions);
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM task t WHERE {} LIMIT {})",
            conditions.sql(),
            COUNT_CAP + 1
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_row(params_from_iter(conditions.values), |row| row.get(0))?)
    }

    /// The counts of one scope on one day, from the tallies.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn totals(
        &self,
        plan: PlanId,
        unit: UnitScope,
        area: Option<AreaId>,
        today: Day,
    ) -> Result<Totals> {
        let (unit, area) = (unit_key(unit), area.map_or(0, |area| area.0));
        self.snapshot(|| self.totals_of(plan, unit, area, today))
    }

    fn totals_of(&self, plan: PlanId, unit: i64, area: i64, today: Day) -> Result<Totals> {
        let mut totals = Totals::default();
        let mut groups = self.conn.prepare_cached(
            "SELECT bucket, n FROM tally
             WHERE plan_id=? AND unit_key=? AND area_id=? AND level=0",
        )?;
        let mut rows = groups.query(params![plan.0, unit, area])?;
        while let Some(row) = rows.next()? {
            totals.add(row.get(0)?, row.get(1)?);
        }
        if totals.open_dated > 0 {
            totals.overdue = self.overdue(plan, unit, area, today)?;
        }
        Ok(totals)
    }

    /// Late = due in an earlier year, or an earlier month of this one, or an earlier day of this
    /// month.
    fn overdue(&self, plan: PlanId, unit: i64, area: i64, today: Day) -> Result<i64> {
        let day = day_number(today);
        let (year, month) = (day / 10_000, day / 100);
        let mut statement = self.conn.prepare_cached(
            "SELECT coalesce(sum(n), 0) FROM tally
             WHERE plan_id=?1 AND unit_key=?2 AND area_id=?3 AND level=?4
                AND bucket>=?5 AND bucket<?6",
        )?;
        let mut sum = 0;
        for (level, from, to) in [(1, 0, year), (2, year * 100, month), (3, month * 100, day)] {
            sum += statement.query_row(params![plan.0, unit, area, level, from, to], |row| {
                row.get::<_, i64>(0)
            })?;
        }
        Ok(sum)
    }

    /// The units that lead tasks in an area (or in all), with their counts, in the alphabet's
    /// order; the tasks without a unit come last.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn unit_counts(
        &self,
        plan: PlanId,
        area: Option<AreaId>,
        today: Day,
    ) -> Result<Vec<(Option<Unit>, Totals)>> {
        self.snapshot(|| self.unit_counts_of(plan, area, today))
    }

    fn unit_counts_of(
        &self,
        plan: PlanId,
        area: Option<AreaId>,
        today: Day,
    ) -> Result<Vec<(Option<Unit>, Totals)>> {
        let mut counts = Vec::new();
        for unit in self.units()? {
            let totals = self.totals(plan, UnitScope::Led(unit.id), area, today)?;
            if totals.total() + totals.dropped > 0 {
                counts.push((Some(unit), totals));
            }
        }
        let nobody = self.totals(plan, UnitScope::Unassigned, area, today)?;
        if nobody.total() + nobody.dropped > 0 {
            counts.push((None, nobody));
        }
        Ok(counts)
    }

    /// The conditions of a query. In a `window` the scope is said so that the planner walks the
    /// index of the order; a count may take any.
    fn conditions(&self, query: &Query, window: bool) -> Result<Conditions> {
        let mut conditions = Conditions {
            clauses: Vec::new(),
            values: Vec::new(),
            low: None,
            high: None,
        };
        let order = if window { query.order } else { Order::Due };
        self.push_scope(&mut conditions, query, order)?;
        for filter in &query.filters {
            push_filter(&mut conditions, *filter, query, order);
        }
        if !query.states.is_empty() {
            let marks = vec!["?"; query.states.len()].join(",");
            let states = query
                .states
                .iter()
                .map(|state| Value::Text(state.as_str().to_owned()));
            conditions.push(&format!("t.state IN ({marks})"), states);
        }
        let words = query_words(&query.words);
        if !words.is_empty() {
            conditions.push(
                "t.id IN (SELECT rowid FROM task_words WHERE task_words MATCH ?)",
                [Value::Text(match_text(&words))],
            );
        }
        Ok(conditions)
    }

    /// Plan, unit and area. An area belongs to one plan, so where an index begins with the area the
    /// plan need not be said; a plus keeps a condition away from the indexes of other orders.
    fn push_scope(&self, conditions: &mut Conditions, query: &Query, order: Order) -> Result<()> {
        let unit = Some(unit_key(scope_of(query))).filter(|key| *key >= 0);
        let by_due = matches!(order, Order::Due | Order::Unit);
        let rare = by_due && query.filters.iter().any(|filter| has_own_index(*filter));
        let area = query.area.map(|area| area.0);
        let (plan, unit_sql, area_sql) = match (order, area.is_some(), unit.is_some()) {
            _ if rare => (true, "+t.unit_key=?", "+t.area_id=?"),
            (Order::Code, ..) | (Order::Changed, true, true) => {
                (true, "t.unit_key=?", "+t.area_id=?")
            }
            (_, with_area, _) => (!with_area, "t.unit_key=?", "t.area_id=?"),
        };
        if plan {
            conditions.push("t.plan_id=?", [Value::Integer(query.plan.0)]);
        }
        if let Some(unit) = unit {
            conditions.push(unit_sql, [Value::Integer(unit)]);
        }
        if let Some(area) = area {
            conditions.push(area_sql, [Value::Integer(area)]);
            if order == Order::Code {
                let first = self.first_code_key(area)?;
                conditions.bound(Some(first), Some(first + AREA_CODES - 1));
            }
        }
        Ok(())
    }

    /// Where an area's codes begin in the order of all codes.
    fn first_code_key(&self, area: i64) -> Result<i64> {
        let key: Option<String> = self
            .conn
            .prepare_cached("SELECT key FROM area WHERE id=?")?
            .query_row([area], |row| row.get(0))
            .optional()?;
        Ok(area_code_key(key.as_deref().unwrap_or_default()))
    }
}

/// The unit scope of a query; the filter for tasks without a unit is one as well.
fn scope_of(query: &Query) -> UnitScope {
    match query.unit {
        UnitScope::All if query.filters.contains(&Filter::Unassigned) => UnitScope::Unassigned,
        scope => scope,
    }
}

/// Filters for rows that an index of their own holds, in the order "due".
fn has_own_index(filter: Filter) -> bool {
    matches!(
        filter,
        Filter::KeyTask | Filter::Stuck | Filter::NoDeadline | Filter::Unclear | Filter::Unproven
    )
}

/// The stored key of a unit scope: -1 all, 0 nobody.
fn unit_key(unit: UnitScope) -> i64 {
    match unit {
        UnitScope::All => -1,
        UnitScope::Unassigned => 0,
        UnitScope::Led(unit) => unit.0,
    }
}

/// Each word as the beginning of a word; blanks between strings mean "and".
fn match_text(words: &[String]) -> String {
    words
        .iter()
        .map(|word| format!("\"{}\"*", word.replace('"', "")))
        .collect::<Vec<_>>()
        .join(" ")
}

fn push_filter(conditions: &mut Conditions, filter: Filter, query: &Query, order: Order) {
    match filter {
        Filter::Due(due) => push_due(conditions, due, query, order),
        Filter::KeyTask => conditions.push("t.key_task=1", []),
        Filter::Stuck => conditions.push("t.difficulties>0", []),
        Filter::Unassigned => conditions.push("t.unit_key=0", []),
        Filter::NoDeadline => conditions.push("t.kind='none'", []),
        Filter::Unclear => conditions.push("t.kind='unclear'", []),
        Filter::Unproven => conditions.push("t.state='done' AND t.evidence=0", []),
        Filter::Silent => {
            let since = query.today - chrono::Duration::days(query.silent_days);
            push_due_keys(conditions, order, None, OPEN_END - 1);
            conditions.push("t.touched_on<=?", [Value::Text(iso(since))]);
        }
        Filter::Unnoted => {
            let month = month_days(query.today.year(), query.today.month()).0;
            push_due_keys(conditions, order, Some(OPEN_DATED_END), OPEN_END - 1);
            conditions.push(
                "t.kind='ongoing' AND NOT EXISTS (SELECT 1 FROM note n
                    WHERE n.task_id=t.id AND n.day>=?)",
                [Value::Text(iso(month))],
            );
        }
        Filter::Mine(unit) => conditions.push(
            "(t.unit_key=? OR EXISTS (SELECT 1 FROM coordinating c
                WHERE c.unit_id=? AND c.task_id=t.id))",
            [Value::Integer(unit.0), Value::Integer(unit.0)],
        ),
    }
}

/// A span of due days; of open tasks it is a range of the order "due".
fn push_due(conditions: &mut Conditions, due: Due, query: &Query, order: Order) {
    let any_state = query.states.iter().any(|state| !State::is_open(*state));
    match (due.span(query.today, query.soon_days), any_state) {
        (Some((first, last)), false) => {
            let last = day_number(last).min(OPEN_DATED_END - 1);
            push_due_keys(conditions, order, Some(day_number(first)), last);
        }
        (Some((first, last)), true) => conditions.push(
            "t.due_on BETWEEN ? AND ?",
            [Value::Text(iso(first)), Value::Text(iso(last))],
        ),
        (None, false) => push_due_keys(conditions, order, Some(OPEN_DATED_END), OPEN_END - 1),
        (None, true) => conditions.push("t.due_on IS NULL", []),
    }
}

/// A range of the order "due": bounds where the list is in that order, else a mere condition.
fn push_due_keys(conditions: &mut Conditions, order: Order, low: Option<i64>, high: i64) {
    if matches!(order, Order::Due | Order::Unit) {
        conditions.bound(low, Some(high));
    } else {
        let low = Value::Integer(low.unwrap_or(0));
        conditions.push("t.due_key BETWEEN ? AND ?", [low, Value::Integer(high)]);
    }
}

/// Both bounds as conditions.
fn push_bounds(column: &str, conditions: &mut Conditions) {
    if let Some(low) = conditions.low {
        conditions.push(&format!("{column}>=?"), [Value::Integer(low)]);
    }
    if let Some(high) = conditions.high {
        conditions.push(&format!("{column}<=?"), [Value::Integer(high)]);
    }
}

/// The columns of an order, and the condition that begins behind or at an anchor. On the side where
/// the window begins, anchor and bound are one condition: the tighter of the two.
fn order_sql(order: Order, anchor: Anchor, conditions: &mut Conditions) -> &'static str {
    let place = match anchor {
        Anchor::After(place) | Anchor::Before(place) | Anchor::From(place) => Some(place),
        Anchor::Start | Anchor::End => None,
    };
    let backwards = matches!(anchor, Anchor::End | Anchor::Before(_));
    let rising = (order == Order::Changed) == backwards;
    let column = match order {
        Order::Due | Order::Unit => "t.due_key",
        Order::Code => "t.code_key",
        Order::Changed => "t.last_change",
    };
    let inside = |place: &Place| {
        let first = key_of(order, *place).2[0];
        if rising {
            conditions.low.is_none_or(|low| first >= low)
        } else {
            conditions.high.is_none_or(|high| first <= high)
        }
    };
    if let Some(place) = place.filter(inside) {
        let sign = match (rising, matches!(anchor, Anchor::From(_))) {
            (true, false) => ">",
            (true, true) => ">=",
            (false, false) => "<",
            (false, true) => "<=",
        };
        let (columns, marks, values) = key_of(order, place);
        let values: Vec<Value> = values.into_iter().map(Value::Integer).collect();
        conditions.push(&format!("{columns} {sign} {marks}"), values);
        if rising {
            conditions.low = None;
        } else {
            conditions.high = None;
        }
    }
    push_bounds(column, conditions);
    match (order, backwards) {
        (Order::Due | Order::Unit, false) => "t.due_key, t.code_key",
        (Order::Due | Order::Unit, true) => "t.due_key DESC, t.code_key DESC",
        (Order::Code, false) => "t.code_key",
        (Order::Code, true) => "t.code_key DESC",
        (Order::Changed, false) => "t.last_change DESC",
        (Order::Changed, true) => "t.last_change",
    }
}

/// The key columns of an order, their marks and a place's values.
fn key_of(order: Order, place: Place) -> (&'static str, &'static str, Vec<i64>) {
    match order {
        Order::Due | Order::Unit => (
            "(t.due_key, t.code_key)",
            "(?, ?)",
            vec![place.due_key, place.code_key],
        ),
        Order::Code => ("t.code_key", "?", vec![place.code_key]),
        Order::Changed => ("t.last_change", "?", vec![place.last_change]),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::person::Actor;
    use crate::store::Stamp;

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
        Store::create(&folder.path().join("kế hoạch.db"), &data, &stamp, false).unwrap()
    }

    /// What SQLite says that it will do for a window.
    fn plan_of(store: &Store, query: &Query, anchor: Anchor) -> String {
        let (sql, mut values) = store.statement(query, anchor).unwrap();
        values.push(Value::Integer(40));
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
        let cases = [
            (UnitScope::All, None, Order::Due, "task_due (plan_id=?"),
            (UnitScope::All, area, Order::Due, "task_area_due (area_id=?"),
            (
                office,
                None,
                Order::Due,
                "task_unit_due (plan_id=? AND unit_key=?",
            ),
            (
                office,
                area,
                Order::Due,
                "task_unit_area_due (unit_key=? AND area_id=?",
            ),
            (
                UnitScope::Unassigned,
                None,
                Order::Due,
                "task_unit_due (plan_id=? AND unit_key=?",
            ),
            (UnitScope::All, None, Order::Code, "task_code (plan_id=?"),
            (
                UnitScope::All,
                area,
                Order::Code,
                "task_code (plan_id=? AND code_key",
            ),
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
            (
                office,
                area,
                Order::Unit,
                "task_unit_area_due (unit_key=? AND area_id=?",
            ),
            (
                UnitScope::All,
                None,
                Order::Changed,
                "task_changed (plan_id=?",
            ),
            (
                UnitScope::All,
                area,
                Order::Changed,
                "task_area_changed (area_id=?",
            ),
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
        ];
        for (unit, area, order, index) in cases {
            for anchor in anchors() {
                let said = plan_of(&store, &query(&store, unit, area, order), anchor);
                let case = format!("{unit:?} {area:?} {order:?} {anchor:?}: {said}");
                assert!(said.contains(index), "{case}");
                assert!(
                    !said.contains("SCAN") && !said.contains("TEMP B-TREE"),
                    "{case}"
                );
                let entered = matches!(anchor, Anchor::Start | Anchor::End)
                    || said.contains("_key>")
                    || said.contains("_key<")
                    || said.contains("_key)")
                    || said.contains("_change");
                assert!(entered, "an anchor is where the index is entered; {case}");
            }
        }
    }

    #[test]
    fn rare_filters_walk_their_own_index_and_ranges_of_days_the_order() {
        let folder = tempfile::tempdir().unwrap();
        let store = plan_file(&folder);
        let office = UnitScope::Led(store.find_unit("VP").unwrap().unwrap().id);
        let area = Some(store.areas(store.plan().unwrap().id).unwrap()[2].id);
        for (filter, index) in [
            (Filter::KeyTask, "task_key"),
            (Filter::Stuck, "task_stuck"),
            (Filter::NoDeadline, "task_no_deadline"),
            (Filter::Unclear, "task_unclear"),
            (Filter::Unproven, "task_unproven"),
            (Filter::Unassigned, "task_unit"),
            (Filter::Due(Due::Overdue), "due_key"),
            (Filter::Due(Due::ThisWeek), "due_key"),
            (Filter::Due(Due::None), "due_key"),
            (Filter::Silent, "due_key"),
        ] {
            for (unit, area) in [
                (UnitScope::All, None),
                (UnitScope::All, area),
                (office, None),
                (office, area),
            ] {
                for anchor in anchors() {
                    if filter == Filter::Unassigned && unit != UnitScope::All {
                        continue;
                    }
                    let mut query = query(&store, unit, area, Order::Due);
                    query.filters.push(filter);
                    let said = plan_of(&store, &query, anchor);
                    let case = format!("{filter:?} {unit:?} {area:?} {anchor:?}: {said}");
                    assert!(said.contains(index), "{case}");
                    assert!(
                        !said.contains("SCAN") && !said.contains("TEMP B-TREE"),
                        "{case}"
                    );
                }
            }
        }
    }

    #[test]
    fn counts_and_single_tasks_are_searched_for_and_never_scanned() {
        let folder = tempfile::tempdir().unwrap();
        let store = plan_file(&folder);
        for sql in [
            "SELECT bucket, n FROM tally WHERE plan_id=? AND unit_key=? AND area_id=? AND level=0",
            "SELECT id FROM task WHERE plan_id=? AND code=?",
            "SELECT sum(n) FROM tally
             WHERE plan_id=? AND unit_key=? AND area_id=? AND level=? AND bucket>=? AND bucket<?",
        ] {
            let mut statement = store
                .conn
                .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
                .unwrap();
            let mut rows = statement.raw_query();
            while let Some(row) = rows.next().unwrap() {
                let line: String = row.get(3).unwrap();
                assert!(line.starts_with("SEARCH"), "{sql}: {line}");
            }
        }
    }
}
