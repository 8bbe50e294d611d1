//! `cchc edit`: texts and units of a task.

use super::args::{Grammar, TEXT, UNIT};
use super::context::Context;
use super::output::Out;
use super::{apply, input, lookup, values};
use crate::domain::change::{Change, Field};
use crate::domain::text::{NOTE_MAX, Shape, TITLE_MAX};
use crate::error::{AppError, Kind};
use crate::present::lang::bi;
use clap::{ArgMatches, Command};

/// The options of which at least one is needed.
const PARTS: [&str; 6] = ["title", "text", "product", "lead", "with", "key"];

/// Its words.
pub fn grammar(words: Grammar) -> Command {
    let about = bi(
        "Sửa tên, nội dung, sản phẩm và đơn vị của nhiệm vụ",
        "Edit the title, text, product and units of a task",
    );
    let none = bi("Đơn vị chủ trì, hoặc none", "Lead unit, or none");
    let with = bi(
        "Đơn vị phối hợp, cách nhau bằng dấu phẩy, hoặc none",
        "Co-operating units, separated by commas, or none",
    );
    words
        .command("edit", about)
        .arg(words.code())
        .arg(words.option("title", TEXT, bi("Tên ngắn", "Short title")))
        .arg(words.option("text", TEXT, bi("Nội dung đầy đủ", "Full text")))
        .arg(words.option(
            "product",
            TEXT,
            bi("Sản phẩm; \"\" là xóa", "Product; \"\" removes it"),
        ))
        .arg(words.option("lead", UNIT, none))
        .arg(words.option("with", UNIT, with))
        .arg(words.named(
            "key",
            bi("CÓ_KHÔNG", "YES_NO"),
            values::YES_NO,
            bi("Là nhiệm vụ trọng tâm", "Key task"),
        ))
}

/// Changes what was named and leaves the rest as it is.
pub fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    let lang = context.lang;
    if PARTS.iter().all(|part| !matches.contains_id(part)) {
        return Err(AppError::new(
            Kind::Usage,
            lang.pick("Chưa nêu cần sửa gì.", "Nothing to edit was given."),
        )
        .hint(lang.pick(
            "Hãy dùng --title, --text, --product, --lead, --with hoặc --key.",
            "Use --title, --text, --product, --lead, --with or --key.",
        )));
    }
    let task = lookup::task(context, input::given(matches, "code").unwrap_or_default())?;
    let before = task.texts();
    let mut after = before.clone();
    if let Some(typed) = input::given(matches, "title") {
        after.title = input::gate(typed, Field::Title, Shape::Line, TITLE_MAX, lang)?;
    }
    if let Some(typed) = input::given(matches, "text") {
        after.text = input::gate(typed, Field::Text, Shape::Lines, NOTE_MAX, lang)?;
    }
    if matches.contains_id("product") {
        after.product = input::optional(matches, "product", Field::Product, lang)?;
    }
    if let Some(typed) = input::given(matches, "lead") {
        after.lead = lookup::unit_or_none(context, typed)?;
    }
    if let Some(typed) = input::given(matches, "with") {
        after.coordinating = lookup::units(context, typed)?;
    }
    if let Some(word) = input::given(matches, "key") {
        after.key_task = word == "yes";
    }
    let change = Change::Edit {
        task: task.row.id,
        before: Box::new(before),
        after: Box::new(after),
    };
    apply::on_task(context, task.row.id, &[change], out)
}
