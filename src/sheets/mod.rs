//! A file, or pasted text, into sheets of typed cells.
//!
//! Formulas are never computed: what another program has stored is what counts. What is over a limit,
//! encrypted, damaged or no table is refused as what it is.

pub mod child;
mod docx;
pub mod error;
mod excel;
pub mod limits;
mod number_format;
mod ods;
mod package;
mod text;
pub mod workbook;
mod xml;

use error::{Kind, Limit, OldEncoding, ReadError};
use workbook::{Value, Workbook};

/// Reads a file's bytes. The ending of its name is only held against what the bytes are.
///
/// # Errors
/// [`ReadError`], which says what the bytes are, or which limit they pass.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Workbook, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.len() as u64 > limits::BYTES {
        return Err(ReadError::Over(Limit::Bytes(limits::BYTES)));
    }
    let (is, named) = (kind(bytes)?, named(file_name));
    if is == Kind::Archive {
        let mut package = package::open(bytes)?;
        fits(named, package.kind)?;
        let workbook = match package.kind {
            Kind::Xlsx => excel::read(bytes, &package)?,
            Kind::Ods => ods::read(&mut package.archive)?,
            Kind::Docx => docx::read(&mut package)?,
            other => return Err(ReadError::Unsupported(other)),
        };
        return match package.pictures && is_empty(&workbook) {
            true => Err(ReadError::Pictures),
            false => checked(workbook),
        };
    }
    fits(named, is)?;
    checked(match is {
        Kind::Xls => excel::read_old(bytes)?,
        Kind::Text => text::read(bytes, sheet_name(file_name))?,
        other => return Err(ReadError::Unsupported(other)),
    })
}

/// Reads rows that were pasted or piped in.
///
/// # Errors
/// As [`read`].
pub fn read_pasted(text: &str, name: &str) -> Result<Workbook, ReadError> {
    if text.len() as u64 > limits::BYTES {
        return Err(ReadError::Over(Limit::Bytes(limits::BYTES)));
    }
    checked(text::read(text.as_bytes(), name)?)
}

fn checked(workbook: Workbook) -> Result<Workbook, ReadError> {
    if is_empty(&workbook) {
        return Err(ReadError::Empty);
    }
    match old_encoding(&workbook) {
        Some(encoding) => Err(ReadError::OldEncoding(encoding)),
        None => Ok(workbook),
    }
}

fn is_empty(workbook: &Workbook) -> bool {
    let mut cells = workbook
        .sheets
        .iter()
        .flat_map(|sheet| &sheet.rows)
        .flat_map(|row| &row.cells);
    cells.all(|cell| cell.text.trim().is_empty() && cell.value != Value::Formula)
}

/// What files begin with.
const MAGIC: [(&[u8], Kind); 11] = [
    (b"PK\x03\x04", Kind::Archive),
    (b"PK\x05\x06", Kind::Archive),
    // The very old formats of Excel have no container.
    (&[0x09, 0x08], Kind::Unknown),
    (&[0x09, 0x04], Kind::Unknown),
    (&[0x09, 0x02], Kind::Unknown),
    (b"%PDF", Kind::Pdf),
    (b"{\\rtf", Kind::Rtf),
    (b"\x89PNG", Kind::Picture),
    (&[0xFF, 0xD8, 0xFF], Kind::Picture),
    (b"GIF8", Kind::Picture),
    (b"BM", Kind::Picture),
];

/// What the bytes are, by what they begin with.
fn kind(bytes: &[u8]) -> Result<Kind, ReadError> {
    if bytes.starts_with(&excel::MAGIC) {
        return excel::kind_of_old(bytes);
    }
    let known = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
    // A text may begin with "BM" too.
    let known = known.filter(|(magic, _)| *magic != b"BM" || bytes.contains(&0));
    if let Some((_, kind)) = known {
        return Ok(*kind);
    }
    let wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let sample = bytes.get(..4096).unwrap_or(bytes);
    if !wide && sample.contains(&0) {
        return Ok(Kind::Unknown);
    }
    let text = String::from_utf8_lossy(sample);
    let text = text.trim_start_matches(['\u{FEFF}', ' ', '\r', '\n', '\t']);
    let beginning: String = text.chars().take(200).collect();
    let beginning = beginning.to_ascii_lowercase();
    let begins = |words: &[&str]| words.iter().any(|words| beginning.starts_with(words));
    let xml = begins(&["<?xml"]);
    let html = begins(&["<!doctype html", "<html", "<table"]) || xml && beginning.contains("<html");
    Ok(match (html, xml) {
        (true, _) => Kind::Html,
        (false, true) => Kind::Xml,
        (false, false) => Kind::Text,
    })
}

/// The kind that a name's ending says; a name without a known ending says nothing.
fn named(file_name: &str) -> Option<Kind> {
    let (_, ending) = file_name.rsplit_once('.')?;
    Some(match ending.to_ascii_lowercase().as_str() {
        "xlsx" | "xlsm" | "xltx" => Kind::Xlsx,
        "xls" => Kind::Xls,
        "xlsb" => Kind::Xlsb,
        "ods" => Kind::Ods,
        "docx" | "docm" => Kind::Docx,
        "doc" => Kind::Doc,
        "csv" | "tsv" | "txt" | "tab" => Kind::Text,
        "pdf" => Kind::Pdf,
        "htm" | "html" => Kind::Html,
        "rtf" => Kind::Rtf,
        _ => return None,
    })
}

fn fits(named: Option<Kind>, is: Kind) -> Result<(), ReadError> {
    match named {
        Some(named) if named != is => Err(ReadError::WrongName { named, is }),
        _ => Ok(()),
    }
}

/// What the only sheet of a text is called: the file's name without folder and ending.
fn sheet_name(file_name: &str) -> &str {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    name.rsplit_once('.').map_or(name, |(name, _)| name)
}

/// How many words are looked at.
const WORDS: usize = 20_000;
/// As few words as prove nothing.
const FEW: usize = 3;

/// How the workbook's text was written, where that was not Unicode: known by letters that Vietnamese does
/// not have.
fn old_encoding(workbook: &Workbook) -> Option<OldEncoding> {
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
