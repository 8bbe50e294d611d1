//! The walk as it is laid out when a review begins.

use super::{Group, ReviewRefusal};
use crate::domain::ids::TaskId;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// The most tasks of a walk: it is for people in a room.
pub const AGENDA_MAX: usize = 5_000;

/// The groups that have tasks, in their order, each with its tasks in theirs. What the file keeps
/// is the JSON of this.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agenda(pub Vec<(Group, Vec<TaskId>)>);

impl Agenda {
    /// Puts what each group has found, with whether it is a key task, into the walk's order: a task
    /// stands once, in the first group that has it; in each group key tasks come first, and
    /// otherwise the order found stays.
    ///
    /// # Errors
    /// [`ReviewRefusal::TooLong`].
    pub fn arrange(
        found: impl IntoIterator<Item = (Group, Vec<(TaskId, bool)>)>,
    ) -> Result<Self, ReviewRefusal> {
        let mut seen = HashSet::new();
        let mut groups = Vec::new();
        for (group, mut tasks) in found {
            tasks.retain(|(task, _)| seen.insert(*task));
            tasks.sort_by_key(|(_, key_task)| !key_task);
            if !tasks.is_empty() {
                groups.push((group, tasks.into_iter().map(|(task, _)| task).collect()));
            }
        }
        if seen.len() > AGENDA_MAX {
            return Err(ReviewRefusal::TooLong);
        }
        Ok(Self(groups))
    }

    /// The tasks in order, each with its group.
    pub fn tasks(&self) -> impl Iterator<Item = (Group, TaskId)> {
        let groups = self.0.iter();
        groups.flat_map(|(group, tasks)| tasks.iter().map(|task| (*group, *task)))
    }

    /// How many tasks there are.
    pub fn len(&self) -> usize {
        self.0.iter().map(|(_, tasks)| tasks.len()).sum()
    }

    /// Whether there is nothing to speak of.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn found(tasks: &[(i64, bool)]) -> Vec<(TaskId, bool)> {
        tasks.iter().map(|(id, key)| (TaskId(*id), *key)).collect()
    }

    #[test]
    fn a_task_stands_once_and_key_tasks_come_first() {
        let walk = Agenda::arrange([
            (Group::Late, found(&[(5, false), (2, true), (9, false)])),
            (Group::Stuck, found(&[(2, true), (9, false)])),
            (Group::Soon, found(&[(9, false), (4, false), (1, true)])),
        ])
        .unwrap();
        let ids: Vec<_> = walk.tasks().map(|(group, task)| (group, task.0)).collect();
        assert_eq!(
            ids,
            [
                (Group::Late, 2),
                (Group::Late, 5),
                (Group::Late, 9),
                (Group::Soon, 1),
                (Group::Soon, 4),
            ]
        );
        assert_eq!((walk.len(), walk.0.len()), (5, 2), "empty groups are none");
    }

    #[test]
    fn what_no_meeting_can_get_through_is_refused() {
        let tasks = |n: usize| (0..n as i64).map(|id| (TaskId(id), false)).collect();
        assert!(Agenda::arrange([(Group::Late, tasks(AGENDA_MAX))]).is_ok());
        let long = Agenda::arrange([(Group::Late, tasks(AGENDA_MAX + 1))]);
        assert_eq!(long, Err(ReviewRefusal::TooLong));
    }

    #[test]
    fn what_the_file_keeps_is_short_and_reads_back() {
        let walk = Agenda::arrange([
            (Group::ThisWeek, found(&[(3, false), (12, false)])),
            (Group::Unnoted, found(&[(40, false)])),
        ])
        .unwrap();
        let text = r#"[["this_week",[3,12]],["unnoted",[40]]]"#;
        assert_eq!(serde_json::to_string(&walk).unwrap(), text);
        assert_eq!(serde_json::from_str::<Agenda>(text).unwrap(), walk);
        for group in Group::ALL {
            let word = serde_json::to_string(&group).unwrap();
            assert_eq!(word, format!("\"{}\"", group.as_str()));
        }
    }
}
