//! The journal page by page: since a day or a row, by a person, of a unit, an area or a task.
//!
//! No index knows the day or the unit of a row, so rows are walked by their numbers, of which a page
//! looks at no more than [`MAX_ROWS`]: what a page costs does not grow with the file.

use super::{ENTRY, entry};
use crate::domain::day::{Day, Week, iso};
use crate::domain::ids::{AreaId, PlanId, TaskId, UnitId};
use crate::domain::journal::JournalEntry;
use crate::domain::journal_query::{ChangedTask, JournalPage, JournalQuery, JournalStart, Since};
use crate::store::Store;
use crate::store::error::Result;
use crate::store::sql::Cached;
use crate::store::values::{day_at, hex};
use rusqlite::{OptionalExtension, Row, named_params};
use std::collections::HashMap;
use std::collections::hash_map::Entry as Place;

/// The most rows that are looked at for a page, some 15 ms where none of them is wanted.
const MAX_ROWS: i64 = 20_000;

/// That an entry stands: its act is not undone; or it undoes, or redoes, what is older than
/// the stretch, as the last of all that did and with that outcome.
const STANDS: &str = "CASE WHEN c.target_act IS NULL THEN coalesce(
      (SELECT k.kind FROM change k WHERE k.target_act = c.act ORDER BY k.id DESC LIMIT 1), '') <> 'undo'
    ELSE c.target_act < :first
      AND NOT EXISTS (SELECT 1 FROM change k WHERE k.target_act = c.target_act AND k.act > c.act)
      AND c.kind = (SELECT k.kind FROM change k
        WHERE k.target_act = c.target_act AND k.id >= :first ORDER BY k.id LIMIT 1) END";

impl Store {
    /// At most so many of the changes that a query asks for, before a row of the journal.
    pub fn journal_page(
        &self,
        query: &JournalQuery,
        before: i64,
        limit: usize,
    ) -> Result<JournalPage> {
        self.snapshot(|| {
            let first = self.first_row(query.since)?;
            let before = before.min(self.newest_row()? + 1);
            // The rows of a task have an index of their own.
            let low = match query.task {
                Some(_) => first,
                None => first.max(before.saturating_sub(MAX_ROWS)),
            };
            let entries = self.entries_between(query, first, (low, before), limit)?;
            let full = entries.len() == limit;
            let next = entries.last().map(|entry| entry.id).filter(|_| full);
            let next = next.unwrap_or(low);
            Ok(JournalPage {
                entries: self.named(entries)?,
                next: Some(next).filter(|next| *next > first),
            })
        })
    }

    /// Adds the tasks that entries are of and that are not known yet; those that are gone stay unknown.
    pub(crate) fn add_tasks_of(
        &self,
        entries: &[JournalEntry],
        tasks: &mut HashMap<TaskId, ChangedTask>,
    ) -> Result<()> {
        let sql = "SELECT title, area_id, lead_id FROM task WHERE id=?";
        for (id, _) in entries.iter().filter_map(|entry| entry.task.as_ref()) {
            let Place::Vacant(place) = tasks.entry(*id) else {
                continue;
            };
            let found = self.conn.first(sql, [id.0], |row| {
                Ok(ChangedTask {
                    title: row.get(0)?,
                    area: AreaId(row.get(1)?),
                    lead: row.get::<_, Option<i64>>(2)?.map(UnitId),
                })
            })?;
            if let Some(task) = found {
                place.insert(task);
            }
        }
        Ok(())
    }

    fn entries_between(
        &self,
        query: &JournalQuery,
        first: i64,
        (low, before): (i64, i64),
        limit: usize,
    ) -> Result<Vec<JournalEntry>> {
        let since = match query.since {
            Since::Day(day) => Some(iso(day)),
            Since::Beginning | Since::Row(_) => None,
        };
        let mut sql = format!("SELECT {ENTRY} WHERE c.id >= :low AND c.id < :before");
        for (wanted, condition) in [
            (since.is_some(), "c.day >= :since"),
            (query.task.is_some(), "c.task_id = :task"),
            (query.person.is_some(), "a.person = :person"),
            (
                query.unit.is_some(),
                "(SELECT u.lead_id FROM task u WHERE u.id = c.task_id) = :unit",
            ),
            (
                query.area.is_some(),
                "(SELECT u.area_id FROM task u WHERE u.id = c.task_id) = :area",
            ),
            (query.standing, STANDS),
        ] {
            if wanted {
                sql = format!("{sql} AND {condition}");
            }
        }
        let sql = format!("{sql} ORDER BY c.id DESC LIMIT :limit");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        for (name, value) in [
            (":low", low),
            (":before", before),
            (":limit", limit),
            (":first", first),
            (":task", query.task.map_or(0, |task| task.0)),
            (":unit", query.unit.map_or(0, |unit| unit.0)),
            (":area", query.area.map_or(0, |area| area.0)),
        ] {
            if let Some(at) = statement.parameter_index(name)? {
                statement.raw_bind_parameter(at, value)?;
            }
        }
        for (name, value) in [(":since", &since), (":person", &query.person)] {
            if let (Some(at), Some(value)) = (statement.parameter_index(name)?, value) {
                statement.raw_bind_parameter(at, value)?;
            }
        }
        let mut rows = statement.raw_query();
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            entries.push(entry(row)?);
        }
        Ok(entries)
    }

    /// The row with which a stretch begins.
    fn first_row(&self, since: Since) -> Result<i64> {
        match since {
            Since::Beginning => Ok(1),
            Since::Row(row) => Ok(row.saturating_add(1)),
            Since::Day(day) => self.first_row_of(day),
        }
    }

    /// The first row from that day on. Rows mostly come in the order of their days; where a clock was
    /// set back, or a demonstration is written on any day, some thousands of rows before it are looked
    /// through, too.
    fn first_row_of(&self, day: Day) -> Result<i64> {
        let day = iso(day);
        let mut of_row = self
            .conn
            .prepare_cached("SELECT day >= :day FROM change WHERE id >= :id ORDER BY id LIMIT 1")?;
        let (mut from, mut to) = (1, self.newest_row()? + 1);
        while from < to {
            let middle = from + (to - from) / 2;
            let mut is_late = |id: i64| {
                of_row.query_row(named_params! {":day": day, ":id": id}, |row| row.get(0))
            };
            match is_late(middle).optional()?.unwrap_or(true) {
                true => to = middle,
                false => from = middle + 1,
            }
        }
        let mut earliest = self.conn.prepare_cached(
            "SELECT min(id) FROM change WHERE id >= :low AND id < :before AND day >= :day",
        )?;
        loop {
            let low = from - MAX_ROWS / 4;
            let found: Option<i64> = earliest.query_row(
                named_params! {":low": low, ":before": from, ":day": day},
                |row| row.get(0),
            )?;
            match found {
                Some(earlier) => from = earlier,
                None => return Ok(from),
            }
        }
    }

    /// The hash of a row of the journal, in hexadecimal digits, by which it is known again; none where
    /// there is no such row.
    pub(crate) fn row_hash(&self, row: i64) -> Result<Option<String>> {
        let hash: Option<Vec<u8>> = self
            .conn
            .value("SELECT hash FROM change WHERE id=?", [row])?;
        Ok(hash.map(|hash| hex(&hash)))
    }

    /// Everybody who has written to the file, by name.
    pub(crate) fn signers(&self) -> Result<Vec<String>> {
        let sql = "SELECT DISTINCT person FROM actor ORDER BY person";
        self.conn.rows(sql, [], |row| row.get(0))
    }

    /// Where a stretch begins, and its first day; nothing where there was no such review or visit. A
    /// visit is known by the newest row of the journal at its end, and that row's hash.
    pub(crate) fn locate(
        &self,
        start: JournalStart,
        (plan, today): (PlanId, Day),
        visit: Option<(i64, &str)>,
    ) -> Result<Option<(Since, Option<Day>)>> {
        let from = |day| Some((Since::Day(day), Some(day)));
        Ok(match start {
            JournalStart::Beginning => Some((Since::Beginning, None)),
            JournalStart::Today => from(today),
            JournalStart::Monday => from(Week::of(today).monday),
            JournalStart::Day(day) => from(day),
            JournalStart::LastReview => {
                let found = self.last_review_row(plan)?;
                found.map(|(row, day)| (Since::Row(row), Some(day)))
            }
            JournalStart::LastVisit => match visit {
                Some((row, hash)) if self.row_hash(row)?.as_deref() == Some(hash) => {
                    Some((Since::Row(row), None))
                }
                _ => None,
            },
        })
    }

    /// The row of the journal at which the newest review of a plan was begun, and its day.
    fn last_review_row(&self, plan: PlanId) -> Result<Option<(i64, Day)>> {
        let newest = "SELECT at_row, began_on FROM review WHERE plan_id=? ORDER BY id DESC LIMIT 1";
        let row_and_day = |row: &Row<'_>| Ok((row.get(0)?, day_at(row, 1)?));
        let found = self.conn.first(newest, [plan.0], row_and_day)?;
        Ok(found.and_then(|(row, day)| Some((row, day?))))
    }
}
