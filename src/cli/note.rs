//! `cchc note` and `cchc evidence`: what people write down about a task, and what proves it.

use super::args::{DATE, Grammar, NUMBER, TEXT};
use super::context::Context;
use super::output::Out;
use super::{act, find, input, values};
use crate::domain::change::{Change, Field};
use crate::domain::note::NoteKind;
use crate::domain::text::{NOTE_MAX, Shape};
use crate::error::{AppError, Kind};
use crate::present::lang::bi;
use clap::{ArgMatches, Command};

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
        "Thêm minh chứng (không nhập văn bản mật)",
        "Add evidence of completion (no classified documents)",
    );
    words
        .command("evidence", about)
        .arg(words.code())
        .arg(words.place(
            "number",
            NUMBER,
            bi("Số, ký hiệu văn bản", "Document number"),
        ))
        .arg(words.option("date", DATE, bi("Ngày văn bản", "Document date")))
        .arg(words.option("summary", TEXT, bi("Trích yếu", "Document summary")))
        .arg(words.option("path", bi("TỆP", "FILE"), bi("Đường dẫn tệp", "File path")))
}

/// Writes a note, or the answer to a difficulty.
pub fn note(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result<(), AppError> {
    let lang = context.lang;
    let task = find::task_before(context, matches, "note", "text")?;
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
    act::on_task(context, task.row.id, &[change], out)
}

/// Adds a document.
pub fn evidence(
    context: &mut Context,
    matches: &ArgMatches,
    out: &mut Out,
) -> Result<(), AppError> {
    let lang = context.lang;
    let task = find::task_before(context, matches, "evidence", "number")?;
    let task = task.row.id;
    let change = Change::AddEvidence {
        task,
        number: input::required(matches, "number", Field::EvidenceNumber, lang)?,
        dated_on: input::optional_day(context, matches, "date")?,
        summary: input::optional(matches, "summary", Field::EvidenceSummary, lang)?,
        path: input::optional(matches, "path", Field::EvidencePath, lang)?,
    };
    act::on_task(context, task, &[change], out)
}
