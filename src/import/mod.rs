//! Imports an annex into the plan: parses it with the plan's names, compares it with its tasks, and turns
//! a person's decisions into the changes of one act.
//!
//! | file | what |
//! |---|---|
//! | `plan` | the plan, loaded once |
//! | `units` | unknown units of an annex: new units, or other names of known ones |
//! | `saved_heads` | heads that a person has corrected, saved for the next file with the same head |
//! | `read` | an annex, parsed and compared with the plan |
//! | `changes` | the changes that follow from the decisions |

mod changes;
mod plan;
mod read;
mod saved_heads;
pub mod units;

pub(crate) use changes::{Forbidden, ImportChanges};
pub use plan::{LoadedPlan, NoSection};
pub use read::{Import, ImportDecisions, generic_leads};
