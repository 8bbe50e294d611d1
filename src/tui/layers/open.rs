//! From what is to be opened to the layer: the one file that knows every layer.

use super::confirm::Confirm;
use super::conflict::ConflictLayer;
use super::help::Help;
use super::layer::{Cx, Layer, Next, Request};
use super::picker::Picker;

/// A layer, and what follows from its opening.
pub type Opened = (Box<dyn Layer>, Next);

/// Opens a layer.
///
/// # Errors
/// A sentence why it cannot be opened.
pub fn open(request: Request, _cx: &Cx<'_>) -> Result<Opened, String> {
    Ok(match request {
        Request::Help(context, actions) => alone(Help::new(context, actions)),
        Request::Confirm(question) => alone(Confirm::new(question)),
        Request::Pick(pick) => alone(Picker::new(pick)),
        Request::Conflict(conflicts, unsaved) => alone(ConflictLayer::new(conflicts, unsaved)),
        other => return Err(format!("{other:?}")),
    })
}

fn alone(layer: impl Layer + 'static) -> Opened {
    (Box::new(layer), Next::Stay)
}
