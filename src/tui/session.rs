//! What the edge hands over to open the screen.

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
