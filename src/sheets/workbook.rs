//! A file or pasted text as sheets of cells, each with its displayed text.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Workbook {
    pub sheets: Vec<Sheet>,
}

/// A sheet, or a table of a text document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    /// The number of columns; only of a table of a text document.
    pub width: Option<u32>,
    /// The rows that are not empty, sorted by number.
    pub rows: Vec<Row>,
    /// Merged ranges; the text is in the first cell of each.
    pub merges: Vec<Merge>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// From 1, as the sheet counts.
    pub number: u32,
    /// The cells that are not empty, sorted by column.
    pub cells: Vec<Cell>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// From 0.
    pub column: u32,
    /// As displayed.
    pub text: String,
    pub value: SheetValue,
    pub bold: bool,
}

/// The typed value of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum SheetValue {
    Text,
    Number(f64),
    Day(DateCell),
    /// A formula without a stored value; formulas are not evaluated.
    Formula,
}

/// A date in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateCell {
    pub day: NaiveDate,
    pub display: DateDisplay,
}

/// How a cell displays its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateDisplay {
    /// Day, month and year, in words or in an order that cannot be mistaken.
    Day,
    /// Month before day, in numbers.
    MonthFirst,
    /// In numbers, in the order of the locale of the machine that opens it.
    Local,
    /// Only the month and its year.
    Month,
    /// Only the year.
    Year,
    /// The cell's format is not known.
    Unknown,
}

/// A merged range; rows from 1, columns from 0, the last ones included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    pub first_row: u32,
    pub last_row: u32,
    pub first_column: u32,
    pub last_column: u32,
}

impl Workbook {
    pub(crate) fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }
}

impl Sheet {
    /// An empty sheet.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    pub(crate) fn row(&self, number: u32) -> Option<&Row> {
        let at = self.rows.binary_search_by_key(&number, |row| row.number);
        self.rows.get(at.ok()?)
    }

    /// The rows in which a cell of the column is merged with others.
    pub(crate) fn merged_rows(&self, column: u32) -> impl Iterator<Item = u32> {
        let here = move |merge: &&Merge| (merge.first_column..=merge.last_column).contains(&column);
        let merges = self.merges.iter().filter(here);
        merges.flat_map(|merge| merge.first_row..=merge.last_row)
    }
}

impl Row {
    pub(crate) fn cell(&self, column: u32) -> Option<&Cell> {
        let at = self
            .cells
            .binary_search_by_key(&column, |cell| cell.column)
            .ok()?;
        self.cells.get(at)
    }

    /// Inserts a cell, or replaces the one of its column.
    pub(crate) fn put(&mut self, new: Cell) {
        let at = self
            .cells
            .binary_search_by_key(&new.column, |cell| cell.column);
        match at {
            Ok(at) => {
                self.cells.splice(at..=at, [new]);
            }
            Err(at) => self.cells.insert(at, new),
        }
    }
}

impl Cell {
    /// A cell of plain text.
    pub fn text(column: u32, text: impl Into<String>) -> Self {
        Self {
            column,
            text: text.into(),
            value: SheetValue::Text,
            bold: false,
        }
    }
}

/// A column's letters, as the sheet shows them: A, B, … Z, AA.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        let letters: Vec<String> = [0, 25, 26, 51, 52, 701, 702]
            .into_iter()
            .map(column_letters)
            .collect();
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
