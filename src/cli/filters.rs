//! The filters by which tasks are listed, and chosen for a change: the same options everywhere.

use crate::cli::context::Context;
use crate::cli::grammar::{Grammar, NUMBER, NameParser, NameParserOr, TEXT, UNIT};
use crate::cli::{input, lookup};
use crate::domain::query::{DueSpan, Filter, Query};
use crate::domain::task::State;
use crate::domain::text::{LINE_MAX, TextShape, require};
use crate::domain::unit::UnitScope;
use crate::error::{AppErrorKind, Result};
use crate::present::lang::bi;
use crate::present::messages::errors;
use crate::present::names::{DUE, STATES, SWITCHES};
use clap::{Arg, ArgAction, ArgMatches};

/// The options.
pub(crate) fn args(grammar: Grammar) -> impl Iterator<Item = Arg> {
    let switches = SWITCHES.iter().map(move |switch| {
        let flag = grammar.flag(switch.option);
        flag.help(switch.help.get(grammar.0))
    });
    scopes(grammar).into_iter().chain(switches)
}

fn scopes(grammar: Grammar) -> [Arg; 6] {
    let days = grammar.pick("NGÀY..NGÀY", "DATE..DATE");
    let due = NameParser::of(&DUE, grammar.0);
    let offered = due.offered();
    let states = NameParser::of(&STATES, grammar.0);
    [
        grammar
            .option("area", NUMBER)
            .help(grammar.pick("Số của lĩnh vực, hoặc all", "Number of the area, or all")),
        grammar
            .option("unit", UNIT)
            .help(grammar.pick(
                "Đơn vị chủ trì (tên viết tắt hoặc tên khác)",
                "Lead unit (abbreviation or any other name)",
            ))
            .conflicts_with("no-unit"),
        grammar.mine(),
        grammar
            .option("due", bi("HẠN", "WHEN"))
            .value_parser(NameParserOr(due))
            .hide_possible_values(true)
            .help(grammar.pick(
                format!("{offered},\n{days} (gồm cả việc đã xong, tạm dừng, bãi bỏ)"),
                format!("{offered},\n{days} (also completed, paused and dropped tasks)"),
            )),
        grammar
            .named("state", bi("LOẠI", "STATE"), states, bi("", ""))
            .value_delimiter(',')
            .action(ArgAction::Append),
        grammar.option("search", TEXT).help(grammar.pick(
            "Có các từ này, không cần dấu",
            "Containing these words (accents are optional)",
        )),
    ]
}

/// What the filters ask for, in the usual order.
///
/// # Errors
/// Where the file has no such area or unit, or a day cannot be read.
pub(crate) fn query(context: &Context, matches: &ArgMatches) -> Result<Query> {
    let mut query = Query::all(context.plan.id, context.today, &context.plan.settings);
    if let Some(typed) = input::value(matches, "area") {
        query.area = lookup::area(context, typed)?.map(|area| area.id);
    }
    if let Some(typed) = input::value(matches, "unit") {
        query.unit = UnitScope::Led(lookup::unit(context, typed)?.id);
    }
    if let Some(typed) = matches.get_one::<Result<DueSpan, String>>("due") {
        let due = match typed {
            Ok(due) => *due,
            Err(days) => span(context, days)?,
        };
        query.filters.push(Filter::Due(due));
    }
    if matches.get_flag("mine") {
        query.filters.push(Filter::Mine(lookup::my_unit(context)?));
    }
    let set = SWITCHES
        .iter()
        .filter(|switch| matches.get_flag(switch.option));
    query.filters.extend(set.map(|switch| switch.filter));
    query.states = states(matches, &query.filters);
    if let Some(words) = input::value(matches, "search") {
        query.words = require(words, TextShape::Line, LINE_MAX)
            .map_err(|error| AppErrorKind::Refused.error(errors::bad_text(&error, context.lang)))?;
    }
    Ok(query)
}

/// The states that are asked for.
fn states(matches: &ArgMatches, filters: &[Filter]) -> Vec<State> {
    let states = matches.get_many::<State>("state").unwrap_or_default();
    let states: Vec<State> = states.copied().collect();
    let between = |filter: &Filter| matches!(filter, Filter::Due(DueSpan::Between(..)));
    if states.is_empty() && filters.iter().any(between) {
        // What was due between two days is asked of what is done as well; the other words mean what
        // waits.
        return State::ALL.to_vec();
    }
    states
}

/// "01/06..15/06": two days and those between.
fn span(context: &Context, typed: &str) -> Result<DueSpan> {
    let lang = context.lang;
    let wrong = |vi: &str, en: &str| {
        let known = DUE.offered(lang).join(", ");
        AppErrorKind::Usage.error(lang.pick(vi, en)).hint(lang.pick(
            format!("Hãy chọn {known} hoặc NGÀY..NGÀY."),
            format!("Choose one of {known}, or DATE..DATE."),
        ))
    };
    let (first, last) = typed.split_once("..").ok_or_else(|| {
        wrong(
            &format!("Không hiểu --due “{typed}”."),
            &format!("“{typed}” is not a valid value for --due."),
        )
    })?;
    let (first, last) = (input::day(context, first)?, input::day(context, last)?);
    if last < first {
        return Err(wrong(
            "Khoảng ngày bị ngược: ngày cuối sớm hơn ngày đầu.",
            "The range is reversed: its last day is before its first.",
        ));
    }
    Ok(DueSpan::Between(first, last))
}
