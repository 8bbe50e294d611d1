//! The one entry point for writes: apply, and the frame in which undo and redo run too ([`super::undo`]).
//!
//! Each write is one short immediate transaction in which the rows, the journal, the tallies and the
//! full-text index change together. Nothing waits for a person while it is open.

use super::changes::write;
use super::undone_codes::UndoneCodes;
use super::writer::{RowWriter, Written};
use super::{frame, units};
use crate::domain::change::{Change, Refusal};
use crate::domain::conflict::Conflict;
use crate::domain::day::iso;
use crate::domain::ids::{ActId, TaskId};
use crate::domain::journal::{ChangeKind, Edit};
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use crate::store::file::{backup, connect, schema};
use crate::store::index::update::{self, LastTouch};
use crate::store::journal::{ActHeader, Stamp};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::collections::{BTreeSet, HashSet};

/// An act on more tasks than this is preceded by a copy of the file.
const BULK: usize = 50;

/// What an act wrote, for the sentence about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub act: ActId,
    /// What sort of change; of an undo or redo, the kind of the act concerned.
    pub kind: ChangeKind,
    /// The tasks touched, each once, in order.
    pub tasks: Vec<TaskId>,
}

impl Store {
    /// Applies the changes of one act of a person, all or none; it is one step of undo.
    ///
    /// # Errors
    /// [`StoreError::Refused`] by the rules, [`StoreError::Conflict`] where a colleague wrote in
    /// between, or an error of the file.
    pub fn apply(&mut self, changes: &[Change], stamp: &Stamp) -> Result<Receipt> {
        self.copy_before_bulk(changes, stamp)?;
        self.write(stamp, |writer| {
            Ok((None, apply_each(writer, changes, stamp)?))
        })
    }

    /// The same, with a copy of the file first, however few tasks the act is about; a demonstration has
    /// none.
    ///
    /// # Errors
    /// Those of [`Store::apply`], and where the copy cannot be made.
    pub(crate) fn apply_after_copy(
        &mut self,
        changes: &[Change],
        stamp: &Stamp,
    ) -> Result<Receipt> {
        if !connect::is_demonstration(&self.conn) {
            self.may_write()?;
            backup::before_bulk(&self.path, stamp.recorded_at)?;
        }
        self.write(stamp, |writer| {
            Ok((None, apply_each(writer, changes, stamp)?))
        })
    }

    /// What [`Store::apply`] would answer now: everything is done as there, and then dropped.
    ///
    /// # Errors
    /// Those of [`Store::apply`].
    pub fn try_apply(&mut self, changes: &[Change], stamp: &Stamp) -> Result<Receipt> {
        let tx = self.begin()?;
        let entries = apply_each(&mut RowWriter::new(&tx), changes, stamp)?;
        record(&tx, stamp, None, entries)
    }

    /// Before an act on many tasks a copy is made, so that even a mistaken one can be undone
    /// whole.
    fn copy_before_bulk(&self, changes: &[Change], stamp: &Stamp) -> Result<()> {
        if changes.len() <= BULK {
            return Ok(());
        }
        let tasks: BTreeSet<TaskId> = changes.iter().filter_map(Change::task).collect();
        if tasks.len() <= BULK || connect::is_demonstration(&self.conn) {
            return Ok(());
        }
        self.may_write()?;
        backup::before_bulk(&self.path, stamp.recorded_at)
    }

    /// The frame of every write: transaction, rows, journal, derived values, commit.
    pub(in crate::store) fn write(
        &mut self,
        stamp: &Stamp,
        rows: impl FnOnce(&mut RowWriter<'_>) -> Result<(Option<ActId>, Vec<NewEntry>)>,
    ) -> Result<Receipt> {
        let tx = self.begin()?;
        let (target, entries) = rows(&mut RowWriter::new(&tx))?;
        let receipt = record(&tx, stamp, target, entries)?;
        tx.commit()?;
        self.has_written()?;
        Ok(receipt)
    }

    /// A transaction that writes. It is rolled back unless it is committed.
    pub(in crate::store) fn begin(&mut self) -> Result<Transaction<'_>> {
        self.may_write()?;
        let path = self.path.clone();
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Only now can nobody change it any more: rows by old rules have no place in a new schema.
        if schema::version_of(&tx)? != schema::VERSION {
            return Err(StoreError::Upgraded(path));
        }
        Ok(tx)
    }
}

/// What one change of an act wrote, as it goes into the journal.
pub(in crate::store) struct NewEntry {
    /// What sort of change.
    pub kind: ChangeKind,
    /// The task touched.
    pub task: Option<TaskId>,
    /// The rows.
    pub edits: Vec<Edit>,
}

/// Writes the changes of one act one after the other. Where values were replaced meanwhile, all of
/// them are reported at once, not those of the first change alone.
fn apply_each(
    writer: &mut RowWriter<'_>,
    changes: &[Change],
    stamp: &Stamp,
) -> Result<Vec<NewEntry>> {
    let (mut entries, mut conflicts): (Vec<NewEntry>, Vec<Conflict>) = (Vec::new(), Vec::new());
    let as_before = |change: &Change| matches!(change, Change::Add(new) if new.more.code_as_before);
    if changes.iter().any(as_before) {
        writer.undone_codes = UndoneCodes::read(writer.conn)?;
    }
    for (change, intermediate) in changes.iter().zip(intermediate(changes)) {
        let id = change.task();
        let left_out = |c: &Conflict| c.task.as_ref().is_some_and(|t| Some(t.row.id) == id);
        // What builds on a change that is not made reports nothing of its own.
        if conflicts.iter().any(left_out) {
            continue;
        }
        match write(writer, change, intermediate, stamp) {
            Ok(written) => entries.extend(written.map(|Written { kind, task }| NewEntry {
                kind,
                task,
                edits: writer.take_edits(),
            })),
            Err(StoreError::Conflict(more)) => conflicts.extend(more),
            Err(_) if !conflicts.is_empty() => {}
            Err(error) => return Err(error),
        }
    }
    if !conflicts.is_empty() {
        return Err(StoreError::Conflict(conflicts));
    }
    if entries.is_empty() {
        return Err(Refusal::NoChange.into());
    }
    Ok(entries)
}

/// Of each change, whether a later one goes on with its task.
fn intermediate(changes: &[Change]) -> Vec<bool> {
    let mut later: HashSet<TaskId> = HashSet::new();
    let backwards = changes.iter().rev().map(|change| {
        let goes_on = change.task().is_some_and(|task| later.contains(&task));
        later.extend(change.task().filter(|_| !change.is_answer()));
        goes_on
    });
    let mut all: Vec<bool> = backwards.collect();
    all.reverse();
    all
}

/// Each task once, with the last of what stands beside it, in the order of these.
fn last_of_each<T>(all: Vec<(TaskId, T)>) -> Vec<(TaskId, T)> {
    let mut seen: HashSet<TaskId> = HashSet::with_capacity(all.len());
    let backwards = all.into_iter().rev();
    let mut last: Vec<(TaskId, T)> = backwards.filter(|(task, _)| seen.insert(*task)).collect();
    last.reverse();
    last
}

/// Whether edits of a task write to the task itself. That it was looked at in a review is no change
/// of it: a silent task stays silent.
pub(in crate::store) fn touches(edits: &[Edit]) -> bool {
    edits.iter().any(|edit| edit.table != "answer")
}

/// Journals the entries of an act and refreshes what derives from them.
pub(in crate::store) fn record(
    conn: &Connection,
    stamp: &Stamp,
    target: Option<ActId>,
    entries: Vec<NewEntry>,
) -> Result<Receipt> {
    let mut header = ActHeader::open(conn, stamp, target)?;
    // An import may begin with its units; it is known by its tasks.
    let about_task = entries.iter().find(|entry| entry.task.is_some());
    let kind = about_task
        .or(entries.first())
        .map_or(ChangeKind::Edit, |entry| entry.kind);
    let mut tasks: Vec<(TaskId, ())> = Vec::new();
    let mut touched: Vec<(TaskId, i64)> = Vec::new();
    for entry in entries {
        units::refresh(conn, &entry.edits)?;
        frame::refresh(conn, &entry.edits)?;
        let change = header.append(conn, entry.kind, entry.task, &entry.edits)?;
        let Some(task) = entry.task else { continue };
        tasks.push((task, ()));
        if touches(&entry.edits) {
            touched.push((task, change));
        }
    }
    refresh_touched(conn, stamp, &last_of_each(touched))?;
    let tasks = last_of_each(tasks).into_iter().map(|(task, ())| task);
    Ok(Receipt {
        act: header.act(),
        kind,
        tasks: tasks.collect(),
    })
}

/// Refreshes what derives from tasks, each with the last change that has touched it.
fn refresh_touched(conn: &Connection, stamp: &Stamp, touched: &[(TaskId, i64)]) -> Result<()> {
    let day = iso(stamp.day);
    for (task, change) in touched {
        let touch = LastTouch {
            change: *change,
            day: &day,
            recorded_at: stamp.recorded_at,
        };
        update::refresh(conn, *task, touch)?;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::day::Day;
    use crate::domain::note::NoteKind;
    use crate::domain::person::Actor;

    fn lan() -> Stamp {
        Stamp {
            actor: Actor {
                account: "vanphong".to_owned(),
                person: "Lan".to_owned(),
            },
            recorded_at: 0,
            day: Day::from_ymd_opt(2021, 6, 11).unwrap(),
        }
    }

    fn note(store: &mut Store, body: &str) -> Result<Receipt> {
        let change = Change::AddNote {
            task: TaskId(1),
            kind: NoteKind::Note,
            body: body.to_owned(),
            answers: None,
        };
        store.apply(&[change], &lan())
    }

    fn notes(store: &Store) -> usize {
        store.task(TaskId(1)).unwrap().unwrap().notes.len()
    }

    /// A file that may not grow any more is what a full disk looks like to the engine.
    #[test]
    fn a_full_disk_is_reported_and_nothing_is_half_written() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = crate::plan::sample::create(&folder.path().join("đầy.db")).unwrap();
        let allow = |store: &Store, pages: i64| {
            store
                .conn
                .pragma_update(None, "max_page_count", pages)
                .unwrap();
        };
        let pages = store
            .conn
            .query_row("PRAGMA page_count", [], |row| row.get(0))
            .unwrap();
        allow(&store, pages);
        let before = notes(&store);
        let error = note(&mut store, &"đầy ổ đĩa ".repeat(9_000)).unwrap_err();
        assert!(matches!(error, StoreError::Full), "{error:?}");
        assert_eq!(notes(&store), before);
        assert_eq!(store.check().unwrap(), []);
        allow(&store, 1_000_000);
        note(&mut store, "Đã dọn chỗ trống").unwrap();
        assert_eq!(store.check().unwrap(), []);
    }

    #[test]
    fn a_log_that_is_deleted_during_an_act_is_reported_and_the_act_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mất nhật ký.db");
        let mut store = crate::plan::sample::create(&path).unwrap();
        note(&mut store, "Còn nhật ký").unwrap();
        let log = folder.path().join("mất nhật ký.db-wal");
        let taken = log.clone();
        store.on_progress(100, move || drop(std::fs::remove_file(&taken)));
        let error = note(&mut store, "Ghi vào chỗ mất").unwrap_err();
        assert!(
            matches!(&error, StoreError::LogGone(path) if *path == log),
            "{error:?}"
        );
    }

    #[test]
    fn a_writer_is_refused_while_the_file_is_locked_and_readers_continue() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("chung.db");
        let mut store = crate::plan::sample::create(&path).unwrap();
        store.conn.busy_timeout(std::time::Duration::ZERO).unwrap();
        let holder = Connection::open(&path).unwrap();
        holder.execute_batch("BEGIN IMMEDIATE").unwrap();
        let before = notes(&store);
        let error = note(&mut store, "Chờ đến lượt").unwrap_err();
        assert!(matches!(error, StoreError::Busy), "{error:?}");
        assert!(matches!(store.undo(&lan()), Err(StoreError::Busy)));
        assert_eq!(notes(&store), before);
        holder.execute_batch("ROLLBACK").unwrap();
        note(&mut store, "Đến lượt").unwrap();
        assert_eq!(notes(&store), before + 1);
    }
}
