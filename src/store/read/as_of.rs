//! The state known on a day: the facts as they are now, with every change rewound that was recorded
//! after it, whatever day it says; a demonstration lives by the days that its changes say.
//!
//! What the file was made with is known from the first day on, whenever the file was made: a plan
//! is older than the file that follows it up. Rows of the journal are rewound from the last to the
//! first. Days need not rise with the rows' numbers, for a person may work by another day than
//! the calendar's; what a row that stays has written, an older row that goes does not take away.

use crate::domain::area::Section;
use crate::domain::day::{Day, day_of, from_iso, iso};
use crate::domain::deadline::{DeadlineKind, Rhythm};
use crate::domain::history::{Cell, Cells, Edit};
use crate::domain::ids::{NoteId, OccurrenceId, PlanId, TaskId, UnitId};
use crate::domain::note::NoteKind;
use crate::domain::occurrence::Occurrence;
use crate::domain::snapshot::{ExtensionAsOf, NoteAsOf, Snapshot, TaskAsOf};
use crate::domain::task::Hold;
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use crate::store::file::connect;
use crate::store::values::day_at;
use rusqlite::types::ValueRef;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::{HashMap, HashSet};

/// The tables that a snapshot is made from, with the columns that it needs.
pub(in crate::store) const TABLES: [(&str, &[&str]); 6] = [
    (
        "task",
        &[
            "plan_id",
            "section_id",
            "code",
            "title",
            "product",
            "key_task",
            "lead_id",
            "coordinating_text",
            "deadline",
            "kind",
            "rhythm",
            "started",
            "hold",
            "hold_reason",
            "illustrative",
        ],
    ),
    ("coordinating", &["task_id", "unit_id"]),
    (
        "occurrence",
        &[
            "task_id",
            "ordinal",
            "original_due_on",
            "due_on",
            "done_on",
            "result",
            "rhythm",
            "set_due_on",
        ],
    ),
    (
        "extension",
        &["task_id", "occurrence_id", "old_due_on", "new_due_on"],
    ),
    ("note", &["task_id", "kind", "body", "answers_id", "day"]),
    ("evidence", &["task_id", "number"]),
];

/// Rows of one table by id, their values in the order of [`TABLES`].
pub(in crate::store) type Rows = HashMap<i64, Vec<Cell>>;

/// The facts of all tables, in the order of [`TABLES`].
#[derive(Clone)]
pub(in crate::store) struct Facts(pub [Rows; 6]);

/// A row of the journal that may have to be rewound.
struct Step {
    day: Day,
    edits: Vec<Back>,
}

/// An [`Edit`] with what the way back needs: the values after it are only looked for, not kept,
/// for they are most of the journal.
#[derive(Deserialize)]
struct Back {
    #[serde(rename = "t")]
    table: String,
    #[serde(rename = "i")]
    id: i64,
    #[serde(rename = "b", default)]
    before: Option<Cells>,
    #[serde(rename = "a", default)]
    after: Option<IgnoredAny>,
}

impl Store {
    /// What the file knew of a plan's tasks on each of these days. [`Day::MAX`] gives what it
    /// knows now.
    ///
    /// # Errors
    /// What SQLite says, or [`StoreError::Corrupt`] for a journal row that cannot be read.
    pub fn as_of(&self, plan: PlanId, days: &[Day]) -> Result<Vec<Snapshot>> {
        self.snapshot(|| {
            let now = self.facts_now()?;
            let earliest = days.iter().min().copied().unwrap_or(Day::MAX);
            let made_up = connect::is_demonstration(&self.conn);
            let steps = self.steps_after(earliest, made_up)?;
            let moved = self.extension_days(made_up)?;
            let sections = self.sections(plan)?;
            let mut snapshots: Vec<Snapshot> = Vec::with_capacity(days.len());
            for day in days {
                let known = match snapshots.iter().find(|known| known.day == *day) {
                    Some(known) => known.clone(),
                    None => {
                        let mut facts = now.clone();
                        rewind(&mut facts, &steps, *day);
                        build(*day, plan, &facts, &sections, &moved)
                    }
                };
                snapshots.push(known);
            }
            Ok(snapshots)
        })
    }

    /// The settings of a plan whose keys begin so, by key.
    pub fn settings_below(&self, plan: PlanId, prefix: &str) -> Result<HashMap<String, String>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT key, value FROM setting WHERE plan_id=?")?;
        let rows = statement.query_map([plan.0], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })?;
        let all: HashMap<String, String> = rows.collect::<rusqlite::Result<_>>()?;
        let below = all.into_iter().filter(|(key, _)| key.starts_with(prefix));
        Ok(below.collect())
    }

    fn facts_now(&self) -> Result<Facts> {
        let mut facts = Facts(Default::default());
        for ((table, columns), rows) in TABLES.iter().zip(&mut facts.0) {
            let sql = format!("SELECT id, {} FROM {table}", columns.join(","));
            let mut statement = self.conn.prepare_cached(&sql)?;
            let mut found = statement.query([])?;
            while let Some(row) = found.next()? {
                let cells = (1..=columns.len()).map(|at| {
                    Ok(match row.get_ref(at)? {
                        ValueRef::Integer(n) => Cell::Int(n),
                        text @ ValueRef::Text(_) => Cell::Text(text.as_str()?.to_owned()),
                        _ => Cell::Null,
                    })
                });
                rows.insert(row.get(0)?, cells.collect::<rusqlite::Result<_>>()?);
            }
        }
        Ok(facts)
    }

    /// The journal from the first row on whose day is after this one, the newest first.
    fn steps_after(&self, day: Day, made_up: bool) -> Result<Vec<Step>> {
        if day == Day::MAX {
            return Ok(Vec::new());
        }
        let first = match made_up {
            true => "day",
            false => "date(recorded_at / 1000, 'unixepoch', '+7 hours')",
        };
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT c.day, c.edits,
                c.act IN (SELECT f.id FROM change f WHERE f.kind='create' AND f.id=f.act),
                c.recorded_at
             FROM change c WHERE c.id >= (SELECT min(id) FROM change WHERE {first} > ?1)
             ORDER BY c.id DESC",
        ))?;
        let mut rows = statement.query([iso(day)])?;
        let mut steps = Vec::new();
        while let Some(row) = rows.next()? {
            // What the file was made with stays, whatever its day.
            if row.get(2)? {
                continue;
            }
            let edits = row.get_ref(1)?.as_str().map_err(|_| StoreError::Corrupt)?;
            steps.push(Step {
                day: match made_up {
                    true => day_at(row, 0)?.unwrap_or_default(),
                    false => day_of(row.get(3)?),
                },
                edits: serde_json::from_str(edits).map_err(|_| StoreError::Corrupt)?,
            });
        }
        Ok(steps)
    }

    /// By which day each extension was first recorded, by its row.
    fn extension_days(&self, made_up: bool) -> Result<HashMap<i64, Day>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT day, edits, recorded_at FROM change WHERE kind='extend' ORDER BY id",
        )?;
        let mut rows = statement.query([])?;
        let mut days = HashMap::new();
        while let Some(row) = rows.next()? {
            let edits = row.get_ref(1)?.as_str().map_err(|_| StoreError::Corrupt)?;
            let edits: Vec<Edit> = serde_json::from_str(edits).map_err(|_| StoreError::Corrupt)?;
            let day = match made_up {
                true => row.get_ref(0)?.as_str().ok().and_then(from_iso),
                false => Some(day_of(row.get(2)?)),
            };
            for edit in edits.iter().filter(|edit| edit.table == "extension") {
                days.entry(edit.id).or_insert(day.unwrap_or_default());
            }
        }
        Ok(days)
    }
}

/// Which row, and which of its columns (`None`: the row's being there at all), a newer row of the
/// journal has settled.
type Settled = HashSet<(usize, i64, Option<usize>)>;

/// The way back to a day.
#[derive(Default)]
struct Rewind {
    settled: Settled,
    /// Rows that are not there on the way, as they were last seen: one that comes back has what is
    /// settled of it from here.
    gone: HashMap<(usize, i64), Vec<Cell>>,
}

/// Takes back, the newest first, what was recorded after a day.
fn rewind(facts: &mut Facts, steps: &[Step], day: Day) {
    let mut way = Rewind::default();
    // What is older than the oldest step to be taken back settles nothing.
    let Some(oldest) = steps.iter().rposition(|step| step.day > day) else {
        return;
    };
    for step in &steps[..=oldest] {
        let stays = step.day <= day;
        for edit in step.edits.iter().rev() {
            let Some(table) = TABLES.iter().position(|(name, _)| *name == edit.table) else {
                continue;
            };
            if stays {
                way.settle(table, edit);
            } else {
                way.invert(&mut facts.0[table], table, edit);
            }
        }
    }
}

impl Rewind {
    fn settle(&mut self, table: usize, edit: &Back) {
        match (&edit.before, &edit.after) {
            (Some(before), Some(_)) => {
                for column in before.keys().filter_map(|name| column_at(table, name)) {
                    self.settled.insert((table, edit.id, Some(column)));
                }
            }
            _ => {
                self.settled.insert((table, edit.id, None));
            }
        }
    }

    fn is_settled(&self, table: usize, id: i64, column: Option<usize>) -> bool {
        self.settled.contains(&(table, id, column))
    }

    fn invert(&mut self, rows: &mut Rows, table: usize, edit: &Back) {
        if self.is_settled(table, edit.id, None) {
            return;
        }
        match (&edit.before, &edit.after) {
            (None, _) => {
                if let Some(row) = rows.remove(&edit.id) {
                    self.gone.insert((table, edit.id), row);
                }
            }
            (Some(before), None) => {
                let last = self.gone.remove(&(table, edit.id));
                let values = TABLES[table].1.iter().enumerate().map(|(column, name)| {
                    let kept = last
                        .as_ref()
                        .filter(|_| self.is_settled(table, edit.id, Some(column)));
                    let value = kept.map_or_else(|| before.get(*name), |row| row.get(column));
                    value.cloned().unwrap_or(Cell::Null)
                });
                rows.insert(edit.id, values.collect());
            }
            (Some(before), Some(_)) => {
                let Some(row) = rows.get_mut(&edit.id) else {
                    return;
                };
                for (name, cell) in before {
                    if let Some(column) = column_at(table, name)
                        && !self.is_settled(table, edit.id, Some(column))
                    {
                        row[column] = cell.clone();
                    }
                }
            }
        }
    }
}

fn column_at(table: usize, name: &str) -> Option<usize> {
    TABLES[table].1.iter().position(|column| *column == name)
}

const TASK: usize = 0;
const COORDINATING: usize = 1;
const OCCURRENCE: usize = 2;
const EXTENSION: usize = 3;
const NOTE: usize = 4;
const EVIDENCE: usize = 5;

/// A row with its columns by name.
struct Row<'r> {
    table: usize,
    id: i64,
    cells: &'r [Cell],
}

impl Row<'_> {
    fn cell(&self, name: &str) -> &Cell {
        let at = TABLES[self.table].1.iter().position(|c| *c == name);
        at.and_then(|at| self.cells.get(at)).unwrap_or(&Cell::Null)
    }

    fn int(&self, name: &str) -> Option<i64> {
        match self.cell(name) {
            Cell::Int(n) => Some(*n),
            _ => None,
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        match self.cell(name) {
            Cell::Text(text) => Some(text),
            _ => None,
        }
    }

    fn owned(&self, name: &str) -> Option<String> {
        self.text(name).map(str::to_owned)
    }

    fn flag(&self, name: &str) -> bool {
        self.int(name) == Some(1)
    }

    fn day(&self, name: &str) -> Option<Day> {
        self.text(name).and_then(from_iso)
    }
}

/// The rows of a table in the order of their ids.
fn ordered(table: usize, rows: &Rows) -> impl Iterator<Item = Row<'_>> {
    let mut all: Vec<_> = rows.iter().collect();
    all.sort_unstable_by_key(|(id, _)| **id);
    all.into_iter().map(move |(id, cells)| Row {
        table,
        id: *id,
        cells,
    })
}

/// Puts a plan's tasks together.
pub(in crate::store) fn build(
    day: Day,
    plan: PlanId,
    facts: &Facts,
    sections: &[Section],
    moved: &HashMap<i64, Day>,
) -> Snapshot {
    let mut tasks: HashMap<i64, ((usize, i64), TaskAsOf)> = ordered(TASK, &facts.0[TASK])
        .filter(|row| row.int("plan_id") == Some(plan.0))
        .map(|row| (row.id, task(&row, sections)))
        .collect();
    let mut each = |table: usize, add: &mut dyn FnMut(&mut TaskAsOf, &Row<'_>)| {
        for row in ordered(table, &facts.0[table]) {
            let owner = row.int("task_id").unwrap_or_default();
            if let Some((_, task)) = tasks.get_mut(&owner) {
                add(task, &row);
            }
        }
    };
    each(COORDINATING, &mut |task, row| {
        task.coordinating.extend(row.int("unit_id").map(UnitId));
    });
    each(OCCURRENCE, &mut |task, row| {
        task.occurrences.push(occurrence(row));
    });
    each(EXTENSION, &mut |task, row| {
        task.extensions.extend(extension(row, moved));
    });
    each(NOTE, &mut |task, row| task.notes.push(remark(row)));
    each(EVIDENCE, &mut |task, row| {
        task.evidence.extend(row.owned("number"));
    });
    close_answered(&mut tasks, &facts.0[NOTE]);
    let mut all: Vec<_> = tasks.into_values().collect();
    all.sort_unstable_by_key(|(place, _)| *place);
    let tasks = all.into_iter().map(|(_, mut task)| {
        task.occurrences.sort_by_key(|o| o.ordinal);
        task
    });
    Snapshot {
        day,
        tasks: tasks.collect(),
    }
}

/// A task with its place in the document's order.
fn task(row: &Row<'_>, sections: &[Section]) -> ((usize, i64), TaskAsOf) {
    let section = row.int("section_id");
    let position = sections.iter().position(|s| Some(s.id.0) == section);
    let area = position.map(|at| sections[at].area_key.clone());
    let code = row.owned("code").unwrap_or_default();
    let number = code.rsplit('-').next().and_then(|n| n.parse().ok());
    // Sections that stand elsewhere in the document may belong to an earlier area.
    let rank: usize = area
        .as_deref()
        .and_then(|key| key.parse().ok())
        .unwrap_or(9);
    let place = (
        rank * 100_000 + position.unwrap_or(0),
        number.unwrap_or_default(),
    );
    let known = TaskAsOf {
        id: TaskId(row.id),
        title: row.owned("title").unwrap_or_default(),
        product: row.owned("product"),
        area: area.unwrap_or_default(),
        key_task: row.flag("key_task"),
        lead: row.int("lead_id").map(UnitId),
        coordinating: Vec::new(),
        coordinating_text: row.owned("coordinating_text"),
        deadline: row.owned("deadline").unwrap_or_default(),
        kind: row
            .text("kind")
            .and_then(DeadlineKind::parse)
            .unwrap_or(DeadlineKind::None),
        rhythm: row.text("rhythm").and_then(Rhythm::parse),
        started: row.flag("started"),
        hold: row.text("hold").and_then(Hold::parse),
        hold_reason: row.owned("hold_reason"),
        illustrative: row.flag("illustrative"),
        occurrences: Vec::new(),
        extensions: Vec::new(),
        notes: Vec::new(),
        evidence: Vec::new(),
        code,
    };
    (place, known)
}

fn occurrence(row: &Row<'_>) -> Occurrence {
    Occurrence {
        id: OccurrenceId(row.id),
        ordinal: row.int("ordinal").unwrap_or_default(),
        original_due_on: row.day("original_due_on"),
        due_on: row.day("due_on"),
        done_on: row.day("done_on"),
        result: row.owned("result"),
        rhythm: row.text("rhythm").and_then(Rhythm::parse),
        set_due_on: row.day("set_due_on"),
    }
}

fn extension(row: &Row<'_>, moved: &HashMap<i64, Day>) -> Option<ExtensionAsOf> {
    Some(ExtensionAsOf {
        occurrence: OccurrenceId(row.int("occurrence_id")?),
        old_due_on: row.day("old_due_on")?,
        new_due_on: row.day("new_due_on")?,
        day: moved.get(&row.id).copied().unwrap_or_default(),
    })
}

fn remark(row: &Row<'_>) -> NoteAsOf {
    let kind = row.text("kind").and_then(NoteKind::parse);
    let kind = kind.unwrap_or_default();
    NoteAsOf {
        id: NoteId(row.id),
        kind,
        body: row.owned("body").unwrap_or_default(),
        day: row.day("day").unwrap_or_default(),
        open: kind == NoteKind::Difficulty,
    }
}

/// A difficulty that some note answers is open no more.
fn close_answered(tasks: &mut HashMap<i64, ((usize, i64), TaskAsOf)>, notes: &Rows) {
    let answers = ordered(NOTE, notes).filter_map(|row| row.int("answers_id"));
    let answered: HashSet<i64> = answers.collect();
    for (_, task) in tasks.values_mut() {
        for note in &mut task.notes {
            note.open &= !answered.contains(&note.id.0);
        }
    }
}
