//! Excel since 2007: values, the formats that say what was seen, merged cells.

use super::error::{Kind, ReadError};
use super::limits::Builder;
use super::number_format;
use super::package::{Package, damaged};
use super::workbook::{Cell, Merge, Value, Workbook};
use calamine::{DataRef, Reader, SheetType, SheetVisible, Style, Xlsx};
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::HashSet;
use std::io::Cursor;

/// Reads the sheets of a workbook.
pub(super) fn read(bytes: &[u8], package: &Package) -> Result<Workbook, ReadError> {
    let wrong = |error: calamine::XlsxError| match error {
        calamine::XlsxError::Password => ReadError::Encrypted,
        error => damaged(Kind::Xlsx, error),
    };
    let mut file = Xlsx::new(Cursor::new(bytes)).map_err(wrong)?;
    let sheets = file.sheets_metadata().to_vec();
    let mut builder = Builder::default();
    for sheet in sheets {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        builder.sheet(&sheet.name, sheet.visible != SheetVisible::Visible)?;
        let formulas = if package.formulas {
            uncomputed(&mut file, &sheet.name).map_err(wrong)?
        } else {
            HashSet::new()
        };
        let mut cells = file.worksheet_cells_reader(&sheet.name).map_err(wrong)?;
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(wrong)? {
            let (row, column) = cell.get_position();
            let style = cells.styles().get(style);
            let empty = matches!(cell.get_value(), DataRef::Empty);
            if empty && !formulas.contains(&(row, column)) {
                continue;
            }
            let (text, value) = if empty {
                (String::new(), Value::Formula)
            } else {
                seen(cell.get_value(), style)
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
        for merged in file.merge_cells_by_sheet_name(&sheet.name).map_err(wrong)? {
            builder.merge(merge(&merged));
        }
    }
    Ok(builder.finish())
}

/// Where formulas stand whose value no program has stored.
fn uncomputed<R: std::io::Read + std::io::Seek>(
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

pub(super) fn merge(merged: &calamine::Dimensions) -> Merge {
    Merge {
        first_row: merged.start.0.saturating_add(1),
        last_row: merged.end.0.saturating_add(1),
        first_column: merged.start.1,
        last_column: merged.end.1,
    }
}

/// What the cell shows, and what it holds.
fn seen(value: &DataRef, style: Option<&Style>) -> (String, Value) {
    let format = style.and_then(|style| style.number_format.as_ref());
    let code = format.map_or("General", |format| format.format_code.as_str());
    match value {
        DataRef::String(text) => (text.clone(), Value::Text),
        DataRef::SharedString(text) => ((*text).to_owned(), Value::Text),
        DataRef::Int(number) => {
            // Beyond 2^53 a cell shows no more exactly either.
            #[allow(clippy::cast_precision_loss)]
            let number = *number as f64;
            number_as_shown(number, code)
        }
        DataRef::Float(number) => number_as_shown(*number, code),
        DataRef::Bool(yes) => (if *yes { "TRUE" } else { "FALSE" }.to_owned(), Value::Text),
        DataRef::DateTime(at) if at.is_datetime() => match day(at) {
            Some(day) => {
                let id = format.and_then(|format| format.format_id);
                number_format::date(day, code, id)
            }
            None => number_as_shown(at.as_f64(), "General"),
        },
        DataRef::DateTime(at) => number_as_shown(at.as_f64(), "General"),
        DataRef::DateTimeIso(text) => match iso(text) {
            Some(day) => number_format::date(day, code, format.and_then(|format| format.format_id)),
            None => (text.clone(), Value::Text),
        },
        DataRef::DurationIso(text) => (text.clone(), Value::Text),
        DataRef::Error(error) => (error.to_string(), Value::Text),
        DataRef::Empty => (String::new(), Value::Text),
    }
}

fn number_as_shown(number: f64, code: &str) -> (String, Value) {
    (number_format::number(number, code), Value::Number(number))
}

/// The moment that a serial number means; none below 1, which is a time without a day.
pub(super) fn day(at: &calamine::ExcelDateTime) -> Option<NaiveDateTime> {
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

/// A date as XML writes it.
pub(super) fn iso(text: &str) -> Option<NaiveDateTime> {
    let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    if let Some(day) = day(text) {
        return day.and_hms_opt(0, 0, 0);
    }
    let local = text.get(..19).unwrap_or(text);
    let moment = NaiveDateTime::parse_from_str(local, "%Y-%m-%dT%H:%M:%S").ok();
    moment.or_else(|| day(text.get(..10)?)?.and_hms_opt(0, 0, 0))
}
