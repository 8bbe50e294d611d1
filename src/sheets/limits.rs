//! What a file may have at most. An annex of ten thousand rows stays far below; what lies above would
//! fill the memory or take minutes, and is no annex.

use super::error::{Limit, ReadError};
use super::workbook::{Cell, Merge, Row, Sheet, Value, Workbook};

/// Bytes of a file.
pub const BYTES: u64 = 20 * 1024 * 1024;
/// Bytes of all its parts once inflated, counted while inflating: what a file says of itself may lie.
pub const INFLATED: u64 = 200 * 1024 * 1024;
/// Parts of a container.
pub const PARTS: usize = 10_000;
/// Elements inside elements; office files have some twenty.
pub const DEPTH: usize = 256;
pub const SHEETS: usize = 200;
pub const ROWS: u32 = 100_000;
/// The widest real annex has 26.
pub const COLUMNS: u32 = 200;
pub const CELLS: usize = 1_000_000;
/// Letters of a cell: as many as Excel admits.
pub const LETTERS: usize = 32_767;
/// Merged places of a sheet.
const MERGES: usize = 100_000;

/// Puts cells into rows and rows into sheets, and stops where a limit is passed.
#[derive(Default)]
pub(super) struct Builder {
    workbook: Workbook,
    cells: usize,
}

impl Builder {
    /// Begins a sheet.
    pub(super) fn sheet(&mut self, name: &str, hidden: bool) -> Result<(), ReadError> {
        if self.workbook.sheets.len() >= SHEETS {
            return Err(ReadError::Over(Limit::Sheets(SHEETS)));
        }
        self.workbook.sheets.push(Sheet {
            hidden,
            ..Sheet::named(name)
        });
        Ok(())
    }

    /// Adds a cell to the sheet that was begun last; the row counts from 1. Cells without text and value
    /// are left out.
    pub(super) fn cell(&mut self, row: u32, mut cell: Cell) -> Result<(), ReadError> {
        if matches!(cell.value, Value::Number(number) if !number.is_finite()) {
            cell.value = Value::Text;
        }
        if cell.text.trim().is_empty() && cell.value == Value::Text {
            return Ok(());
        }
        if row > ROWS {
            return Err(ReadError::Over(Limit::Rows(ROWS)));
        }
        if cell.column >= COLUMNS {
            return Err(ReadError::Over(Limit::Columns { row, max: COLUMNS }));
        }
        if cell.text.len() > LETTERS && cell.text.chars().count() > LETTERS {
            return Err(ReadError::Over(Limit::Letters { row, max: LETTERS }));
        }
        self.cells += 1;
        if self.cells > CELLS {
            return Err(ReadError::Over(Limit::Cells(CELLS)));
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

    /// Notes merged cells of the sheet that was begun last.
    pub(super) fn merge(&mut self, merge: Merge) {
        let one = merge.first_row == merge.last_row && merge.first_column == merge.last_column;
        let Some(sheet) = self.workbook.sheets.last_mut() else {
            return;
        };
        if !one && sheet.merges.len() < MERGES {
            sheet.merges.push(merge);
        }
    }

    /// Says how many columns the table has that was begun last.
    pub(super) fn width(&mut self, width: u32) {
        if let Some(sheet) = self.workbook.sheets.last_mut() {
            sheet.width = Some(width);
        }
    }

    /// All that was added, in order, a file's own order of rows and cells notwithstanding.
    pub(super) fn finish(self) -> Workbook {
        let mut workbook = self.workbook;
        for sheet in &mut workbook.sheets {
            in_order(sheet);
        }
        workbook
    }
}

fn in_order(sheet: &mut Sheet) {
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
