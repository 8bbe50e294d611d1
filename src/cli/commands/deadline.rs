//! `cchc extend` and `cchc deadline`: a deadline moved by agreement, or set in the office's words.

use crate::cli::context::Context;
use crate::cli::grammar::{DATE, Grammar, TEXT};
use crate::cli::output::Out;
use crate::cli::spec::Spec;
use crate::cli::{apply, input, lookup};
use crate::domain::change::{Change, Field, Refusal};
use crate::domain::deadline::{Deadline, DeadlineKind, DeadlineRules, Reading};
use crate::domain::ids::TaskId;
use crate::domain::text::{LINE_MAX, Shape};
use crate::error::{AppError, Kind, Result};
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::messages::activity::Activity;
use crate::present::messages::{deadlines, errors, labels};
use clap::{ArgMatches, Command};

pub const EXTEND: Spec = Spec::writes("extend", extend_grammar, extend);
pub const DEADLINE: Spec = Spec::writes("deadline", set_grammar, set);

fn extend_grammar(words: Grammar) -> Command {
    words
        .command("extend")
        .about(words.pick(
            "Gia hạn kỳ đang mở đến một ngày muộn hơn",
            "Extend the due date",
        ))
        .arg(words.code())
        .arg(
            words
                .place("date", DATE)
                .help(words.pick("Hạn mới", "New due date")),
        )
        .arg(
            words
                .option("reason", TEXT)
                .help(words.pick("Lý do", "Reason"))
                .required(true),
        )
        .arg(
            words
                .option("by", bi("NGƯỜI", "WHO"))
                .help(words.pick("Người đồng ý", "Who approved"))
                .required(true),
        )
        .arg(words.option("letter", TEXT).help(words.pick(
            "Số, ngày văn bản cho phép",
            "Number and date of the approval document",
        )))
}

fn set_grammar(words: Grammar) -> Command {
    words
        .command("deadline")
        .about(words.pick(
            "Đặt thời hạn theo cách viết của cơ quan",
            "Set the deadline as the office writes it",
        ))
        .arg(words.code())
        .arg(words.place("wording", TEXT).help(words.pick(
            "Ví dụ \"Quý II\", \"Trước 15/12\"; \"không\" là bỏ hạn",
            "e.g. \"Quý II\", \"Trước 15/12\"; \"none\" removes it",
        )))
        .arg(words.option("from", DATE).help(words.pick(
            "Ngày mốc, nếu thời hạn tính từ một mốc",
            "Start date of a relative deadline",
        )))
}

/// Extends.
fn extend(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let task = lookup::task_before(context, matches, "extend", "date")?;
    let seen = task.due().ok_or((Refusal::NothingToExtend.into(), lang))?;
    let task = task.row.id;
    let new_due_on = input::day(context, input::given(matches, "date").unwrap_or_default())?;
    let change = Change::Extend {
        task,
        seen,
        new_due_on,
        reason: input::required(matches, "reason", Field::Reason, lang)?,
        agreed_by: input::required(matches, "by", Field::AgreedBy, lang)?,
        letter: input::optional(matches, "letter", Field::Letter, lang)?,
    };
    apply::on_task(context, task, &[change], out)
}

/// Sets the deadline.
fn set(context: &mut Context, matches: &ArgMatches, out: &mut Out) -> Result {
    let lang = context.lang;
    let task = lookup::task_before(context, matches, "deadline", "wording")?;
    let (task, seen) = (task.row.id, task.term());
    let wording = input::given(matches, "wording").unwrap_or_default();
    // A script's empty variable must not take a deadline away.
    if wording.trim().is_empty() {
        return Err(empty(lang));
    }
    let deadline = read(context, wording)?;
    let base_on = input::optional_day(context, matches, "from")?;
    if base_on.is_some() && deadline.kind != DeadlineKind::Relative {
        return Err(Kind::Usage.error(lang.pick(
                "--from chỉ dùng cho thời hạn tính từ một mốc, ví dụ “Trong 15 ngày kể từ ngày ban hành”.",
                "--from is for relative deadlines only, for example “Trong 15 ngày kể từ ngày ban hành”.",
            )));
    }
    let read_as = deadline.clone();
    let change = Change::SetDeadline {
        task,
        deadline,
        base_on,
        seen,
    };
    let changes = [change];
    let receipt = apply::apply(context, &changes)?;
    let changed = apply::afterwards(context, task)?;
    let activity = Activity::of_changes(receipt.kind, &changes, &changed);
    if changed.row.kind == DeadlineKind::Unclear {
        // That it was not understood matters more than that it is kept.
        explain(context, task, &read_as, out)?;
        return apply::print(context, &activity, &[(task, None)], out);
    }
    apply::print(context, &activity, &[(task, None)], out)?;
    explain(context, task, &read_as, out)
}

/// Why an empty wording is refused, and how a deadline is taken away on purpose.
fn empty(lang: Lang) -> AppError {
    Kind::Usage
        .error(lang.pick("Chưa nêu thời hạn.", "No deadline was given."))
        .hint(lang.pick(
            "Nếu muốn bỏ thời hạn, gõ “không”.",
            "To remove the deadline, type “none”.",
        ))
}

/// Reads a wording; what is not understood is kept as typed.
pub fn read(context: &Context, wording: &str) -> Result<Deadline> {
    let lang = context.lang;
    let wording = input::gate(wording, Field::Deadline, Shape::Line, LINE_MAX, lang)?;
    let rules = DeadlineRules {
        year: context.plan.year,
        reading: Reading::Prompt {
            today: context.today,
        },
        before_is_strict: context.plan.settings.before_is_strict,
    };
    Deadline::parse(&wording, &rules).map_err(|error| Kind::Usage.error(errors::day(&error, lang)))
}

/// Prints how a wording was understood where no day shows it, and what is remarkable about it.
pub fn explain(context: &Context, task: TaskId, read: &Deadline, out: &mut Out) -> Result {
    let lang = context.lang;
    for warning in deadlines::warnings(read, context.plan.year, lang) {
        out.line(&warning)?;
    }
    let task = apply::afterwards(context, task)?;
    let open = task.occurrences.iter().filter(|one| one.is_open());
    let open: Vec<_> = open.filter_map(|one| one.due_on).collect();
    let past = deadlines::past(&open, context.today, lang);
    let days = task.occurrences.iter().filter_map(|one| one.due_on);
    let days: Vec<_> = days.collect();
    let base_on = task.base_on;
    let row = task.row;
    let (code, wording) = (&row.code, &row.deadline);
    match row.kind {
        DeadlineKind::Date if !past.is_empty() => out.line(&lang.pick(
            format!("Thời hạn “{wording}”{past}."),
            format!("Deadline “{wording}”{past}."),
        )),
        DeadlineKind::None | DeadlineKind::Date => Ok(()),
        DeadlineKind::Unclear => {
            let why = read.reason.as_ref().map(|why| deadlines::reason(why, lang));
            let why = why.map(|why| format!(" ({why})")).unwrap_or_default();
            out.line(&lang.pick(
            format!("Chưa hiểu thời hạn “{wording}”{why}: đã giữ nguyên như đã gõ và xếp vào “chưa rõ hạn” (xem: cchc list --unclear)."),
            format!("The deadline “{wording}” was not understood{why}: kept as typed and listed as unclear (see: cchc list --unclear)."),
        ))
        }
        DeadlineKind::Relative if row.due_on.is_none() && base_on.is_some() => out.line(&lang.pick(
            format!("Thời hạn “{wording}” không nêu bao nhiêu ngày sau mốc nên chưa có hạn. Muốn có hạn, ghi ngày: cchc deadline {code} \"Trước 30/6\""),
            format!("“{wording}” does not say how long after that date, so there is no due date. For one, give a date: cchc deadline {code} \"Trước 30/6\""),
        )),
        DeadlineKind::Relative if row.due_on.is_none() => out.line(&lang.pick(
            format!("Khi biết ngày mốc: cchc deadline {code} \"{wording}\" --from NGÀY"),
            format!("Once the start date is known: cchc deadline {code} \"{wording}\" --from DATE"),
        )),
        kind => {
            let kind = labels::deadline_kind(kind).get(lang);
            let periods = match days.as_slice() {
                [first, .., last] => {
                    let (n, first, last) = (days.len(), dates::full(*first), dates::full(*last));
                    lang.pick(
                        format!(", {n} kỳ từ {first} đến {last}"),
                        format!(", {n} due dates, {first} to {last}"),
                    )
                }
                _ => String::new(),
            };
            out.line(&lang.pick(
                format!("Thời hạn “{wording}”: {kind}{periods}{past}."),
                format!("Deadline “{wording}”: {kind}{periods}{past}."),
            ))
        }
    }
}
