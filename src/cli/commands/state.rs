//! `cchc start`, `cchc done`, `cchc reopen`: the work begun, completed, taken up again. `cchc pause`,
//! `cchc drop`, `cchc resume`: what a person sets by hand against the course of things, always with a
//! reason.

use crate::cli::context::Context;
use crate::cli::grammar::{CommandSpec, DATE, Grammar, NUMBER, TEXT};
use crate::cli::output::Out;
use crate::cli::selection::{self, Selection};
use crate::cli::{input, lookup};
use crate::domain::change::{Change, Refusal};
use crate::domain::ids::OccurrenceId;
use crate::domain::note::NoteKind;
use crate::domain::parts::Field;
use crate::domain::task::{Hold, Occurrence, Task};
use crate::error::{AppError, AppErrorKind, InLang, Result};
use crate::present::dates;
use crate::present::lang::{Bi, bi};
use crate::present::messages::acts;
use clap::{Arg, ArgMatches, Command, value_parser};

pub(crate) const START: CommandSpec = CommandSpec::writes("start", start_grammar, start);
pub(crate) const DONE: CommandSpec = CommandSpec::writes("done", done_grammar, done);
pub(crate) const REOPEN: CommandSpec = CommandSpec::writes("reopen", reopen_grammar, reopen);
pub(crate) const PAUSE: CommandSpec =
    CommandSpec::writes("pause", pause_grammar, |context, matches, out| {
        set_hold(context, matches, Some(Hold::Paused), out)
    });
pub(crate) const DROP: CommandSpec =
    CommandSpec::writes("drop", drop_grammar, |context, matches, out| {
        set_hold(context, matches, Some(Hold::Dropped), out)
    });
pub(crate) const RESUME: CommandSpec =
    CommandSpec::writes("resume", resume_grammar, |context, matches, out| {
        set_hold(context, matches, None, out)
    });

fn start_grammar(grammar: Grammar) -> Command {
    let about = bi("Bắt đầu thực hiện", "Mark as in progress");
    grammar
        .command("start", about)
        .args(selection::codes(grammar))
        .arg(
            grammar
                .flag("undo")
                .help(grammar.pick("Đặt lại là chưa thực hiện", "Set back to not started")),
        )
}

fn done_grammar(grammar: Grammar) -> Command {
    let about = bi("Đánh dấu hoàn thành", "Mark as completed");
    grammar
        .command("done", about)
        .args(selection::codes(grammar))
        .args([
            grammar.option("on", DATE).help(grammar.pick(
                "Ngày hoàn thành, không sau hôm nay",
                "Completion date, not later than today",
            )),
            grammar
                .option("result", TEXT)
                .help(grammar.pick("Kết quả đạt được", "Result")),
            grammar
                .option("evidence", NUMBER)
                .help(grammar.pick(
                    "Số, ký hiệu minh chứng (tài liệu kiểm chứng)",
                    "Number of the document that proves completion",
                ))
                .alias("doc"),
            grammar.flag("correct").help(grammar.pick(
                "Sửa ngày hoàn thành, kết quả đã ghi",
                "Correct the completion date or result on record",
            )),
            occurrence(grammar),
        ])
}

fn reopen_grammar(grammar: Grammar) -> Command {
    let about = bi("Mở lại việc đã hoàn thành", "Reopen a completed task");
    grammar
        .command("reopen", about)
        .args(selection::codes(grammar))
        .args([
            grammar
                .option("reason", TEXT)
                .help(grammar.pick("Lý do (lưu thành ghi chú)", "Reason (kept as a note)")),
            occurrence(grammar),
        ])
}

fn occurrence(grammar: Grammar) -> Arg {
    grammar
        .option("occurrence", NUMBER)
        .help(grammar.pick(
            "Kỳ thứ mấy (1, 2 …), khi nhiệm vụ có nhiều kỳ",
            "Which due date (1, 2 …) of a recurring task",
        ))
        .value_parser(value_parser!(i64).range(1..))
}

fn pause_grammar(grammar: Grammar) -> Command {
    let about = bi("Tạm dừng, kèm lý do", "Pause a task, with a reason");
    with_reason(grammar, "pause", about)
}

fn drop_grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Bãi bỏ (không thực hiện nữa), kèm lý do",
        "Drop a task, with a reason",
    );
    with_reason(grammar, "drop", about)
}

fn with_reason(grammar: Grammar, name: &'static str, about: Bi) -> Command {
    let reason = grammar.reason().required(true);
    grammar
        .command(name, about)
        .args(selection::codes(grammar))
        .arg(reason)
}

fn resume_grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Tiếp tục việc tạm dừng hoặc bãi bỏ",
        "Resume a paused or dropped task",
    );
    grammar
        .command("resume", about)
        .args(selection::codes(grammar))
}

/// Begins the work on each task.
fn start(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let chosen = selection::read(context, matches)?;
    let ids = chosen.tasks.iter().map(|task| task.row.id);
    let started = !matches.get_flag("undo");
    let changes = ids.map(|task| Change::Start { task, started });
    selection::apply(context, matches, &chosen, changes, out)
}

/// Completes the open occurrence of each task that is due first, or the one that was named.
fn done(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let chosen = read_selection(context, matches)?;
    let done_on = input::optional_day(context, matches, "on")?.unwrap_or(context.today);
    let result = input::optional(matches, "result", Field::Result, lang)?;
    let number = input::optional(matches, "evidence", Field::EvidenceNumber, lang)?;
    let mut changes = Vec::new();
    for task in &chosen.tasks {
        let id = task.row.id;
        let named = named_occurrence(context, matches, task)?;
        if matches.get_flag("correct") {
            changes.push(corrected(context, matches, task, named)?);
            continue;
        }
        let is_done = named.and_then(|id| task.occurrence(id));
        if let Some(done) = is_done.filter(|o| !o.is_open()) {
            return Err(already_done(context, task, done)?);
        }
        let seen = named.or_else(|| task.current().map(|o| o.id));
        changes.push(Change::Complete {
            task: id,
            occurrence: seen,
            done_on,
            result: result.clone(),
        });
        changes.extend(number.clone().map(|number| Change::AddEvidence {
            task: id,
            number,
            dated_on: None,
            summary: None,
            path: None,
        }));
    }
    selection::apply(context, matches, &chosen, changes, out)
}

/// The latest completion, or the one that was named, with what was typed in place of what it has.
fn corrected(
    context: &Context,
    matches: &ArgMatches,
    task: &Task,
    named: Option<OccurrenceId>,
) -> Result<Change> {
    let lang = context.lang;
    let mut done = task.occurrences.iter().rev().filter(|o| !o.is_open());
    let done = match named {
        Some(id) => done.find(|o| o.id == id),
        None => done.next(),
    };
    let done = done.ok_or_else(|| {
        let code = &task.row.code;
        AppErrorKind::Refused.error(lang.pick(
            format!("{code} chưa hoàn thành nên không có gì để sửa."),
            format!("{code} is not completed, so there is nothing to correct."),
        ))
    })?;
    let seen = done.completion();
    let mut to = seen.clone();
    if let Some(day) = input::optional_day(context, matches, "on")? {
        to.done_on = Some(day);
    }
    if input::value(matches, "result").is_some() {
        to.result = input::optional(matches, "result", Field::Result, lang)?;
    }
    let task = task.row.id;
    Ok(Change::Correct { task, seen, to })
}

/// What is to be completed is done: when, by whom, and what can be done about it. The person has
/// just read that it is, so this is no conflict.
fn already_done(context: &Context, task: &Task, done: &Occurrence) -> Result<AppError> {
    let (lang, code, ordinal) = (context.lang, &task.row.code, done.ordinal);
    let who = context
        .store
        .completed_by(task.row.id, done.id)
        .in_lang(lang)?
        .map(|actor| format!(" ({actor})"))
        .unwrap_or_default();
    let on = done.done_on.map(dates::full).unwrap_or_default();
    let period = acts::of_period(task, Some(done), lang);
    let sentence = lang.pick(
        format!("{code}{period} đã xong ngày {on}{who}."),
        format!("{code}{period} was completed on {on}{who}."),
    );
    Ok(AppErrorKind::Refused.error(sentence).hint(lang.pick(
        format!("Chưa lưu gì. Muốn sửa: cchc done {code} --occurrence {ordinal} --correct --on NGÀY."),
        format!("Nothing was saved. To correct it: cchc done {code} --occurrence {ordinal} --correct --on DATE."),
    )))
}

/// Takes back the latest completion of each task, or the one that was named.
fn reopen(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let chosen = read_selection(context, matches)?;
    let reason = input::optional(matches, "reason", Field::Reason, lang)?;
    let mut changes = Vec::new();
    for task in &chosen.tasks {
        let latest = || task.occurrences.iter().rev().find(|o| !o.is_open());
        let named = named_occurrence(context, matches, task)?;
        let done = match named {
            Some(id) => task.occurrence(id),
            None => latest(),
        };
        let done = done.ok_or((Refusal::NotDone.into(), lang))?;
        changes.push(Change::Reopen {
            task: task.row.id,
            seen: done.completion(),
        });
        changes.extend(reason.clone().map(|body| Change::AddNote {
            task: task.row.id,
            kind: NoteKind::Note,
            body,
            answers: None,
        }));
    }
    selection::apply(context, matches, &chosen, changes, out)
}

/// The tasks; a due date by its place is one of a single task.
fn read_selection(context: &Context, matches: &ArgMatches) -> Result<Selection> {
    let lang = context.lang;
    let chosen = selection::read(context, matches)?;
    let has_occurrence = matches
        .try_contains_id("occurrence")
        .is_ok_and(|given| given);
    if chosen.tasks.len() > 1 && has_occurrence {
        return Err(AppErrorKind::Usage.error(lang.pick(
            "--occurrence chỉ dùng với một nhiệm vụ.",
            "--occurrence can be used with one task only.",
        )));
    }
    Ok(chosen)
}

/// The occurrence that was named by its place.
fn named_occurrence(
    context: &Context,
    matches: &ArgMatches,
    task: &Task,
) -> Result<Option<OccurrenceId>> {
    let lang = context.lang;
    let Some(ordinal) = matches.get_one::<i64>("occurrence") else {
        return Ok(None);
    };
    let found = task.occurrences.iter().find(|o| o.ordinal == *ordinal);
    let name = lookup::PartName {
        place: bi("kỳ", "due date number"),
        one: bi("kỳ", "due date"),
        many: "due dates",
    };
    let missing = || lookup::no_part(task, &name, *ordinal, task.occurrences.len(), lang);
    found.map(|o| Some(o.id)).ok_or_else(missing)
}

/// Pauses, drops or resumes.
fn set_hold(
    context: &mut Context,
    matches: &ArgMatches,
    hold: Option<Hold>,
    out: &mut Out,
) -> Result {
    let reason = match hold {
        Some(_) => input::optional(matches, "reason", Field::Reason, context.lang)?,
        None => None,
    };
    let chosen = selection::read(context, matches)?;
    let changes = chosen.tasks.iter().map(|task| Change::Hold {
        task: task.row.id,
        hold,
        reason: reason.clone(),
        seen: task.held(),
    });
    selection::apply(context, matches, &chosen, changes, out)
}
