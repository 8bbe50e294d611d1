//! The previews of what an import or a unit's sheet would change: rows of which a filter shows some, with a
//! cursor, and the areas of such a screen.

use super::editor::Editor;
use super::paint::{MARKER, StyledLine, line, rows_of, set_cursor};
use super::scroll::{paged, step};
use crate::present::text::{cut, pad, pad_left, width};
use crate::tui::actions::Action;
use crate::tui::theme::Theme;
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Columns of marker, sign, row number and the blanks around them.
pub(crate) const FRONT: usize = 9;

/// The rows that the filter shows, and the cursor among them.
#[derive(Debug, Default)]
pub(crate) struct PreviewList {
    /// The shown rows, by their places among all.
    pub places: Vec<usize>,
    /// The row under the cursor, and the first row on the screen, counted among the shown ones.
    pub cursor: usize,
    top: usize,
}

impl PreviewList {
    /// The place of the row under the cursor.
    pub(crate) fn current(&self) -> Option<usize> {
        self.places.get(self.cursor).copied()
    }

    pub(crate) fn keep_cursor_visible(&mut self, rows: usize) {
        self.cursor = self.cursor.min(self.places.len().saturating_sub(1));
        self.top = paged(self.top, self.cursor, rows, self.places.len());
    }

    pub(crate) fn step(&mut self, action: Action, rows: usize) {
        let last = self.places.len().saturating_sub(1);
        self.cursor = step(self.cursor, action, rows, last);
        self.keep_cursor_visible(rows);
    }

    /// Moves the cursor to the first row that is `wanted`, else to the last one.
    pub(crate) fn go_to(&mut self, wanted: impl Fn(usize) -> bool, rows: usize) {
        let at = self.places.iter().position(|place| wanted(*place));
        self.cursor = at.unwrap_or(self.places.len());
        self.keep_cursor_visible(rows);
    }

    /// Moves the cursor to the next other row that is `wanted`, or to the one before; wraps around at
    /// the end. Returns whether there is one.
    pub(crate) fn find_next(
        &mut self,
        forward: bool,
        wanted: impl Fn(usize) -> bool,
        rows: usize,
    ) -> bool {
        let wanted = |at: &usize| self.places.get(*at).is_some_and(|place| wanted(*place));
        let (before, after) = (0..self.cursor, self.cursor + 1..self.places.len());
        let found = match forward {
            true => after.chain(before).find(wanted),
            false => before.rev().chain(after.rev()).find(wanted),
        };
        self.cursor = found.unwrap_or(self.cursor);
        self.keep_cursor_visible(rows);
        found.is_some()
    }

    /// Draws the rows; `row` gives the line of a place, and whether the cursor is on it. `none` is shown
    /// where there are no rows.
    pub(crate) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        none: (&str, Style),
        row: impl Fn(usize, bool) -> Option<StyledLine>,
    ) {
        if self.places.is_empty()
            && let Some(first) = rows_of(area).next()
        {
            let (none, style) = none;
            return line(canvas, first, [(format!("   {none}"), style)]);
        }
        let shown = self.places.iter().enumerate().skip(self.top);
        for (area, (at, place)) in rows_of(area).zip(shown) {
            if let Some(pieces) = row(*place, at == self.cursor) {
                line(canvas, area, pieces);
            }
        }
    }
}

/// A row: its sign, its number, and its cells with their widths; those of no width are left out.
pub(crate) fn row_line(
    (here, selected): (bool, bool),
    (sign, style): (&str, Style),
    number: &str,
    cells: impl IntoIterator<Item = (String, usize, Style)>,
    theme: Theme,
) -> StyledLine {
    let styled = |style: Style| if selected { theme.selected() } else { style };
    let front = if here { MARKER } else { " " };
    let number = format!("{}  ", pad_left(number, FRONT - 4));
    let mut pieces = vec![
        (front.to_owned(), styled(Style::new())),
        (sign.to_owned(), styled(style)),
        (number, styled(theme.dim())),
    ];
    let cells = cells.into_iter().filter(|(_, width, _)| *width > 0);
    pieces.extend(
        cells.map(|(text, width, style)| (format!("{} ", pad(&text, width)), styled(style))),
    );
    pieces
}

/// A row in which a cell is typed: its label, at most half of the row, and the text with the cursor.
pub(crate) fn typed_line(
    canvas: &mut Canvas<'_>,
    area: Rect,
    label: &str,
    editor: &Editor,
    theme: Theme,
) {
    let columns = usize::from(area.width);
    let label = cut(label, columns / 2).into_owned();
    let room = columns.saturating_sub(width(&label) + 1);
    let (text, column) = editor.view_line(room);
    set_cursor(canvas, area, width(&label) + column, 0);
    line(canvas, area, [(label, theme.key()), (text, Style::new())]);
}

/// The titles of the columns above the rows: of the row numbers, and of the cells with their widths.
pub(crate) fn head_line<'t>(
    number: &str,
    titles: impl IntoIterator<Item = (&'t str, usize)>,
) -> String {
    let titles = titles.into_iter().filter(|(_, width)| *width > 0);
    let titles = titles.map(|(title, width)| format!("{} ", pad(title, width)));
    format!(
        "{}  {}",
        pad_left(number, FRONT - 2),
        titles.collect::<String>()
    )
}

/// The areas of the screen; one that has no room is empty.
pub(crate) struct PreviewLayout {
    pub title: Rect,
    /// A line of its own below the title.
    pub columns: Rect,
    pub counts: Rect,
    pub head: Rect,
    pub rows: Rect,
    /// The line above the details of the row under the cursor, and those.
    pub rule: Rect,
    pub detail: Rect,
}

impl PreviewLayout {
    /// How many lines there are for the row under the cursor, and whether there are one for the columns
    /// and one above the detail.
    pub(crate) fn of(body: Rect, detail: u16, columns: bool, rule: bool) -> Self {
        let mut top = body.y;
        let mut take = |wanted: bool| {
            let height = u16::from(wanted && top < body.bottom());
            let area = Rect::new(body.x, top, body.width, height);
            top += height;
            area
        };
        let (title, columns, counts) = (take(true), take(columns), take(true));
        let head = take(body.height >= 10);
        let below = (detail + u16::from(rule)).min(body.bottom().saturating_sub(top));
        let rows = Rect::new(body.x, top, body.width, body.bottom() - top - below);
        let rule_height = u16::from(rule).min(below);
        let rule = Rect::new(body.x, rows.bottom(), body.width, rule_height);
        let detail = Rect::new(body.x, rule.bottom(), body.width, below - rule_height);
        Self {
            title,
            columns,
            counts,
            head,
            rows,
            rule,
            detail,
        }
    }

    /// Rows on the screen.
    pub(crate) fn page(&self) -> usize {
        usize::from(self.rows.height).max(1)
    }

    /// The line above the detail, filled up.
    pub(crate) fn draw_rule(
        &self,
        canvas: &mut Canvas<'_>,
        (text, style): (&str, Style),
        dim: Style,
    ) {
        let rest = "─".repeat(usize::from(self.rule.width).saturating_sub(width(text)));
        line(canvas, self.rule, [(text, style), (&rest, dim)]);
    }
}
