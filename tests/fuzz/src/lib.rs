//! What the targets share.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "../entries.rs"]
pub mod entries;
#[path = "../../screen/support.rs"]
mod support;
