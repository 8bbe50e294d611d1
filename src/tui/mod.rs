//! The screen: wait, resolve, update, perform, draw. Always forward, one loop, one thread that
//! touches the model.
//!
//! Five more threads only wait: for keys, for the end of the terminal, for signals, for a change in
//! the file's folder, for the next midnight. A sixth checks and copies the file once and ends. While
//! nothing happens nothing runs; the only timer is the one to midnight.
//!
//! | room | what |
//! |---|---|
//! | `run`, `terminal` | the loop; the terminal entered, and left clean on every way out |
//! | `watch`, `clock`, `notice`, `care` | what others write, a new day, the file's own health |
//! | `input` | from a key to what a person wants: keys, actions and their words |
//! | `msg`, `update` | what arrives, and how it changes the model |
//! | `model`, `screens` | what is shown, as plain values; a screen's state beside its drawing |
//! | `drafts` | texts that outlive the program that they were written in |
//! | `choices` | lists to choose from, and questions |
//! | `effects` | what the outside is asked for, does, and brings back |
//! | `widgets` | what every layer is made of: text fields, lists, boxes, scrolling |
//! | `draw` | from the model to cells |

mod app;
mod care;
pub mod choices;
mod clock;
pub mod command;
pub mod drafts;
pub mod draw;
pub mod effects;
pub mod env;
#[cfg(test)]
mod growth;
pub mod input;
pub mod layers;
mod messages;
pub mod model;
mod notice;
mod old;
mod picks;
mod quitting;
mod run;
pub mod screens;
pub mod terminal;
pub mod toggle_done;
pub mod update;
mod watch;
mod widgets;

pub use app::App;
pub use run::{ScreenError, run};

use crate::domain::day::Day;
use crate::domain::ids::UnitId;
use crate::domain::person::Actor;
use crate::present::lang::Lang;
use crate::store::Store;
use std::path::PathBuf;
use std::time::Duration;

/// What the edge hands over to open the screen.
pub struct Session {
    /// The plan's file.
    pub store: Store,
    /// The day.
    pub today: Day,
    /// Whether the day was given and does not move on at midnight.
    pub day_is_fixed: bool,
    /// Who signs.
    pub actor: Actor,
    /// Whether the person was named, so that nobody is asked.
    pub person_is_known: bool,
    /// The unit whose tasks are mine.
    pub my_unit: Option<UnitId>,
    /// The language.
    pub lang: Lang,
    /// Letters in place of signs.
    pub ascii: bool,
    /// Colours.
    pub color: bool,
    /// The clock: milliseconds since 1970, UTC.
    pub now: fn() -> i64,
    /// The day by the clock.
    pub calendar: fn() -> Day,
    /// How long until the next day begins.
    pub until_midnight: fn() -> Duration,
    /// Remembers the language as the person's own.
    pub remember: fn(Lang),
    /// Where unsaved texts outlive the program; `None` where the system names no such place.
    pub drafts: Option<PathBuf>,
    /// Where files are saved that are given no folder.
    pub folder: PathBuf,
    /// What "~" stands for in the name of a file; `None` where the system names no such place.
    pub home: Option<PathBuf>,
}
