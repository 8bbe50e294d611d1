//! The plan's document as reference: its other parts, and the tasks where they stand.

use super::layer::{Cx, Footer, Layer, Next, Placement, Request};
use crate::domain::ids::TaskId;
use crate::domain::plan::{DocumentTask, Passage};
use crate::present::text::wrap;
use crate::store::Result;
use crate::tui::actions::{Action, KeyContext};
use crate::tui::env::Env;
use crate::tui::toggle_done::Toggled;
use crate::tui::widgets::paint::{MARKER, line, rows_of};
use crate::tui::widgets::scroll::step;
use ratatui::Frame as Canvas;
use ratatui::style::Style;

/// One paragraph of the document.
#[derive(Clone, Debug)]
struct Paragraph {
    /// Its line in the document.
    line: i64,
    /// "heading", "text", "bullet" or "task".
    kind: String,
    /// What it says; a task is led by its code.
    text: String,
    task: Option<TaskId>,
}

/// The state of the document's screen.
#[derive(Debug)]
pub(crate) struct DocumentLayer {
    /// All paragraphs in order.
    paragraphs: Vec<Paragraph>,
    /// The first line on the screen.
    top: usize,
    /// The task that Enter opens.
    chosen: Option<TaskId>,
}

/// A line on the screen: of which paragraph, what, and how.
type Row = (usize, String, Style);

impl DocumentLayer {
    /// Reads the document, to be shown where it speaks of a task; says where it does not.
    pub(super) fn open(at: Option<TaskId>, cx: &Cx<'_>) -> Result<(Self, Next)> {
        let plan = cx.env.plan.id;
        let (passages, tasks) = (cx.store.passages(plan)?, cx.store.document_tasks(plan)?);
        let mut document = Self::new(passages, tasks);
        let is_there = at.is_none_or(|task| document.show(task, cx.env));
        let next = if is_there {
            Next::Stay
        } else {
            Next::notify(cx.env.lang.pick(
                "Nhiệm vụ này được thêm sau, không có trong văn bản.",
                "This task was added later and is not in the document.",
            ))
        };
        Ok((document, next))
    }

    fn new(passages: Vec<Passage>, tasks: Vec<DocumentTask>) -> Self {
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
    fn step(&mut self, action: Action, env: &Env) {
        let rows = env.layout().body_rows().max(1);
        let last = self.lines(env).len().saturating_sub(rows);
        self.top = step(self.top, action, rows, last);
        if matches!(action, Action::NextPart | Action::PreviousPart)
            && let Some(task) = self.neighbour(action == Action::NextPart, env)
        {
            self.show(task, env);
        }
    }

    /// The task that Enter opens; none where the chosen one was scrolled out of sight.
    fn chosen(&self, env: &Env) -> Option<TaskId> {
        let seen = self.top..self.top + env.layout().body_rows().max(1);
        self.chosen
            .filter(|task| self.place(*task, env).is_some_and(|at| seen.contains(&at)))
    }

    /// Selects a task and scrolls to it; returns whether the document has it.
    fn show(&mut self, task: TaskId, env: &Env) -> bool {
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

impl Layer for DocumentLayer {
    fn placement(&self) -> Placement<'_> {
        Placement::Screen
    }

    fn context(&self) -> KeyContext {
        KeyContext::Document
    }

    fn footer(&self) -> Footer {
        Footer::of(&[
            Action::Back,
            Action::PageDown,
            Action::NextPart,
            Action::Open,
            Action::PageUp,
            Action::Up,
            Action::Down,
            Action::Quit,
        ])
    }

    fn offers(&self, action: Action, _env: &Env) -> bool {
        let selects = matches!(
            action,
            Action::NextPart | Action::PreviousPart | Action::Open
        );
        !selects || self.paragraphs.iter().any(|one| one.task.is_some())
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        Ok(match action {
            Action::Back => Next::Close,
            Action::Report => Next::Pass,
            Action::Open => match self.chosen(cx.env) {
                Some(task) => Next::Open(Request::Detail(task, Toggled::default())),
                None => {
                    self.step(Action::NextPart, cx.env);
                    Next::Stay
                }
            },
            _ => {
                self.step(action, cx.env);
                Next::Stay
            }
        })
    }

    fn shows(&mut self, request: &Request, env: &Env) -> bool {
        let Request::Document(at) = request else {
            return false;
        };
        if let Some(task) = at {
            self.show(*task, env);
        }
        true
    }

    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env) {
        let area = env.layout().body;
        let lines = self.lines(env);
        let rows = usize::from(area.height);
        let top = self.top.min(lines.len().saturating_sub(rows));
        for (row, (_, text, style)) in rows_of(area).zip(lines.into_iter().skip(top)) {
            line(canvas, row, [(text, style)]);
        }
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
