//! What effects of reviews bring back, taken into the model.

use super::effect::{Answer, Effect};
use crate::domain::change::{Change, Refusal};
use crate::domain::history::Entry;
use crate::domain::ids::{ReviewId, TaskId};
use crate::domain::refusal::ReviewRefusal;
use crate::domain::review::{AgendaPart, AnswerKind, Review, ReviewChange};
use crate::present::lang::Lang;
use crate::present::messages::activity;
use crate::present::messages::review as words;
use crate::present::text::safe;
use crate::store::StoreError;
use crate::tui::choices::sittings;
use crate::tui::model::{Layer, Model};
use crate::tui::screens::paper::{Kept, Paper};
use crate::tui::screens::walk::{Walk, answer_in};
use crate::tui::update::review_of;

/// Takes an answer in that concerns a review.
pub(in crate::tui) fn take(model: &mut Model, answer: Answer) -> Vec<Effect> {
    let lang = model.frame.lang;
    match answer {
        Answer::Sittings(all) => {
            let first = sittings::first_week(&model.frame);
            let week = model.review_week.take().unwrap_or(first);
            let picker = sittings::reviews(&all, week, model);
            model.layers.push(Layer::Picker(picker));
            Vec::new()
        }
        Answer::TakenUp {
            review,
            part,
            kept,
            begun,
        } => {
            let mut walk = Walk::new(*review, kept, part);
            walk.marked = model.marks.remove(&walk.id()).unwrap_or_default();
            take_up(model, walk, begun)
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
        Answer::Finished(kept) => {
            model
                .layers
                .retain(|layer| !matches!(layer, Layer::Walk(_)));
            show(model, kept);
            let said = activity::verb(crate::domain::history::ChangeKind::Finish).get(lang);
            model.tell_with(said, activity::undo_hint(lang));
            model.home.reload(&model.frame)
        }
        Answer::Notice(_, Some(kept)) => {
            show(model, kept);
            Vec::new()
        }
        Answer::Notice(id, None) => open_again(model, id),
        // No other concerns a review.
        _ => Vec::new(),
    }
}

/// Shows a review that was begun or taken up again.
fn take_up(model: &mut Model, walk: Walk, begun: bool) -> Vec<Effect> {
    let lang = model.frame.lang;
    let effects = walk.load();
    model.layers.push(Layer::Walk(Box::new(walk)));
    if begun {
        let said = activity::verb(crate::domain::history::ChangeKind::Begin).get(lang);
        model.tell_with(said, activity::undo_hint(lang));
    }
    effects
}

/// The review on the screen is no longer in the file. What was being written above it stays, and is
/// told when it is saved.
fn gone(model: &mut Model) -> Vec<Effect> {
    let of_it =
        |layer: &Layer| matches!(layer, Layer::Walk(_) | Layer::Picker(_) | Layer::AskFinish);
    model.layers.retain(|layer| !of_it(layer));
    model.home.reload(&model.frame)
}

/// The review as it is now; a colleague may have finished it.
fn renewed(model: &mut Model, review: Review) -> Vec<Effect> {
    let lang = model.frame.lang;
    let id = review.summary.id;
    let open = model.layers.iter_mut().rev().find_map(|layer| match layer {
        Layer::Walk(walk) if walk.id() == id => Some(walk),
        _ => None,
    });
    let Some(walk) = open else { return Vec::new() };
    let was_open = walk.is_open();
    let finished = review.summary.finished.clone();
    let effects = walk.renew(review, &model.frame);
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

/// Shows what was frozen. This is the one place that knows on which screen.
fn show(model: &mut Model, kept: Box<Kept>) {
    if let Some(at) = model
        .layers
        .iter()
        .position(|layer| noticed(layer).is_some())
    {
        model.layers.truncate(at);
    }
    let paper = Paper::kept(kept, &model.frame);
    model.layers.push(Layer::Paper(Box::new(paper)));
}

/// The review whose notice a layer shows.
fn noticed(layer: &Layer) -> Option<ReviewId> {
    match layer {
        Layer::Paper(paper) => Some(paper.of_review()?.summary.id),
        _ => None,
    }
}

/// A review whose finishing was undone is taken up again.
fn open_again(model: &mut Model, id: ReviewId) -> Vec<Effect> {
    match model
        .layers
        .iter()
        .position(|layer| noticed(layer) == Some(id))
    {
        Some(at) => {
            model.layers.truncate(at);
            vec![Effect::TakeUp(id, AgendaPart::All)]
        }
        None => {
            let said = words::hindered(ReviewRefusal::NoSuchReview, model.frame.lang);
            model.fail(said);
            Vec::new()
        }
    }
}

/// After an act of one's own while a review is open: its answer is shown, and where it was given
/// with one key the next task comes.
pub(in crate::tui) fn applied(model: &mut Model, changes: &[Change], direct: bool) -> Vec<Effect> {
    let (signed, day) = (model.frame.actor.to_string(), model.frame.today);
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
    if let Some(id) = model.layers.iter().find_map(noticed) {
        return vec![Effect::Notice(id)];
    }
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

/// What is told about a lone answer.
pub(in crate::tui) fn told(changes: &[Change], code: &str, lang: Lang) -> Option<String> {
    match changes {
        [change] => answer_in(change).map(|kind| said(kind, code, lang)),
        _ => None,
    }
}

fn said(kind: AnswerKind, code: &str, lang: Lang) -> String {
    format!("{code}: {}", words::answer(kind).get(lang))
}

/// Where a colleague was faster with an answer, that is no trouble.
pub(in crate::tui) fn overtaken(model: &Model, error: &StoreError) -> Option<String> {
    let in_walk = matches!(model.layers.last(), Some(Layer::Walk(_)));
    let same = matches!(error, StoreError::Refused(Refusal::NoChange));
    (in_walk && same).then(|| {
        model
            .frame
            .lang
            .pick(
                "Vừa có người trả lời việc này; nhấn Enter để sang việc sau.",
                "Someone else has just answered this one; press Enter to continue.",
            )
            .to_owned()
    })
}
