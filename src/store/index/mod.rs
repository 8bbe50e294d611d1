//! What follows from the facts and is kept beside them: derived columns, tallies, the full-text
//! index. This room alone knows how they are laid out: bits, groups, levels, row numbers.
//!
//! | file | what |
//! |---|---|
//! | `task_inputs`, `derive` | a task's facts, and what follows from them |
//! | `update` | keeps it up to date, task by task |
//! | `rebuild` | computes all of it anew |
//! | `fulltext` | what the full-text index holds, and what is asked of it |

pub(super) mod derive;
pub(super) mod fulltext;
pub(super) mod rebuild;
mod task_inputs;
pub(super) mod update;
