//! The progress sheet (*biểu tiến độ*): a workbook of the tasks that a unit leads, which it fills in and
//! returns. A returned sheet is compared with what was sent and with the plan, and only what the unit changed is
//! taken over, as one act.
//!
//! | file | what |
//! |---|---|
//! | `sheet` | the sheet that is sent, its columns and its workbook |
//! | `read` | reads a returned workbook, with the days and documents in its cells |
//! | `compare` | compares as sent, as filled in, as it is now |
//! | `changes` | the changes that follow |
//! | `messages` | messages about it |

pub mod changes;
pub mod compare;
pub(crate) mod messages;
pub mod read;
pub mod sheet;
