//! The text field of every form: a text with a cursor, for one line or several.
//!
//! Knows no terminal. Vietnamese input methods correct a word by sending backspaces and the new
//! letters in one burst, so each step must be exact on its own: one backspace takes away one
//! grapheme, whatever its number of code points, and a mark typed after its letter joins it.
//!
//! Two things hold after every step: the text is in NFC, and the cursor stands between graphemes.

use crate::domain::text::{TextShape, clean, clean_after};
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
    pub(crate) fn line(text: &str) -> Self {
        let mut editor = Self::default();
        editor.set(text);
        editor
    }

    /// A field of several lines that holds `text`, the cursor after it.
    pub(crate) fn lines(text: &str) -> Self {
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
    pub(crate) fn with_limit(mut self, max_chars: usize) -> Self {
        self.limit = Some(max_chars);
        self
    }

    /// The greatest number of characters, if there is one.
    pub(crate) fn limit(&self) -> Option<usize> {
        self.limit
    }

    /// The text, in NFC.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is no text, not even a blank.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Hands the text over and leaves the field empty.
    pub(crate) fn take(&mut self) -> String {
        self.move_to(0);
        std::mem::take(&mut self.text)
    }

    /// Puts another text in place of the present one, the cursor after it.
    ///
    /// Characters that are not allowed are left out; the limit does not cut a stored text.
    pub(crate) fn set(&mut self, text: &str) {
        self.text = clean(text, self.shape()).text.nfc().collect();
        self.move_to(self.text.len());
    }

    /// Inserts typed or pasted text at the cursor, as much of it as is allowed.
    pub fn insert(&mut self, s: &str) -> Inserted {
        let after = self.text[..self.cursor].chars().next_back();
        let cleaned = clean_after(after, s, self.shape());
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
    fn newline(&mut self) -> bool {
        self.several && self.insert("\n") == Inserted::default()
    }

    /// Deletes the grapheme before the cursor.
    pub(crate) fn backspace(&mut self) {
        self.replace(self.before(self.cursor)..self.cursor, "");
    }

    /// Deletes the grapheme after the cursor.
    pub(crate) fn delete(&mut self) {
        self.replace(self.cursor..self.after(self.cursor), "");
    }

    /// Deletes from the start of the line to the cursor.
    fn kill_to_start(&mut self) {
        self.replace(self.line_around(self.cursor).start..self.cursor, "");
    }

    /// Deletes the word before the cursor and the blanks between them.
    fn delete_word_before(&mut self) {
        self.replace(self.word_before()..self.cursor, "");
    }

    /// The rule that text coming in is measured by.
    fn shape(&self) -> TextShape {
        if self.several {
            TextShape::Lines
        } else {
            TextShape::Line
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
    pub(crate) fn act(&mut self, action: Action) {
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
    pub(crate) fn act_in_box(&mut self, action: Action, columns: usize) {
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
    pub(crate) fn left(&mut self) {
        self.move_to(self.before(self.cursor));
    }

    /// Moves one grapheme to the right.
    pub(crate) fn right(&mut self) {
        self.move_to(self.after(self.cursor));
    }

    /// Moves to the start of the word before the cursor.
    fn word_left(&mut self) {
        self.move_to(self.word_before());
    }

    /// Moves after the next word.
    fn word_right(&mut self) {
        let tail = self.text[self.cursor..].graphemes(true);
        self.move_to(self.cursor + word_length(tail));
    }

    /// Moves to the start of the row in a box of `columns`; from there, to the start of the line.
    ///
    /// A field that is shown in one row passes `usize::MAX`.
    pub(crate) fn home(&mut self, columns: usize) {
        let rows = edit_rows(&self.text, columns);
        let target = rows[self.row(&rows)].start;
        let line = self.line_around(self.cursor).start;
        self.move_to(if self.cursor == target { line } else { target });
    }

    /// Moves to the end of the row in a box of `columns`; from there, to the end of the line.
    ///
    /// A field that is shown in one row passes `usize::MAX`.
    pub(crate) fn end(&mut self, columns: usize) {
        let rows = edit_rows(&self.text, columns);
        let target = self.last_place(&rows, self.row(&rows));
        let line = self.line_around(self.cursor).end;
        self.move_to(if self.cursor == target { line } else { target });
    }

    /// Moves one row up in a box of `columns`; `false` if the cursor is in the first one.
    pub(crate) fn up(&mut self, columns: usize) -> bool {
        let rows = edit_rows(&self.text, columns);
        let row = self.row(&rows);
        row > 0 && self.move_to_row(&rows, row, row - 1)
    }

    /// Moves one row down in a box of `columns`; `false` if the cursor is in the last one.
    pub(crate) fn down(&mut self, columns: usize) -> bool {
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
    pub(crate) fn layout(&self, columns: usize) -> EditorLayout {
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
    pub(crate) fn view_line(&self, columns: usize) -> (String, usize) {
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
    pub(crate) fn view_field(&self, columns: usize) -> (String, usize) {
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
pub(crate) struct EditorLayout {
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
mod tests {
    use super::{Editor, Inserted};
    use crate::present::text::{edit_rows, width};
    use unicode_segmentation::UnicodeSegmentation;

    const FAMILY: &str = "👨\u{200D}👩\u{200D}👧";

    /// An editor with the text as it is, not sanitized: the place of the cursor is marked by `|`.
    fn at(marked: &str) -> Editor {
        Editor {
            text: marked.replacen('|', "", 1),
            cursor: marked.find('|').unwrap_or(0),
            several: true,
            ..Editor::default()
        }
    }

    /// The text with `|` at the cursor.
    fn marked(editor: &Editor) -> String {
        let (head, tail) = editor.text.split_at(editor.cursor);
        format!("{head}|{tail}")
    }

    type Step = fn(&mut Editor);

    /// Takes one step from each place and looks where it ends.
    fn walk(cases: &[(Step, &str, &str)]) {
        for (step, before, after) in cases {
            let mut editor = at(before);
            step(&mut editor);
            assert_eq!(&marked(&editor), after, "from {before:?}");
        }
    }

    /// Whatever must hold after every step, at every width.
    fn check(editor: &Editor, columns: usize) {
        assert!(
            unicode_normalization::is_nfc(&editor.text),
            "{editor:?} at {columns}"
        );
        let mut places = editor.text.grapheme_indices(true).map(|(place, _)| place);
        let place = editor.cursor;
        let count = editor.text.chars().count();
        assert!(
            editor.limit.is_none_or(|limit| count <= limit),
            "{editor:?}"
        );
        assert!(
            place == editor.text.len() || places.any(|p| p == place),
            "{editor:?} at {columns}"
        );

        let layout = editor.layout(columns);
        let (row, column) = layout.cursor;
        assert!(
            row < layout.lines.len() && column < columns.max(1),
            "{editor:?} at {columns}"
        );
        assert!(
            layout
                .lines
                .iter()
                .all(|line| width(line) <= columns.max(1)),
            "{editor:?} at {columns}"
        );
        let rows = edit_rows(&editor.text, columns);
        let joined: String = rows.into_iter().map(|row| &editor.text[row]).collect();
        assert_eq!(joined, editor.text.replace('\n', ""));

        let (shown, column) = editor.view_line(columns);
        assert!(
            width(&shown) <= columns && column < columns.max(1),
            "{editor:?} at {columns}"
        );
    }

    /// Takes the step of a number below 26: half of them type something.
    fn random_step(editor: &mut Editor, step: usize, typed: &str, columns: usize) {
        match step {
            0 => editor.backspace(),
            1 => editor.delete(),
            2 => editor.left(),
            3 => editor.right(),
            4 => editor.word_left(),
            5 => editor.word_right(),
            6 => editor.home(columns),
            7 => editor.end(columns),
            8 => assert!(!editor.up(columns) || !editor.text.is_empty()),
            9 => assert!(!editor.down(columns) || !editor.text.is_empty()),
            10 => editor.delete_word_before(),
            11 => editor.move_to(0),
            12 => editor.kill_to_start(),
            _ => assert!(editor.insert(typed).dropped <= typed.chars().count()),
        }
    }

    #[test]
    fn random_steps_keep_the_promises() {
        let typed = [
            "e",
            "\u{302}",
            "\u{323}",
            "ệ",
            "đ",
            " ",
            "\n",
            "国",
            "🇻",
            "🇳",
            "👍",
            "🏽",
            "\u{31b}",
            "ᄒ",
            "ᅡ",
            "ᆫ",
            "\u{200d}",
            FAMILY,
            "thủ tục ",
            "\t",
            "\u{1b}",
            "\u{fe0f}",
            "\u{202f}",
        ];
        // A fixed sequence, so that a failure comes back.
        let mut seed: u64 = 2021;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(seed >> 33).unwrap_or(0) % below
        };
        for round in 0..300 {
            let mut editor = [Editor::line(""), Editor::lines("")][round % 2].clone();
            editor.limit = (round % 3 == 0).then_some(12);
            for _ in 0..60 {
                let columns = next(12);
                random_step(&mut editor, next(26), typed[next(typed.len())], columns);
                check(&editor, columns);
            }
        }
    }

    // What goes into a text and what is taken out of it.

    /// Plays what an input method sends: both backspace bytes delete, the rest is typed.
    fn play(editor: &mut Editor, bytes: &str, letter_by_letter: bool) {
        for part in bytes.split_inclusive(['\u{7f}', '\u{8}']) {
            let text = part.trim_end_matches(['\u{7f}', '\u{8}']);
            if letter_by_letter {
                for c in text.chars() {
                    editor.insert(c.encode_utf8(&mut [0; 4]));
                }
            } else {
                editor.insert(text);
            }
            if text.len() < part.len() {
                editor.backspace();
            }
        }
    }

    #[test]
    fn bursts_of_input_methods_come_out_right() {
        // Made by hand after the way input methods correct a word; not captured from one.
        let cases = [
            // Telex: d d u o w c j.
            ("d\u{7f}đuo\u{7f}\u{7f}ươc\u{7f}\u{7f}ợc", "được"),
            (
                "dd\u{7f}\u{7f}đuo\u{7f}\u{7f}ươc\u{7f}\u{7f}\u{7f}ược",
                "được",
            ),
            ("d\u{8}đuo\u{8}\u{8}ươc\u{8}\u{8}ợc", "được"),
            // VNI: d u o 7 c 5 9, the whole word sent again.
            (
                "duo\u{7f}\u{7f}ươc\u{7f}\u{7f}ợc\u{7f}\u{7f}\u{7f}\u{7f}được",
                "được",
            ),
            // Telex and VNI: H u y n h, then f or 2.
            ("Huynh\u{7f}\u{7f}\u{7f}ỳnh", "Huỳnh"),
            ("Huyf\u{7f}\u{7f}ỳnh", "Huỳnh"),
            ("Huynh2\u{8}\u{8}\u{8}\u{8}ỳnh", "Huỳnh"),
            // The tone typed at the end of the word or right after its vowel.
            ("chinh\u{7f}\u{7f}\u{7f}ính", "chính"),
            ("chi\u{7f}ínhs\u{7f}", "chính"),
            // A tone taken back: Telex z.
            ("chính\u{7f}\u{7f}\u{7f}inh", "chinh"),
            // Output in decomposed form, and a narrow blank sent and taken back.
            ("Huynh\u{7f}\u{7f}\u{7f}y\u{300}nh", "Huỳnh"),
            ("chi\u{202f}\u{7f}\u{7f}ính", "chính"),
        ];
        for (bytes, expected) in cases {
            for letter_by_letter in [false, true] {
                let mut editor = Editor::line("Phòng ");
                play(&mut editor, bytes, letter_by_letter);
                assert_eq!(marked(&editor), format!("Phòng {expected}|"), "{bytes:?}");
                let mut editor = at("a|đ");
                play(&mut editor, bytes, letter_by_letter);
                assert_eq!(marked(&editor), format!("a{expected}|đ"), "{bytes:?}");
            }
        }
    }

    #[test]
    fn every_kind_of_input_yields_nfc_and_leaves_the_cursor_after_it() {
        let cases = [
            ("|", "Nguye\u{302}\u{303}n", "Nguyễn|"),
            ("e|x", "\u{323}\u{302}", "ệ|x"),
            ("ê|x", "\u{323}", "ệ|x"),
            ("ẹ|", "\u{302}", "ệ|"),
            ("x|y", "\u{301}", "x\u{301}|y"),
            ("|\u{301}b", "e", "é|b"),
            ("a\u{31b}|", "\u{302}", "â\u{31b}|"),
            ("🇻|", "🇳", "🇻🇳|"),
            ("|🇳", "🇻", "🇻🇳|"),
            ("👍|!", "🏽", "👍🏽|!"),
            ("ᄒ|", "ᅡᆫ", "한|"),
        ];
        for (before, typed, after) in cases {
            let mut editor = at(before);
            assert_eq!(editor.insert(typed), Inserted::default());
            assert_eq!(marked(&editor), after, "{before:?} + {typed:?}");
        }
        assert_eq!(Editor::line("Huye\u{323}\u{302}n").text(), "Huyện");
        assert_eq!(Editor::lines("Huye\u{323}\u{302}n").text(), "Huyện");
    }

    #[test]
    fn deleting_leaves_the_cursor_where_expected() {
        let back: Step = Editor::backspace;
        let delete: Step = Editor::delete;
        let kill: Step = Editor::kill_to_start;
        let word: Step = Editor::delete_word_before;
        walk(&[
            (back, "Huỳ|nh", "Hu|nh"),
            (back, "|Hu", "|Hu"),
            (back, "x\u{301}\u{323}|y", "|y"),
            (back, "a👨\u{200D}👩\u{200D}👧|b", "a|b"),
            (back, "🇻🇳🇻🇳|", "🇻🇳|"),
            (back, "国家|", "国|"),
            (back, "một\n|hai", "một|hai"),
            (back, "a\n|\u{301}b", "á|b"),
            (delete, "Hu|ỳnh", "Hu|nh"),
            (delete, "a|👨\u{200D}👩\u{200D}👧b", "a|b"),
            (delete, "ab|", "ab|"),
            (delete, "a|\n\u{301}b", "á|b"),
            (kill, "một\nhai| ba", "một\n| ba"),
            (kill, "một\n|ba", "một\n|ba"),
            (word, "rà soát  |x", "rà |x"),
            (word, "|x", "|x"),
        ]);
    }

    #[test]
    fn pasted_text_is_sanitized() {
        let mut note = Editor::lines("");
        assert_eq!(note.insert("dd\r\n:q!\n"), Inserted::default());
        assert_eq!(marked(&note), "dd\n:q!\n|");
        assert!(note.newline());
        assert_eq!(marked(&note), "dd\n:q!\n\n|");

        let mut title = Editor::line("");
        title.insert("dd\n:q!\n");
        assert!(!title.text().contains('\n') && title.text().contains(":q!"));
        let before = title.clone();
        assert!(!title.newline());
        assert_eq!(title, before);

        let mut title = Editor::line("");
        assert_eq!(title.insert("a\u{1b}b\u{202e}c").dropped, 2);
        assert_eq!(marked(&title), "abc|");
    }

    #[test]
    fn the_limit_counts_characters_and_splits_no_grapheme() {
        let cases = [
            ("|", 3, "Huỳnh", "Huỳ|", 2),
            ("|", 5, "Huy\u{300}nh", "Huỳnh|", 0),
            ("a|b", 2, "c", "a|b", 1),
            ("e|b", 2, "\u{302}", "ê|b", 0),
            ("e|b", 2, "\u{302}c", "ê|b", 1),
            ("x|b", 2, "\u{301}", "x|b", 1),
            ("|", 3, "ab👍🏽c", "ab|", 3),
            ("abcd|", 3, "e", "abcd|", 1),
            ("abce|", 3, "\u{302}", "abcê|", 0),
            ("|", 0, "a", "|", 1),
        ];
        for (before, limit, typed, after, refused) in cases {
            let mut editor = at(before).with_limit(limit);
            let inserted = editor.insert(typed);
            assert_eq!(marked(&editor), after, "{before:?} + {typed:?}");
            assert_eq!(
                inserted,
                Inserted {
                    dropped: 0,
                    refused
                },
                "{typed:?}"
            );
        }
        let mut full = Editor::line("chinh").with_limit(5);
        play(&mut full, "\u{7f}\u{7f}\u{7f}ính", false);
        assert_eq!(full.text(), "chính");
        assert_eq!(Editor::line("quá dài").with_limit(2).text(), "quá dài");
        assert!(!Editor::lines("ab").with_limit(2).newline());
    }

    #[test]
    fn set_and_take() {
        let mut editor = Editor::line("một").with_limit(9);
        assert_eq!(editor.take(), "một");
        assert!(editor.is_empty());
        assert_eq!((marked(&editor).as_str(), editor.limit()), ("|", Some(9)));
        editor.set("hai");
        assert_eq!(marked(&editor), "hai|");
    }

    // Where steps of the cursor end.

    #[test]
    fn moving_leaves_the_cursor_where_expected() {
        let left: Step = Editor::left;
        let right: Step = Editor::right;
        let word_left: Step = Editor::word_left;
        let word_right: Step = Editor::word_right;
        walk(&[
            (
                left,
                "a👨\u{200D}👩\u{200D}👧|b",
                "a|👨\u{200D}👩\u{200D}👧b",
            ),
            (left, "|ab", "|ab"),
            (
                right,
                "a|👨\u{200D}👩\u{200D}👧b",
                "a👨\u{200D}👩\u{200D}👧|b",
            ),
            (right, "ab|", "ab|"),
            (word_left, "rà soát  |", "rà |soát  "),
            (word_left, "số 30c/NQ|-CP", "số |30c/NQ-CP"),
            (word_left, "|  a", "|  a"),
            (word_right, "rà|  soát x", "rà  soát| x"),
            (word_right, "r|à soát", "rà| soát"),
            (word_right, "a|  ", "a  |"),
        ]);
    }

    #[test]
    fn up_down_home_and_end_follow_the_rows() {
        type Step = fn(&mut Editor) -> bool;
        let up: Step = |editor| editor.up(5);
        let down: Step = |editor| editor.down(5);
        let home: Step = |editor| {
            editor.home(5);
            true
        };
        let end: Step = |editor| {
            editor.end(5);
            true
        };
        // In a box of five columns: "rà ", "soát ", "", "thủ".
        let cases: [(&str, &[Step], &str, bool); 13] = [
            ("r|à soát \n\nthủ", &[up], "r|à soát \n\nthủ", false),
            ("rà soá|t \n\nthủ", &[up], "rà| soát \n\nthủ", true),
            ("rà| soát \n\nthủ", &[down], "rà so|át \n\nthủ", true),
            (
                "rà s|oát \n\nthủ",
                &[down, down, down],
                "rà soát \n\nt|hủ",
                true,
            ),
            ("rà soát \n\nth|ủ", &[up, up, up], "rà so|át \n\nthủ", true),
            ("rà soát \n\nth|ủ", &[down], "rà soát \n\nth|ủ", false),
            ("rà so|át \n\nthủ", &[home], "rà |soát \n\nthủ", true),
            ("rà so|át \n\nthủ", &[home, home], "|rà soát \n\nthủ", true),
            ("r|à soát \n\nthủ", &[end], "rà| soát \n\nthủ", true),
            ("r|à soát \n\nthủ", &[end, end], "rà soát |\n\nthủ", true),
            ("rà soát \n|\nthủ", &[home], "rà soát \n|\nthủ", true),
            ("rà soát \n|\nthủ", &[end], "rà soát \n|\nthủ", true),
            ("国家abc|", &[up], "国|家abc", true),
        ];
        for (before, steps, after, moved) in cases {
            let mut editor = at(before);
            let last = steps.iter().map(|step| step(&mut editor)).last();
            assert_eq!(marked(&editor), after, "{before:?}");
            assert_eq!(last, Some(moved), "{before:?}");
        }
    }

    // What of a text is seen.

    #[test]
    fn layouts_at_several_widths() {
        type Rows = &'static [&'static str];
        let cases: [(&str, usize, Rows, (usize, usize)); 22] = [
            ("|", 1, &[""], (0, 0)),
            ("Sở|", 1, &["S", "ở", ""], (2, 0)),
            ("S|ở", 0, &["S", "ở", ""], (1, 0)),
            ("国|a", 1, &["…", "a", ""], (1, 0)),
            ("a b|", 1, &["a", " ", "b", ""], (3, 0)),
            ("Sở|", 2, &["Sở", ""], (1, 0)),
            ("国家|", 2, &["国", "家", ""], (2, 0)),
            ("a国|", 2, &["a", "国", ""], (2, 0)),
            ("a\n\n|b", 2, &["a", "", "b"], (2, 0)),
            ("rà s|oát", 5, &["rà ", "soát"], (1, 1)),
            ("rà| soát", 5, &["rà ", "soát"], (0, 2)),
            ("rà |soát", 5, &["rà ", "soát"], (1, 0)),
            ("Huỳnh|", 5, &["Huỳnh", ""], (1, 0)),
            ("Huỳnh |", 5, &["Huỳnh", " "], (1, 1)),
            ("nghiêng|", 5, &["nghiê", "ng"], (1, 2)),
            ("a nghiêng|", 5, &["a ", "nghiê", "ng"], (2, 2)),
            ("soát |", 5, &["soát ", ""], (1, 0)),
            ("soát  |", 5, &["soát ", " "], (1, 1)),
            ("soát\nrà|", 5, &["soát", "rà"], (1, 2)),
            (
                "Rà soát thủ tục hành chính|",
                20,
                &["Rà soát thủ tục ", "hành chính"],
                (1, 10),
            ),
            ("  thụt  đầu  |", 20, &["  thụt  đầu  "], (0, 13)),
            ("国家 🇻🇳|", 20, &["国家 🇻🇳"], (0, 7)),
        ];
        for (before, columns, lines, cursor) in cases {
            let layout = at(before).layout(columns);
            assert_eq!(layout.lines, lines, "{before:?} at {columns}");
            assert_eq!(layout.cursor, cursor, "{before:?} at {columns}");
        }
    }

    #[test]
    fn a_one_line_field_scrolls_with_its_cursor() {
        let cases = [
            ("|", 5, "", 0),
            ("Sở|", 0, "", 0),
            ("Sở|", 1, "", 0),
            ("S|ở", 1, "ở", 0),
            ("Sở|", 2, "ở", 1),
            ("Sở K|", 5, "Sở K", 4),
            ("Huỳnh|", 5, "uỳnh", 4),
            ("|Huỳnh", 5, "Huỳnh", 0),
            ("Huỳnh Thú|c", 5, "Thúc", 3),
            ("Huỳnh T|húc", 5, "h Thú", 3),
            ("国家国|", 5, "家国", 4),
            ("国家国|", 4, "国", 2),
            ("Đẩy mạnh |tuyên truyền", 20, "Đẩy mạnh tuyên truyề", 9),
            ("Đẩy mạnh tuyên truyền|", 20, "y mạnh tuyên truyền", 19),
        ];
        for (before, columns, shown, column) in cases {
            let expected = (shown.to_owned(), column);
            assert_eq!(
                at(before).view_line(columns),
                expected,
                "{before:?} at {columns}"
            );
        }
    }
}
