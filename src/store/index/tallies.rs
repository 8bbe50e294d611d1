//! The tallies: how many tasks each scope has of each group, of each flag, and of open tasks with a
//! date for each year, month and day. A scope is a unit within an area, each alone, or all.

use crate::domain::day::Day;
use crate::domain::query::day_number;
use crate::domain::totals::{Flag, TallyGroup, Totals};
use crate::domain::unit::UnitScope;
use crate::store::error::Result;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::json;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What the buckets of a level are: groups, then the years, months and days that open tasks are due,
/// then flags.
const GROUPS: i64 = 0;
const YEARS: i64 = 1;
const MONTHS: i64 = 2;
const DAYS: i64 = 3;
const FLAGS: i64 = 4;

/// The unit's key of a scope over all units.
const ALL_UNITS: i64 = -1;

/// The group whose tasks may be late.
const OPEN_DATED: i64 = TallyGroup::OpenDated as i64;

/// The stored key of a unit scope; 0 stands for nobody.
pub(in crate::store) fn unit_key(unit: UnitScope) -> i64 {
    match unit {
        UnitScope::All => ALL_UNITS,
        UnitScope::Unassigned => 0,
        UnitScope::Led(unit) => unit.0,
    }
}

/// What a task adds to the tallies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TallyEntry {
    pub plan: i64,
    pub unit: i64,
    pub area: i64,
    /// The number of its [`TallyGroup`]; 0 while no tally counts it.
    pub group: i64,
    /// The due day of an open task.
    pub due: Option<Day>,
    /// A bit for each [`Flag`].
    pub flags: i64,
}

impl TallyEntry {
    /// The levels and buckets of the tally that count it.
    pub fn buckets(&self) -> Vec<(i64, i64)> {
        let mut buckets = vec![(GROUPS, self.group)];
        if let Some(due) = self.due {
            let day = day_number(due);
            buckets.extend([(YEARS, day / 10_000), (MONTHS, day / 100), (DAYS, day)]);
        }
        let flags = Flag::ALL.iter().map(|flag| *flag as i64);
        buckets.extend(
            flags
                .filter(|flag| self.flags >> flag & 1 == 1)
                .map(|flag| (FLAGS, flag)),
        );
        buckets
    }

    /// The scopes that it belongs to, as unit and area: both, each alone, and all.
    pub fn scopes(&self) -> [(i64, i64); 4] {
        [
            (ALL_UNITS, 0),
            (ALL_UNITS, self.area),
            (self.unit, 0),
            (self.unit, self.area),
        ]
    }
}

/// Adds `n` to every tally that counts such a task: its own area and unit, each alone, and all;
/// in each the group, its flags, and for an open task with a date the year, month and day it is due.
pub(super) fn count(conn: &Connection, task: &TallyEntry, n: i64) -> Result<()> {
    if task.group == 0 {
        return Ok(());
    }
    let mut add = conn.prepare_cached(
        "INSERT INTO tally (plan_id, level, unit_key, area_id, bucket, n)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT DO UPDATE SET n = n + excluded.n",
    )?;
    let mut sweep = conn.prepare_cached(
        "DELETE FROM tally WHERE plan_id=?1 AND level=?2 AND unit_key=?3 AND area_id=?4
            AND bucket=?5 AND n=0",
    )?;
    for (level, bucket) in task.buckets() {
        for (unit, area) in task.scopes() {
            add.execute(params![task.plan, level, unit, area, bucket, n])?;
            if n < 0 {
                sweep.execute(params![task.plan, level, unit, area, bucket])?;
            }
        }
    }
    Ok(())
}

/// One scope of the tallies.
#[derive(Clone, Copy)]
pub(in crate::store) struct TallyScope {
    pub plan: i64,
    pub area: i64,
    pub unit: i64,
}

impl TallyScope {
    /// The groups of one scope, without the late ones.
    pub(crate) fn groups(self, conn: &Connection) -> Result<Totals> {
        let mut totals = Totals::default();
        let mut statement = conn.prepare_cached(
            "SELECT bucket, n FROM tally
             WHERE plan_id=? AND level=? AND area_id=? AND unit_key=?",
        )?;
        let mut rows = statement.query(params![self.plan, GROUPS, self.area, self.unit])?;
        while let Some(row) = rows.next()? {
            totals.add(row.get(0)?, row.get(1)?);
        }
        Ok(totals)
    }

    pub(crate) fn flagged(self, conn: &Connection, flag: Flag) -> Result<i64> {
        let n = conn
            .prepare_cached(
                "SELECT n FROM tally
                 WHERE plan_id=? AND level=? AND area_id=? AND unit_key=? AND bucket=?",
            )?
            .query_row(
                params![self.plan, FLAGS, self.area, self.unit, flag as i64],
                |row| row.get(0),
            )
            .optional()?;
        Ok(n.unwrap_or(0))
    }

    /// The groups of one scope with the late ones of a day.
    pub(crate) fn totals(self, conn: &Connection, today: Day) -> Result<Totals> {
        let mut totals = self.groups(conn)?;
        if totals.open_dated > 0 {
            totals.overdue = self.due_before(conn, today)?;
        }
        Ok(totals)
    }

    /// Open tasks due between two days, both included.
    pub(crate) fn due_between(self, conn: &Connection, first: Day, last: Day) -> Result<i64> {
        let end = last.succ_opt().unwrap_or(Day::MAX);
        Ok((self.due_before(conn, end)? - self.due_before(conn, first)?).max(0))
    }

    /// Open tasks due before a day: in an earlier year, or an earlier month of its year, or an earlier
    /// day of its month.
    fn due_before(self, conn: &Connection, day: Day) -> Result<i64> {
        let day = day_number(day);
        let (year, month) = (day / 10_000, day / 100);
        let mut due = conn.prepare_cached(
            "SELECT coalesce(sum(n), 0) FROM tally
             WHERE plan_id=? AND level=? AND area_id=? AND unit_key=? AND bucket>=? AND bucket<?",
        )?;
        let mut before = 0;
        for (level, from, to) in [
            (YEARS, 0, year),
            (MONTHS, year * 100, month),
            (DAYS, month * 100, day),
        ] {
            let span = params![self.plan, level, self.area, self.unit, from, to];
            before += due.query_row(span, |row| row.get::<_, i64>(0))?;
        }
        Ok(before)
    }
}

/// The totals of each area of a unit, by the area's row; 0 stands for all areas. What has no task is
/// left out.
pub(in crate::store) fn by_area(
    conn: &Connection,
    plan: i64,
    unit: i64,
    today: Day,
) -> Result<HashMap<i64, Totals>> {
    let mut areas = conn.prepare_cached("SELECT id FROM area WHERE plan_id=?")?;
    let areas = areas.query_map([plan], |row| row.get(0))?;
    totals_by(conn, std::iter::once(Ok(0)).chain(areas), today, |area| {
        TallyScope { plan, area, unit }
    })
}

/// The totals of each unit in an area, by the unit's row; 0 stands for the tasks without one. What has
/// no task is left out.
pub(in crate::store) fn by_unit(
    conn: &Connection,
    plan: i64,
    area: i64,
    today: Day,
) -> Result<HashMap<i64, Totals>> {
    let mut units = conn.prepare_cached(
        "SELECT DISTINCT unit_key FROM tally
         WHERE plan_id=? AND level=? AND area_id=? AND unit_key>=0",
    )?;
    let units = units.query_map([plan, GROUPS, area], |row| row.get(0))?;
    totals_by(conn, units, today, |unit| TallyScope { plan, area, unit })
}

fn totals_by(
    conn: &Connection,
    keys: impl Iterator<Item = rusqlite::Result<i64>>,
    today: Day,
    scope: impl Fn(i64) -> TallyScope,
) -> Result<HashMap<i64, Totals>> {
    let mut all = HashMap::new();
    for key in keys {
        let key = key?;
        let totals = scope(key).totals(conn, today)?;
        if totals.total() + totals.dropped > 0 {
            all.insert(key, totals);
        }
    }
    Ok(all)
}

/// The units that lead a task in an area, and one more, in the alphabet's order.
pub(in crate::store) fn leading_units(
    conn: &Connection,
    plan: i64,
    area: i64,
    one_more: i64,
) -> Result<Vec<i64>> {
    let sql = format!(
        "SELECT u.id FROM unit u WHERE u.id=?3 OR EXISTS (SELECT 1 FROM tally t
            WHERE t.plan_id=?1 AND t.level={GROUPS} AND t.area_id=?2 AND t.unit_key=u.id)
         ORDER BY u.sort_key, u.id"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let units = statement.query_map([plan, area, one_more], |row| row.get(0))?;
    Ok(units.collect::<rusqlite::Result<_>>()?)
}

/// Counts all of them again.
pub(super) fn recount(conn: &Connection) -> Result<()> {
    conn.execute("DELETE FROM tally", [])?;
    let recount = format!(
        "{} INSERT INTO tally (plan_id, level, area_id, unit_key, bucket, n)
         SELECT plan_id, level, area_id, unit_key, bucket, n FROM counted WHERE n > 0",
        *COUNTED
    );
    conn.execute(&recount, [])?;
    Ok(())
}

/// Every tally counted from the tasks' derived columns: the groups, the flags, and of open tasks
/// with a date the years, months and days; each for all, by area, by unit and by both. An upgrade fills the
/// tallies by it, a check holds them against it.
pub(in crate::store) static COUNTED: LazyLock<String> = LazyLock::new(|| {
    let flags = json!(Flag::ALL.map(|flag| flag as i64));
    format!(
        "WITH bucketed (plan_id, unit_key, area_id, level, bucket) AS (
        SELECT plan_id, unit_key, area_id, {GROUPS}, total_group FROM task
        UNION ALL SELECT plan_id, unit_key, area_id, {FLAGS}, f.value
            FROM task JOIN json_each('{flags}') f ON flags >> f.value & 1
        UNION ALL SELECT plan_id, unit_key, area_id, {YEARS},
            CAST(substr(due_on, 1, 4) AS INTEGER) FROM task WHERE total_group = {OPEN_DATED}
        UNION ALL SELECT plan_id, unit_key, area_id, {MONTHS},
            CAST(substr(due_on, 1, 4) || substr(due_on, 6, 2) AS INTEGER)
            FROM task WHERE total_group = {OPEN_DATED}
        UNION ALL SELECT plan_id, unit_key, area_id, {DAYS},
            CAST(replace(due_on, '-', '') AS INTEGER) FROM task WHERE total_group = {OPEN_DATED}
     ),
     counted (plan_id, unit_key, area_id, level, bucket, n) AS (
        SELECT plan_id, {ALL_UNITS}, 0, level, bucket, count(*) FROM bucketed GROUP BY 1, 4, 5
        UNION ALL SELECT plan_id, {ALL_UNITS}, area_id, level, bucket, count(*)
            FROM bucketed GROUP BY 1, 3, 4, 5
        UNION ALL SELECT plan_id, unit_key, 0, level, bucket, count(*)
            FROM bucketed GROUP BY 1, 2, 4, 5
        UNION ALL SELECT plan_id, unit_key, area_id, level, bucket, count(*)
            FROM bucketed GROUP BY 1, 2, 3, 4, 5
     )"
    )
});
