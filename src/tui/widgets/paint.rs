//! A line of styled pieces, and the terminal's own cursor.

use crate::present::text::one_column_each;
use ratatui::Frame as Canvas;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// The character that marks the selected row besides its style.
pub(crate) const MARKER: &str = "›";

/// Pieces of text, safe to print, each with its style.
pub(crate) type StyledLine = Vec<(String, Style)>;

/// The rows of an area, as areas of one row.
pub(crate) fn rows_of(area: Rect) -> impl Iterator<Item = Rect> {
    (area.y..area.bottom()).map(move |y| Rect::new(area.x, y, area.width, 1))
}

/// One line of styled pieces, cut at the area's edge.
pub(crate) fn line<S: AsRef<str>>(
    canvas: &mut Canvas<'_>,
    area: Rect,
    pieces: impl IntoIterator<Item = (S, Style)>,
) {
    let cells = canvas.buffer_mut();
    let area = area.intersection(cells.area);
    if area.is_empty() {
        return;
    }
    let mut x = area.x;
    for (text, style) in pieces {
        let text = text.as_ref();
        if !one_column_each(text) {
            let left = usize::from(area.right() - x);
            (x, _) = cells.set_stringn(x, area.y, text, left, style);
            continue;
        }
        for (letter, at) in text.chars().zip(x..area.right()) {
            cells[(at, area.y)].set_char(letter).set_style(style);
            x = at + 1;
        }
    }
}

/// The terminal's own cursor stands where text is typed: an input tool composes there.
pub(crate) fn set_cursor(canvas: &mut Canvas<'_>, area: Rect, column: usize, row: usize) {
    let x = area
        .x
        .saturating_add(u16::try_from(column).unwrap_or(u16::MAX));
    let y = area
        .y
        .saturating_add(u16::try_from(row).unwrap_or(u16::MAX));
    if x < area.right() && y < area.bottom() {
        canvas.set_cursor_position(Position::new(x, y));
    }
}
