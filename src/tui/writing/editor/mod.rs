//! The text field of every form: a text with a cursor, for one line or several.
//!
//! Knows no terminal. Vietnamese input methods correct a word by sending backspaces and the new
//! letters in one burst, so each step must be exact on its own: one backspace takes away one
//! grapheme, whatever its number of code points, and a mark typed behind its letter joins it.
//!
//! Two things hold after every step: the text is in NFC, and the cursor stands between graphemes.
//!
//! Here stands what goes into the text and what is taken out of it; in `moving`, where the cursor
//! goes; in `shown`, what of it is seen.

mod moving;
mod shown;

pub use shown::EditorLayout;

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::text::{Shape, clean, clean_behind};

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
    /// A field of one line that holds `text`, the cursor behind it.
    pub fn line(text: &str) -> Self {
        let mut editor = Self::default();
        editor.set(text);
        editor
    }

    /// A field of several lines that holds `text`, the cursor behind it.
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

    /// Puts another text in place of the present one, the cursor behind it.
    ///
    /// Characters that are not allowed are left out; the limit does not cut a stored text.
    pub fn set(&mut self, text: &str) {
        self.text = clean(text, self.shape()).text.nfc().collect();
        self.move_to(self.text.len());
    }

    /// Inserts typed or pasted text at the cursor, as much of it as is allowed.
    pub fn insert(&mut self, s: &str) -> Inserted {
        let behind = self.text[..self.cursor].chars().next_back();
        let cleaned = clean_behind(behind, s, self.shape());
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

    /// Deletes the grapheme behind the cursor.
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

    /// Replaces part of the text and puts the cursor behind the new part.
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

#[cfg(test)]
mod tests;
