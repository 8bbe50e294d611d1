//! What a review writes, checked against the file as it is now.

use super::writer::{RowWriter, Written};
use crate::domain::change::Refusal;
use crate::domain::conflict::Clash;
use crate::domain::day::iso;
use crate::domain::history::{ChangeKind, StoredValue};
use crate::domain::ids::{ConclusionId, PlanId, ReviewId, TaskId};
use crate::domain::note::NoteKind;
use crate::domain::parts::Field;
use crate::domain::refusal::ReviewRefusal;
use crate::domain::review::{AnswerKind, OutcomeKind, PreparedAgenda, ReviewChange, ReviewScope};
use crate::store::error::Result;
use crate::store::journal::{Stamp, head};
use crate::store::reviews::{scope_cells, store_frozen};
use crate::store::values::cells;
use crate::store::write::conflict;
use crate::store::write::task::{add_task, insert_note};
use rusqlite::{OptionalExtension, params};

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
            must_be_open(writer, *review)?;
            let row = cells([
                ("review_id", review.0.into()),
                ("body", body.as_str().into()),
            ]);
            writer.insert("conclusion", row)?;
            ChangeKind::Conclude
        }
        ReviewChange::Reword {
            conclusion,
            before,
            after,
        } => {
            must_read(writer, *conclusion, before, Some(after))?;
            let body = cells([("body", after.as_str().into())]);
            writer.update("conclusion", conclusion.0, body)?;
            ChangeKind::Reword
        }
        ReviewChange::Withdraw { conclusion, seen } => {
            must_read(writer, *conclusion, seen, None)?;
            withdraw(writer, *conclusion)?;
            ChangeKind::Withdraw
        }
        ReviewChange::MakeTask { conclusion, task } => {
            body_of(writer, *conclusion)?;
            let made = add_task(writer, task, stamp)?;
            add_outcome(writer, *conclusion, made, OutcomeKind::Task)?;
            return Ok(written(ChangeKind::Add, Some(made)));
        }
        ReviewChange::NoteOn {
            conclusion,
            task,
            body,
        } => {
            body_of(writer, *conclusion)?;
            insert_note(writer, *task, NoteKind::Instruction, body, None, stamp)?;
            add_outcome(writer, *conclusion, *task, OutcomeKind::Note)?;
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

fn begin(
    writer: &mut RowWriter<'_>,
    plan: PlanId,
    monday: &str,
    scope: ReviewScope,
    prepared: &PreparedAgenda,
    stamp: &Stamp,
) -> Result<()> {
    let (area, unit, joined) = scope_cells(scope);
    let open: bool = writer
        .conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM review WHERE plan_id=? AND finished_on IS NULL
                AND monday=? AND area_id IS ? AND unit_id IS ? AND joined=?)",
        )?
        .query_row(params![plan.0, monday, area, unit, joined], |row| {
            row.get(0)
        })?;
    if open {
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
    let finished: Option<bool> = writer
        .conn
        .prepare_cached("SELECT finished_on IS NOT NULL FROM review WHERE id=?")?
        .query_row([review.0], |row| row.get(0))
        .optional()?;
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
    let in_walk: bool = writer
        .conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM review r, json_each(r.walk) g,
                json_each(g.value, '$[1]') j WHERE r.id=? AND j.value=?)",
        )?
        .query_row(params![review.0, task.0], |row| row.get(0))?;
    if !in_walk {
        return Err(Refusal::from(ReviewRefusal::NotOnAgenda).into());
    }
    let there: Option<(i64, String)> = writer
        .conn
        .prepare_cached("SELECT id, kind FROM answer WHERE review_id=? AND task_id=?")?
        .query_row(params![review.0, task.0], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
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
    let found: Option<(i64, String)> = writer
        .conn
        .prepare_cached("SELECT review_id, body FROM conclusion WHERE id=?")?
        .query_row([conclusion.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
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

/// Takes a conclusion out, and the rows that say what became of it.
fn withdraw(writer: &mut RowWriter<'_>, conclusion: ConclusionId) -> Result<()> {
    let mut statement = writer
        .conn
        .prepare_cached("SELECT id FROM outcome WHERE conclusion_id=? ORDER BY id")?;
    let outcomes: Vec<i64> = statement
        .query_map([conclusion.0], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
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
    let there: bool = writer
        .conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM outcome WHERE conclusion_id=? AND task_id=? AND kind=?)",
        )?
        .query_row(params![conclusion.0, task.0, kind.as_str()], |row| {
            row.get(0)
        })?;
    if there {
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
