//! Recurring deadlines: how often, on which day of the period, from when and until when.
//!
//! "Hằng quý", "2 lần/năm", "Ngày 25 hằng tháng", "Hằng quý, trước ngày 20 tháng cuối quý", "trước
//! ngày 15 của tháng đầu quý sau", "Thứ Sáu hằng tuần", "Hằng tháng từ tháng 6".

use super::date_phrase::weekday;
use super::dates::{Dates, dates};
use super::lead::{Lead, lead};
use super::words::TokenCursor;
use super::{DueRule, Rhythm};
use crate::domain::day::{self, Day};

/// A rhythm as a wording says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recurrence {
    /// How often; the shortest counts.
    pub(super) rhythms: Vec<Rhythm>,
    pub(super) due_rule: DueRule,
    /// Whether a word says that it comes again; "6 tháng" alone is a rhythm too.
    pub(super) explicit: bool,
    /// First and last day of the time in which it runs, where the wording says it.
    pub(super) from: Option<Day>,
    pub(super) until: Option<Day>,
    /// "cả năm", "trong năm": from the year's first day on.
    pub(super) whole_year: bool,
}

impl Recurrence {
    fn new(rhythms: Vec<Rhythm>, due_rule: DueRule) -> Self {
        Self {
            rhythms,
            due_rule,
            explicit: true,
            from: None,
            until: None,
            whole_year: false,
        }
    }
}

/// The words for "next", as rules of reporting put it.
const NEXT: [&str; 6] = ["sau", "tiep theo", "ke tiep", "lien ke", "lien sau", "toi"];

/// Reads a rhythm, its day and its limits.
pub(super) fn every(cursor: &mut TokenCursor) -> Option<Recurrence> {
    let mut ahead = *cursor;
    let mut found = day_first(&mut ahead).or_else(|| rhythm_first(&mut ahead))?;
    tail(&mut ahead, &mut found);
    *cursor = ahead;
    Some(found)
}

/// The day first: "Ngày 25 hằng tháng", "20-25 tháng cuối quý", "Cuối mỗi quý".
fn day_first(cursor: &mut TokenCursor) -> Option<Recurrence> {
    let mut ahead = *cursor;
    ahead.eat("dinh ky");
    let found = if let Some(day) = named_day(&mut ahead) {
        ahead.mark(",");
        in_month(&mut ahead, &day, None).or_else(|| in_period(&mut ahead, &day))?
    } else {
        // "Tháng cuối quý" and nothing of a day: that month's last.
        ahead.eat_any(&["trong", "vao"]);
        in_month(&mut ahead, &PeriodDay::Last, None)?
    };
    *cursor = ahead;
    Some(found)
}

/// How often first: "Hằng tháng, trước ngày 20", "Hàng quý (ngày 20 tháng cuối quý)".
fn rhythm_first(cursor: &mut TokenCursor) -> Option<Recurrence> {
    let mut ahead = *cursor;
    let list = rhythms(&mut ahead)?;
    let certain = list.explicit || list.rhythms.len() > 1 || list.rhythms == [Rhythm::HalfYear];
    if certain || list.reported {
        let mut further = ahead;
        if let Some(found) = day_after(&mut further, &list.rhythms) {
            *cursor = further;
            return Some(found);
        }
    }
    if !certain {
        return None;
    }
    *cursor = ahead;
    let due_rule = match (list.every_second, list.report_periods) {
        (true, _) => DueRule::SecondWeek,
        (false, true) => DueRule::CutOff,
        (false, false) => DueRule::Last,
    };
    Some(Recurrence {
        explicit: list.explicit,
        ..Recurrence::new(list.rhythms, due_rule)
    })
}

/// A day of each period, after the rhythm.
fn day_after(cursor: &mut TokenCursor, rhythms: &[Rhythm]) -> Option<Recurrence> {
    let mut ahead = *cursor;
    let bracket = ahead.mark(",:-;(") == Some('(');
    ahead.eat_any(&["bao cao", "gui bao cao", "nop bao cao", "gui"]);
    ahead.mark(",:");
    let rhythm = *rhythms.iter().min()?;
    let Some(day) = named_day(&mut ahead) else {
        // "Hằng quý, vào tháng cuối quý": that month's last day.
        ahead.eat_any(&["trong", "vao"]);
        let found = in_month(&mut ahead, &PeriodDay::Last, Some(rhythm));
        let found = found.filter(|found| found.rhythms == [rhythm])?;
        *cursor = ahead;
        return Some(Recurrence {
            rhythms: rhythms.to_vec(),
            ..found
        });
    };
    let found = {
        let mut further = ahead;
        further.mark(",");
        match in_month(&mut further, &day, Some(rhythm)) {
            Some(found) => {
                ahead = further;
                found
            }
            // "Hằng quý, ngày 20 hằng tháng": two rhythms.
            None => fixed(rhythm, &day)?,
        }
    };
    if found.rhythms.iter().min() != Some(&rhythm) && found.rhythms != [Rhythm::Week] {
        return None;
    }
    // "Ngày 25 họp giao ban": a date stands there only if nothing of another follows.
    if ahead.sees_mark("/-").is_some() || ahead.sees_any(&["thang", "nam", "quy"]) {
        return None;
    }
    if bracket {
        ahead.mark(")");
    }
    *cursor = ahead;
    let rhythms = if found.rhythms == [Rhythm::Week] {
        found.rhythms
    } else {
        rhythms.to_vec()
    };
    Some(Recurrence { rhythms, ..found })
}

/// A day of a period that is not named yet.
enum PeriodDay {
    Weekday(chrono::Weekday),
    Numbers(Vec<u32>),
    Last,
}

/// The day, with "trước" read as the plan's file says.
fn named_day(cursor: &mut TokenCursor) -> Option<PeriodDay> {
    let mut ahead = *cursor;
    let explicit = lead(&mut ahead);
    let Lead { before, from, .. } = explicit;
    let earlier = before && ahead.rules().before_is_strict;
    let named = if let Some(day) = weekday(&mut ahead) {
        PeriodDay::Weekday(if earlier { day.pred() } else { day })
    } else if ahead.eat_any(&[
        "ngay cuoi cung",
        "ngay cuoi",
        "ngay lam viec cuoi cung",
        "cuoi cung",
        "cuoi",
    ]) {
        PeriodDay::Last
    } else if ahead.eat("giua") {
        PeriodDay::Numbers(vec![15])
    } else {
        let numbers = day_numbers(&mut ahead, from)?;
        let numbers = numbers.into_iter().map(|number| {
            let number = number.checked_sub(u32::from(earlier))?;
            (1..=31).contains(&number).then_some(number)
        });
        PeriodDay::Numbers(numbers.collect::<Option<_>>()?)
    };
    if from && !matches!(named, PeriodDay::Numbers(_)) {
        return None;
    }
    *cursor = ahead;
    Some(named)
}

/// "ngày 25", "15 và 30"; of "từ ngày 20 đến ngày 25" and "20-25" the last.
fn day_numbers(cursor: &mut TokenCursor, from: bool) -> Option<Vec<u32>> {
    let number = |cursor: &mut TokenCursor| {
        cursor.eat_any(&["het ngay", "ngay mung", "ngay mong", "ngay", "mung", "mong"]);
        cursor.number(2).filter(|number| *number <= 31)
    };
    let first = number(cursor)?;
    let mut further = *cursor;
    if further.mark("-").is_some() || further.eat_any(&["den", "toi"]) {
        let last = number(&mut further).filter(|last| *last > first)?;
        *cursor = further;
        return Some(vec![last]);
    }
    if from {
        return None;
    }
    let mut numbers = vec![first];
    let mut further = *cursor;
    while further.mark(",;").is_some() || further.eat("va") {
        let Some(next) = number(&mut further).filter(|next| Some(next) > numbers.last()) else {
            break;
        };
        numbers.push(next);
        *cursor = further;
    }
    Some(numbers)
}

/// A day in each period: "hằng tuần", "của mỗi tháng", "các tháng".
fn in_period(cursor: &mut TokenCursor, day: &PeriodDay) -> Option<Recurrence> {
    const EACH: [&str; 5] = ["hang", "moi", "tung", "cac", "tat ca cac"];
    cursor.eat_any(&["cua", "vao", "trong"]);
    cursor.eat("dinh ky");
    if !cursor.eat_any(&EACH) {
        return None;
    }
    let rhythm = period_word(cursor)?;
    fixed(rhythm, day)
}

fn period_word(cursor: &mut TokenCursor) -> Option<Rhythm> {
    let mut ahead = *cursor;
    let rhythm = if ahead.eat("tuan") {
        Rhythm::Week
    } else if ahead.eat("thang") {
        Rhythm::Month
    } else if ahead.quarter_word() {
        Rhythm::Quarter
    } else {
        return None;
    };
    // "Các tháng 3, 6, 9" are some months and not each.
    if ahead.digits().is_some() || { ahead }.roman().is_some() {
        return None;
    }
    *cursor = ahead;
    Some(rhythm)
}

/// The rhythm with its day, where they fit together.
fn fixed(rhythm: Rhythm, day: &PeriodDay) -> Option<Recurrence> {
    let (rhythm, due_rule) = match (day, rhythm) {
        (PeriodDay::Last, rhythm) => (rhythm, DueRule::Last),
        (PeriodDay::Weekday(day), Rhythm::Week) => (rhythm, DueRule::Weekday(*day)),
        (PeriodDay::Numbers(numbers), Rhythm::Month) => match numbers.as_slice() {
            [number] => (rhythm, DueRule::MonthDay(*number)),
            // No two of them lie in one week.
            [..] if numbers.windows(2).all(|pair| pair[1] - pair[0] >= 7) => {
                (Rhythm::Week, DueRule::MonthDays(numbers.clone()))
            }
            [..] => return None,
        },
        _ => return None,
    };
    Some(Recurrence::new(vec![rhythm], due_rule))
}

/// A day of a month that is named by its place in a period: "tháng cuối quý", "tháng đầu của quý
/// sau", "tháng sau"; `known` is the rhythm that was named before.
fn in_month(
    cursor: &mut TokenCursor,
    day: &PeriodDay,
    known: Option<Rhythm>,
) -> Option<Recurrence> {
    let mut ahead = *cursor;
    let number = match day {
        PeriodDay::Numbers(numbers) => match numbers.as_slice() {
            [number] => *number,
            _ => return None,
        },
        PeriodDay::Last => 31,
        PeriodDay::Weekday(_) => return None,
    };
    let of = ahead.eat("cua");
    let each = ahead.eat_any(&["hang", "moi", "tung", "cac"]);
    if !ahead.eat("thang") {
        return None;
    }
    let last = ahead.eat_any(&["cuoi cung", "cuoi"]);
    let first = !last && ahead.eat_any(&["dau tien", "dau"]);
    let found = if last || first {
        ahead.eat_any(&["cua", "trong"]);
        ahead.eat_any(&["hang", "moi", "tung", "cac"]);
        let rhythm = if ahead.quarter_word() {
            Rhythm::Quarter
        } else if ahead.eat("ky") {
            known?
        } else {
            return None;
        };
        ahead.eat("bao cao");
        let next = ahead.eat_any(&NEXT);
        let due_rule = match (first, next) {
            (false, false) => DueRule::MonthDay(number),
            (true, false) => DueRule::FirstMonth(number),
            (true, true) => DueRule::MonthAfter(number),
            (false, true) => return None,
        };
        ahead.eat("bao cao");
        Recurrence::new(vec![rhythm], due_rule)
    } else {
        // "Ngày 05 tháng sau" alone is a day of the next month; "của tháng tiếp theo" is a rule.
        if each || !ahead.eat_any(&NEXT) {
            return None;
        }
        let monthly = known == Some(Rhythm::Month) || known.is_none() && of;
        if !monthly || matches!(day, PeriodDay::Last) {
            return None;
        }
        Recurrence::new(vec![Rhythm::Month], DueRule::MonthAfter(number))
    };
    // "Ngày 20 tháng cuối quý II" is one day, not each quarter's.
    if ahead.digits().is_some() || { ahead }.roman().is_some() {
        return None;
    }
    *cursor = ahead;
    Some(found)
}

/// Rhythms as they stand in a list, and how they are worded.
#[derive(Default)]
struct Rhythms {
    rhythms: Vec<Rhythm>,
    /// Whether a word says that it comes again.
    explicit: bool,
    /// Whether "báo cáo" stands before it: a day of each period may follow.
    reported: bool,
    every_second: bool,
    report_periods: bool,
}

/// "Hằng quý", "định kỳ theo quý", "6 tháng một lần", "2 lần/năm", "Hàng tuần,
/// hàng tháng" (the shorter rhythm counts), "Theo kỳ báo cáo quý".
fn rhythms(cursor: &mut TokenCursor) -> Option<Rhythms> {
    let mut ahead = *cursor;
    let mut list = Rhythms::default();
    if all_periods(&mut ahead, &mut list) {
        *cursor = ahead;
        return Some(list);
    }
    loop {
        if ahead.eat_any(&["theo ky bao cao", "theo cac ky bao cao"]) {
            list.report_periods = true;
            list.explicit = true;
        } else if ahead.eat_any(&["dinh ky", "theo dinh ky"]) {
            list.explicit = true;
        } else if !list.explicit && ahead.sees_any(&["hang", "moi", "tung", "theo"]) {
            list.explicit = true;
            break;
        } else if ahead.eat_any(&["bao cao", "so ket"]) {
            list.reported = true;
        } else if !(ahead.eat_any(&["thuc hien", "it nhat", "toi thieu"])
            || list.explicit && ahead.mark(",:-").is_some())
        {
            break;
        }
    }
    list.explicit |= read_rhythms(&mut ahead, &mut list)?;
    *cursor = ahead;
    Some(list)
}

/// "Các quý trong năm", "tất cả các tháng".
fn all_periods(cursor: &mut TokenCursor, list: &mut Rhythms) -> bool {
    let mut ahead = *cursor;
    if let Some(rhythm) = counted_periods(&mut ahead) {
        list.rhythms.push(rhythm);
        list.explicit = true;
        *cursor = ahead;
        return true;
    }
    ahead.eat_any(&["trong", "vao"]);
    if !ahead.eat_any(&["tat ca cac", "cac"]) {
        return false;
    }
    let Some(rhythm) = period_word(&mut ahead) else {
        return false;
    };
    if ahead.word().is_some() && !ahead.sees_any(&["trong", "cua nam", "nam"]) {
        return false;
    }
    list.rhythms.push(rhythm);
    list.explicit = true;
    *cursor = ahead;
    true
}

/// "Cả 4 quý", "12 tháng trong năm".
fn counted_periods(cursor: &mut TokenCursor) -> Option<Rhythm> {
    let mut ahead = *cursor;
    ahead.eat_any(&["ca", "trong ca", "trong"]);
    let rhythm = match ahead.number(2)? {
        4 if ahead.quarter_word() => Rhythm::Quarter,
        12 if ahead.eat("thang") && ahead.sees_any(&["trong nam"]) => Rhythm::Month,
        _ => return None,
    };
    if ahead.word().is_some() && !ahead.sees_any(&["trong", "cua nam", "nam"]) {
        return None;
    }
    *cursor = ahead;
    Some(rhythm)
}

/// Reads "hàng tuần, hàng tháng", "quý, 6 tháng, tổng kết năm" and says whether a number
/// of times was given.
fn read_rhythms(cursor: &mut TokenCursor, list: &mut Rhythms) -> Option<bool> {
    let mut counted = false;
    let mut ahead = *cursor;
    loop {
        let item = rhythm_item(&mut ahead, !list.rhythms.is_empty(), list.explicit)?;
        list.rhythms.extend(item.rhythm);
        list.every_second |= item.every_second;
        counted |= item.counted;
        *cursor = ahead;
        let comma = ahead.mark(",;/-&").is_some();
        let joined = ahead.eat_any(&["va", "hoac"]) || comma;
        ahead.eat_any(&["tong ket", "so ket", "bao cao", "dinh ky"]);
        if !joined || rhythm_item(&mut { ahead }, true, false).is_none() {
            let one_of_two = list.every_second && list.rhythms.len() > 1;
            return (!list.rhythms.is_empty() && !one_of_two).then_some(counted);
        }
    }
}

/// One rhythm of a list. The nine months of a report list have none of their own.
struct RhythmItem {
    rhythm: Option<Rhythm>,
    every_second: bool,
    counted: bool,
}

fn rhythm_item(cursor: &mut TokenCursor, in_list: bool, explicit: bool) -> Option<RhythmItem> {
    let mut ahead = *cursor;
    let before = times(&mut ahead);
    if before.is_some() {
        ahead.mark("/");
        ahead.eat_any(&["trong", "tren"]);
    }
    ahead.eat("theo");
    let each = ahead.eat_any(&["hang", "moi", "tung"]);
    if in_list {
        ahead.eat("ca");
    }
    let (count, unit) = period(&mut ahead)?;
    let after = {
        let mut further = ahead;
        further.mark("/");
        further.eat_any(&["it nhat", "toi thieu"]);
        let found = times(&mut further).or_else(|| further.eat("lan").then_some(1));
        found.inspect(|_| ahead = further)
    };
    // "Tháng 6", "quý II", "năm 2021" are periods of the year and no rhythms.
    let numbered = ahead.digits().is_some() || { ahead }.roman().is_some();
    let named = numbered && after.is_none() && (!each || unit != Rhythm::Year);
    let sized = ahead.sees_any(&["dau nam", "cuoi nam", "nay", "sau", "toi", "dau", "cuoi"]);
    if named || after.is_none() && sized {
        return None;
    }
    *cursor = ahead;
    let counted = before.or(after).is_some();
    let item = |rhythm: Option<Rhythm>| RhythmItem {
        rhythm,
        every_second: false,
        counted,
    };
    match (unit, count, before.or(after)) {
        (Rhythm::Week, 2, times) if times == Some(1) || times.is_none() && (each || explicit) => {
            Some(RhythmItem {
                every_second: true,
                ..item(Some(Rhythm::Week))
            })
        }
        (Rhythm::Month, 9, _) => Some(item(None)),
        (unit, count, times) => {
            let period = whole_period(unit, count)?;
            let rhythm = match times {
                None => period,
                Some(times) => divided(period, times)?,
            };
            Some(item(Some(rhythm)))
        }
    }
}

/// "1 lần", "một lần", "02 lần".
fn times(cursor: &mut TokenCursor) -> Option<u32> {
    let mut ahead = *cursor;
    let count = ahead.count()?;
    if !ahead.eat("lan") {
        return None;
    }
    *cursor = ahead;
    Some(count)
}

/// How many of which unit: "quý", "6 tháng", "hai tuần".
fn period(cursor: &mut TokenCursor) -> Option<(u32, Rhythm)> {
    let mut ahead = *cursor;
    let count = {
        let mut further = ahead;
        let count = further.count();
        // "Năm" is the unit itself, not five of another.
        let unit = further.sees_any(&["tuan", "thang", "nam"]) || { further }.quarter_word();
        match count.filter(|_| unit) {
            Some(count) => {
                ahead = further;
                count
            }
            None => 1,
        }
    };
    let unit = if ahead.eat("tuan") {
        Rhythm::Week
    } else if ahead.eat("thang") {
        Rhythm::Month
    } else if ahead.quarter_word() {
        Rhythm::Quarter
    } else if ahead.eat("nam") {
        Rhythm::Year
    } else {
        return None;
    };
    *cursor = ahead;
    Some((count, unit))
}

/// The rhythm of so many of a unit, where it is one.
fn whole_period(unit: Rhythm, count: u32) -> Option<Rhythm> {
    match (unit, count) {
        (unit, 1) => Some(unit),
        (Rhythm::Month, 3) => Some(Rhythm::Quarter),
        (Rhythm::Month, 6) | (Rhythm::Quarter, 2) => Some(Rhythm::HalfYear),
        (Rhythm::Month, 12) => Some(Rhythm::Year),
        _ => None,
    }
}

/// The rhythm of so many times in a period, where it is one.
fn divided(period: Rhythm, times: u32) -> Option<Rhythm> {
    match (period, times) {
        (_, 1) => Some(period),
        (Rhythm::Year, 2) => Some(Rhythm::HalfYear),
        (Rhythm::Year, 4) | (Rhythm::HalfYear, 2) => Some(Rhythm::Quarter),
        (Rhythm::Year, 12) | (Rhythm::HalfYear, 6) | (Rhythm::Quarter, 3) => Some(Rhythm::Month),
        _ => None,
    }
}

/// What limits a rhythm, after it: the year, "từ tháng 6", "đến tháng 9", the reports' periods.
fn tail(cursor: &mut TokenCursor, every: &mut Recurrence) {
    loop {
        let mut ahead = *cursor;
        let bracket = ahead.mark(",-(") == Some('(');
        let read = if ahead.eat_any(&["theo ky bao cao", "theo cac ky bao cao"]) {
            if every.due_rule == DueRule::Last {
                every.due_rule = DueRule::CutOff;
            }
            true
        } else {
            the_year(&mut ahead, every) || limits(&mut ahead, every)
        };
        if !read || bracket && ahead.mark(")").is_none() {
            return;
        }
        *cursor = ahead;
    }
}

/// "trong năm 2021", "cả năm", "năm nay".
fn the_year(cursor: &mut TokenCursor, every: &mut Recurrence) -> bool {
    let mut ahead = *cursor;
    ahead.eat_any(&["trong suot", "suot", "trong", "cua"]);
    if !ahead.eat_any(&["ca nam", "nam"]) {
        return false;
    }
    let plan = ahead.rules().year;
    let year = ahead
        .year(false)
        .or_else(|| ahead.eat("nay").then_some(plan));
    // "Hằng tháng, năm sau" is something else.
    if ahead.sees_any(&[
        "sau",
        "truoc",
        "toi",
        "mot",
        "hoc",
        "tai chinh",
        "tiep theo",
    ]) || ahead.sees_mark("-").is_some()
    {
        return false;
    }
    every.whole_year = true;
    if let Some(year) = year.filter(|year| *year != plan) {
        let (first, last) = day::year_days(year);
        (every.from, every.until) = (Some(first), Some(last));
    }
    *cursor = ahead;
    true
}

/// "từ tháng 6", "từ quý II đến quý IV", "đến hết tháng 9".
fn limits(cursor: &mut TokenCursor, every: &mut Recurrence) -> bool {
    if every.from.is_some() || every.until.is_some() {
        return false;
    }
    let mut ahead = *cursor;
    ahead.eat_any(&["ke", "bat dau"]);
    let starts = ahead.sees_any(&["tu"]);
    if !starts && !ahead.sees_any(&["den", "cho den", "tu nay den"]) {
        return false;
    }
    match dates(&mut ahead) {
        Some(Dates::From(from)) => every.from = Some(from),
        Some(Dates::One(span)) if starts && span.start.is_some() => {
            (every.from, every.until) = (span.start, Some(span.due));
        }
        Some(Dates::One(span)) if span.lead.until && !span.lead.before => {
            every.until = Some(span.due);
        }
        _ => return false,
    }
    ahead.eat_any(&["tro di"]);
    *cursor = ahead;
    true
}
