//! Several due days in one wording: "Quý II và Quý IV", "Tháng 3, 6, 9", "15/6 và 15/12".

use super::dated::{Lead, lead};
use super::parse::of_kind;
use super::piece::Part;
use super::words::Cursor;
use super::{Deadline, DeadlineKind, DeadlineRules, Falls, Rhythm, span};
use crate::domain::day::{Day, DayError};

/// A recurring deadline on just these days. Periods that follow one another are one span instead
/// ([`span::read`]), so they never come here.
pub(super) fn several(
    mut cursor: Cursor,
    rules: &DeadlineRules,
) -> Result<Option<Deadline>, DayError> {
    let Lead { before, from, .. } = lead(&mut cursor);
    let Some(listed) = span::listed(&mut cursor, rules.year).filter(|_| cursor.is_done()) else {
        return Ok(None);
    };
    let (part, days) = listed?;
    let single_days = matches!(part, Part::Day(..));
    if from || (before && !single_days) {
        return Ok(None);
    }
    let earlier = before && rules.before_is_strict;
    let day = |day: Day| if earlier { day.pred_opt() } else { Some(day) };
    let days: Option<Vec<Day>> = days.into_iter().map(day).collect();
    Ok(days.and_then(|days| {
        let rhythm = rhythm(part, &days)?;
        Some(Deadline {
            rhythm: Some(rhythm),
            falls: Falls::Days(days),
            ..of_kind(DeadlineKind::Recurring)
        })
    }))
}

/// The periods by which the days are called; each must have one of its own.
fn rhythm(part: Part, days: &[Day]) -> Option<Rhythm> {
    let rhythm = match part {
        Part::Quarter(_) => Rhythm::Quarter,
        Part::Months(..) | Part::Day(..) => Rhythm::Month,
        Part::Year => return None,
    };
    let apart = |pair: &[Day]| rhythm.period_of(pair[0]).1 < rhythm.period_of(pair[1]).0;
    days.windows(2).all(apart).then_some(rhythm)
}
