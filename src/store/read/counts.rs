//! Counts: from the tallies, which every write keeps, so that none of them counts rows; and up to
//! [`COUNT_CAP`] where only the full-text index knows.

use super::query::scope_of;
use crate::domain::day::Day;
use crate::domain::ids::{AreaId, PlanId, UnitId};
use crate::domain::query::{Due, Filter, Query, day_number};
use crate::domain::totals::{Flag, Group, Totals};
use crate::domain::unit::UnitScope;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::index::fulltext::flag_of;
use rusqlite::{OptionalExtension, params};
use std::collections::HashMap;

/// Counts that no tally holds stop here.
pub(crate) const COUNT_CAP: i64 = 10_000;

/// The stored key of a unit scope: -1 all, 0 nobody.
pub(in crate::store) fn unit_key(unit: UnitScope) -> i64 {
    match unit {
        UnitScope::All => -1,
        UnitScope::Unassigned => 0,
        UnitScope::Led(unit) => unit.0,
    }
}

/// One scope of the tallies.
#[derive(Clone, Copy)]
struct Scope {
    plan: i64,
    area: i64,
    unit: i64,
}

/// How many tasks of the scope `t` are due before a day: in an earlier year, or an earlier month of
/// its year, or an earlier day of its month. Bound: plan, area, and year, month, day as numbers.
const DUE_BEFORE: &str = "
    (SELECT coalesce(sum(n), 0) FROM tally d WHERE d.plan_id=?1 AND d.level=1 AND d.area_id=t.area_id
        AND d.unit_key=t.unit_key AND d.bucket<?2)
  + (SELECT coalesce(sum(n), 0) FROM tally d WHERE d.plan_id=?1 AND d.level=2 AND d.area_id=t.area_id
        AND d.unit_key=t.unit_key AND d.bucket>=?2*100 AND d.bucket<?3)
  + (SELECT coalesce(sum(n), 0) FROM tally d WHERE d.plan_id=?1 AND d.level=3 AND d.area_id=t.area_id
        AND d.unit_key=t.unit_key AND d.bucket>=?3*100 AND d.bucket<?4)";

impl Store {
    /// How many rows a list has; where no tally knows, counted up to [`COUNT_CAP`] + 1.
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
        let scope = Scope {
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
                let groups = self.groups(scope)?;
                Some(groups.total() + groups.dropped)
            }
            Some(Filter::Due(Due::None)) => {
                let groups = self.groups(scope)?;
                Some(groups.open_undated + groups.event_not_come)
            }
            Some(Filter::Due(due)) => match due.span(query.today, query.soon_days) {
                Some((first, last)) => Some(self.due_between(scope, first, last)?),
                None => None,
            },
            Some(filter) => match flag_of(filter) {
                Some(flag) => Some(self.flagged(scope, flag)?),
                None => None,
            },
        })
    }

    fn flagged(&self, scope: Scope, flag: Flag) -> Result<i64> {
        let n = self
            .conn
            .prepare_cached(
                "SELECT n FROM tally
                 WHERE plan_id=? AND level=4 AND area_id=? AND unit_key=? AND bucket=?",
            )?
            .query_row(
                params![scope.plan, scope.area, scope.unit, flag as i64],
                |row| row.get(0),
            )
            .optional()?;
        Ok(n.unwrap_or(0))
    }

    /// Open tasks due between two days, both included.
    fn due_between(&self, scope: Scope, first: Day, last: Day) -> Result<i64> {
        let end = last.succ_opt().unwrap_or(Day::MAX);
        Ok((self.due_before(scope, end)? - self.due_before(scope, first)?).max(0))
    }

    /// Open tasks due before a day.
    fn due_before(&self, scope: Scope, day: Day) -> Result<i64> {
        let day = day_number(day);
        let sql = format!("SELECT {DUE_BEFORE} FROM (SELECT ?5 AS area_id, ?6 AS unit_key) t");
        Ok(self.conn.prepare_cached(&sql)?.query_row(
            params![
                scope.plan,
                day / 10_000,
                day / 100,
                day,
                scope.area,
                scope.unit
            ],
            |row| row.get(0),
        )?)
    }

    /// The groups of one scope, without the late ones.
    fn groups(&self, scope: Scope) -> Result<Totals> {
        let mut totals = Totals::default();
        let mut statement = self.conn.prepare_cached(
            "SELECT bucket, n FROM tally
             WHERE plan_id=? AND level=0 AND area_id=? AND unit_key=?",
        )?;
        let mut rows = statement.query(params![scope.plan, scope.area, scope.unit])?;
        while let Some(row) = rows.next()? {
            totals.add(row.get(0)?, row.get(1)?);
        }
        Ok(totals)
    }

    /// The counts of one scope on one day, from the tallies.
    pub fn totals(
        &self,
        plan: PlanId,
        unit: UnitScope,
        area: Option<AreaId>,
        today: Day,
    ) -> Result<Totals> {
        let scope = Scope {
            plan: plan.0,
            area: area.map_or(0, |area| area.0),
            unit: unit_key(unit),
        };
        self.snapshot(|| {
            let mut totals = self.groups(scope)?;
            if totals.open_dated > 0 {
                totals.overdue = self.due_before(scope, today)?;
            }
            Ok(totals)
        })
    }

    /// The counts of each area of a unit (or of all units) by the area's row; 0 stands for all
    /// areas. What has no task is left out.
    pub fn area_totals(
        &self,
        plan: PlanId,
        unit: UnitScope,
        today: Day,
    ) -> Result<HashMap<i64, Totals>> {
        let sql = format!(
            "SELECT t.area_id, t.bucket, t.n, CASE WHEN t.bucket={OPEN_DATED} THEN {DUE_BEFORE} END
             FROM (SELECT id FROM area WHERE plan_id=?1 UNION ALL SELECT 0) a
             CROSS JOIN tally t ON t.plan_id=?1 AND t.level=0 AND t.area_id=a.id AND t.unit_key=?5"
        );
        self.totals_by(&sql, plan, unit_key(unit), today)
    }

    /// The counts of each unit in an area (or in all) by the unit's row; 0 stands for the tasks
    /// without one. What has no task is left out.
    pub fn unit_totals(
        &self,
        plan: PlanId,
        area: Option<AreaId>,
        today: Day,
    ) -> Result<HashMap<i64, Totals>> {
        let sql = format!(
            "SELECT t.unit_key, t.bucket, t.n, CASE WHEN t.bucket={OPEN_DATED} THEN {DUE_BEFORE} END
             FROM tally t WHERE t.plan_id=?1 AND t.level=0 AND t.area_id=?5 AND t.unit_key>=0"
        );
        self.totals_by(&sql, plan, area.map_or(0, |area| area.0), today)
    }

    /// Totals by a key: rows of key, group, number and late ones. Bound besides the day: what the
    /// statement says.
    fn totals_by(
        &self,
        sql: &str,
        plan: PlanId,
        of: i64,
        today: Day,
    ) -> Result<HashMap<i64, Totals>> {
        let day = day_number(today);
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query(params![plan.0, day / 10_000, day / 100, day, of])?;
        let mut totals: HashMap<i64, Totals> = HashMap::new();
        while let Some(row) = rows.next()? {
            let of_key = totals.entry(row.get(0)?).or_default();
            of_key.add(row.get(1)?, row.get(2)?);
            of_key.overdue += row.get::<_, Option<i64>>(3)?.unwrap_or(0);
        }
        totals.retain(|_, totals| totals.total() + totals.dropped > 0);
        Ok(totals)
    }

    /// The units that lead a task of the plan, in the alphabet's order, and last the tasks without
    /// one: the lists that the order "unit" goes through. The unit of a place stands among them
    /// even where it leads none any more.
    pub(in crate::store) fn unit_scopes(
        &self,
        query: &Query,
        of_place: i64,
    ) -> Result<Vec<UnitScope>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT u.id FROM unit u WHERE u.id=?3 OR EXISTS (SELECT 1 FROM tally t
                WHERE t.plan_id=?1 AND t.level=0 AND t.area_id=?2 AND t.unit_key=u.id)
             ORDER BY u.sort_key, u.id",
        )?;
        let area = query.area.map_or(0, |area| area.0);
        let mut scopes: Vec<UnitScope> = statement
            .query_map([query.plan.0, area, of_place], |row| {
                Ok(UnitScope::Led(UnitId(row.get(0)?)))
            })?
            .collect::<rusqlite::Result<_>>()?;
        scopes.push(UnitScope::Unassigned);
        Ok(scopes)
    }
}

/// The group whose tasks may be late.
const OPEN_DATED: i64 = Group::OpenDated as i64;
