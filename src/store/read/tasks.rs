//! One task whole, and the ways to find one.

use super::rows::{TASK_ROW, TASK_ROW_LEN, task_row};
use crate::domain::area::normal_code;
use crate::domain::deadline::Rhythm;
use crate::domain::ids::{AreaId, NoteId, OccurrenceId, PlanId, SectionId, StepId, TaskId, UnitId};
use crate::domain::note::{Evidence, Extension, Note, NoteKind, Step};
use crate::domain::occurrence::Occurrence;
use crate::domain::task::{Hold, ListDetails, Task, TaskRow};
use crate::store::Store;
use crate::store::error::Result;
use crate::store::values::day_at;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::json;
use std::collections::HashMap;

impl Store {
    /// The task with that code in any case, with or without the zero.
    pub fn find_code(&self, plan: PlanId, typed: &str) -> Result<Option<TaskId>> {
        let Some(code) = normal_code(typed) else {
            return Ok(None);
        };
        Ok(self
            .conn
            .prepare_cached("SELECT id FROM task WHERE plan_id=? AND code=?")?
            .query_row(params![plan.0, code], |row| Ok(TaskId(row.get(0)?)))
            .optional()?)
    }

    /// One row of a list by its task.
    pub fn row(&self, task: TaskId) -> Result<Option<TaskRow>> {
        let sql = format!(
            "SELECT {TASK_ROW} FROM task t LEFT JOIN unit u ON u.id = t.lead_id WHERE t.id=?"
        );
        Ok(self
            .conn
            .prepare_cached(&sql)?
            .query_row([task.0], task_row)
            .optional()?)
    }

    /// One task with everything that belongs to it.
    pub fn task(&self, task: TaskId) -> Result<Option<Task>> {
        self.snapshot(|| load(&self.conn, task))
    }
}

/// The task's own row, and the lists that belong to it.
pub(in crate::store) fn load(conn: &Connection, task: TaskId) -> Result<Option<Task>> {
    let sql = format!(
        "SELECT {TASK_ROW}, t.area_id, t.section_id, s.number, s.title, t.heading, t.text,
            t.source_text, t.source_line, t.product, t.lead_id, t.coordinating_text, t.start_on,
            t.base_on, t.started, t.hold, t.hold_reason
         FROM task t JOIN section s ON s.id = t.section_id LEFT JOIN unit u ON u.id = t.lead_id
         WHERE t.id=?"
    );
    let Some(mut task) = conn
        .prepare_cached(&sql)?
        .query_row([task.0], whole)
        .optional()?
    else {
        return Ok(None);
    };
    let id = task.row.id;
    task.coordinating = list(
        conn,
        id,
        "SELECT c.unit_id, u.abbreviation FROM coordinating c JOIN unit u ON u.id = c.unit_id
         WHERE c.task_id=? ORDER BY c.id",
        |row| Ok((UnitId(row.get(0)?), row.get(1)?)),
    )?;
    task.occurrences = occurrences(conn, id)?;
    task.extensions = extensions(conn, id)?;
    task.notes = notes(conn, id)?;
    task.evidence = evidence(conn, id)?;
    task.steps = list(
        conn,
        id,
        "SELECT id, position, title, done_on FROM step WHERE task_id=? ORDER BY position",
        |row| {
            Ok(Step {
                id: StepId(row.get(0)?),
                position: row.get(1)?,
                title: row.get(2)?,
                done_on: day_at(row, 3)?,
            })
        },
    )?;
    Ok(Some(task))
}

fn whole(row: &Row<'_>) -> rusqlite::Result<Task> {
    let at = |n: usize| TASK_ROW_LEN + n;
    let hold: Option<String> = row.get(at(14))?;
    Ok(Task {
        row: task_row(row)?,
        area_id: AreaId(row.get(at(0))?),
        section_id: SectionId(row.get(at(1))?),
        section: row.get(at(2))?,
        section_title: row.get(at(3))?,
        heading: row.get(at(4))?,
        text: row.get(at(5))?,
        source_text: row.get(at(6))?,
        source_line: row.get(at(7))?,
        product: row.get(at(8))?,
        lead_id: row.get::<_, Option<i64>>(at(9))?.map(UnitId),
        coordinating: Vec::new(),
        coordinating_text: row.get(at(10))?,
        start_on: day_at(row, at(11))?,
        base_on: day_at(row, at(12))?,
        started: row.get(at(13))?,
        hold: hold.and_then(|word| Hold::parse(&word)),
        hold_reason: row.get(at(15))?,
        occurrences: Vec::new(),
        extensions: Vec::new(),
        notes: Vec::new(),
        evidence: Vec::new(),
        steps: Vec::new(),
    })
}

/// The rows of one query over a task.
fn list<T>(
    conn: &Connection,
    task: TaskId,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    Ok(conn
        .prepare_cached(sql)?
        .query_map([task.0], read)?
        .collect::<rusqlite::Result<_>>()?)
}

fn occurrences(conn: &Connection, task: TaskId) -> Result<Vec<Occurrence>> {
    list(
        conn,
        task,
        "SELECT id, ordinal, original_due_on, due_on, done_on, result, rhythm, set_due_on
         FROM occurrence WHERE task_id=? ORDER BY ordinal",
        |row| {
            let rhythm: Option<String> = row.get(6)?;
            Ok(Occurrence {
                id: OccurrenceId(row.get(0)?),
                ordinal: row.get(1)?,
                original_due_on: day_at(row, 2)?,
                due_on: day_at(row, 3)?,
                done_on: day_at(row, 4)?,
                result: row.get(5)?,
                rhythm: rhythm.and_then(|word| Rhythm::parse(&word)),
                set_due_on: day_at(row, 7)?,
            })
        },
    )
}

fn extensions(conn: &Connection, task: TaskId) -> Result<Vec<Extension>> {
    list(
        conn,
        task,
        "SELECT occurrence_id, old_due_on, new_due_on, reason, agreed_by, letter
         FROM extension WHERE task_id=? ORDER BY id",
        |row| {
            Ok(Extension {
                occurrence: OccurrenceId(row.get(0)?),
                old_due_on: day_at(row, 1)?.unwrap_or_default(),
                new_due_on: day_at(row, 2)?.unwrap_or_default(),
                reason: row.get(3)?,
                agreed_by: row.get(4)?,
                letter: row.get(5)?,
            })
        },
    )
}

fn notes(conn: &Connection, task: TaskId) -> Result<Vec<Note>> {
    list(
        conn,
        task,
        "SELECT n.id, n.kind, n.body, n.answers_id, n.signed, n.day, n.recorded_at,
            n.kind = 'difficulty' AND NOT EXISTS (SELECT 1 FROM note a WHERE a.answers_id = n.id)
         FROM note n WHERE n.task_id=? ORDER BY n.id DESC",
        |row| {
            let kind: String = row.get(1)?;
            Ok(Note {
                id: NoteId(row.get(0)?),
                kind: NoteKind::parse(&kind).unwrap_or_default(),
                body: row.get(2)?,
                answers: row.get::<_, Option<i64>>(3)?.map(NoteId),
                signed: row.get(4)?,
                day: day_at(row, 5)?.unwrap_or_default(),
                recorded_at: row.get(6)?,
                open: row.get(7)?,
            })
        },
    )
}

fn evidence(conn: &Connection, task: TaskId) -> Result<Vec<Evidence>> {
    list(
        conn,
        task,
        "SELECT id, number, dated_on, summary, path FROM evidence WHERE task_id=? ORDER BY id",
        |row| {
            Ok(Evidence {
                id: row.get(0)?,
                number: row.get(1)?,
                dated_on: day_at(row, 2)?,
                summary: row.get(3)?,
                path: row.get(4)?,
            })
        },
    )
}

impl Store {
    /// The summaries of these rows, in their order; a row that has gone meanwhile has an empty one.
    pub(crate) fn list_details(&self, rows: &[TaskRow]) -> Result<Vec<ListDetails>> {
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
