//! `cchc add`: a new task in a section; its code is the next one never used.

use super::args::{Grammar, TEXT, UNIT};
use super::context::Context;
use super::output::Out;
use super::{apply, deadline, input, lookup};
use crate::domain::change::{Change, Field, NewTask};
use crate::domain::deadline::Deadline;
use crate::domain::task::TaskText;
use crate::domain::text::{NOTE_MAX, Shape, TITLE_MAX};
use crate::error::AppError;
use crate::present::lang::bi;
use clap::{ArgMatches, Command};

/// Its words.
pub fn grammar(words: Grammar) -> Command {
    let about = bi("Thêm một nhiệm vụ vào một mục", "Add a task to a section");
    words
        .command("add", about)
        .arg(
            words
                .option(
                    "section",
                    bi("MỤC", "SECTION"),
                    bi(
                        "Mục của kế hoạch, ví dụ 2.3.1",
                        "Section of the plan, for example 2.3.1",
                    ),
                )
                .required(true),
        )
        .arg(words.place("title", bi("TÊN", "TITLE"), bi("Tên ngắn", "Short title")))
        .arg(words.option("text", TEXT, bi("Nội dung đầy đủ", "Full text")))
        .arg(words.option("lead", UNIT, bi("Đơn vị chủ trì", "Lead unit")))
        .arg(words.option(
            "with",
            UNIT,
            bi(
                "Đơn vị phối hợp, cách nhau bằng dấu phẩy",
                "Co-operating units, separated by commas",
            ),
        ))
        .arg(words.option(
            "deadline",
            TEXT,
            bi(
                "Thời hạn, ví dụ \"Quý II\"",
                "Deadline as the office writes it, e.g. \"Quý II\"",
            ),
        ))
        .arg(words.option("product", TEXT, bi("Sản phẩm", "Product")))
        .arg(words.flag("key", bi("Là nhiệm vụ trọng tâm", "Mark as a key task")))
}

/// Adds the task.
pub fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
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
