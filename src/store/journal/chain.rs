//! Rows added to the journal, each chained to the one before by its hash.

use crate::domain::day::iso;
use crate::domain::history::{ChangeKind, Edit};
use crate::domain::ids::{ActId, TaskId};
use crate::domain::person::Actor;
use crate::store::error::Result;
use crate::store::{Stamp, Store};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

/// The newest row's hash, in hexadecimal digits.
pub(in crate::store) fn head(conn: &Connection) -> Result<Option<String>> {
    let newest: Option<Vec<u8>> = conn
        .prepare_cached("SELECT hash FROM change ORDER BY id DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(newest.map(|hash| hash.iter().map(|byte| format!("{byte:02x}")).collect()))
}

/// One act being journalled: what its rows have in common, and where the chain stands.
pub(in crate::store) struct Header {
    stamp: Stamp,
    day: String,
    target: Option<ActId>,
    act: Option<i64>,
    next: i64,
    hash: Vec<u8>,
}

impl Header {
    /// Continues the chain at its last row.
    pub fn open(conn: &Connection, stamp: &Stamp, target: Option<ActId>) -> Result<Self> {
        let last: Option<(i64, Vec<u8>)> = conn
            .prepare_cached("SELECT id, hash FROM change ORDER BY id DESC LIMIT 1")?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (id, hash) = last.unwrap_or_default();
        Ok(Self {
            stamp: stamp.clone(),
            day: iso(stamp.day),
            target,
            act: None,
            next: id + 1,
            hash,
        })
    }

    /// Begins another act behind this one.
    pub fn turn(&mut self, stamp: &Stamp) {
        self.day = iso(stamp.day);
        self.stamp = stamp.clone();
        self.act = None;
    }

    /// Adds one row and returns its number.
    pub fn append(
        &mut self,
        conn: &Connection,
        kind: ChangeKind,
        task: Option<TaskId>,
        edits: &[Edit],
    ) -> Result<i64> {
        let row = self.link(kind, task, edits)?;
        row.insert(conn, actor_id(conn, &row.actor)?)?;
        Ok(row.id)
    }

    /// The next row of the chain, still to be written.
    pub fn link(
        &mut self,
        kind: ChangeKind,
        task: Option<TaskId>,
        edits: &[Edit],
    ) -> Result<Linked> {
        let id = self.next;
        let act = *self.act.get_or_insert(id);
        // Column maps are sorted and no value is a float: this cannot fail and is canonical.
        let edits = serde_json::to_string(edits)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
        let mut row = Linked {
            id,
            act,
            kind: kind.as_str(),
            target: self.target.map(|act| act.0),
            task: task.map(|task| task.0),
            actor: self.stamp.actor.clone(),
            recorded_at: self.stamp.recorded_at,
            day: self.day.clone(),
            edits,
            hash: Vec::new(),
        };
        row.hash = row.link().hash(&self.hash);
        self.hash.clone_from(&row.hash);
        self.next = id + 1;
        Ok(row)
    }

    /// The act, once a row was added.
    pub fn act(&self) -> ActId {
        ActId(self.act.unwrap_or(self.next))
    }
}

/// A row of the journal with its hash.
pub(in crate::store) struct Linked {
    pub id: i64,
    act: i64,
    kind: &'static str,
    target: Option<i64>,
    task: Option<i64>,
    pub actor: Actor,
    recorded_at: i64,
    day: String,
    edits: String,
    hash: Vec<u8>,
}

impl Linked {
    fn link(&self) -> Link<'_> {
        Link {
            id: self.id,
            act: self.act,
            kind: self.kind,
            target: self.target,
            task: self.task,
            account: &self.actor.account,
            person: &self.actor.person,
            recorded_at: self.recorded_at,
            day: &self.day,
            edits: &self.edits,
        }
    }

    /// Writes it; `actor` is its actor's row.
    pub fn insert(&self, conn: &Connection, actor: i64) -> Result<()> {
        conn.prepare_cached(
            "INSERT INTO change (id, act, kind, target_act, task_id, actor_id, recorded_at, day,
                edits, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            self.id,
            self.act,
            self.kind,
            self.target,
            self.task,
            actor,
            self.recorded_at,
            self.day,
            self.edits,
            self.hash
        ])?;
        Ok(())
    }
}

/// The canonical text of a journal row, which the chain runs over.
struct Link<'a> {
    id: i64,
    act: i64,
    kind: &'a str,
    target: Option<i64>,
    task: Option<i64>,
    account: &'a str,
    person: &'a str,
    recorded_at: i64,
    day: &'a str,
    edits: &'a str,
}

impl Link<'_> {
    /// SHA-256 over the hash before and this row's fields, one a line; no field but the last can
    /// hold a line end, for JSON escapes it and names are one line.
    fn hash(&self, before: &[u8]) -> Vec<u8> {
        let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
        let text = format!(
            "{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}",
            self.id,
            self.act,
            self.kind,
            number(self.target),
            number(self.task),
            self.account,
            self.person,
            self.recorded_at,
            self.day,
            self.edits
        );
        let mut hasher = Sha256::new();
        hasher.update(before);
        hasher.update(text.as_bytes());
        hasher.finalize().to_vec()
    }
}

/// The row of a pair of account and person, made where it is new.
pub(in crate::store) fn actor_id(conn: &Connection, actor: &Actor) -> Result<i64> {
    let known = conn
        .prepare_cached("SELECT id FROM actor WHERE account=? AND person=?")?
        .query_row(params![actor.account, actor.person], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    conn.execute(
        "INSERT INTO actor (account, person) VALUES (?, ?)",
        params![actor.account, actor.person],
    )?;
    Ok(conn.last_insert_rowid())
}

impl Store {
    /// The number of the first journal row whose hash does not follow from the one before, or
    /// `None` where the chain is whole.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn broken_link(&self) -> Result<Option<i64>> {
        let mut statement = self.conn.prepare(
            "SELECT c.id, c.act, c.kind, c.target_act, c.task_id, a.account, a.person,
                c.recorded_at, c.day, c.edits, c.hash
             FROM change c JOIN actor a ON a.id = c.actor_id ORDER BY c.id",
        )?;
        let mut rows = statement.query([])?;
        let mut before = Vec::new();
        while let Some(row) = rows.next()? {
            let text = |at: usize| -> rusqlite::Result<String> { row.get(at) };
            let (kind, account, person) = (text(2)?, text(5)?, text(6)?);
            let (day, edits) = (text(8)?, text(9)?);
            let link = Link {
                id: row.get(0)?,
                act: row.get(1)?,
                kind: &kind,
                target: row.get(3)?,
                task: row.get(4)?,
                account: &account,
                person: &person,
                recorded_at: row.get(7)?,
                day: &day,
                edits: &edits,
            };
            let hash: Vec<u8> = row.get(10)?;
            if link.hash(&before) != hash {
                return Ok(Some(link.id));
            }
            before = hash;
        }
        Ok(None)
    }
}
