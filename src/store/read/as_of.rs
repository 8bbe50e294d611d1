//! The state known on a day: the facts as they are now, with every change rewound that was recorded
//! after it, whatever day it says; a demonstration lives by the days that its changes say.
//!
//! What the file was made with is known from the first day on, whenever the file was made: a plan
//! is older than the file that follows it up. Rows of the journal are rewound from the last to the
//! first. Days need not rise with the rows' numbers, for a person may work by another day than
//! the calendar's; what a row that stays has written, an older row that goes does not take away.

use crate::domain::day::{Day, day_of, from_iso, iso};
use crate::domain::history::{Cell, Cells, Edit};
use crate::domain::ids::PlanId;
use crate::domain::snapshot::Snapshot;
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use crate::store::file::open;
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
            let made_up = open::is_demonstration(&self.conn);
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
                        super::known::build(*day, plan, &facts, &sections, &moved)
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
                    true => super::rows::day_at(row, 0)?.unwrap_or_default(),
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
