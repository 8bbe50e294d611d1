//! A file, or pasted text, into sheets of typed cells.
//!
//! Formulas are never computed: what another program has stored is what counts. What is over a limit,
//! encrypted, damaged or no table is refused as what it is.

pub mod child;
mod docx;
pub mod error;
pub mod limits;
mod number_format;
mod ods;
mod old_encoding;
mod package;
mod text;
pub mod workbook;
mod xls;
mod xlsx;
mod xml;

use error::{Kind, Limit, ReadError};
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
    let is = kind(bytes)?;
    let named = named(file_name);
    let workbook = match is {
        Kind::Archive => {
            let mut package = package::open(bytes)?;
            fits(named, package.kind)?;
            match package.kind {
                Kind::Xlsx => {
                    let workbook = xlsx::read(bytes, &package)?;
                    if is_empty(&workbook) && package.pictures {
                        return Err(ReadError::Pictures);
                    }
                    workbook
                }
                Kind::Ods => {
                    let workbook = ods::read(&mut package.archive)?;
                    if is_empty(&workbook) && package.pictures {
                        return Err(ReadError::Pictures);
                    }
                    workbook
                }
                Kind::Docx => docx::read(&mut package)?,
                other => return Err(ReadError::Unsupported(other)),
            }
        }
        Kind::Xls => {
            fits(named, is)?;
            xls::read(bytes)?
        }
        Kind::Text => {
            fits(named, is)?;
            text::read(bytes, sheet_name(file_name))?
        }
        other => {
            fits(named, other)?;
            return Err(ReadError::Unsupported(other));
        }
    };
    checked(workbook)
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
    match old_encoding::of(&workbook) {
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

/// What the bytes are, by what they begin with.
fn kind(bytes: &[u8]) -> Result<Kind, ReadError> {
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        return Ok(Kind::Archive);
    }
    if begins(&xls::MAGIC) {
        return xls::kind(bytes);
    }
    // The very old formats of Excel have no container.
    if begins(&[0x09, 0x08]) || begins(&[0x09, 0x04]) || begins(&[0x09, 0x02]) {
        return Ok(Kind::Unknown);
    }
    if begins(b"%PDF") {
        return Ok(Kind::Pdf);
    }
    if begins(b"{\\rtf") {
        return Ok(Kind::Rtf);
    }
    if begins(b"\x89PNG")
        || begins(&[0xFF, 0xD8, 0xFF])
        || begins(b"GIF8")
        || begins(b"BM") && bytes.contains(&0)
    {
        return Ok(Kind::Picture);
    }
    let wide = begins(&[0xFF, 0xFE]) || begins(&[0xFE, 0xFF]);
    let sample = bytes.get(..4096).unwrap_or(bytes);
    if !wide && sample.contains(&0) {
        return Ok(Kind::Unknown);
    }
    let beginning: String = String::from_utf8_lossy(sample)
        .trim_start_matches(['\u{FEFF}', ' ', '\r', '\n', '\t'])
        .chars()
        .take(200)
        .collect();
    let beginning = beginning.to_ascii_lowercase();
    Ok(
        if beginning.starts_with("<!doctype html")
            || beginning.starts_with("<html")
            || beginning.starts_with("<table")
        {
            Kind::Html
        } else if beginning.starts_with("<?xml") {
            if beginning.contains("<html") {
                Kind::Html
            } else {
                Kind::Xml
            }
        } else {
            Kind::Text
        },
    )
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
