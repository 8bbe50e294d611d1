//! Reading: from a query to rows, counts and whole tasks, and what was known on a day.
//!
//! | file | what |
//! |---|---|
//! | `listing` | a query to rows: windows by an index or by the search |
//! | `sql` | a query taken apart by who can answer it |
//! | `counts` | the counts round a list, from the tallies |
//! | `summaries` | what lists tell beyond their rows |
//! | `tasks`, `rows` | one task whole; a row of it as it is read everywhere |
//! | `places`, `letterhead` | the plan, areas, units, people; who reports as what |
//! | `asof`, `known` | what the file knew on a day |

mod asof;
pub(super) mod counts;
mod known;
mod letterhead;
mod listing;
mod places;
pub(super) mod rows;
mod sql;
mod summaries;
pub(super) mod tasks;
