//! The screen as it is used: keys in, frame out, on Friday 11/06/2021, without a terminal.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod assign;
mod changes;
mod colleagues;
mod commands;
mod corpus;
mod detail;
mod document;
mod forms;
mod frame;
mod help;
mod import;
mod lists;
mod look;
mod marking;
mod notes;
mod pictures;
mod progress;
mod reports;
mod review;
mod robust;
mod support;
