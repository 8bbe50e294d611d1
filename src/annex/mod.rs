//! An annex of a plan: sheets of cells into tasks, headings, questions, and what is not understood.
//!
//! Pure: what the plan's file knows is handed in, what a person corrects is handed in, and nothing is
//! written. A head is found by its words and by what stands below it (`head`); a row is judged by its
//! number, by what its cells hold and by the rows around it (`rows`); what is not understood is never
//! guessed, and no row is lost.

mod area;
mod columns;
pub mod compare;
mod content;
mod corrections;
mod dates;
mod given;
mod grid;
mod head;
mod known;
pub mod meaning;
mod names;
mod numbering;
mod repeated;
mod rewrite;
mod rows;
mod sheet;
mod table;
mod task;
mod telephone;
mod text;
pub mod understood;
pub mod units;
mod vocabulary;

pub use known::Known;
pub use rewrite::{Rewrite, answer, name_again, rewrite};

use crate::sheets::workbook::Workbook;
use understood::{Corrections, Understood};

/// Understands a workbook.
pub fn understand(workbook: &Workbook, known: &Known, corrections: &Corrections) -> Understood {
    let changed = corrections::with_cells(workbook, corrections);
    let changed = changed.as_ref().unwrap_or(workbook);
    let names = known.names();
    let tools = known.tools(&names, corrections);
    let mut into = Understood::default();
    let mut before = None;
    for (sheet, file) in changed.sheets.iter().zip(&workbook.sheets) {
        sheet::read(sheet, file, &tools, &mut before, &mut into);
    }
    repeated::drop_older(&mut into, changed);
    repeated::mark_duplicates(&mut into.tasks);
    into.twins = repeated::twins(&into.tasks);
    repeated::list_units(&mut into, &names);
    into
}
