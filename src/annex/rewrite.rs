//! What a person writes into cells, or says of a unit's name, taken over without reading every row again.

use super::dates::{self, DateColumn, Dated};
use super::known::Known;
use super::meaning::{Meaning, is_exact};
use super::rows::points_below;
use super::task::{name_units, set_deadline};
use super::text::{is_ditto, squeezed_lines};
use super::understood::{AnnexTask, Choice, Corrections, Place, SheetRead, Understood, Warning};
use super::{repeated, table};
use crate::domain::text::{LINE_MAX, Shape, clean, fold};
use crate::sheets::workbook::{Cell, Row, Sheet, Value, Workbook};
use std::collections::{HashMap, HashSet};

/// What is written into a column of some rows of a sheet.
pub struct Rewrite<'r> {
    pub rows: &'r [Place],
    pub column: u32,
    pub text: &'r str,
}

/// Takes it over, and gives the places of the tasks that have changed. `corrections` are those of before.
/// `None`, and nothing has changed, where other rows may follow from it, so that everything is to be
/// understood again.
pub fn rewrite(
    understood: &mut Understood,
    workbook: &Workbook,
    known: &Known,
    corrections: &Corrections,
    what: &Rewrite,
) -> Option<Vec<usize>> {
    let (sheet, _) = what.rows.first()?;
    let read = understood.sheet(sheet)?;
    let mut columns = read.columns.iter().filter(|_| read.tables == 1);
    let own = Own {
        understood,
        read,
        file: workbook.sheet(sheet)?,
        corrections,
        meaning: columns.find(|known| known.column == what.column)?.meaning?,
        column: what.column,
    };
    let text = clean(&squeezed_lines(what.text), Shape::Lines).text;
    let tasks = own.tasks(&text, what.rows)?;
    if own.meaning == Meaning::Deadline && !own.leaves_other_days(what.rows) {
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
                task.warnings.retain(|warning| !warning.is_of_deadline());
                set_deadline(task, dated.clone());
            }
            Meaning::Lead => task.lead_text = Some(text.clone()),
            _ => task.coordinating_text = Some(text.clone()),
        }
        if matches!(meaning, Meaning::Lead | Meaning::Coordinating) {
            task.warnings.retain(|warning| !warning.is_of_units());
            name_units(task, &names, expects_lead);
        }
    }
    if matches!(meaning, Meaning::Lead | Meaning::Coordinating) {
        repeated::list_units(understood, &names);
    }
    Some(tasks)
}

/// Takes over an answer to a question about the days of a column, which `corrections` hold already, and
/// gives the places of the tasks that have changed. `None`, and nothing has changed, where other rows may
/// follow from it.
pub fn answer(
    understood: &mut Understood,
    workbook: &Workbook,
    known: &Known,
    corrections: &Corrections,
    (sheet, column): (&str, u32),
    choice: Choice,
) -> Option<Vec<usize>> {
    // The others say what a column is.
    if !matches!(choice, Choice::Order(_) | Choice::First(_)) {
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
    let changed = dated_again(understood, file, column, read)?;
    let answers: HashSet<Choice> = corrections.answers_to(sheet, column).collect();
    understood.questions.retain(|question| {
        let here = question.sheet == sheet && question.column == column;
        let mut choices = question.choices.iter();
        !here || !choices.any(|choice| answers.contains(choice))
    });
    let mut places = Vec::with_capacity(changed.len());
    for (at, dated) in changed {
        if let Some(task) = understood.tasks.get_mut(at) {
            task.warnings.retain(|warning| !warning.is_of_deadline());
            set_deadline(task, dated);
            places.push(at);
        }
    }
    Some(places)
}

/// The places of the tasks of a sheet whose days wait for an answer, each with what its cell says now;
/// `None` where one has its deadline not from its own cell alone.
fn dated_again(
    understood: &Understood,
    file: &Sheet,
    column: u32,
    read: impl Fn(&Cell) -> Dated,
) -> Option<Vec<(usize, Dated)>> {
    let tasks = understood.tasks.iter().enumerate();
    let doubtful = tasks.filter(|(_, task)| task.sheet == file.name && is_doubtful(task));
    let mut cells: HashMap<&str, Vec<(&Cell, Dated)>> = HashMap::new();
    let changed = doubtful.map(|(at, task)| {
        let own = !task.warnings.iter().any(comes_from_elsewhere);
        let cell = file.row(task.row)?.cell(column).filter(|_| own)?;
        // Most days stand in more than one cell.
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

/// Whether the day of a task waits for an answer.
fn is_doubtful(task: &AnnexTask) -> bool {
    let asked = |one: &Warning| matches!(one, Warning::MaybeSwapped | Warning::MaybeMonth);
    task.warnings.iter().any(asked)
}

/// Whether the deadline of a task does not stand in its own cell alone.
fn comes_from_elsewhere(warning: &Warning) -> bool {
    match warning {
        Warning::Inherited(part) | Warning::Ditto(part) => *part == Meaning::Deadline,
        Warning::GoesOn(_) => true,
        _ => false,
    }
}

/// Finds the units again of all tasks with a name that no unit of the year had, and gives their places.
pub fn name_again(understood: &mut Understood, known: &Known) -> Vec<usize> {
    let names = known.names();
    let Understood { sheets, tasks, .. } = understood;
    let mut changed = Vec::new();
    for (at, task) in tasks.iter_mut().enumerate() {
        let unknown =
            |one: &Warning| matches!(one, Warning::UnknownUnit(_) | Warning::RetiredUnit(_));
        if task.warnings.iter().any(unknown) {
            let mut sheets = sheets.iter();
            let read = sheets.find(|read| read.name == task.sheet);
            let expected = read.is_some_and(|read| read.has(Meaning::Lead));
            task.warnings.retain(|warning| !warning.is_of_units());
            name_units(task, &names, expected);
            changed.push(at);
        }
    }
    repeated::list_units(understood, &names);
    changed
}

/// A column in which something is written that is only about the tasks of its rows.
struct Own<'a> {
    understood: &'a Understood,
    read: &'a SheetRead,
    file: &'a Sheet,
    corrections: &'a Corrections,
    meaning: Meaning,
    column: u32,
}

impl Own<'_> {
    /// The places of the tasks of these rows, where nothing but them follows from the text.
    fn tasks(&self, text: &str, rows: &[Place]) -> Option<Vec<usize>> {
        let own_part = matches!(
            self.meaning,
            Meaning::Lead | Meaning::Coordinating | Meaning::Deadline | Meaning::Product
        );
        if !own_part || !is_plain(text) || self.is_head(text) {
            return None;
        }
        let merged: HashSet<u32> = self.file.merged_rows(self.column).collect();
        let tasks = &self.understood.tasks;
        // The tasks of a sheet stand together, by their rows.
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
        // Most of them say the same.
        let mut last = None;
        let found = rows.iter().map(|(_, row)| {
            let at = of_row(*row)?;
            let alone = !merged.contains(row) && last_ditto.is_none_or(|ditto| ditto < at);
            let cell = self.cell(*row)?;
            let plain = last == Some(cell) || is_plain(cell);
            last = Some(cell).filter(|_| plain);
            (alone && plain && self.stands_alone(at)).then_some(at)
        });
        let found: Vec<usize> = found.collect::<Option<_>>()?;
        let is_twin = |at: &usize| self.understood.twins.contains(at);
        let twins = self.meaning == Meaning::Lead && found.iter().any(is_twin);
        (!twins).then_some(found)
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

    /// What the cell of a row says now; of a formula nothing is said.
    fn cell(&self, row: u32) -> Option<&str> {
        let written = self.corrections.written(&self.file.name, row, self.column);
        written.or_else(|| {
            let cell = self.file.row(row)?.cell(self.column)?;
            (cell.value != Value::Formula).then_some(cell.text.as_str())
        })
    }

    /// Whether a task has its part from its own row alone, and the next one nothing from it.
    fn stands_alone(&self, at: usize) -> bool {
        let elsewhere = Warning::Inherited(self.meaning);
        let inherits = |task: &AnnexTask| task.warnings.contains(&elsewhere);
        let goes_on = |warning: &Warning| matches!(warning, Warning::GoesOn(_));
        let both = self.understood.tasks.get(at..).unwrap_or_default();
        let alone = both
            .first()
            .is_some_and(|task| !task.warnings.iter().any(goes_on));
        alone && !both.iter().take(2).any(inherits)
    }

    /// Whether the other days of the column are read as they were: what is written counts no more among
    /// its cells.
    fn leaves_other_days(&self, rows: &[Place]) -> bool {
        let says_nothing = |(_, row): &Place| {
            let cell = self.file.row(*row).and_then(|row| row.cell(self.column));
            cell.is_none_or(dates::says_no_order)
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

/// Whether a text is no more and no less than what stands in a cell of its own.
fn is_plain(text: &str) -> bool {
    let length = text.trim().chars().count();
    (1..=LINE_MAX).contains(&length) && !is_ditto(text) && !points_below(text)
}
