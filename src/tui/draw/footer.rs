//! The last row: the keys valid now, read from the table of keys.

use crate::present::lang::{Bi, bi};
use crate::present::text::width;
use crate::tui::input::action::Action;
use crate::tui::input::keymap::{Context, first_key};
use crate::tui::input::words::words;
use crate::tui::model::{Layer, Model};
use crate::tui::widgets::paint::line;
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
        Context::Review => &[
            A::Conclude,
            A::Reviewed,
            A::Done,
            A::Note,
            A::Mark,
            A::Filter,
            A::Back,
            A::Deadline,
            A::InProgress,
            A::PreviousPart,
            A::NextPart,
            A::Undo,
            A::Open,
            A::Bottom,
        ],
        Context::Closing => &[
            A::Conclude,
            A::Done,
            A::MakeTask,
            A::Back,
            A::Note,
            A::Edit,
            A::PreviousPart,
            A::Undo,
        ],
        Context::Search => &[A::Open, A::Back, A::Down],
        _ => &[],
    }
}

/// What the footer names at any width in a context, if need be by the key alone.
fn always(context: Context) -> &'static [Action] {
    use Action as A;
    match context {
        Context::Review => &[A::Conclude, A::Reviewed, A::Mark, A::Filter, A::Back],
        Context::Closing => &[A::Conclude, A::Done, A::Back],
        _ => &[],
    }
}

/// Whether a note would answer a difficulty.
fn selects_difficulty(model: &Model) -> bool {
    match model.layers.last() {
        Some(Layer::Detail(detail)) => detail.difficulty().is_some(),
        _ => false,
    }
}

fn top_label(model: &Model, action: Action) -> Option<Bi> {
    model.stack.last()?.label(action)
}

/// A key with what it does; `kept` where it is named at any width.
struct Hint {
    key: String,
    label: &'static str,
    kept: bool,
}

impl Hint {
    fn whole(&self) -> usize {
        width(&self.key) + width(self.label) + 4
    }
}

/// The columns of `shown` hints with their labels, and of those behind that are kept, by their keys.
fn columns_of(hints: &[Hint], shown: usize) -> usize {
    let (whole, rest) = hints.split_at(shown);
    let bare = rest.iter().filter(|hint| hint.kept);
    let bare: usize = bare.map(|hint| width(&hint.key) + 1).sum();
    let mark = if bare > 0 { 2 } else { 0 };
    whole.iter().map(Hint::whole).sum::<usize>() + bare + mark
}

/// The keys valid now, as many as fit, help always at the end. Where it is narrow some are named by
/// the key alone.
pub(in crate::tui) fn footer(canvas: &mut Canvas<'_>, area: Rect, model: &Model) {
    let (context, lang, theme) = (model.context(), model.env.lang, model.env.theme);
    let kept = match model.stack.last() {
        Some(top) => top.footer().always,
        None => always(context),
    };
    let hint = |action: Action| -> Option<Hint> {
        let key = first_key(context, action, lang)?;
        let (label, _) = words(action, context)?;
        let label = match action {
            _ if !model.stack.is_empty() => top_label(model, action).unwrap_or(label),
            Action::Note if selects_difficulty(model) => bi("trả lời", "answer"),
            _ => label,
        };
        Some(Hint {
            key,
            label: label.get(lang),
            kept: kept.contains(&action),
        })
    };
    let columns = usize::from(area.width);
    let help = hint(Action::Help).filter(|_| context != Context::Help);
    let reserved = help
        .as_ref()
        .map_or(0, |help| width(&help.key) + width(help.label) + 1);
    let actions = match model.stack.last() {
        Some(top) => top.footer().actions,
        None => footer_actions(context),
    };
    let actions = actions.iter().filter(|action| model.offers(**action));
    let hints: Vec<Hint> = actions.filter_map(|action| hint(*action)).collect();
    let fits = |shown: &usize| 1 + columns_of(&hints, *shown) + reserved <= columns;
    let shown = (0..=hints.len()).rev().find(fits).unwrap_or(0);
    let mut pieces = vec![(" ".to_owned(), Style::new())];
    let (whole, rest) = hints.split_at(shown);
    for hint in whole {
        pieces.push((hint.key.clone(), theme.key()));
        pieces.push((format!(" {}", hint.label), Style::new()));
        pieces.push((" · ".to_owned(), theme.dim()));
    }
    let bare: Vec<&str> = rest
        .iter()
        .filter(|hint| hint.kept)
        .map(|hint| hint.key.as_str())
        .collect();
    if !bare.is_empty() {
        pieces.push((bare.join(" "), theme.key()));
        pieces.push((" · ".to_owned(), theme.dim()));
    }
    match help {
        Some(help) => {
            pieces.push((help.key, theme.key()));
            pieces.push((format!(" {}", help.label), Style::new()));
        }
        None => {
            pieces.pop();
        }
    }
    line(canvas, area, pieces);
}
