//! An open form after the store has answered: the field at fault, a colleague's texts.

use super::super::form::{FieldId, Form, FormField, FormKind, Input, Seen};
use super::super::forms::{done_on_field, evidence_fields, result_field, text_fields};
use crate::domain::change::{Field, Refusal};
use crate::domain::conflict::{Conflict, FieldValue};
use crate::domain::occurrence::Occurrence;
use crate::domain::unit::Unit;
use crate::store::StoreError;

/// Tasks were changed by colleagues while the form was open, and the person has been shown how: what
/// was not touched here becomes what it is there; what was typed stays, and a second save puts it in
/// place of theirs.
pub fn rebase(form: &mut Form, conflicts: &[Conflict], units: &[Unit]) {
    for clash in conflicts.iter().flat_map(|conflict| &conflict.clashes) {
        let field = form
            .fields
            .iter_mut()
            .find(|field| Some(field.id) == of_field(clash.field));
        if let (Some(field), FormKind::Names) = (field, form.kind) {
            field.stored = match &clash.theirs {
                FieldValue::Text(text) => Some(text.clone()),
                _ => None,
            };
        }
    }
    for now in conflicts.iter().filter_map(|c| c.task.as_deref()) {
        let known = form.seen.iter().position(|s| s.task.row.id == now.row.id);
        let Some(at) = known else { continue };
        let alone = form.one().is_some();
        let old = std::mem::replace(&mut form.seen[at], Seen::new(now.clone()));
        // What the form meant is still meant, unless the deadline was set anew.
        let there = old.occurrence.filter(|id| now.occurrence(*id).is_some());
        let new = &mut form.seen[at];
        new.occurrence = there.or(new.occurrence);
        let shown = |seen: &Seen| match form.kind {
            FormKind::Edit => text_fields(&seen.task.texts(), units),
            FormKind::State => completion_fields(seen.concerned()),
            FormKind::CorrectEvidence(row) => evidence_fields(seen.task.document(row)),
            _ => Vec::new(),
        };
        if alone {
            let (old, new) = (shown(&old), shown(&form.seen[at]));
            take_untouched(&mut form.fields, &old, &new);
        }
    }
}

/// The result of an occurrence, and of one that is done also the day. A day that is to complete one
/// is the person's own, whether it was typed or stood there.
fn completion_fields(concerned: Option<&Occurrence>) -> Vec<FormField> {
    let done_on = concerned.and_then(|o| o.done_on);
    let result = std::iter::once(result_field(concerned));
    result.chain(done_on.map(done_on_field)).collect()
}

/// Fields that still read as they did when the form was opened take what they would read now.
fn take_untouched(fields: &mut [FormField], old: &[FormField], new: &[FormField]) {
    for (old, new) in old.iter().zip(new) {
        let Some(mine) = fields.iter_mut().find(|field| field.id == old.id) else {
            continue;
        };
        match (&mut mine.input, &old.input, &new.input) {
            (Input::Text(mine), Input::Text(old), Input::Text(new))
                if mine.text() == old.text() =>
            {
                mine.set(new.text());
            }
            (
                Input::Choice { at, .. },
                Input::Choice { at: old, .. },
                Input::Choice { at: new, .. },
            ) if at == old => *at = *new,
            _ => continue,
        }
        mine.begin_here();
    }
}

/// The field that the store's answer concerns.
pub fn at_fault(error: &StoreError) -> Option<FieldId> {
    let field = match error {
        StoreError::Refused(Refusal::Missing(field) | Refusal::TooLong { field, .. }) => *field,
        StoreError::Conflict(conflicts) => conflicts.first()?.clashes.first()?.field,
        StoreError::Refused(Refusal::DoneInFuture(_)) => return Some(FieldId::DoneOn),
        StoreError::Refused(Refusal::NotLater { .. }) => return Some(FieldId::NewDue),
        StoreError::Refused(Refusal::LeadAlsoCoordinates) => return Some(FieldId::Coordinating),
        _ => return None,
    };
    of_field(field)
}

/// The form's field for a part.
fn of_field(field: Field) -> Option<FieldId> {
    Some(match field {
        Field::Title => FieldId::Title,
        Field::Text => FieldId::Text,
        Field::Product => FieldId::Product,
        Field::Reason => FieldId::Reason,
        Field::AgreedBy => FieldId::AgreedBy,
        Field::Letter => FieldId::Letter,
        Field::Result => FieldId::Result,
        Field::EvidenceNumber => FieldId::Number,
        Field::EvidenceSummary => FieldId::Summary,
        Field::EvidencePath => FieldId::Path,
        Field::EvidenceDate => FieldId::DatedOn,
        Field::StepTitle => FieldId::Title,
        Field::Deadline => FieldId::Wording,
        Field::Lead => FieldId::Lead,
        Field::Coordinating => FieldId::Coordinating,
        Field::CoordinatingText => FieldId::CoordinatingText,
        Field::State => FieldId::State,
        Field::DoneOn => FieldId::DoneOn,
        Field::Due => FieldId::NewDue,
        Field::BaseOn => FieldId::Base,
        Field::Superior => FieldId::Superior,
        Field::OfficeShort => FieldId::OfficeShort,
        Field::Office => FieldId::Office,
        Field::Symbol => FieldId::Symbol,
        Field::SignedAt => FieldId::Place,
        Field::SignerTitle => FieldId::SignerTitle,
        Field::Signer => FieldId::Signer,
        Field::Recipients => FieldId::Recipients,
        Field::Cutoff => FieldId::Cutoff,
        Field::KeyTask => FieldId::KeyTask,
        Field::Note
        | Field::Step
        | Field::Person
        | Field::Abbreviation
        | Field::UnitName
        | Field::UnitKind
        | Field::Alias
        | Field::PersonUnit
        | Field::ReportText
        | Field::Setting
        | Field::Conclusion => return None,
    })
}
