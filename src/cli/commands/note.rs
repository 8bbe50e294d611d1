//! `cchc note`: what people write down about a task.

use crate::cli::context::Context;
use crate::cli::grammar::{Grammar, TEXT};
use crate::cli::output::Out;
use crate::cli::spec::Spec;
use crate::cli::values::Named;
use crate::cli::{apply, input, lookup};
use crate::domain::change::{Change, Field};
use crate::domain::text::{NOTE_MAX, Shape};
use crate::error::{Kind, Result};
use crate::present::lang::bi;
use crate::present::names::NOTE_KINDS;
use clap::{ArgMatches, Command};

pub const COMMAND: Spec = Spec::writes("note", grammar, run);

fn grammar(words: Grammar) -> Command {
    words
        .command("note")
        .about(words.pick("Ghi chú vào nhiệm vụ", "Add a note to a task"))
        .arg(words.code())
        .arg(words.place("text", TEXT).help(words.pick(
            "Nội dung; \"-\" là đọc từ đầu vào chuẩn (stdin)",
            "Text; \"-\" reads standard input",
        )))
        .arg(
            words
                .named(
                    "kind",
                    bi("LOẠI", "TYPE"),
                    Named::of(&NOTE_KINDS, words.0),
                    bi("", ""),
                )
                .default_value("note"),
        )
        .arg(words.flag("answers").help(words.pick(
            "Trả lời vướng mắc cũ nhất đang mở",
            "Answer the oldest open difficulty",
        )))
}

/// Writes a note, or the answer to a difficulty.
fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let task = lookup::task_before(context, matches, "note", "text")?;
    let typed = match input::given(matches, "text") {
        Some("-") => input::note_from_stdin(lang)?,
        typed => typed.unwrap_or_default().to_owned(),
    };
    let body = input::gate(&typed, Field::Note, Shape::Lines, NOTE_MAX, lang)?;
    let mut answers = None;
    if matches.get_flag("answers") {
        // Notes come newest first.
        let oldest = task.notes.iter().rev().find(|note| note.open);
        let code = &task.row.code;
        let found = oldest.ok_or_else(|| {
            Kind::Refused
                .error(lang.pick(
                    format!("Nhiệm vụ {code} không có vướng mắc nào đang mở."),
                    format!("Task {code} has no open difficulty."),
                ))
                .hint(lang.pick("Hãy bỏ --answers.", "Leave out --answers."))
        })?;
        answers = Some(found.id);
    }
    let change = Change::AddNote {
        task: task.row.id,
        kind: matches.get_one("kind").copied().unwrap_or_default(),
        body,
        answers,
    };
    apply::on_task(context, task.row.id, &[change], out)
}
