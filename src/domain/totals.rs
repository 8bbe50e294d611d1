//! Totals: each task in exactly one group, so that the figures of a report add up; and rates
//! (*tỷ lệ*), parts of a whole as a report prints them.

use super::deadline::DeadlineKind;
use super::task::State;
use serde::{Deserialize, Serialize};

/// The groups that the file keeps counts of. Late and in time split `OpenDated` by the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TallyGroup {
    /// Done on or before its day.
    DoneOnTime = 1,
    /// Done after its day.
    DoneLate = 2,
    /// Done without a deadline; counts as on time in rates.
    DoneUndated = 3,
    /// Open with a date.
    OpenDated = 4,
    /// Open without a date: ongoing, none, unclear, relative without its base.
    OpenUndated = 5,
    /// Waits for its event (*chưa phát sinh*).
    EventNotCome = 6,
    /// Tạm dừng.
    Paused = 7,
    /// Bãi bỏ; listed apart.
    Dropped = 8,
}

impl TallyGroup {
    const ALL: [Self; 8] = [
        Self::DoneOnTime,
        Self::DoneLate,
        Self::DoneUndated,
        Self::OpenDated,
        Self::OpenUndated,
        Self::EventNotCome,
        Self::Paused,
        Self::Dropped,
    ];

    /// Where a task belongs.
    pub(crate) fn of(state: State, kind: DeadlineKind, dated: bool, on_time: Option<bool>) -> Self {
        match (state, kind) {
            (State::Dropped, _) => Self::Dropped,
            (State::Paused, _) => Self::Paused,
            (State::Done, _) => match on_time {
                Some(true) => Self::DoneOnTime,
                Some(false) => Self::DoneLate,
                None => Self::DoneUndated,
            },
            _ if dated => Self::OpenDated,
            (State::NotStarted, DeadlineKind::Event) => Self::EventNotCome,
            _ => Self::OpenUndated,
        }
    }
}

/// What some tasks have besides their group; each is counted, and a filter of its own asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Flag {
    /// Trọng tâm.
    KeyTask = 1,
    /// With a difficulty that nobody has answered.
    Stuck = 2,
    /// No deadline was ever given.
    NoDeadline = 3,
    /// The deadline's wording was not understood.
    Unclear = 4,
    /// Done without evidence.
    Unproven = 5,
}

impl Flag {
    /// All flags.
    pub(crate) const ALL: [Self; 5] = [
        Self::KeyTask,
        Self::Stuck,
        Self::NoDeadline,
        Self::Unclear,
        Self::Unproven,
    ];
}

/// The counts of one scope on one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// See `TallyGroup::DoneOnTime`.
    pub done_on_time: i64,
    /// See `TallyGroup::DoneLate`.
    pub done_late: i64,
    /// See `TallyGroup::DoneUndated`.
    pub done_undated: i64,
    /// Open with a date, late or not.
    pub open_dated: i64,
    /// The late ones among them.
    pub overdue: i64,
    /// See `TallyGroup::OpenUndated`.
    pub open_undated: i64,
    /// See `TallyGroup::EventNotCome`.
    pub event_not_come: i64,
    /// See `TallyGroup::Paused`.
    pub paused: i64,
    /// See `TallyGroup::Dropped`.
    pub dropped: i64,
}

impl Totals {
    /// Adds `n` tasks of a stored group; an unknown number is left out.
    pub(crate) fn add(&mut self, group: i64, n: i64) {
        let Some(group) = TallyGroup::ALL
            .into_iter()
            .find(|known| *known as i64 == group)
        else {
            return;
        };
        *match group {
            TallyGroup::DoneOnTime => &mut self.done_on_time,
            TallyGroup::DoneLate => &mut self.done_late,
            TallyGroup::DoneUndated => &mut self.done_undated,
            TallyGroup::OpenDated => &mut self.open_dated,
            TallyGroup::OpenUndated => &mut self.open_undated,
            TallyGroup::EventNotCome => &mut self.event_not_come,
            TallyGroup::Paused => &mut self.paused,
            TallyGroup::Dropped => &mut self.dropped,
        } += n;
    }

    /// Adds the counts of other tasks.
    pub(crate) fn add_all(&mut self, others: &Self) {
        self.done_on_time += others.done_on_time;
        self.done_late += others.done_late;
        self.done_undated += others.done_undated;
        self.open_dated += others.open_dated;
        self.overdue += others.overdue;
        self.open_undated += others.open_undated;
        self.event_not_come += others.event_not_come;
        self.paused += others.paused;
        self.dropped += others.dropped;
    }

    /// All done ones.
    pub fn done(&self) -> i64 {
        self.done_on_time + self.done_late + self.done_undated
    }

    /// All but the dropped ones.
    pub fn total(&self) -> i64 {
        self.done() + self.open_dated + self.open_undated + self.event_not_come + self.paused
    }
}

/// A part of a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    pub part: i64,
    pub whole: i64,
}

impl Rate {
    /// In thousandths, rounded to the nearest; never a full thousand while something is missing.
    /// `None` where there is no whole.
    pub(crate) fn thousandths(self) -> Option<i64> {
        if self.whole <= 0 {
            return None;
        }
        let rounded = (self.part * 2000 + self.whole) / (self.whole * 2);
        Some(if self.part < self.whole {
            rounded.min(999)
        } else {
            rounded
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_rounds_up_to_the_whole_and_nothing_is_divided_by_zero() {
        for (part, whole, thousandths) in [
            (0, 0, None),
            (0, 7, Some(0)),
            (1, 3, Some(333)),
            (2, 3, Some(667)),
            (9_999, 10_000, Some(999)),
            (7, 7, Some(1000)),
        ] {
            assert_eq!(Rate { part, whole }.thousandths(), thousandths);
        }
    }
}
