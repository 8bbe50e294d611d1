//! `cchc step`: ticks a part of a task off, takes the tick back, adds a part, renames or removes one.

use super::args::{Grammar, NUMBER, TEXT};
use super::context::Context;
use super::output::Out;
use super::{apply, input, lookup, remove};
use crate::domain::amendment::Amendment;
use crate::domain::change::{Change, Field};
use crate::domain::note::Step;
use crate::domain::text::{Shape, TITLE_MAX};
use crate::error::{AppError, Kind};
use crate::present::lang::{Lang, bi};
use clap::{ArgMatches, Command, value_parser};

/// Its words.
pub fn grammar(words: Grammar) -> Command {
    let about = bi(
        "Đánh dấu xong, thêm, sửa hoặc gỡ bỏ một bước",
        "Tick, add, rename or remove a step",
    );
    words
        .command("step", about)
        .arg(words.code())
        .arg(
            words
                .place(
                    "step",
                    NUMBER,
                    bi("Bước thứ mấy (1, 2 …)", "Which step (1, 2 …)"),
                )
                .value_parser(value_parser!(i64).range(1..))
                .required(false)
                .required_unless_present("add")
                .conflicts_with("add"),
        )
        .arg(
            words
                .flag("undo", bi("Bỏ đánh dấu", "Untick"))
                .conflicts_with("add"),
        )
        .arg(words.option(
            "add",
            TEXT,
            bi("Thêm bước này vào cuối", "Add this step at the end"),
        ))
        .arg(
            words
                .option("rename", TEXT, bi("Sửa tên bước", "Rename the step"))
                .conflicts_with_all(["add", "undo"])
                .requires("reason"),
        )
        .arg(
            words
                .flag("remove", bi("Gỡ bỏ bước thêm nhầm", "Remove the step"))
                .conflicts_with_all(["add", "undo", "rename"])
                .requires("reason"),
        )
        .arg(remove::reason(words))
}

/// Ticks, unticks or adds.
pub fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    let lang = context.lang;
    let task = lookup::task(context, input::given(matches, "code").unwrap_or_default())?;
    let id = task.row.id;
    if let Some(title) = input::given(matches, "add") {
        let title = input::gate(title, Field::Step, Shape::Line, TITLE_MAX, lang)?;
        return apply::on_task(context, id, &[Change::AddStep { task: id, title }], out);
    }
    let wanted = matches.get_one::<i64>("step").copied().unwrap_or_default();
    let Some(step) = task.steps.iter().find(|step| step.position == wanted) else {
        let (code, n) = (&task.row.code, task.steps.len());
        return Err(AppError::new(
            Kind::NotFound,
            lang.pick(
                format!("Nhiệm vụ {code} không có bước {wanted}; hiện có {n} bước."),
                format!("Task {code} has no step {wanted}; it has {n}."),
            ),
        )
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
fn amendment(matches: &ArgMatches, step: &Step, lang: Lang) -> Result<Option<Amendment>, AppError> {
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
