//! A sheet of an annex: its tables, each with its head.

use super::content::Reading;
use super::corrections::{corrected, named_heads};
use super::grid::{Grid, is_blank};
use super::head::{self, Head, HeadKind};
use super::numbering::counts_columns;
use super::table;
use super::task::{Tools, Under};
use super::text::row_text;
use super::understood::{Corrections, Outcome, Problem, SheetRead, Trouble, Understood};
use crate::domain::text::fold;
use crate::sheets::workbook::{Cell, Row, Sheet, Value};

/// The head of the table before and where its reading stood.
pub(super) type Before = Option<(Head, Under)>;

/// Reads a sheet into `into`. `file` is the sheet without what a person has written into cells: they
/// make no other head.
pub(super) fn read(
    sheet: &Sheet,
    file: &Sheet,
    tools: &Tools,
    before: &mut Before,
    into: &mut Understood,
) {
    let mut read = SheetRead {
        outcome: outcome(sheet, tools.corrections),
        ..SheetRead::named(&sheet.name)
    };
    if read.outcome == Outcome::Tasks {
        let grid = Grid::of(sheet);
        Tables::read(&grid, file, tools, before, into, &mut read);
    } else {
        read.unread = numbers(&filled(sheet));
    }
    into.sheets.push(read);
}

/// What becomes of a sheet before it is looked into.
fn outcome(sheet: &Sheet, corrections: &Corrections) -> Outcome {
    let mut asked = corrections.sheets.iter();
    let asked = asked.any(|name| fold(name) == fold(&sheet.name));
    if !corrections.sheets.is_empty() && !asked {
        Outcome::NotAsked
    } else if sheet.hidden && !asked {
        Outcome::Hidden
    } else if filled(sheet).is_empty() {
        Outcome::Empty
    } else if is_sums(&filled(sheet)) {
        Outcome::Sums
    } else {
        Outcome::Tasks
    }
}

/// Whether there are only sums: a head with a total, and below it names with nothing but figures.
fn is_sums(rows: &[&Row]) -> bool {
    let is_head = |row: &Row| {
        let is_total = |cell: &Cell| TOTALS.contains(&fold(&cell.text).as_str());
        row.cells.len() >= 4 && row.cells.iter().any(is_total)
    };
    let figure = |cell: &&Cell| {
        matches!(cell.value, Value::Number(_)) || !cell.text.contains(char::is_alphabetic)
    };
    let mut lines = 0;
    let below = rows.iter().skip_while(|row| !is_head(row));
    let fits = below.into_iter().all(|row| {
        let mut figures = row
            .cells
            .iter()
            .filter(|cell| !is_blank(cell))
            .skip(1)
            .peekable();
        if is_head(row) || figures.peek().is_none() {
            return true;
        }
        lines += 1;
        figures.all(|cell| figure(&cell))
    });
    fits && lines >= 2
}

/// How the column of a total is called, folded.
const TOTALS: [&str; 3] = ["tong so", "tong cong", "total"];

/// The rows that show something.
fn filled(sheet: &Sheet) -> Vec<&Row> {
    let rows = sheet.rows.iter();
    rows.filter(|row| row.cells.iter().any(|cell| !is_blank(cell)))
        .collect()
}

fn numbers(rows: &[&Row]) -> Vec<u32> {
    rows.iter().map(|row| row.number).collect()
}

/// The tables of a sheet while they are read.
struct Tables<'a, 's> {
    grid: &'a Grid<'s>,
    tools: &'a Tools<'a>,
    under: Under,
    /// The head of the table at hand, and its rows so far.
    head: Head,
    rows: Vec<&'s Row>,
    any_tasks: bool,
}

impl Tables<'_, '_> {
    fn read(
        grid: &Grid,
        file: &Sheet,
        tools: &Tools,
        before: &mut Before,
        into: &mut Understood,
        read: &mut SheetRead,
    ) {
        let (rows, file_rows) = (filled(grid.sheet), filled(file));
        let reading = Reading {
            names: tools.names,
            rules: tools.rules,
        };
        let file = Grid::of(file);
        let Some((at, head, under)) = begin(&file, &file_rows, &reading, tools, before) else {
            read.outcome = Outcome::NoHead;
            return refuse(grid, &rows, Trouble::NoHead, into, read);
        };
        let head = corrected(head, &grid.sheet.name, tools.corrections);
        read.titles = numbers(rows.get(..at).unwrap_or_default());
        let mut tables = Tables {
            grid,
            tools,
            under,
            any_tasks: head.kind == HeadKind::Tasks,
            head,
            rows: Vec::new(),
        };
        let mut before_is_head = false;
        for (place, row) in rows.iter().enumerate().skip(at) {
            let of_head = tables.is_of_head(row, before_is_head);
            let below = file_rows
                .get(place..)
                .filter(|_| !of_head && head::is_head(row));
            let other = below.and_then(|below| head::find(&file, below, &reading));
            let other = other.filter(|(at, _)| *at == 0);
            before_is_head = of_head || other.is_some();
            match before_is_head {
                true => read.heads.push(row.number),
                false => tables.rows.push(row),
            }
            if let Some((_, other)) = other {
                tables.close(into, read);
                tables.any_tasks |= other.kind == HeadKind::Tasks;
                tables.head = corrected(other, &grid.sheet.name, tools.corrections);
            }
        }
        tables.close(into, read);
        if !tables.any_tasks {
            read.columns.clone_from(&tables.head.columns);
            read.outcome = Outcome::Indicators;
        }
        if tables.head.kind == HeadKind::Tasks {
            *before = Some((tables.head, tables.under));
        }
    }

    /// Whether a row is of the head at hand, repeats it, or counts the columns right below it.
    fn is_of_head(&self, row: &Row, below_head: bool) -> bool {
        let cells = row.cells.iter().map(|cell| cell.text.as_str());
        self.head.rows.contains(&row.number)
            || self.head.is_repeated(row)
            || below_head && counts_columns(cells)
    }

    /// Reads the rows of a table that has ended.
    fn close(&mut self, into: &mut Understood, read: &mut SheetRead) {
        let rows = std::mem::take(&mut self.rows);
        read.tables += 1;
        match self.head.kind {
            HeadKind::Indicators => {
                refuse(self.grid, &rows, Trouble::Indicators, into, read);
            }
            HeadKind::Tasks => {
                read.not_taken = self.head.not_taken(&rows);
                read.columns.clone_from(&self.head.columns);
                read.to_note.clone_from(&self.head.notes);
                table::read(
                    self.grid,
                    &rows,
                    &self.head,
                    self.tools,
                    &mut self.under,
                    into,
                );
            }
        }
    }
}

/// Where the first table begins, its head, and under which headings it stands.
fn begin(
    grid: &Grid,
    rows: &[&Row],
    reading: &Reading,
    tools: &Tools,
    before: &Before,
) -> Option<(usize, Head, Under)> {
    let sheet = grid.sheet;
    // Words that no head is known by may be named by the person.
    let named = || {
        let heads = named_heads(&sheet.name, tools.corrections);
        head::find_named(grid, rows, &heads, reading)
    };
    if let Some((at, head)) = head::find(grid, rows, reading).or_else(named) {
        return Some((at, head, Under::default()));
    }
    // A table of a text document that is broken over pages.
    let going_on = before.as_ref();
    if let Some((head, under)) = going_on.filter(|(head, _)| sheet.width == Some(head.width)) {
        return Some((0, head::going_on(head), under.clone()));
    }
    let head = head::without_head(rows, reading)?;
    Some((0, head, Under::default()))
}

/// One problem for all the rows of a table of which nothing is taken.
fn refuse(
    grid: &Grid,
    rows: &[&Row],
    reason: Trouble,
    into: &mut Understood,
    read: &mut SheetRead,
) {
    let Some((first, rest)) = rows.split_first() else {
        return;
    };
    into.problems.push(Problem {
        sheet: grid.sheet.name.clone(),
        row: first.number,
        column: None,
        text: row_text(first),
        reason,
    });
    read.unread.extend(numbers(rest));
}
