//! The table of columns: key, title, width and text of each. Screen and command line print from
//! it, so what they show cannot disagree.

use super::dates;
use super::lang::{Bi, Lang, bi};
use super::messages::{deadlines, labels};
use super::text::width;
use crate::domain::day::Day;
use crate::domain::deadline::{DeadlineKind, Rhythm};
use crate::domain::task::{State, TaskRow, Timeliness};
use std::borrow::Cow;

/// By which day, year and language rows are assessed and printed.
#[derive(Clone, Copy, Debug)]
pub struct RowContext {
    pub today: Day,
    /// The plan's year; days of other years carry theirs.
    pub year: i32,
    /// See [`crate::domain::plan::PlanSettings::soon_days`].
    pub soon_days: i64,
    pub lang: Lang,
}

/// What a column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TaskColumn {
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

/// One entry of the table: its title, and its width in columns, of which 0 takes what is left.
pub(crate) struct ColumnRow {
    pub column: TaskColumn,
    pub title: Bi,
    pub width: usize,
}

const fn row(column: TaskColumn, title: Bi, width: usize) -> ColumnRow {
    ColumnRow {
        column,
        title,
        width,
    }
}

/// All columns of the list, from left to right. Where the screen is too narrow for all ([`fit`]) the
/// rightmost are left out, but never the first three. 80 columns hold these six and no more;
/// where it is wider two of them grow ([`GROWTH`]).
pub(crate) const COLUMNS: &[ColumnRow] = &[
    row(TaskColumn::Sign, bi("", ""), 1),
    row(TaskColumn::Code, bi("MÃ", "CODE"), 9),
    row(TaskColumn::Title, bi("NHIỆM VỤ", "TASK"), 0),
    row(TaskColumn::Lead, bi("CHỦ TRÌ", "LEAD"), 7),
    row(TaskColumn::Deadline, bi("HẠN", "DUE"), 12),
    row(TaskColumn::Left, bi("CÒN", "LEFT"), 19),
];

/// The cell of what is not set yet.
pub(crate) const NOT_SET: &str = "–";

/// A title narrower than this costs a column on its right.
const TITLE_MIN: usize = 24;

/// A title as wide as this reads well; what is beyond it first serves the columns that are cut
/// most often.
const TITLE_GOOD: usize = 40;

/// How wide the wording of the deadline and what is left of it may become.
const GROWTH: [(TaskColumn, usize); 2] = [(TaskColumn::Deadline, 22), (TaskColumn::Left, 25)];

/// The columns that fit into so many with their widths, a blank between them; `front` are taken
/// before the first. The title gets what is left.
pub(crate) fn fit(columns: usize, front: usize) -> Vec<(TaskColumn, usize)> {
    let mut shown: Vec<(TaskColumn, usize)> =
        COLUMNS.iter().map(|row| (row.column, row.width)).collect();
    let fixed = |shown: &[(TaskColumn, usize)]| {
        let widths: usize = shown.iter().map(|(_, width)| width).sum();
        front + widths + shown.len().saturating_sub(1)
    };
    while shown.len() > 3 && fixed(&shown) + TITLE_MIN > columns {
        shown.pop();
    }
    for (column, most) in GROWTH {
        let spare = columns.saturating_sub(fixed(&shown) + TITLE_GOOD);
        let grown = shown.iter_mut().find(|(shown, _)| *shown == column);
        if let Some((_, width)) = grown {
            *width += spare.min(most - *width);
        }
    }
    let title = columns.saturating_sub(fixed(&shown)).max(1);
    let place = shown
        .iter_mut()
        .find(|(column, _)| *column == TaskColumn::Title);
    if let Some((_, width)) = place {
        *width = title;
    }
    shown
}

impl TaskColumn {
    /// The text of a row's cell, in the longest of its wordings that fits.
    pub fn text<'r>(self, row: &'r TaskRow, columns: usize, row_cx: RowContext) -> Cow<'r, str> {
        match self {
            Self::Sign => Cow::Borrowed(sign(row, row_cx)),
            Self::Code if row.illustrative => Cow::Owned(format!("{}°", row.code)),
            Self::Code => Cow::Borrowed(&row.code),
            Self::Title => Cow::Borrowed(&row.title),
            Self::Lead => Cow::Borrowed(row.lead.as_deref().unwrap_or(NOT_SET)),
            Self::Deadline => deadline(row, columns, row_cx),
            Self::Left => Cow::Owned(left_in(row, columns, row_cx)),
        }
    }
}

/// The sign of a row: overdue first, then the state.
pub(crate) fn sign(row: &TaskRow, row_cx: RowContext) -> &'static str {
    match (row.timeliness(row_cx.today, row_cx.soon_days), row.state) {
        (Timeliness::Overdue, _) => "●",
        (_, State::NotStarted) => "○",
        (_, State::InProgress) => "◐",
        (_, State::Done) => "✓",
        (_, State::Paused) => "‖",
        (_, State::Dropped) => "×",
    }
}

/// The wording; the day instead where it was extended, or where the wording would be cut before its day.
fn deadline<'r>(row: &'r TaskRow, columns: usize, row_cx: RowContext) -> Cow<'r, str> {
    let day = |due| Cow::Owned(dates::short(due, row_cx.year));
    match row.due_on {
        Some(due) if row.extensions > 0 && row.due_on != row.original_due_on => return day(due),
        _ if row.deadline.is_empty() => return Cow::Borrowed(NOT_SET),
        _ => {}
    }
    let wording = deadlines::shown(&row.deadline, row_cx.lang);
    match row.due_on {
        Some(due) if row.rhythm.is_none() && width(&wording) > columns => day(due),
        _ => wording,
    }
}

/// "quá hạn 72 ngày", "Q2 còn 19 ngày", "xong 12/03", "xong quá hạn 12/03, thiếu minh chứng".
pub(crate) fn left(row: &TaskRow, row_cx: RowContext) -> String {
    left_in(row, usize::MAX, row_cx)
}

/// The same in so many columns: the period goes, the day of the completion and the word "done" that
/// the sign says too, before anything is cut.
fn left_in(row: &TaskRow, columns: usize, row_cx: RowContext) -> String {
    let mut wordings = match row.state {
        State::Paused | State::Dropped => {
            return labels::state(row.state).get(row_cx.lang).to_owned();
        }
        State::Done => done(row, row_cx),
        State::NotStarted | State::InProgress => open(row, row_cx),
    };
    let fits = wordings
        .iter()
        .position(|sentence| width(sentence) <= columns);
    wordings.swap_remove(fits.unwrap_or(wordings.len() - 1))
}

/// What is left of an open task, with its period and without.
fn open(row: &TaskRow, row_cx: RowContext) -> Vec<String> {
    let lang = row_cx.lang;
    let days = |n: i64| dates::days(n, lang);
    let sentence = match row.days_left(row_cx.today) {
        Some(0) => lang.text("hạn hôm nay", "due today"),
        Some(n) if n < 0 => lang.pick(
            format!("quá hạn {}", days(-n)),
            format!("{} overdue", days(-n)),
        ),
        Some(n) => lang.pick(format!("còn {}", days(n)), format!("{} left", days(n))),
        None => undated(row, lang).to_owned(),
    };
    let cell = row
        .rhythm
        .map(|rhythm| dates::period_cell(Some(rhythm), row.original_due_on, lang));
    match cell.filter(|cell| !cell.is_empty()) {
        // "May 11 days late" would be a day in May.
        Some(cell) => {
            // A week bears the day that it ends on; "03/01 quá hạn" would be a day that is overdue.
            let front = match (row.rhythm, lang) {
                (Some(Rhythm::Week), Lang::Vi) => format!("kỳ {cell}"),
                (_, Lang::Vi) => cell,
                (_, Lang::En) => format!("{cell}:"),
            };
            vec![format!("{front} {sentence}"), sentence]
        }
        None => vec![sentence],
    }
}

/// That it is done, from all there is to say to what matters most: whether it was in time and
/// whether it is proven.
fn done(row: &TaskRow, row_cx: RowContext) -> Vec<String> {
    let lang = row_cx.lang;
    let late = row.on_time == Some(false);
    let sentence = match late {
        true => lang.pick("xong quá hạn", "done late"),
        false => lang.pick("xong", "done"),
    };
    let day = row.done_on.map(|day| dates::in_cell(day, row_cx.year));
    let dated = day.map_or_else(|| sentence.to_owned(), |day| format!("{sentence} {day}"));
    if !row.lacks_evidence() {
        return vec![dated, sentence.to_owned()];
    }
    let lacking = lang.pick("thiếu minh chứng", "no evidence");
    let mut wordings = vec![
        format!("{dated}, {lacking}"),
        format!("{sentence}, {lacking}"),
    ];
    // The sign says that it is done.
    let short: &[&str] = match (late, lang) {
        // The abbreviation of the office's papers; the help explains it.
        (true, Lang::Vi) => &[
            "quá hạn, thiếu minh chứng",
            "quá hạn, thiếu TLKC",
            "xong quá hạn",
        ],
        (true, Lang::En) => &["late, no evidence", "done late"],
        (false, Lang::Vi) => &["thiếu minh chứng"],
        (false, Lang::En) => &["no evidence"],
    };
    wordings.extend(short.iter().map(|sentence| (*sentence).to_owned()));
    wordings
}

fn undated(row: &TaskRow, lang: Lang) -> &'static str {
    match row.kind {
        DeadlineKind::Event if row.state == State::NotStarted => {
            lang.pick("chưa phát sinh", "not arisen yet")
        }
        DeadlineKind::Unclear => lang.pick("chưa rõ hạn", "unclear"),
        DeadlineKind::Relative => lang.pick("chờ mốc tính", "no start day yet"),
        DeadlineKind::None => lang.pick("chưa có hạn", "no deadline"),
        _ => lang.pick("không định hạn", "open-ended"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_go_from_the_right_and_grow_where_the_title_reads_well() {
        for (columns, shown, title, deadline) in [
            (40, 3, 28, None),
            (80, 6, 27, Some(12)),
            (120, 6, 51, Some(22)),
            (200, 6, 131, Some(22)),
        ] {
            let fitting = fit(columns, 0);
            let width = |wanted| {
                let found = fitting.iter().find(|(column, _)| *column == wanted);
                found.map(|(_, width)| *width)
            };
            assert_eq!(fitting.len(), shown, "{columns}");
            assert_eq!(width(TaskColumn::Title), Some(title), "{columns}");
            assert_eq!(width(TaskColumn::Deadline), deadline, "{columns}");
            let all: usize = fitting.iter().map(|(_, width)| width + 1).sum();
            assert_eq!(all, columns + 1);
        }
    }
}
