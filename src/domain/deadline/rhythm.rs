//! How often a recurring task falls due, and on which day of its periods.

use crate::domain::day::{self, Day, Week};
use chrono::{Datelike, Days, Months, Weekday};
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

words! {
    Rhythm:
    Week = "week", Month = "month", Quarter = "quarter", HalfYear = "half_year",
    Year = "year",
}

impl Rhythm {
    /// First and last day of the calendar period that contains a day. A week is
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
    /// that their Sunday is in.
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

/// Day of the month on which a reporting period closes (decree 09/2019/NĐ-CP,
/// article 12: monthly, quarterly, half-yearly and yearly reports alike).
const REPORT_CUT_OFF: u32 = 14;

/// On which day of each period a recurring deadline is due.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DueRule {
    /// On the last; weeks close on Sunday.
    #[default]
    Last,
    /// On the reports' cut-off day ("Hằng quý theo kỳ báo cáo"). Weeks have
    /// none in the decree; they close on Sunday always.
    CutOff,
    /// On this day of the period's last month ("Ngày 25 hằng tháng"); where the
    /// month is shorter, on its last day.
    MonthDay(u32),
    /// On these days of each month ("Ngày 15 và 30 hằng tháng").
    MonthDays(Vec<u32>),
    /// On a day of the first month of each quarter ("Ngày 10 tháng đầu quý").
    FirstMonth(u32),
    /// On a day of the month after the period ("trước ngày 15 của tháng đầu quý sau"), the last
    /// time in the year after.
    MonthAfter(u32),
    /// On this day of the week ("Thứ Sáu hằng tuần").
    Weekday(Weekday),
    /// On the Sunday of every second week ("Hai tuần một lần").
    SecondWeek,
    /// On these days and no others ("Quý II và Quý IV", "15/6 và 15/12"), in
    /// order; each is in a period of its own.
    Days(Vec<Day>),
}

impl DueRule {
    /// The due days of the periods of a year that end no sooner than `from` and begin no later than
    /// `until`, in order.
    pub(super) fn days(
        &self,
        rhythm: Rhythm,
        year: i32,
        (from, until): (Option<Day>, Option<Day>),
    ) -> Vec<Day> {
        let inside = |(first, last): &(Day, Day)| {
            from.is_none_or(|from| from <= *last) && until.is_none_or(|until| *first <= until)
        };
        match self {
            Self::Days(days) => days.clone(),
            Self::Weekday(weekday) => {
                let days = weekdays(*weekday, year).into_iter();
                days.filter(|day| inside(&Rhythm::Week.period_of(*day)))
                    .collect()
            }
            Self::SecondWeek => second_weeks(year, from)
                .into_iter()
                .filter(|day| until.is_none_or(|until| *day <= until))
                .collect(),
            Self::MonthDays(numbers) => {
                let months = Rhythm::Month.period_ends(year).into_iter();
                let months = months.filter(|end| inside(&Rhythm::Month.period_of(*end)));
                months
                    .flat_map(|end| numbers.iter().map(move |number| month_day(end, *number)))
                    .collect()
            }
            _ => {
                let ends = rhythm.period_ends(year).into_iter();
                let ends = ends.filter(|end| inside(&rhythm.period_of(*end)));
                ends.map(|end| self.within(rhythm, end)).collect()
            }
        }
    }

    /// The due day of the period that ends on `end`.
    fn within(&self, rhythm: Rhythm, end: Day) -> Day {
        match self {
            Self::CutOff if rhythm != Rhythm::Week => month_day(end, REPORT_CUT_OFF),
            Self::MonthDay(number) => month_day(end, *number),
            Self::FirstMonth(number) => {
                let (first, _) = rhythm.period_of(end);
                month_day(day::month_days(first.year(), first.month()).1, *number)
            }
            Self::MonthAfter(number) => {
                let after = end.checked_add_months(Months::new(1)).unwrap_or(end);
                month_day(day::month_days(after.year(), after.month()).1, *number)
            }
            _ => end,
        }
    }
}

/// That day of the month that ends on `end`.
fn month_day(end: Day, number: u32) -> Day {
    end.with_day(number.min(end.day())).unwrap_or(end)
}

/// Every such day of the week in a year.
fn weekdays(weekday: Weekday, year: i32) -> Vec<Day> {
    let (first, last) = day::year_days(year);
    let ahead = (7 + weekday.num_days_from_monday() - first.weekday().num_days_from_monday()) % 7;
    every(first.checked_add_days(Days::new(u64::from(ahead))), 7, last)
}

/// The Sunday of every second week, counted from the week of `from`, else from the year's first
/// Monday.
fn second_weeks(year: i32, from: Option<Day>) -> Vec<Day> {
    let (first, last) = day::year_days(year);
    let monday = match from.filter(|from| *from > first) {
        Some(from) => Week::of(from).monday,
        None => weekdays(Weekday::Mon, year)
            .first()
            .copied()
            .unwrap_or(first),
    };
    every(monday.checked_add_days(Days::new(13)), 14, last)
}

fn every(first: Option<Day>, days: u64, last: Day) -> Vec<Day> {
    let next = |day: &Day| {
        day.checked_add_days(Days::new(days))
            .filter(|next| next > day)
    };
    std::iter::successors(first, next)
        .take_while(|day| *day <= last)
        .collect()
}
