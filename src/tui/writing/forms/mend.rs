//! Forms for what was entered by mistake: a document or a step corrected, a thing removed. Each
//! asks for the reason.

use super::super::form::{FieldId, Form, FormField, FormKind, Removed, Seen};
use super::{evidence_fields, form};
use crate::domain::change::Amendment;
use crate::domain::change::{Change, Refusal};
use crate::domain::day::Day;
use crate::domain::ids::StepId;
use crate::domain::note::Evidence;
use crate::domain::task::Task;
use crate::domain::text::TITLE_MAX;
use crate::present::lang::bi;

fn reason() -> FormField {
    FormField::text(FieldId::Reason, bi("Lý do", "Reason"), "")
}

/// A document to be corrected; nothing where it is gone.
pub fn correct_evidence(task: Task, row: i64) -> Option<Form> {
    let mut fields = evidence_fields(task.document(row));
    task.document(row)?;
    fields.push(reason());
    let kind = FormKind::CorrectEvidence(row);
    Some(form(kind, vec![Seen::new(task)], fields))
}

/// A step to be worded otherwise; nothing where it is gone.
pub fn rename_step(task: Task, step: StepId) -> Option<Form> {
    let title = &task.steps.iter().find(|one| one.id == step)?.title;
    let label = bi("Bước", "Step");
    let title = FormField::text_up_to(FieldId::Title, label, title, TITLE_MAX);
    let kind = FormKind::RenameStep(step);
    Some(form(kind, vec![Seen::new(task)], vec![title, reason()]))
}

/// What was entered by mistake, to be removed.
pub fn remove(task: Task, what: Removed) -> Form {
    form(
        FormKind::Remove(what),
        vec![Seen::new(task)],
        vec![reason()],
    )
}

/// What such a form comes to; `dated_on` is the day that was typed.
pub(super) fn amendment(form: &Form, dated_on: Option<Day>) -> Result<Option<Change>, Refusal> {
    let Some(Seen { task, .. }) = form.one() else {
        return Ok(None);
    };
    let document = |row| task.document(row).ok_or(Refusal::NoSuchEvidence);
    let step = |id: StepId| {
        let mut steps = task.steps.iter();
        steps.find(|one| one.id == id).ok_or(Refusal::NoSuchStep)
    };
    let what = match form.kind {
        FormKind::CorrectEvidence(row) => {
            let seen = Box::new(document(row)?.clone());
            let to = Box::new(Evidence {
                id: row,
                number: form.typed(FieldId::Number).to_owned(),
                dated_on,
                summary: form.typed_or_none(FieldId::Summary),
                path: form.typed_or_none(FieldId::Path),
            });
            Amendment::CorrectEvidence { seen, to }
        }
        FormKind::RenameStep(id) => Amendment::RenameStep {
            step: id,
            seen: step(id)?.title.clone(),
            to: form.typed(FieldId::Title).to_owned(),
        },
        FormKind::Remove(Removed::Task) => Amendment::RemoveTask {
            seen: task.row.place.last_change,
        },
        FormKind::Remove(Removed::Evidence(row)) => Amendment::RemoveEvidence {
            seen: Box::new(document(row)?.clone()),
        },
        FormKind::Remove(Removed::Step(id)) => {
            let step = step(id)?;
            Amendment::RemoveStep {
                step: id,
                seen: step.title.clone(),
                ticked: step.done_on,
            }
        }
        _ => return Ok(None),
    };
    Ok(Some(Change::Amend {
        task: task.row.id,
        what,
        reason: form.typed(FieldId::Reason).to_owned(),
    }))
}
