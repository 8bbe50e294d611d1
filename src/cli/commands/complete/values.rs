//! What the plan's file offers for an argument: codes, units, areas, sections, people.

use super::place::Place;
use crate::cli::context::Globals;
use crate::domain::area::normal_code;
use crate::domain::plan::Plan;
use crate::domain::text::fold;
use crate::present::lang::Lang;
use crate::store::{Mode, Result, Store};

/// The most values that are offered at once.
pub(super) const MOST: usize = 200;

/// Something that could stand at the cursor, and what it means.
pub(super) struct Candidate {
    pub value: String,
    pub about: String,
}

impl Candidate {
    pub fn new(value: impl Into<String>, about: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            about: about.into(),
        }
    }
}

/// Those that begin so, accents and capitals or not.
pub(super) fn fitting(mut all: Vec<Candidate>, prefix: &str) -> Vec<Candidate> {
    let prefix = fold(prefix);
    all.retain(|one| fold(&one.value).starts_with(&prefix));
    all
}

/// The values of the argument of that name that begin as the word at the cursor; an error where the file cannot be read.
pub(super) fn of(id: &str, place: &Place<'_>, globals: &Globals) -> Result<Vec<Candidate>> {
    let source: Source = match id {
        "code" => codes,
        "unit" | "lead" | "with" | "into" | "abbreviation" => units,
        "area" => areas,
        "section" | "after" => sections,
        "person" | "as" => people,
        "name" if is_about_people(place) => people,
        "which" | "rest" if is_about_an_agenda(place) => codes,
        _ => return Ok(Vec::new()),
    };
    let named = place.db.clone().or_else(|| globals.file().ok());
    let Some(file) = named else {
        return Ok(Vec::new());
    };
    // Nothing is written, but who only reads leaves behind what SQLite keeps beside an open file.
    let store = Store::open(&file, Mode::ReadWrite)?;
    let plan = store.plan()?;
    source(&store, &plan, place.prefix, globals.lang)
}

/// What the file holds that begins so.
type Source = fn(&Store, &Plan, &str, Lang) -> Result<Vec<Candidate>>;

/// `cchc review answer CODE`, `cchc review note NUMBER CODE`.
fn is_about_an_agenda(place: &Place<'_>) -> bool {
    matches!(
        place.places.as_slice(),
        ["answer" | "da-xem", ..] | ["note" | "ghi-vao", _, ..]
    )
}

/// `cchc people edit NAME`.
fn is_about_people(place: &Place<'_>) -> bool {
    matches!(place.places.as_slice(), ["edit" | "sua", ..])
}

fn codes(store: &Store, plan: &Plan, prefix: &str, _: Lang) -> Result<Vec<Candidate>> {
    let mut found = store.codes_from(plan.id, &prefix.to_uppercase(), MOST)?;
    // "2.1-6" is no beginning of "2.1-06".
    if let (true, Some(code)) = (found.is_empty(), normal_code(prefix)) {
        found = store.codes_from(plan.id, &code, 1)?;
    }
    let found = found.into_iter();
    Ok(found
        .map(|(code, title)| Candidate::new(code, title))
        .collect())
}

fn units(store: &Store, _: &Plan, prefix: &str, lang: Lang) -> Result<Vec<Candidate>> {
    let units = store.units()?.into_iter().map(|unit| {
        let english = unit.name_en.filter(|_| lang == Lang::En);
        Candidate::new(unit.abbreviation, english.unwrap_or(unit.name))
    });
    Ok(fitting(units.collect(), prefix))
}

fn areas(store: &Store, plan: &Plan, prefix: &str, lang: Lang) -> Result<Vec<Candidate>> {
    let areas = store.areas(plan.id)?.into_iter();
    let areas = areas.map(|area| Candidate::new(area.key, lang.pick(area.name, area.name_en)));
    Ok(fitting(areas.collect(), prefix))
}

fn sections(store: &Store, plan: &Plan, prefix: &str, _: Lang) -> Result<Vec<Candidate>> {
    let sections = store.sections(plan.id)?.into_iter();
    let sections = sections.map(|section| Candidate::new(section.number, section.title));
    Ok(fitting(sections.collect(), prefix))
}

fn people(store: &Store, _: &Plan, prefix: &str, lang: Lang) -> Result<Vec<Candidate>> {
    let units = store.units()?;
    let people = store.people()?.into_iter().map(|person| {
        let unit = units.iter().find(|unit| Some(unit.id) == person.unit);
        let unit =
            unit.map(|unit| lang.pick(&unit.name, unit.name_en.as_ref().unwrap_or(&unit.name)));
        Candidate::new(person.name, unit.cloned().unwrap_or_default())
    });
    Ok(fitting(people.collect(), prefix))
}
