//! A sheet with its merged cells indexed.

use crate::sheets::workbook::{Cell, Merge, Row, Sheet};
use std::collections::HashMap;

pub(super) struct Grid<'s> {
    pub(super) sheet: &'s Sheet,
    /// The index of each row by its number.
    index: HashMap<u32, usize>,
    /// Merged ranges of several rows, by row and column of each cell that they cover.
    row_merges: HashMap<(u32, u32), Merge>,
    /// Merged ranges of several columns, by their first row.
    column_merges: HashMap<u32, Vec<Merge>>,
}

/// The most covered cells that are indexed.
const MAX_COVERED: usize = 500_000;

impl<'s> Grid<'s> {
    pub(super) fn of(sheet: &'s Sheet) -> Self {
        let mut grid = Self {
            sheet,
            index: sheet
                .rows
                .iter()
                .enumerate()
                .map(|(at, row)| (row.number, at))
                .collect(),
            row_merges: HashMap::new(),
            column_merges: HashMap::new(),
        };
        for merge in &sheet.merges {
            if merge.last_column > merge.first_column {
                grid.column_merges
                    .entry(merge.first_row)
                    .or_default()
                    .push(*merge);
            }
            if merge.last_row == merge.first_row {
                continue;
            }
            let from = sheet
                .rows
                .partition_point(|row| row.number <= merge.first_row);
            let below = sheet.rows.get(from..).unwrap_or_default().iter();
            for row in below.take_while(|row| row.number <= merge.last_row) {
                for column in merge.first_column..=merge.last_column {
                    if grid.row_merges.len() < MAX_COVERED {
                        grid.row_merges.insert((row.number, column), *merge);
                    }
                }
            }
        }
        grid
    }

    pub(super) fn row(&self, number: u32) -> Option<&'s Row> {
        self.sheet.rows.get(*self.index.get(&number)?)
    }

    /// A cell that is not blank.
    pub(super) fn cell(&self, row: &'s Row, column: u32) -> Option<&'s Cell> {
        row.cell(column).filter(|cell| !is_blank(cell))
    }

    /// The cell further up whose merged range covers this one.
    pub(super) fn merged_from_above(&self, row: u32, column: u32) -> Option<&'s Cell> {
        let merge = self.row_merges.get(&(row, column))?;
        let above = self.row(merge.first_row)?;
        above
            .cell(merge.first_column)
            .filter(|cell| !is_blank(cell))
    }

    /// The columns that the cell spans.
    pub(super) fn column_span(&self, row: u32, column: u32) -> u32 {
        let merges = self.column_merges.get(&row).map_or(&[][..], Vec::as_slice);
        let found = merges.iter().find(|merge| merge.first_column == column);
        found.map_or(1, |merge| merge.last_column - merge.first_column + 1)
    }

    /// The merged range of several columns that covers this cell.
    pub(super) fn column_merge(&self, row: u32, column: u32) -> Option<Merge> {
        let merges = self.column_merges.get(&row)?;
        let covers = |merge: &&Merge| (merge.first_column..=merge.last_column).contains(&column);
        merges.iter().find(covers).copied()
    }
}

/// Whether a cell is empty; a formula without a value is not.
pub(super) fn is_blank(cell: &Cell) -> bool {
    cell.text.trim().is_empty() && cell.value != crate::sheets::workbook::SheetValue::Formula
}
