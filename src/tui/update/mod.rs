//! Update: model and message in, changed model and effects out. It touches nothing else.
//!
//! Each layer answers for its own keys; what is the same everywhere (undo, help, quit) is answered
//! here first.

use choosing::act_on_search;
pub(super) use choosing::{answered, typed};
use concluding::act_on_closing;
use reading::{act_on_document, document_at};
use reviewing::act_on_walk;
use writing::{refused_read_only, space_on_detail, space_on_home, write_on};

mod choosing;
mod concluding;
mod leaving;
mod offering;
mod reading;
mod reviewing;
mod writing;

pub(super) use leaving::leave;
pub use offering::offers;
pub(super) use reading::show_document;
pub(super) use reviewing::review_of;
pub(super) use writing::act_on_tasks;

use super::model::{Layer, Model};
use super::screens::home::Pane;
use super::toggle_done::Toggled;
use crate::domain::ids::TaskId;
use crate::domain::text::LINE_MAX;
use crate::report::ReportQuery;
use crate::tui::choices::pickers;
use crate::tui::effects::effect::Effect;
use crate::tui::input::action::Action;
use crate::tui::input::words::concerns_a_task;
use crate::tui::layers::layer::{FormRequest, Next, Pick, Request};
use crate::tui::picks;
use crate::tui::widgets::editor::Editor;

/// A colleague has written, or a new day has begun.
pub(super) fn refresh(model: &mut Model) -> Vec<Effect> {
    let mut effects = model.home.refresh(&model.env);
    effects.extend(detail_of(model).map(Effect::Detail));
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

/// Does what a key asked for.
pub(super) fn act_on_layer(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Report => return vec![Effect::open(Request::Pick(periods(model)))],
        Action::Names if refused_read_only(model) => return Vec::new(),
        Action::Names => return vec![Effect::open(Request::Form(FormRequest::Names))],
        _ => {}
    }
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
        Some(Layer::Walk(walk)) if walk.at.is_none() => act_on_closing(model, action),
        Some(Layer::Walk(_)) => act_on_walk(model, action),
        Some(Layer::Search(_)) => act_on_search(model, action),
    }
}

/// The sorts of period that can be reported over, about what the home screen shows.
fn periods(model: &Model) -> Pick {
    let (env, home) = (&model.env, &model.home);
    let area = home.tab.and_then(|tab| env.areas.get(tab));
    let (area, unit) = (area.map(|area| area.id), home.unit);
    let report = |kind| {
        Next::Open(Request::Report(ReportQuery {
            kind,
            at: env.today,
            today: env.today,
            area,
            unit,
            compare: true,
            lang: env.lang,
        }))
    };
    picks::periods(env.today, report, env)
}

/// Whether an action needs a task where the list has none.
fn finds_no_task(model: &Model, action: Action) -> bool {
    let needs_one = concerns_a_task(action) || action == Action::Open;
    let home = &model.home;
    needs_one && home.pane == Pane::Tasks && home.marked.is_empty() && home.selected().is_none()
}

fn act_on_home(model: &mut Model, action: Action) -> Vec<Effect> {
    if finds_no_task(model, action) {
        model.notify(model.env.lang.pick(
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
            vec![Effect::open(Request::Pick(picker))]
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
            vec![Effect::open(Request::Pick(picker))]
        }
        Action::Order => {
            home.order = home.order.next();
            home.reload(env)
        }
        Action::Document => vec![Effect::Document(None)],
        Action::Review => vec![Effect::Sittings(None)],
        _ => write_on(model, action),
    }
}
