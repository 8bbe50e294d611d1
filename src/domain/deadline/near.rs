//! Days that go by the day itself: "thứ Sáu tuần này", "tuần sau", "ngày mai", "2 tuần nữa". In a
//! document they say nothing.

use super::Reading;
use super::date_phrase::DatePart;
use super::kind::Reason;
use super::words::Cursor;
use crate::domain::day::{self, Day, Week};
use chrono::{Datelike, Days, Months, Weekday};

/// First and last day of what goes by today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Near {
    pub(super) first: Day,
    pub(super) last: Day,
    /// Whether it is a single day of the calendar, not a period.
    pub(super) is_day: bool,
}

impl Near {
    pub(super) fn day(day: Day) -> Self {
        Self {
            first: day,
            last: day,
            is_day: true,
        }
    }

    fn period((first, last): (Day, Day)) -> Self {
        Self {
            first,
            last,
            is_day: false,
        }
    }
}

/// The words for the days of the week, as they are spoken and as timetables shorten them.
const WEEKDAYS: [(Weekday, &[&str]); 7] = [
    (Weekday::Mon, &["thu hai"]),
    (Weekday::Tue, &["thu ba"]),
    (Weekday::Wed, &["thu tư", "thu tu"]),
    (Weekday::Thu, &["thu nam"]),
    (Weekday::Fri, &["thu sáu", "thu sau"]),
    (Weekday::Sat, &["thu bay"]),
    (Weekday::Sun, &["chu nhat"]),
];

const NEXT: [&str; 4] = ["sau", "toi", "ke tiep", "tiep theo"];

/// Reads "thứ Sáu", "thứ 6", "T6", "Chủ nhật". "Năm" and "sáu" are numbers too, so whoever asks
/// must see what follows.
pub(super) fn weekday(cursor: &mut Cursor) -> Option<Weekday> {
    let mut ahead = *cursor;
    ahead.eat_any(&["sang", "chieu", "cuoi ngay", "dau gio", "cuoi buoi"]);
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

/// Reads what goes by today. Behind "cuối" and "hết" the period alone is enough ("cuối tháng").
pub(super) fn near(cursor: &mut Cursor, behind_edge: bool) -> Option<DatePart> {
    let mut ahead = *cursor;
    let found = if ahead.rules().reading == Reading::Document {
        // Any day shows whether something of the kind stands here.
        let any = Day::from_ymd_opt(ahead.rules().year, 1, 1).unwrap_or_default();
        read(&mut ahead, any, behind_edge)?;
        DatePart::Doubtful(Reason::ByToday)
    } else {
        let Reading::Prompt { today } = ahead.rules().reading else {
            return None;
        };
        read(&mut ahead, today, behind_edge)?
    };
    *cursor = ahead;
    Some(found)
}

fn read(cursor: &mut Cursor, today: Day, behind_edge: bool) -> Option<DatePart> {
    if let Some(day) = shifted(cursor, today) {
        return Some(DatePart::Exact(Near::day(day)));
    }
    if let Some(day) = named_day(cursor, today).or_else(|| counted(cursor, today)) {
        return Some(DatePart::Exact(Near::day(day)));
    }
    let mut ahead = *cursor;
    let middle = ahead.eat("giua");
    // "T7" alone is July.
    let short = ahead.sees_any(&["t"]);
    let wanted = weekday(&mut ahead);
    ahead.mark(",");
    let period = {
        let mut behind = ahead;
        period(&mut behind, today, behind_edge || middle).inspect(|_| ahead = behind)
    };
    let near = match (wanted, period) {
        (None, Some(Period::Ambiguous)) => {
            *cursor = ahead;
            return Some(DatePart::Doubtful(Reason::Accents));
        }
        (None, Some(Period::Days(first, last))) if middle => {
            // Of a quarter nobody can tell which day its middle is.
            Near::day(
                first
                    .with_day(15)
                    .filter(|_| (last - first).num_days() < 31)?,
            )
        }
        (None, Some(Period::Days(first, last))) => Near::period((first, last)),
        // A day of the week lies in a week.
        (Some(day), Some(Period::Days(first, last))) if (last - first).num_days() == 6 => {
            Near::day(first.checked_add_days(Days::new(since_monday(day)))?)
        }
        (Some(day), None) => {
            ahead.eat_any(&["nay", "toi"]);
            if short || !ends(&ahead) {
                return None;
            }
            Near::day(next_weekday(today, day)?)
        }
        _ => return None,
    };
    *cursor = ahead;
    Some(DatePart::Exact(near))
}

fn since_monday(day: Weekday) -> u64 {
    u64::from(day.num_days_from_monday())
}

/// The first such day of the week from today on.
fn next_weekday(today: Day, day: Weekday) -> Option<Day> {
    let monday = Week::of(today).monday;
    let this = monday.checked_add_days(Days::new(since_monday(day)))?;
    if this >= today {
        Some(this)
    } else {
        this.checked_add_days(Days::new(7))
    }
}

/// Whether nothing follows that could belong to what was read.
fn ends(cursor: &Cursor) -> bool {
    cursor.word().is_none() && cursor.digits().is_none() && cursor.sees_mark("/-").is_none()
}

/// "hôm nay", "ngày mai", "ngày kia", with a time of day before it.
fn named_day(cursor: &mut Cursor, today: Day) -> Option<Day> {
    let mut ahead = *cursor;
    ahead.eat_any(&["sang", "chieu", "trong", "het"]);
    ahead.eat("ngay");
    let day = if ahead.eat_any(&["hom nay", "today"]) {
        Some(today)
    } else if ahead.eat_any(&["mai", "tomorrow"]) {
        today.succ_opt()
    } else if ahead.eat("kia") {
        today.checked_add_days(Days::new(2))
    } else if ahead.eat_any(&["hom qua", "yesterday"]) {
        today.pred_opt()
    } else {
        None
    }?;
    if !ends(&ahead) {
        return None;
    }
    *cursor = ahead;
    Some(day)
}

/// "+3": so many days from today.
fn shifted(cursor: &mut Cursor, today: Day) -> Option<Day> {
    let mut ahead = *cursor;
    if ahead.at() > 0 || ahead.mark("+").is_none() {
        return None;
    }
    let days = ahead.number(5).filter(|_| ahead.is_done())?;
    let day = today.checked_add_days(Days::new(u64::from(days)))?;
    *cursor = ahead;
    Some(day)
}

/// "2 tuần nữa", "3 ngày nữa", "một tháng nữa".
fn counted(cursor: &mut Cursor, today: Day) -> Option<Day> {
    let mut ahead = *cursor;
    ahead.eat("sau");
    let count = ahead.count()?;
    let day = if ahead.eat("ngay") {
        today.checked_add_days(Days::new(u64::from(count)))
    } else if ahead.eat("tuan") {
        today.checked_add_days(Days::new(u64::from(count) * 7))
    } else if ahead.eat("thang") {
        today.checked_add_months(Months::new(count))
    } else {
        None
    }?;
    if !ahead.eat("nua") {
        return None;
    }
    *cursor = ahead;
    Some(day)
}

enum Period {
    Days(Day, Day),
    /// "thang sau" without accents: the next month, or June.
    Ambiguous,
}

fn period(cursor: &mut Cursor, today: Day, alone: bool) -> Option<Period> {
    let this = |cursor: &mut Cursor| cursor.eat("nay") || alone && ends(cursor);
    if cursor.eat("tuan") {
        let week = Week::of(today);
        let week = if this(cursor) {
            week
        } else if cursor.eat_any(&NEXT) {
            week.next()
        } else {
            return None;
        };
        return Some(Period::Days(week.monday, week.sunday));
    }
    let months = if cursor.eat("thang") {
        1
    } else if cursor.quarter_word() {
        3
    } else {
        return None;
    };
    let ambiguous = months == 1 && !cursor.is_exact() && cursor.sees_any(&["sau"]);
    let day = if this(cursor) {
        today
    } else if cursor.eat_any(&NEXT) {
        if ambiguous {
            return Some(Period::Ambiguous);
        }
        // From its first day, for the next month may be shorter.
        today.with_day(1)?.checked_add_months(Months::new(months))?
    } else {
        return None;
    };
    let (first, last) = match months {
        1 => day::month_days(day.year(), day.month()),
        _ => day::quarter_days(day.year(), day::quarter_of(day)),
    };
    Some(Period::Days(first, last))
}
