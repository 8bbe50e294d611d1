//! The form of a task's texts and units: one that is there, a new one, one made of a conclusion; and the
//! one by which a conclusion is noted on tasks.

use super::fields::{
    FieldError, FieldHint, FieldId, FieldInput, Form, FormField, FormKind, SeenTask,
};
use super::parts::{deadline_rules, has_room, part_fields, read_parts, wording, wording_field};
use crate::domain::area::Section;
use crate::domain::change::{Change, NewTask};
use crate::domain::ids::{ConclusionId, UnitId};
use crate::domain::parts::Field;
use crate::domain::review::{ReviewChange, read_assignment};
use crate::domain::task::{Task, TaskText};
use crate::domain::text::{NOTE_MAX, join};
use crate::present::lang::{Lang, bi};
use crate::tui::actions::{Action, KeyContext};
use crate::tui::command::Command;
use crate::tui::env::Env;
use crate::tui::widgets::editor::Editor;

#[derive(Clone, Copy, Debug)]
enum TaskForm {
    Edit,
    Add,
    Assign(ConclusionId),
}

/// Texts and units of a task.
pub(crate) fn edit(task: Task, env: &Env) -> Form {
    let fields = part_fields(&task.texts, env);
    Form::new(TaskForm::Edit, vec![SeenTask::new(task)], fields)
}

/// A new task; `section` is the one that the list shows.
pub(crate) fn add(section: Option<&Section>, lead: Option<UnitId>, env: &Env) -> Form {
    let named = section.map(|section| format!("{} {}", section.number, section.title));
    let mut fields = vec![
        FormField::text(FieldId::Section, &named.unwrap_or_default())
            .hint(FieldHint::Computed(section_hint))
            .required(),
    ];
    let begun = TaskText {
        lead,
        ..TaskText::default()
    };
    for mut field in part_fields(&begun, env) {
        if field.id == Field::Product.into() {
            fields.push(wording_field());
        }
        field.required &= field.id != Field::Text.into();
        fields.push(field);
    }
    let mut form = Form::new(TaskForm::Add, Vec::new(), fields);
    form.focus = usize::from(section.is_some());
    form
}

/// A new task made of a conclusion: all of it is the text, its first line the title in short, and the
/// unit and the deadline that it names are filled in. It is offered in the plan's first section, the
/// steering, unless somebody says otherwise.
pub(crate) fn assign(conclusion: ConclusionId, body: &str, env: &Env) -> Form {
    let mut form = add(env.sections.first(), None, env);
    form.kind = Box::new(TaskForm::Assign(conclusion));
    let read = read_assignment(body, &env.units, &deadline_rules(env));
    let lead = read.lead.map(|unit| unit.abbreviation.as_str());
    for field in &mut form.fields {
        match field.id {
            FieldId::Of(Field::Title) => field.set_initial(&read.title),
            // Its line ends stay, though one line shows them as blanks.
            FieldId::Of(Field::Text) => {
                field.input = FieldInput::Text(Editor::lines(body).with_limit(NOTE_MAX));
                field.mark_unchanged();
            }
            FieldId::Of(Field::Lead) => field.set_initial(lead.unwrap_or_default()),
            FieldId::Of(Field::Deadline) => {
                field.set_initial(read.deadline.as_deref().unwrap_or_default());
            }
            _ => {}
        }
    }
    form.focused_on(match (lead, &read.deadline) {
        (Some(_), None) => Field::Deadline,
        _ => Field::Lead,
    })
}

impl FormKind for TaskForm {
    fn title(&self, form: &Form, lang: Lang) -> String {
        match self {
            Self::Edit => form.titled(bi("Sửa nhiệm vụ", "Edit task"), lang),
            Self::Add => lang.text("Thêm nhiệm vụ", "Add task"),
            Self::Assign(_) => lang.text(
                "Giao kết luận thành nhiệm vụ",
                "Turn the conclusion into a task",
            ),
        }
    }

    fn of_task(&self, seen: &SeenTask, env: &Env) -> Vec<FormField> {
        part_fields(&seen.task.texts, env)
    }

    fn submit(&self, form: &Form, env: &Env) -> Result<Command, FieldError> {
        let change = match (*self, form.single()) {
            (Self::Edit, Some(seen)) => edited(seen, form, env)?,
            (Self::Edit, None) => return Ok(Command::Apply(Vec::new())),
            (Self::Add, _) => Change::Add(Box::new(new_task(form, env)?)),
            (Self::Assign(conclusion), _) => Change::Review(ReviewChange::MakeTask {
                conclusion,
                task: Box::new(new_task(form, env)?),
            }),
        };
        Ok(Command::Apply(vec![change]))
    }
}

fn edited(seen: &SeenTask, form: &Form, env: &Env) -> Result<Change, FieldError> {
    let before = seen.task.texts.clone();
    let after = read_parts(&before, form, env)?;
    Ok(Change::Edit {
        task: seen.task.row.id,
        before: Box::new(before),
        after: Box::new(after),
    })
}

fn new_task(form: &Form, env: &Env) -> Result<NewTask, FieldError> {
    let typed = form.typed(FieldId::Section);
    let section = find_section(typed, env).ok_or_else(|| {
        let known = join(env.sections.iter().map(|s| &s.number), ", ");
        let message = env.lang.pick(
            format!("Không có mục “{typed}”. Hãy chọn một trong: {known}."),
            format!("There is no section “{typed}”. Choose one of: {known}."),
        );
        (FieldId::Section, message)
    })?;
    let mut text = read_parts(&TaskText::default(), form, env)?;
    // A short task needs no second wording of the same.
    if text.text.is_empty() {
        text.text.clone_from(&text.title);
    }
    let deadline = wording(form, env)?;
    Ok(NewTask {
        section: section.id,
        text,
        deadline,
        more: Default::default(),
    })
}

/// The section whose number is typed, alone or with its heading after it.
fn find_section<'e>(typed: &str, env: &'e Env) -> Option<&'e Section> {
    let number = typed.split_whitespace().next()?.trim_end_matches('.');
    let mut sections = env.sections.iter();
    sections.find(|section| section.number.eq_ignore_ascii_case(number))
}

fn section_hint(_: &Form, typed: &str, env: &Env) -> Option<String> {
    let named = |section: &Section| format!("{} {}", section.number, section.title);
    let sections = env.sections.iter();
    Some(match find_section(typed, env) {
        Some(section) => format!("→ {}", named(section)),
        None if has_room(env) => sections.map(named).collect::<Vec<_>>().join("; "),
        None => join(sections.map(|s| &s.number), " · "),
    })
}

/// A conclusion of a review, noted on several tasks; `codes` are those of the marked ones.
pub(crate) fn spread(conclusion: ConclusionId, body: String, codes: &[String]) -> Form {
    let codes = FormField::text(FieldId::Codes, &codes.join(", "))
        .hint(FieldHint::Computed(codes_hint))
        .required();
    Form::new(SpreadForm { conclusion, body }, Vec::new(), vec![codes])
}

fn codes_hint(_: &Form, _: &str, env: &Env) -> Option<String> {
    let key = env.key(KeyContext::Review, Action::Mark);
    Some(env.lang.pick(
        format!(
            "cách nhau bằng dấu phẩy: 2.1-6, 2.3.1-1; khi giao ban, nhấn {key} để đánh dấu việc"
        ),
        format!(
            "separated by commas: 2.1-6, 2.3.1-1; during the review, press {key} to mark tasks"
        ),
    ))
}

#[derive(Debug)]
struct SpreadForm {
    conclusion: ConclusionId,
    /// Its text, as the person saw it.
    body: String,
}

impl FormKind for SpreadForm {
    fn title(&self, _: &Form, lang: Lang) -> String {
        lang.text(
            "Ghi kết luận vào các nhiệm vụ",
            "Add the conclusion to tasks as a note",
        )
    }

    fn submit(&self, form: &Form, env: &Env) -> Result<Command, FieldError> {
        let typed = form.typed(FieldId::Codes).split([',', ';', ' ']);
        let codes = typed.filter(|code| !code.is_empty()).map(str::to_owned);
        let codes: Vec<String> = codes.collect();
        if codes.is_empty() {
            let message = env.lang.pick(
                "Chưa nhập mã nhiệm vụ nào.",
                "Enter at least one task code.",
            );
            return Err((FieldId::Codes, message.to_owned()));
        }
        Ok(Command::Spread {
            conclusion: self.conclusion,
            body: self.body.clone(),
            codes,
        })
    }
}
