//! Splits a sheet into tables, each with its head.

use super::cell_text::row_text;
use super::context::AnnexContext;
use super::corrections::{corrected, named_heads};
use super::grid::{Grid, is_blank};
use super::head::{self, HeadKind, TableHead};
use super::numbering::is_column_numbering;
use super::parsed::{
    AnnexProblem, Corrections, ParsedAnnex, ParsedSheet, ProblemReason, SheetOutcome,
};
use super::table;
use super::task::HeadingContext;
use crate::domain::text::fold;
use crate::sheets::workbook::{Cell, Row, Sheet, SheetValue};

/// The head of the previous sheet's last table, and the headings in effect at its end.
pub(super) type PreviousTable = Option<(TableHead, HeadingContext)>;

/// Parses a sheet into `into`. `file` is the sheet without edited cells, by which heads are found.
pub(super) fn read(
    sheet: &Sheet,
    file: &Sheet,
    context: &AnnexContext,
    before: &mut PreviousTable,
    into: &mut ParsedAnnex,
) {
    let mut read = ParsedSheet {
        outcome: outcome(sheet, context.corrections),
        ..ParsedSheet::named(&sheet.name)
    };
    if read.outcome == SheetOutcome::Tasks {
        let grid = Grid::of(sheet);
        Tables::read(&grid, file, context, before, into, &mut read);
    } else {
        read.unread = numbers(&filled(sheet));
    }
    into.sheets.push(read);
}

/// What is known before the cells are parsed.
fn outcome(sheet: &Sheet, corrections: &Corrections) -> SheetOutcome {
    let mut asked = corrections.sheets.iter();
    let asked = asked.any(|name| fold(name) == fold(&sheet.name));
    if !corrections.sheets.is_empty() && !asked {
        SheetOutcome::NotAsked
    } else if sheet.hidden && !asked {
        SheetOutcome::Hidden
    } else if filled(sheet).is_empty() {
        SheetOutcome::Empty
    } else if is_sums(&filled(sheet)) {
        SheetOutcome::Sums
    } else {
        SheetOutcome::Tasks
    }
}

/// Whether it is a summary: a head with a total, and below it names with nothing but figures.
fn is_sums(rows: &[&Row]) -> bool {
    let is_head = |row: &Row| {
        let is_total = |cell: &Cell| TOTALS.contains(&fold(&cell.text).as_str());
        row.cells.len() >= 4 && row.cells.iter().any(is_total)
    };
    let figure = |cell: &&Cell| {
        matches!(cell.value, SheetValue::Number(_)) || !cell.text.contains(char::is_alphabetic)
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

/// Heads of a column of totals, folded.
const TOTALS: [&str; 3] = ["tong so", "tong cong", "total"];

/// The rows that are not blank.
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
    context: &'a AnnexContext<'a>,
    under: HeadingContext,
    /// The head of the current table, and its rows so far.
    head: TableHead,
    rows: Vec<&'s Row>,
    any_tasks: bool,
}

impl Tables<'_, '_> {
    fn read(
        grid: &Grid,
        file: &Sheet,
        context: &AnnexContext,
        before: &mut PreviousTable,
        into: &mut ParsedAnnex,
        read: &mut ParsedSheet,
    ) {
        let (rows, file_rows) = (filled(grid.sheet), filled(file));
        let file = Grid::of(file);
        let Some((at, head, under)) = first_table(&file, &file_rows, context, before) else {
            read.outcome = SheetOutcome::NoHead;
            return reject(grid, &rows, ProblemReason::NoHead, into, read);
        };
        let head = corrected(head, &grid.sheet.name, context.corrections);
        read.titles = numbers(rows.get(..at).unwrap_or_default());
        let mut tables = Tables {
            grid,
            context,
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
            let other = below.and_then(|below| head::find(&file, below, context));
            let other = other.filter(|(at, _)| *at == 0);
            before_is_head = of_head || other.is_some();
            match before_is_head {
                true => read.heads.push(row.number),
                false => tables.rows.push(row),
            }
            if let Some((_, other)) = other {
                tables.close(into, read);
                tables.any_tasks |= other.kind == HeadKind::Tasks;
                tables.head = corrected(other, &grid.sheet.name, context.corrections);
            }
        }
        tables.close(into, read);
        if !tables.any_tasks {
            read.columns.clone_from(&tables.head.columns);
            read.outcome = SheetOutcome::Indicators;
        }
        if tables.head.kind == HeadKind::Tasks {
            *before = Some((tables.head, tables.under));
        }
    }

    /// Whether a row belongs to the current head, repeats it, or numbers the columns right below it.
    fn is_of_head(&self, row: &Row, below_head: bool) -> bool {
        let cells = row.cells.iter().map(|cell| cell.text.as_str());
        self.head.rows.contains(&row.number)
            || self.head.is_repeated(row)
            || below_head && is_column_numbering(cells)
    }

    /// Reads the rows of a table that has ended.
    fn close(&mut self, into: &mut ParsedAnnex, read: &mut ParsedSheet) {
        let rows = std::mem::take(&mut self.rows);
        read.tables += 1;
        match self.head.kind {
            HeadKind::Indicators => {
                reject(self.grid, &rows, ProblemReason::Indicators, into, read);
            }
            HeadKind::Tasks => {
                read.not_taken = self.head.not_taken(&rows);
                read.columns.clone_from(&self.head.columns);
                read.to_note.clone_from(&self.head.notes);
                table::read(
                    self.grid,
                    &rows,
                    &self.head,
                    self.context,
                    &mut self.under,
                    into,
                );
            }
        }
    }
}

/// The index of the first table's first row, its head, and the headings in effect.
fn first_table(
    grid: &Grid,
    rows: &[&Row],
    context: &AnnexContext,
    before: &PreviousTable,
) -> Option<(usize, TableHead, HeadingContext)> {
    let sheet = grid.sheet;
    // The person may have named a head that is not recognised.
    let named = || {
        let heads = named_heads(&sheet.name, context.corrections);
        head::find_named(grid, rows, &heads, context)
    };
    if let Some((at, head)) = head::find(grid, rows, context).or_else(named) {
        return Some((at, head, HeadingContext::default()));
    }
    // A table of a text document continues on the next page.
    let going_on = before.as_ref();
    if let Some((head, under)) = going_on.filter(|(head, _)| sheet.width == Some(head.width)) {
        return Some((0, head::continued(head), under.clone()));
    }
    let head = head::without_head(rows, context)?;
    Some((0, head, HeadingContext::default()))
}

/// Reports one problem for a table that is not parsed.
fn reject(
    grid: &Grid,
    rows: &[&Row],
    reason: ProblemReason,
    into: &mut ParsedAnnex,
    read: &mut ParsedSheet,
) {
    let Some((first, rest)) = rows.split_first() else {
        return;
    };
    into.problems.push(AnnexProblem {
        sheet: grid.sheet.name.clone(),
        row: first.number,
        column: None,
        text: row_text(first),
        reason,
    });
    read.unread.extend(numbers(rest));
}
