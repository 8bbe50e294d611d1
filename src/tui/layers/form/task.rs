//! The form of a task's texts and units: one that is there, a new one, one made of a conclusion; and the
//! one by which a conclusion is noted on tasks.

use super::fields::{Fault, FieldId, Form, FormField, FormKind, Hint, Input, Seen};
use super::parts::{day_field, day_or_none, deadline_rules, wording, wording_field};
use crate::domain::area::Section;
use crate::domain::change::{Change, NewTask};
use crate::domain::ids::{ConclusionId, UnitId};
use crate::domain::parts::{Edited, Field, FieldValue, Part, PartKind};
use crate::domain::review::{ReviewChange, read_assignment};
use crate::domain::task::{Task, TaskText};
use crate::domain::text::{NOTE_MAX, fold};
use crate::domain::unit::{Unit, find_unit, find_units};
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::names::unit_name;
use crate::tui::actions::Action;
use crate::tui::command::Command;
use crate::tui::env::Env;
use crate::tui::keys::Context;
use crate::tui::widgets::editor::Editor;

/// The most units that are listed by name.
const NAMED: usize = 12;

#[derive(Clone, Copy, Debug)]
enum TaskForm {
    Edit,
    Add,
    Assign(ConclusionId),
}

/// Texts and units of a task.
pub fn edit(task: Task, env: &Env) -> Form {
    let fields = text_fields(&task.texts, env);
    Form::new(TaskForm::Edit, vec![Seen::new(task)], fields)
}

/// A new task; `section` is the one that the list shows.
pub fn add(section: Option<&Section>, lead: Option<UnitId>, env: &Env) -> Form {
    let named = section.map(|section| format!("{} {}", section.number, section.title));
    let mut fields = vec![
        FormField::text(FieldId::Section, &named.unwrap_or_default())
            .hint(Hint::Made(section_hint))
            .required(),
    ];
    let begun = TaskText {
        lead,
        ..TaskText::default()
    };
    for mut field in text_fields(&begun, env) {
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
pub fn assign(conclusion: ConclusionId, body: &str, env: &Env) -> Form {
    let mut form = add(env.sections.first(), None, env);
    form.kind = Box::new(TaskForm::Assign(conclusion));
    let read = read_assignment(body, &env.units, &deadline_rules(env));
    let lead = read.lead.map(|unit| unit.abbreviation.as_str());
    for field in &mut form.fields {
        match field.id {
            FieldId::Of(Field::Title) => field.begin_with(&read.title),
            // Its line ends stay, though one line shows them as blanks.
            FieldId::Of(Field::Text) => {
                field.input = Input::Text(Editor::lines(body).with_limit(NOTE_MAX));
                field.begin_here();
            }
            FieldId::Of(Field::Lead) => field.begin_with(lead.unwrap_or_default()),
            FieldId::Of(Field::Deadline) => {
                field.begin_with(read.deadline.as_deref().unwrap_or_default());
            }
            _ => {}
        }
    }
    form.focused_on(match (lead, &read.deadline) {
        (Some(_), None) => Field::Deadline,
        _ => Field::Lead,
    })
}

/// The fields of a task's parts, filled.
fn text_fields(text: &TaskText, env: &Env) -> Vec<FormField> {
    let parts = TaskText::PARTS.iter();
    parts
        .filter_map(|part| part_field(part, text, env))
        .collect()
}

/// None for a part that no form of a task can show.
fn part_field(part: &Part<TaskText>, text: &TaskText, env: &Env) -> Option<FormField> {
    let (field, value) = (part.field, (part.get)(text));
    let mut field = match part.kind {
        PartKind::Line(max) | PartKind::Lines(max) => {
            FormField::text(field, &value.text().unwrap_or_default()).up_to(max)
        }
        PartKind::Day => day_field(field, &value.day().map(dates::full).unwrap_or_default()),
        PartKind::Flag => {
            let yes_no = vec![bi("không", "no"), bi("có", "yes")];
            FormField::choice(field, yes_no, usize::from(value == FieldValue::Flag(true)))
        }
        PartKind::Unit | PartKind::Units => {
            let known = |id: &UnitId| env.units.iter().find(|unit| unit.id == *id);
            let units = value.units();
            let names = units.iter().filter_map(known);
            let names: Vec<&str> = names.map(|unit| unit.abbreviation.as_str()).collect();
            FormField::text(field, &names.join(", ")).hint(Hint::Made(units_hint))
        }
        PartKind::UnitKind | PartKind::Names(_) => return None,
    };
    field.required = part.required;
    Some(field)
}

impl FormKind for TaskForm {
    fn title(&self, form: &Form, lang: Lang) -> String {
        match self {
            Self::Edit => form.titled(bi("Sửa nhiệm vụ", "Edit task"), lang),
            Self::Add => lang.pick("Thêm nhiệm vụ", "Add task").to_owned(),
            Self::Assign(_) => lang
                .pick(
                    "Giao kết luận thành nhiệm vụ",
                    "Turn the conclusion into a task",
                )
                .to_owned(),
        }
    }

    fn of_task(&self, seen: &Seen, env: &Env) -> Vec<FormField> {
        text_fields(&seen.task.texts, env)
    }

    fn submit(&self, form: &Form, env: &Env) -> Result<Command, Fault> {
        let change = match (*self, form.one()) {
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

fn edited(seen: &Seen, form: &Form, env: &Env) -> Result<Change, Fault> {
    let before = seen.task.texts.clone();
    let after = task_text(&before, form, env)?;
    Ok(Change::Edit {
        task: seen.task.row.id,
        before: Box::new(before),
        after: Box::new(after),
    })
}

fn new_task(form: &Form, env: &Env) -> Result<NewTask, Fault> {
    let typed = form.typed(FieldId::Section);
    let section = find_section(typed, env).ok_or_else(|| {
        let known: Vec<&str> = env.sections.iter().map(|s| s.number.as_str()).collect();
        let known = known.join(", ");
        let message = env.lang.pick(
            format!("Không có mục “{typed}”. Hãy chọn một trong: {known}."),
            format!("There is no section “{typed}”. Choose one of: {known}."),
        );
        (FieldId::Section, message)
    })?;
    let mut text = task_text(&TaskText::default(), form, env)?;
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

/// What was seen, with the parts that read otherwise in the form. The others stay to the letter: a
/// field of one line cannot show line ends.
fn task_text(seen: &TaskText, form: &Form, env: &Env) -> Result<TaskText, Fault> {
    let mut text = seen.clone();
    for part in TaskText::PARTS {
        let field = form.field(part.field.into());
        let as_seen = part_field(part, seen, env);
        if let (Some(field), Some(as_seen)) = (field, as_seen)
            && !field.reads_like(&as_seen)
        {
            (part.set)(&mut text, entered(part, form, env)?);
        }
    }
    Ok(text)
}

fn entered(part: &Part<TaskText>, form: &Form, env: &Env) -> Result<FieldValue, Fault> {
    let typed = form.typed(part.field);
    let known = |(typed, unit): (&str, Option<&Unit>)| match unit {
        Some(unit) => Ok(unit.id),
        None => Err((part.field.into(), no_such_unit(typed, env))),
    };
    Ok(match part.kind {
        PartKind::Flag => FieldValue::Flag(form.chosen(part.field) == 1),
        PartKind::Day => day_or_none(form, part.field, env)?.into(),
        PartKind::Unit | PartKind::Units if typed.is_empty() => FieldValue::Nothing,
        PartKind::Unit => FieldValue::Units(vec![known((typed, find_unit(typed, &env.units)))?]),
        PartKind::Units => {
            let units = find_units(typed, &env.units).into_iter().map(known);
            FieldValue::Units(units.collect::<Result<_, Fault>>()?)
        }
        PartKind::Line(_) | PartKind::Lines(_) | PartKind::UnitKind | PartKind::Names(_) => {
            typed.into()
        }
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
        None => {
            let known: Vec<&str> = sections.map(|s| s.number.as_str()).collect();
            known.join(" · ")
        }
    })
}

/// Whether there is room for hints of several lines.
fn has_room(env: &Env) -> bool {
    env.size.0 >= 80 && env.size.1 >= 24
}

fn no_such_unit(typed: &str, env: &Env) -> String {
    match like(typed, env) {
        Some(like) => env.lang.pick(
            format!("Chưa rõ đơn vị “{typed}”: {like}"),
            format!("Unknown unit “{typed}”: {like}"),
        ),
        None => env.lang.pick(
            format!("Không có đơn vị “{typed}”. Hãy gõ tên viết tắt, ví dụ VP."),
            format!("There is no unit “{typed}”. Type an abbreviation, for example VP."),
        ),
    }
}

/// The units that may be meant while one is being typed, a few of them, the office's own first.
fn like(part: &str, env: &Env) -> Option<String> {
    let typed = fold(part);
    let meant = |unit: &&Unit| {
        let name = fold(&format!("{} {}", unit.abbreviation, unit.name));
        name.contains(&typed)
    };
    let mut units: Vec<&Unit> = env.units_at_work().filter(meant).collect();
    units.sort_by_key(|unit| !unit.kind.is_inside());
    let names = units.iter().take(3).map(|unit| unit_name(unit, env.lang));
    let names = names.collect::<Vec<_>>().join("; ");
    (!names.is_empty()).then(|| {
        env.lang.pick(
            format!("có phải {names}?"),
            format!("did you mean {names}?"),
        )
    })
}

fn units_hint(_: &Form, typed: &str, env: &Env) -> Option<String> {
    let lang = env.lang;
    if typed.is_empty() {
        return Some(own_units(env));
    }
    let named = |(part, unit): (&str, Option<&Unit>)| match unit {
        Some(unit) => unit_name(unit, lang),
        None => like(part, env).unwrap_or_else(|| {
            lang.pick(
                format!("không có đơn vị “{part}”"),
                format!("no unit “{part}”"),
            )
        }),
    };
    let parts: Vec<String> = find_units(typed, &env.units)
        .into_iter()
        .map(named)
        .collect();
    Some(format!("→ {}", parts.join("; ")))
}

/// The office's own units, by name where there is room, and how any other is found.
fn own_units(env: &Env) -> String {
    let lang = env.lang;
    let own = env.units_at_work().filter(|unit| unit.kind.is_inside());
    let own: Vec<&Unit> = own.collect();
    let named = if has_room(env) && own.len() <= NAMED {
        let names = own.iter().map(|unit| unit_name(unit, lang));
        names.collect::<Vec<_>>().join("; ")
    } else {
        let short: Vec<&str> = own.iter().map(|unit| unit.abbreviation.as_str()).collect();
        short.join(" · ")
    };
    lang.pick(
        format!("{named}; đơn vị khác: gõ một phần tên"),
        format!("{named}; others: type part of the name"),
    )
}

/// A conclusion of a review, noted on several tasks; `codes` are those of the marked ones.
pub fn spread(conclusion: ConclusionId, body: String, codes: &[String]) -> Form {
    let codes = FormField::text(FieldId::Codes, &codes.join(", "))
        .hint(Hint::Made(codes_hint))
        .required();
    Form::new(SpreadForm { conclusion, body }, Vec::new(), vec![codes])
}

fn codes_hint(_: &Form, _: &str, env: &Env) -> Option<String> {
    let key = env.key(Context::Review, Action::Mark);
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
        lang.pick(
            "Ghi kết luận vào các nhiệm vụ",
            "Add the conclusion to tasks as a note",
        )
        .to_owned()
    }

    fn submit(&self, form: &Form, env: &Env) -> Result<Command, Fault> {
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
