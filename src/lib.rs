//! # cchc
//!
//! Follow up the tasks of a yearly administrative-reform plan, in a terminal, in Vietnamese.
pub mod cli;
pub mod domain;
pub mod error;
pub mod paths;
pub mod plan;
pub mod present;
pub mod report;
pub mod screen;
pub mod settings;
pub mod start;
pub mod store;
pub mod transfer;
pub mod tui;
