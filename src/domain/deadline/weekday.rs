//! Days of the week, and the weeks, months and quarters round the day itself: "thứ Sáu tuần này",
//! "tuần sau", "quý này".

use super::DeadlineRules;
use super::span::Span;
use super::words::Cursor;
use crate::domain::day::{self, Day, Week};
use chrono::{Datelike, Days, Months, Weekday};

/// The words for the days of the week, as they are spoken and as timetables shorten them.
const WEEKDAYS: [(Weekday, &[&str]); 7] = [
    (Weekday::Mon, &["thu hai"]),
    (Weekday::Tue, &["thu ba"]),
    (Weekday::Wed, &["thu tu"]),
    (Weekday::Thu, &["thu nam"]),
    (Weekday::Fri, &["thu sau"]),
    (Weekday::Sat, &["thu bay"]),
    (Weekday::Sun, &["chu nhat", "cn"]),
];

/// Reads "thứ Sáu", "thứ 6", "T6", "Chủ nhật". "Năm" and "sáu" are numbers too, so whoever asks
/// must see what follows.
pub(super) fn weekday(cursor: &mut Cursor) -> Option<Weekday> {
    let mut ahead = *cursor;
    ahead.eat_any(&["sang", "chieu", "cuoi ngay", "dau gio"]);
    let named = WEEKDAYS.iter().find(|(_, words)| ahead.eat_any(words));
    let day = match named {
        Some((day, _)) => *day,
        None => numbered(&mut ahead)?,
    };
    *cursor = ahead;
    Some(day)
}

/// "thứ 2" to "thứ 7", "T2" to "T7".
fn numbered(cursor: &mut Cursor) -> Option<Weekday> {
    let mut ahead = *cursor;
    if !ahead.eat_any(&["thu", "t"]) {
        return None;
    }
    let number = ahead.number(1)?;
    let at = usize::try_from(number.checked_sub(2)?).ok()?;
    let (weekday, _) = WEEKDAYS.get(at).filter(|_| number <= 7)?;
    *cursor = ahead;
    Some(*weekday)
}

/// Reads "tuần này", "tuần sau", "tháng này", "quý sau", with "cuối" or a day of the week before it.
pub(super) fn near(cursor: &mut Cursor, rules: &DeadlineRules) -> Option<Span> {
    let mut ahead = *cursor;
    let end_only = ahead.eat_any(&["cuoi", "het"]);
    let wanted = weekday(&mut ahead);
    ahead.mark(",");
    let (first, last) = period(&mut ahead, rules.today)?;
    let due = match wanted {
        None => last,
        // A day of the week lies in a week, and "cuối" says nothing of a day.
        Some(_) if end_only || (last - first).num_days() != 6 => return None,
        Some(day) => first.checked_add_days(Days::new(u64::from(day.num_days_from_monday())))?,
    };
    *cursor = ahead;
    Some(Span {
        start: (wanted.is_none() && !end_only).then_some(first),
        due,
        is_day: wanted.is_some(),
        is_joined: false,
    })
}

fn period(cursor: &mut Cursor, today: Day) -> Option<(Day, Day)> {
    const NEXT: [&str; 3] = ["sau", "toi", "ke tiep"];
    let this = |cursor: &mut Cursor| cursor.eat_any(&["nay"]);
    if cursor.eat("tuan") {
        let week = Week::of(today);
        let week = if this(cursor) {
            week
        } else if cursor.eat_any(&NEXT) {
            week.next()
        } else {
            return None;
        };
        return Some((week.monday, week.sunday));
    }
    let months = if cursor.eat("thang") {
        1
    } else if cursor.eat_any(&["quy", "qui"]) {
        3
    } else {
        return None;
    };
    let day = if this(cursor) {
        today
    } else if cursor.eat_any(&NEXT) {
        // From its first day, for the next month may be shorter.
        today.with_day(1)?.checked_add_months(Months::new(months))?
    } else {
        return None;
    };
    Some(match months {
        1 => day::month_days(day.year(), day.month()),
        _ => day::quarter_days(day.year(), day::quarter_of(day)),
    })
}
