//! The groups of the walk: what is late comes first, what merely goes on comes last.

use crate::domain::day::Week;
use crate::domain::query::{Due, Filter, Order, Query};
use crate::domain::task::State;
use chrono::Days;
use serde::{Deserialize, Serialize};

/// Why a task stands in the walk. A task stands in the first group that fits it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
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

impl Group {
    /// All groups in the order of the walk.
    pub const ALL: [Self; 7] = [
        Self::Late,
        Self::Stuck,
        Self::ThisWeek,
        Self::Soon,
        Self::Silent,
        Self::Finished,
        Self::Unnoted,
    ];

    /// The stored word, which is also the word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Stuck => "stuck",
            Self::ThisWeek => "this_week",
            Self::Soon => "soon",
            Self::Silent => "silent",
            Self::Finished => "finished",
            Self::Unnoted => "unnoted",
        }
    }

    /// Reads the stored word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.as_str() == word)
    }

    /// Narrows the list of a scope to the tasks that the group asks for; those that are in an
    /// earlier group too are still among them. `None` for what the journal alone can tell.
    pub fn of(self, scope: &Query) -> Option<Query> {
        let week = Week::of(scope.today);
        let after = |days| week.sunday + Days::new(days);
        let (filter, states): (_, &[State]) = match self {
            Self::Late => (Filter::Due(Due::Overdue), &[]),
            Self::Stuck => (
                Filter::Stuck,
                &[State::NotStarted, State::InProgress, State::Paused],
            ),
            Self::ThisWeek => (Filter::Due(Due::Between(scope.today, week.sunday)), &[]),
            Self::Soon => (Filter::Due(Due::Between(after(1), after(14))), &[]),
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
    use crate::domain::plan::Settings;

    #[test]
    fn the_spans_of_days_meet_without_a_gap_and_without_a_day_twice() {
        for day in ["2021-06-11", "2021-06-13", "2021-06-14"] {
            let today = from_iso(day).unwrap();
            let scope = Query::all(PlanId(1), today, &Settings::default());
            let span = |group: Group| match group.of(&scope).unwrap().filters[0] {
                Filter::Due(due) => due.span(today, 7).unwrap(),
                other => panic!("{other:?}"),
            };
            let (late, this) = (span(Group::Late), span(Group::ThisWeek));
            let soon = span(Group::Soon);
            assert_eq!(late.1.succ_opt(), Some(this.0), "{day}");
            assert_eq!(this.0, today);
            assert_eq!(this.1.succ_opt(), Some(soon.0), "{day}");
            assert_eq!((soon.1 - soon.0).num_days(), 13);
        }
    }

    #[test]
    fn what_is_stuck_or_silent_is_not_finished() {
        let today = from_iso("2021-06-11").unwrap();
        let scope = Query::all(PlanId(1), today, &Settings::default());
        let states = |group: Group| group.of(&scope).unwrap().states;
        assert_eq!(states(Group::Silent), [State::InProgress]);
        assert!(!states(Group::Stuck).contains(&State::Done));
        assert!(states(Group::Stuck).contains(&State::Paused));
        assert!(Group::Finished.of(&scope).is_none());
    }
}
