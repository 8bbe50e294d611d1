//! Stories made into rows, without the file: what is needed of it is read before.

use super::Story;
use super::made::Made;
use super::put::Put;
use crate::domain::text::search_words;
use crate::store::Stamp;
use crate::store::error::{Result, StoreError};
use crate::store::journal::{Header, Linked};
use rusqlite::Connection;
use std::collections::{BTreeMap, HashMap};

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
pub(super) struct Batch {
    /// In the order of the journal.
    pub journal: Vec<Linked>,
    /// Table by table, in the order of their numbers.
    pub rows: Vec<Put>,
    /// The index's rows and what it holds of each, in its order.
    pub index: Vec<(i64, String)>,
}

/// Where codes are given out.
pub(super) struct Section {
    pub plan: i64,
    pub year: i32,
    pub area: i64,
    pub area_key: String,
    pub position: i64,
    pub number: String,
    pub last: i64,
}

/// The making under way.
pub(super) struct Maker {
    pub header: Header,
    /// The rows of the journal not yet handed over.
    pub journal: Vec<Linked>,
    pub sections: HashMap<i64, Section>,
    /// The words by which search finds a unit.
    pub units: HashMap<i64, String>,
    /// The last number given out in each table.
    pub last: HashMap<&'static str, i64>,
    pub tally: BTreeMap<[i64; 5], i64>,
}

impl Maker {
    /// Reads where the file stands; `first` is the first act's stamp.
    pub fn open(conn: &Connection, first: &Stamp) -> Result<Self> {
        Ok(Self {
            header: Header::open(conn, first, None)?,
            journal: Vec::new(),
            sections: sections(conn)?,
            units: units(conn)?,
            last: numbers(conn)?,
            tally: BTreeMap::new(),
        })
    }

    /// Makes rows of some tasks and their acts, in the order of the acts' moments.
    pub fn make(&mut self, stories: &[Story]) -> Result<Batch> {
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
        self.batch(made.into_iter().flatten())
    }

    fn batch(&mut self, made: impl Iterator<Item = Made>) -> Result<Batch> {
        let mut batch = Batch {
            journal: std::mem::take(&mut self.journal),
            rows: Vec::new(),
            index: Vec::new(),
        };
        for task in made {
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
