//! Acts on tasks: Space, and opening the forms and notes that write.

use crate::domain::change::Change;
use crate::domain::ids::NoteId;
use crate::domain::task::Task;
use crate::domain::unit::UnitScope;
use crate::present::messages::errors;
use crate::store::StoreError;
use crate::tui::effects::effect::Effect;
use crate::tui::input::action::Action;
use crate::tui::layers::layer::{Amend, FormRequest, Next, Question, Request};
use crate::tui::model::{Layer, Model};
use crate::tui::screens::detail::Part;
use crate::tui::toggle_done::toggle_marked;

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
        return vec![Effect::open(Request::Form(add_form(model)))];
    }
    if let Some(Layer::Detail(detail)) = model.layers.last() {
        let (task, answers) = (detail.task.clone(), detail.difficulty());
        if let Some(what) = amend(detail.part, action) {
            return vec![Effect::open(Request::Form(FormRequest::Amend(task, what)))];
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

/// What an action makes of the document or the step under the cursor, where it means that.
fn amend(part: Option<Part>, action: Action) -> Option<Amend> {
    match (action, part?) {
        (Action::Edit, Part::Evidence(row)) => Some(Amend::CorrectEvidence(row)),
        (Action::Edit, Part::Step(step)) => Some(Amend::RenameStep(step)),
        (Action::Remove, Part::Evidence(row)) => Some(Amend::RemoveEvidence(row)),
        (Action::Remove, Part::Step(step)) => Some(Amend::RemoveStep(step)),
        _ => None,
    }
}

/// Opens the form or the note for these tasks.
pub(super) fn open_writing(
    model: &mut Model,
    action: Action,
    tasks: Vec<Task>,
    answers: Option<NoteId>,
) -> Vec<Effect> {
    if tasks.is_empty() {
        return Vec::new();
    }
    match Request::writing(action, tasks, answers, model.env.lang) {
        Ok(request) => vec![Effect::open(request)],
        Err(refused) => {
            model.fail(refused);
            Vec::new()
        }
    }
}

fn add_form(model: &Model) -> FormRequest {
    let env = &model.env;
    let beside = model.home.preview.as_ref().map(|task| task.section_id);
    let area = model.home.tab.and_then(|tab| env.areas.get(tab));
    let mut sections = env.sections.iter();
    let section = sections.find(|section| {
        Some(section.id) == beside && area.is_none_or(|area| area.id == section.area)
    });
    FormRequest::Add {
        section: section.map(|section| section.id),
        lead: match model.home.unit {
            UnitScope::Led(unit) => Some(unit),
            UnitScope::All | UnitScope::Unassigned => None,
        },
    }
}
