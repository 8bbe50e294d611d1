//! Text on its way to the screen: made harmless, measured, cut, filled and wrapped.
//!
//! The file may hold what another tool wrote, so nothing here trusts its input: every function
//! passes the text through [`safe`] first. What is measured is therefore what is shown, and to do it
//! twice changes nothing.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::domain::text::{is_forbidden, with_allowed};

/// The sign that stands for text left out.
const ELLIPSIS: char = '…';

/// Makes a text harmless for a terminal.
///
/// Control characters, direction marks and invisible characters each become U+FFFD, so that a
/// reader sees that something is there; a line end or a tab becomes a blank. A sign keeps what chooses
/// its form; joiners, which no two terminals treat alike, go. A harmless text is returned as it is.
pub fn safe(s: &str) -> Cow<'_, str> {
    if s.chars().all(|c| shown_as(c) == c) {
        return Cow::Borrowed(s);
    }
    let shown = with_allowed(s).map(|(c, allowed)| match c {
        '\u{200C}' | '\u{200D}' => char::REPLACEMENT_CHARACTER,
        c if allowed && is_forbidden(c) => c,
        c => shown_as(c),
    });
    Cow::Owned(shown.collect())
}

/// Writes text for XML and HTML. Characters that XML 1.0 does not admit, and those that deceive a
/// reader, become U+FFFD.
pub(crate) fn escape_xml(text: &str) -> String {
    let harmless = safe(text);
    let mut out = String::with_capacity(harmless.len() + 16);
    for c in harmless.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{FFFE}' | '\u{FFFF}' => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}

/// The first digits of a hash: few enough to be written down, enough that nobody finds another with the
/// same.
pub(crate) fn short_hash(digits: &str) -> &str {
    digits.get(..16).unwrap_or(digits)
}

/// A text with a capital at its beginning.
pub(crate) fn capital(s: &str) -> String {
    let first = s.chars().next().map_or(0, char::len_utf8);
    format!("{}{}", s[..first].to_uppercase(), &s[first..])
}

/// A text with a small letter at its beginning.
pub(crate) fn small(s: &str) -> String {
    let first = s.chars().next().map_or(0, char::len_utf8);
    format!("{}{}", s[..first].to_lowercase(), &s[first..])
}

/// A path or name as a shell takes it, to be copied from a sentence into a command.
pub(crate) fn shell_word(s: &str) -> String {
    let s = safe(s);
    let plain = |c: char| c.is_alphanumeric() || "/._-~".contains(c);
    if s.chars().all(plain) {
        s.into_owned()
    } else {
        format!("'{}'", s.replace('\'', "'\\''"))
    }
}

/// The character that is sent to the terminal in place of `c`.
fn shown_as(c: char) -> char {
    match c {
        '\n' | '\t' => ' ',
        c if is_forbidden(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// Whether every character of a text is a grapheme of its own that takes one column: so it is with
/// Latin letters, composed accents among them, and the usual signs. Then characters can be counted
/// where graphemes would have to be found, which costs many times as much.
pub(crate) fn one_column_each(s: &str) -> bool {
    s.chars().all(|c| {
        matches!(c, ' '..='~' | '¡'..='¬' | '®'..='ɏ' | 'Ḁ'..='ỿ')
            || matches!(c, '–'..='—' | '‘'..='”' | '…' | '←'..='↓' | '─'..='╿' | '■'..='◗' | '✓')
    })
}

/// The number of columns a text takes on the screen, counted by grapheme.
pub fn width(s: &str) -> usize {
    if one_column_each(s) {
        return s.chars().count();
    }
    safe(s).graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// A text at most `columns` wide, ending in "…" if something was left out.
///
/// A grapheme is never split, and no blank is left before the "…".
pub(crate) fn cut(s: &str, columns: usize) -> Cow<'_, str> {
    let shown = safe(s);
    let Some(end) = cut_point(&shown, columns) else {
        return shown;
    };
    if columns == 0 {
        return Cow::Borrowed("");
    }
    let mut short = shown[..end].trim_end().to_owned();
    short.push(ELLIPSIS);
    Cow::Owned(short)
}

/// Where a text too wide for `columns` is cut to leave one column for "…"; `None` if it fits.
///
/// Reads no further than the cut: a list cell must not cost the whole of a long note.
fn cut_point(s: &str, columns: usize) -> Option<usize> {
    // A text of so many bytes is looked at whole; a longer one is read only up to the cut.
    if s.len() <= 8 * columns && one_column_each(s) {
        let mut ends = s
            .char_indices()
            .map(|(at, _)| at)
            .skip(columns.saturating_sub(1));
        let end = ends.next();
        return ends.next().and(end);
    }
    let (mut used, mut end) = (0, 0);
    for (at, grapheme) in s.grapheme_indices(true) {
        used += grapheme.width();
        if used > columns {
            return Some(end);
        }
        if used < columns {
            end = at + grapheme.len();
        }
    }
    None
}

/// A text of exactly `columns`: cut if too wide, filled with blanks on the right if too narrow.
pub(crate) fn pad(s: &str, columns: usize) -> String {
    let mut out = cut(s, columns).into_owned();
    let missing = columns.saturating_sub(width(&out));
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// Like [`pad`], with the blanks on the left: for numbers.
pub(crate) fn pad_left(s: &str, columns: usize) -> String {
    let text = cut(s, columns);
    let missing = columns.saturating_sub(width(&text));
    let mut out = " ".repeat(missing);
    out.push_str(&text);
    out
}

/// Breaks a text into rows at most `columns` wide (at least one row; zero columns count as one).
///
/// Rows end between words where possible; a word wider than a row is broken between graphemes.
/// Line ends of the text are kept, the blanks at its line starts too; no row ends in a blank.
pub(crate) fn wrap(s: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut rows = Vec::new();
    for line in s.split('\n') {
        let line = safe(line.strip_suffix('\r').unwrap_or(line));
        wrap_line(line.trim_end(), columns, &mut rows);
    }
    rows
}

/// Appends the rows of one line, which holds no line end and no trailing blank.
fn wrap_line(line: &str, columns: usize, rows: &mut Vec<String>) {
    let (mut row, mut used) = (String::new(), 0);
    // Each piece is one word with the blanks before it, which vanish where a row ends.
    for (blanks, word) in pieces(line) {
        let (gap, needed) = (blanks.len(), width(word));
        if used + gap + needed <= columns {
            row.push_str(blanks);
            row.push_str(word);
            used += gap + needed;
            continue;
        }
        if used > 0 {
            rows.push(std::mem::take(&mut row));
        }
        used = 0;
        for grapheme in word.graphemes(true) {
            let needed = grapheme.width();
            if used > 0 && used + needed > columns {
                rows.push(std::mem::take(&mut row));
                used = 0;
            }
            // Only a wide character in a single column does not fit here; "…" takes its place.
            row.push_str(&cut(grapheme, columns));
            used += needed;
        }
    }
    rows.push(row);
}

/// Splits a line into words, each with the blanks before it.
///
/// Only the plain blank separates: a no-break blank must hold its words together.
fn pieces(line: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = line;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let word_at = rest.find(|c| c != ' ').unwrap_or(rest.len());
        let (blanks, tail) = rest.split_at(word_at);
        let (word, next) = tail.split_at(tail.find(' ').unwrap_or(tail.len()));
        rest = next;
        Some((blanks, word))
    })
}

/// The rows of a text that is being edited in a box of `columns`, as byte ranges; at least one.
///
/// Unlike [`wrap`], every blank is kept and every place in the text has a cell of its own inside
/// the box: a word leaves one column free for the blank or the cursor after it, and after a row
/// that is full to the edge a further row begins. Zero columns count as one.
pub(crate) fn edit_rows(s: &str, columns: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut offset = 0;
    for line in s.split('\n') {
        let starts = edit_row_starts(line, columns.max(1));
        let ends = starts.iter().skip(1).copied().chain([line.len()]);
        rows.extend(
            starts
                .iter()
                .zip(ends)
                .map(|(start, end)| offset + start..offset + end),
        );
        offset += line.len() + 1;
    }
    rows
}

/// Where the rows of one line begin, by the rules of [`edit_rows`].
fn edit_row_starts(line: &str, columns: usize) -> Vec<usize> {
    let mut starts = vec![0];
    let (mut offset, mut used) = (0, 0);
    while offset < line.len() {
        let rest = &line[offset..];
        let letters = rest.graphemes(true).take_while(|&grapheme| grapheme != " ");
        let word = &rest[..letters.map(str::len).sum()];
        let needed = width(word);
        // A blank may stand in the last column, a word may not.
        if !word.is_empty() && used > 0 && used + needed >= columns {
            starts.push(offset);
            used = 0;
        }
        if !word.is_empty() && used + needed < columns {
            offset += word.len();
            used += needed;
            continue;
        }
        // A blank, or a word wider than a row.
        let piece = if word.is_empty() { " " } else { word };
        for grapheme in piece.graphemes(true) {
            let needed = width(grapheme);
            // Even a mark without a width needs a cell for the cursor that stands before it.
            if used > 0 && used + needed.max(1) > columns {
                starts.push(offset);
                used = 0;
            }
            offset += grapheme.len();
            used += needed;
        }
    }
    if used >= columns {
        starts.push(offset);
    }
    starts
}

/// How many bytes and columns the first of these graphemes take that fit into `columns`.
pub(crate) fn leading<'a>(
    graphemes: impl Iterator<Item = &'a str>,
    columns: usize,
) -> (usize, usize) {
    let (mut bytes, mut used) = (0, 0);
    for grapheme in graphemes {
        let needed = width(grapheme);
        if used + needed > columns {
            break;
        }
        bytes += grapheme.len();
        used += needed;
    }
    (bytes, used)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NFD: &str = "Nguye\u{302}\u{303}n";
    const FAMILY: &str = "👨\u{200D}👩\u{200D}👧";

    #[test]
    fn what_counts_as_one_column_each_is_so_by_the_tables_of_unicode() {
        let all: String = ('\0'..='\u{ffff}')
            .filter(|c| one_column_each(c.encode_utf8(&mut [0; 4])))
            .collect();
        assert!(all.contains("ABC") && all.contains('ệ') && all.contains('…') && all.contains('─'));
        assert!(!all.contains(['\u{301}', '\u{ad}', '\u{7f}', '\t', '漢', '✅']));
        let graphemes: Vec<&str> = all.graphemes(true).collect();
        assert_eq!(graphemes.len(), all.chars().count());
        assert!(graphemes.iter().all(|grapheme| grapheme.width() == 1));
        assert_eq!(safe(&all), all);
    }

    #[test]
    fn a_cut_is_the_same_whether_characters_or_graphemes_are_counted() {
        let text = "Rà soát, đơn giản hóa thủ tục hành chính";
        // A letter with a loose accent at the end makes graphemes be counted.
        let loose = format!("{text} Nguye\u{302}n");
        for columns in 0..text.chars().count() {
            assert_eq!(cut(text, columns), cut(&loose, columns), "{columns}");
        }
    }

    #[test]
    fn safe_shows_what_would_be_invisible_or_dangerous() {
        let cases = [
            ("Sở Khoa học và Công nghệ", "Sở Khoa học và Công nghệ"),
            ("", ""),
            (NFD, NFD),
            ("a\tb\nc", "a b c"),
            ("\u{1b}[31mđỏ", "\u{FFFD}[31mđỏ"),
            ("a\u{7}\u{7f}\u{9b}b", "a\u{FFFD}\u{FFFD}\u{FFFD}b"),
            ("\u{202e}gpj.exe\u{202c}", "\u{FFFD}gpj.exe\u{FFFD}"),
            ("x\u{200b}\u{200f}y", "x\u{FFFD}\u{FFFD}y"),
            ("\u{feff}\u{2028}\u{2029}", "\u{FFFD}\u{FFFD}\u{FFFD}"),
            ("\u{2066}a\u{2069}", "\u{FFFD}a\u{FFFD}"),
            ("\0\r", "\u{FFFD}\u{FFFD}"),
        ];
        for (input, expected) in cases {
            let shown = safe(input);
            assert_eq!(shown, expected, "{input:?}");
            assert_eq!(safe(&shown), shown, "twice: {input:?}");
            let same = matches!(safe(input), Cow::Borrowed(_));
            assert_eq!(same, input == expected, "borrowed: {input:?}");
        }
    }

    #[test]
    fn width_counts_columns_not_code_points() {
        let cases = [
            ("", 0),
            ("Huỳnh", 5),
            (NFD, 6),
            ("国家", 4),
            ("👍🏽", 2),
            ("🇻🇳", 2),
            ("a\tb", 3),
            ("\u{202e}", 1),
            ("…–“”", 4),
        ];
        for (input, expected) in cases {
            assert_eq!(width(input), expected, "{input:?}");
        }
    }

    #[test]
    fn cut_ends_in_an_ellipsis_only_if_needed() {
        let cases = [
            ("Rà soát", 7, "Rà soát"),
            ("Rà soát", 8, "Rà soát"),
            ("Rà soát", 6, "Rà so…"),
            ("Rà soát", 4, "Rà…"),
            ("Rà soát", 1, "…"),
            ("Rà soát", 0, ""),
            ("", 0, ""),
            ("", 3, ""),
            (NFD, 6, NFD),
            (NFD, 5, "Nguy…"),
            ("Nguye\u{302}\u{303}n Văn", 6, "Nguye\u{302}\u{303}…"),
            ("国家国家", 4, "国…"),
            ("国家国家", 5, "国家…"),
            ("国", 1, "…"),
            ("a\nb", 3, "a b"),
            ("a\u{1b}bcd", 4, "a\u{FFFD}b…"),
            ("🇻🇳🇻🇳", 3, "🇻🇳…"),
        ];
        for (input, columns, expected) in cases {
            assert_eq!(cut(input, columns), expected, "{input:?} at {columns}");
        }
        assert!(matches!(cut("Huỳnh", 5), Cow::Borrowed(_)));
    }

    #[test]
    fn pads_are_exactly_as_wide_as_asked() {
        let cases = [
            ("Sở", 4, "Sở  ", "  Sở"),
            ("Sở KH&CN", 4, "Sở…", "Sở…"),
            ("12", 0, "", ""),
            ("", 2, "  ", "  "),
        ];
        for (input, columns, right, left) in cases {
            assert_eq!(pad(input, columns).trim_end(), right.trim_end());
            assert_eq!(pad_left(input, columns).trim_start(), left.trim_start());
        }
        let texts = [
            "",
            NFD,
            "国家国",
            FAMILY,
            "Đôn đốc\ttiến độ",
            "\u{202e}x",
            "🇻🇳 ổn",
        ];
        for text in texts {
            for columns in 0..12 {
                for out in [pad(text, columns), pad_left(text, columns)] {
                    assert_eq!(width(&out), columns, "{text:?} at {columns}");
                }
            }
        }
    }

    #[test]
    fn wrap_breaks_between_words() {
        let cases: [(&str, usize, &[&str]); 16] = [
            ("", 5, &[""]),
            ("   ", 5, &[""]),
            ("rà soát thủ tục", 7, &["rà soát", "thủ tục"]),
            ("rà soát thủ tục", 20, &["rà soát thủ tục"]),
            ("rà soát ", 4, &["rà", "soát"]),
            ("rà   soát", 4, &["rà", "soát"]),
            ("rà   soát", 9, &["rà   soát"]),
            ("một\n\nhai\n", 9, &["một", "", "hai", ""]),
            ("một\r\nhai", 9, &["một", "hai"]),
            ("  thụt đầu", 7, &["  thụt", "đầu"]),
            ("nghiêng", 3, &["ngh", "iên", "g"]),
            ("a nghiêng b", 5, &["a", "nghiê", "ng b"]),
            ("    ab", 3, &["ab"]),
            ("国家a", 2, &["国", "家", "a"]),
            ("国a", 1, &["…", "a"]),
            ("ab", 0, &["a", "b"]),
        ];
        for (input, columns, expected) in cases {
            assert_eq!(wrap(input, columns), expected, "{input:?} at {columns}");
        }
    }

    #[test]
    fn wrapped_rows_fit_and_lose_no_letter() {
        let text = "Đẩy mạnh  tuyên truyền, phổ biến Nghị quyết số 30c/NQ-CP;\n - Huye\u{302}\u{323}n 国家 🇻🇳";
        let letters = |s: &str| s.split_whitespace().collect::<String>();
        for columns in 2..40 {
            let rows = wrap(text, columns);
            for row in &rows {
                assert!(width(row) <= columns, "{row:?} at {columns}");
                assert_eq!(row.trim_end(), row);
            }
            assert_eq!(letters(&rows.concat()), letters(text), "at {columns}");
        }
    }
}
