//! The agenda as it is prepared when a review begins, and the groups that it goes through: what is late
//! comes first, what merely goes on comes last.

use crate::domain::day::Week;
use crate::domain::ids::TaskId;
use crate::domain::query::{DueSpan, Filter, Order, Query};
use crate::domain::refusal::ReviewRefusal;
use crate::domain::task::State;
use chrono::Days;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// The most tasks of an agenda: it is for people in a room.
pub const AGENDA_MAX: usize = 5_000;

/// The groups that have tasks, in their order, each with its tasks in theirs. What the file keeps
/// is the JSON of this.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agenda(pub Vec<(AgendaGroup, Vec<TaskId>)>);

impl Agenda {
    /// Puts what each group has found, with whether it is a key task, into the agenda's order: a task
    /// stands once, in the first group that has it; in each group key tasks come first, and
    /// otherwise the order found stays.
    ///
    /// # Errors
    /// [`ReviewRefusal::TooLong`].
    pub(crate) fn arrange(
        found: impl IntoIterator<Item = (AgendaGroup, Vec<(TaskId, bool)>)>,
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
    pub fn tasks(&self) -> impl Iterator<Item = (AgendaGroup, TaskId)> {
        let groups = self.0.iter();
        groups.flat_map(|(group, tasks)| tasks.iter().map(|task| (*group, *task)))
    }

    /// How many tasks there are.
    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(|(_, tasks)| tasks.len()).sum()
    }
}

/// Why a task stands in the agenda. A task stands in the first group that fits it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgendaGroup {
    /// Past its day.
    Late,
    /// With a difficulty that nobody has answered; open or paused.
    Stuck,
    /// Due from today to this week's Sunday.
    ThisWeek,
    /// Due in the two weeks after this one.
    Soon,
    /// In progress, and without a change for the plan's silent days.
    Silent,
    /// Finished since the review before, or a due date of it was.
    Finished,
    /// Ongoing, and without a note this month.
    Unnoted,
}

words! {
    AgendaGroup:
    Late = "late", Stuck = "stuck", ThisWeek = "this_week", Soon = "soon",
    Silent = "silent", Finished = "finished", Unnoted = "unnoted",
}

impl AgendaGroup {
    /// Narrows the list of a scope to the tasks that the group asks for; those that are in an
    /// earlier group too are still among them. `None` for what the journal alone knows.
    pub(crate) fn of(self, scope: &Query) -> Option<Query> {
        let week = Week::of(scope.today);
        let after = |days| week.sunday + Days::new(days);
        let (filter, states): (_, &[State]) = match self {
            Self::Late => (Filter::Due(DueSpan::Overdue), &[]),
            Self::Stuck => (
                Filter::Stuck,
                &[State::NotStarted, State::InProgress, State::Paused],
            ),
            Self::ThisWeek => (Filter::Due(DueSpan::Between(scope.today, week.sunday)), &[]),
            Self::Soon => (Filter::Due(DueSpan::Between(after(1), after(14))), &[]),
            Self::Silent => (Filter::Silent, &[State::InProgress]),
            Self::Finished => return None,
            Self::Unnoted => (Filter::Unnoted, &[]),
        };
        let mut query = scope.clone();
        query.filters.push(filter);
        query.states = states.to_vec();
        query.order = Order::Due;
        Some(query)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::day::from_iso;
    use crate::domain::ids::PlanId;
    use crate::domain::plan::PlanSettings;

    fn found(tasks: &[(i64, bool)]) -> Vec<(TaskId, bool)> {
        tasks.iter().map(|(id, key)| (TaskId(*id), *key)).collect()
    }

    #[test]
    fn a_task_is_listed_once_and_key_tasks_come_first() {
        let agenda = Agenda::arrange([
            (
                AgendaGroup::Late,
                found(&[(5, false), (2, true), (9, false)]),
            ),
            (AgendaGroup::Stuck, found(&[(2, true), (9, false)])),
            (
                AgendaGroup::Soon,
                found(&[(9, false), (4, false), (1, true)]),
            ),
        ])
        .unwrap();
        let ids: Vec<_> = agenda
            .tasks()
            .map(|(group, task)| (group, task.0))
            .collect();
        assert_eq!(
            ids,
            [
                (AgendaGroup::Late, 2),
                (AgendaGroup::Late, 5),
                (AgendaGroup::Late, 9),
                (AgendaGroup::Soon, 1),
                (AgendaGroup::Soon, 4),
            ]
        );
        assert_eq!(
            (agenda.len(), agenda.0.len()),
            (5, 2),
            "empty groups are none"
        );
    }

    #[test]
    fn what_no_meeting_can_get_through_is_refused() {
        let tasks = |n: usize| (0..n as i64).map(|id| (TaskId(id), false)).collect();
        assert!(Agenda::arrange([(AgendaGroup::Late, tasks(AGENDA_MAX))]).is_ok());
        let long = Agenda::arrange([(AgendaGroup::Late, tasks(AGENDA_MAX + 1))]);
        assert_eq!(long, Err(ReviewRefusal::TooLong));
    }

    #[test]
    fn what_the_file_keeps_is_short_and_reads_back() {
        let agenda = Agenda::arrange([
            (AgendaGroup::ThisWeek, found(&[(3, false), (12, false)])),
            (AgendaGroup::Unnoted, found(&[(40, false)])),
        ])
        .unwrap();
        let text = r#"[["this_week",[3,12]],["unnoted",[40]]]"#;
        assert_eq!(serde_json::to_string(&agenda).unwrap(), text);
        assert_eq!(serde_json::from_str::<Agenda>(text).unwrap(), agenda);
        for group in AgendaGroup::ALL {
            let word = serde_json::to_string(&group).unwrap();
            assert_eq!(word, format!("\"{}\"", group.as_str()));
        }
    }

    #[test]
    fn the_spans_of_days_meet_without_a_gap_and_without_a_day_twice() {
        for day in ["2021-06-11", "2021-06-13", "2021-06-14"] {
            let today = from_iso(day).unwrap();
            let scope = Query::all(PlanId(1), today, &PlanSettings::default());
            let span = |group: AgendaGroup| match group.of(&scope).unwrap().filters[0] {
                Filter::Due(due) => due.span(today, 7).unwrap(),
                other => panic!("{other:?}"),
            };
            let (late, this) = (span(AgendaGroup::Late), span(AgendaGroup::ThisWeek));
            let soon = span(AgendaGroup::Soon);
            assert_eq!(late.1.succ_opt(), Some(this.0), "{day}");
            assert_eq!(this.0, today);
            assert_eq!(this.1.succ_opt(), Some(soon.0), "{day}");
            assert_eq!((soon.1 - soon.0).num_days(), 13);
        }
    }

    #[test]
    fn what_is_stuck_or_silent_is_not_finished() {
        let today = from_iso("2021-06-11").unwrap();
        let scope = Query::all(PlanId(1), today, &PlanSettings::default());
        let states = |group: AgendaGroup| group.of(&scope).unwrap().states;
        assert_eq!(states(AgendaGroup::Silent), [State::InProgress]);
        assert!(!states(AgendaGroup::Stuck).contains(&State::Done));
        assert!(states(AgendaGroup::Stuck).contains(&State::Paused));
        assert!(AgendaGroup::Finished.of(&scope).is_none());
    }
}
