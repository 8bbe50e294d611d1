//! A file filled with any number of tasks and their stories, as if each act had gone through the
//! door, but many at a time: rows are written once, as they stand at the end, the tallies at the
//! end of all, and the full-text index in its own order. A test holds the two against each other.
//!
//! What is filled must be nobody's yet: where it breaks off, the file is thrown away.

use super::deadlines::{deadline_cells, due_days};
use super::door::Stamp;
use super::error::{Result, StoreError};
use super::journal::Header;
use super::judge::{DERIVED, Facts, Judged, Span, code_key};
use super::texts::text_cells;
use super::writer::{cells, facts_of};
use super::{Store, terms};
use crate::domain::area::code;
use crate::domain::day::{Day, from_iso, iso};
use crate::domain::deadline::{Deadline, DeadlineKind};
use crate::domain::history::{Cell, Cells, ChangeKind, Edit};
use crate::domain::ids::{SectionId, TaskId};
use crate::domain::note::NoteKind;
use crate::domain::task::TaskText;
use crate::domain::text::search_words;
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};
use std::collections::{BTreeMap, HashMap};

/// How many tasks are written at a time. The acts of so many are told in the order of their
/// moments, so that the journal reads like one.
pub const AT_ONCE: usize = 5_000;

/// A task and what became of it.
#[derive(Clone, Debug)]
pub struct Story {
    /// Who adds it, and when.
    pub added: Stamp,
    /// The section that gives the code.
    pub section: SectionId,
    /// Texts and units.
    pub text: TaskText,
    /// The deadline.
    pub deadline: Deadline,
    /// The acts on it, in the order of their moments.
    pub deeds: Vec<(Stamp, Deed)>,
}

/// An act on a task; what it writes is what the change of that name writes.
#[derive(Clone, Debug)]
pub enum Deed {
    /// The work is begun.
    Start,
    /// The oldest open occurrence is completed.
    Complete {
        /// When.
        done_on: Day,
        /// What came of it.
        result: Option<String>,
    },
    /// The deadline of the oldest open occurrence is moved.
    Extend {
        /// The later day.
        new_due_on: Day,
        /// Why.
        reason: String,
        /// Who agreed.
        agreed_by: String,
    },
    /// A note is written.
    Note {
        /// What it is for.
        kind: NoteKind,
        /// Its text.
        body: String,
    },
    /// A document proves completion.
    Evidence {
        /// Number and symbol.
        number: String,
        /// Its date.
        dated_on: Day,
        /// Trích yếu.
        summary: String,
    },
}

impl Store {
    /// Adds tasks with their stories. The rules are not asked: whoever tells a story answers for
    /// its making sense.
    ///
    /// # Errors
    /// What the file says.
    pub fn fill(&mut self, stories: impl IntoIterator<Item = Story>) -> Result<()> {
        self.may_write()?;
        let indexes = laid_aside(&self.conn)?;
        let mut bulk = Bulk::open(&self.conn)?;
        let mut stories = stories.into_iter();
        loop {
            let some: Vec<Story> = stories.by_ref().take(AT_ONCE).collect();
            if some.is_empty() {
                break;
            }
            let tx = self.conn.unchecked_transaction()?;
            bulk.write(some)?;
            tx.commit()?;
        }
        let tx = self.conn.unchecked_transaction()?;
        bulk.close()?;
        for index in &indexes {
            tx.execute_batch(index)?;
        }
        tx.commit()?;
        usual(&self.conn)?;
        Ok(())
    }
}

/// Makes the connection fit for filling: indexes are dropped and given back as SQL, for they are
/// made faster and smaller at the end; nothing waits for the disk; and the full-text index merges
/// its parts only at the end.
fn laid_aside(conn: &Connection) -> Result<Vec<String>> {
    conn.pragma_update(None, "synchronous", "OFF")?;
    // A story's rows refer to its own task.
    conn.pragma_update(None, "foreign_keys", false)?;
    conn.pragma_update(None, "cache_size", -256 * 1024)?;
    tune(conn, 0, 1_999, 64 << 20)?;
    let mut statement = conn.prepare(
        "SELECT name, sql FROM sqlite_schema WHERE type='index' AND sql IS NOT NULL AND tbl_name IN
            ('task', 'coordinating', 'occurrence', 'extension', 'note', 'evidence', 'change')",
    )?;
    let indexes: Vec<(String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    drop(statement);
    for (name, _) in &indexes {
        conn.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    Ok(indexes.into_iter().map(|(_, sql)| sql).collect())
}

/// Back to how a file is worked in.
fn usual(conn: &Connection) -> Result<()> {
    conn.execute(
        "INSERT INTO task_words (task_words) VALUES ('optimize')",
        [],
    )?;
    tune(conn, 4, 16, 1 << 20)?;
    conn.pragma_update(None, "cache_size", super::opening::CACHE)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    Ok(())
}

/// When the full-text index merges its parts, and how many bytes of a part it keeps in memory. It
/// remembers this in the file.
fn tune(conn: &Connection, automerge: i64, crisis: i64, bytes: i64) -> Result<()> {
    let mut set = conn.prepare("INSERT INTO task_words (task_words, rank) VALUES (?, ?)")?;
    for (name, value) in [
        ("automerge", automerge),
        ("crisismerge", crisis),
        ("hashsize", bytes),
    ] {
        set.execute(params![name, value])?;
    }
    Ok(())
}

/// Where codes are given out.
struct Section {
    plan: i64,
    year: i32,
    area: i64,
    area_key: String,
    position: i64,
    number: String,
    last: i64,
}

/// A row as it will stand, and how often it was written.
struct Row {
    table: &'static str,
    id: i64,
    cells: Cells,
    version: i64,
}

/// A task in the making.
struct Made {
    rows: Vec<Row>,
    section: i64,
    last_change: i64,
    touched_on: Day,
    updated_at: i64,
}

/// The filling under way.
struct Bulk<'c> {
    conn: &'c Connection,
    header: Option<Header>,
    sections: HashMap<i64, Section>,
    /// The words by which search finds a unit.
    units: HashMap<i64, Vec<String>>,
    /// The last number given out in each table.
    last: HashMap<&'static str, i64>,
    tally: BTreeMap<[i64; 5], i64>,
}

impl<'c> Bulk<'c> {
    fn open(conn: &'c Connection) -> Result<Self> {
        let mut statement = conn.prepare(
            "SELECT s.id, a.plan_id, p.year, a.id, a.key, s.position, s.number, s.last_number
             FROM section s JOIN area a ON a.id = s.area_id JOIN plan p ON p.id = a.plan_id",
        )?;
        let sections = statement
            .query_map([], |row| {
                let section = Section {
                    plan: row.get(1)?,
                    year: row.get(2)?,
                    area: row.get(3)?,
                    area_key: row.get(4)?,
                    position: row.get(5)?,
                    number: row.get(6)?,
                    last: row.get(7)?,
                };
                Ok((row.get(0)?, section))
            })?
            .collect::<rusqlite::Result<_>>()?;
        let mut statement = conn.prepare("SELECT id, abbreviation || ' ' || name FROM unit")?;
        let units = statement
            .query_map([], |row| {
                let names: String = row.get(1)?;
                Ok((row.get(0)?, search_words(&names)))
            })?
            .collect::<rusqlite::Result<_>>()?;
        let mut last = HashMap::new();
        for table in TABLES {
            let sql = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name=?";
            last.insert(table, conn.query_row(sql, [table], |row| row.get(0))?);
        }
        Ok(Self {
            conn,
            header: None,
            sections,
            units,
            last,
            tally: BTreeMap::new(),
        })
    }

    /// Writes some tasks with their acts, in the order of the acts' moments.
    fn write(&mut self, stories: Vec<Story>) -> Result<()> {
        let mut acts: Vec<(i64, usize, usize)> = Vec::new();
        for (at, story) in stories.iter().enumerate() {
            acts.push((story.added.recorded_at, at, 0));
            let deeds = story.deeds.iter().zip(1..);
            acts.extend(deeds.map(|((stamp, _), n)| (stamp.recorded_at, at, n)));
        }
        acts.sort_unstable();
        let mut made: Vec<Option<Made>> = stories.iter().map(|_| None).collect();
        for (_, at, n) in acts {
            let story = &stories[at];
            match (
                n.checked_sub(1).and_then(|n| story.deeds.get(n)),
                &mut made[at],
            ) {
                (None, slot) => *slot = Some(self.add(story)?),
                (Some((stamp, deed)), Some(task)) => self.act(task, stamp, deed)?,
                // No deed comes before its task's adding.
                (Some(_), None) => return Err(StoreError::Corrupt),
            }
        }
        let mut index: Vec<(i64, String)> = Vec::with_capacity(made.len());
        made.sort_by_key(|task| task.as_ref().map(|task| task.rows[0].id));
        for task in made.iter().flatten() {
            index.push(self.put(task)?);
        }
        // The index writes to disk whenever a row comes before the last.
        index.sort_unstable();
        for (row, terms) in index {
            terms::insert(self.conn, row, &terms)?;
        }
        Ok(())
    }

    /// Tallies and the sections' counters, which were kept in memory.
    fn close(self) -> Result<()> {
        let mut add = self.conn.prepare(
            "INSERT INTO tally (plan_id, level, area_id, unit_key, bucket, n)
             VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n",
        )?;
        for ([plan, level, area, unit, bucket], n) in &self.tally {
            add.execute(params![plan, level, area, unit, bucket, n])?;
        }
        let mut set = self
            .conn
            .prepare("UPDATE section SET last_number=?2 WHERE id=?1")?;
        for (id, section) in &self.sections {
            set.execute(params![id, section.last])?;
        }
        Ok(())
    }

    fn add(&mut self, story: &Story) -> Result<Made> {
        let section = self.sections.get_mut(&story.section.0);
        let section = section.ok_or(StoreError::NoPlan)?;
        section.last += 1;
        let (year, code) = (section.year, code(&section.number, section.last));
        let mut row = text_cells(&story.text);
        row.extend(deadline_cells(&story.deadline, None));
        row.extend(cells([
            ("plan_id", section.plan.into()),
            ("section_id", story.section.0.into()),
            ("code", code.into()),
            ("started", false.into()),
            ("illustrative", false.into()),
        ]));
        let mut task = Made {
            rows: Vec::new(),
            section: story.section.0,
            last_change: 0,
            touched_on: story.added.day,
            updated_at: 0,
        };
        let mut edits = vec![self.insert(&mut task, "task", row)];
        let id = task.rows[0].id;
        for unit in &story.text.coordinating {
            let row = cells([("task_id", id.into()), ("unit_id", unit.0.into())]);
            edits.push(self.insert(&mut task, "coordinating", row));
        }
        for (ordinal, day) in (1_i64..).zip(due_days(&story.deadline, None, year)) {
            let row = cells([
                ("task_id", id.into()),
                ("ordinal", ordinal.into()),
                ("original_due_on", day.into()),
                ("due_on", day.into()),
            ]);
            edits.push(self.insert(&mut task, "occurrence", row));
        }
        self.journal(&mut task, &story.added, ChangeKind::Add, &edits)?;
        Ok(task)
    }

    fn act(&mut self, task: &mut Made, stamp: &Stamp, deed: &Deed) -> Result<()> {
        let id = task.rows[0].id;
        let (kind, edits) = match deed {
            Deed::Start => {
                let set = cells([("started", true.into())]);
                (
                    ChangeKind::Start,
                    update(task, 0, set).into_iter().collect(),
                )
            }
            Deed::Complete { done_on, result } => {
                let set = cells([
                    ("done_on", (*done_on).into()),
                    ("result", result.clone().into()),
                ]);
                let at = task.open_occurrence();
                let edit = at.and_then(|at| update(task, at, set));
                (ChangeKind::Complete, edit.into_iter().collect())
            }
            Deed::Extend {
                new_due_on,
                reason,
                agreed_by,
            } => (
                ChangeKind::Extend,
                self.extend(task, *new_due_on, reason, agreed_by),
            ),
            Deed::Note { kind, body } => {
                let row = cells([
                    ("task_id", id.into()),
                    ("kind", kind.as_str().into()),
                    ("body", body.as_str().into()),
                    ("signed", stamp.actor.to_string().into()),
                    ("day", stamp.day.into()),
                    ("recorded_at", stamp.recorded_at.into()),
                ]);
                (ChangeKind::Note, vec![self.insert(task, "note", row)])
            }
            Deed::Evidence {
                number,
                dated_on,
                summary,
            } => {
                let row = cells([
                    ("task_id", id.into()),
                    ("number", number.as_str().into()),
                    ("dated_on", (*dated_on).into()),
                    ("summary", summary.as_str().into()),
                ]);
                (
                    ChangeKind::Evidence,
                    vec![self.insert(task, "evidence", row)],
                )
            }
        };
        self.journal(task, stamp, kind, &edits)
    }

    fn extend(&mut self, task: &mut Made, to: Day, reason: &str, agreed_by: &str) -> Vec<Edit> {
        let Some(at) = task.open_occurrence() else {
            return Vec::new();
        };
        let occurrence = &task.rows[at];
        let row = cells([
            ("task_id", task.rows[0].id.into()),
            ("occurrence_id", occurrence.id.into()),
            ("old_due_on", occurrence.cell("due_on")),
            ("new_due_on", to.into()),
            ("reason", reason.into()),
            ("agreed_by", agreed_by.into()),
        ]);
        let mut edits = vec![self.insert(task, "extension", row)];
        edits.extend(update(task, at, cells([("due_on", to.into())])));
        edits
    }

    /// A new row of a task.
    fn insert(&mut self, task: &mut Made, table: &'static str, mut cells: Cells) -> Edit {
        cells.retain(|_, cell| *cell != Cell::Null);
        let id = self.last.entry(table).or_default();
        *id += 1;
        task.rows.push(Row {
            table,
            id: *id,
            cells: cells.clone(),
            version: 1,
        });
        Edit {
            table: table.to_owned(),
            id: *id,
            before: None,
            after: Some(cells),
        }
    }

    /// One act of its own.
    fn journal(
        &mut self,
        task: &mut Made,
        stamp: &Stamp,
        kind: ChangeKind,
        edits: &[Edit],
    ) -> Result<()> {
        let mut header = match self.header.take() {
            Some(header) => header,
            None => Header::open(self.conn, stamp, None)?,
        };
        header.turn(self.conn, stamp)?;
        let id = TaskId(task.rows[0].id);
        task.last_change = header.append(self.conn, kind, Some(id), edits)?;
        self.header = Some(header);
        (task.touched_on, task.updated_at) = (stamp.day, stamp.recorded_at);
        Ok(())
    }

    /// Writes a task's rows as they stand now; gives back its row in the index.
    fn put(&mut self, task: &Made) -> Result<(i64, String)> {
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

/// The tables that are filled.
const TABLES: [&str; 6] = [
    "task",
    "coordinating",
    "occurrence",
    "extension",
    "note",
    "evidence",
];

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

impl Made {
    /// Where the oldest open occurrence stands among its rows.
    fn open_occurrence(&self) -> Option<usize> {
        let open = |row: &Row| row.table == "occurrence" && row.day("done_on").is_none();
        self.rows.iter().position(open)
    }
}

impl Row {
    fn cell(&self, column: &str) -> Cell {
        self.cells.get(column).cloned().unwrap_or(Cell::Null)
    }

    fn text(&self, column: &str) -> &str {
        match self.cells.get(column) {
            Some(Cell::Text(text)) => text,
            _ => "",
        }
    }

    fn int(&self, column: &str) -> Option<i64> {
        match self.cells.get(column) {
            Some(Cell::Int(n)) => Some(*n),
            _ => None,
        }
    }

    fn day(&self, column: &str) -> Option<Day> {
        from_iso(self.text(column))
    }
}

/// Sets columns of a row that differ; nothing where none does.
fn update(task: &mut Made, at: usize, set: Cells) -> Option<Edit> {
    let row = task.rows.get_mut(at)?;
    let after: Cells = set
        .into_iter()
        .filter(|(column, cell)| row.cell(column) != *cell)
        .collect();
    if after.is_empty() {
        return None;
    }
    let before = after
        .keys()
        .map(|column| (column.clone(), row.cell(column)));
    let before = before.collect();
    row.version += 1;
    row.cells.extend(after.clone());
    Some(Edit {
        table: row.table.to_owned(),
        id: row.id,
        before: Some(before),
        after: Some(after),
    })
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
