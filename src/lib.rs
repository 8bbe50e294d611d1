//! # cchc
//!
//! Follow up the tasks of a yearly administrative-reform plan, in a terminal, in Vietnamese.
pub mod domain;
pub mod plan;
pub mod present;
pub mod store;
pub mod tui;
