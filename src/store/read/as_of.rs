//! The state known on a day: the facts as they are now, with every change rewound that was recorded
//! after it, whatever day it says; a demonstration lives by the days that its changes say.
//!
//! What the file was made with is known from the first day on, whenever the file was made: a plan
//! is older than the file that follows it up. Rows of the journal are rewound from the last to the
//! first. Days need not rise with the rows' numbers, for a person may work by another day than
//! the calendar's; what a row that stays has written, an older row that goes does not take away.
//!
//! A few tasks are in memory at a time, however many the file holds: a journal row that writes to a
//! task's rows names that task, so each task is rewound alone.

use super::tasks::{
    self, COORDINATING, EVIDENCE, EXTENSION, NOTE, NamedColumns, OCCURRENCE, TABLES, TASK,
};
use crate::domain::area::Section;
use crate::domain::day::{Day, day_of, iso};
use crate::domain::deadline::{DeadlineKind, Rhythm};
use crate::domain::ids::{PlanId, TaskId, UnitId};
use crate::domain::journal::{StoredRow, StoredValue};
use crate::domain::snapshot::TaskAsOf;
use crate::domain::task::Hold;
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use crate::store::file::connect;
use crate::store::sql::Cached;
use crate::store::values::day_at;
use rusqlite::types::ValueRef;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::{BTreeMap, HashMap, HashSet};

/// How many tasks are in memory at once.
const AT_ONCE: usize = 256;

/// Rows of one table by id, their values in the order of [`TABLES`].
type RowsById = BTreeMap<i64, Vec<StoredValue>>;

/// What the file holds of one task, in the order of [`TABLES`].
type Facts = [RowsById; 6];

/// A task's facts now, and the journal's rows about it that may have to be rewound, the newest first.
#[derive(Default)]
struct RewindableTask {
    facts: Facts,
    steps: Vec<JournalStep>,
}

/// A row of the journal that may have to be rewound.
struct JournalStep {
    day: Day,
    edits: Vec<ReverseEdit>,
}

/// An [`Edit`](crate::domain::journal::Edit) with what the way back needs: the values after it are
/// only looked for, not kept, for they are most of the journal.
#[derive(Deserialize)]
struct ReverseEdit {
    #[serde(rename = "t")]
    table: String,
    #[serde(rename = "i")]
    id: i64,
    #[serde(rename = "b", default)]
    before: Option<StoredRow>,
    #[serde(rename = "a", default)]
    after: Option<IgnoredAny>,
}

/// The part of the journal that is rewound.
struct RewoundSpan {
    /// Its first row; beyond all rows where nothing is rewound.
    first: i64,
    /// The acts that made the file: what it was made with stays, whatever its day.
    making: Vec<i64>,
    /// Whether a row counts by the day that it says.
    made_up: bool,
}

impl Store {
    /// Passes on each task of a plan that the file knew on any of these days, as it was on each of
    /// them, `None` where it was not known. [`Day::MAX`] gives what is known now. The order is that
    /// of the tasks' rows.
    ///
    /// # Errors
    /// An SQLite error, or [`StoreError::Corrupt`] for a journal row that cannot be read.
    pub fn as_of<const N: usize>(
        &self,
        plan: PlanId,
        days: [Day; N],
        mut see: impl FnMut([Option<&TaskAsOf>; N]),
    ) -> Result<()> {
        self.snapshot(|| {
            let earliest = days.iter().min().copied().unwrap_or(Day::MAX);
            let since = self.since(earliest)?;
            let build = TaskBuilder {
                plan,
                sections: self.sections(plan)?,
                moved: self.extension_days(since.made_up)?,
            };
            // A day that is asked for twice is rewound once.
            let first = |day: Day| days.iter().position(|other| *other == day);
            let firsts = days.map(|day| first(day).unwrap_or_default());
            for ids in self.known_since(&since)?.chunks(AT_ONCE) {
                for (id, known) in self.known(ids, &since)? {
                    let now = build.task(id, &known.facts)?;
                    let mut then: [Option<Option<TaskAsOf>>; N] = [const { None }; N];
                    for (at, day) in days.into_iter().enumerate() {
                        if firsts[at] == at
                            && let Some(facts) = known.rewound(day)
                        {
                            then[at] = Some(build.task(id, &facts)?);
                        }
                    }
                    let each = firsts.map(|at| then[at].as_ref().unwrap_or(&now).as_ref());
                    if each.iter().any(Option::is_some) {
                        see(each);
                    }
                }
            }
            Ok(())
        })
    }

    /// The settings of a plan whose keys begin so, by key.
    pub fn settings_below(&self, plan: PlanId, prefix: &str) -> Result<HashMap<String, String>> {
        let sql = "SELECT key, value FROM setting WHERE plan_id=?";
        let all: HashMap<String, String> = self.conn.rows(sql, [plan.0], |row| row.try_into())?;
        let below = all.into_iter().filter(|(key, _)| key.starts_with(prefix));
        Ok(below.collect())
    }

    /// The journal from the first row on whose day is after this one.
    fn since(&self, day: Day) -> Result<RewoundSpan> {
        let made_up = connect::is_demonstration(&self.conn);
        let row_day = match made_up {
            true => "day",
            false => "date(recorded_at / 1000, 'unixepoch', '+7 hours')",
        };
        let first: Option<i64> = match day {
            Day::MAX => None,
            _ => {
                let sql = format!("SELECT min(id) FROM change WHERE {row_day} > ?");
                self.conn.one(&sql, [iso(day)])?
            }
        };
        let making = "SELECT id FROM change WHERE kind='create' AND id=act";
        Ok(RewoundSpan {
            first: first.unwrap_or(i64::MAX),
            making: self.conn.rows(making, [], |row| row.get(0))?,
            made_up,
        })
    }

    /// The tasks that there are, and those that the rest of the journal speaks of, in order.
    fn known_since(&self, since: &RewoundSpan) -> Result<Vec<i64>> {
        let sql = "SELECT id FROM task
            UNION SELECT task_id FROM change WHERE id>=? AND task_id IS NOT NULL ORDER BY 1";
        self.conn.rows(sql, [since.first], |row| row.get(0))
    }

    /// What the file holds of some tasks that follow each other.
    fn known(&self, ids: &[i64], since: &RewoundSpan) -> Result<BTreeMap<i64, RewindableTask>> {
        let mut tasks: BTreeMap<i64, RewindableTask> = BTreeMap::new();
        let (Some(first), Some(last)) = (ids.first(), ids.last()) else {
            return Ok(tasks);
        };
        for (at, (table, columns)) in TABLES.iter().enumerate() {
            let owner = if at == TASK { "id" } else { "task_id" };
            let sql = format!(
                "SELECT id, {owner}, {} FROM {table} WHERE {owner} BETWEEN ? AND ?",
                columns.join(",")
            );
            let mut statement = self.conn.prepare_cached(&sql)?;
            let mut found = statement.query([first, last])?;
            while let Some(row) = found.next()? {
                let cells = (2..columns.len() + 2).map(|at| row.get(at));
                let cells = cells.collect::<rusqlite::Result<_>>()?;
                let known = tasks.entry(row.get(1)?).or_default();
                known.facts[at].insert(row.get(0)?, cells);
            }
        }
        // By the tasks, not by the rows' own numbers.
        let mut statement = self.conn.prepare_cached(
            "SELECT task_id, act, day, recorded_at, edits FROM change
             WHERE task_id BETWEEN ? AND ? AND +id>=? ORDER BY +id DESC",
        )?;
        let mut rows = statement.query([*first, *last, since.first])?;
        while let Some(row) = rows.next()? {
            if since.making.contains(&row.get(1)?) {
                continue;
            }
            let edits = row.get_ref(4)?.as_str().map_err(|_| StoreError::Corrupt)?;
            let step = JournalStep {
                day: match since.made_up {
                    true => day_at(row, 2)?.unwrap_or_default(),
                    false => day_of(row.get(3)?),
                },
                edits: serde_json::from_str(edits).map_err(|_| StoreError::Corrupt)?,
            };
            tasks.entry(row.get(0)?).or_default().steps.push(step);
        }
        Ok(tasks)
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
            let edits: Vec<ReverseEdit> =
                serde_json::from_str(edits).map_err(|_| StoreError::Corrupt)?;
            let day = match made_up {
                true => day_at(row, 0)?.unwrap_or_default(),
                false => day_of(row.get(2)?),
            };
            for edit in edits.iter().filter(|edit| edit.table == "extension") {
                days.entry(edit.id).or_insert(day);
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
    gone: HashMap<(usize, i64), Vec<StoredValue>>,
}

impl RewindableTask {
    /// The facts of a day, with what was recorded after it taken back, the newest first; `None` where
    /// they are those of now.
    fn rewound(&self, day: Day) -> Option<Facts> {
        // What is older than the oldest step to be undone settles nothing.
        let oldest = self.steps.iter().rposition(|step| step.day > day)?;
        let (mut way, mut facts) = (Rewind::default(), self.facts.clone());
        for step in &self.steps[..=oldest] {
            for edit in step.edits.iter().rev() {
                let Some(table) = TABLES.iter().position(|(name, _)| *name == edit.table) else {
                    continue;
                };
                if step.day <= day {
                    way.settle(table, edit);
                } else {
                    way.invert(&mut facts[table], table, edit);
                }
            }
        }
        Some(facts)
    }
}

impl Rewind {
    fn settle(&mut self, table: usize, edit: &ReverseEdit) {
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

    fn invert(&mut self, rows: &mut RowsById, table: usize, edit: &ReverseEdit) {
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
                    value.cloned().unwrap_or(StoredValue::Null)
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

/// A row of a task's facts.
struct Fact<'r> {
    table: usize,
    id: i64,
    cells: &'r [StoredValue],
}

impl NamedColumns for Fact<'_> {
    fn value(&self, name: &str) -> rusqlite::Result<ValueRef<'_>> {
        if name == "id" {
            return Ok(ValueRef::Integer(self.id));
        }
        let cell = column_at(self.table, name).and_then(|at| self.cells.get(at));
        Ok(match cell {
            Some(StoredValue::Int(n)) => ValueRef::Integer(*n),
            Some(StoredValue::Text(text)) => ValueRef::Text(text.as_bytes()),
            Some(StoredValue::Null) | None => ValueRef::Null,
        })
    }
}

/// What a task is put together with besides its own facts.
struct TaskBuilder {
    plan: PlanId,
    sections: Vec<Section>,
    moved: HashMap<i64, Day>,
}

impl TaskBuilder {
    /// A task of the plan, where its facts hold one.
    fn task(&self, id: i64, facts: &Facts) -> Result<Option<TaskAsOf>> {
        let rows = |table: usize| {
            let rows = facts[table].iter();
            rows.map(move |(id, cells)| Fact {
                table,
                id: *id,
                cells,
            })
        };
        let Some(row) = rows(TASK).find(|row| row.id == id) else {
            return Ok(None);
        };
        if row.int("plan_id")? != Some(self.plan.0) {
            return Ok(None);
        }
        let mut task = self.own(&row)?;
        for row in rows(COORDINATING) {
            let unit = row.int("unit_id")?.map(UnitId);
            task.texts.coordinating.extend(unit);
        }
        for row in rows(EXTENSION) {
            let day = self.moved.get(&row.id).copied().unwrap_or_default();
            task.extensions.push((tasks::extension(&row)?, day));
        }
        let occurrences = rows(OCCURRENCE).map(|row| tasks::occurrence(&row));
        task.occurrences = occurrences.collect::<rusqlite::Result<_>>()?;
        task.occurrences.sort_by_key(|o| o.ordinal);
        let notes = rows(NOTE).map(|row| tasks::note(&row));
        task.notes = notes.collect::<rusqlite::Result<_>>()?;
        tasks::close_answered(&mut task.notes);
        let evidence = rows(EVIDENCE).map(|row| tasks::evidence(&row));
        task.evidence = evidence.collect::<rusqlite::Result<_>>()?;
        Ok(Some(task))
    }

    /// What a task's own row says.
    fn own(&self, row: &Fact<'_>) -> rusqlite::Result<TaskAsOf> {
        let section = row.int("section_id")?;
        let position = self.sections.iter().position(|s| Some(s.id.0) == section);
        let place = position.and_then(|at| self.sections.get(at));
        let area = place.map(|section| section.area_key.clone());
        let area = area.unwrap_or_default();
        let code = row.text("code")?.unwrap_or_default();
        let number = code.rsplit('-').next().and_then(|n| n.parse().ok());
        // Sections that stand elsewhere in the document may belong to an earlier area.
        let rank: usize = area.parse().unwrap_or(9);
        Ok(TaskAsOf {
            id: TaskId(row.id),
            place: (
                rank * 100_000 + position.unwrap_or(0),
                number.unwrap_or_default(),
            ),
            code,
            texts: tasks::texts(row, tasks::reported_parts())?,
            area,
            section: place.map(|section| section.id),
            deadline: row.text("deadline")?.unwrap_or_default(),
            kind: row
                .word("kind", DeadlineKind::parse)?
                .unwrap_or(DeadlineKind::None),
            rhythm: row.word("rhythm", Rhythm::parse)?,
            started: row.int("started")? == Some(1),
            hold: row.word("hold", Hold::parse)?,
            hold_reason: row.text("hold_reason")?,
            illustrative: row.int("illustrative")? == Some(1),
            occurrences: Vec::new(),
            extensions: Vec::new(),
            notes: Vec::new(),
            evidence: Vec::new(),
        })
    }
}
