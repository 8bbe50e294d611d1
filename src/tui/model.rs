//! The model: everything that the screen shows, as plain values. Update changes it, view draws it.

pub use super::screens::space::MarkedAct;
pub use crate::tui::writing::texts::{ConclusionLayer, Draft, DraftKey, NoteLayer, TextLayer};

use super::screens::clash::Clash;
use super::screens::detail::Detail;
use super::screens::document::Document;
use super::screens::home::{Home, Pane};
use super::screens::paper::{Paper, Source};
use super::screens::walk::Walk;
use crate::domain::day::Week;
use crate::domain::history::PastAct;
use crate::domain::ids::{ReviewId, TaskId, UnitId};
use crate::domain::period::PeriodKind;
use crate::domain::query::Filter;
use crate::domain::review::{AgendaPart, Scope};
use crate::domain::unit::UnitScope;
use crate::tui::effects::papers::SaveWish;
use crate::tui::env::Env;
use crate::tui::input::action::Action;
use crate::tui::input::keymap::Context;
use crate::tui::widgets::editor::Editor;
use crate::tui::writing::drafts::Unkept;
use crate::tui::writing::form::Form;
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
    /// What is told about the last act, until the next key.
    pub status: Option<Status>,
    /// Texts that were left without saving.
    pub drafts: HashMap<DraftKey, Draft>,
    /// Why what is being written would be lost with the program, where that is so.
    pub unkept: Option<Unkept>,
    /// The sort of period whose report was looked at last.
    pub period: PeriodKind,
    /// What was marked for a conclusion in a review that was left.
    pub marks: HashMap<ReviewId, Vec<TaskId>>,
    /// The week whose review was asked for in place of the one that the day gives.
    pub review_week: Option<Week>,
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
    /// A report, or another document, as text.
    Paper(Box<Paper>),
    /// The keys valid in the context below; how far it is scrolled.
    Help(Context, usize),
    /// A review.
    Walk(Box<Walk>),
    /// A list to choose from.
    Picker(Picker),
    /// The search line of the home screen.
    Search(Editor),
    /// A form.
    Form(Box<Form>),
    /// A note.
    Note(Box<NoteLayer>),
    /// A text for a report.
    Text(Box<TextLayer>),
    /// A conclusion of the review below.
    Conclusion(Box<ConclusionLayer>),
    /// A question whose yes finishes the review below.
    AskFinish,
    /// A question whose yes does this to marked tasks, of which some are out of sight.
    AskMarked(MarkedAct),
    /// A question whose yes takes back, or does again, an act of another day.
    AskBack(Box<PastAct>),
    /// What somebody else has replaced meanwhile, beside what the person wants.
    Clash(Clash),
    /// A question whose yes ends the program.
    AskQuit,
    /// A question whose yes leaves the form below and what was entered there.
    AskLeave,
    /// A question whose yes writes over a file.
    AskReplace(SaveWish),
}

/// A list to choose from.
#[derive(Debug)]
pub struct Picker {
    /// What is chosen.
    pub title: String,
    /// What can be chosen.
    pub items: Vec<PickerItem>,
    /// The chosen one, among the shown.
    pub cursor: usize,
    /// What was typed to narrow it, where typing narrows.
    pub typed: Option<Editor>,
}

/// One line of a picker.
#[derive(Clone, Debug)]
pub struct PickerItem {
    /// At the left.
    pub label: String,
    /// Other words by which typing finds it.
    pub also: String,
    /// At the right: a count, a key.
    pub right: String,
    /// What choosing it does.
    pub choice: Choice,
}

/// What choosing a line does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Set or clear the filter.
    Filter(Option<Filter>),
    /// Show a unit's tasks.
    Unit(UnitScope),
    /// I belong to this unit.
    MyUnit(UnitId),
    /// Be the person of that name: the list may have grown since it was shown.
    Person(String),
    /// Do this.
    Action(Action),
    /// Report over this sort of period.
    Period(PeriodKind),
    /// Report on this unit's tasks.
    ReportUnit(UnitScope),
    /// Take up a review that is open.
    TakeUp(ReviewId, AgendaPart),
    /// Begin a review of that week.
    Begin(Scope, Week),
    /// Offer to begin one of that week.
    Week(Week),
    /// Offer to begin one of that week over any area or unit.
    Scopes(Week),
    /// Look at the walk that a review would have.
    Look(Scope),
    /// Show what a finished review has frozen.
    Notice(ReviewId),
    /// Go through another part of the review.
    Part(AgendaPart),
    /// Go to that place of the review.
    Place(usize),
}

impl Picker {
    /// The lines that what was typed leaves, accents not counting.
    pub fn shown(&self) -> Vec<&PickerItem> {
        let wanted = self.typed.as_ref().map(Editor::text).unwrap_or_default();
        let words: Vec<String> = crate::domain::text::fold(wanted)
            .split(' ')
            .map(str::to_owned)
            .collect();
        let fits = |item: &&PickerItem| {
            let found = crate::domain::text::fold(&format!("{} {}", item.label, item.also));
            words.iter().all(|word| found.contains(word.as_str()))
        };
        self.items.iter().filter(fits).collect()
    }
}

/// A line about the last act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// What it says.
    pub text: String,
    /// How to take it back; stays whole where the screen is narrow.
    pub way_back: &'static str,
    /// Whether something went wrong.
    pub failed: bool,
}

impl Model {
    /// Where keys go now.
    pub fn context(&self) -> Context {
        match self.layers.last() {
            None if self.home.pane == Pane::Units => Context::Units,
            None => Context::Tasks,
            Some(Layer::Detail(_)) => Context::Detail,
            Some(Layer::Document(_)) => Context::Document,
            Some(Layer::Paper(paper)) if matches!(paper.source, Source::Kept(_)) => Context::Paper,
            Some(Layer::Paper(_)) => Context::Report,
            Some(Layer::Walk(walk)) if walk.at.is_none() => Context::Closing,
            Some(Layer::Walk(_)) => Context::Review,
            Some(Layer::Help(..)) => Context::Help,
            Some(Layer::Picker(picker)) if picker.typed.is_some() => Context::Palette,
            Some(Layer::Picker(_)) => Context::Picker,
            Some(Layer::Search(_)) => Context::Search,
            Some(Layer::Form(_)) => Context::Form,
            Some(Layer::Note(_)) => Context::Note,
            Some(Layer::Text(_)) => Context::Text,
            Some(Layer::Conclusion(_)) => Context::Conclusion,
            Some(Layer::Clash(_)) => Context::Clash,
            Some(Layer::AskQuit | Layer::AskFinish | Layer::AskMarked(_) | Layer::AskBack(_)) => {
                Context::Ask
            }
            Some(Layer::AskReplace(_) | Layer::AskLeave) => Context::Replace,
        }
    }

    /// Tells something that was done.
    pub fn tell(&mut self, text: impl Into<String>) {
        self.tell_with(text, "");
    }

    /// Tells something that was done, and how to take it back.
    pub fn tell_with(&mut self, text: impl Into<String>, way_back: &'static str) {
        self.status = Some(Status {
            text: text.into(),
            way_back,
            failed: false,
        });
    }

    /// Tells something that went wrong.
    pub fn fail(&mut self, text: impl Into<String>) {
        self.status = Some(Status {
            text: text.into(),
            way_back: "",
            failed: true,
        });
    }
}
