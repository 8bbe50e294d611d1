//! Undo and redo: an act's edits run backwards, in a transaction like any other write.
//!
//! Both are refused where somebody else has changed the same since, and where what would come of it
//! is something that the rules forbid, for later changes were made on what would be gone.

use super::apply::{NewEntry, Receipt};
use super::writer::RowWriter;
use super::{frame, units};
use crate::domain::ids::{ActId, TaskId};
use crate::domain::invariants::{moves_what_is_done, violations};
use crate::domain::journal::{ChangeKind, Edit, JournalEntry, PastAct};
use crate::domain::person::Actor;
use crate::domain::task::Task;
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use crate::store::index::update;
use crate::store::journal::{self, Stamp};
use crate::store::read::tasks::load;
use crate::store::reviews::TouchedReviews;
use crate::store::sql::Cached;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Which acts of another day a person agrees to undo or redo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// None.
    SameDay,
    /// This one, which was named to the person.
    Act(ActId),
    /// Whichever it is.
    Any,
}

impl Store {
    /// Undoes the last act of that person that is not undone yet, of whichever day.
    ///
    /// # Errors
    /// [`StoreError::NothingToUndo`], or [`StoreError::ChangedSince`] where somebody has changed
    /// the same since.
    pub fn undo(&mut self, stamp: &Stamp) -> Result<Receipt> {
        self.undo_with(stamp, Consent::Any)
    }

    /// Undoes the last act of that person that is not undone yet.
    ///
    /// # Errors
    /// As [`Store::undo`], and [`StoreError::OfAnotherDay`] where the person has not agreed to it;
    /// nothing is changed then.
    pub(crate) fn undo_with(&mut self, stamp: &Stamp, consent: Consent) -> Result<Receipt> {
        self.write_back(stamp, ChangeKind::Undo, consent, |conn| {
            let target = journal::last_undoable(conn, &stamp.actor)?;
            let target = target.ok_or(StoreError::NothingToUndo)?;
            let redone = journal::last_undo_or_redo(conn, target)?;
            Ok(Inversion {
                made_by: redone.map_or(target, |(act, _)| ActId(act)),
                target,
                source: target,
                stands_since: Some(redone.map_or(target.0, |(act, _)| act)),
            })
        })
    }

    /// Redoes what that person undid last, on whichever day, unless something new came
    /// since.
    ///
    /// # Errors
    /// [`StoreError::NothingToRedo`] or [`StoreError::ChangedSinceUndone`].
    pub fn redo(&mut self, stamp: &Stamp) -> Result<Receipt> {
        self.redo_with(stamp, Consent::Any)
    }

    /// Redoes what that person undid last, unless something new came since.
    ///
    /// # Errors
    /// As [`Store::redo`], and [`StoreError::OfAnotherDay`] where the person has not agreed to it;
    /// nothing is changed then.
    pub(crate) fn redo_with(&mut self, stamp: &Stamp, consent: Consent) -> Result<Receipt> {
        self.write_back(stamp, ChangeKind::Redo, consent, |conn| {
            let target = journal::last_redoable(conn, &stamp.actor)?;
            let target = target.ok_or(StoreError::NothingToRedo)?;
            let source = journal::last_undo_of(conn, target)?;
            Ok(Inversion {
                made_by: source,
                target,
                source,
                stands_since: None,
            })
        })
        .map_err(|error| match error {
            StoreError::ChangedSince { who } => StoreError::ChangedSinceUndone { who },
            other => other,
        })
    }

    /// Runs the edits of an act backwards (undo), or those of its undoing (redo). Which act that
    /// is, `pick` finds inside the transaction, so that two windows of one person never take the
    /// same act back twice.
    fn write_back(
        &mut self,
        stamp: &Stamp,
        kind: ChangeKind,
        consent: Consent,
        pick: impl FnOnce(&Connection) -> Result<Inversion>,
    ) -> Result<Receipt> {
        let mut undone_kind = kind;
        let written = self.write(stamp, |writer| {
            let Inversion {
                made_by,
                target,
                source,
                stands_since,
            } = pick(writer.conn)?;
            let day = journal::day_of_act(writer.conn, made_by)?;
            let agreed = consent == Consent::Any || consent == Consent::Act(target);
            if day != stamp.day && !agreed {
                return Err(StoreError::OfAnotherDay(Box::new(PastAct {
                    act: target,
                    undo: kind == ChangeKind::Undo,
                    kind: journal::kind_of_act(writer.conn, target)?,
                    day,
                    entries: journal::entries_of_act(writer.conn, source)?,
                })));
            }
            undone_kind = journal::kind_of_act(writer.conn, target)?;
            let entries = journal::entries_of_act(writer.conn, source)?;
            let before = Before::of(writer.conn, &entries)?;
            let mut written = Vec::new();
            for entry in entries.iter().rev() {
                invert(writer, entry, stands_since, &stamp.actor)?;
                written.push(NewEntry {
                    kind,
                    task: entry.task.as_ref().map(|(id, _)| *id),
                    edits: writer.take_edits(),
                });
            }
            before.check_invariants(writer.conn, &entries, &stamp.actor)?;
            // They stand in the order in which they were written, for so a redo can run them
            // backwards as well.
            Ok((Some(target), written))
        });
        let mut receipt = match written {
            Err(StoreError::OfAnotherDay(mut past)) => {
                past.entries = self.named(past.entries)?;
                return Err(StoreError::OfAnotherDay(past));
            }
            written => written?,
        };
        if kind == ChangeKind::Undo {
            // Reported in the act's own order.
            receipt.tasks.reverse();
        }
        receipt.kind = undone_kind;
        Ok(receipt)
    }
}

/// What an undo or a redo runs backwards.
struct Inversion {
    /// The act by which it is as it is: the target, what redid it, or what undid it.
    made_by: ActId,
    /// The act that is undone or redone.
    target: ActId,
    /// The act whose edits are inverted.
    source: ActId,
    /// The journal row since which the act stands; others' later writes of the same forbid an
    /// undo. A redo is judged by the values alone.
    stands_since: Option<i64>,
}

/// What the rules are compared with once an act is run backwards: the tasks and reviews that it
/// touched, as they were, and whether units could be distinguished.
struct Before {
    tasks: BTreeMap<TaskId, Option<Task>>,
    reviews: TouchedReviews,
    ambiguous: bool,
}

impl Before {
    fn of(conn: &Connection, entries: &[JournalEntry]) -> Result<Self> {
        let mut tasks = BTreeMap::new();
        for (task, _) in entries.iter().filter_map(|entry| entry.task.as_ref()) {
            tasks.insert(*task, load(conn, *task)?);
        }
        Ok(Self {
            tasks,
            reviews: TouchedReviews::by(conn, entries)?,
            ambiguous: units::ambiguous(conn)?.is_some(),
        })
    }

    /// Whether nothing has come about that the rules forbid and that was not so before. If it has,
    /// whoever wrote since what no longer fits is named.
    fn check_invariants(
        &self,
        conn: &Connection,
        entries: &[JournalEntry],
        me: &Actor,
    ) -> Result<()> {
        let since = entries.first().map_or(0, |entry| entry.id);
        for (id, before) in &self.tasks {
            let Some(after) = load(conn, *id)? else {
                continue;
            };
            let old = before.as_ref().map(violations).unwrap_or_default();
            let new = violations(&after)
                .iter()
                .any(|violation| !old.contains(violation));
            let moved = before
                .as_ref()
                .is_some_and(|before| moves_what_is_done(before, &after));
            if new || moved {
                let who = journal::last_writer(conn, Some(*id), |_| true, since, me)?;
                return Err(StoreError::ChangedSince { who });
            }
        }
        self.reviews.check_unchanged(conn)?;
        if !self.ambiguous && units::ambiguous(conn)?.is_some() {
            let named = |edit: &Edit| matches!(edit.table.as_str(), "unit" | "alias");
            let who = journal::last_writer(conn, None, named, since, me)?;
            return Err(StoreError::ChangedSince { who });
        }
        Ok(())
    }
}

/// Inverts one journal row's edits, last first. A task that vanishes leaves tallies and index
/// before its row goes.
fn invert(
    writer: &mut RowWriter<'_>,
    entry: &JournalEntry,
    stands_since: Option<i64>,
    me: &Actor,
) -> Result<()> {
    if let Some(since) = stands_since
        && let Some(rival) = journal::later_writer(writer.conn, entry, since, me)?
    {
        let who = rival.to_string();
        return Err(StoreError::ChangedSince { who });
    }
    for edit in entry.edits.iter().rev() {
        if edit.table == "section" && edit.before.is_none() {
            frame::check_removable(writer.conn, edit.id)?;
        }
        if edit.table == "task" && edit.before.is_none() {
            update::forget(writer.conn, TaskId(edit.id))?;
        }
        writer
            .invert(edit)
            .map_err(|error| conflicting_author(writer.conn, error, entry, edit, me))?;
    }
    Ok(())
}

/// Names who changed the same since. A constraint in the way is a colleague's row that depends on
/// what would vanish, or that has taken its place.
fn conflicting_author(
    conn: &Connection,
    error: StoreError,
    entry: &JournalEntry,
    edit: &Edit,
    me: &Actor,
) -> StoreError {
    let in_the_way = matches!(&error, StoreError::Sql(e)
        if e.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation));
    if !in_the_way && !matches!(error, StoreError::ChangedSince { .. }) {
        return error;
    }
    if in_the_way && let Ok(Some(who)) = giver_of_code(conn, edit) {
        let who = who.to_string();
        return StoreError::ChangedSince { who };
    }
    let task = entry.task.as_ref().map(|(task, _)| *task);
    let who = journal::last_writer(conn, task, |later| later.meets(edit), entry.id, me);
    StoreError::ChangedSince {
        who: who.unwrap_or_default(),
    }
}

/// Who gave the code of a task that would come back to the one that has it now.
fn giver_of_code(conn: &Connection, edit: &Edit) -> Result<Option<Actor>> {
    let row = edit.before.as_ref().filter(|_| edit.table == "task");
    let cell = |column| row.and_then(|row| row.get(column));
    let (Some(plan), Some(code)) = (cell("plan_id"), cell("code")) else {
        return Ok(None);
    };
    let sql = "SELECT id FROM task WHERE plan_id=? AND code=?";
    let holder: Option<i64> = conn.value(sql, [plan, code])?;
    let Some(holder) = holder.map(TaskId) else {
        return Ok(None);
    };
    let gives = |later: &Edit| {
        let row = later.after.as_ref().filter(|_| later.table == "task");
        row.is_some_and(|row| row.get("code") == Some(code))
    };
    let entry = journal::last_to_write(conn, Some(holder), gives)?;
    Ok(entry.map(|entry| entry.actor))
}
