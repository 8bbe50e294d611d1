//! The dates and periods that stand in one place of a wording, with the words before them, and what
//! follows from them: one day ("Quý II-III/2021", "từ 01/3 đến hết 15/4") or several ("Quý II và Quý IV",
//! "ngày 20 các tháng 3, 6, 9, 12").

use super::NoDayReason;
use super::Rhythm;
use super::date_phrase::{DatePart, DatePhrase, Edge, Joint, date_phrase, read_joint};
use super::lead::{Lead, lead};
use super::words::TokenCursor;
use crate::domain::day::{self, Day};
use chrono::Datelike;
use std::mem::discriminant;

/// What follows from dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Dates {
    /// One due day.
    One(Span),
    /// On each of these days.
    Several(DateList),
    /// From that day on, and no end.
    From(Day),
    /// No day, and why.
    Doubtful(NoDayReason),
}

/// A period or a day, and the day on which it is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// The first day, where a period is meant.
    pub(super) start: Option<Day>,
    /// The day on which it is due.
    pub(super) due: Day,
    /// Whether it is a single day of the calendar, not a period.
    pub(super) is_day: bool,
    /// Whether it is nothing but the year as such ("năm 2021", not "cuối năm").
    pub(super) is_year: bool,
    /// Whether it is counted from today.
    pub(super) is_from_today: bool,
    /// The words before it.
    pub(super) lead: Lead,
}

/// Days of one sort, each a deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DateList {
    /// The due days in the order of the wording.
    pub(super) days: Vec<Day>,
    /// The periods that they are named by.
    pub(super) rhythm: Rhythm,
    /// The words before the first.
    pub(super) lead: Lead,
}

/// A phrase with the words before it.
struct PhraseWithLead {
    phrase: DatePhrase,
    lead: Lead,
}

/// Reads the dates that stand here, or nothing.
pub(super) fn dates(cursor: &mut TokenCursor) -> Option<Dates> {
    let mut ahead = *cursor;
    let lead = lead(&mut ahead);
    let each = ahead.eat_any(&["cuoi cac", "cac", "moi", "tung"]);
    let (items, joint) = day_of_months(&mut ahead, lead).or_else(|| items(&mut ahead, lead))?;
    if each && items.len() < 2 {
        return None;
    }
    let found = evaluate(items, joint, each, &ahead)?;
    *cursor = ahead;
    Some(found)
}

/// "ngày 20 các tháng 3, 6, 9, 12", "ngày 15 tháng 6 và tháng 12".
fn day_of_months(
    cursor: &mut TokenCursor,
    lead: Lead,
) -> Option<(Vec<PhraseWithLead>, Option<Joint>)> {
    let mut ahead = *cursor;
    let says_day = ahead.eat("ngay");
    let day = ahead.number(2).filter(|day| (1..=31).contains(day))?;
    ahead.eat("cua");
    ahead.eat_any(&["cac", "moi", "tung"]);
    let mut items = Vec::new();
    let mut further = ahead;
    loop {
        let named = further.eat("thang");
        if !named && items.is_empty() {
            return None;
        }
        let month = match further.number(2).or_else(|| further.number_word()) {
            Some(month) if (1..=12).contains(&month) => month,
            _ => break,
        };
        let year = {
            let mut year = further;
            year.mark("/");
            year.eat("nam");
            year.year(false).inspect(|_| further = year)
        };
        // "Ngày 15 tháng 6, 20/9": the one that follows is a date of its own.
        if further.sees_mark("/").is_some() || further.sees_any(&["thang"]) {
            break;
        }
        ahead = further;
        items.push(PhraseWithLead {
            lead,
            phrase: DatePhrase {
                part: DatePart::Day(day, Some(month)),
                year,
                edge: Edge::Whole,
                says_day,
            },
        });
        if read_joint(&mut further) != Some(Joint::List) {
            break;
        }
    }
    if items.len() < 2 {
        return None;
    }
    *cursor = ahead;
    Some((items, Some(Joint::List)))
}

/// The phrases that are joined here, each with the words before it, and how.
fn items(cursor: &mut TokenCursor, first: Lead) -> Option<(Vec<PhraseWithLead>, Option<Joint>)> {
    let mut items = vec![PhraseWithLead {
        phrase: date_phrase(cursor, None, first.any, false)?,
        lead: first,
    }];
    // "Năm" and nothing else says no more than "Tháng" would.
    if let [only] = items.as_slice()
        && is_bare_year(&only.phrase)
        && !first.any
    {
        return None;
    }
    let mut joint = None;
    loop {
        let mut ahead = *cursor;
        let dashed = ahead.sees_mark("-").is_some();
        let Some(next_joint) = read_joint(&mut ahead) else {
            return Some((items, joint));
        };
        // "Từ quý II, hoàn thành trong quý IV": the one begins, the other ends.
        if first.from && next_joint == Joint::List {
            return Some((items, joint));
        }
        let own = lead(&mut ahead);
        let before = items.last().map(|last| &last.phrase.part);
        let Some(next) = date_phrase(&mut ahead, before, own.any, dashed) else {
            return Some((items, joint));
        };
        // "Quý II, trước ngày 15/6": the day is no second quarter.
        let other = items
            .first()
            .is_some_and(|first| !is_same_sort(&first.phrase, &next));
        if next_joint == Joint::List && other {
            return Some((items, joint));
        }
        if is_bare_year(&next) || own.from || joint.is_some_and(|joint| joint != next_joint) {
            return Some((items, joint));
        }
        joint = Some(next_joint);
        items.push(PhraseWithLead {
            phrase: next,
            lead: own,
        });
        *cursor = ahead;
    }
}

fn is_bare_year(phrase: &DatePhrase) -> bool {
    phrase.part == DatePart::Year && phrase.year.is_none() && phrase.edge == Edge::Whole
}

fn evaluate(
    mut items: Vec<PhraseWithLead>,
    joint: Option<Joint>,
    each: bool,
    end: &TokenCursor,
) -> Option<Dates> {
    let rules = end.rules();
    let doubt = items.iter().find_map(|item| match &item.phrase.part {
        DatePart::Doubtful(reason) => Some(reason.clone()),
        _ => None,
    });
    if let Some(reason) = doubt {
        return Some(Dates::Doubtful(reason));
    }
    let mut alone = years(&items);
    backfill(&mut items, rules.year);
    let filled = years(&items);
    if !is_ascending(&items) {
        // In "10/7 và 10/01/2022" the last year is that one's alone.
        alone
            .iter_mut()
            .for_each(|year| *year = year.or(Some(rules.year)));
        set_years(&mut items, alone);
        if !is_ascending(&items) {
            set_years(&mut items, filled);
        }
    }
    let days: Vec<(Day, Day)> = match items.iter().map(days_of).collect::<Option<Vec<_>>>()? {
        days if days.iter().all(Result::is_ok) => days.into_iter().flatten().collect(),
        days => return days.into_iter().find_map(Result::err).map(Dates::Doubtful),
    };
    let strict = rules.before_is_strict;
    let range = joint == Some(Joint::Range) && items.len() == 2;
    let first = items.first()?;
    if range || (joint == Some(Joint::List) && !each && follow_one_another(&items, &days)) {
        return Some(span_of_all(&items, &days, strict));
    }
    match joint {
        None => Some(single(first, *days.first()?, strict)),
        Some(Joint::List) if !first.lead.from => Some(several(&items, &days, strict)),
        Some(_) => Some(Dates::Doubtful(NoDayReason::Several)),
    }
}

/// Whether quarters or months, or single days, come one after the other, as "Quý II, III", "Tháng
/// 3, 4, 5" and "ngày 15, 16/6" do, and so are one stretch. All four quarters are each quarter.
fn follow_one_another(items: &[PhraseWithLead], days: &[(Day, Day)]) -> bool {
    let plain = items
        .iter()
        .skip(1)
        .all(|item| item.lead == Lead::default());
    let whole = items.iter().all(|item| item.phrase.edge == Edge::Whole);
    let same = same_parts(items);
    let all_quarters = items.len() == 4;
    let quarters = matches!(
        items.first().map(|item| &item.phrase.part),
        Some(DatePart::Quarter(_))
    );
    let single = |item: &PhraseWithLead| match &item.phrase.part {
        DatePart::Quarter(_) | DatePart::Day(..) => true,
        DatePart::Months(first, last) => first == last,
        _ => false,
    };
    let adjoin = days
        .windows(2)
        .all(|pair| pair[0].1.succ_opt() == Some(pair[1].0));
    plain && whole && same && !(quarters && all_quarters) && items.iter().all(single) && adjoin
}

fn is_same_sort(one: &DatePhrase, other: &DatePhrase) -> bool {
    discriminant(&one.part) == discriminant(&other.part)
}

fn same_parts(items: &[PhraseWithLead]) -> bool {
    let mut pairs = items.windows(2);
    pairs.all(|pair| is_same_sort(&pair[0].phrase, &pair[1].phrase))
}

/// In "Quý II-III/2021" and "01-15/6/2021" the last year and month hold for what is before them.
fn backfill(items: &mut [PhraseWithLead], year: i32) {
    let (mut year, mut known_month) = (year, None);
    for item in items.iter_mut().rev() {
        year = *item.phrase.year.get_or_insert(year);
        if let DatePart::Day(_, month) = &mut item.phrase.part {
            *month = month.or(known_month);
            known_month = *month;
        }
    }
}

fn years(items: &[PhraseWithLead]) -> Vec<Option<i32>> {
    items.iter().map(|item| item.phrase.year).collect()
}

fn set_years(items: &mut [PhraseWithLead], years: Vec<Option<i32>>) {
    for (item, year) in items.iter_mut().zip(years) {
        item.phrase.year = year;
    }
}

/// Whether the days come in their order, as far as the calendar has them.
fn is_ascending(items: &[PhraseWithLead]) -> bool {
    let days: Vec<Day> = items
        .iter()
        .filter_map(days_of)
        .flatten()
        .map(|(_, last)| last)
        .collect();
    days.windows(2).all(|pair| pair[0] < pair[1])
}

/// First and last day of a phrase; `None` where it has no month.
fn days_of(item: &PhraseWithLead) -> Option<Result<(Day, Day), NoDayReason>> {
    let year = item.phrase.year?;
    Some(Ok(match &item.phrase.part {
        DatePart::Year => day::year_days(year),
        DatePart::Quarter(quarter) => day::quarter_days(year, *quarter),
        DatePart::Months(first, last) => day::months_days(year, *first, *last),
        DatePart::Day(number, month) => match NoDayReason::checked_day(*number, (*month)?, year) {
            Ok(day) => (day, day),
            Err(reason) => return Some(Err(reason)),
        },
        DatePart::Exact(span) => (span.first, span.last),
        DatePart::Doubtful(reason) => return Some(Err(reason.clone())),
    }))
}

/// From the first to the last.
fn span_of_all(items: &[PhraseWithLead], days: &[(Day, Day)], strict: bool) -> Dates {
    let unordered = Dates::Doubtful(NoDayReason::Several);
    let (Some(from), Some(to), Some(first), Some(last)) =
        (days.first(), days.last(), items.first(), items.last())
    else {
        return unordered;
    };
    // "Trước quý II - III" means neither.
    let whole = last.phrase.edge == Edge::Whole;
    if first.lead.before || from.0 > to.1 || whole && from.0 > to.0 || from.1 > to.1 {
        return unordered;
    }
    let end_only = first.phrase.edge != Edge::Whole || first.lead.until;
    let Some(due) = due_day(last, *to, strict) else {
        return unordered;
    };
    Dates::One(Span {
        start: (!end_only).then_some(from.0).filter(|start| *start <= due),
        due,
        is_day: false,
        is_year: items.iter().all(|item| item.phrase.part == DatePart::Year),
        is_from_today: items
            .iter()
            .any(|item| matches!(item.phrase.part, DatePart::Exact(_))),
        lead: first.lead,
    })
}

/// Before a period means before its first day, under either reading of "trước"; before its end means
/// in it.
fn due_day(item: &PhraseWithLead, (first, last): (Day, Day), strict: bool) -> Option<Day> {
    if !item.lead.before || item.phrase.edge != Edge::Whole {
        return Some(last);
    }
    if is_day(item) && !strict {
        return Some(last);
    }
    first.pred_opt()
}

fn is_day(item: &PhraseWithLead) -> bool {
    match &item.phrase.part {
        DatePart::Day(..) => item.phrase.edge == Edge::Whole,
        DatePart::Exact(span) => span.is_day,
        _ => false,
    }
}

fn single(item: &PhraseWithLead, days: (Day, Day), strict: bool) -> Dates {
    if item.lead.from {
        return Dates::From(days.0);
    }
    let Some(due) = due_day(item, days, strict) else {
        return Dates::Doubtful(NoDayReason::Several);
    };
    let is_day = is_day(item);
    let end_only = item.phrase.edge != Edge::Whole || item.lead.is_limit();
    Dates::One(Span {
        start: (!is_day && !end_only).then_some(days.0),
        due,
        is_day,
        is_year: item.phrase.part == DatePart::Year
            && item.phrase.edge != Edge::End
            && !item.lead.before,
        is_from_today: matches!(item.phrase.part, DatePart::Exact(_)),
        lead: Lead {
            any: item.lead.any || item.phrase.says_day,
            ..item.lead
        },
    })
}

fn several(items: &[PhraseWithLead], days: &[(Day, Day)], strict: bool) -> Dates {
    let single_days = items.iter().all(is_day);
    let mut before = items.first().is_some_and(|item| item.lead.before);
    let mut due = Vec::new();
    for (item, (_, last)) in items.iter().zip(days) {
        if item.lead != Lead::default() {
            before = item.lead.before;
        }
        if before && !single_days {
            return Dates::Doubtful(NoDayReason::Several);
        }
        due.push(if before && strict {
            last.pred_opt()
        } else {
            Some(*last)
        });
    }
    let due: Option<Vec<Day>> = due.into_iter().collect();
    match due {
        Some(due) if same_parts(items) => match rhythm(&due, items.first()) {
            Some(rhythm) => Dates::Several(DateList {
                days: due,
                rhythm,
                lead: items.first().map(|item| item.lead).unwrap_or_default(),
            }),
            None => Dates::Doubtful(NoDayReason::Several),
        },
        _ => Dates::Doubtful(NoDayReason::Several),
    }
}

/// The periods that the days are named by: each must have one of its own.
fn rhythm(days: &[Day], first: Option<&PhraseWithLead>) -> Option<Rhythm> {
    let longest = match first?.phrase.part {
        DatePart::Quarter(_) => Rhythm::Quarter,
        DatePart::Months(..) | DatePart::Day(..) | DatePart::Exact(_) => Rhythm::Month,
        DatePart::Year | DatePart::Doubtful(_) => return None,
    };
    periods_apart(days, longest)
}

/// The longest period, no longer than this one, of which each day has one of its own.
pub(super) fn periods_apart(days: &[Day], longest: Rhythm) -> Option<Rhythm> {
    let mut sorted = days.to_vec();
    sorted.sort_unstable();
    let apart = |rhythm: Rhythm| {
        let apart = |pair: &[Day]| rhythm.period_of(pair[0]).1 < rhythm.period_of(pair[1]).0;
        sorted.windows(2).all(apart)
    };
    let mut rhythms = Rhythm::ALL.into_iter().rev();
    rhythms.find(|rhythm| *rhythm <= longest && apart(*rhythm))
}

/// Whether a span is all of the plan's year, or has it in it.
pub(super) fn covers_year(span: &Span, year: i32) -> bool {
    let (first, last) = day::year_days(year);
    span.is_year && span.due >= last && span.start.is_none_or(|start| start <= first)
        || span.is_year && span.due.year() == year && span.start.is_none()
}
