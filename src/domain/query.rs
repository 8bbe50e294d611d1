//! Queries: which tasks, in which order; used by screen, command line and reports alike.

use super::day::{Day, Week};
use super::ids::{AreaId, PlanId, UnitId};
use super::task::{Place, State};
use super::unit::UnitScope;
use chrono::Datelike;

/// Which tasks, in which order, as of which day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    pub plan: PlanId,
    /// One area, or all.
    pub area: Option<AreaId>,
    /// By lead unit.
    pub unit: UnitScope,
    /// All of these must hold.
    pub filters: Vec<Filter>,
    /// Only these states; empty means any.
    pub states: Vec<State>,
    /// What was typed into the search; every word must be the beginning of a word of the task.
    pub words: String,
    pub order: Order,
    /// The day as of which tasks are "late", "soon" and "silent".
    pub today: Day,
    /// See [`super::plan::PlanSettings::soon_days`].
    pub soon_days: i64,
    /// See [`super::plan::PlanSettings::silent_days`].
    pub silent_days: i64,
}

impl Query {
    /// Every task of a plan by due day.
    pub fn all(plan: PlanId, today: Day, settings: &super::plan::PlanSettings) -> Self {
        Self {
            plan,
            area: None,
            unit: UnitScope::All,
            filters: Vec::new(),
            states: Vec::new(),
            words: String::new(),
            order: Order::Due,
            today,
            soon_days: settings.soon_days,
            silent_days: settings.silent_days,
        }
    }
}

/// A condition that the filter key or an option of the command line sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Filter {
    /// By due day.
    Due(DueSpan),
    /// Trọng tâm.
    KeyTask,
    /// With a difficulty that nobody has answered.
    Stuck,
    /// Nobody leads it.
    Unassigned,
    /// No deadline was ever given.
    NoDeadline,
    /// The wording was not understood.
    Unclear,
    /// Done without evidence.
    Unproven,
    /// Open and without a change for the silent days.
    Silent,
    /// Ongoing, open and without a note since the month's first day.
    Unnoted,
    /// Led or joined by this unit.
    Mine(UnitId),
}

/// A span of due days. Concerns open tasks, unless the query names states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DueSpan {
    /// Before today.
    Overdue,
    /// From today to today plus the due-soon days.
    Soon,
    /// From Monday to Sunday of this week.
    ThisWeek,
    /// From Monday to Sunday of next week.
    NextWeek,
    /// Without a due day.
    None,
    /// Both days included.
    Between(Day, Day),
}

impl DueSpan {
    /// First and last day of the span; `None` for [`DueSpan::None`].
    pub(crate) fn span(self, today: Day, soon_days: i64) -> Option<(Day, Day)> {
        let week = Week::of(today);
        Some(match self {
            Self::Overdue => (Day::MIN, today.pred_opt().unwrap_or(today)),
            Self::Soon => (today, today + chrono::Duration::days(soon_days)),
            Self::ThisWeek => (week.monday, week.sunday),
            Self::NextWeek => (week.next().monday, week.next().sunday),
            Self::None => return None,
            Self::Between(first, last) => (first, last),
        })
    }
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// Open by due day, undated next, done last.
    #[default]
    Due,
    /// By area, and in each in the document's order (III stands with area 0).
    Code,
    /// By lead unit in the Vietnamese alphabet's order, then by due day; without unit last.
    Unit,
    /// Last changed first.
    Changed,
}

words! { Order: Due = "due", Code = "code", Unit = "unit", Changed = "changed" }

impl Order {
    pub(crate) fn next(self) -> Self {
        let at = Self::ALL
            .iter()
            .position(|order| *order == self)
            .unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}

/// Where a window of rows begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The first row.
    Start,
    /// The last row.
    End,
    /// After this place, forwards.
    After(Place),
    /// Before this place, backwards.
    Before(Place),
    /// With the row at this place as the first, or the one that follows where it is gone.
    From(Place),
}

/// Rows of a list in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window<R> {
    pub rows: Vec<R>,
    /// Nothing comes before the first.
    pub at_start: bool,
    /// Nothing comes after the last.
    pub at_end: bool,
}

/// The classes of the order "due", each 10⁸ apart, days inside as yyyymmdd.
const CLASS: i64 = 100_000_000;
/// First key after the open tasks with a date.
pub(crate) const OPEN_DATED_END: i64 = CLASS;
/// First key after all open tasks without a date and those that wait for their event.
pub(crate) const OPEN_END: i64 = 3 * CLASS;

/// Where a task stands in the order "due": open by due day, undated, waiting for their event,
/// paused, done (the last done first), dropped.
pub(crate) fn due_key(
    state: State,
    kind: super::deadline::DeadlineKind,
    due: Option<Day>,
    done: Option<Day>,
) -> i64 {
    use super::deadline::DeadlineKind::Event;
    match state {
        State::Dropped => 5 * CLASS,
        State::Done => 4 * CLASS + (99_999_999 - done.map_or(0, day_number)),
        State::Paused => 3 * CLASS,
        _ => match due {
            Some(due) => day_number(due),
            None if kind == Event && state == State::NotStarted => 2 * CLASS,
            None => CLASS,
        },
    }
}

/// A day as the number yyyymmdd, which sorts as the calendar does.
pub(crate) fn day_number(day: Day) -> i64 {
    i64::from(day.year()).clamp(0, 9999) * 10_000
        + i64::from(day.month()) * 100
        + i64::from(day.day())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::deadline::DeadlineKind as Kind;

    fn day(m: u32, d: u32) -> Day {
        Day::from_ymd_opt(2021, m, d).unwrap()
    }

    #[test]
    fn open_tasks_come_by_due_day_then_undated_then_done() {
        let keys = [
            due_key(State::NotStarted, Kind::Date, Some(day(3, 31)), None),
            due_key(State::InProgress, Kind::Date, Some(day(6, 11)), None),
            due_key(State::InProgress, Kind::Ongoing, None, None),
            due_key(State::NotStarted, Kind::Event, None, None),
            due_key(State::Paused, Kind::Date, Some(day(1, 1)), None),
            due_key(State::Done, Kind::Date, Some(day(3, 1)), Some(day(6, 1))),
            due_key(State::Done, Kind::Date, Some(day(3, 1)), Some(day(2, 1))),
            due_key(State::Dropped, Kind::Date, Some(day(1, 1)), None),
        ];
        assert!(keys.is_sorted_by(|a, b| a < b), "{keys:?}");
    }

    #[test]
    fn this_week_runs_from_monday_to_sunday() {
        let friday = day(6, 11);
        assert_eq!(
            DueSpan::ThisWeek.span(friday, 7),
            Some((day(6, 7), day(6, 13)))
        );
        assert_eq!(
            DueSpan::NextWeek.span(friday, 7),
            Some((day(6, 14), day(6, 20)))
        );
        assert_eq!(DueSpan::Soon.span(friday, 7), Some((friday, day(6, 18))));
    }
}
