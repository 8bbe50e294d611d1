//! An open form after the store has answered: the field at fault, a colleague's texts.

use crate::domain::change::{Field, Refusal};
use crate::domain::task::Task;
use crate::domain::unit::Unit;
use crate::store::StoreError;
use crate::tui::form::{FieldId, Form, Input};
use crate::tui::forms::text_fields;

/// The task was changed by a colleague while its form was open: what was not touched here becomes
/// what it is there; what was typed stays, and a second save puts it in place of theirs.
pub fn rebase(form: &mut Form, now: Task, units: &[Unit]) {
    let Some(seen) = &form.seen else { return };
    let (old, new) = (
        text_fields(&seen.texts(), units),
        text_fields(&now.texts(), units),
    );
    for (old, new) in old.iter().zip(&new) {
        let mine = form.fields.iter_mut().find(|field| field.id == old.id);
        match (mine.map(|field| &mut field.input), &old.input, &new.input) {
            (Some(Input::Text(mine)), Input::Text(old), Input::Text(new))
                if mine.text() == old.text() =>
            {
                mine.set(new.text());
            }
            (
                Some(Input::Choice { at, .. }),
                Input::Choice { at: old, .. },
                Input::Choice { at: new, .. },
            ) if at == old => *at = *new,
            _ => {}
        }
    }
    form.seen = Some(Box::new(now));
}

/// The field that the store's answer concerns.
#[must_use]
pub fn at_fault(error: &StoreError) -> Option<FieldId> {
    let field = match error {
        StoreError::Refused(Refusal::Missing(field) | Refusal::TooLong { field, .. })
        | StoreError::Conflict { field, .. } => *field,
        StoreError::Refused(Refusal::DoneInFuture(_)) => return Some(FieldId::DoneOn),
        StoreError::Refused(Refusal::NotLater { .. }) => return Some(FieldId::NewDue),
        StoreError::Refused(Refusal::LeadAlsoCoordinates) => return Some(FieldId::Coordinating),
        _ => return None,
    };
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
        Field::Deadline => FieldId::Wording,
        Field::Lead => FieldId::Lead,
        Field::Coordinating => FieldId::Coordinating,
        Field::Note
        | Field::Step
        | Field::Person
        | Field::Abbreviation
        | Field::UnitName
        | Field::Alias
        | Field::Conclusion => return None,
    })
}
