//! `cchc units add` and `cchc units edit`: units entered and changed by people.

use super::context::Context;
use super::output::Out;
use super::{apply, input, lookup};
use crate::domain::change::{ABBREVIATION_MAX, Change, Field, UnitText};
use crate::domain::ids::UnitId;
use crate::domain::text::{Shape, TITLE_MAX};
use crate::domain::unit::UnitKind;
use crate::error::{AppError, Kind};
use crate::present::messages::activity;
use clap::ArgMatches;

/// Adds a unit.
pub fn add(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    let text = UnitText {
        abbreviation: typed(context, matches, "abbreviation", Field::Abbreviation)?
            .ok_or_else(|| missing(context))?,
        name: typed(context, matches, "name", Field::UnitName)?.ok_or_else(|| missing(context))?,
        kind: kind(matches).unwrap_or(UnitKind::Division),
        aliases: aliases(context, matches)?.unwrap_or_default(),
    };
    save(context, None, text, out)
}

/// Changes a unit, found by any of its names; what is not named stays.
pub fn edit(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    let known = input::given(matches, "abbreviation").ok_or_else(|| missing(context))?;
    let unit = lookup::unit(context, known)?;
    let seen = unit.text();
    let text = UnitText {
        abbreviation: typed(context, matches, "rename", Field::Abbreviation)?
            .unwrap_or(seen.abbreviation),
        name: typed(context, matches, "name", Field::UnitName)?.unwrap_or(seen.name),
        kind: kind(matches).unwrap_or(seen.kind),
        aliases: aliases(context, matches)?.unwrap_or(seen.aliases),
    };
    let known = (unit.id, Box::new(unit.text()));
    save(context, Some(known), text, out)
}

fn save(
    context: &mut Context,
    unit: Option<(UnitId, Box<UnitText>)>,
    text: UnitText,
    out: &mut Out,
) -> Result<(), AppError> {
    let message = format!("{} · {}", text.abbreviation, text.name);
    let change = Change::SetUnit {
        unit,
        text: Box::new(text),
    };
    let receipt = apply::apply(context, &[change])?;
    let activity = activity::verb(receipt.kind).get(context.lang);
    out.line(&format!(
        "{activity}: {message}{}",
        apply::way_back(context)
    ))
}

fn typed(
    context: &Context,
    matches: &ArgMatches,
    id: &str,
    field: Field,
) -> Result<Option<String>, AppError> {
    let max = if field == Field::Abbreviation {
        ABBREVIATION_MAX
    } else {
        TITLE_MAX
    };
    input::given(matches, id)
        .map(|text| input::gate(text, field, Shape::Line, max, context.lang))
        .transpose()
}

/// Other names, separated by semicolons, for a name may hold a comma; "none" takes all away.
fn aliases(context: &Context, matches: &ArgMatches) -> Result<Option<Vec<String>>, AppError> {
    let Some(all) = input::given(matches, "alias") else {
        return Ok(None);
    };
    if all.trim() == "none" {
        return Ok(Some(Vec::new()));
    }
    all.split(';')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| input::gate(name, Field::Alias, Shape::Line, TITLE_MAX, context.lang))
        .collect::<Result<Vec<String>, AppError>>()
        .map(Some)
}

fn kind(matches: &ArgMatches) -> Option<UnitKind> {
    input::given(matches, "kind").and_then(UnitKind::parse)
}

fn missing(context: &Context) -> AppError {
    AppError::new(
        Kind::Usage,
        context.lang.pick(
            "Hãy nêu tên viết tắt và --name, ví dụ: cchc units add P.CN --name \"Phòng Quản lý công nghệ\".",
            "Give the abbreviation and --name, for example: cchc units add P.CN --name \"Technology Division\".",
        ),
    )
}
