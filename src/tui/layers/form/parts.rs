//! Fields that several forms have, with their hints, and how they are read.

use super::fields::{FieldError, FieldHint, FieldId, Form, FormField};
use crate::domain::change::{Change, Refusal};
use crate::domain::day::{Day, parse_day};
use crate::domain::deadline::{Deadline, DeadlineKind, DeadlineRules, WordingOrigin};
use crate::domain::ids::TaskId;
use crate::domain::note::Evidence;
use crate::domain::parts::{Field, FieldValue, HasParts, Part, PartKind};
use crate::domain::reschedule::{Scheduled, reschedule};
use crate::domain::task::Task;
use crate::domain::text::{fold, join};
use crate::domain::unit::{Unit, UnitKind, find_unit, find_units};
use crate::present::dates;
use crate::present::lang::bi;
use crate::present::messages::{acts, deadlines, errors, labels};
use crate::present::names::unit_name;
use crate::tui::env::Env;

/// The most units that are listed by name.
const NAMED: usize = 12;

/// Why something is done.
pub(crate) fn reason() -> FormField {
    FormField::text(Field::Reason, "").required()
}

/// A day, shown with its weekday while it is typed.
pub(crate) fn day_field(field: Field, text: &str) -> FormField {
    FormField::text(field, text).hint(FieldHint::Computed(day_hint))
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
pub(crate) fn day(form: &Form, field: Field, env: &Env) -> Result<Day, FieldError> {
    day_or_none(form, field, env)?.ok_or_else(|| {
        let message = env.lang.pick("Chưa nhập ngày.", "Enter a date.");
        (field.into(), message.to_owned())
    })
}

/// The same where it may be left out.
///
/// # Errors
/// It is no day.
pub(crate) fn day_or_none(form: &Form, field: Field, env: &Env) -> Result<Option<Day>, FieldError> {
    let typed = form.typed(field);
    if typed.is_empty() {
        return Ok(None);
    }
    let day = parse_day(typed, env.today, env.plan.year);
    day.map(Some)
        .map_err(|error| (field.into(), errors::day(&error, env.lang)))
}

/// The number of a document.
pub(crate) fn number(text: &str) -> FormField {
    FormField::text(Field::EvidenceNumber, text).hint(FieldHint::Fixed(bi(
        "không nhập văn bản mật, tối mật",
        "do not enter classified documents",
    )))
}

pub(crate) fn dated_on(text: &str) -> FormField {
    day_field(Field::EvidenceDate, text).labelled(bi("Ngày văn bản", "Document date"))
}

/// The parts of a document, filled where there is one already.
pub(crate) fn evidence_fields(document: Option<&Evidence>) -> Vec<FormField> {
    let text = |of: fn(&Evidence) -> Option<String>| document.and_then(of).unwrap_or_default();
    vec![
        number(&text(|one| Some(one.number.clone()))).required(),
        dated_on(&text(|one| one.dated_on.map(dates::full))),
        FormField::text(Field::EvidenceSummary, &text(|one| one.summary.clone())),
        FormField::text(Field::EvidencePath, &text(|one| one.path.clone()))
            .hint(FieldHint::Computed(path_hint)),
    ]
}

fn path_hint(form: &Form, typed: &str, env: &Env) -> Option<String> {
    let lang = env.lang;
    Some(if form.checked_path == Some((typed.to_owned(), false)) {
        acts::no_such_file(typed, lang)
    } else {
        lang.text(
            "không nhập văn bản mật, tối mật",
            "do not enter classified documents",
        )
    })
}

/// The document that was typed, to be added to a task.
pub(crate) fn add_evidence(task: TaskId, form: &Form, dated_on: Option<Day>) -> Change {
    Change::AddEvidence {
        task,
        number: form.typed(Field::EvidenceNumber).to_owned(),
        dated_on,
        summary: form.typed_or_none(Field::EvidenceSummary),
        path: form.typed_or_none(Field::EvidencePath),
    }
}

/// The wording of a deadline; what it comes to is shown while it is typed.
pub(crate) fn wording_field() -> FormField {
    FormField::text(Field::Deadline, "").hint(FieldHint::Computed(wording_hint))
}

/// How deadlines that are typed are read.
pub(crate) fn deadline_rules(env: &Env) -> DeadlineRules {
    DeadlineRules {
        year: env.plan.year,
        reading: WordingOrigin::Prompt { today: env.today },
        before_is_strict: env.plan.settings.before_is_strict,
    }
}

/// The deadline that was typed.
///
/// # Errors
/// A day in it is none.
pub(crate) fn wording(form: &Form, env: &Env) -> Result<Deadline, FieldError> {
    Deadline::parse(form.typed(Field::Deadline), &deadline_rules(env))
        .map_err(|error| (Field::Deadline.into(), errors::day(&error, env.lang)))
}

fn wording_hint(form: &Form, typed: &str, env: &Env) -> Option<String> {
    let lang = env.lang;
    let task = form.single().map(|seen| &seen.task);
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
    let days = coming_days(deadline, task, env);
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
fn coming_days(deadline: &Deadline, task: Option<&Task>, env: &Env) -> Vec<Day> {
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

/// The fields of a thing's parts, filled.
pub(crate) fn part_fields<T: HasParts>(thing: &T, env: &Env) -> Vec<FormField> {
    let parts = T::PARTS.iter();
    parts.map(|part| part_field(part, thing, env)).collect()
}

fn part_field<T>(part: &Part<T>, thing: &T, env: &Env) -> FormField {
    let (field, value) = (part.field, (part.get)(thing));
    let mut field = match part.kind {
        PartKind::Line(max) | PartKind::Lines(max) => {
            FormField::text(field, &value.text().unwrap_or_default()).limit(max)
        }
        PartKind::Day => day_field(field, &value.day().map(dates::full).unwrap_or_default()),
        PartKind::Flag => {
            let yes_no = vec![bi("không", "no"), bi("có", "yes")];
            FormField::choice(field, yes_no, usize::from(value == FieldValue::Flag(true)))
        }
        PartKind::UnitKind => {
            let all = UnitKind::ALL;
            let is_it = |kind: &UnitKind| value == FieldValue::UnitKind(*kind);
            let at = all.iter().position(is_it).unwrap_or_default();
            FormField::choice(field, all.map(labels::unit_kind).to_vec(), at)
        }
        PartKind::Names(_) => {
            FormField::text(field, &value.names().join("; ")).hint(FieldHint::Fixed(bi(
                "nhiều tên thì ngăn bằng dấu ;",
                "separate several with ;",
            )))
        }
        PartKind::Unit | PartKind::Units => {
            let units = value.units().into_iter();
            let names = units.filter_map(|id| env.unit(id));
            let names: Vec<&str> = names.map(|unit| unit.abbreviation.as_str()).collect();
            FormField::text(field, &names.join(", ")).hint(FieldHint::Computed(units_hint))
        }
    };
    field.required = part.required;
    field
}

/// What was seen, with the parts that read otherwise in the form. The others stay to the letter: a
/// field of one line cannot show line ends.
pub(crate) fn read_parts<T: HasParts>(seen: &T, form: &Form, env: &Env) -> Result<T, FieldError> {
    let mut thing = seen.clone();
    for part in T::PARTS {
        if let Some(field) = form.field(part.field.into())
            && !field.is_like(&part_field(part, seen, env))
        {
            (part.set)(&mut thing, entered(part, form, env)?);
        }
    }
    Ok(thing)
}

fn entered<T>(part: &Part<T>, form: &Form, env: &Env) -> Result<FieldValue, FieldError> {
    let typed = form.typed(part.field);
    let known = |(typed, unit): (&str, Option<&Unit>)| match unit {
        Some(unit) => Ok(unit.id),
        None => Err((part.field.into(), no_such_unit(typed, env))),
    };
    Ok(match part.kind {
        PartKind::Flag => FieldValue::Flag(form.chosen(part.field) == 1),
        PartKind::Day => day_or_none(form, part.field, env)?.into(),
        PartKind::Unit | PartKind::Units if typed.is_empty() => FieldValue::Nothing,
        PartKind::Unit => FieldValue::Units(vec![known((typed, find_unit(typed, &env.units)))?]),
        PartKind::Units => {
            let units = find_units(typed, &env.units).into_iter().map(known);
            FieldValue::Units(units.collect::<Result<_, FieldError>>()?)
        }
        PartKind::UnitKind => {
            let kind = UnitKind::ALL.get(form.chosen(part.field)).copied();
            kind.map_or(FieldValue::Nothing, FieldValue::UnitKind)
        }
        PartKind::Names(_) => {
            // A name may hold a comma.
            let names = typed.split(';').map(str::trim);
            let names = names.filter(|name| !name.is_empty()).map(str::to_owned);
            FieldValue::Names(names.collect())
        }
        PartKind::Line(_) | PartKind::Lines(_) => typed.into(),
    })
}

/// Whether there is room for hints of several lines.
pub(crate) fn has_room(env: &Env) -> bool {
    env.size.0 >= 80 && env.size.1 >= 24
}

fn no_such_unit(typed: &str, env: &Env) -> String {
    match like(typed, env) {
        Some(like) => env.lang.pick(
            format!("Chưa rõ đơn vị “{typed}”: {like}"),
            format!("Unknown unit “{typed}”: {like}"),
        ),
        None => env.lang.pick(
            format!("Không có đơn vị “{typed}”. Hãy gõ tên viết tắt, ví dụ VP."),
            format!("There is no unit “{typed}”. Type an abbreviation, for example VP."),
        ),
    }
}

/// The units that may be meant while one is being typed, a few of them, the office's own first.
fn like(part: &str, env: &Env) -> Option<String> {
    let typed = fold(part);
    let meant = |unit: &&Unit| {
        let name = fold(&format!("{} {}", unit.abbreviation, unit.name));
        name.contains(&typed)
    };
    let mut units: Vec<&Unit> = env.active_units().filter(meant).collect();
    units.sort_by_key(|unit| !unit.kind.is_inside());
    let names = units.iter().take(3).map(|unit| unit_name(unit, env.lang));
    let names = join(names, "; ");
    (!names.is_empty()).then(|| {
        env.lang.pick(
            format!("có phải {names}?"),
            format!("did you mean {names}?"),
        )
    })
}

fn units_hint(_: &Form, typed: &str, env: &Env) -> Option<String> {
    let lang = env.lang;
    if typed.is_empty() {
        return Some(own_units(env));
    }
    let named = |(part, unit): (&str, Option<&Unit>)| match unit {
        Some(unit) => unit_name(unit, lang),
        None => like(part, env).unwrap_or_else(|| {
            lang.pick(
                format!("không có đơn vị “{part}”"),
                format!("no unit “{part}”"),
            )
        }),
    };
    let parts: Vec<String> = find_units(typed, &env.units)
        .into_iter()
        .map(named)
        .collect();
    Some(format!("→ {}", parts.join("; ")))
}

/// The office's own units, by name where there is room, and how any other is found.
fn own_units(env: &Env) -> String {
    let lang = env.lang;
    let own = env.active_units().filter(|unit| unit.kind.is_inside());
    let own: Vec<&Unit> = own.collect();
    let named = if has_room(env) && own.len() <= NAMED {
        let names = own.iter().map(|unit| unit_name(unit, lang));
        names.collect::<Vec<_>>().join("; ")
    } else {
        join(own.iter().map(|unit| &unit.abbreviation), " · ")
    };
    lang.pick(
        format!("{named}; đơn vị khác: gõ một phần tên"),
        format!("{named}; others: type part of the name"),
    )
}

/// Nothing would change.
pub(crate) fn no_change(field: impl Into<FieldId>, env: &Env) -> FieldError {
    (field.into(), errors::refused(&Refusal::NoChange, env.lang))
}
