//! From the wording to the kind of deadline.
//!
//! The grammar is strict: a wording is taken for a date or a rhythm only if all
//! of it is understood, for a wrong day is worse than none. What begins as an
//! event ("Khi có …", "Theo kế hoạch …") may go on as it likes.

use super::dated::dated;
use super::fixed::fixed;
use super::relative::relative;
use super::rhythm::recurring;
use super::several::several;
use super::words::{Cursor, Wording};
use super::{Deadline, DeadlineKind, DeadlineRules, Rhythm, span};
use crate::domain::day::DayError;
use crate::domain::english::in_vietnamese;
use crate::domain::text;

/// Words before the deadline proper that say nothing about it.
pub(super) const FILLERS: [&str; 7] = [
    "thuc hien",
    "hoan thanh",
    "kip thoi",
    "xong",
    "thoi han",
    "thoi gian",
    "han",
];

/// What a wording begins with that waits for an event: a rule, a plan or a word of somebody else.
/// "Theo tiến độ chung" and "theo lộ trình" name none, so they stay unclear.
pub(super) const EVENTS: [&str; 14] = [
    "khi",
    "ngay khi",
    "dot xuat",
    "theo quy dinh",
    "theo qui dinh",
    "theo ke hoach",
    "theo yeu cau",
    "theo chi dao",
    "theo huong dan",
    "theo chuong trinh",
    "theo lich",
    "theo thong bao",
    "theo de nghi",
    "theo nhu cau",
];

/// What a person types to have no deadline.
const NONE: [&str; 4] = ["", "khong", "khong co", "none"];

/// See [`Deadline::parse`].
pub(super) fn deadline(wording: &str, rules: &DeadlineRules) -> Result<Deadline, DayError> {
    let folded = text::fold(wording);
    if NONE.contains(&folded.as_str()) {
        return Ok(Deadline::none());
    }
    let folded = in_vietnamese(&folded).unwrap_or(folded);
    let tokens = Wording::new(&folded);
    let read = Deadline {
        wording: text::nfc(wording.trim()),
        ..classify(tokens.cursor(), rules)?
    };
    if read.kind != DeadlineKind::Date
        && let Some(error) = span::impossible_date(tokens.cursor(), rules.year)
    {
        return Err(error);
    }
    Ok(read)
}

fn classify(cursor: Cursor, rules: &DeadlineRules) -> Result<Deadline, DayError> {
    let found = relative(cursor)
        .or_else(|| event(cursor))
        .or_else(|| fixed(cursor, rules))
        .or_else(|| recurring(cursor));
    if let Some(found) = found {
        return Ok(found);
    }
    if let Some(found) = ongoing(cursor, rules) {
        return found;
    }
    if let Some(found) = dated(cursor, rules)? {
        return Ok(found);
    }
    Ok(several(cursor, rules)?.unwrap_or_else(|| of_kind(DeadlineKind::Unclear)))
}

/// A deadline of this kind of which nothing else is known.
pub(super) fn of_kind(kind: DeadlineKind) -> Deadline {
    Deadline {
        kind,
        ..Deadline::none()
    }
}

fn event(mut cursor: Cursor) -> Option<Deadline> {
    while cursor.eat_any(&FILLERS) {}
    cursor
        .sees_any(&EVENTS)
        .then(|| of_kind(DeadlineKind::Event))
}

/// "Thường xuyên", "Liên tục", also with a rhythm or "trong năm" behind it.
fn ongoing(mut cursor: Cursor, rules: &DeadlineRules) -> Option<Result<Deadline, DayError>> {
    const ONGOING: [&str; 2] = ["thuong xuyen", "lien tuc"];
    while cursor.eat_any(&FILLERS) || cursor.eat("duy tri") {}
    if !cursor.eat_any(&ONGOING) {
        return None;
    }
    while cursor.mark(",-").is_some() || cursor.eat("va") || cursor.eat_any(&ONGOING) {}
    let rest = match classify(cursor, rules) {
        Ok(rest) => rest,
        Err(error) => return Some(Err(error)),
    };
    let whole_year = |due| span::is_whole_year(rest.start_on, due);
    Some(Ok(match rest.kind {
        // A shorter rhythm gives days to hold to; the year's end gives none.
        DeadlineKind::Recurring if rest.rhythm != Some(Rhythm::Year) => rest,
        DeadlineKind::Date if !rest.due_on.is_some_and(whole_year) => {
            of_kind(DeadlineKind::Unclear)
        }
        // Somewhere in it stands a number that may well be a date.
        DeadlineKind::Unclear if cursor.has_number() => rest,
        _ => of_kind(DeadlineKind::Ongoing),
    }))
}
