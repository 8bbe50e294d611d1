//! The fields of a form, and the trait of the forms.

use crate::domain::change::Refusal;
use crate::domain::conflict::{Conflict, FieldValue};
use crate::domain::ids::OccurrenceId;
use crate::domain::parts::Field;
use crate::domain::task::{Occurrence, Task};
use crate::domain::text::LINE_MAX;
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::messages::labels;
use crate::store::StoreError;
use crate::tui::actions::{Action, KeyContext};
use crate::tui::command::Command;
use crate::tui::env::Env;
use crate::tui::layers::layer::{Cx, MarkedTasks};
use crate::tui::widgets::editor::Editor;
use std::fmt::Debug;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldId {
    /// A part of a task, or a setting.
    Of(Field),
    /// The section of a new task.
    Section,
    /// Extending, or setting the deadline.
    Mode,
    /// In which format a file is saved.
    Format,
    /// Under which name.
    FileName,
    /// The codes of several tasks.
    Codes,
    /// The number of a new section.
    Number,
}

impl From<Field> for FieldId {
    fn from(field: Field) -> Self {
        Self::Of(field)
    }
}

impl FieldId {
    fn label(self) -> Bi {
        match self {
            Self::Of(field) => labels::field(field),
            Self::Section => bi("Mục", "Section"),
            Self::Mode => bi("Việc cần làm", "Action"),
            Self::Format => bi("Loại tệp", "File type"),
            Self::FileName => bi("Tên tệp", "File name"),
            Self::Codes => bi("Mã nhiệm vụ", "Task codes"),
            Self::Number => bi("Số của mục", "Section number"),
        }
    }
}

/// How a field is filled.
#[derive(Clone, Debug)]
pub(crate) enum FieldInput {
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

/// What is shown below a field while it is edited.
#[derive(Clone, Copy, Debug)]
pub(crate) enum FieldHint {
    /// How to choose, or nothing where it is typed.
    Plain,
    /// Always the same text.
    Fixed(Bi),
    /// Computed from the form and from what is typed in the field.
    Computed(fn(&Form, &str, &Env) -> Option<String>),
}

#[derive(Clone, Debug)]
pub(crate) struct FormField {
    pub id: FieldId,
    /// What is in it.
    pub input: FieldInput,
    /// The setting that it edits, as the person saw it; `None` for other fields.
    pub stored: Option<String>,
    /// Whether the form is not saved while it is empty.
    pub required: bool,
    label: Bi,
    hint: FieldHint,
    visible: fn(&Form) -> bool,
    first_text: String,
    first_at: usize,
}

impl FormField {
    /// A typed field.
    pub(crate) fn text(id: impl Into<FieldId>, text: &str) -> Self {
        Self::new(id.into(), FieldInput::Text(Editor::line(text))).limit(LINE_MAX)
    }

    /// A chosen field.
    pub(crate) fn choice(id: impl Into<FieldId>, options: Vec<Bi>, at: usize) -> Self {
        Self::new(id.into(), FieldInput::Choice { options, at })
    }

    fn new(id: FieldId, input: FieldInput) -> Self {
        let mut field = Self {
            id,
            input,
            stored: None,
            label: id.label(),
            hint: FieldHint::Plain,
            required: false,
            visible: |_| true,
            first_text: String::new(),
            first_at: 0,
        };
        field.mark_unchanged();
        field
    }

    /// With another limit, in characters.
    pub(crate) fn limit(mut self, max: usize) -> Self {
        if let FieldInput::Text(editor) = self.input {
            self.input = FieldInput::Text(editor.with_limit(max));
        }
        self
    }

    /// With a label that says more than the field's own.
    pub(crate) fn labelled(self, label: Bi) -> Self {
        Self { label, ..self }
    }

    /// With words under it.
    pub(crate) fn hint(self, hint: FieldHint) -> Self {
        Self { hint, ..self }
    }

    /// The form is not saved while it is empty.
    pub(crate) fn required(self) -> Self {
        let required = true;
        Self { required, ..self }
    }

    /// Shown only where another field has a certain choice.
    pub(crate) fn only_if(self, visible: fn(&Form) -> bool) -> Self {
        Self { visible, ..self }
    }

    /// Its label, with a star where it must be filled.
    pub(crate) fn label(&self, lang: Lang) -> String {
        let mark = if self.required { " *" } else { "" };
        format!("{}{mark}", self.label.get(lang))
    }

    /// The text in it, trimmed; nothing where it is chosen.
    pub(crate) fn typed(&self) -> &str {
        match &self.input {
            FieldInput::Text(editor) => editor.text().trim(),
            FieldInput::Choice { .. } => "",
        }
    }

    /// The place of the chosen option.
    pub(crate) fn chosen(&self) -> usize {
        match &self.input {
            FieldInput::Text(_) => 0,
            FieldInput::Choice { at, .. } => *at,
        }
    }

    /// Puts another text into a typed field.
    pub(crate) fn set(&mut self, text: &str) {
        if let FieldInput::Text(editor) = &mut self.input {
            editor.set(text);
        }
    }

    /// The same, which does not count as a change.
    pub(crate) fn set_initial(&mut self, text: &str) {
        self.set(text);
        self.mark_unchanged();
    }

    /// Whether its content was changed.
    pub(crate) fn is_changed(&self) -> bool {
        self.typed() != self.first_text || self.chosen() != self.first_at
    }

    /// From now on its content counts as unchanged.
    pub(crate) fn mark_unchanged(&mut self) {
        self.first_text = self.typed().to_owned();
        self.first_at = self.chosen();
    }

    /// Whether both have the same content.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        self.typed() == other.typed() && self.chosen() == other.chosen()
    }

    /// Takes the content of `new`, unless it was edited since `old`.
    fn adopt_unless_edited(&mut self, old: &Self, new: &Self) {
        if self.is_like(old) {
            self.input = new.input.clone();
            self.mark_unchanged();
        }
    }
}

/// A field at fault, and a sentence.
pub(crate) type FieldError = (FieldId, String);

/// What one form differs in from another.
pub(crate) trait FormKind: Debug {
    /// The title of its box.
    fn title(&self, form: &Form, lang: Lang) -> String;

    /// The command that saves it.
    ///
    /// # Errors
    /// The field at fault.
    fn submit(&self, form: &Form, env: &Env) -> Result<Command, FieldError>;

    /// The fields that show parts of a task, filled from its present state.
    fn of_task(&self, _seen: &SeenTask, _env: &Env) -> Vec<FormField> {
        Vec::new()
    }

    /// The fields that show anything else, filled from the file again; that then counts as seen.
    ///
    /// # Errors
    /// It cannot be read, or is gone.
    fn reread(&mut self, _cx: &Cx<'_>) -> Result<Vec<FormField>, StoreError> {
        Ok(Vec::new())
    }

    /// Another option was chosen.
    fn chosen(&self, _fields: &mut [FormField]) {}
}

/// A task as the person saw it: when the form was opened, or when a conflict was shown last.
#[derive(Clone, Debug)]
pub(crate) struct SeenTask {
    pub task: Task,
    /// The occurrence that a completion or an extension concerns: the form goes on meaning it when
    /// a colleague completes it meanwhile.
    pub occurrence: Option<OccurrenceId>,
}

impl SeenTask {
    /// A task with its oldest open occurrence.
    pub(crate) fn new(task: Task) -> Self {
        let occurrence = task.current().map(|o| o.id);
        Self { task, occurrence }
    }

    /// The occurrence as the person saw it.
    pub(crate) fn concerned(&self) -> Option<&Occurrence> {
        self.task.occurrence(self.occurrence?)
    }
}

/// An open form.
#[derive(Debug)]
pub(crate) struct Form {
    pub kind: Box<dyn FormKind>,
    /// The tasks that it acts on, as the person saw them; none for a new one.
    pub seen: Vec<SeenTask>,
    /// Those of them that are marked in the list below.
    pub marked: MarkedTasks,
    pub fields: Vec<FormField>,
    /// The focused one.
    pub focus: usize,
    /// Why the form was not saved last, and which field is at fault.
    error: Option<FieldError>,
    /// The path that was checked last, and whether there is a file.
    pub checked_path: Option<(String, bool)>,
}

impl Form {
    /// A form with its first field in focus.
    pub(crate) fn new(
        kind: impl FormKind + 'static,
        seen: Vec<SeenTask>,
        fields: Vec<FormField>,
    ) -> Self {
        Self {
            kind: Box::new(kind),
            seen,
            marked: MarkedTasks::default(),
            fields,
            focus: 0,
            error: None,
            checked_path: None,
        }
    }

    /// The same with another field in focus.
    pub(crate) fn focused_on(mut self, id: impl Into<FieldId>) -> Self {
        let id = id.into();
        let at = self.fields.iter().position(|field| field.id == id);
        self.focus = at.unwrap_or_default();
        self
    }

    /// The task that it acts on, where it is one alone.
    pub(crate) fn single(&self) -> Option<&SeenTask> {
        match self.seen.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The fields that are asked for now, by their places: some depend on what was chosen in another.
    pub(crate) fn shown(&self) -> Vec<usize> {
        (0..self.fields.len())
            .filter(|at| (self.fields[*at].visible)(self))
            .collect()
    }

    /// The field of that name, where the form has it.
    pub(crate) fn field(&self, id: FieldId) -> Option<&FormField> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// The text of a typed field, trimmed.
    pub(crate) fn typed(&self, id: impl Into<FieldId>) -> &str {
        self.field(id.into())
            .map(FormField::typed)
            .unwrap_or_default()
    }

    /// The same, `None` where nothing was typed.
    pub(crate) fn typed_or_none(&self, id: impl Into<FieldId>) -> Option<String> {
        Some(self.typed(id).to_owned()).filter(|text| !text.is_empty())
    }

    /// The place of the chosen option.
    pub(crate) fn chosen(&self, id: impl Into<FieldId>) -> usize {
        self.field(id.into())
            .map(FormField::chosen)
            .unwrap_or_default()
    }

    /// Whether anything was typed or chosen that would be lost.
    pub(crate) fn is_changed(&self) -> bool {
        self.fields.iter().any(FormField::is_changed)
    }

    /// Goes to the next shown field or the one before; says whether there was one.
    pub(crate) fn move_focus(&mut self, forward: bool) -> bool {
        let shown = self.shown();
        let at = shown.iter().position(|at| *at == self.focus).unwrap_or(0);
        let to = if forward { at + 1 } else { at.wrapping_sub(1) };
        if let Some(field) = shown.get(to) {
            self.focus = *field;
        }
        to < shown.len()
    }

    /// Whether the focused field is the last one shown, so that accepting it saves the form.
    pub(crate) fn is_at_end(&self) -> bool {
        self.shown().last() == Some(&self.focus)
    }

    /// Chooses the next option of the focused field, or the one before. `false` where it is typed.
    pub(crate) fn choose(&mut self, forward: bool) -> bool {
        self.forget_error();
        let Some(FieldInput::Choice { options, at }) = self
            .fields
            .get_mut(self.focus)
            .map(|field| &mut field.input)
        else {
            return false;
        };
        let n = options.len().max(1);
        *at = (*at + if forward { 1 } else { n - 1 }) % n;
        self.kind.chosen(&mut self.fields);
        true
    }

    /// The editor of the focused field, where it is typed.
    pub(crate) fn editor(&mut self) -> Option<&mut Editor> {
        self.forget_error();
        match &mut self.fields.get_mut(self.focus)?.input {
            FieldInput::Text(editor) => Some(editor),
            FieldInput::Choice { .. } => None,
        }
    }

    /// The focused field is edited: its error no longer applies.
    fn forget_error(&mut self) {
        let here = self.focused();
        self.error.take_if(|(at, _)| Some(*at) == here);
    }

    fn focused(&self) -> Option<FieldId> {
        self.fields.get(self.focus).map(|field| field.id)
    }

    /// What was wrong with a field.
    pub(crate) fn error_at(&self, field: FieldId) -> Option<&str> {
        let (at, error) = self.error.as_ref()?;
        (*at == field).then_some(error)
    }

    /// The path in the focused field, where it was not checked yet.
    pub(crate) fn path_to_check(&self) -> Option<&str> {
        let path = self.typed(Field::EvidencePath);
        let checked_path = self.checked_path.as_ref();
        let known = checked_path.is_some_and(|(known, _)| known == path);
        let here = self.focused() == Some(Field::EvidencePath.into());
        (here && !known && !path.is_empty()).then_some(path)
    }

    /// The hint of the focused field.
    pub(crate) fn hint(&self, env: &Env) -> Option<String> {
        let field = self.fields.get(self.focus)?;
        match (field.hint, &field.input) {
            (FieldHint::Computed(hint), _) => hint(self, field.typed(), env),
            (FieldHint::Fixed(words), _) => Some(words.get(env.lang).to_owned()),
            (FieldHint::Plain, FieldInput::Choice { .. }) => {
                let key = |action| env.key(KeyContext::Form, action);
                let (left, right) = (key(Action::Left), key(Action::Right));
                Some(env.lang.pick(
                    format!("{left} {right} hoặc dấu cách để chọn"),
                    format!("{left} {right} or Space to choose"),
                ))
            }
            (FieldHint::Plain, FieldInput::Text(_)) => None,
        }
    }

    /// Shows what was wrong and goes to the field at fault; what concerns one that is not asked for
    /// now is shown where the person is.
    pub(crate) fn fail(&mut self, (field, error): FieldError) {
        let mut shown = self.shown().into_iter();
        if let Some(at) = shown.find(|at| self.fields[*at].id == field) {
            self.focus = at;
        }
        self.error = self.focused().map(|here| (here, error));
    }

    /// Shows why the store refused, at the field that it concerns; what concerns none is shown where
    /// the person is.
    pub(crate) fn refuse(&mut self, error: &StoreError, message: String) {
        let field = at_fault(error).map(FieldId::Of);
        if let Some(field) = field.or(self.focused()) {
            self.fail((field, message));
        }
    }

    /// Tasks were changed by colleagues while the form was open, and the person has been shown how:
    /// what was not touched here becomes what it is there; what was typed stays, and a second save
    /// puts it in place of theirs.
    pub(crate) fn rebase(&mut self, conflicts: &[Conflict], env: &Env) {
        for clash in conflicts.iter().flat_map(|conflict| &conflict.clashes) {
            let id = FieldId::Of(clash.field);
            if let Some(field) = self.fields.iter_mut().find(|field| field.id == id) {
                field.stored = match &clash.theirs {
                    FieldValue::Text(text) => Some(text.clone()),
                    _ => None,
                };
            }
        }
        for now in conflicts.iter().filter_map(|c| c.task.as_deref()) {
            let mut seen = self.seen.iter();
            let Some(at) = seen.position(|seen| seen.task.row.id == now.row.id) else {
                continue;
            };
            let old = std::mem::replace(&mut self.seen[at], SeenTask::new(now.clone()));
            // What the form meant is still meant, unless another deadline was set.
            let there = old.occurrence.filter(|id| now.occurrence(*id).is_some());
            let new = &mut self.seen[at];
            new.occurrence = there.or(new.occurrence);
            if self.seen.len() > 1 {
                continue;
            }
            let (old, new) = (
                self.kind.of_task(&old, env),
                self.kind.of_task(&self.seen[at], env),
            );
            for (old, new) in old.iter().zip(&new) {
                if let Some(mine) = self.fields.iter_mut().find(|field| field.id == old.id) {
                    mine.adopt_unless_edited(old, new);
                }
            }
        }
    }

    /// What was not touched here becomes what it is now.
    pub(crate) fn reread(&mut self, cx: &Cx<'_>) {
        let now = self.kind.reread(cx).unwrap_or_default();
        for now in now {
            let mut mine = self.fields.iter_mut();
            if let Some(mine) = mine.find(|field| field.id == now.id) {
                if !mine.is_changed() {
                    mine.input = now.input;
                    mine.mark_unchanged();
                }
                mine.stored = now.stored;
            }
        }
    }

    /// "Trạng thái · 2.3.1-01": a title with the task, or how many there are.
    pub(crate) fn titled(&self, name: Bi, lang: Lang) -> String {
        let name = name.get(lang);
        let n = self.seen.len();
        match self.single() {
            Some(seen) => format!("{name} · {}", seen.task.row.code),
            None => lang.pick(
                format!("{name} · {n} nhiệm vụ"),
                format!("{name} · {n} tasks"),
            ),
        }
    }

    /// The same with " · Quý II" after a recurring task: the due date that is concerned.
    pub(crate) fn titled_with_period(&self, name: Bi, lang: Lang) -> String {
        let mut title = self.titled(name, lang);
        if let Some(seen) = self.single()
            && let (Some(occurrence), Some(_)) = (seen.concerned(), seen.task.row.rhythm)
        {
            let period = dates::period(seen.task.row.rhythm, occurrence, lang);
            title.push_str(&format!(" · {period}"));
        }
        title
    }
}

/// The field that the store's answer concerns.
fn at_fault(error: &StoreError) -> Option<Field> {
    match error {
        StoreError::Refused(
            Refusal::Missing(field)
            | Refusal::TooLong { field, .. }
            | Refusal::OutOfRange { field, .. }
            | Refusal::NameTaken { field, .. }
            | Refusal::NameAlike { field, .. },
        ) => Some(*field),
        StoreError::Refused(Refusal::PersonThere(_)) => Some(Field::Person),
        StoreError::Refused(Refusal::YearsReversed) => Some(Field::ValidTo),
        StoreError::Conflict(conflicts) => Some(conflicts.first()?.clashes.first()?.field),
        StoreError::Refused(Refusal::DoneInFuture(_)) => Some(Field::DoneOn),
        StoreError::Refused(Refusal::NotLater { .. }) => Some(Field::Due),
        StoreError::Refused(Refusal::LeadAlsoCoordinates) => Some(Field::Coordinating),
        _ => None,
    }
}
