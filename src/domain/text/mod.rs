//! Vietnamese text: one normal form, one folded form for search, the
//! alphabet's order, and the checks that all text passes before it is stored.
//!
//! Everything here is pure. Stored text is always NFC; the folded forms
//! are derived from it, for comparing and searching only, and are never shown.

mod sanitize;

pub use sanitize::{
    BadText, Cleaned, LINE_MAX, NOTE_MAX, TITLE_MAX, TextShape, clean, clean_after,
    escape_forbidden, is_forbidden, is_needed, require, with_allowed,
};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_security::skeleton;

/// The text in Unicode normal form C, in which everything is stored.
///
/// Text pasted from macOS comes decomposed; without this, equal words would
/// compare as different and be measured too wide.
pub fn nfc(s: &str) -> String {
    s.nfc().collect()
}

/// The text as it is compared and searched: lower case, without tone marks and
/// other accents, `đ` as `d`, runs of white space as one blank, trimmed.
///
/// "RÀ SOÁT", "rà soát" and "ra soat" give the same, and so do both ways of
/// placing a tone mark (hoà, hòa). `fold` of a folded text is that text.
pub fn fold(s: &str) -> String {
    squeezed(&bare_latin(s).unwrap_or_else(|| bare(s)))
}

/// The text in one line, with single blanks between its words.
pub(crate) fn squeezed(s: &str) -> String {
    join(s.split_whitespace(), " ")
}

/// The texts as one, with `between` between each two.
pub(crate) fn join<T: AsRef<str>>(texts: impl IntoIterator<Item = T>, between: &str) -> String {
    let mut joined = String::new();
    for (nth, text) in texts.into_iter().enumerate() {
        if nth > 0 {
            joined.push_str(between);
        }
        joined.push_str(text.as_ref());
    }
    joined
}

/// The text as it looks: two that differ in this can be distinguished with the eye. Letters of other
/// scripts, of full width and of other shapes give the Latin ones that they look like (UTS 39), case
/// and accents do not count.
pub fn looks(s: &str) -> String {
    let plain: String = s.nfkc().collect();
    fold(&skeleton(&plain).collect::<String>())
}

/// Lower case without accents, whatever the script.
fn bare(s: &str) -> String {
    nfc(s)
        .to_lowercase()
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if is_d_with_stroke(c) { 'd' } else { c })
        .nfc()
        .collect()
}

/// The same, letter by letter and in one pass, for a text whose letters all come down to those of
/// ASCII, as Vietnamese does; `None` for any other.
fn bare_latin(s: &str) -> Option<String> {
    let mut out = String::with_capacity(s.len());
    let mut only_latin = true;
    for c in s.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        for lower in c.to_lowercase() {
            decompose_canonical(lower, |part| match part {
                part if is_combining_mark(part) => {}
                part if is_d_with_stroke(part) => out.push('d'),
                part => {
                    only_latin &= part.is_ascii() || !part.is_alphanumeric();
                    out.push(part);
                }
            });
        }
    }
    only_latin.then_some(out)
}

/// đ in either case, with the look-alikes that conversion from the legacy
/// encodings leaves (Ð U+00D0, Ɖ U+0189). None of them decomposes, so
/// dropping marks does not reach them.
fn is_d_with_stroke(c: char) -> bool {
    matches!(c, 'đ' | 'Đ' | '\u{D0}' | '\u{F0}' | '\u{189}' | '\u{256}')
}

/// The words of a text as they go into the full-text index, folded, a blank
/// after each.
///
/// A word is a run of letters and digits; `.`, `/`, `&` and `-` inside it hold
/// it together, and such a run is given whole, followed by its tails:
/// "121/KH-UBND" gives `121/kh-ubnd`, `kh-ubnd`, `ubnd`. Since a search looks
/// for beginnings of words, each part and each piece of such a run is found.
/// Words may occur more than once, in the order of the text.
pub fn search_words(s: &str) -> String {
    let folded = fold(s);
    let mut words = String::with_capacity(folded.len() + folded.len() / 4 + 1);
    for word in whole_words(&folded) {
        let mut tail = word;
        for _ in 0..TAILS_MAX {
            words.push_str(tail);
            words.push(' ');
            let rest = tail.split_once(is_joining).map_or("", |(_, rest)| rest);
            tail = rest.trim_start_matches(is_joining);
            if tail.is_empty() {
                break;
            }
        }
    }
    words
}

/// The beginnings of a word, from its first letter to the whole: what a search
/// finds it by.
pub(crate) fn beginnings(word: &str) -> impl Iterator<Item = &str> {
    let ends = word
        .char_indices()
        .map(|(at, letter)| at + letter.len_utf8());
    ends.map(|end| &word[..end])
}

/// A word is looked at up to here; nobody types more of one, and what is pasted
/// without a blank must not fill the index.
const WORD_MAX: usize = 24;

/// So many tails of a joined word are given; a document number has four.
const TAILS_MAX: usize = 12;

/// The words that a person typed into the search line, folded: like
/// [`search_words`], but joined words stay whole, for each is looked up as the
/// beginning of an indexed word ("121/KH" finds "121/KH-UBND").
pub fn query_words(s: &str) -> Vec<String> {
    whole_words(&fold(s)).map(str::to_owned).collect()
}

/// The words of a folded text, joined ones whole, each as far as it is looked at.
fn whole_words(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !c.is_alphanumeric() && !is_joining(c))
        .map(|chunk| chunk.trim_matches(is_joining))
        .filter(|chunk| !chunk.is_empty())
        .map(|chunk| {
            let end = chunk.char_indices().nth(WORD_MAX);
            end.map_or(chunk, |(end, _)| &chunk[..end])
        })
}

/// Characters that hold a document number, a task's code or an abbreviation
/// together.
fn is_joining(c: char) -> bool {
    matches!(c, '.' | '/' | '&' | '-')
}

/// The Vietnamese alphabet (CLDR `vi`), with f, j, w and z where Latin has
/// them; a letter's place in it is its first-level weight.
const ALPHABET: [char; 33] = [
    'a', 'ă', 'â', 'b', 'c', 'd', 'đ', 'e', 'ê', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
    'ô', 'ơ', 'p', 'q', 'r', 's', 't', 'u', 'ư', 'v', 'w', 'x', 'y', 'z',
];

/// A key whose byte order is the order of the Vietnamese alphabet (CLDR `vi`):
/// first the letters (a ă â b c d đ e ê … o ô ơ … u ư …), then, where all
/// letters are equal, the tones (ngang, huyền, hỏi, ngã, sắc, nặng), then lower
/// case before upper. Blanks come before punctuation, that before digits, those
/// before letters, and letters of other scripts last.
///
/// The key is printable and is not meant to be shown. Equal keys mean texts
/// that are equal after normalisation, white space aside.
pub(crate) fn collation_key(s: &str) -> String {
    let (mut letters, mut tones, mut cases) = (String::new(), String::new(), String::new());
    let decomposed: Vec<char> = s.nfc().nfd().collect();
    let mut at = 0;
    while let Some(&base) = decomposed.get(at) {
        let marks = decomposed[at + 1..]
            .iter()
            .take_while(|c| is_combining_mark(**c))
            .count();
        let (letter, tone) = letter_and_tones(base, &decomposed[at + 1..=at + marks]);
        push_first_level(&mut letters, letter);
        tones.push_str(if tone.is_empty() { "1" } else { &tone });
        cases.push(if base.is_uppercase() { '2' } else { '1' });
        at += 1 + marks;
    }
    // A blank sorts below every weight, so a shorter word precedes a longer one.
    format!(
        "{letters} {} {}",
        tones.trim_end_matches('1'),
        cases.trim_end_matches('1')
    )
}

/// Splits the marks on a letter into those that make another letter (ă â ê ô ơ
/// ư) and the rest, given as second-level weights ('2' huyền … '6' nặng, '7'
/// anything foreign).
fn letter_and_tones(base: char, marks: &[char]) -> (char, String) {
    let mut letter = base.to_lowercase().next().unwrap_or(base);
    if is_d_with_stroke(letter) {
        letter = 'đ';
    }
    let mut tones = String::new();
    for mark in marks {
        match (letter, *mark) {
            ('a', '\u{306}') => letter = 'ă',
            ('a', '\u{302}') => letter = 'â',
            ('e', '\u{302}') => letter = 'ê',
            ('o', '\u{302}') => letter = 'ô',
            ('o', '\u{31B}') => letter = 'ơ',
            ('u', '\u{31B}') => letter = 'ư',
            (_, '\u{300}') => tones.push('2'),
            (_, '\u{309}') => tones.push('3'),
            (_, '\u{303}') => tones.push('4'),
            (_, '\u{301}') => tones.push('5'),
            (_, '\u{323}') => tones.push('6'),
            _ => tones.push('7'),
        }
    }
    (letter, tones)
}

/// Appends a character's first-level weight. All weights are above the blank
/// that separates the levels: `!` white space, `"` + itself punctuation and
/// symbols, digits as they are, U+0040 to U+0060 the alphabet, `~` + itself other
/// letters.
fn push_first_level(key: &mut String, c: char) {
    if let Some(place) = (b'@'..).zip(ALPHABET).find(|(_, letter)| *letter == c) {
        key.push(char::from(place.0));
    } else if c.is_whitespace() {
        key.push('!');
    } else if c.is_ascii_digit() {
        key.push(c);
    } else {
        key.push(if c.is_alphanumeric() { '~' } else { '"' });
        key.push(c);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn nfd(s: &str) -> String {
        s.nfd().collect()
    }

    #[test]
    fn fold_makes_equal_what_people_consider_equal() {
        let cases = [
            ("RÀ SOÁT", "ra soat"),
            ("rà soát", "ra soat"),
            ("ra soat", "ra soat"),
            ("hoà", "hoa"),
            ("hòa", "hoa"),
            ("đa dạng hoá / đa dạng hóa", "da dang hoa / da dang hoa"),
            ("Điện tử", "dien tu"),
            ("ÐƠN VỊ", "don vi"),
            ("Ɖơn vị ð", "don vi d"),
            ("  Thủ\u{a0}tục \t\r\n hành   chính ", "thu tuc hanh chinh"),
            ("Nguyễn Huỳnh Thuỷ Khoẻ", "nguyen huynh thuy khoe"),
            ("ẮẰẲẴẶ ƯỨỪỬỮỰ ỐỒỔỖỘ", "aaaaa uuuuuu ooooo"),
            ("İstanbul", "istanbul"),
            ("КАФЕ 漢字 한국", "кафе 漢字 한국"),
            ("", ""),
            (" \n ", ""),
        ];
        for (input, want) in cases {
            assert_eq!(fold(input), want, "{input}");
            assert_eq!(fold(&nfd(input)), want, "NFD of {input}");
            assert_eq!(fold(want), want, "twice {input}");
        }
    }

    #[test]
    fn nfc_composes_either_order_of_marks() {
        assert_eq!(nfc("e\u{323}\u{302}"), "ệ");
        assert_eq!(nfc("e\u{302}\u{323}"), "ệ");
        assert_eq!(nfc(&nfd("Nguyễn")).chars().count(), 6);
    }

    #[test]
    fn words_for_the_index() {
        let cases: [(&str, &[&str], &[&str]); 10] = [
            (
                "121/KH-UBND",
                &["121/kh-ubnd", "kh-ubnd", "ubnd"],
                &["121/kh-ubnd"],
            ),
            (
                "2.3.1-01",
                &["2.3.1-01", "3.1-01", "1-01", "01"],
                &["2.3.1-01"],
            ),
            ("Sở KH&CN,", &["so", "kh&cn", "cn"], &["so", "kh&cn"]),
            (
                "“Rà soát (đơn giản hóa)”;",
                &["ra", "soat", "don", "gian", "hoa"],
                &["ra", "soat", "don", "gian", "hoa"],
            ),
            ("92,5%", &["92", "5"], &["92", "5"]),
            ("VP,KHTC", &["vp", "khtc"], &["vp", "khtc"]),
            ("./. - – & …", &[], &[]),
            ("121/ KH-", &["121", "kh"], &["121", "kh"]),
            ("a--b", &["a--b", "b"], &["a--b"]),
            (
                "кафе 漢字_2",
                &["кафе", "漢字", "2"],
                &["кафе", "漢字", "2"],
            ),
        ];
        for (input, indexed, typed) in cases {
            let words = search_words(input);
            let words: Vec<&str> = words.split_terminator(' ').collect();
            assert_eq!(words, indexed, "{input}");
            assert_eq!(query_words(input), typed, "{input}");
        }
    }

    #[test]
    fn the_short_way_of_folding_gives_what_the_long_one_gives() {
        for text in [
            "Đẩy mạnh RÀ SOÁT – “đơn giản hóa” thủ tục… ≠ ½ ² Ⅳ 100% ° № ™ ﬁ",
            "Nguye\u{302}\u{303}n hoà/hòa Å\u{30a} ǅ İstanbul ß ẞ \u{1100}\u{1161} 각 кафе Ω Σας",
            "a\u{338}=\u{338} \u{1f600}\u{200d} \u{e000} \u{d0}Ɖ ɖ",
        ] {
            for word in text.split(' ').chain([text]) {
                if let Some(short) = bare_latin(word) {
                    assert_eq!(short, bare(word), "{word}");
                }
            }
        }
        assert_eq!(
            bare_latin("Đẩy mạnh – rà soát").as_deref(),
            Some("day manh – ra soat")
        );
    }

    #[test]
    fn what_is_typed_begins_a_word_of_the_text() {
        let indexed = search_words("Thực hiện Kế hoạch số 121/KH-UBND về cải cách hành chính");
        for typed in [
            "KE HOACH",
            "121",
            "121/kh-",
            "KH-UBND",
            "kh",
            "UBND",
            "cai cach hanh ch",
            "thực",
        ] {
            for word in query_words(typed) {
                let found = indexed.split(' ').any(|indexed| indexed.starts_with(&word));
                assert!(found, "{typed}");
            }
        }
    }

    #[test]
    fn what_is_pasted_without_a_blank_stays_small() {
        let (run, chain) = ("đ".repeat(100_000), "ă.".repeat(50_000));
        let one = "d".repeat(WORD_MAX);
        assert_eq!(search_words(&run), format!("{one} "));
        assert_eq!(query_words(&run), [one]);
        let words = search_words(&chain);
        assert_eq!(words.split_terminator(' ').count(), TAILS_MAX);
        assert!(words.split(' ').all(|word| word.len() <= WORD_MAX));
    }

    #[test]
    fn keys_are_in_the_order_of_the_alphabet() {
        let ordered = [
            "", " ", "–", "1", "2", "a", "A", "à", "À", "ả", "ã", "á", "ạ", "ă", "ằ", "ặ", "â",
            "ấ", "b", "ca", "cá", "ca a", "cà b", "cam", "cam b", "căm", "câm", "d", "dũng", "đ",
            "đào", "e", "ề", "f", "ma", "mà", "mả", "mã", "má", "mạ", "o", "ọ", "ô", "ộ", "ơ", "p",
            "u", "ư", "Ứng", "v", "x", "y", "z", "кафе",
        ];
        for pair in ordered.windows(2) {
            let (low, high) = (collation_key(pair[0]), collation_key(pair[1]));
            assert!(low < high, "{pair:?}: {low} {high}");
        }
        for text in ordered {
            assert_eq!(collation_key(text), collation_key(&nfd(text)), "{text}");
        }
        assert_eq!(collation_key("Ðơn"), collation_key("Đơn"));
        assert!(collation_key("e\u{323}\u{302}") == collation_key("ệ"));
        assert!(!collation_key("\u{301}á").is_empty());
    }
}
