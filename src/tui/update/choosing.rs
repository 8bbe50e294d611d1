//! Lists to choose from, and the search line.

use crate::domain::change::Change;
use crate::tui::choices::sittings;
use crate::tui::effects::effect::Effect;
use crate::tui::input::action::Action;
use crate::tui::model::{Choice, Layer, Model};
use crate::tui::screens::walk::Walk;
use crate::tui::update::paper::{open_report, report_on};
use crate::tui::update::{act, leave};

pub(super) fn act_on_picker(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Layer::Picker(picker)) = model.layers.last_mut() else {
        return Vec::new();
    };
    let last = picker.shown().len().saturating_sub(1);
    match action {
        Action::Up => picker.cursor = picker.cursor.saturating_sub(1),
        Action::Down => picker.cursor = (picker.cursor + 1).min(last),
        Action::PageUp | Action::Top => picker.cursor = 0,
        Action::PageDown | Action::Bottom => picker.cursor = last,
        Action::Back => return leave(model),
        Action::Open => {
            let choice = picker
                .shown()
                .get(picker.cursor)
                .map(|item| item.choice.clone());
            model.layers.pop();
            return choice
                .map(|choice| choose(model, choice))
                .unwrap_or_default();
        }
        _ => {
            if let Some(editor) = &mut picker.typed {
                editor.act(action);
                picker.cursor = 0;
            }
        }
    }
    Vec::new()
}

pub(super) fn choose(model: &mut Model, choice: Choice) -> Vec<Effect> {
    let env = &mut model.env;
    match choice {
        Choice::Filter(filter) => {
            model.home.filter = filter;
            model.home.stay(env)
        }
        Choice::Unit(unit) => model.home.choose_unit(unit, env),
        Choice::Action(action) => act(model, action),
        Choice::Period(kind) => open_report(model, kind),
        Choice::ReportUnit(unit) => report_on(model, unit),
        Choice::Person(name) => {
            let mut people = env.people.iter();
            if let Some(person) = people.find(|person| person.name == name) {
                env.actor.person.clone_from(&person.name);
                env.my_unit = person.unit;
            }
            Vec::new()
        }
        Choice::TakeUp(review, part) => vec![Effect::TakeUp(review, part)],
        Choice::Begin(scope, week) => vec![Effect::Begin(scope, week)],
        Choice::Look(scope) => vec![Effect::Look(scope)],
        Choice::Notice(review) => vec![Effect::Notice(review)],
        Choice::Week(week) => {
            model.review_week = Some(week);
            vec![Effect::Sittings]
        }
        Choice::Scopes(week) => {
            let picker = sittings::scopes(week, env);
            model.layers.push(Layer::Picker(picker));
            Vec::new()
        }
        Choice::Part(part) => walk(model, |walk| walk.take_part(part)),
        Choice::Place(at) => walk(model, |walk| walk.go(Some(at))),
        Choice::MyUnit(unit) => {
            let mut people = env.people.iter();
            let me = people.find(|person| person.name == env.actor.person);
            let seen = me.and_then(|person| person.unit);
            env.my_unit = Some(unit);
            model.home.filter = Some(crate::domain::query::Filter::Mine(unit));
            let mut effects = model.home.stay(env);
            if !env.read_only {
                effects.push(Effect::Apply(vec![Change::SetPerson {
                    name: env.actor.person.clone(),
                    unit: Some(unit),
                    account: Some(env.actor.account.clone()),
                    seen,
                }]));
            }
            effects
        }
    }
}

/// Does something to the open review.
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
