//! The words of the program, each in both languages.

pub mod breaches;
pub mod care;
pub mod conflict;
pub mod deadlines;
pub mod deeds;
pub mod errors;
pub mod history;
pub mod labels;
pub mod outcomes;
pub mod report;
pub mod review;
pub mod system;
pub mod terms;
pub mod waits;
pub mod wording;
