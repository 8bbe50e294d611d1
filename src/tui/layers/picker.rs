//! A list to choose from, narrowed by letters where it is long.

use super::layer::{Cx, Footer, Item, Layer, Next, Pick};
use crate::domain::text::{LINE_MAX, fold};
use crate::present::text::{pad, pad_left, width};
use crate::store::Result;
use crate::tui::actions::Action;
use crate::tui::env::Env;
use crate::tui::keys::Context;
use crate::tui::theme::Theme;
use crate::tui::widgets::dialog::{draw_box, title_with_more};
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::paint::{MARKER, line, rows_of, set_cursor};
use crate::tui::widgets::scroll::scrolled;
use ratatui::Frame as Canvas;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;

const COLUMNS: u16 = 72;

#[derive(Debug)]
pub(super) struct Picker {
    title: String,
    items: Vec<Item>,
    cursor: usize,
    typed: Option<Editor>,
}

impl Picker {
    pub(super) fn new(pick: Pick) -> Self {
        let editor = || Editor::line("").with_limit(LINE_MAX);
        Self {
            title: pick.title,
            items: pick.items,
            cursor: pick.cursor,
            typed: pick.typed.then(editor),
        }
    }

    /// The places of the items that have all the words typed.
    fn shown(&self) -> Vec<usize> {
        let wanted = self.typed.as_ref().map(Editor::text).unwrap_or_default();
        let wanted = fold(wanted);
        let fits = |at: &usize| {
            let item = &self.items[*at];
            let found = fold(&format!("{} {}", item.label, item.also));
            wanted.split(' ').all(|word| found.contains(word))
        };
        (0..self.items.len()).filter(fits).collect()
    }

    fn nothing_found(&self, env: &Env) -> String {
        let commands = self
            .items
            .iter()
            .any(|item| matches!(item.next, Next::Act(_)));
        if !commands {
            return env.lang.text("Không tìm thấy mục nào.", "No matches.");
        }
        let back = env.key(self.context(), Action::Back);
        let help = env.key(Context::Tasks, Action::Help);
        env.lang.pick(
            format!("Không tìm thấy lệnh nào. {back} rồi {help} để xem phím tắt."),
            format!("No matching command. {back}, then {help} for keyboard shortcuts."),
        )
    }
}

impl Layer for Picker {
    fn context(&self) -> Context {
        if self.typed.is_some() {
            Context::Palette
        } else {
            Context::Picker
        }
    }

    fn footer(&self) -> Footer {
        Footer::of(&[Action::Open, Action::Back, Action::Up, Action::Down])
    }

    fn act(&mut self, action: Action, _cx: &Cx<'_>) -> Result<Next> {
        let shown = self.shown();
        let last = shown.len().saturating_sub(1);
        match action {
            Action::Back => return Ok(Next::Close),
            Action::Open => {
                let chosen = shown.get(self.cursor).map(|at| &mut self.items[*at].next);
                let chosen = chosen.map(std::mem::take).unwrap_or_default();
                return Ok(Next::Close.then(chosen));
            }
            Action::Up => self.cursor = self.cursor.saturating_sub(1),
            Action::Down => self.cursor = (self.cursor + 1).min(last),
            Action::PageUp | Action::Top => self.cursor = 0,
            Action::PageDown | Action::Bottom => self.cursor = last,
            _ => {
                if let Some(editor) = &mut self.typed {
                    editor.act(action);
                    self.cursor = 0;
                }
            }
        }
        Ok(Next::Stay)
    }

    fn text(&mut self) -> Option<&mut Editor> {
        self.typed.as_mut()
    }

    fn typed(&mut self, _letters: &str, _cx: &Cx<'_>) -> Result<Next> {
        self.cursor = 0;
        Ok(Next::Stay)
    }

    fn belongs_below(&self) -> bool {
        true
    }

    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env) {
        let shown = self.shown();
        let typing = u16::from(self.typed.is_some());
        let height = u16::try_from(self.items.len() + 2).unwrap_or(u16::MAX);
        let area = env.layout().dialog(COLUMNS, height.saturating_add(typing));
        let room = usize::from(area.height.saturating_sub(2 + typing));
        let title = title_with_more(&self.title, shown.len() > room);
        let mut rows = rows_of(draw_box(canvas, area, &title, env.theme));
        if let Some(editor) = &self.typed
            && let Some(row) = rows.next()
        {
            let (text, column) = editor.view_line(usize::from(row.width).saturating_sub(4));
            let pieces = [(" > ".to_owned(), env.theme.key()), (text, Style::new())];
            line(canvas, row, pieces);
            set_cursor(canvas, row, 3 + column, 0);
        }
        if shown.is_empty()
            && let Some(row) = rows.next()
        {
            let none = format!("   {}", self.nothing_found(env));
            line(canvas, row, [(none, env.theme.dim())]);
        }
        let rest = area.inner(Margin::new(1, 1));
        let rest = Rect {
            y: rest.y + typing,
            height: rest.height.saturating_sub(typing),
            ..rest
        };
        let shown: Vec<(&str, &str)> = shown
            .into_iter()
            .map(|at| &self.items[at])
            .map(|item| (item.label.as_str(), item.right.as_str()))
            .collect();
        draw_rows(canvas, rest, &shown, self.cursor, env.theme);
    }
}

/// The rows round the cursor: a label at the left of each, a word at its right.
fn draw_rows(
    canvas: &mut Canvas<'_>,
    area: Rect,
    rows: &[(&str, &str)],
    cursor: usize,
    theme: Theme,
) {
    let top = scrolled(0, cursor, usize::from(area.height), rows.len());
    let columns = usize::from(area.width);
    for (row, (at, (label, right))) in rows_of(area).zip(rows.iter().enumerate().skip(top)) {
        let here = at == cursor;
        let room = width(right).min(columns / 3);
        let label = pad(label, columns.saturating_sub(room + 4));
        let marker = if here { MARKER } else { " " };
        let text = format!("{marker} {label} {} ", pad_left(right, room));
        let style = if here { theme.selected() } else { Style::new() };
        line(canvas, row, [(text, style)]);
    }
}
