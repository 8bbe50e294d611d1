//! Boxes above the screen; a list to choose from in one, narrowed by letters.

use super::editor::Editor;
use super::paint::{MARKER, StyledLine, line, rows_of, set_cursor};
use super::scroll::{self, scrolled};
use crate::present::text::{cut, pad, pad_left, width};
use crate::tui::actions::Action;
use crate::tui::layout::Layout;
use crate::tui::theme::Theme;
use ratatui::Frame as Canvas;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;
use ratatui::text::Span;
use ratatui::widgets::{Block, BorderType, Clear};

/// With fewer columns than this beside a box only pieces of words would be seen of the screen below.
const BESIDE: u16 = 12;

/// Draws an empty box with a title; returns its inside.
pub(crate) fn draw_box(canvas: &mut Canvas<'_>, area: Rect, title: &str, theme: Theme) -> Rect {
    let screen = canvas.area();
    let covered = match area.x < BESIDE {
        true => Rect {
            x: screen.x,
            width: screen.width,
            ..area
        },
        false => area,
    };
    canvas.render_widget(Clear, covered);
    let title = cut(title, usize::from(area.width).saturating_sub(4)).into_owned();
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(theme.dim())
        .title(Span::styled(format!(" {title} "), theme.strong()));
    let inside = block.inner(area);
    canvas.render_widget(block, area);
    inside
}

/// The title of a box, with a sign where there is more than it shows: nothing else says so.
pub(crate) fn title_with_more(title: &str, more: bool, area: Rect) -> String {
    let sign = if more { " · ↑ ↓" } else { "" };
    let room = usize::from(area.width).saturating_sub(4 + width(sign));
    format!("{}{sign}", cut(title, room))
}

/// Lines in a box that is as high as they need, or scrolls.
#[derive(Debug)]
pub(crate) struct TextDialog {
    area: Rect,
    rows: usize,
    lines: Vec<StyledLine>,
}

impl TextDialog {
    /// A box of at most so many columns; `lines` is given how many of them a line has.
    pub(crate) fn new(
        layout: &Layout,
        columns: u16,
        lines: impl FnOnce(usize) -> Vec<StyledLine>,
    ) -> Self {
        let widest = layout.dialog(columns, u16::MAX);
        let lines = lines(usize::from(widest.width.saturating_sub(4)).max(1));
        let height = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
        let area = layout.dialog(columns, height);
        let rows = usize::from(area.height.saturating_sub(2)).max(1);
        Self { area, rows, lines }
    }

    fn last_top(&self) -> usize {
        self.lines.len().saturating_sub(self.rows)
    }

    /// The first line on the screen after a key.
    pub(crate) fn scroll(&self, top: usize, action: Action) -> usize {
        scroll::step(top, action, self.rows, self.last_top())
    }

    /// Draws it from a line on.
    pub(crate) fn draw(self, canvas: &mut Canvas<'_>, title: &str, top: usize, theme: Theme) {
        let title = title_with_more(title, self.lines.len() > self.rows, self.area);
        let top = top.min(self.last_top());
        let inside = draw_box(canvas, self.area, &title, theme);
        for (row, pieces) in rows_of(inside).zip(self.lines.into_iter().skip(top)) {
            line(canvas, row, pieces);
        }
    }
}

const COLUMNS: u16 = 72;

/// What is drawn of it.
pub(crate) struct ChoiceDialog<'c> {
    pub title: &'c str,
    /// Where letters are typed, if they are.
    pub typed: Option<&'c Editor>,
    /// Of each row the text at the left and the one at the right.
    pub rows: &'c [(&'c str, &'c str)],
    /// How many rows there are where nothing is typed: the box stays as high as they need.
    pub most: usize,
    pub cursor: usize,
    /// Shown where there are no rows.
    pub none: &'c str,
}

impl ChoiceDialog<'_> {
    /// Draws it in the middle of the screen.
    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>, layout: &Layout, theme: Theme) {
        let typing = u16::from(self.typed.is_some());
        let height = u16::try_from(self.most + 2).unwrap_or(u16::MAX);
        let area = layout.dialog(COLUMNS, height.saturating_add(typing));
        let room = usize::from(area.height.saturating_sub(2 + typing));
        let title = title_with_more(self.title, self.rows.len() > room, area);
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
            // What the label leaves free is the other's; a third of the row in any case.
            let free = columns.saturating_sub(width(label) + 4);
            let room = width(right).min(free.max(columns / 3));
            let label = pad(label, columns.saturating_sub(room + 4));
            let marker = if here { MARKER } else { " " };
            let text = format!("{marker} {label} {} ", pad_left(right, room));
            let style = if here { theme.selected() } else { Style::new() };
            line(canvas, row, [(text, style)]);
        }
    }
}
