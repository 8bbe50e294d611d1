//! What of a text is seen: the rows of a box, or the part of one line round the cursor.

use super::Editor;
use crate::present::text::{cut, edit_rows, leading, safe, width};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// A text broken into the rows of a box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditorLayout {
    /// The rows, at least one, none wider than asked for, ready for the screen.
    pub lines: Vec<String>,
    /// The cursor's row and its display column, which is always inside the box.
    pub cursor: (usize, usize),
}

impl Editor {
    /// The text as the rows of a box of `columns` (zero counts as one), and where the cursor is.
    ///
    /// Every blank is kept, and every place in the text has a cell of its own: a word leaves one
    /// column free for the blank or the cursor behind it, and behind a row that is full to the
    /// edge a further row begins.
    pub fn layout(&self, columns: usize) -> EditorLayout {
        let rows = edit_rows(&self.text, columns);
        let row = self.row(&rows);
        let column = width(&self.text[rows[row].start..self.cursor]);
        let show = |row: &Range<usize>| cut(&self.text[row.clone()], columns.max(1)).into_owned();
        EditorLayout {
            lines: rows.iter().map(show).collect(),
            cursor: (row, column),
        }
    }

    /// The part of a one-line field that fits into `columns`, and the cursor's column in it.
    ///
    /// Scrolled so that the cursor is inside, with some of the text behind it in view.
    pub fn view_line(&self, columns: usize) -> (String, usize) {
        let Some(last) = columns.checked_sub(1) else {
            return (String::new(), 0);
        };
        let (head, tail) = self.text.split_at(self.cursor);
        let behind = leading(tail.graphemes(true), columns / 4).1;
        let (bytes, column) = leading(head.graphemes(true).rev(), last - behind);
        let visible = &self.text[self.cursor - bytes..];
        let shown = leading(visible.graphemes(true), columns).0;
        (safe(&visible[..shown]).into_owned(), column)
    }

    /// The same with a sign where the beginning is out of view.
    pub fn view_field(&self, columns: usize) -> (String, usize) {
        let (shown, column) = self.view_line(columns);
        let first = shown.graphemes(true).next().unwrap_or_default();
        if column == 0 || width(first) != 1 || safe(&self.text).starts_with(shown.as_str()) {
            return (shown, column);
        }
        (format!("…{}", &shown[first.len()..]), column)
    }
}
