//! A list to choose from, in a box; where it is narrowed by letters, with the line in which they are
//! typed.

use super::dialog::{draw_box, title_with_more};
use super::editor::Editor;
use super::paint::{MARKER, line, rows_of, set_cursor};
use super::scroll::scrolled;
use crate::present::text::{pad, pad_left, width};
use crate::tui::layout::Layout;
use crate::tui::theme::Theme;
use ratatui::Frame as Canvas;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;

const COLUMNS: u16 = 72;

/// What is drawn of it.
pub struct Choices<'c> {
    pub title: &'c str,
    /// Where letters are typed, if they are.
    pub typed: Option<&'c Editor>,
    /// Of each row the text at the left and the one at the right.
    pub rows: &'c [(&'c str, &'c str)],
    /// How many rows there are where nothing is typed: the box stays as high as they need.
    pub most: usize,
    pub cursor: usize,
    /// What is said where there are no rows.
    pub none: &'c str,
}

impl Choices<'_> {
    /// Draws it in the middle of the screen.
    pub fn draw(&self, canvas: &mut Canvas<'_>, layout: &Layout, theme: Theme) {
        let typing = u16::from(self.typed.is_some());
        let height = u16::try_from(self.most + 2).unwrap_or(u16::MAX);
        let area = layout.dialog(COLUMNS, height.saturating_add(typing));
        let room = usize::from(area.height.saturating_sub(2 + typing));
        let title = title_with_more(self.title, self.rows.len() > room);
        let mut rows = rows_of(draw_box(canvas, area, &title, theme));
        if let Some(editor) = self.typed
            && let Some(row) = rows.next()
        {
            let (text, column) = editor.view_line(usize::from(row.width).saturating_sub(4));
            let pieces = [(" > ".to_owned(), theme.key()), (text, Style::new())];
            line(canvas, row, pieces);
            set_cursor(canvas, row, 3 + column, 0);
        }
        if self.rows.is_empty()
            && let Some(row) = rows.next()
        {
            line(canvas, row, [(format!("   {}", self.none), theme.dim())]);
        }
        let rest = area.inner(Margin::new(1, 1));
        let rest = Rect {
            y: rest.y + typing,
            height: rest.height.saturating_sub(typing),
            ..rest
        };
        self.draw_rows(canvas, rest, theme);
    }

    fn draw_rows(&self, canvas: &mut Canvas<'_>, area: Rect, theme: Theme) {
        let top = scrolled(0, self.cursor, usize::from(area.height), self.rows.len());
        let columns = usize::from(area.width);
        let shown = self.rows.iter().enumerate().skip(top);
        for (row, (at, (label, right))) in rows_of(area).zip(shown) {
            let here = at == self.cursor;
            let room = width(right).min(columns / 3);
            let label = pad(label, columns.saturating_sub(room + 4));
            let marker = if here { MARKER } else { " " };
            let text = format!("{marker} {label} {} ", pad_left(right, room));
            let style = if here { theme.selected() } else { Style::new() };
            line(canvas, row, [(text, style)]);
        }
    }
}
