//! Reads a task from its rows.

use super::cell_text::{is_cut, one_line, squeezed_lines, title};
use super::classify::RowFeatures;
use super::context::AnnexContext;
use super::dates::{self, DateColumn, ParsedDeadline};
use super::meaning::Meaning;
use super::numbering::ListMarker;
use super::parsed::{AnnexAnswer, AnnexTask, ProblemReason, Warning};
use super::unit_words::is_nobody;
use super::units::{Ignored, UnitNames};
use super::values::{ColumnValue, GroupHeading, TableRows};
use crate::domain::text::{self, NOTE_MAX, TextShape, fold, join};
use crate::sheets::workbook::{Cell, SheetValue};
use std::collections::BTreeSet;

/// The headings in effect, which carry over from one table of a sheet to the next.
#[derive(Clone, Default)]
pub(super) struct HeadingContext {
    pub(super) area: Option<String>,
    /// The marker of the area's heading.
    pub(super) area_mark: Option<ListMarker>,
    pub(super) section: Option<String>,
    pub(super) group: Option<GroupHeading>,
}

impl HeadingContext {
    /// Ends the group at the first task that is not numbered below it.
    fn leave_group(&mut self, mark: Option<&ListMarker>) {
        let group = self.group.as_ref().filter(|group| group.numbered);
        let marks = group.and_then(|group| group.mark.as_ref()).zip(mark);
        if marks.is_some_and(|(group, mark)| !group.is_above(mark)) {
            self.group = None;
        }
    }
}

pub(super) struct TaskReader<'a, 's> {
    pub(super) rows: TableRows<'a, 's>,
    pub(super) context: &'a AnnexContext<'a>,
    pub(super) dates: Option<DateColumn>,
    /// The cell of the area's column for each row: of a blank one the last above.
    pub(super) areas: Vec<Option<&'s Cell>>,
}

impl<'s> TaskReader<'_, 's> {
    /// Reads the task that begins at that index and has these rows.
    pub(super) fn task(
        &self,
        at: usize,
        rows: &[RowFeatures<'s>],
        under: &mut HeadingContext,
    ) -> Result<AnnexTask, ProblemReason> {
        let first = rows.first().ok_or(ProblemReason::NoText)?;
        let mut warnings = Vec::new();
        let text = full_text(rows, &mut warnings);
        if text.chars().count() > NOTE_MAX {
            return Err(ProblemReason::TooLong);
        }
        under.leave_group(first.mark.as_ref());
        let title = title(&text);
        let group = under.group.as_ref();
        let shortened = title.chars().count() < text.chars().count();
        warnings.extend(shortened.then_some(Warning::LongText));
        warnings.extend(is_cut(&text).then_some(Warning::CutText));
        let mut task = AnnexTask {
            code: self.rows.line(rows, Meaning::Code),
            number: first.number.clone(),
            area: under.area.clone(),
            section: under.section.clone(),
            group: group
                .map(|group| group.text.clone())
                .or_else(|| self.rows.line(rows, Meaning::Parent)),
            note: self.note(rows),
            warnings,
            ..AnnexTask::of(&self.rows.grid.sheet.name, first.row.number, title, text)
        };
        let given = |task: &mut AnnexTask, meaning, group| {
            let given = self.rows.value(at, rows, meaning, group)?;
            task.warnings.extend(given.from.clone());
            Some(given)
        };
        let lines = |given: ColumnValue| given.text;
        task.product = given(&mut task, Meaning::Product, group).map(lines);
        self.set_area(at, rows, &mut task);
        let lead = given(&mut task, Meaning::Lead, None).map(lines);
        task.lead_text = lead.filter(|text| !is_nobody(&fold(text)));
        task.coordinating_text = given(&mut task, Meaning::Coordinating, group).map(lines);
        resolve_units(&mut task, self.context.names, self.has(Meaning::Lead));
        let until = match self.dates {
            Some(_) => Meaning::Deadline,
            None => Meaning::Days,
        };
        if let Some(until) = given(&mut task, until, group) {
            set_deadline(&mut task, self.deadline(first, &until));
        } else if let Some(dated) = self.deadline_from_marks(rows) {
            set_deadline(&mut task, dated);
        }
        self.warn(rows, &mut task);
        Ok(task)
    }

    fn has(&self, meaning: Meaning) -> bool {
        self.rows.head.column(meaning).is_some()
    }

    /// Adds the warnings about the rows themselves.
    fn warn(&self, rows: &[RowFeatures<'s>], task: &mut AnnexTask) {
        let first = rows.iter().take(1).flat_map(|fact| &fact.row.cells);
        let formula = first.clone().any(|cell| cell.value == SheetValue::Formula);
        let warnings = &mut task.warnings;
        let numbered = task.number.is_some() || !self.has(Meaning::Number);
        warnings.extend((!numbered).then_some(Warning::NoNumber));
        if formula && !warnings.contains(&Warning::Formula) {
            warnings.push(Warning::Formula);
        }
        let more = rows.iter().skip(1);
        warnings.extend(more.map(|fact| Warning::ContinuedIn(fact.row.number)));
    }

    /// Sets the area by its column, else by the correction.
    fn set_area(&self, at: usize, rows: &[RowFeatures<'s>], task: &mut AnnexTask) {
        if self.has(Meaning::Area) {
            let own = self.rows.cells(rows, Meaning::Area).first().copied();
            let cell = own.or_else(|| self.areas.get(at).copied().flatten());
            let words = cell.map(|cell| one_line(&cell.text));
            if let Some(words) = words.filter(|words| !words.is_empty()) {
                match self.context.areas.area(&words) {
                    Some(area) => task.area = Some(area),
                    None => task.warnings.push(Warning::UnknownArea(words)),
                }
            }
        }
        if task.area.is_none() {
            task.area.clone_from(&self.context.corrections.area);
        }
    }

    /// The note, with the further columns of notes and those that have lost their meaning to another.
    fn note(&self, rows: &[RowFeatures<'s>]) -> Option<String> {
        let head = self.rows.head;
        let notes = self.rows.cells(rows, Meaning::Note).into_iter();
        let notes = notes.map(|cell| squeezed_lines(&cell.text));
        let further = head
            .columns
            .iter()
            .filter(|column| column.meaning == Some(Meaning::Note));
        let further = further.skip(1).map(|column| &column.column);
        let others = further.chain(&head.notes).flat_map(|column| {
            let cells = rows
                .iter()
                .filter_map(|fact| self.rows.grid.cell(fact.row, *column));
            cells.map(|cell| format!("{}: {}", head.name(*column), one_line(&cell.text)))
        });
        let lines: Vec<String> = notes.chain(others).collect();
        let note = text::clean(&lines.join("\n"), TextShape::Lines).text;
        (!note.is_empty()).then_some(note)
    }

    /// The deadline by the marks in columns of periods.
    fn deadline_from_marks(&self, rows: &[RowFeatures<'s>]) -> Option<ParsedDeadline> {
        let AnnexContext {
            rules, issued_on, ..
        } = self.context;
        let periods = self
            .rows
            .head
            .periods
            .iter()
            .filter_map(|(column, period)| {
                let mut cells = rows
                    .iter()
                    .filter_map(|fact| self.rows.grid.cell(fact.row, *column));
                let cell = cells.next()?;
                let (_, plain) = dates::date_or_done(cell, rules);
                Some(match plain {
                    true => period.clone(),
                    false => format!("{period}: {}", one_line(&cell.text)),
                })
            });
        let text = join(periods, "; ");
        let cell = Cell::text(0, text.as_str());
        (!text.is_empty()).then(|| dates::read(&cell, &DateColumn::default(), rules, *issued_on))
    }

    fn deadline(&self, first: &RowFeatures<'s>, given: &ColumnValue) -> ParsedDeadline {
        let (context, column) = (self.context, given.cell.column);
        let sheet = &self.rows.grid.sheet.name;
        let Some(dates) = &self.dates else {
            let are_days = context.answered(sheet, column, AnnexAnswer::Yes);
            return dates::from_days(&given.text, are_days, context.rules);
        };
        // An edited cell is read as typed, whatever order of day and month the column has.
        let typed = context
            .corrections
            .edited_text(sheet, first.row.number, column)
            .is_some();
        let plain = DateColumn::default();
        let dates = if typed { &plain } else { dates };
        // Where the value is not that of one cell, the text counts.
        let of_cell = squeezed_lines(&given.cell.text) == given.text;
        let text = (!of_cell).then(|| Cell::text(column, given.text.as_str()));
        let cell = text.as_ref().unwrap_or(given.cell);
        dates::read(cell, dates, context.rules, context.issued_on)
    }
}

/// The text of a task over all its rows; a line that begins with a dash stays a line.
fn full_text(rows: &[RowFeatures], warnings: &mut Vec<Warning>) -> String {
    let cells = rows.iter().filter_map(|fact| fact.text);
    let texts = cells.map(|cell| {
        let cleaned = text::clean(&cell.text, TextShape::Lines);
        let dropped = cleaned.dropped;
        warnings.extend((dropped > 0).then_some(Warning::DroppedCharacters(dropped)));
        squeezed_lines(&cleaned.text)
    });
    let whole = texts.reduce(|before, part| {
        let own_line = part.starts_with(['-', '–', '+', '•']);
        format!("{before}{}{part}", if own_line { '\n' } else { ' ' })
    });
    whole.unwrap_or_default()
}

/// Resolves the units that a task's cells name; `expected` if its table has a column of leads.
pub(super) fn resolve_units(task: &mut AnnexTask, names: &UnitNames, expected: bool) {
    let warnings = &mut task.warnings;
    let read = |text: &Option<String>| text.as_ref().map(|text| names.read(text));
    let mut units = Vec::new();
    task.lead = None;
    if let Some(found) = read(&task.lead_text) {
        let mut leads = found.lead.into_iter();
        task.lead = leads.next();
        let others: Vec<String> = leads.collect();
        units.extend(others.iter().cloned().chain(found.coordinating));
        warnings.extend((!others.is_empty()).then_some(Warning::SeveralLeads(others)));
        warnings.extend(found.generic.into_iter().map(Warning::GenericLead));
        warnings.extend(found.unknown.into_iter().map(Warning::UnknownUnit));
        warnings.extend(found.retired.into_iter().map(Warning::RetiredUnit));
        warnings.extend(found.left_out.into_iter().map(Warning::Ignored));
    } else if expected {
        warnings.push(Warning::NoLead);
    }
    if let Some(found) = read(&task.coordinating_text) {
        units.extend(found.lead.into_iter().chain(found.coordinating));
        warnings.extend(found.unknown.into_iter().map(Warning::UnknownUnit));
        warnings.extend(found.retired.into_iter().map(Warning::RetiredUnit));
        let out = found.left_out.into_iter();
        let out = out.filter(|out| !matches!(out, Ignored::Words(_)));
        warnings.extend(out.map(Warning::Ignored));
    }
    let mut seen = BTreeSet::new();
    units.retain(|unit| Some(unit) != task.lead.as_ref() && seen.insert(unit.clone()));
    task.coordinating = units;
}

pub(super) fn set_deadline(task: &mut AnnexTask, dated: ParsedDeadline) {
    let empty = dated.warnings.contains(&Warning::EmptyDate);
    task.deadline = Some(dated.shown).filter(|shown| !shown.is_empty() && !empty);
    task.due = dated.deadline;
    task.warnings.extend(dated.warnings);
}
