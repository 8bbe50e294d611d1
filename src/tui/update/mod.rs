//! Update: model and message in, changed model and effects out. It touches nothing else.
//!
//! Each layer answers for its own keys; what is the same everywhere (undo, help, quit) is answered
//! here first.

use choosing::{act_on_picker, act_on_search};
use concluding::{act_on_closing, act_on_editor, act_on_question};
use leaving::{answer_leave, decide, quit};
use paper::{act_on_paper, answer_replace};
use reading::{act_on_document, document_at};
use reviewing::act_on_walk;
use typing::{act_on_form, act_on_note, act_on_text, typed};
use writing::{answer_marked, refused_read_only, space_on_detail, space_on_home, write_on};

mod choosing;
mod concluding;
mod leaving;
mod offering;
mod paper;
mod places;
mod reading;
mod reviewing;
mod typing;
mod writing;

pub(super) use leaving::leave;
pub use offering::offers;
pub(super) use paper::renew;
pub(super) use reading::show_document;
pub(super) use reviewing::review_of;
pub use typing::{ground, note_columns};
pub(super) use writing::act_on_tasks;

use super::model::{Layer, Model};
use super::msg::Msg;
use super::screens::help::{self, first_key};
use super::screens::home::Pane;
use super::screens::space::Toggled;
use crate::domain::ids::TaskId;
use crate::domain::text::LINE_MAX;
use crate::store::Consent;
use crate::tui::choices::pickers;
use crate::tui::draw::layout;
use crate::tui::effects::answers;
use crate::tui::effects::effect::Effect;
use crate::tui::input::action::Action;
use crate::tui::input::words::concerns_a_task;
use crate::tui::widgets::editor::Editor;

/// Takes a message in.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = take(model, msg);
    effects.extend(typing::look_for_file(model));
    effects
}

fn take(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Action(action) => {
            model.status = None;
            let effects = act(model, action);
            reviewing::signed(model, effects)
        }
        Msg::Text(letter) => {
            model.status = None;
            typed(model, &letter.to_string())
        }
        Msg::Toned => {
            model.fail(model.env.lang.pick(
                "Bộ gõ tiếng Việt đã đổi phím vừa bấm nên phím không có tác dụng; hãy dùng F1–F10 hoặc tắt bộ gõ.",
                "The Vietnamese input tool changed that key, so it had no effect; use F1–F10 or turn the tool off.",
            ));
            Vec::new()
        }
        Msg::Unbound => {
            let lang = model.env.lang;
            let help = first_key(model.context(), Action::Help, lang).unwrap_or_default();
            model.tell(lang.pick(
                format!("Phím này không dùng ở đây — {help} trợ giúp"),
                format!("This key is not used here — {help} for help"),
            ));
            Vec::new()
        }
        Msg::Paste(text) => typed(model, &text),
        Msg::Resize(width, height) => {
            model.env.size = layout::drawn(width, height);
            if model.env.layout().units.width == 0 {
                // No keys go to a column that is not there any more.
                model.home.pane = Pane::Tasks;
            }
            model.home.settle(&model.env);
            paper::lay_out(model);
            // More rows may fit now than are at hand.
            model.home.refresh(&model.env)
        }
        Msg::Day(day) => {
            // A key may follow at once: no other task may come under the cursor before it.
            model.env.today = day;
            refresh(model)
        }
        Msg::Foreign => refresh(model),
        Msg::Answer(answer) => answers::take(model, *answer),
    }
}

/// Everything that another program may have changed, loaded anew; the cursor stays on its task.
fn refresh(model: &mut Model) -> Vec<Effect> {
    let mut effects = vec![Effect::Env];
    effects.extend(model.home.refresh(&model.env));
    effects.extend(detail_of(model).map(Effect::Detail));
    effects.extend(renew(model));
    effects.extend(review_of(model));
    effects
}

/// The task whose detail is open.
pub(super) fn detail_of(model: &Model) -> Option<TaskId> {
    model.layers.iter().rev().find_map(|layer| match layer {
        Layer::Detail(detail) => Some(detail.task.row.id),
        _ => None,
    })
}

/// What a person wants, wherever the keys go.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => quit(model),
        Action::Help if !matches!(model.layers.last(), Some(Layer::Help(..))) => {
            let context = model.context();
            model.layers.push(Layer::Help(context, 0));
            Vec::new()
        }
        Action::Language => {
            model.env.lang = model.env.lang.other();
            let mut effects = vec![Effect::Remember(model.env.lang)];
            effects.extend(renew(model));
            effects
        }
        Action::Palette => {
            let picker = pickers::palette(model);
            model.layers.push(Layer::Picker(picker));
            Vec::new()
        }
        Action::Undo | Action::Redo => {
            if refused_read_only(model) {
                return Vec::new();
            }
            vec![if action == Action::Undo {
                Effect::Undo(Consent::SameDay)
            } else {
                Effect::Redo(Consent::SameDay)
            }]
        }
        Action::Suspend => vec![Effect::Suspend],
        Action::Report => paper::report_key(model),
        Action::Names if refused_read_only(model) => Vec::new(),
        Action::Names => vec![Effect::Names],
        _ => act_on_layer(model, action),
    }
}

fn act_on_layer(model: &mut Model, action: Action) -> Vec<Effect> {
    match model.layers.last_mut() {
        None => act_on_home(model, action),
        Some(Layer::Detail(detail)) => match action {
            Action::Back => leave(model),
            Action::Done => space_on_detail(model),
            Action::Document => document_at(model),
            Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::Top
            | Action::Bottom
            | Action::PreviousPart
            | Action::NextPart => {
                let before = detail.part;
                detail.step(action, &model.env);
                if detail.part != before {
                    model.home.toggled = Toggled::default();
                }
                Vec::new()
            }
            _ => write_on(model, action),
        },
        Some(Layer::Document(_)) => act_on_document(model, action),
        Some(Layer::Paper(_)) => act_on_paper(model, action),
        Some(Layer::Walk(walk)) if walk.at.is_none() => act_on_closing(model, action),
        Some(Layer::Walk(_)) => act_on_walk(model, action),
        Some(Layer::Help(context, top)) => {
            if matches!(action, Action::Back | Action::Help) {
                return leave(model);
            }
            *top = help::dialog(*context, &model.env).scroll(*top, action);
            Vec::new()
        }
        Some(Layer::Picker(_)) => act_on_picker(model, action),
        Some(Layer::Search(_)) => act_on_search(model, action),
        Some(Layer::Form(_)) => act_on_form(model, action),
        Some(Layer::Note(_)) => act_on_note(model, action),
        Some(Layer::Text(_)) => act_on_text(model, action),
        Some(Layer::Conclusion(_)) => act_on_editor(model, action),
        Some(Layer::AskFinish) => act_on_question(model, action),
        Some(Layer::Clash(clash)) => match action {
            Action::Save | Action::Open | Action::Back => decide(model, action),
            _ => {
                clash.step(action, &model.env);
                Vec::new()
            }
        },
        Some(Layer::AskQuit) => {
            model.ended = action == Action::Yes;
            leave(model)
        }
        Some(Layer::AskLeave) => answer_leave(model, action),
        Some(Layer::AskMarked(_)) => answer_marked(model, action),
        Some(Layer::AskBack(_)) => answer_back(model, action),
        Some(Layer::AskReplace(_)) => answer_replace(model, action),
    }
}

/// The answer to whether an act of another day is taken back, or done again.
fn answer_back(model: &mut Model, action: Action) -> Vec<Effect> {
    match model.layers.pop() {
        Some(Layer::AskBack(past)) if action == Action::Yes => {
            let consent = Consent::Act(past.act);
            vec![if past.undo {
                Effect::Undo(consent)
            } else {
                Effect::Redo(consent)
            }]
        }
        _ => Vec::new(),
    }
}

/// Whether an action needs a task where the list has none.
fn finds_no_task(model: &Model, action: Action) -> bool {
    let needs_one = concerns_a_task(action) || action == Action::Open;
    let home = &model.home;
    needs_one && home.pane == Pane::Tasks && home.marked.is_empty() && home.selected().is_none()
}

fn act_on_home(model: &mut Model, action: Action) -> Vec<Effect> {
    if finds_no_task(model, action) {
        model.tell(model.env.lang.pick(
            "Danh sách trống, không có nhiệm vụ nào để chọn.",
            "The list is empty; there is no task to select.",
        ));
        return Vec::new();
    }
    let (home, env) = (&mut model.home, &model.env);
    match action {
        Action::Up
        | Action::Down
        | Action::PageUp
        | Action::PageDown
        | Action::Top
        | Action::Bottom => home.step(action, env),
        Action::NextTab => home.turn_tab(true, env),
        Action::PreviousTab => home.turn_tab(false, env),
        Action::Tab(n) => {
            let named = n.to_string();
            let tab = env.areas.iter().position(|area| area.key == named);
            tab.map(|tab| home.open_tab(Some(tab), env))
                .unwrap_or_default()
        }
        Action::AllTabs => home.open_tab(None, env),
        Action::Left if env.layout().units.width > 0 => {
            home.pane = Pane::Units;
            Vec::new()
        }
        Action::Left => {
            let picker = pickers::units(model);
            model.layers.push(Layer::Picker(picker));
            Vec::new()
        }
        Action::Right | Action::Open | Action::Back if home.pane == Pane::Units => {
            home.pane = Pane::Tasks;
            Vec::new()
        }
        Action::Open => home
            .selected()
            .map(|row| Effect::Detail(row.id))
            .into_iter()
            .collect(),
        Action::Back => home.back(env).unwrap_or_default(),
        Action::Done => space_on_home(model),
        Action::Mark => home.mark(env),
        Action::Search => {
            let editor = Editor::line(&home.words).with_limit(LINE_MAX);
            home.pane = Pane::Tasks;
            model.layers.push(Layer::Search(editor));
            Vec::new()
        }
        Action::Filter => vec![Effect::Filters(home.query(env), pickers::filters(env))],
        Action::Mine => {
            let picker = pickers::my_unit(env);
            model.layers.push(Layer::Picker(picker));
            Vec::new()
        }
        Action::Order => {
            home.order = home.order.next();
            home.reload(env)
        }
        Action::Document => vec![Effect::Document(None)],
        Action::Review => vec![Effect::Sittings],
        _ => write_on(model, action),
    }
}
