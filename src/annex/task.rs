//! A task of an annex out of its rows.

use super::area::Places;
use super::dates::{self, DateColumn, Dated};
use super::given::{Given, Group, Rows};
use super::meaning::Meaning;
use super::numbering::Mark;
use super::rows::Facts;
use super::text::{is_cut, one_line, squeezed_lines, title};
use super::understood::{AnnexTask, Choice, Corrections, Trouble, Warning};
use super::units::{LeftOut, Names};
use super::vocabulary::is_nobody;
use crate::domain::day::Day;
use crate::domain::deadline::DeadlineRules;
use crate::domain::text::{self, NOTE_MAX, Shape, fold};
use crate::sheets::workbook::{Cell, Value};
use std::collections::BTreeSet;

/// What tables are read with.
pub(super) struct Tools<'t> {
    pub(super) names: &'t Names<'t>,
    pub(super) rules: &'t DeadlineRules,
    pub(super) issued_on: Option<Day>,
    pub(super) places: Places<'t>,
    pub(super) corrections: &'t Corrections,
}

impl Tools<'_> {
    /// Whether a person has given this answer to a question about a column.
    pub(super) fn answered(&self, sheet: &str, column: u32, choice: Choice) -> bool {
        self.corrections
            .answers_to(sheet, column)
            .any(|answer| answer == choice)
    }
}

/// Where the reading stands, from one table of a sheet to the next.
#[derive(Clone, Default)]
pub(super) struct Under {
    pub(super) area: Option<String>,
    /// The kind of number that the heading of the area had.
    pub(super) area_mark: Option<Mark>,
    pub(super) section: Option<String>,
    pub(super) group: Option<Group>,
}

impl Under {
    /// What a group gives ends with the first task that is not numbered below it.
    fn reach(&mut self, mark: Option<&Mark>) {
        let group = self.group.as_ref().filter(|group| group.numbered);
        let marks = group.and_then(|group| group.mark.as_ref()).zip(mark);
        if marks.is_some_and(|(group, mark)| !group.is_above(mark)) {
            self.group = None;
        }
    }
}

/// What a task is read from.
pub(super) struct Source<'a, 's> {
    pub(super) rows: Rows<'a, 's>,
    pub(super) tools: &'a Tools<'a>,
    pub(super) dates: Option<DateColumn>,
    /// The cell of the area's column at each row, or the last above it: it is filled only where it changes.
    pub(super) areas: Vec<Option<&'s Cell>>,
}

impl<'s> Source<'_, 's> {
    /// Reads the task that begins at that place and has these rows.
    pub(super) fn task(
        &self,
        at: usize,
        rows: &[Facts<'s>],
        under: &mut Under,
    ) -> Result<AnnexTask, Trouble> {
        let first = rows.first().ok_or(Trouble::NoText)?;
        let mut warnings = Vec::new();
        let text = whole(rows, &mut warnings);
        if text.chars().count() > NOTE_MAX {
            return Err(Trouble::TooLong);
        }
        under.reach(first.mark.as_ref());
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
            let given = self.rows.given(at, rows, meaning, group)?;
            task.warnings.extend(given.from.clone());
            Some(given)
        };
        let lines = |given: Given| given.text;
        task.product = given(&mut task, Meaning::Product, group).map(lines);
        self.place(at, rows, &mut task);
        let lead = given(&mut task, Meaning::Lead, None).map(lines);
        task.lead_text = lead.filter(|text| !is_nobody(&fold(text)));
        task.coordinating_text = given(&mut task, Meaning::Coordinating, group).map(lines);
        name_units(&mut task, self.tools.names, self.has(Meaning::Lead));
        let until = match self.dates {
            Some(_) => Meaning::Deadline,
            None => Meaning::Days,
        };
        if let Some(until) = given(&mut task, until, group) {
            set_deadline(&mut task, self.dated(first, &until));
        } else if let Some(dated) = self.marked(rows) {
            set_deadline(&mut task, dated);
        }
        self.warn(rows, &mut task);
        Ok(task)
    }

    fn has(&self, meaning: Meaning) -> bool {
        self.rows.head.column(meaning).is_some()
    }

    /// What a person should know of the rows as they are.
    fn warn(&self, rows: &[Facts<'s>], task: &mut AnnexTask) {
        let first = rows.iter().take(1).flat_map(|fact| &fact.row.cells);
        let formula = first.clone().any(|cell| cell.value == Value::Formula);
        let warnings = &mut task.warnings;
        let numbered = task.number.is_some() || !self.has(Meaning::Number);
        warnings.extend((!numbered).then_some(Warning::NoNumber));
        if formula && !warnings.contains(&Warning::Formula) {
            warnings.push(Warning::Formula);
        }
        let more = rows.iter().skip(1);
        warnings.extend(more.map(|fact| Warning::GoesOn(fact.row.number)));
    }

    /// Area and section, where a column or the correction says them.
    fn place(&self, at: usize, rows: &[Facts<'s>], task: &mut AnnexTask) {
        if self.has(Meaning::Area) {
            let own = self.rows.cells(rows, Meaning::Area).first().copied();
            let cell = own.or_else(|| self.areas.get(at).copied().flatten());
            let words = cell.map(|cell| one_line(&cell.text));
            if let Some(words) = words.filter(|words| !words.is_empty()) {
                match self.tools.places.area(&words) {
                    Some(area) => task.area = Some(area),
                    None => task.warnings.push(Warning::UnknownArea(words)),
                }
            }
        }
        if task.area.is_none() {
            task.area.clone_from(&self.tools.corrections.area);
        }
    }

    /// The note, and what stands in further columns of notes and in those that lost to another of their
    /// meaning.
    fn note(&self, rows: &[Facts<'s>]) -> Option<String> {
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
                .filter_map(|fact| self.rows.grid.own(fact.row, *column));
            cells.map(|cell| format!("{}: {}", head.name(*column), one_line(&cell.text)))
        });
        let lines: Vec<String> = notes.chain(others).collect();
        let note = text::clean(&lines.join("\n"), Shape::Lines).text;
        (!note.is_empty()).then_some(note)
    }

    /// The deadline that the marks in columns of periods say.
    fn marked(&self, rows: &[Facts<'s>]) -> Option<Dated> {
        let Tools {
            rules, issued_on, ..
        } = self.tools;
        let periods = self
            .rows
            .head
            .periods
            .iter()
            .filter_map(|(column, period)| {
                let mut cells = rows
                    .iter()
                    .filter_map(|fact| self.rows.grid.own(fact.row, *column));
                let cell = cells.next()?;
                let (_, plain) = dates::looks_like(cell, rules);
                Some(match plain {
                    true => period.clone(),
                    false => format!("{period}: {}", one_line(&cell.text)),
                })
            });
        let text = periods.collect::<Vec<_>>().join("; ");
        let cell = Cell::text(0, text.as_str());
        (!text.is_empty()).then(|| dates::read(&cell, &DateColumn::default(), rules, *issued_on))
    }

    fn dated(&self, first: &Facts<'s>, given: &Given) -> Dated {
        let (tools, column) = (self.tools, given.cell.column);
        let sheet = &self.rows.grid.sheet.name;
        let Some(dates) = &self.dates else {
            let are_days = tools.answered(sheet, column, Choice::Yes);
            return dates::of_days(&given.text, are_days, tools.rules);
        };
        // What a person has typed is read as it is typed, whatever the column is like.
        let typed = tools
            .corrections
            .written(sheet, first.row.number, column)
            .is_some();
        let plain = DateColumn::default();
        let dates = if typed { &plain } else { dates };
        // Where two cells make one text, or it stands above, the text counts.
        let of_cell = squeezed_lines(&given.cell.text) == given.text;
        let text = (!of_cell).then(|| Cell::text(column, given.text.as_str()));
        let cell = text.as_ref().unwrap_or(given.cell);
        dates::read(cell, dates, tools.rules, tools.issued_on)
    }
}

/// The text of a task over its rows; a line with a dash stays one.
fn whole(rows: &[Facts], warnings: &mut Vec<Warning>) -> String {
    let cells = rows.iter().filter_map(|fact| fact.text);
    let texts = cells.map(|cell| {
        let cleaned = text::clean(&cell.text, Shape::Lines);
        let dropped = cleaned.dropped;
        warnings.extend((dropped > 0).then_some(Warning::Dropped(dropped)));
        squeezed_lines(&cleaned.text)
    });
    let whole = texts.reduce(|before, part| {
        let own_line = part.starts_with(['-', '–', '+', '•']);
        format!("{before}{}{part}", if own_line { '\n' } else { ' ' })
    });
    whole.unwrap_or_default()
}

/// Finds the units that a task's cells name; `expected` says that its table has a column of leads.
pub(super) fn name_units(task: &mut AnnexTask, names: &Names, expected: bool) {
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
        warnings.extend(found.left_out.into_iter().map(Warning::LeftOut));
    } else if expected {
        warnings.push(Warning::NoLead);
    }
    if let Some(found) = read(&task.coordinating_text) {
        units.extend(found.lead.into_iter().chain(found.coordinating));
        warnings.extend(found.unknown.into_iter().map(Warning::UnknownUnit));
        warnings.extend(found.retired.into_iter().map(Warning::RetiredUnit));
        let out = found.left_out.into_iter();
        let out = out.filter(|out| !matches!(out, LeftOut::Words(_)));
        warnings.extend(out.map(Warning::LeftOut));
    }
    let mut seen = BTreeSet::new();
    units.retain(|unit| Some(unit) != task.lead.as_ref() && seen.insert(unit.clone()));
    task.coordinating = units;
}

/// Takes over what was read of a deadline.
pub(super) fn set_deadline(task: &mut AnnexTask, dated: Dated) {
    let empty = dated.warnings.contains(&Warning::EmptyDate);
    task.deadline = Some(dated.shown).filter(|shown| !shown.is_empty() && !empty);
    task.due = dated.deadline;
    task.warnings.extend(dated.warnings);
}
