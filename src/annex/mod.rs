//! An annex of a plan: sheets of cells into tasks, headings, questions, and what is not understood.
//!
//! Pure: what the plan's file knows is handed in, what a person corrects is handed in, and nothing is
//! written. A head is found by its words and by what stands below it (`head`); a row is judged by its
//! number, by what its cells hold and by the rows around it (`rows`); what is not understood is never
//! guessed, and no row is lost.

mod area;
pub mod compare;
mod dates;
mod grid;
mod head;
pub mod meaning;
mod numbering;
mod rows;
mod table;
pub mod understood;
pub mod units;

use crate::domain::area::{Area, Section};
use crate::domain::day::Day;
use crate::domain::deadline::DeadlineRules;
use crate::domain::text::fold;
use crate::domain::unit::Unit;
use crate::sheets::workbook::{Cell, Row, Sheet, Workbook};
use grid::{Grid, is_blank};
use head::{Head, HeadKind, Reading};
use meaning::Meaning;
use understood::{
    Ask, Choice, Column, ColumnChoice, ColumnName, Corrections, GenericLead, Outcome, Problem,
    SheetRead, Trouble, Understood, UnknownUnit, Warning,
};
use units::Names;

/// What the plan's file knows, which an annex is read against.
#[derive(Clone, Copy, Debug)]
pub struct Known<'k> {
    /// The plan's year, and how "trước" is read; always as a document.
    pub rules: DeadlineRules,
    pub issued_on: Option<Day>,
    pub units: &'k [Unit],
    pub areas: &'k [Area],
    pub sections: &'k [Section],
}

/// Understands a workbook.
pub fn understand(workbook: &Workbook, known: &Known, corrections: &Corrections) -> Understood {
    let changed = with_cells(workbook, corrections);
    let workbook = changed.as_ref().unwrap_or(workbook);
    let names = Names::of(known.units);
    let tools = table::Tools {
        names: &names,
        rules: &known.rules,
        issued_on: known.issued_on,
        places: area::Places {
            areas: known.areas,
            sections: known.sections,
        },
        corrections,
    };
    let mut into = Understood::default();
    let mut before: Option<(Head, table::Under)> = None;
    for sheet in &workbook.sheets {
        let outcome = wanted(sheet, corrections);
        let read = match outcome {
            Some(outcome) => SheetRead {
                outcome,
                unread: numbers(&filled(sheet)),
                ..empty(sheet)
            },
            None => read_sheet(sheet, &tools, &mut before, &mut into),
        };
        into.sheets.push(read);
    }
    superseded(&mut into, workbook);
    table::duplicates(&mut into.tasks);
    list_units(&mut into, &names);
    into
}

/// The workbook with what a person has written into cells; `None` where that is nothing.
fn with_cells(workbook: &Workbook, corrections: &Corrections) -> Option<Workbook> {
    if corrections.cells.is_empty() {
        return None;
    }
    let mut changed = workbook.clone();
    for ((name, number, column), text) in &corrections.cells {
        let sheet = changed.sheets.iter_mut().find(|sheet| sheet.name == *name);
        let row = sheet.and_then(|sheet| sheet.rows.iter_mut().find(|row| row.number == *number));
        let Some(row) = row else {
            continue;
        };
        let new = Cell::text(*column, text);
        match row.cells.binary_search_by_key(column, |cell| cell.column) {
            Ok(at) => {
                if let Some(cell) = row.cells.get_mut(at) {
                    *cell = Cell {
                        bold: cell.bold,
                        ..new
                    };
                }
            }
            Err(at) => row.cells.insert(at, new),
        }
    }
    Some(changed)
}

/// Why a sheet is not read.
fn wanted(sheet: &Sheet, corrections: &Corrections) -> Option<Outcome> {
    let asked = corrections
        .sheets
        .iter()
        .any(|name| fold(name) == fold(&sheet.name));
    if !corrections.sheets.is_empty() && !asked {
        return Some(Outcome::NotAsked);
    }
    if sheet.hidden && !asked {
        return Some(Outcome::Hidden);
    }
    filled(sheet).is_empty().then_some(Outcome::Empty)
}

fn empty(sheet: &Sheet) -> SheetRead {
    SheetRead {
        name: sheet.name.clone(),
        outcome: Outcome::Tasks,
        columns: Vec::new(),
        titles: Vec::new(),
        heads: Vec::new(),
        unread: Vec::new(),
    }
}

/// The rows that show something.
fn filled(sheet: &Sheet) -> Vec<&Row> {
    let rows = sheet.rows.iter();
    rows.filter(|row| row.cells.iter().any(|cell| !is_blank(cell)))
        .collect()
}

fn numbers(rows: &[&Row]) -> Vec<u32> {
    rows.iter().map(|row| row.number).collect()
}

fn read_sheet(
    sheet: &Sheet,
    tools: &table::Tools,
    before: &mut Option<(Head, table::Under)>,
    into: &mut Understood,
) -> SheetRead {
    let grid = Grid::of(sheet);
    let rows = filled(sheet);
    let reading = Reading {
        names: tools.names,
        rules: tools.rules,
    };
    let mut read = empty(sheet);
    let mut under = table::Under::default();
    // Words that no head is known by may be named by the person.
    let named = named_heads(sheet, tools.corrections);
    let found = head::find(&grid, &rows, &reading)
        .or_else(|| head::find_named(&grid, &rows, &named, &reading));
    let (at, head) = match found {
        Some(found) => found,
        None => match before
            .as_ref()
            .filter(|(head, _)| sheet.width == Some(head.width))
        {
            // A table of a text document that is broken over pages.
            Some((head, above)) => {
                under = above.clone();
                (0, head::going_on(head))
            }
            None => match head::without_head(&rows, &reading) {
                Some(head) => (0, head),
                None => return no_tasks(sheet, &rows, read, Outcome::NoHead, into),
            },
        },
    };
    let mut head = corrected(head, sheet, tools.corrections);
    read.titles = numbers(rows.get(..at).unwrap_or_default());
    let mut from = at;
    let mut table: Vec<&Row> = Vec::new();
    let mut indicators = head.kind == HeadKind::Indicators;
    let mut any_tasks = !indicators;
    while let Some(row) = rows.get(from) {
        let repeated = head.is_repeated(row);
        let counts = from > at
            && read.heads.last()
                == from
                    .checked_sub(1)
                    .and_then(|before| rows.get(before))
                    .map(|row| &row.number)
            && numbering::counts_columns(row.cells.iter().map(|cell| cell.text.as_str()));
        if head.rows.contains(&row.number) || repeated || counts {
            read.heads.push(row.number);
        } else if head::is_head(row)
            && let Some((_, other)) =
                head::find(&grid, rows.get(from..).unwrap_or_default(), &reading)
                    .filter(|(at, _)| *at == 0)
        {
            close(
                &grid, &mut table, &head, indicators, tools, &mut under, into, &mut read,
            );
            head = corrected(other, sheet, tools.corrections);
            indicators = head.kind == HeadKind::Indicators;
            any_tasks |= !indicators;
            read.heads.push(row.number);
        } else {
            table.push(row);
        }
        from += 1;
    }
    close(
        &grid, &mut table, &head, indicators, tools, &mut under, into, &mut read,
    );
    read.columns.clone_from(&head.columns);
    if !any_tasks {
        read.outcome = Outcome::Indicators;
    }
    if head.kind == HeadKind::Tasks {
        *before = Some((head, under));
    }
    read
}

/// Reads the rows of a table that has ended.
#[allow(clippy::too_many_arguments)]
fn close(
    grid: &Grid,
    table: &mut Vec<&Row>,
    head: &Head,
    indicators: bool,
    tools: &table::Tools,
    under: &mut table::Under,
    into: &mut Understood,
    read: &mut SheetRead,
) {
    let rows = std::mem::take(table);
    if indicators {
        refuse(grid.sheet, &rows, Trouble::Indicators, into, read);
    } else {
        table::read(grid, &rows, head, tools, under, into);
    }
}

/// One problem for all the rows of a table of which nothing is taken.
fn refuse(
    sheet: &Sheet,
    rows: &[&Row],
    reason: Trouble,
    into: &mut Understood,
    read: &mut SheetRead,
) {
    let Some((first, rest)) = rows.split_first() else {
        return;
    };
    into.problems.push(Problem {
        sheet: sheet.name.clone(),
        row: first.number,
        column: None,
        text: table::row_text(first),
        reason,
    });
    read.unread.extend(numbers(rest));
}

fn no_tasks(
    sheet: &Sheet,
    rows: &[&Row],
    mut read: SheetRead,
    outcome: Outcome,
    into: &mut Understood,
) -> SheetRead {
    refuse(sheet, rows, Trouble::NoHead, into, &mut read);
    read.outcome = outcome;
    read
}

/// The heads that a person names in a sheet, folded.
fn named_heads(sheet: &Sheet, corrections: &Corrections) -> Vec<String> {
    let here = |choice: &&ColumnChoice| {
        let of = choice.sheet.as_ref();
        of.is_none_or(|name| fold(name) == fold(&sheet.name))
    };
    let choices = corrections.columns.iter().filter(here);
    choices
        .filter_map(|choice| match &choice.column {
            ColumnName::Head(words) => Some(fold(words)),
            ColumnName::At(_) => None,
        })
        .collect()
}

/// The head with the meanings that a person gives its columns.
fn corrected(mut head: Head, sheet: &Sheet, corrections: &Corrections) -> Head {
    let mut changes: Vec<(u32, Option<Meaning>)> = Vec::new();
    for choice in &corrections.columns {
        let here = choice
            .sheet
            .as_ref()
            .is_none_or(|name| fold(name) == fold(&sheet.name));
        let column = match &choice.column {
            ColumnName::At(column) => Some(*column),
            ColumnName::Head(words) => {
                let wanted = fold(words);
                let known = head
                    .columns
                    .iter()
                    .find(|column| fold(&column.head) == wanted);
                known.map(|column| column.column)
            }
        };
        if let (true, Some(column)) = (here, column) {
            changes.push((column, choice.meaning));
        }
    }
    // Answers to questions about columns are such choices too.
    for (column, ask, _) in &head.questions {
        let answers = corrections.answers.get(&(sheet.name.clone(), *column));
        for answer in answers.into_iter().flatten() {
            match (ask, answer) {
                (Ask::Which(meaning), Choice::Column(chosen)) => {
                    changes.push((*chosen, Some(*meaning)))
                }
                (Ask::Is(_), Choice::No) => changes.push((*column, None)),
                _ => {}
            }
        }
    }
    for (column, meaning) in changes {
        for known in &mut head.columns {
            if known.meaning == meaning && meaning.is_some() && known.column != column {
                known.meaning = None;
            }
        }
        match head.columns.iter_mut().find(|known| known.column == column) {
            Some(known) => known.meaning = meaning,
            None => head.columns.push(Column {
                column,
                head: String::new(),
                meaning,
            }),
        }
        head.notes.retain(|note| *note != column);
        head.questions.retain(|(asked, ask, _)| {
            let settled =
                matches!(ask, Ask::Which(asked) | Ask::Is(asked) if Some(*asked) == meaning);
            !settled && (*asked != column || matches!(ask, Ask::Days))
        });
        if meaning == Some(Meaning::Text) {
            head.kind = HeadKind::Tasks;
        }
        if meaning == Some(Meaning::Deadline) {
            head.questions.retain(|(_, ask, _)| *ask != Ask::Days);
        }
    }
    head
}

/// Of entries with the same code and the same text the newest counts, where a column says when each was
/// made.
fn superseded(into: &mut Understood, workbook: &Workbook) {
    let mut newest: std::collections::HashMap<(String, String), (usize, Day)> =
        std::collections::HashMap::new();
    let mut older: Vec<(usize, u32)> = Vec::new();
    let columns: std::collections::HashMap<&str, Option<u32>> = into
        .sheets
        .iter()
        .map(|sheet| {
            let says =
                |column: &&Column| matches!(fold(&column.head).as_str(), "ngay tao" | "created");
            let column = sheet.columns.iter().find(says);
            (sheet.name.as_str(), column.map(|column| column.column))
        })
        .collect();
    for (at, task) in into.tasks.iter().enumerate() {
        let Some(code) = &task.code else {
            continue;
        };
        let column = columns.get(task.sheet.as_str()).copied().flatten();
        let Some(made) = column.and_then(|column| made_on(workbook, task, column)) else {
            continue;
        };
        let beginning: String = fold(task.text.trim_end_matches(['…', '.']))
            .chars()
            .take(40)
            .collect();
        match newest.get_mut(&(fold(code), beginning.clone())) {
            None => {
                newest.insert((fold(code), beginning), (at, made));
            }
            Some((other, day)) => {
                let (old, new) = if made >= *day {
                    (*other, at)
                } else {
                    (at, *other)
                };
                older.push((old, into.tasks.get(new).map_or(0, |task| task.row)));
                (*other, *day) = (new, made.max(*day));
            }
        }
    }
    older.sort_unstable();
    for (at, by) in older.into_iter().rev() {
        let task = into.tasks.remove(at);
        into.problems.push(Problem {
            sheet: task.sheet,
            row: task.row,
            column: None,
            text: task.text,
            reason: Trouble::Superseded(by),
        });
    }
}

/// When an entry was made, by the column that says so.
fn made_on(workbook: &Workbook, task: &understood::AnnexTask, column: u32) -> Option<Day> {
    let sheet = workbook
        .sheets
        .iter()
        .find(|sheet| sheet.name == task.sheet)?;
    let at = sheet
        .rows
        .binary_search_by_key(&task.row, |row| row.number)
        .ok()?;
    let cell = sheet.rows.get(at)?.cell(column)?;
    match cell.value {
        crate::sheets::workbook::Value::Day(day) => Some(day.day),
        _ => Day::parse_from_str(cell.text.trim(), "%d/%m/%Y").ok(),
    }
}

/// The names that nobody knows and the leads that mean many, each once with its rows.
fn list_units(into: &mut Understood, names: &Names) {
    let (mut unknown, mut generic): (Vec<UnknownUnit>, Vec<GenericLead>) = (Vec::new(), Vec::new());
    let mut seen: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    let mut seen_generic: std::collections::HashMap<String, usize> =
        std::collections::HashMap::new();
    for task in &into.tasks {
        let place = (task.sheet.clone(), task.row);
        for warning in &task.warnings {
            match warning {
                Warning::UnknownUnit(text) => {
                    let at = *seen.entry(fold(text)).or_insert_with(|| {
                        unknown.push(UnknownUnit {
                            text: text.clone(),
                            rows: Vec::new(),
                            nearest: names.nearest(text).map(|unit| unit.abbreviation.clone()),
                        });
                        unknown.len() - 1
                    });
                    if let Some(known) = unknown.get_mut(at) {
                        known.rows.push(place.clone());
                    }
                }
                Warning::GenericLead(text) => {
                    let at = *seen_generic.entry(fold(text)).or_insert_with(|| {
                        generic.push(GenericLead {
                            text: text.clone(),
                            rows: Vec::new(),
                        });
                        generic.len() - 1
                    });
                    if let Some(known) = generic.get_mut(at) {
                        known.rows.push(place.clone());
                    }
                }
                _ => {}
            }
        }
    }
    into.unknown_units = unknown;
    into.generic_leads = generic;
}
