//! Calendar days as a Vietnamese office types and groups them: what a person types is read, and weeks,
//! months, quarters and years are known. Nothing here knows the clock: "today" is always handed in.

use super::english::in_vietnamese;
use super::text;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, TimeDelta};
use std::ops::RangeInclusive;

/// A calendar day, without a time of day or a time zone.
pub type Day = NaiveDate;

/// Why a typed day could not be understood. The wording of the message is made
/// elsewhere, in the person's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayError {
    /// It is in none of the known forms; holds what was typed, trimmed, NFC.
    Unreadable(String),
    /// It has the form of a date, but the calendar has no such day (31/6).
    Impossible {
        /// The day of the month, as typed.
        day: u32,
        /// The month, as typed.
        month: u32,
        /// The year, as typed or as understood.
        year: i32,
    },
}

/// The day with these numbers.
///
/// # Errors
///
/// [`DayError::Impossible`] if the calendar has no such day.
pub(crate) fn make_day(day: u32, month: u32, year: i32) -> Result<Day, DayError> {
    Day::from_ymd_opt(year, month, day).ok_or(DayError::Impossible { day, month, year })
}

/// The time of a moment by the office's clock (UTC+7), wherever the host believes to be; `millis`
/// are milliseconds since 1970, UTC. Moments beyond the calendar are its beginning.
pub(crate) fn office_time(millis: i64) -> NaiveDateTime {
    let utc = DateTime::from_timestamp_millis(millis).unwrap_or_default();
    let office = utc.naive_utc().checked_add_signed(TimeDelta::hours(7));
    office.unwrap_or_default()
}

/// The day of a moment by the office's calendar.
pub fn day_of(millis: i64) -> Day {
    office_time(millis).date()
}

/// A day as it is stored: `yyyy-mm-dd`.
pub fn iso(day: Day) -> String {
    day.to_string()
}

/// Reads a stored day, `yyyy-mm-dd` with all its zeros and nothing around it.
pub fn from_iso(s: &str) -> Option<Day> {
    let shape = s.len() == 10
        && s.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shape {
        return None;
    }
    Day::from_ymd_opt(
        s.get(..4)?.parse().ok()?,
        s.get(5..7)?.parse().ok()?,
        s.get(8..)?.parse().ok()?,
    )
}

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
pub(crate) fn quarter_of(day: Day) -> u32 {
    day.month0() / 3 + 1
}

/// First and last day of a month; months outside 1 to 12 count as the nearest.
pub(crate) fn month_days(year: i32, month: u32) -> (Day, Day) {
    months_days(year, month, month)
}

/// First and last day of a quarter; outside 1 to 4 counts as the nearest.
pub(crate) fn quarter_days(year: i32, quarter: u32) -> (Day, Day) {
    let quarter = quarter.clamp(1, 4);
    months_days(year, quarter * 3 - 2, quarter * 3)
}

/// First and last day of a half-year; outside 1 and 2 counts as the nearest.
pub(crate) fn half_days(year: i32, half: u32) -> (Day, Day) {
    let half = half.clamp(1, 2);
    months_days(year, half * 6 - 5, half * 6)
}

/// First and last day of a year.
pub(crate) fn year_days(year: i32) -> (Day, Day) {
    months_days(year, 1, 12)
}

/// The first day of month `first` and the last day of month `last` of a year;
/// beyond the calendar's ends, those ends.
pub(crate) fn months_days(year: i32, first: u32, last: u32) -> (Day, Day) {
    let edge = if year < 0 { Day::MIN } else { Day::MAX };
    let start = |month: u32| Day::from_ymd_opt(year, month.clamp(1, 12), 1);
    let end = start(last)
        .and_then(|day| day.checked_add_months(Months::new(1)))
        .and_then(|day| day.pred_opt());
    (start(first).unwrap_or(edge), end.unwrap_or(edge))
}

/// Reads a day as it is typed: always day before month, never the other way.
///
/// Known forms, in any case, with or without accents and with blanks around:
/// `d/m` (in `year`), `d/m/yy` (20yy), `d/m/yyyy`, the same with `-` or `.`,
/// "15 tháng 6 năm 2021", ISO `yyyy-mm-dd`, each with or without "ngày" before
/// it; "hôm nay", "mai", "hôm qua"; `+3`, `-2` (days from `today`); "cuối tuần"
/// (Sunday), "cuối tháng", "giữa tháng", "cuối quý", "cuối năm" of `today`;
/// "cuối tháng 7", "giữa tháng 7", "cuối quý III" of `year`; all these also in
/// English; a lone number, which is that day of `today`'s month.
///
/// # Errors
///
/// [`DayError::Impossible`] for a day that the calendar does not have,
/// [`DayError::Unreadable`] for everything else, years before 1900 and after
/// 2200 included (they are slips of the finger; no plan is of such a year).
pub fn parse_day(input: &str, today: Day, year: i32) -> Result<Day, DayError> {
    let folded = text::fold(input);
    let folded = in_vietnamese(&folded).unwrap_or(folded);
    let typed = folded.strip_prefix("ngay ").unwrap_or(&folded);
    let named = named_day(typed, today).or_else(|| shifted_day(typed, today));
    if let Some(day) = named.or_else(|| part_of_year(typed, year))
        && YEARS.contains(&day.year())
    {
        return Ok(day);
    }
    match numbers(typed, today, year) {
        Some((day, month, year)) => make_day(day, month, year),
        None => Err(DayError::Unreadable(text::nfc(input.trim()))),
    }
}

/// The years that plans may be of.
const YEARS: RangeInclusive<i32> = 1900..=2200;

fn named_day(folded: &str, today: Day) -> Option<Day> {
    match folded {
        "hom nay" | "nay" | "today" => Some(today),
        "mai" | "tomorrow" => today.succ_opt(),
        "hom qua" | "qua" | "yesterday" => today.pred_opt(),
        "cuoi tuan" => Some(Week::of(today).sunday),
        "giua thang" => today.with_day(15),
        "cuoi thang" => Some(month_days(today.year(), today.month()).1),
        "cuoi quy" | "cuoi qui" => Some(quarter_days(today.year(), quarter_of(today)).1),
        "cuoi nam" => Some(year_days(today.year()).1),
        _ => None,
    }
}

/// "cuối tháng 7", "giữa tháng 7" (the 15th), "cuối quý III", "cuối quý 3" of the plan's year.
fn part_of_year(folded: &str, year: i32) -> Option<Day> {
    let month = |digits| small_number(digits, 2).filter(|month| (1..=12).contains(month));
    if let Some(digits) = folded.strip_prefix("giua thang ") {
        return Day::from_ymd_opt(year, month(digits)?, 15);
    }
    let end = folded.strip_prefix("cuoi ")?;
    if let Some(digits) = end.strip_prefix("thang ") {
        return Some(month_days(year, month(digits)?).1);
    }
    let named = end
        .strip_prefix("quy ")
        .or_else(|| end.strip_prefix("qui "))?;
    let roman = ["i", "ii", "iii", "iv"].iter().zip(1..);
    let quarter = roman.into_iter().find(|(roman, _)| **roman == named);
    let quarter = quarter.map_or_else(|| small_number(named, 1), |(_, number)| Some(number))?;
    (1..=4)
        .contains(&quarter)
        .then(|| quarter_days(year, quarter).1)
}

/// `+3` and `-2`: so many days from today.
fn shifted_day(folded: &str, today: Day) -> Option<Day> {
    let (back, count) = match folded.strip_prefix('+') {
        Some(count) => (false, count),
        None => (true, folded.strip_prefix('-')?),
    };
    let days = Days::new(u64::from(small_number(count.trim_start(), 5)?));
    if back {
        today.checked_sub_days(days)
    } else {
        today.checked_add_days(days)
    }
}

/// Day, month and year of a date written in numbers, not yet known to exist.
fn numbers(folded: &str, today: Day, year: i32) -> Option<(u32, u32, i32)> {
    let long_hand = folded.replace(" thang ", "/").replace(" nam ", "/");
    let separator = long_hand.chars().find(|c| matches!(c, '/' | '-' | '.'));
    let parts: Vec<&str> = match separator {
        Some(separator) => long_hand.split(separator).map(str::trim).collect(),
        None => vec![long_hand.as_str()],
    };
    match parts[..] {
        [day] => Some((small_number(day, 2)?, today.month(), today.year())),
        [day, month] => Some((small_number(day, 2)?, small_number(month, 2)?, year)),
        [year, month, day] if separator == Some('-') && year.len() == 4 => Some((
            small_number(day, 2)?,
            small_number(month, 2)?,
            parse_year(year)?,
        )),
        [day, month, year] => Some((
            small_number(day, 2)?,
            small_number(month, 2)?,
            parse_year(year)?,
        )),
        _ => None,
    }
}

/// Reads a year of two (20yy) or four digits; none before 1900 or after 2200.
pub(crate) fn parse_year(digits: &str) -> Option<i32> {
    let year = i32::try_from(small_number(digits, 4)?).ok()?;
    match digits.len() {
        2 => Some(2000 + year),
        4 if YEARS.contains(&year) => Some(year),
        _ => None,
    }
}

/// A number of at most `most` digits and nothing else (no sign, no blank).
pub(crate) fn small_number(digits: &str, most: usize) -> Option<u32> {
    let plain = digits.len() <= most && digits.bytes().all(|b| b.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
