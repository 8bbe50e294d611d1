//! The screen.
pub mod editor;
