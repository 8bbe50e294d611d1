//! [`Query`] to rows: a window of a list, in its order, from a place.
//!
//! Three ways lead to a window, and none visits more rows than some screens of them, however many
//! the list has; paging goes by the place of a row, never by OFFSET.
//!
//! | way | when | what it walks |
//! |---|---|---|
//! | index | nothing is asked but a scope, or days in the order "due" | the index of scope and order |
//! | search | words or filters, in the orders "due" and "unit" | the full-text index, which stands in that order |
//! | gather | words or filters in another order, and few hits | the hits, sorted |
//!
//! Words or filters in another order with more than [`GATHER`] hits walk the order's index and look
//! at each row: so many hits come soon.
//!
//! Here the way is chosen and the window filled; `statements` says each way in SQL, and `by_unit`
//! puts the units' own lists one behind the other.

mod by_unit;
mod statements;

use super::rows::task_row;
use super::sql::Sides;
use crate::domain::query::{Anchor, Filter, Order, Query, Window};
use crate::domain::task::{Place, TaskRow};
use crate::domain::unit::UnitScope;
use crate::store::Store;
use crate::store::error::Result;
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use statements::{by_search, gathered, hits_of};

/// So many hits are gathered and sorted.
pub(in crate::store) const GATHER: i64 = 4_000;

/// Which way leads to a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Way {
    /// The index of scope and order; what else is asked is looked for row by row.
    Index,
    /// The full-text index.
    Search,
    /// The hits of the full-text index, sorted.
    Gather,
}

impl Store {
    /// Up to `limit` rows of a list from an anchor, in the list's order.
    pub fn page(&self, query: &Query, anchor: Anchor, limit: usize) -> Result<Window<TaskRow>> {
        if query.order == Order::Unit && scope_of(query) == UnitScope::All {
            return self.snapshot(|| self.page_by_unit(query, anchor, limit));
        }
        self.snapshot(|| self.page_in_order(query, anchor, limit))
    }

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
    pub(in crate::store) fn statement(
        &self,
        query: &Query,
        anchor: Anchor,
    ) -> Result<(String, Vec<Value>)> {
        let sides = Sides::of(query);
        Ok(match self.way(query, &sides)? {
            Way::Index => self.by_index(query, &sides, anchor)?,
            Way::Search => by_search(query, &sides, anchor),
            Way::Gather => gathered(query, &sides, anchor),
        })
    }

    /// Which way leads to a window of this list.
    pub(in crate::store) fn way(&self, query: &Query, sides: &Sides) -> Result<Way> {
        let by_due = matches!(query.order, Order::Due | Order::Unit);
        // The index of a unit within an area would be one more for a rare list.
        let narrow = by_due && query.area.is_some() && scope_of(query) != UnitScope::All;
        let asks = !sides.asked.is_empty();
        Ok(match (by_due, asks || narrow, asks || sides.is_bounded()) {
            (true, true, _) => Way::Search,
            (true, false, _) | (false, _, false) => Way::Index,
            (false, _, true) if self.hits(query, sides)? <= GATHER => Way::Gather,
            (false, _, true) => Way::Index,
        })
    }

    /// How many rows a list has, up to [`GATHER`] + 1 where no tally knows.
    fn hits(&self, query: &Query, sides: &Sides) -> Result<i64> {
        match self.tallied(query)? {
            Some(n) => Ok(n),
            None => self.count_asked(query, sides, GATHER + 1),
        }
    }

    /// The hits of a list, counted up to a limit.
    pub(in crate::store) fn count_hits(&self, query: &Query, limit: i64) -> Result<i64> {
        self.count_asked(query, &Sides::of(query), limit)
    }

    fn count_asked(&self, query: &Query, sides: &Sides, limit: i64) -> Result<i64> {
        let (hits, mut values) = hits_of(query, sides);
        values.push(Value::Integer(limit));
        let sql = format!("SELECT count(*) FROM (SELECT 1 {hits} LIMIT ?)");
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_row(params_from_iter(values), |row| row.get(0))?)
    }
}

/// The unit scope of a query; the filter for tasks without a unit is one as well.
pub(in crate::store) fn scope_of(query: &Query) -> UnitScope {
    match query.unit {
        UnitScope::All if query.filters.contains(&Filter::Unassigned) => UnitScope::Unassigned,
        scope => scope,
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
