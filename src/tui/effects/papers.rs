//! What documents on the screen ask of the outside: reports made, files saved, texts copied.

use super::effect::Answer;
use crate::formats;
use crate::formats::save::{SaveError, save};
use crate::present::lang::Lang;
use crate::present::messages::errors;
use crate::present::messages::report::saved_as;
use crate::report::document::Document;
use crate::report::{self, ReportQuery};
use crate::store::StoreError;
use crate::tui::model::{Layer, Model};
use crate::tui::msg::Msg;
use crate::tui::writing::form::{FieldId, FormKind};
use crate::tui::writing::forms;
use crate::tui::{App, update};
use std::path::{Path, PathBuf};

/// A document to be saved as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveWish {
    /// Where to.
    pub path: PathBuf,
    /// The word of its format; see [`crate::formats::FORMATS`].
    pub format: &'static str,
    /// Whether a file that is there may be written over.
    pub replace: bool,
}

/// Why a document was not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsaved {
    /// The file system, or care for what is there, said no.
    File(SaveError),
    /// The format could not be made; its library's words.
    Format(String),
    /// There is no document on the screen any more.
    Nothing,
}

impl Unsaved {
    /// Why, in words.
    pub fn said(&self, wish: &SaveWish, lang: Lang) -> String {
        match self {
            Self::File(error) => error.message(&wish.path, lang),
            Self::Format(said) => lang.pick(
                format!("Không lập được tệp dạng {} ({said}).", wish.format),
                format!("The {} file could not be made ({said}).", wish.format),
            ),
            Self::Nothing => lang
                .pick(
                    "Không còn nội dung nào để lưu.",
                    "There is nothing to save.",
                )
                .to_owned(),
        }
    }
}

/// What the loop does in its own time.
#[derive(Debug, Default)]
pub(in crate::tui) struct Outbox {
    /// The report that is to be made once the screen says so; a newer wish replaces an older one.
    pub report: Option<ReportQuery>,
    /// What shall go to the clipboard of the terminal.
    pub copy: Option<String>,
}

/// Saves the document on the screen.
pub(in crate::tui) fn save_as(wish: SaveWish, plan: &Path, model: &Model) -> Answer {
    match try_save(&wish, plan, model) {
        Ok(()) => Answer::Saved(wish),
        Err(error) => Answer::Unsaved(wish, error),
    }
}

fn try_save(wish: &SaveWish, plan: &Path, model: &Model) -> Result<(), Unsaved> {
    let shown = model.layers.iter().rev().find_map(|layer| match layer {
        Layer::Paper(paper) => paper.document(model.env.lang),
        _ => None,
    });
    let (Some(document), Some(format)) = (shown, formats::named(wish.format)) else {
        return Err(Unsaved::Nothing);
    };
    let bytes = format
        .write(document)
        .map_err(|error| Unsaved::Format(error.0))?;
    save(&wish.path, &bytes, wish.replace, plan).map_err(Unsaved::File)
}

/// Takes in a report that was made.
pub(in crate::tui) fn made(model: &mut Model, query: ReportQuery, document: Box<Document>) {
    let papers = model.layers.iter_mut().filter_map(|layer| match layer {
        Layer::Paper(paper) => Some(paper),
        _ => None,
    });
    if let Some(paper) = papers.last() {
        paper.take(query, document, &model.env);
    }
}

/// The report could not be made: what is on the screen stays, an empty screen closes.
pub(in crate::tui) fn unmade(model: &mut Model, error: &StoreError) {
    let lang = model.env.lang;
    model.layers.retain_mut(|layer| match layer {
        Layer::Paper(paper) => {
            paper.pending = false;
            paper.document(lang).is_some()
        }
        _ => true,
    });
    model.fail(errors::store(error, lang));
}

/// Tells where a document was saved.
pub(in crate::tui) fn saved(model: &mut Model, wish: &SaveWish) {
    if matches!(model.layers.last(), Some(Layer::Form(form)) if form.kind == FormKind::SaveAs) {
        model.layers.pop();
    }
    let (name, folder) = forms::name_and_folder(&wish.path);
    model.tell(saved_as(&name, &folder, model.env.lang));
}

/// A file that is there is asked about; everything else is told in the form, and what was typed
/// stays.
pub(in crate::tui) fn unsaved(model: &mut Model, wish: SaveWish, error: &Unsaved) {
    if *error == Unsaved::File(SaveError::Exists) {
        model.layers.push(Layer::AskReplace(wish));
        return;
    }
    let said = error.said(&wish, model.env.lang);
    match model.layers.last_mut() {
        Some(Layer::Form(form)) if form.kind == FormKind::SaveAs => {
            form.fail(FieldId::FileName, said);
        }
        _ => model.fail(said),
    }
}

impl App {
    /// Does what was put off until the screen had told of it: makes the report that was asked for
    /// last. Says whether there was anything.
    pub fn catch_up(&mut self) -> bool {
        let Some(query) = self.outbox.report.take() else {
            return false;
        };
        let answer = match report::make(&self.session.store, &query) {
            Ok(document) => Answer::Report(query, Box::new(document)),
            Err(error) => Answer::Unmade(error),
        };
        let effects = update::update(&mut self.model, Msg::Answer(Box::new(answer)));
        self.perform_all(effects);
        true
    }

    /// The text that shall go to the clipboard of the terminal, once.
    pub fn copied(&mut self) -> Option<String> {
        self.outbox.copy.take()
    }
}
