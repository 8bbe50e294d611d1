//! Plain text with separators: files, and what is pasted from Excel or Word.

use super::error::{Kind, Limit, ReadError};
use super::limits::{self, Builder};
use super::package::damaged;
use super::workbook::{Cell, Workbook};
use std::borrow::Cow;

/// How much of a text says which separator it has.
const SAMPLE: usize = 64 * 1024;

/// Reads a table; its only sheet has this name. Tabs, semicolons and commas separate, whichever the
/// text has most of outside quotes.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<Workbook, ReadError> {
    let text = unicode(bytes)?;
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
    // Rows are counted as a sheet shows them: one a record, the empty ones too.
    let mut row = 0_u32;
    loop {
        let begun = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        let more = reader
            .read_record(&mut record)
            .map_err(|error| damaged(Kind::Text, error))?;
        if !more {
            break;
        }
        // Of CR LF the reader leaves the LF.
        let half = text.as_bytes().get(begun.wrapping_sub(1)) == Some(&b'\r')
            && text.as_bytes().get(begun) == Some(&b'\n');
        let rest = text.get(begun + usize::from(half)..);
        let skipped = empty_lines(rest.unwrap_or_default());
        row = row.saturating_add(skipped).saturating_add(1);
        for (column, field) in record.iter().enumerate() {
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            if column >= limits::COLUMNS && !field.trim().is_empty() {
                return Err(ReadError::Over(Limit::Columns {
                    row,
                    max: limits::COLUMNS,
                }));
            }
            builder.cell(row, Cell::text(column, unguarded(field)))?;
        }
    }
    Ok(builder.finish())
}

/// How many line ends stand here before anything else.
fn empty_lines(text: &str) -> u32 {
    let ends = text
        .bytes()
        .take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let (mut lines, mut returned) = (0, false);
    for end in ends {
        lines += u32::from(end == b'\r' || !returned);
        returned = end == b'\r';
    }
    lines
}

/// The apostrophe that keeps a spreadsheet from computing a text is no part of it.
fn unguarded(field: &str) -> &str {
    let rest = field.strip_prefix('\'');
    rest.filter(|rest| {
        rest.trim_start()
            .starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
    })
    .unwrap_or(field)
}

/// The text, whichever form of Unicode its bytes are.
pub(super) fn unicode(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
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

/// The separator that the text has: tabs before all, else what cuts most of its lines into the most
/// parts, and into equally many. Sentences have commas in every line too, but fewer.
fn separator(text: &str) -> u8 {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = text.get(..end).unwrap_or(text);
    let (tab, semicolon, comma) = (cuts(sample, b'\t'), cuts(sample, b';'), cuts(sample, b','));
    if tab > 0 && tab * 2 >= semicolon.max(comma) {
        b'\t'
    } else if semicolon > comma {
        b';'
    } else {
        b','
    }
}

/// How many cuts it makes, over the lines that it cuts into equally many parts.
fn cuts(sample: &str, separator: u8) -> usize {
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
