//! Which fields a form asks for, and its words.

use super::super::form::{FieldId, Form, FormField, FormKind, Removed, Seen};
use super::super::forms::STATES;
use crate::domain::day::Day;
use crate::domain::deadline::{Deadline, DeadlineKind, DeadlineRules};
use crate::domain::task::State;
use crate::present::dates;
use crate::present::lang::{Bi, Lang};
use crate::present::text::safe;

/// Whether a field is asked for, given what is chosen in the others.
#[must_use]
pub fn is_asked(form: &Form, field: FieldId) -> bool {
    match form.kind {
        FormKind::State => {
            let state = STATES.get(form.chosen(FieldId::State)).copied();
            match field {
                FieldId::State => true,
                FieldId::Reason => matches!(state, Some(State::Paused | State::Dropped)),
                _ => state == Some(State::Done),
            }
        }
        FormKind::Deadline => match field {
            FieldId::Mode => true,
            FieldId::Wording => form.chosen(FieldId::Mode) == 1,
            FieldId::Base => {
                form.chosen(FieldId::Mode) == 1 && is_relative(form.typed(FieldId::Wording))
            }
            _ => form.chosen(FieldId::Mode) == 0,
        },
        FormKind::Evidence
        | FormKind::CorrectEvidence(_)
        | FormKind::RenameStep(_)
        | FormKind::Remove(_)
        | FormKind::Edit
        | FormKind::Add
        | FormKind::Names
        | FormKind::SaveAs
        | FormKind::Assign(_)
        | FormKind::Spread(_) => true,
    }
}

/// Whether a wording counts from a day that a person must enter.
fn is_relative(wording: &str) -> bool {
    let rules = DeadlineRules {
        year: 2000,
        today: Day::default(),
        before_is_strict: true,
    };
    Deadline::parse(wording, &rules).is_ok_and(|d| d.kind == DeadlineKind::Relative)
}

/// The title of a form's box.
#[must_use]
pub fn title(form: &Form, lang: Lang) -> String {
    let name = match form.kind {
        FormKind::State => lang.pick("Trạng thái", "State"),
        FormKind::Deadline => lang.pick("Thời hạn", "Deadline"),
        FormKind::Evidence => lang.pick("Tài liệu kiểm chứng", "Evidence"),
        FormKind::CorrectEvidence(_) => lang.pick("Sửa minh chứng", "Correct evidence"),
        FormKind::RenameStep(_) => lang.pick("Sửa bước", "Rename the step"),
        FormKind::Remove(what) => return removal(form, what, lang),
        FormKind::Edit => lang.pick("Sửa nhiệm vụ", "Edit task"),
        FormKind::Add => return lang.pick("Thêm nhiệm vụ", "Add a task").to_owned(),
        FormKind::Names => return lang.pick("Thể thức báo cáo", "Names on reports").to_owned(),
        FormKind::SaveAs => return lang.pick("Lưu thành tệp", "Save as a file").to_owned(),
        FormKind::Assign(_) => {
            return lang
                .pick(
                    "Giao kết luận thành nhiệm vụ",
                    "Make a task of the conclusion",
                )
                .to_owned();
        }
        FormKind::Spread(_) => {
            return lang
                .pick(
                    "Ghi kết luận vào các nhiệm vụ",
                    "Note the conclusion on several tasks",
                )
                .to_owned();
        }
    };
    match form.one() {
        Some(seen) => format!(
            "{name} · {}{}",
            seen.task.row.code,
            period(form, seen, lang)
        ),
        None => {
            let n = form.seen.len();
            lang.pick(
                format!("{name} · {n} nhiệm vụ"),
                format!("{name} · {n} tasks"),
            )
        }
    }
}

/// What exactly is to be removed.
fn removal(form: &Form, what: Removed, lang: Lang) -> String {
    let Some(Seen { task, .. }) = form.one() else {
        return String::new();
    };
    let code = &task.row.code;
    match what {
        Removed::Task => lang.pick(
            format!("Gỡ bỏ nhiệm vụ {code}"),
            format!("Remove task {code}"),
        ),
        Removed::Evidence(row) => {
            let number = task.document(row).map(|one| safe(&one.number));
            let number = number.unwrap_or_default();
            lang.pick(
                format!("Gỡ bỏ minh chứng {number} · {code}"),
                format!("Remove evidence {number} · {code}"),
            )
        }
        Removed::Step(step) => {
            let step = task.steps.iter().find(|one| one.id == step);
            let title = step.map(|one| safe(&one.title)).unwrap_or_default();
            lang.pick(
                format!("Gỡ bỏ bước “{title}” · {code}"),
                format!("Remove step “{title}” · {code}"),
            )
        }
    }
}

/// " · Quý II": of a recurring task, the due date that completion and extension concern.
fn period(form: &Form, seen: &Seen, lang: Lang) -> String {
    let concerned = matches!(form.kind, FormKind::State | FormKind::Deadline);
    let rhythm = seen.task.row.rhythm;
    match seen.concerned() {
        Some(occurrence) if concerned && rhythm.is_some() => {
            format!(" · {}", dates::period(rhythm, occurrence, lang))
        }
        _ => String::new(),
    }
}

/// The labels of a form's fields, for its column width.
#[must_use]
pub fn label(field: &FormField, lang: Lang) -> &'static str {
    let Bi { vi, en } = field.label;
    lang.pick(vi, en)
}
