//! `cchc edit`: texts and units of a task.

use crate::cli::context::Context;
use crate::cli::grammar::{Grammar, TEXT, UNIT};
use crate::cli::output::Out;
use crate::cli::spec::Spec;
use crate::cli::values::{Named, YES_NO};
use crate::cli::{apply, input, lookup};
use crate::domain::change::{Change, Field};
use crate::domain::text::{NOTE_MAX, Shape, TITLE_MAX};
use crate::error::{Kind, Result};
use crate::present::lang::bi;
use clap::{ArgMatches, Command};

pub const COMMAND: Spec = Spec::writes("edit", grammar, run);

/// The options of which at least one is needed.
const PARTS: [&str; 6] = ["title", "text", "product", "lead", "with", "key"];

fn grammar(words: Grammar) -> Command {
    words
        .command("edit")
        .about(words.pick(
            "Sửa tên, nội dung, sản phẩm và đơn vị của nhiệm vụ",
            "Edit the title, text, product and units of a task",
        ))
        .arg(words.code())
        .arg(
            words
                .option("title", TEXT)
                .help(words.pick("Tên ngắn", "Short title")),
        )
        .arg(
            words
                .option("text", TEXT)
                .help(words.pick("Nội dung đầy đủ", "Full text")),
        )
        .arg(
            words
                .option("product", TEXT)
                .help(words.pick("Sản phẩm; \"\" là xóa", "Product; \"\" removes it")),
        )
        .arg(
            words
                .option("lead", UNIT)
                .help(words.pick("Đơn vị chủ trì, hoặc none", "Lead unit, or none")),
        )
        .arg(words.option("with", UNIT).help(words.pick(
            "Đơn vị phối hợp, cách nhau bằng dấu phẩy, hoặc none",
            "Co-operating units, separated by commas, or none",
        )))
        .arg(words.named(
            "key",
            bi("CÓ_KHÔNG", "YES_NO"),
            Named::words(YES_NO, words.0),
            bi("Là nhiệm vụ trọng tâm", "Key task"),
        ))
}

/// Changes what was named and leaves the rest as it is.
fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    if PARTS.iter().all(|part| !matches.contains_id(part)) {
        return Err(Kind::Usage
            .error(lang.pick("Chưa nêu cần sửa gì.", "Nothing to edit was given."))
            .hint(lang.pick(
                "Hãy dùng --title, --text, --product, --lead, --with hoặc --key.",
                "Use --title, --text, --product, --lead, --with or --key.",
            )));
    }
    let task = lookup::named_task(context, matches)?;
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
    if let Some(key) = matches.get_one("key") {
        after.key_task = *key;
    }
    let change = Change::Edit {
        task: task.row.id,
        before: Box::new(before),
        after: Box::new(after),
    };
    apply::on_task(context, task.row.id, &[change], out)
}
