//! Lists to choose from, and the search line.

use crate::present::messages::status;
use crate::tui::effects::effect::Effect;
use crate::tui::input::action::Action;
use crate::tui::layers::layer::Answer;
use crate::tui::model::{Layer, Model};
use crate::tui::screens::walk::Walk;
use crate::tui::update::leave;

/// Takes what a layer above has brought home.
pub(in crate::tui) fn answered(model: &mut Model, answer: Answer) -> Vec<Effect> {
    match answer {
        Answer::Save | Answer::Discard | Answer::FileSaved | Answer::Period(_) => Vec::new(),
        Answer::Filter(filter) => {
            model.home.filter = filter;
            model.home.stay(&model.env)
        }
        Answer::Unit(unit) => model.home.choose_unit(unit, &model.env),
        Answer::Part(part) => walk(model, |walk| walk.take_part(part)),
        Answer::Place(at) => walk(model, |walk| walk.go(Some(at))),
    }
}

fn walk(model: &mut Model, act: impl FnOnce(&mut Walk) -> Vec<Effect>) -> Vec<Effect> {
    model.walk_mut().map(act).unwrap_or_default()
}

pub(super) fn act_on_search(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Open => leave(model),
        Action::Back => {
            model.layers.pop();
            model.home.words.clear();
            model.home.reload(&model.env)
        }
        Action::Up | Action::Down => model.home.step(action, &model.env),
        _ => {
            let Some(Layer::Search(editor)) = model.layers.last_mut() else {
                return Vec::new();
            };
            editor.act(action);
            searched(model)
        }
    }
}

/// Typed or pasted text goes to the search line; where there is none, nowhere.
pub(in crate::tui) fn typed(model: &mut Model, text: &str) -> Vec<Effect> {
    let Some(Layer::Search(editor)) = model.layers.last_mut() else {
        return Vec::new();
    };
    let inserted = editor.insert(text);
    if inserted.dropped > 0 {
        model.fail(status::dropped(inserted.dropped, model.env.lang));
    } else if inserted.refused > 0 {
        let limit = editor.limit().unwrap_or_default();
        model.fail(status::cut_off(inserted.refused, limit, model.env.lang));
    }
    searched(model)
}

/// Shows what is typed into the search, from the first hit.
pub(super) fn searched(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Search(editor)) = model.layers.last() else {
        return Vec::new();
    };
    if model.home.words == editor.text() {
        return Vec::new();
    }
    model.home.words = editor.text().to_owned();
    model.home.restart(&model.env)
}
