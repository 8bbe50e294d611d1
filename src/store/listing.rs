//! [`Query`] to SQL: a window of rows through an index, and the counts from the tallies.
//!
//! No statement here visits more rows than it returns, but for the filters that no index answers
//! alone; paging goes by the place of a row, never by OFFSET.

use super::Store;
use super::error::Result;
use super::rows::{TASK_ROW, task_row};
use crate::domain::day::{Day, iso};
use crate::domain::ids::{AreaId, PlanId, UnitId};
use crate::domain::query::{
    Anchor, Due, Filter, OPEN_DATED_END, OPEN_END, Order, Query, Window, day_number,
};
use crate::domain::task::{Place, State, TaskRow};
use crate::domain::text::query_words;
use crate::domain::totals::Totals;
use crate::domain::unit::{Unit, UnitScope};
use rusqlite::types::Value;
use rusqlite::{params, params_from_iter};

/// Counts of filtered lists stop here.
pub const COUNT_CAP: i64 = 10_000;

/// SQL under construction: conditions and their values in the same order.
struct Conditions {
    clauses: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    fn push(&mut self, clause: &str, values: impl IntoIterator<Item = Value>) {
        self.clauses.push(clause.to_owned());
        self.values.extend(values);
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
        if query.order == Order::Unit && query.unit == UnitScope::All {
            return self.page_by_unit(query, anchor, limit);
        }
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
        let mut conditions = self.conditions(query);
        let backwards = matches!(anchor, Anchor::End | Anchor::Before(_));
        let order = order_sql(query.order, backwards, anchor, &mut conditions);
        let sql = format!(
            "SELECT {TASK_ROW} FROM task t LEFT JOIN unit u ON u.id = t.lead_id
             WHERE {} ORDER BY {order} LIMIT {limit}",
            conditions.sql()
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement
            .query_map(params_from_iter(conditions.values), task_row)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(rows)
    }

    /// The order "unit": the units' own lists one behind the other, in the alphabet's order.
    fn page_by_unit(&self, query: &Query, anchor: Anchor, limit: usize) -> Result<Window<TaskRow>> {
        let mut scopes = self.unit_scopes(query.plan)?;
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
    fn unit_scopes(&self, _plan: PlanId) -> Result<Vec<UnitScope>> {
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
        let conditions = self.conditions(query);
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

    /// The conditions of a query, scope first, so that they match an index from its left end.
    fn conditions(&self, query: &Query) -> Conditions {
        let mut conditions = Conditions {
            clauses: Vec::new(),
            values: Vec::new(),
        };
        let unit = query.unit;
        conditions.push("t.plan_id=?", [Value::Integer(query.plan.0)]);
        if unit != UnitScope::All {
            conditions.push("t.unit_key=?", [Value::Integer(unit_key(unit))]);
        }
        if let Some(area) = query.area {
            conditions.push("t.area_id=?", [Value::Integer(area.0)]);
        }
        for filter in &query.filters {
            push_filter(&mut conditions, *filter, query);
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
        conditions
    }
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

fn push_filter(conditions: &mut Conditions, filter: Filter, query: &Query) {
    match filter {
        Filter::Due(due) => push_due(conditions, due, query),
        Filter::KeyTask => conditions.push("t.key_task=1", []),
        Filter::Stuck => conditions.push("t.difficulties>0", []),
        Filter::Unassigned => conditions.push("t.unit_key=0", []),
        Filter::NoDeadline => conditions.push("t.kind='none'", []),
        Filter::Unclear => conditions.push("t.kind='unclear'", []),
        Filter::Unproven => conditions.push("t.state='done' AND t.evidence=0", []),
        Filter::Silent => {
            let since = query.today - chrono::Duration::days(query.silent_days);
            conditions.push(
                &format!("t.due_key<{OPEN_END} AND t.touched_on<=?"),
                [Value::Text(iso(since))],
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
fn push_due(conditions: &mut Conditions, due: Due, query: &Query) {
    let any_state = query.states.iter().any(|state| !State::is_open(*state));
    match (due.span(query.today, query.soon_days), any_state) {
        (Some((first, last)), false) => conditions.push(
            "t.due_key BETWEEN ? AND ?",
            [
                Value::Integer(day_number(first)),
                Value::Integer(day_number(last).min(OPEN_DATED_END - 1)),
            ],
        ),
        (Some((first, last)), true) => conditions.push(
            "t.due_on BETWEEN ? AND ?",
            [Value::Text(iso(first)), Value::Text(iso(last))],
        ),
        (None, false) => conditions.push(
            &format!("t.due_key>={OPEN_DATED_END} AND t.due_key<{OPEN_END}"),
            [],
        ),
        (None, true) => conditions.push("t.due_on IS NULL", []),
    }
}

/// The columns of an order, and the condition that begins behind or at an anchor.
fn order_sql(
    order: Order,
    backwards: bool,
    anchor: Anchor,
    conditions: &mut Conditions,
) -> &'static str {
    let place = match anchor {
        Anchor::After(place) | Anchor::Before(place) | Anchor::From(place) => Some(place),
        Anchor::Start | Anchor::End => None,
    };
    let inclusive = if matches!(anchor, Anchor::From(_)) {
        "="
    } else {
        ""
    };
    let rising = order != Order::Changed;
    let sign = if rising == backwards { "<" } else { ">" };
    if let Some(place) = place {
        let (columns, marks, values) = key_of(order, place);
        let values: Vec<Value> = values.into_iter().map(Value::Integer).collect();
        conditions.push(&format!("{columns} {sign}{inclusive} {marks}"), values);
    }
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
