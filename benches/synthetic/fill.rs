//! A file filled with any number of tasks and their histories, as if each act had been applied, but
//! many at a time: rows are written once, as they stand at the end, the tallies at the end of all, and
//! the full-text index in its own order. A test holds the two against each other.
//!
//! One core works out the rows while the other one writes them down. Nobody else may have the file
//! open: where filling fails, the file is thrown away.

use super::events::{Event, TaskHistory};
use cchc::domain::area::code;
use cchc::domain::day::{Day, from_iso, iso};
use cchc::domain::deadline::DeadlineKind;
use cchc::domain::ids::TaskId;
use cchc::domain::journal::{ChangeKind, Edit, StoredRow, StoredValue};
use cchc::domain::note::NoteKind;
use cchc::domain::parts::searched_parts;
use cchc::domain::person::Actor;
use cchc::domain::text::search_words;
use cchc::store::bulk::{
    ActHeader, ChainedRow, DERIVED, Derived, Occurrences, RowCounts, TaskInputs, actor_id, cells,
    cells_of, code_key, connection, deadline_cells, insert_terms, journaled, restore_cache,
};
use cchc::store::{Result, Stamp, Store, StoreError};
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};
use std::collections::{BTreeMap, HashMap};
use std::sync::mpsc::sync_channel;

/// How many tasks are written at a time. The acts of one batch are applied in the order of their
/// moments, as a journal has them.
pub const BATCH: usize = 5_000;

/// Adds tasks with their histories. The rules are not checked: the caller
/// answers for histories that make sense.
///
/// # Errors
/// What the file says.
pub fn fill(store: &Store, histories: impl Iterator<Item = TaskHistory> + Send) -> Result<()> {
    let mut histories = histories.peekable();
    let Some(first) = histories.peek() else {
        return Ok(());
    };
    let conn = connection(store)?;
    let builder = RowBuilder::open(conn, &first.added)?;
    let indexes = prepare_for_bulk(conn)?;
    let builder = written(conn, builder, histories)?;
    let tx = conn.unchecked_transaction()?;
    close(conn, &builder)?;
    for index in &indexes {
        tx.execute_batch(index)?;
    }
    tx.commit()?;
    restore_settings(conn)
}

/// Writes the rows of some tasks while those of the next ones are computed.
fn written(
    conn: &Connection,
    mut builder: RowBuilder,
    mut histories: impl Iterator<Item = TaskHistory> + Send,
) -> Result<RowBuilder> {
    std::thread::scope(|scope| {
        let (hand_over, batches) = sync_channel::<Result<Batch>>(1);
        let making = scope.spawn(move || {
            loop {
                let some: Vec<TaskHistory> = histories.by_ref().take(BATCH).collect();
                // Nobody takes it any more: the writing has failed.
                if some.is_empty() || hand_over.send(builder.make(&some)).is_err() {
                    return builder;
                }
            }
        });
        let mut actor = None;
        for batch in batches {
            let tx = conn.unchecked_transaction()?;
            write(conn, &batch?, &mut actor)?;
            tx.commit()?;
        }
        making.join().map_err(|_| StoreError::Corrupt)
    })
}

/// Writes a batch; `actor` is who wrote last, with the row that names him.
fn write(conn: &Connection, batch: &Batch, actor: &mut Option<(Actor, i64)>) -> Result<()> {
    for row in &batch.journal {
        let id = match actor {
            Some((last, id)) if *last == row.actor => *id,
            _ => actor_id(conn, &row.actor)?,
        };
        row.insert(conn, id)?;
        *actor = Some((row.actor.clone(), id));
    }
    for rows in batch.rows.chunk_by(|a, b| a.table == b.table) {
        insert(conn, rows)?;
    }
    for (row, terms) in &batch.index {
        insert_terms(conn, *row, terms)?;
    }
    Ok(())
}

/// Tallies and the sections' counters, which were kept in memory.
fn close(conn: &Connection, builder: &RowBuilder) -> Result<()> {
    let mut add = conn.prepare(
        "INSERT INTO tally (plan_id, level, area_id, unit_key, bucket, n)
         VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n",
    )?;
    for ([plan, level, area, unit, bucket], n) in &builder.tally {
        add.execute(params![plan, level, area, unit, bucket, n])?;
    }
    let mut set = conn.prepare("UPDATE section SET last_number=?2 WHERE id=?1")?;
    for (id, section) in &builder.sections {
        set.execute(params![id, section.last])?;
    }
    Ok(())
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

/// Rows of some tasks, as they are to be written.
struct Batch {
    /// In the order of the journal.
    pub journal: Vec<ChainedRow>,
    /// Table by table, in the order of their numbers.
    pub rows: Vec<Put>,
    /// The index's rows and what it holds of each, in its order.
    pub index: Vec<(i64, String)>,
}

/// A section, which numbers its tasks.
struct Section {
    pub plan: i64,
    pub year: i32,
    pub area: i64,
    pub area_key: String,
    pub position: i64,
    pub number: String,
    pub last: i64,
}

/// Computes the rows of tasks, act by act.
struct RowBuilder {
    pub header: ActHeader,
    /// The rows of the journal not yet handed over.
    pub journal: Vec<ChainedRow>,
    pub sections: HashMap<i64, Section>,
    /// The words by which search finds a unit.
    pub units: HashMap<i64, String>,
    /// The last number given out in each table.
    pub last: HashMap<&'static str, i64>,
    pub tally: BTreeMap<[i64; 5], i64>,
}

impl RowBuilder {
    /// Reads where the file stands; `first` is the first act's stamp.
    pub fn open(conn: &Connection, first: &Stamp) -> Result<Self> {
        Ok(Self {
            header: ActHeader::open(conn, first, None)?,
            journal: Vec::new(),
            sections: sections(conn)?,
            units: units(conn)?,
            last: numbers(conn)?,
            tally: BTreeMap::new(),
        })
    }

    /// Makes rows of some tasks and their acts, in the order of the acts' moments.
    pub fn make(&mut self, histories: &[TaskHistory]) -> Result<Batch> {
        let mut acts: Vec<(i64, usize, usize)> = Vec::new();
        for (at, history) in histories.iter().enumerate() {
            acts.push((history.added.recorded_at, at, 0));
            let events = history.events.iter().zip(1..);
            acts.extend(events.map(|((stamp, _), n)| (stamp.recorded_at, at, n)));
        }
        acts.sort_unstable();
        let mut new: Vec<Option<NewTask>> = histories.iter().map(|_| None).collect();
        for (_, at, n) in acts {
            let history = &histories[at];
            match (
                n.checked_sub(1).and_then(|n| history.events.get(n)),
                &mut new[at],
            ) {
                (None, slot) => *slot = Some(self.add(history)?),
                (Some((stamp, event)), Some(task)) => self.act(task, stamp, event)?,
                // No event comes before its task's adding.
                (Some(_), None) => return Err(StoreError::Corrupt),
            }
        }
        self.batch(new.into_iter().flatten())
    }

    fn batch(&mut self, new: impl Iterator<Item = NewTask>) -> Result<Batch> {
        let mut batch = Batch {
            journal: std::mem::take(&mut self.journal),
            rows: Vec::new(),
            index: Vec::new(),
        };
        for task in new {
            batch.index.push(self.put(task, &mut batch.rows)?);
        }
        // A row that comes before the last costs a search for its place, and in the index a write
        // to disk.
        batch.rows.sort_unstable_by_key(|row| (row.table, row.id));
        batch.index.sort_unstable();
        Ok(batch)
    }
}

fn sections(conn: &Connection) -> Result<HashMap<i64, Section>> {
    let mut statement = conn.prepare(
        "SELECT s.id, a.plan_id, p.year, a.id, a.key, s.position, s.number, s.last_number
         FROM section s JOIN area a ON a.id = s.area_id JOIN plan p ON p.id = a.plan_id",
    )?;
    let rows = statement.query_map([], |row| {
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
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn units(conn: &Connection) -> Result<HashMap<i64, String>> {
    let mut statement = conn.prepare("SELECT id, abbreviation || ' ' || name FROM unit")?;
    let rows = statement.query_map([], |row| {
        let names: String = row.get(1)?;
        Ok((row.get(0)?, search_words(&names)))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The last number given out in each table.
fn numbers(conn: &Connection) -> Result<HashMap<&'static str, i64>> {
    let sql = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name=?";
    let mut statement = conn.prepare(sql)?;
    let numbers = TABLES.map(|table| {
        let last = statement.query_row([table], |row| row.get(0))?;
        Ok((table, last))
    });
    numbers.into_iter().collect()
}

impl RowBuilder {
    fn add(&mut self, history: &TaskHistory) -> Result<NewTask> {
        let section = self.sections.get_mut(&history.section.0);
        let section = section.ok_or(StoreError::NoPlan)?;
        section.last += 1;
        let (year, code) = (section.year, code(&section.number, section.last));
        let mut row = cells_of("task", &history.text);
        row.extend(deadline_cells(&history.deadline, None));
        row.extend(cells([
            ("plan_id", section.plan.into()),
            ("section_id", history.section.0.into()),
            ("code", code.into()),
            ("started", false.into()),
            ("illustrative", false.into()),
        ]));
        let mut task = NewTask {
            rows: Vec::new(),
            section: history.section.0,
            last_change: 0,
            touched_on: history.added.day,
            updated_at: 0,
        };
        let mut edits = vec![self.insert(&mut task, "task", row)];
        let id = task.rows[0].id;
        for unit in &history.text.coordinating {
            let row = cells([("task_id", id.into()), ("unit_id", unit.0.into())]);
            edits.push(self.insert(&mut task, "coordinating", row));
        }
        for (ordinal, day) in (1_i64..).zip(history.deadline.due_days(year)) {
            let row = cells([
                ("task_id", id.into()),
                ("ordinal", ordinal.into()),
                ("original_due_on", day.into()),
                ("due_on", day.into()),
            ]);
            edits.push(self.insert(&mut task, "occurrence", row));
        }
        self.journal(&mut task, &history.added, ChangeKind::Add, edits)?;
        Ok(task)
    }

    fn act(&mut self, task: &mut NewTask, stamp: &Stamp, event: &Event) -> Result<()> {
        let id = task.rows[0].id;
        let (kind, edits) = match event {
            Event::Start => {
                let set = cells([("started", true.into())]);
                (
                    ChangeKind::Start,
                    update(task, 0, set).into_iter().collect(),
                )
            }
            Event::Complete { done_on, result } => {
                let set = cells([
                    ("done_on", (*done_on).into()),
                    ("result", result.clone().into()),
                ]);
                let at = task.open_occurrence();
                let edit = at.and_then(|at| update(task, at, set));
                (ChangeKind::Complete, edit.into_iter().collect())
            }
            Event::Extend {
                new_due_on,
                reason,
                agreed_by,
            } => (
                ChangeKind::Extend,
                self.extend(task, *new_due_on, reason, agreed_by),
            ),
            Event::Note { kind, body } => {
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
            Event::Evidence {
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
        self.journal(task, stamp, kind, edits)
    }

    fn extend(&mut self, task: &mut NewTask, to: Day, reason: &str, agreed_by: &str) -> Vec<Edit> {
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
    fn insert(&mut self, task: &mut NewTask, table: &'static str, mut cells: StoredRow) -> Edit {
        cells.retain(|_, cell| *cell != StoredValue::Null);
        let id = self.last.entry(table).or_default();
        *id += 1;
        task.rows.push(Row {
            table,
            id: *id,
            // They come back from the journal.
            cells: StoredRow::new(),
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
        task: &mut NewTask,
        stamp: &Stamp,
        kind: ChangeKind,
        edits: Vec<Edit>,
    ) -> Result<()> {
        self.header.next_act(stamp);
        let id = TaskId(task.rows[0].id);
        let row = self.header.link(kind, Some(id), &edits)?;
        task.keep(edits);
        (task.touched_on, task.updated_at) = (stamp.day, stamp.recorded_at);
        task.last_change = row.id;
        self.journal.push(row);
        Ok(())
    }
}

/// A row as it will stand, and how often it was written.
struct Row {
    pub table: &'static str,
    pub id: i64,
    pub cells: StoredRow,
    pub version: i64,
}

/// A task whose rows are being computed.
struct NewTask {
    pub rows: Vec<Row>,
    pub section: i64,
    pub last_change: i64,
    pub touched_on: Day,
    pub updated_at: i64,
}

impl NewTask {
    /// Gives new rows the cells that the journal has written.
    pub fn keep(&mut self, edits: Vec<Edit>) {
        let new: Vec<Edit> = edits
            .into_iter()
            .filter(|edit| edit.before.is_none())
            .collect();
        let known = self.rows.len() - new.len();
        for (row, edit) in self.rows[known..].iter_mut().zip(new) {
            row.cells = edit.after.unwrap_or_default();
        }
    }

    /// Where the oldest open occurrence stands among its rows.
    pub fn open_occurrence(&self) -> Option<usize> {
        let open = |row: &Row| row.table == "occurrence" && row.day("done_on").is_none();
        self.rows.iter().position(open)
    }
}

impl Row {
    pub fn cell(&self, column: &str) -> StoredValue {
        self.cells.get(column).cloned().unwrap_or(StoredValue::Null)
    }

    pub fn text(&self, column: &str) -> &str {
        match self.cells.get(column) {
            Some(StoredValue::Text(text)) => text,
            _ => "",
        }
    }

    pub fn int(&self, column: &str) -> Option<i64> {
        match self.cells.get(column) {
            Some(StoredValue::Int(n)) => Some(*n),
            _ => None,
        }
    }

    pub fn day(&self, column: &str) -> Option<Day> {
        from_iso(self.text(column))
    }
}

/// Sets columns of a row that differ; nothing where none does.
fn update(task: &mut NewTask, at: usize, set: StoredRow) -> Option<Edit> {
    let row = task.rows.get_mut(at)?;
    let after: StoredRow = set
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

/// The columns of a row that search looks at.
fn searched(table: &str) -> Vec<&'static str> {
    match table {
        "task" => {
            let parts = searched_parts().map(|part| part.column.1);
            ["code"].into_iter().chain(parts).collect()
        }
        "note" => vec!["body"],
        "evidence" => vec!["number", "summary"],
        _ => Vec::new(),
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

impl RowBuilder {
    /// A task's rows as they stand now, added to those to be written; gives back its row in the
    /// index.
    fn put(&mut self, task: NewTask, rows: &mut Vec<Put>) -> Result<(i64, String)> {
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
    fn facts(&self, task: &NewTask) -> Result<TaskInputs> {
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
            span: Occurrences::default(),
            counts: RowCounts::default(),
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
                    facts.counts.notes += 1;
                    facts.counts.difficulties +=
                        i64::from(row.text("kind") == NoteKind::Difficulty.as_str());
                }
                "evidence" => facts.counts.evidence += 1,
                "extension" => facts.counts.extensions += 1,
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
struct Put {
    pub table: &'static str,
    pub id: i64,
    values: Vec<Value>,
}

impl From<Row> for Put {
    fn from(mut row: Row) -> Self {
        let facts = journaled(row.table);
        let mut values = Vec::with_capacity(facts.len() + MORE.len() + 2);
        values.extend([Value::Integer(row.id), Value::Integer(row.version)]);
        values.extend(facts.iter().map(|column| match row.cells.remove(*column) {
            Some(StoredValue::Int(n)) => Value::Integer(n),
            Some(StoredValue::Text(text)) => Value::Text(text),
            Some(StoredValue::Null) | None => Value::Null,
        }));
        Self {
            table: row.table,
            id: row.id,
            values,
        }
    }
}

/// Writes rows of one table.
fn insert(conn: &Connection, rows: &[Put]) -> Result<()> {
    let Some(Put { table, .. }) = rows.first() else {
        return Ok(());
    };
    let more: &[&str] = if *table == "task" { &MORE } else { &[] };
    let columns: Vec<&str> = journaled(table).iter().chain(more).copied().collect();
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

/// Makes the connection fit for filling: indexes are dropped and given back as SQL, for they are
/// made faster and smaller at the end; nothing waits for the disk; and the full-text index merges
/// its parts only at the end.
fn prepare_for_bulk(conn: &Connection) -> Result<Vec<String>> {
    conn.pragma_update(None, "synchronous", "OFF")?;
    // A history's rows refer to its own task.
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
fn restore_settings(conn: &Connection) -> Result<()> {
    conn.execute(
        "INSERT INTO task_words (task_words) VALUES ('optimize')",
        [],
    )?;
    tune(conn, 4, 16, 1 << 20)?;
    restore_cache(conn)?;
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
