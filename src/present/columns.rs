//! The table of columns: key, title, width and text of each. Screen and command line print from
//! it, so what they show cannot disagree.

use super::dates;
use super::lang::{Bi, Lang, bi};
use crate::domain::day::Day;
use crate::domain::deadline::DeadlineKind;
use crate::domain::task::{State, TaskRow};
use crate::domain::timeliness::Timeliness;
use std::borrow::Cow;

/// By which day, year and language rows are judged and printed.
#[derive(Clone, Copy, Debug)]
pub struct Eye {
    /// The day.
    pub today: Day,
    /// The plan's year; days of other years carry theirs.
    pub year: i32,
    /// See [`crate::domain::plan::Settings::soon_days`].
    pub soon_days: i64,
    /// The language.
    pub lang: Lang,
    /// Letters in place of signs, for terminals that cannot show them.
    pub ascii: bool,
}

/// What a column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// State and timeliness as one sign.
    Sign,
    /// The code, with "°" where the row is illustrative.
    Code,
    /// The short title.
    Title,
    /// The lead unit's abbreviation.
    Lead,
    /// The deadline in the office's wording, or the day in force after an extension.
    Deadline,
    /// What is left, or when it was done.
    Left,
}

/// One entry of the table.
pub struct ColumnRow {
    /// Which.
    pub column: Column,
    /// Its title.
    pub title: Bi,
    /// Its width in columns; 0 takes what is left.
    pub width: usize,
}

/// All columns from left to right. Where it is narrow they go from the right; the first three
/// always stay.
pub const COLUMNS: [ColumnRow; 6] = [
    ColumnRow {
        column: Column::Sign,
        title: bi("", ""),
        width: 1,
    },
    ColumnRow {
        column: Column::Code,
        title: bi("MÃ", "CODE"),
        width: 9,
    },
    ColumnRow {
        column: Column::Title,
        title: bi("NHIỆM VỤ", "TASK"),
        width: 0,
    },
    ColumnRow {
        column: Column::Lead,
        title: bi("CHỦ TRÌ", "LEAD"),
        width: 7,
    },
    ColumnRow {
        column: Column::Deadline,
        title: bi("HẠN", "DUE"),
        width: 12,
    },
    ColumnRow {
        column: Column::Left,
        title: bi("CÒN", "LEFT"),
        width: 16,
    },
];

impl Column {
    /// The text of a row's cell.
    #[must_use]
    pub fn text<'r>(self, row: &'r TaskRow, eye: Eye) -> Cow<'r, str> {
        match self {
            Self::Sign => Cow::Borrowed(sign(row, eye)),
            Self::Code if row.illustrative => Cow::Owned(format!("{}°", row.code)),
            Self::Code => Cow::Borrowed(&row.code),
            Self::Title => Cow::Borrowed(&row.title),
            Self::Lead => Cow::Borrowed(row.lead.as_deref().unwrap_or("–")),
            Self::Deadline => deadline(row, eye),
            Self::Left => Cow::Owned(left(row, eye)),
        }
    }
}

/// The sign of a row: overdue first, then the state.
#[must_use]
pub fn sign(row: &TaskRow, eye: Eye) -> &'static str {
    let (sign, letter) = match (row.timeliness(eye.today, eye.soon_days), row.state) {
        (Timeliness::Overdue, _) => ("●", "!"),
        (_, State::NotStarted) => ("○", "o"),
        (_, State::InProgress) => ("◐", "~"),
        (_, State::Done) => ("✓", "x"),
        (_, State::Paused) => ("‖", "="),
        (_, State::Dropped) => ("×", "-"),
    };
    if eye.ascii { letter } else { sign }
}

fn deadline<'r>(row: &'r TaskRow, eye: Eye) -> Cow<'r, str> {
    match row.due_on {
        Some(due) if row.due_on != row.original_due_on => Cow::Owned(dates::short(due, eye.year)),
        _ if row.deadline.is_empty() => Cow::Borrowed("–"),
        _ => Cow::Borrowed(&row.deadline),
    }
}

/// "trễ 72 ngày", "Q2 còn 19 ngày", "xong 12/3", "12/3 thiếu TLKC".
#[must_use]
pub fn left(row: &TaskRow, eye: Eye) -> String {
    let lang = eye.lang;
    match row.state {
        State::Paused => return lang.pick("tạm dừng", "paused").to_owned(),
        State::Dropped => return lang.pick("bãi bỏ", "dropped").to_owned(),
        State::Done => return done(row, eye),
        State::NotStarted | State::InProgress => {}
    }
    let cell = row
        .rhythm
        .map(|rhythm| dates::period_cell(Some(rhythm), row.original_due_on, lang));
    let prefix = cell.map(|cell| format!("{cell} ")).unwrap_or_default();
    match row.days_left(eye.today) {
        Some(0) => format!("{prefix}{}", lang.pick("hạn hôm nay", "due today")),
        Some(n) if n < 0 => match lang {
            Lang::Vi => format!("{prefix}trễ {}", dates::days(-n, lang)),
            Lang::En => format!("{prefix}{} late", dates::days(-n, lang)),
        },
        Some(n) => match lang {
            Lang::Vi => format!("{prefix}còn {}", dates::days(n, lang)),
            Lang::En => format!("{prefix}{} left", dates::days(n, lang)),
        },
        None => undated(row, lang).to_owned(),
    }
}

fn done(row: &TaskRow, eye: Eye) -> String {
    let day = row
        .done_on
        .map(|day| dates::short(day, eye.year))
        .unwrap_or_default();
    if row.lacks_evidence() {
        return format!("{day} {}", eye.lang.pick("thiếu TLKC", "no proof"));
    }
    let late = if row.on_time == Some(false) {
        eye.lang.pick(" trễ", " late")
    } else {
        ""
    };
    format!("{} {day}{late}", eye.lang.pick("xong", "done"))
}

fn undated(row: &TaskRow, lang: Lang) -> &'static str {
    match row.kind {
        DeadlineKind::Event if row.state == State::NotStarted => {
            lang.pick("chưa phát sinh", "not come up")
        }
        DeadlineKind::Unclear => lang.pick("chưa rõ hạn", "unclear"),
        DeadlineKind::Relative => lang.pick("chờ mốc tính", "awaits its start"),
        DeadlineKind::None => lang.pick("chưa có hạn", "no deadline"),
        _ => lang.pick("không định hạn", "open-ended"),
    }
}
