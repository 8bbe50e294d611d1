//! Acts on tasks: Space, and opening the forms and notes that write.

use crate::domain::change::Change;
use crate::domain::ids::{NoteId, TaskId};
use crate::domain::task::Task;
use crate::domain::text::NOTE_MAX;
use crate::present::messages::errors;
use crate::store::StoreError;
use crate::tui::effects::effect::Effect;
use crate::tui::input::action::Action;
use crate::tui::layers::layer::{Next, Question, Request};
use crate::tui::model::{Draft, DraftKey, Layer, Model, NoteLayer};
use crate::tui::screens::detail::Part;
use crate::tui::toggle_done::toggle_marked;
use crate::tui::widgets::editor::Editor;
use crate::tui::writing::form::{Form, Removed};
use crate::tui::writing::forms;

/// Says that nothing can be written, where that is so.
pub(super) fn refused_read_only(model: &mut Model) -> bool {
    if model.env.read_only {
        model.fail(errors::store(&StoreError::ReadOnly, model.env.lang));
    }
    model.env.read_only
}

pub(super) fn space_on_home(model: &mut Model) -> Vec<Effect> {
    if refused_read_only(model) {
        return Vec::new();
    }
    if !model.home.marked.is_empty() {
        return vec![Effect::Tasks(model.home.marked.clone(), Action::Done)];
    }
    let wished = model.home.space(&model.env);
    apply_space(model, wished)
}

fn apply_space(model: &mut Model, wished: Result<Vec<Change>, &'static str>) -> Vec<Effect> {
    match wished {
        Ok(changes) => vec![Effect::Next(Next::apply(changes))],
        Err(refused) => {
            model.fail(refused);
            Vec::new()
        }
    }
}

/// Does to the marked tasks, now known whole, what was asked.
pub(in crate::tui) fn act_on_tasks(
    model: &mut Model,
    tasks: &[Task],
    action: Action,
) -> Vec<Effect> {
    if action == Action::Done {
        let wished = toggle_marked(tasks, &model.home.toggled, &model.env);
        return match wished {
            Ok(changes) if model.home.out_of_sight(&model.env) > 0 => {
                ask_marked(model, changes, tasks)
            }
            wished => apply_space(model, wished),
        };
    }
    open_writing(model, action, tasks.to_vec(), None)
}

/// Asks before an act on what the person may have forgotten: marks outlive a change of the list.
fn ask_marked(model: &Model, changes: Vec<Change>, tasks: &[Task]) -> Vec<Effect> {
    let lang = model.env.lang;
    let touched = |task: &&Task| changes.iter().any(|c| c.task() == Some(task.row.id));
    let codes = tasks.iter().filter(touched);
    let codes: Vec<&str> = codes.map(|task| task.row.code.as_str()).collect();
    let (n, codes) = (codes.len(), codes.join(", "));
    let text = if changes.iter().all(|c| matches!(c, Change::Reopen { .. })) {
        lang.pick(
            format!("Mở lại {n} nhiệm vụ: {codes}?"),
            format!("Reopen {n} tasks: {codes}?"),
        )
    } else {
        lang.pick(
            format!("Đánh dấu hoàn thành {n} nhiệm vụ: {codes}?"),
            format!("Mark {n} tasks as completed: {codes}?"),
        )
    };
    let question = Question::new(text, Next::apply(changes), lang);
    vec![Effect::open(Request::Confirm(question))]
}

pub(super) fn space_on_detail(model: &mut Model) -> Vec<Effect> {
    if refused_read_only(model) {
        return Vec::new();
    }
    let Some(Layer::Detail(detail)) = model.layers.last() else {
        return Vec::new();
    };
    if let Some(change) = detail.space(&model.home.toggled, &model.env) {
        return vec![Effect::apply(vec![change])];
    }
    match detail.difficulty() {
        Some(_) => write_on(model, Action::Note),
        None => Vec::new(),
    }
}

/// Opens the form or the note for the marked tasks, the selected one or the open one.
pub(super) fn write_on(model: &mut Model, action: Action) -> Vec<Effect> {
    let writes = matches!(
        action,
        Action::Note
            | Action::State
            | Action::Deadline
            | Action::Evidence
            | Action::Edit
            | Action::Remove
            | Action::Add
    );
    if !writes || refused_read_only(model) {
        return Vec::new();
    }
    if action == Action::Add {
        let form = add_form(model);
        model.layers.push(Layer::Form(Box::new(form)));
        return Vec::new();
    }
    if let Some(Layer::Detail(detail)) = model.layers.last() {
        let (task, answers) = (detail.task.clone(), detail.difficulty());
        if let Some(form) = mend(&task, detail.part, action) {
            model.layers.push(Layer::Form(Box::new(form)));
            return Vec::new();
        }
        return open_writing(model, action, vec![task], answers);
    }
    if !model.home.marked.is_empty() {
        return vec![Effect::Tasks(model.home.marked.clone(), action)];
    }
    match model.home.preview.clone() {
        Some(task) => open_writing(model, action, vec![*task], None),
        None => Vec::new(),
    }
}

/// The form for the document or the step under the cursor, where an action means that.
fn mend(task: &Task, part: Option<Part>, action: Action) -> Option<Form> {
    match (action, part?) {
        (Action::Edit, Part::Evidence(row)) => forms::correct_evidence(task.clone(), row),
        (Action::Edit, Part::Step(step)) => forms::rename_step(task.clone(), step),
        (Action::Remove, Part::Evidence(row)) => {
            Some(forms::remove(task.clone(), Removed::Evidence(row)))
        }
        (Action::Remove, Part::Step(step)) => {
            Some(forms::remove(task.clone(), Removed::Step(step)))
        }
        _ => None,
    }
}

/// Opens the form or the note for these tasks.
pub(super) fn open_writing(
    model: &mut Model,
    action: Action,
    mut tasks: Vec<Task>,
    answers: Option<NoteId>,
) -> Vec<Effect> {
    if tasks.is_empty() {
        return Vec::new();
    }
    let lang = model.env.lang;
    let one_by_one = lang.pick(
        "Chỉ sửa được từng nhiệm vụ một; Esc để bỏ chọn.",
        "Tasks are edited one at a time; Esc clears the selection.",
    );
    let form = match action {
        Action::Note => {
            let layer = note_layer(model, &tasks, answers);
            model.layers.push(layer);
            return Vec::new();
        }
        Action::State => Ok(forms::state(tasks, model.env.today)),
        Action::Deadline => forms::deadline(tasks, lang),
        Action::Evidence => Ok(forms::evidence(tasks)),
        _ => match (tasks.pop(), tasks.is_empty()) {
            (Some(task), true) if action == Action::Remove => {
                Ok(forms::remove(task, Removed::Task))
            }
            (Some(task), true) => Ok(forms::edit(task, &model.env.units)),
            _ => Err(one_by_one.to_owned()),
        },
    };
    match form {
        Ok(form) => model.layers.push(Layer::Form(Box::new(form))),
        Err(said) => model.fail(said),
    }
    Vec::new()
}

pub(super) fn add_form(model: &Model) -> Form {
    use crate::domain::unit::UnitScope;
    let env = &model.env;
    let beside = model.home.preview.as_ref().map(|task| task.section_id);
    let area = model
        .home
        .tab
        .and_then(|tab| env.areas.get(tab))
        .map(|area| area.id);
    let fits = |s: &&crate::domain::area::Section| area.is_none_or(|area| area == s.area);
    let section = env
        .sections
        .iter()
        .filter(fits)
        .find(|s| Some(s.id) == beside);
    let lead = match model.home.unit {
        UnitScope::Led(unit) => Some(unit),
        UnitScope::All | UnitScope::Unassigned => None,
    };
    forms::add(section, &env.units, lead)
}

pub(super) fn note_layer(model: &mut Model, tasks: &[Task], answers: Option<NoteId>) -> Layer {
    let lang = model.env.lang;
    let codes: Vec<&str> = tasks.iter().map(|task| task.row.code.as_str()).collect();
    let codes = codes.join(", ");
    let of = match tasks.len() {
        1 => codes.clone(),
        n => lang.pick(
            format!("{n} nhiệm vụ: {codes}"),
            format!("{n} tasks: {codes}"),
        ),
    };
    let tasks: Vec<TaskId> = tasks.iter().map(|task| task.row.id).collect();
    // An answer goes on only where it answers the same difficulty, a note on several tasks only as
    // one; a plain note on a single task where any was left.
    let of_task = |answers| {
        tasks
            .first()
            .and_then(|task| model.drafts.get(&DraftKey::Note(*task, answers)))
    };
    let any = || {
        model
            .drafts
            .iter()
            .find(|(key, _)| matches!(key, DraftKey::Note(task, _) if Some(task) == tasks.first()))
    };
    let kept = match (answers, tasks.len()) {
        (None, 1) => of_task(None)
            .or_else(|| any().map(|(_, draft)| draft))
            .cloned(),
        _ => of_task(answers).cloned(),
    };
    if kept.is_some() {
        model.notify(lang.pick(
            "Đã mở lại bản nháp đang viết dở.",
            "Your draft was reopened.",
        ));
    }
    let new = || Draft {
        editor: Editor::lines("").with_limit(NOTE_MAX),
        ..Draft::default()
    };
    let mut draft = kept.unwrap_or_else(new);
    draft.answers = draft.answers.or(answers);
    draft.of = codes;
    Layer::Note(Box::new(NoteLayer { tasks, of, draft }))
}
