//! Reads a file or pasted text into sheets of typed cells.
//!
//! Formulas are not evaluated: the stored value counts.

pub mod child;
mod delimited;
mod docx;
pub mod error;
mod excel;
pub mod limits;
mod number_format;
mod ods;
mod package;
pub mod workbook;
mod xml;

use error::{FileKind, Limit, OldEncoding, ReadError};
use workbook::{SheetValue, Workbook};

/// Reads a file's bytes. Its kind is detected; the extension of its name is only checked against it.
///
/// # Errors
/// [`ReadError`]: which kind of file it is instead, what is wrong with it, or which limit it exceeds.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Workbook, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.len() as u64 > limits::BYTES {
        return Err(ReadError::LimitExceeded(Limit::Bytes(limits::BYTES)));
    }
    let (is, named) = (detect_kind(bytes)?, kind_by_extension(file_name));
    if is == FileKind::Archive {
        let mut package = package::open(bytes)?;
        check_extension(named, package.kind)?;
        let workbook = match package.kind {
            FileKind::Xlsx => excel::read(bytes, &package)?,
            FileKind::Ods => ods::read(&mut package.archive)?,
            FileKind::Docx => docx::read(&mut package)?,
            other => return Err(ReadError::Unsupported(other)),
        };
        return match package.pictures && is_empty(&workbook) {
            true => Err(ReadError::Pictures),
            false => check_content(workbook),
        };
    }
    check_extension(named, is)?;
    check_content(match is {
        FileKind::Xls => excel::read_xls(bytes)?,
        FileKind::Text => delimited::read(bytes, sheet_name(file_name))?,
        other => return Err(ReadError::Unsupported(other)),
    })
}

/// Reads rows that were pasted or piped in.
///
/// # Errors
/// As [`read`].
pub fn read_pasted(text: &str, name: &str) -> Result<Workbook, ReadError> {
    if text.len() as u64 > limits::BYTES {
        return Err(ReadError::LimitExceeded(Limit::Bytes(limits::BYTES)));
    }
    check_content(delimited::read(text.as_bytes(), name)?)
}

fn check_content(workbook: Workbook) -> Result<Workbook, ReadError> {
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
    cells.all(|cell| cell.text.trim().is_empty() && cell.value != SheetValue::Formula)
}

/// The first bytes of files.
const MAGIC: [(&[u8], FileKind); 11] = [
    (b"PK\x03\x04", FileKind::Archive),
    (b"PK\x05\x06", FileKind::Archive),
    // Excel 2 to 4: no container.
    (&[0x09, 0x08], FileKind::Unknown),
    (&[0x09, 0x04], FileKind::Unknown),
    (&[0x09, 0x02], FileKind::Unknown),
    (b"%PDF", FileKind::Pdf),
    (b"{\\rtf", FileKind::Rtf),
    (b"\x89PNG", FileKind::Picture),
    (&[0xFF, 0xD8, 0xFF], FileKind::Picture),
    (b"GIF8", FileKind::Picture),
    (b"BM", FileKind::Picture),
];

/// The kind of a file, by its first bytes.
fn detect_kind(bytes: &[u8]) -> Result<FileKind, ReadError> {
    if bytes.starts_with(&excel::COMPOUND_FILE_MAGIC) {
        return excel::compound_file_kind(bytes);
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
        return Ok(FileKind::Unknown);
    }
    let text = String::from_utf8_lossy(sample);
    let text = text.trim_start_matches(['\u{FEFF}', ' ', '\r', '\n', '\t']);
    let beginning: String = text.chars().take(200).collect();
    let beginning = beginning.to_ascii_lowercase();
    let begins = |words: &[&str]| words.iter().any(|words| beginning.starts_with(words));
    let xml = begins(&["<?xml"]);
    let html = begins(&["<!doctype html", "<html", "<table"]) || xml && beginning.contains("<html");
    Ok(match (html, xml) {
        (true, _) => FileKind::Html,
        (false, true) => FileKind::Xml,
        (false, false) => FileKind::Text,
    })
}

/// The kind of a file by the extension of its name, if that is a known one.
fn kind_by_extension(file_name: &str) -> Option<FileKind> {
    let (_, ending) = file_name.rsplit_once('.')?;
    Some(match ending.to_ascii_lowercase().as_str() {
        "xlsx" | "xlsm" | "xltx" => FileKind::Xlsx,
        "xls" => FileKind::Xls,
        "xlsb" => FileKind::Xlsb,
        "ods" => FileKind::Ods,
        "docx" | "docm" => FileKind::Docx,
        "doc" => FileKind::Doc,
        "csv" | "tsv" | "txt" | "tab" => FileKind::Text,
        "pdf" => FileKind::Pdf,
        "htm" | "html" => FileKind::Html,
        "rtf" => FileKind::Rtf,
        _ => return None,
    })
}

fn check_extension(named: Option<FileKind>, is: FileKind) -> Result<(), ReadError> {
    match named {
        Some(named) if named != is => Err(ReadError::WrongExtension { named, is }),
        _ => Ok(()),
    }
}

/// The name of the only sheet of a text file: the file's name without folder and extension.
fn sheet_name(file_name: &str) -> &str {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    name.rsplit_once('.').map_or(name, |(name, _)| name)
}

/// The words that are examined.
const MAX_WORDS: usize = 20_000;
/// Fewer words are no evidence.
const MIN_WORDS: usize = 3;

/// The encoding of the workbook's text where it is not Unicode, detected by letters that Vietnamese does not
/// have.
fn old_encoding(workbook: &Workbook) -> Option<OldEncoding> {
    let cells = workbook
        .sheets
        .iter()
        .flat_map(|sheet| &sheet.rows)
        .flat_map(|row| &row.cells);
    let words = cells.flat_map(|cell| cell.text.split_whitespace());
    let words = words.filter(|word| word.chars().any(char::is_alphabetic));
    let (mut all, mut good, mut found) = (0, 0, [0; 3]);
    for word in words.take(MAX_WORDS) {
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
    (most >= MIN_WORDS && most * 10 >= all && most > good).then_some(kind)
}

/// The commonest letters of TCVN3 decoded as Latin-1; no Vietnamese word in Unicode contains them.
const TCVN3: &str = "®µ¸¶·¹¨©ª«¬\u{AD}¾¼½Æ»×Ø÷øßþÞ¦§¤¡¢";

/// Frequent UTF-8 sequences decoded as Windows-1252.
const GARBLED: [&str; 6] = ["á»", "áº", "Æ°", "Ä‘", "Ã´", "Ã¡"];

/// A letter that only Vietnamese has.
fn is_vietnamese(c: char) -> bool {
    matches!(
        c,
        'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1EA0}'..='\u{1EF9}'
    )
}

/// VNI writes a tone as a letter after the vowel: "aû", "eø", "oï", "aä", and đ as ñ.
fn is_vni(word: &str) -> bool {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    letters.windows(2).any(|pair| {
        matches!(pair, [vowel, sign] if "aeouyôöơ".contains(*vowel) && "øûïåäëùõ".contains(*sign))
    }) || letters.contains(&'ñ')
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
