//! `cchc remove`: a task that was added by mistake taken out, with the reason.

use super::args::{Grammar, TEXT};
use super::context::Context;
use super::output::Out;
use super::{apply, input, lookup};
use crate::domain::amendment::{Amendment, NotRemovable};
use crate::domain::change::{Change, Field, Refusal};
use crate::error::{AppError, Kind};
use crate::present::lang::{Bi, bi};
use clap::{Arg, ArgMatches, Command};

/// Its words.
pub fn grammar(words: Grammar) -> Command {
    let about = bi(
        "Gỡ bỏ nhiệm vụ thêm nhầm, kèm lý do",
        "Remove a task added by mistake, with a reason",
    );
    words
        .command("remove", about)
        .arg(words.code())
        .arg(reason(words).required(true))
}

/// Why something is corrected or removed.
pub fn reason(words: Grammar) -> Arg {
    let help: Bi = bi("Lý do", "Reason");
    words.option("reason", TEXT, help)
}

/// Removes.
pub fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    let lang = context.lang;
    let task = lookup::task(context, input::given(matches, "code").unwrap_or_default())?;
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
