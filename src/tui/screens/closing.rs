//! The end of a review: the week's figures, and the conclusions.

use crate::domain::review::{AgendaPart, Conclusion};
use crate::report::review::figures::Weeks;
use crate::tui::env::Env;
use crate::tui::input::action::Action;
use crate::tui::screens::closing_view;
use crate::tui::screens::walk::Walk;
use crate::tui::widgets::page::PageLine;
use crate::tui::widgets::scroll::scrolled;

/// The state of a review's end.
#[derive(Debug, Default)]
pub struct Closing {
    /// The week's figures, once they are counted.
    pub weeks: Option<Box<Weeks>>,
    /// The selected conclusion.
    pub cursor: usize,
}

impl Walk {
    /// The selected conclusion.
    pub fn conclusion(&self) -> Option<&Conclusion> {
        self.review.conclusions.get(self.closing.cursor)
    }

    /// How many tasks of the whole walk are still to be answered.
    pub fn left(&self) -> usize {
        let settled = self.review.settled(AgendaPart::All);
        settled.all - settled.of
    }

    /// Keeps the cursor on a conclusion that is there: on a new one where one was added, and in sight
    /// where any was changed.
    pub(super) fn settle_closing(&mut self, before: &[Conclusion], env: &Env) {
        let now = self.review.conclusions.len();
        if now > before.len() {
            self.closing.cursor = now;
        }
        self.closing.cursor = self.closing.cursor.min(now.saturating_sub(1));
        if self.review.conclusions != before {
            self.show_cursor(env);
        }
    }

    /// Scrolls so that the selected conclusion is in sight, whole where that can be.
    fn show_cursor(&mut self, env: &Env) {
        let rows = closing_view::rows(env);
        let lines = closing_view::lines(self, env);
        let own = |line: &PageLine| line.selected;
        let first = lines.iter().position(own).unwrap_or(0);
        let last = lines.iter().rposition(own).unwrap_or(0);
        self.top = scrolled(self.top, last, rows, lines.len());
        self.top = scrolled(self.top, first, rows, lines.len());
    }

    /// Moves between conclusions, or scrolls.
    pub fn step_closing(&mut self, action: Action, env: &Env) {
        let rows = closing_view::rows(env);
        let lines = closing_view::lines(self, env);
        let last = lines.len().saturating_sub(rows);
        self.top = self.top.min(last);
        let conclusions = self.review.conclusions.len();
        match action {
            Action::PageUp => self.top = self.top.saturating_sub(rows),
            Action::PageDown => self.top = (self.top + rows).min(last),
            Action::Top => self.top = 0,
            Action::Bottom => self.top = last,
            Action::Up if conclusions == 0 => self.top = self.top.saturating_sub(1),
            Action::Down if conclusions == 0 => self.top = (self.top + 1).min(last),
            Action::Up | Action::Down => {
                if action == Action::Up {
                    self.closing.cursor = self.closing.cursor.saturating_sub(1);
                } else {
                    self.closing.cursor = (self.closing.cursor + 1).min(conclusions - 1);
                }
                self.show_cursor(env);
            }
            _ => {}
        }
    }
}
