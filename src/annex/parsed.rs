//! A parsed annex, the questions that it leaves, and a person's corrections.

use super::meaning::Meaning;
use super::units::Ignored;
use crate::domain::day::Day;
use crate::domain::deadline::Deadline;
use crate::domain::text::fold;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// A row: the name of its sheet and its number, from 1.
pub(crate) type RowId = (String, u32);

/// Each row that is not empty is in exactly one list: `tasks`, `headings`, `problems`, `continued` or
/// `left_out`, or in `titles`, `heads` or `unread` of its sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParsedAnnex {
    pub sheets: Vec<ParsedSheet>,
    pub tasks: Vec<AnnexTask>,
    pub headings: Vec<Heading>,
    pub questions: Vec<AnnexQuestion>,
    pub problems: Vec<AnnexProblem>,
    /// Rows that only continue the task above them.
    pub continued: Vec<ContinuationRow>,
    /// Rows that the person excludes.
    pub left_out: Vec<RowId>,
    pub unknown_units: Vec<UnknownUnit>,
    pub generic_leads: Vec<GenericLead>,
    /// The indices of tasks whose text another one has too.
    pub(super) same_text: HashSet<usize>,
}

impl ParsedAnnex {
    pub(crate) fn sheet(&self, name: &str) -> Option<&ParsedSheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedSheet {
    pub name: String,
    pub outcome: SheetOutcome,
    /// How many tables it has.
    pub tables: usize,
    /// The columns of its last table.
    pub columns: Vec<AnnexColumn>,
    /// The columns, from 0, that are not empty and not imported.
    pub not_taken: Vec<u32>,
    /// The columns, from 0, without a meaning, which go into the task's note.
    pub to_note: Vec<u32>,
    /// Rows above the head.
    pub titles: Vec<u32>,
    /// The rows of the head, its repetitions, and rows that number the columns.
    pub heads: Vec<u32>,
    /// Rows of which nothing was imported.
    pub unread: Vec<u32>,
}

impl ParsedSheet {
    /// An empty one.
    pub(super) fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            outcome: SheetOutcome::Tasks,
            tables: 0,
            columns: Vec::new(),
            not_taken: Vec::new(),
            to_note: Vec::new(),
            titles: Vec::new(),
            heads: Vec::new(),
            unread: Vec::new(),
        }
    }

    /// Whether a column has that meaning.
    pub(super) fn has(&self, meaning: Meaning) -> bool {
        let mut columns = self.columns.iter();
        columns.any(|column| column.meaning == Some(meaning))
    }

    /// The head as one text, the key under which a choice of columns is remembered.
    pub fn signature(&self) -> String {
        let heads = self.columns.iter().map(|column| fold(&column.head));
        heads.collect::<Vec<_>>().join("\t")
    }
}

/// The result of parsing a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetOutcome {
    Tasks,
    /// A table of targets, not of tasks.
    Indicators,
    /// A summary of tasks that are listed elsewhere.
    Sums,
    NoHead,
    /// The file hides it, and it was not asked for by name.
    Hidden,
    /// Other sheets were asked for.
    NotAsked,
    Empty,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnexColumn {
    /// From 0.
    pub column: u32,
    /// The head's text; of a head of two rows both, separated by a bar.
    pub head: String,
    pub meaning: Option<Meaning>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AnnexTask {
    pub sheet: String,
    pub row: u32,
    pub code: Option<String>,
    pub number: Option<String>,
    /// The key of the plan's area, and the number of its section.
    pub area: Option<String>,
    pub section: Option<String>,
    /// The heading right above it, if that names no area.
    pub group: Option<String>,
    pub title: String,
    pub text: String,
    /// The abbreviation of the unit that leads.
    pub lead: Option<String>,
    pub coordinating: Vec<String>,
    /// The text of the cells of units.
    pub lead_text: Option<String>,
    pub coordinating_text: Option<String>,
    /// The text of the cell of the deadline.
    pub deadline: Option<String>,
    /// The deadline read from it; its wording is imported.
    pub due: Deadline,
    pub product: Option<String>,
    pub note: Option<String>,
    pub warnings: Vec<Warning>,
}

impl AnnexTask {
    pub(super) fn of(sheet: &str, row: u32, title: String, text: String) -> Self {
        Self {
            sheet: sheet.to_owned(),
            row,
            code: None,
            number: None,
            area: None,
            section: None,
            group: None,
            title,
            text,
            lead: None,
            coordinating: Vec::new(),
            lead_text: None,
            coordinating_text: None,
            deadline: None,
            due: Deadline::none(),
            product: None,
            note: None,
            warnings: Vec::new(),
        }
    }

    /// The warning [`Warning::DeadlineKept`], if there is one.
    pub(crate) fn kept_deadline(&self) -> Option<&Warning> {
        let mut warnings = self.warnings.iter();
        warnings.find(|warning| matches!(warning, Warning::DeadlineKept { .. }))
    }
}

/// What a person should check in a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    NoNumber,
    NoLead,
    /// Another row, this one, has the same number.
    DuplicateNumber(u32),
    /// Another row has the same code.
    DuplicateCode(u32),
    /// Another row has the same text.
    DuplicateText(u32),
    /// The text was truncated by the program that wrote the file.
    CutText,
    /// The title is only a part of the text.
    LongText,
    UnknownUnit(String),
    /// The name of a unit that does not exist in the plan's year.
    RetiredUnit(String),
    GenericLead(String),
    /// Other units of the same cell, which are taken as coordinating.
    SeveralLeads(Vec<String>),
    Ignored(Ignored),
    UnknownArea(String),
    /// The value of the group.
    Inherited(Meaning),
    /// The value of a row above ("như trên").
    Ditto(Meaning),
    /// Day and month may be swapped; there is a question about it.
    MaybeSwapped,
    /// The day may stand for its month; there is a question about it.
    MaybeMonth,
    /// A date that programs write for an empty one.
    EmptyDate,
    /// Not in the plan's year or the years before and after it.
    DayOutOfRange(Day),
    /// Before the day on which the plan was issued.
    BeforePlan(Day),
    /// The cell is unclear, so the plan's clear deadline is kept.
    DeadlineKept {
        cell: String,
        /// The plan's wording.
        kept: String,
    },
    /// A formula without a stored value.
    Formula,
    /// The task is continued in that row.
    ContinuedIn(u32),
    /// So many characters were dropped that no text may contain.
    DroppedCharacters(usize),
}

impl Warning {
    /// Whether it is about the units of a task.
    pub(super) fn is_about_units(&self) -> bool {
        matches!(
            self,
            Self::NoLead
                | Self::UnknownUnit(_)
                | Self::RetiredUnit(_)
                | Self::GenericLead(_)
                | Self::SeveralLeads(_)
                | Self::Ignored(_)
        )
    }

    /// Whether it is about the days of a task.
    pub(super) fn is_about_deadline(&self) -> bool {
        matches!(
            self,
            Self::MaybeSwapped
                | Self::MaybeMonth
                | Self::EmptyDate
                | Self::DayOutOfRange(_)
                | Self::BeforePlan(_)
                | Self::DeadlineKept { .. }
        )
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub sheet: String,
    pub row: u32,
    pub text: String,
    /// The key of the plan's area, if it names one.
    pub area: Option<String>,
}

/// A row that continues a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContinuationRow {
    pub sheet: String,
    pub row: u32,
    /// The first row of the task.
    pub of: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnexProblem {
    pub sheet: String,
    pub row: u32,
    /// From 0; `None` for the row as a whole.
    pub column: Option<u32>,
    pub text: String,
    pub reason: ProblemReason,
}

/// Why something is not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemReason {
    /// The sheet has no head with a task and its lead or deadline.
    NoHead,
    /// A table of targets.
    Indicators,
    /// A sentence below the table.
    Prose,
    /// No text of a task.
    NoText,
    TaskOrHeading,
    /// An older entry of the task of that row.
    Superseded(u32),
    /// A formula without a stored value.
    Formula,
    /// The text is longer than a note may be.
    TooLong,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnexQuestion {
    pub sheet: String,
    /// From 0.
    pub column: u32,
    pub head: String,
    pub ask: QuestionKind,
    pub choices: Vec<AnnexAnswer>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// Several columns may have this meaning.
    Which(Meaning),
    /// The content, but not the head, says that the column has this meaning.
    Confirm(Meaning),
    /// In so many dates day and month may be swapped, for example in this one.
    Swapped { dates: usize, example: Option<Day> },
    /// So many dates are written month first.
    MonthFirst { dates: usize },
    /// So many dates are first days of months and may stand for the month.
    FirstDays { dates: usize },
    /// The column may hold numbers of days.
    Days,
}

/// An answer to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnnexAnswer {
    Column(u32),
    Yes,
    No,
    Order(DayOrder),
    First(FirstDay),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayOrder {
    DayFirst,
    MonthFirst,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FirstDay {
    Month,
    Day,
}

impl AnnexAnswer {
    /// Its name in JSON and on the command line; a column's is its number, from 0.
    pub fn name(self) -> String {
        match self {
            Self::Column(column) => crate::sheets::workbook::column_letters(column),
            Self::Yes => "yes".to_owned(),
            Self::No => "no".to_owned(),
            Self::Order(DayOrder::DayFirst) => "day_first".to_owned(),
            Self::Order(DayOrder::MonthFirst) => "month_first".to_owned(),
            Self::First(FirstDay::Month) => "month".to_owned(),
            Self::First(FirstDay::Day) => "day".to_owned(),
        }
    }
}

/// A name that no unit of the plan's year has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownUnit {
    pub text: String,
    pub rows: Vec<RowId>,
    /// The abbreviation of the unit that it may mean: of a merged unit its successor, else the unit with the
    /// most similar name.
    pub nearest: Option<String>,
}

/// A lead that means many units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GenericLead {
    pub text: String,
    pub rows: Vec<RowId>,
}

/// What a person has corrected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// Only these sheets; empty for all that are not hidden.
    pub sheets: Vec<String>,
    /// The area of tasks whose heading names none.
    pub area: Option<String>,
    /// The meanings of columns; the last one wins.
    pub columns: Vec<ColumnChoice>,
    /// Answers by sheet and column.
    pub answers: BTreeMap<(String, u32), BTreeSet<AnnexAnswer>>,
    /// Rows to be excluded.
    pub left_out: BTreeSet<RowId>,
    /// Edited cells, by sheet, row (from 1) and column (from 0).
    pub cells: BTreeMap<(String, u32, u32), String>,
}

impl Corrections {
    pub(super) fn columns_of(&self, sheet: &str) -> impl Iterator<Item = &ColumnChoice> {
        let here = move |choice: &&ColumnChoice| {
            let of = choice.sheet.as_ref();
            of.is_none_or(|name| fold(name) == fold(sheet))
        };
        self.columns.iter().filter(here)
    }

    pub(super) fn answers_to(&self, sheet: &str, column: u32) -> impl Iterator<Item = AnnexAnswer> {
        let answers = self.answers.get(&(sheet.to_owned(), column));
        answers.into_iter().flatten().copied()
    }

    /// The rows whose cell in that column was edited.
    pub(super) fn edited_rows(&self, sheet: &str, column: u32) -> HashSet<u32> {
        let cells = self.cells.keys();
        let here = cells.filter(|(name, _, at)| *at == column && name == sheet);
        here.map(|(_, row, _)| *row).collect()
    }

    /// The new text of an edited cell.
    pub(super) fn edited_text(&self, sheet: &str, row: u32, column: u32) -> Option<&str> {
        if self.cells.is_empty() {
            return None;
        }
        let text = self.cells.get(&(sheet.to_owned(), row, column))?;
        Some(text)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnChoice {
    /// `None` for every sheet.
    pub sheet: Option<String>,
    pub column: ColumnName,
    pub meaning: Option<Meaning>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnName {
    /// From 0.
    At(u32),
    Head(String),
}
