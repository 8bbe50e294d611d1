//! Bad days on the real program: a disk that gives no more room, a colleague who holds the file, a
//! kill at any moment, many at once, hostile rows. Nothing here needs a privilege.
//!
//! Two tests are too long for every day and are asked for by name:
//!
//! ```text
//! cargo test --release --test faults -- --ignored forty_people
//! CCHC_SOAK_MINUTES=20 cargo test --release --test faults -- --ignored --nocapture soak
//! ```
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod file;
mod hostile;
mod kills;
mod lock;
mod many;
mod memory;
mod noise;
mod power_cut;
mod room;
mod screen;
mod soak;
#[path = "../support/mod.rs"]
mod support;
mod upgrade;
