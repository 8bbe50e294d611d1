//! The text field of every form: a text with a cursor, for one line or several.
//!
//! Knows no terminal. Vietnamese input methods correct a word by sending backspaces and the new
//! letters in one burst, so each step must be exact on its own: one backspace takes away one
//! grapheme, whatever its number of code points, and a mark typed after its letter joins it.
//!
//! Two things hold after every step: the text is in NFC, and the cursor stands between graphemes.

use crate::domain::text::{Shape, clean, clean_behind};
use crate::present::text::{cut, edit_rows, leading, safe, width};
use crate::tui::actions::Action;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// A text being edited, with its cursor.
///
/// The default is an empty field of one line without a limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Editor {
    text: String,
    /// A byte offset into `text`.
    cursor: usize,
    several: bool,
    limit: Option<usize>,
    /// The column that `up` and `down` aim at, so that a short row on the way does not lose it.
    goal: Option<usize>,
}

/// What did not go in when text was typed or pasted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inserted {
    /// Characters that are not allowed in a text.
    pub dropped: usize,
    /// Characters over the field's limit.
    pub refused: usize,
}

impl Editor {
    /// A field of one line that holds `text`, the cursor after it.
    pub fn line(text: &str) -> Self {
        let mut editor = Self::default();
        editor.set(text);
        editor
    }

    /// A field of several lines that holds `text`, the cursor after it.
    pub fn lines(text: &str) -> Self {
        let mut editor = Self {
            several: true,
            ..Self::default()
        };
        editor.set(text);
        editor
    }

    /// The same field, taking at most `max_chars` characters.
    ///
    /// A longer text that is already there stays whole: only typing is refused.
    pub fn with_limit(mut self, max_chars: usize) -> Self {
        self.limit = Some(max_chars);
        self
    }

    /// The greatest number of characters, if there is one.
    pub fn limit(&self) -> Option<usize> {
        self.limit
    }

    /// The text, in NFC.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is no text, not even a blank.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Hands the text over and leaves the field empty.
    pub fn take(&mut self) -> String {
        self.move_to(0);
        std::mem::take(&mut self.text)
    }

    /// Puts another text in place of the present one, the cursor after it.
    ///
    /// Characters that are not allowed are left out; the limit does not cut a stored text.
    pub fn set(&mut self, text: &str) {
        self.text = clean(text, self.shape()).text.nfc().collect();
        self.move_to(self.text.len());
    }

    /// Inserts typed or pasted text at the cursor, as much of it as is allowed.
    pub fn insert(&mut self, s: &str) -> Inserted {
        let after = self.text[..self.cursor].chars().next_back();
        let cleaned = clean_behind(after, s, self.shape());
        // The letter before the cursor takes part: a mark that joins it needs no room.
        let start = self.before(self.cursor);
        let letter = &self.text[start..self.cursor];
        let joined: String = letter.chars().chain(cleaned.text.chars()).nfc().collect();
        let (kept, refused) = self.within_limit(letter, joined);
        self.replace(start..self.cursor, &kept);
        Inserted {
            dropped: cleaned.dropped,
            refused,
        }
    }

    /// Starts a new line at the cursor; `false` if this field has one line only or is full.
    pub fn newline(&mut self) -> bool {
        self.several && self.insert("\n") == Inserted::default()
    }

    /// Deletes the grapheme before the cursor.
    pub fn backspace(&mut self) {
        self.replace(self.before(self.cursor)..self.cursor, "");
    }

    /// Deletes the grapheme after the cursor.
    pub fn delete(&mut self) {
        self.replace(self.cursor..self.after(self.cursor), "");
    }

    /// Deletes from the start of the line to the cursor.
    pub fn kill_to_start(&mut self) {
        self.replace(self.line_around(self.cursor).start..self.cursor, "");
    }

    /// Deletes the word before the cursor and the blanks between them.
    pub fn delete_word_before(&mut self) {
        self.replace(self.word_before()..self.cursor, "");
    }

    /// The rule that text coming in is measured by.
    fn shape(&self) -> Shape {
        if self.several {
            Shape::Lines
        } else {
            Shape::Line
        }
    }

    /// As many graphemes of `joined` as the limit allows, and the number of characters refused.
    ///
    /// `letter` is what `joined` begins with and what is already in the text.
    fn within_limit(&self, letter: &str, joined: String) -> (String, usize) {
        let count = |s: &str| s.chars().count();
        let (old, new) = (count(letter), count(&joined));
        let others = count(&self.text) - old;
        // What is already there is never taken away, even where it is over the limit.
        let room = self.limit.unwrap_or(usize::MAX).saturating_sub(others);
        let room = room.max(old);
        if new <= room {
            return (joined, 0);
        }
        let (mut bytes, mut used) = (0, 0);
        for grapheme in joined.graphemes(true) {
            used += count(grapheme);
            if used > room {
                break;
            }
            bytes += grapheme.len();
        }
        // A mark that makes the letter too long is refused without the letter.
        let kept = if bytes == 0 { letter } else { &joined[..bytes] };
        (kept.to_owned(), new - count(kept))
    }

    /// Replaces part of the text and puts the cursor after the new part.
    ///
    /// The graphemes on both sides are normalised with it, since they may join: a mark may now
    /// follow its letter, and the cursor must not be left between the two.
    fn replace(&mut self, range: Range<usize>, with: &str) {
        let (from, to) = (self.before(range.start), self.after(range.end));
        let left = &self.text[from..range.start];
        let front: String = left.chars().chain(with.chars()).nfc().collect();
        let right = &self.text[range.end..to];
        let whole: String = front.chars().chain(right.chars()).nfc().collect();
        self.text.replace_range(from..to, &whole);
        self.move_to(from + front.len());
    }
}

/// The keys.
impl Editor {
    /// Does what an editing key asks for in a field that is shown in one row.
    pub fn act(&mut self, action: Action) {
        match action {
            Action::Backspace => self.backspace(),
            Action::Delete => self.delete(),
            Action::Left => self.left(),
            Action::Right => self.right(),
            Action::WordLeft => self.word_left(),
            Action::WordRight => self.word_right(),
            Action::Top => self.home(usize::MAX),
            Action::Bottom => self.end(usize::MAX),
            Action::KillToStart => self.kill_to_start(),
            Action::DeleteWord => self.delete_word_before(),
            _ => {}
        }
    }

    /// The same in a box of `columns`, whose rows the cursor goes through.
    pub fn act_in_box(&mut self, action: Action, columns: usize) {
        match action {
            Action::NewLine => {
                self.newline();
            }
            Action::Up => {
                self.up(columns);
            }
            Action::Down => {
                self.down(columns);
            }
            Action::Top => self.home(columns),
            Action::Bottom => self.end(columns),
            _ => self.act(action),
        }
    }
}

/// Where the cursor goes, and where graphemes, words, lines and rows begin and end.
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

    /// Moves after the next word.
    pub fn word_right(&mut self) {
        let tail = self.text[self.cursor..].graphemes(true);
        self.move_to(self.cursor + word_length(tail));
    }

    /// Moves to the start of the text.
    pub fn start(&mut self) {
        self.move_to(0);
    }

    /// Moves after the end of the text.
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

    /// Puts the cursor at a place in the text, or after the grapheme that the place is inside of.
    fn move_to(&mut self, place: usize) {
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
    fn before(&self, place: usize) -> usize {
        let mut here = GraphemeCursor::new(place, self.text.len(), true);
        let found = here.prev_boundary(&self.text, 0).ok().flatten();
        found.unwrap_or(0)
    }

    /// The grapheme boundary after a place.
    fn after(&self, place: usize) -> usize {
        let mut here = GraphemeCursor::new(place, self.text.len(), true);
        let found = here.next_boundary(&self.text, 0).ok().flatten();
        found.unwrap_or(self.text.len())
    }

    /// The start of the word before the cursor.
    fn word_before(&self) -> usize {
        let head = self.text[..self.cursor].graphemes(true).rev();
        self.cursor - word_length(head)
    }

    /// The line of the text that a place is in, without its line end.
    fn line_around(&self, place: usize) -> Range<usize> {
        let start = self.text[..place].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[place..]
            .find('\n')
            .map_or(self.text.len(), |at| place + at);
        start..end
    }

    /// The row that the cursor is in: a place where one row ends and the next begins is the next's.
    fn row(&self, rows: &[Range<usize>]) -> usize {
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

/// What of the text is seen: the rows of a box, or the part of one line round the cursor.
impl Editor {
    /// The text as the rows of a box of `columns` (zero counts as one), and where the cursor is.
    ///
    /// Every blank is kept, and every place in the text has a cell of its own: a word leaves one
    /// column free for the blank or the cursor after it, and after a row that is full to the
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
    /// Scrolled so that the cursor is inside, with some of the text after it in view.
    pub fn view_line(&self, columns: usize) -> (String, usize) {
        let Some(last) = columns.checked_sub(1) else {
            return (String::new(), 0);
        };
        let (head, tail) = self.text.split_at(self.cursor);
        let after = leading(tail.graphemes(true), columns / 4).1;
        let (bytes, column) = leading(head.graphemes(true).rev(), last - after);
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

/// A text broken into the rows of a box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditorLayout {
    /// The rows, at least one, none wider than asked for, ready for the screen.
    pub lines: Vec<String>,
    /// The cursor's row and its display column, which is always inside the box.
    pub cursor: (usize, usize),
}

/// The bytes of the leading blanks and of the word after them.
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

#[cfg(test)]
mod tests;
