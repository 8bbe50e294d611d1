//! `cchc list`: tasks, filtered, for people, scripts and spreadsheets. Rows pass through page by page, so that
//! memory does not grow with the file.

use crate::cli::context::Context;
use crate::cli::filters;
use crate::cli::grammar::{CommandSpec, Grammar};
use crate::cli::output::{Emphasis, Out, TaskTable, row_style};
use crate::cli::record::{JsonList, Record};
use crate::cli::table::{self, OutputFormat, OutputTarget};
use crate::domain::query::{Anchor, Query};
use crate::domain::task::{State, TaskRow, Timeliness};
use crate::error::{InLang, Result};
use crate::formats::table::TableFormat;
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::report::flat::{FlatColumns, FlatNames, FlatTask};
use clap::{ArgMatches, Command};

pub(crate) const COMMAND: CommandSpec = CommandSpec::reads("list", grammar, run);

/// Rows that are in memory at one time.
const PAGE: usize = 200;

fn grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Liệt kê nhiệm vụ; không lọc thì gồm cả việc đã xong",
        "List tasks; all of them (also completed ones) unless filtered",
    );
    grammar
        .command("list", about)
        .args(filters::args(grammar))
        .arg(grammar.order("due"))
        .arg(
            grammar
                .limit()
                .help(grammar.pick("Tối đa bao nhiêu dòng", "Show at most N rows")),
        )
        .args(table::args(grammar))
}

/// Prints the rows that were asked for.
fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let mut query = filters::query(context, matches)?;
    query.order = matches.get_one("order").copied().unwrap_or_default();
    let limit = matches
        .get_one::<u32>("limit")
        .map(|n| usize::try_from(*n).unwrap_or(usize::MAX));
    let context = &*context;
    let target = OutputTarget::of(matches, out, context.lang)?;
    target.print(context, out, |out| match target.form {
        OutputFormat::Text => print_table(context, &query, limit, out),
        OutputFormat::Json => as_json(context, &query, limit, out),
        // Scripts read it: its names and its comma stay.
        OutputFormat::Table(TableFormat::Csv) => as_csv(context, &query, limit, out),
        OutputFormat::Table(format) => as_table(context, (&query, limit), format, out),
    })
}

/// Passes on every row of a query as scripts read it.
fn each_record(
    context: &Context,
    query: &Query,
    limit: Option<usize>,
    mut see: impl FnMut(&Record<'_>) -> Result,
) -> Result {
    pages(context, query, limit, |rows| {
        let beyond = context.store.list_details(rows).in_lang(context.lang)?;
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
            .in_lang(context.lang)?;
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

/// The same table as in an export, for people who count on with it.
fn as_table(
    context: &Context,
    (query, limit): (&Query, Option<usize>),
    format: TableFormat,
    out: &mut Out,
) -> Result {
    let Context { store, plan, .. } = context;
    let lang = context.lang;
    let areas = store.areas(plan.id).in_lang(lang)?;
    let sections = store.sections(plan.id).in_lang(lang)?;
    let units = store.units().in_lang(lang)?;
    let names = FlatNames {
        areas: &areas,
        sections: &sections,
        units: &units,
        day: context.today,
        soon_days: plan.settings.soon_days,
        lang,
    };
    let heads = FlatColumns::Now.heads(lang);
    let sheet = lang.pick("Nhiệm vụ", "Tasks");
    table::rows(format, (sheet, &heads), lang, out, |row| {
        pages(context, query, limit, |page| {
            for listed in page {
                if let Some(task) = store.task(listed.id).in_lang(lang)? {
                    row(&FlatColumns::Now.cells(&FlatTask::from(&task), &names))?;
                }
            }
            Ok(())
        })?;
        Ok(())
    })
}

/// Prints the rows of a query.
fn print_table(context: &Context, query: &Query, limit: Option<usize>, out: &mut Out) -> Result {
    let table = TaskTable::new(out.width);
    let mut counts = ShownCounts::default();
    let more = pages(context, query, limit, |rows| {
        for row in rows {
            if counts.shown == 0 {
                out.styled(Emphasis::Bold, &table.titles(context.lang))?;
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
            "Kế hoạch chưa có nhiệm vụ nào. Nhập từ tệp: cchc import TỆP, hoặc thêm từng nhiệm vụ: cchc add --section 2.1 \"Tên nhiệm vụ\"",
            "The plan has no tasks yet. Import a file: cchc import FILE, or add one: cchc add --section 2.1 \"Title\"",
        ));
    }
    out.line(&counts.sentence(all, context.lang))
}

/// How many tasks a query has; dropped ones are counted apart, here as everywhere.
fn all_but_dropped(context: &Context, query: &Query) -> Result<i64> {
    let count = |query: &Query| context.store.count(query).in_lang(context.lang);
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
    Ok(context.store.count(&all).in_lang(context.lang)? == 0)
}

/// What the last line of a table counts.
#[derive(Default)]
struct ShownCounts {
    shown: i64,
    dropped: i64,
    done: i64,
    overdue: i64,
    soon: i64,
}

impl ShownCounts {
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
