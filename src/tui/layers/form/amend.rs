//! Forms for what stands on record: a document added or corrected, a step reworded, a thing removed
//! that was entered by mistake. Whatever was there before asks for the reason.

use super::super::layer::Amend;
use super::fields::{FieldError, FieldHint, Form, FormField, FormKind, SeenTask};
use super::parts::{add_evidence, day_or_none, evidence_fields, reason};
use crate::domain::change::Amendment;
use crate::domain::change::{Change, Refusal};
use crate::domain::day::Day;
use crate::domain::ids::StepId;
use crate::domain::note::{Evidence, Step};
use crate::domain::parts::Field;
use crate::domain::task::Task;
use crate::domain::text::TITLE_MAX;
use crate::present::lang::{Lang, bi};
use crate::present::messages::errors;
use crate::present::text::safe;
use crate::tui::command::Command;
use crate::tui::env::Env;

/// The document that proves completion.
pub(crate) fn add_document(tasks: Vec<Task>) -> Form {
    let seen = tasks.into_iter().map(SeenTask::new).collect();
    Form::new(EvidenceForm, seen, evidence_fields(None))
}

/// # Errors
/// What it concerns is gone.
pub(crate) fn open(task: Task, what: Amend) -> Result<Form, Refusal> {
    let mut fields = match what {
        Amend::CorrectEvidence(row) => evidence_fields(Some(document(&task, row)?)),
        Amend::RenameStep(id) => {
            let title = &step(&task, id)?.title;
            vec![
                FormField::text(Field::StepTitle, title)
                    .limit(TITLE_MAX)
                    .required(),
            ]
        }
        Amend::RemoveTask | Amend::RemoveEvidence(_) | Amend::RemoveStep(_) => Vec::new(),
    };
    let removes = fields.is_empty();
    let why = FieldHint::Fixed(bi(
        "vì sao gỡ bỏ, ví dụ: thêm nhầm; lý do được giữ trong nhật ký",
        "why it is removed, e.g. entered by mistake; the history keeps the reason",
    ));
    fields.push(if removes {
        reason().hint(why)
    } else {
        reason()
    });
    Ok(Form::new(what, vec![SeenTask::new(task)], fields))
}

#[derive(Debug)]
struct EvidenceForm;

impl FormKind for EvidenceForm {
    fn title(&self, form: &Form, lang: Lang) -> String {
        form.titled(bi("Minh chứng", "Evidence"), lang)
    }

    fn submit(&self, form: &Form, env: &Env) -> Result<Command, FieldError> {
        let dated_on = day_or_none(form, Field::EvidenceDate, env)?;
        let tasks = form.seen.iter().map(|seen| seen.task.row.id);
        let add = tasks.map(|task| add_evidence(task, form, dated_on));
        Ok(Command::Apply(add.collect()))
    }
}

impl FormKind for Amend {
    fn title(&self, form: &Form, lang: Lang) -> String {
        let Some(SeenTask { task, .. }) = form.single() else {
            return String::new();
        };
        let code = &task.row.code;
        match *self {
            Self::CorrectEvidence(_) => form.titled(bi("Sửa minh chứng", "Correct evidence"), lang),
            Self::RenameStep(_) => form.titled(bi("Sửa bước", "Rename the step"), lang),
            Self::RemoveTask => lang.pick(
                format!("Gỡ bỏ nhiệm vụ {code}"),
                format!("Remove task {code}"),
            ),
            Self::RemoveEvidence(row) => {
                let number = task.document(row).map(|one| safe(&one.number));
                let number = number.unwrap_or_default();
                lang.pick(
                    format!("Gỡ bỏ minh chứng {number} · {code}"),
                    format!("Remove evidence {number} · {code}"),
                )
            }
            Self::RemoveStep(step) => {
                let step = task.step(step);
                let title = step.map(|one| safe(&one.title)).unwrap_or_default();
                lang.pick(
                    format!("Gỡ bỏ bước “{title}” · {code}"),
                    format!("Remove step “{title}” · {code}"),
                )
            }
        }
    }

    fn of_task(&self, seen: &SeenTask, _: &Env) -> Vec<FormField> {
        match *self {
            Self::CorrectEvidence(row) => evidence_fields(seen.task.document(row)),
            _ => Vec::new(),
        }
    }

    fn submit(&self, form: &Form, env: &Env) -> Result<Command, FieldError> {
        let dated_on = day_or_none(form, Field::EvidenceDate, env)?;
        let Some(SeenTask { task, .. }) = form.single() else {
            return Ok(Command::Apply(Vec::new()));
        };
        let what = amendment(*self, task, form, dated_on);
        let what =
            what.map_err(|refusal| (Field::Reason.into(), errors::refused(&refusal, env.lang)))?;
        Ok(Command::Apply(vec![Change::Amend {
            task: task.row.id,
            what,
            reason: form.typed(Field::Reason).to_owned(),
        }]))
    }
}

fn document(task: &Task, row: i64) -> Result<&Evidence, Refusal> {
    task.document(row).ok_or(Refusal::NoSuchEvidence)
}

fn step(task: &Task, id: StepId) -> Result<&Step, Refusal> {
    task.step(id).ok_or(Refusal::NoSuchStep)
}

/// What the form says is to be made of what stands on record.
fn amendment(
    what: Amend,
    task: &Task,
    form: &Form,
    dated_on: Option<Day>,
) -> Result<Amendment, Refusal> {
    Ok(match what {
        Amend::CorrectEvidence(row) => {
            let seen = Box::new(document(task, row)?.clone());
            let to = Box::new(Evidence {
                id: row,
                number: form.typed(Field::EvidenceNumber).to_owned(),
                dated_on,
                summary: form.typed_or_none(Field::EvidenceSummary),
                path: form.typed_or_none(Field::EvidencePath),
            });
            Amendment::CorrectEvidence { seen, to }
        }
        Amend::RenameStep(id) => Amendment::RenameStep {
            step: id,
            seen: step(task, id)?.title.clone(),
            to: form.typed(Field::StepTitle).to_owned(),
        },
        Amend::RemoveTask => Amendment::RemoveTask {
            seen: task.row.place.last_change,
        },
        Amend::RemoveEvidence(row) => Amendment::RemoveEvidence {
            seen: Box::new(document(task, row)?.clone()),
        },
        Amend::RemoveStep(id) => {
            let step = step(task, id)?;
            Amendment::RemoveStep {
                step: id,
                seen: step.title.clone(),
                ticked: step.done_on,
            }
        }
    })
}
