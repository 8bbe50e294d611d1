//! What a person writes into cells, or says of a unit's name, taken over without reading every row again.

use super::dates::{self, DateColumn};
use super::grid::Grid;
use super::known::Known;
use super::meaning::{Meaning, is_exact};
use super::rows::points_below;
use super::task::{name_units, set_deadline};
use super::text::{is_ditto, squeezed_lines};
use super::understood::{AnnexTask, Corrections, Place, SheetRead, Understood, Warning};
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
    if own.meaning == Meaning::Deadline && !own.leaves_other_days(known, what.rows, &text) {
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
    repeated::list_units(understood, &names);
    Some(tasks)
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
        let here = tasks.iter().enumerate();
        let here = here.filter(|(_, task)| task.sheet == self.file.name);
        let places: HashMap<u32, usize> = here.map(|(at, task)| (task.row, at)).collect();
        let says = |warning: &Warning| *warning == Warning::Ditto(self.meaning);
        let last_ditto = tasks
            .iter()
            .rposition(|task| task.warnings.iter().any(says));
        let found = rows.iter().map(|(_, row)| {
            let at = *places.get(row)?;
            let alone = !merged.contains(row) && last_ditto.is_none_or(|ditto| ditto < at);
            let plain = is_plain(self.cell(*row)?) && self.stands_alone(at);
            (alone && plain).then_some(at)
        });
        let found: Vec<usize> = found.collect::<Option<_>>()?;
        let twins = self.meaning == Meaning::Lead && have_twins(tasks, &found);
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
    fn leaves_other_days(&self, known: &Known, rows: &[Place], text: &str) -> bool {
        let mut after = self.corrections.clone();
        let cells = rows.iter().cloned();
        let cells = cells.map(|(sheet, row)| ((sheet, row, self.column), text.to_owned()));
        after.cells.extend(cells);
        let (names, grid) = (known.names(), Grid::of(self.file));
        let all: Vec<&Row> = self.file.rows.iter().collect();
        let [now, then] = [self.corrections, &after].map(|corrections| {
            let tools = known.tools(&names, corrections);
            table::date_column(&grid, &all, self.column, &tools)
        });
        now == then
    }
}

/// Whether a text is no more and no less than what stands in a cell of its own.
fn is_plain(text: &str) -> bool {
    let length = text.trim().chars().count();
    (1..=LINE_MAX).contains(&length) && !is_ditto(text) && !points_below(text)
}

/// Whether other tasks have the same text, and are told apart by who leads them.
fn have_twins(tasks: &[AnnexTask], some: &[usize]) -> bool {
    let mut count: HashMap<&str, usize> = HashMap::new();
    for task in tasks {
        *count.entry(&task.text).or_default() += 1;
    }
    let mut some = some.iter().filter_map(|at| tasks.get(*at));
    some.any(|task| {
        count
            .get(task.text.as_str())
            .is_some_and(|count| *count > 1)
    })
}
