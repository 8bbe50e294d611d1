//! The plan's document as reference: its other parts, and the tasks where they stand.

use crate::domain::ids::TaskId;
use crate::domain::plan::{DocumentTask, Passage};
use crate::present::text::wrap;
use crate::tui::env::Env;
use crate::tui::input::action::Action;
use crate::tui::widgets::paint::{MARKER, line as draw_line};
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
    /// The task that it is.
    pub task: Option<TaskId>,
}

/// The state of the document's screen.
#[derive(Debug)]
pub struct Document {
    /// All paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
    /// The first line on the screen.
    pub top: usize,
    /// The task that Enter opens.
    chosen: Option<TaskId>,
}

/// A line on the screen: of which paragraph, what, and how.
type Row = (usize, String, Style);

impl Document {
    /// Puts the parts and the tasks into the document's order.
    pub fn new(passages: Vec<Passage>, tasks: Vec<DocumentTask>) -> Self {
        let mut paragraphs: Vec<Paragraph> = passages
            .into_iter()
            .map(|p| Paragraph {
                line: p.line,
                kind: p.kind,
                text: p.text,
                task: None,
            })
            .chain(tasks.into_iter().map(|task| Paragraph {
                line: task.line,
                kind: "task".to_owned(),
                text: format!("{}  {}", task.code, task.text),
                task: Some(task.id),
            }))
            .collect();
        paragraphs.sort_by_key(|paragraph| paragraph.line);
        Self {
            paragraphs,
            top: 0,
            chosen: None,
        }
    }

    /// Scrolls, or chooses another task.
    pub fn step(&mut self, action: Action, env: &Env) {
        let rows = env.layout().body_rows().max(1);
        let last = self.lines(env).len().saturating_sub(rows);
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
        if matches!(action, Action::NextPart | Action::PreviousPart)
            && let Some(task) = self.neighbour(action == Action::NextPart, env)
        {
            self.show(task, env);
        }
    }

    /// Whether it holds any task.
    pub fn has_tasks(&self) -> bool {
        self.paragraphs.iter().any(|one| one.task.is_some())
    }

    /// The task that Enter opens; none where the chosen one was scrolled out of sight.
    pub fn chosen(&self, env: &Env) -> Option<TaskId> {
        let seen = self.top..self.top + env.layout().body_rows().max(1);
        self.chosen
            .filter(|task| self.place(*task, env).is_some_and(|at| seen.contains(&at)))
    }

    /// Chooses a task and brings it into sight; tells whether it stands in the document.
    pub fn show(&mut self, task: TaskId, env: &Env) -> bool {
        let Some(at) = self.place(task, env) else {
            return false;
        };
        let rows = env.layout().body_rows().max(1);
        let lines = self.lines(env);
        let of = lines.get(at).map(|(paragraph, ..)| *paragraph);
        let end = at + lines.iter().filter(|(one, ..)| Some(*one) == of).count();
        if at < self.top || end > self.top + rows {
            // What leads to it stands above it.
            let last = lines.len().saturating_sub(rows);
            self.top = at.saturating_sub(rows / 3).min(last);
        }
        self.chosen = Some(task);
        true
    }

    /// The first line of a task.
    fn place(&self, task: TaskId, env: &Env) -> Option<usize> {
        let paragraph = self
            .paragraphs
            .iter()
            .position(|one| one.task == Some(task))?;
        let lines = self.lines(env);
        lines.iter().position(|(one, ..)| *one == paragraph)
    }

    /// The task after or before the chosen one; where that is not in sight, the first one from the top
    /// of the screen on, or the last one above its end.
    fn neighbour(&self, forward: bool, env: &Env) -> Option<TaskId> {
        let all: Vec<TaskId> = self.paragraphs.iter().filter_map(|one| one.task).collect();
        if let Some(chosen) = self.chosen(env) {
            let at = all.iter().position(|task| *task == chosen)?;
            let to = if forward { at + 1 } else { at.checked_sub(1)? };
            return all.get(to).copied();
        }
        let lines = self.lines(env);
        let end = self.top + env.layout().body_rows().max(1);
        let task = |(paragraph, ..): &Row| self.paragraphs.get(*paragraph)?.task;
        let below = lines.iter().skip(self.top).find_map(task);
        let above = || lines.iter().take(end).rev().find_map(task);
        below.filter(|_| forward).or_else(above)
    }

    /// The paragraphs wrapped to the screen's width.
    fn lines(&self, env: &Env) -> Vec<Row> {
        let columns = usize::from(env.size.0).saturating_sub(2).max(1);
        if self.paragraphs.is_empty() {
            let none = env.lang.pick(
                "Kế hoạch này không kèm văn bản.",
                "This plan has no document attached.",
            );
            return vec![(0, format!(" {none}"), env.theme.dim())];
        }
        let mut lines = Vec::new();
        for (nth, paragraph) in self.paragraphs.iter().enumerate() {
            let (indent, style) = match paragraph.kind.as_str() {
                "heading" => (0, env.theme.strong()),
                "task" if self.chosen == paragraph.task => (2, env.theme.strong()),
                "task" => (2, Style::new()),
                "bullet" => (2, env.theme.dim()),
                _ => (0, env.theme.dim()),
            };
            let text = clean(paragraph);
            let deeper = usize::from(text.starts_with('+')) * 2;
            let indent = indent + deeper;
            let chosen = paragraph.task.is_some() && self.chosen == paragraph.task;
            let wrapped = wrap(&text, columns.saturating_sub(indent).max(1));
            for (row, line) in wrapped.into_iter().enumerate() {
                let front = if chosen && row == 0 { MARKER } else { " " };
                lines.push((nth, format!("{front}{}{line}", " ".repeat(indent)), style));
            }
            lines.push((nth, String::new(), style));
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
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, document: &Document, env: &Env) {
    let lines = document.lines(env);
    let top = document
        .top
        .min(lines.len().saturating_sub(usize::from(area.height)));
    let shown = lines.into_iter().skip(top).take(usize::from(area.height));
    for (y, (_, text, style)) in (area.y..).zip(shown) {
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
                task: None,
            };
            assert_eq!(clean(&paragraph), read);
        }
    }
}
