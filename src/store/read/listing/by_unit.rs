//! The order "unit": one list behind the other.

use super::{is_backwards, place_of};
use crate::domain::query::{Anchor, Order, Query, Window};
use crate::domain::task::{Place, TaskRow};
use crate::domain::unit::UnitScope;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::read::counts::unit_key;

impl Store {
    /// The order "unit": the units' own lists one behind the other, in the alphabet's order.
    pub(super) fn page_by_unit(
        &self,
        query: &Query,
        anchor: Anchor,
        limit: usize,
    ) -> Result<Window<TaskRow>> {
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
