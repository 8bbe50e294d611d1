//! The agenda of a new review: every group is a window of a list, narrowed by what the group asks
//! for. The plan is never read as a whole.

use super::scope_cells;
use crate::domain::change::Refusal;
use crate::domain::day::{Day, iso};
use crate::domain::history::{Cell, Edit};
use crate::domain::ids::{PlanId, TaskId};
use crate::domain::plan::Plan;
use crate::domain::query::{Anchor, Query};
use crate::domain::refusal::ReviewRefusal;
use crate::domain::review::{AGENDA_MAX, Agenda, Group, PreparedAgenda, Scope};
use crate::domain::task::{State, TaskRow};
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use chrono::Days;
use rusqlite::{OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// Rows that are in memory at one time.
const PAGE: usize = 500;

/// Where no review came before, what is newer than so many days is new.
const FIRST_SPAN: u64 = 7;

/// The review before: its row, and where the journal stood when its agenda was prepared.
struct Before {
    review: Option<i64>,
    row: i64,
}

impl Store {
    /// Prepares the agenda of a review that begins on this day.
    ///
    /// # Errors
    /// [`ReviewRefusal::NothingThere`], [`ReviewRefusal::TooLong`], or what SQLite says.
    pub fn prepare_agenda(&self, scope: Scope, plan: &Plan, today: Day) -> Result<PreparedAgenda> {
        self.snapshot(|| {
            let query = scope.query(plan, today);
            if self.count(&query)? == 0 {
                return Err(Refusal::from(ReviewRefusal::NothingThere).into());
            }
            let before = self.review_before(scope, plan.id, today)?;
            let mut found = Vec::new();
            for group in Group::ALL {
                let tasks = match group.of(&query) {
                    Some(query) => self.gathered(&query)?,
                    None => self.finished_since(&before, scope, plan.id)?,
                };
                found.push((group, tasks));
            }
            Ok(PreparedAgenda {
                agenda: Agenda::arrange(found).map_err(Refusal::from)?,
                at: self.newest_row()?,
                since: before.row,
            })
        })
    }

    /// The tasks of a list with whether each is a key task; no more than an agenda may have and one.
    fn gathered(&self, query: &Query) -> Result<Vec<(TaskId, bool)>> {
        let mut tasks = Vec::new();
        let mut anchor = Anchor::Start;
        while tasks.len() <= AGENDA_MAX {
            let page = self.page(query, anchor, PAGE)?;
            tasks.extend(page.rows.iter().map(|row| (row.id, row.key_task)));
            match page.rows.last() {
                Some(last) if !page.at_end => anchor = Anchor::After(last.place),
                _ => break,
            }
        }
        Ok(tasks)
    }

    pub(crate) fn newest_row(&self) -> Result<i64> {
        Ok(self
            .conn
            .prepare_cached("SELECT coalesce(max(id), 0) FROM change")?
            .query_row([], |row| row.get(0))?)
    }

    /// The newest review of the same scope, else of the whole plan.
    fn review_before(&self, scope: Scope, plan: PlanId, today: Day) -> Result<Before> {
        let mut newest = self.conn.prepare_cached(
            "SELECT id, at_row FROM review
             WHERE plan_id=? AND area_id IS ? AND unit_id IS ? AND joined=? ORDER BY id DESC LIMIT 1",
        )?;
        for scope in [scope, Scope::Plan] {
            let (area, unit, joined) = scope_cells(scope);
            let found = newest
                .query_row(params![plan.0, area, unit, joined], |row| {
                    Ok(Before {
                        review: row.get(0)?,
                        row: row.get(1)?,
                    })
                })
                .optional()?;
            if let Some(before) = found {
                return Ok(before);
            }
        }
        let since = today - Days::new(FIRST_SPAN);
        // From the newest row backwards: no more is read than those days have written.
        let row: Option<i64> = self
            .conn
            .prepare_cached("SELECT id FROM change WHERE day < ? ORDER BY id DESC LIMIT 1")?
            .query_row([iso(since)], |row| row.get(0))
            .optional()?;
        Ok(Before {
            review: None,
            row: row.unwrap_or(0),
        })
    }

    /// The tasks of a scope of which a due date was completed since the review before and still is;
    /// but those that were ticked off in that review itself are known to all.
    fn finished_since(
        &self,
        before: &Before,
        scope: Scope,
        plan: PlanId,
    ) -> Result<Vec<(TaskId, bool)>> {
        let (area, unit, joined) = scope_cells(scope);
        let mut in_scope = self.conn.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM task t WHERE t.id=?1 AND t.plan_id=?2
                AND (?3 IS NULL OR t.area_id=?3)
                AND (?4 IS NULL OR t.unit_key=?4 OR (?5 AND EXISTS (SELECT 1 FROM coordinating c
                    WHERE c.unit_id=?4 AND c.task_id=t.id))))
             AND NOT EXISTS (SELECT 1 FROM answer a
                WHERE a.review_id=?6 AND a.task_id=?1 AND a.kind='done')",
        )?;
        let mut rows: Vec<TaskRow> = Vec::new();
        for task in self.completed_after(before.row)? {
            let wanted: bool = in_scope.query_row(
                params![task, plan.0, area, unit, joined, before.review],
                |row| row.get(0),
            )?;
            if wanted {
                rows.extend(self.row(TaskId(task))?);
            }
        }
        rows.retain(|row| row.state != State::Dropped);
        rows.sort_by_key(|row| (row.place.due_key, row.place.code_key));
        Ok(rows.iter().map(|row| (row.id, row.key_task)).collect())
    }

    /// The tasks of which an occurrence was open at a row of the journal and is completed now.
    fn completed_after(&self, row: i64) -> Result<BTreeSet<i64>> {
        let mut written = self.conn.prepare_cached(
            "SELECT edits FROM change WHERE id > ? AND task_id IS NOT NULL
                AND kind IN ('complete', 'reopen', 'undo', 'redo') ORDER BY id",
        )?;
        let mut rows = written.query([row])?;
        // Of each occurrence whether it was open before the first of these rows touched it.
        let mut was_open: BTreeMap<i64, bool> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let edits = row.get_ref(0)?.as_str().map_err(|_| StoreError::Corrupt)?;
            let edits: Vec<Edit> = serde_json::from_str(edits).map_err(|_| StoreError::Corrupt)?;
            for edit in edits.iter().filter(|edit| edit.table == "occurrence") {
                if let Some((before, _)) = edit.column("done_on") {
                    let open = matches!(before, None | Some(Cell::Null));
                    was_open.entry(edit.id).or_insert(open);
                }
            }
        }
        let mut done = self
            .conn
            .prepare_cached("SELECT task_id FROM occurrence WHERE id=? AND done_on IS NOT NULL")?;
        let mut tasks = BTreeSet::new();
        for occurrence in was_open.iter().filter(|(_, open)| **open) {
            let task: Option<i64> = done
                .query_row([occurrence.0], |row| row.get(0))
                .optional()?;
            tasks.extend(task);
        }
        Ok(tasks)
    }
}
