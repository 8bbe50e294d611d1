//! Update: model and message in, changed model and effects out. It touches nothing else.
//!
//! Each layer answers for its own keys; what is the same everywhere (undo, help, quit) is answered
//! here first.

use super::action::Action;
use super::editor::{Editor, Inserted};
use super::effect::Effect;
use super::forms::Ground;
use super::keymap::Context;
use super::model::{Choice, Draft, Frame, Layer, Model, NoteLayer};
use super::msg::Msg;
use super::pickers;
use super::screens::home::{Pane, SpaceRefusal, space_marked};
use super::words::{concerns_a_task, writes};
use super::{answers, forms};
use crate::domain::change::Change;
use crate::domain::ids::{NoteId, TaskId};
use crate::domain::task::Task;
use crate::domain::text::NOTE_MAX;
use crate::present::words::{errors, outcomes};
use crate::store::StoreError;

/// Takes a message in.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Action(action) => {
            model.status = None;
            act(model, action)
        }
        Msg::Text(letter) => {
            model.status = None;
            typed(model, &letter.to_string())
        }
        Msg::Toned => {
            model.fail(model.frame.lang.pick(
                "Bộ gõ tiếng Việt đã đổi phím vừa bấm; hãy tắt bộ gõ ở danh sách.",
                "The Vietnamese input tool changed that key; switch it off for lists.",
            ));
            Vec::new()
        }
        Msg::Paste(text) => typed(model, &text),
        Msg::Resize(width, height) => {
            model.frame.size = (width, height);
            model.home.settle(&model.frame);
            // More rows may fit now than are at hand.
            model.home.reload(&model.frame)
        }
        Msg::Day(day) => {
            model.frame.today = day;
            model.home.reload(&model.frame)
        }
        Msg::Foreign => refresh(model),
        Msg::Answer(answer) => answers::take(model, *answer),
    }
}

/// Everything that another program may have changed, loaded anew; the cursor stays on its task.
fn refresh(model: &mut Model) -> Vec<Effect> {
    let mut effects = vec![Effect::Frame];
    effects.extend(model.home.reload(&model.frame));
    effects.extend(detail_of(model).map(Effect::Detail));
    effects
}

/// The task whose detail is open.
pub(super) fn detail_of(model: &Model) -> Option<TaskId> {
    model.layers.iter().rev().find_map(|layer| match layer {
        Layer::Detail(detail) => Some(detail.task.row.id),
        _ => None,
    })
}

/// What a person wants, wherever the keys go.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => quit(model),
        Action::Help if !matches!(model.layers.last(), Some(Layer::Help(..))) => {
            let context = model.context();
            model.layers.push(Layer::Help(context, 0));
            Vec::new()
        }
        Action::Language => {
            model.frame.lang = model.frame.lang.other();
            vec![Effect::Remember(model.frame.lang)]
        }
        Action::Palette => {
            let picker = pickers::palette(model);
            model.layers.push(Layer::Picker(picker));
            Vec::new()
        }
        Action::Undo | Action::Redo => {
            if refused_read_only(model) {
                return Vec::new();
            }
            vec![if action == Action::Undo {
                Effect::Undo
            } else {
                Effect::Redo
            }]
        }
        Action::Suspend => vec![Effect::Suspend],
        _ => act_on_layer(model, action),
    }
}

fn act_on_layer(model: &mut Model, action: Action) -> Vec<Effect> {
    match model.layers.last_mut() {
        None => act_on_home(model, action),
        Some(Layer::Detail(detail)) => match action {
            Action::Back => leave(model),
            Action::Done => space_on_detail(model),
            Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::Top
            | Action::Bottom
            | Action::PreviousPart
            | Action::NextPart => {
                detail.step(action, &model.frame);
                Vec::new()
            }
            _ => write_on(model, action),
        },
        Some(Layer::Document(document)) => {
            if action == Action::Back {
                return leave(model);
            }
            document.step(action, &model.frame);
            Vec::new()
        }
        Some(Layer::Help(context, top)) => {
            if matches!(action, Action::Back | Action::Help) {
                return leave(model);
            }
            let room = model.frame.layout().dialog(64, u16::MAX);
            let columns = usize::from(room.width.saturating_sub(4));
            let lines = super::screens::help::lines(*context, &model.frame, columns).len();
            let rows = usize::from(room.height.saturating_sub(2)).max(1);
            *top = scroll(*top, action, rows, lines);
            Vec::new()
        }
        Some(Layer::Picker(_)) => act_on_picker(model, action),
        Some(Layer::Search(_)) => act_on_search(model, action),
        Some(Layer::Form(_)) => act_on_form(model, action),
        Some(Layer::Note(_)) => act_on_note(model, action),
        Some(Layer::AskQuit) => {
            model.ended = action == Action::Yes;
            leave(model)
        }
    }
}

fn scroll(top: usize, action: Action, rows: usize, lines: usize) -> usize {
    let last = lines.saturating_sub(rows);
    let top = top.min(last);
    match action {
        Action::Up => top.saturating_sub(1),
        Action::Down => (top + 1).min(last),
        Action::PageUp => top.saturating_sub(rows),
        Action::PageDown => (top + rows).min(last),
        Action::Top => 0,
        Action::Bottom => last,
        _ => top,
    }
}

/// Closes the topmost layer.
pub(super) fn leave(model: &mut Model) -> Vec<Effect> {
    model.layers.pop();
    Vec::new()
}

/// Ends at once, but asks where a text would be lost.
fn quit(model: &mut Model) -> Vec<Effect> {
    let open = model.layers.iter().any(|layer| match layer {
        Layer::Note(note) => !note.draft.editor.text().trim().is_empty(),
        Layer::Form(form) => form.touched,
        _ => false,
    });
    if open || !model.drafts.is_empty() {
        model.layers.push(Layer::AskQuit);
    } else {
        model.ended = true;
    }
    Vec::new()
}

fn act_on_home(model: &mut Model, action: Action) -> Vec<Effect> {
    let (home, frame) = (&mut model.home, &model.frame);
    match action {
        Action::Up
        | Action::Down
        | Action::PageUp
        | Action::PageDown
        | Action::Top
        | Action::Bottom => home.step(action, frame),
        Action::NextTab => home.turn_tab(true, frame),
        Action::PreviousTab => home.turn_tab(false, frame),
        Action::Tab(n) => {
            let tab = frame
                .areas
                .iter()
                .position(|area| area.key == n.to_string());
            if tab.is_some() {
                home.open_tab(tab, frame)
            } else {
                Vec::new()
            }
        }
        Action::AllTabs => home.open_tab(None, frame),
        Action::Left => {
            if frame.layout().units.width > 0 {
                home.pane = Pane::Units;
            } else {
                let picker = pickers::units(model);
                model.layers.push(Layer::Picker(picker));
            }
            Vec::new()
        }
        Action::Right => {
            home.pane = Pane::Tasks;
            Vec::new()
        }
        Action::Open if home.pane == Pane::Units => {
            home.pane = Pane::Tasks;
            Vec::new()
        }
        Action::Open => home
            .selected()
            .map(|row| Effect::Detail(row.id))
            .into_iter()
            .collect(),
        Action::Back if home.pane == Pane::Units => {
            home.pane = Pane::Tasks;
            Vec::new()
        }
        Action::Back => home.back(frame).unwrap_or_default(),
        Action::Done => space_on_home(model),
        Action::Mark => home.mark(frame),
        Action::Search => {
            let editor = Editor::line(&home.words);
            home.pane = Pane::Tasks;
            model.layers.push(Layer::Search(editor));
            Vec::new()
        }
        Action::Filter => vec![Effect::Filters(home.query(frame), pickers::filters(frame))],
        Action::Mine => {
            let picker = pickers::my_unit(frame);
            model.layers.push(Layer::Picker(picker));
            Vec::new()
        }
        Action::Order => {
            home.order = home.order.next();
            home.reload(frame)
        }
        Action::Document => vec![Effect::Document],
        _ => write_on(model, action),
    }
}

/// Says that nothing can be written, where that is so.
fn refused_read_only(model: &mut Model) -> bool {
    if model.frame.read_only {
        model.fail(errors::store(&StoreError::ReadOnly, model.frame.lang));
    }
    model.frame.read_only
}

fn space_on_home(model: &mut Model) -> Vec<Effect> {
    if refused_read_only(model) {
        return Vec::new();
    }
    if !model.home.marked.is_empty() {
        return vec![Effect::Tasks(model.home.marked.clone(), Action::Done)];
    }
    let wished = model.home.space(&model.frame);
    apply_space(model, wished)
}

fn apply_space(model: &mut Model, wished: Result<Vec<Change>, SpaceRefusal>) -> Vec<Effect> {
    match wished {
        Ok(changes) if changes.is_empty() => Vec::new(),
        Ok(changes) => vec![Effect::Apply(changes)],
        Err(SpaceRefusal::AllOccurrencesDone) => {
            model.fail(model.frame.lang.pick(
                "Mọi kỳ đã xong. Enter mở chi tiết để mở lại từng kỳ.",
                "Every due date is done. Enter opens the detail, where each can be reopened.",
            ));
            Vec::new()
        }
    }
}

/// Does to the marked tasks, now known whole, what was asked.
pub(super) fn act_on_tasks(model: &mut Model, tasks: &[Task], action: Action) -> Vec<Effect> {
    if action == Action::Done {
        let wished = space_marked(tasks, &model.frame);
        return apply_space(model, wished);
    }
    let ids = tasks.iter().map(|task| task.row.id).collect();
    let whole = match tasks {
        [task] => Some(Box::new(task.clone())),
        _ => None,
    };
    open_writing(model, action, ids, whole, None)
}

fn space_on_detail(model: &mut Model) -> Vec<Effect> {
    if refused_read_only(model) {
        return Vec::new();
    }
    let Some(Layer::Detail(detail)) = model.layers.last() else {
        return Vec::new();
    };
    if let Some(change) = detail.space(&model.frame) {
        return vec![Effect::Apply(vec![change])];
    }
    match detail.difficulty() {
        Some(_) => write_on(model, Action::Note),
        None => Vec::new(),
    }
}

/// Opens the form or the note for the marked tasks, the selected one or the open one.
fn write_on(model: &mut Model, action: Action) -> Vec<Effect> {
    let writes = matches!(
        action,
        Action::Note
            | Action::State
            | Action::Deadline
            | Action::Evidence
            | Action::Edit
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
        let (id, whole) = (detail.task.row.id, Box::new(detail.task.clone()));
        let answers = detail.difficulty();
        return open_writing(model, action, vec![id], Some(whole), answers);
    }
    if !model.home.marked.is_empty() {
        return vec![Effect::Tasks(model.home.marked.clone(), action)];
    }
    match model.home.preview.clone() {
        Some(whole) => open_writing(model, action, vec![whole.row.id], Some(whole), None),
        None => Vec::new(),
    }
}

/// Opens the form or the note for these tasks; `seen` is the task whole where it is one.
fn open_writing(
    model: &mut Model,
    action: Action,
    tasks: Vec<TaskId>,
    seen: Option<Box<Task>>,
    answers: Option<NoteId>,
) -> Vec<Effect> {
    if tasks.is_empty() {
        return Vec::new();
    }
    let lang = model.frame.lang;
    let one_by_one = lang.pick(
        "Chỉ sửa được từng nhiệm vụ một; Esc để bỏ chọn.",
        "Tasks are edited one at a time; Esc clears the marks.",
    );
    let form = match action {
        Action::Note => {
            let layer = note_layer(model, tasks, seen.as_deref(), answers);
            model.layers.push(layer);
            return Vec::new();
        }
        Action::State => Ok(forms::state(tasks, seen, model.frame.today)),
        Action::Deadline => forms::deadline(tasks, seen, lang),
        Action::Evidence => Ok(forms::evidence(tasks, seen)),
        _ => match seen {
            Some(task) => Ok(forms::edit(*task, &model.frame.units)),
            None => Err(one_by_one.to_owned()),
        },
    };
    match form {
        Ok(form) => model.layers.push(Layer::Form(Box::new(form))),
        Err(said) => model.fail(said),
    }
    Vec::new()
}

fn add_form(model: &Model) -> super::form::Form {
    use crate::domain::unit::UnitScope;
    let frame = &model.frame;
    let beside = model.home.preview.as_ref().map(|task| task.section_id);
    let area = model
        .home
        .tab
        .and_then(|tab| frame.areas.get(tab))
        .map(|area| area.id);
    let fits = |s: &&crate::domain::area::Section| area.is_none_or(|area| area == s.area);
    let section = frame
        .sections
        .iter()
        .filter(fits)
        .find(|s| Some(s.id) == beside);
    let lead = match model.home.unit {
        UnitScope::Led(unit) => Some(unit),
        UnitScope::All | UnitScope::Unassigned => None,
    };
    forms::add(section, &frame.units, lead)
}

fn note_layer(
    model: &mut Model,
    tasks: Vec<TaskId>,
    seen: Option<&Task>,
    answers: Option<NoteId>,
) -> Layer {
    let lang = model.frame.lang;
    let of = match (seen, tasks.len()) {
        (Some(task), 1) => task.row.code.clone(),
        (_, n) => lang.pick(format!("{n} nhiệm vụ"), format!("{n} tasks")),
    };
    let kept = tasks
        .first()
        .and_then(|task| model.drafts.get(task))
        .cloned();
    if kept.is_some() {
        model.tell(lang.pick("Bản nháp trước được mở lại.", "The earlier draft is back."));
    }
    let new = || Draft {
        editor: Editor::lines("").with_limit(NOTE_MAX),
        ..Draft::default()
    };
    let mut draft = kept.unwrap_or_else(new);
    draft.answers = draft.answers.or(answers);
    Layer::Note(Box::new(NoteLayer { tasks, of, draft }))
}

fn act_on_picker(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Layer::Picker(picker)) = model.layers.last_mut() else {
        return Vec::new();
    };
    let last = picker.shown().len().saturating_sub(1);
    match action {
        Action::Up => picker.cursor = picker.cursor.saturating_sub(1),
        Action::Down => picker.cursor = (picker.cursor + 1).min(last),
        Action::PageUp | Action::Top => picker.cursor = 0,
        Action::PageDown | Action::Bottom => picker.cursor = last,
        Action::Back => return leave(model),
        Action::Open => {
            let choice = picker.shown().get(picker.cursor).map(|item| item.choice);
            model.layers.pop();
            return choice
                .map(|choice| choose(model, choice))
                .unwrap_or_default();
        }
        _ => {
            if let Some(editor) = &mut picker.typed {
                edit_line(editor, action);
                picker.cursor = 0;
            }
        }
    }
    Vec::new()
}

fn choose(model: &mut Model, choice: Choice) -> Vec<Effect> {
    let frame = &mut model.frame;
    match choice {
        Choice::Filter(filter) => {
            model.home.filter = filter;
            model.home.stay(frame)
        }
        Choice::Unit(unit) => model.home.choose_unit(unit, frame),
        Choice::Action(action) => act(model, action),
        Choice::Person(at) => {
            if let Some(person) = frame.people.get(at) {
                frame.actor.person.clone_from(&person.name);
                frame.my_unit = person.unit;
            }
            Vec::new()
        }
        Choice::MyUnit(unit) => {
            frame.my_unit = Some(unit);
            model.home.filter = Some(crate::domain::query::Filter::Mine(unit));
            let mut effects = model.home.stay(frame);
            if !frame.read_only {
                effects.push(Effect::Apply(vec![Change::SetPerson {
                    name: frame.actor.person.clone(),
                    unit: Some(unit),
                    account: Some(frame.actor.account.clone()),
                }]));
            }
            effects
        }
    }
}

fn act_on_search(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Open => leave(model),
        Action::Back => {
            model.layers.pop();
            model.home.words.clear();
            model.home.reload(&model.frame)
        }
        Action::Up | Action::Down => model.home.step(action, &model.frame),
        _ => {
            let Some(Layer::Search(editor)) = model.layers.last_mut() else {
                return Vec::new();
            };
            edit_line(editor, action);
            searched(model)
        }
    }
}

/// Shows what is typed into the search, from the first hit.
fn searched(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Search(editor)) = model.layers.last() else {
        return Vec::new();
    };
    if model.home.words == editor.text() {
        return Vec::new();
    }
    model.home.words = editor.text().to_owned();
    model.home.restart(&model.frame)
}

fn act_on_form(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Layer::Form(form)) = model.layers.last_mut() else {
        return Vec::new();
    };
    match action {
        Action::Back => return leave(model),
        Action::NextField => {
            form.move_focus(true);
        }
        Action::PreviousField => {
            form.move_focus(false);
        }
        Action::Accept if form.move_focus(true) => {}
        Action::Accept | Action::Save => return save_form(model),
        Action::Left | Action::Right => {
            if !form.choose(action == Action::Right)
                && let Some(editor) = form.editor()
            {
                edit_line(editor, action);
            }
        }
        _ => {
            form.touched |= matches!(
                action,
                Action::Backspace | Action::Delete | Action::KillToStart | Action::DeleteWord
            );
            if let Some(editor) = form.editor() {
                edit_line(editor, action);
            }
        }
    }
    Vec::new()
}

/// What the frame tells a form.
#[must_use]
pub fn ground(frame: &Frame) -> Ground<'_> {
    Ground {
        today: frame.today,
        plan: &frame.plan,
        units: &frame.units,
        sections: &frame.sections,
        lang: frame.lang,
    }
}

fn save_form(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Form(form)) = model.layers.last_mut() else {
        return Vec::new();
    };
    match form.changes(&ground(&model.frame)) {
        Ok(changes) => vec![Effect::Apply(changes)],
        Err((field, error)) => {
            form.fail(field, error);
            Vec::new()
        }
    }
}

/// How many columns a note's text has.
#[must_use]
pub fn note_columns(frame: &Frame) -> usize {
    usize::from(frame.layout().dialog(90, 1).width.saturating_sub(4)).max(1)
}

fn act_on_note(model: &mut Model, action: Action) -> Vec<Effect> {
    let columns = note_columns(&model.frame);
    let Some(Layer::Note(note)) = model.layers.last_mut() else {
        return Vec::new();
    };
    let editor = &mut note.draft.editor;
    match action {
        Action::Back => return leave_note(model),
        Action::Save => return save_note(model),
        Action::NextKind => note.draft.kind = note.draft.kind.next(),
        Action::NewLine => {
            editor.newline();
        }
        Action::Up => {
            editor.up(columns);
        }
        Action::Down => {
            editor.down(columns);
        }
        Action::Top => editor.home(columns),
        Action::Bottom => editor.end(columns),
        _ => edit_line(editor, action),
    }
    Vec::new()
}

/// The text is kept and offered again.
fn leave_note(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Note(note)) = model.layers.pop() else {
        return Vec::new();
    };
    let Some(task) = note.tasks.first().copied() else {
        return Vec::new();
    };
    if note.draft.editor.text().trim().is_empty() {
        model.drafts.remove(&task);
    } else {
        model.drafts.insert(task, note.draft);
        model.tell(model.frame.lang.pick(
            "Chưa lưu; bản nháp được giữ lại — n để viết tiếp.",
            "Not saved; the draft is kept — n to go on.",
        ));
    }
    Vec::new()
}

fn save_note(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Note(note)) = model.layers.last() else {
        return Vec::new();
    };
    let change = |task: &TaskId| Change::AddNote {
        task: *task,
        kind: note.draft.kind,
        body: note.draft.editor.text().trim_end().to_owned(),
        answers: note.draft.answers,
    };
    vec![Effect::Apply(note.tasks.iter().map(change).collect())]
}

/// The editing keys that all fields share.
fn edit_line(editor: &mut Editor, action: Action) {
    match action {
        Action::Backspace => editor.backspace(),
        Action::Delete => editor.delete(),
        Action::Left => editor.left(),
        Action::Right => editor.right(),
        Action::WordLeft => editor.word_left(),
        Action::WordRight => editor.word_right(),
        Action::Top => editor.home(usize::MAX),
        Action::Bottom => editor.end(usize::MAX),
        Action::KillToStart => editor.kill_to_start(),
        Action::DeleteWord => editor.delete_word_before(),
        _ => {}
    }
}

/// Typed or pasted text goes to the focused field; where there is none, nowhere.
fn typed(model: &mut Model, text: &str) -> Vec<Effect> {
    let mut chosen = false;
    let inserted = match model.layers.last_mut() {
        Some(Layer::Search(editor)) => Some((editor.insert(text), None)),
        Some(Layer::Picker(picker)) => picker.typed.as_mut().map(|editor| {
            picker.cursor = 0;
            (editor.insert(text), None)
        }),
        Some(Layer::Form(form)) => match form.editor() {
            Some(editor) => {
                let inserted = (editor.insert(text), editor.limit());
                form.touched = true;
                Some(inserted)
            }
            None => {
                chosen = text == " " && form.choose(true);
                None
            }
        },
        Some(Layer::Note(note)) => {
            let editor = &mut note.draft.editor;
            Some((editor.insert(text), editor.limit()))
        }
        _ => None,
    };
    if let (Some((inserted, limit)), false) = (inserted, chosen) {
        tell_lost(model, inserted, limit);
    }
    searched(model)
}

fn tell_lost(model: &mut Model, inserted: Inserted, limit: Option<usize>) {
    let lang = model.frame.lang;
    if inserted.dropped > 0 {
        model.fail(outcomes::dropped(inserted.dropped, lang));
    } else if inserted.refused > 0 {
        model.fail(outcomes::cut_off(
            inserted.refused,
            limit.unwrap_or_default(),
            lang,
        ));
    }
}

/// Whether an action is offered here: help and footer leave out what cannot be done.
#[must_use]
pub fn offers(model: &Model, action: Action) -> bool {
    if writes(action) && model.frame.read_only {
        return false;
    }
    let needs_a_task = concerns_a_task(action) || action == Action::Open;
    if needs_a_task && model.context() == Context::Tasks {
        return model.home.selected().is_some();
    }
    true
}
