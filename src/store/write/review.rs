//! What a review writes, checked against the file as it is now.

use super::writer::{RowWriter, Written};
use crate::domain::change::{NewTask, Refusal};
use crate::domain::conflict::Clash;
use crate::domain::day::iso;
use crate::domain::ids::{ConclusionId, PlanId, ReviewId, TaskId};
use crate::domain::journal::{ChangeKind, StoredValue};
use crate::domain::note::NoteKind;
use crate::domain::parts::Field;
use crate::domain::refusal::ReviewRefusal;
use crate::domain::review::{AnswerKind, OutcomeKind, PreparedAgenda, ReviewChange, ReviewScope};
use crate::store::error::Result;
use crate::store::journal::{Stamp, head};
use crate::store::reviews::{scope_cells, store_frozen};
use crate::store::sql::Cached;
use crate::store::values::cells;
use crate::store::write::conflict;
use crate::store::write::task::{add_task, insert_note};
use rusqlite::params;

/// Writes one change of a review; says nothing where an answer that says as much is there already.
pub(in crate::store) fn write(
    writer: &mut RowWriter<'_>,
    change: &ReviewChange,
    stamp: &Stamp,
) -> Result<Option<Written>> {
    let kind = match change {
        ReviewChange::Begin {
            plan,
            week,
            scope,
            prepared,
        } => {
            begin(writer, *plan, &iso(week.monday), *scope, prepared, stamp)?;
            ChangeKind::Begin
        }
        ReviewChange::Answer { review, task, kind } => {
            if !answer(writer, *review, *task, *kind, stamp)? {
                return Ok(None);
            }
            ChangeKind::Review
        }
        ReviewChange::Conclude { review, body } => {
            conclude(writer, *review, body)?;
            ChangeKind::Conclude
        }
        ReviewChange::Reword {
            conclusion,
            before,
            after,
        } => {
            reword(writer, *conclusion, before, after)?;
            ChangeKind::Reword
        }
        ReviewChange::Withdraw { conclusion, seen } => {
            withdraw(writer, *conclusion, seen)?;
            ChangeKind::Withdraw
        }
        ReviewChange::MakeTask { conclusion, task } => {
            let made = make_task(writer, *conclusion, task, stamp)?;
            return Ok(written(ChangeKind::Add, Some(made)));
        }
        ReviewChange::NoteOn {
            conclusion,
            task,
            body,
        } => {
            note_on(writer, *conclusion, *task, body, stamp)?;
            ChangeKind::Note
        }
        ReviewChange::Finish {
            review,
            head,
            texts,
        } => {
            finish(writer, *review, head, texts, stamp)?;
            ChangeKind::Finish
        }
    };
    Ok(written(kind, change.task()))
}

fn written(kind: ChangeKind, task: Option<TaskId>) -> Option<Written> {
    Some(Written { kind, task })
}

fn conclude(writer: &mut RowWriter<'_>, review: ReviewId, body: &str) -> Result<()> {
    must_be_open(writer, review)?;
    let row = cells([("review_id", review.0.into()), ("body", body.into())]);
    writer.insert("conclusion", row)?;
    Ok(())
}

fn reword(
    writer: &mut RowWriter<'_>,
    conclusion: ConclusionId,
    before: &str,
    after: &str,
) -> Result<()> {
    must_read(writer, conclusion, before, Some(after))?;
    writer.update("conclusion", conclusion.0, cells([("body", after.into())]))?;
    Ok(())
}

fn begin(
    writer: &mut RowWriter<'_>,
    plan: PlanId,
    monday: &str,
    scope: ReviewScope,
    prepared: &PreparedAgenda,
    stamp: &Stamp,
) -> Result<()> {
    let (area, unit, joined) = scope_cells(scope);
    let open = "SELECT 1 FROM review WHERE plan_id=? AND finished_on IS NULL
        AND monday=? AND area_id IS ? AND unit_id IS ? AND joined=?";
    if writer
        .conn
        .has(open, params![plan.0, monday, area, unit, joined])?
    {
        return Err(Refusal::from(ReviewRefusal::Open).into());
    }
    // Words and numbers alone: this cannot fail.
    let agenda = serde_json::to_string(&prepared.agenda)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    let tasks = i64::try_from(prepared.agenda.len()).unwrap_or(i64::MAX);
    let row = cells([
        ("plan_id", plan.0.into()),
        ("monday", monday.into()),
        ("area_id", area.into()),
        ("unit_id", unit.into()),
        ("joined", joined.into()),
        ("began_on", stamp.day.into()),
        ("began_by", stamp.actor.to_string().into()),
        ("at_row", prepared.at.into()),
        ("since_row", prepared.since.into()),
        ("walk", agenda.into()),
        ("tasks", tasks.into()),
    ]);
    writer.insert("review", row)?;
    Ok(())
}

/// The review must be there and not be finished.
fn must_be_open(writer: &RowWriter<'_>, review: ReviewId) -> Result<()> {
    let sql = "SELECT finished_on IS NOT NULL FROM review WHERE id=?";
    let finished: Option<bool> = writer.conn.value(sql, [review.0])?;
    match finished {
        None => Err(Refusal::from(ReviewRefusal::NoSuchReview).into()),
        Some(true) => Err(Refusal::from(ReviewRefusal::Finished).into()),
        Some(false) => Ok(()),
    }
}

/// Writes an answer, or makes one that is there say more; says whether anything was written.
fn answer(
    writer: &mut RowWriter<'_>,
    review: ReviewId,
    task: TaskId,
    kind: AnswerKind,
    stamp: &Stamp,
) -> Result<bool> {
    must_be_open(writer, review)?;
    let on_agenda = "SELECT 1 FROM review r, json_each(r.walk) g, json_each(g.value, '$[1]') j
        WHERE r.id=? AND j.value=?";
    if !writer.conn.has(on_agenda, params![review.0, task.0])? {
        return Err(Refusal::from(ReviewRefusal::NotOnAgenda).into());
    }
    let sql = "SELECT id, kind FROM answer WHERE review_id=? AND task_id=?";
    let there: Option<(i64, String)> =
        writer
            .conn
            .first(sql, params![review.0, task.0], |row| row.try_into())?;
    let mut row = cells([
        ("kind", kind.as_str().into()),
        ("signed", stamp.actor.to_string().into()),
        ("day", stamp.day.into()),
    ]);
    match there {
        Some((_, kept)) if AnswerKind::parse(&kept) >= Some(kind) => Ok(false),
        Some((id, _)) => writer.update("answer", id, row),
        None => {
            row.extend(cells([
                ("review_id", review.0.into()),
                ("task_id", task.0.into()),
            ]));
            writer.insert("answer", row)?;
            Ok(true)
        }
    }
}

/// The text of a conclusion whose review is open.
fn body_of(writer: &RowWriter<'_>, conclusion: ConclusionId) -> Result<String> {
    let sql = "SELECT review_id, body FROM conclusion WHERE id=?";
    let found: Option<(i64, String)> = writer
        .conn
        .first(sql, [conclusion.0], |row| row.try_into())?;
    let (review, body) = found.ok_or(Refusal::from(ReviewRefusal::NoSuchConclusion))?;
    must_be_open(writer, ReviewId(review))?;
    Ok(body)
}

/// A conclusion must still read as the person saw it, or read already as the person wants it.
fn must_read(
    writer: &RowWriter<'_>,
    conclusion: ConclusionId,
    seen: &str,
    wanted: Option<&str>,
) -> Result<()> {
    let theirs = body_of(writer, conclusion)?;
    if theirs == seen || Some(theirs.as_str()) == wanted {
        return Ok(());
    }
    let mine = wanted.map(str::to_owned);
    let clash = Clash::new(Field::Conclusion, mine, Some(theirs)).of_row(conclusion.0);
    conflict::refuse(writer.conn, None, vec![clash])
}

fn make_task(
    writer: &mut RowWriter<'_>,
    conclusion: ConclusionId,
    task: &NewTask,
    stamp: &Stamp,
) -> Result<TaskId> {
    body_of(writer, conclusion)?;
    let made = add_task(writer, task, stamp)?;
    add_outcome(writer, conclusion, made, OutcomeKind::Task)?;
    Ok(made)
}

fn note_on(
    writer: &mut RowWriter<'_>,
    conclusion: ConclusionId,
    task: TaskId,
    body: &str,
    stamp: &Stamp,
) -> Result<()> {
    body_of(writer, conclusion)?;
    insert_note(writer, task, NoteKind::Instruction, body, None, stamp)?;
    add_outcome(writer, conclusion, task, OutcomeKind::Note)
}

/// Takes a conclusion out, and the rows that say what became of it.
fn withdraw(writer: &mut RowWriter<'_>, conclusion: ConclusionId, seen: &str) -> Result<()> {
    must_read(writer, conclusion, seen, None)?;
    let sql = "SELECT id FROM outcome WHERE conclusion_id=? ORDER BY id";
    let outcomes: Vec<i64> = writer.conn.rows(sql, [conclusion.0], |row| row.get(0))?;
    for outcome in outcomes {
        writer.delete("outcome", outcome)?;
    }
    writer.delete("conclusion", conclusion.0)
}

fn add_outcome(
    writer: &mut RowWriter<'_>,
    conclusion: ConclusionId,
    task: TaskId,
    kind: OutcomeKind,
) -> Result<()> {
    let there = "SELECT 1 FROM outcome WHERE conclusion_id=? AND task_id=? AND kind=?";
    if writer
        .conn
        .has(there, params![conclusion.0, task.0, kind.as_str()])?
    {
        return Err(Refusal::NotedAlready.into());
    }
    let row = cells([
        ("conclusion_id", conclusion.0.into()),
        ("task_id", task.0.into()),
        ("kind", kind.as_str().into()),
    ]);
    writer.insert("outcome", row)?;
    Ok(())
}

/// Freezes the texts and closes the review, where nobody has written since they were made.
fn finish(
    writer: &mut RowWriter<'_>,
    review: ReviewId,
    seen: &str,
    texts: &[String; 2],
    stamp: &Stamp,
) -> Result<()> {
    must_be_open(writer, review)?;
    if head(writer.conn)?.as_deref() != Some(seen) {
        return Err(Refusal::from(ReviewRefusal::Overtaken).into());
    }
    let [vi, en] = texts;
    let (vi, en) = (
        store_frozen(writer.conn, vi)?,
        store_frozen(writer.conn, en)?,
    );
    let row = cells([
        ("finished_on", stamp.day.into()),
        ("finished_by", stamp.actor.to_string().into()),
        ("head", StoredValue::from(seen)),
        ("frozen_vi", vi.into()),
        ("frozen_en", en.into()),
    ]);
    writer.update("review", review.0, row)?;
    Ok(())
}
