//! What of a plan goes out as a file that other programs read: its tasks as a table or a workbook, its
//! due dates as a calendar. The whole file as JSON is the store's own; see [`Store::dump`].
//!
//! [`Store::dump`]: crate::store::Store::dump

mod calendar;
mod scope;
mod tasks;

pub use calendar::calendar;
pub use scope::{Export, ExportError, Result};
pub use tasks::{table, workbook};
