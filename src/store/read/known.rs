//! From rows to a [`Snapshot`]: what belongs to a task is put together, and nothing is judged.

use super::as_of::{Facts, Rows, TABLES};
use crate::domain::area::Section;
use crate::domain::day::{Day, from_iso};
use crate::domain::deadline::{DeadlineKind, Rhythm};
use crate::domain::history::Cell;
use crate::domain::ids::{NoteId, OccurrenceId, PlanId, TaskId, UnitId};
use crate::domain::note::NoteKind;
use crate::domain::occurrence::Occurrence;
use crate::domain::snapshot::{ExtensionAsOf, NoteAsOf, Snapshot, TaskAsOf};
use crate::domain::task::Hold;
use std::collections::{HashMap, HashSet};

const TASK: usize = 0;
const COORDINATING: usize = 1;
const OCCURRENCE: usize = 2;
const EXTENSION: usize = 3;
const NOTE: usize = 4;
const EVIDENCE: usize = 5;

/// A row with its columns by name.
struct Row<'r> {
    table: usize,
    id: i64,
    cells: &'r [Cell],
}

impl Row<'_> {
    fn cell(&self, name: &str) -> &Cell {
        let at = TABLES[self.table].1.iter().position(|c| *c == name);
        at.and_then(|at| self.cells.get(at)).unwrap_or(&Cell::Null)
    }

    fn int(&self, name: &str) -> Option<i64> {
        match self.cell(name) {
            Cell::Int(n) => Some(*n),
            _ => None,
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        match self.cell(name) {
            Cell::Text(text) => Some(text),
            _ => None,
        }
    }

    fn owned(&self, name: &str) -> Option<String> {
        self.text(name).map(str::to_owned)
    }

    fn flag(&self, name: &str) -> bool {
        self.int(name) == Some(1)
    }

    fn day(&self, name: &str) -> Option<Day> {
        self.text(name).and_then(from_iso)
    }
}

/// The rows of a table in the order of their ids.
fn ordered(table: usize, rows: &Rows) -> impl Iterator<Item = Row<'_>> {
    let mut all: Vec<_> = rows.iter().collect();
    all.sort_unstable_by_key(|(id, _)| **id);
    all.into_iter().map(move |(id, cells)| Row {
        table,
        id: *id,
        cells,
    })
}

/// Puts a plan's tasks together.
pub(in crate::store) fn build(
    day: Day,
    plan: PlanId,
    facts: &Facts,
    sections: &[Section],
    moved: &HashMap<i64, Day>,
) -> Snapshot {
    let mut tasks: HashMap<i64, ((usize, i64), TaskAsOf)> = ordered(TASK, &facts.0[TASK])
        .filter(|row| row.int("plan_id") == Some(plan.0))
        .map(|row| (row.id, task(&row, sections)))
        .collect();
    let mut each = |table: usize, add: &mut dyn FnMut(&mut TaskAsOf, &Row<'_>)| {
        for row in ordered(table, &facts.0[table]) {
            let owner = row.int("task_id").unwrap_or_default();
            if let Some((_, task)) = tasks.get_mut(&owner) {
                add(task, &row);
            }
        }
    };
    each(COORDINATING, &mut |task, row| {
        task.coordinating.extend(row.int("unit_id").map(UnitId));
    });
    each(OCCURRENCE, &mut |task, row| {
        task.occurrences.push(occurrence(row));
    });
    each(EXTENSION, &mut |task, row| {
        task.extensions.extend(extension(row, moved));
    });
    each(NOTE, &mut |task, row| task.notes.push(remark(row)));
    each(EVIDENCE, &mut |task, row| {
        task.evidence.extend(row.owned("number"));
    });
    close_answered(&mut tasks, &facts.0[NOTE]);
    let mut all: Vec<_> = tasks.into_values().collect();
    all.sort_unstable_by_key(|(place, _)| *place);
    let tasks = all.into_iter().map(|(_, mut task)| {
        task.occurrences.sort_by_key(|o| o.ordinal);
        task
    });
    Snapshot {
        day,
        tasks: tasks.collect(),
    }
}

/// A task with its place in the document's order.
fn task(row: &Row<'_>, sections: &[Section]) -> ((usize, i64), TaskAsOf) {
    let section = row.int("section_id");
    let position = sections.iter().position(|s| Some(s.id.0) == section);
    let area = position.map(|at| sections[at].area_key.clone());
    let code = row.owned("code").unwrap_or_default();
    let number = code.rsplit('-').next().and_then(|n| n.parse().ok());
    // Sections that stand elsewhere in the document may belong to an earlier area.
    let rank: usize = area
        .as_deref()
        .and_then(|key| key.parse().ok())
        .unwrap_or(9);
    let place = (
        rank * 100_000 + position.unwrap_or(0),
        number.unwrap_or_default(),
    );
    let known = TaskAsOf {
        id: TaskId(row.id),
        title: row.owned("title").unwrap_or_default(),
        product: row.owned("product"),
        area: area.unwrap_or_default(),
        key_task: row.flag("key_task"),
        lead: row.int("lead_id").map(UnitId),
        coordinating: Vec::new(),
        coordinating_text: row.owned("coordinating_text"),
        deadline: row.owned("deadline").unwrap_or_default(),
        kind: row
            .text("kind")
            .and_then(DeadlineKind::parse)
            .unwrap_or(DeadlineKind::None),
        rhythm: row.text("rhythm").and_then(Rhythm::parse),
        started: row.flag("started"),
        hold: row.text("hold").and_then(Hold::parse),
        hold_reason: row.owned("hold_reason"),
        illustrative: row.flag("illustrative"),
        occurrences: Vec::new(),
        extensions: Vec::new(),
        notes: Vec::new(),
        evidence: Vec::new(),
        code,
    };
    (place, known)
}

fn occurrence(row: &Row<'_>) -> Occurrence {
    Occurrence {
        id: OccurrenceId(row.id),
        ordinal: row.int("ordinal").unwrap_or_default(),
        original_due_on: row.day("original_due_on"),
        due_on: row.day("due_on"),
        done_on: row.day("done_on"),
        result: row.owned("result"),
        rhythm: row.text("rhythm").and_then(Rhythm::parse),
        set_due_on: row.day("set_due_on"),
    }
}

fn extension(row: &Row<'_>, moved: &HashMap<i64, Day>) -> Option<ExtensionAsOf> {
    Some(ExtensionAsOf {
        occurrence: OccurrenceId(row.int("occurrence_id")?),
        old_due_on: row.day("old_due_on")?,
        new_due_on: row.day("new_due_on")?,
        day: moved.get(&row.id).copied().unwrap_or_default(),
    })
}

fn remark(row: &Row<'_>) -> NoteAsOf {
    let kind = row.text("kind").and_then(NoteKind::parse);
    let kind = kind.unwrap_or_default();
    NoteAsOf {
        id: NoteId(row.id),
        kind,
        body: row.owned("body").unwrap_or_default(),
        day: row.day("day").unwrap_or_default(),
        open: kind == NoteKind::Difficulty,
    }
}

/// A difficulty that some note answers is open no more.
fn close_answered(tasks: &mut HashMap<i64, ((usize, i64), TaskAsOf)>, notes: &Rows) {
    let answers = ordered(NOTE, notes).filter_map(|row| row.int("answers_id"));
    let answered: HashSet<i64> = answers.collect();
    for (_, task) in tasks.values_mut() {
        for note in &mut task.notes {
            note.open &= !answered.contains(&note.id.0);
        }
    }
}
