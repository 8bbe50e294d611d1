//! Updates a parsed annex after a person edits cells, answers a question or decides about a unit, without
//! parsing every row again.

use super::cell_text::{is_ditto, squeezed_lines};
use super::classify::points_below;
use super::context::PlanContext;
use super::dates::{self, DateColumn, ParsedDeadline};
use super::meaning::{Meaning, is_exact};
use super::parsed::{
    AnnexAnswer, AnnexTask, Corrections, ParsedAnnex, ParsedSheet, RowId, Warning,
};
use super::task::{resolve_units, set_deadline};
use super::{duplicates, table};
use crate::domain::text::{LINE_MAX, TextShape, clean, fold};
use crate::sheets::workbook::{Cell, Row, Sheet, SheetValue, Workbook};
use std::collections::{HashMap, HashSet};

/// A text for the cells of a column in some rows of a sheet.
pub struct CellEdit<'r> {
    pub rows: &'r [RowId],
    pub column: u32,
    pub text: &'r str,
}

/// Applies an edit and returns the indices of the tasks that have changed; `corrections` are those without
/// it. `None`, with nothing changed, where other rows may depend on the cells, so that everything must be
/// parsed again.
pub fn apply_edit(
    understood: &mut ParsedAnnex,
    workbook: &Workbook,
    known: &PlanContext,
    corrections: &Corrections,
    what: &CellEdit,
) -> Option<Vec<usize>> {
    let (sheet, _) = what.rows.first()?;
    let read = understood.sheet(sheet)?;
    let mut columns = read.columns.iter().filter(|_| read.tables == 1);
    let own = EditedColumn {
        understood,
        read,
        file: workbook.sheet(sheet)?,
        corrections,
        meaning: columns.find(|known| known.column == what.column)?.meaning?,
        column: what.column,
    };
    let text = clean(&squeezed_lines(what.text), TextShape::Lines).text;
    let tasks = own.tasks(&text, what.rows)?;
    if own.meaning == Meaning::Deadline && !own.keeps_other_deadlines(what.rows) {
        return None;
    }
    let (meaning, expects_lead) = (own.meaning, own.read.has(Meaning::Lead));
    let names = known.names();
    let cell = Cell::text(what.column, text.as_str());
    let dated = dates::read(&cell, &DateColumn::default(), &known.rules, known.issued_on);
    for at in &tasks {
        let Some(task) = understood.tasks.get_mut(*at) else {
            continue;
        };
        match meaning {
            Meaning::Product => task.product = Some(text.clone()),
            Meaning::Deadline => {
                task.warnings.retain(|warning| !warning.is_about_deadline());
                set_deadline(task, dated.clone());
            }
            Meaning::Lead => task.lead_text = Some(text.clone()),
            _ => task.coordinating_text = Some(text.clone()),
        }
        if matches!(meaning, Meaning::Lead | Meaning::Coordinating) {
            task.warnings.retain(|warning| !warning.is_about_units());
            resolve_units(task, &names, expects_lead);
        }
    }
    if matches!(meaning, Meaning::Lead | Meaning::Coordinating) {
        duplicates::collect_unit_names(understood, &names);
    }
    Some(tasks)
}

/// Applies an answer to a question about the dates of a column, which `corrections` already hold, and returns
/// the indices of the tasks that have changed. `None`, with nothing changed, where everything must be parsed
/// again.
pub fn apply_answer(
    understood: &mut ParsedAnnex,
    workbook: &Workbook,
    known: &PlanContext,
    corrections: &Corrections,
    (sheet, column): (&str, u32),
    choice: AnnexAnswer,
) -> Option<Vec<usize>> {
    // Other answers change what a column means.
    if !matches!(choice, AnnexAnswer::Order(_) | AnnexAnswer::First(_)) {
        return None;
    }
    let (read, file) = (understood.sheet(sheet)?, workbook.sheet(sheet)?);
    let mut columns = read.columns.iter().filter(|_| read.tables == 1);
    let meaning = columns.find(|known| known.column == column)?.meaning?;
    if meaning != Meaning::Deadline {
        return None;
    }
    let above = read.titles.last().copied().unwrap_or_default();
    let of_table = |row: &&Row| row.number > above && !read.heads.contains(&row.number);
    let dates = table::date_column(
        file.rows.iter().filter(of_table),
        sheet,
        column,
        corrections,
    );
    let read = |cell: &Cell| dates::read(cell, &dates, &known.rules, known.issued_on);
    let changed = changed_deadlines(understood, file, column, read)?;
    let answers: HashSet<AnnexAnswer> = corrections.answers_to(sheet, column).collect();
    understood.questions.retain(|question| {
        let here = question.sheet == sheet && question.column == column;
        let mut choices = question.choices.iter();
        !here || !choices.any(|choice| answers.contains(choice))
    });
    let mut places = Vec::with_capacity(changed.len());
    for (at, dated) in changed {
        if let Some(task) = understood.tasks.get_mut(at) {
            task.warnings.retain(|warning| !warning.is_about_deadline());
            set_deadline(task, dated);
            places.push(at);
        }
    }
    Some(places)
}

/// The indices of a sheet's tasks whose dates wait for an answer, each with its deadline now; `None` where
/// one of the deadlines is not from the task's own cell alone.
fn changed_deadlines(
    understood: &ParsedAnnex,
    file: &Sheet,
    column: u32,
    read: impl Fn(&Cell) -> ParsedDeadline,
) -> Option<Vec<(usize, ParsedDeadline)>> {
    let tasks = understood.tasks.iter().enumerate();
    let doubtful = tasks.filter(|(_, task)| task.sheet == file.name && is_doubtful(task));
    let mut cells: HashMap<&str, Vec<(&Cell, ParsedDeadline)>> = HashMap::new();
    let changed = doubtful.map(|(at, task)| {
        let own = !task.warnings.iter().any(is_not_from_own_cell);
        let cell = file.row(task.row)?.cell(column).filter(|_| own)?;
        // Most dates occur in several cells.
        let alike = cells.entry(&cell.text).or_default();
        let known_day = alike.iter().find(|(known, _)| known.value == cell.value);
        let dated = match known_day {
            Some((_, dated)) => dated.clone(),
            None => {
                let dated = read(cell);
                alike.push((cell, dated.clone()));
                dated
            }
        };
        Some((at, dated))
    });
    changed.collect()
}

/// Whether the date of a task waits for an answer.
fn is_doubtful(task: &AnnexTask) -> bool {
    let asked = |one: &Warning| matches!(one, Warning::MaybeSwapped | Warning::MaybeMonth);
    task.warnings.iter().any(asked)
}

fn is_not_from_own_cell(warning: &Warning) -> bool {
    match warning {
        Warning::Inherited(part) | Warning::Ditto(part) => *part == Meaning::Deadline,
        Warning::ContinuedIn(_) => true,
        _ => false,
    }
}

/// Resolves the units again of all tasks with an unknown name; returns their indices.
pub fn resolve_units_again(understood: &mut ParsedAnnex, known: &PlanContext) -> Vec<usize> {
    let names = known.names();
    let ParsedAnnex { sheets, tasks, .. } = understood;
    let mut changed = Vec::new();
    for (at, task) in tasks.iter_mut().enumerate() {
        let unknown =
            |one: &Warning| matches!(one, Warning::UnknownUnit(_) | Warning::RetiredUnit(_));
        if task.warnings.iter().any(unknown) {
            let mut sheets = sheets.iter();
            let read = sheets.find(|read| read.name == task.sheet);
            let expected = read.is_some_and(|read| read.has(Meaning::Lead));
            task.warnings.retain(|warning| !warning.is_about_units());
            resolve_units(task, &names, expected);
            changed.push(at);
        }
    }
    duplicates::collect_unit_names(understood, &names);
    changed
}

/// A column whose cells are edited.
struct EditedColumn<'a> {
    understood: &'a ParsedAnnex,
    read: &'a ParsedSheet,
    file: &'a Sheet,
    corrections: &'a Corrections,
    meaning: Meaning,
    column: u32,
}

impl EditedColumn<'_> {
    /// The indices of the tasks of these rows, if no other task depends on the text.
    fn tasks(&self, text: &str, rows: &[RowId]) -> Option<Vec<usize>> {
        let own_part = matches!(
            self.meaning,
            Meaning::Lead | Meaning::Coordinating | Meaning::Deadline | Meaning::Product
        );
        if !own_part || !is_plain(text) || self.is_head(text) {
            return None;
        }
        let merged: HashSet<u32> = self.file.merged_rows(self.column).collect();
        let tasks = &self.understood.tasks;
        // The tasks of a sheet are adjacent and sorted by row.
        let first = tasks.iter().position(|task| task.sheet == self.file.name)?;
        let here = tasks.get(first..).unwrap_or_default();
        let of_row = |row: u32| {
            let at = here.partition_point(|task| task.sheet == self.file.name && task.row < row);
            let there = here.get(at)?;
            (there.sheet == self.file.name && there.row == row).then_some(first + at)
        };
        let says = |warning: &Warning| *warning == Warning::Ditto(self.meaning);
        let last_ditto = tasks
            .iter()
            .rposition(|task| task.warnings.iter().any(says));
        // Most cells have the same text.
        let mut last = None;
        let found = rows.iter().map(|(_, row)| {
            let at = of_row(*row)?;
            let alone = !merged.contains(row) && last_ditto.is_none_or(|ditto| ditto < at);
            let cell = self.cell(*row)?;
            let plain = last == Some(cell) || is_plain(cell);
            last = Some(cell).filter(|_| plain);
            (alone && plain && self.is_independent(at)).then_some(at)
        });
        let found: Vec<usize> = found.collect::<Option<_>>()?;
        let shares_text_with_other = |at: &usize| self.understood.same_text.contains(at);
        let same_text = self.meaning == Meaning::Lead && found.iter().any(shares_text_with_other);
        (!same_text).then_some(found)
    }

    /// Whether a text makes its row look like a head.
    fn is_head(&self, text: &str) -> bool {
        let text = fold(text);
        let heads = self
            .read
            .columns
            .iter()
            .flat_map(|column| column.head.split(" | "));
        is_exact(&text) || heads.map(fold).any(|head| head == text)
    }

    /// The present text of the cell in a row; `None` for a formula.
    fn cell(&self, row: u32) -> Option<&str> {
        let written = self
            .corrections
            .edited_text(&self.file.name, row, self.column);
        written.or_else(|| {
            let cell = self.file.row(row)?.cell(self.column)?;
            (cell.value != SheetValue::Formula).then_some(cell.text.as_str())
        })
    }

    /// Whether a task has its value from its own row alone, and the next task does not inherit it.
    fn is_independent(&self, at: usize) -> bool {
        let elsewhere = Warning::Inherited(self.meaning);
        let inherits = |task: &AnnexTask| task.warnings.contains(&elsewhere);
        let goes_on = |warning: &Warning| matches!(warning, Warning::ContinuedIn(_));
        let both = self.understood.tasks.get(at..).unwrap_or_default();
        let alone = both
            .first()
            .is_some_and(|task| !task.warnings.iter().any(goes_on));
        alone && !both.iter().take(2).any(inherits)
    }

    /// Whether the other dates of the column are still read in the same way: the edited cells no longer count.
    fn keeps_other_deadlines(&self, rows: &[RowId]) -> bool {
        let says_nothing = |(_, row): &RowId| {
            let cell = self.file.row(*row).and_then(|row| row.cell(self.column));
            cell.is_none_or(dates::has_no_order)
        };
        if rows.iter().all(says_nothing) {
            return true;
        }
        let (sheet, column) = (&self.file.name, self.column);
        let rows: HashSet<u32> = rows.iter().map(|(_, row)| *row).collect();
        let all = || self.file.rows.iter();
        let now = table::date_column(all(), sheet, column, self.corrections);
        let others = all().filter(|row| !rows.contains(&row.number));
        now == table::date_column(others, sheet, column, self.corrections)
    }
}

/// Whether a text is a value of its own: one line, no ditto, no reference to rows below.
fn is_plain(text: &str) -> bool {
    let length = text.trim().chars().count();
    (1..=LINE_MAX).contains(&length) && !is_ditto(text) && !points_below(text)
}
