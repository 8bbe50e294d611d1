//! One date or period in a wording: "Quý II/2021", "tháng 6", "15/12".

use super::words::Cursor;

/// One date or period, as far as the wording says it.
#[derive(Clone, Copy)]
pub(super) struct Piece {
    /// What it is.
    pub(super) part: Part,
    /// The year where the wording gives one here; else that of the next piece
    /// that has one, else the plan's.
    pub(super) year: Option<i32>,
    /// "cuối", "hết": only the period's end is meant.
    pub(super) end_only: bool,
}

/// What a piece is, without its year.
#[derive(Clone, Copy)]
pub(super) enum Part {
    /// The whole year.
    Year,
    /// A quarter, 1 to 4.
    Quarter(u32),
    /// From the first month to the last; a single month is both.
    Months(u32, u32),
    /// A day; without a month in "01-15/6", where the next piece has it.
    Day(u32, Option<u32>),
}

/// How pieces are strung together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// "và", a comma: all of them.
    List,
    /// A dash, "đến": from the one to the other.
    Range,
}

/// Reads what strings two pieces together.
pub(super) fn read_joint(cursor: &mut Cursor) -> Option<Joint> {
    if cursor.mark("-").is_some() || cursor.eat_any(&["den", "toi"]) {
        return Some(Joint::Range);
    }
    let mut ahead = *cursor;
    if ahead.mark("/").is_some() && ahead.roman().is_some() {
        cursor.skip();
        return Some(Joint::List);
    }
    let comma = cursor.mark(",&").is_some();
    (cursor.eat("va") || comma).then_some(Joint::List)
}

/// Reads one piece; `before` is the part that stands before it in a list, whose
/// keyword holds for a bare number here.
pub(super) fn piece(cursor: &mut Cursor, before: Option<Part>) -> Option<Piece> {
    let end_only = cursor.eat_any(&["cuoi", "het", "ha tuan"]);
    let (part, year) = if cursor.eat_any(&["quy", "qui", "q"]) {
        cursor.mark(".");
        quarter(cursor)?
    } else if let Some(found) = part_of_month(cursor) {
        found
    } else if eat_month(cursor) {
        month(cursor)?
    } else if cursor.eat_any(&["ca nam", "nam"]) {
        let year = cursor.year(false);
        if year.is_none() {
            cursor.eat("nay");
        }
        (Part::Year, year)
    } else {
        months_of_the_year(cursor)
            .or_else(|| date(cursor, before))
            .or_else(|| inherited(cursor, before))?
    };
    Some(Piece {
        part,
        year,
        end_only,
    })
}

fn quarter(cursor: &mut Cursor) -> Option<(Part, Option<i32>)> {
    let quarter = cursor.roman().or_else(|| cursor.number(2))?;
    (1..=4)
        .contains(&quarter)
        .then(|| (Part::Quarter(quarter), year_behind(cursor)))
}

/// "tháng", "Th", "T", before its number.
fn eat_month(cursor: &mut Cursor) -> bool {
    let mut ahead = *cursor;
    let read = ahead.eat("thang")
        || ahead.eat_any(&["th", "t"]) && {
            ahead.mark(".");
            ahead.sees_number()
        };
    if read {
        *cursor = ahead;
    }
    read
}

/// "giữa tháng 7" (the 15th) and the thirds of a month, each with its last day.
fn part_of_month(cursor: &mut Cursor) -> Option<(Part, Option<i32>)> {
    const PARTS: [(&str, u32); 3] = [("giua", 15), ("thuong tuan", 10), ("trung tuan", 20)];
    let mut ahead = *cursor;
    let (_, day) = PARTS.iter().find(|(words, _)| ahead.eat(words))?;
    if !eat_month(&mut ahead) {
        return None;
    }
    let (Part::Months(month, _), year) = month(&mut ahead)? else {
        return None;
    };
    *cursor = ahead;
    Some((Part::Day(*day, Some(month)), year))
}

fn month(cursor: &mut Cursor) -> Option<(Part, Option<i32>)> {
    let month = cursor.number(2)?;
    (1..=12)
        .contains(&month)
        .then(|| (Part::Months(month, month), year_behind(cursor)))
}

/// The year behind a quarter or month: "/2021", "-2021", "/21", "năm 2021",
/// ", năm 2021". Short years only where they cannot be another quarter, month
/// or day.
fn year_behind(cursor: &mut Cursor) -> Option<i32> {
    let mut ahead = *cursor;
    let mark = ahead.mark("/-.,");
    let named = ahead.eat("nam");
    let mut year = ahead.year(false);
    if year.is_none() && mark == Some('/') && !named {
        year = ahead.year(true).filter(|year| *year >= 2020);
    }
    *cursor = if year.is_some() { ahead } else { *cursor };
    year
}

/// "6 tháng đầu năm", "6 tháng cuối năm", "9 tháng".
fn months_of_the_year(cursor: &mut Cursor) -> Option<(Part, Option<i32>)> {
    let mut ahead = *cursor;
    let count = match ahead.number(2) {
        Some(count) => count,
        None if ahead.eat("sau") => 6,
        None if ahead.eat("chin") => 9,
        None => return None,
    };
    if !ahead.eat("thang") || !(1..=12).contains(&count) {
        return None;
    }
    let part = if ahead.eat("dau nam") {
        Part::Months(1, count)
    } else if ahead.eat("cuoi nam") {
        Part::Months(13 - count, 12)
    } else if count == 9 && ahead.number(2).is_none() {
        // Said only of the first nine; "6 tháng" alone is a rhythm.
        Part::Months(1, 9)
    } else {
        return None;
    };
    let year = ahead.year(false).or_else(|| year_behind(&mut ahead));
    *cursor = ahead;
    Some((part, year))
}

/// A date in numbers, a year alone, or a month with its year ("6/2021").
fn date(cursor: &mut Cursor, before: Option<Part>) -> Option<(Part, Option<i32>)> {
    let mut ahead = *cursor;
    ahead.eat("ngay");
    let found = iso_date(&mut ahead)
        .or_else(|| year_alone(&mut ahead))
        .or_else(|| date_in_numbers(&mut ahead, before.is_some()))
        .or_else(|| month_and_year(&mut ahead, before))
        .or_else(|| day_before_range(&mut ahead))?;
    *cursor = ahead;
    Some(found)
}

fn iso_date(cursor: &mut Cursor) -> Option<(Part, Option<i32>)> {
    let mut ahead = *cursor;
    let year = ahead.year(false)?;
    ahead.mark("-")?;
    let month = ahead.number(2)?;
    ahead.mark("-")?;
    let day = ahead.number(2)?;
    *cursor = ahead;
    Some((Part::Day(day, Some(month)), Some(year)))
}

fn year_alone(cursor: &mut Cursor) -> Option<(Part, Option<i32>)> {
    let year = cursor.year(false)?;
    Some((Part::Year, Some(year)))
}

/// d/m, d/m/yy, d/m/yyyy, "15 tháng 6 năm 2021". In a list a dash divides the
/// pieces, so there it does not divide day and month.
pub(super) fn date_in_numbers(cursor: &mut Cursor, in_list: bool) -> Option<(Part, Option<i32>)> {
    let mut ahead = *cursor;
    let day = ahead.number(2)?;
    let long_hand = ahead.eat("thang");
    let separator = if long_hand {
        None
    } else {
        Some(ahead.mark(if in_list { "/." } else { "/.-" })?)
    };
    let month = ahead.number(2)?;
    let mut behind = ahead;
    let year = match separator {
        // "01-15/6": a range of days, not the fifteenth month.
        Some('-') if behind.mark("/.").is_some() => return None,
        Some(mark) if behind.mark(&mark.to_string()).is_some() => Some(behind.year(true)?),
        _ => year_in_words(&mut behind),
    };
    *cursor = if year.is_some() { behind } else { ahead };
    Some((Part::Day(day, Some(month)), year))
}

fn year_in_words(cursor: &mut Cursor) -> Option<i32> {
    cursor.mark("/");
    cursor.eat("nam");
    cursor.year(false)
}

fn month_and_year(cursor: &mut Cursor, before: Option<Part>) -> Option<(Part, Option<i32>)> {
    if before.is_some() {
        return None;
    }
    let mut ahead = *cursor;
    let month = ahead.number(2).filter(|month| (1..=12).contains(month))?;
    ahead.mark("/")?;
    let year = ahead.year(false)?;
    *cursor = ahead;
    Some((Part::Months(month, month), Some(year)))
}

/// A day whose month comes with the other end of the range: "01-15/6".
fn day_before_range(cursor: &mut Cursor) -> Option<(Part, Option<i32>)> {
    let mut ahead = *cursor;
    let day = ahead.number(2)?;
    let mut behind = ahead;
    let range = read_joint(&mut behind) == Some(Joint::Range);
    behind.eat_any(&["het ngay", "ngay", "het"]);
    let other = date_in_numbers(&mut behind, false);
    *cursor = ahead;
    (range && other.is_some()).then_some((Part::Day(day, None), None))
}

/// A bare numeral after a quarter, month or year.
fn inherited(cursor: &mut Cursor, before: Option<Part>) -> Option<(Part, Option<i32>)> {
    match before? {
        Part::Quarter(_) => quarter(cursor),
        Part::Months(first, last) if first == last => month(cursor),
        _ => None,
    }
}
