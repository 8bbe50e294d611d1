//! The tables of a Word document.

use super::error::{FileKind, ReadError};
use super::limits::{self, Builder};
use super::package::{Package, part};
use super::workbook::{Cell, Merge, Workbook};
use super::xml::{Visitor, attribute, walk};
use quick_xml::events::BytesStart;

/// Reads the tables of a document, each as a sheet. A table nested in a cell becomes text of the cell.
pub(super) fn read(package: &mut Package) -> Result<Workbook, ReadError> {
    let content = part(&mut package.archive, "word/document.xml", FileKind::Docx)?;
    let mut state = State::default();
    walk(&content, FileKind::Docx, &mut state)?;
    if state.tables == 0 {
        return Err(match (package.pictures, state.letters) {
            (true, _) => ReadError::Pictures,
            (false, true) => ReadError::NoTable,
            (false, false) => ReadError::Empty,
        });
    }
    Ok(state.builder.finish())
}

#[derive(Default)]
struct State {
    builder: Builder,
    tables: usize,
    /// How many tables are open.
    depth: usize,
    row: u32,
    column: u32,
    cell: Option<OpenCell>,
    /// By column, the vertical merge that is not closed yet.
    open_merges: Vec<Option<Merge>>,
    in_text: bool,
    deleted: usize,
    bold: bool,
    letters: bool,
}

/// A cell while its text is read.
#[derive(Default)]
struct OpenCell {
    text: String,
    span: u32,
    /// Whether it is merged with the cell above.
    continues: bool,
    paragraphs: usize,
    /// Bytes of text, and how many of them are bold.
    letters: usize,
    bold: usize,
}

impl Visitor for State {
    fn begin(&mut self, element: &BytesStart) -> Result<(), ReadError> {
        let name = element.name();
        let name = name.as_ref();
        if name == "w:tbl" {
            return self.begin_table();
        }
        if self.depth == 1 {
            self.begin_cell(name, element);
        }
        match name {
            "w:p" => {
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                }
            }
            "w:r" => self.bold = false,
            "w:b" => {
                let value = attribute(element, "w:val");
                self.bold = !matches!(value.as_deref(), Some("0" | "false" | "none"));
            }
            "w:t" => self.in_text = true,
            "w:del" | "w:moveFrom" | "mc:Fallback" => self.deleted += 1,
            "w:br" | "w:cr" => self.push("\n"),
            "w:tab" if self.in_run() => self.push(" "),
            "w:noBreakHyphen" => self.push("-"),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if !self.in_text || self.deleted > 0 {
            return;
        }
        self.letters |= !text.trim().is_empty();
        let bold = self.bold;
        if let Some(cell) = &mut self.cell {
            cell.text.push_str(text);
            let letters = text.trim().len();
            cell.letters += letters;
            cell.bold += if bold { letters } else { 0 };
        }
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "w:t" => self.in_text = false,
            "w:del" | "w:moveFrom" | "mc:Fallback" => self.deleted = self.deleted.saturating_sub(1),
            "w:tc" if self.depth == 1 => {
                if let Some(cell) = self.cell.take() {
                    self.close(cell)?;
                }
            }
            "w:tbl" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    let width = u32::try_from(self.open_merges.len()).unwrap_or(u32::MAX);
                    self.builder.width(width);
                    for merge in self.open_merges.drain(..).flatten() {
                        self.builder.merge(merge);
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }
}

impl State {
    fn begin_table(&mut self) -> Result<(), ReadError> {
        self.depth += 1;
        if self.depth == 1 {
            self.tables += 1;
            let name = format!("Bảng {}", self.tables);
            self.builder.sheet(&name, false)?;
            self.row = 0;
            self.open_merges.clear();
        }
        Ok(())
    }

    /// Rows and cells of a table that is not nested.
    fn begin_cell(&mut self, name: &str, element: &BytesStart) {
        let value = || attribute(element, "w:val");
        let number = || value()?.parse::<u32>().ok();
        match (name, &mut self.cell) {
            ("w:tr", _) => (self.row, self.column) = (self.row.saturating_add(1), 0),
            ("w:gridBefore", None) => self.column = number().unwrap_or(0),
            ("w:tc", cell) => *cell = Some(OpenCell::default()),
            ("w:gridSpan", Some(cell)) => {
                let span = number().unwrap_or(cell.span);
                cell.span = span.clamp(1, limits::COLUMNS);
            }
            ("w:vMerge", Some(cell)) => cell.continues = value().as_deref() != Some("restart"),
            _ => {}
        }
    }

    /// Whether a tab is text: `w:tab` occurs in a paragraph's properties too, before any text.
    fn in_run(&self) -> bool {
        self.cell.as_ref().is_some_and(|cell| !cell.text.is_empty())
    }

    fn push(&mut self, text: &str) {
        if self.deleted == 0
            && let Some(cell) = &mut self.cell
        {
            cell.text.push_str(text);
        }
    }

    fn close(&mut self, cell: OpenCell) -> Result<(), ReadError> {
        let column = self.column;
        self.column = column.saturating_add(cell.span.max(1));
        let at = column as usize;
        if column >= limits::COLUMNS {
            return self.builder.cell(self.row, Cell::text(column, cell.text));
        }
        if self.open_merges.len() <= at {
            self.open_merges.resize(at + 1, None);
        }
        if cell.continues
            && let Some(Some(merge)) = self.open_merges.get_mut(at)
        {
            merge.last_row = self.row;
            return Ok(());
        }
        let merge = Merge {
            first_row: self.row,
            last_row: self.row,
            first_column: column,
            last_column: self.column - 1,
        };
        if let Some(before) = self.open_merges.get_mut(at)
            && let Some(before) = before.replace(merge)
        {
            self.builder.merge(before);
        }
        let mut closed = Cell::text(column, cell.text);
        closed.bold = cell.letters > 0 && cell.bold * 2 > cell.letters;
        self.builder.cell(self.row, closed)
    }
}
