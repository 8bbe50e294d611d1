//! Counts: from the tallies, which every write keeps, so that none of them counts rows; and up to
//! [`COUNT_CAP`] where only the full-text index knows.

use super::query::scope_of;
use crate::domain::day::Day;
use crate::domain::ids::{AreaId, PlanId, UnitId};
use crate::domain::query::{DueSpan, Filter, Query};
use crate::domain::totals::Totals;
use crate::domain::unit::UnitScope;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::index::fulltext::flag_of;
use crate::store::index::tallies::{self, TallyScope, unit_key};
use std::collections::HashMap;

/// Counts that no tally holds stop here.
pub(crate) const COUNT_CAP: i64 = 10_000;

impl Store {
    /// How many rows a list has; where no tally knows, counted up to `COUNT_CAP` + 1.
    pub fn count(&self, query: &Query) -> Result<i64> {
        self.snapshot(|| match self.tallied(query)? {
            Some(n) => Ok(n),
            None => self.count_hits(query, COUNT_CAP + 1),
        })
    }

    /// How many rows a list has, where the tallies know: without a filter, or with a single one
    /// that they hold.
    pub(in crate::store) fn tallied(&self, query: &Query) -> Result<Option<i64>> {
        if !query.states.is_empty() || !query.words.trim().is_empty() {
            return Ok(None);
        }
        let scope = TallyScope {
            plan: query.plan.0,
            area: query.area.map_or(0, |area| area.0),
            unit: unit_key(scope_of(query)),
        };
        let filter = match query.filters.as_slice() {
            [] => None,
            [filter] => Some(*filter),
            _ => return Ok(None),
        };
        Ok(match filter {
            Some(Filter::Unassigned) if scope.unit > 0 => Some(0),
            None | Some(Filter::Unassigned) => {
                let groups = scope.groups(&self.conn)?;
                Some(groups.total() + groups.dropped)
            }
            Some(Filter::Due(DueSpan::None)) => {
                let groups = scope.groups(&self.conn)?;
                Some(groups.open_undated + groups.event_not_come)
            }
            Some(Filter::Due(due)) => match due.span(query.today, query.soon_days) {
                Some((first, last)) => Some(scope.due_between(&self.conn, first, last)?),
                None => None,
            },
            Some(filter) => match flag_of(filter) {
                Some(flag) => Some(scope.flagged(&self.conn, flag)?),
                None => None,
            },
        })
    }

    /// The counts of one scope on one day, from the tallies.
    pub fn totals(
        &self,
        plan: PlanId,
        unit: UnitScope,
        area: Option<AreaId>,
        today: Day,
    ) -> Result<Totals> {
        let scope = TallyScope {
            plan: plan.0,
            area: area.map_or(0, |area| area.0),
            unit: unit_key(unit),
        };
        self.snapshot(|| scope.totals(&self.conn, today))
    }

    /// The counts of each area of a unit (or of all units) by the area's row; 0 stands for all
    /// areas. What has no task is left out.
    pub fn area_totals(
        &self,
        plan: PlanId,
        unit: UnitScope,
        today: Day,
    ) -> Result<HashMap<i64, Totals>> {
        self.snapshot(|| tallies::by_area(&self.conn, plan.0, unit_key(unit), today))
    }

    /// The counts of each unit in an area (or in all) by the unit's row; 0 stands for the tasks
    /// without one. What has no task is left out.
    pub fn unit_totals(
        &self,
        plan: PlanId,
        area: Option<AreaId>,
        today: Day,
    ) -> Result<HashMap<i64, Totals>> {
        let area = area.map_or(0, |area| area.0);
        self.snapshot(|| tallies::by_unit(&self.conn, plan.0, area, today))
    }

    /// The units that lead a task of the plan, in the alphabet's order, and last the tasks without
    /// one: the lists that the order "unit" goes through. The unit of a place stands among them
    /// even where it leads none any more.
    pub(in crate::store) fn unit_scopes(
        &self,
        query: &Query,
        of_place: i64,
    ) -> Result<Vec<UnitScope>> {
        let area = query.area.map_or(0, |area| area.0);
        let units = tallies::leading_units(&self.conn, query.plan.0, area, of_place)?;
        let units = units.into_iter().map(|unit| UnitScope::Led(UnitId(unit)));
        Ok(units.chain([UnitScope::Unassigned]).collect())
    }
}
