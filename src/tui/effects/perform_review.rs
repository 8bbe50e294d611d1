//! What effects of reviews ask of the store.

use super::effect::{Answer, Effect, UnitShare};
use crate::domain::ids::ReviewId;
use crate::domain::review::{AgendaPart, Review, ReviewSummary, Scope};
use crate::report::review;
use crate::store::{Result, Store};
use crate::tui::command::no_such_review;
use crate::tui::env::Env;

/// The most entries since the review before that are loaded.
const HISTORY: usize = 50;

/// Does what an effect of a review asks.
pub(in crate::tui) fn perform(effect: Effect, store: &mut Store, env: &Env) -> Result<Answer> {
    Ok(match effect {
        Effect::Sittings(week) => Answer::Sittings(week, sittings(store, env)?),
        Effect::Look(scope) => look(store, env, scope)?,
        Effect::TakeUp(id, part) => Answer::TakenUp {
            review: Box::new(whole(store, id)?),
            part,
            kept: true,
        },
        Effect::Review(id) => Answer::Review(store.review(id)?.map(Box::new)),
        Effect::Stop(task, since) => {
            let whole = store.task(task)?.map(Box::new);
            Answer::Stop(whole, store.history_since(task, since, HISTORY)?)
        }
        Effect::Weeks(id) => {
            let review = whole(store, id)?;
            let weeks = review::weeks(store, &review, env.plan.id, env.today)?;
            Answer::Weeks(Box::new(weeks))
        }
        // No other concerns a review.
        _ => Answer::Env,
    })
}

fn whole(store: &Store, id: ReviewId) -> Result<Review> {
    store.review(id)?.ok_or_else(no_such_review)
}

/// All reviews; of the open ones also what each unit has to go through.
fn sittings(store: &Store, env: &Env) -> Result<Vec<(ReviewSummary, Vec<UnitShare>)>> {
    let all = store.reviews(env.plan.id)?.into_iter();
    all.map(|sitting| {
        let parts = match sitting.finished {
            None => whole(store, sitting.id)?.parts(),
            Some(_) => Vec::new(),
        };
        Ok((sitting, parts))
    })
    .collect()
}

/// The walk that a review would have, for somebody who may only read.
fn look(store: &Store, env: &Env, scope: Scope) -> Result<Answer> {
    Ok(Answer::TakenUp {
        review: Box::new(store.preview_review(scope, &env.plan, env.today)?),
        part: AgendaPart::All,
        kept: false,
    })
}
