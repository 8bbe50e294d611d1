//! What follows from the facts and is kept beside them: derived columns, tallies, the full-text
//! index. This room alone knows their layout: bits, groups, levels, row numbers.
//!
//! | file | what |
//! |---|---|
//! | `derive` | a task's facts, and what follows from them |
//! | `fulltext` | what the full-text index holds, and what is asked of it |
//! | `tallies` | the counts of each scope |
//! | `update` | keeps all of it up to date, task by task, and recomputes it |

pub(super) mod derive;
pub(super) mod fulltext;
pub(super) mod tallies;
pub(super) mod update;
