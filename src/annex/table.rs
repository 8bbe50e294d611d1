//! Turns the rows of one table into tasks, headings and problems.

use super::cell_text::{one_line, row_text};
use super::classify::{self, RowFeatures, RowKind};
use super::context::AnnexContext;
use super::dates::DateColumn;
use super::grid::Grid;
use super::head::TableHead;
use super::meaning::Meaning;
use super::numbering::leading_marker;
use super::parsed::{
    AnnexAnswer, AnnexProblem, AnnexQuestion, ContinuationRow, Corrections, Heading, ParsedAnnex,
    ProblemReason,
};
use super::task::{HeadingContext, TaskReader};
use super::values::{GroupHeading, TableRows};
use crate::sheets::workbook::{Cell, Row, SheetValue};

/// Reads a table's rows into `into`.
pub(super) fn read(
    grid: &Grid,
    rows: &[&Row],
    head: &TableHead,
    context: &AnnexContext,
    under: &mut HeadingContext,
    into: &mut ParsedAnnex,
) {
    let facts = classify::features(grid, rows, head);
    let kinds = classify::classify(&facts, head);
    let deadline = head.column(Meaning::Deadline);
    let table = TableReader {
        source: TaskReader {
            dates: deadline.map(|column| {
                let rows = rows.iter().copied();
                date_column(rows, &grid.sheet.name, column, context.corrections)
            }),
            areas: filled_down(grid, rows, head.column(Meaning::Area)),
            rows: TableRows {
                grid,
                head,
                facts: &facts,
                kinds: &kinds,
            },
            context,
        },
    };
    table.ask(into);
    table.rows(under, into);
}

/// A column of deadlines as the file has it, without the edited cells.
pub(super) fn date_column<'r>(
    rows: impl Iterator<Item = &'r Row>,
    sheet: &str,
    column: u32,
    corrections: &Corrections,
) -> DateColumn {
    let written = corrections.edited_rows(sheet, column);
    let cells = rows.filter(|row| !written.contains(&row.number));
    let dates = DateColumn::of(cells.filter_map(|row| row.cell(column)));
    dates.answered(corrections.answers_to(sheet, column))
}

fn filled_down<'s>(
    grid: &Grid<'s>,
    rows: &[&'s Row],
    column: Option<u32>,
) -> Vec<Option<&'s Cell>> {
    let own = |row: &&'s Row| grid.cell(row, column?);
    let cells = rows.iter().scan(None, |last, row| {
        *last = own(row).or(*last);
        Some(*last)
    });
    cells.collect()
}

struct TableReader<'a, 's> {
    source: TaskReader<'a, 's>,
}

impl<'a, 's> TableReader<'a, 's> {
    fn sheet(&self) -> &'a str {
        &self.source.rows.grid.sheet.name
    }

    /// Adds the questions about this table that have no answer yet.
    fn ask(&self, into: &mut ParsedAnnex) {
        let head = self.source.rows.head;
        let mut asked = head.questions.clone();
        if let (Some(column), Some(dates)) = (head.column(Meaning::Deadline), &self.source.dates) {
            let of_dates = dates.questions().into_iter();
            asked.extend(of_dates.map(|(ask, choices)| (column, ask, choices)));
        }
        for (column, ask, choices) in asked {
            let question = AnnexQuestion {
                sheet: self.sheet().to_owned(),
                column,
                head: head.name(column).to_owned(),
                ask,
                choices,
            };
            let answered =
                |choice: &AnnexAnswer| self.source.context.answered(self.sheet(), column, *choice);
            if !question.choices.iter().any(answered) && !into.questions.contains(&question) {
                into.questions.push(question);
            }
        }
    }

    fn rows(&self, under: &mut HeadingContext, into: &mut ParsedAnnex) {
        let TableRows { facts, kinds, .. } = &self.source.rows;
        let mut at = 0;
        while let (Some(fact), Some(kind)) = (facts.get(at), kinds.get(at)) {
            let here = (self.sheet().to_owned(), fact.row.number);
            let mut count = 1;
            match kind {
                _ if self.source.context.corrections.left_out.contains(&here) => {
                    into.left_out.push(here)
                }
                RowKind::Task => {
                    let below = kinds.iter().skip(at + 1);
                    count += below
                        .take_while(|kind| **kind == RowKind::ContinuationRow)
                        .count();
                    let rows = facts.get(at..at + count).unwrap_or_default();
                    self.task(at, rows, under, into);
                }
                RowKind::Heading { label } => self.heading(fact, *label, under, into),
                // There is no task above that it could continue.
                RowKind::ContinuationRow | RowKind::NoText => {
                    self.problem(fact, ProblemReason::NoText, into)
                }
                RowKind::Prose => self.problem(fact, ProblemReason::Prose, into),
                RowKind::TaskOrHeading => self.problem(fact, ProblemReason::TaskOrHeading, into),
            }
            at += count;
        }
    }

    fn task(
        &self,
        at: usize,
        rows: &[RowFeatures<'s>],
        under: &mut HeadingContext,
        into: &mut ParsedAnnex,
    ) {
        match self.source.task(at, rows, under) {
            Ok(task) => {
                let more = rows.iter().skip(1).map(|fact| ContinuationRow {
                    sheet: task.sheet.clone(),
                    row: fact.row.number,
                    of: task.row,
                });
                into.continued.extend(more);
                into.tasks.push(task);
            }
            Err(trouble) => rows
                .iter()
                .for_each(|fact| self.problem(fact, trouble, into)),
        }
    }

    fn heading(
        &self,
        fact: &RowFeatures,
        label: bool,
        under: &mut HeadingContext,
        into: &mut ParsedAnnex,
    ) {
        let words = fact
            .text
            .map(|cell| one_line(&cell.text))
            .unwrap_or_default();
        let number = fact.number.as_deref();
        let named = self.source.context.areas;
        let section = named.section(number, &words);
        let area = match &section {
            Some((_, area)) => Some(area.clone()),
            None => named.area(&words),
        };
        if section.is_some() || area.is_some() {
            under.section = section.map(|(section, _)| section);
        }
        let rank = |mark| std::mem::discriminant(mark);
        let same_rank = under.area_mark.as_ref().map(rank) == fact.mark.as_ref().map(rank);
        let area = area.filter(|_| !label);
        if area.is_some() {
            under.area.clone_from(&area);
            under.area_mark.clone_from(&fact.mark);
        } else if !label && same_rank {
            (under.area, under.section) = (None, None);
        }
        under.group = area.is_none().then(|| GroupHeading {
            text: words.clone(),
            mark: fact.mark.clone(),
            row: fact.row.number,
            numbered: label,
        });
        into.headings.push(Heading {
            sheet: self.sheet().to_owned(),
            row: fact.row.number,
            text: match number {
                Some(number) if leading_marker(&words).is_none() => {
                    format!("{} {words}", number.trim())
                }
                _ => words,
            },
            area,
        });
    }

    fn problem(&self, fact: &RowFeatures, reason: ProblemReason, into: &mut ParsedAnnex) {
        let mut cells = fact.row.cells.iter();
        let formula = cells.find(|cell| cell.value == SheetValue::Formula);
        let text = fact.text.map(|cell| cell.column);
        let (column, reason) = match (text, formula) {
            (None, Some(cell)) => (Some(cell.column), ProblemReason::Formula),
            (text, _) => (text, reason),
        };
        into.problems.push(AnnexProblem {
            sheet: self.sheet().to_owned(),
            row: fact.row.number,
            column,
            text: row_text(fact.row),
            reason,
        });
    }
}
