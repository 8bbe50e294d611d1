//! A file filled with any number of tasks and their stories, as if each act had gone through the
//! door, but many at a time: rows are written once, as they stand at the end, the tallies at the
//! end of all, and the full-text index in its own order. A test holds the two against each other.
//!
//! One core works out the rows while the other one writes them down.
//!
//! | file | what |
//! |---|---|
//! | `story` | what is told of a task |
//! | `maker` | stories made into rows, without the file |
//! | `acts` | what each act does to the rows in memory, and its row in the journal |
//! | `made` | a task's rows in memory |
//! | `put` | the rows as they are to be written, with what follows from them |
//! | `tuning` | a connection made fit for filling |
//!
//! What is filled must be nobody's yet: where it breaks off, the file is thrown away.

mod acts;
mod made;
mod maker;
mod put;
mod story;
mod tuning;

pub use story::{Deed, Story};

use super::Store;
use super::error::{Result, StoreError};
use super::index::fulltext;
use super::journal::actor_id;
use crate::domain::person::Actor;
use maker::{Batch, Maker};
use rusqlite::{Connection, params};
use std::sync::mpsc::sync_channel;
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
    pub fn fill(&mut self, stories: impl Iterator<Item = Story> + Send) -> Result<()> {
        self.may_write()?;
        let mut stories = stories.peekable();
        let Some(first) = stories.peek() else {
            return Ok(());
        };
        let maker = Maker::open(&self.conn, &first.added)?;
        let indexes = laid_aside(&self.conn)?;
        let maker = written(&self.conn, maker, stories)?;
        let tx = self.conn.unchecked_transaction()?;
        close(&self.conn, &maker)?;
        for index in &indexes {
            tx.execute_batch(index)?;
        }
        tx.commit()?;
        usual(&self.conn)?;
        Ok(())
    }
}

/// Writes what is made of the stories, while the next of them are being made.
fn written(
    conn: &Connection,
    mut maker: Maker,
    mut stories: impl Iterator<Item = Story> + Send,
) -> Result<Maker> {
    std::thread::scope(|scope| {
        let (hand_over, batches) = sync_channel::<Result<Batch>>(1);
        let making = scope.spawn(move || {
            loop {
                let some: Vec<Story> = stories.by_ref().take(AT_ONCE).collect();
                // Nobody takes it any more: the writing has failed.
                if some.is_empty() || hand_over.send(maker.make(&some)).is_err() {
                    return maker;
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
        put::insert(conn, rows)?;
    }
    for (row, terms) in &batch.index {
        fulltext::insert(conn, *row, terms)?;
    }
    Ok(())
}

/// Tallies and the sections' counters, which were kept in memory.
fn close(conn: &Connection, maker: &Maker) -> Result<()> {
    let mut add = conn.prepare(
        "INSERT INTO tally (plan_id, level, area_id, unit_key, bucket, n)
         VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n",
    )?;
    for ([plan, level, area, unit, bucket], n) in &maker.tally {
        add.execute(params![plan, level, area, unit, bucket, n])?;
    }
    let mut set = conn.prepare("UPDATE section SET last_number=?2 WHERE id=?1")?;
    for (id, section) in &maker.sections {
        set.execute(params![id, section.last])?;
    }
    Ok(())
}
