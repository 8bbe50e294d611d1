//! Forms and notes being filled, and the text that goes to the focused field.

use crate::domain::change::Change;
use crate::domain::ids::TaskId;
use crate::present::messages::status;
use crate::tui::effects::effect::Effect;
use crate::tui::env::Env;
use crate::tui::input::action::Action;
use crate::tui::model::{Layer, Model};
use crate::tui::update::choosing::searched;
use crate::tui::update::concluding::spread;
use crate::tui::update::leaving::leave_form;
use crate::tui::update::paper::save_as;
use crate::tui::update::places::{leave_text, save_text};
use crate::tui::widgets::editor::Inserted;
use crate::tui::writing::form::{Form, FormKind};
use crate::tui::writing::forms::{Ground, follow_format};

pub(super) fn act_on_form(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Layer::Form(form)) = model.layers.last_mut() else {
        return Vec::new();
    };
    match action {
        Action::Back => return leave_form(model),
        Action::NextField => {
            form.move_focus(true);
        }
        Action::PreviousField => {
            form.move_focus(false);
        }
        Action::Accept if form.move_focus(true) => {}
        Action::Accept | Action::Save => return save_form(model),
        Action::Left | Action::Right => {
            if !choose(form, action == Action::Right)
                && let Some(editor) = form.editor()
            {
                editor.act(action);
            }
        }
        _ => {
            if let Some(editor) = form.editor() {
                editor.act(action);
            }
        }
    }
    Vec::new()
}

/// Chooses another option of the focused field; a file's name follows its format.
fn choose(form: &mut Form, forward: bool) -> bool {
    let chosen = form.choose(forward);
    if chosen && form.kind == FormKind::SaveAs {
        follow_format(form);
    }
    chosen
}

/// What the frame tells a form.
pub fn ground(env: &Env) -> Ground<'_> {
    Ground {
        today: env.today,
        plan: &env.plan,
        units: &env.units,
        sections: &env.sections,
        lang: env.lang,
        roomy: env.size.0 >= 80 && env.size.1 >= 24,
        folder: &env.folder,
        home: env.home.as_deref(),
    }
}

pub(super) fn save_form(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Form(form)) = model.layers.last_mut() else {
        return Vec::new();
    };
    match form.kind {
        FormKind::SaveAs => return save_as(model),
        FormKind::Spread(conclusion) => return spread(model, conclusion),
        _ => {}
    }
    match form.changes(&ground(&model.env)) {
        Ok(changes) => vec![Effect::apply(changes)],
        Err((field, error)) => {
            form.fail(field, error);
            Vec::new()
        }
    }
}

/// Whether the file that is being named is there is told before anything is saved.
pub(in crate::tui) fn look_for_file(model: &Model) -> Option<Effect> {
    match model.layers.last() {
        Some(Layer::Form(form)) => form
            .to_look_for()
            .map(|path| Effect::FindFile(path.to_owned())),
        _ => None,
    }
}

/// How many columns a note's text has.
pub fn note_columns(env: &Env) -> usize {
    usize::from(env.layout().dialog(90, 1).width.saturating_sub(4)).max(1)
}

pub(super) fn act_on_note(model: &mut Model, action: Action) -> Vec<Effect> {
    let columns = note_columns(&model.env);
    let Some(Layer::Note(note)) = model.layers.last_mut() else {
        return Vec::new();
    };
    match action {
        Action::Back => return leave_note(model),
        Action::Save => return save_note(model),
        Action::NextKind => note.draft.kind = note.draft.kind.next(),
        _ => note.draft.editor.act_in_box(action, columns),
    }
    Vec::new()
}

pub(super) fn act_on_text(model: &mut Model, action: Action) -> Vec<Effect> {
    let columns = note_columns(&model.env);
    let Some(Layer::Text(text)) = model.layers.last_mut() else {
        return Vec::new();
    };
    match action {
        Action::Back => return leave_text(model),
        Action::Save => return save_text(model),
        _ => text.draft.editor.act_in_box(action, columns),
    }
    Vec::new()
}

/// The text is kept and offered again.
pub(super) fn leave_note(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Note(note)) = model.layers.pop() else {
        return Vec::new();
    };
    let Some(key) = note.key() else {
        return Vec::new();
    };
    if note.draft.editor.text().trim().is_empty() {
        model.drafts.remove(&key);
    } else {
        model.drafts.insert(key, note.draft);
        model.notify(model.env.lang.pick(
            "Chưa lưu; bản nháp được giữ lại — n để viết tiếp.",
            "Not saved; your draft is kept — n to continue.",
        ));
    }
    vec![Effect::Keep]
}

pub(super) fn save_note(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Note(note)) = model.layers.last() else {
        return Vec::new();
    };
    let change = |task: &TaskId| Change::AddNote {
        task: *task,
        kind: note.draft.kind,
        body: note.draft.editor.text().trim_end().to_owned(),
        answers: note.draft.answers,
    };
    vec![Effect::apply(note.tasks.iter().map(change).collect())]
}

/// Typed or pasted text goes to the focused field; where there is none, nowhere.
pub(in crate::tui) fn typed(model: &mut Model, text: &str) -> Vec<Effect> {
    let mut chosen = false;
    let inserted = match model.layers.last_mut() {
        Some(Layer::Search(editor)) => Some((editor.insert(text), editor.limit())),
        Some(Layer::Form(form)) => match form.editor() {
            Some(editor) => Some((editor.insert(text), editor.limit())),
            None => {
                chosen = text == " " && choose(form, true);
                None
            }
        },
        Some(Layer::Note(note)) => {
            let editor = &mut note.draft.editor;
            Some((editor.insert(text), editor.limit()))
        }
        Some(Layer::Text(layer)) => {
            let editor = &mut layer.draft.editor;
            Some((editor.insert(text), editor.limit()))
        }
        Some(Layer::Conclusion(layer)) => {
            let editor = &mut layer.draft.editor;
            Some((editor.insert(text), editor.limit()))
        }
        _ => None,
    };
    if let (Some((inserted, limit)), false) = (inserted, chosen) {
        tell_lost(model, inserted, limit);
    }
    searched(model)
}

pub(super) fn tell_lost(model: &mut Model, inserted: Inserted, limit: Option<usize>) {
    let lang = model.env.lang;
    if inserted.dropped > 0 {
        model.fail(status::dropped(inserted.dropped, lang));
    } else if inserted.refused > 0 {
        model.fail(status::cut_off(
            inserted.refused,
            limit.unwrap_or_default(),
            lang,
        ));
    }
}
