//! `cchc add`: a new task in a section; its code is the next one never used.

use crate::cli::commands::deadline;
use crate::cli::context::Context;
use crate::cli::grammar::{Grammar, TEXT, UNIT};
use crate::cli::output::Out;
use crate::cli::spec::Spec;
use crate::cli::{apply, input, lookup};
use crate::domain::change::{Change, Field, NewTask};
use crate::domain::deadline::Deadline;
use crate::domain::task::TaskText;
use crate::domain::text::{NOTE_MAX, Shape, TITLE_MAX};
use crate::error::Result;
use crate::present::lang::bi;
use clap::{ArgMatches, Command};

pub const COMMAND: Spec = Spec::writes("add", grammar, run);

fn grammar(words: Grammar) -> Command {
    words
        .command("add")
        .about(words.pick("Thêm một nhiệm vụ vào một mục", "Add a task to a section"))
        .arg(
            words
                .option("section", bi("MỤC", "SECTION"))
                .help(words.pick(
                    "Mục của kế hoạch, ví dụ 2.3.1",
                    "Section of the plan, for example 2.3.1",
                ))
                .required(true),
        )
        .arg(
            words
                .place("title", bi("TÊN", "TITLE"))
                .help(words.pick("Tên ngắn", "Short title")),
        )
        .arg(
            words
                .option("text", TEXT)
                .help(words.pick("Nội dung đầy đủ", "Full text")),
        )
        .arg(
            words
                .option("lead", UNIT)
                .help(words.pick("Đơn vị chủ trì", "Lead unit")),
        )
        .arg(words.option("with", UNIT).help(words.pick(
            "Đơn vị phối hợp, cách nhau bằng dấu phẩy",
            "Co-operating units, separated by commas",
        )))
        .arg(words.option("deadline", TEXT).help(words.pick(
            "Thời hạn, ví dụ \"Quý II\"",
            "Deadline as the office writes it, e.g. \"Quý II\"",
        )))
        .arg(
            words
                .option("product", TEXT)
                .help(words.pick("Sản phẩm", "Product")),
        )
        .arg(
            words
                .flag("key")
                .help(words.pick("Là nhiệm vụ trọng tâm", "Mark as a key task")),
        )
}

/// Adds the task.
fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let typed = input::given(matches, "section").unwrap_or_default();
    let section = lookup::section(context, typed)?.id;
    let title = input::given(matches, "title").unwrap_or_default();
    let title = input::gate(title, Field::Title, Shape::Line, TITLE_MAX, lang)?;
    let text = match input::given(matches, "text") {
        Some(text) => input::gate(text, Field::Text, Shape::Lines, NOTE_MAX, lang)?,
        None => title.clone(),
    };
    let lead = match input::given(matches, "lead") {
        Some(typed) => lookup::unit_or_none(context, typed)?,
        None => None,
    };
    let coordinating = match input::given(matches, "with") {
        Some(typed) => lookup::units(context, typed)?,
        None => Vec::new(),
    };
    let deadline = match input::given(matches, "deadline") {
        Some(wording) => deadline::read(context, wording)?,
        None => Deadline::none(),
    };
    let new = NewTask {
        section,
        text: TaskText {
            title,
            text,
            product: input::optional(matches, "product", Field::Product, lang)?,
            key_task: matches.get_flag("key"),
            lead,
            coordinating,
            coordinating_text: None,
        },
        deadline,
    };
    let read_as = new.deadline.clone();
    let receipt = apply::apply(context, &[Change::Add(Box::new(new))])?;
    let tasks: Vec<_> = receipt.tasks.into_iter().map(|task| (task, None)).collect();
    apply::print(context, &receipt.kind.into(), &tasks, out)?;
    match tasks.first() {
        Some((task, _)) => deadline::explain(context, *task, &read_as, out),
        None => Ok(()),
    }
}
