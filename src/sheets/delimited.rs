//! Delimited text (CSV, TSV): files, and what is pasted from Excel or Word.

use super::error::{FileKind, Limit, ReadError};
use super::limits::{self, Builder};
use super::package::damaged;
use super::workbook::{Cell, Workbook};
use std::borrow::Cow;

/// Bytes by which the separator is detected.
const SAMPLE: usize = 64 * 1024;

/// Reads a table into a workbook with one sheet of this name. The separator, a tab, semicolon or comma, is
/// detected.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<Workbook, ReadError> {
    let text = decode(bytes)?;
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let separator = separator(&text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut builder = Builder::default();
    builder.sheet(name, false)?;
    let mut record = csv::StringRecord::new();
    // Rows are numbered as a spreadsheet shows them: one a record, empty lines included.
    let mut row = 0_u32;
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        let more = reader
            .read_record(&mut record)
            .map_err(|error| damaged(FileKind::Text, error))?;
        if !more {
            break;
        }
        // Of CR LF the reader leaves the LF.
        let half = text.as_bytes().get(start.wrapping_sub(1)) == Some(&b'\r')
            && text.as_bytes().get(start) == Some(&b'\n');
        let rest = text.get(start + usize::from(half)..);
        let skipped = empty_lines(rest.unwrap_or_default());
        row = row.saturating_add(skipped).saturating_add(1);
        for (column, field) in record.iter().enumerate() {
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            if column >= limits::COLUMNS && !field.trim().is_empty() {
                return Err(ReadError::LimitExceeded(Limit::Columns {
                    row,
                    max: limits::COLUMNS,
                }));
            }
            builder.cell(row, Cell::text(column, without_formula_guard(field)))?;
        }
    }
    Ok(builder.finish())
}

/// How many line ends the text begins with.
fn empty_lines(text: &str) -> u32 {
    let ends = text
        .bytes()
        .take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let (mut lines, mut after_cr) = (0, false);
    for end in ends {
        lines += u32::from(end == b'\r' || !after_cr);
        after_cr = end == b'\r';
    }
    lines
}

/// The text without the apostrophe that keeps a spreadsheet from taking it for a formula.
fn without_formula_guard(field: &str) -> &str {
    let rest = field.strip_prefix('\'');
    rest.filter(|rest| {
        rest.trim_start()
            .starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
    })
    .unwrap_or(field)
}

/// Decodes UTF-8, or UTF-16 with a byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, _) = bytes.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
        String::from_utf16(&units)
            .map(Cow::Owned)
            .map_err(|_| ReadError::NotUnicode)
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        bytes => {
            let rest = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
            std::str::from_utf8(rest)
                .map(Cow::Borrowed)
                .map_err(|_| ReadError::NotUnicode)
        }
    }
}

/// Detects the separator: a tab if there are any to speak of, else the one with the higher score. Sentences
/// contain commas too, but rarely equally many in each line.
fn separator(text: &str) -> u8 {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = text.get(..end).unwrap_or(text);
    let (tab, semicolon, comma) = (
        separator_score(sample, b'\t'),
        separator_score(sample, b';'),
        separator_score(sample, b','),
    );
    if tab > 0 && tab * 2 >= semicolon.max(comma) {
        b'\t'
    } else if semicolon > comma {
        b';'
    } else {
        b','
    }
}

/// How many separators there are in the lines that have equally many of them; the largest such group counts.
fn separator_score(sample: &str, separator: u8) -> usize {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(sample.as_bytes());
    let widths: Vec<usize> = reader
        .byte_records()
        .filter_map(Result::ok)
        .map(|record| record.len())
        .filter(|width| *width > 1)
        .collect();
    let Some(most) = widths.iter().copied().max() else {
        return 0;
    };
    let cuts = (2..=most).map(|width| {
        let lines = widths.iter().filter(|found| **found == width).count();
        lines * (width - 1)
    });
    cuts.max().unwrap_or_default()
}
