//! Writing: one door, behind which a wish becomes rows, what follows from them is kept up to date,
//! and all of it can be taken back.
//!
//! | file | what |
//! |---|---|
//! | `door` | apply, and the frame of every write |
//! | `turn` | undo and redo |
//! | `replay`, `rebuild` | acts of a journal written again; a database filled from one |
//! | `changes` | from a wish to rows; `deadlines`, `texts`, `people`, `units` write what is theirs |
//! | `conflict` | who has replaced what a person saw |
//! | `writer`, `cells` | rows before and after; values on their way |
//! | `columns` | which columns are facts |
//! | `facts`, `judge` | a task's facts, and what follows from them |
//! | `derive`, `renew` | keep it up to date; compute all of it anew |

mod amend;
pub(super) mod cells;
pub(super) mod changes;
pub(super) mod columns;
pub(super) mod conflict;
pub(super) mod deadlines;
pub(super) mod derive;
pub(super) mod door;
mod facts;
pub(super) mod judge;
mod people;
pub(super) mod rebuild;
pub(super) mod renew;
pub(super) mod replay;
pub(super) mod texts;
pub(super) mod turn;
pub(super) mod units;
pub(super) mod writer;
