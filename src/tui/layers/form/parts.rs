//! Fields that several forms have, with their hints, and how they are read.

use super::fields::{Fault, FieldId, Form, FormField, Hint};
use crate::domain::change::{Change, Refusal};
use crate::domain::day::{Day, parse_day};
use crate::domain::deadline::{Deadline, DeadlineKind, DeadlineRules, Reading};
use crate::domain::ids::TaskId;
use crate::domain::note::Evidence;
use crate::domain::parts::Field;
use crate::domain::reschedule::{Scheduled, reschedule};
use crate::domain::task::Task;
use crate::present::dates;
use crate::present::lang::bi;
use crate::present::messages::{activity, deadlines, errors, labels};
use crate::tui::env::Env;

/// Why something is done.
pub fn reason() -> FormField {
    FormField::text(Field::Reason, "").required()
}

/// A day, shown with its weekday while it is typed.
pub fn day_field(field: Field, text: &str) -> FormField {
    FormField::text(field, text).hint(Hint::Made(day_hint))
}

fn day_hint(_: &Form, typed: &str, env: &Env) -> Option<String> {
    let lang = env.lang;
    if typed.is_empty() {
        let example = lang.pick("ví dụ 15/6, +3, cuối tháng", "e.g. 15/6, +3");
        return Some(example.to_owned());
    }
    Some(match parse_day(typed, env.today, env.plan.year) {
        Ok(day) => format!("→ {}", dates::with_weekday(day, lang)),
        Err(error) => errors::day(&error, lang),
    })
}

/// The day that was typed.
///
/// # Errors
/// There is none, or it is no day.
pub fn day(form: &Form, field: Field, env: &Env) -> Result<Day, Fault> {
    day_or_none(form, field, env)?.ok_or_else(|| {
        let message = env.lang.pick("Chưa nhập ngày.", "Enter a date.");
        (field.into(), message.to_owned())
    })
}

/// The same where it may be left out.
///
/// # Errors
/// It is no day.
pub fn day_or_none(form: &Form, field: Field, env: &Env) -> Result<Option<Day>, Fault> {
    let typed = form.typed(field);
    if typed.is_empty() {
        return Ok(None);
    }
    let day = parse_day(typed, env.today, env.plan.year);
    day.map(Some)
        .map_err(|error| (field.into(), errors::day(&error, env.lang)))
}

/// The number of a document.
pub fn number(text: &str) -> FormField {
    FormField::text(Field::EvidenceNumber, text).hint(Hint::Words(bi(
        "không nhập văn bản mật, tối mật",
        "do not enter classified documents",
    )))
}

/// Its date.
pub fn dated_on(text: &str) -> FormField {
    day_field(Field::EvidenceDate, text).labelled(bi("Ngày văn bản", "Document date"))
}

/// The parts of a document, filled where there is one already.
pub fn evidence_fields(document: Option<&Evidence>) -> Vec<FormField> {
    let text = |of: fn(&Evidence) -> Option<String>| document.and_then(of).unwrap_or_default();
    vec![
        number(&text(|one| Some(one.number.clone()))).required(),
        dated_on(&text(|one| one.dated_on.map(dates::full))),
        FormField::text(Field::EvidenceSummary, &text(|one| one.summary.clone())),
        FormField::text(Field::EvidencePath, &text(|one| one.path.clone()))
            .hint(Hint::Made(path_hint)),
    ]
}

fn path_hint(form: &Form, typed: &str, env: &Env) -> Option<String> {
    let lang = env.lang;
    Some(if form.looked_for == Some((typed.to_owned(), false)) {
        activity::no_such_file(typed, lang)
    } else {
        lang.pick(
            "không nhập văn bản mật, tối mật",
            "do not enter classified documents",
        )
        .to_owned()
    })
}

/// The document that was typed, to be added to a task.
pub fn add_evidence(task: TaskId, form: &Form, dated_on: Option<Day>) -> Change {
    Change::AddEvidence {
        task,
        number: form.typed(Field::EvidenceNumber).to_owned(),
        dated_on,
        summary: form.typed_or_none(Field::EvidenceSummary),
        path: form.typed_or_none(Field::EvidencePath),
    }
}

/// The wording of a deadline; what it comes to is shown while it is typed.
pub fn wording_field() -> FormField {
    FormField::text(Field::Deadline, "").hint(Hint::Made(wording_hint))
}

/// How deadlines that are typed are read.
pub fn deadline_rules(env: &Env) -> DeadlineRules {
    DeadlineRules {
        year: env.plan.year,
        reading: Reading::Prompt { today: env.today },
        before_is_strict: env.plan.settings.before_is_strict,
    }
}

/// The deadline that was typed.
///
/// # Errors
/// A day in it is none.
pub fn wording(form: &Form, env: &Env) -> Result<Deadline, Fault> {
    Deadline::parse(form.typed(Field::Deadline), &deadline_rules(env))
        .map_err(|error| (Field::Deadline.into(), errors::day(&error, env.lang)))
}

fn wording_hint(form: &Form, typed: &str, env: &Env) -> Option<String> {
    let lang = env.lang;
    let task = form.one().map(|seen| &seen.task);
    let now = task.map_or("", |task| task.row.deadline.as_str());
    if typed.is_empty() && !now.is_empty() {
        let now = deadlines::shown(now, lang);
        return Some(lang.pick(
            format!("đang là “{now}”; gõ “không” để bỏ"),
            format!("currently “{now}”; type “none” to remove it"),
        ));
    }
    if typed.is_empty() {
        let examples = lang.pick(
            "ví dụ Quý II · Trước 15/12 · Hằng tháng · Thường xuyên",
            "e.g. Quarter 2 · Before 15/12 · Monthly · Ongoing",
        );
        return Some(examples.to_owned());
    }
    Some(match Deadline::parse(typed, &deadline_rules(env)) {
        Ok(deadline) => meaning(&deadline, task, env),
        Err(error) => errors::day(&error, lang),
    })
}

/// What a deadline comes to: its days, or why it has none.
fn meaning(deadline: &Deadline, task: Option<&Task>, env: &Env) -> String {
    let lang = env.lang;
    let kind = labels::deadline_kind(deadline.kind).get(lang);
    let days = to_come(deadline, task, env);
    let mut past = deadlines::past(&days, env.today, lang);
    for warning in deadlines::warnings(deadline, env.plan.year, lang) {
        past.push_str(" — ");
        past.push_str(&warning);
    }
    match (days.as_slice(), deadline.kind) {
        ([], DeadlineKind::Unclear) => {
            let why = deadline.reason.as_ref();
            let why = why
                .map(|why| deadlines::reason(why, lang))
                .unwrap_or_default();
            lang.pick(
                format!("→ chưa hiểu thời hạn này ({why}): sẽ giữ nguyên như đã gõ và xếp vào “chưa rõ hạn”"),
                format!("→ not understood ({why}): will be kept as typed and listed as “unclear deadline”"),
            )
        }
        ([], _) => format!("→ {kind}"),
        ([due], _) => format!("→ {}{past}", dates::with_weekday(*due, lang)),
        ([first, .., last], _) => {
            let days = deadlines::several(days.len(), *first, *last, lang);
            format!("→ {kind}: {days}{past}")
        }
    }
}

/// The days that a deadline brings; of a task that is under way, those beside what is done.
fn to_come(deadline: &Deadline, task: Option<&Task>, env: &Env) -> Vec<Day> {
    let days = deadline.due_days(env.plan.year);
    let Some(task) = task else {
        return days.into_iter().flatten().collect();
    };
    let is_done = |one: &Scheduled| {
        let row = one.row.and_then(|id| task.occurrence(id));
        row.is_some_and(|o| !o.is_open())
    };
    let scheduled = reschedule(task, deadline.rhythm, &days).into_iter();
    scheduled
        .filter(|one| !is_done(one))
        .filter_map(|one| one.due_on)
        .collect()
}

/// Nothing would change.
pub fn no_change(field: impl Into<FieldId>, env: &Env) -> Fault {
    (field.into(), errors::refused(&Refusal::NoChange, env.lang))
}
