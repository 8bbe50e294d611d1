//! What update asks of the outside: asked as a value, done in one place, and what comes back.
//!
//! | file | what |
//! |---|---|
//! | `effect` | what is asked, and what it brings back |
//! | `perform`, `perform_review` | what is asked of the store, done |
//! | `answers`, `answers_review` | what came back, taken into the model |

pub mod answers;
pub(in crate::tui) mod answers_review;
pub mod effect;
pub mod perform;
mod perform_review;
