//! Cells of deadlines: dates as the person saw them, and wordings in the document's way.

use super::understood::{DayOrder, FirstDay, Warning};
use crate::domain::day::Day;
use crate::domain::deadline::{Deadline, DeadlineKind, DeadlineRules, Reason};
use crate::sheets::workbook::{Cell, Shows, Value};
use chrono::Datelike;

/// What is known of a column of deadlines as a whole, and what a person has answered.
#[derive(Clone, Debug, Default)]
pub(super) struct DateColumn {
    /// Dates that may be swapped, among them one as an example.
    pub(super) swapped: usize,
    pub(super) example: Option<Day>,
    /// The column's texts are month before day.
    pub(super) month_first_texts: usize,
    /// Real dates that show the month first, and cannot be mistaken.
    pub(super) month_first_cells: usize,
    /// First days of a month whose format is not to be had.
    pub(super) first_days: usize,
    pub(super) order: Option<DayOrder>,
    pub(super) first_day: Option<FirstDay>,
}

/// The fewest dates in the machine's own order that all lie in the first twelve days by more than chance.
const BEYOND_CHANCE: usize = 6;

impl DateColumn {
    /// Looks at all cells of a column.
    pub(super) fn of<'c>(cells: impl Iterator<Item = &'c Cell>) -> Self {
        let mut column = Self::default();
        let (mut us, mut local, mut late_us, mut late_local, mut unknown) = (0, 0, 0, 0, 0);
        let (mut day_first, mut month_first, mut either) = (0, 0, 0);
        let mut example = None;
        for cell in cells {
            match cell.value {
                Value::Day(day) => {
                    let late = usize::from(day.day.day() > 12);
                    match day.shows {
                        Shows::MonthFirst => (us, late_us) = (us + 1, late_us + late),
                        Shows::Local => (local, late_local) = (local + 1, late_local + late),
                        Shows::Unknown => {
                            unknown += 1;
                            late_local += late;
                            column.first_days += usize::from(day.day.day() == 1);
                        }
                        _ => continue,
                    }
                    example =
                        example
                            .or(Some(day.day)
                                .filter(|day| day.day() <= 12 && day.day() != day.month()));
                }
                _ => {
                    if let Some((first, second, _)) = numbers(&cell.text) {
                        match (first > 12, second > 12) {
                            (true, false) => day_first += 1,
                            (false, true) => month_first += 1,
                            _ => either += 1,
                        }
                    }
                }
            }
        }
        if month_first > 0 && day_first == 0 {
            column.month_first_texts = month_first + either;
        }
        if us > 0 && late_us > 0 {
            column.month_first_cells = us;
        }
        let suspect_us = us > 0 && late_us == 0;
        let suspect_local =
            late_local == 0 && local + unknown > 0 && (day_first > 0 || local >= BEYOND_CHANCE);
        if suspect_us {
            column.swapped += us;
        }
        if suspect_local {
            column.swapped += local + unknown;
        }
        column.example = example;
        column
    }

    fn is_doubtful(&self, shows: Shows) -> bool {
        self.swapped > 0 && matches!(shows, Shows::MonthFirst | Shows::Local | Shows::Unknown)
    }
}

/// Three numbers with slashes, dashes or dots between.
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

/// A deadline as it was read from a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dated {
    /// What the cell shows.
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
) -> Dated {
    let shown = cell.text.trim().to_owned();
    let mut warnings = Vec::new();
    let deadline = match cell.value {
        Value::Day(day) if column.is_doubtful(day.shows) => match column.order {
            None => {
                warnings.push(Warning::MaybeSwapped);
                unclear(&shown)
            }
            Some(DayOrder::MonthFirst) => of_day(&shown, day.day, rules),
            Some(DayOrder::DayFirst) => {
                let swapped = Day::from_ymd_opt(day.day.year(), day.day.day(), day.day.month());
                of_day(&shown, swapped.unwrap_or(day.day), rules)
            }
        },
        Value::Day(day) => match day.shows {
            Shows::Month => of_month(&shown, day.day, rules),
            Shows::Year => Deadline::read(&day.day.year().to_string(), rules),
            Shows::Unknown if day.day.day() == 1 => match column.first_day {
                None => {
                    warnings.push(Warning::MaybeMonth);
                    unclear(&shown)
                }
                Some(FirstDay::Month) => of_month("", day.day, rules),
                Some(FirstDay::Day) => of_day(&shown, day.day, rules),
            },
            _ => of_day(&shown, day.day, rules),
        },
        Value::Formula => {
            warnings.push(Warning::Formula);
            Deadline::none()
        }
        _ => of_text(&shown, column, rules, &mut warnings),
    };
    if deadline.reason == Some(Reason::EmptyDate) {
        warnings.push(Warning::EmptyDate);
    }
    for day in deadline.far_days(rules.year) {
        warnings.push(Warning::FarDay(day));
    }
    if let (Some(due), Some(issued)) = (deadline.due_on, issued_on)
        && due < issued
    {
        warnings.push(Warning::BeforePlan(due));
    }
    Dated {
        shown,
        deadline,
        warnings,
    }
}

fn of_text(
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
        return day.map_or_else(|| unclear(shown), |day| of_day("", day, rules));
    }
    let read = Deadline::read(shown, rules);
    let lines: Vec<&str> = shown
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    // Two sentences that each say a day: whichever was taken, the other would be lost.
    let days = lines.iter().filter(|line| {
        let alone = Deadline::read(line, rules);
        alone.kind == DeadlineKind::Date || alone.kind == DeadlineKind::Recurring
    });
    if lines.len() > 1 && days.count() > 1 && read.kind == DeadlineKind::Date {
        return unclear(shown);
    }
    read
}

/// A wording that gives no day until a person says what it means.
fn unclear(shown: &str) -> Deadline {
    let mut deadline = Deadline::none();
    deadline.kind = DeadlineKind::Unclear;
    deadline.wording = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    deadline.reason = Some(Reason::Several);
    deadline
}

/// The deadline on that day, in the words that are shown where they say the same.
fn of_day(shown: &str, day: Day, rules: &DeadlineRules) -> Deadline {
    let as_shown = Deadline::read(shown, rules);
    if as_shown.due_on == Some(day) && as_shown.start_on.is_none()
        || as_shown.reason == Some(Reason::EmptyDate)
    {
        return as_shown;
    }
    Deadline::read(&day.format("%d/%m/%Y").to_string(), rules)
}

/// The deadline by the end of that month, in the words that are shown where they say the same.
fn of_month(shown: &str, day: Day, rules: &DeadlineRules) -> Deadline {
    let plain = Deadline::read(&day.format("%m/%Y").to_string(), rules);
    let as_shown = Deadline::read(shown, rules);
    if as_shown.due_on.is_some() && as_shown.due_on == plain.due_on {
        as_shown
    } else {
        plain
    }
}

/// Whether a text reads as a deadline, and whether it reads as something that is done.
pub(super) fn looks_like(cell: &Cell, rules: &DeadlineRules) -> (bool, bool) {
    match cell.value {
        Value::Day(_) => return (true, false),
        Value::Number(number) => return ((1990.0..2100.0).contains(&number), false),
        Value::Formula => return (false, false),
        Value::Text => {}
    }
    if cell.text.len() > 200 {
        return (false, false);
    }
    let folded = crate::domain::text::fold(&cell.text);
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

/// The deadline that a number of days comes to, once a person has confirmed that it is one.
pub(super) fn of_days(shown: &str, rules: &DeadlineRules) -> Deadline {
    match shown.trim().parse::<u32>() {
        Ok(days) => Deadline::read(&format!("Trong {days} ngày"), rules),
        Err(_) => Deadline::read(shown, rules),
    }
}

/// A number of days while nobody has confirmed that it is one.
pub(super) fn not_said(shown: &str) -> Deadline {
    unclear(shown)
}
