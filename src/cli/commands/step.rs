//! `cchc step`: ticks a part of a task off, takes the tick back, adds a part, renames or removes one.

use crate::cli::context::Context;
use crate::cli::grammar::{Grammar, NUMBER, TEXT};
use crate::cli::output::Out;
use crate::cli::spec::Spec;
use crate::cli::{apply, input, lookup};
use crate::domain::change::Amendment;
use crate::domain::change::{Change, Field};
use crate::domain::note::Step;
use crate::domain::text::{Shape, TITLE_MAX};
use crate::error::{Kind, Result};
use crate::present::lang::Lang;
use clap::{ArgMatches, Command, value_parser};

pub const COMMAND: Spec = Spec::writes("step", grammar, run);

fn grammar(words: Grammar) -> Command {
    words
        .command("step")
        .about(words.pick(
            "Đánh dấu xong, thêm, sửa hoặc gỡ bỏ một bước",
            "Tick, add, rename or remove a step",
        ))
        .arg(words.code())
        .arg(
            words
                .place("step", NUMBER)
                .help(words.pick("Bước thứ mấy (1, 2 …)", "Which step (1, 2 …)"))
                .value_parser(value_parser!(i64).range(1..))
                .required(false)
                .required_unless_present("add")
                .conflicts_with("add"),
        )
        .arg(
            words
                .flag("undo")
                .help(words.pick("Bỏ đánh dấu", "Untick"))
                .conflicts_with("add"),
        )
        .arg(
            words
                .option("add", TEXT)
                .help(words.pick("Thêm bước này vào cuối", "Add this step at the end")),
        )
        .arg(
            words
                .option("rename", TEXT)
                .help(words.pick("Sửa tên bước", "Rename the step"))
                .conflicts_with_all(["add", "undo"])
                .requires("reason"),
        )
        .arg(
            words
                .flag("remove")
                .help(words.pick("Gỡ bỏ bước thêm nhầm", "Remove the step"))
                .conflicts_with_all(["add", "undo", "rename"])
                .requires("reason"),
        )
        .arg(words.reason())
}

/// Ticks, unticks or adds.
fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let task = lookup::named_task(context, matches)?;
    let id = task.row.id;
    if let Some(title) = input::given(matches, "add") {
        let title = input::gate(title, Field::Step, Shape::Line, TITLE_MAX, lang)?;
        return apply::on_task(context, id, &[Change::AddStep { task: id, title }], out);
    }
    let wanted = matches.get_one::<i64>("step").copied().unwrap_or_default();
    let Some(step) = task.steps.iter().find(|step| step.position == wanted) else {
        let (code, n) = (&task.row.code, task.steps.len());
        return Err(Kind::NotFound
            .error(lang.pick(
                format!("Nhiệm vụ {code} không có bước {wanted}; hiện có {n} bước."),
                format!("Task {code} has no step {wanted}; it has {n}."),
            ))
            .hint(lang.pick(
                format!("Xem các bước: cchc show {code}."),
                format!("See all of them: cchc show {code}."),
            )));
    };
    if let Some(what) = amendment(matches, step, lang)? {
        let change = Change::Amend {
            task: id,
            what,
            reason: input::required(matches, "reason", Field::Reason, lang)?,
        };
        return apply::on_task(context, id, &[change], out);
    }
    let change = Change::TickStep {
        task: id,
        step: step.id,
        done: !matches.get_flag("undo"),
        seen: step.done_on,
    };
    apply::on_task(context, id, &[change], out)
}

/// What is to be corrected or removed of a step, where that is asked for.
fn amendment(matches: &ArgMatches, step: &Step, lang: Lang) -> Result<Option<Amendment>> {
    if matches.get_flag("remove") {
        return Ok(Some(Amendment::RemoveStep {
            step: step.id,
            seen: step.title.clone(),
            ticked: step.done_on,
        }));
    }
    let Some(title) = input::given(matches, "rename") else {
        return Ok(None);
    };
    Ok(Some(Amendment::RenameStep {
        step: step.id,
        seen: step.title.clone(),
        to: input::gate(title, Field::Step, Shape::Line, TITLE_MAX, lang)?,
    }))
}
