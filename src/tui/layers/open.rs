//! From what is to be opened to the layer: the one file that knows every layer.

use super::confirm::Confirm;
use super::conflict::ConflictLayer;
use super::detail::Detail;
use super::document::DocumentLayer;
use super::help::Help;
use super::layer::{Cx, Layer, Next, Request};
use super::picker::Picker;
use super::{form, report, review, text_box};
use crate::domain::change::Refusal;
use crate::present::messages::errors;
use crate::store::{Result, StoreError};
use crate::tui::command::no_such_review;

/// A layer, and what follows from its opening.
pub type Opened = (Box<dyn Layer>, Next);

/// Opens a layer.
///
/// # Errors
/// A sentence why it cannot be opened.
pub fn open(request: Request, cx: &Cx<'_>) -> std::result::Result<Opened, String> {
    match request {
        Request::Form(request) => Ok(alone(form::open(request, cx)?)),
        request => read(request, cx).map_err(|error| errors::store(&error, cx.env.lang)),
    }
}

fn read(request: Request, cx: &Cx<'_>) -> Result<Opened> {
    Ok(match request {
        Request::Help(context, actions) => alone(Help::new(context, actions)),
        Request::Confirm(question) => alone(Confirm::new(question)),
        Request::Pick(pick) => alone(Picker::new(pick)),
        Request::Conflict(conflicts, unsaved) => alone(ConflictLayer::new(conflicts, unsaved)),
        Request::Detail(task, toggled) => {
            let detail = Detail::open(task, toggled, cx.store)?;
            alone(detail.ok_or(StoreError::Refused(Refusal::NoSuchTask))?)
        }
        Request::Document(at) => with(DocumentLayer::open(at, cx)?),
        Request::Report(query) => with(report::open(query)),
        Request::Notice(id) => alone(report::open_notice(id, cx)?.ok_or_else(no_such_review)?),
        Request::Reviews { week, area, unit } => {
            alone(Picker::new(review::reviews(week, area, unit, cx)?))
        }
        Request::Review(id, part) => alone(review::open(id, part, cx)?),
        Request::Look(scope) => alone(review::look(scope, cx)?),
        Request::Text(request) => with(text_box::open(request, cx)),
        Request::Form(_) => return Err(StoreError::Refused(Refusal::NoChange)),
    })
}

fn alone(layer: impl Layer) -> Opened {
    (Box::new(layer), Next::Stay)
}

fn with<L: Layer>((layer, next): (L, Next)) -> Opened {
    (Box::new(layer), next)
}
