//! `cchc extend`, `cchc deadline`: a deadline moved by agreement, or set in the office's words.
//! `cchc when`: how wordings of deadlines are understood; it needs no file.

use crate::cli::context::{Context, Globals};
use crate::cli::grammar::{CommandBody, CommandSpec, DATE, Grammar, NUMBER, TEXT};
use crate::cli::output::Out;
use crate::cli::record::JsonList;
use crate::cli::{apply, input, selection};
use crate::domain::change::{Change, Refusal};
use crate::domain::day::{Day, iso};
use crate::domain::deadline::{Deadline, DeadlineKind, DeadlineRules, WordingOrigin};
use crate::domain::ids::TaskId;
use crate::domain::parts::Field;
use crate::domain::task::Task;
use crate::domain::text::{LINE_MAX, TextShape, join};
use crate::error::{AppError, AppErrorKind, Result};
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::messages::activity::Activity;
use crate::present::messages::{deadlines, errors, labels};
use chrono::Datelike;
use clap::{ArgMatches, Command, value_parser};
use serde::Serialize;
use std::io::BufRead;

pub(crate) const EXTEND: CommandSpec = CommandSpec::writes("extend", extend_grammar, extend);
pub(crate) const DEADLINE: CommandSpec = CommandSpec::writes("deadline", set_grammar, set);
pub(crate) const WHEN: CommandSpec =
    CommandSpec::new("when", when_grammar, CommandBody::WithoutFile(when));

/// The years that a plan may be of.
const YEARS: std::ops::RangeInclusive<i64> = 1900..=2200;

fn extend_grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Gia hạn kỳ đang mở đến một ngày muộn hơn",
        "Extend the due date",
    );
    let value = bi("MÃ… NGÀY", "CODE… DATE");
    let help = bi(
        "Mã nhiệm vụ, sau cùng là hạn mới",
        "Task codes, and last the new due date",
    );
    let codes = selection::codes_and_text(grammar, value, help);
    grammar.command("extend", about).args(codes).args([
        grammar.reason().required(true),
        grammar
            .option("by", bi("NGƯỜI", "WHO"))
            .help(grammar.pick("Người đồng ý", "Who approved"))
            .required(true),
        grammar.option("letter", TEXT).help(grammar.pick(
            "Số, ngày văn bản cho phép",
            "Number and date of the approval document",
        )),
    ])
}

fn set_grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Đặt thời hạn theo cách viết của cơ quan",
        "Set the deadline as the office writes it",
    );
    let value = bi("MÃ… VĂN_BẢN", "CODE… TEXT");
    let help = bi(
        "Mã nhiệm vụ, sau cùng là thời hạn,\nví dụ \"Quý II\", \"Trước 15/12\"; \"không\" là bỏ hạn",
        "Task codes, and last the deadline,\ne.g. \"Quý II\", \"Trước 15/12\"; \"none\" removes it",
    );
    let codes = selection::codes_and_text(grammar, value, help);
    grammar
        .command("deadline", about)
        .args(codes)
        .arg(grammar.option("from", DATE).help(grammar.pick(
            "Ngày mốc, nếu thời hạn tính từ một mốc",
            "Start date of a relative deadline",
        )))
}

fn when_grammar(grammar: Grammar) -> Command {
    let about = bi(
        "Xem thời hạn được hiểu thế nào, không cần tệp",
        "Show how deadlines are understood (no file needed)",
    );
    grammar.command("when", about).args([
        grammar
            .positional("wording", bi("THỜI_HẠN", "WORDING"))
            .help(grammar.pick(
                "Ví dụ \"Trước 15/12\"; nếu không nêu thì đọc từng dòng đầu vào",
                "e.g. \"Trước 15/12\"; without any, standard input, one per line",
            ))
            .required(false)
            .num_args(0..),
        grammar
            .option("year", NUMBER)
            .help(grammar.pick(
                "Năm kế hoạch (mặc định: năm nay)",
                "Plan year (default: this year)",
            ))
            .value_parser(value_parser!(i32).range(YEARS)),
        grammar.flag("document").help(grammar.pick(
            "Đọc như trong văn bản, không tính theo hôm nay",
            "Read as in a document, not relative to today",
        )),
        grammar.text_or_json(),
    ])
}

fn extend(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let (chosen, day) = selection::read_with_text(context, matches, "extend", DATE)?;
    let new_due_on = input::day(context, day)?;
    let reason = input::required(matches, "reason", Field::Reason, lang)?;
    let agreed_by = input::required(matches, "by", Field::AgreedBy, lang)?;
    let letter = input::optional(matches, "letter", Field::Letter, lang)?;
    let mut changes = Vec::new();
    for task in &chosen.tasks {
        let undated = || chosen.refused(task, Refusal::NothingToExtend, lang);
        let seen = task.due().ok_or_else(undated)?;
        changes.push(Change::Extend {
            task: task.row.id,
            seen,
            new_due_on,
            reason: reason.clone(),
            agreed_by: agreed_by.clone(),
            letter: letter.clone(),
        });
    }
    selection::apply(context, matches, &chosen, changes, out)
}

/// Sets the deadline.
fn set(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let (chosen, wording) = selection::read_with_text(context, matches, "deadline", TEXT)?;
    // A script's empty variable must not take a deadline away.
    if wording.trim().is_empty() {
        return Err(empty(lang));
    }
    let deadline = read(context, wording)?;
    let base_on = input::optional_day(context, matches, "from")?;
    if base_on.is_some() && deadline.kind != DeadlineKind::Relative {
        return Err(not_relative(lang));
    }
    let changes = chosen.tasks.iter().map(|task| Change::SetDeadline {
        task: task.row.id,
        deadline: deadline.clone(),
        base_on,
        seen: task.term(),
    });
    let changes: Vec<_> = changes.collect();
    let Some(task) = chosen.tasks.first().map(|task| task.row.id) else {
        return Ok(());
    };
    if chosen.single().is_some() && deadline.kind == DeadlineKind::Unclear {
        // That it was not understood matters more than that it is kept.
        let receipt = apply::apply(context, &changes)?;
        let changed = apply::task_after(context, task)?;
        let activity = Activity::of_changes(receipt.kind, &changes, &changed);
        explain(context, task, &deadline, out)?;
        return apply::print_one(context, &activity, &changed, None, true, out);
    }
    selection::apply(context, matches, &chosen, changes, out)?;
    explain(context, task, &deadline, out)
}

fn not_relative(lang: Lang) -> AppError {
    AppErrorKind::Usage.error(lang.pick(
        "--from chỉ dùng cho thời hạn tính từ một mốc, ví dụ “Trong 15 ngày kể từ ngày ban hành”.",
        "--from is for relative deadlines only, for example “Trong 15 ngày kể từ ngày ban hành”.",
    ))
}

/// Why an empty wording is refused, and how a deadline is taken away on purpose.
fn empty(lang: Lang) -> AppError {
    AppErrorKind::Usage
        .error(lang.pick("Chưa nêu thời hạn.", "No deadline was given."))
        .hint(lang.pick(
            "Nếu muốn bỏ thời hạn, gõ “không”.",
            "To remove the deadline, type “none”.",
        ))
}

/// Reads a wording; what is not understood is kept as typed.
pub(crate) fn read(context: &Context, wording: &str) -> Result<Deadline> {
    let lang = context.lang;
    let wording = input::checked(wording, Field::Deadline, TextShape::Line, LINE_MAX, lang)?;
    let rules = DeadlineRules {
        year: context.plan.year,
        reading: WordingOrigin::Prompt {
            today: context.today,
        },
        before_is_strict: context.plan.settings.before_is_strict,
    };
    Deadline::parse(&wording, &rules)
        .map_err(|error| AppErrorKind::Usage.error(errors::day(&error, lang)))
}

/// Prints how a wording was understood where no day shows it, and warnings about it.
pub(crate) fn explain(context: &Context, task: TaskId, read: &Deadline, out: &mut Out) -> Result {
    for warning in deadlines::warnings(read, context.plan.year, context.lang) {
        out.line(&warning)?;
    }
    let task = apply::task_after(context, task)?;
    match understood(&task, read, context.today, context.lang) {
        Some(sentence) => out.line(&sentence),
        None => Ok(()),
    }
}

fn understood(task: &Task, read: &Deadline, today: Day, lang: Lang) -> Option<String> {
    let open = task.occurrences.iter().filter(|one| one.is_open());
    let open: Vec<Day> = open.filter_map(|one| one.due_on).collect();
    let past = deadlines::past(&open, today, lang);
    let days = task.occurrences.iter().filter_map(|one| one.due_on);
    let days: Vec<Day> = days.collect();
    let row = &task.row;
    let (code, wording) = (&row.code, &row.deadline);
    Some(match row.kind {
        DeadlineKind::Date if !past.is_empty() => lang.pick(
            format!("Thời hạn “{wording}”{past}."),
            format!("Deadline “{wording}”{past}."),
        ),
        DeadlineKind::None | DeadlineKind::Date => return None,
        DeadlineKind::Unclear => {
            let why = read.reason.as_ref().map(|why| deadlines::reason(why, lang));
            let why = why.map(|why| format!(" ({why})")).unwrap_or_default();
            lang.pick(
                format!("Chưa hiểu thời hạn “{wording}”{why}: đã giữ nguyên như đã gõ và xếp vào “chưa rõ hạn” (xem: cchc list --unclear)."),
                format!("The deadline “{wording}” was not understood{why}: kept as typed and listed as unclear (see: cchc list --unclear)."),
            )
        }
        DeadlineKind::Relative if row.due_on.is_none() && task.base_on.is_some() => lang.pick(
            format!("Thời hạn “{wording}” không nêu bao nhiêu ngày sau mốc nên chưa có hạn. Muốn có hạn, ghi ngày: cchc deadline {code} \"Trước 30/6\""),
            format!("“{wording}” does not say how long after that date, so there is no due date. For one, give a date: cchc deadline {code} \"Trước 30/6\""),
        ),
        DeadlineKind::Relative if row.due_on.is_none() => lang.pick(
            format!("Khi biết ngày mốc: cchc deadline {code} \"{wording}\" --from NGÀY"),
            format!("Once the start date is known: cchc deadline {code} \"{wording}\" --from DATE"),
        ),
        kind => {
            let kind = labels::deadline_kind(kind).get(lang);
            let periods = match days.as_slice() {
                [first, .., last] => deadlines::several(days.len(), *first, *last, lang),
                _ => String::new(),
            };
            let comma = if periods.is_empty() { "" } else { ", " };
            lang.pick(
                format!("Thời hạn “{wording}”: {kind}{comma}{periods}{past}."),
                format!("Deadline “{wording}”: {kind}{comma}{periods}{past}."),
            )
        }
    })
}

/// One answer, as scripts read it.
#[derive(Serialize)]
struct WordingJson<'w> {
    wording: &'w str,
    kind: &'static str,
    due_on: Option<String>,
    occurrences: Vec<String>,
    unclear: Option<String>,
    warnings: Vec<String>,
}

/// Prints what each wording comes to, in their order.
fn when(globals: &Globals, matches: &ArgMatches, out: &mut Out) -> Result {
    let asked = matches.get_one::<i32>("year").copied();
    let today = globals.day(None, asked)?;
    let rules = DeadlineRules {
        year: asked.unwrap_or(today.year()),
        reading: if matches.get_flag("document") {
            WordingOrigin::Document
        } else {
            WordingOrigin::Prompt { today }
        },
        before_is_strict: true,
    };
    let mut list = input::wants_json(matches).then(JsonList::default);
    each(matches, globals.lang, |wording| {
        let wording = wording.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        let read = Deadline::read(wording, &rules);
        match &mut list {
            Some(list) => list.push(&answer(wording, &read, rules.year, globals.lang), out),
            None => out.line(&line(wording, &read, rules.year, globals.lang)),
        }
    })?;
    list.map_or(Ok(()), |list| list.end(out))
}

/// Hands over the wordings of the command line, or those of the standard input where there is none
/// or "-" stands for them.
fn each(matches: &ArgMatches, lang: Lang, mut see: impl FnMut(&str) -> Result) -> Result {
    let typed: Vec<&String> = matches.get_many("wording").unwrap_or_default().collect();
    if typed.is_empty() {
        return each_line(lang, &mut see);
    }
    for wording in typed {
        if wording == "-" {
            each_line(lang, &mut see)?;
        } else {
            see(wording)?;
        }
    }
    Ok(())
}

fn each_line(lang: Lang, see: &mut impl FnMut(&str) -> Result) -> Result {
    for (number, line) in (1_u64..).zip(std::io::stdin().lock().lines()) {
        let line = line.map_err(|error| unreadable(&error, number, lang))?;
        see(&line)?;
    }
    Ok(())
}

fn unreadable(error: &std::io::Error, line: u64, lang: Lang) -> AppError {
    if error.kind() == std::io::ErrorKind::InvalidData {
        return AppErrorKind::Refused.error(lang.pick(
            format!("Dòng {line} của đầu vào không phải UTF-8 hợp lệ. Hãy chuyển sang UTF-8."),
            format!("Line {line} of the input is not valid UTF-8. Convert it to UTF-8."),
        ));
    }
    input::no_input(error, lang)
}

fn days_of(read: &Deadline, year: i32) -> Vec<Day> {
    read.due_days(year).into_iter().flatten().collect()
}

/// Why a wording is unclear.
fn unclear(read: &Deadline, lang: Lang) -> Option<String> {
    let reason = read.reason.as_ref();
    let reason = reason.filter(|_| read.kind == DeadlineKind::Unclear)?;
    Some(deadlines::reason(reason, lang))
}

fn answer<'w>(wording: &'w str, read: &Deadline, year: i32, lang: Lang) -> WordingJson<'w> {
    let days: Vec<String> = days_of(read, year).into_iter().map(iso).collect();
    WordingJson {
        wording,
        kind: read.kind.as_str(),
        due_on: days.first().cloned(),
        occurrences: days,
        unclear: unclear(read, lang),
        warnings: deadlines::warnings(read, year, lang),
    }
}

/// "Hằng quý → định kỳ: 4 kỳ, 31/03/2021 đến 31/12/2021".
fn line(wording: &str, read: &Deadline, year: i32, lang: Lang) -> String {
    let kind = labels::deadline_kind(read.kind).get(lang);
    let days = days_of(read, year);
    let message = match days.as_slice() {
        [] => unclear(read, lang).unwrap_or_default(),
        [due] => dates::with_weekday(*due, lang),
        few if few.len() <= 4 => join(few.iter().map(|day| dates::full(*day)), ", "),
        [first, .., last] => deadlines::several(days.len(), *first, *last, lang),
    };
    let wording = match wording {
        "" => lang.pick("(trống)", "(empty)"),
        wording => wording,
    };
    let mut line = format!("{wording} → {kind}");
    if !message.is_empty() {
        line.push_str(&format!(": {message}"));
    }
    for warning in deadlines::warnings(read, year, lang) {
        line.push_str(&format!(" — {warning}"));
    }
    line
}
