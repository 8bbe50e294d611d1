//! A file filled with any number of tasks and their stories, as if each act had gone through the
//! door, but many at a time: rows are written once, as they stand at the end, the tallies at the
//! end of all, and the full-text index in its own order. A test holds the two against each other.
//!
//! | file | what |
//! |---|---|
//! | `story` | what is told of a task |
//! | `acts` | what each act does to the rows in memory, and its row in the journal |
//! | `made` | a task's rows in memory |
//! | `put` | the rows as they are written, with what follows from them |
//! | `tuning` | a connection made fit for filling |
//!
//! What is filled must be nobody's yet: where it breaks off, the file is thrown away.

mod acts;
mod made;
mod put;
mod story;
mod tuning;

pub use story::{Deed, Story};

use super::error::{Result, StoreError};
use super::journal::Header;
use super::{Store, terms};
use crate::domain::text::search_words;
use made::Made;
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, HashMap};
use tuning::{laid_aside, usual};

/// How many tasks are written at a time. The acts of so many are told in the order of their
/// moments, so that the journal reads like one.
pub const AT_ONCE: usize = 5_000;

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

/// The tables that are filled.
const TABLES: [&str; 6] = [
    "task",
    "coordinating",
    "occurrence",
    "extension",
    "note",
    "evidence",
];

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
}
