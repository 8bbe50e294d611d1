//! A task's rows as they are to be written, as they stand at the end, with all that follows from
//! them.

use super::made::{Made, Row};
use super::maker::Maker;
use crate::domain::day::iso;
use crate::domain::deadline::DeadlineKind;
use crate::domain::history::Cell;
use crate::domain::note::NoteKind;
use crate::domain::text::search_words;
use crate::store::error::{Result, StoreError};
use crate::store::index::derive::{DERIVED, Derived, Span, TaskInputs, code_key};
use crate::store::write::journaled::facts_of;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// The columns of a row that search looks at.
fn searched(table: &str) -> &'static [&'static str] {
    match table {
        "task" => &["code", "title", "text", "product", "coordinating_text"],
        "note" => &["body"],
        "evidence" => &["number", "summary"],
        _ => &[],
    }
}

/// What a task's row holds besides its facts.
const MORE: [&str; DERIVED.len() + 3] = {
    let mut more = ["touched_on"; DERIVED.len() + 3];
    let mut at = 0;
    while at < DERIVED.len() {
        more[at] = DERIVED[at];
        at += 1;
    }
    more[DERIVED.len() + 1] = "updated_at";
    more[DERIVED.len() + 2] = "last_change";
    more
};

impl Maker {
    /// A task's rows as they stand now, added to those to be written; gives back its row in the
    /// index.
    pub(super) fn put(&mut self, task: Made, rows: &mut Vec<Put>) -> Result<(i64, String)> {
        let Derived {
            columns,
            terms,
            row: at,
            counted,
            ..
        } = self.facts(&task)?.derived();
        for row in task.rows {
            rows.push(Put::from(row));
            if let Some(put) = rows.last_mut().filter(|put| put.table == "task") {
                put.values.extend(columns.iter().cloned());
                put.values.extend([
                    Value::Text(iso(task.touched_on)),
                    Value::Integer(task.updated_at),
                    Value::Integer(task.last_change),
                ]);
            }
        }
        for (level, bucket) in counted.buckets() {
            for (unit, area) in counted.scopes() {
                let key = [counted.plan, level, area, unit, bucket];
                *self.tally.entry(key).or_default() += 1;
            }
        }
        Ok((at, terms))
    }

    /// The facts as they stand in memory.
    fn facts(&self, task: &Made) -> Result<TaskInputs> {
        let row = &task.rows[0];
        let section = self.sections.get(&task.section).ok_or(StoreError::NoPlan)?;
        let mut facts = TaskInputs {
            task: row.id,
            plan: section.plan,
            area: section.area,
            unit: row.int("lead_id").unwrap_or(0),
            code_key: code_key(&section.area_key, section.position, row.text("code")),
            kind: DeadlineKind::parse(row.text("kind")).unwrap_or(DeadlineKind::None),
            key_task: row.int("key_task") == Some(1),
            started: row.int("started") == Some(1),
            hold: None,
            touched_on: Some(task.touched_on),
            span: Span::default(),
            counts: [0; 6],
            joined: Vec::new(),
            words: search_words(&row.text("code").replace("-0", "-")),
        };
        self.unit_words(&mut facts, row.int("lead_id"));
        for row in &task.rows {
            for column in searched(row.table) {
                facts.words += &search_words(row.text(column));
            }
            match row.table {
                "coordinating" => {
                    facts.joined.extend(row.int("unit_id"));
                    self.unit_words(&mut facts, row.int("unit_id"));
                }
                "occurrence" => facts.span.add(
                    row.day("original_due_on"),
                    row.day("due_on"),
                    row.day("done_on"),
                ),
                "note" => {
                    facts.counts[2] += 1;
                    facts.counts[3] += i64::from(row.text("kind") == NoteKind::Difficulty.as_str());
                }
                "evidence" => facts.counts[4] += 1,
                "extension" => facts.counts[5] += 1,
                _ => {}
            }
        }
        Ok(facts)
    }

    fn unit_words(&self, facts: &mut TaskInputs, unit: Option<i64>) {
        if let Some(words) = unit.and_then(|unit| self.units.get(&unit)) {
            facts.words += words;
        }
    }
}

/// A row to be written: its number and version, its facts, and of a task what follows from them.
pub(super) struct Put {
    pub table: &'static str,
    pub id: i64,
    values: Vec<Value>,
}

impl From<Row> for Put {
    fn from(mut row: Row) -> Self {
        let facts = facts_of(row.table);
        let mut values = Vec::with_capacity(facts.len() + MORE.len() + 2);
        values.extend([Value::Integer(row.id), Value::Integer(row.version)]);
        values.extend(facts.iter().map(|column| match row.cells.remove(*column) {
            Some(Cell::Int(n)) => Value::Integer(n),
            Some(Cell::Text(text)) => Value::Text(text),
            Some(Cell::Null) | None => Value::Null,
        }));
        Self {
            table: row.table,
            id: row.id,
            values,
        }
    }
}

/// Writes rows of one table.
pub(super) fn insert(conn: &Connection, rows: &[Put]) -> Result<()> {
    let Some(Put { table, .. }) = rows.first() else {
        return Ok(());
    };
    let more: &[&str] = if *table == "task" { &MORE } else { &[] };
    let columns: Vec<&str> = facts_of(table).iter().chain(more).copied().collect();
    let marks = vec!["?"; columns.len() + 2].join(",");
    let mut statement = conn.prepare_cached(&format!(
        "INSERT INTO {table} (id,version,{}) VALUES ({marks})",
        columns.join(",")
    ))?;
    for row in rows {
        statement.execute(params_from_iter(&row.values))?;
    }
    Ok(())
}
