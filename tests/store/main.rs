//! The store in use: what it takes, refuses, keeps and gives back, and how it cares for its file.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod changes;
mod conflicts;
mod deadlines;
mod dump;
mod file;
mod frame;
mod growth;
mod journal;
mod plan;
mod refusals;
mod replay;
mod reviews;
mod rules;
mod sample;
#[path = "../support/mod.rs"]
mod support;
mod undo;
mod wordings;
