//! Reads cells of deadlines: dates as displayed, and wordings.

use super::parsed::{AnnexAnswer, DayOrder, FirstDay, QuestionKind, Warning};
use crate::domain::day::Day;
use crate::domain::deadline::{Deadline, DeadlineKind, DeadlineRules, NoDayReason};
use crate::domain::text::{fold, squeezed};
use crate::sheets::workbook::{Cell, DateCell, DateDisplay, SheetValue};
use chrono::Datelike;

/// How the dates of a column are written, and the person's answers about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DateColumn {
    /// The number of dates whose day and month may be swapped.
    swapped: usize,
    example: Option<Day>,
    /// The number of texts with the month before the day.
    month_first_texts: usize,
    /// The number of date cells displayed month first that are unambiguous.
    month_first_cells: usize,
    /// The number of first days of a month whose display is not known.
    first_days: usize,
    order: Option<DayOrder>,
    first_day: Option<FirstDay>,
}

/// From so many dates on it is no chance that all are in the first twelve days of their month.
const MIN_DATES: usize = 6;

/// The number of dates, and of those after the twelfth day of their month.
#[derive(Default)]
struct DateCount {
    all: usize,
    late: usize,
}

impl DateCount {
    fn add(&mut self, day: Day) {
        self.all += 1;
        self.late += usize::from(day.day() > 12);
    }
}

impl DateColumn {
    /// Examines all cells of a column.
    pub(super) fn of<'c>(cells: impl Iterator<Item = &'c Cell>) -> Self {
        let mut column = Self::default();
        let (mut us, mut local, mut unknown) = (DateCount::default(), DateCount::default(), 0);
        let (mut day_first, mut month_first, mut either) = (0, 0, 0);
        for cell in cells {
            let SheetValue::Day(day) = cell.value else {
                match numbers(&cell.text) {
                    Some((13.., 0..=12, _)) => day_first += 1,
                    Some((0..=12, 13.., _)) => month_first += 1,
                    Some(_) => either += 1,
                    None => {}
                }
                continue;
            };
            match day.display {
                DateDisplay::MonthFirst => us.add(day.day),
                DateDisplay::Local => local.add(day.day),
                DateDisplay::Unknown => {
                    local.add(day.day);
                    unknown += 1;
                    column.first_days += usize::from(day.day.day() == 1);
                }
                DateDisplay::Day | DateDisplay::Month | DateDisplay::Year => continue,
            }
            let ambiguous = day.day.day() <= 12 && day.day.day() != day.day.month();
            column.example = column.example.or(ambiguous.then_some(day.day));
        }
        if month_first > 0 && day_first == 0 {
            column.month_first_texts = month_first + either;
        }
        if us.late > 0 {
            column.month_first_cells = us.all;
        } else {
            column.swapped += us.all;
        }
        let enough = day_first > 0 || local.all - unknown >= MIN_DATES;
        if local.late == 0 && enough {
            column.swapped += local.all;
        }
        column
    }

    pub(super) fn answered(mut self, answers: impl Iterator<Item = AnnexAnswer>) -> Self {
        for answer in answers {
            match answer {
                AnnexAnswer::Order(order) => self.order = Some(order),
                AnnexAnswer::First(first) => self.first_day = Some(first),
                _ => {}
            }
        }
        self
    }

    pub(super) fn questions(&self) -> Vec<(QuestionKind, Vec<AnnexAnswer>)> {
        let orders = [DayOrder::DayFirst, DayOrder::MonthFirst].map(AnnexAnswer::Order);
        let firsts = [FirstDay::Month, FirstDay::Day].map(AnnexAnswer::First);
        let dates = self.month_first_texts + self.month_first_cells;
        let mut questions = Vec::new();
        if self.swapped > 0 {
            let (dates, example) = (self.swapped, self.example);
            questions.push((QuestionKind::Swapped { dates, example }, orders.to_vec()));
        } else if dates > 0 {
            questions.push((QuestionKind::MonthFirst { dates }, orders.to_vec()));
        }
        if self.first_days > 0 {
            let dates = self.first_days;
            questions.push((QuestionKind::FirstDays { dates }, firsts.to_vec()));
        }
        questions
    }

    fn is_doubtful(&self, display: DateDisplay) -> bool {
        self.swapped > 0
            && matches!(
                display,
                DateDisplay::MonthFirst | DateDisplay::Local | DateDisplay::Unknown
            )
    }
}

/// Three numbers separated by slashes, dashes or dots.
fn numbers(text: &str) -> Option<(u32, u32, i32)> {
    let text = text.trim();
    let mut parts = text.split(['/', '-', '.']);
    let first = parts.next()?.trim().parse().ok()?;
    let second = parts.next()?.trim().parse().ok()?;
    let year: i32 = parts.next()?.trim().parse().ok()?;
    let year = if year < 100 { 2000 + year } else { year };
    (parts.next().is_none() && first <= 31 && second <= 31 && year >= 1900)
        .then_some((first, second, year))
}

/// Whether a cell is no evidence of the order of day and month in its column.
pub(super) fn has_no_order(cell: &Cell) -> bool {
    !matches!(cell.value, SheetValue::Day(_)) && numbers(&cell.text).is_none()
}

/// A deadline as it was read from a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ParsedDeadline {
    /// The text of the cell.
    pub(super) shown: String,
    pub(super) deadline: Deadline,
    pub(super) warnings: Vec<Warning>,
}

/// Reads a cell.
pub(super) fn read(
    cell: &Cell,
    column: &DateColumn,
    rules: &DeadlineRules,
    issued_on: Option<Day>,
) -> ParsedDeadline {
    let shown = cell.text.trim().to_owned();
    let mut warnings = Vec::new();
    let deadline = match cell.value {
        SheetValue::Day(day) => from_date(&shown, day, column, rules, &mut warnings),
        SheetValue::Formula => {
            warnings.push(Warning::Formula);
            Deadline::none()
        }
        _ => from_text(&shown, column, rules, &mut warnings),
    };
    let empty = deadline.reason == Some(NoDayReason::EmptyDate);
    warnings.extend(empty.then_some(Warning::EmptyDate));
    warnings.extend(
        deadline
            .far_days(rules.year)
            .into_iter()
            .map(Warning::DayOutOfRange),
    );
    let early = deadline
        .due_on
        .zip(issued_on)
        .filter(|(due, issued)| due < issued);
    warnings.extend(early.map(|(due, _)| Warning::BeforePlan(due)));
    ParsedDeadline {
        shown,
        deadline,
        warnings,
    }
}

fn from_date(
    shown: &str,
    date: DateCell,
    column: &DateColumn,
    rules: &DeadlineRules,
    warnings: &mut Vec<Warning>,
) -> Deadline {
    let day = date.day;
    let mut asked = |warning| {
        warnings.push(warning);
        unclear(shown)
    };
    if column.is_doubtful(date.display) {
        return match column.order {
            None => asked(Warning::MaybeSwapped),
            Some(DayOrder::MonthFirst) => from_day(shown, day, rules),
            Some(DayOrder::DayFirst) => {
                let swapped = Day::from_ymd_opt(day.year(), day.day(), day.month());
                from_day(shown, swapped.unwrap_or(day), rules)
            }
        };
    }
    match (date.display, column.first_day) {
        (DateDisplay::Month, _) => from_month(shown, day, rules),
        (DateDisplay::Year, _) => Deadline::read(&day.year().to_string(), rules),
        (DateDisplay::Unknown, None) if day.day() == 1 => asked(Warning::MaybeMonth),
        (DateDisplay::Unknown, Some(FirstDay::Month)) if day.day() == 1 => {
            from_month("", day, rules)
        }
        _ => from_day(shown, day, rules),
    }
}

fn from_text(
    shown: &str,
    column: &DateColumn,
    rules: &DeadlineRules,
    warnings: &mut Vec<Warning>,
) -> Deadline {
    if column.month_first_texts > 0
        && let Some((first, second, year)) = numbers(shown)
    {
        let day = match column.order {
            None => {
                warnings.push(Warning::MaybeSwapped);
                return unclear(shown);
            }
            Some(DayOrder::MonthFirst) => Day::from_ymd_opt(year, first, second),
            Some(DayOrder::DayFirst) => Day::from_ymd_opt(year, second, first),
        };
        return day.map_or_else(|| unclear(shown), |day| from_day("", day, rules));
    }
    let read = Deadline::read(shown, rules);
    let lines: Vec<&str> = shown
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    // Two lines with a date each: whichever was taken, the other would be lost.
    let days = lines.iter().filter(|line| {
        let alone = Deadline::read(line, rules);
        alone.kind == DeadlineKind::Date || alone.kind == DeadlineKind::Recurring
    });
    if lines.len() > 1 && days.count() > 1 && read.kind == DeadlineKind::Date {
        return unclear(shown);
    }
    read
}

/// A wording without a due date until a person clarifies it.
fn unclear(shown: &str) -> Deadline {
    let mut deadline = Deadline::none();
    deadline.kind = DeadlineKind::Unclear;
    deadline.wording = squeezed(shown);
    deadline.reason = Some(NoDayReason::Several);
    deadline
}

/// The deadline on that day, in the displayed wording if that means the same.
fn from_day(shown: &str, day: Day, rules: &DeadlineRules) -> Deadline {
    let as_shown = Deadline::read(shown, rules);
    if as_shown.due_on == Some(day) && as_shown.start_on.is_none()
        || as_shown.reason == Some(NoDayReason::EmptyDate)
    {
        return as_shown;
    }
    Deadline::read(&day.format("%d/%m/%Y").to_string(), rules)
}

/// The deadline by the end of that month, in the displayed wording if that means the same.
fn from_month(shown: &str, day: Day, rules: &DeadlineRules) -> Deadline {
    let plain = Deadline::read(&day.format("%m/%Y").to_string(), rules);
    let as_shown = Deadline::read(shown, rules);
    if as_shown.due_on.is_some() && as_shown.due_on == plain.due_on {
        as_shown
    } else {
        plain
    }
}

/// Whether a cell looks like a deadline, and whether it looks like a mark of completion.
pub(super) fn date_or_done(cell: &Cell, rules: &DeadlineRules) -> (bool, bool) {
    match cell.value {
        SheetValue::Day(_) => return (true, false),
        SheetValue::Number(number) => return ((1990.0..2100.0).contains(&number), false),
        SheetValue::Formula => return (false, false),
        SheetValue::Text => {}
    }
    if cell.text.len() > 200 {
        return (false, false);
    }
    let folded = fold(&cell.text);
    let done = ["x", "xong", "v", "✓", "done", "ok", "hoan thanh"].contains(&folded.as_str())
        || folded.starts_with("da ");
    if done {
        return (false, true);
    }
    if numbers(&cell.text).is_some() {
        return (true, false);
    }
    let read = Deadline::read(&cell.text, rules);
    (
        !matches!(read.kind, DeadlineKind::Unclear | DeadlineKind::None),
        false,
    )
}

/// The deadline of a number of days, once a person has confirmed that the column holds such.
pub(super) fn from_days(text: &str, confirmed: bool, rules: &DeadlineRules) -> ParsedDeadline {
    let deadline = match text.trim().parse::<u32>() {
        _ if !confirmed => unclear(text),
        Ok(days) => Deadline::read(&format!("Trong {days} ngày"), rules),
        Err(_) => Deadline::read(text, rules),
    };
    ParsedDeadline {
        shown: squeezed(text),
        deadline,
        warnings: Vec::new(),
    }
}
