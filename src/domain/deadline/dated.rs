//! Deadlines that come to one due day, with the words before it: "Trước 15/12", "đến hết quý II".

use super::parse::{FILLERS, of_kind};
use super::weekday::near;
use super::words::Cursor;
use super::{Deadline, DeadlineKind, DeadlineRules, span};
use crate::domain::day::{self, Day, DayError};

/// What the words before a date say about it.
#[derive(Default)]
pub(super) struct Lead {
    /// "trước": the day itself, or the period, is excluded.
    pub(super) before: bool,
    /// "đến hết", "chậm nhất": there is an end and no beginning.
    pub(super) until: bool,
    /// "từ": there must be a "đến".
    pub(super) from: bool,
}

/// Reads those words.
pub(super) fn lead(cursor: &mut Cursor) -> Lead {
    let mut lead = Lead::default();
    loop {
        if cursor.eat("truoc") {
            lead.before = true;
        } else if cursor.eat_any(&[
            "tu nay den",
            "den",
            "toi",
            "cham nhat",
            "muon nhat",
            "khong qua",
            "khong muon hon",
        ]) {
            lead.until = true;
        } else if cursor.eat("tu") {
            lead.from = true;
        } else if !(cursor.eat_any(&FILLERS)
            || cursor.eat_any(&["trong", "vao", "la"])
            || cursor.mark(":").is_some())
        {
            break;
        }
    }
    // "Trước 17 giờ ngày 15/12": before an hour of that day, so on that day.
    if clock(cursor) && lead.before {
        lead.before = false;
        lead.until = true;
    }
    lead
}

/// Reads a time of day up to the word "ngày" or to a day of the week.
fn clock(cursor: &mut Cursor) -> bool {
    let mut ahead = *cursor;
    let read = ahead.number(2).is_some()
        && (ahead.eat_any(&["h", "gio", "g"]) || ahead.mark(":").is_some())
        && {
            ahead.number(2);
            ahead.eat_any(&["phut", "p"]);
            ahead.mark(",");
            ahead.eat("ngay") || ahead.sees_any(&["thu", "chu nhat"])
        };
    if read {
        *cursor = ahead;
    }
    read
}

/// A wording that comes to one due day.
pub(super) fn dated(
    mut cursor: Cursor,
    rules: &DeadlineRules,
) -> Result<Option<Deadline>, DayError> {
    let lead = lead(&mut cursor);
    let mut ahead = cursor;
    if let Some(span) = near(&mut ahead, rules).filter(|_| ahead.is_done() && !lead.from) {
        return Ok(from_span(&span, &lead, rules));
    }
    let mut ahead = cursor;
    match span::read(&mut ahead, rules.year) {
        Some(Err(error)) => return Err(error),
        Some(Ok(span)) => {
            // "Trước 15/12 hằng năm" is, in a year's plan, a day of that year.
            ahead.eat_any(&["hang nam", "moi nam"]);
            let whole = ahead.is_done() && (!lead.from || span.is_joined);
            return Ok(whole.then(|| from_span(&span, &lead, rules)).flatten());
        }
        None => {}
    }
    if lead.from {
        return Ok(None);
    }
    match day::parse_day(cursor.rest(), rules.today, rules.year) {
        Ok(due) if lead.before && rules.before_is_strict && !cursor.sees_any(&["cuoi"]) => {
            Ok(due.pred_opt().map(|due| on(None, due)))
        }
        Ok(due) => Ok(Some(on(None, due))),
        Err(DayError::Unreadable(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Before a period means before its first day, under either reading of "trước";
/// before its end means in it.
fn from_span(span: &span::Span, lead: &Lead, rules: &DeadlineRules) -> Option<Deadline> {
    if !lead.before {
        let start = span.start.filter(|_| !lead.until);
        return Some(on(start, span.due));
    }
    let due = match span.start {
        _ if span.is_joined => None,
        Some(start) => start.pred_opt(),
        None if span.is_day && rules.before_is_strict => span.due.pred_opt(),
        None => Some(span.due),
    }?;
    Some(on(None, due))
}

fn on(start_on: Option<Day>, due: Day) -> Deadline {
    Deadline {
        start_on,
        due_on: Some(due),
        ..of_kind(DeadlineKind::Date)
    }
}
