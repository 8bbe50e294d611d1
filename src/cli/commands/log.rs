//! `cchc log`: the list of all changes, or of those of one task.

use crate::cli::context::Context;
use crate::cli::grammar::{CommandSpec, Grammar, NUMBER, NameParser, NameParserOr};
use crate::cli::output::Out;
use crate::cli::record::{JsonList, entry_json};
use crate::cli::table::{self, OutputFormat, OutputTarget, rows};
use crate::cli::{input, lookup};
use crate::domain::day::office_time;
use crate::domain::journal::JournalEntry;
use crate::domain::journal_query::{JournalQuery, JournalStart, Since};
use crate::domain::text::fold;
use crate::error::{AppErrorKind, InLang, Result};
use crate::formats::table::TableFormat;
use crate::paths;
use crate::present::lang::{Bi, bi};
use crate::present::messages::journal;
use crate::present::names::STARTS;
use crate::present::text::cut;
use crate::report::document::{Align, TableColumn, TableValue};
use crate::visits::Visits;
use clap::{Arg, ArgMatches, Command, value_parser};

pub(crate) const COMMAND: CommandSpec = CommandSpec::reads("log", grammar, run);

fn grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Xem nhật ký thay đổi, mới nhất trước",
        "Show the changes, newest first",
    );
    grammar
        .command("log", about)
        .args([
            grammar.code().required(false),
            since_option(grammar),
            grammar
                .option("person", bi("TÊN", "NAME"))
                .help(grammar.pick("Chỉ của người này", "By this person only")),
            grammar.lead(),
            grammar.area(),
            grammar
                .flag("hide-undone")
                .help(grammar.pick("Bỏ những việc đã hoàn tác", "Leave out what was undone")),
            grammar
                .option("limit", NUMBER)
                .help(grammar.pick(
                    "Tối đa bao nhiêu dòng (mặc định: 50)",
                    "Show at most N rows (default: 50)",
                ))
                .value_parser(value_parser!(u32).range(1..=1_000_000))
                .default_value("50"),
        ])
        .args(table::args(grammar))
}

fn since_option(grammar: Grammar) -> Arg {
    let starts = NameParser::of(&STARTS, grammar.0);
    let offered = starts.offered();
    grammar
        .option("since", bi("TỪ_KHI_NÀO", "WHEN"))
        .value_parser(NameParserOr(starts))
        .hide_possible_values(true)
        .help(grammar.pick(
            format!("Từ ngày này, hoặc:\n{offered}"),
            format!("Since this date, or:\n{offered}"),
        ))
}

/// Prints the journal, of one task or of all.
fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let context = &*context;
    let target = OutputTarget::of(matches, out, context.lang)?;
    let query = query(context, matches)?;
    let limit = matches.get_one::<u32>("limit").copied().unwrap_or(50);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    target.print(context, out, |out| match target.form {
        OutputFormat::Text => print_text(context, &query, limit, out),
        OutputFormat::Json => print_json(context, &query, limit, out),
        OutputFormat::Table(format) => print_table(context, (&query, limit), format, out),
    })
}

fn print_text(context: &Context, query: &JournalQuery, limit: usize, out: &mut Out) -> Result {
    let lang = context.lang;
    let mut count = 0;
    let more = entries(context, query, limit, |entry| {
        count += 1;
        let line = journal::line_with_code(entry, lang);
        match out.terminal {
            true => out.line(&cut(&line, out.width)),
            false => out.line(&line),
        }
    })?;
    match (count, more) {
        (0, _) => out.line(lang.pick("Không có thay đổi nào.", "No changes.")),
        (_, true) => out.line(lang.pick(
            "… còn nữa; thêm --limit để xem",
            "… more entries; use --limit to see them",
        )),
        (_, false) => Ok(()),
    }
}

fn print_json(context: &Context, query: &JournalQuery, limit: usize, out: &mut Out) -> Result {
    let mut list = JsonList::default();
    entries(context, query, limit, |entry| {
        list.push(&entry_json(entry, context.lang), out)
    })?;
    list.end(out)
}

/// What spreadsheets get of a change, each with its width.
const COLUMNS: [(Bi, u32); 6] = [
    (bi("Ngày", "Date"), 12),
    (bi("Ghi lúc", "Recorded"), 18),
    (bi("Người", "Person"), 16),
    (bi("Tài khoản", "Account"), 14),
    (bi("Mã", "Code"), 12),
    (bi("Thay đổi", "Change"), 90),
];

fn print_table(
    context: &Context,
    (query, limit): (&JournalQuery, usize),
    format: TableFormat,
    out: &mut Out,
) -> Result {
    let lang = context.lang;
    let columns =
        COLUMNS.map(|(title, width)| TableColumn::new(title.get(lang), width, Align::Left));
    let name = lang.pick("Thay đổi", "Changes");
    rows(format, (name, &columns), lang, out, |row| {
        entries(context, query, limit, |entry| {
            let recorded = office_time(entry.recorded_at).format("%H:%M %d/%m/%Y");
            row(&[
                TableValue::Day(entry.day),
                recorded.to_string().into(),
                entry.actor.person.as_str().into(),
                entry.actor.account.as_str().into(),
                entry.code().unwrap_or_default().into(),
                journal::sentence(entry, lang).into(),
            ])
        })?;
        Ok(())
    })
}

/// Which changes are asked for.
fn query(context: &Context, matches: &ArgMatches) -> Result<JournalQuery> {
    let lang = context.lang;
    let task = match input::value(matches, "code") {
        Some(typed) => Some(match context.store.find_removed(typed).in_lang(lang)? {
            Some(removed) => removed.id,
            None => lookup::task(context, typed)?.row.id,
        }),
        None => None,
    };
    let person = input::value(matches, "person");
    let unit = input::value(matches, "unit");
    let area = input::value(matches, "area");
    let area = area.map(|typed| lookup::area(context, typed)).transpose()?;
    Ok(JournalQuery {
        since: since(context, matches)?,
        person: person.map(|typed| signer(context, typed)).transpose()?,
        unit: unit
            .map(|typed| lookup::unit(context, typed).map(|unit| unit.id))
            .transpose()?,
        area: area.flatten().map(|area| area.id),
        task,
        standing: matches.get_flag("hide-undone"),
    })
}

fn since(context: &Context, matches: &ArgMatches) -> Result<Since> {
    let lang = context.lang;
    let start = match matches.get_one::<Result<JournalStart, String>>("since") {
        None => return Ok(Since::Beginning),
        Some(Ok(start)) => *start,
        Some(Err(day)) => JournalStart::Day(input::day(context, day)?),
    };
    let visits = Visits::new(paths::visits(), context.store.path());
    let visit = visits.last(&context.actor().to_string());
    let visit = visit.as_ref().map(|visit| (visit.row, visit.hash.as_str()));
    let at = (context.plan.id, context.today);
    let found = context.store.locate(start, at, visit).in_lang(lang)?;
    found.map(|(since, _)| since).ok_or_else(|| {
        AppErrorKind::NotFound.error(match start {
            JournalStart::LastReview => lang.pick(
                "Chưa có cuộc giao ban nào.",
                "There has been no review yet.",
            ),
            _ => lang.pick(
                "Chưa biết lần xem trước của bạn: mở màn hình (cchc) một lần.",
                "Your last visit is not known yet: open the app (run cchc) once.",
            ),
        })
    })
}

/// Whoever has written under that name, with or without accents and capitals.
fn signer(context: &Context, typed: &str) -> Result<String> {
    let lang = context.lang;
    let all = context.store.signers().in_lang(lang)?;
    let exact = all.iter().find(|name| *name == typed);
    let wanted = fold(typed);
    let alike = || all.iter().find(|name| fold(name) == wanted);
    exact.or_else(alike).cloned().ok_or_else(|| {
        let known = all.join(", ");
        let missing = lookup::missing(lang.pick("thay đổi của", "change by"), typed, lang);
        missing.hint(lang.pick(
            format!("Đã có thay đổi của: {known}."),
            format!("There are changes by: {known}."),
        ))
    })
}

/// Passes on changes, the newest first, few at a time however many are asked for. Returns whether there
/// are more.
fn entries(
    context: &Context,
    query: &JournalQuery,
    limit: usize,
    mut see: impl FnMut(&JournalEntry) -> Result,
) -> Result<bool> {
    let (mut left, mut before) = (limit, Some(i64::MAX));
    while let Some(row) = before {
        // One further shows whether there are more.
        let most = PAGE.min(left + 1);
        let page = context
            .store
            .journal_page(query, row, most)
            .in_lang(context.lang)?;
        for entry in &page.entries {
            if left == 0 {
                return Ok(true);
            }
            see(entry)?;
            left -= 1;
        }
        before = page.next;
    }
    Ok(false)
}

/// How many entries are held at a time.
const PAGE: usize = 500;
