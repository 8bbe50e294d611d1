//! Lines wrapped to the screen's width, on which the detail and the review are written.

use crate::domain::task::TaskRow;
use crate::present::columns::{left, sign};
use crate::present::task_view::{TaskItemId, TaskViewItem};
use crate::present::text::{pad, safe, width, wrap};
use crate::tui::env::Env;
use crate::tui::widgets::paint::{line as draw_line, rows_of};
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

#[derive(Clone, Debug, Default)]
pub(crate) struct WrappedLine {
    /// Its pieces, already safe to print.
    pub pieces: Vec<(String, Style)>,
    /// Whether the selected part is in it.
    pub selected: bool,
}

/// Draws a screenful of lines from one of them on.
pub(crate) fn draw_lines(canvas: &mut Canvas<'_>, area: Rect, lines: Vec<WrappedLine>, top: usize) {
    let top = top.min(lines.len().saturating_sub(usize::from(area.height)));
    let shown = lines.into_iter().skip(top).take(usize::from(area.height));
    for (row, line) in rows_of(area).zip(shown) {
        draw_line(canvas, row, line.pieces);
    }
}

/// Collects lines, wrapped to the screen's width.
pub(crate) struct WrappedText<'f> {
    pub env: &'f Env,
    pub columns: usize,
    lines: Vec<WrappedLine>,
}

impl<'f> WrappedText<'f> {
    /// Empty; `columns` is the width of a line.
    pub(crate) fn new(env: &'f Env, columns: usize) -> Self {
        Self {
            env,
            columns,
            lines: Vec::new(),
        }
    }

    pub(crate) fn into_lines(self) -> Vec<WrappedLine> {
        self.lines
    }
}

impl WrappedText<'_> {
    pub(crate) fn pick(&self, vi: &'static str, en: &'static str) -> &'static str {
        self.env.lang.pick(vi, en)
    }

    pub(crate) fn push(&mut self, pieces: Vec<(String, Style)>, selected: bool) {
        let mut all = vec![(" ".to_owned(), Style::new())];
        all.extend(pieces);
        self.lines.push(WrappedLine {
            pieces: all,
            selected,
        });
    }

    pub(crate) fn blank(&mut self) {
        self.lines.push(WrappedLine::default());
    }

    pub(crate) fn text(&mut self, text: &str, indent: usize, style: Style) {
        let room = self.columns.saturating_sub(indent).max(1);
        for line in wrap(text, room) {
            self.push(vec![(" ".repeat(indent) + &line, style)], false);
        }
    }

    pub(crate) fn title(&mut self, title: &str) {
        self.blank();
        let style = self.env.theme.strong();
        self.push(vec![(title.to_owned(), style)], false);
    }

    /// "label: value", wrapped under the value.
    pub(crate) fn fact(&mut self, label: &str, value: &str, style: Style) {
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

    /// The style for the timeliness of a task.
    pub(crate) fn due(&self, row: &TaskRow) -> Style {
        let cx = self.env.row_cx();
        let timeliness = row.timeliness(cx.today, cx.soon_days);
        self.env.theme.due(timeliness, row.state)
    }

    /// "● 2.3.1-01°  quá hạn 72 ngày", in the style of its timeliness.
    pub(crate) fn standing(&self, row: &TaskRow) -> Vec<(String, Style)> {
        let (cx, theme, due) = (self.env.row_cx(), self.env.theme, self.due(row));
        let mark = if row.illustrative { "°" } else { "" };
        vec![
            (format!("{} ", sign(row, cx)), due),
            (format!("{}{mark}", row.code), theme.strong()),
            (format!("  {}", safe(&left(row, cx))), due),
        ]
    }

    /// The items of a description; `style` is that of lines and of the state, the selected part stands out.
    pub(crate) fn items(
        &mut self,
        items: Vec<TaskViewItem>,
        selected: Option<TaskItemId>,
        style: Style,
    ) {
        let theme = self.env.theme;
        for item in items {
            match item {
                TaskViewItem::Head(title) => self.text(&title, 0, theme.strong()),
                TaskViewItem::Standing(text) => self.text(&text, 0, style),
                TaskViewItem::Remark(text) => self.text(text, 0, theme.dim()),
                TaskViewItem::Fact(name, value) => {
                    self.fact(name.get(self.env.lang), &value, Style::new())
                }
                TaskViewItem::Text(text) => self.text(&text, 0, Style::new()),
                TaskViewItem::Title(title) => self.title(&title),
                TaskViewItem::Line { mark, text, part } => {
                    let here = part.is_some() && part == selected;
                    let style = if here { theme.selected() } else { style };
                    let indent = width(&mark) + 2;
                    let room = self.columns.saturating_sub(indent).max(1);
                    for (at, line) in wrap(&text, room).into_iter().enumerate() {
                        let front = if at == 0 { mark.as_str() } else { "" };
                        let front = (format!("  {}", pad(front, indent - 2)), Style::new());
                        self.push(vec![front, (line, style)], here && at == 0);
                    }
                }
                TaskViewItem::Note {
                    head, body, open, ..
                } => {
                    let style = if open { theme.stuck() } else { theme.dim() };
                    self.text(&head, 2, style);
                    self.text(&body, 4, Style::new());
                }
            }
        }
    }
}
