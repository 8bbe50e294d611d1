//! The check of a whole file: SQLite's own, our invariants, the tallies, the journal's chain; and
//! whether the journal alone makes the file what it is.
//!
//! | file | what |
//! |---|---|
//! | `fault` | what a check can find |
//! | `journal` | the journal replayed beside the file, and the two compared row by row |
//! | `words` | what the full-text index counts |

use super::Store;
use super::error::{Result, StoreError};
use crate::domain::ids::TaskId;
use crate::domain::invariants::violations;
use crate::domain::text::{collation_key, fold};
use crate::store::index::derive::{DERIVED, derive};
use crate::store::index::tallies::COUNTED;
use crate::store::read::tasks::load;
use crate::store::write::units;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use words::WordCounts;

pub use fault::{Difference, Fault};
pub(super) use journal::{Rows, name_of, rows_in};

mod fault;
mod journal;
mod words;

/// How far a check goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// What can be judged by looking at it.
    Quick,
    /// The journal is replayed too.
    Replay,
}

/// What was found; nothing where it could not be read for damage that is known already.
fn unless_known(damaged: bool, found: Result<Vec<Fault>>) -> Result<Vec<Fault>> {
    match found {
        Err(StoreError::Corrupt | StoreError::Sql(_)) if damaged => Ok(Vec::new()),
        found => found,
    }
}

impl Store {
    /// What is wrong with the file, as far as looking at it tells; empty where nothing is. Reads
    /// the whole file; the journal is held against its chain, not against the facts.
    pub fn check(&self) -> Result<Vec<Fault>> {
        self.snapshot(|| self.faults(Depth::Quick, &mut |_, _| {}))
    }

    /// Everything that is wrong with the file: the same, and whether replaying the journal alone
    /// makes every table what it is. `progress` is told how many rows of the journal of how many
    /// are done. Needs room for a second copy of the facts in SQLite's temporary folder.
    ///
    /// # Errors
    /// What SQLite says where it cannot even read; [`StoreError::Interrupted`] where
    /// [`Store::interrupt_by`] broke it off.
    pub fn check_by_replay(&self, mut progress: impl FnMut(i64, i64)) -> Result<Vec<Fault>> {
        self.snapshot(|| self.faults(Depth::Replay, &mut progress))
    }

    /// What of the file is not what replaying its journal makes.
    pub(super) fn check_replay(&self) -> Result<Vec<Fault>> {
        journal::check(&self.conn, &mut |_, _| {})
    }

    fn faults(&self, depth: Depth, progress: &mut dyn FnMut(i64, i64)) -> Result<Vec<Fault>> {
        self.look_into_words()?;
        let mut faults = Vec::new();
        let mut statement = self.conn.prepare("PRAGMA integrity_check(20)")?;
        let lines: Vec<String> = statement
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        faults.extend(
            lines
                .into_iter()
                .filter(|line| line != "ok")
                .map(Fault::Structure),
        );
        let torn = !faults.is_empty();
        faults.extend(unless_known(torn, self.loose_references())?);
        let damaged = !faults.is_empty();
        if depth == Depth::Replay {
            faults.extend(unless_known(damaged, journal::check(&self.conn, progress))?);
        }
        // Of a file that SQLite itself finds damaged, nothing more can be said for certain.
        if damaged {
            return Ok(faults);
        }
        match self.invariants(depth) {
            Ok(broken) => faults.extend(broken),
            // A value that cannot be read has been told by its name.
            Err(StoreError::Corrupt) if !faults.is_empty() => {}
            Err(error) => return Err(error),
        }
        Ok(faults)
    }

    /// Rows that point to nothing, by their tables.
    fn loose_references(&self) -> Result<Vec<Fault>> {
        let mut statement = self.conn.prepare("PRAGMA foreign_key_check")?;
        let tables = statement.query_map([], |row| Ok(Fault::Reference { table: row.get(0)? }))?;
        Ok(tables.collect::<rusqlite::Result<_>>()?)
    }

    /// What must hold whatever the journal says.
    fn invariants(&self, depth: Depth) -> Result<Vec<Fault>> {
        let mut faults = self.check_derived()?;
        faults.extend(self.check_units()?);
        faults.extend(self.check_tallies()?);
        faults.extend(self.check_rules()?);
        let reviews = super::reviews::check(&self.conn)?.into_iter();
        faults.extend(reviews.map(|(monday, breach)| Fault::Review { monday, breach }));
        if depth == Depth::Quick {
            faults.extend(self.broken_link()?.map(|row| Fault::Journal { row }));
        }
        let frozen = super::reviews::check_frozen(&self.conn)?.into_iter();
        faults.extend(frozen.map(|key| Fault::Frozen { key }));
        Ok(faults)
    }

    /// Looks into the full-text index, which makes SQLite read its list of parts anew. Its own check
    /// would go by the list as this connection last saw it, and miss the parts that colleagues'
    /// writing has merged since.
    fn look_into_words(&self) -> Result<()> {
        let mut statement = self
            .conn
            .prepare("SELECT 1 FROM task_words WHERE rowid=0")?;
        statement.exists([])?;
        Ok(())
    }

    /// Every derived column and the words of every task computed anew from the facts.
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
            let judged = derive(&self.conn, TaskId(id), &touched_on)?;
            for (at, (column, value)) in DERIVED.iter().zip(&judged.columns).enumerate() {
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
            let terms = judged.terms.split_terminator(' ');
            let counted = counts.has(judged.row, terms.clone().count())?;
            let sum = terms.map(sum_of).fold(0, u64::wrapping_add);
            if !counted || kept.remove(&judged.row).unwrap_or(0) != sum {
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

    /// Of each row of the full-text index a sum over the words that it holds: enough to compare,
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
            let wrong = violations(&task).into_iter().map(|breach| Fault::Rule {
                code: task.row.code.clone(),
                breach,
            });
            faults.extend(wrong);
        }
        faults.extend(units::ambiguous(&self.conn)?.map(Fault::Name));
        Ok(faults)
    }

    /// Every tally counted anew from the tasks, against what is kept.
    fn check_tallies(&self) -> Result<Vec<Fault>> {
        let mut statement = self.conn.prepare(&format!(
            "{} SELECT coalesce(c.n, 0), coalesce(k.n, 0)
             FROM counted c FULL JOIN tally k USING (plan_id, level, area_id, unit_key, bucket)
             WHERE coalesce(c.n, 0) <> coalesce(k.n, 0)",
            *COUNTED
        ))?;
        let faults = statement
            .query_map([], |row| {
                Ok(Fault::Tally {
                    counted: row.get(0)?,
                    kept: row.get(1)?,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(faults)
    }
}

/// A word as a number; the same in every run of the program.
fn sum_of(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}
