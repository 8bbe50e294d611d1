//! A row of a list, one complete task, and the ways to find one.

use crate::domain::area::normal_code;
use crate::domain::day::{Day, from_iso};
use crate::domain::deadline::{DeadlineKind, Rhythm};
use crate::domain::ids::{
    ActId, AreaId, NoteId, OccurrenceId, PlanId, SectionId, StepId, TaskId, UnitId,
};
use crate::domain::note::{Evidence, Extension, Note, NoteKind, Step};
use crate::domain::parts::{Field, Part, own_parts};
use crate::domain::plan::Plan;
use crate::domain::query::{Filter, Order, Query};
use crate::domain::task::{
    Hold, ListDetails, Occurrence, Place, State, Task, TaskRow, TaskText, WrittenTask,
};
use crate::store::Store;
use crate::store::error::Result;
use crate::store::index::derive::area_of;
use crate::store::sql::Cached;
use crate::store::values::{day_at, field_value, kind_of, state_of};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

impl Store {
    /// The tasks that wait or are held and that a unit leads or co-operates on, whole.
    pub(crate) fn open_tasks_of(&self, unit: UnitId, plan: &Plan, today: Day) -> Result<Vec<Task>> {
        let query = Query {
            filters: vec![Filter::Mine(unit)],
            states: vec![State::NotStarted, State::InProgress, State::Paused],
            order: Order::Code,
            ..Query::all(plan.id, today, &plan.settings)
        };
        let mut tasks = Vec::new();
        for page in self.pages(&query) {
            for row in page? {
                tasks.extend(self.task(row.id)?);
            }
        }
        Ok(tasks)
    }

    /// The task with that code in any case, with or without the zero.
    pub fn find_code(&self, plan: PlanId, typed: &str) -> Result<Option<TaskId>> {
        let Some(code) = normal_code(typed) else {
            return Ok(None);
        };
        let sql = "SELECT id FROM task WHERE plan_id=? AND code=?";
        self.conn
            .first(sql, params![plan.0, code], |row| Ok(TaskId(row.get(0)?)))
    }

    /// The first tasks whose codes begin so, in the order of the codes' letters, with their titles.
    pub(crate) fn codes_from(
        &self,
        plan: PlanId,
        prefix: &str,
        limit: usize,
    ) -> Result<Vec<(String, String)>> {
        let sql = format!(
            "SELECT code, title FROM task WHERE plan_id = ?1 AND code >= ?2 AND code < ?2 || char(1114111)
             ORDER BY code LIMIT {limit}"
        );
        self.conn
            .rows(&sql, params![plan.0, prefix], |row| row.try_into())
    }

    /// One row of a list by its task.
    pub fn row(&self, task: TaskId) -> Result<Option<TaskRow>> {
        let sql = format!(
            "SELECT {TASK_ROW} FROM task t LEFT JOIN unit u ON u.id = t.lead_id WHERE t.id=?"
        );
        self.conn.first(&sql, [task.0], task_row)
    }

    /// All tasks of a plan as a document would say them, in the order of their rows.
    pub fn written_tasks(&self, plan: PlanId) -> Result<Vec<WrittenTask>> {
        self.snapshot(|| {
            let mut joined: HashMap<i64, Vec<UnitId>> = HashMap::new();
            let mut statement = self.conn.prepare_cached(
                "SELECT c.task_id, c.unit_id FROM coordinating c JOIN task t ON t.id = c.task_id
                 WHERE t.plan_id=? ORDER BY c.id",
            )?;
            let mut rows = statement.query([plan.0])?;
            while let Some(row) = rows.next()? {
                joined
                    .entry(row.get(0)?)
                    .or_default()
                    .push(UnitId(row.get(1)?));
            }
            let sql = "SELECT t.*, (SELECT c.act FROM change c WHERE c.task_id=t.id
                   ORDER BY c.id LIMIT 1) AS added_by
                FROM task t WHERE t.plan_id=? ORDER BY t.id";
            self.conn.rows(sql, [plan.0], |row| {
                let id: i64 = row.get("id")?;
                Ok(WrittenTask {
                    id: TaskId(id),
                    code: row.get("code")?,
                    text: TaskText {
                        coordinating: joined.remove(&id).unwrap_or_default(),
                        ..texts(row, own_parts())?
                    },
                    deadline: row.get("deadline")?,
                    kind: row
                        .word("kind", DeadlineKind::parse)?
                        .unwrap_or(DeadlineKind::None),
                    section: SectionId(row.get("section_id")?),
                    added_by: row.get::<_, Option<i64>>("added_by")?.map(ActId),
                })
            })
        })
    }

    /// The notes of a plan's tasks that hold these letters, the oldest first.
    pub(crate) fn notes_containing(
        &self,
        plan: PlanId,
        letters: &str,
    ) -> Result<Vec<(TaskId, String)>> {
        let sql = "SELECT n.task_id, n.body FROM note n JOIN task t ON t.id = n.task_id
            WHERE t.plan_id=? AND instr(n.body, ?) > 0 ORDER BY n.id";
        self.conn.rows(sql, params![plan.0, letters], |row| {
            Ok((TaskId(row.get(0)?), row.get(1)?))
        })
    }

    /// One task with everything that belongs to it.
    pub fn task(&self, task: TaskId) -> Result<Option<Task>> {
        self.snapshot(|| load(&self.conn, task))
    }
}

/// The task's own row, and the lists that belong to it.
pub(in crate::store) fn load(conn: &Connection, task: TaskId) -> Result<Option<Task>> {
    let parts = own_parts().map(|part| format!("t.{}, ", part.column.1));
    let parts: String = parts.collect();
    let sql = format!(
        "SELECT {TASK_ROW}, {parts} t.area_id, t.section_id, s.number AS section_number,
            s.title AS section_title, t.heading, t.source_text, t.source_line, t.start_on,
            t.base_on, t.started, t.hold, t.hold_reason
         FROM task t JOIN section s ON s.id = t.section_id LEFT JOIN unit u ON u.id = t.lead_id
         WHERE t.id=?"
    );
    let Some(mut task) = conn.first(&sql, [task.0], task_from_row)? else {
        return Ok(None);
    };
    let id = task.row.id;
    let sql = "SELECT c.unit_id, u.abbreviation FROM coordinating c
        JOIN unit u ON u.id = c.unit_id WHERE c.task_id=? ORDER BY c.id";
    let unit = |row: &Row<'_>| Ok((UnitId(row.get(0)?), row.get(1)?));
    task.coordinating = conn.rows(sql, [id.0], unit)?;
    task.texts.coordinating = task.coordinating.iter().map(|(unit, _)| *unit).collect();
    task.occurrences = rows_of(conn, id, OCCURRENCE, |row| occurrence(row))?;
    task.occurrences.sort_by_key(|o| o.ordinal);
    task.extensions = rows_of(conn, id, EXTENSION, |row| extension(row))?;
    task.notes = rows_of(conn, id, NOTE, |row| note(row))?;
    close_answered(&mut task.notes);
    task.notes.reverse();
    task.evidence = rows_of(conn, id, EVIDENCE, |row| evidence(row))?;
    let sql = "SELECT id, position, title, done_on FROM step WHERE task_id=? ORDER BY position";
    task.steps = conn.rows(sql, [id.0], |row| {
        Ok(Step {
            id: StepId(row.get(0)?),
            position: row.get(1)?,
            title: row.get(2)?,
            done_on: day_at(row, 3)?,
        })
    })?;
    Ok(Some(task))
}

/// These parts of a task's own row.
pub(super) fn texts(
    row: &impl NamedColumns,
    parts: impl Iterator<Item = &'static Part<TaskText>>,
) -> rusqlite::Result<TaskText> {
    let mut texts = TaskText::default();
    for part in parts {
        let value = field_value(part.kind, row.value(part.column.1)?)?;
        (part.set)(&mut texts, value);
    }
    Ok(texts)
}

fn task_from_row(row: &Row<'_>) -> rusqlite::Result<Task> {
    Ok(Task {
        row: task_row(row)?,
        area_id: AreaId(row.get("area_id")?),
        section_id: SectionId(row.get("section_id")?),
        section: row.get("section_number")?,
        section_title: row.get("section_title")?,
        heading: row.get("heading")?,
        texts: texts(row, own_parts())?,
        source_text: row.get("source_text")?,
        source_line: row.get("source_line")?,
        coordinating: Vec::new(),
        start_on: row.day("start_on")?,
        base_on: row.day("base_on")?,
        started: row.get("started")?,
        hold: row.word("hold", Hold::parse)?,
        hold_reason: row.get("hold_reason")?,
        occurrences: Vec::new(),
        extensions: Vec::new(),
        notes: Vec::new(),
        evidence: Vec::new(),
        steps: Vec::new(),
    })
}

/// The tables that a task is put together from beside those that name its units and steps, each with
/// the columns that are read.
pub(super) static TABLES: LazyLock<[(&str, Vec<&str>); 6]> = LazyLock::new(|| {
    let columns = |names: &'static str| -> Vec<&str> { names.split(' ').collect() };
    let mut task = columns(
        "plan_id section_id code deadline kind rhythm started hold hold_reason illustrative",
    );
    task.extend(reported_parts().map(|part| part.column.1));
    [
        ("task", task),
        ("coordinating", columns("unit_id")),
        (
            "occurrence",
            columns("ordinal original_due_on due_on done_on result rhythm set_due_on"),
        ),
        (
            "extension",
            columns("occurrence_id old_due_on new_due_on reason agreed_by letter"),
        ),
        (
            "note",
            columns("kind body answers_id signed day recorded_at"),
        ),
        ("evidence", columns("number dated_on summary path")),
    ]
});

/// The parts of a task's own row that reports may show: all but the long text, which would be most of
/// what a report of a large plan holds in memory.
pub(super) fn reported_parts() -> impl Iterator<Item = &'static Part<TaskText>> {
    own_parts().filter(|part| part.field != Field::Text)
}

// Where they stand in it.
pub(super) const TASK: usize = 0;
pub(super) const COORDINATING: usize = 1;
pub(super) const OCCURRENCE: usize = 2;
pub(super) const EXTENSION: usize = 3;
pub(super) const NOTE: usize = 4;
pub(super) const EVIDENCE: usize = 5;

/// A row of the file as it is or was, whose values are asked for by the names of their columns.
pub(super) trait NamedColumns {
    fn value(&self, column: &str) -> rusqlite::Result<ValueRef<'_>>;

    fn int(&self, column: &str) -> rusqlite::Result<Option<i64>> {
        Ok(self.value(column)?.as_i64_or_null()?)
    }

    fn text(&self, column: &str) -> rusqlite::Result<Option<String>> {
        self.word(column, |text| Some(text.to_owned()))
    }

    fn day(&self, column: &str) -> rusqlite::Result<Option<Day>> {
        self.word(column, from_iso)
    }

    /// What a text means; one that means nothing counts as none.
    fn word<T>(
        &self,
        column: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> rusqlite::Result<Option<T>> {
        Ok(self.value(column)?.as_str_or_null()?.and_then(parse))
    }
}

impl NamedColumns for Row<'_> {
    fn value(&self, column: &str) -> rusqlite::Result<ValueRef<'_>> {
        self.get_ref(column)
    }
}

/// A task's rows in one of the tables, the oldest first.
fn rows_of<T>(
    conn: &Connection,
    task: TaskId,
    table: usize,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let (table, columns) = &TABLES[table];
    let columns = columns.join(",");
    let sql = format!("SELECT id, {columns} FROM {table} WHERE task_id=? ORDER BY id");
    conn.rows(&sql, [task.0], read)
}

pub(super) fn occurrence(row: &impl NamedColumns) -> rusqlite::Result<Occurrence> {
    Ok(Occurrence {
        id: OccurrenceId(row.int("id")?.unwrap_or_default()),
        ordinal: row.int("ordinal")?.unwrap_or_default(),
        original_due_on: row.day("original_due_on")?,
        due_on: row.day("due_on")?,
        done_on: row.day("done_on")?,
        result: row.text("result")?,
        rhythm: row.word("rhythm", Rhythm::parse)?,
        set_due_on: row.day("set_due_on")?,
    })
}

pub(super) fn extension(row: &impl NamedColumns) -> rusqlite::Result<Extension> {
    Ok(Extension {
        occurrence: OccurrenceId(row.int("occurrence_id")?.unwrap_or_default()),
        old_due_on: row.day("old_due_on")?.unwrap_or_default(),
        new_due_on: row.day("new_due_on")?.unwrap_or_default(),
        reason: row.text("reason")?.unwrap_or_default(),
        agreed_by: row.text("agreed_by")?.unwrap_or_default(),
        letter: row.text("letter")?,
    })
}

/// A note; whether a difficulty is still open, [`close_answered`] finds once all notes are there.
pub(super) fn note(row: &impl NamedColumns) -> rusqlite::Result<Note> {
    let kind = row.word("kind", NoteKind::parse)?.unwrap_or_default();
    Ok(Note {
        id: NoteId(row.int("id")?.unwrap_or_default()),
        kind,
        body: row.text("body")?.unwrap_or_default(),
        answers: row.int("answers_id")?.map(NoteId),
        open: kind == NoteKind::Difficulty,
        signed: row.text("signed")?.unwrap_or_default(),
        day: row.day("day")?.unwrap_or_default(),
        recorded_at: row.int("recorded_at")?.unwrap_or_default(),
    })
}

/// A difficulty that another note of the task answers is open no more.
pub(super) fn close_answered(notes: &mut [Note]) {
    let answered: HashSet<NoteId> = notes.iter().filter_map(|note| note.answers).collect();
    for note in notes {
        note.open &= !answered.contains(&note.id);
    }
}

pub(super) fn evidence(row: &impl NamedColumns) -> rusqlite::Result<Evidence> {
    Ok(Evidence {
        id: row.int("id")?.unwrap_or_default(),
        number: row.text("number")?.unwrap_or_default(),
        dated_on: row.day("dated_on")?,
        summary: row.text("summary")?,
        path: row.text("path")?,
    })
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

    /// Passes on the rows of a statement about these tasks, the task standing first in each.
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

/// The columns of a list's row, for `FROM task t LEFT JOIN unit u ON u.id = t.lead_id`. The area's
/// key is read from the code's key, which begins with it.
pub(in crate::store) const TASK_ROW: &str =
    "t.id, t.code, t.title, t.code_key, t.key_task, u.abbreviation,
    t.deadline, t.kind, t.rhythm, t.due_on, t.original_due_on, t.state, t.done_on, t.on_time,
    t.occurrences, t.occurrences_done, t.steps, t.steps_done, t.notes, t.difficulties, t.evidence,
    t.extensions, t.illustrative, t.touched_on, t.updated_at, t.due_key, t.unit_key, t.last_change";

/// How many columns that is.
pub(in crate::store) const TASK_ROW_LEN: usize = 28;

/// Reads [`TASK_ROW`].
pub(in crate::store) fn task_row(row: &Row<'_>) -> rusqlite::Result<TaskRow> {
    let code_key: i64 = row.get(3)?;
    Ok(TaskRow {
        id: TaskId(row.get(0)?),
        code: row.get(1)?,
        title: row.get(2)?,
        area: area_of(code_key),
        key_task: row.get(4)?,
        lead: row.get(5)?,
        deadline: row.get(6)?,
        kind: kind_of(row, 7)?,
        rhythm: row
            .get::<_, Option<String>>(8)?
            .and_then(|word| Rhythm::parse(&word)),
        due_on: day_at(row, 9)?,
        original_due_on: day_at(row, 10)?,
        state: state_of(row, 11)?,
        done_on: day_at(row, 12)?,
        on_time: row.get(13)?,
        occurrences: row.get(14)?,
        occurrences_done: row.get(15)?,
        steps: row.get(16)?,
        steps_done: row.get(17)?,
        notes: row.get(18)?,
        difficulties: row.get(19)?,
        evidence_count: row.get(20)?,
        extensions: row.get(21)?,
        illustrative: row.get(22)?,
        touched_on: day_at(row, 23)?.unwrap_or_default(),
        updated_at: row.get(24)?,
        place: Place {
            id: row.get(0)?,
            due_key: row.get(25)?,
            code_key,
            unit_key: row.get(26)?,
            last_change: row.get(27)?,
        },
    })
}
