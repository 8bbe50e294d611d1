//! The end of a weekly review: conclusions are written, reworded, taken out, made into tasks, noted on
//! tasks; then the review is finished.

use crate::domain::change::Change;
use crate::domain::ids::ConclusionId;
use crate::domain::review::ReviewChange;
use crate::tui::command::Command;
use crate::tui::effects::effect::Effect;
use crate::tui::input::action::Action;
use crate::tui::layers::layer::{FormRequest, Next, Question, Request, TextRequest};
use crate::tui::model::{Layer, Model};
use crate::tui::screens::closing_view::before_finishing;
use crate::tui::screens::walk::Walk;
use crate::tui::update::reviewing::{leave_walk, open_list, turn_over};
use crate::tui::update::writing::refused_read_only;

/// What a key does at the end of the walk.
pub(super) fn act_on_closing(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Layer::Walk(walk)) = model.layers.last_mut() else {
        return Vec::new();
    };
    match action {
        Action::Back => return leave_walk(model),
        Action::PreviousPart => return walk.go_back(),
        Action::Filter | Action::Search => return open_list(model, action),
        Action::Done => return ask_to_finish(model),
        Action::Conclude => return open_conclusion(model, None),
        Action::Edit | Action::MakeTask | Action::Note | Action::Withdraw => {
            return act_on_conclusion(model, action);
        }
        _ => walk.step_closing(action, &model.env),
    }
    Vec::new()
}

/// Whether conclusions can be written; says why not.
fn refused(model: &mut Model) -> bool {
    if refused_read_only(model) {
        return true;
    }
    let open = model.walk().is_some_and(Walk::is_open);
    if !open {
        turn_over(model, Action::Conclude);
    }
    !open
}

/// What is done to the selected conclusion.
fn ask_to_finish(model: &mut Model) -> Vec<Effect> {
    if refused(model) {
        return Vec::new();
    }
    let (Some(walk), lang) = (model.walk(), model.env.lang) else {
        return Vec::new();
    };
    let (text, answers) = before_finishing(walk, lang);
    let finish = Next::Do(Command::Finish(walk.id()));
    let question = Question {
        answers: answers.to_owned(),
        ..Question::new(text, finish, lang)
    };
    vec![Effect::open(Request::Confirm(question))]
}

fn act_on_conclusion(model: &mut Model, action: Action) -> Vec<Effect> {
    if refused(model) {
        return Vec::new();
    }
    let chosen = model.walk().and_then(Walk::conclusion);
    let Some((id, body)) = chosen.map(|one| (one.id, one.body.clone())) else {
        model.fail(model.env.lang.pick(
            "Chưa có kết luận nào — d để viết.",
            "No conclusions yet — press d to write one.",
        ));
        return Vec::new();
    };
    let form = match action {
        Action::Edit => return open_conclusion(model, Some((id, body))),
        Action::Withdraw => {
            let change = ReviewChange::Withdraw {
                conclusion: id,
                seen: body,
            };
            return vec![Effect::apply(vec![Change::Review(change)])];
        }
        Action::MakeTask => FormRequest::Assign(id, body),
        _ => {
            let marked = model.walk().map(Walk::marked_codes).unwrap_or_default();
            FormRequest::Spread {
                conclusion: id,
                body,
                codes: marked.into_iter().map(str::to_owned).collect(),
            }
        }
    };
    vec![Effect::open(Request::Form(form))]
}

/// Opens a conclusion to be written or reworded, with what was left unsaved of it.
pub(super) fn open_conclusion(
    model: &mut Model,
    of: Option<(ConclusionId, String)>,
) -> Vec<Effect> {
    if refused(model) {
        return Vec::new();
    }
    match model.walk().map(Walk::id) {
        Some(review) => vec![Effect::open(Request::Text(TextRequest::Conclusion(
            review, of,
        )))],
        None => Vec::new(),
    }
}
