//! A page of lines wrapped to the screen's width: the detail and the review write on it.

use crate::present::text::{width, wrap};
use crate::tui::env::Env;
use crate::tui::widgets::paint::line as draw_line;
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// One line of a page.
#[derive(Clone, Debug, Default)]
pub struct PageLine {
    /// Its pieces, already safe to print.
    pub pieces: Vec<(String, Style)>,
    /// Whether the selected part is in it.
    pub selected: bool,
}

/// Draws a screenful of lines from one of them on.
pub(super) fn draw_lines(canvas: &mut Canvas<'_>, area: Rect, lines: Vec<PageLine>, top: usize) {
    let top = top.min(lines.len().saturating_sub(usize::from(area.height)));
    let shown = lines.into_iter().skip(top).take(usize::from(area.height));
    for (y, line) in (area.y..area.bottom()).zip(shown) {
        let area = Rect::new(area.x, y, area.width, 1);
        draw_line(canvas, area, line.pieces);
    }
}

/// Collects lines, wrapped to the screen's width.
pub(super) struct Page<'f> {
    pub(super) env: &'f Env,
    pub(super) columns: usize,
    lines: Vec<PageLine>,
}

impl<'f> Page<'f> {
    /// An empty page of that width.
    pub(super) fn new(env: &'f Env, columns: usize) -> Self {
        Self {
            env,
            columns,
            lines: Vec::new(),
        }
    }

    /// What was written on it.
    pub(super) fn into_lines(self) -> Vec<PageLine> {
        self.lines
    }
}

impl Page<'_> {
    pub(super) fn pick(&self, vi: &'static str, en: &'static str) -> &'static str {
        self.env.lang.pick(vi, en)
    }

    pub(super) fn push(&mut self, pieces: Vec<(String, Style)>, selected: bool) {
        let mut all = vec![(" ".to_owned(), Style::new())];
        all.extend(pieces);
        self.lines.push(PageLine {
            pieces: all,
            selected,
        });
    }

    pub(super) fn blank(&mut self) {
        self.lines.push(PageLine::default());
    }

    pub(super) fn text(&mut self, text: &str, indent: usize, style: Style) {
        let room = self.columns.saturating_sub(indent).max(1);
        for line in wrap(text, room) {
            self.push(vec![(" ".repeat(indent) + &line, style)], false);
        }
    }

    pub(super) fn title(&mut self, title: &str) {
        self.blank();
        let style = self.env.theme.strong();
        self.push(vec![(title.to_owned(), style)], false);
    }

    /// "label: value", wrapped under the value.
    pub(super) fn fact(&mut self, label: &str, value: &str, style: Style) {
        let indent = width(label) + 2;
        let room = self.columns.saturating_sub(indent).max(8);
        for (at, line) in wrap(value, room).into_iter().enumerate() {
            let front = if at == 0 {
                format!("{label}: ")
            } else {
                " ".repeat(indent)
            };
            let dim = self.env.theme.dim();
            self.push(vec![(front, dim), (line, style)], false);
        }
    }
}
