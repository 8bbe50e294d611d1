//! One file per screen: its state and what its keys do; the drawing stands beside it.

pub mod closing;
pub mod closing_view;
pub mod detail;
mod detail_parts;
pub mod detail_view;
pub mod document;
pub mod home;
pub mod home_view;
mod preview;
mod units;
mod units_view;
pub mod walk;
mod walk_head;
pub mod walk_view;
