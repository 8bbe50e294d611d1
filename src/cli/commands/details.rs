//! `cchc note`, `cchc evidence`, `cchc step`: what a task has beside its own texts: notes, documents
//! that prove what was done, steps.

use crate::cli::context::Context;
use crate::cli::grammar::{DATE, FILE, Grammar, NUMBER, Named, Spec, TEXT};
use crate::cli::output::Out;
use crate::cli::{apply, input, lookup, parts};
use crate::domain::change::{Amendment, Change};
use crate::domain::note::{Evidence, Step};
use crate::domain::parts::{Field, Part};
use crate::domain::task::Task;
use crate::domain::text::{NOTE_MAX, Shape, TITLE_MAX};
use crate::error::{Kind, Result};
use crate::present::lang::{Bi, Lang, bi};
use crate::present::messages::activity;
use crate::present::names::NOTE_KINDS;
use clap::{Arg, ArgMatches, Command, value_parser};

pub const NOTE: Spec = Spec::writes("note", note_grammar, note);
pub const EVIDENCE: Spec = Spec::writes("evidence", evidence_grammar, evidence);
pub const STEP: Spec = Spec::writes("step", step_grammar, step);

fn note_grammar(words: Grammar) -> Command {
    let kinds = Named::of(&NOTE_KINDS, words.0);
    let about = bi("Ghi chú vào nhiệm vụ", "Add a note to a task");
    words.command("note", about).args([
        words.code(),
        words.place("text", TEXT).help(words.pick(
            "Nội dung; \"-\" là đọc từ đầu vào chuẩn (stdin)",
            "Text; \"-\" reads standard input",
        )),
        words
            .named("kind", bi("LOẠI", "TYPE"), kinds, bi("", ""))
            .default_value("note"),
        words.flag("answers").help(words.pick(
            "Trả lời vướng mắc cũ nhất đang mở",
            "Answer the oldest open difficulty",
        )),
    ])
}

fn evidence_grammar(words: Grammar) -> Command {
    let about = bi(
        "Thêm, sửa, gỡ bỏ minh chứng (không nhập văn bản mật)",
        "Add, correct or remove evidence (no classified documents)",
    );
    // Which of the documents, counted from 1 as `show` does.
    let nth = |name, help: Bi| -> Arg {
        words
            .option(name, NUMBER)
            .help(help.get(words.0))
            .value_parser(value_parser!(u32).range(1..))
            .requires("reason")
    };
    let correct = bi(
        "Sửa minh chứng thứ mấy (theo cchc show)",
        "Correct the evidence with this number (see cchc show)",
    );
    let remove = bi(
        "Gỡ bỏ minh chứng thứ mấy",
        "Remove the evidence with this number",
    );
    words.command("evidence", about).args([
        words.code(),
        words
            .place("number", NUMBER)
            .help(words.pick("Số, ký hiệu văn bản", "Document number"))
            .required(false)
            .required_unless_present_any(["edit", "remove"]),
        words
            .option("date", DATE)
            .help(words.pick("Ngày văn bản", "Document date")),
        words
            .option("summary", TEXT)
            .help(words.pick("Trích yếu", "Document summary")),
        words
            .option("path", FILE)
            .help(words.pick("Đường dẫn tệp", "File path")),
        nth("edit", correct),
        nth("remove", remove).conflicts_with_all(["edit", "number", "date", "summary", "path"]),
        words.reason(),
    ])
}

fn step_grammar(words: Grammar) -> Command {
    let about = bi(
        "Đánh dấu xong, thêm, sửa hoặc gỡ bỏ một bước",
        "Tick, add, rename or remove a step",
    );
    words.command("step", about).args([
        words.code(),
        words
            .place("step", NUMBER)
            .help(words.pick("Bước thứ mấy (1, 2 …)", "Which step (1, 2 …)"))
            .value_parser(value_parser!(i64).range(1..))
            .required(false)
            .required_unless_present("add")
            .conflicts_with("add"),
        words
            .flag("undo")
            .help(words.pick("Bỏ đánh dấu", "Untick"))
            .conflicts_with("add"),
        words
            .option("add", TEXT)
            .help(words.pick("Thêm bước này vào cuối", "Add this step at the end")),
        words
            .option("rename", TEXT)
            .help(words.pick("Sửa tên bước", "Rename the step"))
            .conflicts_with_all(["add", "undo"])
            .requires("reason"),
        words
            .flag("remove")
            .help(words.pick("Gỡ bỏ bước thêm nhầm", "Remove the step"))
            .conflicts_with_all(["add", "undo", "rename"])
            .requires("reason"),
        words.reason(),
    ])
}

/// Writes a note, or the answer to a difficulty.
fn note(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let task = lookup::task_before(context, matches, "note", "text")?;
    let typed = match input::given(matches, "text") {
        Some("-") => input::note_from_stdin(lang)?,
        typed => typed.unwrap_or_default().to_owned(),
    };
    let body = input::checked(&typed, Field::Note, Shape::Lines, NOTE_MAX, lang)?;
    let mut answers = None;
    if matches.get_flag("answers") {
        // Notes come newest first.
        let oldest = task.notes.iter().rev().find(|note| note.open);
        let code = &task.row.code;
        let found = oldest.ok_or_else(|| {
            Kind::Refused
                .error(lang.pick(
                    format!("Nhiệm vụ {code} không có vướng mắc nào đang mở."),
                    format!("Task {code} has no open difficulty."),
                ))
                .hint(lang.pick("Hãy bỏ --answers.", "Leave out --answers."))
        })?;
        answers = Some(found.id);
    }
    let change = Change::AddNote {
        task: task.row.id,
        kind: matches.get_one("kind").copied().unwrap_or_default(),
        body,
        answers,
    };
    apply::on_task(context, task.row.id, &[change], out)
}

/// Adds a document, corrects or removes one.
fn evidence(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let found = lookup::task_before(context, matches, "evidence", "number")?;
    let task = found.row.id;
    let change = match document_amendment(context, matches, &found)? {
        Some(what) => Change::Amend {
            task,
            what,
            reason: input::required(matches, "reason", Field::Reason, lang)?,
        },
        None => Change::AddEvidence {
            task,
            number: input::required(matches, "number", Field::EvidenceNumber, lang)?,
            dated_on: input::optional_day(context, matches, "date")?,
            summary: input::optional(matches, "summary", Field::EvidenceSummary, lang)?,
            path: input::optional(matches, "path", Field::EvidencePath, lang)?,
        },
    };
    apply::on_task(context, task, &[change], out)?;
    // Evidence may name a file that is not there (yet).
    match input::given(matches, "path").map(str::trim) {
        Some(path) if !path.is_empty() && !context.store.finds_file(path) => {
            out.line(&activity::no_such_file(path, lang))
        }
        _ => Ok(()),
    }
}

/// What is to be corrected or removed, where that is asked for. What is not named stays; an empty
/// text takes a part away, but the number, which every document has.
fn document_amendment(
    context: &Context,
    matches: &ArgMatches,
    task: &Task,
) -> Result<Option<Amendment>> {
    let lang = context.lang;
    let place = |name| matches.get_one::<u32>(name).copied();
    let Some(nth) = place("edit").or(place("remove")) else {
        return Ok(None);
    };
    let at = usize::try_from(nth).unwrap_or(usize::MAX);
    let seen = task.evidence.get(at - 1).ok_or_else(|| {
        let name = lookup::PartName {
            place: bi("minh chứng thứ", "evidence number"),
            one: bi("minh chứng", "piece of evidence"),
            many: "pieces of evidence",
        };
        lookup::no_part(task, &name, nth.into(), task.evidence.len(), lang)
    })?;
    let seen = Box::new(seen.clone());
    if place("remove").is_some() {
        return Ok(Some(Amendment::RemoveEvidence { seen }));
    }
    let mut to = seen.clone();
    let option = |part: &Part<Evidence>| match part.field {
        Field::EvidenceDate => "date",
        _ => part.column.1,
    };
    parts::set(context, matches, option, &mut *to)?;
    if to.number.is_empty() {
        to.number.clone_from(&seen.number);
    }
    Ok(Some(Amendment::CorrectEvidence { seen, to }))
}

/// Ticks, unticks or adds.
fn step(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let task = lookup::named_task(context, matches)?;
    let id = task.row.id;
    if let Some(title) = input::given(matches, "add") {
        let title = input::checked(title, Field::Step, Shape::Line, TITLE_MAX, lang)?;
        return apply::on_task(context, id, &[Change::AddStep { task: id, title }], out);
    }
    let wanted = matches.get_one::<i64>("step").copied().unwrap_or_default();
    let step = task.steps.iter().find(|step| step.position == wanted);
    let step = step.ok_or_else(|| {
        let name = lookup::PartName {
            place: bi("bước", "step"),
            one: bi("bước", "step"),
            many: "steps",
        };
        lookup::no_part(&task, &name, wanted, task.steps.len(), lang)
    })?;
    let change = match step_amendment(matches, step, lang)? {
        Some(what) => Change::Amend {
            task: id,
            what,
            reason: input::required(matches, "reason", Field::Reason, lang)?,
        },
        None => Change::TickStep {
            task: id,
            step: step.id,
            done: !matches.get_flag("undo"),
            seen: step.done_on,
        },
    };
    apply::on_task(context, id, &[change], out)
}

/// What is to be corrected or removed of a step, where that is asked for.
fn step_amendment(matches: &ArgMatches, step: &Step, lang: Lang) -> Result<Option<Amendment>> {
    if matches.get_flag("remove") {
        return Ok(Some(Amendment::RemoveStep {
            step: step.id,
            seen: step.title.clone(),
            ticked: step.done_on,
        }));
    }
    let Some(title) = input::given(matches, "rename") else {
        return Ok(None);
    };
    Ok(Some(Amendment::RenameStep {
        step: step.id,
        seen: step.title.clone(),
        to: input::checked(title, Field::Step, Shape::Line, TITLE_MAX, lang)?,
    }))
}
