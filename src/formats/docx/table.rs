//! Tables: ruled ones whose head comes again on every page, and those without rules that only put
//! texts side by side.

use super::super::ooxml::escape;
use super::run::{Run, paragraph};
use crate::report::document::{Align, Document, Row, RowKind, Table};

const RULES: &str = r#"<w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:left w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:right w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tblBorders>"#;

const NO_RULES: &str = r#"<w:tblBorders><w:top w:val="nil"/><w:left w:val="nil"/><w:bottom w:val="nil"/><w:right w:val="nil"/><w:insideH w:val="nil"/><w:insideV w:val="nil"/></w:tblBorders>"#;

/// The beginning of a table with columns of these widths.
fn open(widths: &[u32], rules: &str, padding: u32) -> String {
    let all: u32 = widths.iter().sum();
    let columns: String = widths
        .iter()
        .map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#))
        .collect();
    format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="{all}" w:type="dxa"/><w:jc w:val="center"/>{rules}<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{padding}" w:type="dxa"/><w:right w:w="{padding}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"#
    )
}

/// Texts side by side without rules: rows of cells that hold ready paragraphs.
pub fn side_by_side(widths: [u32; 2], rows: &[[String; 2]]) -> String {
    let mut out = open(&widths, NO_RULES, 0);
    for row in rows {
        out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (cell, width) in row.iter().zip(widths) {
            out.push_str(&format!(
                r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>"#
            ));
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
    out
}

/// The most rows of a table that is not divided between two pages.
const UNDIVIDED: usize = 15;

/// A ruled table across a line of that width, its caption above it.
pub fn ruled(document: &Document, table: &Table, line: u32) -> String {
    let shares: u32 = table.columns.iter().map(|column| column.width).sum();
    let width = |share: u32| line * share / shares.max(1);
    let widths: Vec<u32> = table.columns.iter().map(|c| width(c.width)).collect();
    let mut out = paragraph("Caption", "", &[Run::plain(&table.caption)]);
    out.push_str(&open(&widths, RULES, 57));
    out.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (column, width) in table.columns.iter().zip(&widths) {
        let text = cell_text(&column.title, Align::Centre, true, true);
        out.push_str(&cell(*width, 1, r#"<w:vAlign w:val="center"/>"#, &text));
    }
    out.push_str("</w:tr>");
    let whole = table.rows.len() <= UNDIVIDED;
    for (at, row) in table.rows.iter().enumerate() {
        // A row stays with the one below it; the last one ends the table.
        let stays = whole && at + 1 < table.rows.len();
        out.push_str(&self::row(document, table, row, &widths, stays));
    }
    out.push_str("</w:tbl>");
    out
}

fn row(document: &Document, table: &Table, row: &Row, widths: &[u32], stays: bool) -> String {
    let mut out = String::from("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    let bold = row.kind != RowKind::Item;
    if row.kind == RowKind::Group {
        let text = row.cells.first().map(|value| value.text(document.lang));
        let text = text.unwrap_or_default();
        let run = Run::plain(&text).bold();
        // The title of a group stays with its first row.
        let text = paragraph("Cell", "<w:keepNext/>", &[run]);
        out.push_str(&cell(widths.iter().sum(), widths.len(), "", &text));
    } else {
        for ((value, column), width) in row.cells.iter().zip(&table.columns).zip(widths) {
            let text = cell_text(&value.text(document.lang), column.align, bold, stays);
            out.push_str(&cell(*width, 1, "", &text));
        }
    }
    out.push_str("</w:tr>");
    out
}

fn cell(width: u32, columns: usize, more: &str, text: &str) -> String {
    let span = if columns > 1 {
        format!(r#"<w:gridSpan w:val="{columns}"/>"#)
    } else {
        String::new()
    };
    format!(
        r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{more}</w:tcPr>{text}</w:tc>"#
    )
}

fn cell_text(text: &str, align: Align, bold: bool, stays: bool) -> String {
    let stays = if stays { "<w:keepNext/>" } else { "" };
    let align = match align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
    };
    let bold = if bold {
        "<w:rPr><w:b/><w:bCs/></w:rPr>"
    } else {
        ""
    };
    let text = escape(text);
    format!(
        r#"<w:p><w:pPr><w:pStyle w:val="Cell"/>{stays}<w:jc w:val="{align}"/></w:pPr><w:r>{bold}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#
    )
}
