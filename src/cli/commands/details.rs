//! `cchc note`, `cchc evidence`, `cchc step`: what a task has beside its own texts: notes, documents
//! that prove what was done, steps.

use crate::cli::context::Context;
use crate::cli::grammar::{CommandSpec, DATE, FILE, Grammar, NUMBER, NameParser, TEXT};
use crate::cli::output::Out;
use crate::cli::{apply, input, lookup, part_options, selection, usage};
use crate::domain::change::{Amendment, Change};
use crate::domain::ids::NoteId;
use crate::domain::note::{Evidence, Step};
use crate::domain::parts::{Field, Part};
use crate::domain::task::Task;
use crate::domain::text::{LINE_MAX, NOTE_MAX, TITLE_MAX, TextShape};
use crate::error::{AppErrorKind, Result};
use crate::present::lang::{Bi, Lang, bi};
use crate::present::messages::acts;
use crate::present::names::NOTE_KINDS;
use clap::{Arg, ArgMatches, Command, value_parser};

pub(crate) const NOTE: CommandSpec = CommandSpec::writes("note", note_grammar, note);
pub(crate) const EVIDENCE: CommandSpec =
    CommandSpec::writes("evidence", evidence_grammar, evidence);
pub(crate) const STEP: CommandSpec = CommandSpec::writes("step", step_grammar, step);

fn note_grammar(grammar: Grammar) -> Command {
    let kinds = NameParser::of(&NOTE_KINDS, grammar.0);
    let about = bi("Ghi chú vào nhiệm vụ", "Add a note to a task");
    let value = bi("MÃ… VĂN_BẢN", "CODE… TEXT");
    let help = bi(
        "Mã nhiệm vụ, sau cùng là nội dung;\n\"-\" là đọc từ đầu vào chuẩn (stdin)",
        "Task codes, and last the text;\n\"-\" reads standard input",
    );
    let codes = selection::codes_and_text(grammar, value, help);
    grammar.command("note", about).args(codes).args([
        grammar
            .named("kind", bi("LOẠI", "TYPE"), kinds, bi("", ""))
            .default_value("note"),
        grammar.flag("answers").help(grammar.pick(
            "Trả lời vướng mắc cũ nhất đang mở",
            "Answer the oldest open difficulty",
        )),
    ])
}

fn evidence_grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Thêm, sửa, gỡ bỏ minh chứng (không nhập văn bản mật)",
        "Add, correct or remove evidence (no classified documents)",
    );
    // Which of the documents, counted from 1 as `show` does.
    let nth = |name, help: Bi| -> Arg {
        grammar
            .option(name, NUMBER)
            .help(help.get(grammar.0))
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
    let value = bi("MÃ… SỐ", "CODE… NUMBER");
    let help = bi(
        "Mã nhiệm vụ, sau cùng là số, ký hiệu văn bản",
        "Task codes, and last the document number",
    );
    let codes = selection::codes_and_text(grammar, value, help);
    let command = grammar.command("evidence", about).args(codes);
    command.args(document_options(grammar)).args([
        nth("edit", correct).conflicts_with("where"),
        nth("remove", remove).conflicts_with_all(["where", "edit", "date", "summary", "path"]),
        grammar.reason(),
    ])
}

fn document_options(grammar: Grammar) -> [Arg; 3] {
    [
        grammar
            .option("date", DATE)
            .help(grammar.pick("Ngày văn bản", "Document date")),
        grammar
            .option("summary", TEXT)
            .help(grammar.pick("Trích yếu", "Document summary")),
        grammar
            .option("path", FILE)
            .help(grammar.pick("Đường dẫn tệp", "File path")),
    ]
}

fn step_grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Đánh dấu xong, thêm, sửa hoặc gỡ bỏ một bước",
        "Tick, add, rename or remove a step",
    );
    let value = bi("MÃ… SỐ", "CODE… NUMBER");
    let help = bi(
        "Mã nhiệm vụ, sau cùng là bước thứ mấy (1, 2 …)",
        "Task codes, and last which step (1, 2 …)",
    );
    let [codes, filter, yes] = selection::codes_and_text(grammar, value, help);
    let codes = codes
        .required(false)
        .required_unless_present_all(["where", "add"]);
    grammar
        .command("step", about)
        .args([codes, filter, yes])
        .args(step_options(grammar))
}

fn step_options(grammar: Grammar) -> [Arg; 5] {
    [
        grammar
            .flag("undo")
            .help(grammar.pick("Bỏ đánh dấu", "Untick"))
            .conflicts_with("add"),
        grammar
            .option("add", TEXT)
            .help(grammar.pick("Thêm bước này vào cuối", "Add this step at the end")),
        grammar
            .option("rename", TEXT)
            .help(grammar.pick("Sửa tên bước", "Rename the step"))
            .conflicts_with_all(["add", "undo"])
            .requires("reason"),
        grammar
            .flag("remove")
            .help(grammar.pick("Gỡ bỏ bước thêm nhầm", "Remove the step"))
            .conflicts_with_all(["add", "undo", "rename"])
            .requires("reason"),
        grammar.reason(),
    ]
}

/// Writes a note, or the answer to a difficulty.
fn note(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let (chosen, typed) = selection::read_with_text(context, matches, "note", TEXT)?;
    let typed = match typed {
        "-" => input::note_from_stdin(lang)?,
        typed => typed.to_owned(),
    };
    let body = input::checked(&typed, Field::Note, TextShape::Lines, NOTE_MAX, lang)?;
    let mut changes = Vec::new();
    for task in &chosen.tasks {
        let answers = match matches.get_flag("answers") {
            true => Some(oldest_difficulty(task, lang)?),
            false => None,
        };
        changes.push(Change::AddNote {
            task: task.row.id,
            kind: matches.get_one("kind").copied().unwrap_or_default(),
            body: body.clone(),
            answers,
        });
    }
    selection::apply(context, matches, &chosen, changes, out)
}

/// The difficulty that an answer is for.
fn oldest_difficulty(task: &Task, lang: Lang) -> Result<NoteId> {
    // Notes come newest first.
    let oldest = task.notes.iter().rev().find(|note| note.open);
    let code = &task.row.code;
    let found = oldest.ok_or_else(|| {
        AppErrorKind::Refused
            .error(lang.pick(
                format!("Nhiệm vụ {code} không có vướng mắc nào đang mở."),
                format!("Task {code} has no open difficulty."),
            ))
            .hint(lang.pick("Hãy bỏ --answers.", "Leave out --answers."))
    })?;
    Ok(found.id)
}

/// Adds a document, corrects or removes one.
fn evidence(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    if matches.contains_id("edit") || matches.contains_id("remove") {
        amend_evidence(context, matches, out)?;
    } else {
        let (chosen, number) = selection::read_with_text(context, matches, "evidence", NUMBER)?;
        let number = input::checked(
            number,
            Field::EvidenceNumber,
            TextShape::Line,
            LINE_MAX,
            lang,
        )?;
        let dated_on = input::optional_day(context, matches, "date")?;
        let summary = input::optional(matches, "summary", Field::EvidenceSummary, lang)?;
        let path = input::optional(matches, "path", Field::EvidencePath, lang)?;
        let changes = chosen.tasks.iter().map(|task| Change::AddEvidence {
            task: task.row.id,
            number: number.clone(),
            dated_on,
            summary: summary.clone(),
            path: path.clone(),
        });
        selection::apply(context, matches, &chosen, changes, out)?;
    }
    // Evidence may name a file that is not there (yet).
    match input::value(matches, "path").map(str::trim) {
        Some(path) if !path.is_empty() && !context.store.finds_file(path) => {
            out.line(&acts::no_such_file(path, lang))
        }
        _ => Ok(()),
    }
}

/// Corrects or removes a document of one task.
fn amend_evidence(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let words: Vec<&String> = matches.get_many("code").unwrap_or_default().collect();
    let most = if matches.contains_id("remove") { 1 } else { 2 };
    if let Some(word) = words.get(most) {
        return Err(usage::unexpected(word, "evidence", lang));
    }
    let code = words.first().map_or("", |word| word.as_str());
    let number = words.get(1).map(|word| word.as_str());
    let found = lookup::task_before_text(context, code, "evidence", number.unwrap_or_default())?;
    let task = found.row.id;
    if let Some(what) = document_amendment(context, matches, number, &found)? {
        let reason = input::required(matches, "reason", Field::Reason, lang)?;
        let change = Change::Amend { task, what, reason };
        apply::to_task(context, task, &[change], out)?;
    }
    Ok(())
}

/// What is to be corrected or removed, where that is asked for. What is not named stays; an empty
/// text takes a part away, but the number, which every document has.
fn document_amendment(
    context: &Context,
    matches: &ArgMatches,
    number: Option<&str>,
    task: &Task,
) -> Result<Option<Amendment>> {
    let lang = context.lang;
    let place = |name| matches.get_one::<u32>(name).copied();
    let Some(nth) = place("edit").or(place("remove")) else {
        return Ok(None);
    };
    let seen = Box::new(nth_document(task, nth, lang)?.clone());
    if place("remove").is_some() {
        return Ok(Some(Amendment::RemoveEvidence { seen }));
    }
    let mut to = seen.clone();
    let option = |part: &Part<Evidence>| match part.field {
        Field::EvidenceDate => "date",
        // Typed by its place.
        Field::EvidenceNumber => "",
        _ => part.column.1,
    };
    part_options::apply(context, matches, option, &mut *to)?;
    if let Some(number) = number.filter(|number| !number.is_empty()) {
        to.number = input::checked(
            number,
            Field::EvidenceNumber,
            TextShape::Line,
            LINE_MAX,
            lang,
        )?;
    }
    Ok(Some(Amendment::CorrectEvidence { seen, to }))
}

/// A document of the task, counted from 1 as `show` does.
fn nth_document(task: &Task, nth: u32, lang: Lang) -> Result<&Evidence> {
    let at = usize::try_from(nth).unwrap_or(usize::MAX);
    task.evidence.get(at - 1).ok_or_else(|| {
        let name = lookup::PartName {
            place: bi("minh chứng thứ", "evidence number"),
            one: bi("minh chứng", "piece of evidence"),
            many: "pieces of evidence",
        };
        lookup::no_part(task, &name, nth.into(), task.evidence.len(), lang)
    })
}

/// Ticks, unticks or adds.
fn step(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    if let Some(title) = input::value(matches, "add") {
        let title = input::checked(title, Field::Step, TextShape::Line, TITLE_MAX, lang)?;
        let codes = matches.get_many::<String>("code");
        if let (true, Some(mut codes)) = (matches.contains_id("where"), codes) {
            let code = codes.next().map_or("", String::as_str);
            return Err(usage::unexpected(code, "step", lang));
        }
        let chosen = selection::read(context, matches)?;
        let changes = chosen.tasks.iter().map(|task| Change::AddStep {
            task: task.row.id,
            title: title.clone(),
        });
        return selection::apply(context, matches, &chosen, changes, out);
    }
    let (chosen, wanted) = selection::read_with_text(context, matches, "step", NUMBER)?;
    let wanted: i64 = wanted.parse().ok().filter(|n| *n > 0).ok_or_else(|| {
        AppErrorKind::Usage.error(lang.pick(
            format!("“{wanted}” không phải là số thứ tự của bước."),
            format!("“{wanted}” is not the number of a step."),
        ))
    })?;
    let mut changes = Vec::new();
    for task in &chosen.tasks {
        let step = task.steps.iter().find(|step| step.position == wanted);
        let step = step.ok_or_else(|| {
            let name = lookup::PartName {
                place: bi("bước", "step"),
                one: bi("bước", "step"),
                many: "steps",
            };
            lookup::no_part(task, &name, wanted, task.steps.len(), lang)
        })?;
        let task = task.row.id;
        changes.push(match step_amendment(matches, step, lang)? {
            Some(what) => Change::Amend {
                task,
                what,
                reason: input::required(matches, "reason", Field::Reason, lang)?,
            },
            None => Change::TickStep {
                task,
                step: step.id,
                done: !matches.get_flag("undo"),
                seen: step.done_on,
            },
        });
    }
    selection::apply(context, matches, &chosen, changes, out)
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
    let Some(title) = input::value(matches, "rename") else {
        return Ok(None);
    };
    Ok(Some(Amendment::RenameStep {
        step: step.id,
        seen: step.title.clone(),
        to: input::checked(title, Field::Step, TextShape::Line, TITLE_MAX, lang)?,
    }))
}
