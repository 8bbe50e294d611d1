//! What effects bring back, taken into the model.

use super::effect::{Answer, Counts, Effect, Whence};
use super::told::{tell_applied, toggled};
use super::{answers_review, papers};
use crate::domain::change::Change;
use crate::domain::conflict::Conflict;
use crate::domain::history::{ChangeKind, Entry};
use crate::domain::ids::TaskId;
use crate::domain::task::Task;
use crate::present::messages::{activity, conflict, errors};
use crate::store::{Receipt, StoreError};
use crate::tui::choices::pickers;
use crate::tui::model::{Layer, Model};
use crate::tui::screens::clash::Clash;
use crate::tui::screens::detail::Detail;
use crate::tui::screens::document::Document;
use crate::tui::screens::space::Toggled;
use crate::tui::update::{act_on_tasks, detail_of, renew, review_of, show_document};
use crate::tui::writing::forms;

/// Takes an answer in.
pub fn take(model: &mut Model, answer: Answer) -> Vec<Effect> {
    match answer {
        Answer::Applied(receipt, changes, tasks) => applied(model, &receipt, &changes, &tasks),
        Answer::Reverted(undo, receipt, entries) => reverted(model, undo, &receipt, &entries),
        Answer::AskBack(past) => {
            model.layers.push(Layer::AskBack(past));
            Vec::new()
        }
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
        Answer::Report(query, document) => {
            papers::made(model, query, document);
            Vec::new()
        }
        Answer::Unmade(error) => {
            papers::unmade(model, &error);
            Vec::new()
        }
        Answer::Names(letterhead, settings) => {
            let cutoff = model.env.plan.settings.cutoff_day;
            let form = forms::names(&letterhead, cutoff, &settings);
            model.layers.push(Layer::Form(Box::new(form)));
            Vec::new()
        }
        Answer::Saved(wish) => {
            papers::saved(model, &wish);
            Vec::new()
        }
        Answer::Unsaved(wish, error) => {
            papers::unsaved(model, wish, &error);
            Vec::new()
        }
        Answer::File(path, found) => {
            if let Some(Layer::Form(form)) = model.layers.last_mut() {
                form.looked_for = Some((path, found));
            }
            Vec::new()
        }
        Answer::Filters(counted) => {
            let picker = pickers::filter_picker(&counted, model);
            model.layers.push(Layer::Picker(picker));
            Vec::new()
        }
        Answer::Env => Vec::new(),
        Answer::Failed(StoreError::Conflict(conflicts), _) => contested(model, conflicts),
        Answer::Failed(error, code) => failed(model, &error, code),
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

fn applied(
    model: &mut Model,
    receipt: &Receipt,
    changes: &[Change],
    tasks: &[Task],
) -> Vec<Effect> {
    // An answer of one key; what a form or a note has written is looked at before one goes on.
    let direct = matches!(model.layers.last(), Some(Layer::Walk(_)));
    match model.layers.last() {
        Some(Layer::Form(_)) => {
            model.layers.pop();
        }
        Some(Layer::Conclusion(conclusion)) => {
            model.drafts.remove(&conclusion.key());
            model.layers.pop();
        }
        Some(Layer::Note(note)) => {
            if let Some(key) = note.key() {
                model.drafts.remove(&key);
            }
            model.layers.pop();
        }
        Some(Layer::Text(text)) => {
            model.drafts.remove(&text.key());
            model.layers.pop();
        }
        _ => {}
    }
    tell_applied(model, receipt, changes, tasks);
    let beside = matches!(
        receipt.kind,
        ChangeKind::Note | ChangeKind::Answer | ChangeKind::Evidence | ChangeKind::Edit
    );
    if !beside {
        model.home.toggled = toggled(receipt, changes);
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
        (Some(Change::SetPerson { .. } | Change::SetSetting { .. }), _) => vec![Effect::Env],
        _ => vec![Effect::Counts(query)],
    };
    let marked = |task: &Task| model.home.marked.contains(&task.row.id);
    if detail_of(model).is_none() && !tasks.is_empty() && tasks.iter().all(marked) {
        model.home.marked.clear();
    }
    effects.extend(detail_of(model).map(Effect::Detail));
    effects.extend(renew(model));
    effects
}

fn reverted(model: &mut Model, undo: bool, receipt: &Receipt, entries: &[Entry]) -> Vec<Effect> {
    let lang = model.env.lang;
    let way_back = if undo {
        activity::redo_hint(lang)
    } else {
        activity::undo_hint(lang)
    };
    model.tell_with(
        activity::taken_back(undo, receipt.kind, &receipt.tasks, entries, lang),
        way_back,
    );
    model.home.toggled = Toggled::default();
    let mut effects = vec![Effect::Env];
    effects.extend(model.home.reload(&model.env));
    effects.extend(detail_of(model).map(Effect::Detail));
    effects.extend(renew(model));
    effects.extend(answers_review::reverted(model, &receipt.tasks, entries));
    effects
}

/// Shows what somebody else has replaced meanwhile, beside what the person wants. What was typed
/// stays where it is; what was shown counts as seen from now on.
fn contested(model: &mut Model, conflicts: Vec<Conflict>) -> Vec<Effect> {
    let units = &model.env.units;
    match model.layers.last_mut() {
        Some(Layer::Form(form)) => {
            let error = StoreError::Conflict(conflicts.clone());
            form.refuse(&error, conflict::brief(model.env.lang).to_owned());
            forms::rebase(form, &conflicts, units);
        }
        // What was written is then a note like any other.
        Some(Layer::Note(note)) => {
            if let Some(key) = note.key() {
                model.drafts.remove(&key);
            }
            note.draft.answers = None;
        }
        Some(Layer::Text(text)) => text.has_seen(&conflicts),
        Some(Layer::Conclusion(conclusion)) => conclusion.has_seen(&conflicts),
        _ => {}
    }
    model.layers.push(Layer::Clash(Clash::new(conflicts)));
    brought_up_to_date(model)
}

/// Everything that shows the tasks concerned.
fn brought_up_to_date(model: &Model) -> Vec<Effect> {
    let selected = model.home.selected();
    let preview = selected.map(|row| Effect::Preview(row.id));
    let detail = detail_of(model).map(Effect::Detail);
    let counts = Effect::Counts(model.home.query(&model.env));
    let tasks = preview.into_iter().chain(detail).chain([counts]);
    tasks.chain(review_of(model)).collect()
}

/// Says what went wrong; what was typed stays. Where somebody else was faster, what is shown is
/// brought up to date, so that a second try is made knowingly.
fn failed(model: &mut Model, error: &StoreError, code: Option<String>) -> Vec<Effect> {
    let said = errors::store(error, model.env.lang);
    let said = match code {
        Some(code) => format!("{code}: {said}"),
        None => said,
    };
    if let Some(Layer::Form(form)) = model.layers.last_mut() {
        form.refuse(error, said);
        return review_of(model);
    }
    let said = answers_review::overtaken(model, error).unwrap_or(said);
    model.fail(said);
    match error {
        StoreError::Refused(_) => brought_up_to_date(model),
        _ => Vec::new(),
    }
}
