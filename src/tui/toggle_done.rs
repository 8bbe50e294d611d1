//! Done, or not done again, with one key; and what the last such act was.

use crate::domain::change::Change;
use crate::domain::conflict::Completion;
use crate::domain::ids::{OccurrenceId, TaskId};
use crate::domain::journal::ChangeKind;
use crate::domain::task::{Occurrence, State, Task};
use crate::store::Receipt;
use crate::tui::actions::{Action, KeyContext};
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
    /// What an act has toggled; none where it leaves what was toggled before as it is.
    pub(crate) fn by(receipt: &Receipt, changes: &[Change]) -> Option<Self> {
        if matches!(
            receipt.kind,
            ChangeKind::Note | ChangeKind::Answer | ChangeKind::Evidence | ChangeKind::Edit
        ) {
            return None;
        }
        let one = receipt.tasks.len() == 1;
        let done = match changes {
            [
                Change::Complete {
                    task,
                    occurrence: Some(occurrence),
                    ..
                },
                ..,
            ] if one && receipt.kind == ChangeKind::Complete => Some((*task, *occurrence)),
            _ => None,
        };
        let reopened = changes.iter().filter_map(|change| match change {
            Change::Reopen { task, seen } => Some((*task, seen.clone())),
            _ => None,
        });
        let only_reopened = receipt.kind == ChangeKind::Reopen;
        Some(Self {
            done,
            reopened: reopened.filter(|_| only_reopened).collect(),
        })
    }

    /// Forgets what concerns other tasks.
    pub(crate) fn keep_only(&mut self, task: Option<TaskId>) {
        self.done = self.done.filter(|(done, _)| Some(*done) == task);
        self.reopened
            .retain(|(reopened, _)| Some(*reopened) == task);
    }

    /// Completes a due date of a task that was just reopened as it was completed before. `chosen`
    /// is the one that is meant; without it any.
    pub(crate) fn restored(&self, task: &Task, chosen: Option<OccurrenceId>) -> Option<Change> {
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

/// What Space does to marked tasks: completes those that are not done; where all are, reopens them.
///
/// # Errors
/// As [`toggle`].
pub(crate) fn toggle_marked(
    tasks: &[Task],
    toggled: &Toggled,
    env: &Env,
) -> Result<Vec<Change>, String> {
    let done = |task: &&Task| task.row.state == State::Done;
    let all_done = tasks.iter().all(|task| done(&task));
    tasks
        .iter()
        .filter(|task| all_done || !done(task))
        .map(|task| match toggled.restored(task, None) {
            Some(change) => Ok(change),
            None => toggle(task, &Toggled::default(), env),
        })
        .collect()
}
/// What Space does to one task: completes its open occurrence that is due first, or takes the last
/// completion back, or gives back what was just taken.
///
/// # Errors
/// See [`toggle`].
pub(crate) fn toggle(task: &Task, toggled: &Toggled, env: &Env) -> Result<Change, String> {
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
        (None, _) => Err(all_occurrences_done(env)),
    }
}

/// Completes an occurrence today.
pub(crate) fn complete(task: TaskId, occurrence: Option<OccurrenceId>, env: &Env) -> Change {
    Change::Complete {
        task,
        occurrence,
        done_on: env.today,
        result: None,
    }
}

fn all_occurrences_done(env: &Env) -> String {
    let key = env.key(KeyContext::Tasks, Action::Open);
    env.lang.pick(
        format!("Mọi kỳ đã hoàn thành. Nhấn {key} mở chi tiết để mở lại từng kỳ."),
        format!(
            "All due dates are completed. Press {key} for the details, where each can be reopened."
        ),
    )
}
