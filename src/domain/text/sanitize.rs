//! What may be text at all, and what becomes of text that may not.

use super::nfc;
use regex_syntax::hir::{Class, ClassUnicode, HirKind};
use std::sync::OnceLock;

/// Most characters that a task's title may have.
pub const TITLE_MAX: usize = 500;
/// Most characters that a note may have.
pub const NOTE_MAX: usize = 100_000;
/// Most characters of any other one-line field (a product, a document's number).
pub const LINE_MAX: usize = 2_000;

/// Whether a text may have several lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextShape {
    /// One line: a title, a code, a name.
    Line,
    /// Several lines: a note, a task's text.
    Lines,
}

/// What [`clean`] made of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// The text, NFC, without forbidden characters, line ends as `\n`.
    pub text: String,
    /// How many characters were dropped; those turned into a blank or a line
    /// end are not counted.
    pub dropped: usize,
}

/// Why [`require`] refused a text. Positions and lines count from 1, positions
/// in characters of the text as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadText {
    /// A character that may stand in no text.
    Forbidden {
        /// The character's place in the whole text.
        position: usize,
        /// The line it stands in.
        line: usize,
        /// The character itself; not to be printed as it is.
        code_point: char,
    },
    /// A line end where only one line is allowed.
    LineEnd {
        /// The line end's place in the text.
        position: usize,
    },
    /// More characters (after normalisation) than allowed.
    TooLong {
        /// How many there are.
        length: usize,
        /// How many are allowed.
        max: usize,
    },
}

/// What may stand in no text, by Unicode's own lists: what is not to be seen (blanks aside), what
/// reorders text, what ends a line besides a line end, what is no character. Marks that are written
/// round a number are seen. Two signs are seen in no list: the place of an object that is not there,
/// and a cell of Braille without a dot.
const UNSEEN: &str = r"[[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Noncharacter_Code_Point}\p{Cf}\p{Zl}\p{Zp}\u{FFFC}\u{2800}]--\p{Prepended_Concatenation_Mark}]";

/// What a selector shows as an emoji or as plain text. The digits among them need more than that.
const EMOJI: &str = r"[\p{Emoji}--[\x00-\x7F]]";

/// Whether a character must never reach the database or a terminal: controls (C0, DEL, C1) and what
/// is in `UNSEEN`, as the version of Unicode that is compiled in knows it.
///
/// `\n` and `\t` are not forbidden as such. Joiners and variation selectors are; [`is_needed`] says
/// where they may stay.
pub fn is_forbidden(c: char) -> bool {
    static FORBIDDEN: OnceLock<ClassUnicode> = OnceLock::new();
    match c {
        '\n' | '\t' => false,
        // Nearly every letter and sign of an office's texts; none of them is in the list.
        ' '..='~' | '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{34E}' | '\u{1E00}'..='\u{1EFF}' => false,
        '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{20A0}'..='\u{27FF}' => false,
        _ => c.is_control() || has(FORBIDDEN.get_or_init(|| class(UNSEEN)), c),
    }
}

/// The characters of a class as it is written in regular expressions.
fn class(written: &str) -> ClassUnicode {
    let parsed = regex_syntax::parse(written).map(regex_syntax::hir::Hir::into_kind);
    match parsed {
        Ok(HirKind::Class(Class::Unicode(class))) => class,
        // Both are written above, and a test reads them.
        _ => ClassUnicode::empty(),
    }
}

fn has(class: &ClassUnicode, c: char) -> bool {
    let ranges = class.ranges();
    let at = ranges.partition_point(|range| range.end() < c);
    ranges.get(at).is_some_and(|range| range.start() <= c)
}

/// Whether a joiner (U+200C, U+200D) or a variation selector between these two characters has work to
/// do: in the scripts that shape their letters by it and in an emoji. Latin never needs one; there it
/// could only make equal words differ.
pub fn is_needed(previous: Option<char>, mark: char, next: Option<char>) -> bool {
    static SHOWN_AS_EMOJI: OnceLock<ClassUnicode> = OnceLock::new();
    let Some(previous) = previous else {
        return false;
    };
    match mark {
        '\u{200C}' | '\u{200D}' => {
            let joins = is_shaped(previous) || is_variation_selector(previous);
            joins && next.is_some_and(is_shaped)
        }
        // A digit in its frame: digit, selector, frame.
        '\u{FE0E}' | '\u{FE0F}' if matches!(previous, '0'..='9' | '#' | '*') => {
            next == Some('\u{20E3}')
        }
        '\u{FE0E}' | '\u{FE0F}' => has(SHOWN_AS_EMOJI.get_or_init(|| class(EMOJI)), previous),
        mark => is_variation_selector(mark) && is_shaped(previous),
    }
}

/// Whether a character may be shaped by what stands after it: a letter that is not Latin, an emoji.
fn is_shaped(c: char) -> bool {
    let latin = matches!(c, '\u{1E00}'..='\u{1EFF}' | '\u{212A}' | '\u{212B}' | '\u{2C60}'..='\u{2C7F}'
        | '\u{A720}'..='\u{A7FF}' | '\u{AB30}'..='\u{AB6F}' | '\u{FF00}'..='\u{FF5E}');
    // Below U+0370 lie ASCII, the other Latin letters and their marks.
    let text = c >= '\u{370}' && !matches!(c, '\u{2000}'..='\u{206F}');
    text && !latin && !c.is_whitespace() && !is_forbidden(c)
}

/// What chooses between forms of the character before it, itself unseen.
fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{180B}'..='\u{180D}' | '\u{180F}')
}

/// Each character of a text, and whether it may stand where it stands.
pub fn with_allowed(s: &str) -> impl Iterator<Item = (char, bool)> {
    let mut previous = None;
    let mut chars = s.chars().peekable();
    std::iter::from_fn(move || {
        let c = chars.next()?;
        let allowed = !is_forbidden(c) || is_needed(previous, c, chars.peek().copied());
        previous = Some(c);
        Some((c, allowed))
    })
}

/// JSON that is harmless on a terminal: what is forbidden in texts is escaped, so that nothing is lost.
pub fn escape_forbidden(json: String) -> String {
    if !json.chars().any(is_forbidden) {
        return json;
    }
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        if is_forbidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            safe.push(c);
        }
    }
    safe
}

/// Makes typed or pasted text fit to be stored: line ends become `\n` (in one
/// line: a blank), a tab a blank, forbidden characters are dropped and counted.
///
/// The text is not trimmed and its length not limited, for it may be a piece
/// of what is being typed.
pub fn clean(s: &str, shape: TextShape) -> Cleaned {
    clean_after(None, s, shape)
}

/// The same for a piece of text that goes after this character: what joins the two may stay.
pub fn clean_after(previous: Option<char>, s: &str, shape: TextShape) -> Cleaned {
    let line_end = match shape {
        TextShape::Line => ' ',
        TextShape::Lines => '\n',
    };
    let mut out = String::with_capacity(s.len());
    let mut dropped = 0;
    let normal = nfc(s).replace("\r\n", "\n");
    let mut chars = normal.chars().peekable();
    let mut previous = previous;
    while let Some(c) = chars.next() {
        let kept = match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => line_end,
            '\t' => ' ',
            _ if is_forbidden(c) && !is_needed(previous, c, chars.peek().copied()) => {
                dropped += 1;
                continue;
            }
            _ => c,
        };
        out.push(kept);
        previous = Some(kept);
    }
    // Again, for what was dropped may have stood between a letter and its mark.
    Cleaned {
        text: nfc(&out),
        dropped,
    }
}

/// Checks text from the command line or an import, where dropping silently
/// would change data nobody looks at: gives it back in NFC with line ends as
/// `\n`, or says what is wrong and where. Empty text is not refused.
///
/// # Errors
///
/// [`BadText::Forbidden`] for a tab or any other forbidden character,
/// [`BadText::LineEnd`] for a line end in [`TextShape::Line`],
/// [`BadText::TooLong`] beyond `max_chars` characters.
pub fn require(s: &str, shape: TextShape, max_chars: usize) -> Result<String, BadText> {
    let mut line = 1;
    let mut previous = None;
    let mut chars = s.chars().zip(1..).peekable();
    while let Some((c, position)) = chars.next() {
        let next = chars.peek().map(|(c, _)| *c);
        if matches!(c, '\n' | '\r') {
            if shape == TextShape::Line {
                return Err(BadText::LineEnd { position });
            }
            line += usize::from(c == '\n' || next != Some('\n'));
        } else if c == '\t' || is_forbidden(c) && !is_needed(previous, c, next) {
            return Err(BadText::Forbidden {
                position,
                line,
                code_point: c,
            });
        }
        previous = Some(c);
    }
    let text = nfc(s).replace("\r\n", "\n").replace('\r', "\n");
    match text.chars().count() {
        length if length > max_chars => Err(BadText::TooLong {
            length,
            max: max_chars,
        }),
        _ => Ok(text),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use unicode_normalization::{UnicodeNormalization, is_nfc};

    fn nfd(s: &str) -> String {
        s.nfd().collect()
    }

    #[test]
    fn clean_drops_and_counts() {
        use TextShape::{Line, Lines};
        let cases = [
            ("Rà soát", Line, "Rà soát", 0),
            ("a\r\nb\rc\nd\te", Lines, "a\nb\nc\nd e", 0),
            ("a\r\nb\rc\nd\te", Line, "a b c d e", 0),
            ("a\u{2028}b\u{2029}c", Lines, "a\nb\nc", 0),
            ("a\u{2028}b", Line, "a b", 0),
            ("\u{FEFF}đ\0ơ\u{1b}[31mn\u{7f}\u{9b}", Line, "đơ[31mn", 5),
            ("x\u{202E}y\u{2066}z\u{200B}\u{200E}", Lines, "xyz", 4),
            ("e\u{200B}\u{323}\u{302}", Line, "ệ", 1),
            ("kế\u{200D}hoạch", Line, "kếhoạch", 1),
            ("👨\u{200D}👩\u{200D}👧", Line, "👨\u{200D}👩\u{200D}👧", 0),
            ("❤\u{FE0F}\u{200D}🔥", Line, "❤\u{FE0F}\u{200D}🔥", 0),
            ("می\u{200C}خواهم", Line, "می\u{200C}خواهم", 0),
            ("👨\u{200D}", Line, "👨", 1),
            ("👨\u{200D}\u{200D}👩", Line, "👨\u{200D}👩", 1),
            ("\u{200D}👩", Line, "👩", 1),
            ("\u{212B}\u{200D}漢", Line, "Å漢", 1),
        ];
        for (input, shape, text, dropped) in cases {
            let got = clean(input, shape);
            assert_eq!(
                (got.text.as_str(), got.dropped),
                (text, dropped),
                "{input:?}"
            );
            assert!(is_nfc(&got.text));
            let again = clean(&got.text, shape);
            assert_eq!((again.text.as_str(), again.dropped), (text, 0), "{input:?}");
        }
        assert_eq!(clean(&nfd("đôn đốc"), Line).text, "đôn đốc");
    }

    #[test]
    fn whatever_is_cleaned_is_then_accepted() {
        let all: String = ('\0'..='\u{2100}').chain('\u{FE00}'..='\u{FFFF}').collect();
        for shape in [TextShape::Line, TextShape::Lines] {
            let cleaned = clean(&all, shape).text;
            assert_eq!(require(&cleaned, shape, usize::MAX), Ok(cleaned));
        }
    }

    #[test]
    fn require_refuses_with_the_place() {
        let forbidden = |position, line, code_point| {
            Err(BadText::Forbidden {
                position,
                line,
                code_point,
            })
        };
        let cases = [
            ("a\u{1b}b", TextShape::Line, forbidden(2, 1, '\u{1b}')),
            ("a\tb", TextShape::Lines, forbidden(2, 1, '\t')),
            (
                "đ\r\nơ\n\u{202E}",
                TextShape::Lines,
                forbidden(6, 3, '\u{202E}'),
            ),
            ("a\rb\0", TextShape::Lines, forbidden(4, 2, '\0')),
            ("a\u{2028}b", TextShape::Lines, forbidden(2, 1, '\u{2028}')),
            ("\u{FEFF}a", TextShape::Line, forbidden(1, 1, '\u{FEFF}')),
            (
                "kế\u{200D}hoạch",
                TextShape::Line,
                forbidden(3, 1, '\u{200D}'),
            ),
            (
                "Hạn\nmới",
                TextShape::Line,
                Err(BadText::LineEnd { position: 4 }),
            ),
            (
                "Hạn\r",
                TextShape::Line,
                Err(BadText::LineEnd { position: 4 }),
            ),
            ("a\r\nb\rc", TextShape::Lines, Ok("a\nb\nc".to_owned())),
            (
                "👨\u{200D}👩",
                TextShape::Line,
                Ok("👨\u{200D}👩".to_owned()),
            ),
            ("", TextShape::Line, Ok(String::new())),
        ];
        for (input, shape, want) in cases {
            assert_eq!(require(input, shape, 10), want, "{input:?}");
        }
    }

    #[test]
    fn length_is_counted_after_normalisation() {
        let title = nfd(&"ệ".repeat(TITLE_MAX));
        assert_eq!(require(&title, TextShape::Line, TITLE_MAX), Ok(nfc(&title)));
        assert_eq!(
            require(&format!("{title}a"), TextShape::Line, TITLE_MAX),
            Err(BadText::TooLong {
                length: 501,
                max: 500
            })
        );
    }

    #[test]
    fn line_end_and_tab_are_not_forbidden_as_such() {
        for c in [
            '\n', '\t', ' ', 'ệ', '\u{a0}', '\u{2027}', '\u{202F}', '\u{3000}',
        ] {
            assert!(!is_forbidden(c), "{c:?}");
        }
    }

    #[test]
    fn invisible_and_invalid_characters_are_forbidden_by_unicodes_own_lists() {
        let unseen = class(UNSEEN);
        assert!(unseen.ranges().len() > 20 && class(EMOJI).ranges().len() > 20);
        for c in '\0'..=char::MAX {
            let listed = has(&unseen, c) || c.is_control() && !matches!(c, '\n' | '\t');
            assert_eq!(is_forbidden(c), listed, "U+{:04X}", u32::from(c));
        }
        let named = [
            '\r',
            '\0',
            '\u{1b}',
            '\u{7f}',
            '\u{85}',
            '\u{AD}',
            '\u{34F}',
            '\u{61C}',
            '\u{115F}',
            '\u{1160}',
            '\u{17B4}',
            '\u{180E}',
            '\u{200B}',
            '\u{200D}',
            '\u{200F}',
            '\u{2028}',
            '\u{2029}',
            '\u{202A}',
            '\u{202E}',
            '\u{2060}',
            '\u{2064}',
            '\u{2065}',
            '\u{2066}',
            '\u{2069}',
            '\u{206A}',
            '\u{206F}',
            '\u{2800}',
            '\u{3164}',
            '\u{FDD0}',
            '\u{FE0F}',
            '\u{FEFF}',
            '\u{FFA0}',
            '\u{FFF9}',
            '\u{FFFC}',
            '\u{FFFF}',
            '\u{1D173}',
            '\u{E0001}',
            '\u{E007F}',
            '\u{10FFFF}',
        ];
        for c in named {
            assert!(is_forbidden(c), "U+{:04X}", u32::from(c));
        }
        // Signs round a number are seen, and what is not assigned or private may be a letter to come.
        for c in [
            '\u{600}',
            '\u{6DD}',
            '\u{110BD}',
            '\u{378}',
            '\u{E000}',
            '\u{FFFD}',
        ] {
            assert!(!is_forbidden(c), "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn selectors_stay_where_they_choose_a_form() {
        use TextShape::Line;
        let cases = [
            ("❤\u{FE0F}", 0),
            ("☎\u{FE0E}", 0),
            ("©\u{FE0F}", 0),
            ("1\u{FE0F}\u{20E3}", 0),
            ("葛\u{E0100}", 0),
            ("VP\u{FE0F}", 1),
            ("1\u{FE0F}", 1),
            ("ệ\u{FE00}", 1),
            ("\u{FE0F}", 1),
            ("❤\u{FE0F}\u{FE0F}", 1),
        ];
        for (text, dropped) in cases {
            assert_eq!(clean(text, Line).dropped, dropped, "{text:?}");
            assert_eq!(require(text, Line, 9).is_ok(), dropped == 0, "{text:?}");
            let allowed = with_allowed(text).filter(|(_, allowed)| *allowed).count();
            assert_eq!(text.chars().count() - allowed, dropped, "{text:?}");
        }
        // Typed sign by sign, as a keyboard sends it.
        assert_eq!(clean_after(Some('❤'), "\u{FE0F}", Line).dropped, 0);
    }
}
