//! A sheet of Excel's that is one flat table: typed cells, its head in sight and filterable. Text is
//! always written as text, so that nothing in a plan can become a formula.

use crate::domain::day::Day;
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::text::{safe, wrap};
use crate::report::document::{Align, Column, Value};
use chrono::Datelike;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Table, TableColumn,
    TableStyle, Workbook, Worksheet, XlsxError,
};

/// How many rows a sheet has.
pub const MAX_ROWS: u32 = 1_048_576;

/// Excel's limit for a cell, in characters.
const CELL_MAX: usize = 32_767;

/// No column is narrower than this share: "31/12/2021" fits.
const NARROWEST: u32 = 11;

/// How many lines of a text are in sight, so that a row of the table stays a row to the eye.
const LINES: u32 = 4;

/// How wide the columns are, in Excel's characters, that fit across A4 in letters that can be read: all
/// further ones are for the screen.
const PAPER: f64 = 190.0;

/// How many columns, from the first on, are printed.
fn printed(widths: &[f64]) -> usize {
    let mut sum = 0.0;
    let fits = |width: &&f64| {
        sum += **width;
        sum <= PAPER
    };
    widths.iter().take_while(fits).count().max(1)
}

/// A sheet being filled, row by row.
pub struct FlatSheet {
    sheet: Worksheet,
    columns: Vec<Column>,
    formats: Vec<Format>,
    widths: Vec<f64>,
    /// How many of the columns are printed.
    printed: usize,
    lang: Lang,
    next: u32,
}

impl FlatSheet {
    /// Begins with the head; `name` is the sheet's.
    ///
    /// # Errors
    /// What Excel does not allow, here as below.
    pub fn new(name: &str, columns: &[Column], lang: Lang) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        paper(&mut sheet);
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_repeat_rows(0, 0)?;
        let widths: Vec<f64> = columns.iter().map(|column| width(column.width)).collect();
        for (at, width) in (0..).zip(&widths) {
            sheet.set_column_width(at, *width)?;
        }
        let titles = columns.iter().map(|column| column.title.clone());
        let printed = printed(&widths);
        sheet.set_row_height(0, height(titles, &widths, LINES))?;
        let formats = columns.iter().map(|column| {
            let top = base().set_text_wrap().set_align(FormatAlign::Top);
            top.set_align(align(column.align))
        });
        Ok(Self {
            sheet,
            columns: columns.to_vec(),
            formats: formats.collect(),
            widths,
            printed,
            lang,
            next: 1,
        })
    }

    /// The next row, a value for each column.
    pub fn row(&mut self, cells: &[Value]) -> Result<(), XlsxError> {
        // What is printed is in sight whole where it is not long.
        let texts = cells.iter().take(self.printed).map(|cell| match cell {
            Value::Text(text) => text.clone(),
            _ => String::new(),
        });
        self.sheet
            .set_row_height(self.next, height(texts, &self.widths, LINES))?;
        for ((at, cell), format) in (0..).zip(cells).zip(&self.formats) {
            value(&mut self.sheet, (self.next, at), cell, format, self.lang)?;
        }
        self.next += 1;
        Ok(())
    }

    /// How many rows there are below the head.
    pub fn rows(&self) -> u32 {
        self.next - 1
    }

    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Makes what was written a table of that name, by which formulas find its columns. Of one
    /// without rows the first is empty, for Excel has none without.
    pub fn finish(mut self, name: &str) -> Result<Worksheet, XlsxError> {
        let head = ruled()
            .set_bold()
            .set_background_color(0xDD_EB_F7)
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter);
        let columns = self.columns.iter();
        let columns = columns.map(|column| {
            TableColumn::new()
                .set_header(fit(&column.title))
                .set_header_format(&head)
        });
        let columns: Vec<TableColumn> = columns.collect();
        let table = Table::new()
            .set_name(name)
            .set_style(TableStyle::Light15)
            .set_columns(&columns);
        let last = u16::try_from(columns.len()).unwrap_or(u16::MAX).max(1) - 1;
        let rows = self.rows().max(1);
        self.sheet.add_table(0, 0, rows, last, &table)?;
        let printed = u16::try_from(self.printed).unwrap_or(u16::MAX).max(1) - 1;
        self.sheet.set_print_area(0, 0, rows, printed.min(last))?;
        Ok(self.sheet)
    }
}

/// The file that has no other sheet.
pub fn workbook_of(sheet: FlatSheet) -> Result<Vec<u8>, XlsxError> {
    let mut book = workbook("")?;
    book.push_worksheet(sheet.finish("")?);
    book.save_to_buffer()
}

/// An empty workbook without the clock: the same content gives the same bytes.
pub fn workbook(title: &str) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let moment = ExcelDateTime::from_ymd(2021, 1, 1)?;
    let properties = DocProperties::new()
        .set_title(title)
        .set_creation_datetime(&moment);
    book.set_properties(&properties);
    Ok(book)
}

/// A4 across, all columns on one page, the page's number above it.
pub fn paper(sheet: &mut Worksheet) {
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        // In inches: 15 mm at the sides, 20 mm above and below.
        .set_margins(0.59, 0.59, 0.79, 0.79, 0.4, 0.4)
        .set_header("&C&P");
}

/// How wide a column with that share is, in Excel's characters.
pub fn width(share: u32) -> f64 {
    f64::from(share.max(NARROWEST)) * 0.6
}

/// How high a row must be for its longest cell, in points, up to so many lines: not every program
/// finds that out when it opens the file.
pub fn height(texts: impl Iterator<Item = String>, widths: &[f64], most: u32) -> f64 {
    let rows = texts.zip(widths).map(|(text, width)| {
        // Widths lie between 6 and 200. They count the figures of Excel's own type, which are wider
        // than the letters of Times New Roman.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let columns = (*width * 1.2) as usize;
        let rows: usize = text.lines().map(|line| wrap(line, columns).len()).sum();
        u32::try_from(rows).unwrap_or(1)
    });
    f64::from(rows.max().unwrap_or(1).clamp(1, most)) * 15.0
}

pub fn align(align: Align) -> FormatAlign {
    match align {
        Align::Left => FormatAlign::Left,
        Align::Centre => FormatAlign::Center,
        Align::Right => FormatAlign::Right,
    }
}

/// Writes a value with its type.
pub fn value(
    sheet: &mut Worksheet,
    (line, at): (u32, u16),
    value: &Value,
    format: &Format,
    lang: Lang,
) -> Result<(), XlsxError> {
    let typed = |number: &str| format.clone().set_num_format(number);
    match value {
        Value::Empty => sheet.write_blank(line, at, format)?,
        Value::Text(text) => sheet.write_string_with_format(line, at, fit(text), format)?,
        Value::Flag(_) => sheet.write_string_with_format(line, at, value.text(lang), format)?,
        // Counts of tasks lie far below what a float holds exactly.
        #[allow(clippy::cast_precision_loss)]
        Value::Number(n) => sheet.write_number_with_format(line, at, *n as f64, &typed("#,##0"))?,
        Value::Rate(rate) => match rate.thousandths() {
            None => sheet.write_string_with_format(line, at, "–", format)?,
            Some(n) => {
                let n = f64::from(i32::try_from(n).unwrap_or(1000)) / 1000.0;
                sheet.write_number_with_format(line, at, n, &typed("0.0%"))?
            }
        },
        Value::Day(day) => match day_of(*day) {
            Ok(day) => sheet.write_datetime_with_format(line, at, &day, &typed("dd/mm/yyyy"))?,
            // Excel knows no day before 1900 and none after 9999.
            Err(_) => sheet.write_string_with_format(line, at, dates::full(*day), format)?,
        },
    };
    Ok(())
}

fn day_of(day: Day) -> Result<ExcelDateTime, XlsxError> {
    let number = |n: u32| u8::try_from(n).unwrap_or(1);
    let year = u16::try_from(day.year()).unwrap_or(0);
    ExcelDateTime::from_ymd(year, number(day.month()), number(day.day()))
}

pub fn base() -> Format {
    Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(11)
}

/// A cell with lines around it.
pub fn ruled() -> Format {
    base().set_border(FormatBorder::Thin).set_text_wrap()
}

/// A text that a cell can hold, harmless.
pub fn fit(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(safe).collect();
    lines.join("\n").chars().take(CELL_MAX).collect()
}
