//! The sentences of the program, each in both languages.

pub mod activity;
pub mod conflict;
pub mod deadlines;
pub mod errors;
pub mod file_errors;
pub mod history;
pub mod invariants;
pub mod labels;
pub mod os_errors;
pub mod report;
pub mod review;
pub mod status;
