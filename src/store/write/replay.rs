//! Acts of a journal written again: into a file that stands where the act's file stood, all of them
//! into a new one, or as many as can be read in the place of a file whose other tables are damaged or
//! altered.
//!
//! What validates a write knows neither clock nor chance, so the same act on the same file makes the
//! same rows and the same hash; where it does not, nothing is written.

use super::apply::{NewEntry, record, touches};
use super::writer::RowWriter;
use crate::domain::day::{Day, from_iso};
use crate::domain::ids::{ActId, ReviewId, TaskId};
use crate::domain::journal::{Act, ActRow, ChangeKind, Edit, StoredValue};
use crate::store::error::{Result, StoreError};
use crate::store::file::account::AsOwner;
use crate::store::file::atomic::{AtomicFile, sidecar, unusable};
use crate::store::file::connect::{harden, plain};
use crate::store::file::permissions::FileInfo;
use crate::store::file::restore::{lock_alone, may_replace, take_place};
use crate::store::file::{backup, connect, schema};
use crate::store::index::update;
use crate::store::journal::{
    self, Chain, ChainedRow, Stamp, act_row, actor_id, frozen_keys, rows_after,
};
use crate::store::{Store, reviews};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

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
        if reviews::store_frozen(conn, text)? != *key {
            return Err(StoreError::Corrupt);
        }
    }
    let mut writer = RowWriter::new(conn);
    let mut entries = Vec::with_capacity(act.rows.len());
    for row in &act.rows {
        for edit in &row.edits {
            if edit.table == "task" && edit.after.is_none() {
                update::forget(conn, TaskId(edit.id))?;
            }
            repeat(&mut writer, edit, row.kind, act.id)?;
        }
        entries.push(NewEntry {
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
    let receipt = record(conn, &stamp, act.target, entries)?;
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
    writer: &mut RowWriter<'_>,
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
            allocate_code(writer.conn, task.get("section_id"), task.get("code"))
        }
        _ => Ok(()),
    }
}

/// Counts the number of a task as given out in its section.
fn allocate_code(
    conn: &Connection,
    section: Option<&StoredValue>,
    code: Option<&StoredValue>,
) -> Result<()> {
    let (Some(StoredValue::Int(section)), Some(StoredValue::Text(code))) = (section, code) else {
        return Err(StoreError::Corrupt);
    };
    let number = code.rsplit('-').next().and_then(|n| n.parse::<i64>().ok());
    conn.prepare_cached("UPDATE section SET last_number=max(last_number, ?2) WHERE id=?1")?
        .execute(params![section, number.ok_or(StoreError::Corrupt)?])?;
    Ok(())
}

/// Why a row of the journal cannot be taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum ReplayError {
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
    /// The hash after which the act of the last row began.
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
    pub(crate) fn begin(mut conn: Connection, journal: bool) -> Result<Self> {
        conn.pragma_update(None, "synchronous", "OFF")?;
        conn.pragma_update(None, "journal_mode", "MEMORY")?;
        schema::create(&mut conn)?;
        connect::harden(&conn)?;
        // A row of the journal holds rows in the order in which they were written, and all of it
        // is looked at in the end.
        conn.pragma_update(None, "foreign_keys", false)?;
        conn.pragma_update(None, "cache_size", -16_000)?;
        let indexes = drop_indexes(&conn)?;
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
    pub(crate) fn take(&mut self, row: Option<ChainedRow>) -> Result<Option<ReplayError>> {
        let Some(row) = row else {
            return Ok(Some(ReplayError::Link));
        };
        let begins = self.chain.at() == 0;
        if row.act == row.id {
            self.act_follows = self.chain.head();
        }
        if !self.chain.take(&row) {
            return Ok(Some(ReplayError::Link));
        }
        let part = match act_row(&row) {
            Ok(part) => part,
            Err(_) => return Ok(Some(ReplayError::Misfit)),
        };
        if begins && part.kind != ChangeKind::Create {
            return Ok(Some(ReplayError::Beginning));
        }
        self.conn.execute_batch("SAVEPOINT row")?;
        match self.write(&row, &part) {
            Ok(()) => {
                self.conn.execute_batch("RELEASE row")?;
                Ok(None)
            }
            Err(StoreError::Corrupt) => {
                self.conn.execute_batch("ROLLBACK TO row; RELEASE row")?;
                Ok(Some(ReplayError::Misfit))
            }
            Err(error) => Err(error),
        }
    }

    fn write(&mut self, row: &ChainedRow, part: &ActRow) -> Result<()> {
        let conn = &self.conn;
        // The text itself is taken from wherever it can be had; see `Rebuild::keys`.
        let mut keep = conn.prepare_cached("INSERT OR IGNORE INTO frozen VALUES (?, x'')")?;
        for key in frozen_keys(&part.edits) {
            keep.execute([key])?;
        }
        let mut writer = RowWriter::new(conn);
        for edit in &part.edits {
            repeat(&mut writer, edit, part.kind, ActId(row.act))?;
            if edit.table == "review" {
                let false_heads = check_review(row, part.kind, edit, &self.act_follows)?;
                self.false_heads.extend(false_heads);
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

    /// The texts whose keys the rows have named: to be put in by the caller.
    pub(crate) fn keys(&self) -> Result<Vec<String>> {
        let mut statement = self.conn.prepare("SELECT key FROM frozen ORDER BY key")?;
        let keys = statement.query_map([], |row| row.get(0))?;
        Ok(keys.collect::<rusqlite::Result<_>>()?)
    }

    /// Puts in what follows from the facts, and the indexes, and keeps it all.
    pub(crate) fn finish(self) -> Result<Connection> {
        for index in &self.indexes {
            self.conn.execute_batch(index)?;
        }
        update::rebuild(&self.conn)?;
        self.conn.execute_batch("COMMIT")?;
        Ok(self.conn)
    }

    /// The same of a database that is to be a plan's file; the disk holds it whole then.
    pub(crate) fn finish_as(self, path: &Path) -> Result<()> {
        let conn = self.finish()?;
        conn.pragma_update(None, "journal_mode", "WAL")?;
        conn.close().map_err(|(_, error)| error)?;
        backup::verify(&connect::immutable(path)?, path)?;
        File::open(path)
            .and_then(|file| file.sync_all())
            .map_err(|error| unusable(path, &error))
    }
}

/// Drops the indexes that only make reading fast and gives them back as SQL.
fn drop_indexes(conn: &Connection) -> Result<Vec<String>> {
    let mut statement =
        conn.prepare("SELECT name, sql FROM sqlite_schema WHERE type='index' AND sql IS NOT NULL")?;
    let indexes: Vec<(String, String)> = statement
        .query_map([], |row| row.try_into())?
        .collect::<rusqlite::Result<_>>()?;
    for (name, _) in &indexes {
        conn.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    Ok(indexes.into_iter().map(|(_, sql)| sql).collect())
}

/// What the journal says of a review must agree with the journal itself: it was prepared when there
/// were rows up to that one, and finished by the hash of the row before. Gives back the review that
/// was finished by another one.
fn check_review(
    row: &ChainedRow,
    kind: ChangeKind,
    edit: &Edit,
    head: &str,
) -> Result<Option<ReviewId>> {
    let written = |column: &str| edit.after.as_ref().and_then(|cells| cells.get(column));
    match (kind, written("at_row"), written("head")) {
        (ChangeKind::Begin, Some(StoredValue::Int(at)), _) if *at >= row.act => {
            Err(StoreError::Corrupt)
        }
        (ChangeKind::Finish, _, Some(StoredValue::Text(written))) if written != head => {
            Ok(Some(ReviewId(edit.id)))
        }
        _ => Ok(None),
    }
}

/// What became of a file that was made again from its journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rebuilt {
    /// Where the old file is kept now.
    pub kept: Option<PathBuf>,
    /// The last row of the journal that was taken over, and its day.
    pub last: (i64, Day),
    /// What was not taken over.
    pub lost: Option<JournalBreak>,
    /// The keys of frozen texts of reviews that could not be read any more.
    pub unread: Vec<String>,
}

/// Where the journal cannot be followed any further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct JournalBreak {
    /// The first row that was not taken over.
    pub row: i64,
    /// Its day, where it can still be read.
    pub day: Option<Day>,
    /// The last row that the file ever had, where it still knows.
    pub until: Option<i64>,
}

impl Store {
    /// Puts a file made from the journal in the place of one that nobody has open, as far as the
    /// journal can be read and its chain holds. What it replaces is kept in the folder of copies.
    ///
    /// # Errors
    /// [`StoreError::InUse`], [`StoreError::NoJournal`] where nothing could be rebuilt, or what is
    /// wrong with file and folder. The file is then as it was.
    pub(crate) fn restore_from_journal(path: &Path, at: i64) -> Result<Rebuilt> {
        let real = path.canonicalize().unwrap_or(path.to_owned());
        FileInfo::of(&real)?;
        may_replace(&real, false)?;
        let _owner = AsOwner::of(&real);
        let lock = lock_alone(&real)?;
        // While it is locked no connection may be opened to it: closing that would drop the lock.
        let beside = AtomicFile::new(&real).map_err(|error| unusable(&real, &error))?;
        copy_bytes(&lock, &real, beside.path())?;
        let source = source(beside.path(), &real)?;
        let made = AtomicFile::new(&real).map_err(|error| unusable(&real, &error))?;
        let mut rebuilt = rebuild(&source, made.path(), &real)?;
        rebuilt.kept = take_place(&real, made, at)?;
        drop(lock);
        Ok(rebuilt)
    }
}

/// Copies a file as it is, with the log beside it.
fn copy_bytes(mut file: &File, path: &Path, to: &Path) -> Result<()> {
    let copied = File::options()
        .write(true)
        .open(to)
        .and_then(|mut to| std::io::copy(&mut file, &mut to));
    copied.map_err(|error| unusable(to, &error))?;
    for ending in ["-wal", "-journal"] {
        let log = sidecar(path, ending);
        if log.exists() {
            let to = sidecar(to, ending);
            std::fs::copy(&log, &to).map_err(|error| unusable(&to, &error))?;
        }
    }
    Ok(())
}

/// A connection to the copy of a file that may be damaged anywhere. Whose it is must be readable.
fn source(copy: &Path, path: &Path) -> Result<Connection> {
    let open = || -> Result<(Connection, i64, i64)> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(plain(copy), flags)?;
        harden(&conn)?;
        let owner = conn.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        let version = schema::version_of(&conn)?;
        Ok((conn, owner, version))
    };
    let (conn, owner, version) = open().map_err(|_| StoreError::NoJournal(path.to_owned()))?;
    if owner != schema::APPLICATION_ID {
        return Err(StoreError::NotOurs(path.to_owned()));
    }
    if version > schema::VERSION {
        let path = path.to_owned();
        return Err(StoreError::Newer { path, version });
    }
    Ok(conn)
}

/// Fills an empty file from a journal.
fn rebuild(source: &Connection, into: &Path, path: &Path) -> Result<Rebuilt> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut rebuild = Rebuild::begin(Connection::open_with_flags(plain(into), flags)?, true)?;
    // What the new file says is trouble; what the old one says is where the journal ends.
    let mut trouble = None;
    let read = rows_after(source, 0, |_, row| {
        Ok(match rebuild.take(row) {
            Ok(None) => ControlFlow::Continue(()),
            Ok(Some(_)) => ControlFlow::Break(()),
            Err(error) => {
                trouble = Some(error);
                ControlFlow::Break(())
            }
        })
    });
    if let Some(error) = trouble {
        return Err(error);
    }
    match read {
        Err(error @ (StoreError::Full | StoreError::Disk | StoreError::Busy)) => return Err(error),
        _ if rebuild.chain.at() == 0 => return Err(StoreError::NoJournal(path.to_owned())),
        _ => {}
    }
    let last = rebuild.chain.at();
    let day = from_iso(rebuild.chain.day()).unwrap_or_default();
    let unread = insert_frozen(source, &rebuild)?;
    rebuild.finish_as(into)?;
    Ok(Rebuilt {
        kept: None,
        last: (last, day),
        lost: journal_break(source, last),
        unread,
    })
}

/// Puts in the frozen texts that can still be read; gives back the keys of the others.
fn insert_frozen(source: &Connection, rebuild: &Rebuild) -> Result<Vec<String>> {
    let mut unread = Vec::new();
    for key in rebuild.keys()? {
        // The table may be damaged where the index is not, and the other way round.
        let mut ways = ["", "NOT INDEXED"].into_iter();
        let found = ways.find_map(|way| {
            let sql = format!("SELECT content FROM frozen {way} WHERE key=?");
            let packed: rusqlite::Result<Vec<u8>> =
                source.query_row(&sql, [&key], |row| row.get(0));
            packed
                .ok()
                .filter(|packed| reviews::is_frozen(&key, packed))
        });
        match found {
            Some(packed) => {
                rebuild.conn.execute(
                    "UPDATE frozen SET content=?2 WHERE key=?1",
                    params![key, packed],
                )?;
            }
            None => unread.push(key),
        }
    }
    Ok(unread)
}

/// What the file knew after the last row that was taken over.
fn journal_break(source: &Connection, last: i64) -> Option<JournalBreak> {
    let number = |sql: &str| source.query_row(sql, [], |row| row.get::<_, i64>(0)).ok();
    let counted = number("SELECT seq FROM sqlite_sequence WHERE name='change'");
    let there = number("SELECT max(id) FROM change");
    let until = counted.max(there).filter(|until| *until > last);
    let next: Option<Option<String>> = source
        .query_row(
            "SELECT day FROM change NOT INDEXED WHERE id > ? ORDER BY id LIMIT 1",
            [last],
            |row| Ok(row.get(0).ok()),
        )
        .optional()
        // There is a row that cannot be read.
        .unwrap_or(Some(None));
    (next.is_some() || until.is_some()).then(|| JournalBreak {
        row: last + 1,
        day: next.flatten().as_deref().and_then(from_iso),
        until,
    })
}
