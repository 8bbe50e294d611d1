//! Options for the parts of a task, a unit, a person and the like, by the domain's table of parts.

use super::context::Context;
use super::{input, lookup};
use crate::domain::parts::{FieldValue, HasParts, Part, PartKind};
use crate::domain::text::TextShape;
use crate::error::Result;
use clap::ArgMatches;

/// Sets each part whose option was given; an empty text removes the part.
///
/// # Errors
/// Where a value cannot be understood, or the file has no such unit.
pub(crate) fn apply<T: HasParts>(
    context: &Context,
    matches: &ArgMatches,
    name: impl Fn(&Part<T>) -> &'static str,
    thing: &mut T,
) -> Result {
    for part in T::PARTS {
        if let Some(value) = value(context, matches, name(part), part)? {
            (part.set)(thing, value);
        }
    }
    Ok(())
}

fn value<T>(
    context: &Context,
    matches: &ArgMatches,
    id: &str,
    part: &Part<T>,
) -> Result<Option<FieldValue>> {
    match part.kind {
        PartKind::Flag => return Ok(matches.get_one(id).copied().map(FieldValue::Flag)),
        PartKind::UnitKind => return Ok(matches.get_one(id).copied().map(FieldValue::UnitKind)),
        _ => {}
    }
    let Some(typed) = input::value(matches, id) else {
        return Ok(None);
    };
    let checked =
        |text: &str, shape, max| input::checked(text, part.field, shape, max, context.lang);
    Ok(Some(match part.kind {
        PartKind::Line(max) => checked(typed, TextShape::Line, max)?.as_str().into(),
        PartKind::Lines(max) => checked(typed, TextShape::Lines, max)?.as_str().into(),
        PartKind::Day if typed.trim().is_empty() => FieldValue::Nothing,
        PartKind::Day => Some(input::day(context, typed)?).into(),
        PartKind::Unit => {
            let unit = lookup::unit_or_none(context, typed)?;
            FieldValue::Units(unit.into_iter().collect())
        }
        PartKind::Units => FieldValue::Units(lookup::units(context, typed)?),
        PartKind::Names(_) if typed.trim() == "none" => FieldValue::Names(Vec::new()),
        PartKind::Names(max) => {
            // A name may hold a comma.
            let names = typed
                .split(';')
                .map(str::trim)
                .filter(|name| !name.is_empty());
            let names = names.map(|name| checked(name, TextShape::Line, max));
            FieldValue::Names(names.collect::<Result<_>>()?)
        }
        PartKind::Flag | PartKind::UnitKind => return Ok(None),
    }))
}
