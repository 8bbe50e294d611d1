//! Calendar days as a Vietnamese office types and groups them.
//!
//! Nothing here knows the clock: "today" is always handed in. `typed` reads what a person types; `spans`
//! knows weeks, months, quarters and years.

mod spans;
mod typed;

pub use spans::{Week, half_days, month_days, months_days, quarter_days, quarter_of, year_days};
pub use typed::parse_day;
pub(crate) use typed::{parse_year, small_number};

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta};

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
pub fn make_day(day: u32, month: u32, year: i32) -> Result<Day, DayError> {
    Day::from_ymd_opt(year, month, day).ok_or(DayError::Impossible { day, month, year })
}

/// The time of a moment by the office's clock (UTC+7), wherever the host believes to be; `millis`
/// are milliseconds since 1970, UTC. Moments beyond the calendar are its beginning.
pub fn office_time(millis: i64) -> NaiveDateTime {
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
