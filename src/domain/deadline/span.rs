//! Dates and periods inside a wording: "Quý II-III/2021", "tháng 3 đến tháng
//! 5", "từ 01/3 đến hết 15/4", "6 tháng đầu năm".

use std::mem::discriminant;

use chrono::Datelike;

use super::piece::{Joint, Part, Piece, date_in_numbers, piece, read_joint};
use super::words::Cursor;
use crate::domain::day::{self, Day, DayError};

/// What a wording's dates amount to.
pub(super) struct Span {
    /// The first day, where a period is meant.
    pub(super) start: Option<Day>,
    /// The last day.
    pub(super) due: Day,
    /// Whether it is a single day of the calendar, not a period.
    pub(super) is_day: bool,
    /// Whether it runs from one date or period to another, or names several.
    pub(super) is_joined: bool,
}

/// Reads the dates that stand here and moves the cursor behind them. `None` if
/// there are none or they make no single span; `year` is the plan's year.
pub(super) fn read(cursor: &mut Cursor, year: i32) -> Option<Result<Span, DayError>> {
    let (mut pieces, joint) = pieces(cursor)?;
    let from_to = joint == Some(Joint::Range) && pieces.len() == 2;
    if !from_to && !follow_one_another(&pieces) {
        return None;
    }
    backfill(&mut pieces, year);
    resolve(&pieces, year)
}

/// Reads a list of dates of one sort that make no single span, and gives that
/// sort and the last day of each.
pub(super) fn listed(cursor: &mut Cursor, year: i32) -> Option<Result<(Part, Vec<Day>), DayError>> {
    let (mut pieces, joint) = pieces(cursor)?;
    if joint != Some(Joint::List) || follow_one_another(&pieces) {
        return None;
    }
    let first = pieces.first()?.part;
    let same = |piece: &Piece| discriminant(&piece.part) == discriminant(&first);
    if !pieces.iter().all(same) {
        return None;
    }
    backfill(&mut pieces, year);
    let days = days_of(&pieces, year)?;
    let last = |days: Vec<(Day, Day)>| days.into_iter().map(|(_, last)| last).collect();
    Some(days.map(|days| (first, last(days))))
}

/// The pieces that are strung together here, and how.
fn pieces(cursor: &mut Cursor) -> Option<(Vec<Piece>, Option<Joint>)> {
    // "Năm" and nothing else says no more than "Tháng" would.
    if cursor.is_at_start() && cursor.rest() == "nam" {
        return None;
    }
    let mut pieces = vec![piece(cursor, None)?];
    let mut joint = None;
    loop {
        let mut ahead = *cursor;
        let Some(next_joint) = read_joint(&mut ahead) else {
            return Some((pieces, joint));
        };
        pieces.push(piece(&mut ahead, pieces.last().map(|last| last.part))?);
        if joint.is_some_and(|joint| joint != next_joint) {
            return None;
        }
        joint = Some(next_joint);
        *cursor = ahead;
    }
}

/// Quarters, or months, that follow one another run from the first to the last.
/// Others ("Quý II và IV", several days) are several deadlines, which one date
/// cannot hold: [`listed`] reads them.
fn follow_one_another(pieces: &[Piece]) -> bool {
    pieces
        .windows(2)
        .all(|pair| match (pair[0].part, pair[1].part) {
            (Part::Quarter(first), Part::Quarter(next)) => next == first % 4 + 1,
            (Part::Months(from, first), Part::Months(next, to)) => {
                from == first && next == to && next == first % 12 + 1
            }
            _ => false,
        })
}

/// In "Quý II-III/2021" and "01-15/6/2021" the year and the month that are said
/// last hold for what is before them.
fn backfill(pieces: &mut [Piece], year: i32) {
    let (mut year, mut known_month) = (year, None);
    for piece in pieces.iter_mut().rev() {
        year = *piece.year.get_or_insert(year);
        if let Part::Day(_, month) = &mut piece.part {
            *month = month.or(known_month);
            known_month = *month;
        }
    }
}

/// The days that the pieces stand for; `None` if they do not run forwards.
fn resolve(pieces: &[Piece], year: i32) -> Option<Result<Span, DayError>> {
    let days = match days_of(pieces, year)? {
        Ok(days) => days,
        Err(error) => return Some(Err(error)),
    };
    let (first, last) = (days.first()?, days.last()?);
    if first.0 > last.0 || first.1 > last.1 {
        return None;
    }
    let is_joined = pieces.len() > 1;
    let end_only = pieces.first().is_some_and(|piece| piece.end_only);
    let is_day = !is_joined
        && !end_only
        && pieces
            .iter()
            .all(|piece| matches!(piece.part, Part::Day(..)));
    Some(Ok(Span {
        start: (!is_day && !end_only).then_some(first.0),
        due: last.1,
        is_day,
        is_joined,
    }))
}

/// First and last day of each piece; `None` where one has no month.
fn days_of(pieces: &[Piece], year: i32) -> Option<Result<Vec<(Day, Day)>, DayError>> {
    let days = pieces.iter().map(|piece| {
        let year = piece.year.unwrap_or(year);
        Some(match piece.part {
            Part::Year => Ok(day::year_days(year)),
            Part::Quarter(quarter) => Ok(day::quarter_days(year, quarter)),
            Part::Months(first, last) => Ok(day::months_days(year, first, last)),
            Part::Day(number, month) => day::make_day(number, month?, year).map(|day| (day, day)),
        })
    });
    let days: Vec<Result<_, DayError>> = days.collect::<Option<_>>()?;
    Some(days.into_iter().collect())
}

/// The first date anywhere in the wording that looks like one and that the
/// calendar does not have: a slip that must not be kept as mere text. Document
/// numbers (45/2016, 76/NQ-CP) do not look like dates.
pub(super) fn impossible_date(mut cursor: Cursor, year: i32) -> Option<DayError> {
    while !cursor.is_done() {
        let mut ahead = cursor;
        if let Some((Part::Day(number, Some(month)), own_year)) = slashed_date(&mut ahead) {
            let in_bounds = (1..=31).contains(&number) && (1..=12).contains(&month);
            let plausible = own_year.is_some() || in_bounds;
            let error = day::make_day(number, month, own_year.unwrap_or(year)).err();
            if plausible && error.is_some() {
                return error;
            }
            cursor = ahead;
        } else {
            cursor.skip();
        }
    }
    None
}

/// d/m or d/m/yyyy, but not as part of a longer number.
fn slashed_date(cursor: &mut Cursor) -> Option<(Part, Option<i32>)> {
    let mut ahead = *cursor;
    ahead.number(2)?;
    ahead.mark("/")?;
    let found = date_in_numbers(cursor, true)?;
    let mut behind = *cursor;
    behind.mark("/").is_none().then_some(found)
}

/// Whether a span is all of one year.
pub(super) fn is_whole_year(start: Option<Day>, due: Day) -> bool {
    let (first, last) = day::year_days(due.year());
    due == last && start.is_none_or(|start| start == first)
}
