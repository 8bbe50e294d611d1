//! The value of a column for a task: from its own rows, a merged cell, the cell that "như trên" refers to,
//! or its group.

use super::cell_text::{is_ditto, joined, one_line, squeezed_lines};
use super::classify::{RowFeatures, RowKind, points_below};
use super::grid::Grid;
use super::head::TableHead;
use super::meaning::Meaning;
use super::numbering::ListMarker;
use super::parsed::Warning;
use crate::domain::text::{self, TextShape};
use crate::sheets::workbook::Cell;

/// The rows searched upwards for what "như trên" refers to, and the rows of a group.
const MAX_DISTANCE: usize = 500;

/// A heading right above tasks, whose cells may hold for all of them.
#[derive(Clone)]
pub(super) struct GroupHeading {
    pub(super) text: String,
    pub(super) mark: Option<ListMarker>,
    pub(super) row: u32,
    pub(super) numbered: bool,
}

/// The rows of a table.
pub(super) struct TableRows<'a, 's> {
    pub(super) grid: &'a Grid<'s>,
    pub(super) head: &'a TableHead,
    pub(super) facts: &'a [RowFeatures<'s>],
    pub(super) kinds: &'a [RowKind],
}

/// The value of a column for a task, as one text.
pub(super) struct ColumnValue<'s> {
    pub(super) text: String,
    pub(super) cell: &'s Cell,
    /// Set where the value is not from the task's own rows.
    pub(super) from: Option<Warning>,
}

impl<'s> TableRows<'_, 's> {
    /// The cells of a column in a task's rows; without any, the merged cell that covers the first row.
    pub(super) fn cells(&self, task: &[RowFeatures<'s>], meaning: Meaning) -> Vec<&'s Cell> {
        let Some(column) = self.head.column(meaning) else {
            return Vec::new();
        };
        let own = task
            .iter()
            .filter_map(|fact| self.grid.cell(fact.row, column));
        let own: Vec<&Cell> = own.collect();
        match task.first() {
            Some(first) if own.is_empty() => {
                let above = self.grid.merged_from_above(first.row.number, column);
                above.into_iter().collect()
            }
            _ => own,
        }
    }

    /// The cells of a column as one line.
    pub(super) fn line(&self, task: &[RowFeatures<'s>], meaning: Meaning) -> Option<String> {
        let cells = self.cells(task, meaning);
        let texts: Vec<String> = cells.iter().map(|cell| one_line(&cell.text)).collect();
        Some(texts.join(" ")).filter(|text| !text.is_empty())
    }

    /// The value of a column for the task that begins at that index.
    pub(super) fn value(
        &self,
        at: usize,
        task: &[RowFeatures<'s>],
        meaning: Meaning,
        group: Option<&GroupHeading>,
    ) -> Option<ColumnValue<'s>> {
        let elsewhere = |cell: &'s Cell, from| ColumnValue {
            text: squeezed_lines(&cell.text),
            cell,
            from: Some(from),
        };
        let cells = self.cells(task, meaning);
        let Some(cell) = cells.first().copied() else {
            let inherited = self.group_cell(meaning, group?)?;
            return Some(elsewhere(inherited, Warning::Inherited(meaning)));
        };
        let text = joined(cells.iter().map(|cell| squeezed_lines(&cell.text)));
        if is_ditto(&text) {
            return Some(elsewhere(self.above(at, meaning)?, Warning::Ditto(meaning)));
        }
        Some(ColumnValue {
            text: text::clean(&text, TextShape::Lines).text,
            cell,
            from: None,
        })
    }

    /// The nearest cell above that is not "như trên" itself.
    fn above(&self, at: usize, meaning: Meaning) -> Option<&'s Cell> {
        let column = self.head.column(meaning)?;
        let above = self.facts.get(..at)?.iter().rev().take(MAX_DISTANCE);
        let mut cells = above.filter_map(|fact| self.grid.cell(fact.row, column));
        cells.find(|cell| !is_ditto(&cell.text))
    }

    /// The group's value for all its tasks: in its heading, or only in the row of the first of them.
    fn group_cell(&self, meaning: Meaning, group: &GroupHeading) -> Option<&'s Cell> {
        let column = self.head.column(meaning).filter(|_| group.numbered)?;
        let facts = self.facts;
        let heading = facts
            .binary_search_by_key(&group.row, |fact| fact.row.number)
            .ok()?;
        if let Some(cell) = self.grid.cell(facts.get(heading)?.row, column) {
            return (!points_below(&cell.text)).then_some(cell);
        }
        let is_child = |fact: &RowFeatures| {
            let marks = group.mark.as_ref().zip(fact.mark.as_ref());
            let below = marks.is_some_and(|(group, mark)| group.is_above(mark));
            below && matches!(fact.mark, Some(ListMarker::Letter(_) | ListMarker::Dash))
        };
        let below = facts
            .get(heading + 1..)?
            .iter()
            .zip(self.kinds.get(heading + 1..)?);
        let children = below
            .take(MAX_DISTANCE)
            .take_while(|(fact, kind)| **kind == RowKind::Task && is_child(fact));
        let mut children = children.map(|(fact, _)| fact.row);
        let first = self.grid.cell(children.next()?, column)?;
        let others = children.all(|row| {
            self.grid.cell(row, column).is_none()
                && self.grid.merged_from_above(row.number, column).is_none()
        });
        others.then_some(first)
    }
}
