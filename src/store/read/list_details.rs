//! What lists tell of tasks beyond their rows: a page of them with a few statements.

use super::rows::day_at;
use crate::domain::ids::TaskId;
use crate::domain::note::Evidence;
use crate::domain::task::{ListDetails, TaskRow};
use crate::store::Store;
use crate::store::error::Result;
use rusqlite::{Row, params};
use serde_json::json;
use std::collections::HashMap;

impl Store {
    /// The summaries of these rows, in their order; a row that has gone meanwhile has an empty one.
    pub fn list_details(&self, rows: &[TaskRow]) -> Result<Vec<ListDetails>> {
        let ids: Vec<i64> = rows.iter().map(|row| row.id.0).collect();
        let ids = json!(ids).to_string();
        let mut found: HashMap<TaskId, ListDetails> = HashMap::with_capacity(rows.len());
        self.each_of(
            &ids,
            "SELECT t.id, s.number, t.text, t.source_text FROM json_each(?) j
                JOIN task t ON t.id=j.value JOIN section s ON s.id=t.section_id",
            |task, row| {
                let summary = ListDetails {
                    section: row.get(1)?,
                    text: row.get(2)?,
                    source_text: row.get(3)?,
                    ..ListDetails::default()
                };
                found.insert(task, summary);
                Ok(())
            },
        )?;
        self.each_of(
            &ids,
            "SELECT c.task_id, u.abbreviation FROM json_each(?) j
                JOIN coordinating c ON c.task_id=j.value JOIN unit u ON u.id=c.unit_id
             ORDER BY c.id",
            |task, row| {
                let unit = row.get(1)?;
                found.entry(task).or_default().coordinating.push(unit);
                Ok(())
            },
        )?;
        self.each_of(
            &ids,
            "SELECT e.task_id, e.id, e.number, e.dated_on, e.summary, e.path FROM json_each(?) j
                JOIN evidence e ON e.task_id=j.value ORDER BY e.id",
            |task, row| {
                let evidence = Evidence {
                    id: row.get(1)?,
                    number: row.get(2)?,
                    dated_on: day_at(row, 3)?,
                    summary: row.get(4)?,
                    path: row.get(5)?,
                };
                found.entry(task).or_default().evidence.push(evidence);
                Ok(())
            },
        )?;
        let of_row = |row: &TaskRow| found.remove(&row.id).unwrap_or_default();
        Ok(rows.iter().map(of_row).collect())
    }

    /// Hands over the rows of a statement about these tasks, the task standing first in each.
    fn each_of(
        &self,
        ids: &str,
        sql: &str,
        mut see: impl FnMut(TaskId, &Row<'_>) -> rusqlite::Result<()>,
    ) -> Result<()> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut found = statement.query(params![ids])?;
        while let Some(row) = found.next()? {
            see(TaskId(row.get(0)?), row)?;
        }
        Ok(())
    }
}
