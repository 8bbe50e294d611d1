//! The screen: wait, resolve, act, draw. One loop, one thread that touches the layers.
//!
//! Five more threads only wait: for keys, for the end of the terminal, for signals, for a change in
//! the file's folder, for the next midnight. A sixth checks and copies the file once and ends. While
//! nothing happens nothing runs; the only timer is the one to midnight.
//!
//! | file | what |
//! |---|---|
//! | `run`, `terminal`, `backend` | the loop, and what it notices; the terminal entered, and left clean on every way out; a frame in few bytes |
//! | `watch` | what wakes the loop |
//! | `app` | the stack of layers, and what follows from a key |
//! | `command`, `execute` | what leaves the screen, and how it is carried out |
//! | `layers` | what lies on the screen: one file a layer, and the contract of them all |
//! | `actions`, `keys` | what a person may want, by which keys, in which words |
//! | `env` | what the edge hands over, and what every layer needs to know: plan, person, day, size, language |
//! | `view`, `layout`, `theme` | header, status and keys round the layers; where everything stands; styles |
//! | `widgets` | what layers are made of: they know no task and no layer |
//! | `wrapped_text`, `prompts`, `toggle_done` | what several layers do alike with tasks |
//! | `background_read` | reads what is imported, in a thread of its own |
//! | `drafts`, `draft_sync` | texts that outlive the program, and how they come back |
//! | `colleagues` | what colleagues have written, in a sentence; where the person left the file the last time |
//! | `messages` | what an act did, and what would be lost, in a sentence |

pub mod actions;
mod app;
mod backend;
mod background_read;
mod colleagues;
pub mod command;
mod draft_sync;
pub mod drafts;
pub mod env;
mod execute;
#[cfg(test)]
mod growth;
pub mod keys;
pub mod layers;
pub mod layout;
mod messages;
mod prompts;
mod run;
mod terminal;
pub mod theme;
pub mod toggle_done;
pub mod view;
mod watch;
pub mod widgets;
pub mod wrapped_text;

pub use app::App;
pub use env::Session;
pub use run::{ScreenError, run};
