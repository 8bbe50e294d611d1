//! What a file or a pasted text comes to: sheets of cells, each as the person saw it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Everything that was read from one file, or from what was pasted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Workbook {
    pub sheets: Vec<Sheet>,
}

/// A sheet, or a table of a text document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    pub name: String,
    /// Whether the file hides it from whoever opens it.
    pub hidden: bool,
    /// How many columns it has, where it is a table of a text document.
    pub width: Option<u32>,
    /// The rows that hold something, in their order.
    pub rows: Vec<Row>,
    /// The cells that were merged; their text stands in the first one.
    pub merges: Vec<Merge>,
}

/// A row that holds something.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// As the sheet counts, from 1.
    pub number: u32,
    /// The cells that hold something, from left to right.
    pub cells: Vec<Cell>,
}

/// A cell that holds something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// From 0.
    pub column: u32,
    /// What the person saw.
    pub text: String,
    pub value: Value,
    pub bold: bool,
}

/// The typed value of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    Text,
    Number(f64),
    Day(Day),
    /// A formula that no program has computed; it is never computed here.
    Formula,
}

/// A day of the calendar in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    pub day: NaiveDate,
    pub shows: Shows,
}

/// What of the day the cell shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shows {
    /// Day, month and year, in words or in an order that cannot be mistaken.
    Day,
    /// Month before day, in numbers.
    MonthFirst,
    /// In the order of the machine it is opened on.
    Local,
    /// Only the month and its year.
    Month,
    /// Only the year.
    Year,
    /// The format is not to be had.
    Unknown,
}

/// Cells merged into one; rows from 1, columns from 0, the last ones included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    pub first_row: u32,
    pub last_row: u32,
    pub first_column: u32,
    pub last_column: u32,
}

impl Workbook {
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }
}

impl Sheet {
    /// The sheet with this name, and nothing in it yet.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// The row of that number, if it holds something.
    pub fn row(&self, number: u32) -> Option<&Row> {
        let at = self.rows.binary_search_by_key(&number, |row| row.number);
        self.rows.get(at.ok()?)
    }

    /// The rows in which a column is merged with something.
    pub fn merged_rows(&self, column: u32) -> impl Iterator<Item = u32> {
        let here = move |merge: &&Merge| (merge.first_column..=merge.last_column).contains(&column);
        let merges = self.merges.iter().filter(here);
        merges.flat_map(|merge| merge.first_row..=merge.last_row)
    }
}

impl Row {
    /// The cell in that column, if it holds something.
    pub fn cell(&self, column: u32) -> Option<&Cell> {
        let at = self
            .cells
            .binary_search_by_key(&column, |cell| cell.column)
            .ok()?;
        self.cells.get(at)
    }
}

impl Row {
    /// Puts a cell into its place.
    pub fn put(&mut self, new: Cell) {
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
            value: Value::Text,
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
