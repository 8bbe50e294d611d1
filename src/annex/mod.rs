//! Parses an annex of a plan: sheets of cells into tasks, headings, questions and problems.
//!
//! Pure: the plan's names and the person's corrections are parameters, and nothing is written. A head is
//! found by its words and by the cells below it (`head`); a row is classified by its number, its cells and
//! its neighbours (`classify`). What is not understood becomes a problem or a question, never a guess, and
//! no row is lost.

mod area;
mod cell_text;
mod classify;
mod columns;
pub mod compare;
mod content;
mod context;
mod corrections;
mod dates;
mod duplicates;
mod grid;
mod head;
pub mod meaning;
mod names;
mod numbering;
pub mod parsed;
mod sheet;
mod table;
mod task;
mod unit_words;
pub mod units;
mod update;
mod values;

pub use context::PlanContext;
pub use update::{CellEdit, apply_answer, apply_edit, resolve_units_again};

use crate::sheets::workbook::Workbook;
use parsed::{Corrections, ParsedAnnex};

/// Parses a workbook.
pub fn parse(workbook: &Workbook, plan: &PlanContext, corrections: &Corrections) -> ParsedAnnex {
    let corrected = corrections::with_cells(workbook, corrections);
    let corrected = corrected.as_ref().unwrap_or(workbook);
    let names = plan.names();
    let context = plan.with_corrections(&names, corrections);
    let mut parsed = ParsedAnnex::default();
    let mut before = None;
    for (sheet, file) in corrected.sheets.iter().zip(&workbook.sheets) {
        sheet::read(sheet, file, &context, &mut before, &mut parsed);
    }
    duplicates::drop_superseded(&mut parsed, corrected);
    duplicates::mark_duplicates(&mut parsed.tasks);
    parsed.same_text = duplicates::same_text(&parsed.tasks);
    duplicates::collect_unit_names(&mut parsed, &names);
    parsed
}
