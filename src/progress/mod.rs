//! The sheet of a unit (*biểu tiến độ*): a workbook with what the unit leads, which it fills in and
//! sends back. What comes back is set against what was sent and what the plan says now, and only what
//! the unit changed is taken over, as one act.
//!
//! | file | what |
//! |---|---|
//! | `sheet` | what is sent: a row a task, or a period of one; the heads of its columns, and the workbook of it |
//! | `read` | a workbook that came back, as it was filled in; the days and documents in its cells |
//! | `compare` | as sent, as filled in, as it is now |
//! | `act` | what is taken of it, as changes |
//! | `words` | what is said of it |

pub mod act;
pub mod compare;
pub mod read;
pub mod sheet;
pub mod words;
