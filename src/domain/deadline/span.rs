//! Dates and periods inside a wording: "Quý II-III/2021", "tháng 3 đến tháng
//! 5", "từ 01/3 đến hết 15/4", "6 tháng đầu năm".

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
    // "Năm" and nothing else says no more than "Tháng" would.
    if cursor.is_at_start() && cursor.rest() == "nam" {
        return None;
    }
    let mut pieces = vec![piece(cursor, None)?];
    let mut joint = None;
    loop {
        let mut ahead = *cursor;
        let Some(next_joint) = read_joint(&mut ahead) else {
            break;
        };
        pieces.push(piece(&mut ahead, pieces.last().map(|last| last.part))?);
        if joint.is_some_and(|joint| joint != next_joint) {
            return None;
        }
        joint = Some(next_joint);
        *cursor = ahead;
    }
    let from_to = joint == Some(Joint::Range) && pieces.len() == 2;
    if !from_to && !follow_one_another(&pieces) {
        return None;
    }
    backfill(&mut pieces, year);
    resolve(&pieces, year)
}

/// Quarters, or months, that follow one another run from the first to the last.
/// Others ("Quý II và IV", several days) are several deadlines, which one date
/// cannot hold.
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
    let mut days = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let year = piece.year.unwrap_or(year);
        days.push(match piece.part {
            Part::Year => day::year_days(year),
            Part::Quarter(quarter) => day::quarter_days(year, quarter),
            Part::Months(first, last) => day::months_days(year, first, last),
            Part::Day(day, month) => match day::make_day(day, month?, year) {
                Ok(day) => (day, day),
                Err(error) => return Some(Err(error)),
            },
        });
    }
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
