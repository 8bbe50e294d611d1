//! A day as it is typed.

use super::{Day, DayError, Week, make_day, month_days, quarter_days, quarter_of, year_days};
use crate::domain::english::in_vietnamese;
use crate::domain::text;
use chrono::{Datelike, Days};
use std::ops::RangeInclusive;

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
