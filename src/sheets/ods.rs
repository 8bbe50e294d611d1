//! OpenDocument: a cell holds the displayed text and, in attributes, its value.

use super::error::{FileKind, ReadError};
use super::excel::iso;
use super::limits::{self, Builder};
use super::package::{Archive, part};
use super::workbook::{Cell, DateCell, DateDisplay, Merge, SheetValue, Workbook};
use super::xml::{Visitor, attribute, walk};
use chrono::{Datelike, NaiveDate};
use quick_xml::events::BytesStart;
use std::collections::HashSet;

/// Reads the sheets of a workbook.
pub(super) fn read(archive: &mut Archive) -> Result<Workbook, ReadError> {
    let content = part(archive, "content.xml", FileKind::Ods)?;
    let mut state = State::default();
    walk(&content, FileKind::Ods, &mut state)?;
    Ok(state.builder.finish())
}

#[derive(Default)]
struct State {
    builder: Builder,
    /// Styles of hidden tables, and styles of bold text.
    hidden: HashSet<String>,
    bold: HashSet<String>,
    style: String,
    /// The next row, from 1, and the next column, from 0.
    row: u32,
    column: u32,
    /// How often the current row and cell are repeated.
    rows: u32,
    columns: u32,
    row_cells: Vec<Cell>,
    cell: Option<Cell>,
    covered: bool,
    paragraphs: usize,
    in_paragraph: usize,
    /// The depth within annotations, whose text is not the cell's.
    annotation: usize,
}

impl Visitor for State {
    fn begin(&mut self, element: &BytesStart) -> Result<(), ReadError> {
        match element.name().as_ref() {
            "style:style" => self.style = attribute(element, "style:name").unwrap_or_default(),
            "style:table-properties"
                if attribute(element, "table:display").as_deref() == Some("false") =>
            {
                self.hidden.insert(self.style.clone());
            }
            "style:text-properties"
                if attribute(element, "fo:font-weight").as_deref() == Some("bold") =>
            {
                self.bold.insert(self.style.clone());
            }
            "table:table" => {
                let name = attribute(element, "table:name").unwrap_or_default();
                let style = attribute(element, "table:style-name").unwrap_or_default();
                self.builder.sheet(&name, self.hidden.contains(&style))?;
                self.row = 1;
            }
            "table:table-row" => {
                self.rows = count(element, "table:number-rows-repeated");
                self.column = 0;
            }
            "table:table-cell" => self.begin_cell(element, false),
            "table:covered-table-cell" => self.begin_cell(element, true),
            "office:annotation" => self.annotation += 1,
            "text:p" | "text:h" => {
                if self.paragraphs > 0 {
                    self.text("\n");
                }
                self.paragraphs += 1;
                self.in_paragraph += 1;
            }
            "text:line-break" => self.text("\n"),
            "text:tab" => self.text(" "),
            "text:s" => self.text(" "),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.annotation > 0 || self.covered || (self.in_paragraph == 0 && text != "\n") {
            return;
        }
        if let Some(cell) = &mut self.cell {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "office:annotation" => self.annotation = self.annotation.saturating_sub(1),
            "text:p" | "text:h" => self.in_paragraph = self.in_paragraph.saturating_sub(1),
            "table:table-cell" | "table:covered-table-cell" => {
                if let Some(mut cell) = self.cell.take()
                    && !self.covered
                {
                    detect_display(&mut cell);
                    if !cell.text.is_empty() {
                        for _ in 0..self.columns.min(limits::COLUMNS + 1) {
                            self.row_cells.push(cell.clone());
                            cell.column = cell.column.saturating_add(1);
                        }
                    }
                }
                self.column = self.column.saturating_add(self.columns);
            }
            "table:table-row" => {
                let cells = std::mem::take(&mut self.row_cells);
                if !cells.is_empty() {
                    for row in 0..self.rows.min(limits::ROWS + 1) {
                        for cell in &cells {
                            self.builder
                                .cell(self.row.saturating_add(row), cell.clone())?;
                        }
                    }
                }
                self.row = self.row.saturating_add(self.rows);
            }
            _ => {}
        }
        Ok(())
    }
}

impl State {
    fn begin_cell(&mut self, element: &BytesStart, covered: bool) {
        self.columns = count(element, "table:number-columns-repeated");
        self.covered = covered;
        self.paragraphs = 0;
        let style = attribute(element, "table:style-name").unwrap_or_default();
        self.cell = Some(Cell {
            bold: self.bold.contains(&style),
            value: value(element),
            ..Cell::text(self.column, "")
        });
        let columns_spanned = count(element, "table:number-columns-spanned").max(1);
        let rows_spanned = count(element, "table:number-rows-spanned").max(1);
        self.builder.merge(Merge {
            first_row: self.row,
            last_row: self.row.saturating_add(rows_spanned - 1),
            first_column: self.column,
            last_column: self.column.saturating_add(columns_spanned - 1),
        });
    }
}

/// A repeat or span count; 1 where the attribute is absent.
fn count(element: &BytesStart, name: &str) -> u32 {
    let number = attribute(element, name).and_then(|number| number.parse().ok());
    number.unwrap_or(1)
}

/// The value of a cell, from its attributes.
fn value(element: &BytesStart) -> SheetValue {
    let typed = attribute(element, "office:value-type");
    match typed.as_deref() {
        Some("date") => attribute(element, "office:date-value")
            .and_then(|text| iso(&text))
            .map_or(SheetValue::Text, |at| {
                SheetValue::Day(DateCell {
                    day: at.date(),
                    display: DateDisplay::Day,
                })
            }),
        Some("float" | "percentage" | "currency") => attribute(element, "office:value")
            .and_then(|text| text.parse().ok())
            .map_or(SheetValue::Text, SheetValue::Number),
        _ => SheetValue::Text,
    }
}

/// Sets how a date is displayed, by the displayed text.
fn detect_display(cell: &mut Cell) {
    let SheetValue::Day(day) = &mut cell.value else {
        return;
    };
    if cell.text.trim().is_empty() {
        cell.text = day.day.format("%d/%m/%Y").to_string();
        day.display = DateDisplay::Unknown;
        return;
    }
    day.display = display_of(&cell.text, day.day);
}

/// How this text displays a day.
fn display_of(text: &str, day: NaiveDate) -> DateDisplay {
    let numbers: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect();
    let year = |number: &u32| {
        let year = u32::try_from(day.year()).unwrap_or(0);
        *number == year || *number == year % 100
    };
    let (of_day, of_month) = (day.day(), day.month());
    match numbers.as_slice() {
        [month, last] if *month == of_month && year(last) => DateDisplay::Month,
        [last] if year(last) && text.chars().any(char::is_alphabetic) => DateDisplay::Month,
        [last] if year(last) => DateDisplay::Year,
        [first, second, ..] if of_day != of_month && *first == of_month && *second == of_day => {
            DateDisplay::MonthFirst
        }
        _ => DateDisplay::Day,
    }
}
