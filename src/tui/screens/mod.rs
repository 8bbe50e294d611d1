//! One file per screen: its state and what its keys do; the drawing stands beside it.

pub mod detail;
pub mod detail_view;
pub mod document;
pub mod help;
pub mod home;
pub mod home_view;
