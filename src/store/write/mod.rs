//! Writing: one door, behind which a wish becomes rows, what follows from them is kept up to date,
//! and all of it can be taken back.
//!
//! | file | what |
//! |---|---|
//! | `apply` | the door, and the frame of every write |
//! | `undo` | undo and redo |
//! | `replay`, `rebuild` | acts of a journal written again; a database filled from one |
//! | `changes` | from a wish to rows; `deadlines`, `task`, `people`, `units` write what is theirs |
//! | `conflict` | who has replaced what a person saw |
//! | `writer`, `values` | rows before and after; values on their way |
//! | `journaled` | which columns the journal holds |

mod amend;
pub(super) mod apply;
pub(super) mod changes;
pub(super) mod conflict;
pub(super) mod deadlines;
pub(super) mod journaled;
mod people;
pub(super) mod rebuild;
pub(super) mod replay;
pub(super) mod task;
pub(super) mod undo;
pub(super) mod units;
pub(super) mod values;
pub(super) mod writer;
