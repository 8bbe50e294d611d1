//! What a conclusion of a review can become: a task of its own, a note on several tasks.

use super::super::form::{FieldId, Form, FormField, FormKind, Input};
use super::super::forms::find::rules;
use super::super::forms::{Ground, add};
use crate::domain::ids::ConclusionId;
use crate::domain::review::read_assignment;
use crate::domain::text::NOTE_MAX;
use crate::present::lang::bi;
use crate::tui::widgets::editor::Editor;

/// A new task made of a conclusion: all of it is the text, its first line the title in short, and the
/// unit and the deadline that it names are filled in. It is offered in the plan's first section, the
/// steering, unless somebody says otherwise.
pub fn assign(conclusion: ConclusionId, body: &str, ground: &Ground<'_>) -> Form {
    let mut form = add(ground.sections.first(), ground.units, None);
    form.kind = FormKind::Assign(conclusion);
    let read = read_assignment(body, ground.units, &rules(ground));
    let lead = read.lead.map(|unit| unit.abbreviation.as_str());
    for field in &mut form.fields {
        match (field.id, &mut field.input) {
            (FieldId::Title, Input::Text(editor)) => editor.set(&read.title),
            // Its line ends stay, though one line shows them as blanks.
            (FieldId::Text, input) => {
                *input = Input::Text(Editor::lines(body).with_limit(NOTE_MAX));
            }
            (FieldId::Lead, Input::Text(editor)) => editor.set(lead.unwrap_or_default()),
            (FieldId::Wording, Input::Text(editor)) => {
                editor.set(read.deadline.as_deref().unwrap_or_default());
            }
            _ => continue,
        }
        field.begin_here();
    }
    let missing = match (lead, &read.deadline) {
        (Some(_), None) => FieldId::Wording,
        _ => FieldId::Lead,
    };
    let focus = form.fields.iter().position(|field| field.id == missing);
    form.focus = focus.unwrap_or_default();
    form
}

/// A conclusion noted on several tasks; `codes` are those of the marked ones.
pub fn spread(conclusion: ConclusionId, codes: &[&str]) -> Form {
    let codes = codes.join(", ");
    let fields = vec![FormField::text(
        FieldId::Codes,
        bi("Mã nhiệm vụ", "Task codes"),
        &codes,
    )];
    Form {
        kind: FormKind::Spread(conclusion),
        seen: Vec::new(),
        fields,
        focus: 0,
        error: None,
        looked_for: None,
    }
}
