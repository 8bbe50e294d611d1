//! Recurring deadlines that name their day: "Ngày 25 hằng tháng", "Trước ngày 20 hằng tháng",
//! "Thứ Sáu hằng tuần", "Ngày 20 tháng cuối quý".

use super::dated::{Lead, lead};
use super::parse::of_kind;
use super::rhythm::ends_rhythm;
use super::weekday::weekday;
use super::words::Cursor;
use super::{Deadline, DeadlineKind, DeadlineRules, Falls, Rhythm};

/// The day first, then how often, or the other way round.
pub(super) fn fixed(cursor: Cursor, rules: &DeadlineRules) -> Option<Deadline> {
    day_first(cursor, rules).or_else(|| rhythm_first(cursor, rules))
}

fn day_first(mut cursor: Cursor, rules: &DeadlineRules) -> Option<Deadline> {
    cursor.eat("dinh ky");
    let falls = named_day(&mut cursor, rules)?;
    cursor.mark(",");
    cursor.eat("cua");
    let rhythm = rhythm(&mut cursor)?;
    ends_rhythm(cursor)?;
    recurring(rhythm, falls)
}

fn rhythm_first(mut cursor: Cursor, rules: &DeadlineRules) -> Option<Deadline> {
    cursor.eat_any(&["thuc hien", "dinh ky", "bao cao"]);
    let rhythm = rhythm(&mut cursor)?;
    cursor.mark(",:-");
    let falls = named_day(&mut cursor, rules)?;
    cursor.is_done().then(|| recurring(rhythm, falls))?
}

fn recurring(rhythm: Rhythm, falls: Falls) -> Option<Deadline> {
    let fits = matches!(
        (&falls, rhythm),
        (Falls::Weekday(_), Rhythm::Week) | (Falls::MonthDay(_), Rhythm::Month | Rhythm::Quarter)
    );
    fits.then(|| Deadline {
        rhythm: Some(rhythm),
        falls,
        ..of_kind(DeadlineKind::Recurring)
    })
}

/// "hằng tuần", "mỗi tháng", "tháng cuối quý": of a quarter the day lies in its last month.
fn rhythm(cursor: &mut Cursor) -> Option<Rhythm> {
    const EVERY: [&str; 4] = ["hang", "moi", "tung", "cac"];
    let mut ahead = *cursor;
    let last_month = ahead.eat_any(&["thang cuoi cua", "thang cuoi"]);
    ahead.eat("dinh ky");
    let every = ahead.eat_any(&EVERY);
    let rhythm = if last_month && ahead.eat_any(&["quy", "qui"]) {
        Rhythm::Quarter
    } else if !last_month && every && ahead.eat("tuan") {
        Rhythm::Week
    } else if !last_month && every && ahead.eat("thang") {
        Rhythm::Month
    } else {
        return None;
    };
    *cursor = ahead;
    Some(rhythm)
}

/// The day, with "trước" read as the plan's file says.
fn named_day(cursor: &mut Cursor, rules: &DeadlineRules) -> Option<Falls> {
    let mut ahead = *cursor;
    let Lead { before, from, .. } = lead(&mut ahead);
    let earlier = before && rules.before_is_strict;
    let falls = if from {
        return None;
    } else if let Some(day) = weekday(&mut ahead) {
        Falls::Weekday(if earlier { day.pred() } else { day })
    } else {
        ahead.eat_any(&["ngay", "mung"]);
        let number = ahead.number(2).filter(|number| *number <= 31)?;
        let number = number.checked_sub(u32::from(earlier))?;
        Falls::MonthDay(Some(number).filter(|number| *number > 0)?)
    };
    *cursor = ahead;
    Some(falls)
}
