//! The domain model and its rules: pure, without input or output.
//!
//! Nothing here reads the clock, the environment or a file, or knows how something is stored, printed or drawn.
//! The day taken for today is always an argument.

pub mod area;
pub mod change;
pub mod conflict;
pub mod day;
pub mod deadline;
mod english;
pub mod frame;
pub mod history;
pub mod ids;
pub mod invariants;
pub mod letterhead;
pub mod log;
pub mod note;
pub mod parts;
pub mod period;
pub mod person;
pub mod plan;
pub mod query;
pub mod refusal;
pub mod reschedule;
pub mod review;
pub mod rules;
pub mod snapshot;
pub mod task;
pub mod text;
pub mod totals;
pub mod unit;
