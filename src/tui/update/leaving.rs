//! Leaving: a layer, what a colleague has replaced, the program.

use crate::tui::effects::effect::Effect;
use crate::tui::input::action::Action;
use crate::tui::model::{Layer, Model};
use crate::tui::update::concluding::{leave_conclusion, save_conclusion};
use crate::tui::update::places::{leave_text, save_text};
use crate::tui::update::typing::{save_form, save_note};

/// Closes the topmost layer.
pub(in crate::tui) fn leave(model: &mut Model) -> Vec<Effect> {
    model.layers.pop();
    Vec::new()
}

/// What the person decides where somebody else was faster: to save all the same, to go on with
/// what was typed, or to leave theirs.
pub(super) fn decide(model: &mut Model, action: Action) -> Vec<Effect> {
    model.layers.pop();
    match (action, model.layers.last()) {
        (Action::Save, Some(Layer::Form(_))) => save_form(model),
        (Action::Save, Some(Layer::Note(_))) => save_note(model),
        (Action::Save, Some(Layer::Text(_))) => save_text(model),
        (Action::Save, Some(Layer::Conclusion(_))) => save_conclusion(model),
        (Action::Back, Some(Layer::Conclusion(_))) => leave_conclusion(model),
        (Action::Back, Some(Layer::Text(_))) => leave_text(model),
        (Action::Back, Some(Layer::Form(_))) => leave(model),
        _ => Vec::new(),
    }
}

/// Leaves a form; asks where something was entered.
pub(super) fn leave_form(model: &mut Model) -> Vec<Effect> {
    match model.layers.last() {
        Some(Layer::Form(form)) if form.is_changed() => {
            model.layers.push(Layer::AskLeave);
            Vec::new()
        }
        _ => leave(model),
    }
}

/// The answer to that question.
pub(super) fn answer_leave(model: &mut Model, action: Action) -> Vec<Effect> {
    leave(model);
    match action {
        Action::Yes => leave(model),
        _ => {
            // Esc both asks and goes back: whoever presses it again and again must read the way out.
            model.tell(model.env.lang.pick(
                "Nhập tiếp; muốn bỏ thì nhấn Esc rồi c.",
                "Keep typing; to discard, press Esc, then y.",
            ));
            Vec::new()
        }
    }
}

/// Ends at once, but asks where a text would be lost.
pub(super) fn quit(model: &mut Model) -> Vec<Effect> {
    let open = model.layers.iter().any(|layer| match layer {
        Layer::Note(note) => !note.draft.editor.text().trim().is_empty(),
        Layer::Conclusion(layer) => layer.is_changed(),
        Layer::Form(form) => form.is_changed(),
        Layer::Text(text) => text.is_changed(),
        _ => false,
    });
    if open || !model.drafts.is_empty() {
        model.layers.push(Layer::AskQuit);
        // The question says whether what was written is kept.
        vec![Effect::Keep]
    } else {
        model.ended = true;
        Vec::new()
    }
}
