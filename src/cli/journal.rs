//! `cchc undo`, `cchc redo`, `cchc log`: one's own last act taken back, done again, and the list of
//! all acts.

use super::args::{DATE, Grammar, NUMBER};
use super::context::Context;
use super::output::Out;
use super::record::{json, moment};
use super::{act, find, input};
use crate::domain::history::Entry;
use crate::error::{AppError, Say};
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::text::{cut, pad};
use crate::present::words::{deeds, history};
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
            "Cả khi việc đó từ ngày khác",
            "Also if it is from another day",
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
        let told = AppError::from((error, lang));
        match (asks, undo) {
            (false, _) => told,
            (true, true) => told.hint(lang.pick(
                "Nếu muốn hoàn tác việc đó: cchc undo --yes.",
                "To undo it all the same: cchc undo --yes.",
            )),
            (true, false) => told.hint(lang.pick(
                "Nếu muốn làm lại việc đó: cchc redo --yes.",
                "To redo it all the same: cchc redo --yes.",
            )),
        }
    })?;
    context.saved = true;
    let entries = act::again(context.store.rows_of(receipt.act), lang)?;
    let said = deeds::turned(undo, receipt.kind, &receipt.tasks, &entries, lang);
    let way = if undo {
        lang.pick(" — làm lại: cchc redo", " — redo: cchc redo")
    } else {
        act::way_back(context)
    };
    out.line(&format!("{said}{way}"))
}

/// Prints the journal, of one task or of all.
pub fn log(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    let lang = context.lang;
    let since = input::optional_day(context, matches, "since")?;
    let limit = matches.get_one::<u32>("limit").copied().unwrap_or(50);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    // One more than asked tells whether there are older ones.
    let mut entries = match input::given(matches, "code") {
        Some(typed) => {
            let task = match context.store.find_removed(typed).say(lang)? {
                Some(removed) => removed.id,
                None => find::task(context, typed)?.row.id,
            };
            context.store.history(task, limit + 1)
        }
        None => context.store.log(since, limit + 1),
    }
    .say(lang)?;
    entries.retain(|entry| since.is_none_or(|since| entry.day >= since));
    let more = entries.len() > limit;
    entries.truncate(limit);
    if input::given(matches, "format") == Some("json") {
        return as_json(&entries, lang, out);
    }
    for entry in &entries {
        let line = told(entry, lang);
        let line = if out.terminal {
            cut(&line, out.width).into_owned()
        } else {
            line
        };
        out.line(&line)?;
    }
    match (entries.is_empty(), more) {
        (true, _) => out.line(lang.pick("Không có thay đổi nào.", "No changes.")),
        (_, true) => out.line(lang.pick(
            "… còn nữa; thêm --limit để xem",
            "… more entries; use --limit to see them",
        )),
        _ => Ok(()),
    }
}

/// "11/06/2021  2.3.1-05  Lan (vanphong): Đã xong · …".
fn told(entry: &Entry, lang: Lang) -> String {
    let code = entry.code().unwrap_or_default();
    let (day, code) = (dates::full(entry.day), pad(code, 9));
    format!(
        "{day}  {code}  {}: {}",
        entry.actor,
        history::sentence(entry, lang)
    )
}

fn as_json(entries: &[Entry], lang: Lang, out: &mut Out) -> Result<(), AppError> {
    let mut lead = "[\n";
    for entry in entries {
        out.write(std::mem::replace(&mut lead, ",\n"))?;
        out.write(&json(&entry_json(entry, lang)))?;
    }
    out.write(if entries.is_empty() { "[]\n" } else { "\n]\n" })
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
