//! Excel: values, merged cells, and the number formats by which a cell displays them. The library reads no
//! formats of files from before 2007, so how a date is displayed there is not known.

use super::error::{FileKind, ReadError};
use super::limits::Builder;
use super::number_format;
use super::package::{Package, damaged};
use super::workbook::{Cell, Merge, SheetValue, Workbook};
use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xls, Xlsx};
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::HashSet;
use std::io::Cursor;

/// Reads the sheets of a workbook.
pub(super) fn read(bytes: &[u8], package: &Package) -> Result<Workbook, ReadError> {
    let to_error = |error: calamine::XlsxError| match error {
        calamine::XlsxError::Password => ReadError::Encrypted,
        error => damaged(FileKind::Xlsx, error),
    };
    let mut file = Xlsx::new(Cursor::new(bytes)).map_err(to_error)?;
    let sheets = file.sheets_metadata().to_vec();
    let mut builder = Builder::default();
    for sheet in sheets {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        builder.sheet(&sheet.name, sheet.visible != SheetVisible::Visible)?;
        let formulas = if package.formulas {
            formulas_without_value(&mut file, &sheet.name).map_err(to_error)?
        } else {
            HashSet::new()
        };
        let mut cells = file.worksheet_cells_reader(&sheet.name).map_err(to_error)?;
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(to_error)? {
            let (row, column) = cell.get_position();
            let style = cells.styles().get(style);
            let empty = matches!(cell.get_value(), DataRef::Empty);
            if empty && !formulas.contains(&(row, column)) {
                continue;
            }
            let (text, value) = if empty {
                (String::new(), SheetValue::Formula)
            } else {
                let format = style.and_then(|style| style.number_format.as_ref());
                let code = format.map_or("General", |format| format.format_code.as_str());
                let id = format.and_then(|format| format.format_id);
                let value = Data::from(cell.get_value().clone());
                text_and_value(&value, code, |at| number_format::date(at, code, id))
            };
            let font = style.and_then(|style| style.font.as_ref());
            builder.cell(
                row.saturating_add(1),
                Cell {
                    column,
                    text,
                    value,
                    bold: font.is_some_and(calamine::Font::is_bold),
                },
            )?;
        }
        drop(cells);
        for merged in file
            .merge_cells_by_sheet_name(&sheet.name)
            .map_err(to_error)?
        {
            builder.merge(merge(&merged));
        }
    }
    Ok(builder.finish())
}

/// The cells with a formula whose value no program has stored.
fn formulas_without_value<R: std::io::Read + std::io::Seek>(
    file: &mut Xlsx<R>,
    sheet: &str,
) -> Result<HashSet<(u32, u32)>, calamine::XlsxError> {
    let mut found = HashSet::new();
    let mut cells = file.worksheet_cells_reader(sheet)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        if cell.formula.is_some() && matches!(cell.value, DataRef::Empty) {
            found.insert(cell.pos);
        }
    }
    Ok(found)
}

fn merge(merged: &calamine::Dimensions) -> Merge {
    Merge {
        first_row: merged.start.0.saturating_add(1),
        last_row: merged.end.0.saturating_add(1),
        first_column: merged.start.1,
        last_column: merged.end.1,
    }
}

/// The displayed text and the value of a cell; `date` gives both for a moment.
fn text_and_value(
    value: &Data,
    code: &str,
    date: impl Fn(NaiveDateTime) -> (String, SheetValue),
) -> (String, SheetValue) {
    let number = |number, code: &str| {
        (
            number_format::number(number, code),
            SheetValue::Number(number),
        )
    };
    match value {
        Data::String(text) | Data::DurationIso(text) => (text.clone(), SheetValue::Text),
        Data::Int(whole) => {
            // Above 2^53 Excel displays no exact integer either.
            #[allow(clippy::cast_precision_loss)]
            number(*whole as f64, code)
        }
        Data::Float(float) => number(*float, code),
        Data::Bool(yes) => (
            if *yes { "TRUE" } else { "FALSE" }.to_owned(),
            SheetValue::Text,
        ),
        Data::DateTime(at) => match day(at).filter(|_| at.is_datetime()) {
            Some(at) => date(at),
            None => number(at.as_f64(), "General"),
        },
        Data::DateTimeIso(text) => match iso(text) {
            Some(at) => date(at),
            None => (text.clone(), SheetValue::Text),
        },
        Data::Error(error) => (error.to_string(), SheetValue::Text),
        Data::Empty => (String::new(), SheetValue::Text),
    }
}

/// The moment of a serial number; `None` below 1, which is a time without a day.
fn day(at: &calamine::ExcelDateTime) -> Option<NaiveDateTime> {
    if at.as_f64() < 1.0 {
        return None;
    }
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))?.and_hms_opt(
        u32::from(hour),
        u32::from(minute),
        u32::from(second).min(59),
    )
}

/// An ISO 8601 date, with or without a time.
pub(super) fn iso(text: &str) -> Option<NaiveDateTime> {
    let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    if let Some(day) = day(text) {
        return day.and_hms_opt(0, 0, 0);
    }
    let local = text.get(..19).unwrap_or(text);
    let moment = NaiveDateTime::parse_from_str(local, "%Y-%m-%dT%H:%M:%S").ok();
    moment.or_else(|| day(text.get(..10)?)?.and_hms_opt(0, 0, 0))
}

/// The first bytes of a compound file (OLE), the container of .xls and .doc.
pub(super) const COMPOUND_FILE_MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// What a compound file holds, by the names of its streams.
pub(super) fn compound_file_kind(bytes: &[u8]) -> Result<FileKind, ReadError> {
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
        FileKind::Xls
    } else if has("WordDocument") {
        FileKind::Doc
    } else {
        FileKind::Unknown
    })
}

/// Reads the sheets of a workbook from before 2007 (.xls).
pub(super) fn read_xls(bytes: &[u8]) -> Result<Workbook, ReadError> {
    let to_error = |error: calamine::XlsError| match error {
        calamine::XlsError::Password => ReadError::Encrypted,
        error => damaged(FileKind::Xls, error),
    };
    let mut file = Xls::new(Cursor::new(bytes)).map_err(to_error)?;
    let sheets = file.sheets_metadata().to_vec();
    let mut builder = Builder::default();
    for sheet in sheets {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        builder.sheet(&sheet.name, sheet.visible != SheetVisible::Visible)?;
        let range = file.worksheet_range(&sheet.name).map_err(to_error)?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let no_format = |at: NaiveDateTime| number_format::date_without_format(at.date());
            let (text, value) = text_and_value(value, "General", no_format);
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
        for merged in file
            .merge_cells_by_sheet_name(&sheet.name)
            .map_err(to_error)?
        {
            builder.merge(merge(&merged));
        }
    }
    Ok(builder.finish())
}
