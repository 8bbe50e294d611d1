//! `cchc remove`: a task that was added by mistake taken out, with the reason.

use crate::cli::context::Context;
use crate::cli::grammar::{Grammar, TEXT};
use crate::cli::output::Out;
use crate::cli::spec::Spec;
use crate::cli::{apply, input, lookup};
use crate::domain::change::Amendment;
use crate::domain::change::{Change, Field, Refusal};
use crate::domain::refusal::NotRemovable;
use crate::error::{AppError, Kind, Result};
use clap::{Arg, ArgMatches, Command};

pub const COMMAND: Spec = Spec::writes("remove", grammar, run);

fn grammar(words: Grammar) -> Command {
    words
        .command("remove")
        .about(words.pick(
            "Gỡ bỏ nhiệm vụ thêm nhầm, kèm lý do",
            "Remove a task added by mistake, with a reason",
        ))
        .arg(words.code())
        .arg(reason(words).required(true))
}

/// Why something is corrected or removed.
pub fn reason(words: Grammar) -> Arg {
    words
        .option("reason", TEXT)
        .help(words.pick("Lý do", "Reason"))
}

/// Removes.
fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let task = lookup::named_task(context, matches)?;
    let code = &task.row.code;
    let change = Change::Amend {
        task: task.row.id,
        what: Amendment::RemoveTask {
            seen: task.row.place.last_change,
        },
        reason: input::required(matches, "reason", Field::Reason, lang)?,
    };
    if let Err(refusal @ Refusal::NotRemovable(NotRemovable::OfDocument)) =
        change.check(&task, context.today)
    {
        return Err(instead(
            AppError::from((refusal.into(), lang)),
            code,
            context,
        ));
    }
    apply::apply(context, &[change]).map_err(|error| match error.kind {
        Kind::Refused => instead(error, code, context),
        _ => error,
    })?;
    let sentence = lang.pick(format!("Đã gỡ bỏ {code}"), format!("Removed {code}"));
    out.line(&format!("{sentence}{}", apply::way_back(context)))
}

/// What can be done with a task that cannot be removed.
fn instead(error: AppError, code: &str, context: &Context) -> AppError {
    error.hint(format!(
        "cchc drop {code} --reason {}.",
        context.lang.pick("LÝ_DO", "TEXT")
    ))
}
