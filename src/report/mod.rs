//! Reports: the way from what the file knows to a [`Document`].
//!
//! | file | what |
//! |---|---|
//! | `data` | which report, what is asked of the store for it, and its tasks as sections list them |
//! | `figures` | counts of a span of days |
//! | `writer` | how things are named in a report |
//! | `letterhead` | what stands above and below the text |
//! | `forms`, `sections` | the two forms, and what both have |
//! | `flat` | tasks as rows of one flat table, to count on with |
//! | `tables` | the tables of figures, and the annexes |
//! | `reminder` | what a unit is reminded of: a message, a letter |
//! | `review` | the notice of a weekly review's conclusions, and the figures of a week |
//! | `document` | the result, without any format |
//!
//! [`make`] asks the store once and assesses everything as of the same days; all else is pure.

mod data;
pub mod document;
pub mod figures;
pub mod flat;
mod forms;
mod letterhead;
pub mod reminder;
pub mod review;
mod sections;
mod tables;
mod writer;

use crate::domain::period::PeriodKind;
use crate::store::{Result, Store};
pub use data::{ReportData, ReportQuery, TextPlace, text_key, text_places};
use document::Document;

/// Makes a report.
pub fn make(store: &Store, query: &ReportQuery) -> Result<Document> {
    let data = ReportData::read(store, query)?;
    let document = write(&data);
    Ok(Document {
        tasks: Some(tables::flat(data)),
        ..document
    })
}

/// Writes a report from its data.
pub(crate) fn write(data: &ReportData) -> Document {
    let body = match data.query.kind {
        PeriodKind::Week => forms::weekly(data),
        _ => forms::periodic(data),
    };
    Document {
        lang: data.query.lang,
        head: letterhead::head(data),
        body: document::punctuate(body),
        foot: letterhead::foot(data),
        annexes: tables::annexes(data),
        tasks: None,
    }
}
