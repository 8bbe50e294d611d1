//! Drafts that outlive the program: what was being written when a terminal closed, a signal came, the
//! program failed or the power went is there again on the next start.
//!
//! The loop hands over what is open after every change, and writes it down once the keys rest or the
//! screen says that it is kept; whoever ends the program writes down the rest. Each draft is a file of
//! its own, so that several screens never meet in one, and each screen marks its files with a lock, so
//! that none takes over what another one is still writing.
//!
//! | file | what |
//! |---|---|
//! | `draft` | a text that is not saved yet, and how a file holds it |
//! | `store` | the folder of a person's drafts |
//! | `lock` | whose a draft's file is |

mod draft;
mod lock;
mod store;

pub use draft::{Draft, DraftKey, KeptDraft};
pub use store::{DraftStore, Due, Unkept};

use std::collections::HashMap;

/// Texts that were left without saving.
pub type Drafts = HashMap<DraftKey, Draft>;
