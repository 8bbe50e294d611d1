//! `cchc log`: the list of all changes, or of those of one task.

use crate::cli::context::Context;
use crate::cli::grammar::{DATE, Grammar, NUMBER, Spec};
use crate::cli::output::Out;
use crate::cli::record::{JsonList, entry_json};
use crate::cli::{input, lookup};
use crate::error::{Result, Say};
use crate::present::lang::bi;
use crate::present::messages::history;
use crate::present::text::cut;
use clap::{ArgMatches, Command, value_parser};

pub const COMMAND: Spec = Spec::reads("log", grammar, run);

fn grammar(words: Grammar) -> Command {
    let about = bi(
        "Xem nhật ký thay đổi, mới nhất trước",
        "Show the changes, newest first",
    );
    words.command("log", about).args([
        words.code().required(false),
        words
            .option("since", DATE)
            .help(words.pick("Từ ngày này", "Since this date")),
        words
            .option("limit", NUMBER)
            .help(words.pick(
                "Tối đa bao nhiêu dòng (mặc định: 50)",
                "Show at most N rows (default: 50)",
            ))
            .value_parser(value_parser!(u32).range(1..=1_000_000))
            .default_value("50"),
        words.text_or_json(),
    ])
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
    let mut list = input::wants_json(matches).then(JsonList::default);
    let (mut count, mut last) = (0, i64::MAX);
    let more = loop {
        let most = PAGE.min(limit - count);
        // One entry further shows whether there are more.
        let entries = context.store.log_before(last, task, since, most + 1);
        let entries = entries.say(lang)?;
        for entry in entries.iter().take(most) {
            match &mut list {
                Some(list) => list.push(&entry_json(entry, lang), out)?,
                None if out.terminal => {
                    out.line(&cut(&history::line_with_code(entry, lang), out.width))?
                }
                None => out.line(&history::line_with_code(entry, lang))?,
            }
            (count, last) = (count + 1, entry.id);
        }
        if entries.len() <= most || count == limit {
            break entries.len() > most;
        }
    };
    match list {
        Some(list) => list.end(out),
        None if count == 0 => out.line(lang.pick("Không có thay đổi nào.", "No changes.")),
        None if more => out.line(lang.pick(
            "… còn nữa; thêm --limit để xem",
            "… more entries; use --limit to see them",
        )),
        None => Ok(()),
    }
}

/// How many entries are held at a time, however many are asked for.
const PAGE: usize = 500;
