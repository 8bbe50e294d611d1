//! Rows of tasks as lines: the columns that the screen has too.

use crate::cli::output::Style;
use crate::domain::task::{State, TaskRow};
use crate::domain::timeliness::Timeliness;
use crate::present::columns::{COLUMNS, Column, fit};
use crate::present::lang::Lang;
use crate::present::text::pad;

/// How a row stands out.
pub fn style(row: &TaskRow, timeliness: Timeliness) -> Style {
    match (timeliness, row.state) {
        (Timeliness::Overdue, _) => Style::Red,
        (Timeliness::DueSoon, _) => Style::Yellow,
        (_, State::Done | State::Paused | State::Dropped) => Style::Dim,
        _ => Style::Plain,
    }
}

/// The columns that fit, each with its width.
pub struct Layout(Vec<(Column, usize)>);

impl Layout {
    /// What fits on a line of this width.
    pub fn new(width: usize) -> Self {
        Self(fit(width, 0))
    }

    /// The columns' titles.
    pub fn titles(&self, lang: Lang) -> String {
        self.line(|column, _| {
            let row = COLUMNS.iter().find(|row| row.column == column);
            row.map(|row| row.title.get(lang).to_owned())
                .unwrap_or_default()
        })
    }

    /// A line of cells, each followed by a blank.
    pub fn line(&self, text: impl Fn(Column, usize) -> String) -> String {
        let cells = self.0.iter();
        let cells = cells.map(|(column, width)| pad(&text(*column, *width), *width));
        cells.collect::<Vec<_>>().join(" ")
    }
}
