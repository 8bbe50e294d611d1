//! A conclusion of a review being written, and what it can become: a task of its own, a note on
//! several tasks.

use crate::domain::ids::{ConclusionId, ReviewId};
use crate::domain::text::{NOTE_MAX, TITLE_MAX};
use crate::present::lang::bi;
use crate::tui::editor::Editor;
use crate::tui::form::{FieldId, Form, FormField, FormKind, Input};
use crate::tui::forms::add;
use crate::tui::model::Frame;

/// A conclusion being written.
#[derive(Clone, Debug)]
pub struct ConclusionLayer {
    /// The review.
    pub review: ReviewId,
    /// Which conclusion is reworded, and its text as the person saw it; none for a new one.
    pub of: Option<(ConclusionId, String)>,
    /// The text.
    pub editor: Editor,
}

impl ConclusionLayer {
    /// Under which key its text is kept.
    #[must_use]
    pub fn key(&self) -> (ReviewId, Option<ConclusionId>) {
        (self.review, self.of.as_ref().map(|(id, _)| *id))
    }
}

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
            _ => {}
        }
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
        bi("Mã nhiệm vụ", "Codes"),
        &codes,
    )];
    Form {
        kind: FormKind::Spread(conclusion),
        seen: Vec::new(),
        fields,
        focus: 0,
        error: None,
        touched: false,
    }
}
