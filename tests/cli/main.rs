//! The command line as it is used: command in, output out, on the real program.
#![allow(clippy::unwrap_used)]

mod bad_input;
mod check;
mod complete;
mod days;
mod export;
mod frame;
mod import;
mod languages;
mod log;
mod many;
mod mending;
mod progress;
mod reading;
mod remind;
mod review;
#[path = "../support/mod.rs"]
mod support;
mod tables;
mod units;
mod when;
mod writing;
