//! What lies on the screen: one file a layer, with what it is, what its keys do and how it looks.
//! None imports another; `layer` is all that they know of each other, `open` alone knows them all.

mod confirm;
mod conflict;
mod detail;
mod document;
mod form;
mod help;
pub mod home;
pub mod layer;
pub mod open;
mod picker;
pub mod report;
mod review;
mod text_box;
