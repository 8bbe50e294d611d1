//! What the edge hands over, and what every layer needs to know, whatever it shows.

use crate::domain::area::{Area, Section};
use crate::domain::day::Day;
use crate::domain::ids::{AreaId, ReviewId, TaskId, UnitId};
use crate::domain::period::PeriodKind;
use crate::domain::person::{Actor, Person, Signer};
use crate::domain::plan::Plan;
use crate::domain::unit::{Unit, UnitKind};
use crate::present::columns::RowContext;
use crate::present::lang::Lang;
use crate::present::names;
use crate::present::text::safe;
use crate::store::{Result, Store};
use crate::tui::actions::{Action, KeyContext};
use crate::tui::layout::Layout;
use crate::tui::theme::Theme;
use crate::visits::Visit;
use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Duration;

/// What the edge hands over to open the screen.
pub struct Session {
    /// The plan's file.
    pub store: Store,
    pub today: Day,
    /// Whether the day was given and does not move on at midnight.
    pub day_is_fixed: bool,
    pub signer: Signer,
    /// Whether the person was named, so that nobody is asked.
    pub person_is_known: bool,
    /// The unit whose tasks are mine.
    pub my_unit: Option<UnitId>,
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
    /// Where the ends of visits are kept; `None` where the system names no such place.
    pub visits: Option<PathBuf>,
    /// Where files are saved that are given no folder.
    pub folder: PathBuf,
    /// What "~" stands for in the name of a file; `None` where the system names no such place.
    pub home: Option<PathBuf>,
    /// Finds this program, which reads what is imported in a process of its own.
    pub program: fn() -> PathBuf,
}

/// What every screen needs to know.
#[derive(Debug)]
pub struct Env {
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    pub lang: Lang,
    /// Letters in place of signs.
    pub ascii: bool,
    /// The styles.
    pub theme: Theme,
    pub plan: Plan,
    pub areas: Vec<Area>,
    /// Read once the first frame is drawn.
    pub sections: Vec<Section>,
    pub units: Vec<Unit>,
    /// The people of the file.
    pub people: Vec<Person>,
    pub today: Day,
    /// Whether the day was given and does not move on at midnight.
    pub day_is_fixed: bool,
    pub signer: Signer,
    /// The unit whose tasks are mine.
    pub my_unit: Option<UnitId>,
    /// The end of the person's last visit, where it is known.
    pub visit: Option<Visit>,
    /// Whether changes are refused.
    pub read_only: bool,
    /// The sort of period whose report was looked at last.
    pub period: PeriodKind,
    /// What was marked for a conclusion in a review that was left.
    pub marks: HashMap<ReviewId, Vec<TaskId>>,
    /// Where files are saved that are given no folder.
    pub folder: PathBuf,
    /// What "~" stands for.
    pub home: Option<PathBuf>,
}

impl Env {
    /// By which day, year and language rows are printed.
    pub(crate) fn row_cx(&self) -> RowContext {
        RowContext {
            today: self.today,
            year: self.plan.year,
            soon_days: self.plan.settings.soon_days,
            lang: self.lang,
        }
    }

    /// Who signs.
    pub fn actor(&self) -> &Actor {
        self.signer.actor()
    }

    /// "Lan" of "Lan (vanphong)" where the file knows that Lan uses that account; else both, for a name
    /// can be chosen and an account cannot.
    pub(crate) fn short_signature<'s>(&self, signed: &'s str) -> &'s str {
        let parts = signed.strip_suffix(')').and_then(|s| s.rsplit_once(" ("));
        let known = |name: &str, account: &str| {
            let mut people = self.people.iter().filter(|person| person.name == name);
            people.any(|person| person.accounts.iter().any(|one| one == account))
        };
        match parts {
            Some((name, account)) if known(name, account) => name,
            _ => signed,
        }
    }

    /// Reads again what the file says of the plan, its areas, its units and its people.
    pub(crate) fn read(&mut self, store: &Store) -> Result<()> {
        let plan = store.plan()?;
        let (areas, sections) = (store.areas(plan.id)?, store.sections(plan.id)?);
        let (units, people) = (store.units()?, store.people()?);
        (self.plan, self.areas, self.sections) = (plan, areas, sections);
        (self.units, self.people) = (units, people);
        Ok(())
    }

    pub(crate) fn area(&self, id: AreaId) -> Option<&Area> {
        self.areas.iter().find(|area| area.id == id)
    }

    pub(crate) fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.id == id)
    }

    /// The units that may lead tasks: who is outside the office leads nothing of its plan.
    pub(crate) fn leading_units(&self) -> impl Iterator<Item = &Unit> {
        let units = self.units.iter();
        units.filter(|unit| unit.kind != UnitKind::Outside)
    }

    /// The units that take work in the plan's year.
    pub(crate) fn active_units(&self) -> impl Iterator<Item = &Unit> {
        let year = self.plan.year;
        self.units.iter().filter(move |unit| unit.years.has(year))
    }

    /// The key that asks for an action somewhere, for a sentence that names it.
    pub(crate) fn key(&self, context: KeyContext, action: Action) -> String {
        action.key(context, self.lang).unwrap_or_default()
    }

    /// Where everything stands on a screen of this size.
    pub fn layout(&self) -> Layout {
        Layout::of(self.size.0, self.size.1)
    }

    pub(crate) fn abbreviation(&self, area: &Area) -> String {
        match self.lang {
            Lang::Vi => safe(&area.abbreviation).into_owned(),
            // The office's abbreviations are Vietnamese, yet more than a piece of an English word.
            Lang::En => {
                let short = names::short_area(&area.short_en);
                safe(short.unwrap_or(&area.abbreviation)).into_owned()
            }
        }
    }
}
