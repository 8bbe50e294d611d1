//! Timeliness (*tiến độ hạn*): computed from dates and the day, never stored.

use super::day::Day;
use super::task::{State, TaskRow};

/// How a task stands against its deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Timeliness {
    /// No date, paused or dropped.
    None,
    /// Open and further away than the due-soon days.
    Later,
    /// Open and due between today and the due-soon days, both included.
    DueSoon,
    /// Open and past its day. The due day itself is not late.
    Overdue,
    /// Done on or before the day in force.
    DoneOnTime,
    /// Done after the day in force.
    DoneLate,
}

impl Timeliness {
    /// The word that JSON carries.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Later => "later",
            Self::DueSoon => "due_soon",
            Self::Overdue => "overdue",
            Self::DoneOnTime => "done_on_time",
            Self::DoneLate => "done_late",
        }
    }
}

/// Judges a task by the day. `on_time` is what was computed at completion; a task that was done
/// without a deadline has none.
pub fn judge(
    state: State,
    due_on: Option<Day>,
    on_time: Option<bool>,
    today: Day,
    soon_days: i64,
) -> Timeliness {
    match (state, due_on) {
        (State::Paused | State::Dropped, _) => Timeliness::None,
        (State::Done, _) => match on_time {
            Some(true) => Timeliness::DoneOnTime,
            Some(false) => Timeliness::DoneLate,
            None => Timeliness::None,
        },
        (_, None) => Timeliness::None,
        (_, Some(due)) => match (due - today).num_days() {
            left if left < 0 => Timeliness::Overdue,
            left if left <= soon_days => Timeliness::DueSoon,
            _ => Timeliness::Later,
        },
    }
}

impl TaskRow {
    /// How it stands against its deadline on that day.
    pub fn timeliness(&self, today: Day, soon_days: i64) -> Timeliness {
        judge(self.state, self.due_on, self.on_time, today, soon_days)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_due_day_itself_is_not_late() {
        let day = |d| Day::from_ymd_opt(2021, 6, d).unwrap();
        let open = |due| judge(State::NotStarted, Some(due), None, day(11), 7);
        assert_eq!(open(day(10)), Timeliness::Overdue);
        assert_eq!(open(day(11)), Timeliness::DueSoon);
        assert_eq!(open(day(18)), Timeliness::DueSoon);
        assert_eq!(open(day(19)), Timeliness::Later);
        assert_eq!(
            judge(State::Paused, Some(day(1)), None, day(11), 7),
            Timeliness::None
        );
        assert_eq!(
            judge(State::Done, Some(day(1)), Some(false), day(11), 7),
            Timeliness::DoneLate
        );
        assert_eq!(judge(State::Done, None, None, day(11), 7), Timeliness::None);
    }
}
