//! The command line as it is used: command in, output out, on the real program.
#![allow(clippy::unwrap_used)]

mod bad_input;
mod languages;
mod log;
mod mending;
mod office;
mod reading;
mod review;
mod units;
mod writing;
