//! Excel: one sheet an annex, one for the text's own tables, and one with the tasks as a flat table.

use super::table::{FlatSheet, align, base, fit, height, paper, ruled, value, width, workbook};
use super::workbook::{TABLE, coloured};
use crate::present::lang::Lang;
use crate::report::document::{Block, Document, Table, TableRow, TableRowKind};
use rust_xlsxwriter::{FormatAlign, Workbook, Worksheet, XlsxError};

/// The whole workbook.
pub(crate) fn write(document: &Document) -> Result<Vec<u8>, String> {
    build(document).map_err(|error| error.to_string())
}

fn build(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut book = workbook(&document.head.subject.join(" "))?;
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
        let tab = match document.head.is_letter() {
            true => document.lang.pick("Danh sách", "List"),
            false => document.lang.pick("So sánh", "Comparison"),
        };
        sheet(&mut book, tab, &first.caption, &own, &[], document)?;
    }
    if let Some(tasks) = &document.tasks {
        let name = document.lang.pick("Dữ liệu", "Data");
        let mut sheet = FlatSheet::new(name, &tasks.columns, document.lang)?;
        for row in tasks.rows() {
            sheet.row(&row)?;
        }
        let table = TABLE.get(document.lang);
        book.push_worksheet(coloured(sheet, table, document.lang)?);
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
        across(sheet, line, notice, &widths)?;
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
        across(sheet, line, text, &widths)?;
        line += 1;
    }
    let columns = u16::try_from(widths.len()).unwrap_or(u16::MAX).max(1);
    sheet.set_print_area(0, 0, line.max(1) - 1, columns - 1)?;
    Ok(())
}

/// Writes a text below or above a table, as wide as all its columns: a text that ran on beside them
/// would make everything small on paper.
fn across(sheet: &mut Worksheet, line: u32, text: &str, widths: &[f64]) -> Result<(), XlsxError> {
    let italic = base().set_italic().set_text_wrap();
    let italic = italic.set_align(FormatAlign::Top);
    match u16::try_from(widths.len()).unwrap_or(u16::MAX) {
        0 | 1 => sheet.write_string_with_format(line, 0, fit(text), &italic)?,
        columns => sheet.merge_range(line, 0, line, columns - 1, &fit(text), &italic)?,
    };
    let all = [widths.iter().sum::<f64>()];
    sheet.set_row_height(line, height([text.to_owned()].into_iter(), &all, HIGHEST))?;
    Ok(())
}

/// How wide the columns of a sheet are, in Excel's characters: enough for each of its tables.
fn widths(tables: &[&Table]) -> Vec<f64> {
    let columns = tables.iter().map(|table| table.columns.len()).max();
    let wanted = |at: usize| {
        let of = tables.iter().filter_map(|table| table.columns.get(at));
        let widest = of.map(|column| column.width).max();
        width(widest.unwrap_or(0))
    };
    (0..columns.unwrap_or(0)).map(wanted).collect()
}

/// Writes a table from a line on; returns the line after it.
fn table(
    sheet: &mut Worksheet,
    mut line: u32,
    table: &Table,
    widths: &[f64],
    lang: Lang,
) -> Result<u32, XlsxError> {
    let head = ruled()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    for (at, column) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(line, at, fit(&column.title), &head)?;
    }
    let titles = table.columns.iter().map(|column| column.title.clone());
    sheet.set_row_height(line, height(titles, widths, HIGHEST))?;
    line += 1;
    for row in &table.rows {
        self::row(sheet, line, table, row, lang)?;
        if row.kind != TableRowKind::Group {
            let texts = row.cells.iter().map(|cell| cell.text(lang));
            sheet.set_row_height(line, height(texts, widths, HIGHEST))?;
        }
        line += 1;
    }
    Ok(line)
}

/// Excel's highest row has 409 points.
const HIGHEST: u32 = 27;

fn row(
    sheet: &mut Worksheet,
    line: u32,
    table: &Table,
    row: &TableRow,
    lang: Lang,
) -> Result<(), XlsxError> {
    for (at, (cell, column)) in (0..).zip(row.cells.iter().zip(&table.columns)) {
        let own = ruled()
            .set_align(FormatAlign::Top)
            .set_align(align(column.align));
        let format = match row.kind {
            TableRowKind::Item => own,
            TableRowKind::Group => base().set_bold(),
            TableRowKind::Total => own.set_bold(),
        };
        value(sheet, (line, at), cell, &format, lang)?;
    }
    Ok(())
}
