//! Rows added to the journal, each chained to the one before by its hash.

use crate::domain::day::{Day, from_iso, iso};
use crate::domain::ids::{ActId, TaskId};
use crate::domain::journal::{Act, ActRow, ChangeKind, Edit, StoredValue};
use crate::domain::person::Actor;
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use crate::store::sql::Cached;
use crate::store::values::hex;
use rusqlite::{Connection, Row, params};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::ops::ControlFlow;

/// Who writes, and when: by the clock and by the day taken for today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Account and person.
    pub actor: Actor,
    /// Milliseconds since 1970, UTC.
    pub recorded_at: i64,
    pub day: Day,
}

/// The newest row's hash, in hexadecimal digits.
pub(in crate::store) fn head(conn: &Connection) -> Result<Option<String>> {
    let newest: Option<Vec<u8>> =
        conn.value("SELECT hash FROM change ORDER BY id DESC LIMIT 1", [])?;
    Ok(newest.map(|hash| hex(&hash)))
}

/// One act being journalled: what its rows have in common, and where the chain stands.
pub struct ActHeader {
    stamp: Stamp,
    day: String,
    target: Option<ActId>,
    act: Option<i64>,
    next: i64,
    hash: Vec<u8>,
}

impl ActHeader {
    /// Continues the chain at its last row.
    pub fn open(conn: &Connection, stamp: &Stamp, target: Option<ActId>) -> Result<Self> {
        let sql = "SELECT id, hash FROM change ORDER BY id DESC LIMIT 1";
        let last: Option<(i64, Vec<u8>)> = conn.first(sql, [], |row| row.try_into())?;
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

    /// Begins another act after this one.
    pub fn next_act(&mut self, stamp: &Stamp) {
        self.day = iso(stamp.day);
        self.stamp = stamp.clone();
        self.act = None;
    }

    /// Adds one row and returns its number.
    pub(crate) fn append(
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
    ) -> Result<ChainedRow> {
        let id = self.next;
        let act = *self.act.get_or_insert(id);
        // Column maps are sorted and no value is a float: this cannot fail and is canonical.
        let edits = serde_json::to_string(edits)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
        let mut row = ChainedRow {
            id,
            act,
            kind: Cow::Borrowed(kind.as_str()),
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
    pub(crate) fn act(&self) -> ActId {
        ActId(self.act.unwrap_or(self.next))
    }
}

/// A row of the journal with its hash, as it stands or will stand in the file.
pub struct ChainedRow {
    pub id: i64,
    pub act: i64,
    pub kind: Cow<'static, str>,
    pub target: Option<i64>,
    pub task: Option<i64>,
    pub actor: Actor,
    pub recorded_at: i64,
    pub day: String,
    pub edits: String,
    pub hash: Vec<u8>,
}

impl ChainedRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            act: row.get(1)?,
            kind: Cow::Owned(row.get(2)?),
            target: row.get(3)?,
            task: row.get(4)?,
            actor: Actor {
                account: row.get(5)?,
                person: row.get(6)?,
            },
            recorded_at: row.get(7)?,
            day: row.get(8)?,
            edits: row.get(9)?,
            hash: row.get(10)?,
        })
    }

    fn link(&self) -> Link<'_> {
        Link {
            id: self.id,
            act: self.act,
            kind: &self.kind,
            target: self.target,
            task: self.task,
            account: &self.actor.account,
            person: &self.actor.person,
            recorded_at: self.recorded_at,
            day: &self.day,
            edits: &self.edits,
        }
    }

    /// All of it but what may be long.
    fn without_edits(&self) -> Self {
        Self {
            id: self.id,
            act: self.act,
            kind: self.kind.clone(),
            target: self.target,
            task: self.task,
            actor: self.actor.clone(),
            recorded_at: self.recorded_at,
            day: self.day.clone(),
            edits: String::new(),
            hash: self.hash.clone(),
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
pub fn actor_id(conn: &Connection, actor: &Actor) -> Result<i64> {
    let sql = "SELECT id FROM actor WHERE account=? AND person=?";
    let known = conn.value(sql, params![actor.account, actor.person])?;
    if let Some(id) = known {
        return Ok(id);
    }
    conn.execute(
        "INSERT INTO actor (account, person) VALUES (?, ?)",
        params![actor.account, actor.person],
    )?;
    Ok(conn.last_insert_rowid())
}

/// Passes on the rows after one in their order, until it is stopped: each row's number, and
/// the row itself unless a value in it is none that this program writes. Goes by the table alone,
/// for an index may be damaged where the table is not.
pub(in crate::store) fn rows_after(
    conn: &Connection,
    after: i64,
    mut each: impl FnMut(i64, Option<ChainedRow>) -> Result<ControlFlow<()>>,
) -> Result<()> {
    let mut statement = conn.prepare_cached(
        "SELECT c.id, c.act, c.kind, c.target_act, c.task_id,
            (SELECT a.account FROM actor a NOT INDEXED WHERE a.id = c.actor_id),
            (SELECT a.person FROM actor a NOT INDEXED WHERE a.id = c.actor_id),
            c.recorded_at, c.day, c.edits, c.hash
         FROM change c NOT INDEXED WHERE c.id > ? ORDER BY c.id",
    )?;
    let mut rows = statement.query([after])?;
    while let Some(row) = rows.next()? {
        if each(row.get(0)?, ChainedRow::read(row).ok())?.is_break() {
            break;
        }
    }
    Ok(())
}

/// Where the chain stands, its rows seen one after the other.
#[derive(Default)]
pub(in crate::store) struct Chain {
    last: Option<ChainedRow>,
}

impl Chain {
    /// Begins after a row that is trusted without a check, or at the beginning.
    fn starting_after(last: Option<ChainedRow>) -> Self {
        Self { last }
    }

    /// The number of the last row, 0 before the first.
    pub(crate) fn at(&self) -> i64 {
        self.last.as_ref().map_or(0, |last| last.id)
    }

    /// The day of the last row, ISO.
    pub(crate) fn day(&self) -> &str {
        self.last.as_ref().map_or("", |last| &last.day)
    }

    /// The hash of the last row, in hexadecimal digits; empty before the first.
    pub(crate) fn head(&self) -> String {
        hex(self.hash())
    }

    fn hash(&self) -> &[u8] {
        self.last.as_ref().map_or(&[], |last| &last.hash)
    }

    /// Takes the next row, or says that it does not follow: its number leaves a gap, it belongs to
    /// an act that is over, or its hash is another one.
    pub(crate) fn take(&mut self, row: &ChainedRow) -> bool {
        let goes_on = self.last.as_ref().is_some_and(|last| {
            last.act == row.act
                && last.target == row.target
                && last.actor == row.actor
                && last.recorded_at == row.recorded_at
                && last.day == row.day
        });
        let follows = row.id == self.at() + 1
            && (row.act == row.id || goes_on)
            && row.link().hash(self.hash()) == row.hash;
        if follows {
            self.last = Some(row.without_edits());
        }
        follows
    }
}

impl Store {
    /// The journal's newest hash, in hexadecimal digits. Written down elsewhere, it shows later
    /// whether anything before it was altered.
    pub fn chain_head(&self) -> Result<Option<String>> {
        head(&self.conn)
    }

    /// The hash of the journal's first row, in hexadecimal digits: the same in every copy of a file, and
    /// in no other.
    pub fn origin(&self) -> Result<Option<String>> {
        let first: Option<Vec<u8>> = self
            .conn
            .value("SELECT hash FROM change ORDER BY id LIMIT 1", [])?;
        Ok(first.map(|hash| hex(&hash)))
    }

    /// The number of the first journal row whose hash does not follow from the one before, or
    /// `None` where the chain is whole.
    pub fn broken_link(&self) -> Result<Option<i64>> {
        let (mut chain, mut broken) = (Chain::default(), None);
        rows_after(&self.conn, i64::MIN, |id, row| {
            let follows = row.is_some_and(|row| chain.take(&row));
            broken = (!follows).then_some(id);
            Ok(match broken {
                Some(_) => ControlFlow::Break(()),
                None => ControlFlow::Continue(()),
            })
        })?;
        Ok(broken)
    }
}

impl Store {
    /// Passes on the acts after a row of the journal (0 for all) in their order, one at a time.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] where a row cannot be read or does not follow from the one before,
    /// and what `each` says.
    pub fn acts_after(&self, row: i64, mut each: impl FnMut(Act) -> Result<()>) -> Result<()> {
        self.snapshot(|| {
            let mut chain = Chain::at_row(&self.conn, row)?;
            let mut open: Option<Act> = None;
            rows_after(&self.conn, row, |_, row| {
                let row = row.ok_or(StoreError::Corrupt)?;
                if row.act == row.id {
                    let begun = Act::begin(&row, chain.head())?;
                    open.replace(begun).map_or(Ok(()), &mut each)?;
                }
                let act = open.as_mut().ok_or(StoreError::Corrupt)?;
                let part = act_row(&row)?;
                for key in frozen_keys(&part.edits) {
                    act.frozen.insert(key.to_owned(), self.frozen(key)?);
                }
                act.rows.push(part);
                act.hash = hex(&row.hash);
                match chain.take(&row) {
                    true => Ok(ControlFlow::Continue(())),
                    false => Err(StoreError::Corrupt),
                }
            })?;
            open.map_or(Ok(()), each)
        })
    }
}

impl Act {
    /// An act without its rows, from the first of them.
    fn begin(row: &ChainedRow, follows: String) -> Result<Self> {
        Ok(Self {
            id: ActId(row.act),
            follows,
            target: row.target.map(ActId),
            actor: row.actor.clone(),
            recorded_at: row.recorded_at,
            day: from_iso(&row.day).ok_or(StoreError::Corrupt)?,
            rows: Vec::new(),
            hash: String::new(),
            frozen: std::collections::BTreeMap::new(),
        })
    }
}

impl Chain {
    /// The chain as it stands at a row that is trusted without a check.
    fn at_row(conn: &Connection, row: i64) -> Result<Self> {
        let mut chain = Self::default();
        rows_after(conn, row - 1, |id, found| {
            chain = Self::starting_after(found.filter(|_| id == row));
            Ok(ControlFlow::Break(()))
        })?;
        Ok(chain)
    }
}

/// What a row of the journal wrote.
///
/// # Errors
/// [`StoreError::Corrupt`] where it is nothing that this program writes.
pub(in crate::store) fn act_row(row: &ChainedRow) -> Result<ActRow> {
    Ok(ActRow {
        kind: ChangeKind::parse(&row.kind).ok_or(StoreError::Corrupt)?,
        task: row.task.map(TaskId),
        edits: serde_json::from_str(&row.edits).map_err(|_| StoreError::Corrupt)?,
    })
}

/// The keys of frozen texts that edits name.
pub(in crate::store) fn frozen_keys(edits: &[Edit]) -> impl Iterator<Item = &str> {
    let finished = edits.iter().filter(|edit| edit.table == "review");
    let keys = finished
        .flat_map(|edit| ["frozen_vi", "frozen_en"].map(|column| edit.after.as_ref()?.get(column)));
    keys.filter_map(|cell| match cell {
        Some(StoredValue::Text(key)) => Some(key.as_str()),
        _ => None,
    })
}
