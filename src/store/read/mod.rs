//! Reading: from a query to rows, counts and whole tasks, and what was known on a day.
//!
//! | file | what |
//! |---|---|
//! | `listing` | a query to rows: windows by an index or by the search |
//! | `sql` | a query taken apart by who can answer it |
//! | `counts` | the counts round a list, from the tallies |
//! | `list_details` | what lists tell beyond their rows |
//! | `tasks`, `rows` | one task whole; a row of it as it is read everywhere |
//! | `plan`, `letterhead` | the plan, areas, units, people; who reports as what |
//! | `as_of`, `known` | what the file knew on a day |

mod as_of;
pub(super) mod counts;
mod known;
mod letterhead;
mod list_details;
mod listing;
mod plan;
pub(super) mod rows;
mod sql;
pub(super) mod tasks;
