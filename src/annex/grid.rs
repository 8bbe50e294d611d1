//! A sheet as its table is looked at: cells with what merging makes of them.

use crate::sheets::workbook::{Cell, Merge, Row, Sheet};
use std::collections::HashMap;

/// A sheet with quick answers.
pub(super) struct Grid<'s> {
    pub(super) sheet: &'s Sheet,
    /// Where the rows stand, by number.
    at: HashMap<u32, usize>,
    /// The merged places that reach over several rows, by the columns and rows they cover.
    tall: HashMap<(u32, u32), Merge>,
    /// The merged places of one row that reach over several columns, by row.
    wide: HashMap<u32, Vec<Merge>>,
}

/// So many covered cells are remembered.
const COVERED: usize = 500_000;

impl<'s> Grid<'s> {
    pub(super) fn of(sheet: &'s Sheet) -> Self {
        let mut grid = Self {
            sheet,
            at: sheet
                .rows
                .iter()
                .enumerate()
                .map(|(at, row)| (row.number, at))
                .collect(),
            tall: HashMap::new(),
            wide: HashMap::new(),
        };
        for merge in &sheet.merges {
            if merge.last_column > merge.first_column {
                grid.wide.entry(merge.first_row).or_default().push(*merge);
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
                    if grid.tall.len() < COVERED {
                        grid.tall.insert((row.number, column), *merge);
                    }
                }
            }
        }
        grid
    }

    pub(super) fn row(&self, number: u32) -> Option<&'s Row> {
        self.sheet.rows.get(*self.at.get(&number)?)
    }

    /// A cell that holds something of its own.
    pub(super) fn own(&self, row: &'s Row, column: u32) -> Option<&'s Cell> {
        row.cell(column).filter(|cell| !is_blank(cell))
    }

    /// The cell above whose merging covers this place.
    pub(super) fn inherited(&self, row: u32, column: u32) -> Option<&'s Cell> {
        let merge = self.tall.get(&(row, column))?;
        let above = self.row(merge.first_row)?;
        above
            .cell(merge.first_column)
            .filter(|cell| !is_blank(cell))
    }

    /// How many columns the cell at this place covers.
    pub(super) fn width(&self, row: u32, column: u32) -> u32 {
        let merges = self.wide.get(&row).map_or(&[][..], Vec::as_slice);
        let found = merges.iter().find(|merge| merge.first_column == column);
        found.map_or(1, |merge| merge.last_column - merge.first_column + 1)
    }

    /// The merged place of several columns that this one lies in, in a row.
    pub(super) fn wide(&self, row: u32, column: u32) -> Option<Merge> {
        let merges = self.wide.get(&row)?;
        let covers = |merge: &&Merge| (merge.first_column..=merge.last_column).contains(&column);
        merges.iter().find(covers).copied()
    }
}

/// Whether a cell shows nothing; a formula without a value is something.
pub(super) fn is_blank(cell: &Cell) -> bool {
    cell.text.trim().is_empty() && cell.value != crate::sheets::workbook::Value::Formula
}
