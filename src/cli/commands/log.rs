//! `cchc log`: the list of all changes, or of those of one task.

use crate::cli::context::Context;
use crate::cli::grammar::{DATE, Grammar, NUMBER};
use crate::cli::output::Out;
use crate::cli::record::{entry_json, json};
use crate::cli::spec::Spec;
use crate::cli::{input, lookup};
use crate::domain::history::Entry;
use crate::error::{Result, Say};
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::messages::history;
use crate::present::text::{cut, pad};
use clap::{ArgMatches, Command, value_parser};

pub const COMMAND: Spec = Spec::reads("log", grammar, run);

fn grammar(words: Grammar) -> Command {
    words
        .command("log")
        .about(words.pick(
            "Xem nhật ký thay đổi, mới nhất trước",
            "Show the changes, newest first",
        ))
        .arg(words.code().required(false))
        .arg(
            words
                .option("since", DATE)
                .help(words.pick("Từ ngày này", "Since this date")),
        )
        .arg(
            words
                .option("limit", NUMBER)
                .help(words.pick(
                    "Tối đa bao nhiêu dòng (mặc định: 50)",
                    "Show at most N rows (default: 50)",
                ))
                .value_parser(value_parser!(u32).range(1..=1_000_000))
                .default_value("50"),
        )
        .arg(words.text_or_json())
}

/// Prints the journal, of one task or of all.
fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let since = input::optional_day(context, matches, "since")?;
    let limit = matches.get_one::<u32>("limit").copied().unwrap_or(50);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let task = match input::given(matches, "code") {
        Some(typed) => Some(match context.store.find_removed(typed).say(lang)? {
            Some(removed) => removed.id,
            None => lookup::task(context, typed)?.row.id,
        }),
        None => None,
    };
    let as_json = input::wants_json(matches);
    let (mut count, mut last) = (0, i64::MAX);
    while count < limit {
        let most = PAGE.min(limit - count);
        let entries = context.store.log_before(last, task, since, most);
        let entries = entries.say(lang)?;
        for entry in &entries {
            if as_json {
                out.write(if count == 0 { "[\n" } else { ",\n" })?;
                out.write(&json(&entry_json(entry, lang)))?;
            } else if out.terminal {
                let line = entry_line(entry, lang);
                out.line(&cut(&line, out.width))?;
            } else {
                out.line(&entry_line(entry, lang))?;
            }
            (count, last) = (count + 1, entry.id);
        }
        if entries.len() < most {
            return end(count, false, as_json, lang, out);
        }
    }
    let older = context.store.log_before(last, task, since, 1).say(lang)?;
    end(count, !older.is_empty(), as_json, lang, out)
}

/// How many entries are held at a time, however many are asked for.
const PAGE: usize = 500;

/// What follows the entries.
fn end(count: usize, more: bool, as_json: bool, lang: Lang, out: &mut Out) -> Result {
    match (as_json, count, more) {
        (true, 0, _) => out.write("[]\n"),
        (true, _, _) => out.write("\n]\n"),
        (_, 0, _) => out.line(lang.pick("Không có thay đổi nào.", "No changes.")),
        (_, _, true) => out.line(lang.pick(
            "… còn nữa; thêm --limit để xem",
            "… more entries; use --limit to see them",
        )),
        _ => Ok(()),
    }
}

/// "11/06/2021  2.3.1-05  Lan (vanphong): Đã xong · …".
fn entry_line(entry: &Entry, lang: Lang) -> String {
    let code = entry.code().unwrap_or_default();
    let (day, code) = (dates::full(entry.day), pad(code, 9));
    format!(
        "{day}  {code}  {}{}: {}",
        history::recorded(entry, lang),
        entry.actor,
        history::sentence(entry, lang)
    )
}
