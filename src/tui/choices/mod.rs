//! Lists to choose from, and questions that wait for a yes or a no.
//!
//! | file | what |
//! |---|---|
//! | `pickers` | filters, units, people, actions |
//! | `report_pickers` | what a report is about |
//! | `sittings` | reviews, their parts and tasks |
//! | `questions` | what a yes or a no leads to |

pub mod pickers;
pub mod questions;
pub mod report_pickers;
pub mod sittings;
