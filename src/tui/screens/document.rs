//! The plan's document as reference: its other parts, and the tasks where they stand.

use crate::domain::plan::Passage;
use crate::present::text::wrap;
use crate::tui::action::Action;
use crate::tui::model::Frame;
use crate::tui::view::line as draw_line;
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// One paragraph of the document.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Its line in the document.
    pub line: i64,
    /// "heading", "text", "bullet" or "task".
    pub kind: String,
    /// What it says; a task is led by its code.
    pub text: String,
}

/// The state of the document's screen.
#[derive(Debug)]
pub struct Document {
    /// All paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
    /// The first line on the screen.
    pub top: usize,
}

impl Document {
    /// Puts the parts and the tasks into the document's order.
    #[must_use]
    pub fn new(passages: Vec<Passage>, tasks: Vec<(i64, String, String)>) -> Self {
        let mut paragraphs: Vec<Paragraph> = passages
            .into_iter()
            .map(|p| Paragraph {
                line: p.line,
                kind: p.kind,
                text: p.text,
            })
            .chain(tasks.into_iter().map(|(line, code, text)| Paragraph {
                line,
                kind: "task".to_owned(),
                text: format!("{code}  {text}"),
            }))
            .collect();
        paragraphs.sort_by_key(|paragraph| paragraph.line);
        Self { paragraphs, top: 0 }
    }

    /// Scrolls.
    pub fn step(&mut self, action: Action, frame: &Frame) {
        let rows = frame.layout().body_rows().max(1);
        let last = self.lines(frame).len().saturating_sub(rows);
        self.top = self.top.min(last);
        self.top = match action {
            Action::Up => self.top.saturating_sub(1),
            Action::Down => (self.top + 1).min(last),
            Action::PageUp => self.top.saturating_sub(rows),
            Action::PageDown => (self.top + rows).min(last),
            Action::Top => 0,
            Action::Bottom => last,
            _ => self.top,
        };
    }

    /// The paragraphs wrapped to the screen's width.
    #[must_use]
    pub fn lines(&self, frame: &Frame) -> Vec<(String, Style)> {
        let columns = usize::from(frame.size.0).saturating_sub(2).max(1);
        if self.paragraphs.is_empty() {
            let none = frame.lang.pick(
                "Kế hoạch này không kèm văn bản.",
                "This plan carries no document.",
            );
            return vec![(format!(" {none}"), frame.theme.dim())];
        }
        let mut lines = Vec::new();
        for paragraph in &self.paragraphs {
            let (indent, style) = match paragraph.kind.as_str() {
                "heading" => (0, frame.theme.strong()),
                "task" => (2, Style::new()),
                "bullet" => (2, frame.theme.dim()),
                _ => (0, frame.theme.dim()),
            };
            let text = clean(paragraph);
            let deeper = usize::from(text.starts_with('+')) * 2;
            let indent = indent + deeper;
            for line in wrap(&text, columns.saturating_sub(indent).max(1)) {
                lines.push((format!(" {}{line}", " ".repeat(indent)), style));
            }
            lines.push((String::new(), style));
        }
        lines
    }
}

/// A paragraph as it is read: without the marks of its source, and with one sign before a bullet,
/// "+" for one of the second level.
fn clean(paragraph: &Paragraph) -> String {
    let text = paragraph.text.replace("**", "");
    let text = text.trim_start_matches(['*', ' ']).trim_end();
    let bare = text.trim_start_matches("- ");
    match paragraph.kind.as_str() {
        "bullet" if bare.starts_with("+ ") => bare.to_owned(),
        "bullet" => format!("- {bare}"),
        _ => text.to_owned(),
    }
}

/// Draws a screenful.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, document: &Document, frame: &Frame) {
    let lines = document.lines(frame);
    let top = document
        .top
        .min(lines.len().saturating_sub(usize::from(area.height)));
    let shown = lines.into_iter().skip(top).take(usize::from(area.height));
    for (y, (text, style)) in (area.y..).zip(shown) {
        let area = Rect::new(area.x, y, area.width, 1);
        draw_line(canvas, area, [(text, style)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_is_read_without_the_marks_of_its_source() {
        for (kind, text, read) in [
            (
                "text",
                "**Mục tiêu chung:** phục vụ",
                "Mục tiêu chung: phục vụ",
            ),
            ("heading", "* Thực hiện nhiệm vụ", "Thực hiện nhiệm vụ"),
            ("bullet", "Ban GĐ Sở;", "- Ban GĐ Sở;"),
            ("bullet", "- Ban GĐ Sở;", "- Ban GĐ Sở;"),
            ("bullet", "+ Đảm bảo 100%", "+ Đảm bảo 100%"),
            ("bullet", "- + Đảm bảo 100%", "+ Đảm bảo 100%"),
        ] {
            let paragraph = Paragraph {
                line: 1,
                kind: kind.to_owned(),
                text: text.to_owned(),
            };
            assert_eq!(clean(&paragraph), read);
        }
    }
}
