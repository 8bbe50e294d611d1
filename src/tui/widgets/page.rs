//! A page of lines wrapped to the screen's width: the detail and the review write on it.

use super::paint::{line as draw_line, rows_of};
use crate::present::text::{width, wrap};
use crate::tui::env::Env;
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
pub fn draw_lines(canvas: &mut Canvas<'_>, area: Rect, lines: Vec<PageLine>, top: usize) {
    let top = top.min(lines.len().saturating_sub(usize::from(area.height)));
    let shown = lines.into_iter().skip(top).take(usize::from(area.height));
    for (row, line) in rows_of(area).zip(shown) {
        draw_line(canvas, row, line.pieces);
    }
}

/// Collects lines, wrapped to the screen's width.
pub struct Page<'f> {
    pub env: &'f Env,
    pub columns: usize,
    lines: Vec<PageLine>,
}

impl<'f> Page<'f> {
    /// An empty page of that width.
    pub fn new(env: &'f Env, columns: usize) -> Self {
        Self {
            env,
            columns,
            lines: Vec::new(),
        }
    }

    /// What was written on it.
    pub fn into_lines(self) -> Vec<PageLine> {
        self.lines
    }
}

impl Page<'_> {
    pub fn pick(&self, vi: &'static str, en: &'static str) -> &'static str {
        self.env.lang.pick(vi, en)
    }

    pub fn push(&mut self, pieces: Vec<(String, Style)>, selected: bool) {
        let mut all = vec![(" ".to_owned(), Style::new())];
        all.extend(pieces);
        self.lines.push(PageLine {
            pieces: all,
            selected,
        });
    }

    pub fn blank(&mut self) {
        self.lines.push(PageLine::default());
    }

    pub fn text(&mut self, text: &str, indent: usize, style: Style) {
        let room = self.columns.saturating_sub(indent).max(1);
        for line in wrap(text, room) {
            self.push(vec![(" ".repeat(indent) + &line, style)], false);
        }
    }

    pub fn title(&mut self, title: &str) {
        self.blank();
        let style = self.env.theme.strong();
        self.push(vec![(title.to_owned(), style)], false);
    }

    /// "label: value", wrapped under the value.
    pub fn fact(&mut self, label: &str, value: &str, style: Style) {
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
