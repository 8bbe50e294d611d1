//! Reports: the table of reports, and the way from what the file knows to a [`Document`].
//!
//! | file | what |
//! |---|---|
//! | `data` | what is asked of the store |
//! | `figures` | counts and lists of a span of days |
//! | `writer` | how things are named in a report |
//! | `letterhead` | what stands above and below the text |
//! | `periodic`, `weekly`, `sections` | the two forms, and what both have |
//! | `tables`, `annex` | the tables of figures; the annexes |
//! | `punctuation` | the marks at the ends of lists |
//! | `review` | the notice of a weekly review's conclusions, and the figures of a week |
//! | `document` | the result, without any format |
//!
//! [`make`] asks the store once and judges everything by the same days; all else is pure.

mod annex;
mod data;
pub mod document;
pub mod figures;
mod letterhead;
mod periodic;
mod punctuation;
pub mod review;
mod sections;
mod tables;
mod weekly;
mod writer;

use crate::domain::day::Day;
use crate::domain::ids::AreaId;
use crate::domain::period::PeriodKind;
use crate::domain::unit::UnitScope;
use crate::present::lang::{Bi, Lang, bi};
use crate::store::{Result, Store};
pub use data::ReportData;
use document::{Block, Document};

/// Which report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportQuery {
    /// Over which sort of period.
    pub kind: PeriodKind,
    /// A day of that period.
    pub at: Day,
    /// The day that everything is judged by: where the period is not over, the figures are those
    /// of this day.
    pub today: Day,
    /// Only this area.
    pub area: Option<AreaId>,
    /// Whose tasks.
    pub unit: UnitScope,
    /// Set against the period before.
    pub compare: bool,
    /// The report's language.
    pub lang: Lang,
}

/// A place in a report for a text that a person writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The name by which it is set and kept.
    pub name: &'static str,
    /// What shall be written there.
    pub prompt: Bi,
}

/// One sort of report.
pub struct Report {
    /// Over which periods it is made.
    pub kind: PeriodKind,
    /// The texts that a person writes.
    pub parts: &'static [Part],
    write: fn(&ReportData) -> Vec<Block>,
}

const fn part(name: &'static str, vi: &'static str, en: &'static str) -> Part {
    Part {
        name,
        prompt: bi(vi, en),
    }
}

const WEEKLY: &[Part] = &[
    part(
        "overview",
        "tình hình chung trong tuần",
        "the week in general",
    ),
    part(
        "proposals",
        "kiến nghị, đề xuất, xin ý kiến chỉ đạo",
        "proposals and requests",
    ),
    part(
        "next",
        "nhiệm vụ trọng tâm khác của tuần tới",
        "other main tasks of next week",
    ),
];

const PERIODIC: &[Part] = &[
    part(
        "steering",
        "công tác chỉ đạo, điều hành; văn bản đã ban hành; tuyên truyền; kiểm tra",
        "direction given, documents issued, information, inspection",
    ),
    part("highlights", "kết quả nổi bật", "notable results"),
    part(
        "shortcomings",
        "tồn tại, hạn chế khác",
        "other shortcomings",
    ),
    part(
        "causes",
        "nguyên nhân khách quan, chủ quan",
        "causes, outside and inside the office",
    ),
    part(
        "directions",
        "phương hướng chung của kỳ tới",
        "general directions for the next period",
    ),
    part(
        "proposals",
        "kiến nghị, đề xuất với cấp trên",
        "proposals to the superior body",
    ),
];

const fn periodic(kind: PeriodKind) -> Report {
    Report {
        kind,
        parts: PERIODIC,
        write: periodic::write,
    }
}

/// Every report.
pub const REPORTS: [Report; 6] = [
    Report {
        kind: PeriodKind::Week,
        parts: WEEKLY,
        write: weekly::write,
    },
    periodic(PeriodKind::Month),
    periodic(PeriodKind::Quarter),
    periodic(PeriodKind::HalfYear),
    periodic(PeriodKind::NineMonths),
    periodic(PeriodKind::Year),
];

/// The report over a sort of period.
pub fn of(kind: PeriodKind) -> &'static Report {
    let found = REPORTS.iter().find(|report| report.kind == kind);
    found.unwrap_or(&REPORTS[0])
}

/// The key of the setting that keeps a part's text.
pub fn text_key(kind: PeriodKind, part: &str) -> String {
    format!("report.text.{}.{part}", kind.as_str())
}

/// Makes a report.
///
/// # Errors
/// What the file says.
pub fn make(store: &Store, query: &ReportQuery) -> Result<Document> {
    Ok(write(&ReportData::read(store, query)?))
}

/// Writes a report from its data.
pub fn write(data: &ReportData) -> Document {
    let mut body = (of(data.query.kind).write)(data);
    punctuation::punctuate(&mut body);
    Document {
        lang: data.query.lang,
        head: letterhead::head(data),
        body,
        foot: letterhead::foot(data),
        annexes: annex::annexes(data),
    }
}
