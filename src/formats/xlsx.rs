//! Excel: one sheet an annex and one for the text's own tables. Cells are typed; text is always
//! written as text, so that nothing in a plan can become a formula.

use crate::present::lang::Lang;
use crate::present::text::{safe, wrap};
use crate::report::document::{Align, Block, Document, Row, RowKind, Table, Value};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// Excel's limit for a cell, in characters.
const CELL_MAX: usize = 32_767;

/// The whole workbook.
pub fn write(document: &Document) -> Result<Vec<u8>, String> {
    build(document).map_err(|error| error.to_string())
}

fn build(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Without the clock: the same report gives the same bytes.
    let moment = ExcelDateTime::from_ymd(2021, 1, 1)?;
    let title = document.head.subject.join(" ");
    let properties = DocProperties::new()
        .set_title(&title)
        .set_creation_datetime(&moment);
    book.set_properties(&properties);
    for annex in &document.annexes {
        let tables: Vec<&Table> = tables(&annex.blocks).collect();
        let below = annex.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(text) => Some(text.as_str()),
            _ => None,
        });
        let below: Vec<&str> = below.collect();
        sheet(
            &mut book,
            &annex.tab,
            &annex.title,
            &tables,
            &below,
            document,
        )?;
    }
    let own: Vec<&Table> = tables(&document.body).collect();
    if let Some(first) = own.first() {
        let tab = document.lang.pick("So sánh", "Comparison");
        sheet(&mut book, tab, &first.caption, &own, &[], document)?;
    }
    book.save_to_buffer()
}

fn tables(blocks: &[Block]) -> impl Iterator<Item = &Table> {
    blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    })
}

fn sheet(
    book: &mut Workbook,
    tab: &str,
    title: &str,
    tables: &[&Table],
    below: &[&str],
    document: &Document,
) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(tab)?;
    paper(sheet);
    let widths = widths(tables);
    for (at, width) in (0..).zip(&widths) {
        sheet.set_column_width(at, *width)?;
    }
    let bold = base().set_bold();
    sheet.write_string_with_format(0, 0, fit(title), &bold.clone().set_font_size(13))?;
    let mut line = 1;
    for notice in &document.head.notices {
        sheet.write_string_with_format(line, 0, fit(notice), &base().set_italic())?;
        line += 1;
    }
    if let [only] = tables {
        // Its titles stay in sight while a person scrolls, and come again on each page.
        sheet.set_freeze_panes(line + 3, 0)?;
        sheet.set_repeat_rows(line + 2, line + 2)?;
        let last = u32::try_from(only.rows.len()).unwrap_or(0) + line + 2;
        let columns = u16::try_from(only.columns.len().max(1)).unwrap_or(1);
        sheet.autofilter(line + 2, 0, last, columns - 1)?;
    } else {
        sheet.set_freeze_panes(0, 1)?;
    }
    for table in tables {
        line += 1;
        sheet.write_string_with_format(line, 0, fit(&table.caption), &bold)?;
        line = self::table(sheet, line + 1, table, &widths, document.lang)? + 1;
    }
    for text in below {
        sheet.write_string_with_format(line, 0, fit(text), &base().set_italic())?;
        line += 1;
    }
    Ok(())
}

/// A4 across, all columns on one page, the page's number above it.
fn paper(sheet: &mut Worksheet) {
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        // In inches: 15 mm at the sides, 20 mm above and below.
        .set_margins(0.59, 0.59, 0.79, 0.79, 0.4, 0.4)
        .set_header("&C&P");
}

/// How wide the columns of a sheet are, in Excel's characters: enough for each of its tables.
fn widths(tables: &[&Table]) -> Vec<f64> {
    let columns = tables.iter().map(|table| table.columns.len()).max();
    let wanted = |at: usize| {
        let of = tables.iter().filter_map(|table| table.columns.get(at));
        let widest = of.map(|column| column.width).max();
        f64::from(widest.unwrap_or(0).max(NARROWEST)) * 0.6
    };
    (0..columns.unwrap_or(0)).map(wanted).collect()
}

/// No column is narrower than this share: "31/12/2021" fits.
const NARROWEST: u32 = 11;

/// Writes a table from a line on; returns the line after it.
fn table(
    sheet: &mut Worksheet,
    mut line: u32,
    table: &Table,
    widths: &[f64],
    lang: Lang,
) -> Result<u32, XlsxError> {
    let head = base()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    for (at, column) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(line, at, fit(&column.title), &head)?;
    }
    let titles = table.columns.iter().map(|column| column.title.clone());
    sheet.set_row_height(line, height(titles, widths))?;
    line += 1;
    for row in &table.rows {
        self::row(sheet, line, table, row)?;
        if row.kind != RowKind::Group {
            let texts = row.cells.iter().map(|cell| cell.text(lang));
            sheet.set_row_height(line, height(texts, widths))?;
        }
        line += 1;
    }
    Ok(line)
}

/// How high a row must be for its longest cell, in points: not every program finds that out when it
/// opens the file.
fn height(texts: impl Iterator<Item = String>, widths: &[f64]) -> f64 {
    let rows = texts.zip(widths).map(|(text, width)| {
        // Widths lie between 6 and 200. They count the figures of Excel's own type, which are wider
        // than the letters of Times New Roman.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let columns = (*width * 1.2) as usize;
        let rows: usize = text.lines().map(|line| wrap(line, columns).len()).sum();
        u32::try_from(rows).unwrap_or(1)
    });
    f64::from(rows.max().unwrap_or(1).clamp(1, HIGHEST)) * 15.0
}

/// Excel's highest row has 409 points.
const HIGHEST: u32 = 27;

fn row(sheet: &mut Worksheet, line: u32, table: &Table, row: &Row) -> Result<(), XlsxError> {
    for (at, (cell, column)) in (0..).zip(row.cells.iter().zip(&table.columns)) {
        let align = match column.align {
            Align::Left => FormatAlign::Left,
            Align::Centre => FormatAlign::Center,
            Align::Right => FormatAlign::Right,
        };
        let mut format = base().set_border(FormatBorder::Thin).set_text_wrap();
        format = format.set_align(FormatAlign::Top);
        format = match row.kind {
            RowKind::Item => format.set_align(align),
            RowKind::Group => base().set_bold(),
            RowKind::Total => format.set_align(align).set_bold(),
        };
        value(sheet, (line, at), cell, format)?;
    }
    Ok(())
}

fn value(
    sheet: &mut Worksheet,
    (line, at): (u32, u16),
    value: &Value,
    format: Format,
) -> Result<(), XlsxError> {
    match value {
        Value::Empty => sheet.write_blank(line, at, &format)?,
        Value::Text(text) => sheet.write_string_with_format(line, at, fit(text), &format)?,
        Value::Number(n) => {
            let format = format.set_num_format("#,##0");
            // Counts of tasks lie far below what a float holds exactly.
            #[allow(clippy::cast_precision_loss)]
            sheet.write_number_with_format(line, at, *n as f64, &format)?
        }
        Value::Rate(rate) => match rate.thousandths() {
            None => sheet.write_string_with_format(line, at, "–", &format)?,
            Some(n) => {
                let format = format.set_num_format("0.0%");
                let n = i32::try_from(n).unwrap_or(1000);
                sheet.write_number_with_format(line, at, f64::from(n) / 1000.0, &format)?
            }
        },
        Value::Day(day) => {
            let format = format.set_num_format("dd/mm/yyyy");
            match day_of(*day) {
                Ok(day) => sheet.write_datetime_with_format(line, at, &day, &format)?,
                // Excel knows no day before 1900 and none after 9999.
                Err(_) => {
                    let text = crate::present::dates::full(*day);
                    sheet.write_string_with_format(line, at, text, &format)?
                }
            }
        }
    };
    Ok(())
}

fn day_of(day: chrono::NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    use chrono::Datelike;
    let number = |n: u32| u8::try_from(n).unwrap_or(1);
    let year = u16::try_from(day.year()).unwrap_or(0);
    ExcelDateTime::from_ymd(year, number(day.month()), number(day.day()))
}

fn base() -> Format {
    Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(11)
}

/// A text that a cell can hold, harmless.
fn fit(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(safe).collect();
    lines.join("\n").chars().take(CELL_MAX).collect()
}
