//! `cchc evidence`: the documents that prove what was done.

use crate::cli::context::Context;
use crate::cli::grammar::{DATE, Grammar, NUMBER, TEXT};
use crate::cli::output::Out;
use crate::cli::spec::Spec;
use crate::cli::{apply, input, lookup};
use crate::domain::change::Amendment;
use crate::domain::change::{Change, Field};
use crate::domain::task::Task;
use crate::error::{Kind, Result};
use crate::present::lang::{Bi, bi};
use crate::present::messages::activity;
use clap::{Arg, ArgMatches, Command, value_parser};

pub const COMMAND: Spec = Spec::writes("evidence", grammar, run);

fn grammar(words: Grammar) -> Command {
    words
        .command("evidence")
        .about(words.pick(
            "Thêm, sửa, gỡ bỏ minh chứng (không nhập văn bản mật)",
            "Add, correct or remove evidence (no classified documents)",
        ))
        .arg(words.code())
        .arg(
            words
                .place("number", NUMBER)
                .help(words.pick("Số, ký hiệu văn bản", "Document number"))
                .required(false)
                .required_unless_present_any(["edit", "remove"]),
        )
        .arg(
            words
                .option("date", DATE)
                .help(words.pick("Ngày văn bản", "Document date")),
        )
        .arg(
            words
                .option("summary", TEXT)
                .help(words.pick("Trích yếu", "Document summary")),
        )
        .arg(
            words
                .option("path", bi("TỆP", "FILE"))
                .help(words.pick("Đường dẫn tệp", "File path")),
        )
        .arg(nth(
            words,
            "edit",
            bi(
                "Sửa minh chứng thứ mấy (theo cchc show)",
                "Correct the evidence with this number (see cchc show)",
            ),
        ))
        .arg(
            nth(
                words,
                "remove",
                bi(
                    "Gỡ bỏ minh chứng thứ mấy",
                    "Remove the evidence with this number",
                ),
            )
            .conflicts_with_all(["edit", "number", "date", "summary", "path"]),
        )
        .arg(words.reason())
}

/// Which of the documents, counted from 1 as `show` does.
fn nth(words: Grammar, name: &'static str, help: Bi) -> Arg {
    words
        .option(name, NUMBER)
        .help(help.get(words.0))
        .value_parser(value_parser!(u32).range(1..))
        .requires("reason")
}

/// Adds a document, corrects or removes one.
fn run(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let found = lookup::task_before(context, matches, "evidence", "number")?;
    let task = found.row.id;
    if let Some(what) = amendment(context, matches, &found)? {
        let change = Change::Amend {
            task,
            what,
            reason: input::required(matches, "reason", Field::Reason, lang)?,
        };
        apply::on_task(context, task, &[change], out)?;
        return point_out(context, matches, out);
    }
    let change = Change::AddEvidence {
        task,
        number: input::required(matches, "number", Field::EvidenceNumber, lang)?,
        dated_on: input::optional_day(context, matches, "date")?,
        summary: input::optional(matches, "summary", Field::EvidenceSummary, lang)?,
        path: input::optional(matches, "path", Field::EvidencePath, lang)?,
    };
    apply::on_task(context, task, &[change], out)?;
    point_out(context, matches, out)
}

/// Says that the file that was named is not there, which hinders nothing.
fn point_out(context: &Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let path = input::given(matches, "path").unwrap_or_default().trim();
    if path.is_empty() || context.store.finds_file(path) {
        return Ok(());
    }
    out.line(&activity::no_such_file(path, context.lang))
}

/// What is to be corrected or removed, where that is asked for. What is not named stays; an empty
/// text takes a part away.
fn amendment(context: &Context, matches: &ArgMatches, task: &Task) -> Result<Option<Amendment>> {
    let lang = context.lang;
    let place = |name| matches.get_one::<u32>(name).copied();
    let Some(nth) = place("edit").or(place("remove")) else {
        return Ok(None);
    };
    let at = usize::try_from(nth).unwrap_or(usize::MAX);
    let Some(seen) = task.evidence.get(at - 1) else {
        let (code, n) = (&task.row.code, task.evidence.len());
        return Err(Kind::NotFound
            .error(lang.pick(
                format!("Nhiệm vụ {code} không có minh chứng thứ {nth}; hiện có {n}."),
                format!("Task {code} has no evidence number {nth}; it has {n}."),
            ))
            .hint(lang.pick(
                format!("Xem: cchc show {code}."),
                format!("See all of them: cchc show {code}."),
            )));
    };
    let seen = Box::new(seen.clone());
    if place("remove").is_some() {
        return Ok(Some(Amendment::RemoveEvidence { seen }));
    }
    let mut to = seen.clone();
    if let Some(number) = input::optional(matches, "number", Field::EvidenceNumber, lang)? {
        to.number = number;
    }
    if let Some(day) = input::optional_day(context, matches, "date")? {
        to.dated_on = Some(day);
    }
    if input::given(matches, "summary").is_some() {
        to.summary = input::optional(matches, "summary", Field::EvidenceSummary, lang)?;
    }
    if input::given(matches, "path").is_some() {
        to.path = input::optional(matches, "path", Field::EvidencePath, lang)?;
    }
    Ok(Some(Amendment::CorrectEvidence { seen, to }))
}
