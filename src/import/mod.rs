//! An annex into the plan: read against what the plan's file knows, compared with its tasks, and what a
//! person decided about it as the changes of one act.
//!
//! | file | what |
//! |---|---|
//! | `known` | what the plan's file knows |
//! | `units` | the units of an annex that the plan does not know: new ones, or other names of known ones |
//! | `heads` | heads that a person has corrected, kept in the plan for the next file with the same head |
//! | `read` | an annex beside the plan |
//! | `act` | what is taken of it, as changes |

mod act;
mod heads;
mod known;
mod read;
pub mod units;

pub use act::{Act, Kept};
pub use known::{KnownPlan, NoPlace};
pub use read::{Decisions, Import, generic_leads};
