//! Reports and the notice of a review: figures, words, formats, and the command that makes them.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod command;
mod figures;
mod formats;
mod history;
mod notice;
#[path = "../support/mod.rs"]
mod support;
mod text;

use cchc::domain::day::Day;
use cchc::domain::period::PeriodKind;
use cchc::domain::unit::UnitScope;
use cchc::present::lang::Lang;
use cchc::report::ReportQuery;
use cchc::report::document::{Block, Document, Table};

/// A Vietnamese report about all tasks, set against the period before.
fn query(kind: PeriodKind, at: Day, today: Day) -> ReportQuery {
    ReportQuery {
        kind,
        at,
        today,
        area: None,
        unit: UnitScope::All,
        compare: true,
        lang: Lang::Vi,
    }
}

/// All tables of a document, the annexes' last.
fn tables(document: &Document) -> impl Iterator<Item = &Table> {
    let annexes = document.annexes.iter().flat_map(|annex| &annex.blocks);
    let blocks = document.body.iter().chain(annexes);
    blocks.filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    })
}
