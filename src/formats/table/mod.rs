//! Rows under one head, in the formats that spreadsheets and pages read: what lists, exports and annexes
//! have in common. Rows are handed over one at a time, so that only Excel's writer holds them all.

mod delimited;
pub(super) mod markdown;
pub mod xlsx;

pub use delimited::{cell as csv_cell, separator};
pub use xlsx::{FlatSheet, MAX_ROWS};

use crate::present::lang::Lang;
use crate::report::document::{Column, Value};
use std::io::{Error, Result, Write};

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
                out.write_all(delimited::head(columns, lang).as_bytes())?;
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
            Sink::Csv => self
                .out
                .write_all(delimited::row(cells, self.lang).as_bytes()),
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

    /// A part of the file, which is a zip, as text.
    fn part(bytes: &[u8], name: &str) -> String {
        let mut file = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        std::io::read_to_string(file.by_name(name).unwrap()).unwrap()
    }

    #[test]
    fn a_printed_sheet_is_as_wide_as_a_page_and_its_head_comes_again() {
        let sheet = part(
            &written(TableFormat::Xlsx, Lang::Vi),
            "xl/worksheets/sheet1.xml",
        );
        for wanted in ["orientation=\"landscape\"", "fitToHeight=\"0\"", "&amp;P"] {
            assert!(sheet.contains(wanted), "{wanted}: {sheet}");
        }
        // What has no room in letters that can be read is for the screen alone.
        let columns: Vec<Column> = (1..=20)
            .map(|at| Column::new(&format!("Cột {at}"), 40, Align::Left))
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
        for format in TableFormat::ALL {
            let columns = [Column::new("Mã", 17, Align::Left)];
            let mut out = Vec::new();
            let begun = TableWriter::begin(format, "Nhiệm vụ", &columns, Lang::Vi, &mut out);
            begun.unwrap().finish().unwrap();
            assert!(!out.is_empty(), "{format:?}");
        }
    }
}
