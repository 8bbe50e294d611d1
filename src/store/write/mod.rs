//! Writing: one entry point, which turns a change into rows, updates what is derived from them, and can be
//! undone.
//!
//! | file | what |
//! |---|---|
//! | `apply` | the entry point, and what is done around every write |
//! | `undo`, `undone_codes` | undo and redo; the codes of undone tasks, for the same tasks |
//! | `changes` | from a change to rows; `deadlines`, `frame`, `review`, `task`, `units` write what is theirs |
//! | `conflict` | who has replaced what a person saw |
//! | `writer` | rows before and after, of the columns that the journal holds |
//! | `create` | a new file from a plan's data, or from another file's acts |
//! | `replay` | acts of a journal written again; a sound file made from the journal of a damaged one |

pub(super) mod apply;
mod changes;
mod conflict;
mod create;
pub(super) mod deadlines;
mod frame;
pub(super) mod replay;
mod review;
pub(super) mod task;
pub(super) mod undo;
mod undone_codes;
pub(super) mod units;
pub(super) mod writer;
