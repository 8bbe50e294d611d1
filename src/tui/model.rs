//! The model: everything that the screen shows, as plain values. Update changes it, view draws it.

use super::screens::detail::Detail;
use super::screens::document::Document;
use super::screens::home::{Home, Pane};
use super::screens::walk::Walk;
use crate::tui::drafts::{Draft, DraftKey, Unkept};
use crate::tui::env::Env;
use crate::tui::input::action::{ACTIONS, Action};
use crate::tui::input::keymap::{Context, keys_of};
use crate::tui::input::words::writes;
use crate::tui::layers::layer::{self, Look, Message};
use crate::tui::update;
use crate::tui::widgets::editor::Editor;
use std::collections::HashMap;

/// The whole screen's state.
#[derive(Debug)]
pub struct Model {
    /// What stays the same for all screens.
    pub env: Env,
    /// The home screen, always at the bottom.
    pub home: Home,
    /// What lies above it, the topmost last.
    pub layers: Vec<Layer>,
    /// The layers above those.
    pub stack: Vec<Box<dyn layer::Layer>>,
    /// What is told about the last act, until the next key.
    pub status: Option<Message>,
    /// Texts that were left without saving.
    pub drafts: HashMap<DraftKey, Draft>,
    /// Why what is being written would be lost with the program, where that is so.
    pub unkept: Option<Unkept>,
    /// Set once the program shall end.
    pub ended: bool,
}

/// Something above the home screen. Each variant holds its own state, so that no two can claim to
/// be open in one place.
#[derive(Debug)]
pub enum Layer {
    /// One task whole.
    Detail(Box<Detail>),
    /// The document.
    Document(Box<Document>),
    /// A review.
    Walk(Box<Walk>),
    /// The search line of the home screen.
    Search(Editor),
}

impl Model {
    /// Where keys go now.
    pub fn context(&self) -> Context {
        if let Some(top) = self.stack.last() {
            return top.context();
        }
        match self.layers.last() {
            None if self.home.pane == Pane::Units => Context::Units,
            None => Context::Tasks,
            Some(Layer::Detail(_)) => Context::Detail,
            Some(Layer::Document(_)) => Context::Document,
            Some(Layer::Walk(walk)) if walk.at.is_none() => Context::Closing,
            Some(Layer::Walk(_)) => Context::Review,
            Some(Layer::Search(_)) => Context::Search,
        }
    }

    /// Whether an action can be done now: footer, help and palette leave out what cannot.
    pub fn offers(&self, action: Action) -> bool {
        if writes(action) && self.env.read_only {
            return false;
        }
        match self.stack.last() {
            Some(top) => top.offers(action, &self.env),
            None => update::offers(self, action),
        }
    }

    /// What help names here: every key, so that it can be learnt, but for writing in a file that is
    /// read-only.
    pub fn helped(&self) -> Vec<Action> {
        let context = self.context();
        let actions = ACTIONS.iter().map(|row| row.action);
        let has_keys = |action: &Action| keys_of(context, *action).next().is_some();
        actions
            .filter(|action| has_keys(action) && !(self.env.read_only && writes(*action)))
            .collect()
    }

    /// The question that waits, with its answers.
    pub fn question(&self) -> Option<(&str, &str)> {
        match self.stack.last()?.look() {
            Look::Question(text, answers) => Some((text, answers)),
            _ => None,
        }
    }

    /// The status says what went well.
    pub fn notify(&mut self, text: impl Into<String>) {
        self.status = Some(Message::new(text));
    }

    /// The status says what went wrong.
    pub fn fail(&mut self, text: impl Into<String>) {
        self.status = Some(Message::failure(text));
    }
}
