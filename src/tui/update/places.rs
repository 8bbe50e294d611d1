//! The places of a report where a person writes: the editor opened, left and saved.

use crate::domain::change::Change;
use crate::domain::text::NOTE_MAX;
use crate::report::{self, text_key};
use crate::tui::effects::effect::Effect;
use crate::tui::input::action::Action;
use crate::tui::model::{Draft, Layer, Model, TextLayer};
use crate::tui::update::writing::refused_read_only;
use crate::tui::writing::editor::Editor;

/// Opens the editor for the chosen place; where none is chosen, chooses one first.
pub(super) fn open_text(model: &mut Model) {
    if refused_read_only(model) {
        return;
    }
    let Some(Layer::Paper(paper)) = model.layers.last_mut() else {
        return;
    };
    let (Some(query), Some(chosen)) = (paper.query(), paper.place.clone()) else {
        paper.step(Action::NextPart, &model.frame);
        return;
    };
    let parts = report::parts(query.kind);
    let Some(part) = parts.iter().find(|part| part.name == chosen) else {
        return;
    };
    let lang = model.frame.lang;
    let seen = paper.text_at(part.name, lang);
    let new = Draft {
        editor: Editor::lines(&seen).with_limit(NOTE_MAX),
        seen,
        ..Draft::default()
    };
    let mut layer = TextLayer {
        kind: query.kind,
        part,
        draft: new,
    };
    if let Some(kept) = model.drafts.get(&layer.key()) {
        layer.draft = kept.clone();
        model.tell(lang.pick(
            "Đã mở lại bản nháp đang viết dở.",
            "Your draft was reopened.",
        ));
    }
    model.layers.push(Layer::Text(Box::new(layer)));
}

/// Closes the editor; a text that was changed is kept and offered again.
pub(super) fn leave_text(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Text(text)) = model.layers.pop() else {
        return Vec::new();
    };
    if text.is_changed() {
        let lang = model.frame.lang;
        model.drafts.insert(text.key(), text.draft);
        model.tell(lang.pick(
            "Chưa lưu; bản nháp được giữ lại — Enter để viết tiếp.",
            "Not saved; your draft is kept — Enter to continue.",
        ));
    } else {
        model.drafts.remove(&text.key());
    }
    vec![Effect::Keep]
}

/// Keeps the text in the plan's file.
pub(super) fn save_text(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Text(text)) = model.layers.last() else {
        return Vec::new();
    };
    if !text.is_changed() {
        return leave_text(model);
    }
    vec![Effect::Apply(vec![Change::SetSetting {
        key: text_key(text.kind, text.part.name),
        value: text.draft.editor.text().trim_end().to_owned(),
        seen: Some(text.draft.seen.clone()).filter(|seen| !seen.is_empty()),
    }])]
}
