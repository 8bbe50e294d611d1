//! Annexes as offices issue them, written by other programs (`make.py`), and what is understood of each.
//!
//! Each head of a kind that is known to be in use, each hazard of the files, and files that must be
//! refused. What is understood stands as text in `snapshots`: a line for each row.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod compared;
mod described;
mod hazards;
mod heads;
mod office;
mod properties;
mod refused;
