//! A task in the making: its rows in memory, and how an act changes one.

use crate::domain::day::{Day, from_iso};
use crate::domain::history::{Cell, Cells, Edit};

/// A row as it will stand, and how often it was written.
pub(super) struct Row {
    pub table: &'static str,
    pub id: i64,
    pub cells: Cells,
    pub version: i64,
}

/// A task in the making.
pub(super) struct Made {
    pub rows: Vec<Row>,
    pub section: i64,
    pub last_change: i64,
    pub touched_on: Day,
    pub updated_at: i64,
}

impl Made {
    /// Gives new rows the cells that the journal has written.
    pub fn keep(&mut self, edits: Vec<Edit>) {
        let new: Vec<Edit> = edits
            .into_iter()
            .filter(|edit| edit.before.is_none())
            .collect();
        let known = self.rows.len() - new.len();
        for (row, edit) in self.rows[known..].iter_mut().zip(new) {
            row.cells = edit.after.unwrap_or_default();
        }
    }

    /// Where the oldest open occurrence stands among its rows.
    pub fn open_occurrence(&self) -> Option<usize> {
        let open = |row: &Row| row.table == "occurrence" && row.day("done_on").is_none();
        self.rows.iter().position(open)
    }
}

impl Row {
    pub fn cell(&self, column: &str) -> Cell {
        self.cells.get(column).cloned().unwrap_or(Cell::Null)
    }

    pub fn text(&self, column: &str) -> &str {
        match self.cells.get(column) {
            Some(Cell::Text(text)) => text,
            _ => "",
        }
    }

    pub fn int(&self, column: &str) -> Option<i64> {
        match self.cells.get(column) {
            Some(Cell::Int(n)) => Some(*n),
            _ => None,
        }
    }

    pub fn day(&self, column: &str) -> Option<Day> {
        from_iso(self.text(column))
    }
}

/// Sets columns of a row that differ; nothing where none does.
pub(super) fn update(task: &mut Made, at: usize, set: Cells) -> Option<Edit> {
    let row = task.rows.get_mut(at)?;
    let after: Cells = set
        .into_iter()
        .filter(|(column, cell)| row.cell(column) != *cell)
        .collect();
    if after.is_empty() {
        return None;
    }
    let before = after
        .keys()
        .map(|column| (column.clone(), row.cell(column)));
    let before = before.collect();
    row.version += 1;
    row.cells.extend(after.clone());
    Some(Edit {
        table: row.table.to_owned(),
        id: row.id,
        before: Some(before),
        after: Some(after),
    })
}
