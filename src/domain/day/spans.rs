//! Weeks, months, quarters, half-years and years: which a day lies in, and their first and last day.

use super::Day;
use chrono::{Datelike, Days, Months};

/// A week as the office counts it, Monday to Sunday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Week {
    /// Its first day.
    pub monday: Day,
    /// Its last day.
    pub sunday: Day,
}

impl Week {
    /// The week that a day lies in.
    pub fn of(day: Day) -> Self {
        let since_monday = u64::from(day.weekday().num_days_from_monday());
        let monday = day
            .checked_sub_days(Days::new(since_monday))
            .unwrap_or(Day::MIN);
        let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(Day::MAX);
        Self { monday, sunday }
    }

    /// The week after this one; at the end of the calendar, this one.
    pub fn next(self) -> Self {
        self.sunday.succ_opt().map_or(self, Self::of)
    }

    /// The week before this one; at the beginning of the calendar, this one.
    pub fn previous(self) -> Self {
        self.monday.pred_opt().map_or(self, Self::of)
    }

    /// Whether a day lies in this week.
    pub fn contains(self, day: Day) -> bool {
        (self.monday..=self.sunday).contains(&day)
    }
}

/// The quarter that a day lies in, 1 to 4.
pub fn quarter_of(day: Day) -> u32 {
    day.month0() / 3 + 1
}

/// First and last day of a month; months outside 1 to 12 count as the nearest.
pub fn month_days(year: i32, month: u32) -> (Day, Day) {
    months_days(year, month, month)
}

/// First and last day of a quarter; outside 1 to 4 counts as the nearest.
pub fn quarter_days(year: i32, quarter: u32) -> (Day, Day) {
    let quarter = quarter.clamp(1, 4);
    months_days(year, quarter * 3 - 2, quarter * 3)
}

/// First and last day of a half-year; outside 1 and 2 counts as the nearest.
pub fn half_days(year: i32, half: u32) -> (Day, Day) {
    let half = half.clamp(1, 2);
    months_days(year, half * 6 - 5, half * 6)
}

/// First and last day of a year.
pub fn year_days(year: i32) -> (Day, Day) {
    months_days(year, 1, 12)
}

/// The first day of month `first` and the last day of month `last` of a year;
/// beyond the calendar's ends, those ends.
pub fn months_days(year: i32, first: u32, last: u32) -> (Day, Day) {
    let edge = if year < 0 { Day::MIN } else { Day::MAX };
    let start = |month: u32| Day::from_ymd_opt(year, month.clamp(1, 12), 1);
    let end = start(last)
        .and_then(|day| day.checked_add_months(Months::new(1)))
        .and_then(|day| day.pred_opt());
    (start(first).unwrap_or(edge), end.unwrap_or(edge))
}
