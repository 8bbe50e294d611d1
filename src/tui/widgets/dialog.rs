//! Boxes above the screen.

use super::paint::{Line, line, rows_of};
use super::scroll;
use crate::present::text::cut;
use crate::tui::actions::Action;
use crate::tui::layout::Layout;
use crate::tui::theme::Theme;
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::text::Span;
use ratatui::widgets::{Block, BorderType, Clear};

/// Draws an empty box with a title; returns its inside.
pub fn draw_box(canvas: &mut Canvas<'_>, area: Rect, title: &str, theme: Theme) -> Rect {
    canvas.render_widget(Clear, area);
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
pub fn title_with_more(title: &str, more: bool) -> String {
    format!("{title}{}", if more { " · ↑ ↓" } else { "" })
}

/// Lines in a box that is as high as they need, or scrolls.
#[derive(Debug)]
pub struct TextDialog {
    area: Rect,
    rows: usize,
    lines: Vec<Line>,
}

impl TextDialog {
    /// A box of at most so many columns; `lines` is given how many of them a line has.
    pub fn new(layout: &Layout, columns: u16, lines: impl FnOnce(usize) -> Vec<Line>) -> Self {
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
    pub fn scroll(&self, top: usize, action: Action) -> usize {
        scroll::step(top, action, self.rows, self.last_top())
    }

    /// Draws it from a line on.
    pub fn draw(self, canvas: &mut Canvas<'_>, title: &str, top: usize, theme: Theme) {
        let title = title_with_more(title, self.lines.len() > self.rows);
        let top = top.min(self.last_top());
        let inside = draw_box(canvas, self.area, &title, theme);
        for (row, pieces) in rows_of(inside).zip(self.lines.into_iter().skip(top)) {
            line(canvas, row, pieces);
        }
    }
}
