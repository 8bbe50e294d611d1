//! The plan (*kế hoạch*): a year's plan, its own settings, and the document's other parts.

use super::day::Day;
use super::ids::{PlanId, TaskId};
use serde::Deserialize;

/// What sort of document a plan is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlanKind {
    /// Kế hoạch.
    #[default]
    Plan,
    /// A plan that is issued with a decision (*quyết định*), whose number and day are the decision's.
    Decision,
}

impl PlanKind {
    /// The plan's setting that holds it.
    pub(crate) const SETTING: &str = "plan_kind";

    /// All kinds.
    pub(crate) const ALL: [Self; 2] = [Self::Plan, Self::Decision];

    pub(crate) fn parse(setting: Option<&str>) -> Self {
        match setting {
            Some("decision") => Self::Decision,
            _ => Self::Plan,
        }
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Decision => "decision",
        }
    }
}

/// A year's plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub id: PlanId,
    /// The plan's year.
    pub year: i32,
    pub title: String,
    pub kind: PlanKind,
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
    pub settings: PlanSettings,
}

/// Settings that affect figures; stored in the plan's file, so that everybody sees the same figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanSettings {
    /// The file's own day, taken for today in place of the calendar's.
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

impl PlanSettings {
    /// The range of a numeric setting, by its key; `None` if it is not numeric.
    pub(crate) fn range(key: &str) -> Option<std::ops::RangeInclusive<i64>> {
        Some(match key {
            "soon_days" => 0..=366,
            "silent_days" => 1..=366,
            "cutoff_day" => 1..=31,
            "before_is_strict" => 0..=1,
            _ => return None,
        })
    }
}

impl Default for PlanSettings {
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

impl Plan {
    /// Its editable texts.
    pub(crate) fn text(&self) -> PlanText {
        PlanText {
            title: self.title.clone(),
            number: self.number.clone(),
            issued_on: self.issued_on,
            issuer: self.issuer.clone(),
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
pub(crate) struct DocumentTask {
    /// Line of the document.
    pub line: i64,
    pub id: TaskId,
    pub code: String,
    /// Its full text.
    pub text: String,
}

/// A plan as data, from which a file is made.
#[derive(Clone, Debug, Deserialize)]
pub struct PlanData {
    /// The plan's year.
    pub year: i32,
    pub title: String,
    /// Number and symbol; the document of 2021 does not carry its own.
    pub number: Option<String>,
    /// Date of issue, ISO.
    pub issued_on: Option<String>,
    /// Who issued it.
    pub issuer: String,
    /// The short name for the header.
    pub issuer_short: String,
    /// The body above the issuer.
    pub superior: Option<String>,
    /// Where it was issued.
    pub place: Option<String>,
    /// The signer's office.
    pub signer_title: Option<String>,
    pub signer: Option<String>,
    /// The areas, by key.
    pub areas: Vec<AreaData>,
    /// The numbered sections in the document's order.
    pub sections: Vec<SectionData>,
    /// The units that the document names.
    pub units: Vec<UnitData>,
    /// The parts that are not tasks.
    pub passages: Vec<PassageData>,
    /// The tasks in the document's order; their codes follow from it.
    pub tasks: Vec<TaskData>,
}

/// An area; see [`super::area::Area`].
#[derive(Clone, Debug, Deserialize)]
pub struct AreaData {
    pub key: String,
    pub name: String,
    pub name_en: String,
    pub short: String,
    pub short_en: String,
    pub abbreviation: String,
}

/// A section; see [`super::area::Section`].
#[derive(Clone, Debug, Deserialize)]
pub struct SectionData {
    pub number: String,
    pub area: String,
    pub title: String,
    pub parent: Option<String>,
}

/// A unit; see [`super::unit::Unit`].
#[derive(Clone, Debug, Deserialize)]
pub struct UnitData {
    pub abbreviation: String,
    pub name: String,
    pub name_en: Option<String>,
    pub kind: String,
    pub aliases: Vec<String>,
}

/// A part of the document; see [`Passage`].
#[derive(Clone, Debug, Deserialize)]
pub struct PassageData {
    pub section: String,
    pub kind: String,
    pub line: i64,
    pub text: String,
    pub source_text: Option<String>,
}

/// A task; see [`super::task::Task`].
#[derive(Clone, Debug, Deserialize)]
pub struct TaskData {
    pub section: String,
    pub line: i64,
    pub title: String,
    pub text: String,
    pub source_text: Option<String>,
    pub heading: Option<String>,
    pub lead: Option<String>,
    pub coordinating: Vec<String>,
    pub coordinating_text: Option<String>,
    pub deadline: Option<String>,
    pub product: Option<String>,
    pub steps: Vec<String>,
    #[serde(default)]
    pub key_task: bool,
    #[serde(default)]
    pub illustrative: bool,
}

/// The editable texts of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanText {
    pub title: String,
    /// Number and symbol.
    pub number: Option<String>,
    pub issued_on: Option<Day>,
    /// Who issued it.
    pub issuer: String,
}
