//! The context of a run: which file, which day, which language, and who is at the keyboard. Only
//! here are clock, environment and account read.

use crate::cli::output::{Colour, Out};
use crate::domain::day::{Day, day_of, parse_day};
use crate::domain::person::{Actor, Person, Signer};
use crate::domain::plan::Plan;
use crate::domain::text::{TextShape, fold, nfc, require};
use crate::error::{AppError, AppErrorKind, InLang, Result};
use crate::paths;
use crate::present::columns::RowContext;
use crate::present::lang::Lang;
use crate::present::messages::errors;
use crate::settings::{SettingsError, UserSettings};
use crate::store::{OpenMode, ReadOnlyReason, Stamp, Store};
use chrono::{Datelike, Duration, Utc};
use clap::ArgMatches;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// Most characters that a person's name may have.
const NAME_MAX: usize = 60;

/// The language and the preferences of a person.
pub(crate) struct Preferences {
    /// The language of this run.
    pub lang: Lang,
    /// The personal settings.
    pub settings: UserSettings,
    /// What was wrong with them.
    pub broken: Option<SettingsError>,
}

/// Finds the language.
///
/// # Errors
/// A usage error where `--lang` or `CCHC_LANG` names a language that the program does not have.
pub(crate) fn preferences(args: &[OsString]) -> Result<Preferences> {
    let (settings, broken) = paths::settings()
        .map(|path| UserSettings::load(&path))
        .unwrap_or_default();
    let own = settings.lang.unwrap_or_default();
    let from_variable = |variable: Option<&str>| match variable.map(Lang::parse) {
        None => Ok(own),
        Some(Some(lang)) => Ok(lang),
        Some(None) => Err(unknown(variable.unwrap_or_default(), "CCHC_LANG", own)),
    };
    let named = variable("CCHC_LANG", own)?;
    let lang = match option(args) {
        None => from_variable(named.as_deref())?,
        Some(word) => {
            let word = word.to_string_lossy();
            let fallback = from_variable(named.as_deref()).unwrap_or(own);
            Lang::parse(&word).ok_or_else(|| unknown(&word, "--lang", fallback))?
        }
    };
    Ok(Preferences {
        lang,
        settings,
        broken,
    })
}

/// The last value of `--lang`, wherever it stands before a "--".
fn option(args: &[OsString]) -> Option<&OsStr> {
    let mut found = None;
    let mut rest = args
        .iter()
        .skip(1)
        .take_while(|arg| *arg != "--")
        .peekable();
    while let Some(arg) = rest.next() {
        if arg == "--lang" {
            found = rest.peek().map(|value| value.as_os_str()).or(found);
        } else if let Some(value) = arg.to_str().and_then(|arg| arg.strip_prefix("--lang=")) {
            found = Some(OsStr::new(value));
        }
    }
    found
}

fn unknown(word: &str, place: &str, lang: Lang) -> AppError {
    AppErrorKind::Usage.error(lang.pick(
        format!("Không có ngôn ngữ “{word}” ({place}). Hãy chọn vi hoặc en."),
        format!("Unknown language “{word}” ({place}). Choose vi or en."),
    ))
}

/// A value that must be text.
///
/// # Errors
/// Where an environment variable is not UTF-8.
pub(crate) fn variable(name: &str, lang: Lang) -> Result<Option<String>> {
    match std::env::var_os(name).filter(|value| !value.is_empty()) {
        None => Ok(None),
        Some(value) => value.into_string().map(Some).map_err(|_| {
            AppErrorKind::Usage.error(lang.pick(
                format!("Biến môi trường {name} không phải UTF-8 hợp lệ."),
                format!("The environment variable {name} is not valid UTF-8."),
            ))
        }),
    }
}

/// The options that every command understands, from arguments, environment and settings.
#[derive(Clone, Debug)]
pub(crate) struct Globals {
    pub lang: Lang,
    /// The file, where one was named.
    pub db: Option<PathBuf>,
    /// The day as typed.
    pub today: Option<String>,
    /// The person as typed.
    pub person: Option<String>,
    /// When to use colours.
    pub colour: Colour,
    /// Letters in place of signs.
    pub ascii: bool,
    /// Whether changes are refused.
    pub read_only: bool,
}

impl Globals {
    /// Reads them; an argument goes before a variable.
    ///
    /// # Errors
    /// Where a variable is not UTF-8.
    pub(crate) fn read(matches: &ArgMatches, preferences: &Preferences) -> Result<Self> {
        let lang = preferences.lang;
        let text = |id: &str, name: &str| match matches.get_one::<String>(id) {
            Some(value) => Ok(Some(value.clone())),
            None => variable(name, lang),
        };
        let named = matches.get_one::<PathBuf>("db").cloned();
        let from_variable = std::env::var_os("CCHC_DB").filter(|value| !value.is_empty());
        Ok(Self {
            lang,
            db: named.or_else(|| from_variable.map(PathBuf::from)),
            today: text("today", "CCHC_TODAY")?,
            person: text("as", "CCHC_USER")?,
            colour: Colour::parse(matches.get_one::<String>("color").map(String::as_str)),
            ascii: matches.get_flag("ascii") || preferences.settings.ascii,
            read_only: matches.get_flag("read-only"),
        })
    }

    /// The standard output as it is wanted.
    pub(crate) fn out(&self) -> Out {
        Out::new(self.lang, self.colour.on(), self.ascii)
    }

    /// The file: the one named, else the one in the user's data folder.
    ///
    /// # Errors
    /// Where none was named and there is no data folder.
    pub(crate) fn file(&self) -> Result<PathBuf> {
        match &self.db {
            Some(path) => Ok(path.clone()),
            None => paths::default_plan(self.lang),
        }
    }

    /// The day for today: the one typed, else the file's own, else the calendar's at UTC+7.
    ///
    /// # Errors
    /// A usage error for a day that cannot be read.
    pub(crate) fn day(&self, fixed: Option<Day>, year: Option<i32>) -> Result<Day> {
        let calendar = calendar_day();
        match &self.today {
            Some(typed) => parse_day(typed, calendar, year.unwrap_or(calendar.year()))
                .map_err(|error| AppErrorKind::Usage.error(errors::day(&error, self.lang))),
            None => Ok(fixed.unwrap_or(calendar)),
        }
    }

    /// Who signs, and which person of the file that is.
    ///
    /// # Errors
    /// A usage error for a name that is no text of one line.
    pub(crate) fn signer(&self, people: Vec<Person>) -> Result<(Signer, Option<Person>)> {
        let Some(typed) = &self.person else {
            let account = account();
            let me = only_person_of(people, &account);
            let person = me.as_ref().map_or(&account, |me| &me.name).clone();
            return Ok((Actor { account, person }.into(), me));
        };
        let name = require(typed.trim(), TextShape::Line, NAME_MAX)
            .map_err(|error| AppErrorKind::Usage.error(errors::bad_text(&error, self.lang)))?;
        let me = find_person(people, &name);
        let person = me.as_ref().map_or(name, |me| me.name.clone());
        Ok((Signer::new(Some(person), account), me))
    }

    fn mode(&self) -> OpenMode {
        match self.read_only {
            true => OpenMode::ReadOnly,
            false => OpenMode::ReadWrite,
        }
    }
}

/// The person of that name; where case and accents make no difference between two, the exact one.
pub(crate) fn find_person(people: Vec<Person>, name: &str) -> Option<Person> {
    let exact = people.iter().position(|person| nfc(&person.name) == name);
    let folded = fold(name);
    let mut alike = people
        .iter()
        .enumerate()
        .filter(|(_, p)| fold(&p.name) == folded);
    let only = match (alike.next(), alike.next()) {
        (Some((at, _)), None) => Some(at),
        _ => None,
    };
    let at = exact.or(only)?;
    people.into_iter().nth(at)
}

/// The person of an account that nobody shares.
fn only_person_of(people: Vec<Person>, account: &str) -> Option<Person> {
    let mut own = people
        .into_iter()
        .filter(|person| person.accounts.iter().any(|name| name == account));
    own.next().filter(|_| own.next().is_none())
}

/// The effective user's name. `USER` is not asked, for anybody can set it.
fn account() -> String {
    let name = uzers::get_effective_username().map(|name| name.to_string_lossy().into_owned());
    name.and_then(|name| require(&name, TextShape::Line, NAME_MAX).ok())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| uzers::get_effective_uid().to_string())
}

/// Today by the calendar at UTC+7, whatever the host's time zone.
pub(crate) fn calendar_day() -> Day {
    day_of(now())
}

/// How long it is until the next day begins at UTC+7.
pub(crate) fn until_midnight() -> std::time::Duration {
    let now = (Utc::now() + Duration::hours(7)).time();
    let gone = now.signed_duration_since(chrono::NaiveTime::MIN);
    (Duration::days(1) - gone).to_std().unwrap_or_default()
}

/// The clock: milliseconds since 1970, UTC.
pub(crate) fn now() -> i64 {
    Utc::now().timestamp_millis()
}

/// Everything that a command or the screen needs.
#[derive(Debug)]
pub struct Context {
    pub lang: Lang,
    /// The open file.
    pub store: Store,
    pub plan: Plan,
    /// The day for today.
    pub today: Day,
    /// Whether that day was named or is the file's own, and does not move on at midnight.
    pub day_is_fixed: bool,
    pub signer: Signer,
    /// Whether the person was named or is the only one of the account.
    pub person_is_known: bool,
    /// The person of the file who that is.
    pub me: Option<Person>,
    /// How rows are assessed and printed.
    pub row_cx: RowContext,
    /// Whether colours are wanted.
    pub colour: bool,
    /// Letters in place of signs.
    pub ascii: bool,
    /// Whether this run has saved something.
    pub saved: bool,
}

/// Opens the file and finds day and person.
///
/// # Errors
/// What is wrong with the file, the day or the name.
pub(crate) fn open(globals: &Globals) -> Result<Context> {
    let lang = globals.lang;
    let mode = globals.mode();
    let mut store = Store::open_upgrading(&globals.file()?, mode, now()).in_lang(lang)?;
    let plan = store.plan().in_lang(lang)?;
    // A demonstration is there to be played with on any day.
    if globals.today.is_some() && !plan.illustrative && mode == OpenMode::ReadWrite {
        store.make_read_only(ReadOnlyReason::DayNamed);
    }
    let today = globals.day(plan.settings.fixed_day, Some(plan.year))?;
    let (signer, me) = globals.signer(store.people().in_lang(lang)?)?;
    let row_cx = RowContext {
        today,
        year: plan.year,
        soon_days: plan.settings.soon_days,
        lang,
    };
    Ok(Context {
        lang,
        store,
        today,
        day_is_fixed: globals.today.is_some() || plan.settings.fixed_day.is_some(),
        plan,
        signer,
        person_is_known: globals.person.is_some() || me.is_some(),
        me,
        row_cx,
        colour: globals.colour.on(),
        ascii: globals.ascii,
        saved: false,
    })
}

impl Context {
    /// Who signs.
    pub(crate) fn actor(&self) -> &Actor {
        self.signer.actor()
    }

    /// The signature under a change that is made now.
    pub(crate) fn stamp(&self) -> Stamp {
        stamp(self.actor().clone(), self.today)
    }
}

/// A signature with the clock's moment.
pub(crate) fn stamp(actor: Actor, day: Day) -> Stamp {
    Stamp {
        actor,
        recorded_at: now(),
        day,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, accounts: &[&str]) -> Person {
        Person {
            name: name.to_owned(),
            unit: None,
            accounts: accounts.iter().map(|a| (*a).to_owned()).collect(),
        }
    }

    #[test]
    fn people_are_found_without_accents_but_never_mixed_up() {
        let people = || {
            vec![
                person("Lan", &["vp"]),
                person("Lân", &["vp"]),
                person("Hùng", &["hung"]),
            ]
        };
        let found = |typed: &str| find_person(people(), typed).map(|person| person.name);
        assert_eq!(found("hung").as_deref(), Some("Hùng"));
        assert_eq!(found("Lân").as_deref(), Some("Lân"));
        assert_eq!(found("LAN"), None);
        assert_eq!(only_person_of(people(), "vp"), None);
        assert_eq!(
            only_person_of(people(), "hung").map(|p| p.name).as_deref(),
            Some("Hùng")
        );
    }

    #[test]
    fn the_last_option_before_the_dashes_counts() {
        let find = |line: &str| {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            option(&args).map(|word| word.to_string_lossy().into_owned())
        };
        assert_eq!(find("cchc list"), None);
        assert_eq!(find("cchc --lang en list").as_deref(), Some("en"));
        assert_eq!(find("cchc list --lang=vi --lang en").as_deref(), Some("en"));
        assert_eq!(find("cchc note 2.1-1 -- --lang en"), None);
        assert_eq!(find("cchc --lang"), None);
    }
}
