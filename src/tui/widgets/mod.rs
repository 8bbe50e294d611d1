//! What every layer is made of; knows no task and no layer.
//!
//! | file | what |
//! |---|---|
//! | `paint` | a line of styled pieces, the terminal's cursor |
//! | `scroll` | where a cursor or the first row goes, and how what is selected stays in sight |
//! | `preview_list` | rows that are looked through before anything is done with them |
//! | `dialog` | boxes above the screen; a list to choose from in one, narrowed by letters |
//! | `editor` | a text with a cursor, for one line or several |

pub mod dialog;
pub mod editor;
pub(crate) mod paint;
pub mod preview_list;
pub(crate) mod scroll;
