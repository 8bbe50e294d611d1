//! Forms of one-line fields: what they ask, what is shown while typing, what they come to.
//!
//! A form holds its fields and knows how to read them; it writes nothing. What it comes to is a
//! list of changes, or the field at fault and a sentence.

pub use super::field::{FormField, Input};

use super::forms::{self, Ground};
use crate::domain::change::Change;
use crate::domain::ids::{ConclusionId, OccurrenceId, StepId};
use crate::domain::occurrence::Occurrence;
use crate::domain::task::Task;
use crate::present::lang::Lang;
use crate::store::StoreError;
use crate::tui::widgets::editor::Editor;

/// Which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormKind {
    /// State, done date, result, reason.
    State,
    /// Deadline and extension.
    Deadline,
    /// Evidence.
    Evidence,
    /// A document corrected.
    CorrectEvidence(i64),
    /// A step worded otherwise.
    RenameStep(StepId),
    /// Something removed that was entered by mistake.
    Remove(Removed),
    /// Texts and units of a task.
    Edit,
    /// A new task.
    Add,
    /// Who reports as what, and the cut-off day.
    Names,
    /// Where a document is saved.
    SaveAs,
    /// A new task made of a conclusion.
    Assign(ConclusionId),
    /// A conclusion noted on several tasks.
    Spread(ConclusionId),
}

/// What is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removed {
    /// The task.
    Task,
    /// A document of it, by its row.
    Evidence(i64),
    /// A step of it.
    Step(StepId),
}

/// What a field is for; its name in the form and in code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the labels say it
pub enum FieldId {
    State,
    DoneOn,
    Result,
    Reason,
    Mode,
    Wording,
    NewDue,
    AgreedBy,
    Letter,
    Base,
    Number,
    DatedOn,
    Summary,
    Path,
    Section,
    Title,
    Text,
    Product,
    KeyTask,
    Lead,
    Coordinating,
    CoordinatingText,
    Superior,
    OfficeShort,
    Office,
    Symbol,
    Place,
    SignerTitle,
    Signer,
    Recipients,
    Cutoff,
    Format,
    FileName,
    Codes,
}

/// A task as the person saw it: when the form was opened, or when a conflict was shown last.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The task.
    pub task: Task,
    /// The occurrence that a completion or an extension concerns: the form goes on meaning it when
    /// a colleague completes it meanwhile.
    pub occurrence: Option<OccurrenceId>,
}

impl Seen {
    /// A task with its oldest open occurrence.
    pub fn new(task: Task) -> Self {
        let occurrence = task.current().map(|o| o.id);
        Self { task, occurrence }
    }

    /// The occurrence as the person saw it.
    pub fn concerned(&self) -> Option<&Occurrence> {
        self.task.occurrence(self.occurrence?)
    }
}

/// An open form.
#[derive(Debug)]
pub struct Form {
    /// Which.
    pub kind: FormKind,
    /// The tasks that it acts on, as the person saw them; none for a new one.
    pub seen: Vec<Seen>,
    /// Its fields.
    pub fields: Vec<FormField>,
    /// The focused one.
    pub focus: usize,
    /// What was wrong when it was last to be saved, and with which field.
    pub error: Option<(FieldId, String)>,
    /// The file that was looked for last, and whether it is there.
    pub looked_for: Option<(String, bool)>,
}

impl Form {
    /// The task that it acts on, where it is one alone.
    pub fn one(&self) -> Option<&Seen> {
        match self.seen.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The fields that are asked for now: some depend on what was chosen in another.
    pub fn shown(&self) -> Vec<usize> {
        (0..self.fields.len())
            .filter(|at| forms::is_asked(self, self.fields[*at].id))
            .collect()
    }

    /// The text of a typed field, trimmed.
    pub fn typed(&self, id: FieldId) -> &str {
        self.fields
            .iter()
            .find(|field| field.id == id)
            .and_then(|field| match &field.input {
                Input::Text(editor) => Some(editor.text().trim()),
                Input::Choice { .. } => None,
            })
            .unwrap_or_default()
    }

    /// The same where it is another text than at first.
    pub fn typed_anew(&self, id: FieldId) -> Option<&str> {
        let field = self.fields.iter().find(|field| field.id == id)?;
        Some(self.typed(id)).filter(|typed| *typed != field.first.trim())
    }

    /// The same, `None` where nothing was typed.
    pub fn typed_or_none(&self, id: FieldId) -> Option<String> {
        Some(self.typed(id).to_owned()).filter(|text| !text.is_empty())
    }

    /// Whether anything was typed or chosen that would be lost.
    pub fn is_changed(&self) -> bool {
        self.fields.iter().any(FormField::is_changed)
    }

    /// The place of the chosen option.
    pub fn chosen(&self, id: FieldId) -> usize {
        self.fields
            .iter()
            .find(|field| field.id == id)
            .and_then(|field| match &field.input {
                Input::Choice { at, .. } => Some(*at),
                Input::Text(_) => None,
            })
            .unwrap_or_default()
    }

    /// Goes to the next shown field or the one before; says whether there was one.
    pub fn move_focus(&mut self, forward: bool) -> bool {
        let shown = self.shown();
        let at = shown.iter().position(|at| *at == self.focus).unwrap_or(0);
        let to = if forward { at + 1 } else { at.wrapping_sub(1) };
        match shown.get(to) {
            Some(field) => {
                self.focus = *field;
                true
            }
            None => false,
        }
    }

    /// Whether the focused field is the last one shown, so that accepting it saves the form.
    pub fn is_at_end(&self) -> bool {
        self.shown().last() == Some(&self.focus)
    }

    /// Chooses the next option of the focused field, or the one before. `false` where it is typed.
    pub fn choose(&mut self, forward: bool) -> bool {
        self.forget_error();
        match self
            .fields
            .get_mut(self.focus)
            .map(|field| &mut field.input)
        {
            Some(Input::Choice { options, at }) => {
                let n = options.len().max(1);
                *at = if forward {
                    (*at + 1) % n
                } else {
                    (*at + n - 1) % n
                };
                true
            }
            _ => false,
        }
    }

    /// The editor of the focused field, where it is typed.
    pub fn editor(&mut self) -> Option<&mut Editor> {
        self.forget_error();
        match self
            .fields
            .get_mut(self.focus)
            .map(|field| &mut field.input)
        {
            Some(Input::Text(editor)) => Some(editor),
            _ => None,
        }
    }

    /// The focused field is being mended.
    fn forget_error(&mut self) {
        let here = self.focused();
        self.error.take_if(|(at, _)| Some(*at) == here);
    }

    /// What the focused field is for.
    fn focused(&self) -> Option<FieldId> {
        self.fields.get(self.focus).map(|field| field.id)
    }

    /// What was wrong with a field.
    pub fn error_at(&self, field: FieldId) -> Option<&str> {
        let (at, error) = self.error.as_ref()?;
        (*at == field).then_some(error)
    }

    /// The file that is named in the focused field, where it was not looked for yet.
    pub fn to_look_for(&self) -> Option<&str> {
        let path = self.typed(FieldId::Path);
        let known = self
            .looked_for
            .as_ref()
            .is_some_and(|(known, _)| known == path);
        let here = self.focused() == Some(FieldId::Path);
        (here && !known && !path.is_empty()).then_some(path)
    }

    /// What stands under the focused field while it is being typed.
    pub fn hint(&self, ground: &Ground<'_>) -> Option<String> {
        forms::hint(self, self.fields.get(self.focus)?.id, ground)
    }

    /// What the form comes to.
    ///
    /// # Errors
    /// The field at fault and a sentence.
    pub fn changes(&self, ground: &Ground<'_>) -> Result<Vec<Change>, (FieldId, String)> {
        forms::changes(self, ground)
    }

    /// Shows what was wrong and goes to the field at fault; what concerns one that is not asked for
    /// now is said where the person is.
    pub fn fail(&mut self, field: FieldId, error: String) {
        let mut shown = self.shown().into_iter();
        if let Some(at) = shown.find(|at| self.fields[*at].id == field) {
            self.focus = at;
        }
        self.error = self.focused().map(|here| (here, error));
    }

    /// Shows what the store said and goes to the field that it concerns; what concerns none is said
    /// where the person is.
    pub fn refuse(&mut self, error: &StoreError, said: String) {
        if let Some(field) = forms::at_fault(error).or(self.focused()) {
            self.fail(field, said);
        }
    }

    /// The title of the form's box.
    pub fn title(&self, lang: Lang) -> String {
        forms::title(self, lang)
    }
}
