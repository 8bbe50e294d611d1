//! What a conclusion of a review can become: a task of its own, a note on several tasks.

use super::super::editor::Editor;
use super::super::form::{FieldId, Form, FormField, FormKind, Input};
use super::super::forms::add;
use crate::domain::ids::ConclusionId;
use crate::domain::text::{NOTE_MAX, TITLE_MAX};
use crate::present::lang::bi;
use crate::tui::model::Frame;

/// A new task made of a conclusion: its first line is the title, all of it the text. It is offered in
/// the plan's first section, the steering, unless somebody says otherwise.
#[must_use]
pub fn assign(conclusion: ConclusionId, body: &str, frame: &Frame) -> Form {
    let mut form = add(frame.sections.first(), &frame.units, None);
    form.kind = FormKind::Assign(conclusion);
    // A name bears no full stop.
    let title = body.lines().next().unwrap_or_default();
    let title = title.trim_end_matches(['.', ';', ' ']);
    let title: String = title.chars().take(TITLE_MAX).collect();
    for field in &mut form.fields {
        match (field.id, &mut field.input) {
            (FieldId::Title, Input::Text(editor)) => editor.set(&title),
            // Its line ends stay, though one line shows them as blanks.
            (FieldId::Text, input) => {
                *input = Input::Text(Editor::lines(body).with_limit(NOTE_MAX));
            }
            _ => continue,
        }
        field.begin_here();
    }
    let lead = form
        .fields
        .iter()
        .position(|field| field.id == FieldId::Lead);
    form.focus = lead.unwrap_or_default();
    form
}

/// A conclusion noted on several tasks; `codes` are those of the marked ones.
#[must_use]
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
