//! `cchc list`: tasks, filtered, as a table, JSON or CSV. Rows pass through page by page, so that
//! memory does not grow with the file.

use super::args::{Grammar, NUMBER, TEXT, UNIT};
use super::context::Context;
use super::output::Out;
use super::record::{HEAD, Record, json};
use super::values::{self, Named};
use super::{input, lookup, table};
use crate::domain::query::{Anchor, Due, Filter, Order, Query};
use crate::domain::task::{State, TaskRow};
use crate::domain::text::{LINE_MAX, Shape, require};
use crate::domain::unit::UnitScope;
use crate::error::{AppError, Kind, Say};
use crate::present::lang::bi;
use crate::present::messages::errors;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

/// Rows that are in memory at one time.
const PAGE: usize = 200;

/// Its words.
pub fn grammar(words: Grammar) -> Command {
    let about = bi(
        "Liệt kê nhiệm vụ; không lọc thì gồm cả việc đã xong",
        "List tasks; all of them (also completed ones) unless filtered",
    );
    let mut command = words.command("list", about);
    for arg in scopes(words).into_iter().chain(flags(words)) {
        command = command.arg(arg);
    }
    let how = bi("CÁCH", "HOW");
    command
        .arg(
            words
                .named("order", how, values::ORDERS, bi("Thứ tự", "Order"))
                .default_value("due"),
        )
        .arg(
            words
                .option(
                    "limit",
                    NUMBER,
                    bi("Tối đa bao nhiêu dòng", "Show at most N rows"),
                )
                .value_parser(value_parser!(u32).range(1..)),
        )
        .arg(
            words
                .choice(
                    "format",
                    how,
                    &["table", "json", "csv"],
                    bi("Dạng: table, json, csv", "Format: table, json, csv"),
                )
                .default_value("table"),
        )
}

fn scopes(words: Grammar) -> Vec<Arg> {
    let span = words.0.pick("NGÀY..NGÀY", "DATE..DATE");
    vec![
        words.option(
            "area",
            NUMBER,
            bi("Lĩnh vực: 0 đến 6, hoặc all", "Area: 0 to 6, or all"),
        ),
        words
            .option(
                "unit",
                UNIT,
                bi(
                    "Đơn vị chủ trì (tên viết tắt hoặc tên khác)",
                    "Lead unit (abbreviation or any other name)",
                ),
            )
            .conflicts_with("no-unit"),
        words.flag(
            "mine",
            bi(
                "Đơn vị tôi chủ trì hoặc phối hợp",
                "Tasks that my unit leads or co-operates on",
            ),
        ),
        words
            .option("due", bi("HẠN", "WHEN"), bi("", ""))
            .value_parser(Named::or_other(values::DUE, words.0))
            .hide_possible_values(true)
            .help(words.0.pick(
                format!(
                    "{},\n{span} (gồm cả việc đã xong, tạm dừng, bãi bỏ)",
                    values::names(values::DUE, words.0)
                ),
                format!(
                    "{},\n{span} (also completed, paused and dropped tasks)",
                    values::names(values::DUE, words.0)
                ),
            )),
        words
            .named("state", bi("LOẠI", "STATE"), values::STATES, bi("", ""))
            .value_delimiter(',')
            .action(ArgAction::Append),
        words.option(
            "search",
            TEXT,
            bi(
                "Có các từ này, không cần dấu",
                "Containing these words (accents are optional)",
            ),
        ),
    ]
}

fn flags(words: Grammar) -> Vec<Arg> {
    vec![
        words.flag("key", bi("Chỉ nhiệm vụ trọng tâm", "Key tasks only")),
        words.flag(
            "stuck",
            bi("Đang vướng mắc", "Blocked by an open difficulty"),
        ),
        words.flag("no-unit", bi("Chưa giao đơn vị", "Not assigned to a unit")),
        words.flag("no-deadline", bi("Chưa có thời hạn", "Without a deadline")),
        words.flag("unclear", bi("Thời hạn chưa rõ", "Unclear deadline")),
        words.flag(
            "no-evidence",
            bi(
                "Đã hoàn thành nhưng thiếu minh chứng",
                "Completed, evidence missing",
            ),
        ),
        words.flag(
            "silent",
            bi("Lâu chưa cập nhật", "Open, no update for some time"),
        ),
    ]
}

/// Prints the rows that were asked for.
pub fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    let query = query(context, matches)?;
    let limit = matches
        .get_one::<u32>("limit")
        .map(|n| usize::try_from(*n).unwrap_or(usize::MAX));
    match input::given(matches, "format") {
        Some("json") => as_json(context, &query, limit, out),
        Some("csv") => as_csv(context, &query, limit, out),
        _ => table::print(context, &query, limit, out),
    }
}

fn query(context: &Context, matches: &ArgMatches) -> Result<Query, AppError> {
    let mut query = Query::all(context.plan.id, context.today, &context.plan.settings);
    if let Some(typed) = input::given(matches, "area") {
        query.area = lookup::area(context, typed)?.map(|area| area.id);
    }
    if let Some(typed) = input::given(matches, "unit") {
        query.unit = UnitScope::Led(lookup::unit(context, typed)?.id);
    }
    if let Some(typed) = input::given(matches, "due") {
        query.filters.push(Filter::Due(due(context, typed)?));
    }
    if matches.get_flag("mine") {
        query.filters.push(Filter::Mine(lookup::my_unit(context)?));
    }
    let flags = [
        ("key", Filter::KeyTask),
        ("stuck", Filter::Stuck),
        ("no-unit", Filter::Unassigned),
        ("no-deadline", Filter::NoDeadline),
        ("unclear", Filter::Unclear),
        ("no-evidence", Filter::Unproven),
        ("silent", Filter::Silent),
    ];
    let set = flags.into_iter().filter(|(id, _)| matches.get_flag(id));
    query.filters.extend(set.map(|(_, filter)| filter));
    let states = matches.get_many::<String>("state").unwrap_or_default();
    query.states = states.filter_map(|word| State::parse(word)).collect();
    let between = |filter: &Filter| matches!(filter, Filter::Due(Due::Between(..)));
    if query.states.is_empty() && query.filters.iter().any(between) {
        // What was due between two days is asked of what is done as well; the other words mean what
        // waits.
        query.states = State::ALL.to_vec();
    }
    if let Some(words) = input::given(matches, "search") {
        query.words = require(words, Shape::Line, LINE_MAX).map_err(|error| {
            AppError::new(Kind::Refused, errors::bad_text(&error, context.lang))
        })?;
    }
    query.order = input::given(matches, "order")
        .and_then(Order::parse)
        .unwrap_or_default();
    Ok(query)
}

fn due(context: &Context, typed: &str) -> Result<Due, AppError> {
    let lang = context.lang;
    Ok(match typed {
        "overdue" => Due::Overdue,
        "soon" => Due::Soon,
        "this-week" => Due::ThisWeek,
        "next-week" => Due::NextWeek,
        "none" => Due::None,
        span => {
            let wrong = |vi: &str, en: &str| {
                let known = values::names(values::DUE, lang);
                AppError::new(Kind::Usage, lang.pick(vi, en)).hint(lang.pick(
                    format!("Hãy chọn {known} hoặc NGÀY..NGÀY."),
                    format!("Choose one of {known}, or DATE..DATE."),
                ))
            };
            let (first, last) = span.split_once("..").ok_or_else(|| {
                wrong(
                    &format!("Không hiểu --due “{span}”."),
                    &format!("“{span}” is not a valid value for --due."),
                )
            })?;
            let (first, last) = (input::day(context, first)?, input::day(context, last)?);
            if last < first {
                return Err(wrong(
                    "Khoảng ngày bị ngược: ngày cuối sớm hơn ngày đầu.",
                    "The range is reversed: its last day is before its first.",
                ));
            }
            Due::Between(first, last)
        }
    })
}

/// Hands over every row of a query in its order; says whether more would follow.
pub fn each(
    context: &Context,
    query: &Query,
    limit: Option<usize>,
    mut see: impl FnMut(&TaskRow) -> Result<(), AppError>,
) -> Result<bool, AppError> {
    pages(context, query, limit, |rows| {
        rows.iter().try_for_each(&mut see)
    })
}

/// The same as scripts read them.
fn each_record(
    context: &Context,
    query: &Query,
    limit: Option<usize>,
    mut see: impl FnMut(&Record<'_>) -> Result<(), AppError>,
) -> Result<bool, AppError> {
    pages(context, query, limit, |rows| {
        let beyond = context.store.list_details(rows).say(context.lang)?;
        let mut all = rows.iter().zip(&beyond);
        all.try_for_each(|(row, beyond)| see(&Record::listed(row, beyond, context.row_cx)))
    })
}

/// Hands over a query's rows in its order, a page at a time; says whether more would follow.
fn pages(
    context: &Context,
    query: &Query,
    limit: Option<usize>,
    mut see: impl FnMut(&[TaskRow]) -> Result<(), AppError>,
) -> Result<bool, AppError> {
    let mut left = limit.unwrap_or(usize::MAX);
    let mut anchor = Anchor::Start;
    loop {
        let page = context
            .store
            .page(query, anchor, PAGE.min(left))
            .say(context.lang)?;
        see(&page.rows)?;
        left -= page.rows.len();
        match page.rows.last() {
            Some(last) if !page.at_end && left > 0 => anchor = Anchor::After(last.place),
            _ => return Ok(!page.at_end),
        }
    }
}

fn as_json(
    context: &Context,
    query: &Query,
    limit: Option<usize>,
    out: &mut Out,
) -> Result<(), AppError> {
    let mut lead = "[\n";
    each_record(context, query, limit, |record| {
        out.write(std::mem::replace(&mut lead, ",\n"))?;
        out.write(&json(record))
    })?;
    out.write(if lead == "[\n" { "[]\n" } else { "\n]\n" })
}

fn as_csv(
    context: &Context,
    query: &Query,
    limit: Option<usize>,
    out: &mut Out,
) -> Result<(), AppError> {
    // The mark tells spreadsheets that it is UTF-8; line ends are those of RFC 4180.
    out.write(&format!("\u{FEFF}{}\r\n", HEAD.join(",")))?;
    each_record(context, query, limit, |record| {
        out.write(&format!("{}\r\n", record.csv()))
    })?;
    Ok(())
}
