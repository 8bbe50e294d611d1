//! `cchc pause`, `cchc drop`, `cchc resume`: what a person sets by hand against the course of
//! things, always with a reason.

use super::args::{Grammar, TEXT};
use super::context::Context;
use super::output::Out;
use super::{apply, input, lookup};
use crate::domain::change::{Change, Field};
use crate::domain::task::Hold;
use crate::error::AppError;
use crate::present::lang::{Bi, bi};
use clap::{ArgMatches, Command};

/// The words of `pause`.
pub fn pause_grammar(words: Grammar) -> Command {
    with_reason(
        words,
        "pause",
        bi("Tạm dừng, kèm lý do", "Pause a task, with a reason"),
    )
}

/// The words of `drop`.
pub fn drop_grammar(words: Grammar) -> Command {
    let about = bi(
        "Bãi bỏ (không thực hiện nữa), kèm lý do",
        "Drop a task, with a reason",
    );
    with_reason(words, "drop", about)
}

/// The words of `resume`.
pub fn resume_grammar(words: Grammar) -> Command {
    let about = bi(
        "Tiếp tục việc tạm dừng hoặc bãi bỏ",
        "Resume a paused or dropped task",
    );
    words.command("resume", about).arg(words.code())
}

fn with_reason(words: Grammar, name: &'static str, about: Bi) -> Command {
    let reason = words.option("reason", TEXT, bi("Lý do", "Reason"));
    words
        .command(name, about)
        .arg(words.code())
        .arg(reason.required(true))
}

/// Pauses.
pub fn pause(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    hold(context, matches, Some(Hold::Paused), out)
}

/// Drops.
pub fn drop_task(
    context: &mut Context,
    matches: &ArgMatches,
    out: &mut Out,
) -> Result<(), AppError> {
    hold(context, matches, Some(Hold::Dropped), out)
}

/// Lifts either.
pub fn resume(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    hold(context, matches, None, out)
}

fn hold(
    context: &mut Context,
    matches: &ArgMatches,
    hold: Option<Hold>,
    out: &mut Out,
) -> Result<(), AppError> {
    let reason = match hold {
        Some(_) => input::optional(matches, "reason", Field::Reason, context.lang)?,
        None => None,
    };
    let seen = lookup::task(context, input::given(matches, "code").unwrap_or_default())?;
    let task = seen.row.id;
    let change = Change::Hold {
        task,
        hold,
        reason,
        seen: seen.held(),
    };
    apply::on_task(context, task, &[change], out)
}
