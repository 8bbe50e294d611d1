//! The plan (*kế hoạch*): a year's plan, its own settings, and the document's other parts.

use super::day::Day;
use super::ids::{PlanId, TaskId};

/// A year's plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its row.
    pub id: PlanId,
    /// The plan's year.
    pub year: i32,
    /// Its title.
    pub title: String,
    /// Number and symbol, where known.
    pub number: Option<String>,
    /// Date of issue, where known.
    pub issued_on: Option<Day>,
    /// Who issued it.
    pub issuer: String,
    /// The short name of the office that works with it, for the header: its own where one is set, else
    /// the issuer's.
    pub issuer_short: String,
    /// Whether units, dates and progress are a demonstration.
    pub illustrative: bool,
    /// What changes figures.
    pub settings: Settings,
}

/// What changes a figure is kept in the plan's file, so that all who use it see the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The file's own day, by which everything is judged in place of the calendar's.
    pub fixed_day: Option<Day>,
    /// A task is due soon from its due day minus this many days.
    pub soon_days: i64,
    /// "Trước 15/12" means at the latest 14/12.
    pub before_is_strict: bool,
    /// A task without a change for this many days is silent.
    pub silent_days: i64,
    /// The last day of a month that still belongs to that month's report; see
    /// [`super::period::Period`].
    pub cutoff_day: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            fixed_day: None,
            soon_days: 7,
            before_is_strict: true,
            silent_days: 14,
            cutoff_day: super::period::CUTOFF_DAY,
        }
    }
}

/// A part of the document that is not a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Section label as printed ("1.2", "I.2", "3.2").
    pub section: String,
    /// "heading", "text" or "bullet".
    pub kind: String,
    /// Line of the document.
    pub line: i64,
    /// The text, corrected where the scan is surely wrong.
    pub text: String,
    /// The text as scanned, where it differs.
    pub source_text: Option<String>,
}

/// A task at its place in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentTask {
    /// Line of the document.
    pub line: i64,
    /// The task.
    pub id: TaskId,
    /// Its code.
    pub code: String,
    /// Its whole text.
    pub text: String,
}
