//! `cchc pause`, `cchc drop`, `cchc resume`: what a person sets by hand against the course of
//! things, always with a reason.

use crate::cli::context::Context;
use crate::cli::grammar::{Grammar, TEXT};
use crate::cli::output::Out;
use crate::cli::spec::Spec;
use crate::cli::{apply, input, lookup};
use crate::domain::change::{Change, Field};
use crate::domain::task::Hold;
use crate::error::Result;
use crate::present::lang::{Bi, bi};
use clap::{ArgMatches, Command};

pub const PAUSE: Spec = Spec::writes("pause", pause_grammar, pause);
pub const DROP: Spec = Spec::writes("drop", drop_grammar, drop_task);
pub const RESUME: Spec = Spec::writes("resume", resume_grammar, resume);

fn pause_grammar(words: Grammar) -> Command {
    with_reason(
        words,
        "pause",
        bi("Tạm dừng, kèm lý do", "Pause a task, with a reason"),
    )
}

fn drop_grammar(words: Grammar) -> Command {
    let about = bi(
        "Bãi bỏ (không thực hiện nữa), kèm lý do",
        "Drop a task, with a reason",
    );
    with_reason(words, "drop", about)
}

fn resume_grammar(words: Grammar) -> Command {
    words
        .command("resume")
        .about(words.pick(
            "Tiếp tục việc tạm dừng hoặc bãi bỏ",
            "Resume a paused or dropped task",
        ))
        .arg(words.code())
}

fn with_reason(words: Grammar, name: &'static str, about: Bi) -> Command {
    let reason = words
        .option("reason", TEXT)
        .help(words.pick("Lý do", "Reason"));
    words
        .command(name)
        .about(about.get(words.0))
        .arg(words.code())
        .arg(reason.required(true))
}

/// Pauses.
fn pause(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    hold(context, matches, Some(Hold::Paused), out)
}

/// Drops.
fn drop_task(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    hold(context, matches, Some(Hold::Dropped), out)
}

/// Lifts either.
fn resume(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    hold(context, matches, None, out)
}

fn hold(context: &mut Context, matches: &ArgMatches, hold: Option<Hold>, out: &mut Out) -> Result {
    let reason = match hold {
        Some(_) => input::optional(matches, "reason", Field::Reason, context.lang)?,
        None => None,
    };
    let seen = lookup::named_task(context, matches)?;
    let task = seen.row.id;
    let change = Change::Hold {
        task,
        hold,
        reason,
        seen: seen.held(),
    };
    apply::on_task(context, task, &[change], out)
}
