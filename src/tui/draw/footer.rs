//! The last row: the keys valid now, read from the table of keys.

use super::view::line;
use crate::present::lang::bi;
use crate::present::text::width;
use crate::tui::input::action::Action;
use crate::tui::input::keymap::Context;
use crate::tui::input::words::words;
use crate::tui::model::{Layer, Model};
use crate::tui::screens::help::first_key;
use crate::tui::update::offers;
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// What the footer names in a context, the most frequent first.
fn footer_actions(context: Context) -> &'static [Action] {
    use Action as A;
    match context {
        Context::Tasks => &[
            A::Done,
            A::Note,
            A::Deadline,
            A::State,
            A::Search,
            A::Filter,
            A::Undo,
            A::Open,
            A::Evidence,
            A::Edit,
            A::Add,
            A::Order,
            A::Quit,
            A::Report,
        ],
        Context::Units => &[A::Up, A::Down, A::Open, A::Search, A::Filter, A::Quit],
        Context::Detail => &[
            A::Done,
            A::Note,
            A::NextPart,
            A::Back,
            A::Undo,
            A::Deadline,
            A::State,
            A::Evidence,
            A::Edit,
            A::Document,
        ],
        Context::Document => &[
            A::Back,
            A::PageDown,
            A::NextPart,
            A::Open,
            A::PageUp,
            A::Up,
            A::Down,
            A::Quit,
        ],
        Context::Paper => &[
            A::Save,
            A::Report,
            A::Back,
            A::PageDown,
            A::NextTab,
            A::Copy,
            A::Undo,
            A::Quit,
        ],
        Context::Report => &[
            A::Save,
            A::Left,
            A::Right,
            A::Report,
            A::NextPart,
            A::Edit,
            A::Back,
            A::Copy,
            A::Compare,
            A::Filter,
            A::Names,
            A::NextTab,
        ],
        Context::Review => &[
            A::Reviewed,
            A::Done,
            A::InProgress,
            A::Deadline,
            A::Note,
            A::NextPart,
            A::PreviousPart,
            A::Undo,
            A::Conclude,
            A::Mark,
            A::Filter,
            A::Open,
            A::Bottom,
            A::Back,
        ],
        Context::Closing => &[
            A::Conclude,
            A::Done,
            A::MakeTask,
            A::Note,
            A::Edit,
            A::PreviousPart,
            A::Undo,
            A::Back,
        ],
        Context::Help => &[A::Back, A::Down, A::PageDown],
        Context::Picker | Context::Palette => &[A::Open, A::Back, A::Up, A::Down],
        Context::Search => &[A::Open, A::Back, A::Down],
        Context::Form => &[A::Save, A::Back, A::Accept, A::PreviousField],
        Context::Note => &[A::Save, A::Back, A::NextKind, A::NewLine],
        Context::Text => &[A::Save, A::Back, A::NewLine],
        Context::Conclusion => &[A::Save, A::Back, A::NewLine],
        Context::Clash => &[A::Save, A::Back, A::Open, A::Down],
        Context::Ask | Context::Replace => &[],
    }
}

/// Whether a note would answer a difficulty.
fn selects_difficulty(model: &Model) -> bool {
    match model.layers.last() {
        Some(Layer::Detail(detail)) => detail.difficulty().is_some(),
        _ => false,
    }
}

/// Whether accepting the focused field saves the form.
fn saves_form(model: &Model) -> bool {
    matches!(model.layers.last(), Some(Layer::Form(form)) if form.is_at_end())
}

/// The keys valid now, as many as fit, help always at the end.
pub(in crate::tui) fn footer(canvas: &mut Canvas<'_>, area: Rect, model: &Model) {
    let (context, lang, theme) = (model.context(), model.frame.lang, model.frame.theme);
    let hint = |action: Action| -> Option<(String, String)> {
        let key = first_key(context, action, lang)?;
        let (label, _) = words(action, context)?;
        let label = match action {
            Action::Note if selects_difficulty(model) => bi("trả lời", "answer"),
            Action::Accept if saves_form(model) => bi("lưu", "save"),
            _ => label,
        };
        Some((key, label.get(lang).to_owned()))
    };
    let columns = usize::from(area.width);
    let help = hint(Action::Help).filter(|_| context != Context::Help);
    let reserved = help
        .as_ref()
        .map_or(0, |(key, label)| width(key) + width(label) + 1);
    let mut pieces = vec![(" ".to_owned(), Style::new())];
    let mut used = 1;
    let actions = footer_actions(context)
        .iter()
        .filter(|action| offers(model, **action));
    for (key, label) in actions.filter_map(|action| hint(*action)) {
        let needed = width(&key) + width(&label) + 4;
        if used + needed + reserved > columns {
            break;
        }
        used += needed;
        pieces.push((key, theme.key()));
        pieces.push((format!(" {label}"), Style::new()));
        pieces.push((" · ".to_owned(), theme.dim()));
    }
    match help {
        Some((key, label)) => {
            pieces.push((key, theme.key()));
            pieces.push((format!(" {label}"), Style::new()));
        }
        None => {
            pieces.pop();
        }
    }
    line(canvas, area, pieces);
}
