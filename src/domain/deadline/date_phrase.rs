//! One date or period in a wording: "Quý II/2021", "tháng sáu", "15/12", "tuần sau".

use super::words::TokenCursor;
use super::{NoDayReason, WordingOrigin};
use crate::domain::day::{self, Day, Week};
use chrono::{Datelike, Days, Months, Weekday};

/// One date or period, as far as the wording says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DatePhrase {
    pub(super) part: DatePart,
    /// The year where the wording gives one here; else that of the next phrase
    /// that has one, else the plan's.
    pub(super) year: Option<i32>,
    /// Which part of the period is meant.
    pub(super) edge: Edge,
    /// Whether "ngày" stands before it.
    pub(super) says_day: bool,
}

/// Which part of a period is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Whole,
    /// "hết": up to its end.
    Until,
    /// "cuối": its end, and not what is before.
    End,
}

/// What a phrase is, without its year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DatePart {
    /// The whole year.
    Year,
    /// A quarter, 1 to 4.
    Quarter(u32),
    /// From the first month to the last; a single month is both.
    Months(u32, u32),
    /// A day; without a month in "01-15/6", where the next phrase has it.
    Day(u32, Option<u32>),
    /// Days that are known already: they are counted from today.
    Exact(FromToday),
    /// It is there, and no day follows from it.
    Doubtful(NoDayReason),
}

/// How phrases are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// "và", a comma: all of them.
    List,
    /// A dash, "đến": from the one to the other.
    Range,
}

/// The year after the plan's, as reports call it.
const NEXT_YEAR: [&str; 7] = [
    "sau",
    "toi",
    "ke tiep",
    "tiep theo",
    "lien ke",
    "lien sau",
    "lien ke sau",
];

/// Reads what joins two phrases.
pub(super) fn read_joint(cursor: &mut TokenCursor) -> Option<Joint> {
    if cursor.mark("-").is_some() || cursor.eat_any(&["den", "toi"]) {
        return Some(Joint::Range);
    }
    let mut ahead = *cursor;
    if ahead.mark("/").is_some() && ahead.roman().is_some() {
        cursor.skip();
        return Some(Joint::List);
    }
    let comma = cursor.mark(",;&+").is_some();
    (cursor.eat("va") || comma).then_some(Joint::List)
}

/// Reads one phrase; `before` is the part that stands before it in a list, whose
/// keyword holds for a bare number here; `dashed` where a dash stands between the two, which then
/// separates no day from its month. After a word that leads to it ("trong") "tháng" alone is
/// this month.
pub(super) fn date_phrase(
    cursor: &mut TokenCursor,
    before: Option<&DatePart>,
    led: bool,
    dashed: bool,
) -> Option<DatePhrase> {
    let from = cursor.at();
    let edge = if cursor.eat_any(&["cuoi", "ha tuan", "tuan cuoi", "nua cuoi"]) {
        cursor.eat("cua");
        Edge::End
    } else if cursor.eat_any(&["het", "ket thuc"]) {
        Edge::Until
    } else {
        Edge::Whole
    };
    let mut says_day = false;
    let (part, year) = if let Some(found) = from_today(cursor, led || edge != Edge::Whole) {
        // In "cuối thứ Sáu" the one says nothing of the other.
        match found {
            DatePart::Exact(span) if span.is_day && edge != Edge::Whole => return None,
            other => (other, None),
        }
    } else if let Some(found) = part_of_month(cursor) {
        found
    } else if let Some(month) = month_of_quarter(cursor) {
        (DatePart::Months(month, month), year_after(cursor))
    } else if cursor.quarter_word() || cursor.eat("q") {
        cursor.mark(".");
        quarter(cursor)?
    } else if let Some(quarter) = short_quarter(cursor) {
        (DatePart::Quarter(quarter), year_after(cursor))
    } else if eat_month(cursor) {
        month(cursor)?
    } else if let Some(found) = months_of_the_year(cursor) {
        found
    } else if cursor.eat("ca nam") {
        let year = cursor.year(false).or_else(|| other_year(cursor));
        (DatePart::Year, year.or(Some(cursor.rules().year)))
    } else if eat_year(cursor) {
        let year = cursor.year(false).or_else(|| other_year(cursor));
        (DatePart::Year, year)
    } else {
        says_day = cursor.sees_any(&["ngay", "mung", "mong"]);
        date(cursor, before, dashed).or_else(|| inherited(cursor, before))?
    };
    debug_assert!(cursor.at() > from);
    Some(DatePhrase {
        part,
        year,
        edge,
        says_day,
    })
}

/// "năm", but not where it begins "năm học", "năm tài chính".
fn eat_year(cursor: &mut TokenCursor) -> bool {
    const OTHERS: [&str; 5] = ["hoc", "tai chinh", "thu", "truoc", "mot"];
    cursor.accept(|ahead| ahead.eat("nam") && !ahead.sees_any(&OTHERS))
}

/// "nay", "sau", "kế tiếp" after "năm".
fn other_year(cursor: &mut TokenCursor) -> Option<i32> {
    let plan = cursor.rules().year;
    if cursor.eat("nay") {
        return Some(plan);
    }
    cursor
        .eat_any(&NEXT_YEAR)
        .then(|| plan.checked_add(1))
        .flatten()
}

fn quarter(cursor: &mut TokenCursor) -> Option<(DatePart, Option<i32>)> {
    let quarter = cursor
        .roman()
        .or_else(|| cursor.number(2))
        .or_else(|| cursor.number_word())?;
    (1..=4)
        .contains(&quarter)
        .then(|| (DatePart::Quarter(quarter), year_after(cursor)))
}

/// "QII", "IV/2021".
fn short_quarter(cursor: &mut TokenCursor) -> Option<u32> {
    let mut ahead = *cursor;
    if let Some(quarter) = ahead.roman() {
        let further = ahead;
        let dated = ahead.mark("/").is_some() && ahead.year(false).is_some();
        return dated.then(|| {
            *cursor = further;
            quarter
        });
    }
    let quarter = match cursor.word()? {
        "qi" => 1,
        "qii" => 2,
        "qiii" => 3,
        "qiv" => 4,
        _ => return None,
    };
    cursor.skip();
    Some(quarter)
}

/// "tháng cuối quý II", "tháng đầu của quý II".
fn month_of_quarter(cursor: &mut TokenCursor) -> Option<u32> {
    let mut ahead = *cursor;
    if !ahead.eat("thang") {
        return None;
    }
    let last = ahead.eat_any(&["cuoi cung", "cuoi"]);
    if !last && !ahead.eat_any(&["dau tien", "dau"]) {
        return None;
    }
    ahead.eat_any(&["cua", "trong"]);
    if !ahead.quarter_word() {
        return None;
    }
    let quarter = ahead.roman().or_else(|| ahead.number(2));
    let quarter = quarter.filter(|quarter| (1..=4).contains(quarter))?;
    *cursor = ahead;
    Some(if last { quarter * 3 } else { quarter * 3 - 2 })
}

/// "tháng", "Th", "T", before its number.
fn eat_month(cursor: &mut TokenCursor) -> bool {
    if cursor.eat("thang") {
        cursor.accept(|ahead| ahead.mark(":").is_some() && ahead.digits().is_some());
        return true;
    }
    cursor.accept(|ahead| {
        let short = ahead.eat_any(&["th", "t"]);
        ahead.mark(".");
        short && ahead.digits().is_some()
    })
}

/// "giữa tháng 7" (the 15th), "đầu tháng 7" and the thirds of a month, each with its last day.
fn part_of_month(cursor: &mut TokenCursor) -> Option<(DatePart, Option<i32>)> {
    const PARTS: [(&str, u32); 5] = [
        ("giua", 15),
        ("nua dau", 15),
        ("dau", 10),
        ("thuong tuan", 10),
        ("trung tuan", 20),
    ];
    let mut ahead = *cursor;
    let (_, day) = PARTS.iter().find(|(words, _)| ahead.eat(words))?;
    if !eat_month(&mut ahead) {
        return None;
    }
    let (DatePart::Months(month, _), year) = month(&mut ahead)? else {
        return None;
    };
    *cursor = ahead;
    Some((DatePart::Day(*day, Some(month)), year))
}

fn month(cursor: &mut TokenCursor) -> Option<(DatePart, Option<i32>)> {
    if cursor.eat_any(&["gieng", "chap"]) {
        return Some((DatePart::Doubtful(NoDayReason::Lunar), year_after(cursor)));
    }
    let month = match cursor.number(2) {
        Some(month) => month,
        None => month_word(cursor)?,
    };
    (1..=12)
        .contains(&month)
        .then(|| (DatePart::Months(month, month), year_after(cursor)))
}

/// A month's number in words. "Tháng năm 2021" lacks either the month or the word "năm", and
/// "thang sau" without accents is more often the next month.
fn month_word(cursor: &mut TokenCursor) -> Option<u32> {
    let mut ahead = *cursor;
    if !ahead.is_exact() && ahead.sees_any(&["sau"]) {
        return None;
    }
    let five = ahead.sees_any(&["nam"]);
    let month = ahead.number_word()?;
    if five && (ahead.digits().is_some() || ahead.sees_any(&["nay", "sau", "toi"])) {
        return None;
    }
    *cursor = ahead;
    Some(month)
}

/// The year after a quarter or month: "/2021", "-2021", "/21", "năm 2021",
/// ", năm 2021", "của năm sau". Short years only where they cannot be another quarter, month
/// or day.
fn year_after(cursor: &mut TokenCursor) -> Option<i32> {
    let mut ahead = *cursor;
    let mark = ahead.mark("/-.,(");
    ahead.eat("cua");
    let named = ahead.eat("nam");
    let mut year = ahead.year(false);
    if year.is_none() && named {
        year = other_year(&mut ahead);
    }
    if year.is_none() && mark == Some('/') && !named {
        year = ahead.year(true).filter(|year| *year >= 2020);
    }
    if mark == Some('(') && ahead.mark(")").is_none() {
        return None;
    }
    // "Quý II - 2022-2023" and "tháng 6, 2021-12-15" are no years of what stands before.
    if mark.is_some() && ahead.sees_mark("/").is_some() {
        return None;
    }
    *cursor = if year.is_some() { ahead } else { *cursor };
    year
}

/// "6 tháng đầu năm", "6 tháng cuối năm", "9 tháng", "nửa đầu năm".
fn months_of_the_year(cursor: &mut TokenCursor) -> Option<(DatePart, Option<i32>)> {
    let mut ahead = *cursor;
    let part = if ahead.eat("nua dau nam") {
        DatePart::Months(1, 6)
    } else if ahead.eat("nua cuoi nam") {
        DatePart::Months(7, 12)
    } else {
        let count = ahead.count()?;
        if !ahead.eat("thang") || !(1..=12).contains(&count) {
            return None;
        }
        if ahead.eat("dau") {
            ahead.eat("cua");
            ahead.eat("nam");
            DatePart::Months(1, count)
        } else if ahead.eat("cuoi") {
            ahead.eat("cua");
            ahead.eat("nam");
            DatePart::Months(13 - count, 12)
        } else if count == 9 && ahead.digits().is_none() {
            // Said only of the first nine; "6 tháng" alone is a rhythm.
            DatePart::Months(1, 9)
        } else {
            return None;
        }
    };
    let year = ahead
        .year(false)
        .or_else(|| other_year(&mut ahead))
        .or_else(|| year_after(&mut ahead));
    *cursor = ahead;
    Some((part, year))
}

/// A date in numbers, a year alone, or a month with its year ("6/2021").
fn date(
    cursor: &mut TokenCursor,
    before: Option<&DatePart>,
    dashed: bool,
) -> Option<(DatePart, Option<i32>)> {
    let mut ahead = *cursor;
    ahead.eat_any(&["ngay mung", "ngay mong", "ngay", "mung", "mong"]);
    if let Some(found) = day_of_near_month(&mut ahead) {
        *cursor = ahead;
        return Some((found, None));
    }
    let found = iso_date(&mut ahead)
        .or_else(|| digits_in_a_row(&mut ahead))
        .or_else(|| year_alone(&mut ahead))
        .or_else(|| day_before_others(&mut ahead))
        .or_else(|| date_in_numbers(&mut ahead, dashed))
        .or_else(|| month_and_year(&mut ahead, before))?;
    *cursor = ahead;
    Some(found)
}

/// "15 tháng này", "15 tháng sau".
fn day_of_near_month(cursor: &mut TokenCursor) -> Option<DatePart> {
    let mut ahead = *cursor;
    let number = ahead.number(2)?;
    if !ahead.sees_any(&["thang"]) {
        return None;
    }
    let part = match from_today(&mut ahead, false)? {
        DatePart::Exact(month) => {
            match NoDayReason::checked_day(number, month.first.month(), month.first.year()) {
                Ok(day) => DatePart::Exact(FromToday::day(day)),
                Err(reason) => DatePart::Doubtful(reason),
            }
        }
        doubtful => doubtful,
    };
    *cursor = ahead;
    Some(part)
}

fn iso_date(cursor: &mut TokenCursor) -> Option<(DatePart, Option<i32>)> {
    let mut ahead = *cursor;
    let year = ahead.year(false)?;
    ahead.mark("-")?;
    let month = ahead.number(2)?;
    ahead.mark("-")?;
    let day = ahead.number(2)?;
    *cursor = ahead;
    Some((DatePart::Day(day, Some(month)), Some(year)))
}

/// "30062021".
fn digits_in_a_row(cursor: &mut TokenCursor) -> Option<(DatePart, Option<i32>)> {
    let digits = cursor.digits().filter(|digits| digits.len() == 8)?;
    let day = day::small_number(digits.get(..2)?, 2)?;
    let month = day::small_number(digits.get(2..4)?, 2)?;
    let year = day::parse_year(digits.get(4..)?).filter(|year| (1990..2100).contains(year))?;
    Day::from_ymd_opt(year, month, day)?;
    cursor.skip();
    Some((DatePart::Day(day, Some(month)), Some(year)))
}

fn year_alone(cursor: &mut TokenCursor) -> Option<(DatePart, Option<i32>)> {
    let year = cursor
        .year(false)
        .filter(|year| (1990..2100).contains(year))?;
    Some((DatePart::Year, Some(year)))
}

/// d/m, d/m/yy, d/m/yyyy, "15 tháng 6 năm 2021". Where a dash joins two phrases
/// it does not separate day and month.
pub(super) fn date_in_numbers(
    cursor: &mut TokenCursor,
    dashed: bool,
) -> Option<(DatePart, Option<i32>)> {
    let mut ahead = *cursor;
    let day = ahead.number(2)?;
    let of = ahead.eat("cua");
    let separator = if eat_month(&mut ahead) {
        None
    } else if of {
        return None;
    } else {
        Some(ahead.mark(if dashed { "/." } else { "/.-" })?)
    };
    if separator.is_none() && day <= 31 {
        // "Ngày 20 tháng cuối quý II".
        let mut further = *cursor;
        further.skip();
        further.eat("cua");
        if let Some(month) = month_of_quarter(&mut further) {
            let year = year_after(&mut further);
            *cursor = further;
            return Some((DatePart::Day(day, Some(month)), year));
        }
    }
    let month = match separator {
        None => ahead.number(2).or_else(|| month_word(&mut ahead))?,
        Some(_) => ahead.number(2)?,
    };
    let mut further = ahead;
    let year = match separator {
        // "01-15/6": a range of days, not the fifteenth month.
        Some('-') if further.mark("/.").is_some() => return None,
        Some(mark) if further.mark(&mark.to_string()).is_some() => Some(further.year(true)?),
        // "20-25" is no date either.
        Some('-' | '.') if !(1..=12).contains(&month) || !(1..=31).contains(&day) => return None,
        _ => year_in_words(&mut further),
    };
    let ends = if year.is_some() { further } else { ahead };
    // "45/2016/QĐ-TTg" and "1/2/3/4" are longer numbers.
    if separator.is_some() && ends.sees_mark("/").is_some() && ends.at() > ahead.at() {
        return None;
    }
    *cursor = ends;
    Some((DatePart::Day(day, Some(month)), year))
}

fn year_in_words(cursor: &mut TokenCursor) -> Option<i32> {
    cursor.mark("/");
    cursor.eat("cua");
    let named = cursor.eat("nam");
    let year = cursor.year(false);
    year.or_else(|| if named { other_year(cursor) } else { None })
}

fn month_and_year(
    cursor: &mut TokenCursor,
    before: Option<&DatePart>,
) -> Option<(DatePart, Option<i32>)> {
    if before.is_some_and(|part| !matches!(part, DatePart::Day(..))) {
        return None;
    }
    let in_year = |month: &u32| (1..=12).contains(month);
    let mut ahead = *cursor;
    let month = ahead.number(2).filter(in_year)?;
    let mark = ahead.mark("/-.")?;
    let mut last = month;
    if mark == '-' && ahead.year(false).is_none() {
        // "7-8/2021".
        last = ahead
            .number(2)
            .filter(in_year)
            .filter(|last| *last > month)?;
        ahead.mark("/")?;
    } else {
        ahead = *cursor;
        ahead.skip();
        ahead.skip();
    }
    let year = ahead.year(false)?;
    *cursor = ahead;
    Some((DatePart::Months(month, last), Some(year)))
}

/// A day whose month comes with what follows: "01-15/6", "15, 16/6", "ngày 15 và ngày 20 tháng 6".
fn day_before_others(cursor: &mut TokenCursor) -> Option<(DatePart, Option<i32>)> {
    let mut ahead = *cursor;
    let day = ahead.number(2).filter(|day| (1..=31).contains(day))?;
    let mut further = ahead;
    for _ in 0..8 {
        read_joint(&mut further)?;
        further.eat_any(&["truoc", "cham nhat"]);
        further.eat_any(&["het ngay", "ngay", "het"]);
        if date_in_numbers(&mut { further }, true).is_some() {
            *cursor = ahead;
            return Some((DatePart::Day(day, None), None));
        }
        further.number(2)?;
    }
    None
}

/// A bare numeral after a quarter, month or year.
fn inherited(
    cursor: &mut TokenCursor,
    before: Option<&DatePart>,
) -> Option<(DatePart, Option<i32>)> {
    match before? {
        DatePart::Quarter(_) => quarter(cursor),
        DatePart::Months(first, last) if first == last => month(cursor),
        // "Ngày 15 tháng 6 và tháng 12" is read where the days are put together.
        _ => None,
    }
}

/// First and last day of what is counted from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FromToday {
    pub(super) first: Day,
    pub(super) last: Day,
    /// Whether it is a single day of the calendar, not a period.
    pub(super) is_day: bool,
}

impl FromToday {
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
pub(super) fn weekday(cursor: &mut TokenCursor) -> Option<Weekday> {
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
fn numbered(cursor: &mut TokenCursor) -> Option<Weekday> {
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

/// Reads what is counted from today. After "cuối" and "hết" the period alone is enough ("cuối tháng").
pub(super) fn from_today(cursor: &mut TokenCursor, after_edge: bool) -> Option<DatePart> {
    match cursor.rules().reading {
        WordingOrigin::Prompt { today } => read(cursor, today, after_edge),
        WordingOrigin::Document => {
            // Any day shows whether something of the kind stands here.
            let any = Day::from_ymd_opt(cursor.rules().year, 1, 1).unwrap_or_default();
            read(cursor, any, after_edge).map(|_| DatePart::Doubtful(NoDayReason::ByToday))
        }
    }
}

fn read(cursor: &mut TokenCursor, today: Day, after_edge: bool) -> Option<DatePart> {
    let day = shifted(cursor, today)
        .or_else(|| named_day(cursor, today))
        .or_else(|| counted(cursor, today));
    if let Some(day) = day {
        return Some(DatePart::Exact(FromToday::day(day)));
    }
    let mut ahead = *cursor;
    let middle = ahead.eat("giua");
    // "T7" alone is July.
    let short = ahead.sees_any(&["t"]);
    let wanted = weekday(&mut ahead);
    ahead.mark(",");
    let period = {
        let mut further = ahead;
        period(&mut further, today, after_edge || middle).inspect(|_| ahead = further)
    };
    let found = match (wanted, period) {
        (None, Some(NearPeriod::Ambiguous)) => {
            *cursor = ahead;
            return Some(DatePart::Doubtful(NoDayReason::Accents));
        }
        (None, Some(NearPeriod::Days(first, last))) if middle => {
            // Of a quarter nobody can say which day its middle is.
            FromToday::day(
                first
                    .with_day(15)
                    .filter(|_| (last - first).num_days() < 31)?,
            )
        }
        (None, Some(NearPeriod::Days(first, last))) => FromToday::period((first, last)),
        // A day of the week is in a week.
        (Some(day), Some(NearPeriod::Days(first, last))) if (last - first).num_days() == 6 => {
            FromToday::day(first.checked_add_days(Days::new(since_monday(day)))?)
        }
        (Some(day), None) => {
            ahead.eat_any(&["nay", "toi"]);
            if short || !ends(&ahead) {
                return None;
            }
            FromToday::day(next_weekday(today, day)?)
        }
        _ => return None,
    };
    *cursor = ahead;
    Some(DatePart::Exact(found))
}

fn since_monday(day: Weekday) -> u64 {
    u64::from(day.num_days_from_monday())
}

/// The first such day of the week from today on.
fn next_weekday(today: Day, day: Weekday) -> Option<Day> {
    let monday = Week::of(today).monday;
    let this = monday.checked_add_days(Days::new(since_monday(day)))?;
    let weeks = if this >= today { 0 } else { 1 };
    this.checked_add_days(Days::new(weeks * 7))
}

/// Whether nothing follows that could belong to what was read.
fn ends(cursor: &TokenCursor) -> bool {
    cursor.word().is_none() && cursor.digits().is_none() && cursor.sees_mark("/-").is_none()
}

/// "hôm nay", "ngày mai", "ngày kia", with a time of day before it.
fn named_day(cursor: &mut TokenCursor, today: Day) -> Option<Day> {
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
fn shifted(cursor: &mut TokenCursor, today: Day) -> Option<Day> {
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
fn counted(cursor: &mut TokenCursor, today: Day) -> Option<Day> {
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

enum NearPeriod {
    Days(Day, Day),
    /// "thang sau" without accents: the next month, or June.
    Ambiguous,
}

fn period(cursor: &mut TokenCursor, today: Day, alone: bool) -> Option<NearPeriod> {
    let this = |cursor: &mut TokenCursor| cursor.eat("nay") || alone && ends(cursor);
    if cursor.eat("tuan") {
        let week = Week::of(today);
        let week = if this(cursor) {
            week
        } else if cursor.eat_any(&NEXT) {
            week.next()
        } else {
            return None;
        };
        return Some(NearPeriod::Days(week.monday, week.sunday));
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
            return Some(NearPeriod::Ambiguous);
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
    Some(NearPeriod::Days(first, last))
}
