//! The figures of a week, and how they are counted.
//!
//! A week's figures set two states of knowledge against each other: what the file knew at the end of
//! the week before (Sunday), and what it knew at the week's own end, or knows now where the week is
//! not over. So whatever is recorded counts in the week in which it was recorded, and nothing falls
//! between two weeks. "Late" is decided by each state's own last day.
//!
//! | figure | counts the tasks that |
//! |---|---|
//! | done | are done, and were not |
//! | newly late | are late, and were not |
//! | caught up | were late, and are not any more: done, extended, paused, dropped, whatever |
//! | late | are late |
//! | extended | – it counts the extensions recorded in between |
//! | new | are known, and were not |
//! | stuck | have a difficulty that nobody has answered, whatever became of the task |
//!
//! So late = late before + newly late − caught up, but for tasks whose adding was undone. A task
//! counts for the unit that led it at the end of the week counted, and for its area; the sums over
//! all units and over all areas are the whole.

use crate::domain::day::{Day, Week};
use crate::domain::ids::UnitId;
use crate::domain::snapshot::TaskAsOf;
use crate::domain::task::State;
use std::collections::HashMap;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WeekFigures {
    /// Hoàn thành.
    pub done: i64,
    /// Mới quá hạn.
    pub newly_late: i64,
    /// Hết quá hạn.
    pub caught_up: i64,
    /// Còn quá hạn.
    pub late: i64,
    /// Gia hạn.
    pub extended: i64,
    /// Nhiệm vụ mới.
    pub new: i64,
    /// Đang vướng mắc.
    pub stuck: i64,
}

impl WeekFigures {
    /// All seven, in the order in which they are shown.
    pub(crate) fn all(self) -> [i64; 7] {
        [
            self.done,
            self.newly_late,
            self.caught_up,
            self.late,
            self.extended,
            self.new,
            self.stuck,
        ]
    }

    /// Counts one task as it is known at the week's end and as it was known at the end of the week
    /// before.
    fn count(&mut self, task: &TaskAsOf, day: Day, before: Option<&TaskAsOf>, day_before: Day) {
        let done = |task: &TaskAsOf| task.state() == State::Done;
        let late = |task: &TaskAsOf, day: Day| task.days_late(day).is_some();
        let was_late = before.is_some_and(|before| late(before, day_before));
        let is_late = late(task, day);
        self.done += i64::from(done(task) && !before.is_some_and(done));
        self.newly_late += i64::from(is_late && !was_late);
        self.caught_up += i64::from(was_late && !is_late);
        self.late += i64::from(is_late);
        let moved = task.extensions.iter();
        let moved = moved.filter(|(_, moved)| day_before < *moved && *moved <= day);
        self.extended += i64::try_from(moved.count()).unwrap_or(i64::MAX);
        self.new += i64::from(before.is_none());
        self.stuck += i64::from(task.notes.iter().any(|note| note.open));
    }
}

/// A week's figures beside those of the week before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WeekPair {
    /// This week's.
    pub this: WeekFigures,
    /// Last week's.
    pub last: WeekFigures,
}

impl WeekPair {
    /// Whether all of them are zero.
    pub(crate) fn is_zero(&self) -> bool {
        *self == Self::default()
    }
}

/// The figures of a week and of the week before: in all, and by unit and by area those that are not
/// all zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeeklyFigures {
    pub week: Week,
    /// All tasks.
    pub total: WeekPair,
    /// By lead unit; the order is the caller's to give.
    pub units: HashMap<Option<UnitId>, WeekPair>,
    /// By the area's key.
    pub areas: HashMap<String, WeekPair>,
}

/// The days whose knowledge is needed for a week that is assessed on `today`: its own end, that of the
/// week before, and that of the one before that.
pub(crate) fn days(week: Week, today: Day) -> [Day; 3] {
    let before = week.previous();
    [
        week.sunday.min(today),
        before.sunday,
        before.previous().sunday,
    ]
}

impl WeeklyFigures {
    /// Nothing counted yet.
    pub(crate) fn new(week: Week) -> Self {
        Self {
            week,
            total: WeekPair::default(),
            units: HashMap::new(),
            areas: HashMap::new(),
        }
    }

    /// Counts one task, from what was known of it on [`days`]. One that came into the scope from
    /// elsewhere is set against what it was there.
    pub(crate) fn count(
        &mut self,
        days: [Day; 3],
        [now, before, first]: [Option<&TaskAsOf>; 3],
        wanted: impl Fn(&&TaskAsOf) -> bool,
    ) {
        if let Some(task) = now.filter(&wanted) {
            for pair in self.pairs(task) {
                pair.this.count(task, days[0], before, days[1]);
            }
        }
        if let Some(task) = before.filter(&wanted) {
            for pair in self.pairs(task) {
                pair.last.count(task, days[1], first, days[2]);
            }
        }
    }

    /// Where a task is counted.
    fn pairs(&mut self, task: &TaskAsOf) -> [&mut WeekPair; 3] {
        [
            &mut self.total,
            self.units.entry(task.texts.lead).or_default(),
            self.areas.entry(task.area.clone()).or_default(),
        ]
    }

    /// Leaves out the units and areas whose figures are all zero.
    pub(crate) fn without_zeros(mut self) -> Self {
        self.units.retain(|_, pair| !pair.is_zero());
        self.areas.retain(|_, pair| !pair.is_zero());
        self
    }
}
