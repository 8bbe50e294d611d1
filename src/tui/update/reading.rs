//! The plan's document: reading it, and the way from a task to its place there and back.

use crate::domain::ids::TaskId;
use crate::tui::effects::effect::Effect;
use crate::tui::input::action::Action;
use crate::tui::model::{Layer, Model};
use crate::tui::screens::document::Document;
use crate::tui::update::{detail_of, leave};

/// What a key does in the document.
pub(super) fn act_on_document(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Layer::Document(document)) = model.layers.last_mut() else {
        return Vec::new();
    };
    match action {
        Action::Back => leave(model),
        Action::Open => match document.chosen(&model.env) {
            Some(task) => open(model, task),
            None => {
                document.step(Action::NextPart, &model.env);
                Vec::new()
            }
        },
        _ => {
            document.step(action, &model.env);
            Vec::new()
        }
    }
}

/// Opens the detail of a task; where it lies beneath the document, goes back to it.
fn open(model: &mut Model, task: TaskId) -> Vec<Effect> {
    let shows = |layer: &Layer| matches!(layer, Layer::Detail(d) if d.task.row.id == task);
    match model.layers.iter().position(shows) {
        Some(at) => {
            model.layers.truncate(at + 1);
            Vec::new()
        }
        None => vec![Effect::Detail(task)],
    }
}

/// From a task's detail to its place in the document; a document beneath it is gone back to, so
/// that layers never pile up.
pub(super) fn document_at(model: &mut Model) -> Vec<Effect> {
    let at = detail_of(model);
    let is_document = |layer: &Layer| matches!(layer, Layer::Document(_));
    let Some(beneath) = model.layers.iter().position(is_document) else {
        return vec![Effect::Document(at)];
    };
    model.layers.truncate(beneath + 1);
    if let (Some(Layer::Document(document)), Some(task)) = (model.layers.last_mut(), at) {
        document.show(task, &model.env);
    }
    Vec::new()
}

/// Shows the document, at a task where one was asked for.
pub fn show_document(model: &mut Model, mut document: Document, at: Option<TaskId>) {
    let is_there = at.is_none_or(|task| document.show(task, &model.env));
    model.layers.push(Layer::Document(Box::new(document)));
    if !is_there {
        model.notify(model.env.lang.pick(
            "Nhiệm vụ này được thêm sau, không có trong văn bản.",
            "This task was added later and is not in the document.",
        ));
    }
}
