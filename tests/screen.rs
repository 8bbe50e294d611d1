//! The screen as it is used: keys in, frame out, on Friday 11/06/2021, without a terminal.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "screen/support.rs"]
mod support;

#[path = "screen/colleagues.rs"]
mod colleagues;
#[path = "screen/corpus.rs"]
mod corpus;
#[path = "screen/detail.rs"]
mod detail;
#[path = "screen/document.rs"]
mod document;
#[path = "screen/forms.rs"]
mod forms;
#[path = "screen/lists.rs"]
mod lists;
#[path = "screen/look.rs"]
mod look;
#[path = "screen/marking.rs"]
mod marking;
#[path = "screen/notes.rs"]
mod notes;
#[path = "screen/reports.rs"]
mod reports;
#[path = "screen/review.rs"]
mod review;
#[path = "screen/robust.rs"]
mod robust;
