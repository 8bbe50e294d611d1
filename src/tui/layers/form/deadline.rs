//! The form of a deadline: open tasks with a date are extended, any others get one, and so do those
//! that have just been given to a unit. Of a recurring task what is done stays done.

use super::fields::{FieldError, FieldHint, FieldId, Form, FormField, FormKind, SeenTask};
use super::parts::{day, day_field, day_or_none, deadline_rules, reason, wording, wording_field};
use crate::domain::change::{Change, Refusal};
use crate::domain::day::{Day, parse_day};
use crate::domain::deadline::{Deadline, DeadlineKind, DeadlineRules, WordingOrigin};
use crate::domain::parts::Field;
use crate::domain::task::{Occurrence, Task};
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::messages::{deadlines, errors};
use crate::present::text::safe;
use crate::tui::command::Command;
use crate::tui::env::Env;

const MODES: [Bi; 2] = [
    bi("gia hạn", "extend"),
    bi("đặt thời hạn", "set the deadline"),
];

/// Begins with extending where one of the open tasks has a date: to set a deadline instead would replace
/// it without reason and approval.
///
/// # Errors
/// The sentence why neither is possible.
pub(crate) fn open(tasks: Vec<Task>, lang: Lang) -> Result<Form, String> {
    let is_dated = |task: &Task| task.row.state.is_open() && task.row.due_on.is_some();
    let dated = tasks.iter().any(is_dated);
    form(tasks, dated, lang)
}

/// Begins with setting the deadline, whatever the tasks have.
///
/// # Errors
/// As of [`open`].
pub(crate) fn set_first(tasks: Vec<Task>, lang: Lang) -> Result<Form, String> {
    form(tasks, false, lang)
}

fn form(tasks: Vec<Task>, extends_first: bool, lang: Lang) -> Result<Form, String> {
    let alone = match tasks.as_slice() {
        [one] => Some(one),
        _ => None,
    };
    if alone.is_some_and(|task| task.current().is_none() && task.row.rhythm.is_none()) {
        return Err(errors::refused(&Refusal::OccurrencesDone, lang));
    }
    let fields = vec![
        FormField::choice(FieldId::Mode, MODES.to_vec(), usize::from(!extends_first)),
        FormField::text(Field::Due, "")
            .labelled(bi("Hạn mới", "New due date"))
            .hint(FieldHint::Computed(new_due_hint))
            .required()
            .only_if(extends),
        reason().only_if(extends),
        FormField::text(Field::AgreedBy, "")
            .hint(FieldHint::Fixed(bi(
                "người đồng ý cho gia hạn, ví dụ: Giám đốc Sở",
                "who approved the extension, e.g. the Director",
            )))
            .required()
            .only_if(extends),
        FormField::text(Field::Letter, "")
            .hint(FieldHint::Fixed(bi(
                "số, ngày văn bản đồng ý; có thể để trống",
                "number and date of the approval document; optional",
            )))
            .only_if(extends),
        wording_field().required().only_if(|form| !extends(form)),
        day_field(Field::BaseOn, "").only_if(|form| !extends(form) && is_relative(form)),
    ];
    let first = match extends_first {
        true => Field::Due,
        false => Field::Deadline,
    };
    let seen = tasks.into_iter().map(SeenTask::new).collect();
    Ok(Form::new(DeadlineForm, seen, fields).focused_on(first))
}

fn extends(form: &Form) -> bool {
    form.chosen(FieldId::Mode) == 0
}

/// Whether the wording counts from a day that a person must enter.
fn is_relative(form: &Form) -> bool {
    let rules = DeadlineRules {
        year: 2000,
        reading: WordingOrigin::Document,
        before_is_strict: true,
    };
    Deadline::read(form.typed(Field::Deadline), &rules).kind == DeadlineKind::Relative
}

/// The day in force beside the one that is typed, which must be later.
fn new_due_hint(form: &Form, typed: &str, env: &Env) -> Option<String> {
    let lang = env.lang;
    let due = form.single().and_then(|seen| seen.concerned()?.due_on);
    if typed.is_empty() {
        let example = lang.pick("ví dụ 15/6, +3 (từ hôm nay)", "e.g. 15/6, +3 (from today)");
        let now = due.map(|due| {
            let due = dates::on_weekday(due, lang);
            lang.pick(format!("đang là {due} · "), format!("currently {due} · "))
        });
        return Some(format!("{}{example}", now.unwrap_or_default()));
    }
    Some(match (new_due(typed, env), due) {
        (Ok(day), Some(current)) if day <= current => {
            errors::refused(&Refusal::NotLater { current }, lang)
        }
        (Ok(day), _) => {
            let past = deadlines::past(&[day], env.today, lang);
            format!("→ {}{past}", dates::with_weekday(day, lang))
        }
        (Err(message), _) => message,
    })
}

/// A day, or the last one of what a wording names: "Quý III".
///
/// # Errors
/// A sentence why it is none.
fn new_due(typed: &str, env: &Env) -> Result<Day, String> {
    let lang = env.lang;
    let error = match parse_day(typed, env.today, env.plan.year) {
        Ok(day) => return Ok(day),
        Err(error) => errors::day(&error, lang),
    };
    match Deadline::parse(typed, &deadline_rules(env)) {
        Ok(Deadline {
            due_on: Some(day), ..
        }) => Ok(day),
        Ok(deadline) if !matches!(deadline.kind, DeadlineKind::Unclear | DeadlineKind::None) => {
            let wording = safe(&deadline.wording);
            let [_, set] = MODES.map(|mode| mode.get(lang));
            Err(lang.pick(
                format!("“{wording}” không có ngày để gia hạn đến; hãy chọn “{set}” ở mục đầu."),
                format!("“{wording}” has no day to extend to; choose “{set}” in the first field."),
            ))
        }
        _ => Err(error),
    }
}

#[derive(Debug)]
struct DeadlineForm;

impl FormKind for DeadlineForm {
    fn title(&self, form: &Form, lang: Lang) -> String {
        form.titled_with_period(bi("Thời hạn", "Deadline"), lang)
    }

    fn submit(&self, form: &Form, env: &Env) -> Result<Command, FieldError> {
        let changes = if extends(form) {
            let seen = form.seen.iter();
            seen.map(|seen| extend(seen, form, env)).collect()
        } else {
            set(form, env)
        };
        changes.map(Command::Apply)
    }
}

fn extend(seen: &SeenTask, form: &Form, env: &Env) -> Result<Change, FieldError> {
    let new_due_on = match form.typed(Field::Due) {
        "" => day(form, Field::Due, env),
        typed => new_due(typed, env).map_err(|message| (Field::Due.into(), message)),
    }?;
    let due = seen.concerned().map(Occurrence::due).ok_or_else(|| {
        let message = errors::refused(&Refusal::NothingToExtend, env.lang);
        (
            Field::Due.into(),
            format!("{}: {message}", seen.task.row.code),
        )
    })?;
    // Before what is still empty: the other fields are for nothing with such a day.
    if let Some(current) = due.due_on.filter(|current| new_due_on <= *current) {
        let message = errors::refused(&Refusal::NotLater { current }, env.lang);
        return Err((Field::Due.into(), message));
    }
    Ok(Change::Extend {
        task: seen.task.row.id,
        seen: due,
        new_due_on,
        reason: form.typed(Field::Reason).to_owned(),
        agreed_by: form.typed(Field::AgreedBy).to_owned(),
        letter: form.typed_or_none(Field::Letter),
    })
}

fn set(form: &Form, env: &Env) -> Result<Vec<Change>, FieldError> {
    if form.typed(Field::Deadline).is_empty() {
        let message = env.lang.pick(
            "Chưa nhập thời hạn. Gõ “không” để bỏ thời hạn.",
            "Enter a deadline, or type “none” to remove it.",
        );
        return Err((Field::Deadline.into(), message.to_owned()));
    }
    let deadline = wording(form, env)?;
    let base_on = match deadline.kind {
        DeadlineKind::Relative => day_or_none(form, Field::BaseOn, env)?,
        _ => None,
    };
    let set = |seen: &SeenTask| Change::SetDeadline {
        task: seen.task.row.id,
        deadline: deadline.clone(),
        base_on,
        seen: seen.task.term(),
    };
    Ok(form.seen.iter().map(set).collect())
}
