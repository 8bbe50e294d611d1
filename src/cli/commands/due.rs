//! `cchc due`: what is overdue and soon due, in one line for a login message or a status bar; nothing
//! where all is well.

use crate::cli::context::Context;
use crate::cli::grammar::{CommandSpec, Grammar};
use crate::cli::output::Out;
use crate::cli::{input, lookup};
use crate::domain::query::{DueSpan, Filter, Query};
use crate::domain::unit::UnitScope;
use crate::error::{InLang, Result};
use crate::present::lang::bi;
use crate::present::messages::report::due_counts;
use clap::{ArgMatches, Command};

pub(crate) const COMMAND: CommandSpec = CommandSpec::reads("due", grammar, run);

fn grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Một dòng: số việc quá hạn, sắp đến hạn; không có thì không in gì",
        "One line: what is overdue and soon due; nothing if there is none",
    );
    grammar.command("due", about).arg(grammar.lead())
}

/// Both counts stand in the file's tallies.
fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let mut query = Query::all(context.plan.id, context.today, &context.plan.settings);
    if let Some(typed) = input::value(matches, "unit") {
        query.unit = UnitScope::Led(lookup::unit(context, typed)?.id);
    }
    let mut count = |due| {
        query.filters = vec![Filter::Due(due)];
        context.store.count(&query).in_lang(lang)
    };
    let (overdue, soon) = (count(DueSpan::Overdue)?, count(DueSpan::Soon)?);
    let line = due_counts(overdue, soon, context.plan.settings.soon_days, lang);
    match line.is_empty() {
        true => Ok(()),
        false => out.line(&line),
    }
}
