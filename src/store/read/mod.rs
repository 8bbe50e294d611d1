//! Reading: from a query to rows, counts and complete tasks; the state as of a past day.
//!
//! | file | what |
//! |---|---|
//! | `query` | a query taken apart by who can answer it |
//! | `listing` | a query to rows: windows by an index or by the search |
//! | `counts` | the counts round a list, from the tallies |
//! | `tasks` | a task's row as it is read everywhere; one complete task; what lists show beyond rows |
//! | `plan` | the plan, areas, units, people; who reports as what |
//! | `as_of` | what the file knew on a day |

mod as_of;
pub(super) mod counts;
mod listing;
mod plan;
mod query;
pub(super) mod tasks;
