//! What Space does: done, or not done again; and the marks that make several one act.

use super::home::Home;
use crate::domain::change::Change;
use crate::domain::conflict::Completion;
use crate::domain::ids::{OccurrenceId, TaskId};
use crate::domain::occurrence::Occurrence;
use crate::domain::task::{State, Task};
use crate::tui::effects::effect::Effect;
use crate::tui::env::Env;

/// What was completed or reopened last, until the cursor moves on: pressed again, Space takes it
/// back and leaves exactly what was there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Toggled {
    /// The due date that was completed.
    pub done: Option<(TaskId, OccurrenceId)>,
    /// The completions that were taken back.
    pub reopened: Vec<(TaskId, Completion)>,
}

impl Toggled {
    /// Forgets what concerns other tasks.
    pub fn keep_only(&mut self, task: Option<TaskId>) {
        self.done = self.done.filter(|(done, _)| Some(*done) == task);
        self.reopened
            .retain(|(reopened, _)| Some(*reopened) == task);
    }

    /// Completes a due date of a task that was just reopened as it was completed before. `chosen`
    /// is the one that is meant; without it any.
    pub fn restored(&self, task: &Task, chosen: Option<OccurrenceId>) -> Option<Change> {
        let open = |id| task.occurrence(id).is_some_and(Occurrence::is_open);
        let meant = |seen: &Completion| chosen.is_none_or(|id| id == seen.occurrence);
        let mut reopened = self.reopened.iter();
        let (_, seen) = reopened
            .find(|(id, seen)| *id == task.row.id && meant(seen) && open(seen.occurrence))?;
        Some(Change::Complete {
            task: task.row.id,
            occurrence: Some(seen.occurrence),
            done_on: seen.done_on?,
            result: seen.result.clone(),
        })
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
    /// [`SpaceRefusal`] where a recurring task is done whole: its occurrences are reopened one by
    /// one in the detail.
    pub fn space(&self, env: &Env) -> Result<Vec<Change>, SpaceRefusal> {
        match &self.preview {
            Some(task) => space(task, &self.toggled, env).map(|change| vec![change]),
            None => Ok(Vec::new()),
        }
    }
}

/// What Space shall do to marked tasks once the person has seen which they are.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkedAct {
    /// The changes.
    pub changes: Vec<Change>,
    /// The tasks' codes.
    pub codes: Vec<String>,
    /// Whether they are reopened, not completed.
    pub reopens: bool,
}

/// What Space does to marked tasks: completes those that are not done; where all are, reopens them.
///
/// # Errors
/// As [`Home::space`].
pub fn space_marked(
    tasks: &[Task],
    toggled: &Toggled,
    env: &Env,
) -> Result<Vec<Change>, SpaceRefusal> {
    let done = |task: &&Task| task.row.state == State::Done;
    let all_done = tasks.iter().all(|task| done(&task));
    tasks
        .iter()
        .filter(|task| all_done || !done(task))
        .map(|task| match toggled.restored(task, None) {
            Some(change) => Ok(change),
            None => space(task, &Toggled::default(), env),
        })
        .collect()
}

/// Why Space does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpaceRefusal {
    /// A recurring task is done whole.
    AllOccurrencesDone,
}

/// What Space does to one task: completes its open occurrence that is due first, or takes the last
/// completion back, or gives back what was just taken.
///
/// # Errors
/// See [`Home::space`].
pub fn space(task: &Task, toggled: &Toggled, env: &Env) -> Result<Change, SpaceRefusal> {
    let id = task.row.id;
    let reopen = |done: &Occurrence| {
        let seen = done.completion();
        Ok(Change::Reopen { task: id, seen })
    };
    if let Some(restored) = toggled.restored(task, None) {
        return Ok(restored);
    }
    let just_done = toggled.done.filter(|(done, _)| *done == id);
    let just_done = just_done.and_then(|(_, occurrence)| task.occurrence(occurrence));
    if let Some(done) = just_done.filter(|o| !o.is_open()) {
        return reopen(done);
    }
    match (task.current(), task.occurrences.as_slice()) {
        (Some(current), _) => Ok(complete(id, Some(current.id), env)),
        (None, [only]) => reopen(only),
        (None, []) => Ok(complete(id, None, env)),
        (None, _) => Err(SpaceRefusal::AllOccurrencesDone),
    }
}

/// Completes an occurrence today.
pub(super) fn complete(task: TaskId, occurrence: Option<OccurrenceId>, env: &Env) -> Change {
    Change::Complete {
        task,
        occurrence,
        done_on: env.today,
        result: None,
    }
}
