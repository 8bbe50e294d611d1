//! What effects bring back, taken into the model.

use super::answers_review;
use super::effect::{Answer, Counts, Effect, Whence};
use crate::domain::change::Change;
use crate::domain::history::Entry;
use crate::domain::ids::TaskId;
use crate::domain::task::Task;
use crate::present::messages::errors;
use crate::store::StoreError;
use crate::tui::choices::pickers;
use crate::tui::layers::layer::{Request, Reverted, Saved};
use crate::tui::model::{Layer, Model};
use crate::tui::screens::detail::Detail;
use crate::tui::screens::document::Document;
use crate::tui::toggle_done::Toggled;
use crate::tui::update::{act_on_tasks, detail_of, review_of, show_document};

/// Takes an answer in.
pub fn take(model: &mut Model, answer: Answer) -> Vec<Effect> {
    match answer {
        Answer::Home {
            window,
            cursor,
            count,
            counts,
        } => {
            model.home.take(window, cursor, &model.env);
            counted(model, *counts, count);
            if model.home.rows.is_empty() {
                model.home.preview = None;
            }
            Vec::new()
        }
        Answer::More { window, down } => {
            model.home.take_more(window, down);
            Vec::new()
        }
        Answer::Counts(counts, count) => {
            counted(model, *counts, count);
            Vec::new()
        }
        Answer::Preview(task) => {
            model.home.preview = task;
            model.home.preview_due = false;
            Vec::new()
        }
        Answer::Detail(_, Some((task, history))) => {
            detail(model, *task, history);
            Vec::new()
        }
        Answer::Detail(id, None) => {
            close_detail(model, id);
            Vec::new()
        }
        Answer::Tasks(tasks, action) => act_on_tasks(model, &tasks, action),
        Answer::Document(passages, tasks, at) => {
            show_document(model, Document::new(passages, tasks), at);
            Vec::new()
        }
        Answer::Filters(counted) => {
            let picker = pickers::filter_picker(counted, model);
            vec![Effect::open(Request::Pick(picker))]
        }
        Answer::Env => Vec::new(),
        Answer::Failed(error) => {
            model.fail(errors::store(&error, model.env.lang));
            Vec::new()
        }
        review => answers_review::take(model, review),
    }
}

fn counted(model: &mut Model, counts: Counts, count: i64) {
    model.home.counts = counts;
    model.home.count = count;
    model.home.settle_units();
}

/// The task is gone: an undone addition, one's own or a colleague's.
fn close_detail(model: &mut Model, id: TaskId) {
    let shows = |layer: &Layer| matches!(layer, Layer::Detail(d) if d.task.row.id == id);
    // A note or a form above it keeps what was typed, and is told when it is saved.
    model.layers.retain(|layer| !shows(layer));
}

/// Opens the detail, or brings the open one up to date.
fn detail(model: &mut Model, task: Task, history: Vec<Entry>) {
    let open = model.layers.iter_mut().rev().find_map(|layer| match layer {
        Layer::Detail(detail) if detail.task.row.id == task.row.id => Some(detail),
        _ => None,
    });
    match open {
        Some(detail) => detail.renew(task, history),
        None => model
            .layers
            .push(Layer::Detail(Box::new(Detail::new(task, history)))),
    }
}

/// Everything that shows the tasks concerned.
pub(in crate::tui) fn brought_up_to_date(model: &Model) -> Vec<Effect> {
    let selected = model.home.selected();
    let preview = selected.map(|row| Effect::Preview(row.id));
    let detail = detail_of(model).map(Effect::Detail);
    let counts = Effect::Counts(model.home.query(&model.env));
    let tasks = preview.into_iter().chain(detail).chain([counts]);
    tasks.chain(review_of(model)).collect()
}

pub(in crate::tui) fn applied(model: &mut Model, saved: &Saved, asked: bool) -> Vec<Effect> {
    let Saved {
        receipt,
        changes,
        tasks,
        ..
    } = saved;
    // An answer of one key; what a form or a note has written is looked at before one goes on.
    let direct = asked && matches!(model.layers.last(), Some(Layer::Walk(_)));
    if let Some(toggled) = Toggled::by(receipt, changes) {
        model.home.toggled = toggled;
    }
    for task in tasks {
        model.home.renew(task);
    }
    let query = model.home.query(&model.env);
    let in_review = model.walk().is_some();
    let mut effects = match (changes.first(), tasks.first()) {
        // The home screen is not in sight; it is loaded anew when the review is left.
        _ if in_review => answers_review::applied(model, changes, direct),
        // A new task is shown where it belongs.
        (Some(Change::Add(_)), Some(task)) => {
            vec![Effect::Home(
                query,
                Whence::Task {
                    id: task.row.id,
                    place: task.row.place,
                },
            )]
        }
        // It is gone from the list.
        (Some(Change::Amend { .. }), None) => model.home.reload(&model.env),
        (Some(Change::SetPerson { .. } | Change::SetSetting { .. }), _) => Vec::new(),
        _ => vec![Effect::Counts(query)],
    };
    let marked = |task: &Task| model.home.marked.contains(&task.row.id);
    if detail_of(model).is_none() && !tasks.is_empty() && tasks.iter().all(marked) {
        model.home.marked.clear();
    }
    effects.extend(detail_of(model).map(Effect::Detail));
    effects
}

pub(in crate::tui) fn reverted(model: &mut Model, reverted: &Reverted) -> Vec<Effect> {
    model.home.toggled = Toggled::default();
    let mut effects = model.home.reload(&model.env);
    effects.extend(detail_of(model).map(Effect::Detail));
    let tasks = &reverted.receipt.tasks;
    effects.extend(answers_review::reverted(model, tasks, &reverted.entries));
    effects
}

/// Says what went wrong; what was typed stays. What was shown counts as seen from now on.
pub(in crate::tui) fn failed(model: &mut Model, error: &StoreError, said: String) {
    if !matches!(error, StoreError::Conflict(_)) {
        let said = answers_review::overtaken(model, error).unwrap_or(said);
        model.fail(said);
    }
}
