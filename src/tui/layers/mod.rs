//! What lies on the screen: one file a layer, with what it is, what its keys do and how it looks.
//! None imports another: `layer` is all that they know of each other. This file alone knows them all,
//! to make the layer of what is to be opened.

mod assign;
mod changes;
mod confirm;
mod conflict;
mod detail;
mod document;
mod form;
mod frame;
mod help;
pub mod home;
mod import;
pub mod layer;
mod picker;
mod progress;
mod reminder;
pub(crate) mod report;
mod review;
mod text_box;

use crate::domain::change::Refusal;
use crate::present::messages::errors;
use crate::store::{Result, StoreError};
use crate::tui::command::no_such_review;
use assign::Assign;
use changes::Changes;
use confirm::Confirm;
use conflict::ConflictLayer;
use detail::Detail;
use document::DocumentLayer;
use frame::FrameLayer;
use help::Help;
use layer::{Cx, Layer, Next, Request};
use picker::Picker;

/// A layer, and what follows from its opening.
pub(crate) type Opened = (Box<dyn Layer>, Next);

/// Opens a layer.
///
/// # Errors
/// A sentence why it cannot be opened.
pub(crate) fn open(request: Request, cx: &Cx<'_>) -> std::result::Result<Opened, String> {
    match request {
        Request::Form(request) => Ok(alone(form::open(request, cx)?)),
        Request::Reminder(unit) => unless_refused(reminder::open(unit, cx), cx),
        Request::ProgressSheet(workbook, name) => {
            unless_refused(progress::open(&workbook, &name, cx), cx)
        }
        Request::ForMarked(marked, request) => {
            let (mut layer, next) = open(*request, cx)?;
            layer.set_marked(marked);
            Ok((layer, next))
        }
        request => make(request, cx).map_err(|error| errors::store(&error, cx.env.lang)),
    }
}

/// What a layer itself refuses to open is a sentence, as what the file says is.
fn unless_refused<L: Layer>(
    opened: Result<std::result::Result<L, String>>,
    cx: &Cx<'_>,
) -> std::result::Result<Opened, String> {
    let opened = opened.map_err(|error| errors::store(&error, cx.env.lang))?;
    opened.map(alone)
}

/// Opens a layer that only the file can refuse.
fn make(request: Request, cx: &Cx<'_>) -> Result<Opened> {
    Ok(match request {
        Request::Help(context, actions) => alone(Help::new(context, actions)),
        Request::Confirm(question) => alone(Confirm::new(question, cx.env)),
        Request::Pick(pick) => alone(Picker::new(pick)),
        Request::Conflict(conflicts, unsaved) => alone(ConflictLayer::new(conflicts, unsaved)),
        Request::Detail(task, toggled) => {
            let detail = Detail::open(task, toggled, cx.store)?;
            alone(detail.ok_or(StoreError::Refused(Refusal::NoSuchTask))?)
        }
        Request::Changes => alone(Changes::open(cx)?),
        Request::Document(at) => with(DocumentLayer::open(at, cx)?),
        Request::Report(query) => with(report::open(query)),
        Request::Notice(id) => alone(report::open_notice(id, cx)?.ok_or_else(no_such_review)?),
        Request::Reviews { week, area, unit } => {
            alone(Picker::new(review::choices::reviews(week, area, unit, cx)?))
        }
        Request::Review(id, part) => alone(review::open(id, part, cx)?),
        Request::ReviewPreview(scope) => alone(review::open_preview(scope, cx)?),
        Request::Assign(what, tasks) => alone(Assign::new(what, tasks, cx.env)),
        Request::Frame => alone(FrameLayer::open(cx)?),
        Request::Text(request) => with(text_box::open(request, cx)),
        Request::ImportFile => alone(import::ChooseFile::new(cx.env)),
        Request::Import(source) => with(import::open(source)),
        Request::Form(_)
        | Request::Reminder(_)
        | Request::ProgressSheet(..)
        | Request::ForMarked(..) => {
            return Err(StoreError::Refused(Refusal::NoChange));
        }
    })
}

fn alone(layer: impl Layer) -> Opened {
    (Box::new(layer), Next::Stay)
}

fn with<L: Layer>((layer, next): (L, Next)) -> Opened {
    (Box::new(layer), next)
}
