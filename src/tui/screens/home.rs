//! The home screen: area tabs, units, the task table, the preview of the selected task.

use crate::domain::change::Change;
use crate::domain::ids::TaskId;
use crate::domain::query::{Filter, Order, Query, Window};
use crate::domain::task::{Task, TaskRow};
use crate::domain::unit::UnitScope;
use crate::tui::effects::effect::{Counts, Effect, Whence};
use crate::tui::env::Env;
use crate::tui::input::action::Action;
use crate::tui::toggle_done::{Toggled, toggle};
use crate::tui::widgets::scroll::paged;

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
    /// Whether the cursor, or the file, has moved on since the preview was loaded.
    pub preview_due: bool,
    /// The marked tasks.
    pub marked: Vec<TaskId>,
    /// What was just completed or reopened.
    pub toggled: Toggled,
}

impl Home {
    /// What the list asks of the store.
    pub fn query(&self, env: &Env) -> Query {
        Query {
            area: self
                .tab
                .and_then(|tab| env.areas.get(tab))
                .map(|area| area.id),
            unit: self.unit,
            filters: self.filter.into_iter().collect(),
            words: self.words.clone(),
            order: self.order,
            ..Query::all(env.plan.id, env.today, &env.plan.settings)
        }
    }

    /// The row under the cursor.
    pub fn selected(&self) -> Option<&TaskRow> {
        self.rows.get(self.cursor)
    }

    /// Asks for the selected task whole where that has not been done yet.
    pub fn look_closer(&self) -> Option<Effect> {
        let due = self.selected().filter(|_| self.preview_due);
        due.map(|row| Effect::Preview(row.id))
    }

    /// The marked tasks, or else the one under the cursor.
    pub fn targets(&self) -> Vec<TaskId> {
        if self.marked.is_empty() {
            self.selected().map(|row| row.id).into_iter().collect()
        } else {
            self.marked.clone()
        }
    }

    /// Loads the list anew with the cursor on the same task.
    pub fn reload(&self, env: &Env) -> Vec<Effect> {
        let whence = match self.selected() {
            Some(row) => Whence::Task {
                id: row.id,
                place: row.place,
            },
            None => Whence::Start,
        };
        vec![Effect::Home(self.query(env), whence)]
    }

    /// Loads the list anew for what others have written: the row under the cursor stays where it is
    /// until the cursor leaves it.
    pub fn refresh(&self, env: &Env) -> Vec<Effect> {
        let whence = match self.selected() {
            Some(row) => Whence::Held {
                id: row.id,
                place: row.place,
            },
            None => Whence::Start,
        };
        vec![Effect::Home(self.query(env), whence)]
    }

    /// Loads another list with the cursor on the same task where it is in it, else on the first.
    pub fn stay(&self, env: &Env) -> Vec<Effect> {
        let whence = self
            .selected()
            .map_or(Whence::Start, |row| Whence::OnOrStart(row.id));
        vec![Effect::Home(self.query(env), whence)]
    }

    /// Takes the rows of a list in. The cursor's row stays at its height on the screen.
    pub fn take(&mut self, window: Window<TaskRow>, cursor: usize, env: &Env) {
        let height = self.cursor.saturating_sub(self.top);
        self.at_start = window.at_start;
        self.at_end = window.at_end;
        self.rows = window.rows;
        self.cursor = cursor;
        self.top = cursor.saturating_sub(height);
        self.settle(env);
        self.preview_due = true;
        let selected = self.selected().map(|row| row.id);
        self.toggled.keep_only(selected);
    }

    /// Loads the list anew from its first row.
    pub fn restart(&self, env: &Env) -> Vec<Effect> {
        vec![Effect::Home(self.query(env), Whence::Start)]
    }

    /// Moves within the side that the keys go to.
    pub fn step(&mut self, action: Action, env: &Env) -> Vec<Effect> {
        let rows = env.layout().table_rows().max(1);
        match (self.pane, action) {
            (Pane::Units, _) => self.step_units(action, env),
            (Pane::Tasks, Action::Top) => vec![Effect::Home(self.query(env), Whence::Start)],
            (Pane::Tasks, Action::Bottom) => vec![Effect::Home(self.query(env), Whence::End)],
            (Pane::Tasks, _) => {
                let by = match action {
                    Action::Up => -1,
                    Action::Down => 1,
                    Action::PageUp => -signed(rows),
                    _ => signed(rows),
                };
                self.move_cursor(by, env)
            }
        }
    }

    pub(super) fn move_cursor(&mut self, by: isize, env: &Env) -> Vec<Effect> {
        let last = self.rows.len().saturating_sub(1);
        let to = self.cursor.saturating_add_signed(by).min(last);
        if to == self.cursor {
            return Vec::new();
        }
        self.cursor = to;
        self.toggled = Toggled::default();
        self.settle(env);
        self.preview_due = true;
        self.more(env).into_iter().collect()
    }

    /// Keeps the cursor on the screen.
    pub fn settle(&mut self, env: &Env) {
        let rows = env.layout().table_rows().max(1);
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
        self.top = paged(self.top, self.cursor, rows, self.rows.len());
    }

    /// Asks for more rows where less than a screen is at hand beyond the cursor.
    fn more(&self, env: &Env) -> Option<Effect> {
        let rows = env.layout().table_rows().max(1);
        let query = self.query(env);
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

    /// Opens an area by its place, or all.
    pub fn open_tab(&mut self, tab: Option<usize>, env: &Env) -> Vec<Effect> {
        if tab == self.tab || tab.is_some_and(|tab| tab >= env.areas.len()) {
            return Vec::new();
        }
        self.tab = tab;
        self.stay(env)
    }

    /// Opens the next area or the one before; all stands behind the last.
    pub fn turn_tab(&mut self, forward: bool, env: &Env) -> Vec<Effect> {
        let tabs = env.areas.len() + 1;
        let at = self.tab.unwrap_or(tabs - 1);
        let to = if forward {
            (at + 1) % tabs
        } else {
            (at + tabs - 1) % tabs
        };
        self.open_tab((to < tabs - 1).then_some(to), env)
    }

    /// One step back: marks, then search, then filter, then the unit. `None` where nothing is left
    /// to clear.
    pub fn back(&mut self, env: &Env) -> Option<Vec<Effect>> {
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
        Some(self.reload(env))
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
}

impl Home {
    /// Marks or unmarks the selected task and goes on to the next.
    pub fn mark(&mut self, env: &Env) -> Vec<Effect> {
        let Some(id) = self.selected().map(|row| row.id) else {
            return Vec::new();
        };
        match self.marked.iter().position(|marked| *marked == id) {
            Some(at) => {
                self.marked.remove(at);
            }
            None => self.marked.push(id),
        }
        self.move_cursor(1, env)
    }

    /// How many marked tasks are not on the screen.
    pub fn out_of_sight(&self, env: &Env) -> usize {
        let shown = env.layout().table_rows();
        let shown = self.rows.iter().skip(self.top).take(shown);
        let seen = shown.filter(|row| self.marked.contains(&row.id)).count();
        self.marked.len() - seen
    }

    /// What Space does to the selected task.
    ///
    /// # Errors
    /// [`&'static str`] where a recurring task is done whole: its occurrences are reopened one by
    /// one in the detail.
    pub fn space(&self, env: &Env) -> Result<Vec<Change>, &'static str> {
        match &self.preview {
            Some(task) => toggle(task, &self.toggled, env).map(|change| vec![change]),
            None => Ok(Vec::new()),
        }
    }
}

fn signed(n: usize) -> isize {
    isize::try_from(n).unwrap_or(isize::MAX)
}
