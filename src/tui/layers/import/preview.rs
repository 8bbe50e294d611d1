//! What an annex would change, row by row, as far as it is understood and decided.

use crate::annex::compare::{Difference, Part, Status};
use crate::annex::meaning::Meaning;
use crate::annex::understood::{
    AnnexTask, Column, Outcome, SheetRead, Trouble, Understood, Warning,
};
use crate::domain::deadline::DeadlineKind;
use crate::domain::text::fold;
use crate::import::{Decisions, Import, KnownPlan};
use crate::sheets::workbook::{Workbook, column_letters};
use std::collections::{BTreeSet, HashMap};

/// A row of a sheet: the sheet's name and its number, from 1.
pub(super) type At = (String, u32);

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    New,
    Changed,
    Same,
    Heading,
    Unclear,
    LeftOut,
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
        Self::LeftOut,
        Self::Missing,
    ];

    pub(super) fn letter(self) -> char {
        match self {
            Self::New => '+',
            Self::Changed => '~',
            Self::Same => '=',
            Self::Heading => '§',
            Self::Unclear => '?',
            Self::LeftOut => '–',
            Self::Missing => '·',
            Self::Sheet => ' ',
        }
    }
}

/// A line of the preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) sign: Sign,
    /// The sheet's place in the workbook, and the row's number; 0 where it is of no row.
    pub(super) sheet: usize,
    pub(super) row: u32,
    pub(super) of: Of,
}

/// What a line is about, by its place in what was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Question(usize),
    Sheet,
    Heading(usize),
    Task(usize),
    Problem(usize),
    Missing(usize),
}

/// What a person has decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Decided {
    /// What the annex is read and taken by.
    pub(super) import: Decisions,
    /// Rows that are not understood and are taken as they are.
    pub(super) kept: BTreeSet<At>,
}

/// The annex against the plan.
#[derive(Debug)]
pub(super) struct Preview {
    pub(super) import: Import,
    pub(super) lines: Vec<Line>,
    pub(super) counts: [usize; Sign::COUNTED.len()],
}

impl Preview {
    pub(super) fn of(plan: &KnownPlan, workbook: &Workbook, decided: &Decided) -> Self {
        let mut preview = Self {
            import: Import::read(plan, workbook, &decided.import),
            lines: Vec::new(),
            counts: [0; Sign::COUNTED.len()],
        };
        preview.lay_out(decided);
        preview
    }

    pub(super) fn understood(&self) -> &Understood {
        &self.import.understood
    }

    /// Puts the lines in the order of the sheets and gives each its sign.
    pub(super) fn lay_out(&mut self, decided: &Decided) {
        let understood = &self.import.understood;
        let sheets: HashMap<&str, usize> = understood
            .sheets
            .iter()
            .enumerate()
            .map(|(at, sheet)| (sheet.name.as_str(), at))
            .collect();
        let place = |name: &str| sheets.get(name).copied().unwrap_or_default();
        let mut lines: Vec<Line> = Vec::new();
        let mut push = |sign, sheet, row, of| {
            lines.push(Line {
                sign,
                sheet,
                row,
                of,
            });
        };
        for (at, sheet) in understood.sheets.iter().enumerate() {
            let unread = matches!(sheet.outcome, Outcome::Hidden | Outcome::NotAsked);
            if unread || understood.sheets.len() > 1 && sheet.outcome != Outcome::Empty {
                push(Sign::Sheet, at, 0, Of::Sheet);
            }
        }
        for (at, question) in understood.questions.iter().enumerate() {
            let sheet = place(&question.sheet);
            push(Sign::Unclear, sheet, 0, Of::Question(at));
        }
        for (at, heading) in understood.headings.iter().enumerate() {
            let sheet = place(&heading.sheet);
            push(Sign::Heading, sheet, heading.row, Of::Heading(at));
        }
        for (at, (task, status, placed)) in self.import.tasks().enumerate() {
            let sign = sign_of(task, status, placed.is_ok(), decided);
            push(sign, place(&task.sheet), task.row, Of::Task(at));
        }
        for (at, problem) in understood.problems.iter().enumerate() {
            let here = (problem.sheet.clone(), problem.row);
            let left_out = decided.import.not_taken.contains(&here);
            let sign = match problem.reason {
                _ if left_out => Sign::LeftOut,
                // The newer entry is taken.
                Trouble::Superseded(_) => Sign::LeftOut,
                _ => Sign::Unclear,
            };
            push(sign, place(&problem.sheet), problem.row, Of::Problem(at));
        }
        lines.sort_by_key(|line| (line.sheet, line.row));
        let after = understood.sheets.len();
        let missing = 0..self.import.compared.missing.len();
        lines.extend(missing.map(|at| Line {
            sign: Sign::Missing,
            sheet: after,
            row: 0,
            of: Of::Missing(at),
        }));
        self.counts = Sign::COUNTED.map(|sign| {
            let of_sign = lines.iter().filter(|line| line.sign == sign);
            of_sign.count()
        });
        self.lines = lines;
    }

    pub(super) fn count(&self, sign: Sign) -> usize {
        let at = Sign::COUNTED.iter().position(|counted| *counted == sign);
        at.and_then(|at| self.counts.get(at)).copied().unwrap_or(0)
    }

    /// How many tasks would be written. What is not clear goes in as it stands, for no row may be lost;
    /// only what has no place in the plan cannot.
    pub(super) fn to_write(&self) -> usize {
        let written = self.lines.iter().filter(|line| {
            let left_out = line.sign == Sign::LeftOut;
            self.task(line)
                .is_some_and(|(_, status, placed)| match status {
                    Status::New => placed && !left_out,
                    Status::Changed { .. } => !left_out,
                    Status::Same { .. } => false,
                })
        });
        written.count()
    }

    pub(super) fn sheet(&self, line: &Line) -> Option<&SheetRead> {
        self.understood().sheets.get(line.sheet)
    }

    /// The task of a line, what it is to the plan, and whether it has a place there.
    pub(super) fn task(&self, line: &Line) -> Option<(&AnnexTask, &Status, bool)> {
        let Of::Task(at) = line.of else { return None };
        let status = self.import.compared.tasks.get(at)?;
        let placed = self.import.places.get(at)?.is_ok();
        Some((self.understood().tasks.get(at)?, status, placed))
    }

    /// The code that the plan has for a line, else the annex's own code or number; of a question the
    /// column.
    pub(super) fn code(&self, line: &Line) -> String {
        let understood = self.understood();
        let code = match line.of {
            Of::Task(_) => self.task(line).and_then(|(task, status, _)| {
                let own = task.code.as_deref().or(task.number.as_deref());
                status.code().or(own)
            }),
            Of::Question(at) => {
                let question = understood.questions.get(at);
                return question.map_or_else(String::new, |one| column_letters(one.column));
            }
            Of::Missing(at) => self.import.compared.missing.get(at).map(String::as_str),
            Of::Heading(_) | Of::Problem(_) | Of::Sheet => None,
        };
        let words = code.unwrap_or_default().split_whitespace();
        words.collect::<Vec<_>>().join(" ")
    }

    /// The column of a meaning in the sheet of a line.
    pub(super) fn column(&self, line: &Line, meaning: Meaning) -> Option<&Column> {
        let columns = &self.sheet(line)?.columns;
        columns
            .iter()
            .find(|column| column.meaning == Some(meaning))
    }

    /// The rows of a sheet whose cells of a part read the same.
    pub(super) fn alike(
        &self,
        sheet: &str,
        text: &str,
        part: fn(&AnnexTask) -> Option<&str>,
    ) -> Vec<At> {
        let wanted = fold(text);
        let tasks = self.understood().tasks.iter();
        let same = tasks.filter(|task| {
            task.sheet == sheet && part(task).is_some_and(|text| fold(text) == wanted)
        });
        same.map(|task| (task.sheet.clone(), task.row)).collect()
    }
}

fn sign_of(task: &AnnexTask, status: &Status, placed: bool, decided: &Decided) -> Sign {
    let here = (task.sheet.clone(), task.row);
    if decided.import.not_taken.contains(&here) {
        return Sign::LeftOut;
    }
    let doubt = doubt(task, placed || *status != Status::New);
    let settled = decided.kept.contains(&here) && doubt != Some(Doubt::Place);
    match status {
        Status::Same { .. } => Sign::Same,
        _ if doubt.is_some() && !settled => Sign::Unclear,
        Status::New => Sign::New,
        Status::Changed { .. } => Sign::Changed,
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
    /// No day and no rhythm follows from the deadline.
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
    unclear.then_some(Doubt::Deadline)
}

/// The name that stands where the lead should, and is no unit's.
fn unknown_lead(task: &AnnexTask) -> Option<&str> {
    let text = fold(task.lead_text.as_deref().filter(|_| task.lead.is_none())?);
    task.warnings.iter().find_map(|warning| match warning {
        Warning::UnknownUnit(name) if text.contains(&fold(name)) => Some(name.as_str()),
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

/// The part that says most of what has changed: the deadline, then the lead.
pub(super) fn telling(parts: &[Difference]) -> Option<&Difference> {
    const ORDER: [Part; 5] = [
        Part::Deadline,
        Part::Lead,
        Part::Coordinating,
        Part::Product,
        Part::Text,
    ];
    let mut order = ORDER.iter();
    order.find_map(|part| parts.iter().find(|one| one.part == *part))
}
