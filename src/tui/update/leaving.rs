//! Leaving: a layer, what a colleague has replaced, the program.

use crate::tui::effects::effect::Effect;
use crate::tui::layers::layer::{Answer, Next, Question, Request};
use crate::tui::model::{Layer, Model};
use crate::tui::update::concluding::{leave_conclusion, save_conclusion};
use crate::tui::update::places::{leave_text, save_text};
use crate::tui::update::typing::{save_form, save_note};

/// Closes the topmost layer.
pub(in crate::tui) fn leave(model: &mut Model) -> Vec<Effect> {
    model.layers.pop();
    Vec::new()
}

/// What is typed is saved, over what a colleague has written.
pub(super) fn save(model: &mut Model) -> Vec<Effect> {
    match model.layers.last() {
        Some(Layer::Form(_)) => save_form(model),
        Some(Layer::Note(_)) => save_note(model),
        Some(Layer::Text(_)) => save_text(model),
        Some(Layer::Conclusion(_)) => save_conclusion(model),
        _ => Vec::new(),
    }
}

/// What is typed goes.
pub(super) fn discard(model: &mut Model) -> Vec<Effect> {
    match model.layers.last() {
        Some(Layer::Conclusion(_)) => leave_conclusion(model),
        Some(Layer::Text(_)) => leave_text(model),
        Some(Layer::Form(_)) => leave(model),
        _ => Vec::new(),
    }
}

/// A form in which anything was typed or chosen is left only by someone who means it.
pub(super) fn leave_form(model: &mut Model) -> Vec<Effect> {
    let lang = model.env.lang;
    match model.layers.last() {
        Some(Layer::Form(form)) if form.is_changed() => {
            let text = lang.pick("Bỏ nội dung đang nhập?", "Discard what you typed?");
            let answers = lang.pick("c = bỏ · k = nhập tiếp", "y = discard · n = keep typing");
            // Esc both asks and goes back: whoever presses it again and again must read the way out.
            let no = Next::notify(lang.pick(
                "Nhập tiếp; muốn bỏ thì nhấn Esc rồi c.",
                "Keep typing; to discard, press Esc, then y.",
            ));
            let question = Question {
                answers: answers.to_owned(),
                no: Box::new(no),
                careful: true,
                ..Question::new(text.to_owned(), Next::Answer(Answer::Discard), lang)
            };
            vec![Effect::open(Request::Confirm(question))]
        }
        _ => leave(model),
    }
}
