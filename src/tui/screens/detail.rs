//! One task whole: its parts can be selected, ticked, completed and reopened one by one.

use crate::domain::change::Change;
use crate::domain::history::Entry;
use crate::domain::ids::{NoteId, OccurrenceId, StepId};
use crate::domain::task::Task;
use crate::tui::env::Env;
use crate::tui::input::action::Action;
use crate::tui::toggle_done::Toggled;
use crate::tui::widgets::scroll::scrolled;

/// A part that keys act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// One due date.
    Occurrence(OccurrenceId),
    /// A step.
    Step(StepId),
    /// A document, by its row.
    Evidence(i64),
    /// A difficulty that nobody has answered.
    Difficulty(NoteId),
}

/// The state of the detail screen.
#[derive(Debug)]
pub struct Detail {
    /// The task.
    pub task: Task,
    /// Its history, the newest first.
    pub history: Vec<Entry>,
    /// The selected part.
    pub part: Option<Part>,
    /// The first line on the screen.
    pub top: usize,
}

impl Detail {
    /// Opens a task with the part selected that waits: the oldest open occurrence.
    pub fn new(task: Task, history: Vec<Entry>) -> Self {
        let part = task.current().map(|o| Part::Occurrence(o.id));
        let part = part.or_else(|| parts(&task).first().copied());
        Self {
            task,
            history,
            part,
            top: 0,
        }
    }

    /// Takes the task in anew; the selection stays on its part where that is still there.
    pub fn renew(&mut self, task: Task, history: Vec<Entry>) {
        self.task = task;
        self.history = history;
        let parts = parts(&self.task);
        if self.part.is_none_or(|part| !parts.contains(&part)) {
            self.part = parts.first().copied();
        }
    }

    /// Scrolls, or selects another part.
    pub fn step(&mut self, action: Action, env: &Env) {
        let rows = env.layout().body_rows().max(1);
        let lines = super::detail_view::lines(self, env);
        let last = lines.len().saturating_sub(rows);
        self.top = self.top.min(last);
        match action {
            Action::Up => self.top = self.top.saturating_sub(1),
            Action::Down => self.top = (self.top + 1).min(last),
            Action::PageUp => self.top = self.top.saturating_sub(rows),
            Action::PageDown => self.top = (self.top + rows).min(last),
            Action::Top => self.top = 0,
            Action::Bottom => self.top = last,
            Action::PreviousPart | Action::NextPart => {
                self.select(action == Action::NextPart);
                let lines = super::detail_view::lines(self, env);
                let at = lines.iter().position(|line| line.selected).unwrap_or(0);
                self.top = scrolled(self.top.min(last), at, rows, lines.len());
            }
            _ => {}
        }
    }

    /// Selects the next part or the one before; from the last one it goes on to the first, so that a
    /// difficulty above a lone due date is found with either key.
    fn select(&mut self, forward: bool) {
        let parts = parts(&self.task);
        let last = parts.len().saturating_sub(1);
        let at = self
            .part
            .and_then(|part| parts.iter().position(|p| *p == part));
        let to = match (at, forward) {
            (None, _) => 0,
            (Some(at), true) if at < last => at + 1,
            (Some(_), true) => 0,
            (Some(at), false) => at.checked_sub(1).unwrap_or(last),
        };
        self.part = parts.get(to).copied();
    }

    /// What Space does to the selected part; a difficulty is answered by a note instead, a document
    /// is corrected by the key that edits.
    pub fn space(&self, toggled: &Toggled, env: &Env) -> Option<Change> {
        let task = self.task.row.id;
        match self.part? {
            Part::Occurrence(id) => {
                if let Some(restored) = toggled.restored(&self.task, Some(id)) {
                    return Some(restored);
                }
                let occurrence = self.task.occurrences.iter().find(|o| o.id == id)?;
                Some(if occurrence.is_open() {
                    let done_on = env.today;
                    Change::Complete {
                        task,
                        occurrence: Some(id),
                        done_on,
                        result: None,
                    }
                } else {
                    let seen = occurrence.completion();
                    Change::Reopen { task, seen }
                })
            }
            Part::Step(id) => {
                let step = self.task.steps.iter().find(|step| step.id == id)?;
                Some(Change::TickStep {
                    task,
                    step: id,
                    done: step.done_on.is_none(),
                    seen: step.done_on,
                })
            }
            Part::Evidence(_) | Part::Difficulty(_) => None,
        }
    }

    /// The open difficulty under the cursor.
    pub fn difficulty(&self) -> Option<NoteId> {
        match self.part {
            Some(Part::Difficulty(note)) => Some(note),
            _ => None,
        }
    }
}

/// All parts in the order in which they stand on the screen.
pub fn parts(task: &Task) -> Vec<Part> {
    let occurrences = task.occurrences.iter().map(|o| Part::Occurrence(o.id));
    let steps = task.steps.iter().map(|step| Part::Step(step.id));
    let open = task.notes.iter().filter(|note| note.open);
    open.map(|note| Part::Difficulty(note.id))
        .chain(occurrences)
        .chain(steps)
        .chain(task.evidence.iter().map(|one| Part::Evidence(one.id)))
        .collect()
}
