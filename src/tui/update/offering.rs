//! What can be done now: help, palette and footer leave out what cannot.

use crate::tui::input::action::Action;
use crate::tui::input::keymap::Context;
use crate::tui::input::words::concerns_a_task;
use crate::tui::model::{Layer, Model};
use crate::tui::screens::detail::parts;
use crate::tui::update::reviewing;

/// Whether an action is offered here: help and footer leave out what cannot be done.
pub fn offers(model: &Model, action: Action) -> bool {
    if !reviewing::is_asked(model, action) {
        return false;
    }
    let selects = matches!(action, Action::NextPart | Action::PreviousPart);
    if let (true, Some(Layer::Detail(detail))) = (selects, model.layers.last()) {
        return parts(&detail.task).len() > 1;
    }
    if let (true, Some(Layer::Document(document))) =
        (selects || action == Action::Open, model.layers.last())
    {
        return document.has_tasks();
    }
    let needs_a_task = concerns_a_task(action) || action == Action::Open;
    if needs_a_task && model.context() == Context::Tasks {
        return model.home.selected().is_some();
    }
    true
}
