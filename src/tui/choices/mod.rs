//! Lists to choose from, and questions that wait for a yes or a no.
//!
//! | file | what |
//! |---|---|
//! | `pickers` | filters, units, people, actions |
//! | `sittings` | reviews, their parts and tasks |

pub mod pickers;
pub mod sittings;
