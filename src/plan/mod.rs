//! The built-in plan: the document of 2021 as data, and the demonstration based on it.
//!
//! `plan-2021.json` holds the document of 2021 and nothing else. `sample-2021.json` adds the fictitious units,
//! dates and progress of the demonstration. `frame-2026.json` has the areas and units of an empty plan from 2026
//! on:
//!
//! - the six areas as Thông tư 06/2026/TT-BNV of 29/4/2026 names them (in force since 15/6/2026);
//! - the units without those that were dissolved or merged: Sở TT&TT (now part of Sở KH&CN), Sở GTVT (now of Sở Xây dựng)
//!   and Sở NN&PTNT (now of Sở NN&MT) since 1/3/2025, the districts since 1/7/2025, and Thanh tra Sở and
//!   Phòng TT-TK of the office itself.

pub mod sample;

use crate::domain::plan::{AreaData, PlanData, SectionData, UnitData};
use serde::Deserialize;

const PLAN_2021: &str = include_str!("plan-2021.json");
const FRAME_2026: &str = include_str!("frame-2026.json");

/// The first year with the areas and units of 2026.
const NEWER_FRAME: i32 = 2026;

/// Areas, sections and units without tasks.
#[derive(Deserialize)]
struct Frame {
    areas: Vec<AreaData>,
    sections: Vec<SectionData>,
    units: Vec<UnitData>,
}

/// The year of the built-in document.
pub(crate) const DOCUMENT_YEAR: i32 = 2021;

/// The data of a year's plan: for 2021 the complete document, for other years areas, sections and units only.
///
/// # Errors
/// Never: a test proves that the built-in data can be parsed.
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
    if year >= NEWER_FRAME {
        let frame: Frame = serde_json::from_str(FRAME_2026)?;
        data.areas = frame.areas;
        data.sections = frame.sections;
        data.units = frame.units;
    }
    Ok(data)
}
