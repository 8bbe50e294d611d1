//! Deadlines as the office words them, and the days that follow from them.
//!
//! The wording is kept as it was typed; kind and days are read from it once
//! and stored beside it, so that a person may correct them.

mod dated;
mod falls;
mod fixed;
mod parse;
mod piece;
mod relative;
mod rhythm;
mod several;
mod span;
mod weekday;
#[cfg(test)]
mod wordings;
mod words;

pub use falls::Falls;

use chrono::{Datelike, Days, Weekday};
use serde::{Deserialize, Serialize};

use crate::domain::day::{self, Day, DayError, Week};

/// What sort of deadline a wording means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// One day ("Quý II", "Trước 15/12", "Trong năm").
    Date,
    /// One due day in each period ("Hằng quý").
    Recurring,
    /// All the time, never due ("Thường xuyên").
    Ongoing,
    /// When something happens or is asked for ("Khi có yêu cầu").
    Event,
    /// So long after something ("trong 15 ngày kể từ ngày …"); a person enters
    /// that day when it is known.
    Relative,
    /// A wording that says no day that could be read.
    Unclear,
    /// No wording at all.
    None,
}

impl DeadlineKind {
    /// All kinds, in the order of their declaration.
    pub const ALL: [Self; 7] = [
        Self::Date,
        Self::Recurring,
        Self::Ongoing,
        Self::Event,
        Self::Relative,
        Self::Unclear,
        Self::None,
    ];

    /// The kind's name in the database and in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Recurring => "recurring",
            Self::Ongoing => "ongoing",
            Self::Event => "event",
            Self::Relative => "relative",
            Self::Unclear => "unclear",
            Self::None => "none",
        }
    }

    /// The kind with this name, exactly as [`Self::as_str`] gives it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

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
    #[must_use]
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
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rhythm| rhythm.as_str() == name)
    }

    /// First and last day of the calendar period that a day lies in. A week is
    /// whole, also where it reaches into another year.
    #[must_use]
    pub fn period_of(self, due: Day) -> (Day, Day) {
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
    fn period_ends(self, year: i32) -> Vec<Day> {
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

/// What the reading of a wording depends on besides the wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeadlineRules {
    /// The plan's year, for wordings that name none.
    pub year: i32,
    /// The day that everything is judged by ("mai", "+3", "cuối tháng").
    pub today: Day,
    /// Whether "Trước 15/12" means 14/12 (the strict reading) or, as in many
    /// offices, 15/12 itself.
    pub before_is_strict: bool,
}

/// A deadline: the wording and what follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The wording as it was typed, trimmed, NFC.
    pub wording: String,
    /// What sort of deadline it is.
    pub kind: DeadlineKind,
    /// How often; only of [`DeadlineKind::Recurring`].
    pub rhythm: Option<Rhythm>,
    /// The first day of the period, where the wording names a period; only of
    /// [`DeadlineKind::Date`].
    pub start_on: Option<Day>,
    /// The day on which it is due (that day itself is not late); only of
    /// [`DeadlineKind::Date`].
    pub due_on: Option<Day>,
    /// How many days after the base day; only of [`DeadlineKind::Relative`],
    /// and there only where the wording counts in days or weeks.
    pub base_days: Option<u32>,
    /// Whether [`Self::base_days`] are working days.
    pub working_days: bool,
    /// On which day of each period; only of [`DeadlineKind::Recurring`].
    pub falls: Falls,
    /// Whether the wording names several rhythms ("Hàng tuần, hàng tháng"), of
    /// which the shortest counts.
    pub several_rhythms: bool,
}

impl Deadline {
    /// Reads a wording. All forms are known in any case, with or without
    /// accents, the usual ones in English too; what is not known becomes
    /// [`DeadlineKind::Unclear`], never an error. An empty wording, "không" and
    /// "none" are [`Deadline::none`].
    ///
    /// A due day on a weekend or holiday is left as it is: moving it (Civil
    /// Code 2015, article 148) is for people to decide.
    ///
    /// # Errors
    ///
    /// [`DayError::Impossible`] if the wording holds a date that the calendar
    /// does not have (31/6, 29/02/2021).
    pub fn parse(wording: &str, rules: &DeadlineRules) -> Result<Self, DayError> {
        parse::deadline(wording, rules)
    }

    /// No deadline: an empty wording and no day.
    #[must_use]
    pub fn none() -> Self {
        Self {
            wording: String::new(),
            kind: DeadlineKind::None,
            rhythm: None,
            start_on: None,
            due_on: None,
            base_days: None,
            working_days: false,
            falls: Falls::Last,
            several_rhythms: false,
        }
    }

    /// The due days of the task's occurrences in a year: of a recurring one a
    /// day in each period, of any other kind exactly one, which is `None` where
    /// there is no day.
    #[must_use]
    pub fn due_days(&self, year: i32) -> Vec<Option<Day>> {
        match (self.kind, self.rhythm) {
            (DeadlineKind::Date, _) => vec![self.due_on],
            (DeadlineKind::Recurring, Some(rhythm)) => {
                let days = self.falls.days(rhythm, year).into_iter();
                days.map(Some).collect()
            }
            _ => vec![None],
        }
    }

    /// The due day of a relative deadline, counted from the day after `base`;
    /// `None` for other kinds and where the wording gives no number of days.
    /// Working days are all but Saturday and Sunday; holidays are not known
    /// here.
    #[must_use]
    pub fn relative_due(&self, base: Day) -> Option<Day> {
        if self.kind != DeadlineKind::Relative {
            return None;
        }
        let days = self.base_days?;
        if self.working_days {
            add_working_days(base, days)
        } else {
            base.checked_add_days(Days::new(u64::from(days)))
        }
    }
}

fn add_working_days(base: Day, count: u32) -> Option<Day> {
    if count == 0 {
        return Some(base);
    }
    // Counting from a weekend is counting from the Friday before it.
    let mut day = base;
    while is_weekend(day) {
        day = day.pred_opt()?;
    }
    day = day.checked_add_days(Days::new(u64::from(count / 5) * 7))?;
    for _ in 0..count % 5 {
        day = day.succ_opt()?;
        while is_weekend(day) {
            day = day.succ_opt()?;
        }
    }
    Some(day)
}

fn is_weekend(day: Day) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn day(s: &str) -> Day {
        day::from_iso(s).unwrap()
    }

    fn recurring(rhythm: Rhythm, falls: Falls) -> Deadline {
        Deadline {
            kind: DeadlineKind::Recurring,
            rhythm: Some(rhythm),
            falls,
            ..Deadline::none()
        }
    }

    fn due(deadline: &Deadline, year: i32) -> Vec<String> {
        let days = deadline.due_days(year).into_iter();
        days.map(|d| d.map_or_else(|| "-".to_owned(), day::iso))
            .collect()
    }

    #[test]
    fn names_come_back() {
        for kind in DeadlineKind::ALL {
            assert_eq!(DeadlineKind::parse(kind.as_str()), Some(kind));
            let json = serde_json::to_string(&kind).unwrap();
            assert_eq!(json, format!("\"{}\"", kind.as_str()));
            assert_eq!(serde_json::from_str::<DeadlineKind>(&json).unwrap(), kind);
        }
        for rhythm in Rhythm::ALL {
            assert_eq!(Rhythm::parse(rhythm.as_str()), Some(rhythm));
            let json = serde_json::to_string(&rhythm).unwrap();
            assert_eq!(json, format!("\"{}\"", rhythm.as_str()));
        }
        assert_eq!(DeadlineKind::parse("Date"), None);
        assert_eq!(Rhythm::parse(""), None);
    }

    #[test]
    fn occurrences_of_a_year() {
        let cases = [
            (
                Rhythm::Quarter,
                Falls::Last,
                "2021-03-31 2021-06-30 2021-09-30 2021-12-31",
            ),
            (
                Rhythm::Quarter,
                Falls::CutOff,
                "2021-03-14 2021-06-14 2021-09-14 2021-12-14",
            ),
            (Rhythm::HalfYear, Falls::Last, "2021-06-30 2021-12-31"),
            (Rhythm::HalfYear, Falls::CutOff, "2021-06-14 2021-12-14"),
            (Rhythm::Year, Falls::Last, "2021-12-31"),
            (Rhythm::Year, Falls::CutOff, "2021-12-14"),
        ];
        for (rhythm, falls, want) in cases {
            let got = due(&recurring(rhythm, falls), 2021).join(" ");
            assert_eq!(got, want, "{rhythm:?}");
        }
        let months = due(&recurring(Rhythm::Month, Falls::Last), 2024);
        assert_eq!((months.len(), months[1].as_str()), (12, "2024-02-29"));
        let months = due(&recurring(Rhythm::Month, Falls::CutOff), 2024);
        assert!(months.iter().all(|day| day.ends_with("-14")));
    }

    #[test]
    fn weeks_are_due_on_the_sundays_of_the_year() {
        let cases = [
            (2021, 52, "2021-01-03", "2021-12-26"),
            (2023, 53, "2023-01-01", "2023-12-31"),
            (2026, 52, "2026-01-04", "2026-12-27"),
        ];
        for (year, count, first, last) in cases {
            for falls in [Falls::Last, Falls::CutOff] {
                let days = due(&recurring(Rhythm::Week, falls), year);
                assert_eq!(days.len(), count);
                assert_eq!(days.first().map(String::as_str), Some(first));
                assert_eq!(days.last().map(String::as_str), Some(last));
            }
        }
    }

    #[test]
    fn other_kinds_have_one_occurrence() {
        assert_eq!(Deadline::none().due_days(2021), [None]);
        for kind in DeadlineKind::ALL {
            let deadline = Deadline {
                kind,
                due_on: Some(day("2021-06-30")),
                ..Deadline::none()
            };
            let want = (kind == DeadlineKind::Date).then(|| day("2021-06-30"));
            assert_eq!(deadline.due_days(2022), [want], "{kind:?}");
        }
        // Beyond the calendar there is little to tell, but it must come to an end.
        for year in [i32::MIN, i32::MAX] {
            assert!(recurring(Rhythm::Week, Falls::Last).due_days(year).len() <= 1);
        }
    }

    #[test]
    fn periods_of_a_day() {
        let cases = [
            (Rhythm::Week, "2021-01-01", "2020-12-28", "2021-01-03"),
            (Rhythm::Month, "2021-02-28", "2021-02-01", "2021-02-28"),
            (Rhythm::Quarter, "2021-06-30", "2021-04-01", "2021-06-30"),
            (Rhythm::HalfYear, "2021-06-30", "2021-01-01", "2021-06-30"),
            (Rhythm::HalfYear, "2021-07-01", "2021-07-01", "2021-12-31"),
            (Rhythm::Year, "2021-06-14", "2021-01-01", "2021-12-31"),
        ];
        for (rhythm, inside, first, last) in cases {
            assert_eq!(rhythm.period_of(day(inside)), (day(first), day(last)));
        }
    }

    #[test]
    fn relative_deadlines_get_their_day_from_a_base() {
        // 2021-06-11 is a Friday.
        let cases = [
            (15, false, "2021-06-11", "2021-06-26"),
            (0, false, "2021-06-11", "2021-06-11"),
            (0, true, "2021-06-12", "2021-06-12"),
            (1, true, "2021-06-11", "2021-06-14"),
            (5, true, "2021-06-11", "2021-06-18"),
            (10, true, "2021-06-11", "2021-06-25"),
            (1, true, "2021-06-12", "2021-06-14"),
            (5, true, "2021-06-13", "2021-06-18"),
            (6, true, "2021-06-10", "2021-06-18"),
            (3, true, "2021-06-09", "2021-06-14"),
        ];
        for (count, working_days, base, want) in cases {
            let deadline = Deadline {
                kind: DeadlineKind::Relative,
                base_days: Some(count),
                working_days,
                ..Deadline::none()
            };
            let got = deadline.relative_due(day(base));
            assert_eq!(got, Some(day(want)), "{count} from {base}");
        }
    }

    #[test]
    fn no_relative_day_without_a_number_or_beyond_the_calendar() {
        let mut deadline = Deadline {
            kind: DeadlineKind::Relative,
            ..Deadline::none()
        };
        assert_eq!(deadline.relative_due(day("2021-06-11")), None);
        deadline.base_days = Some(u32::MAX);
        for working_days in [false, true] {
            deadline.working_days = working_days;
            assert_eq!(deadline.relative_due(day("2021-06-11")), None);
        }
        deadline.base_days = Some(3);
        deadline.kind = DeadlineKind::Date;
        assert_eq!(deadline.relative_due(day("2021-06-11")), None);
    }
}
