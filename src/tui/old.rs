//! The bridge to the screens that are not layers yet: they lie below the stack, in the model.

use super::App;
use super::command::Command;
use super::effects::effect::Effect;
use super::effects::perform::perform;
use super::effects::{answers, answers_review};
use super::input::action::Action;
use super::layers::layer::{Answer, Next, Request, Reverted, Saved, Unsaved};
use super::model::{Layer, Model};
use super::screens::home::Pane;
use super::update;
use crate::domain::change::Change;
use crate::domain::review::ReviewChange;
use crate::store::StoreError;
use std::collections::VecDeque;

impl App {
    pub(super) fn old_hurries(&self, action: Option<Action>) -> bool {
        match (self.model.layers.last(), action) {
            (None, Some(action)) => action.moves(),
            (Some(Layer::Search(_)), action) => action != Some(Action::Open),
            _ => false,
        }
    }

    pub(super) fn old_rest(&mut self) -> bool {
        let closer = self.model.home.look_closer();
        let due = closer.is_some();
        self.perform_all(closer.into_iter().collect());
        due
    }

    /// Effects bring answers, answers may bring effects; always forward until none is left.
    pub(super) fn perform_all(&mut self, effects: Vec<Effect>) {
        let mut queue = VecDeque::from(effects);
        while let Some(effect) = queue.pop_front() {
            match effect {
                Effect::Keep => self.keep_drafts(),
                Effect::Next(next) => self.follow(Ok(next), 0),
                effect => {
                    let answer = perform(effect, &mut self.session.store, &mut self.model);
                    queue.extend(answers::take(&mut self.model, answer));
                }
            }
        }
    }

    pub(super) fn old_act(&mut self, action: Action) {
        let effects = update::act_on_layer(&mut self.model, action);
        self.perform_all(effects);
    }

    pub(super) fn old_type(&mut self, letters: &str) {
        let effects = update::typed(&mut self.model, letters);
        self.perform_all(effects);
    }

    pub(super) fn old_answer(&mut self, answer: Answer) {
        let effects = update::answered(&mut self.model, answer);
        self.perform_all(effects);
    }

    /// Opens what is no layer yet; gives back what is.
    pub(super) fn old_open(&mut self, request: Request) -> Option<Request> {
        let effects = match request {
            Request::Detail(task, _) => vec![Effect::Detail(task)],
            Request::Document(at) => vec![Effect::Document(at)],
            Request::Review(id, part) => vec![Effect::TakeUp(id, part)],
            Request::Look(scope) => vec![Effect::Look(scope)],
            Request::Reviews { week, .. } => vec![Effect::Sittings(week)],
            other => return Some(other),
        };
        self.perform_all(effects);
        None
    }

    pub(super) fn old_resized(&mut self) {
        let model = &mut self.model;
        if model.env.layout().units.width == 0 {
            // No keys go to a column that is not there any more.
            model.home.pane = Pane::Tasks;
        }
        model.home.settle(&model.env);
        // More rows may fit now than are at hand.
        let effects = model.home.refresh(&model.env);
        self.perform_all(effects);
    }

    pub(super) fn old_changed(&mut self) {
        let effects = update::refresh(&mut self.model);
        self.perform_all(effects);
    }

    pub(super) fn old_uncovered(&mut self) {}

    pub(super) fn old_overtaken(&mut self) {
        let effects = answers::brought_up_to_date(&self.model);
        self.perform_all(effects);
    }

    pub(super) fn old_saved(&mut self, saved: &Saved, asked: bool) {
        let finished = saved.changes.iter().find_map(|change| match change {
            Change::Review(ReviewChange::Finish { review, .. }) => Some(*review),
            _ => None,
        });
        let effects = match finished {
            Some(id) => answers_review::finished(&mut self.model, id),
            None => answers::applied(&mut self.model, saved, asked),
        };
        self.perform_all(effects);
    }

    pub(super) fn old_reverted(&mut self, reverted: &Reverted) {
        let effects = answers::reverted(&mut self.model, reverted);
        self.perform_all(effects);
    }

    pub(super) fn old_failed(&mut self, error: &StoreError, said: String) {
        answers::failed(&mut self.model, error, said);
    }

    pub(super) fn old_countersign(&self, changes: Vec<Change>) -> Vec<Change> {
        match self.model.walk() {
            Some(walk) => walk.signed(changes),
            None => changes,
        }
    }
}

impl Effect {
    /// Opens a layer.
    pub(super) fn open(request: Request) -> Self {
        Self::Next(Next::Open(request))
    }

    /// Writes changes.
    pub(super) fn apply(changes: Vec<Change>) -> Self {
        Self::run(Command::Apply(changes))
    }

    /// Does what leaves the screen.
    pub(super) fn run(command: Command) -> Self {
        Self::Next(Next::Do(command))
    }
}

impl Model {
    /// What would be lost with the layers that are open.
    pub(super) fn unsaved(&self) -> Vec<Unsaved<'_>> {
        self.stack.iter().map(|layer| layer.unsaved()).collect()
    }
}
