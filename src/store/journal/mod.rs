//! The journal: rows are only ever added, each chained to the one before by its hash.

use super::Store;
use super::door::Stamp;
use super::error::{Result, StoreError};
use super::rows::day_at;
use crate::domain::day::{Day, iso};
use crate::domain::deadline::Rhythm;
use crate::domain::history::{About, Cell, ChangeKind, Edit, Entry};
use crate::domain::ids::{ActId, TaskId};
use crate::domain::person::Actor;
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

/// The newest row's hash, in hexadecimal digits.
pub(super) fn head(conn: &Connection) -> Result<Option<String>> {
    let newest: Option<Vec<u8>> = conn
        .prepare_cached("SELECT hash FROM change ORDER BY id DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(newest.map(|hash| hash.iter().map(|byte| format!("{byte:02x}")).collect()))
}

/// One act being journalled: what its rows have in common.
pub(super) struct Header {
    stamp: Stamp,
    actor: i64,
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
        let actor = actor_id(conn, &stamp.actor)?;
        Ok(Self {
            stamp: stamp.clone(),
            actor,
            day: iso(stamp.day),
            target,
            act: None,
            next: id + 1,
            hash,
        })
    }

    /// Begins another act behind this one.
    pub fn turn(&mut self, conn: &Connection, stamp: &Stamp) -> Result<()> {
        if stamp.actor != self.stamp.actor {
            self.actor = actor_id(conn, &stamp.actor)?;
        }
        self.day = iso(stamp.day);
        self.stamp = stamp.clone();
        self.act = None;
        Ok(())
    }

    /// Adds one row and returns its number.
    pub fn append(
        &mut self,
        conn: &Connection,
        kind: ChangeKind,
        task: Option<TaskId>,
        edits: &[Edit],
    ) -> Result<i64> {
        let id = self.next;
        let act = *self.act.get_or_insert(id);
        // Column maps are sorted and no value is a float: this cannot fail and is canonical.
        let edits = serde_json::to_string(edits)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
        let link = Link {
            id,
            act,
            kind: kind.as_str(),
            target: self.target.map(|act| act.0),
            task: task.map(|task| task.0),
            account: &self.stamp.actor.account,
            person: &self.stamp.actor.person,
            recorded_at: self.stamp.recorded_at,
            day: &self.day,
            edits: &edits,
        };
        let hash = link.hash(&self.hash);
        conn.prepare_cached(
            "INSERT INTO change (id, act, kind, target_act, task_id, actor_id, recorded_at, day,
                edits, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            id,
            act,
            link.kind,
            link.target,
            link.task,
            self.actor,
            link.recorded_at,
            self.day,
            edits,
            hash
        ])?;
        self.hash = hash;
        self.next = id + 1;
        Ok(id)
    }

    /// The act, once a row was added.
    pub fn act(&self) -> ActId {
        ActId(self.act.unwrap_or(self.next))
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
fn actor_id(conn: &Connection, actor: &Actor) -> Result<i64> {
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

const ENTRY: &str = "c.id, c.act, c.kind, c.target_act, c.task_id, t.code, a.account, a.person,
    c.recorded_at, c.day, c.edits
    FROM change c JOIN actor a ON a.id = c.actor_id LEFT JOIN task t ON t.id = c.task_id";

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let kind: String = row.get(2)?;
    let edits: String = row.get(10)?;
    let code: Option<String> = row.get(5)?;
    Ok(Entry {
        id: row.get(0)?,
        act: ActId(row.get(1)?),
        kind: ChangeKind::parse(&kind).unwrap_or(ChangeKind::Edit),
        target: row.get::<_, Option<i64>>(3)?.map(ActId),
        task: row
            .get::<_, Option<i64>>(4)?
            .map(|id| (TaskId(id), code.unwrap_or_default())),
        actor: Actor {
            account: row.get(6)?,
            person: row.get(7)?,
        },
        recorded_at: row.get(8)?,
        day: day_at(row, 9)?.unwrap_or_default(),
        edits: serde_json::from_str(&edits).unwrap_or_default(),
        about: About::default(),
    })
}

/// The units that an edit names, before or after.
fn units_in(edit: &Edit) -> Vec<i64> {
    let column = if edit.table == "task" {
        "lead_id"
    } else {
        "unit_id"
    };
    let (before, after) = edit.column(column).unwrap_or((None, None));
    let number = |cell: Option<&Cell>| match cell {
        Some(Cell::Int(n)) => Some(*n),
        _ => None,
    };
    [number(before), number(after)]
        .into_iter()
        .flatten()
        .collect()
}

/// The rows of one act, in order. A row whose edits cannot be read is damage: to run it backwards
/// as if it had none would tell a lie.
pub(super) fn entries_of_act(conn: &Connection, act: ActId) -> Result<Vec<Entry>> {
    // The rows of an act follow each other.
    let sql = format!(
        "SELECT {ENTRY} WHERE c.id >= ?1 AND c.act = ?1 AND c.id < coalesce(
            (SELECT n.id FROM change n WHERE n.id > ?1 AND n.id = n.act ORDER BY n.id LIMIT 1),
            9223372036854775807) ORDER BY c.id"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([act.0])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let entry = entry(row)?;
        if entry.edits.is_empty() && row.get_ref(10)?.as_str().unwrap_or_default() != "[]" {
            return Err(StoreError::Corrupt);
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// What sort of change an act was.
pub(super) fn kind_of_act(conn: &Connection, act: ActId) -> Result<ChangeKind> {
    let kind: String = conn
        .prepare_cached("SELECT kind FROM change WHERE id=?")?
        .query_row([act.0], |row| row.get(0))?;
    Ok(ChangeKind::parse(&kind).unwrap_or(ChangeKind::Edit))
}

/// The last act that took this one back.
pub(super) fn last_undo_of(conn: &Connection, act: ActId) -> Result<ActId> {
    Ok(conn
        .prepare_cached("SELECT max(id) FROM change WHERE target_act=? AND kind='undo' AND id=act")?
        .query_row([act.0], |row| Ok(ActId(row.get(0)?)))?)
}

/// The last act that took this one back or did it again: its first row, and which of the two.
pub(super) fn last_turn(conn: &Connection, act: ActId) -> Result<Option<(i64, ChangeKind)>> {
    let found = conn
        .prepare_cached("SELECT act, kind FROM change WHERE target_act=? ORDER BY id DESC LIMIT 1")?
        .query_row([act.0], |row| {
            let kind: String = row.get(1)?;
            Ok((row.get(0)?, kind))
        })
        .optional()?;
    Ok(found.and_then(|(act, kind)| Some((act, ChangeKind::parse(&kind)?))))
}

/// Somebody else who has written what a journal row wrote, later than `after`, by an act that is
/// not taken back. That the row holds the same value again does not count: it is theirs now.
pub(super) fn rival(
    conn: &Connection,
    entry: &Entry,
    after: i64,
    me: &Actor,
) -> Result<Option<Actor>> {
    let task = entry.task.as_ref().map(|(task, _)| task.0);
    let sql = format!("SELECT {ENTRY} WHERE c.task_id IS ? AND c.id > ? ORDER BY c.id DESC");
    let mut statement = conn.prepare_cached(&sql)?;
    for later in statement.query_map(params![task, after], self::entry)? {
        let later = later?;
        let act = match later.kind {
            ChangeKind::Undo => continue,
            _ if later.actor == *me => continue,
            _ => later.target.unwrap_or(later.act),
        };
        let meet = |edit: &Edit| entry.edits.iter().any(|mine| mine.meets(edit));
        if later.edits.iter().any(meet)
            && !matches!(last_turn(conn, act)?, Some((_, ChangeKind::Undo)))
        {
            return Ok(Some(later.actor));
        }
    }
    Ok(None)
}

/// The newest entry of a task (or, without one, of what belongs to no task) with an edit that
/// concerns one. Read only when a person must be told a name.
pub(super) fn last_to_write(
    conn: &Connection,
    task: Option<TaskId>,
    concerns: impl Fn(&Edit) -> bool,
) -> Result<Option<Entry>> {
    let sql = format!("SELECT {ENTRY} WHERE c.task_id IS ? ORDER BY c.id DESC");
    let mut statement = conn.prepare_cached(&sql)?;
    for entry in statement.query_map([task.map(|task| task.0)], entry)? {
        let entry = entry?;
        if entry.edits.iter().any(&concerns) {
            return Ok(Some(entry));
        }
    }
    Ok(None)
}

/// Who last wrote one of these columns of a row, as "Lan (vanphong)", after a journal row and
/// other than `but`. Where no such write is found, whoever last wrote to the same task (or, for
/// what belongs to none, to the file's lists). Read only when a person must be told a name.
pub(super) fn last_writer(
    conn: &Connection,
    task: Option<TaskId>,
    concerns: impl Fn(&Edit) -> bool,
    after: i64,
    but: &Actor,
) -> Result<String> {
    let sql = format!("SELECT {ENTRY} WHERE c.task_id IS ? AND c.id > ? ORDER BY c.id DESC");
    let mut statement = conn.prepare_cached(&sql)?;
    let entries = statement.query_map(params![task.map(|task| task.0), after], entry)?;
    let (mut anyone, mut other) = (None, None);
    for entry in entries {
        let entry = entry?;
        if entry.actor != *but && entry.edits.iter().any(&concerns) {
            return Ok(entry.actor.to_string());
        }
        if entry.actor != *but {
            other.get_or_insert(entry.actor);
        } else {
            anyone.get_or_insert(entry.actor);
        }
    }
    Ok(other
        .or(anyone)
        .map(|actor| actor.to_string())
        .unwrap_or_default())
}

/// A person's acts, the newest first: the act, its kind, and what it takes back or does again.
fn acts_of(
    conn: &Connection,
    actor: &Actor,
    mut see: impl FnMut(ActId, ChangeKind, Option<ActId>) -> bool,
) -> Result<()> {
    let mut statement = conn.prepare_cached(
        "SELECT c.id, c.kind, c.target_act FROM change c JOIN actor a ON a.id = c.actor_id
         WHERE a.account=? AND a.person=? AND c.id = c.act ORDER BY c.id DESC",
    )?;
    let mut rows = statement.query(params![actor.account, actor.person])?;
    while let Some(row) = rows.next()? {
        let kind: String = row.get(1)?;
        let kind = ChangeKind::parse(&kind).unwrap_or(ChangeKind::Edit);
        let target: Option<i64> = row.get(2)?;
        if !see(ActId(row.get(0)?), kind, target.map(ActId)) {
            break;
        }
    }
    Ok(())
}

/// The last act of that person that is not taken back. Making the file cannot be taken back.
pub(super) fn last_undoable(conn: &Connection, actor: &Actor) -> Result<Option<ActId>> {
    let mut settled = std::collections::HashMap::new();
    let mut found = None;
    acts_of(conn, actor, |act, kind, target| {
        match (kind, target) {
            (ChangeKind::Undo | ChangeKind::Redo, Some(target)) => {
                settled.entry(target).or_insert(kind);
            }
            (ChangeKind::Create, _) => return false,
            _ if settled.get(&act) != Some(&ChangeKind::Undo) => found = Some(act),
            _ => {}
        }
        found.is_none()
    })?;
    Ok(found)
}

/// What that person took back last, unless a new act came since.
pub(super) fn last_redoable(conn: &Connection, actor: &Actor) -> Result<Option<ActId>> {
    let mut settled = std::collections::HashSet::new();
    let mut found = None;
    acts_of(conn, actor, |_, kind, target| match (kind, target) {
        (ChangeKind::Undo, Some(target)) if settled.insert(target) => {
            found = Some(target);
            false
        }
        (ChangeKind::Undo | ChangeKind::Redo, Some(target)) => {
            settled.insert(target);
            true
        }
        _ => false,
    })?;
    Ok(found)
}

impl Store {
    /// The history of one task, the newest first.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn history(&self, task: TaskId, limit: usize) -> Result<Vec<Entry>> {
        let sql = format!("SELECT {ENTRY} WHERE c.task_id=? ORDER BY c.id DESC LIMIT {limit}");
        let entries = self
            .conn
            .prepare_cached(&sql)?
            .query_map([task.0], entry)?
            .collect::<rusqlite::Result<_>>()?;
        self.named(entries)
    }

    /// The rows of one act, in order.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn rows_of(&self, act: ActId) -> Result<Vec<Entry>> {
        self.named(entries_of_act(&self.conn, act)?)
    }

    /// The history of one task behind a row of the journal, the newest first.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn history_since(&self, task: TaskId, row: i64, limit: usize) -> Result<Vec<Entry>> {
        let sql = format!(
            "SELECT {ENTRY} WHERE c.task_id=? AND c.id > ? ORDER BY c.id DESC LIMIT {limit}"
        );
        let entries = self
            .conn
            .prepare_cached(&sql)?
            .query_map(params![task.0, row], entry)?
            .collect::<rusqlite::Result<_>>()?;
        self.named(entries)
    }

    /// The journal, the newest first, from a day on.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn log(&self, since: Option<crate::domain::day::Day>, limit: usize) -> Result<Vec<Entry>> {
        let sql = format!("SELECT {ENTRY} WHERE c.day >= ? ORDER BY c.id DESC LIMIT {limit}");
        let entries = self
            .conn
            .prepare_cached(&sql)?
            .query_map([since.map(iso).unwrap_or_default()], entry)?
            .collect::<rusqlite::Result<_>>()?;
        self.named(entries)
    }

    /// Adds the names by which people know what the entries touched.
    fn named(&self, mut entries: Vec<Entry>) -> Result<Vec<Entry>> {
        for entry in &mut entries {
            if let Some(target) = entry.target {
                entry.about.target = Some(kind_of_act(&self.conn, target)?);
            }
            for edit in &entry.edits {
                match edit.table.as_str() {
                    "occurrence" => entry.about.period = self.period_of(edit.id)?,
                    "step" => {
                        let title = "SELECT title FROM step WHERE id=?";
                        entry.about.step = self.name_of(title, edit.id)?;
                    }
                    "task" | "coordinating" => {
                        for unit in units_in(edit) {
                            let abbreviation = "SELECT abbreviation FROM unit WHERE id=?";
                            let name = self.name_of(abbreviation, unit)?;
                            // A unit whose adding was undone has no name any more.
                            let name = name.unwrap_or_else(|| "?".to_owned());
                            entry.about.units.insert(unit, name);
                        }
                    }
                    "setting" => {
                        let key = "SELECT key FROM setting WHERE id=?";
                        if let Some(key) = self.name_of(key, edit.id)? {
                            entry.about.settings.insert(edit.id, key);
                        }
                    }
                    _ => {}
                }
            }
        }
        Ok(entries)
    }

    fn name_of(&self, sql: &str, id: i64) -> Result<Option<String>> {
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_row([id], |row| row.get(0))
            .optional()?)
    }

    fn period_of(&self, occurrence: i64) -> Result<Option<(Rhythm, Day)>> {
        let found = self
            .conn
            .prepare_cached(
                "SELECT t.rhythm, o.original_due_on FROM occurrence o
                 JOIN task t ON t.id = o.task_id WHERE o.id=?",
            )?
            .query_row([occurrence], |row| {
                let rhythm: Option<String> = row.get(0)?;
                Ok((
                    rhythm.and_then(|word| Rhythm::parse(&word)),
                    day_at(row, 1)?,
                ))
            })
            .optional()?;
        Ok(found.and_then(|(rhythm, day)| Some((rhythm?, day?))))
    }

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
