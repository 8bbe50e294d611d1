//! Lists to choose from, and questions that wait for a yes or a no.
//!
//! | file | what |
//! |---|---|
//! | `pickers` | filters, units, people, actions |
//! | `report_pickers` | what a report is about |
//! | `sittings` | reviews, their parts and tasks |

pub mod pickers;
pub mod report_pickers;
pub mod sittings;
