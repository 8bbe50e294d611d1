//! Deadlines that count from something: "15 ngày kể từ ngày nhận", "Trong 1 tháng kể từ ngày 01/6".

use super::NoDayReason;
use super::dates::{Dates, Span, dates};
use super::lead::{FILLERS, Lead};
use super::words::TokenCursor;
use super::{Deadline, DeadlineKind};

/// So long after something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RelativeDeadline {
    /// After something that is named next, or not at all.
    Open(Length),
    /// After a day that stands in the wording.
    From(Dates),
}

/// How long.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Length {
    days: Option<u32>,
    months: Option<u32>,
    working_days: bool,
    /// Whether a word says that something follows from which it counts.
    pub(super) has_base: bool,
}

impl Length {
    /// After something, and not how long.
    pub(super) fn of_an_event() -> Self {
        Self {
            has_base: true,
            ..Self::default()
        }
    }

    /// Whether it says how long.
    pub(super) fn is_counted(self) -> bool {
        self.days.is_some() || self.months.is_some()
    }

    /// The deadline that waits for its base day.
    pub(super) fn deadline(self) -> Deadline {
        Deadline {
            base_days: self.days,
            base_months: self.months,
            working_days: self.working_days,
            ..Deadline::of_kind(DeadlineKind::Relative)
        }
    }
}

/// The words that say from when it counts.
const FROM: [&str; 7] = [
    "ke tu", "tinh tu", "tu khi", "tu luc", "tu ngay", "sau khi", "sau ngay",
];

/// Reads "15 ngày làm việc kể từ", "2 tuần sau khi", "Trong 15 ngày".
pub(super) fn counted(cursor: &mut TokenCursor) -> Option<RelativeDeadline> {
    let mut ahead = *cursor;
    let mut within = false;
    let mut backwards = false;
    loop {
        if ahead.eat_any(&[
            "trong",
            "trong vong",
            "trong thoi han",
            "trong thoi gian",
            "vong",
            "cham nhat",
            "khong qua",
            "sau",
            "la",
            "toi da",
        ]) {
            within = true;
        } else if ahead.eat("truoc") {
            backwards = true;
        } else if !ahead.eat_any(&FILLERS) {
            break;
        }
    }
    let mut length = length(&mut ahead)?;
    let mut further = ahead;
    further.mark(",");
    further.eat("lam viec");
    if further.sees_any(&FROM) || further.sees_any(&["sau", "tu"]) && !is_next(further) {
        length.has_base = true;
        if backwards {
            // So many days BEFORE something is no number of days after it.
            let length = Length {
                has_base: true,
                ..Length::default()
            };
            eat_from(&mut further);
            *cursor = further;
            return Some(RelativeDeadline::Open(length));
        }
        eat_from(&mut further);
        *cursor = further;
        return Some(from_a_date(cursor, length).unwrap_or(RelativeDeadline::Open(length)));
    }
    // "Trong 15 ngày" and nothing after it: counted from a day to be named yet.
    let alone = ahead.is_done() || ahead.sees_mark(",;.()").is_some();
    // "6 tháng" is a rhythm and "9 tháng" a part of the year.
    let days = length.days.is_some() || within;
    if !alone || backwards || !days {
        return None;
    }
    *cursor = ahead;
    Some(RelativeDeadline::Open(length))
}

/// "Tuần sau", "tháng sau" after a number: "Tháng 6 năm sau" is next year's June.
fn is_next(mut cursor: TokenCursor) -> bool {
    cursor.eat("sau") && (cursor.is_done() || cursor.sees_mark(",;.()").is_some())
}

fn eat_from(cursor: &mut TokenCursor) {
    if !cursor.eat_any(&["ke tu", "tinh tu", "tu", "sau"]) {
        return;
    }
    // "ngày" is left where a date follows it.
    if cursor.sees_any(&["khi", "luc"]) {
        cursor.skip();
    }
}

/// Counts from a day in the wording: "kể từ ngày 01/6", "kể từ khi kết thúc quý II".
fn from_a_date(cursor: &mut TokenCursor, length: Length) -> Option<RelativeDeadline> {
    let mut ahead = *cursor;
    let mut ends = ahead;
    if ends.eat("ngay") && ends.sees_any(&["ket thuc", "het"]) {
        ahead = ends;
    }
    let closes = ahead.sees_any(&["ket thuc", "het"]);
    if closes && each_period(&mut ahead) {
        *cursor = ahead;
        return None;
    }
    let found = match dates(&mut ahead)? {
        Dates::One(span) if span.is_day || closes => {
            let due = length.deadline().relative_due(span.due)?;
            let lead = Lead {
                until: true,
                any: true,
                ..Lead::default()
            };
            Dates::One(Span {
                start: None,
                due,
                is_day: true,
                is_year: false,
                is_from_today: span.is_from_today,
                lead,
            })
        }
        Dates::Doubtful(reason) => Dates::Doubtful(reason),
        _ => Dates::Doubtful(NoDayReason::Several),
    };
    *cursor = ahead;
    Some(RelativeDeadline::From(found))
}

/// "kết thúc quý": any quarter, not the one of today.
pub(super) fn each_period(cursor: &mut TokenCursor) -> bool {
    cursor.accept(|ahead| {
        let ends = ahead.eat_any(&["ket thuc", "het"]);
        let unit = ahead.quarter_word() || ahead.eat_any(&["thang", "nam", "tuan", "moi quy"]);
        let which = ahead.digits().is_some() || { *ahead }.roman().is_some();
        ends && unit && !which && { *ahead }.number_word().is_none()
    })
}

fn length(cursor: &mut TokenCursor) -> Option<Length> {
    let mut ahead = *cursor;
    let count = ahead.number(4).or_else(|| ahead.number_word())?;
    number_in_words(&mut ahead);
    let mut length = Length::default();
    if ahead.eat("ngay") {
        length.days = Some(count);
    } else if ahead.eat("tuan") {
        length.days = Some(count.checked_mul(7)?);
    } else if ahead.eat("thang") {
        length.months = Some(count);
    } else if ahead.quarter_word() {
        length.months = Some(count.checked_mul(3)?);
    } else if ahead.eat("nam") {
        length.months = Some(count.checked_mul(12)?);
    } else {
        return None;
    }
    length.working_days = ahead.eat("lam viec");
    *cursor = ahead;
    Some(length)
}

/// "(mười)" after "10".
fn number_in_words(cursor: &mut TokenCursor) {
    cursor.accept(|ahead| {
        ahead.mark("(").is_some() && ahead.number_word().is_some() && ahead.mark(")").is_some()
    });
}
