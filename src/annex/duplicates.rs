//! Finds duplicate numbers, codes, texts and entries, and collects the names that occur in several rows.

use super::parsed::{
    AnnexProblem, AnnexTask, GenericLead, ParsedAnnex, ProblemReason, RowId, UnknownUnit, Warning,
};
use super::units::UnitNames;
use crate::domain::day::Day;
use crate::domain::text::fold;
use crate::sheets::workbook::{SheetValue, Workbook};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// The characters of a text, folded, that entries of the same code share if they are the same task.
const PREFIX: usize = 40;

/// Drops all but the newest of entries with the same code and text, where a column has their dates.
pub(super) fn drop_superseded(into: &mut ParsedAnnex, workbook: &Workbook) {
    let columns = into.sheets.iter().filter_map(|sheet| {
        let mut columns = sheet.columns.iter();
        let says = |head: &str| matches!(fold(head).as_str(), "ngay tao" | "created");
        let column = columns.find(|column| says(&column.head))?.column;
        Some((sheet.name.as_str(), column))
    });
    let columns: HashMap<&str, u32> = columns.collect();
    let mut newest: HashMap<(String, String), (usize, Day)> = HashMap::new();
    let mut older: Vec<(usize, u32)> = Vec::new();
    for (at, task) in into.tasks.iter().enumerate() {
        let column = columns.get(task.sheet.as_str());
        let made = column.and_then(|column| created_on(workbook, task, *column));
        let (Some(code), Some(made)) = (&task.code, made) else {
            continue;
        };
        let text = fold(task.text.trim_end_matches(['…', '.']));
        let beginning = text.chars().take(PREFIX).collect();
        let known = newest.entry((fold(code), beginning)).or_insert((at, made));
        if known.0 == at {
            continue;
        }
        let newer = made >= known.1;
        let (old, new) = if newer { (known.0, at) } else { (at, known.0) };
        older.push((old, into.tasks.get(new).map_or(0, |task| task.row)));
        if newer {
            *known = (at, made);
        }
    }
    older.sort_unstable();
    for (at, by) in older.into_iter().rev() {
        let task = into.tasks.remove(at);
        into.problems.push(AnnexProblem {
            sheet: task.sheet,
            row: task.row,
            column: None,
            text: task.text,
            reason: ProblemReason::Superseded(by),
        });
    }
}

/// The date of an entry, by that column.
fn created_on(workbook: &Workbook, task: &AnnexTask, column: u32) -> Option<Day> {
    let cell = workbook.sheet(&task.sheet)?.row(task.row)?.cell(column)?;
    match cell.value {
        SheetValue::Day(day) => Some(day.day),
        _ => Day::parse_from_str(cell.text.trim(), "%d/%m/%Y").ok(),
    }
}

/// Warns of each number, code and text that an earlier row has.
pub(super) fn mark_duplicates(tasks: &mut [AnnexTask]) {
    let (mut numbers, mut codes, mut texts) = (HashMap::new(), HashMap::new(), HashMap::new());
    for task in tasks {
        let (row, group) = (task.row, &task.group);
        let arabic = |number: &&String| number.chars().all(|c| c.is_ascii_digit() || c == '.');
        let number = task.number.as_ref().filter(arabic).map(|number| {
            let number = number.trim_end_matches('.').to_owned();
            (task.sheet.clone(), number, task.area.clone(), group.clone())
        });
        let code = task.code.as_deref().map(fold);
        let text = (fold(&task.text), group.clone(), task.lead_text.clone());
        let found = [
            first(&mut numbers, number, row).map(Warning::DuplicateNumber),
            first(&mut codes, code, row).map(Warning::DuplicateCode),
            first(&mut texts, Some(text), row).map(Warning::DuplicateText),
        ];
        task.warnings.extend(found.into_iter().flatten());
    }
}

/// The indices of tasks whose text another one has too; only their leads distinguish them.
pub(super) fn same_text(tasks: &[AnnexTask]) -> HashSet<usize> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::with_capacity(tasks.len());
    for (at, task) in tasks.iter().enumerate() {
        places.entry(&task.text).or_default().push(at);
    }
    let several = places.into_values().filter(|places| places.len() > 1);
    several.flatten().collect()
}

/// The row of the first occurrence, if that is not this one.
fn first<K: Hash + Eq>(seen: &mut HashMap<K, u32>, what: Option<K>, row: u32) -> Option<u32> {
    match seen.entry(what?) {
        Entry::Occupied(known) => Some(*known.get()),
        Entry::Vacant(new) => {
            new.insert(row);
            None
        }
    }
}

/// Collects the names that no unit of the year has and the leads that mean many, each once with its rows.
pub(super) fn collect_unit_names(into: &mut ParsedAnnex, names: &UnitNames) {
    let unknown = listed(&into.tasks, |warning| match warning {
        Warning::UnknownUnit(name) | Warning::RetiredUnit(name) => Some(name),
        _ => None,
    });
    let generic = listed(&into.tasks, |warning| match warning {
        Warning::GenericLead(text) => Some(text),
        _ => None,
    });
    let unknown = unknown.into_iter().map(|(text, rows)| UnknownUnit {
        nearest: names
            .suggestion(&text)
            .map(|unit| unit.abbreviation.clone()),
        text,
        rows,
    });
    into.unknown_units = unknown.collect();
    let generic = generic.into_iter();
    into.generic_leads = generic
        .map(|(text, rows)| GenericLead { text, rows })
        .collect();
}

/// The names in warnings, in their order, with their rows.
fn listed(tasks: &[AnnexTask], name: fn(&Warning) -> Option<&String>) -> Vec<(String, Vec<RowId>)> {
    let mut names: Vec<(String, Vec<RowId>)> = Vec::new();
    // Most names are spelled the same everywhere.
    let (mut written, mut folded): (HashMap<&str, usize>, HashMap<String, usize>) =
        Default::default();
    for task in tasks {
        for name in task.warnings.iter().filter_map(name) {
            let at = *written.entry(name).or_insert_with(|| {
                *folded.entry(fold(name)).or_insert_with(|| {
                    names.push((name.clone(), Vec::new()));
                    names.len() - 1
                })
            });
            if let Some((_, rows)) = names.get_mut(at) {
                rows.push((task.sheet.clone(), task.row));
            }
        }
    }
    names
}
