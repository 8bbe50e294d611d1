//! `cchc note` and `cchc evidence`: what people write down about a task, and what proves it.

use super::args::{DATE, Grammar, NUMBER, TEXT};
use super::context::Context;
use super::output::Out;
use super::{apply, input, lookup, remove, values};
use crate::domain::amendment::Amendment;
use crate::domain::change::{Change, Field};
use crate::domain::note::NoteKind;
use crate::domain::task::Task;
use crate::domain::text::{NOTE_MAX, Shape};
use crate::error::{AppError, Kind};
use crate::present::lang::{Bi, bi};
use crate::present::messages::activity;
use clap::{Arg, ArgMatches, Command, value_parser};

/// The words of `note`.
pub fn note_grammar(words: Grammar) -> Command {
    let about = bi("Ghi chú vào nhiệm vụ", "Add a note to a task");
    words
        .command("note", about)
        .arg(words.code())
        .arg(words.place(
            "text",
            TEXT,
            bi(
                "Nội dung; \"-\" là đọc từ đầu vào chuẩn (stdin)",
                "Text; \"-\" reads standard input",
            ),
        ))
        .arg(
            words
                .named("kind", bi("LOẠI", "TYPE"), values::NOTE_KINDS, bi("", ""))
                .default_value("note"),
        )
        .arg(words.flag(
            "answers",
            bi(
                "Trả lời vướng mắc cũ nhất đang mở",
                "Answer the oldest open difficulty",
            ),
        ))
}

/// The words of `evidence`.
pub fn evidence_grammar(words: Grammar) -> Command {
    let about = bi(
        "Thêm, sửa, gỡ bỏ minh chứng (không nhập văn bản mật)",
        "Add, correct or remove evidence (no classified documents)",
    );
    words
        .command("evidence", about)
        .arg(words.code())
        .arg(
            words
                .place(
                    "number",
                    NUMBER,
                    bi("Số, ký hiệu văn bản", "Document number"),
                )
                .required(false)
                .required_unless_present_any(["edit", "remove"]),
        )
        .arg(words.option("date", DATE, bi("Ngày văn bản", "Document date")))
        .arg(words.option("summary", TEXT, bi("Trích yếu", "Document summary")))
        .arg(words.option("path", bi("TỆP", "FILE"), bi("Đường dẫn tệp", "File path")))
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
        .arg(remove::reason(words))
}

/// Which of the documents, counted from 1 as `show` does.
fn nth(words: Grammar, name: &'static str, help: Bi) -> Arg {
    words
        .option(name, NUMBER, help)
        .value_parser(value_parser!(u32).range(1..))
        .requires("reason")
}

/// Writes a note, or the answer to a difficulty.
pub fn note(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    let lang = context.lang;
    let task = lookup::task_before(context, matches, "note", "text")?;
    let typed = match input::given(matches, "text") {
        Some("-") => input::note_from_stdin(lang)?,
        typed => typed.unwrap_or_default().to_owned(),
    };
    let body = input::gate(&typed, Field::Note, Shape::Lines, NOTE_MAX, lang)?;
    let mut answers = None;
    if matches.get_flag("answers") {
        // Notes come newest first.
        let oldest = task.notes.iter().rev().find(|note| note.open);
        let code = &task.row.code;
        let found = oldest.ok_or_else(|| {
            AppError::new(
                Kind::Refused,
                lang.pick(
                    format!("Nhiệm vụ {code} không có vướng mắc nào đang mở."),
                    format!("Task {code} has no open difficulty."),
                ),
            )
            .hint(lang.pick("Hãy bỏ --answers.", "Leave out --answers."))
        })?;
        answers = Some(found.id);
    }
    let kind = input::given(matches, "kind").and_then(NoteKind::parse);
    let change = Change::AddNote {
        task: task.row.id,
        kind: kind.unwrap_or_default(),
        body,
        answers,
    };
    apply::on_task(context, task.row.id, &[change], out)
}

/// Adds a document, corrects or removes one.
pub fn evidence(
    context: &mut Context,
    matches: &ArgMatches,
    out: &mut Out,
) -> Result<(), AppError> {
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
fn point_out(context: &Context, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    let path = input::given(matches, "path").unwrap_or_default().trim();
    if path.is_empty() || context.store.finds_file(path) {
        return Ok(());
    }
    out.line(&activity::no_such_file(path, context.lang))
}

/// What is to be corrected or removed, where that is asked for. What is not named stays; an empty
/// text takes a part away.
fn amendment(
    context: &Context,
    matches: &ArgMatches,
    task: &Task,
) -> Result<Option<Amendment>, AppError> {
    let lang = context.lang;
    let place = |name| matches.get_one::<u32>(name).copied();
    let Some(nth) = place("edit").or(place("remove")) else {
        return Ok(None);
    };
    let at = usize::try_from(nth).unwrap_or(usize::MAX);
    let Some(seen) = task.evidence.get(at - 1) else {
        let (code, n) = (&task.row.code, task.evidence.len());
        return Err(AppError::new(
            Kind::NotFound,
            lang.pick(
                format!("Nhiệm vụ {code} không có minh chứng thứ {nth}; hiện có {n}."),
                format!("Task {code} has no evidence number {nth}; it has {n}."),
            ),
        )
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
