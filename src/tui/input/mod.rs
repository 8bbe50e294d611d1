//! From a key to what a person wants. What is shown of keys is read from the same tables.
//!
//! | file | what |
//! |---|---|
//! | `action`, `actions` | what a person may want; the table of it with its labels |
//! | `keymap`, `keys` | which key means what where; the table of keys |
//! | `words` | an action's words where the same key means something narrower |

pub mod action;
mod actions;
pub mod keymap;
mod keys;
pub mod words;
