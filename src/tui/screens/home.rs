//! The home screen: area tabs, units, the task table, the preview of the selected task.

use crate::domain::change::Change;
use crate::domain::ids::{OccurrenceId, TaskId};
use crate::domain::query::{Filter, Order, Query, Window};
use crate::domain::task::{State, Task, TaskRow};
use crate::domain::unit::UnitScope;
use crate::tui::action::Action;
use crate::tui::effect::{Counts, Effect, Whence};
use crate::tui::model::Frame;

/// Which side the keys go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The units.
    Units,
    /// The task table.
    #[default]
    Tasks,
}

/// The home screen's state. Rows are a window of the list, some screens round the cursor.
#[derive(Debug, Default)]
pub struct Home {
    /// The open area by its place among the areas; `None` is all.
    pub tab: Option<usize>,
    /// The chosen unit.
    pub unit: UnitScope,
    /// Which side the keys go to.
    pub pane: Pane,
    /// The filter.
    pub filter: Option<Filter>,
    /// What is searched.
    pub words: String,
    /// The order.
    pub order: Order,
    /// The rows at hand.
    pub rows: Vec<TaskRow>,
    /// Nothing comes before them.
    pub at_start: bool,
    /// Nothing comes behind them.
    pub at_end: bool,
    /// The selected row.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
    /// How many rows the whole list has.
    pub count: i64,
    /// The counts round the list.
    pub counts: Counts,
    /// The selected line of the units' column; 0 is all.
    pub unit_cursor: usize,
    /// The selected task whole.
    pub preview: Option<Box<Task>>,
    /// The marked tasks.
    pub marked: Vec<TaskId>,
    /// The occurrence that Space has just completed; pressed again it takes that back.
    pub just_done: Option<(TaskId, OccurrenceId)>,
}

impl Home {
    /// What the list asks of the store.
    #[must_use]
    pub fn query(&self, frame: &Frame) -> Query {
        Query {
            area: self
                .tab
                .and_then(|tab| frame.areas.get(tab))
                .map(|area| area.id),
            unit: self.unit,
            filters: self.filter.into_iter().collect(),
            words: self.words.clone(),
            order: self.order,
            ..Query::all(frame.plan.id, frame.today, &frame.plan.settings)
        }
    }

    /// The row under the cursor.
    #[must_use]
    pub fn selected(&self) -> Option<&TaskRow> {
        self.rows.get(self.cursor)
    }

    /// The marked tasks, or else the one under the cursor.
    #[must_use]
    pub fn targets(&self) -> Vec<TaskId> {
        if self.marked.is_empty() {
            self.selected().map(|row| row.id).into_iter().collect()
        } else {
            self.marked.clone()
        }
    }

    /// Loads the list anew with the cursor on the same task.
    #[must_use]
    pub fn reload(&self, frame: &Frame) -> Vec<Effect> {
        let whence = match self.selected() {
            Some(row) => Whence::Task {
                id: row.id,
                place: row.place,
            },
            None => Whence::Start,
        };
        vec![Effect::Home(self.query(frame), whence)]
    }

    /// Loads another list with the cursor on the same task where it is in it, else on the first.
    #[must_use]
    pub fn stay(&self, frame: &Frame) -> Vec<Effect> {
        let whence = self
            .selected()
            .map_or(Whence::Start, |row| Whence::OnOrStart(row.id));
        vec![Effect::Home(self.query(frame), whence)]
    }

    /// Takes the rows of a list in. The cursor's row stays at its height on the screen.
    pub fn take(&mut self, window: Window<TaskRow>, cursor: usize, frame: &Frame) {
        let height = self.cursor.saturating_sub(self.top);
        self.at_start = window.at_start;
        self.at_end = window.at_end;
        self.rows = window.rows;
        self.cursor = cursor;
        self.top = cursor.saturating_sub(height);
        self.settle(frame);
        let selected = self.selected().map(|row| row.id);
        self.just_done = self.just_done.filter(|(task, _)| Some(*task) == selected);
    }

    /// Loads the list anew from its first row.
    #[must_use]
    pub fn restart(&self, frame: &Frame) -> Vec<Effect> {
        vec![Effect::Home(self.query(frame), Whence::Start)]
    }

    /// Moves within the side that the keys go to.
    pub fn step(&mut self, action: Action, frame: &Frame) -> Vec<Effect> {
        let rows = frame.layout().table_rows().max(1);
        match (self.pane, action) {
            (Pane::Units, _) => self.step_units(action, frame),
            (Pane::Tasks, Action::Top) => vec![Effect::Home(self.query(frame), Whence::Start)],
            (Pane::Tasks, Action::Bottom) => vec![Effect::Home(self.query(frame), Whence::End)],
            (Pane::Tasks, _) => {
                let by = match action {
                    Action::Up => -1,
                    Action::Down => 1,
                    Action::PageUp => -signed(rows),
                    _ => signed(rows),
                };
                self.move_cursor(by, frame)
            }
        }
    }

    fn move_cursor(&mut self, by: isize, frame: &Frame) -> Vec<Effect> {
        let last = self.rows.len().saturating_sub(1);
        let to = self.cursor.saturating_add_signed(by).min(last);
        if to == self.cursor {
            return Vec::new();
        }
        self.cursor = to;
        self.just_done = None;
        self.settle(frame);
        let mut effects: Vec<Effect> = self.more(frame).into_iter().collect();
        effects.extend(self.selected().map(|row| Effect::Preview(row.id)));
        effects
    }

    /// Keeps the cursor on the screen.
    pub fn settle(&mut self, frame: &Frame) {
        let rows = frame.layout().table_rows().max(1);
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
        self.top = scrolled(self.top, self.cursor, rows, self.rows.len());
    }

    /// Asks for more rows where less than a screen is at hand beyond the cursor.
    fn more(&self, frame: &Frame) -> Option<Effect> {
        let rows = frame.layout().table_rows().max(1);
        let query = self.query(frame);
        if !self.at_end && self.cursor + rows >= self.rows.len() {
            let from = self.rows.last()?.place;
            return Some(Effect::More {
                query,
                from,
                down: true,
            });
        }
        if !self.at_start && self.cursor < rows {
            let from = self.rows.first()?.place;
            return Some(Effect::More {
                query,
                from,
                down: false,
            });
        }
        None
    }

    /// Takes in what came before or behind, and lets go of what is far from the cursor.
    pub fn take_more(&mut self, mut window: Window<TaskRow>, down: bool) {
        const KEEP: usize = 400;
        // A row that was changed stays where it was seen; it does not come a second time.
        window
            .rows
            .retain(|row| self.rows.iter().all(|known| known.id != row.id));
        if down {
            self.at_end = window.at_end;
            self.rows.extend(window.rows);
            if self.rows.len() > KEEP && self.cursor > KEEP / 2 {
                let gone = self.cursor - KEEP / 2;
                self.rows.drain(..gone);
                self.cursor -= gone;
                self.top = self.top.saturating_sub(gone);
                self.at_start = false;
            }
        } else {
            self.at_start = window.at_start;
            let come = window.rows.len();
            self.rows.splice(0..0, window.rows);
            self.cursor += come;
            self.top += come;
            if self.rows.len() > KEEP && self.rows.len() - self.cursor > KEEP / 2 {
                self.rows.truncate(self.cursor + KEEP / 2);
                self.at_end = false;
            }
        }
    }

    fn step_units(&mut self, action: Action, frame: &Frame) -> Vec<Effect> {
        let last = self.counts.units.len();
        let page = frame.layout().unit_rows().max(1);
        let to = match action {
            Action::Up => self.unit_cursor.saturating_sub(1),
            Action::Down => self.unit_cursor + 1,
            Action::PageUp => self.unit_cursor.saturating_sub(page),
            Action::PageDown => self.unit_cursor + page,
            Action::Top => 0,
            _ => last,
        };
        self.choose_unit_line(to.min(last), frame)
    }

    /// Shows the tasks of one line of the units' column; line 0 is all.
    pub fn choose_unit_line(&mut self, line: usize, frame: &Frame) -> Vec<Effect> {
        if line == self.unit_cursor {
            return Vec::new();
        }
        self.unit_cursor = line;
        self.unit = match line.checked_sub(1).and_then(|at| self.counts.units.get(at)) {
            None => UnitScope::All,
            Some((Some(unit), _)) => UnitScope::Led(unit.id),
            Some((None, _)) => UnitScope::Unassigned,
        };
        self.stay(frame)
    }

    /// Shows one unit's tasks, whichever line it stands on.
    pub fn choose_unit(&mut self, unit: UnitScope, frame: &Frame) -> Vec<Effect> {
        self.unit = unit;
        self.stay(frame)
    }

    /// Puts the units' cursor on the chosen unit after the counts have changed.
    pub fn settle_units(&mut self) {
        let at = |scope: UnitScope| {
            self.counts
                .units
                .iter()
                .position(|(unit, _)| match (unit, scope) {
                    (Some(unit), UnitScope::Led(id)) => unit.id == id,
                    (None, UnitScope::Unassigned) => true,
                    _ => false,
                })
        };
        // A unit without tasks in this area has no line of its own.
        self.unit_cursor = at(self.unit).map_or(0, |at| at + 1);
    }

    /// Opens an area by its place, or all.
    pub fn open_tab(&mut self, tab: Option<usize>, frame: &Frame) -> Vec<Effect> {
        if tab == self.tab || tab.is_some_and(|tab| tab >= frame.areas.len()) {
            return Vec::new();
        }
        self.tab = tab;
        self.stay(frame)
    }

    /// Opens the next area or the one before; all stands behind the last.
    pub fn turn_tab(&mut self, forward: bool, frame: &Frame) -> Vec<Effect> {
        let tabs = frame.areas.len() + 1;
        let at = self.tab.unwrap_or(tabs - 1);
        let to = if forward {
            (at + 1) % tabs
        } else {
            (at + tabs - 1) % tabs
        };
        self.open_tab((to < tabs - 1).then_some(to), frame)
    }

    /// Marks or unmarks the selected task and goes on to the next.
    pub fn mark(&mut self, frame: &Frame) -> Vec<Effect> {
        let Some(id) = self.selected().map(|row| row.id) else {
            return Vec::new();
        };
        match self.marked.iter().position(|marked| *marked == id) {
            Some(at) => {
                self.marked.remove(at);
            }
            None => self.marked.push(id),
        }
        self.move_cursor(1, frame)
    }

    /// One step back: marks, then search, then filter, then the unit. `None` where nothing is left
    /// to clear.
    pub fn back(&mut self, frame: &Frame) -> Option<Vec<Effect>> {
        if !self.marked.is_empty() {
            self.marked.clear();
            return Some(Vec::new());
        }
        if !self.words.is_empty() {
            self.words.clear();
        } else if self.filter.is_some() {
            self.filter = None;
        } else if self.unit != UnitScope::All {
            self.unit = UnitScope::All;
        } else {
            return None;
        }
        Some(self.reload(frame))
    }

    /// Puts what is known anew of a task into its row, which stays where it is until the list is
    /// loaded again: the cursor never jumps away under the hand.
    pub fn renew(&mut self, task: &Task) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.id == task.row.id) {
            let place = row.place;
            *row = task.row.clone();
            row.place = place;
        }
        if self
            .preview
            .as_ref()
            .is_some_and(|preview| preview.row.id == task.row.id)
        {
            self.preview = Some(Box::new(task.clone()));
        }
    }

    /// What Space does to the selected task.
    ///
    /// # Errors
    /// [`SpaceRefusal`] where a recurring task is done whole: its occurrences are reopened one by
    /// one in the detail.
    pub fn space(&self, frame: &Frame) -> Result<Vec<Change>, SpaceRefusal> {
        match &self.preview {
            Some(task) => space(task, self.just_done, frame).map(|change| vec![change]),
            None => Ok(Vec::new()),
        }
    }
}

/// What Space does to marked tasks: completes those that are not done; where all are, reopens them.
///
/// # Errors
/// As [`Home::space`].
pub fn space_marked(tasks: &[Task], frame: &Frame) -> Result<Vec<Change>, SpaceRefusal> {
    let done = |task: &&Task| task.row.state == State::Done;
    let all_done = tasks.iter().all(|task| done(&task));
    tasks
        .iter()
        .filter(|task| all_done || !done(task))
        .map(|task| space(task, None, frame))
        .collect()
}

/// Why Space does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpaceRefusal {
    /// A recurring task is done whole.
    AllOccurrencesDone,
}

/// What Space does to one task: completes its oldest open occurrence, or takes the last completion
/// back.
///
/// # Errors
/// See [`Home::space`].
pub fn space(
    task: &Task,
    just_done: Option<(TaskId, OccurrenceId)>,
    frame: &Frame,
) -> Result<Change, SpaceRefusal> {
    let id = task.row.id;
    let still_done = |wanted: OccurrenceId| {
        let mut all = task.occurrences.iter();
        all.any(|o| o.id == wanted && !o.is_open())
    };
    if let Some((_, occurrence)) = just_done.filter(|(done, o)| *done == id && still_done(*o)) {
        return Ok(Change::Reopen {
            task: id,
            occurrence: Some(occurrence),
        });
    }
    match task.current() {
        Some(current) => Ok(complete(id, Some(current.id), frame)),
        None if task.occurrences.len() > 1 => Err(SpaceRefusal::AllOccurrencesDone),
        None => Ok(Change::Reopen {
            task: id,
            occurrence: None,
        }),
    }
}

fn complete(task: TaskId, occurrence: Option<OccurrenceId>, frame: &Frame) -> Change {
    Change::Complete {
        task,
        occurrence,
        done_on: frame.today,
        result: None,
    }
}

/// The first row on the screen so that the cursor is on it, moving as little as can be.
#[must_use]
pub fn scrolled(top: usize, cursor: usize, rows: usize, len: usize) -> usize {
    let rows = rows.max(1);
    let top = top.min(len.saturating_sub(rows));
    top.clamp((cursor + 1).saturating_sub(rows), cursor)
}

fn signed(n: usize) -> isize {
    isize::try_from(n).unwrap_or(isize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scrolling_moves_as_little_as_can_be() {
        for (top, cursor, rows, len, wanted) in [
            (0, 0, 5, 20, 0),
            (0, 4, 5, 20, 0),
            (0, 5, 5, 20, 1),
            (10, 9, 5, 20, 9),
            (18, 19, 5, 20, 15),
            (3, 1, 5, 2, 0),
            (0, 0, 0, 0, 0),
        ] {
            assert_eq!(
                scrolled(top, cursor, rows, len),
                wanted,
                "{top} {cursor} {rows} {len}"
            );
        }
    }
}
