//! One field of a form: typed or chosen.

use super::form::FieldId;
use crate::domain::text::LINE_MAX;
use crate::present::lang::Bi;
use crate::tui::widgets::editor::Editor;

/// How a field is filled.
#[derive(Clone, Debug)]
pub enum Input {
    /// Typed.
    Text(Editor),
    /// Chosen with the arrow keys or the space bar.
    Choice {
        /// What can be chosen.
        options: Vec<Bi>,
        /// The chosen one.
        at: usize,
    },
}

/// One field.
#[derive(Clone, Debug)]
pub struct FormField {
    /// What it is for.
    pub id: FieldId,
    /// Its label.
    pub label: Bi,
    /// What is in it.
    pub input: Input,
    /// What was in it at first, where it is typed.
    pub first: String,
    /// What was chosen at first, where it is chosen.
    first_at: usize,
    /// The setting behind it as the person saw it, where there is one.
    pub stored: Option<String>,
}

impl FormField {
    /// A typed field.
    pub fn text(id: FieldId, label: Bi, text: &str) -> Self {
        Self::text_up_to(id, label, text, LINE_MAX)
    }

    /// A typed field with a limit of its own, in characters.
    pub fn text_up_to(id: FieldId, label: Bi, text: &str, max: usize) -> Self {
        let editor = Editor::line(text).with_limit(max);
        Self {
            id,
            label,
            first: editor.text().to_owned(),
            input: Input::Text(editor),
            first_at: 0,
            stored: None,
        }
    }

    /// A chosen field.
    pub fn choice(id: FieldId, label: Bi, options: Vec<Bi>, at: usize) -> Self {
        Self {
            id,
            label,
            input: Input::Choice { options, at },
            first: String::new(),
            first_at: at,
            stored: None,
        }
    }

    /// Whether something else stands in it than at first.
    pub fn is_changed(&self) -> bool {
        match &self.input {
            Input::Text(editor) => editor.text().trim() != self.first.trim(),
            Input::Choice { at, .. } => *at != self.first_at,
        }
    }

    /// From now on what stands in it counts as what stood there at first.
    pub fn begin_here(&mut self) {
        match &self.input {
            Input::Text(editor) => editor.text().clone_into(&mut self.first),
            Input::Choice { at, .. } => self.first_at = *at,
        }
    }
}
