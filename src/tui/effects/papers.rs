//! What documents on the screen ask of the outside: reports made, files saved.

use crate::report::ReportQuery;
use crate::report::document::Document;
use crate::tui::model::{Layer, Model};
use crate::tui::writing::form::{FieldId, FormKind};
use std::path::PathBuf;
use std::rc::Rc;

/// A document to be saved as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveWish {
    /// Where to.
    pub path: PathBuf,
    /// The word of its format; see [`crate::formats::FORMATS`].
    pub format: &'static str,
}

/// Takes in a report that was made.
pub(in crate::tui) fn made(model: &mut Model, query: ReportQuery, document: Rc<Document>) {
    let papers = model.layers.iter_mut().filter_map(|layer| match layer {
        Layer::Paper(paper) => Some(paper),
        _ => None,
    });
    if let Some(paper) = papers.last() {
        paper.take(query, document, &model.env);
    }
}

/// The report could not be made: what is on the screen stays, an empty screen closes.
pub(in crate::tui) fn unmade(model: &mut Model) {
    let lang = model.env.lang;
    model.layers.retain_mut(|layer| match layer {
        Layer::Paper(paper) => {
            paper.pending = false;
            paper.document(lang).is_some()
        }
        _ => true,
    });
}

/// The file is saved.
pub(in crate::tui) fn saved(model: &mut Model) {
    if matches!(model.layers.last(), Some(Layer::Form(form)) if form.kind == FormKind::SaveAs) {
        model.layers.pop();
    }
}

/// The file is not saved: the form says so, where it is open.
pub(in crate::tui) fn refused(model: &mut Model, said: String) {
    match model.layers.last_mut() {
        Some(Layer::Form(form)) if form.kind == FormKind::SaveAs => {
            form.fail(FieldId::FileName, said);
        }
        _ => model.fail(said),
    }
}
