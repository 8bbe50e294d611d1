//! Vietnamese from before Unicode, known by letters that Vietnamese does not have.

use super::error::OldEncoding;
use super::workbook::Workbook;

/// How many words are looked at.
const WORDS: usize = 20_000;
/// As few words as prove nothing.
const FEW: usize = 3;

/// How the workbook's text was written, where that was not Unicode.
pub(super) fn of(workbook: &Workbook) -> Option<OldEncoding> {
    let cells = workbook
        .sheets
        .iter()
        .flat_map(|sheet| &sheet.rows)
        .flat_map(|row| &row.cells);
    let words = cells.flat_map(|cell| cell.text.split_whitespace());
    let words = words.filter(|word| word.chars().any(char::is_alphabetic));
    let (mut all, mut good, mut found) = (0, 0, [0; 3]);
    for word in words.take(WORDS) {
        all += 1;
        good += usize::from(word.chars().any(is_vietnamese));
        let ascii = word.chars().any(|c| c.is_ascii_alphabetic());
        found[0] += usize::from(ascii && word.chars().any(|c| TCVN3.contains(c)));
        found[1] += usize::from(ascii && is_vni(word));
        found[2] += usize::from(GARBLED.iter().any(|sign| word.contains(sign)));
    }
    let kinds = [OldEncoding::Tcvn3, OldEncoding::Vni, OldEncoding::Garbled];
    let (most, kind) = found
        .into_iter()
        .zip(kinds)
        .max_by_key(|(count, _)| *count)?;
    (most >= FEW && most * 10 >= all && most > good).then_some(kind)
}

/// What TCVN3 writes its commonest letters with, and no Vietnamese word in Unicode holds.
const TCVN3: &str = "®µ¸¶·¹¨©ª«¬\u{AD}¾¼½Æ»×Ø÷øßþÞ¦§¤¡¢";

/// Unicode's bytes taken for letters.
const GARBLED: [&str; 6] = ["á»", "áº", "Æ°", "Ä‘", "Ã´", "Ã¡"];

/// A letter that only Vietnamese has.
fn is_vietnamese(c: char) -> bool {
    matches!(
        c,
        'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1EA0}'..='\u{1EF9}'
    )
}

/// VNI writes a tone as a letter behind the vowel: "aû", "eø", "oï", "aä", and đ as ñ.
fn is_vni(word: &str) -> bool {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    letters.windows(2).any(|pair| {
        matches!(pair, [vowel, sign] if "aeouyôöơ".contains(*vowel) && "øûïåäëùõ".contains(*sign))
    }) || letters.contains(&'ñ')
}
