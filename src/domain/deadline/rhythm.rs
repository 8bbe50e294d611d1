//! How often a recurring task falls due.

use crate::domain::day::{self, Day, Week};
use chrono::Datelike;
use serde::{Deserialize, Serialize};

/// How often a recurring task falls due; the shorter is the lesser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    /// Every week, due on Sunday.
    Week,
    /// Every month.
    Month,
    /// Every quarter.
    Quarter,
    /// Every six months.
    HalfYear,
    /// Every year.
    Year,
}

impl Rhythm {
    /// All rhythms, the shortest first.
    pub const ALL: [Self; 5] = [
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::HalfYear,
        Self::Year,
    ];

    /// The rhythm's name in the database and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::HalfYear => "half_year",
            Self::Year => "year",
        }
    }

    /// The rhythm with this name, exactly as [`Self::as_str`] gives it.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rhythm| rhythm.as_str() == name)
    }

    /// First and last day of the calendar period that a day lies in. A week is
    /// whole, also where it reaches into another year.
    pub(crate) fn period_of(self, due: Day) -> (Day, Day) {
        let year = due.year();
        match self {
            Self::Week => {
                let week = Week::of(due);
                (week.monday, week.sunday)
            }
            Self::Month => day::month_days(year, due.month()),
            Self::Quarter => day::quarter_days(year, day::quarter_of(due)),
            Self::HalfYear => day::half_days(year, due.month0() / 6 + 1),
            Self::Year => day::year_days(year),
        }
    }

    /// The last day of each period of a year, in order; weeks count to the year
    /// that their Sunday lies in.
    pub(super) fn period_ends(self, year: i32) -> Vec<Day> {
        let (first, last) = day::year_days(year);
        let mut ends = Vec::new();
        let mut end = self.period_of(first).1;
        while end <= last {
            ends.push(end);
            match end.succ_opt() {
                Some(next) => end = self.period_of(next).1,
                None => break,
            }
        }
        ends
    }
}
