//! Which fields a form asks for, and its words.

use super::super::form::{FieldId, Form, FormField, FormKind, Removed, Seen};
use super::super::forms::STATES;
use crate::domain::deadline::{Deadline, DeadlineKind, DeadlineRules, Reading};
use crate::domain::task::State;
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::text::safe;

/// Whether a field is asked for, given what is chosen in the others.
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
        reading: Reading::Document,
        before_is_strict: true,
    };
    Deadline::read(wording, &rules).kind == DeadlineKind::Relative
}

/// The title of a form's box.
pub fn title(form: &Form, lang: Lang) -> String {
    let name = match form.kind {
        FormKind::State => lang.pick("Trạng thái", "Status"),
        FormKind::Deadline => lang.pick("Thời hạn", "Deadline"),
        FormKind::Evidence => lang.pick("Minh chứng", "Evidence"),
        FormKind::CorrectEvidence(_) => lang.pick("Sửa minh chứng", "Correct evidence"),
        FormKind::RenameStep(_) => lang.pick("Sửa bước", "Rename the step"),
        FormKind::Remove(what) => return removal(form, what, lang),
        FormKind::Edit => lang.pick("Sửa nhiệm vụ", "Edit task"),
        FormKind::Add => return lang.pick("Thêm nhiệm vụ", "Add task").to_owned(),
        FormKind::Names => {
            return lang
                .pick("Thể thức báo cáo", "Letterhead, signatory, recipients")
                .to_owned();
        }
        FormKind::SaveAs => return lang.pick("Lưu thành tệp", "Save as a file").to_owned(),
        FormKind::Assign(_) => {
            return lang
                .pick(
                    "Giao kết luận thành nhiệm vụ",
                    "Turn the conclusion into a task",
                )
                .to_owned();
        }
        FormKind::Spread(_) => {
            return lang
                .pick(
                    "Ghi kết luận vào các nhiệm vụ",
                    "Add the conclusion to tasks as a note",
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

/// Whether a form is not saved while a field is empty.
pub fn is_required(form: &Form, field: FieldId) -> bool {
    match form.kind {
        FormKind::State => matches!(field, FieldId::DoneOn | FieldId::Reason),
        FormKind::Deadline => matches!(
            field,
            FieldId::NewDue | FieldId::Reason | FieldId::AgreedBy | FieldId::Wording
        ),
        FormKind::Evidence => field == FieldId::Number,
        FormKind::CorrectEvidence(_) => matches!(field, FieldId::Number | FieldId::Reason),
        FormKind::RenameStep(_) => matches!(field, FieldId::Title | FieldId::Reason),
        FormKind::Remove(_) => field == FieldId::Reason,
        FormKind::Edit => matches!(field, FieldId::Title | FieldId::Text),
        FormKind::Add | FormKind::Assign(_) => matches!(field, FieldId::Section | FieldId::Title),
        FormKind::Names => false,
        FormKind::SaveAs => field == FieldId::FileName,
        FormKind::Spread(_) => field == FieldId::Codes,
    }
}

/// The label of a form's field, with a star where it must be filled.
pub fn label(form: &Form, field: &FormField, lang: Lang) -> String {
    let mark = if is_required(form, field.id) {
        " *"
    } else {
        ""
    };
    format!("{}{mark}", field.label.get(lang))
}
