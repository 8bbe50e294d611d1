//! The sentences of the program, each in both languages.

pub(crate) mod activity;
pub(crate) mod acts;
pub(crate) mod colleagues;
pub(crate) mod conflict;
pub mod deadlines;
pub mod errors;
pub(crate) mod file_errors;
mod frame;
pub mod import;
pub mod journal;
pub(crate) mod labels;
pub(crate) mod report;
pub(crate) mod review;
pub(crate) mod status;
pub(crate) mod verbs;
