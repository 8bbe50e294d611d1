//! One field of a form: typed or chosen.

use super::editor::Editor;
use super::form::FieldId;
use crate::domain::text::LINE_MAX;
use crate::present::lang::Bi;

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
    /// The setting behind it as the person saw it, where there is one.
    pub stored: Option<String>,
}

impl FormField {
    /// A typed field.
    #[must_use]
    pub fn text(id: FieldId, label: Bi, text: &str) -> Self {
        Self::text_up_to(id, label, text, LINE_MAX)
    }

    /// A typed field with a limit of its own, in characters.
    #[must_use]
    pub fn text_up_to(id: FieldId, label: Bi, text: &str, max: usize) -> Self {
        Self {
            id,
            label,
            input: Input::Text(Editor::line(text).with_limit(max)),
            first: text.to_owned(),
            stored: None,
        }
    }

    /// A chosen field.
    #[must_use]
    pub fn choice(id: FieldId, label: Bi, options: Vec<Bi>, at: usize) -> Self {
        Self {
            id,
            label,
            input: Input::Choice { options, at },
            first: String::new(),
            stored: None,
        }
    }
}
