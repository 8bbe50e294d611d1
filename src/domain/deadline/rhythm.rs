//! Recurring deadlines: how often, and whether by the reports' periods.

use super::parse::{EVENTS, of_kind};
use super::words::Cursor;
use super::{Deadline, DeadlineKind, Falls};
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

/// "Hằng quý", "định kỳ theo quý", "6 tháng một lần", "2 lần/năm", "Hàng tuần,
/// hàng tháng" (the shorter rhythm counts), "Hằng quý theo kỳ báo cáo".
pub(super) fn recurring(mut cursor: Cursor) -> Option<Deadline> {
    let mut report_periods = false;
    let mut said = false;
    loop {
        if cursor.eat_any(&["theo ky bao cao", "theo cac ky bao cao"]) {
            report_periods = true;
        } else if cursor.eat("dinh ky")
            || cursor.sees_any(&["hang", "moi", "tung", "theo"]) && !said
        {
            said = true;
        } else if !(cursor.eat_any(&["thuc hien", "bao cao", "it nhat", "toi thieu"])
            || said && cursor.mark(",:-").is_some())
        {
            break;
        }
    }
    let mut rhythms = Vec::new();
    let counted = read_rhythms(&mut cursor, &mut rhythms)?;
    let (first, several) = (rhythms.first()?, rhythms.len() > 1);
    let is_rhythm = said || report_periods || counted || several || *first == Rhythm::HalfYear;
    report_periods |= ends_rhythm(cursor)?;
    let rhythm = rhythms.iter().min().copied();
    is_rhythm.then(|| Deadline {
        rhythm,
        falls: if report_periods {
            Falls::CutOff
        } else {
            Falls::Last
        },
        several_rhythms: several,
        ..of_kind(DeadlineKind::Recurring)
    })
}

/// Reads "hàng tuần, hàng tháng", "quý, 6 tháng, năm" and says whether a number
/// of times was given.
fn read_rhythms(cursor: &mut Cursor, rhythms: &mut Vec<Rhythm>) -> Option<bool> {
    let mut counted = false;
    loop {
        let mut ahead = *cursor;
        let item = rhythm_item(&mut ahead, !rhythms.is_empty());
        let Some((rhythm, times)) = item else {
            return (!rhythms.is_empty()).then_some(counted);
        };
        rhythms.extend(rhythm);
        counted |= times;
        *cursor = ahead;
        let mut behind = ahead;
        let comma = behind.mark(",/-&").is_some();
        if !(behind.eat_any(&["va", "hoac"]) || comma)
            || rhythm_item(&mut { behind }, true).is_none()
        {
            return Some(counted);
        }
        *cursor = behind;
    }
}

/// One rhythm, and whether it was counted ("một lần"). The nine months of a
/// report list have no rhythm of their own.
fn rhythm_item(cursor: &mut Cursor, in_list: bool) -> Option<(Option<Rhythm>, bool)> {
    let before = times(cursor);
    if before.is_some() {
        cursor.mark("/");
        cursor.eat_any(&["trong", "tren"]);
    }
    cursor.eat("theo");
    cursor.eat_any(&["hang", "moi", "tung", "mot"]);
    if in_list {
        cursor.eat("ca");
    }
    let period = period(cursor)?;
    let after = {
        let mut ahead = *cursor;
        ahead.mark("/");
        let found = times(&mut ahead).or_else(|| ahead.eat("lan").then_some(1));
        if found.is_some() {
            *cursor = ahead;
        }
        found
    };
    match (period, before.or(after)) {
        (Period::NineMonths, _) => Some((None, false)),
        (Period::Of(rhythm), None) => Some((Some(rhythm), false)),
        (Period::Of(rhythm), Some(count)) => Some((Some(divided(rhythm, count)?), true)),
    }
}

/// "1 lần", "một lần", "02 lần".
fn times(cursor: &mut Cursor) -> Option<u32> {
    let mut ahead = *cursor;
    let count = ahead.number(2).or_else(|| ahead.eat("mot").then_some(1))?;
    if !ahead.eat("lan") {
        return None;
    }
    *cursor = ahead;
    Some(count)
}

/// A period as a wording names it.
enum Period {
    Of(Rhythm),
    /// In the reports' list (quarter, six months, nine months, year), but no
    /// rhythm of its own.
    NineMonths,
}

fn period(cursor: &mut Cursor) -> Option<Period> {
    let count = cursor.number(2).unwrap_or(1);
    let rhythm = if cursor.eat("thang") {
        match count {
            1 => Rhythm::Month,
            3 => Rhythm::Quarter,
            6 => Rhythm::HalfYear,
            9 => return Some(Period::NineMonths),
            12 => Rhythm::Year,
            _ => return None,
        }
    } else if count != 1 {
        return None;
    } else if cursor.eat("tuan") {
        Rhythm::Week
    } else if cursor.eat_any(&["quy", "qui"]) {
        Rhythm::Quarter
    } else if cursor.eat("nam") {
        Rhythm::Year
    } else {
        return None;
    };
    Some(Period::Of(rhythm))
}

/// The rhythm of so many times in a period, where it is one.
fn divided(period: Rhythm, times: u32) -> Option<Rhythm> {
    match (period, times) {
        (_, 1) => Some(period),
        (Rhythm::Year, 2) => Some(Rhythm::HalfYear),
        (Rhythm::Year, 4) | (Rhythm::HalfYear, 2) => Some(Rhythm::Quarter),
        (Rhythm::Year, 12) | (Rhythm::HalfYear, 6) | (Rhythm::Quarter, 3) => Some(Rhythm::Month),
        _ => None,
    }
}

/// Checks what stands behind a rhythm: nothing, the year, the reports' periods
/// (then `true`), or an event ("và khi có yêu cầu"). Anything else might set
/// another day, and then the rhythm's days would be wrong.
pub(super) fn ends_rhythm(mut cursor: Cursor) -> Option<bool> {
    let mut report_periods = false;
    loop {
        if cursor.eat_any(&["theo ky bao cao", "theo cac ky bao cao"]) {
            report_periods = true;
        } else if cursor.is_done() || cursor.sees_any(&EVENTS) {
            return Some(report_periods);
        } else if cursor.eat_any(&["trong nam", "nam"]) {
            cursor.year(false);
            cursor.eat("nay");
        } else if !(cursor.mark(",-").is_some() || cursor.eat_any(&["va", "hoac", "hay"])) {
            return None;
        }
    }
}
