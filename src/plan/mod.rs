//! The plan that the program carries: the document's tasks and other parts as data, and the
//! demonstration built on it.
//!
//! `plan-2021.json` holds what the document of 2021 says and nothing else. `sample-2021.json` adds
//! what only a demonstration may: units, dates and progress as of its own day.

pub mod sample;

use crate::domain::plan::PlanData;

const PLAN_2021: &str = include_str!("plan-2021.json");

/// The year whose document the program carries.
pub(crate) const DOCUMENT_YEAR: i32 = 2021;

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
