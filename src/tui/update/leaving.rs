//! Leaving a layer.

use crate::tui::effects::effect::Effect;
use crate::tui::model::Model;

/// Closes the topmost layer.
pub(in crate::tui) fn leave(model: &mut Model) -> Vec<Effect> {
    model.layers.pop();
    Vec::new()
}
