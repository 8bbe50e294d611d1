//! Calendar days: parsing typed days, and weeks, months, quarters and years. "Today" is always a parameter.

use super::english::in_vietnamese;
use super::text;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, TimeDelta};
use std::ops::RangeInclusive;

/// A calendar day, without a time of day or a time zone.
pub type Day = NaiveDate;

/// Why a typed day could not be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayError {
    /// None of the known forms; with the text as typed, trimmed, NFC.
    Unreadable(String),
    /// The form of a date, but there is no such day (31/6).
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
fn make_day(day: u32, month: u32, year: i32) -> Result<Day, DayError> {
    Day::from_ymd_opt(year, month, day).ok_or(DayError::Impossible { day, month, year })
}

/// The local time of the office (UTC+7), whatever the host's time zone; `millis`
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

/// A day as stored: `yyyy-mm-dd`.
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
    /// The week that contains a day.
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
}

/// The quarter that contains a day, 1 to 4.
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
/// 2200 included (typing errors; there are no plans of such years).
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
mod tests {
    use super::*;
    use chrono::Datelike;

    fn day(s: &str) -> Day {
        from_iso(s).unwrap()
    }

    /// A Friday in the second quarter.
    fn today() -> Day {
        day("2021-06-11")
    }

    #[test]
    fn known_forms() {
        let cases = [
            ("15/6", "2022-06-15"),
            ("05/07", "2022-07-05"),
            ("3/2/2015", "2015-02-03"),
            ("15/12/21", "2021-12-15"),
            ("15-12-2021", "2021-12-15"),
            ("15.12.2021", "2021-12-15"),
            ("15.12", "2022-12-15"),
            ("15-12", "2022-12-15"),
            ("  15 / 12 / 2021 ", "2021-12-15"),
            ("2021-06-05", "2021-06-05"),
            ("2021-6-5", "2021-06-05"),
            ("ngày 15/12/2021", "2021-12-15"),
            ("NGAY 15/12", "2022-12-15"),
            ("Ngày 13 tháng 8 năm 2020", "2020-08-13"),
            ("13 thang 8", "2022-08-13"),
            ("29/2/2024", "2024-02-29"),
            ("hôm nay", "2021-06-11"),
            ("Hom Nay", "2021-06-11"),
            ("nay", "2021-06-11"),
            ("today", "2021-06-11"),
            ("mai", "2021-06-12"),
            ("ngày mai", "2021-06-12"),
            ("HÔM QUA", "2021-06-10"),
            ("+3", "2021-06-14"),
            ("+ 3", "2021-06-14"),
            ("-2", "2021-06-09"),
            ("+0", "2021-06-11"),
            ("cuối tuần", "2021-06-13"),
            ("cuoi thang", "2021-06-30"),
            ("Cuối quý", "2021-06-30"),
            ("cuối quí", "2021-06-30"),
            ("cuối năm", "2021-12-31"),
            ("1", "2021-06-01"),
            ("ngày 30", "2021-06-30"),
            ("cuo\u{302}\u{301}i na\u{306}m", "2021-12-31"),
            ("giữa tháng", "2021-06-15"),
            ("Giữa tháng 7", "2022-07-15"),
            ("cuối tháng 2", "2022-02-28"),
            ("cuối quý III", "2022-09-30"),
            ("cuối quí 4", "2022-12-31"),
            ("end of month", "2021-06-30"),
            ("end of July", "2022-07-31"),
            ("mid-July", "2022-07-15"),
            ("15 July 2021", "2021-07-15"),
            ("July 15", "2022-07-15"),
        ];
        for (typed, want) in cases {
            assert_eq!(parse_day(typed, today(), 2022), Ok(day(want)), "{typed}");
        }
    }

    #[test]
    fn days_that_do_not_exist() {
        let cases = [
            ("31/6", (31, 6, 2021)),
            ("29/02/2021", (29, 2, 2021)),
            ("29-2-2100", (29, 2, 2100)),
            ("12/31/2021", (12, 31, 2021)),
            ("0/5", (0, 5, 2021)),
            ("5/0", (5, 0, 2021)),
            ("31", (31, 6, 2021)),
            ("45", (45, 6, 2021)),
            ("2021-02-30", (30, 2, 2021)),
            ("ngày 31 tháng 4", (31, 4, 2021)),
        ];
        for (typed, (day, month, year)) in cases {
            let want = Err(DayError::Impossible { day, month, year });
            assert_eq!(parse_day(typed, today(), 2021), want, "{typed}");
        }
    }

    #[test]
    fn unreadable_text_is_returned_trimmed_and_composed() {
        let cases = [
            "",
            "abc",
            "15/6/",
            "15/",
            "/6",
            "15/6/1",
            "15/6/202",
            "15/6/20211",
            "15/6-2021",
            "15//6",
            "1/2/3/4",
            "100",
            "+",
            "-",
            "+x",
            "+-3",
            "--3",
            "+999999",
            "15/12/0221",
            "15/12/2201",
            "31/12/9999",
            "2201-01-05",
            "+80000",
            "Quý II",
            "tháng 6",
            "cuối",
            "ngày",
            "ngày ngày 3",
            "１５/6",
            "15/6a",
            "+3 ngày",
            "2021/06/15",
            "15 6",
        ];
        for typed in cases {
            let want = Err(DayError::Unreadable(typed.to_owned()));
            assert_eq!(
                parse_day(&format!(" {typed} "), today(), 2021),
                want,
                "{typed}"
            );
        }
        assert_eq!(
            parse_day("quy\u{301}", today(), 2021),
            Err(DayError::Unreadable("quý".to_owned()))
        );
    }

    #[test]
    fn the_calendar_has_ends() {
        assert!(parse_day("mai", Day::MAX, 2021).is_err());
        assert!(parse_day("-1", Day::MIN, 2021).is_err());
        assert!(parse_day("1/1", today(), i32::MAX).is_err());
        for edge in [Day::MIN, Day::MAX] {
            let week = Week::of(edge);
            assert!(week.monday <= edge && edge <= week.sunday);
            assert!(week.next().sunday >= week.sunday);
            assert!(week.previous().monday <= week.monday);
        }
        for year in [i32::MIN, -300_000, 300_000, i32::MAX] {
            let (start, end) = year_days(year);
            assert!(start <= end);
        }
        assert!(year_days(Day::MAX.year()).1 <= Day::MAX);
    }

    #[test]
    fn a_day_is_read_up_to_the_last_year_of_plans_and_no_further() {
        let last = day("2200-12-31");
        assert_eq!(parse_day("31/12/2200", today(), 2021), Ok(last));
        for typed in ["mai", "+1", "1/1/2201"] {
            assert!(parse_day(typed, last, 2200).is_err(), "{typed}");
        }
        assert_eq!(parse_day("cuối năm", last, 2200), Ok(last));
    }

    #[test]
    fn weeks_run_from_monday_to_sunday_across_the_new_year() {
        let cases = [
            ("2021-01-01", "2020-12-28", "2021-01-03"),
            ("2021-01-04", "2021-01-04", "2021-01-10"),
            ("2021-01-10", "2021-01-04", "2021-01-10"),
            ("2026-12-31", "2026-12-28", "2027-01-03"),
        ];
        for (inside, monday, sunday) in cases {
            let week = Week::of(day(inside));
            assert_eq!((week.monday, week.sunday), (day(monday), day(sunday)));
            assert_eq!(week.next().previous(), week);
            assert_eq!(Some(week.next().monday), week.sunday.succ_opt());
            assert!((week.monday..=week.sunday).contains(&day(inside)));
        }
    }

    #[test]
    fn periods_of_the_year() {
        let span = |(start, end): (Day, Day)| format!("{start} {end}");
        let cases = [
            (month_days(2021, 2), "2021-02-01 2021-02-28"),
            (month_days(2024, 2), "2024-02-01 2024-02-29"),
            (month_days(2021, 12), "2021-12-01 2021-12-31"),
            (month_days(2021, 0), "2021-01-01 2021-01-31"),
            (month_days(2021, 99), "2021-12-01 2021-12-31"),
            (quarter_days(2021, 1), "2021-01-01 2021-03-31"),
            (quarter_days(2021, 2), "2021-04-01 2021-06-30"),
            (quarter_days(2021, 3), "2021-07-01 2021-09-30"),
            (quarter_days(2021, 4), "2021-10-01 2021-12-31"),
            (quarter_days(2021, u32::MAX), "2021-10-01 2021-12-31"),
            (half_days(2021, 1), "2021-01-01 2021-06-30"),
            (half_days(2021, 2), "2021-07-01 2021-12-31"),
            (year_days(2021), "2021-01-01 2021-12-31"),
        ];
        for (got, want) in cases {
            assert_eq!(span(got), want);
        }
        for (month, quarter) in [
            (1, 1),
            (3, 1),
            (4, 2),
            (6, 2),
            (7, 3),
            (9, 3),
            (10, 4),
            (12, 4),
        ] {
            assert_eq!(quarter_of(month_days(2021, month).1), quarter);
        }
    }

    #[test]
    fn stored_days_are_read_as_written() {
        for stored in ["2021-06-05", "2024-02-29", "1900-01-01", "9999-12-31"] {
            assert_eq!(from_iso(stored).map(iso).as_deref(), Some(stored));
        }
        for bad in [
            "",
            "2021-6-5",
            "2021-06-31",
            "2021-06-05 ",
            "+021-06-05",
            "2021/06/05",
            "2021-06-0ệ",
        ] {
            assert_eq!(from_iso(bad), None, "{bad}");
        }
    }
}
