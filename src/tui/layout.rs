//! Layout: a pure function of the size. Drawing uses it to place, update to know how far a page
//! goes, so nothing has to be passed on from drawing.

use ratatui::layout::Rect;

/// The smallest size that the program draws on.
pub(crate) const MIN: (u16, u16) = (20, 5);

/// The largest size that the program draws on: a terminal may claim any, and every cell takes memory.
const MAX: (u16, u16) = (1_000, 500);

/// The part of a terminal's columns and rows that is drawn on, from its left upper corner.
pub(crate) fn drawn(columns: u16, rows: u16) -> (u16, u16) {
    (columns.min(MAX.0), rows.min(MAX.1))
}

/// Where everything of the home screen stands. A part that has no room is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Title, plan, day.
    pub header: Rect,
    /// The area tabs.
    pub tabs: Rect,
    /// What summary now, or what is searched and filtered.
    pub summary: Rect,
    /// The titles of the columns.
    pub head: Rect,
    /// The units' column with its own title.
    pub units: Rect,
    /// The rows of the task table.
    pub rows: Rect,
    /// The line between table and preview.
    pub line: Rect,
    /// The preview of the selected task.
    pub preview: Rect,
    /// What the last act did.
    pub status: Rect,
    /// The keys valid now.
    pub footer: Rect,
    /// Everything between header and status, for screens of their own.
    pub body: Rect,
}

impl Layout {
    /// The detail pane goes first where it is low, then the units' column where it is narrow.
    pub(crate) fn of(width: u16, height: u16) -> Self {
        let line = |y: u16, rows: u16| Rect::new(0, y, width, rows);
        let preview_rows = match height {
            0..16 => 0,
            16..24 => 3,
            24..34 => 5,
            _ => 8,
        };
        let units_width = if width >= 90 { 27 } else { 0 };
        let top = if height >= 8 { 4 } else { 3 };
        // On a low screen a message takes the place of the keys until the next key.
        let status = if height >= 16 { 2 } else { 1 };
        let bottom = status
            + if preview_rows > 0 {
                preview_rows + 1
            } else {
                0
            };
        let rows = height.saturating_sub(top + bottom);
        let after = top + rows;
        let head_y = top - 1;
        Self {
            header: line(0, 1),
            tabs: line(1, 1),
            summary: if height >= 8 { line(2, 1) } else { Rect::ZERO },
            head: Rect::new(units_width, head_y, width.saturating_sub(units_width), 1),
            units: Rect::new(0, head_y, units_width, rows + 1),
            rows: Rect::new(units_width, top, width.saturating_sub(units_width), rows),
            line: if preview_rows > 0 {
                line(after, 1)
            } else {
                Rect::ZERO
            },
            preview: if preview_rows > 0 {
                line(after + 1, preview_rows)
            } else {
                Rect::ZERO
            },
            status: line(height.saturating_sub(status), 1),
            footer: line(height.saturating_sub(1), 1),
            body: Rect::new(0, 1, width, height.saturating_sub(1 + status)),
        }
    }

    /// Rows that the units' list shows below its title.
    pub(crate) fn unit_rows(&self) -> usize {
        usize::from(self.units.height.saturating_sub(1))
    }

    /// Rows that the table shows.
    pub fn table_rows(&self) -> usize {
        usize::from(self.rows.height)
    }

    /// Rows that a screen of its own shows.
    pub(crate) fn body_rows(&self) -> usize {
        usize::from(self.body.height)
    }

    /// A box in the middle for forms and lists, at most so many columns and rows.
    pub(crate) fn dialog(&self, columns: u16, rows: u16) -> Rect {
        let width = columns.min(self.header.width);
        let height = rows.min(self.body.height);
        Rect::new(
            (self.header.width - width) / 2,
            self.body.y + (self.body.height - height) / 2,
            width,
            height,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_fits_on_the_screen_at_any_size() {
        for width in 0..140 {
            for height in 0..50 {
                let screen = Rect::new(0, 0, width, height);
                let l = Layout::of(width, height);
                if width < MIN.0 || height < MIN.1 {
                    continue;
                }
                for part in [
                    l.header,
                    l.tabs,
                    l.summary,
                    l.head,
                    l.units,
                    l.rows,
                    l.line,
                    l.preview,
                    l.status,
                    l.footer,
                    l.body,
                    l.dialog(60, 20),
                ] {
                    assert_eq!(part.intersection(screen), part, "{width}x{height} {part:?}");
                }
            }
        }
    }

    #[test]
    fn the_preview_is_dropped_before_the_units_and_the_table_stays() {
        assert_eq!(Layout::of(120, 40).preview.height, 8);
        assert_eq!(Layout::of(120, 15).preview.height, 0);
        assert_eq!(Layout::of(120, 15).units.width, 27);
        assert_eq!(Layout::of(80, 24).units.width, 0);
        assert!(Layout::of(40, 10).table_rows() >= 4);
    }
}
