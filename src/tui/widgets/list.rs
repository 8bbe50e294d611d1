//! A list with a cursor: a label at the left of each row, a word at its right.

use super::paint::{MARKER, line, rows_of};
use super::scroll::scrolled;
use crate::present::text::{pad, pad_left, width};
use crate::tui::theme::Theme;
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws the rows round the cursor.
pub fn draw(
    canvas: &mut Canvas<'_>,
    area: Rect,
    rows: &[(&str, &str)],
    cursor: usize,
    theme: Theme,
) {
    let top = scrolled(0, cursor, usize::from(area.height), rows.len());
    let columns = usize::from(area.width);
    for (row, (at, (label, right))) in rows_of(area).zip(rows.iter().enumerate().skip(top)) {
        let here = at == cursor;
        let room = width(right).min(columns / 3);
        let label = pad(label, columns.saturating_sub(room + 4));
        let marker = if here { MARKER } else { " " };
        let text = format!("{marker} {label} {} ", pad_left(right, room));
        let style = if here { theme.selected() } else { Style::new() };
        line(canvas, row, [(text, style)]);
    }
}
