//! The end of a weekly review: conclusions are written, reworded, taken out, made into tasks, noted on
//! tasks; then the review is finished.

use crate::domain::change::Change;
use crate::domain::ids::ConclusionId;
use crate::domain::refusal::ReviewRefusal;
use crate::domain::review::ReviewChange;
use crate::domain::text::NOTE_MAX;
use crate::present::messages::review::hindered;
use crate::tui::effects::effect::Effect;
use crate::tui::input::action::Action;
use crate::tui::model::{ConclusionLayer, Draft, Layer, Model};
use crate::tui::screens::walk::Walk;
use crate::tui::update::reviewing::{leave_walk, open_list, turn_over};
use crate::tui::update::typing::{edit_lines, ground};
use crate::tui::update::writing::refused_read_only;
use crate::tui::update::{leave, note_columns};
use crate::tui::writing::editor::Editor;
use crate::tui::writing::form::FieldId;
use crate::tui::writing::forms;

/// What a key does at the end of the walk.
pub(super) fn act_on_closing(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Layer::Walk(walk)) = model.layers.last_mut() else {
        return Vec::new();
    };
    match action {
        Action::Back => return leave_walk(model),
        Action::PreviousPart => return walk.go_back(),
        Action::Filter | Action::Search => open_list(model, action),
        Action::Done => ask_to_finish(model),
        Action::Conclude => return open_conclusion(model, None),
        Action::Edit | Action::MakeTask | Action::Note | Action::Withdraw => {
            return act_on_conclusion(model, action);
        }
        _ => walk.step_closing(action, &model.frame),
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

fn ask_to_finish(model: &mut Model) {
    if !refused(model) {
        model.layers.push(Layer::AskFinish);
    }
}

/// What is done to the selected conclusion.
fn act_on_conclusion(model: &mut Model, action: Action) -> Vec<Effect> {
    if refused(model) {
        return Vec::new();
    }
    let chosen = model.walk().and_then(Walk::conclusion);
    let Some((id, body)) = chosen.map(|one| (one.id, one.body.clone())) else {
        model.fail(model.frame.lang.pick(
            "Chưa có kết luận nào — d để viết.",
            "No conclusions yet — press d to write one.",
        ));
        return Vec::new();
    };
    let frame = &model.frame;
    let form = match action {
        Action::Edit => return open_conclusion(model, Some((id, body))),
        Action::Withdraw => {
            let change = ReviewChange::Withdraw {
                conclusion: id,
                seen: body,
            };
            return vec![Effect::Apply(vec![Change::Review(change)])];
        }
        Action::MakeTask => forms::assign(id, &body, &ground(frame)),
        _ => {
            let marked = model.walk().map(Walk::marked_codes);
            forms::spread(id, &marked.unwrap_or_default())
        }
    };
    model.layers.push(Layer::Form(Box::new(form)));
    Vec::new()
}

/// Opens a conclusion to be written or reworded, with what was left unsaved of it.
pub(super) fn open_conclusion(
    model: &mut Model,
    of: Option<(ConclusionId, String)>,
) -> Vec<Effect> {
    if refused(model) {
        return Vec::new();
    }
    let Some(review) = model.walk().map(Walk::id) else {
        return Vec::new();
    };
    let (of, seen) = of.map_or((None, String::new()), |(id, text)| (Some(id), text));
    let draft = Draft {
        editor: Editor::lines(&seen).with_limit(NOTE_MAX),
        seen,
        ..Draft::default()
    };
    let mut layer = ConclusionLayer { review, of, draft };
    if let Some(kept) = model.drafts.get(&layer.key()) {
        // With the text that was seen then: a colleague may have reworded it since.
        layer.draft = kept.clone();
        model.tell(model.frame.lang.pick(
            "Đã mở lại bản nháp đang viết dở.",
            "Your draft was reopened.",
        ));
    }
    model.layers.push(Layer::Conclusion(Box::new(layer)));
    Vec::new()
}

/// What a key does while a conclusion is written.
pub(super) fn act_on_editor(model: &mut Model, action: Action) -> Vec<Effect> {
    let columns = note_columns(&model.frame);
    let Some(Layer::Conclusion(layer)) = model.layers.last_mut() else {
        return Vec::new();
    };
    match action {
        Action::Back => return leave_conclusion(model),
        Action::Save => return save_conclusion(model),
        _ => edit_lines(&mut layer.draft.editor, action, columns),
    }
    Vec::new()
}

/// The text is kept and offered again.
pub(super) fn leave_conclusion(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Conclusion(layer)) = model.layers.pop() else {
        return Vec::new();
    };
    if !layer.is_changed() {
        model.drafts.remove(&layer.key());
    } else {
        model.drafts.insert(layer.key(), layer.draft);
        model.tell(model.frame.lang.pick(
            "Chưa lưu; bản nháp được giữ lại.",
            "Not saved; your draft is kept.",
        ));
    }
    vec![Effect::Keep]
}

pub(super) fn save_conclusion(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Conclusion(layer)) = model.layers.last() else {
        return Vec::new();
    };
    let body = layer.draft.editor.text().trim().to_owned();
    let change = match layer.of {
        None => ReviewChange::Conclude {
            review: layer.review,
            body,
        },
        Some(conclusion) => ReviewChange::Reword {
            conclusion,
            before: layer.draft.seen.clone(),
            after: body,
        },
    };
    vec![Effect::Apply(vec![Change::Review(change)])]
}

/// What becomes of an answer to the question whether to finish.
pub(super) fn act_on_question(model: &mut Model, action: Action) -> Vec<Effect> {
    leave(model);
    match (action, model.walk()) {
        (Action::Yes, Some(walk)) => vec![Effect::Finish(walk.id())],
        _ => Vec::new(),
    }
}

/// Notes a conclusion, as the review shows it, on the tasks whose codes were typed.
pub(super) fn spread(model: &mut Model, conclusion: ConclusionId) -> Vec<Effect> {
    let known = model.walk().and_then(|walk| {
        let mut all = walk.review.conclusions.iter();
        all.find(|one| one.id == conclusion)
    });
    let body = known.map(|one| one.body.clone());
    let lang = model.frame.lang;
    let Some(Layer::Form(form)) = model.layers.last_mut() else {
        return Vec::new();
    };
    let typed = form.typed(FieldId::Codes).split([',', ';', ' ']);
    let codes: Vec<String> = typed
        .filter(|code| !code.is_empty())
        .map(str::to_owned)
        .collect();
    let fault = match body {
        None => hindered(ReviewRefusal::NoSuchConclusion, lang),
        Some(_) if codes.is_empty() => lang
            .pick(
                "Chưa nhập mã nhiệm vụ nào.",
                "Enter at least one task code.",
            )
            .to_owned(),
        Some(body) => {
            return vec![Effect::Spread {
                conclusion,
                body,
                codes,
            }];
        }
    };
    form.fail(FieldId::Codes, fault);
    Vec::new()
}
