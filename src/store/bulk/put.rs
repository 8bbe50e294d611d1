//! A task's rows written as they stand at the end, with all that follows from them.

use super::Bulk;
use super::made::{Made, Row};
use crate::domain::day::iso;
use crate::domain::deadline::DeadlineKind;
use crate::domain::history::Cell;
use crate::domain::note::NoteKind;
use crate::domain::text::search_words;
use crate::store::error::{Result, StoreError};
use crate::store::judge::{DERIVED, Facts, Judged, Span, code_key};
use crate::store::writer::facts_of;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// The columns of a task's rows that search looks at.
const SEARCHED: [&str; 8] = [
    "code",
    "title",
    "text",
    "product",
    "coordinating_text",
    "body",
    "number",
    "summary",
];

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

impl Bulk<'_> {
    /// Writes a task's rows as they stand now; gives back its row in the index.
    pub(super) fn put(&mut self, task: &Made) -> Result<(i64, String)> {
        let Judged {
            columns,
            terms,
            row,
            counted,
            ..
        } = self.facts(task)?.judged();
        let mut derived = columns;
        derived.extend([
            Value::Text(iso(task.touched_on)),
            Value::Integer(task.updated_at),
            Value::Integer(task.last_change),
        ]);
        put_row(self.conn, &task.rows[0], &MORE, derived)?;
        for row in &task.rows[1..] {
            put_row(self.conn, row, &[], Vec::new())?;
        }
        for (level, bucket) in counted.buckets() {
            for (unit, area) in counted.scopes() {
                let key = [counted.plan, level, area, unit, bucket];
                *self.tally.entry(key).or_default() += 1;
            }
        }
        Ok((row, terms))
    }

    /// The facts as they stand in memory.
    fn facts(&self, task: &Made) -> Result<Facts> {
        let row = &task.rows[0];
        let section = self.sections.get(&task.section).ok_or(StoreError::NoPlan)?;
        let mut facts = Facts {
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
            words: Vec::new(),
        };
        facts
            .words
            .extend(search_words(&row.text("code").replace("-0", "-")));
        self.unit_words(&mut facts, row.int("lead_id"));
        for row in &task.rows {
            for column in SEARCHED {
                facts.words.extend(search_words(row.text(column)));
            }
            let stuck = row.text("kind") == NoteKind::Difficulty.as_str();
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
                    facts.counts[3] += i64::from(stuck);
                }
                "evidence" => facts.counts[4] += 1,
                "extension" => facts.counts[5] += 1,
                _ => {}
            }
        }
        Ok(facts)
    }

    fn unit_words(&self, facts: &mut Facts, unit: Option<i64>) {
        let words = unit.and_then(|unit| self.units.get(&unit));
        facts.words.extend(words.into_iter().flatten().cloned());
    }
}

/// Writes one row with its number and version, and further columns where it has some.
fn put_row(conn: &Connection, row: &Row, more: &[&str], values: Vec<Value>) -> Result<()> {
    let facts = facts_of(row.table);
    let marks = vec!["?"; facts.len() + more.len() + 2].join(",");
    let columns: Vec<&str> = facts.iter().chain(more).copied().collect();
    let sql = format!(
        "INSERT INTO {} (id,version,{}) VALUES ({marks})",
        row.table,
        columns.join(",")
    );
    let cells = facts.iter().map(|column| match row.cells.get(*column) {
        Some(Cell::Int(n)) => Value::Integer(*n),
        Some(Cell::Text(text)) => Value::Text(text.clone()),
        _ => Value::Null,
    });
    let all = [Value::Integer(row.id), Value::Integer(row.version)]
        .into_iter()
        .chain(cells)
        .chain(values);
    conn.prepare_cached(&sql)?.execute(params_from_iter(all))?;
    Ok(())
}
