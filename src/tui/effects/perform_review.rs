//! What effects of reviews ask of the store.

use super::effect::{Answer, Effect, UnitShare};
use crate::domain::change::{Change, Refusal};
use crate::domain::day::Week;
use crate::domain::ids::{ConclusionId, ReviewId, TaskId};
use crate::domain::refusal::ReviewRefusal;
use crate::domain::review::{AgendaPart, Review, ReviewChange, ReviewSummary, Scope};
use crate::present::lang::Lang;
use crate::report::review;
use crate::store::{Receipt, Result, Stamp, Store, StoreError};
use crate::tui::model::Frame;
use crate::tui::screens::paper::Kept;

/// The most entries since the review before that are loaded.
const HISTORY: usize = 50;
/// How often finishing is begun anew where somebody writes meanwhile.
const TRIES: usize = 5;

/// Does what an effect of a review asks.
pub(in crate::tui) fn perform(
    effect: Effect,
    store: &mut Store,
    frame: &Frame,
    stamp: &Stamp,
) -> Result<Answer> {
    Ok(match effect {
        Effect::Sittings => Answer::Sittings(sittings(store, frame)?),
        Effect::Begin(scope, week) => begin(store, frame, scope, week, stamp)?,
        Effect::Look(scope) => look(store, frame, scope)?,
        Effect::TakeUp(id, part) => Answer::TakenUp {
            review: Box::new(whole(store, id)?),
            part,
            kept: true,
            begun: false,
        },
        Effect::Review(id) => Answer::Review(store.review(id)?.map(Box::new)),
        Effect::Stop(task, since) => {
            let whole = store.task(task)?.map(Box::new);
            Answer::Stop(whole, store.history_since(task, since, HISTORY)?)
        }
        Effect::Weeks(id) => {
            let review = whole(store, id)?;
            let weeks = review::weeks(store, &review, frame.plan.id, frame.today)?;
            Answer::Weeks(Box::new(weeks))
        }
        Effect::Spread {
            conclusion,
            body,
            codes,
        } => spread(store, frame, conclusion, &body, &codes, stamp)?,
        Effect::Finish(id) => finish(store, id, stamp)?,
        Effect::Notice(id) => Answer::Notice(id, notice(store, id)?),
        // No other concerns a review.
        _ => Answer::Frame,
    })
}

fn gone() -> StoreError {
    Refusal::from(ReviewRefusal::NoSuchReview).into()
}

fn whole(store: &Store, id: ReviewId) -> Result<Review> {
    store.review(id)?.ok_or_else(gone)
}

/// All reviews; of the open ones also what each unit has to go through.
fn sittings(store: &Store, frame: &Frame) -> Result<Vec<(ReviewSummary, Vec<UnitShare>)>> {
    let all = store.reviews(frame.plan.id)?.into_iter();
    all.map(|sitting| {
        let parts = match sitting.finished {
            None => whole(store, sitting.id)?.parts(),
            Some(_) => Vec::new(),
        };
        Ok((sitting, parts))
    })
    .collect()
}

/// Begins a review; where a colleague has just begun the same, that one is taken up.
fn begin(
    store: &mut Store,
    frame: &Frame,
    scope: Scope,
    week: Week,
    stamp: &Stamp,
) -> Result<Answer> {
    let plan = frame.plan.id;
    let laid = store.prepare_agenda(scope, &frame.plan, stamp.day)?;
    let change = ReviewChange::Begin {
        plan,
        week,
        scope,
        laid,
    };
    let begun = match store.apply(&[Change::Review(change)], stamp) {
        Ok(_) => true,
        Err(StoreError::Refused(Refusal::Review(ReviewRefusal::Open))) => false,
        Err(error) => return Err(error),
    };
    let mut open = store.open_reviews(plan)?.into_iter();
    let same = open.find(|sitting| sitting.scope == scope && sitting.week == week);
    let id = same.ok_or_else(gone)?.id;
    Ok(Answer::TakenUp {
        review: Box::new(whole(store, id)?),
        part: AgendaPart::All,
        kept: true,
        begun,
    })
}

/// The walk that a review would have, for somebody who may only read.
fn look(store: &Store, frame: &Frame, scope: Scope) -> Result<Answer> {
    Ok(Answer::TakenUp {
        review: Box::new(store.preview_review(scope, &frame.plan, frame.today)?),
        part: AgendaPart::All,
        kept: false,
        begun: false,
    })
}

/// Notes a conclusion on the tasks with these codes, as one act.
fn spread(
    store: &mut Store,
    frame: &Frame,
    conclusion: ConclusionId,
    body: &str,
    codes: &[String],
    stamp: &Stamp,
) -> Result<Answer> {
    let mut tasks: Vec<TaskId> = Vec::new();
    for code in codes {
        match store.find_code(frame.plan.id, code)? {
            Some(task) if !tasks.contains(&task) => tasks.push(task),
            Some(_) => {}
            None => {
                let error = Refusal::NoSuchCode.into();
                return Ok(Answer::Failed(error, Some(code.clone())));
            }
        }
    }
    let note = |task: &TaskId| {
        Change::Review(ReviewChange::NoteOn {
            conclusion,
            task: *task,
            body: body.to_owned(),
        })
    };
    let changes: Vec<Change> = tasks.iter().map(note).collect();
    let receipt: Receipt = store.apply(&changes, stamp)?;
    let touched = super::perform::load(store, &receipt.tasks).unwrap_or_default();
    Ok(Answer::Applied(receipt, changes, touched))
}

/// Freezes and finishes. What somebody else writes between the two makes the texts out of date; then
/// they are made anew.
fn finish(store: &mut Store, id: ReviewId, stamp: &Stamp) -> Result<Answer> {
    let mut tries = 0;
    loop {
        tries += 1;
        let (head, texts) = review::freeze(store, id, stamp.day)?.ok_or_else(gone)?;
        let change = ReviewChange::Finish {
            review: id,
            head,
            texts,
        };
        match store.apply(&[Change::Review(change)], stamp) {
            Ok(_) => break,
            Err(StoreError::Refused(Refusal::Review(ReviewRefusal::Overtaken)))
                if tries < TRIES => {}
            Err(error) => return Err(error),
        }
    }
    Ok(match notice(store, id)? {
        Some(kept) => Answer::Finished(kept),
        None => Answer::Notice(id, None),
    })
}

fn notice(store: &Store, id: ReviewId) -> Result<Option<Box<Kept>>> {
    let vi = review::thaw(store, id, Lang::Vi)?;
    let en = review::thaw(store, id, Lang::En)?;
    let Some((vi, en)) = vi.zip(en) else {
        return Ok(None);
    };
    let sitting = whole(store, id)?.summary;
    Ok(Some(Box::new(Kept::new(sitting, [vi, en]))))
}
