//! `cchc undo`, `cchc redo`, `cchc log`: one's own last act taken back, done again, and the list of
//! all acts.

use super::args::{DATE, Grammar, NUMBER};
use super::context::Context;
use super::output::Out;
use super::record::{json, moment};
use super::{apply, input, lookup};
use crate::domain::history::Entry;
use crate::error::{AppError, Say};
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::messages::{activity, history};
use crate::present::text::{cut, pad};
use crate::store::{Consent, StoreError};
use clap::{Arg, ArgMatches, Command, value_parser};

/// The words of `undo`.
pub fn undo_grammar(words: Grammar) -> Command {
    let about = bi(
        "Hoàn tác thao tác gần nhất của bạn",
        "Undo your last change",
    );
    words.command("undo", about).arg(agreed(words))
}

/// The words of `redo`.
pub fn redo_grammar(words: Grammar) -> Command {
    let about = bi("Làm lại thao tác vừa hoàn tác", "Redo");
    words.command("redo", about).arg(agreed(words))
}

fn agreed(words: Grammar) -> Arg {
    words.flag(
        "yes",
        bi(
            "Đồng ý cả khi thao tác thuộc ngày khác",
            "Confirm a change made on another day",
        ),
    )
}

/// The words of `log`.
pub fn log_grammar(words: Grammar) -> Command {
    let about = bi(
        "Xem nhật ký thay đổi, mới nhất trước",
        "Show the changes, newest first",
    );
    words
        .command("log", about)
        .arg(words.code().required(false))
        .arg(words.option("since", DATE, bi("Từ ngày này", "Since this date")))
        .arg(
            words
                .option(
                    "limit",
                    NUMBER,
                    bi(
                        "Tối đa bao nhiêu dòng (mặc định: 50)",
                        "Show at most N rows (default: 50)",
                    ),
                )
                .value_parser(value_parser!(u32).range(1..=1_000_000))
                .default_value("50"),
        )
        .arg(
            words
                .choice(
                    "format",
                    bi("CÁCH", "HOW"),
                    &["text", "json"],
                    bi("Dạng: text, json", "Format: text, json"),
                )
                .default_value("text"),
        )
}

/// Takes back.
pub fn undo(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    back(context, matches, true, out)
}

/// Does again.
pub fn redo(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    back(context, matches, false, out)
}

fn back(
    context: &mut Context,
    matches: &ArgMatches,
    undo: bool,
    out: &mut Out,
) -> Result<(), AppError> {
    let (stamp, lang) = (context.stamp(), context.lang);
    let consent = match matches.get_flag("yes") {
        true => Consent::Any,
        false => Consent::SameDay,
    };
    let turned = if undo {
        context.store.undo_with(&stamp, consent)
    } else {
        context.store.redo_with(&stamp, consent)
    };
    let receipt = turned.map_err(|error| {
        let asks = matches!(error, StoreError::OfAnotherDay(_));
        let error = AppError::from((error, lang));
        match (asks, undo) {
            (false, _) => error,
            (true, true) => error.hint(lang.pick(
                "Nếu muốn hoàn tác việc đó: cchc undo --yes.",
                "To undo it anyway: cchc undo --yes.",
            )),
            (true, false) => error.hint(lang.pick(
                "Nếu muốn làm lại việc đó: cchc redo --yes.",
                "To redo it anyway: cchc redo --yes.",
            )),
        }
    })?;
    context.saved = true;
    let entries = apply::again(context.store.entries_of(receipt.act), lang)?;
    let sentence = activity::taken_back(undo, receipt.kind, &receipt.tasks, &entries, lang);
    let way = if undo {
        lang.pick(" — làm lại: cchc redo", " — redo: cchc redo")
    } else {
        apply::way_back(context)
    };
    out.line(&format!("{sentence}{way}"))
}

/// Prints the journal, of one task or of all.
pub fn log(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
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
    let as_json = input::given(matches, "format") == Some("json");
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

/// What stands behind the entries.
fn end(count: usize, more: bool, as_json: bool, lang: Lang, out: &mut Out) -> Result<(), AppError> {
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

/// An entry as scripts read it. "told" is the only part that depends on the language.
pub fn entry_json(entry: &Entry, lang: Lang) -> serde_json::Value {
    let edits: Vec<_> = entry
        .edits
        .iter()
        .map(|edit| {
            serde_json::json!({
                "table": edit.table, "row": edit.id, "before": edit.before, "after": edit.after,
            })
        })
        .collect();
    serde_json::json!({
        "id": entry.id,
        "act": entry.act,
        "kind": entry.kind.as_str(),
        "target_act": entry.target,
        "task": entry.code(),
        "account": entry.actor.account,
        "person": entry.actor.person,
        "recorded_at": moment(entry.recorded_at),
        "day": entry.day,
        "told": history::what(entry, lang),
        "edits": edits,
    })
}
