//! A page of lines wrapped to the screen's width: the detail and the review write on it.

use crate::domain::day::Day;
use crate::domain::deadline::DeadlineKind;
use crate::domain::task::{Task, TaskRow};
use crate::domain::text::fold;
use crate::domain::unit::Unit;
use crate::present::columns::{left, sign};
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::messages::{deadlines, labels};
use crate::present::text::{safe, width, wrap};
use crate::tui::env::Env;
use crate::tui::widgets::paint::{line as draw_line, rows_of};
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// One line of a page.
#[derive(Clone, Debug, Default)]
pub struct PageLine {
    /// Its pieces, already safe to print.
    pub pieces: Vec<(String, Style)>,
    /// Whether the selected part is in it.
    pub selected: bool,
}

/// Draws a screenful of lines from one of them on.
pub fn draw_lines(canvas: &mut Canvas<'_>, area: Rect, lines: Vec<PageLine>, top: usize) {
    let top = top.min(lines.len().saturating_sub(usize::from(area.height)));
    let shown = lines.into_iter().skip(top).take(usize::from(area.height));
    for (row, line) in rows_of(area).zip(shown) {
        draw_line(canvas, row, line.pieces);
    }
}

/// Collects lines, wrapped to the screen's width.
pub struct Page<'f> {
    pub env: &'f Env,
    pub columns: usize,
    lines: Vec<PageLine>,
}

impl<'f> Page<'f> {
    /// An empty page of that width.
    pub fn new(env: &'f Env, columns: usize) -> Self {
        Self {
            env,
            columns,
            lines: Vec::new(),
        }
    }

    /// What was written on it.
    pub fn into_lines(self) -> Vec<PageLine> {
        self.lines
    }
}

impl Page<'_> {
    pub fn pick(&self, vi: &'static str, en: &'static str) -> &'static str {
        self.env.lang.pick(vi, en)
    }

    pub fn push(&mut self, pieces: Vec<(String, Style)>, selected: bool) {
        let mut all = vec![(" ".to_owned(), Style::new())];
        all.extend(pieces);
        self.lines.push(PageLine {
            pieces: all,
            selected,
        });
    }

    pub fn blank(&mut self) {
        self.lines.push(PageLine::default());
    }

    pub fn text(&mut self, text: &str, indent: usize, style: Style) {
        let room = self.columns.saturating_sub(indent).max(1);
        for line in wrap(text, room) {
            self.push(vec![(" ".repeat(indent) + &line, style)], false);
        }
    }

    pub fn title(&mut self, title: &str) {
        self.blank();
        let style = self.env.theme.strong();
        self.push(vec![(title.to_owned(), style)], false);
    }

    /// "label: value", wrapped under the value.
    pub fn fact(&mut self, label: &str, value: &str, style: Style) {
        let indent = width(label) + 2;
        let room = self.columns.saturating_sub(indent).max(8);
        for (at, line) in wrap(value, room).into_iter().enumerate() {
            let front = if at == 0 {
                format!("{label}: ")
            } else {
                " ".repeat(indent)
            };
            let dim = self.env.theme.dim();
            self.push(vec![(front, dim), (line, style)], false);
        }
    }

    /// "● 2.3.1-01°  quá hạn 72 ngày", as the styles of a deadline have it.
    pub fn standing(&self, row: &TaskRow) -> Vec<(String, Style)> {
        let (cx, theme) = (self.env.row_cx(), self.env.theme);
        let due = theme.due(row.timeliness(cx.today, cx.soon_days), row.state);
        let mark = if row.illustrative { "°" } else { "" };
        vec![
            (format!("{} ", sign(row, cx)), due),
            (format!("{}{mark}", row.code), theme.strong()),
            (format!("  {}", safe(&left(row, cx))), due),
        ]
    }

    /// The unit that leads a task, by its name.
    pub fn lead(&self, task: &Task) -> String {
        let mut units = self.env.units.iter();
        let lead = task.lead_id.and_then(|id| units.find(|unit| unit.id == id));
        let nobody = || self.pick("chưa giao", "not assigned").to_owned();
        lead.map_or_else(nobody, |unit| unit_name(unit, self.env.lang))
    }

    /// The wording, what it means, the day in force with its weekday, and the original day.
    pub fn deadline(&self, task: &Task) -> String {
        let lang = self.env.lang;
        let row = &task.row;
        let kind = labels::deadline_kind(row.kind).get(lang);
        let wording = deadlines::shown(&row.deadline, lang);
        let day = row.due_on.map(|due| day_first(due, lang));
        // A wording that is a day itself says no more than the day.
        let is_worded = wording.contains(char::is_alphabetic);
        let says_kind = row.kind == DeadlineKind::Date || fold(&wording) == fold(kind);
        let mut text = match says_kind {
            true => wording.into_owned(),
            false if row.deadline.is_empty() => kind.to_owned(),
            false => format!("{wording} ({kind})"),
        };
        match day {
            Some(day) if is_worded => text = format!("{text}: {day}"),
            Some(day) => text = day,
            None => {}
        }
        if let Some(original) = row
            .original_due_on
            .filter(|_| row.original_due_on != row.due_on)
        {
            let original = dates::full(original);
            text.push_str(&lang.pick(
                format!(", hạn gốc {original}"),
                format!(", originally {original}"),
            ));
        }
        if row.extensions > 0 {
            let times = dates::times(row.extensions, lang);
            text.push_str(", ");
            text.push_str(&lang.pick(format!("gia hạn {times}"), format!("extended {times}")));
        }
        if let Some(base) = task.base_on {
            let base = dates::full(base);
            text.push_str(&lang.pick(format!(" · tính từ {base}"), format!(" · from {base}")));
        }
        text
    }
}

/// "31/03/2021 (thứ Tư)".
fn day_first(day: Day, lang: Lang) -> String {
    format!("{} ({})", dates::full(day), dates::weekday(day, lang))
}

/// "VP · Văn phòng Sở".
pub fn unit_name(unit: &Unit, lang: Lang) -> String {
    let name = match lang {
        Lang::Vi => &unit.name,
        Lang::En => unit.name_en.as_ref().unwrap_or(&unit.name),
    };
    format!("{} · {name}", unit.abbreviation)
}
