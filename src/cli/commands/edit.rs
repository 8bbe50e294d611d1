//! `cchc edit`: texts and units of a task.

use crate::cli::context::Context;
use crate::cli::grammar::Grammar;
use crate::cli::output::Out;
use crate::cli::spec::Spec;
use crate::cli::{apply, lookup, task_parts};
use crate::domain::change::Change;
use crate::error::{AppError, Kind, Result};
use crate::present::lang::Lang;
use clap::{ArgMatches, Command};

pub const COMMAND: Spec = Spec::writes("edit", grammar, run);

fn grammar(words: Grammar) -> Command {
    words
        .command("edit")
        .about(words.pick(
            "Sửa tên, nội dung, sản phẩm và đơn vị của nhiệm vụ",
            "Edit the title, text, product and units of a task",
        ))
        .arg(words.code())
        .args(task_parts::options(words, &[]))
}

/// Changes what was named and leaves the rest as it is.
fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    if !task_parts::names().any(|name| matches.contains_id(name)) {
        return Err(nothing_named(context.lang));
    }
    let task = lookup::named_task(context, matches)?;
    let before = task.texts();
    let mut after = before.clone();
    task_parts::set(context, matches, &mut after)?;
    let change = Change::Edit {
        task: task.row.id,
        before: Box::new(before),
        after: Box::new(after),
    };
    apply::on_task(context, task.row.id, &[change], out)
}

fn nothing_named(lang: Lang) -> AppError {
    let names: Vec<String> = task_parts::names()
        .map(|name| format!("--{name}"))
        .collect();
    let last = names.last().map_or("", String::as_str);
    let names = names[..names.len() - 1].join(", ");
    Kind::Usage
        .error(lang.pick("Chưa nêu cần sửa gì.", "Nothing to edit was given."))
        .hint(lang.pick(
            format!("Hãy dùng {names} hoặc {last}."),
            format!("Use {names} or {last}."),
        ))
}
