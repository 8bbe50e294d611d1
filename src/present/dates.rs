//! Days as the office writes them: dd/mm/yyyy, weekdays, weeks with both dates, periods.
//!
//! With its year a day has all its zeros (11/06/2021). Without, it has none inside a sentence (11/6),
//! and has them where days stand below each other or run from one to another, and beside counts, of
//! which "1/2" would be one (11/06).
//! A weekday has a small "thứ" inside a sentence (decree 30/2020/NĐ-CP, annex II: "thứ Tư", "Chủ
//! nhật").

use super::lang::Lang;
use super::text::capital;
use crate::domain::day::{Day, Week, quarter_of};
use crate::domain::deadline::Rhythm;
use crate::domain::task::Occurrence;
use chrono::{Datelike, Month, Weekday};

/// "11/06/2021".
pub(crate) fn full(day: Day) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

/// "31/3" in the year that the reader has in mind, else "31/3/2022".
pub(crate) fn short(day: Day, year: i32) -> String {
    if day.year() == year {
        format!("{}/{}", day.day(), day.month())
    } else {
        format!("{}/{}/{}", day.day(), day.month(), day.year())
    }
}

/// "01/02" in the year that the reader has in mind, else "01/02/2022": beside counts like 0/1 nobody
/// must take it for a half.
pub(crate) fn in_cell(day: Day, year: i32) -> String {
    if day.year() == year {
        day_month(day)
    } else {
        full(day)
    }
}

/// "11/06": for days that stand below each other, or at the ends of a span.
pub(crate) fn day_month(day: Day) -> String {
    format!("{:02}/{:02}", day.day(), day.month())
}

/// "thứ Sáu", "Friday": inside a sentence.
pub(crate) fn weekday(day: Day, lang: Lang) -> &'static str {
    match day.weekday() {
        Weekday::Mon => lang.pick("thứ Hai", "Monday"),
        Weekday::Tue => lang.pick("thứ Ba", "Tuesday"),
        Weekday::Wed => lang.pick("thứ Tư", "Wednesday"),
        Weekday::Thu => lang.pick("thứ Năm", "Thursday"),
        Weekday::Fri => lang.pick("thứ Sáu", "Friday"),
        Weekday::Sat => lang.pick("thứ Bảy", "Saturday"),
        Weekday::Sun => lang.pick("Chủ nhật", "Sunday"),
    }
}

/// "Thứ 6, 11/06/2021", "CN, 13/06/2021"; "Fri 11/06/2021": where it is narrow. Never "T6", which
/// is June as well.
pub(crate) fn with_short_weekday(day: Day, lang: Lang) -> String {
    let name = match day.weekday() {
        Weekday::Mon => lang.pick("Thứ 2,", "Mon"),
        Weekday::Tue => lang.pick("Thứ 3,", "Tue"),
        Weekday::Wed => lang.pick("Thứ 4,", "Wed"),
        Weekday::Thu => lang.pick("Thứ 5,", "Thu"),
        Weekday::Fri => lang.pick("Thứ 6,", "Fri"),
        Weekday::Sat => lang.pick("Thứ 7,", "Sat"),
        Weekday::Sun => lang.pick("CN,", "Sun"),
    };
    format!("{name} {}", full(day))
}

/// "Thứ Sáu 11/06/2021": standing alone.
pub(crate) fn with_weekday(day: Day, lang: Lang) -> String {
    capital(&on_weekday(day, lang))
}

/// "thứ Sáu 11/06/2021": inside a sentence.
pub(crate) fn on_weekday(day: Day, lang: Lang) -> String {
    format!("{} {}", weekday(day, lang), full(day))
}

/// "tuần 07/06–13/06": offices number weeks loosely, so both dates are shown.
pub(crate) fn week(day: Day, lang: Lang) -> String {
    let Week { monday, sunday } = Week::of(day);
    let (first, last) = (day_month(monday), day_month(sunday));
    format!("{} {first}–{last}", lang.pick("tuần", "week"))
}

/// "tháng 6", "June".
fn month(day: Day, lang: Lang) -> String {
    lang.pick(
        format!("tháng {}", day.month()),
        month_name(day.month()).to_owned(),
    )
}

/// The name of an occurrence's period, from the day it was first due: "Quý II", "tháng 6",
/// "tuần 07/06–13/06". Empty for a one-off task.
pub fn period(rhythm: Option<Rhythm>, occurrence: &Occurrence, lang: Lang) -> String {
    match (occurrence.rhythm.or(rhythm), occurrence.original_due_on) {
        (Some(rhythm), Some(due)) => period_of(rhythm, due, lang),
        _ => String::new(),
    }
}

/// The name of the period that a day closes.
pub(crate) fn period_of(rhythm: Rhythm, due: Day, lang: Lang) -> String {
    match rhythm {
        Rhythm::Week => week(due, lang),
        Rhythm::Month => month(due, lang),
        Rhythm::Quarter => format!("{} {}", lang.pick("Quý", "Quarter"), roman(quarter_of(due))),
        Rhythm::HalfYear => match (due.month() <= 6, lang) {
            (true, Lang::Vi) => "6 tháng đầu năm".to_owned(),
            (false, Lang::Vi) => "6 tháng cuối năm".to_owned(),
            (true, Lang::En) => "first half-year".to_owned(),
            (false, Lang::En) => "second half-year".to_owned(),
        },
        Rhythm::Year => format!("{} {}", lang.pick("năm", "year"), due.year()),
    }
}

/// The name of the period that a day closes, inside a sentence.
pub(crate) fn named_period((rhythm, due): (Rhythm, Day), lang: Lang) -> String {
    as_period(&period_of(rhythm, due, lang), lang)
}

/// A named period inside a sentence: "kỳ Quý I", "tháng 5", "tuần 31/05–06/06"; a week needs no second
/// word for what it is.
pub(crate) fn as_period(period: &str, lang: Lang) -> String {
    match lang {
        Lang::Vi if !period.starts_with("tuần") => format!("kỳ {period}"),
        _ => period.to_owned(),
    }
}

/// The same in as few columns as a cell has: "Q2", "Th6", "13/06", "6TĐ" and "6TC" (6 tháng đầu, 6
/// tháng cuối năm), "2021". The help explains those that are not plain.
pub(crate) fn period_cell(rhythm: Option<Rhythm>, due: Option<Day>, lang: Lang) -> String {
    match (rhythm, due) {
        (_, None) => String::new(),
        (None | Some(Rhythm::Week), Some(due)) => day_month(due),
        (Some(Rhythm::Month), Some(due)) => lang.pick(
            format!("Th{}", due.month()),
            month(due, lang).chars().take(3).collect(),
        ),
        (Some(Rhythm::Quarter), Some(due)) => format!("Q{}", quarter_of(due)),
        (Some(Rhythm::HalfYear), Some(due)) if due.month() <= 6 => lang.text("6TĐ", "H1"),
        (Some(Rhythm::HalfYear), Some(_)) => lang.text("6TC", "H2"),
        (Some(Rhythm::Year), Some(due)) => due.year().to_string(),
    }
}

/// The Roman numeral of a quarter, counted from 1.
pub(crate) fn roman(quarter: u32) -> &'static str {
    match quarter {
        1 => "I",
        2 => "II",
        3 => "III",
        _ => "IV",
    }
}

/// The English name of a month, counted from 1; "" where there is none.
pub(crate) fn month_name(month: u32) -> &'static str {
    let month = u8::try_from(month).ok();
    let month = month.and_then(|month| Month::try_from(month).ok());
    month.map_or("", |month| month.name())
}

/// A day count with the right form of the noun: "72 ngày", "1 day".
pub(crate) fn days(n: i64, lang: Lang) -> String {
    match (lang, n) {
        (Lang::Vi, _) => format!("{n} ngày"),
        (Lang::En, 1) => "1 day".to_owned(),
        (Lang::En, _) => format!("{n} days"),
    }
}

/// A count of a sheet's rows: "1.200 dòng", "1 row".
pub(crate) fn rows(n: usize, lang: Lang) -> String {
    let count = number(i64::try_from(n).unwrap_or(i64::MAX), lang);
    match (lang, n) {
        (Lang::Vi, _) => format!("{count} dòng"),
        (Lang::En, 1) => format!("{count} row"),
        (Lang::En, _) => format!("{count} rows"),
    }
}

/// A count of tasks: "1.200 nhiệm vụ", "1 task".
pub(crate) fn tasks(n: usize, lang: Lang) -> String {
    let count = number(n, lang);
    match (lang, n) {
        (Lang::Vi, _) => format!("{count} nhiệm vụ"),
        (Lang::En, 1) => format!("{count} task"),
        (Lang::En, _) => format!("{count} tasks"),
    }
}

/// How often: "2 lần", "once", "twice", "3 times".
pub(crate) fn times(n: i64, lang: Lang) -> String {
    match (lang, n) {
        (Lang::Vi, _) => format!("{n} lần"),
        (Lang::En, 1) => "once".to_owned(),
        (Lang::En, 2) => "twice".to_owned(),
        (Lang::En, _) => format!("{n} times"),
    }
}

/// "0.000" grouping: 10.000 in Vietnamese, 10,000 in English.
pub(crate) fn number(n: impl TryInto<i64>, lang: Lang) -> String {
    let n = n.try_into().unwrap_or(i64::MAX);
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn days_read_as_the_office_writes_them() {
        let friday = Day::from_ymd_opt(2021, 6, 11).unwrap();
        let sunday = Week::of(friday).sunday;
        assert_eq!(with_weekday(friday, Lang::Vi), "Thứ Sáu 11/06/2021");
        assert_eq!(on_weekday(friday, Lang::Vi), "thứ Sáu 11/06/2021");
        assert_eq!(on_weekday(sunday, Lang::Vi), "Chủ nhật 13/06/2021");
        assert_eq!(with_weekday(sunday, Lang::Vi), "Chủ nhật 13/06/2021");
        assert_eq!(with_short_weekday(friday, Lang::Vi), "Thứ 6, 11/06/2021");
        assert_eq!(with_short_weekday(sunday, Lang::En), "Sun 13/06/2021");
        assert_eq!(day_month(friday), "11/06");
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
        let cell = |rhythm, lang| period_cell(Some(rhythm), Some(friday), lang);
        assert_eq!(cell(Rhythm::Month, Lang::Vi), "Th6");
        assert_eq!(cell(Rhythm::Month, Lang::En), "Jun");
        assert_eq!(cell(Rhythm::HalfYear, Lang::Vi), "6TĐ");
        assert_eq!(period_of(Rhythm::Month, friday, Lang::En), "June");
        assert_eq!(days(1, Lang::En), "1 day");
    }
}
