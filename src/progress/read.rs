//! A workbook that came back, as it was filled in. Columns are found by their heads and rows by their
//! hidden keys, wherever they stand now.

use super::cells::documents;
use super::sheet::{Marker, Progress, RowKey, SentRow};
use super::terms::Column;
use super::write::{KEY, MARK, VERSION};
use crate::domain::day::from_iso;
use crate::domain::ids::{PlanId, UnitId};
use crate::domain::task::State;
use crate::sheets::workbook::{Cell, Row, Sheet, Value, Workbook};
use std::collections::HashMap;

/// A sheet that came back.
#[derive(Clone, Debug)]
pub struct Returned {
    pub marker: Marker,
    /// As it was sent.
    pub sent: Vec<SentRow>,
    /// As it was filled in, from above to below.
    pub rows: Vec<FilledRow>,
}

/// A row as it was filled in.
#[derive(Clone, Debug)]
pub struct FilledRow {
    /// As the sheet counts, from 1.
    pub number: u32,
    /// `None` where the hidden cell is empty or no key.
    pub key: Option<RowKey>,
    pub code: String,
    pub title: String,
    cells: HashMap<Column, Cell>,
}

impl Returned {
    /// Has a cell say something else than what was filled in.
    pub fn correct(&mut self, number: u32, column: Column, text: &str) {
        let mut rows = self.rows.iter_mut();
        if let Some(row) = rows.find(|row| row.number == number) {
            row.cells.insert(column, Cell::text(0, text));
        }
    }

    /// The row of that number.
    pub fn row(&self, number: u32) -> Option<&FilledRow> {
        self.rows.iter().find(|row| row.number == number)
    }
}

impl FilledRow {
    /// What was filled in, as it is seen; "" where the cell is empty.
    pub fn text(&self, column: Column) -> &str {
        self.cell(column).map_or("", |cell| cell.text.trim())
    }

    pub(super) fn cell(&self, column: Column) -> Option<&Cell> {
        let cell = self.cells.get(&column);
        cell.filter(|cell| !cell.text.trim().is_empty())
    }

    /// The first column of those that are filled in whose cell is a formula without a value.
    pub(super) fn uncomputed(&self) -> Option<Column> {
        let is_formula = |column: &Column| {
            let cell = self.cells.get(column);
            cell.is_some_and(|cell| cell.value == Value::Formula)
        };
        Column::FILLED.into_iter().find(is_formula)
    }
}

/// Why a sheet of a unit cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// A later program has made it.
    Later,
    /// What is hidden is damaged.
    Hidden,
    /// The rows have lost their hidden keys.
    NoKeys,
    /// A column is gone, or its head was changed.
    NoColumn(Column),
}

/// Whether a workbook is the sheet of a unit.
pub fn is_progress_sheet(workbook: &Workbook) -> bool {
    hidden(workbook).is_some()
}

fn hidden(workbook: &Workbook) -> Option<&Sheet> {
    workbook.sheets.iter().find(|sheet| {
        let first = sheet.rows.first().and_then(|row| row.cell(0));
        first.is_some_and(|cell| cell.text == MARK)
    })
}

/// Reads a workbook that [is](is_progress_sheet) the sheet of a unit.
///
/// # Errors
/// [`Broken`].
pub fn read(workbook: &Workbook) -> Result<Returned, Broken> {
    let hidden = hidden(workbook).ok_or(Broken::Hidden)?;
    let marker = marker(hidden)?;
    let mut sent = Vec::new();
    for row in hidden.rows.iter().filter(|row| row.number > ABOUT) {
        sent.push(sent_row(row).ok_or(Broken::Hidden)?);
    }
    let mut sheets = workbook.sheets.iter();
    let found = sheets.find_map(|sheet| Some((sheet, key_head(sheet)?)));
    let (sheet, (head, key)) = found.ok_or(Broken::NoKeys)?;
    let mut columns = HashMap::new();
    for column in Column::ALL {
        let named = head.cells.iter().find(|cell| column.is_headed(&cell.text));
        let named = named.ok_or(Broken::NoColumn(column))?;
        columns.insert(named.column, column);
    }
    let rows = sheet.rows.iter().filter(|row| row.number > head.number);
    let rows = rows.map(|row| filled_row(row, key, &columns));
    let is_filled = |row: &FilledRow| row.key.is_some() || !row.cells.is_empty();
    Ok(Returned {
        marker,
        sent,
        rows: rows.filter(is_filled).collect(),
    })
}

/// The lines of the hidden sheet that say which sheet it is.
const ABOUT: u32 = 7;

fn marker(hidden: &Sheet) -> Result<Marker, Broken> {
    let value = |name: &str| {
        let mut rows = hidden.rows.iter().take_while(|row| row.number <= ABOUT);
        let row = rows.find(|row| row.cell(0).is_some_and(|cell| cell.text == name));
        let cell = row.and_then(|row| row.cell(1)).ok_or(Broken::Hidden)?;
        Ok(cell.text.as_str())
    };
    let number = |name: &str| value(name)?.parse::<i64>().map_err(|_| Broken::Hidden);
    if number(MARK)? > i64::from(VERSION) {
        return Err(Broken::Later);
    }
    Ok(Marker {
        origin: value("origin")?.to_owned(),
        plan: PlanId(number("plan")?),
        year: i32::try_from(number("year")?).map_err(|_| Broken::Hidden)?,
        unit: UnitId(number("unit")?),
        unit_name: value("unit-name")?.to_owned(),
        sent_on: from_iso(value("sent-on")?).ok_or(Broken::Hidden)?,
    })
}

fn sent_row(row: &Row) -> Option<SentRow> {
    let text = |at: u32| row.cell(at).map(|cell| cell.text.as_str());
    Some(SentRow {
        key: RowKey::from_cell(text(0)?)?,
        code: text(1)?.to_owned(),
        progress: Progress {
            state: State::parse(text(2)?)?,
            done_on: match text(3) {
                Some(day) => Some(from_iso(day)?),
                None => None,
            },
            result: text(4).map(str::to_owned),
            evidence: documents(text(5).unwrap_or_default()),
        },
    })
}

/// The row of the heads, and the column of the keys.
fn key_head(sheet: &Sheet) -> Option<(&Row, u32)> {
    sheet.rows.iter().find_map(|row| {
        let key = row.cells.iter().find(|cell| cell.text == KEY)?;
        Some((row, key.column))
    })
}

fn filled_row(row: &Row, key: u32, columns: &HashMap<u32, Column>) -> FilledRow {
    let named = row.cells.iter().filter_map(|cell| {
        let column = columns.get(&cell.column)?;
        let holds = !cell.text.trim().is_empty() || cell.value == Value::Formula;
        holds.then(|| (*column, cell.clone()))
    });
    let mut filled = FilledRow {
        number: row.number,
        key: row.cell(key).and_then(|cell| RowKey::from_cell(&cell.text)),
        code: String::new(),
        title: String::new(),
        cells: named.collect(),
    };
    filled.code = filled.text(Column::Code).to_owned();
    filled.title = filled.text(Column::Task).to_owned();
    filled
}
