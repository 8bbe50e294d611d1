//! A document as lines of text: how far it is read, and which place for a text is chosen.

use crate::formats::text::{MarkKind, TextLayout, TextMark, lay_out};
use crate::report::document::Document;
use crate::tui::actions::Action;
use crate::tui::env::Env;
use crate::tui::theme::Theme;
use crate::tui::widgets::paint::{line, rows_of};
use crate::tui::widgets::scroll;
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Lines become no longer than this, for the eye's sake.
const WIDEST: usize = 140;

#[derive(Debug, Default)]
pub(super) struct DocumentText {
    layout: TextLayout,
    /// The first line on the screen.
    top: usize,
    /// The chosen place for a text, by its part's name.
    pub(super) place: Option<String>,
}

impl DocumentText {
    /// Breaks the document into lines for the present width.
    pub(super) fn lay_out(&mut self, document: Option<&Document>, env: &Env) {
        let columns = usize::from(env.size.0).saturating_sub(2).min(WIDEST);
        self.layout = document
            .map(|document| lay_out(document, columns))
            .unwrap_or_default();
        self.top = self.top.min(self.last_top(env));
    }

    /// Back to the beginning, for another document.
    pub(super) fn leave_place(&mut self) {
        self.top = 0;
        self.place = None;
    }

    fn last_top(&self, env: &Env) -> usize {
        self.layout.lines.len().saturating_sub(rows(env))
    }

    /// "1–32/120": which lines are in sight.
    pub(super) fn in_sight(&self, env: &Env) -> String {
        let all = self.layout.lines.len();
        let last = (self.top + rows(env)).min(all);
        format!("{}–{last}/{all}", self.top + 1)
    }

    /// Scrolls, and goes from heading to heading and from place to place.
    pub(super) fn step(&mut self, action: Action, env: &Env) {
        let (rows, last) = (rows(env), self.last_top(env));
        self.top = match action {
            Action::NextTab => self.heading(true).unwrap_or(last),
            Action::PreviousTab => self.heading(false).unwrap_or(0),
            Action::NextPart | Action::PreviousPart => {
                self.step_place(action == Action::NextPart);
                self.top_with_place(rows)
            }
            _ => scroll::step(self.top, action, rows, last),
        }
        .min(last);
    }

    /// The line of the next heading below the first line of the screen, or of the one above it.
    fn heading(&self, forward: bool) -> Option<usize> {
        let headings = self.layout.marks.iter().filter_map(|mark| match mark.kind {
            MarkKind::Title | MarkKind::Heading(..=2) => Some(mark.rows.start),
            _ => None,
        });
        if forward {
            headings.clone().find(|row| *row > self.top)
        } else {
            headings.rev().find(|row| *row < self.top)
        }
    }

    /// The marks of the places for texts.
    fn places(&self) -> impl Iterator<Item = (&TextMark, &str, bool)> {
        self.layout
            .marks
            .iter()
            .filter_map(|mark| match &mark.kind {
                MarkKind::Place(part, written) => Some((mark, part.as_str(), *written)),
                _ => None,
            })
    }

    /// How many places are not written yet.
    pub(super) fn unwritten(&self) -> usize {
        self.places().filter(|(_, _, written)| !written).count()
    }

    /// Chooses the next place or the one before; from none, the first one in sight or below.
    fn step_place(&mut self, forward: bool) {
        let parts: Vec<&str> = self.places().map(|(_, part, _)| part).collect();
        let at = parts
            .iter()
            .position(|part| Some(*part) == self.place.as_deref());
        let to = match at {
            Some(at) if forward => at + 1,
            Some(at) => at + parts.len() - 1,
            None => self
                .places()
                .position(|(mark, _, _)| mark.rows.end > self.top)
                .unwrap_or(0),
        };
        self.place = parts
            .get(to % parts.len().max(1))
            .map(|part| (*part).to_owned());
    }

    /// Where the screen begins so that the chosen place is in sight.
    fn top_with_place(&self, rows: usize) -> usize {
        let chosen = self
            .places()
            .find(|(_, part, _)| Some(*part) == self.place.as_deref());
        let Some((mark, _, _)) = chosen else {
            return self.top;
        };
        if mark.rows.start >= self.top && mark.rows.end <= self.top + rows {
            return self.top;
        }
        // What leads to it stands above it.
        mark.rows.start.saturating_sub(rows / 3)
    }

    /// Draws a screenful.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, theme: Theme) {
        let lines = self.layout.lines.iter().enumerate().skip(self.top);
        for (row, (at, words)) in rows_of(area).zip(lines) {
            let (margin, style) = self.style(at, theme);
            line(
                canvas,
                row,
                [(margin, theme.key()), (words.as_str(), style)],
            );
        }
    }

    /// The margin and the style of a line.
    fn style(&self, at: usize, theme: Theme) -> (&'static str, Style) {
        let mut marks = self.layout.marks.iter();
        let Some(mark) = marks.find(|mark| mark.rows.contains(&at)) else {
            return (" ", Style::new());
        };
        match &mark.kind {
            MarkKind::Title | MarkKind::Heading(_) => (" ", theme.strong()),
            MarkKind::Place(part, _) if Some(part) == self.place.as_ref() => {
                let first = at == mark.rows.start;
                (if first { "›" } else { " " }, theme.selected())
            }
            MarkKind::Place(_, false) => (" ", theme.todo()),
            MarkKind::Place(_, true) => (" ", Style::new()),
        }
    }
}

/// How many lines the screen shows; the first line names the document.
fn rows(env: &Env) -> usize {
    env.layout().body_rows().saturating_sub(1).max(1)
}
