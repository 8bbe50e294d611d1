//! Rows under one head, in the formats that spreadsheets and pages read: what lists, exports and annexes
//! have in common. Rows are handed over one at a time, so that only Excel's writer holds them all. CSV
//! (RFC 4180) opens in a spreadsheet by a double click: it is marked as UTF-8, and days have the form that
//! every language's Excel reads as a day. In Excel text is always written as text, so that nothing in a
//! plan can become a formula.

use crate::domain::day::{Day, iso};
use crate::domain::text::with_allowed;
use crate::formats::markdown;
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::text::{safe, wrap};
use crate::report::document::{Align, TableColumn, TableValue};
use chrono::Datelike;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Table,
    TableColumn as ExcelColumn, TableStyle, Workbook, Worksheet, XlsxError,
};
use std::io::{self, Error, Write};

/// A format of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableFormat {
    /// As the language's Excel opens it: with the mark of UTF-8, and its separator.
    Csv,
    Markdown,
    Xlsx,
}

/// Writes rows as they come.
pub(crate) struct TableWriter<'o> {
    out: &'o mut dyn Write,
    lang: Lang,
    sink: Sink,
}

enum Sink {
    Csv,
    Markdown,
    Xlsx(Box<FlatSheet>),
}

impl<'o> TableWriter<'o> {
    /// Begins with the head. `name` is the table's own, which Excel shows as the sheet's.
    ///
    /// # Errors
    /// What the output says, here as below.
    pub(crate) fn begin(
        format: TableFormat,
        name: &str,
        columns: &[TableColumn],
        lang: Lang,
        out: &'o mut dyn Write,
    ) -> io::Result<Self> {
        let sink = match format {
            TableFormat::Csv => {
                out.write_all(csv_head(columns, lang).as_bytes())?;
                Sink::Csv
            }
            TableFormat::Markdown => {
                out.write_all(markdown::head(columns).as_bytes())?;
                Sink::Markdown
            }
            TableFormat::Xlsx => {
                let sheet = FlatSheet::new(name, columns, lang);
                Sink::Xlsx(Box::new(sheet.map_err(Error::other)?))
            }
        };
        Ok(Self { out, lang, sink })
    }

    /// The next row, a value for each column.
    pub(crate) fn row(&mut self, cells: &[TableValue]) -> io::Result<()> {
        match &mut self.sink {
            Sink::Csv => self.out.write_all(csv_row(cells, self.lang).as_bytes()),
            Sink::Markdown => self
                .out
                .write_all(markdown::row(cells, self.lang).as_bytes()),
            Sink::Xlsx(sheet) => sheet.row(cells).map_err(Error::other),
        }
    }

    /// Ends the table. What was written before is no file of Excel's.
    pub(crate) fn finish(self) -> io::Result<()> {
        if let Sink::Xlsx(sheet) = self.sink {
            let bytes = workbook_of(*sheet).map_err(Error::other)?;
            self.out.write_all(&bytes)?;
        }
        Ok(())
    }
}

/// What Excel takes for the end of a cell: where decimals have a comma, the semicolon.
pub(crate) fn separator(lang: Lang) -> char {
    lang.pick(';', ',')
}

/// The first line, after the mark that shows spreadsheets that it is UTF-8.
fn csv_head(columns: &[TableColumn], lang: Lang) -> String {
    let separator = separator(lang);
    let titles = columns
        .iter()
        .map(|column| csv_cell(&column.title, separator));
    format!("\u{FEFF}{}", csv_line(titles, separator))
}

fn csv_row(cells: &[TableValue], lang: Lang) -> String {
    let separator = separator(lang);
    let cells = cells.iter().map(|value| match value {
        TableValue::Number(n) => n.to_string(),
        TableValue::Day(day) => iso(*day),
        TableValue::Rate(_) | TableValue::Flag(_) | TableValue::Empty => value.text(lang),
        TableValue::Text(text) => csv_cell(text, separator),
    });
    csv_line(cells, separator)
}

fn csv_line(cells: impl Iterator<Item = String>, separator: char) -> String {
    let mut line = String::new();
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            line.push(separator);
        }
        line.push_str(&cell);
    }
    line.push_str("\r\n");
    line
}

/// A text as a cell: no spreadsheet takes it for a formula, no terminal for a command.
pub(crate) fn csv_cell(text: &str, separator: char) -> String {
    let formula =
        text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']);
    let mut safe = String::with_capacity(text.len() + 2);
    if formula {
        safe.push('\'');
    }
    safe.extend(with_allowed(text).map(|(c, allowed)| match c {
        '\t' => ' ',
        _ if !allowed => char::REPLACEMENT_CHARACTER,
        c => c,
    }));
    if safe.contains([separator, '"', '\n']) || safe.trim() != safe {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

/// How many rows a sheet has.
pub(crate) const MAX_ROWS: u32 = 1_048_576;

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
pub(crate) struct FlatSheet {
    sheet: Worksheet,
    columns: Vec<TableColumn>,
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
    pub(crate) fn new(name: &str, columns: &[TableColumn], lang: Lang) -> Result<Self, XlsxError> {
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
    pub(crate) fn row(&mut self, cells: &[TableValue]) -> Result<(), XlsxError> {
        // What is printed is in sight whole where it is not long.
        let texts = cells.iter().take(self.printed).map(|cell| match cell {
            TableValue::Text(text) => text.clone(),
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
    pub(crate) fn rows(&self) -> u32 {
        self.next - 1
    }

    pub(crate) fn columns(&self) -> &[TableColumn] {
        &self.columns
    }

    /// Makes what was written a table of that name, by which formulas find its columns. Of one
    /// without rows the first is empty, for Excel has none without.
    pub(crate) fn finish(mut self, name: &str) -> Result<Worksheet, XlsxError> {
        let head = ruled()
            .set_bold()
            .set_background_color(0xDD_EB_F7)
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter);
        let columns = self.columns.iter();
        let columns = columns.map(|column| {
            ExcelColumn::new()
                .set_header(fit(&column.title))
                .set_header_format(&head)
        });
        let columns: Vec<ExcelColumn> = columns.collect();
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
fn workbook_of(sheet: FlatSheet) -> Result<Vec<u8>, XlsxError> {
    let mut book = workbook("")?;
    book.push_worksheet(sheet.finish("")?);
    book.save_to_buffer()
}

/// An empty workbook without the clock: the same content gives the same bytes.
pub(crate) fn workbook(title: &str) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let moment = ExcelDateTime::from_ymd(2021, 1, 1)?;
    let properties = DocProperties::new()
        .set_title(title)
        .set_creation_datetime(&moment);
    book.set_properties(&properties);
    Ok(book)
}

/// A4 across, all columns on one page, the page's number above it.
pub(crate) fn paper(sheet: &mut Worksheet) {
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
pub(crate) fn width(share: u32) -> f64 {
    f64::from(share.max(NARROWEST)) * 0.6
}

/// How high a row must be for its longest cell, in points, up to so many lines: not every program
/// finds that out when it opens the file.
pub(crate) fn height(texts: impl Iterator<Item = String>, widths: &[f64], most: u32) -> f64 {
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

pub(crate) fn align(align: Align) -> FormatAlign {
    match align {
        Align::Left => FormatAlign::Left,
        Align::Centre => FormatAlign::Center,
        Align::Right => FormatAlign::Right,
    }
}

/// Writes a value with its type.
pub(crate) fn value(
    sheet: &mut Worksheet,
    (line, at): (u32, u16),
    value: &TableValue,
    format: &Format,
    lang: Lang,
) -> Result<(), XlsxError> {
    let typed = |number: &str| format.clone().set_num_format(number);
    match value {
        TableValue::Empty => sheet.write_blank(line, at, format)?,
        TableValue::Text(text) => sheet.write_string_with_format(line, at, fit(text), format)?,
        TableValue::Flag(_) => {
            sheet.write_string_with_format(line, at, value.text(lang), format)?
        }
        // Counts of tasks lie far below what a float holds exactly.
        #[allow(clippy::cast_precision_loss)]
        TableValue::Number(n) => {
            sheet.write_number_with_format(line, at, *n as f64, &typed("#,##0"))?
        }
        TableValue::Rate(rate) => match rate.thousandths() {
            None => sheet.write_string_with_format(line, at, "–", format)?,
            Some(n) => {
                let n = f64::from(i32::try_from(n).unwrap_or(1000)) / 1000.0;
                sheet.write_number_with_format(line, at, n, &typed("0.0%"))?
            }
        },
        TableValue::Day(day) => match day_of(*day) {
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

pub(crate) fn base() -> Format {
    Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(11)
}

/// A cell with lines around it.
pub(crate) fn ruled() -> Format {
    base().set_border(FormatBorder::Thin).set_text_wrap()
}

/// A text that a cell can hold, harmless.
pub(crate) fn fit(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(safe).collect();
    lines.join("\n").chars().take(CELL_MAX).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::day::from_iso;
    use crate::report::document::Align;
    use calamine::{Data, Reader, open_workbook_from_rs};
    use std::io::Cursor;

    fn written(format: TableFormat, lang: Lang) -> Vec<u8> {
        let columns = [
            TableColumn::new("Nhiệm vụ", 62, Align::Left),
            TableColumn::new("Hạn", 22, Align::Centre),
            TableColumn::new("Số ngày", 15, Align::Right),
            TableColumn::new("Trọng tâm", 15, Align::Centre),
        ];
        let rows = [
            [
                TableValue::from("Rà soát; kiểm tra, \"báo cáo\""),
                TableValue::Day(from_iso("2021-06-15").unwrap()),
                TableValue::Number(-1_234),
                TableValue::Flag(true),
            ],
            [
                TableValue::from("=HYPERLINK(\"x\")|\n*hai dòng*"),
                TableValue::Empty,
                TableValue::Empty,
                TableValue::Flag(false),
            ],
        ];
        let mut out = Vec::new();
        let mut writer = TableWriter::begin(format, "Nhiệm vụ", &columns, lang, &mut out).unwrap();
        for row in &rows {
            writer.row(row).unwrap();
        }
        writer.finish().unwrap();
        out
    }

    #[test]
    fn a_csv_has_the_separator_of_the_languages_excel() {
        let text = |lang| String::from_utf8(written(TableFormat::Csv, lang)).unwrap();
        assert_eq!(
            text(Lang::Vi),
            "\u{FEFF}Nhiệm vụ;Hạn;Số ngày;Trọng tâm\r\n\
             \"Rà soát; kiểm tra, \"\"báo cáo\"\"\";2021-06-15;-1234;Có\r\n\
             \"'=HYPERLINK(\"\"x\"\")|\n*hai dòng*\";;;Không\r\n"
        );
        assert!(text(Lang::En).contains("\",2021-06-15,-1234,Yes\r\n"));
    }

    #[test]
    fn a_table_of_markdown_has_a_line_a_row() {
        let text = String::from_utf8(written(TableFormat::Markdown, Lang::Vi)).unwrap();
        assert_eq!(
            text,
            "| Nhiệm vụ | Hạn | Số ngày | Trọng tâm |\n\
             | :-- | :-: | --: | :-: |\n\
             | Rà soát; kiểm tra, \"báo cáo\" | 15/06/2021 | -1.234 | Có |\n\
             | \\=HYPERLINK(\"x\")\\|<br>\\*hai dòng\\* |  |  | Không |\n"
        );
    }

    #[test]
    fn a_workbook_has_typed_cells_and_no_formula() {
        let bytes = written(TableFormat::Xlsx, Lang::Vi);
        let mut book: calamine::Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let cells = book.worksheet_range("Nhiệm vụ").unwrap();
        let at = |row, column| cells.get_value((row, column)).cloned().unwrap_or_default();
        assert_eq!(at(0, 0), Data::String("Nhiệm vụ".to_owned()));
        assert!(matches!(at(1, 1), Data::DateTime(_)));
        assert_eq!(at(1, 2), Data::Float(-1_234.0));
        assert_eq!(at(2, 3), Data::String("Không".to_owned()));
        assert_eq!(
            at(2, 0),
            Data::String("=HYPERLINK(\"x\")|\n*hai dòng*".to_owned())
        );
        let formulas = book.worksheet_formula("Nhiệm vụ").unwrap();
        assert!(formulas.used_cells().next().is_none());
        book.load_tables().unwrap();
        assert_eq!(book.table_names().len(), 1);
    }

    /// A part of the file, which is a zip, as text.
    fn part(bytes: &[u8], name: &str) -> String {
        let mut file = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        std::io::read_to_string(file.by_name(name).unwrap()).unwrap()
    }

    #[test]
    fn a_printed_sheet_is_as_wide_as_a_page_and_repeats_its_head() {
        let sheet = part(
            &written(TableFormat::Xlsx, Lang::Vi),
            "xl/worksheets/sheet1.xml",
        );
        for wanted in ["orientation=\"landscape\"", "fitToHeight=\"0\"", "&amp;P"] {
            assert!(sheet.contains(wanted), "{wanted}: {sheet}");
        }
        // What has no room in letters that can be read is for the screen alone.
        let columns: Vec<TableColumn> = (1..=20)
            .map(|at| TableColumn::new(&format!("Cột {at}"), 40, Align::Left))
            .collect();
        let mut out = Vec::new();
        let begun = TableWriter::begin(TableFormat::Xlsx, "Bảng", &columns, Lang::Vi, &mut out);
        begun.unwrap().finish().unwrap();
        let book = part(&out, "xl/workbook.xml");
        assert!(book.contains("$A$1:$G$2"), "{book}");
        assert!(book.contains("Print_Titles"), "{book}");
    }

    #[test]
    fn a_table_without_rows_is_a_table() {
        for format in [TableFormat::Csv, TableFormat::Markdown, TableFormat::Xlsx] {
            let columns = [TableColumn::new("Mã", 17, Align::Left)];
            let mut out = Vec::new();
            let begun = TableWriter::begin(format, "Nhiệm vụ", &columns, Lang::Vi, &mut out);
            begun.unwrap().finish().unwrap();
            assert!(!out.is_empty(), "{format:?}");
        }
    }

    #[test]
    fn cells_are_no_formulas_and_are_quoted_where_needed() {
        let cases = [
            ("Rà soát", "Rà soát"),
            ("VP, KHTC", "\"VP, KHTC\""),
            ("số \"1\"", "\"số \"\"1\"\"\""),
            ("a\nb", "\"a\nb\""),
            ("=1+1", "'=1+1"),
            ("  @x", "'  @x"),
            ("-2", "'-2"),
            ("\tx", "' x"),
            ("\rx", "'\u{FFFD}x"),
            ("a\u{1b}b", "a\u{FFFD}b"),
            (" x", "\" x\""),
            ("", ""),
        ];
        for (text, want) in cases {
            assert_eq!(csv_cell(text, ','), want, "{text:?}");
        }
        assert_eq!(csv_cell("VP, KHTC", ';'), "VP, KHTC");
        assert_eq!(csv_cell("VP; KHTC", ';'), "\"VP; KHTC\"");
    }
}
