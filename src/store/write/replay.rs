//! Acts of a journal written again: into a file that stands where the act's file stood, or all of
//! them into a new one.
//!
//! What judges a write knows neither clock nor chance, so the same act on the same file makes the
//! same rows and the same hash; where it does not, nothing is written.

use super::apply::{Part, record, touches};
use super::writer::Writer;
use crate::domain::history::{Act, ActRow, Cell, ChangeKind, Edit};
use crate::domain::ids::{ActId, ReviewId, TaskId};
use crate::store::error::{Result, StoreError};
use crate::store::file::{connect, schema};
use crate::store::index::{rebuild, update};
use crate::store::journal::{self, Chain, Linked, Stamp, actor_id, frozen_in, part_of};
use crate::store::{Store, reviews};
use rusqlite::{Connection, params};

impl Store {
    /// Writes acts that follow the last act of this file, each as it was written in its own, all
    /// or none. Gives back how many.
    ///
    /// # Errors
    /// [`StoreError::NotNext`] for an act that does not follow or comes out otherwise, or what the
    /// file says.
    pub fn replay(&mut self, acts: impl IntoIterator<Item = Act>) -> Result<usize> {
        let tx = self.begin()?;
        let mut replayed = 0;
        for act in acts {
            replay(&tx, &act).map_err(|error| match error {
                StoreError::Corrupt => StoreError::NotNext { row: act.id.0 },
                other => other,
            })?;
            replayed += 1;
        }
        tx.commit()?;
        Ok(replayed)
    }
}

fn replay(conn: &Connection, act: &Act) -> Result<()> {
    let follows = journal::head(conn)?.unwrap_or_default() == act.follows;
    if !follows || act.rows.is_empty() {
        return Err(StoreError::Corrupt);
    }
    for (key, text) in &act.frozen {
        if reviews::keep(conn, text)? != *key {
            return Err(StoreError::Corrupt);
        }
    }
    let mut writer = Writer::new(conn);
    let mut parts = Vec::with_capacity(act.rows.len());
    for row in &act.rows {
        for edit in &row.edits {
            if edit.table == "task" && edit.after.is_none() {
                update::forget(conn, TaskId(edit.id))?;
            }
            repeat(&mut writer, edit, row.kind, act.id)?;
        }
        parts.push(Part {
            kind: row.kind,
            task: row.task,
            edits: row.edits.clone(),
        });
    }
    let stamp = Stamp {
        actor: act.actor.clone(),
        recorded_at: act.recorded_at,
        day: act.day,
    };
    let receipt = record(conn, &stamp, act.target, parts)?;
    let head = journal::head(conn)?;
    if receipt.act != act.id || head.as_ref() != Some(&act.hash) {
        return Err(StoreError::Corrupt);
    }
    Ok(())
}

/// Writes one edit of an act again, and what its writer leaves beside the facts: a row that comes
/// back has a version of its own, and the number of a task is never given out again.
///
/// # Errors
/// [`StoreError::Corrupt`] where the row is not as the edit knew it.
pub(in crate::store) fn repeat(
    writer: &mut Writer<'_>,
    edit: &Edit,
    kind: ChangeKind,
    act: ActId,
) -> Result<()> {
    let comes_back = matches!(kind, ChangeKind::Undo | ChangeKind::Redo);
    let fits = writer.repeat(edit, comes_back.then_some(act.0));
    fits.map_err(|error| match &error {
        // A value that the schema forbids was never written.
        StoreError::Sql(sql)
            if sql.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) =>
        {
            StoreError::Corrupt
        }
        _ => error,
    })?;
    match &edit.after {
        Some(task) if edit.table == "task" && edit.before.is_none() && !comes_back => {
            give_out(writer.conn, task.get("section_id"), task.get("code"))
        }
        _ => Ok(()),
    }
}

/// Counts the number of a task as given out in its section.
fn give_out(conn: &Connection, section: Option<&Cell>, code: Option<&Cell>) -> Result<()> {
    let (Some(Cell::Int(section)), Some(Cell::Text(code))) = (section, code) else {
        return Err(StoreError::Corrupt);
    };
    let number = code.rsplit('-').next().and_then(|n| n.parse::<i64>().ok());
    conn.prepare_cached("UPDATE section SET last_number=max(last_number, ?2) WHERE id=?1")?
        .execute(params![section, number.ok_or(StoreError::Corrupt)?])?;
    Ok(())
}

/// Why a row of the journal cannot be taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Flaw {
    /// It is the first one and does not make a plan.
    Beginning,
    /// It cannot be read, or does not follow from the row before.
    Link,
    /// What it says was there before is not what the rows before it have made.
    Misfit,
}

/// The database being filled.
pub(in crate::store) struct Rebuild {
    pub conn: Connection,
    pub chain: Chain,
    /// The hash behind which the act of the last row began.
    act_follows: String,
    /// Whether the journal itself is taken over too.
    journal: bool,
    indexes: Vec<String>,
    /// Reviews that were finished by another hash than that of the row before.
    pub false_heads: Vec<ReviewId>,
}

impl Rebuild {
    /// Begins in an empty database. Nobody else sees it, so nothing waits for the disk, and what is
    /// half done when it fails is thrown away.
    pub fn begin(mut conn: Connection, journal: bool) -> Result<Self> {
        conn.pragma_update(None, "synchronous", "OFF")?;
        conn.pragma_update(None, "journal_mode", "MEMORY")?;
        schema::create(&mut conn)?;
        connect::harden(&conn)?;
        // A row of the journal holds rows in the order in which they were written, and all of it
        // is looked at in the end.
        conn.pragma_update(None, "foreign_keys", false)?;
        conn.pragma_update(None, "cache_size", -16_000)?;
        let indexes = lay_indexes_aside(&conn)?;
        conn.execute_batch("BEGIN")?;
        Ok(Self {
            conn,
            chain: Chain::default(),
            act_follows: String::new(),
            journal,
            indexes,
            false_heads: Vec::new(),
        })
    }

    /// Takes over the next row, whole or not at all; or says why it cannot be. After that no
    /// further row is taken over.
    pub fn take(&mut self, row: Option<Linked>) -> Result<Option<Flaw>> {
        let Some(row) = row else {
            return Ok(Some(Flaw::Link));
        };
        let begins = self.chain.at() == 0;
        if row.act == row.id {
            self.act_follows = self.chain.head();
        }
        if !self.chain.take(&row) {
            return Ok(Some(Flaw::Link));
        }
        let part = match part_of(&row) {
            Ok(part) => part,
            Err(_) => return Ok(Some(Flaw::Misfit)),
        };
        if begins && part.kind != ChangeKind::Create {
            return Ok(Some(Flaw::Beginning));
        }
        self.conn.execute_batch("SAVEPOINT row")?;
        match self.write(&row, &part) {
            Ok(()) => {
                self.conn.execute_batch("RELEASE row")?;
                Ok(None)
            }
            Err(StoreError::Corrupt) => {
                self.conn.execute_batch("ROLLBACK TO row; RELEASE row")?;
                Ok(Some(Flaw::Misfit))
            }
            Err(error) => Err(error),
        }
    }

    fn write(&mut self, row: &Linked, part: &ActRow) -> Result<()> {
        let conn = &self.conn;
        // The text itself is taken from wherever it can be had; see `Rebuild::keys`.
        let mut keep = conn.prepare_cached("INSERT OR IGNORE INTO frozen VALUES (?, x'')")?;
        for key in frozen_in(&part.edits) {
            keep.execute([key])?;
        }
        let mut writer = Writer::new(conn);
        for edit in &part.edits {
            repeat(&mut writer, edit, part.kind, ActId(row.act))?;
            if edit.table == "review" {
                let judged = judge_review(row, part.kind, edit, &self.act_follows)?;
                self.false_heads.extend(judged);
            }
        }
        let actor = actor_id(conn, &row.actor)?;
        if self.journal {
            row.insert(conn, actor)?;
        }
        if let (Some(task), true) = (row.task, touches(&part.edits)) {
            conn.prepare_cached(
                "UPDATE task SET touched_on=?, updated_at=?, last_change=? WHERE id=?",
            )?
            .execute(params![row.day, row.recorded_at, row.id, task])?;
        }
        Ok(())
    }

    /// The texts whose keys the rows have named: to be put in by whoever has them.
    pub fn keys(&self) -> Result<Vec<String>> {
        let mut statement = self.conn.prepare("SELECT key FROM frozen ORDER BY key")?;
        let keys = statement.query_map([], |row| row.get(0))?;
        Ok(keys.collect::<rusqlite::Result<_>>()?)
    }

    /// Puts in what follows from the facts, and the indexes, and keeps it all.
    pub fn finish(self) -> Result<Connection> {
        for index in &self.indexes {
            self.conn.execute_batch(index)?;
        }
        rebuild::all(&self.conn)?;
        self.conn.execute_batch("COMMIT")?;
        Ok(self.conn)
    }
}

/// Drops the indexes that only make reading fast and gives them back as SQL.
fn lay_indexes_aside(conn: &Connection) -> Result<Vec<String>> {
    let mut statement =
        conn.prepare("SELECT name, sql FROM sqlite_schema WHERE type='index' AND sql IS NOT NULL")?;
    let indexes: Vec<(String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (name, _) in &indexes {
        conn.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    Ok(indexes.into_iter().map(|(_, sql)| sql).collect())
}

/// What the journal says of a review must agree with the journal itself: it was laid out when there
/// were rows up to that one, and finished by the hash of the row before. Gives back the review that
/// was finished by another one.
fn judge_review(
    row: &Linked,
    kind: ChangeKind,
    edit: &Edit,
    head: &str,
) -> Result<Option<ReviewId>> {
    let said = |column: &str| edit.after.as_ref().and_then(|cells| cells.get(column));
    match (kind, said("at_row"), said("head")) {
        (ChangeKind::Begin, Some(Cell::Int(at)), _) if *at >= row.act => Err(StoreError::Corrupt),
        (ChangeKind::Finish, _, Some(Cell::Text(said))) if said != head => {
            Ok(Some(ReviewId(edit.id)))
        }
        _ => Ok(None),
    }
}
