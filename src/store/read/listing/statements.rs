//! The statement of each way to a window.

use super::{GATHER, is_backwards, place_of, scope_of};
use crate::domain::query::{Anchor, Order, Query};
use crate::domain::task::Place;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::index::derive::{AREA_CODES, area_code_key};
use crate::store::index::fulltext::{ROW_OF_TASK, TASK_OF_ROW, row_of, rows_between};
use crate::store::read::counts::unit_key;
use crate::store::read::rows::TASK_ROW;
use crate::store::read::sql::{Conditions, Sides};
use rusqlite::OptionalExtension;
use rusqlite::types::Value;

impl Store {
    /// Walks the index of scope and order.
    pub(super) fn by_index(
        &self,
        query: &Query,
        sides: &Sides,
        anchor: Anchor,
    ) -> Result<(String, Vec<Value>)> {
        let mut conditions = Conditions::default();
        let (mut low, mut high) = (None, None);
        let index = self.push_scope(&mut conditions, query, &mut low, &mut high)?;
        if matches!(query.order, Order::Due | Order::Unit) {
            (low, high) = (sides.low, sides.high);
        } else {
            conditions.extend(&sides.bounds());
        }
        conditions.extend(&sides.columns);
        conditions.extend(&sides.rest);
        if !sides.words.is_empty() {
            conditions.push(
                &format!(
                    "EXISTS (SELECT 1 FROM task_words w
                        WHERE w.task_words MATCH ? AND w.rowid={ROW_OF_TASK})"
                ),
                [Value::Text(sides.words.clone())],
            );
        }
        let order = ordered(query.order, anchor, low, high, &mut conditions);
        let sql = format!(
            "SELECT {TASK_ROW} FROM task t INDEXED BY {index} LEFT JOIN unit u ON u.id = t.lead_id
             WHERE {} ORDER BY {order} LIMIT ?",
            conditions.sql()
        );
        Ok((sql, conditions.values))
    }

    /// Plan, unit and area, and the index that begins with them. An area belongs to one plan, so
    /// where an index begins with the area the plan need not be said.
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
        let key: Option<String> = self
            .conn
            .prepare_cached("SELECT key FROM area WHERE id=?")?
            .query_row([area], |row| row.get(0))
            .optional()?;
        Ok(area_code_key(key.as_deref().unwrap_or_default()))
    }
}

/// What is asked of the full-text index, within rows of its own where given.
fn push_search(
    conditions: &mut Conditions,
    query: &Query,
    sides: &Sides,
    within: (Option<i64>, Option<i64>),
) {
    let (first, last) = rows_between(query.plan.0, sides.low, sides.high);
    let first = within.0.map_or(first, |row| row.max(first));
    let last = within.1.map_or(last, |row| row.min(last));
    conditions.push(
        "w.task_words MATCH ? AND w.rowid>=? AND w.rowid<=?",
        [
            Value::Text(sides.scoped(query).text()),
            Value::Integer(first),
            Value::Integer(last),
        ],
    );
}

/// Walks the full-text index, which stands in the order "due".
pub(super) fn by_search(query: &Query, sides: &Sides, anchor: Anchor) -> (String, Vec<Value>) {
    let at = |place: Place| row_of(query.plan.0, place.due_key, place.id);
    let within = match anchor {
        Anchor::Start | Anchor::End => (None, None),
        Anchor::After(place) => (Some(at(place) + 1), None),
        Anchor::From(place) => (Some(at(place)), None),
        Anchor::Before(place) => (None, Some(at(place) - 1)),
    };
    let mut conditions = Conditions::default();
    push_search(&mut conditions, query, sides, within);
    conditions.extend(&sides.rest);
    let order = if is_backwards(anchor) { "DESC" } else { "" };
    let sql = format!(
        "SELECT {TASK_ROW} FROM task_words w CROSS JOIN task t ON t.id={TASK_OF_ROW}
            LEFT JOIN unit u ON u.id = t.lead_id
         WHERE {} ORDER BY w.rowid {order} LIMIT ?",
        conditions.sql()
    );
    (sql, conditions.values)
}

/// The hits of the full-text index that also are what only the rows tell, whatever their order.
pub(super) fn hits_of(query: &Query, sides: &Sides) -> (String, Vec<Value>) {
    let mut conditions = Conditions::default();
    push_search(&mut conditions, query, sides, (None, None));
    // Without a condition on the task's own row the index alone answers.
    let task = if sides.rest.is_empty() {
        String::new()
    } else {
        format!("CROSS JOIN task t ON t.id={TASK_OF_ROW}")
    };
    conditions.extend(&sides.rest);
    let sql = format!("FROM task_words w {task} WHERE {}", conditions.sql());
    (sql, conditions.values)
}

/// Gathers the hits and sorts them.
pub(super) fn gathered(query: &Query, sides: &Sides, anchor: Anchor) -> (String, Vec<Value>) {
    let (hits, mut values) = hits_of(query, sides);
    let mut outer = Conditions::default();
    let order = ordered(query.order, anchor, None, None, &mut outer);
    outer.push("1", []);
    let sql = format!(
        "SELECT {TASK_ROW} FROM (SELECT {TASK_OF_ROW} AS id {hits} LIMIT {}) g
            CROSS JOIN task t ON t.id=g.id LEFT JOIN unit u ON u.id = t.lead_id
         WHERE {} ORDER BY {order} LIMIT ?",
        GATHER + 1,
        outer.sql()
    );
    values.extend(outer.values);
    (sql, values)
}

/// The columns of an order, and the condition that begins behind or at an anchor. On the side where
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
