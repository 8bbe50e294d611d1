//! Applies a person's corrections to cells and heads.

use super::head::{HeadKind, TableHead};
use super::meaning::Meaning;
use super::parsed::{AnnexAnswer, AnnexColumn, ColumnName, Corrections, QuestionKind};
use crate::domain::text::fold;
use crate::sheets::workbook::{Cell, Workbook};

/// The workbook with the edited cells; `None` if there are none.
pub(super) fn with_cells(workbook: &Workbook, corrections: &Corrections) -> Option<Workbook> {
    if corrections.cells.is_empty() {
        return None;
    }
    let mut changed = workbook.clone();
    for ((name, number, column), text) in &corrections.cells {
        let mut sheets = changed.sheets.iter_mut();
        let sheet = sheets.find(|sheet| sheet.name == *name);
        let row = sheet.and_then(|sheet| sheet.rows.iter_mut().find(|row| row.number == *number));
        if let Some(row) = row {
            let bold = row.cell(*column).is_some_and(|cell| cell.bold);
            row.put(Cell {
                bold,
                ..Cell::text(*column, text)
            });
        }
    }
    Some(changed)
}

/// The head texts, folded, that a person names in a sheet.
pub(super) fn named_heads(sheet: &str, corrections: &Corrections) -> Vec<String> {
    let columns = corrections.columns_of(sheet);
    let heads = columns.filter_map(|choice| match &choice.column {
        ColumnName::Head(words) => Some(fold(words)),
        ColumnName::At(_) => None,
    });
    heads.collect()
}

/// The head with the meanings that a person has chosen.
pub(super) fn corrected(mut head: TableHead, sheet: &str, corrections: &Corrections) -> TableHead {
    let place = |column: &ColumnName| match column {
        ColumnName::At(column) => Some(*column),
        ColumnName::Head(words) => {
            let wanted = fold(words);
            let mut columns = head.columns.iter();
            Some(columns.find(|column| fold(&column.head) == wanted)?.column)
        }
    };
    let chosen = corrections.columns_of(sheet);
    let chosen = chosen.filter_map(|choice| Some((place(&choice.column)?, choice.meaning)));
    // Answers to questions about columns are choices of meanings, too.
    let answered = head.questions.iter().flat_map(|(column, ask, _)| {
        let answers = corrections.answers_to(sheet, *column);
        answers.filter_map(move |answer| match (ask, answer) {
            (QuestionKind::Which(meaning), AnnexAnswer::Column(chosen)) => {
                Some((chosen, Some(*meaning)))
            }
            (QuestionKind::Confirm(_), AnnexAnswer::No) => Some((*column, None)),
            _ => None,
        })
    });
    let changes: Vec<(u32, Option<Meaning>)> = chosen.chain(answered).collect();
    changes
        .into_iter()
        .for_each(|(column, meaning)| assign(&mut head, column, meaning));
    head
}

/// Assigns a meaning to a column, and takes it from any other unless several may have it.
fn assign(head: &mut TableHead, column: u32, meaning: Option<Meaning>) {
    let others = head
        .columns
        .iter_mut()
        .filter(|known| known.column != column);
    if let Some(meaning) = meaning.filter(|meaning| !meaning.may_repeat()) {
        for other in others.filter(|known| known.meaning == Some(meaning)) {
            other.meaning = None;
        }
    }
    match head.columns.iter_mut().find(|known| known.column == column) {
        Some(known) => known.meaning = meaning,
        None => head.columns.push(AnnexColumn {
            column,
            head: String::new(),
            meaning,
        }),
    }
    head.notes.retain(|note| *note != column);
    head.questions.retain(|(asked, ask, _)| match ask {
        QuestionKind::Which(of) | QuestionKind::Confirm(of) => {
            Some(*of) != meaning && *asked != column
        }
        QuestionKind::Days => meaning != Some(Meaning::Deadline),
        _ => *asked != column,
    });
    if meaning == Some(Meaning::Text) {
        head.kind = HeadKind::Tasks;
    }
}
