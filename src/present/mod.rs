//! From values to what people read: columns, dates, messages in both languages, and [`text::safe`], through
//! which every text passes on its way to a terminal. Screen and command line share all of it.

pub mod columns;
pub mod dates;
pub mod lang;
pub mod messages;
pub(crate) mod names;
pub(crate) mod signs;
pub(crate) mod task_view;
pub mod text;
