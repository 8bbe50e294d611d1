//! The limits of a file. An annex of ten thousand rows stays far below them; a file above them would
//! fill the memory or take minutes, and is no annex.

use super::error::{Limit, ReadError};
use super::workbook::{Cell, Merge, Row, Sheet, SheetValue, Workbook};

/// Bytes of a file.
pub(crate) const BYTES: u64 = 20 * 1024 * 1024;
/// Bytes of all its parts, uncompressed; counted while inflating, for the sizes in a ZIP directory may be
/// wrong.
pub const INFLATED: u64 = 200 * 1024 * 1024;
/// Parts of a container.
pub(crate) const PARTS: usize = 10_000;
/// Elements inside elements; office files have some twenty.
pub const DEPTH: usize = 256;
const SHEETS: usize = 200;
pub(crate) const ROWS: u32 = 100_000;
/// The widest real annex has 26.
pub(crate) const COLUMNS: u32 = 200;
const CELLS: usize = 1_000_000;
/// Characters of a cell: as many as Excel allows.
const CHARACTERS: usize = 32_767;
/// Merged ranges of a sheet.
const MERGES: usize = 100_000;

/// Collects cells into rows and rows into sheets, and fails where a limit is exceeded.
#[derive(Default)]
pub(super) struct Builder {
    workbook: Workbook,
    cells: usize,
}

impl Builder {
    /// Begins a sheet.
    pub(super) fn sheet(&mut self, name: &str, hidden: bool) -> Result<(), ReadError> {
        if self.workbook.sheets.len() >= SHEETS {
            return Err(ReadError::LimitExceeded(Limit::Sheets(SHEETS)));
        }
        self.workbook.sheets.push(Sheet {
            hidden,
            ..Sheet::named(name)
        });
        Ok(())
    }

    /// Adds a cell to the current sheet; the row counts from 1. Cells without text and value are skipped.
    pub(super) fn cell(&mut self, row: u32, mut cell: Cell) -> Result<(), ReadError> {
        if matches!(cell.value, SheetValue::Number(number) if !number.is_finite()) {
            cell.value = SheetValue::Text;
        }
        if cell.text.trim().is_empty() && cell.value == SheetValue::Text {
            return Ok(());
        }
        if row > ROWS {
            return Err(ReadError::LimitExceeded(Limit::Rows(ROWS)));
        }
        if cell.column >= COLUMNS {
            return Err(ReadError::LimitExceeded(Limit::Columns {
                row,
                max: COLUMNS,
            }));
        }
        if cell.text.len() > CHARACTERS && cell.text.chars().count() > CHARACTERS {
            return Err(ReadError::LimitExceeded(Limit::Characters {
                row,
                max: CHARACTERS,
            }));
        }
        self.cells += 1;
        if self.cells > CELLS {
            return Err(ReadError::LimitExceeded(Limit::Cells(CELLS)));
        }
        let Some(sheet) = self.workbook.sheets.last_mut() else {
            return Ok(());
        };
        let last = match sheet.rows.last_mut() {
            Some(last) if last.number == row => last,
            _ => {
                sheet.rows.push(Row {
                    number: row,
                    cells: Vec::new(),
                });
                match sheet.rows.last_mut() {
                    Some(last) => last,
                    None => return Ok(()),
                }
            }
        };
        last.cells.push(cell);
        Ok(())
    }

    /// Adds a merged range to the current sheet.
    pub(super) fn merge(&mut self, merge: Merge) {
        let one = merge.first_row == merge.last_row && merge.first_column == merge.last_column;
        let Some(sheet) = self.workbook.sheets.last_mut() else {
            return;
        };
        if !one && sheet.merges.len() < MERGES {
            sheet.merges.push(merge);
        }
    }

    /// Sets the number of columns of the current table.
    pub(super) fn width(&mut self, width: u32) {
        if let Some(sheet) = self.workbook.sheets.last_mut() {
            sheet.width = Some(width);
        }
    }

    /// The workbook, its rows and cells sorted whatever their order in the file.
    pub(super) fn finish(self) -> Workbook {
        let mut workbook = self.workbook;
        for sheet in &mut workbook.sheets {
            sort(sheet);
        }
        workbook
    }
}

fn sort(sheet: &mut Sheet) {
    if !sheet
        .rows
        .is_sorted_by(|one, next| one.number < next.number)
    {
        sheet.rows.sort_by_key(|row| row.number);
        let mut rows: Vec<Row> = Vec::with_capacity(sheet.rows.len());
        for row in sheet.rows.drain(..) {
            match rows.last_mut() {
                Some(last) if last.number == row.number => last.cells.extend(row.cells),
                _ => rows.push(row),
            }
        }
        sheet.rows = rows;
    }
    for row in &mut sheet.rows {
        if !row.cells.is_sorted_by(|one, next| one.column < next.column) {
            row.cells.sort_by_key(|cell| cell.column);
            row.cells.dedup_by_key(|cell| cell.column);
        }
    }
}
