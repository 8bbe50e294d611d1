//! Reports and the notice of a review: figures, words, formats, and the command that makes them.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod command;
mod figures;
mod formats;
mod notice;
#[path = "../support/mod.rs"]
mod support;
mod text;
