//! The standard output: harmless lines, aligned tables, colours where they are wanted, and no error
//! where the reader of a pipe has gone.

use crate::domain::task::{State, TaskRow, Timeliness};
use crate::error::{AppError, AppErrorKind, Result};
use crate::present::columns::{COLUMNS, RowContext, TaskColumn, fit};
use crate::present::lang::{Bi, Lang};
use crate::present::messages::file_errors::reason;
use crate::present::signs::in_plain;
use crate::present::text::{cut, pad, pad_left, safe, width, wrap};
use std::borrow::Cow;
use std::cell::RefCell;
use std::io::{BufWriter, ErrorKind, IsTerminal, Write};
use std::rc::Rc;

/// How wide lines are where there is no terminal.
const PLAIN_WIDTH: usize = 120;

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colour {
    /// On a terminal that can show them, unless `NO_COLOR` is set.
    Auto,
    Always,
    Never,
}

impl Colour {
    /// Reads the word of the command line; without one it is auto.
    pub(crate) fn parse(word: Option<&str>) -> Self {
        match word {
            Some("always") => Self::Always,
            Some("never") => Self::Never,
            _ => Self::Auto,
        }
    }

    /// Whether colours are wanted on the standard output.
    pub(crate) fn on(self) -> bool {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => std::io::stdout().is_terminal() && !set("NO_COLOR") && !is_dumb(),
        }
    }
}

/// Whether the terminal can do no more than print.
pub(crate) fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// How a piece of a line stands out; never the only mark of anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Emphasis {
    /// Not at all.
    Plain,
    /// Headings.
    Bold,
    /// What is finished or secondary.
    Dim,
    /// Late.
    Red,
    /// Due soon.
    Yellow,
}

impl Emphasis {
    fn code(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Bold => Some("1"),
            Self::Dim => Some("2"),
            Self::Red => Some("31"),
            Self::Yellow => Some("33"),
        }
    }
}

/// The standard output.
pub(crate) struct Out {
    sink: BufWriter<Box<dyn Write>>,
    lang: Lang,
    colour: bool,
    /// Letters in place of signs.
    pub ascii: bool,
    /// How wide a line may be.
    pub width: usize,
    /// Whether it is a terminal.
    pub terminal: bool,
    /// What the command has already done for good, also where printing that fails: "Backed up".
    pub done: Option<Bi>,
}

impl Out {
    /// Opens it.
    pub(crate) fn new(lang: Lang, colour: bool, ascii: bool) -> Self {
        let terminal = std::io::stdout().is_terminal();
        let columns = terminal_size::terminal_size_of(std::io::stdout())
            .map(|(columns, _)| usize::from(columns.0))
            .filter(|columns| terminal && *columns > 0);
        Self {
            sink: BufWriter::new(Box::new(std::io::stdout())),
            lang,
            colour,
            ascii,
            width: columns.unwrap_or(PLAIN_WIDTH),
            terminal,
            done: None,
        }
    }

    /// What goes into a file in place of the standard output: without colours, and never cut.
    pub(crate) fn into_memory(lang: Lang, memory: Memory) -> Self {
        Self {
            sink: BufWriter::new(Box::new(memory)),
            lang,
            colour: false,
            ascii: false,
            width: PLAIN_WIDTH,
            terminal: false,
            done: None,
        }
    }

    /// One line of text, made harmless.
    ///
    /// # Errors
    /// [`AppErrorKind::ClosedPipe`] where nobody reads, [`AppErrorKind::File`] where it cannot be written.
    pub(crate) fn line(&mut self, text: &str) -> Result {
        self.write(&format!("{}\n", self.shown(text).trim_end()))
    }

    /// A heading, after an empty line.
    pub(crate) fn heading(&mut self, text: &str) -> Result {
        self.write("\n")?;
        self.styled(Emphasis::Bold, text)
    }

    /// A text of several lines, wrapped and indented.
    pub(crate) fn paragraph(&mut self, indent: usize, text: &str) -> Result {
        self.item(indent, 0, text)
    }

    /// The same, with all rows but the first indented further.
    pub(crate) fn item(&mut self, indent: usize, hang: usize, text: &str) -> Result {
        let columns = self.width.min(100).saturating_sub(indent + hang);
        for (nth, row) in wrap(text, columns).iter().enumerate() {
            let blanks = if nth == 0 { indent } else { indent + hang };
            self.line(&format!("{}{row}", " ".repeat(blanks)))?;
        }
        Ok(())
    }

    /// A text as it is; the caller has made it harmless.
    pub(crate) fn write(&mut self, ready: &str) -> Result {
        self.bytes(ready.as_bytes())
    }

    /// Bytes as they are.
    pub(crate) fn bytes(&mut self, ready: &[u8]) -> Result {
        let written = self.sink.write_all(ready);
        written.map_err(|error| self.failed(&error))
    }

    /// One line of text in a style.
    pub(crate) fn styled(&mut self, style: Emphasis, text: &str) -> Result {
        self.write(&format!("{}\n", self.paint(style, text.trim_end())))
    }

    /// A harmless text in a style.
    fn paint(&self, style: Emphasis, text: &str) -> String {
        match style.code().filter(|_| self.colour) {
            Some(code) => format!("\u{1b}[{code}m{}\u{1b}[0m", self.shown(text)),
            None => self.shown(text).into_owned(),
        }
    }

    /// A text for people: harmless, and without signs where only letters can be shown.
    pub(crate) fn shown<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let safe = safe(text);
        match (self.ascii, safe) {
            (false, safe) => safe,
            (true, Cow::Borrowed(safe)) => in_plain(safe),
            (true, Cow::Owned(safe)) => Cow::Owned(in_plain(&safe).into_owned()),
        }
    }

    /// Writes out what is buffered.
    pub(crate) fn finish(&mut self) -> Result {
        let flushed = self.sink.flush();
        flushed.map_err(|error| self.failed(&error))
    }

    /// Where bytes go as they are; what it says is put into words by [`Out::failed`].
    pub(crate) fn sink(&mut self) -> &mut dyn Write {
        &mut self.sink
    }

    /// Why nothing could be written.
    pub(crate) fn failed(&self, error: &std::io::Error) -> AppError {
        if error.kind() == ErrorKind::BrokenPipe {
            return AppErrorKind::ClosedPipe.error(String::new());
        }
        let error = reason(&error.to_string(), self.lang);
        AppErrorKind::File.error(self.lang.pick(
            format!("Không ghi được kết quả ({error})."),
            format!("The output could not be written ({error})."),
        ))
    }
}

/// Bytes that are kept until they are saved.
#[derive(Clone, Default)]
pub(crate) struct Memory(Rc<RefCell<Vec<u8>>>);

impl Memory {
    pub(crate) fn take(&self) -> Vec<u8> {
        self.0.take()
    }
}

impl Write for Memory {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A small table that is known whole before it is printed: columns as wide as their widest cell.
pub(crate) struct TextTable {
    rows: Vec<Vec<String>>,
    /// Which columns hold numbers.
    numbers: Vec<bool>,
}

impl TextTable {
    /// Begins with the titles; those of number columns begin with ">".
    pub(crate) fn new(titles: &[&str]) -> Self {
        Self {
            numbers: titles.iter().map(|title| title.starts_with('>')).collect(),
            rows: vec![
                titles
                    .iter()
                    .map(|title| title.trim_start_matches('>').to_owned())
                    .collect(),
            ],
        }
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Prints it; on a terminal the last column is cut to what is left of the line.
    pub(crate) fn print(&self, out: &mut Out) -> Result {
        let widths = self.widths();
        for (nth, row) in self.rows.iter().enumerate() {
            let line = self.row(row, &widths, out);
            let style = if nth == 0 {
                Emphasis::Bold
            } else {
                Emphasis::Plain
            };
            out.styled(style, &line)?;
        }
        Ok(())
    }

    /// Prints it without its titles.
    pub(crate) fn print_plain(&self, out: &mut Out) -> Result {
        let widths = self.widths();
        for row in self.rows.iter().skip(1) {
            let line = self.row(row, &widths, out);
            out.line(&line)?;
        }
        Ok(())
    }

    fn widths(&self) -> Vec<usize> {
        (0..self.numbers.len())
            .map(|at| {
                let cells = self.rows.iter().filter_map(|row| row.get(at));
                cells.map(|cell| width(cell)).max().unwrap_or(0)
            })
            .collect()
    }

    fn row(&self, row: &[String], widths: &[usize], out: &Out) -> String {
        let mut line = String::new();
        for (at, cell) in row.iter().enumerate() {
            let columns = widths.get(at).copied().unwrap_or(0);
            let number = self.numbers.get(at).copied().unwrap_or(false);
            if at > 0 {
                line.push_str("  ");
            }
            if at + 1 == row.len() && out.terminal {
                let left = out.width.saturating_sub(width(&line));
                line.push_str(&cut(cell, left));
            } else if number {
                line.push_str(&pad_left(cell, columns));
            } else {
                line.push_str(&pad(cell, columns));
            }
        }
        line
    }
}

/// Rows of tasks as lines: the columns that the screen has too, each with its width.
pub(crate) struct TaskTable(Vec<(TaskColumn, usize)>);

impl TaskTable {
    /// What fits on a line of this width.
    pub(crate) fn new(width: usize) -> Self {
        Self(fit(width, 0))
    }

    /// The columns' titles.
    pub(crate) fn titles(&self, lang: Lang) -> String {
        self.line(|column, _| {
            let row = COLUMNS.iter().find(|row| row.column == column);
            row.map_or(Cow::Borrowed(""), |row| row.title.get(lang).into())
        })
    }

    /// A task's cells.
    pub(crate) fn row(&self, row: &TaskRow, row_cx: RowContext) -> String {
        self.line(|column, width| column.text(row, width, row_cx))
    }

    fn line<'t>(&self, text: impl Fn(TaskColumn, usize) -> Cow<'t, str>) -> String {
        let cells = self.0.iter();
        let cells = cells.map(|(column, width)| pad(&text(*column, *width), *width));
        cells.collect::<Vec<_>>().join(" ").trim_end().to_owned()
    }
}

/// How a row stands out.
pub(crate) fn row_style(row: &TaskRow, timeliness: Timeliness) -> Emphasis {
    match (timeliness, row.state) {
        (Timeliness::Overdue, _) => Emphasis::Red,
        (Timeliness::DueSoon, _) => Emphasis::Yellow,
        (_, State::Done | State::Paused | State::Dropped) => Emphasis::Dim,
        _ => Emphasis::Plain,
    }
}
