//! `cchc list`: tasks, filtered, as a table, JSON or CSV. Rows pass through page by page, so that
//! memory does not grow with the file.

use crate::cli::context::Context;
use crate::cli::grammar::{CSV, Grammar, JSON, NUMBER, Named, NamedOr, Spec, TABLE, TEXT, UNIT};
use crate::cli::output::{Out, Style, TaskTable, row_style};
use crate::cli::record::{JsonList, Record};
use crate::cli::{input, lookup};
use crate::domain::query::{Anchor, Due, Filter, Query};
use crate::domain::task::{State, TaskRow};
use crate::domain::text::{LINE_MAX, Shape, require};
use crate::domain::timeliness::Timeliness;
use crate::domain::unit::UnitScope;
use crate::error::{Kind, Result, Say};
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::messages::errors;
use crate::present::names::{DUE, ORDERS, STATES, SWITCHES};
use clap::{Arg, ArgAction, ArgMatches, Command};

pub const COMMAND: Spec = Spec::reads("list", grammar, run);

/// Rows that are in memory at one time.
const PAGE: usize = 200;

fn grammar(words: Grammar) -> Command {
    let about = bi(
        "Liệt kê nhiệm vụ; không lọc thì gồm cả việc đã xong",
        "List tasks; all of them (also completed ones) unless filtered",
    );
    let switches = SWITCHES.iter().map(|switch| {
        let flag = words.flag(switch.option);
        flag.help(switch.help.get(words.0))
    });
    let orders = Named::of(&ORDERS, words.0);
    let order = words.named("order", bi("CÁCH", "HOW"), orders, bi("Thứ tự", "Order"));
    words
        .command("list", about)
        .args(scopes(words))
        .args(switches)
        .arg(order.default_value("due"))
        .arg(
            words
                .limit()
                .help(words.pick("Tối đa bao nhiêu dòng", "Show at most N rows")),
        )
        .arg(words.format(&[TABLE, JSON, CSV]))
}

fn scopes(words: Grammar) -> [Arg; 6] {
    let days = words.pick("NGÀY..NGÀY", "DATE..DATE");
    let due = Named::of(&DUE, words.0);
    let offered = due.offered();
    let states = Named::of(&STATES, words.0);
    [
        words
            .option("area", NUMBER)
            .help(words.pick("Lĩnh vực: 0 đến 6, hoặc all", "Area: 0 to 6, or all")),
        words
            .option("unit", UNIT)
            .help(words.pick(
                "Đơn vị chủ trì (tên viết tắt hoặc tên khác)",
                "Lead unit (abbreviation or any other name)",
            ))
            .conflicts_with("no-unit"),
        words.mine(),
        words
            .option("due", bi("HẠN", "WHEN"))
            .value_parser(NamedOr(due))
            .hide_possible_values(true)
            .help(words.pick(
                format!("{offered},\n{days} (gồm cả việc đã xong, tạm dừng, bãi bỏ)"),
                format!("{offered},\n{days} (also completed, paused and dropped tasks)"),
            )),
        words
            .named("state", bi("LOẠI", "STATE"), states, bi("", ""))
            .value_delimiter(',')
            .action(ArgAction::Append),
        words.option("search", TEXT).help(words.pick(
            "Có các từ này, không cần dấu",
            "Containing these words (accents are optional)",
        )),
    ]
}

/// Prints the rows that were asked for.
fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let query = query(context, matches)?;
    let limit = matches
        .get_one::<u32>("limit")
        .map(|n| usize::try_from(*n).unwrap_or(usize::MAX));
    match input::given_format(matches) {
        Some("json") => as_json(context, &query, limit, out),
        Some("csv") => as_csv(context, &query, limit, out),
        _ => print_table(context, &query, limit, out),
    }
}

fn query(context: &Context, matches: &ArgMatches) -> Result<Query> {
    let mut query = Query::all(context.plan.id, context.today, &context.plan.settings);
    if let Some(typed) = input::given(matches, "area") {
        query.area = lookup::area(context, typed)?.map(|area| area.id);
    }
    if let Some(typed) = input::given(matches, "unit") {
        query.unit = UnitScope::Led(lookup::unit(context, typed)?.id);
    }
    if let Some(typed) = matches.get_one::<Result<Due, String>>("due") {
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
    let states = matches.get_many::<State>("state").unwrap_or_default();
    query.states = states.copied().collect();
    let between = |filter: &Filter| matches!(filter, Filter::Due(Due::Between(..)));
    if query.states.is_empty() && query.filters.iter().any(between) {
        // What was due between two days is asked of what is done as well; the other words mean what
        // waits.
        query.states = State::ALL.to_vec();
    }
    if let Some(words) = input::given(matches, "search") {
        query.words = require(words, Shape::Line, LINE_MAX)
            .map_err(|error| Kind::Refused.error(errors::bad_text(&error, context.lang)))?;
    }
    query.order = matches.get_one("order").copied().unwrap_or_default();
    Ok(query)
}

/// "01/06..15/06": two days and those between.
fn span(context: &Context, typed: &str) -> Result<Due> {
    let lang = context.lang;
    let wrong = |vi: &str, en: &str| {
        let known = DUE.offered(lang).join(", ");
        Kind::Usage.error(lang.pick(vi, en)).hint(lang.pick(
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
    Ok(Due::Between(first, last))
}

/// Passes on every row of a query as scripts read it.
fn each_record(
    context: &Context,
    query: &Query,
    limit: Option<usize>,
    mut see: impl FnMut(&Record<'_>) -> Result,
) -> Result {
    pages(context, query, limit, |rows| {
        let beyond = context.store.list_details(rows).say(context.lang)?;
        let mut all = rows.iter().zip(&beyond);
        all.try_for_each(|(row, beyond)| see(&Record::listed(row, beyond, context.row_cx)))
    })?;
    Ok(())
}

/// Passes on a query's rows in its order, a page at a time. Returns whether more would follow.
fn pages(
    context: &Context,
    query: &Query,
    limit: Option<usize>,
    mut see: impl FnMut(&[TaskRow]) -> Result,
) -> Result<bool> {
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

fn as_json(context: &Context, query: &Query, limit: Option<usize>, out: &mut Out) -> Result {
    let mut list = JsonList::default();
    each_record(context, query, limit, |record| list.push(record, out))?;
    list.end(out)
}

fn as_csv(context: &Context, query: &Query, limit: Option<usize>, out: &mut Out) -> Result {
    // The mark shows spreadsheets that it is UTF-8; line ends are those of RFC 4180.
    out.write(&format!("\u{FEFF}{}\r\n", Record::csv_head()))?;
    each_record(context, query, limit, |record| {
        out.write(&format!("{}\r\n", record.csv()))
    })
}

/// Prints the rows of a query.
fn print_table(context: &Context, query: &Query, limit: Option<usize>, out: &mut Out) -> Result {
    let table = TaskTable::new(out.width);
    let mut counts = Counts::default();
    let more = pages(context, query, limit, |rows| {
        for row in rows {
            if counts.shown == 0 {
                out.styled(Style::Bold, &table.titles(context.lang))?;
            }
            let timeliness = counts.add(row, context);
            out.styled(row_style(row, timeliness), &table.row(row, context.row_cx))?;
        }
        Ok(())
    })?;
    let all = match more {
        true => Some(all_but_dropped(context, query)?),
        false => None,
    };
    if counts.shown == 0 && is_empty(context)? {
        return out.line(context.lang.pick(
            "Kế hoạch chưa có nhiệm vụ nào. Thêm: cchc add --section 2.1 \"Tên nhiệm vụ\"",
            "The plan has no tasks yet. Add one: cchc add --section 2.1 \"Title\"",
        ));
    }
    out.line(&counts.sentence(all, context.lang))
}

/// How many tasks a query has; dropped ones are counted apart, here as everywhere.
fn all_but_dropped(context: &Context, query: &Query) -> Result<i64> {
    let count = |query: &Query| context.store.count(query).say(context.lang);
    let all = count(query)?;
    let states = &query.states;
    let listed = states.is_empty() || states.contains(&State::Dropped);
    if !listed || all > crate::store::COUNT_CAP {
        return Ok(all);
    }
    let dropped = Query {
        states: vec![State::Dropped],
        ..query.clone()
    };
    Ok(all - count(&dropped)?)
}

/// Whether the plan holds no task at all.
fn is_empty(context: &Context) -> Result<bool> {
    let all = Query::all(context.plan.id, context.today, &context.plan.settings);
    Ok(context.store.count(&all).say(context.lang)? == 0)
}

/// What the last line of a table counts.
#[derive(Default)]
struct Counts {
    shown: i64,
    dropped: i64,
    done: i64,
    overdue: i64,
    soon: i64,
}

impl Counts {
    fn add(&mut self, row: &TaskRow, context: &Context) -> Timeliness {
        let timeliness = row.timeliness(context.today, context.row_cx.soon_days);
        self.shown += 1;
        self.dropped += i64::from(row.state == State::Dropped);
        self.done += i64::from(row.state == State::Done);
        self.overdue += i64::from(timeliness == Timeliness::Overdue);
        self.soon += i64::from(timeliness == Timeliness::DueSoon);
        timeliness
    }

    fn sentence(&self, all: Option<i64>, lang: Lang) -> String {
        let number = |n: i64| dates::number(n, lang);
        let of = match all {
            Some(all) if all > crate::store::COUNT_CAP => lang.pick(
                format!(" trong hơn {}", number(all - 1)),
                format!(" of more than {}", number(all - 1)),
            ),
            Some(all) => lang.pick(
                format!(" trong {}", number(all)),
                format!(" of {}", number(all)),
            ),
            None => String::new(),
        };
        let (shown, done) = (number(self.shown - self.dropped), number(self.done));
        let (overdue, soon) = (number(self.overdue), number(self.soon));
        let dropped = match self.dropped {
            0 => String::new(),
            n => lang.pick(
                format!(" · ngoài ra {} bãi bỏ", number(n)),
                format!(" · and {} dropped", number(n)),
            ),
        };
        match (lang, self.shown) {
            (Lang::Vi, 0) => "Không tìm thấy nhiệm vụ nào.".to_owned(),
            (Lang::En, 0) => "No matching tasks.".to_owned(),
            (Lang::Vi, _) => format!(
                "{shown}{of} nhiệm vụ · {done} hoàn thành · {overdue} quá hạn · {soon} sắp đến hạn{dropped}"
            ),
            (Lang::En, n) => {
                let tasks = if n - self.dropped == 1 && all.is_none() {
                    "task"
                } else {
                    "tasks"
                };
                format!(
                    "{shown}{of} {tasks} · {done} completed · {overdue} overdue · {soon} due soon{dropped}"
                )
            }
        }
    }
}
