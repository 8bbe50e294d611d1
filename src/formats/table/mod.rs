//! Rows under one head, in the formats that spreadsheets and pages read: what lists, exports and annexes
//! have in common. Rows are handed over one at a time, so that only Excel's writer holds them all.

pub mod xlsx;

use crate::domain::day::iso;
use crate::domain::text::judged;
use crate::formats::markdown;
use crate::present::lang::Lang;
use crate::report::document::{Column, Value};
use std::io::{Error, Result, Write};

pub use xlsx::{FlatSheet, MAX_ROWS};

/// A format of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// As the language's Excel opens it: with the mark of UTF-8, and its separator.
    Csv,
    Markdown,
    Xlsx,
}

impl TableFormat {
    pub const ALL: [Self; 3] = [Self::Csv, Self::Markdown, Self::Xlsx];

    /// The word on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Markdown => "markdown",
            Self::Xlsx => "xlsx",
        }
    }

    /// Whether its bytes are text that a terminal may show.
    pub fn is_text(self) -> bool {
        self != Self::Xlsx
    }
}

/// Writes rows as they come.
pub struct TableWriter<'o> {
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
    pub fn begin(
        format: TableFormat,
        name: &str,
        columns: &[Column],
        lang: Lang,
        out: &'o mut dyn Write,
    ) -> Result<Self> {
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
    pub fn row(&mut self, cells: &[Value]) -> Result<()> {
        match &mut self.sink {
            Sink::Csv => self.out.write_all(csv_row(cells, self.lang).as_bytes()),
            Sink::Markdown => self
                .out
                .write_all(markdown::row(cells, self.lang).as_bytes()),
            Sink::Xlsx(sheet) => sheet.row(cells).map_err(Error::other),
        }
    }

    /// Ends the table. What was written before is no file of Excel's.
    pub fn finish(self) -> Result<()> {
        if let Sink::Xlsx(sheet) = self.sink {
            let bytes = xlsx::workbook_of(*sheet).map_err(Error::other)?;
            self.out.write_all(&bytes)?;
        }
        Ok(())
    }
}

/// What Excel takes for the end of a cell: where decimals have a comma, the semicolon.
pub fn separator(lang: Lang) -> char {
    lang.pick(';', ',')
}

/// The first line, after the mark that shows spreadsheets that it is UTF-8.
fn csv_head(columns: &[Column], lang: Lang) -> String {
    let separator = separator(lang);
    let titles = columns
        .iter()
        .map(|column| csv_cell(&column.title, separator));
    format!("\u{FEFF}{}", csv_line(titles, separator))
}

fn csv_row(cells: &[Value], lang: Lang) -> String {
    let separator = separator(lang);
    let cells = cells.iter().map(|value| match value {
        Value::Number(n) => n.to_string(),
        Value::Day(day) => iso(*day),
        Value::Rate(_) | Value::Flag(_) | Value::Empty => value.text(lang),
        Value::Text(text) => csv_cell(text, separator),
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
pub fn csv_cell(text: &str, separator: char) -> String {
    let formula =
        text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']);
    let mut safe = String::with_capacity(text.len() + 2);
    if formula {
        safe.push('\'');
    }
    safe.extend(judged(text).map(|(c, allowed)| match c {
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
            Column::new("Nhiệm vụ", 62, Align::Left),
            Column::new("Hạn", 22, Align::Centre),
            Column::new("Số ngày", 15, Align::Right),
            Column::new("Trọng tâm", 15, Align::Centre),
        ];
        let rows = [
            [
                Value::from("Rà soát; kiểm tra, \"báo cáo\""),
                Value::Day(from_iso("2021-06-15").unwrap()),
                Value::Number(-1_234),
                Value::Flag(true),
            ],
            [
                Value::from("=HYPERLINK(\"x\")|\n*hai dòng*"),
                Value::Empty,
                Value::Empty,
                Value::Flag(false),
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

    #[test]
    fn a_table_without_rows_is_a_table() {
        for format in TableFormat::ALL {
            let columns = [Column::new("Mã", 17, Align::Left)];
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
