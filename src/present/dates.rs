//! Days as the office writes them: dd/mm/yyyy, weekdays, weeks with both dates, periods.

use super::lang::Lang;
use crate::domain::day::{Day, Week, quarter_of};
use crate::domain::deadline::Rhythm;
use crate::domain::occurrence::Occurrence;
use chrono::{Datelike, Weekday};

/// "11/06/2021".
#[must_use]
pub fn full(day: Day) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

/// "31/3" in the year that the reader has in mind, else "31/3/2022".
#[must_use]
pub fn short(day: Day, year: i32) -> String {
    if day.year() == year {
        format!("{}/{}", day.day(), day.month())
    } else {
        format!("{}/{}/{}", day.day(), day.month(), day.year())
    }
}

/// "Thứ Sáu", "Friday".
#[must_use]
pub fn weekday(day: Day, lang: Lang) -> &'static str {
    match day.weekday() {
        Weekday::Mon => lang.pick("Thứ Hai", "Monday"),
        Weekday::Tue => lang.pick("Thứ Ba", "Tuesday"),
        Weekday::Wed => lang.pick("Thứ Tư", "Wednesday"),
        Weekday::Thu => lang.pick("Thứ Năm", "Thursday"),
        Weekday::Fri => lang.pick("Thứ Sáu", "Friday"),
        Weekday::Sat => lang.pick("Thứ Bảy", "Saturday"),
        Weekday::Sun => lang.pick("Chủ nhật", "Sunday"),
    }
}

/// "T6", "CN"; "Fri", "Sun".
#[must_use]
pub fn weekday_short(day: Day, lang: Lang) -> &'static str {
    match day.weekday() {
        Weekday::Mon => lang.pick("T2", "Mon"),
        Weekday::Tue => lang.pick("T3", "Tue"),
        Weekday::Wed => lang.pick("T4", "Wed"),
        Weekday::Thu => lang.pick("T5", "Thu"),
        Weekday::Fri => lang.pick("T6", "Fri"),
        Weekday::Sat => lang.pick("T7", "Sat"),
        Weekday::Sun => lang.pick("CN", "Sun"),
    }
}

/// "Thứ Sáu 11/06/2021".
#[must_use]
pub fn with_weekday(day: Day, lang: Lang) -> String {
    format!("{} {}", weekday(day, lang), full(day))
}

/// "tuần 07/06–13/06": offices number weeks loosely, so both dates are shown.
#[must_use]
pub fn week(day: Day, lang: Lang) -> String {
    let Week { monday, sunday } = Week::of(day);
    let dm = |day: Day| format!("{:02}/{:02}", day.day(), day.month());
    format!(
        "{} {}–{}",
        lang.pick("tuần", "week"),
        dm(monday),
        dm(sunday)
    )
}

const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];

/// The name of an occurrence's period, from the day it was first due: "Quý II", "tháng 6",
/// "tuần 07/06–13/06". Empty for a one-off task.
#[must_use]
pub fn period(rhythm: Option<Rhythm>, occurrence: &Occurrence, lang: Lang) -> String {
    match (rhythm, occurrence.original_due_on) {
        (Some(rhythm), Some(due)) => period_of(rhythm, due, lang),
        _ => String::new(),
    }
}

/// The name of the period that a day closes.
#[must_use]
pub fn period_of(rhythm: Rhythm, due: Day, lang: Lang) -> String {
    match rhythm {
        Rhythm::Week => week(due, lang),
        Rhythm::Month => format!("{} {}", lang.pick("tháng", "month"), due.month()),
        Rhythm::Quarter => format!("{} {}", lang.pick("Quý", "Quarter"), quarter_roman(due)),
        Rhythm::HalfYear => match (due.month() <= 6, lang) {
            (true, Lang::Vi) => "6 tháng đầu năm".to_owned(),
            (false, Lang::Vi) => "6 tháng cuối năm".to_owned(),
            (true, Lang::En) => "first half-year".to_owned(),
            (false, Lang::En) => "second half-year".to_owned(),
        },
        Rhythm::Year => format!("{} {}", lang.pick("năm", "year"), due.year()),
    }
}

/// The same in as few columns as a cell has: "Q2", "T6", "13/6", "N1", "2021".
#[must_use]
pub fn period_cell(rhythm: Option<Rhythm>, due: Option<Day>, lang: Lang) -> String {
    match (rhythm, due) {
        (_, None) => String::new(),
        (None, Some(due)) => format!("{}/{}", due.day(), due.month()),
        (Some(Rhythm::Week), Some(due)) => format!("{}/{}", due.day(), due.month()),
        (Some(Rhythm::Month), Some(due)) => format!("{}{}", lang.pick("T", "M"), due.month()),
        (Some(Rhythm::Quarter), Some(due)) => format!("Q{}", quarter_of(due)),
        (Some(Rhythm::HalfYear), Some(due)) => {
            format!(
                "{}{}",
                lang.pick("N", "H"),
                if due.month() <= 6 { 1 } else { 2 }
            )
        }
        (Some(Rhythm::Year), Some(due)) => due.year().to_string(),
    }
}

fn quarter_roman(day: Day) -> &'static str {
    ROMAN
        .get(quarter_of(day) as usize - 1)
        .copied()
        .unwrap_or("IV")
}

/// A day count with the right form of the noun: "72 ngày", "1 day".
#[must_use]
pub fn days(n: i64, lang: Lang) -> String {
    match (lang, n) {
        (Lang::Vi, _) => format!("{n} ngày"),
        (Lang::En, 1) => "1 day".to_owned(),
        (Lang::En, _) => format!("{n} days"),
    }
}

/// "0.000" grouping: 10.000 in Vietnamese, 10,000 in English.
#[must_use]
pub fn number(n: i64, lang: Lang) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(lang.pick('.', ','));
        }
        out.push(digit);
    }
    if n < 0 { format!("-{out}") } else { out }
}

/// The moment of a change in the office's time (UTC+7): "11/06 09:15".
#[must_use]
pub fn moment(recorded_at: i64) -> String {
    let local = chrono::DateTime::from_timestamp_millis(recorded_at)
        .map(|utc| utc.naive_utc() + chrono::Duration::hours(7));
    local
        .map(|at| at.format("%d/%m/%Y %H:%M").to_string())
        .unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn days_read_as_the_office_writes_them() {
        let friday = Day::from_ymd_opt(2021, 6, 11).unwrap();
        assert_eq!(with_weekday(friday, Lang::Vi), "Thứ Sáu 11/06/2021");
        assert_eq!(week(friday, Lang::Vi), "tuần 07/06–13/06");
        assert_eq!(short(friday, 2021), "11/6");
        assert_eq!(short(friday, 2022), "11/6/2021");
        assert_eq!(number(1_234_567, Lang::Vi), "1.234.567");
        assert_eq!(number(10_000, Lang::En), "10,000");
        assert_eq!(number(999, Lang::Vi), "999");
        assert_eq!(period_of(Rhythm::Quarter, friday, Lang::Vi), "Quý II");
        assert_eq!(
            period_of(Rhythm::HalfYear, friday, Lang::En),
            "first half-year"
        );
        assert_eq!(
            period_cell(Some(Rhythm::Month), Some(friday), Lang::Vi),
            "T6"
        );
        assert_eq!(days(1, Lang::En), "1 day");
    }
}
