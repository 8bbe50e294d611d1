//! From a [`Change`] to rows: what each wish writes. The rules have been checked before.

use super::error::{Result, StoreError};
use super::journal::last_writer;
use super::tasks::load;
use super::writer::{Writer, cells};
use crate::domain::area::code;
use crate::domain::change::{Change, Field, NewTask, Refusal};
use crate::domain::day::Day;
use crate::domain::deadline::{Deadline, DeadlineKind};
use crate::domain::history::{Cell, ChangeKind, Edit};
use crate::domain::ids::{NoteId, TaskId};
use crate::domain::note::NoteKind;
use crate::domain::task::{Hold, Task, TaskText};
use rusqlite::{OptionalExtension, params};

use super::door::Stamp;

/// What a change did, for the journal and for the sentence that tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// What sort of change.
    pub kind: ChangeKind,
    /// The task that it touched or made.
    pub task: Option<TaskId>,
}

/// Checks one change against the file as it is now, and writes it. Nothing is written where a review
/// has its answer already.
pub(super) fn write(
    writer: &mut Writer<'_>,
    change: &Change,
    stamp: &Stamp,
) -> Result<Option<Written>> {
    change.check_texts()?;
    let seen = match change.task() {
        None => None,
        Some(id) => Some(load(writer.conn, id)?.ok_or(Refusal::NoSuchTask)?),
    };
    let written = match (change, &seen) {
        (Change::Review(change), _) => super::reviews::write(writer, change, stamp)?,
        (_, None) => Some(write_apart(writer, change)?),
        (_, Some(task)) => {
            change.check(task, stamp.day)?;
            Some(Written {
                kind: write_to(writer, change, task, stamp)?,
                task: Some(task.row.id),
            })
        }
    };
    // What changes nothing must not become a step of undo.
    if written.is_some() && writer.is_idle() {
        return Err(Refusal::NoChange.into());
    }
    Ok(written)
}

fn write_to(
    writer: &mut Writer<'_>,
    change: &Change,
    task: &Task,
    stamp: &Stamp,
) -> Result<ChangeKind> {
    let id = task.row.id;
    match change {
        Change::Complete {
            occurrence,
            done_on,
            result,
            ..
        } => {
            let target = occurrence.or_else(|| task.current().map(|o| o.id));
            let target = target.ok_or(Refusal::AlreadyDone)?;
            let set = cells([
                ("done_on", (*done_on).into()),
                ("result", result.clone().into()),
            ]);
            writer.update("occurrence", target.0, set)?;
            Ok(ChangeKind::Complete)
        }
        Change::Reopen { occurrence, .. } => {
            let last = || {
                task.occurrences
                    .iter()
                    .rev()
                    .find(|o| !o.is_open())
                    .map(|o| o.id)
            };
            let target = occurrence.or_else(last).ok_or(Refusal::NotDone)?;
            let set = cells([("done_on", Cell::Null), ("result", Cell::Null)]);
            writer.update("occurrence", target.0, set)?;
            Ok(ChangeKind::Reopen)
        }
        Change::Start { started, .. } => {
            writer.update("task", id.0, cells([("started", (*started).into())]))?;
            Ok(ChangeKind::Start)
        }
        Change::Hold { hold, reason, .. } => {
            let word = hold
                .map(|hold| Cell::from(hold.as_str()))
                .unwrap_or(Cell::Null);
            let set = cells([("hold", word), ("hold_reason", reason.clone().into())]);
            writer.update("task", id.0, set)?;
            Ok(match hold {
                Some(Hold::Paused) => ChangeKind::Pause,
                Some(Hold::Dropped) => ChangeKind::Drop,
                None => ChangeKind::Resume,
            })
        }
        Change::Extend {
            new_due_on,
            reason,
            agreed_by,
            letter,
            ..
        } => extend(
            writer,
            task,
            *new_due_on,
            [reason, agreed_by],
            letter.as_deref(),
        ),
        Change::SetDeadline {
            deadline, base_on, ..
        } => {
            set_deadline(writer, task, deadline, *base_on)?;
            Ok(ChangeKind::Deadline)
        }
        Change::AddNote {
            kind,
            body,
            answers,
            ..
        } => {
            insert_note(writer, id, *kind, body, *answers, stamp)?;
            Ok(if answers.is_some() {
                ChangeKind::Answer
            } else {
                ChangeKind::Note
            })
        }
        Change::AddEvidence {
            number,
            dated_on,
            summary,
            path,
            ..
        } => {
            let row = cells([
                ("task_id", id.0.into()),
                ("number", number.as_str().into()),
                ("dated_on", (*dated_on).into()),
                ("summary", summary.clone().into()),
                ("path", path.clone().into()),
            ]);
            writer.insert("evidence", row)?;
            Ok(ChangeKind::Evidence)
        }
        Change::Edit { before, after, .. } => {
            check_conflict(writer, task, before, after, stamp)?;
            edit(writer, task, &merge(&task.texts(), before, after))?;
            Ok(ChangeKind::Edit)
        }
        Change::TickStep { step, done, .. } => {
            let day = done.then_some(stamp.day);
            writer.update("step", step.0, cells([("done_on", day.into())]))?;
            Ok(ChangeKind::Step)
        }
        Change::AddStep { title, .. } => {
            let position = task.steps.last().map_or(1, |step| step.position + 1);
            add_step(writer, id, position, title)?;
            Ok(ChangeKind::Step)
        }
        Change::Add(_)
        | Change::SetPerson { .. }
        | Change::SetUnit { .. }
        | Change::SetSetting { .. }
        | Change::Review(_) => Err(Refusal::NoSuchTask.into()),
    }
}

/// Inserts one note, signed.
pub(super) fn insert_note(
    writer: &mut Writer<'_>,
    task: TaskId,
    kind: NoteKind,
    body: &str,
    answers: Option<NoteId>,
    stamp: &Stamp,
) -> Result<()> {
    let row = cells([
        ("task_id", task.0.into()),
        ("kind", kind.as_str().into()),
        ("body", body.into()),
        ("answers_id", answers.map(|note| note.0).into()),
        ("signed", stamp.actor.to_string().into()),
        ("day", stamp.day.into()),
        ("recorded_at", stamp.recorded_at.into()),
    ]);
    writer.insert("note", row)?;
    Ok(())
}

fn extend(
    writer: &mut Writer<'_>,
    task: &Task,
    new_due_on: Day,
    [reason, agreed_by]: [&String; 2],
    letter: Option<&str>,
) -> Result<ChangeKind> {
    let current = task.current().ok_or(Refusal::NothingToExtend)?;
    let row = cells([
        ("task_id", task.row.id.0.into()),
        ("occurrence_id", current.id.0.into()),
        ("old_due_on", current.due_on.into()),
        ("new_due_on", new_due_on.into()),
        ("reason", reason.as_str().into()),
        ("agreed_by", agreed_by.as_str().into()),
        ("letter", letter.into()),
    ]);
    writer.insert("extension", row)?;
    writer.update(
        "occurrence",
        current.id.0,
        cells([("due_on", new_due_on.into())]),
    )?;
    Ok(ChangeKind::Extend)
}

/// Replaces wording and occurrences; extensions of the old ones go with them and stay in the
/// journal. Where neither wording nor days would differ, nothing is written.
fn set_deadline(
    writer: &mut Writer<'_>,
    task: &Task,
    deadline: &Deadline,
    base_on: Option<Day>,
) -> Result<()> {
    let id = task.row.id;
    let year = plan_year(writer, id)?;
    writer.update("task", id.0, deadline_cells(deadline, base_on))?;
    let days = due_days(deadline, base_on, year);
    let same_days = task.occurrences.iter().map(|o| o.due_on).eq(days);
    if same_days && task.extensions.is_empty() {
        return Ok(());
    }
    let mut statement = writer
        .conn
        .prepare_cached("SELECT id FROM extension WHERE task_id=?")?;
    let extensions: Vec<i64> = statement
        .query_map([id.0], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for extension in extensions {
        writer.delete("extension", extension)?;
    }
    for occurrence in &task.occurrences {
        writer.delete("occurrence", occurrence.id.0)?;
    }
    add_occurrences(writer, id, deadline, base_on, year)
}

fn deadline_cells(deadline: &Deadline, base_on: Option<Day>) -> crate::domain::history::Cells {
    cells([
        ("deadline", deadline.wording.as_str().into()),
        ("kind", deadline.kind.as_str().into()),
        (
            "rhythm",
            deadline
                .rhythm
                .map(|rhythm| rhythm.as_str().to_owned())
                .into(),
        ),
        ("start_on", deadline.start_on.into()),
        ("base_on", base_on.into()),
    ])
}

fn plan_year(writer: &Writer<'_>, task: TaskId) -> Result<i32> {
    Ok(writer
        .conn
        .prepare_cached("SELECT p.year FROM plan p JOIN task t ON t.plan_id = p.id WHERE t.id=?")?
        .query_row([task.0], |row| row.get(0))?)
}

/// The due dates that follow from a deadline; a relative one has its day once its base is known.
fn due_days(deadline: &Deadline, base_on: Option<Day>, year: i32) -> Vec<Option<Day>> {
    match (deadline.kind, base_on) {
        (DeadlineKind::Relative, Some(base)) => vec![deadline.relative_due(base)],
        _ => deadline.due_days(year),
    }
}

/// Adds an occurrence for each due date.
pub(super) fn add_occurrences(
    writer: &mut Writer<'_>,
    task: TaskId,
    deadline: &Deadline,
    base_on: Option<Day>,
    year: i32,
) -> Result<()> {
    for (ordinal, day) in (1_i64..).zip(due_days(deadline, base_on, year)) {
        let row = cells([
            ("task_id", task.0.into()),
            ("ordinal", ordinal.into()),
            ("original_due_on", day.into()),
            ("due_on", day.into()),
        ]);
        writer.insert("occurrence", row)?;
    }
    Ok(())
}

/// Adds one step.
pub(super) fn add_step(
    writer: &mut Writer<'_>,
    task: TaskId,
    position: i64,
    title: &str,
) -> Result<()> {
    let row = cells([
        ("task_id", task.0.into()),
        ("position", position.into()),
        ("title", title.into()),
    ]);
    writer.insert("step", row)?;
    Ok(())
}

fn edit(writer: &mut Writer<'_>, task: &Task, after: &TaskText) -> Result<()> {
    // Two colleagues' changes may each be right alone, and together not.
    let both = |lead| after.coordinating.contains(&lead);
    if after.lead.is_some_and(both) {
        return Err(Refusal::LeadAlsoCoordinates.into());
    }
    writer.update("task", task.row.id.0, text_cells(after))?;
    if after.coordinating == task.texts().coordinating {
        return Ok(());
    }
    let mut statement = writer
        .conn
        .prepare_cached("SELECT id FROM coordinating WHERE task_id=? ORDER BY id")?;
    let old: Vec<i64> = statement
        .query_map([task.row.id.0], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for row in old {
        writer.delete("coordinating", row)?;
    }
    add_coordinating(writer, task.row.id, after)
}

fn add_coordinating(writer: &mut Writer<'_>, task: TaskId, text: &TaskText) -> Result<()> {
    for unit in &text.coordinating {
        let row = cells([("task_id", task.0.into()), ("unit_id", unit.0.into())]);
        writer.insert("coordinating", row)?;
    }
    Ok(())
}

fn text_cells(text: &TaskText) -> crate::domain::history::Cells {
    cells([
        ("title", text.title.as_str().into()),
        ("text", text.text.as_str().into()),
        ("product", text.product.clone().into()),
        ("key_task", text.key_task.into()),
        ("lead_id", text.lead.map(|unit| unit.0).into()),
        ("coordinating_text", text.coordinating_text.clone().into()),
    ])
}

/// What the task shall hold: the parts that the person changed, and the others as they are now,
/// also where a colleague has altered them since the form was opened.
fn merge(now: &TaskText, before: &TaskText, after: &TaskText) -> TaskText {
    fn pick<T: Clone + PartialEq>(now: &T, before: &T, after: &T) -> T {
        if before == after { now } else { after }.clone()
    }
    TaskText {
        title: pick(&now.title, &before.title, &after.title),
        text: pick(&now.text, &before.text, &after.text),
        product: pick(&now.product, &before.product, &after.product),
        key_task: pick(&now.key_task, &before.key_task, &after.key_task),
        lead: pick(&now.lead, &before.lead, &after.lead),
        coordinating: pick(&now.coordinating, &before.coordinating, &after.coordinating),
        coordinating_text: pick(
            &now.coordinating_text,
            &before.coordinating_text,
            &after.coordinating_text,
        ),
    }
}

/// A part that the person changed must still read as the person saw it.
fn check_conflict(
    writer: &Writer<'_>,
    task: &Task,
    before: &TaskText,
    after: &TaskText,
    stamp: &Stamp,
) -> Result<()> {
    /// Whether the person and somebody else both changed a part, each to another value.
    fn clash<T: PartialEq>(before: &T, after: &T, now: &T) -> bool {
        before != after && before != now && after != now
    }
    let now = task.texts();
    let units: Vec<&str> = task.coordinating.iter().map(|(_, u)| u.as_str()).collect();
    let parts = [
        (
            Field::Title,
            ("task", "title"),
            clash(&before.title, &after.title, &now.title),
            now.title,
        ),
        (
            Field::Text,
            ("task", "text"),
            clash(&before.text, &after.text, &now.text),
            now.text,
        ),
        (
            Field::Product,
            ("task", "product"),
            clash(&before.product, &after.product, &now.product),
            now.product.unwrap_or_default(),
        ),
        (
            Field::Lead,
            ("task", "lead_id"),
            clash(&before.lead, &after.lead, &now.lead),
            task.row.lead.clone().unwrap_or_default(),
        ),
        (
            Field::Coordinating,
            ("coordinating", "unit_id"),
            clash(&before.coordinating, &after.coordinating, &now.coordinating),
            units.join(", "),
        ),
        (
            Field::Coordinating,
            ("task", "coordinating_text"),
            clash(
                &before.coordinating_text,
                &after.coordinating_text,
                &now.coordinating_text,
            ),
            now.coordinating_text.unwrap_or_default(),
        ),
    ];
    let mut clashing = parts.into_iter().filter(|(.., clashes, _)| *clashes);
    let Some((field, (table, column), _, theirs)) = clashing.next() else {
        return Ok(());
    };
    let wrote = |edit: &Edit| edit.table == table && edit.column(column).is_some();
    let (conn, id) = (writer.conn, task.row.id);
    let who = last_writer(conn, Some(id), wrote, 0, &stamp.actor)?;
    // Every part is told: whoever saves once more must have seen all that is replaced.
    let more = clashing
        .map(|(field, _, _, theirs)| (field, theirs))
        .collect();
    Err(StoreError::Conflict {
        field,
        theirs,
        who,
        more,
    })
}

/// Changes that concern no task that is there already.
fn write_apart(writer: &mut Writer<'_>, change: &Change) -> Result<Written> {
    match change {
        Change::Add(new) => {
            let task = add_task(writer, new)?;
            Ok(Written {
                kind: ChangeKind::Add,
                task: Some(task),
            })
        }
        Change::SetPerson {
            name,
            unit,
            account,
        } => {
            set_person(writer, name, unit.map(|unit| unit.0), account.as_deref())?;
            Ok(Written {
                kind: ChangeKind::Person,
                task: None,
            })
        }
        Change::SetUnit { unit, text } => {
            super::units::set(writer, *unit, text)?;
            Ok(Written {
                kind: ChangeKind::Unit,
                task: None,
            })
        }
        Change::SetSetting { key, value } => {
            set_setting(writer, key, value)?;
            Ok(Written {
                kind: ChangeKind::Setting,
                task: None,
            })
        }
        _ => Err(Refusal::NoSuchTask.into()),
    }
}

/// Gives out the section's next code. The number itself is never set back.
pub(super) fn next_code(writer: &Writer<'_>, section: i64) -> Result<(i64, String)> {
    let (plan, number, text): (i64, i64, String) = writer
        .conn
        .prepare_cached(
            "SELECT a.plan_id, s.last_number + 1, s.number
             FROM section s JOIN area a ON a.id = s.area_id WHERE s.id=?",
        )?
        .query_row([section], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    writer
        .conn
        .prepare_cached("UPDATE section SET last_number=?2 WHERE id=?1")?
        .execute(params![section, number])?;
    Ok((plan, code(&text, number)))
}

pub(super) fn add_task(writer: &mut Writer<'_>, new: &NewTask) -> Result<TaskId> {
    let (plan, code) = next_code(writer, new.section.0)?;
    let mut row = text_cells(&new.text);
    row.extend(deadline_cells(&new.deadline, None));
    row.extend(cells([
        ("plan_id", plan.into()),
        ("section_id", new.section.0.into()),
        ("code", code.into()),
    ]));
    let task = TaskId(writer.insert("task", row)?);
    add_coordinating(writer, task, &new.text)?;
    let year = plan_year(writer, task)?;
    add_occurrences(writer, task, &new.deadline, None, year)?;
    Ok(task)
}

fn set_person(
    writer: &mut Writer<'_>,
    name: &str,
    unit: Option<i64>,
    account: Option<&str>,
) -> Result<()> {
    let known: Option<i64> = writer
        .conn
        .query_row("SELECT id FROM person WHERE name=?", [name], |row| {
            row.get(0)
        })
        .optional()?;
    let person = match known {
        Some(person) => {
            if unit.is_some() {
                writer.update("person", person, cells([("unit_id", unit.into())]))?;
            }
            person
        }
        None => writer.insert(
            "person",
            cells([("name", name.into()), ("unit_id", unit.into())]),
        )?,
    };
    let Some(account) = account else {
        return Ok(());
    };
    let has: Option<i64> = writer
        .conn
        .query_row(
            "SELECT id FROM account WHERE person_id=? AND name=?",
            params![person, account],
            |row| row.get(0),
        )
        .optional()?;
    if has.is_none() {
        let row = cells([("person_id", person.into()), ("name", account.into())]);
        writer.insert("account", row)?;
    }
    Ok(())
}

fn set_setting(writer: &mut Writer<'_>, key: &str, value: &str) -> Result<()> {
    let plan: i64 = writer.conn.query_row(
        "SELECT id FROM plan ORDER BY year DESC LIMIT 1",
        [],
        |row| row.get(0),
    )?;
    let known: Option<i64> = writer
        .conn
        .query_row(
            "SELECT id FROM setting WHERE plan_id=? AND key=?",
            params![plan, key],
            |row| row.get(0),
        )
        .optional()?;
    match known {
        Some(id) => {
            writer.update("setting", id, cells([("value", value.into())]))?;
        }
        None => {
            let row = cells([
                ("plan_id", plan.into()),
                ("key", key.into()),
                ("value", value.into()),
            ]);
            writer.insert("setting", row)?;
        }
    }
    Ok(())
}
