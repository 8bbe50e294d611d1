//! From what is to be opened to the layer: the one file that knows every layer.

use super::confirm::Confirm;
use super::conflict::ConflictLayer;
use super::help::Help;
use super::layer::{Cx, Layer, Next, Request};
use super::picker::Picker;
use super::{form, report, text_box};
use crate::present::messages::errors;
use crate::store::StoreError;
use crate::tui::command::no_such_review;

/// A layer, and what follows from its opening.
pub type Opened = (Box<dyn Layer>, Next);

/// Opens a layer.
///
/// # Errors
/// A sentence why it cannot be opened.
pub fn open(request: Request, cx: &Cx<'_>) -> Result<Opened, String> {
    let refused = |error: StoreError| errors::store(&error, cx.env.lang);
    Ok(match request {
        Request::Help(context, actions) => alone(Help::new(context, actions)),
        Request::Confirm(question) => alone(Confirm::new(question)),
        Request::Pick(pick) => alone(Picker::new(pick)),
        Request::Conflict(conflicts, unsaved) => alone(ConflictLayer::new(conflicts, unsaved)),
        Request::Form(request) => alone(form::open(request, cx)?),
        Request::Text(request) => with(text_box::open(request, cx)),
        Request::Report(query) => with(report::open(query)),
        Request::Notice(id) => match report::open_notice(id, cx).map_err(refused)? {
            Some(notice) => alone(notice),
            None => return Err(refused(no_such_review())),
        },
        other => return Err(format!("{other:?}")),
    })
}

fn alone(layer: impl Layer + 'static) -> Opened {
    with((layer, Next::Stay))
}

fn with((layer, next): (impl Layer + 'static, Next)) -> Opened {
    (Box::new(layer), next)
}
