//! What the columns of a table say of a task: in its own rows, in merged cells, "như trên", or once for
//! a group.

use super::grid::Grid;
use super::head::Head;
use super::meaning::Meaning;
use super::numbering::Mark;
use super::rows::{Facts, Is, points_below};
use super::text::{is_ditto, joined, one_line, squeezed_lines};
use super::understood::Warning;
use crate::domain::text::{self, Shape};
use crate::sheets::workbook::Cell;

/// So many rows up "như trên" may mean, and so many down a group's first row.
const FAR: usize = 500;

/// A heading right above tasks, with what its cells give to them.
#[derive(Clone)]
pub(super) struct Group {
    pub(super) text: String,
    pub(super) mark: Option<Mark>,
    pub(super) row: u32,
    pub(super) numbered: bool,
}

/// The rows of a table.
pub(super) struct Rows<'a, 's> {
    pub(super) grid: &'a Grid<'s>,
    pub(super) head: &'a Head,
    pub(super) facts: &'a [Facts<'s>],
    pub(super) kinds: &'a [Is],
}

/// What a column says of a task, as one text with its lines.
pub(super) struct Given<'s> {
    pub(super) text: String,
    pub(super) cell: &'s Cell,
    /// Where it stands elsewhere.
    pub(super) from: Option<Warning>,
}

impl<'s> Rows<'_, 's> {
    /// The cells of a column over the rows of a task; of merged cells, the one further up.
    pub(super) fn cells(&self, task: &[Facts<'s>], meaning: Meaning) -> Vec<&'s Cell> {
        let Some(column) = self.head.column(meaning) else {
            return Vec::new();
        };
        let own = task
            .iter()
            .filter_map(|fact| self.grid.own(fact.row, column));
        let own: Vec<&Cell> = own.collect();
        match task.first() {
            Some(first) if own.is_empty() => {
                let above = self.grid.inherited(first.row.number, column);
                above.into_iter().collect()
            }
            _ => own,
        }
    }

    /// What a column says in one line.
    pub(super) fn line(&self, task: &[Facts<'s>], meaning: Meaning) -> Option<String> {
        let cells = self.cells(task, meaning);
        let texts: Vec<String> = cells.iter().map(|cell| one_line(&cell.text)).collect();
        Some(texts.join(" ")).filter(|text| !text.is_empty())
    }

    /// What a column says of the task that begins at that place.
    pub(super) fn given(
        &self,
        at: usize,
        task: &[Facts<'s>],
        meaning: Meaning,
        group: Option<&Group>,
    ) -> Option<Given<'s>> {
        let elsewhere = |cell: &'s Cell, from| Given {
            text: squeezed_lines(&cell.text),
            cell,
            from: Some(from),
        };
        let cells = self.cells(task, meaning);
        let Some(cell) = cells.first().copied() else {
            let inherited = self.of_group(meaning, group?)?;
            return Some(elsewhere(inherited, Warning::Inherited(meaning)));
        };
        let text = joined(cells.iter().map(|cell| squeezed_lines(&cell.text)));
        if is_ditto(&text) {
            return Some(elsewhere(self.above(at, meaning)?, Warning::Ditto(meaning)));
        }
        Some(Given {
            text: text::clean(&text, Shape::Lines).text,
            cell,
            from: None,
        })
    }

    /// The nearest cell above that is no "như trên".
    fn above(&self, at: usize, meaning: Meaning) -> Option<&'s Cell> {
        let column = self.head.column(meaning)?;
        let above = self.facts.get(..at)?.iter().rev().take(FAR);
        let mut cells = above.filter_map(|fact| self.grid.own(fact.row, column));
        cells.find(|cell| !is_ditto(&cell.text))
    }

    /// What the group says for all its tasks: in its heading, or only at the first of them.
    fn of_group(&self, meaning: Meaning, group: &Group) -> Option<&'s Cell> {
        let column = self.head.column(meaning).filter(|_| group.numbered)?;
        let facts = self.facts;
        let heading = facts
            .binary_search_by_key(&group.row, |fact| fact.row.number)
            .ok()?;
        if let Some(cell) = self.grid.own(facts.get(heading)?.row, column) {
            return (!points_below(&cell.text)).then_some(cell);
        }
        let is_child = |fact: &Facts| {
            let marks = group.mark.as_ref().zip(fact.mark.as_ref());
            let below = marks.is_some_and(|(group, mark)| group.is_above(mark));
            below && matches!(fact.mark, Some(Mark::Letter(_) | Mark::Dash))
        };
        let below = facts
            .get(heading + 1..)?
            .iter()
            .zip(self.kinds.get(heading + 1..)?);
        let children = below
            .take(FAR)
            .take_while(|(fact, kind)| **kind == Is::Task && is_child(fact));
        let mut children = children.map(|(fact, _)| fact.row);
        let first = self.grid.own(children.next()?, column)?;
        let others = children.all(|row| {
            self.grid.own(row, column).is_none()
                && self.grid.inherited(row.number, column).is_none()
        });
        others.then_some(first)
    }
}
