//! `cchc add`: a new task in a section; its code is the next one never used.

use crate::cli::commands::deadline;
use crate::cli::context::Context;
use crate::cli::grammar::{Grammar, TEXT};
use crate::cli::output::Out;
use crate::cli::spec::Spec;
use crate::cli::{apply, input, lookup, task_parts};
use crate::domain::change::{Change, NewTask};
use crate::domain::deadline::Deadline;
use crate::domain::task::TaskText;
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
        .arg(words.option("deadline", TEXT).help(words.pick(
            "Thời hạn, ví dụ \"Quý II\"",
            "Deadline as the office writes it, e.g. \"Quý II\"",
        )))
        .args(task_parts::options(words, &["title", "key"]))
        .arg(
            words
                .flag("key")
                .help(words.pick("Là nhiệm vụ trọng tâm", "Mark as a key task")),
        )
}

/// Adds the task.
fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let typed = input::given(matches, "section").unwrap_or_default();
    let section = lookup::section(context, typed)?.id;
    let mut text = TaskText::default();
    task_parts::set(context, matches, &mut text)?;
    if input::given(matches, "text").is_none() {
        text.text.clone_from(&text.title);
    }
    let deadline = match input::given(matches, "deadline") {
        Some(wording) => deadline::read(context, wording)?,
        None => Deadline::none(),
    };
    let new = NewTask {
        section,
        text,
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
