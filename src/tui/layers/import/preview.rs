//! What an annex would change, row by row, as far as it is understood and decided.

use crate::annex::compare::{ComparedPart, DiffStatus, PartDifference};
use crate::annex::meaning::Meaning;
use crate::annex::parsed::{
    AnnexColumn, AnnexQuestion, AnnexTask, ParsedAnnex, ParsedSheet, ProblemReason, RowId,
    SheetOutcome, Warning,
};
use crate::domain::deadline::DeadlineKind;
use crate::domain::text::{fold, squeezed};
use crate::import::{Import, ImportDecisions, LoadedPlan, NoSection};
use crate::present::text::width;
use crate::sheets::workbook::{Workbook, column_letters};
use std::collections::{BTreeSet, HashMap};

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    New,
    Changed,
    Same,
    Heading,
    Unclear,
    Ignored,
    /// A task of the plan that stands no more in the annex.
    Missing,
    /// A sheet, above its rows.
    Sheet,
}

impl Sign {
    /// Those that are counted and can be shown alone.
    pub(super) const COUNTED: [Self; 7] = [
        Self::New,
        Self::Changed,
        Self::Same,
        Self::Heading,
        Self::Unclear,
        Self::Ignored,
        Self::Missing,
    ];

    pub(super) fn letter(self) -> char {
        match self {
            Self::New => '+',
            Self::Changed => '~',
            Self::Same => '=',
            Self::Heading => '§',
            Self::Unclear => '?',
            Self::Ignored => '–',
            Self::Missing => '·',
            Self::Sheet => ' ',
        }
    }
}

/// A line of the preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PreviewLine {
    pub(super) sign: Sign,
    /// The sheet's place in the workbook, and the row's number; 0 where it is of no row.
    pub(super) sheet: usize,
    pub(super) row: u32,
    pub(super) of: LineSubject,
    /// Whether it is counted among the tasks to write.
    written: bool,
}

/// What a line is about, by its place in what was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineSubject {
    Question(usize),
    Sheet,
    Heading(usize),
    Task(usize),
    Problem(usize),
    Missing(usize),
}

/// What a person has decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PreviewDecisions {
    /// What the annex is read and taken by.
    pub(super) import: ImportDecisions,
    /// Rows that are not understood and are taken as they are.
    pub(super) kept: BTreeSet<RowId>,
}

/// The annex against the plan.
#[derive(Debug)]
pub(super) struct Preview {
    pub(super) import: Import,
    pub(super) lines: Vec<PreviewLine>,
    counts: [usize; Sign::COUNTED.len()],
    /// How many tasks would be written. What is not clear goes in as it stands, for no row may be lost;
    /// only what has no place in the plan cannot.
    pub(super) to_write: usize,
    /// The columns that the widest code takes.
    pub(super) code_width: usize,
}

impl Preview {
    /// Understands the annex and puts its lines in the order of the sheets.
    pub(super) fn of(plan: &LoadedPlan, workbook: &Workbook, decided: &PreviewDecisions) -> Self {
        let mut preview = Self {
            import: Import::read(plan, workbook, &decided.import),
            lines: Vec::new(),
            counts: [0; Sign::COUNTED.len()],
            to_write: 0,
            code_width: 0,
        };
        let mut lines = preview.of_sheets();
        let lines = lines.drain(..).map(|(sheet, row, of)| PreviewLine {
            sign: preview.sign(of, decided),
            sheet,
            row,
            of,
            written: false,
        });
        preview.lines = lines.collect();
        let codes = preview.lines.iter().map(|line| width(&preview.code(line)));
        preview.code_width = codes.max().unwrap_or_default();
        for at in 0..preview.lines.len() {
            preview.count_line(at, true);
        }
        preview
    }

    pub(super) fn understood(&self) -> &ParsedAnnex {
        &self.import.understood
    }

    /// Sheet, row and subject of every line, in their order.
    fn of_sheets(&self) -> Vec<(usize, u32, LineSubject)> {
        let understood = self.understood();
        let sheets = understood.sheets.iter().enumerate();
        let places = sheets.clone().map(|(at, sheet)| (sheet.name.as_str(), at));
        let places: HashMap<&str, usize> = places.collect();
        let place = |name: &str| places.get(name).copied().unwrap_or_default();
        let several = understood.sheets.len() > 1;
        let named = sheets.filter(|(_, sheet)| match sheet.outcome {
            SheetOutcome::Hidden | SheetOutcome::NotAsked => true,
            SheetOutcome::Empty => false,
            _ => several,
        });
        let mut lines: Vec<_> = named.map(|(at, _)| (at, 0, LineSubject::Sheet)).collect();
        let questions = understood.questions.iter().enumerate();
        lines.extend(questions.map(|(at, one)| (place(&one.sheet), 0, LineSubject::Question(at))));
        let headings = understood.headings.iter().enumerate();
        lines.extend(
            headings.map(|(at, one)| (place(&one.sheet), one.row, LineSubject::Heading(at))),
        );
        let tasks = understood.tasks.iter().enumerate();
        lines.extend(tasks.map(|(at, one)| (place(&one.sheet), one.row, LineSubject::Task(at))));
        let problems = understood.problems.iter().enumerate();
        lines.extend(
            problems.map(|(at, one)| (place(&one.sheet), one.row, LineSubject::Problem(at))),
        );
        lines.sort_by_key(|(sheet, row, _)| (*sheet, *row));
        let missing = 0..self.import.compared.missing.len();
        lines.extend(missing.map(|at| (understood.sheets.len(), 0, LineSubject::Missing(at))));
        lines
    }

    /// What becomes of a line.
    fn sign(&self, of: LineSubject, decided: &PreviewDecisions) -> Sign {
        match of {
            LineSubject::Sheet => Sign::Sheet,
            LineSubject::Question(_) => Sign::Unclear,
            LineSubject::Heading(_) => Sign::Heading,
            LineSubject::Missing(_) => Sign::Missing,
            LineSubject::Task(_) => self
                .task_of(of)
                .map_or(Sign::Unclear, |(task, status, placed)| {
                    sign_of(task, status, placed, decided)
                }),
            LineSubject::Problem(at) => {
                let left_out = self.understood().problems.get(at).is_some_and(|problem| {
                    let here = (problem.sheet.clone(), problem.row);
                    // Of an older entry the newer one is taken.
                    let older = matches!(problem.reason, ProblemReason::Superseded(_));
                    older || decided.import.skipped.contains(&here)
                });
                if left_out {
                    Sign::Ignored
                } else {
                    Sign::Unclear
                }
            }
        }
    }

    /// Takes away the lines of questions that are answered; `before` are those that were asked.
    pub(super) fn drop_answered(&mut self, before: &[AnnexQuestion]) {
        let still = &self.import.understood.questions;
        let places: Vec<Option<usize>> = before
            .iter()
            .map(|one| still.iter().position(|known| known == one))
            .collect();
        let place = |of: LineSubject| match of {
            LineSubject::Question(at) => {
                places.get(at).copied().flatten().map(LineSubject::Question)
            }
            other => Some(other),
        };
        let answered = self.lines.iter().enumerate();
        let answered = answered.filter(|(_, line)| place(line.of).is_none());
        let answered: Vec<usize> = answered.map(|(at, _)| at).collect();
        answered.iter().for_each(|at| self.count_line(*at, false));
        self.lines.retain_mut(|line| {
            let now = place(line.of);
            line.of = now.unwrap_or(line.of);
            now.is_some()
        });
    }

    /// Gives a line its sign again, and the counts what follows.
    pub(super) fn sign_again(&mut self, at: usize, decided: &PreviewDecisions) {
        let Some(of) = self.lines.get(at).map(|line| line.of) else {
            return;
        };
        self.count_line(at, false);
        let sign = self.sign(of, decided);
        if let Some(line) = self.lines.get_mut(at) {
            line.sign = sign;
        }
        self.count_line(at, true);
    }

    /// Adds a line to the counts, or takes it off: its task may be compared again by then.
    fn count_line(&mut self, at: usize, add: bool) {
        let is_written = add && self.lines.get(at).is_some_and(|line| self.is_written(line));
        let Some(line) = self.lines.get_mut(at) else {
            return;
        };
        let was_written = std::mem::replace(&mut line.written, is_written);
        let written = is_written || was_written;
        let counted = Sign::COUNTED.iter().position(|sign| *sign == line.sign);
        let count = counted.and_then(|at| self.counts.get_mut(at));
        let written = written.then_some(&mut self.to_write);
        for count in count.into_iter().chain(written) {
            *count = if add {
                *count + 1
            } else {
                count.saturating_sub(1)
            };
        }
    }

    fn is_written(&self, line: &PreviewLine) -> bool {
        let task = self.task(line).filter(|_| line.sign != Sign::Ignored);
        task.is_some_and(|(_, status, placed)| match status {
            DiffStatus::New => placed,
            DiffStatus::Changed { .. } => true,
            DiffStatus::Same { .. } => false,
        })
    }

    pub(super) fn count(&self, sign: Sign) -> usize {
        let at = Sign::COUNTED.iter().position(|counted| *counted == sign);
        at.and_then(|at| self.counts.get(at)).copied().unwrap_or(0)
    }

    /// How many tasks belong to no area, neither by their heading nor by what was chosen.
    pub(super) fn without_area(&self) -> usize {
        let sections = self.import.sections.iter();
        let without = sections.filter(|one| matches!(one, Err(NoSection::UnknownArea)));
        without.count()
    }

    pub(super) fn sheet(&self, line: &PreviewLine) -> Option<&ParsedSheet> {
        self.understood().sheets.get(line.sheet)
    }

    /// The task of a line, what it is to the plan, and whether it has a place there.
    pub(super) fn task(&self, line: &PreviewLine) -> Option<(&AnnexTask, &DiffStatus, bool)> {
        self.task_of(line.of)
    }

    fn task_of(&self, of: LineSubject) -> Option<(&AnnexTask, &DiffStatus, bool)> {
        let LineSubject::Task(at) = of else {
            return None;
        };
        let status = self.import.compared.tasks.get(at)?;
        let placed = self.import.sections.get(at)?.is_ok();
        Some((self.understood().tasks.get(at)?, status, placed))
    }

    /// The code that the plan has for a line, else the annex's own code or number; of a question the
    /// column.
    pub(super) fn code(&self, line: &PreviewLine) -> String {
        let understood = self.understood();
        let code = match line.of {
            LineSubject::Task(_) => self.task(line).and_then(|(task, status, _)| {
                let own = task.code.as_deref().or(task.number.as_deref());
                status.code().or(own)
            }),
            LineSubject::Question(at) => {
                let question = understood.questions.get(at);
                return question.map_or_else(String::new, |one| column_letters(one.column));
            }
            LineSubject::Missing(at) => self.import.compared.missing.get(at).map(String::as_str),
            LineSubject::Heading(_) | LineSubject::Problem(_) | LineSubject::Sheet => None,
        };
        squeezed(code.unwrap_or_default())
    }

    /// The column of a meaning in the sheet of a line.
    pub(super) fn column(&self, line: &PreviewLine, meaning: Meaning) -> Option<&AnnexColumn> {
        let columns = &self.sheet(line)?.columns;
        columns
            .iter()
            .find(|column| column.meaning == Some(meaning))
    }

    /// The rows of a sheet whose cells of a part say the same.
    pub(super) fn same_cells(
        &self,
        sheet: &str,
        text: &str,
        part: fn(&AnnexTask) -> Option<&str>,
    ) -> Vec<RowId> {
        let tasks = self.understood().tasks.iter();
        let same = tasks.filter(|task| part(task) == Some(text) && task.sheet == sheet);
        same.map(|task| (task.sheet.clone(), task.row)).collect()
    }
}

fn sign_of(
    task: &AnnexTask,
    status: &DiffStatus,
    placed: bool,
    decided: &PreviewDecisions,
) -> Sign {
    let is_in =
        |rows: &BTreeSet<RowId>| !rows.is_empty() && rows.contains(&(task.sheet.clone(), task.row));
    if is_in(&decided.import.skipped) {
        return Sign::Ignored;
    }
    let doubt = doubt(task, placed || *status != DiffStatus::New);
    let settled = doubt.is_some_and(|doubt| doubt != Doubt::Place) && is_in(&decided.kept);
    match status {
        DiffStatus::Same { .. } => Sign::Same,
        _ if doubt.is_some() && !settled => Sign::Unclear,
        DiffStatus::New => Sign::New,
        DiffStatus::Changed { .. } => Sign::Changed,
    }
}

/// What of a task a person has to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt<'t> {
    /// Neither a heading nor a column says where it belongs.
    Place,
    /// Day and month may be swapped, or the day may stand for its month: a question asks.
    Asked,
    /// Nobody knows the unit that leads.
    Lead(&'t str),
    /// No day and no rhythm follows from the deadline, and the plan has none that is clear.
    Deadline,
}

pub(super) fn doubt(task: &AnnexTask, placed: bool) -> Option<Doubt<'_>> {
    if !placed {
        return Some(Doubt::Place);
    }
    let asked = |warning: &Warning| matches!(warning, Warning::MaybeSwapped | Warning::MaybeMonth);
    if task.warnings.iter().any(asked) {
        return Some(Doubt::Asked);
    }
    if let Some(name) = unknown_lead(task) {
        return Some(Doubt::Lead(name));
    }
    let nothing = task.due.kind == DeadlineKind::None;
    let uncomputed = nothing && task.warnings.contains(&Warning::Formula);
    let unclear = task.due.kind == DeadlineKind::Unclear || uncomputed;
    (unclear && task.kept_deadline().is_none()).then_some(Doubt::Deadline)
}

/// The name that stands where the lead should, and is no unit's.
fn unknown_lead(task: &AnnexTask) -> Option<&str> {
    let text = fold(task.lead_text.as_deref().filter(|_| task.lead.is_none())?);
    task.warnings.iter().find_map(|warning| match warning {
        Warning::UnknownUnit(name) | Warning::RetiredUnit(name) if text.contains(&fold(name)) => {
            Some(name.as_str())
        }
        _ => None,
    })
}

/// The lead that means many units.
pub(super) fn generic_lead(task: &AnnexTask) -> Option<&str> {
    task.warnings.iter().find_map(|warning| match warning {
        Warning::GenericLead(name) => Some(name.as_str()),
        _ => None,
    })
}

/// The most important part that has changed: the deadline, then the lead.
pub(super) fn most_important(parts: &[PartDifference]) -> Option<&PartDifference> {
    const ORDER: [ComparedPart; 5] = [
        ComparedPart::Deadline,
        ComparedPart::Lead,
        ComparedPart::Coordinating,
        ComparedPart::Product,
        ComparedPart::Text,
    ];
    let mut order = ORDER.iter();
    order.find_map(|part| parts.iter().find(|one| one.part == *part))
}
