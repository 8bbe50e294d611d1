//! Finds the head of a table and the meanings of its columns.

use super::columns::{ColumnMeanings, ColumnQuestion};
use super::context::AnnexContext;
use super::grid::{Grid, is_blank};
use super::meaning::{HeadFit, Meaning, fits, is_exact};
use super::numbering::{is_column_numbering, list_marker};
use super::parsed::{AnnexAnswer, AnnexColumn, QuestionKind};
use crate::domain::text::{fold, squeezed};
use crate::sheets::workbook::{Cell, Row, SheetValue};

/// The rows, not counting blank ones, that are searched for a head.
const SEARCHED_ROWS: usize = 25;
/// The most characters of a head's cell.
const HEAD_CELL_MAX: usize = 160;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TableHead {
    /// Its rows: one or two, and one that numbers the columns.
    pub(super) rows: Vec<u32>,
    pub(super) columns: Vec<AnnexColumn>,
    pub(super) kind: HeadKind,
    pub(super) questions: Vec<ColumnQuestion>,
    /// Columns without a meaning that go into the note.
    pub(super) notes: Vec<u32>,
    /// Columns that are periods, with their names: a mark in one says that the task is due then.
    pub(super) periods: Vec<(u32, String)>,
    /// How many columns the table has.
    pub(super) width: u32,
    /// The texts of the heads, folded, by column.
    words: Vec<(u32, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadKind {
    Tasks,
    Indicators,
}

impl TableHead {
    pub(super) fn column(&self, meaning: Meaning) -> Option<u32> {
        let found = self
            .columns
            .iter()
            .find(|column| column.meaning == Some(meaning));
        found.map(|column| column.column)
    }

    /// The columns that are not blank in these rows and not imported.
    pub(super) fn not_taken(&self, rows: &[&Row]) -> Vec<u32> {
        let taken = |column: u32| {
            let mut periods = self.periods.iter();
            self.notes.contains(&column) || periods.any(|(period, _)| *period == column)
        };
        let columns = self.columns.iter();
        let free = columns.filter(|one| !one.meaning.is_some_and(Meaning::is_imported));
        let free = free.map(|one| one.column).filter(|column| !taken(*column));
        let holds = |column: &u32| {
            let mut cells = rows.iter().filter_map(|row| row.cell(*column));
            cells.any(|cell| !is_blank(cell))
        };
        free.filter(holds).collect()
    }

    pub(super) fn name(&self, column: u32) -> &str {
        let found = self.columns.iter().find(|known| known.column == column);
        found.map_or("", |column| column.head.as_str())
    }

    /// Whether a row repeats the head: most of its cells are the head's.
    pub(super) fn is_repeated(&self, row: &Row) -> bool {
        let (mut cells, mut same) = (0, 0);
        for cell in row.cells.iter().filter(|cell| !is_blank(cell)) {
            cells += 1;
            let head = self.words.iter().find(|(column, _)| *column == cell.column);
            if let Some((_, head)) = head
                && cell.text.len() <= HEAD_CELL_MAX * 3
            {
                let text = fold(&cell.text);
                same += usize::from(
                    !text.is_empty()
                        && (*head == text || head.split(" | ").any(|part| part == text)),
                );
            }
        }
        same >= 2 && same * 3 >= cells * 2
    }
}

/// The index of the first head among these rows, and the head.
pub(super) fn find(
    grid: &Grid,
    rows: &[&Row],
    context: &AnnexContext,
) -> Option<(usize, TableHead)> {
    let scores: Vec<i32> = rows
        .iter()
        .take(SEARCHED_ROWS)
        .map(|row| score(row))
        .collect();
    let best = scores.iter().copied().max().filter(|best| *best > 0)?;
    let at = scores.iter().position(|score| *score * 5 >= best * 4)?;
    Some((at, build(grid, rows, at, context)?))
}

/// The index of the first row with one of these head texts, folded, and the head that begins there.
pub(super) fn find_named(
    grid: &Grid,
    rows: &[&Row],
    heads: &[String],
    context: &AnnexContext,
) -> Option<(usize, TableHead)> {
    let names = |row: &&Row| {
        let cells = row
            .cells
            .iter()
            .filter(|cell| cell.text.len() <= HEAD_CELL_MAX * 3);
        let mut heads_there = cells.map(|cell| fold(&cell.text));
        heads_there.any(|text| heads.contains(&text))
    };
    let at = rows.iter().take(SEARCHED_ROWS).position(names)?;
    Some((at, build(grid, rows, at, context)?))
}

/// Whether a row is the head of another table.
pub(super) fn is_head(row: &Row) -> bool {
    let short = row
        .cells
        .iter()
        .filter(|cell| cell.value == SheetValue::Text && cell.text.len() <= HEAD_CELL_MAX);
    let exact = short.filter(|cell| is_exact(&fold(&cell.text))).count();
    exact >= 3 && score(row) > 0
}

/// How likely a row is a head; 0 where it is not one.
fn score(row: &Row) -> i32 {
    let mut found: Vec<(Meaning, i32)> = Vec::new();
    for cell in row.cells.iter().filter(|cell| !is_blank(cell)) {
        if matches!(cell.value, SheetValue::Day(_) | SheetValue::Number(_))
            || cell.text.chars().count() > HEAD_CELL_MAX
        {
            return 0;
        }
        let Some(HeadFit { meaning, score, .. }) = fits(&cell.text).first().copied() else {
            continue;
        };
        match found.iter_mut().find(|(known, _)| *known == meaning) {
            Some(known) => known.1 = known.1.max(score),
            None => found.push((meaning, score)),
        }
    }
    found.retain(|(_, score)| *score >= 55);
    let has = |wanted: &[Meaning]| found.iter().any(|(meaning, _)| wanted.contains(meaning));
    let about = has(&[
        Meaning::Text,
        Meaning::Lead,
        Meaning::Deadline,
        Meaning::Indicator,
    ]);
    if found.len() < 2 || !about {
        return 0;
    }
    found.iter().map(|(_, score)| score).sum()
}

/// The head that begins in that row.
fn build(grid: &Grid, rows: &[&Row], at: usize, context: &AnnexContext) -> Option<TableHead> {
    let (first, mut below) = rows.get(at..)?.split_first()?;
    let mut columns = columns_of(grid, first);
    let mut head_rows = vec![first.number];
    if let Some((second, rest)) = below.split_first()
        && is_lower_part(grid, first, second)
    {
        let cells = second.cells.iter().filter(|cell| !is_blank(cell));
        cells.for_each(|cell| add_lower(&mut columns, cell, grid, first));
        columns.sort_by_key(|column| column.column);
        head_rows.push(second.number);
        below = rest;
    }
    if let Some((counting, rest)) = below.split_first()
        && is_column_numbering(counting.cells.iter().map(|cell| cell.text.as_str()))
    {
        head_rows.push(counting.number);
        below = rest;
    }
    Some(with_meanings(head_rows, columns, below, context))
}

/// Adds a cell of a head's lower row to its column.
fn add_lower(columns: &mut Vec<AnnexColumn>, cell: &Cell, grid: &Grid, first: &Row) {
    let lower = squeezed(&cell.text);
    if let Some(column) = columns
        .iter_mut()
        .find(|column| column.column == cell.column)
    {
        column.head = format!("{} | {lower}", column.head);
        return;
    }
    let merged = grid.column_merge(first.number, cell.column);
    let merged = merged.and_then(|merge| first.cell(merge.first_column));
    // Without merged cells the upper part is at the left.
    let left = || {
        let mut cells = first.cells.iter().rev();
        cells.find(|upper| upper.column < cell.column)
    };
    let upper = merged.or_else(left).map(|upper| squeezed(&upper.text));
    columns.push(AnnexColumn {
        column: cell.column,
        head: format!("{} | {lower}", upper.unwrap_or_default()),
        meaning: None,
    });
}

/// The head of a table without one: its columns by their content.
pub(super) fn without_head(rows: &[&Row], context: &AnnexContext) -> Option<TableHead> {
    let cells = rows.iter().flat_map(|row| &row.cells);
    let last = cells.map(|cell| cell.column).max()?;
    let columns = (0..=last).map(|column| AnnexColumn {
        column,
        head: String::new(),
        meaning: None,
    });
    let head = with_meanings(Vec::new(), columns.collect(), rows, context);
    let says = |meaning| head.column(meaning).is_some();
    let known = says(Meaning::Text) && (says(Meaning::Lead) || says(Meaning::Deadline));
    (known && rows.len() >= 2).then_some(head)
}

/// The same head for a table that continues on the next page.
pub(super) fn continued(before: &TableHead) -> TableHead {
    TableHead {
        rows: Vec::new(),
        questions: Vec::new(),
        ..before.clone()
    }
}

fn columns_of(grid: &Grid, row: &Row) -> Vec<AnnexColumn> {
    let filled = row.cells.iter().filter(|cell| !is_blank(cell));
    let own = filled.map(|cell| (cell.column, cell));
    let own: Vec<(u32, &Cell)> = own.collect();
    let last = own.iter().map(|(column, _)| *column).max().unwrap_or(0);
    let free = (0..=last).filter(|column| own.iter().all(|(known, _)| known != column));
    // A head may be merged with the title above it.
    let above = free.filter_map(|column| {
        let cell = grid.merged_from_above(row.number, column)?;
        let head = grid.column_merge(row.number, column).is_none()
            && cell.text.chars().count() <= HEAD_CELL_MAX
            && !fits(&cell.text).is_empty();
        head.then_some((column, cell))
    });
    let mut columns: Vec<AnnexColumn> = own
        .iter()
        .copied()
        .chain(above)
        .map(|(column, cell)| AnnexColumn {
            column,
            head: squeezed(&cell.text),
            meaning: None,
        })
        .collect();
    columns.sort_by_key(|column| column.column);
    columns
}

/// Whether a row is the lower part of a head.
fn is_lower_part(grid: &Grid, first: &Row, second: &Row) -> bool {
    let cells: Vec<&Cell> = second.cells.iter().filter(|cell| !is_blank(cell)).collect();
    let short = |cell: &&Cell| {
        cell.text.chars().count() <= 60
            && cell.value == SheetValue::Text
            && list_marker(&cell.text).is_none()
    };
    if cells.len() < 2 || !cells.iter().all(short) {
        return false;
    }
    let last = first
        .cells
        .iter()
        .map(|cell| cell.column)
        .max()
        .unwrap_or(0);
    let above = |column: u32| first.cell(column).filter(|cell| !is_blank(cell));
    let below = |cell: &&Cell| {
        let column = cell.column;
        let merged = grid
            .column_merge(first.number, column)
            .is_some_and(|merge| merge.last_row == first.number);
        let opens = above(column).is_some()
            && column < last
            && above(column + 1).is_none()
            && second.cell(column + 1).is_some();
        merged || opens || above(column).is_none()
    };
    cells.iter().all(below) && cells.iter().any(|cell| cell.column <= last)
}

/// Finds the meanings of these columns and builds the head.
fn with_meanings(
    rows: Vec<u32>,
    columns: Vec<AnnexColumn>,
    body: &[&Row],
    context: &AnnexContext,
) -> TableHead {
    let columns = ColumnMeanings::of(columns, body, context);
    let kind = match columns.are_indicators() {
        true => HeadKind::Indicators,
        false => HeadKind::Tasks,
    };
    let mut notes = columns.to_note();
    let periods = columns.periods(context.rules);
    let (columns, questions) = columns.finish();
    for (asked, ask, choices) in &questions {
        let others = choices.iter().filter_map(|choice| match (ask, choice) {
            (QuestionKind::Which(_), AnnexAnswer::Column(column)) if column != asked => {
                Some(*column)
            }
            _ => None,
        });
        notes.extend(others);
    }
    notes.sort_unstable();
    notes.dedup();
    let last = columns.iter().map(|column| column.column).max();
    let words = columns
        .iter()
        .map(|column| (column.column, fold(&column.head)));
    TableHead {
        rows,
        kind,
        questions,
        notes,
        periods,
        width: last.map_or(0, |last| last + 1),
        words: words.collect(),
        columns,
    }
}
