//! Where the cursor goes, and where graphemes, words, lines and rows begin and end.

use super::Editor;
use crate::present::text::{edit_rows, leading, width};
use std::ops::Range;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

impl Editor {
    /// Moves one grapheme to the left.
    pub fn left(&mut self) {
        self.move_to(self.before(self.cursor));
    }

    /// Moves one grapheme to the right.
    pub fn right(&mut self) {
        self.move_to(self.after(self.cursor));
    }

    /// Moves to the start of the word before the cursor.
    pub fn word_left(&mut self) {
        self.move_to(self.word_before());
    }

    /// Moves behind the next word.
    pub fn word_right(&mut self) {
        let tail = self.text[self.cursor..].graphemes(true);
        self.move_to(self.cursor + word_length(tail));
    }

    /// Moves to the start of the text.
    pub fn start(&mut self) {
        self.move_to(0);
    }

    /// Moves behind the end of the text.
    pub fn finish(&mut self) {
        self.move_to(self.text.len());
    }

    /// Moves to the start of the row in a box of `columns`; from there, to the start of the line.
    ///
    /// A field that is shown in one row passes `usize::MAX`.
    pub fn home(&mut self, columns: usize) {
        let rows = edit_rows(&self.text, columns);
        let target = rows[self.row(&rows)].start;
        let line = self.line_around(self.cursor).start;
        self.move_to(if self.cursor == target { line } else { target });
    }

    /// Moves to the end of the row in a box of `columns`; from there, to the end of the line.
    ///
    /// A field that is shown in one row passes `usize::MAX`.
    pub fn end(&mut self, columns: usize) {
        let rows = edit_rows(&self.text, columns);
        let target = self.last_place(&rows, self.row(&rows));
        let line = self.line_around(self.cursor).end;
        self.move_to(if self.cursor == target { line } else { target });
    }

    /// Moves one row up in a box of `columns`; `false` if the cursor is in the first one.
    pub fn up(&mut self, columns: usize) -> bool {
        let rows = edit_rows(&self.text, columns);
        let row = self.row(&rows);
        row > 0 && self.move_to_row(&rows, row, row - 1)
    }

    /// Moves one row down in a box of `columns`; `false` if the cursor is in the last one.
    pub fn down(&mut self, columns: usize) -> bool {
        let rows = edit_rows(&self.text, columns);
        let row = self.row(&rows);
        row + 1 < rows.len() && self.move_to_row(&rows, row, row + 1)
    }

    /// Puts the cursor at a place in the text, or behind the grapheme that the place is inside of.
    pub(super) fn move_to(&mut self, place: usize) {
        self.goal = None;
        self.cursor = place.min(self.text.len());
        while !self.text.is_char_boundary(self.cursor) {
            self.cursor += 1;
        }
        let mut here = GraphemeCursor::new(self.cursor, self.text.len(), true);
        if here.is_boundary(&self.text, 0) == Ok(false) {
            self.cursor = self.after(self.cursor);
        }
    }

    /// The grapheme boundary before a place.
    pub(super) fn before(&self, place: usize) -> usize {
        let mut here = GraphemeCursor::new(place, self.text.len(), true);
        let found = here.prev_boundary(&self.text, 0).ok().flatten();
        found.unwrap_or(0)
    }

    /// The grapheme boundary behind a place.
    pub(super) fn after(&self, place: usize) -> usize {
        let mut here = GraphemeCursor::new(place, self.text.len(), true);
        let found = here.next_boundary(&self.text, 0).ok().flatten();
        found.unwrap_or(self.text.len())
    }

    /// The start of the word before the cursor.
    pub(super) fn word_before(&self) -> usize {
        let head = self.text[..self.cursor].graphemes(true).rev();
        self.cursor - word_length(head)
    }

    /// The line of the text that a place is in, without its line end.
    pub(super) fn line_around(&self, place: usize) -> Range<usize> {
        let start = self.text[..place].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[place..]
            .find('\n')
            .map_or(self.text.len(), |at| place + at);
        start..end
    }

    /// The row that the cursor is in: a place where one row ends and the next begins is the next's.
    pub(super) fn row(&self, rows: &[Range<usize>]) -> usize {
        rows.partition_point(|row| row.start <= self.cursor)
            .saturating_sub(1)
    }

    /// The last place that is shown in a row; its very end may be the start of the next row.
    fn last_place(&self, rows: &[Range<usize>], row: usize) -> usize {
        let end = rows[row].end;
        let goes_on = rows.get(row + 1).is_some_and(|next| next.start == end);
        if goes_on { self.before(end) } else { end }
    }

    /// Moves from one row to another, as near as possible to the column aimed at.
    fn move_to_row(&mut self, rows: &[Range<usize>], from: usize, to: usize) -> bool {
        let column = width(&self.text[rows[from].start..self.cursor]);
        let goal = self.goal.unwrap_or(column);
        let start = rows[to].start;
        let reachable = &self.text[start..self.last_place(rows, to)];
        let passed = leading(reachable.graphemes(true), goal).0;
        self.move_to(start + passed);
        self.goal = Some(goal);
        true
    }
}

/// The bytes of the leading blanks and of the word behind them.
///
/// Only blanks separate words: "30c/NQ-CP" is one.
fn word_length<'a>(graphemes: impl Iterator<Item = &'a str>) -> usize {
    let (mut bytes, mut in_word) = (0, false);
    for grapheme in graphemes {
        let blank = grapheme.chars().all(char::is_whitespace);
        if blank && in_word {
            break;
        }
        in_word |= !blank;
        bytes += grapheme.len();
    }
    bytes
}
