//! The check of a whole file: SQLite's own, our invariants, the tallies, the journal's chain; and
//! whether replaying the journal alone results in the same file.
//!
//! | file | what |
//! |---|---|
//! | `fault` | what a check can find |
//! | `journal` | the journal replayed beside the file, and the two compared row by row |

mod fault;
mod journal;

use crate::domain::ids::TaskId;
use crate::domain::invariants::violations;
use crate::domain::text::{collation_key, fold};
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use crate::store::index::derive::{DERIVED, derive};
use crate::store::index::tallies::COUNTED;
use crate::store::read::tasks::load;
use crate::store::sql::Cached;
use crate::store::write::units;
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

pub use fault::{Fault, JournalDifference};
pub(super) use journal::{ComparedTable, name_of, rows_in};

/// How far a check goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// What can be found by looking at it.
    Quick,
    /// The journal is replayed too.
    Replay,
}

/// What was found; nothing where damage that is already known prevents reading.
fn unless_damaged(damaged: bool, found: Result<Vec<Fault>>) -> Result<Vec<Fault>> {
    match found {
        Err(StoreError::Corrupt | StoreError::Sql(_)) if damaged => Ok(Vec::new()),
        found => found,
    }
}

impl Store {
    /// What is wrong with the file, as far as can be seen without replaying the journal; empty where nothing
    /// is. Reads the whole file; of the journal only the chain is checked.
    pub fn check(&self) -> Result<Vec<Fault>> {
        self.snapshot(|| self.faults(Depth::Quick, &mut |_, _| {}))
    }

    /// Everything that is wrong with the file: the same, and whether replaying the journal alone
    /// results in the same tables. `progress` is called with the rows of the journal that are done, and
    /// their total. Needs room for a second copy of the facts in SQLite's temporary folder.
    ///
    /// # Errors
    /// An SQLite error where it cannot even read; [`StoreError::Interrupted`] where
    /// [`Store::interrupt_by`] broke it off.
    pub fn check_by_replay(&self, mut progress: impl FnMut(i64, i64)) -> Result<Vec<Fault>> {
        self.snapshot(|| self.faults(Depth::Replay, &mut progress))
    }

    /// How the file differs from what replaying its journal results in.
    pub(super) fn check_replay(&self) -> Result<Vec<Fault>> {
        journal::check(&self.conn, &mut |_, _| {})
    }

    fn faults(&self, depth: Depth, progress: &mut dyn FnMut(i64, i64)) -> Result<Vec<Fault>> {
        self.check_fulltext()?;
        let mut faults = Vec::new();
        let sql = "PRAGMA integrity_check(20)";
        let lines: Vec<String> = self.conn.rows(sql, [], |row| row.get(0))?;
        let wrong = lines.into_iter().filter(|line| line != "ok");
        faults.extend(wrong.map(Fault::Structure));
        let corrupt = !faults.is_empty();
        faults.extend(unless_damaged(corrupt, self.dangling_references())?);
        let damaged = !faults.is_empty();
        if depth == Depth::Replay {
            faults.extend(unless_damaged(
                damaged,
                journal::check(&self.conn, progress),
            )?);
        }
        // Of a file that SQLite itself finds damaged, nothing more is certain.
        if damaged {
            return Ok(faults);
        }
        match self.invariants(depth) {
            Ok(broken) => faults.extend(broken),
            // A value that cannot be read has been reported by name.
            Err(StoreError::Corrupt) if !faults.is_empty() => {}
            Err(error) => return Err(error),
        }
        Ok(faults)
    }

    /// Rows that point to nothing, by their tables.
    fn dangling_references(&self) -> Result<Vec<Fault>> {
        let fault = |row: &Row<'_>| Ok(Fault::Reference { table: row.get(0)? });
        self.conn.rows("PRAGMA foreign_key_check", [], fault)
    }

    /// What must hold whatever the journal says.
    fn invariants(&self, depth: Depth) -> Result<Vec<Fault>> {
        let mut faults = self.check_derived()?;
        faults.extend(self.check_units()?);
        faults.extend(self.check_tallies()?);
        faults.extend(self.check_rules()?);
        let reviews = super::reviews::check(&self.conn)?.into_iter();
        faults.extend(reviews.map(|(monday, violation)| Fault::Review { monday, violation }));
        if depth == Depth::Quick {
            faults.extend(self.broken_link()?.map(|row| Fault::Journal { row }));
        }
        let frozen = super::reviews::check_frozen(&self.conn)?.into_iter();
        faults.extend(frozen.map(|key| Fault::Frozen { key }));
        Ok(faults)
    }

    /// Reads from the full-text index, so that SQLite reads its list of parts again. Its own check
    /// would use the list as this connection last saw it, without what colleagues' writing has merged
    /// since.
    fn check_fulltext(&self) -> Result<()> {
        let mut statement = self
            .conn
            .prepare("SELECT 1 FROM task_words WHERE rowid=0")?;
        statement.exists([])?;
        Ok(())
    }

    /// Every derived column and the words of every task recomputed from the facts.
    fn check_derived(&self) -> Result<Vec<Fault>> {
        let mut faults = Vec::new();
        let mut kept = self.index_sums()?;
        let mut counts = WordCounts::open(&self.conn)?;
        let sql = format!(
            "SELECT id, code, touched_on, {} FROM task ORDER BY id",
            DERIVED.join(",")
        );
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (id, code): (i64, String) = (row.get(0)?, row.get(1)?);
            let touched_on: String = row.get(2)?;
            let derived = derive(&self.conn, TaskId(id), &touched_on)?;
            for (at, (column, value)) in DERIVED.iter().zip(&derived.columns).enumerate() {
                let kept = row.get_ref(at + 3)?;
                if kept != value.into() {
                    faults.push(Fault::Derived {
                        name: code.clone(),
                        column: (*column).to_owned(),
                        derived: journal::cell(value.into()),
                        kept: journal::cell(kept),
                    });
                }
            }
            let terms = derived.terms.split_terminator(' ');
            let counted = counts.has(derived.row, terms.clone().count())?;
            let sum = terms.map(sum_of).fold(0, u64::wrapping_add);
            if !counted || kept.remove(&derived.row).unwrap_or(0) != sum {
                faults.push(Fault::Index { code });
            }
        }
        if !kept.is_empty() || (faults.is_empty() && !counts.are_complete()?) {
            faults.push(Fault::Index {
                code: String::new(),
            });
        }
        Ok(faults)
    }

    /// For each row of the full-text index a sum over the words that it holds: enough to compare,
    /// and small however large the file is.
    fn index_sums(&self) -> Result<HashMap<i64, u64>> {
        self.conn.execute_batch(
            "DROP TABLE IF EXISTS temp.task_vocabulary;
             CREATE VIRTUAL TABLE temp.task_vocabulary
                USING fts5vocab('main', 'task_words', 'instance');",
        )?;
        let mut sums: HashMap<i64, u64> = HashMap::new();
        let mut statement = self
            .conn
            .prepare("SELECT doc, term FROM temp.task_vocabulary")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let sum = sums.entry(row.get(0)?).or_default();
            let term: String = row.get(1)?;
            *sum = sum.wrapping_add(sum_of(&term));
        }
        drop(rows);
        drop(statement);
        self.conn.execute_batch("DROP TABLE temp.task_vocabulary")?;
        Ok(sums)
    }

    /// The alphabet's order of units and the folded forms of their other names.
    fn check_units(&self) -> Result<Vec<Fault>> {
        let mut faults = Vec::new();
        for (sql, column, derive) in [
            (
                "SELECT abbreviation, abbreviation, sort_key FROM unit",
                "sort_key",
                collation_key as fn(&str) -> String,
            ),
            (
                "SELECT u.abbreviation, a.name, a.folded
                 FROM alias a JOIN unit u ON u.id = a.unit_id",
                "folded",
                fold,
            ),
        ] {
            let mut statement = self.conn.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (of, kept): (String, String) = (row.get(1)?, row.get(2)?);
                let derived = derive(&of);
                if derived != kept {
                    faults.push(Fault::Derived {
                        name: row.get(0)?,
                        column: column.to_owned(),
                        derived: derived.into(),
                        kept: kept.into(),
                    });
                }
            }
        }
        Ok(faults)
    }

    /// Every task against what no task may be, and the names of units.
    fn check_rules(&self) -> Result<Vec<Fault>> {
        let mut faults = Vec::new();
        let mut statement = self.conn.prepare("SELECT id FROM task ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(task) = load(&self.conn, TaskId(row.get(0)?))? else {
                continue;
            };
            let wrong = violations(&task).into_iter().map(|violation| Fault::Rule {
                code: task.row.code.clone(),
                violation,
            });
            faults.extend(wrong);
        }
        faults.extend(units::ambiguous(&self.conn)?.map(Fault::Name));
        Ok(faults)
    }

    /// Every tally recounted from the tasks, against what is kept.
    fn check_tallies(&self) -> Result<Vec<Fault>> {
        let sql = format!(
            "{} SELECT coalesce(c.n, 0), coalesce(k.n, 0)
             FROM counted c FULL JOIN tally k USING (plan_id, level, area_id, unit_key, bucket)
             WHERE coalesce(c.n, 0) <> coalesce(k.n, 0)",
            *COUNTED
        );
        self.conn.rows(&sql, [], |row| {
            Ok(Fault::Tally {
                counted: row.get(0)?,
                kept: row.get(1)?,
            })
        })
    }
}

/// A word as a number; the same in every run of the program.
fn sum_of(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

/// What the full-text index keeps beside its words, compared with what it must be: of each row how many words
/// it has and in which part of the index they were written, and the sums of that. SQLite's own check does
/// not look at it, but nothing can be written where it is wrong.
struct WordCounts<'c> {
    conn: &'c Connection,
    /// The first and the last write of each part of the index.
    parts: Vec<(u64, u64)>,
    rows: u64,
    words: u64,
}

impl<'c> WordCounts<'c> {
    pub(crate) fn open(conn: &'c Connection) -> Result<Self> {
        Ok(Self {
            conn,
            parts: parts(&record(conn, STRUCTURE)?).unwrap_or_default(),
            rows: 0,
            words: 0,
        })
    }

    /// Whether the index counts so many words in a row.
    pub(crate) fn has(&mut self, row: i64, words: usize) -> Result<bool> {
        let kept: Option<(Vec<u8>, i64)> = self
            .conn
            .prepare_cached("SELECT sz, origin FROM task_words_docsize WHERE id=?")?
            .query_row([row], |row| row.try_into())
            .optional()
            // A value of another kind is none that the index writes.
            .unwrap_or_default();
        let words = words as u64;
        (self.rows, self.words) = (self.rows + 1, self.words + words);
        Ok(kept.is_some_and(|(size, origin)| {
            let mut size = Numbers(&size);
            let origin = u64::try_from(origin).unwrap_or(u64::MAX);
            let mut parts = self.parts.iter();
            size.next() == Some(words)
                && size.0.is_empty()
                && parts.any(|(first, last)| (*first..=*last).contains(&origin))
        }))
    }

    /// Whether there is nothing else, and the sums are right.
    fn are_complete(&self) -> Result<bool> {
        let sql = "SELECT count(*) FROM task_words_docsize";
        let rows: i64 = self.conn.one(sql, [])?;
        let sums = record(self.conn, SUMS)?;
        let mut sums = Numbers(&sums);
        Ok(u64::try_from(rows) == Ok(self.rows)
            // An index that was never written to has none.
            && sums.next().unwrap_or(0) == self.rows
            && sums.next().unwrap_or(0) == self.words)
    }
}

/// The records of the index that hold its sums and the list of its parts.
const SUMS: i64 = 1;
const STRUCTURE: i64 = 10;

fn record(conn: &Connection, id: i64) -> Result<Vec<u8>> {
    let sql = "SELECT block FROM task_words_data WHERE id=?";
    conn.query_row(sql, [id], |row| row.get(0))
        .map_err(|_| StoreError::Corrupt)
}

/// The writes from which each part of the index comes, the first and the last of them.
fn parts(structure: &[u8]) -> Option<Vec<(u64, u64)>> {
    // A counter, and the sign of the layout that knows the origins of parts.
    let rest = structure.get(4..)?.strip_prefix(&[0xff, 0, 0, 1])?;
    let mut numbers = Numbers(rest);
    let (levels, _parts, _writes) = (numbers.next()?, numbers.next()?, numbers.next()?);
    let mut found = Vec::new();
    for _ in 0..levels {
        let (_merging, parts) = (numbers.next()?, numbers.next()?);
        for _ in 0..parts {
            // Its number, its first and last page, its origins, pages and entries of what is gone,
            // entries.
            let part: Vec<u64> = numbers.by_ref().take(8).collect();
            found.push((*part.get(3)?, *part.get(4)?));
        }
    }
    Some(found)
}

/// Numbers as SQLite packs them: seven bits a byte, the highest first; a ninth byte is whole.
struct Numbers<'b>(&'b [u8]);

impl Iterator for Numbers<'_> {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let mut number = 0;
        for at in 0..9 {
            let byte = *self.0.get(at)?;
            let whole = at == 8;
            let bits = if whole { byte } else { byte & 0x7f };
            number = (number << if whole { 8 } else { 7 }) | u64::from(bits);
            if whole || byte < 0x80 {
                self.0 = &self.0[at + 1..];
                return Some(number);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;

    #[test]
    fn numbers_are_unpacked_up_to_the_last_bit() {
        let packed = [
            0x00, 0x7f, 0x81, 0x00, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        ];
        let all = [&packed[..], &[0xff, 0xff, 0x81]].concat();
        let numbers: Vec<u64> = Numbers(&all).collect();
        assert_eq!(numbers, [0, 127, 128, 16_383, u64::MAX]);
    }
}
