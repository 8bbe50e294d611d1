//! What effects of reviews bring back, taken into the model.

use super::effect::{Answer, Effect};
use crate::domain::change::{Change, Refusal};
use crate::domain::history::Entry;
use crate::domain::ids::{ReviewId, TaskId};
use crate::domain::review::{Review, ReviewChange};
use crate::present::text::safe;
use crate::store::StoreError;
use crate::tui::choices::sittings;
use crate::tui::layers::layer::Request;
use crate::tui::model::{Layer, Model};
use crate::tui::screens::walk::{Walk, answer_in};
use crate::tui::update::review_of;

/// Takes an answer in that concerns a review.
pub(in crate::tui) fn take(model: &mut Model, answer: Answer) -> Vec<Effect> {
    match answer {
        Answer::Sittings(week, all) => {
            let week = week.unwrap_or(sittings::first_week(&model.env));
            let picker = sittings::reviews(&all, week, model);
            vec![Effect::open(Request::Pick(picker))]
        }
        Answer::TakenUp { review, part, kept } => {
            let mut walk = Walk::new(*review, kept, part);
            walk.marked = model.env.marks.remove(&walk.id()).unwrap_or_default();
            take_up(model, walk)
        }
        Answer::Review(Some(review)) => renewed(model, *review),
        Answer::Review(None) => gone(model),
        Answer::Stop(task, history) => stop(model, task.map(|task| (task, history))),
        Answer::Weeks(weeks) => {
            if let Some(walk) = model.walk_mut() {
                walk.closing.weeks = Some(weeks);
            }
            Vec::new()
        }
        // No other concerns a review.
        _ => Vec::new(),
    }
}

/// Shows a review that was begun or taken up again.
fn take_up(model: &mut Model, walk: Walk) -> Vec<Effect> {
    let effects = walk.load();
    model.layers.push(Layer::Walk(Box::new(walk)));
    effects
}

/// The review on the screen is no longer in the file. What was being written above it stays, and is
/// told when it is saved.
fn gone(model: &mut Model) -> Vec<Effect> {
    let of_it = |layer: &Layer| matches!(layer, Layer::Walk(_));
    model.layers.retain(|layer| !of_it(layer));
    while model
        .stack
        .first()
        .is_some_and(|layer| layer.belongs_below())
    {
        model.stack.remove(0);
    }
    model.home.reload(&model.env)
}

/// The review as it is now; a colleague may have finished it.
fn renewed(model: &mut Model, review: Review) -> Vec<Effect> {
    let lang = model.env.lang;
    let id = review.summary.id;
    let open = model.layers.iter_mut().rev().find_map(|layer| match layer {
        Layer::Walk(walk) if walk.id() == id => Some(walk),
        _ => None,
    });
    let Some(walk) = open else { return Vec::new() };
    let was_open = walk.is_open();
    let finished = review.summary.finished.clone();
    let effects = walk.renew(review, &model.env);
    if let Some(finished) = finished.filter(|_| was_open) {
        let who = safe(&finished.by).into_owned();
        model.fail(lang.pick(
            format!("{who} vừa kết thúc giao ban này; nhấn Esc rồi r để xem thông báo kết luận."),
            format!("{who} has just finished this review; press Esc, then r to see its notice."),
        ));
    }
    effects
}

/// The task at the present place; where it is gone the review has to be loaded anew.
fn stop(
    model: &mut Model,
    found: Option<(Box<crate::domain::task::Task>, Vec<Entry>)>,
) -> Vec<Effect> {
    let Some(walk) = model.walk_mut() else {
        return Vec::new();
    };
    match found {
        Some((task, history)) => {
            if walk.stop().is_some_and(|stop| stop.task == task.row.id) {
                walk.task = Some((task, history));
            }
            Vec::new()
        }
        None => review_of(model),
    }
}

/// After an act of one's own while a review is open: its answer is shown, and where it was given
/// with one key the next task comes.
pub(in crate::tui) fn applied(model: &mut Model, changes: &[Change], direct: bool) -> Vec<Effect> {
    let (signed, day) = (model.env.actor.to_string(), model.env.today);
    let Some(walk) = model.walk_mut().filter(|walk| walk.kept) else {
        return Vec::new();
    };
    let said = changes
        .iter()
        .find_map(|change| Some((change.task()?, answer_in(change)?)));
    match said {
        Some((task, kind)) => {
            walk.answered(task, kind, signed, day);
            if direct { walk.go_on() } else { walk.load() }
        }
        // A new task changes the figures; a conclusion alone does not.
        None if changes.iter().any(|change| !is_conclusion(change)) => review_of(model),
        None => vec![Effect::Review(walk.id())],
    }
}

fn is_conclusion(change: &Change) -> bool {
    matches!(
        change,
        Change::Review(
            ReviewChange::Conclude { .. }
                | ReviewChange::Reword { .. }
                | ReviewChange::Withdraw { .. }
        )
    )
}

/// After an act was taken back or done again while a review is open: to its task, if it has one and
/// was not made at the end of the walk.
pub(in crate::tui) fn reverted(
    model: &mut Model,
    tasks: &[TaskId],
    entries: &[Entry],
) -> Vec<Effect> {
    if let Some(walk) = model.walk_mut().filter(|walk| walk.kept) {
        let at = tasks.iter().find_map(|task| walk.review.at(*task));
        let at = at.filter(|_| !of_a_conclusion(entries));
        if at.is_some() && at != walk.at {
            walk.at = at;
            walk.top = 0;
            walk.task = None;
        }
    }
    review_of(model)
}

/// Whether an act came of a conclusion: it was made at the end, where the next Space must go on
/// meaning the end of the review and not a task done.
fn of_a_conclusion(entries: &[Entry]) -> bool {
    let mut edits = entries.iter().flat_map(|entry| &entry.edits);
    edits.any(|edit| edit.table == "outcome")
}

/// Where a colleague was faster with an answer, that is no trouble.
pub(in crate::tui) fn overtaken(model: &Model, error: &StoreError) -> Option<String> {
    let in_walk = matches!(model.layers.last(), Some(Layer::Walk(_)));
    let same = matches!(error, StoreError::Refused(Refusal::NoChange));
    (in_walk && same).then(|| {
        model
            .env
            .lang
            .pick(
                "Vừa có người trả lời việc này; nhấn Enter để sang việc sau.",
                "Someone else has just answered this one; press Enter to continue.",
            )
            .to_owned()
    })
}

/// The review is finished: its notice takes its place.
pub(in crate::tui) fn finished(model: &mut Model, id: ReviewId) -> Vec<Effect> {
    model
        .layers
        .retain(|layer| !matches!(layer, Layer::Walk(_)));
    let mut effects = vec![Effect::open(Request::Notice(id))];
    effects.extend(model.home.reload(&model.env));
    effects
}
