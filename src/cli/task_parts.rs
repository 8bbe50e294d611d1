//! The parts of a task as options: what `add` and `edit` take, by the domain's table of parts.

use super::context::Context;
use super::grammar::{Grammar, TEXT, UNIT};
use super::values::{Named, YES_NO};
use super::{input, lookup};
use crate::domain::parts::{Edited, FieldValue, Kind};
use crate::domain::refusal::Field;
use crate::domain::task::TaskText;
use crate::domain::text::Shape;
use crate::error::Result;
use crate::present::lang::{Bi, bi};
use clap::{Arg, ArgMatches};

/// The option of each part, in the order of the help.
const OPTIONS: [(Field, &str, Bi); 6] = [
    (Field::Title, "title", bi("Tên ngắn", "Short title")),
    (Field::Text, "text", bi("Nội dung đầy đủ", "Full text")),
    (
        Field::Product,
        "product",
        bi("Sản phẩm; \"\" là xóa", "Product; \"\" removes it"),
    ),
    (
        Field::Lead,
        "lead",
        bi("Đơn vị chủ trì, hoặc none", "Lead unit, or none"),
    ),
    (
        Field::Coordinating,
        "with",
        bi(
            "Đơn vị phối hợp, cách nhau bằng dấu phẩy, hoặc none",
            "Co-operating units, separated by commas, or none",
        ),
    ),
    (
        Field::KeyTask,
        "key",
        bi("Là nhiệm vụ trọng tâm", "Key task"),
    ),
];

/// The names of all options.
pub fn names() -> impl Iterator<Item = &'static str> {
    OPTIONS.iter().map(|(_, name, _)| *name)
}

/// The options but those that a command takes otherwise.
pub fn options(words: Grammar, but: &'static [&str]) -> impl Iterator<Item = Arg> {
    let wanted = OPTIONS.iter().filter(|(_, name, _)| !but.contains(name));
    wanted.filter_map(move |(field, name, help)| {
        let mut parts = TaskText::PARTS.iter();
        let text = help.get(words.0);
        Some(match parts.find(|part| part.field == *field)?.kind {
            Kind::Flag => {
                let yes_no = Named::words(YES_NO, words.0);
                words.named(name, bi("CÓ_KHÔNG", "YES_NO"), yes_no, *help)
            }
            Kind::Unit | Kind::Units => words.option(name, UNIT).help(text),
            _ => words.option(name, TEXT).help(text),
        })
    })
}

/// Takes over what was typed for the parts; what was not named stays.
pub fn set(context: &Context, matches: &ArgMatches, task: &mut TaskText) -> Result {
    let lang = context.lang;
    for (field, name, _) in OPTIONS {
        let mut parts = TaskText::PARTS.iter();
        let Some(part) = parts.find(|part| part.field == field) else {
            continue;
        };
        if part.kind == Kind::Flag {
            if let Some(flag) = matches.get_one(name) {
                (part.set)(task, FieldValue::Flag(*flag));
            }
            continue;
        }
        let Some(typed) = input::given(matches, name) else {
            continue;
        };
        let text = |shape, max| input::gate(typed, field, shape, max, lang);
        let value = match part.kind {
            Kind::Line(max) => text(Shape::Line, max)?.as_str().into(),
            Kind::Lines(max) => text(Shape::Lines, max)?.as_str().into(),
            Kind::Unit => {
                let unit = lookup::unit_or_none(context, typed)?;
                FieldValue::Units(unit.into_iter().collect())
            }
            Kind::Units => FieldValue::Units(lookup::units(context, typed)?),
            _ => continue,
        };
        (part.set)(task, value);
    }
    Ok(())
}
