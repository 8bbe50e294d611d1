//! The plan that the program carries: the document's tasks and other parts as data, and the
//! demonstration built on it.
//!
//! `plan-2021.json` holds what the document of 2021 says and nothing else. `sample-2021.json` adds
//! what only a demonstration may: units, dates and progress as of its own day.

pub mod sample;

use serde::Deserialize;

/// A plan as data, from which a file is made.
#[derive(Clone, Debug, Deserialize)]
pub struct PlanData {
    /// The plan's year.
    pub year: i32,
    /// Its title.
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
    /// The signer.
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

/// An area; see [`crate::domain::area::Area`].
#[derive(Clone, Debug, Deserialize)]
#[allow(missing_docs)]
pub struct AreaData {
    pub key: String,
    pub name: String,
    pub name_en: String,
    pub short: String,
    pub short_en: String,
    pub abbreviation: String,
}

/// A section; see [`crate::domain::area::Section`].
#[derive(Clone, Debug, Deserialize)]
#[allow(missing_docs)]
pub struct SectionData {
    pub number: String,
    pub area: String,
    pub title: String,
    pub parent: Option<String>,
}

/// A unit; see [`crate::domain::unit::Unit`].
#[derive(Clone, Debug, Deserialize)]
#[allow(missing_docs)]
pub struct UnitData {
    pub abbreviation: String,
    pub name: String,
    pub name_en: Option<String>,
    pub kind: String,
    pub aliases: Vec<String>,
}

/// A part of the document; see [`crate::domain::plan::Passage`].
#[derive(Clone, Debug, Deserialize)]
#[allow(missing_docs)]
pub struct PassageData {
    pub section: String,
    pub kind: String,
    pub line: i64,
    pub text: String,
    pub source_text: Option<String>,
}

/// A task; see [`crate::domain::task::Task`].
#[derive(Clone, Debug, Deserialize)]
#[allow(missing_docs)]
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

const PLAN_2021: &str = include_str!("plan-2021.json");

/// The year whose document the program carries.
pub const DOCUMENT_YEAR: i32 = 2021;

/// The data of a year's plan: the document of 2021 whole; of any other year the same areas,
/// sections and units without tasks and texts.
///
/// # Errors
/// Never for the data that the program carries; a test proves that it can be read.
pub fn of_year(year: i32) -> Result<PlanData, serde_json::Error> {
    let mut data: PlanData = serde_json::from_str(PLAN_2021)?;
    if year != DOCUMENT_YEAR {
        data.year = year;
        data.title = format!("Kế hoạch cải cách hành chính năm {year}");
        data.number = None;
        data.issued_on = None;
        data.signer = None;
        data.passages.clear();
        data.tasks.clear();
    }
    Ok(data)
}
