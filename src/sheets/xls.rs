//! Excel of before 2007. Its number formats are not to be had, so what a date shows is not known.

use super::error::{Kind, ReadError};
use super::limits::Builder;
use super::number_format;
use super::package::damaged;
use super::workbook::{Cell, Value, Workbook};
use super::xlsx::{day, merge};
use calamine::{Data, Reader, SheetType, SheetVisible, Xls};
use std::io::Cursor;

/// What the container of the old formats begins with.
pub(super) const MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// What such a container holds, by the names of its streams.
pub(super) fn kind(bytes: &[u8]) -> Result<Kind, ReadError> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if has("EncryptedPackage") {
        return Err(ReadError::Encrypted);
    }
    if has("_VBA_PROJECT") {
        return Err(ReadError::Macros);
    }
    Ok(if has("Workbook") || has("Book") {
        Kind::Xls
    } else if has("WordDocument") {
        Kind::Doc
    } else {
        Kind::Unknown
    })
}

/// Reads the sheets of a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    let wrong = |error: calamine::XlsError| match error {
        calamine::XlsError::Password => ReadError::Encrypted,
        error => damaged(Kind::Xls, error),
    };
    let mut file = Xls::new(Cursor::new(bytes)).map_err(wrong)?;
    let sheets = file.sheets_metadata().to_vec();
    let mut builder = Builder::default();
    for sheet in sheets {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        builder.sheet(&sheet.name, sheet.visible != SheetVisible::Visible)?;
        let range = file.worksheet_range(&sheet.name).map_err(wrong)?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let (text, value) = seen(value);
            let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            builder.cell(
                place(row).saturating_add(first_row).saturating_add(1),
                Cell {
                    column: place(column).saturating_add(first_column),
                    text,
                    value,
                    bold: false,
                },
            )?;
        }
        for merged in file.merge_cells_by_sheet_name(&sheet.name).map_err(wrong)? {
            builder.merge(merge(&merged));
        }
    }
    Ok(builder.finish())
}

fn seen(value: &Data) -> (String, Value) {
    match value {
        Data::String(text) => (text.clone(), Value::Text),
        Data::Int(number) => {
            // Beyond 2^53 a cell shows no more exactly either.
            #[allow(clippy::cast_precision_loss)]
            let number = *number as f64;
            (
                number_format::number(number, "General"),
                Value::Number(number),
            )
        }
        Data::Float(number) => (
            number_format::number(*number, "General"),
            Value::Number(*number),
        ),
        Data::Bool(yes) => (if *yes { "TRUE" } else { "FALSE" }.to_owned(), Value::Text),
        Data::DateTime(at) => match day(at).filter(|_| at.is_datetime()) {
            Some(at) => number_format::date_without_format(at.date()),
            None => (
                number_format::number(at.as_f64(), "General"),
                Value::Number(at.as_f64()),
            ),
        },
        Data::DateTimeIso(text) | Data::DurationIso(text) => (text.clone(), Value::Text),
        Data::Error(error) => (error.to_string(), Value::Text),
        Data::Empty => (String::new(), Value::Text),
    }
}
