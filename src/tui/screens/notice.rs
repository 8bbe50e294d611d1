//! What a finished review has frozen, as text to read and to save.

use crate::domain::ids::ReviewId;
use crate::report::document::Document;
use crate::transfer::text;
use crate::tui::action::Action;
use crate::tui::model::Frame;
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Lines are no longer than this, for the eye's sake.
const WIDEST: usize = 120;

/// The state of the screen.
#[derive(Debug)]
pub struct Notice {
    /// The review.
    pub review: ReviewId,
    /// The notice, Vietnamese and English.
    pub documents: Box<[Document; 2]>,
    /// The name of its file, without the ending.
    pub name: String,
    /// The first line on the screen.
    pub top: usize,
}

impl Notice {
    /// The notice in the screen's language.
    #[must_use]
    pub fn document(&self, frame: &Frame) -> &Document {
        let [vi, en] = &*self.documents;
        frame.lang.pick(vi, en)
    }

    fn lines(&self, frame: &Frame) -> Vec<String> {
        let columns = usize::from(frame.size.0).saturating_sub(2).min(WIDEST);
        text::lines(self.document(frame), columns)
    }

    /// Scrolls.
    pub fn step(&mut self, action: Action, frame: &Frame) {
        let rows = frame.layout().body_rows().max(1);
        let last = self.lines(frame).len().saturating_sub(rows);
        let top = self.top.min(last);
        self.top = match action {
            Action::Up => top.saturating_sub(1),
            Action::Down => (top + 1).min(last),
            Action::PageUp => top.saturating_sub(rows),
            Action::PageDown => (top + rows).min(last),
            Action::Top => 0,
            Action::Bottom => last,
            _ => top,
        };
    }
}

/// Draws a screenful.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, notice: &Notice, frame: &Frame) {
    let lines = notice.lines(frame);
    let top = notice
        .top
        .min(lines.len().saturating_sub(usize::from(area.height)));
    let shown = lines.into_iter().skip(top).take(usize::from(area.height));
    for (y, text) in (area.y..area.bottom()).zip(shown) {
        let line = Line::from(format!(" {text}"));
        canvas.render_widget(line, Rect::new(area.x, y, area.width, 1));
    }
}
