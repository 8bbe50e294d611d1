//! What an annex is understood as, before anything of it is written.

use super::meaning::Meaning;
use super::units::LeftOut;
use crate::domain::day::Day;
use crate::domain::deadline::Deadline;
use crate::domain::text::fold;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// A row of a sheet: the sheet's name and its number, from 1.
pub type Place = (String, u32);

/// All of it. Each row that holds something is in exactly one place: a task, a heading, a problem, a
/// row that goes on with a task, a row left out, or, in its sheet, a title, a head or unread.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Understood {
    pub sheets: Vec<SheetRead>,
    pub tasks: Vec<AnnexTask>,
    pub headings: Vec<Heading>,
    pub questions: Vec<Question>,
    pub problems: Vec<Problem>,
    /// Rows that only go on with the task above them.
    pub continued: Vec<Continued>,
    /// Rows that the person leaves out.
    pub left_out: Vec<Place>,
    pub unknown_units: Vec<UnknownUnit>,
    pub generic_leads: Vec<GenericLead>,
    /// The places of tasks whose text another one has too.
    pub(super) twins: HashSet<usize>,
}

impl Understood {
    /// How the sheet of that name was taken.
    pub fn sheet(&self, name: &str) -> Option<&SheetRead> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }
}

/// How a sheet was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRead {
    pub name: String,
    pub outcome: Outcome,
    /// How many tables it has.
    pub tables: usize,
    /// The columns of its table; of several, those of the last.
    pub columns: Vec<Column>,
    /// The columns, from 0, that hold something of which nothing goes into the plan.
    pub not_taken: Vec<u32>,
    /// The columns, from 0, without a meaning of their own that go to the task's note.
    pub to_note: Vec<u32>,
    /// Rows above the head.
    pub titles: Vec<u32>,
    /// The rows of the head, wherever it is repeated, and rows that count the columns.
    pub heads: Vec<u32>,
    /// Rows of which nothing was taken.
    pub unread: Vec<u32>,
}

impl SheetRead {
    /// A sheet of which nothing is read yet.
    pub(super) fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            outcome: Outcome::Tasks,
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

    /// The head as one text, the same for every file with that head: what a choice of columns is
    /// remembered by.
    pub fn signature(&self) -> String {
        let heads = self.columns.iter().map(|column| fold(&column.head));
        heads.collect::<Vec<_>>().join("\t")
    }
}

/// What became of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Tasks,
    /// A table of targets, which are no tasks.
    Indicators,
    /// Sums over tasks that stand elsewhere.
    Sums,
    NoHead,
    /// The file hides it, and nobody has asked for it.
    Hidden,
    /// Others were asked for.
    NotAsked,
    Empty,
}

/// A column and what it is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// From 0.
    pub column: u32,
    /// The head's words; of a head over two rows both, with a bar between.
    pub head: String,
    pub meaning: Option<Meaning>,
}

/// A task as the annex gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct AnnexTask {
    pub sheet: String,
    pub row: u32,
    pub code: Option<String>,
    pub number: Option<String>,
    /// The key of the plan's area, and the number of its section.
    pub area: Option<String>,
    pub section: Option<String>,
    /// The heading right above it that is no area's.
    pub group: Option<String>,
    pub title: String,
    pub text: String,
    /// The abbreviation of the unit that leads.
    pub lead: Option<String>,
    pub coordinating: Vec<String>,
    /// What the cells of units say.
    pub lead_text: Option<String>,
    pub coordinating_text: Option<String>,
    /// What the cell of the deadline shows.
    pub deadline: Option<String>,
    /// What follows from it; its wording is what goes into the plan.
    pub due: Deadline,
    pub product: Option<String>,
    pub note: Option<String>,
    pub warnings: Vec<Warning>,
}

impl AnnexTask {
    /// A task of which nothing else is known.
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

    /// The warning that its deadline is not clear and the plan's stays.
    pub fn kept_deadline(&self) -> Option<&Warning> {
        let mut warnings = self.warnings.iter();
        warnings.find(|warning| matches!(warning, Warning::DeadlineKept { .. }))
    }
}

/// What a person should look at in a task that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    NoNumber,
    NoLead,
    /// The number stands at another row too.
    DuplicateNumber(u32),
    /// The code, or the whole text, stands at another row too.
    DuplicateCode(u32),
    DuplicateText(u32),
    /// The text was cut by whatever wrote the file.
    CutText,
    /// The title is a part of the text.
    LongText,
    UnknownUnit(String),
    /// The name of a unit that is not there in the plan's year.
    RetiredUnit(String),
    GenericLead(String),
    /// Other units of the same cell, which join in.
    SeveralLeads(Vec<String>),
    LeftOut(LeftOut),
    UnknownArea(String),
    /// Taken from the group's first row.
    Inherited(Meaning),
    /// "như trên".
    Ditto(Meaning),
    /// The day may have month and day swapped; a question asks.
    MaybeSwapped,
    /// The day may stand for its month; a question asks.
    MaybeMonth,
    /// The date stands for none.
    EmptyDate,
    /// Outside the plan's year and those next to it.
    FarDay(Day),
    /// Before the day on which the plan was issued.
    BeforePlan(Day),
    /// The cell is not clear, and the plan's deadline is.
    DeadlineKept {
        cell: String,
        /// The plan's wording.
        kept: String,
    },
    /// A formula that no program has computed.
    Formula,
    /// It goes on in that row.
    GoesOn(u32),
    /// Characters that may stand in no text were dropped.
    Dropped(usize),
}

impl Warning {
    /// Whether it is about the units of a task.
    pub(super) fn is_of_units(&self) -> bool {
        matches!(
            self,
            Self::NoLead
                | Self::UnknownUnit(_)
                | Self::RetiredUnit(_)
                | Self::GenericLead(_)
                | Self::SeveralLeads(_)
                | Self::LeftOut(_)
        )
    }

    /// Whether it is about the days of a task.
    pub(super) fn is_of_deadline(&self) -> bool {
        matches!(
            self,
            Self::MaybeSwapped
                | Self::MaybeMonth
                | Self::EmptyDate
                | Self::FarDay(_)
                | Self::BeforePlan(_)
                | Self::DeadlineKept { .. }
        )
    }
}

/// A row that names what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub sheet: String,
    pub row: u32,
    pub text: String,
    /// The key of the plan's area that it names.
    pub area: Option<String>,
}

/// A row that goes on with a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Continued {
    pub sheet: String,
    pub row: u32,
    /// The row of that task.
    pub of: u32,
}

/// What is not understood, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub sheet: String,
    pub row: u32,
    /// From 0; `None` where it is the row as a whole.
    pub column: Option<u32>,
    pub text: String,
    pub reason: Trouble,
}

/// Why something is not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The sheet has no head with a task and who does it or until when.
    NoHead,
    /// A table of targets.
    Indicators,
    /// A sentence below the table.
    Prose,
    /// No text of a task.
    NoText,
    /// A heading or a task: it is not clear which.
    TaskOrHeading,
    /// An older entry of a task that stands there again.
    Superseded(u32),
    /// A formula that no program has computed.
    Formula,
    /// A text longer than a task's may be.
    TooLong,
}

/// What a person is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub sheet: String,
    /// From 0.
    pub column: u32,
    pub head: String,
    pub ask: Ask,
    pub choices: Vec<Choice>,
}

/// About what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Several columns may have this meaning.
    Which(Meaning),
    /// The head does not say this meaning, the content does.
    Is(Meaning),
    /// So many dates may have day and month swapped, for example this one.
    Swapped { dates: usize, example: Option<Day> },
    /// So many dates are written month first.
    MonthFirst { dates: usize },
    /// So many first days of months may stand for the month.
    FirstDays { dates: usize },
    /// The column has numbers of days.
    Days,
}

/// An answer that may be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    Column(u32),
    Yes,
    No,
    Order(DayOrder),
    First(FirstDay),
}

/// Which number of a date is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayOrder {
    DayFirst,
    MonthFirst,
}

/// What the first day of a month stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FirstDay {
    Month,
    Day,
}

impl Choice {
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
    pub rows: Vec<Place>,
    /// The abbreviation of the unit that it may mean: of one that is gone the one it has become a part of,
    /// else the one whose name is most like it.
    pub nearest: Option<String>,
}

/// A lead that means many units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GenericLead {
    pub text: String,
    pub rows: Vec<Place>,
}

/// What a person has corrected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// Only these sheets; where there are none, all that are not hidden.
    pub sheets: Vec<String>,
    /// The area of tasks whose heading names none.
    pub area: Option<String>,
    /// Which column means what. A column that is named twice has the last meaning.
    pub columns: Vec<ColumnChoice>,
    /// Answers by sheet and column.
    pub answers: BTreeMap<(String, u32), BTreeSet<Choice>>,
    /// Rows that are not to be taken.
    pub left_out: BTreeSet<Place>,
    /// What cells should say instead, by sheet, row (from 1) and column (from 0).
    pub cells: BTreeMap<(String, u32, u32), String>,
}

impl Corrections {
    /// What is said of the columns of a sheet.
    pub(super) fn columns_of(&self, sheet: &str) -> impl Iterator<Item = &ColumnChoice> {
        let here = move |choice: &&ColumnChoice| {
            let of = choice.sheet.as_ref();
            of.is_none_or(|name| fold(name) == fold(sheet))
        };
        self.columns.iter().filter(here)
    }

    /// What is answered to the questions about a column.
    pub(super) fn answers_to(&self, sheet: &str, column: u32) -> impl Iterator<Item = Choice> {
        let answers = self.answers.get(&(sheet.to_owned(), column));
        answers.into_iter().flatten().copied()
    }

    /// The rows whose cell in that column should say something else.
    pub(super) fn rows_written(&self, sheet: &str, column: u32) -> HashSet<u32> {
        let cells = self.cells.keys();
        let here = cells.filter(|(name, _, at)| *at == column && name == sheet);
        here.map(|(_, row, _)| *row).collect()
    }

    /// What a cell should say instead.
    pub(super) fn written(&self, sheet: &str, row: u32, column: u32) -> Option<&str> {
        if self.cells.is_empty() {
            return None;
        }
        let text = self.cells.get(&(sheet.to_owned(), row, column))?;
        Some(text)
    }
}

/// That a column has a meaning, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnChoice {
    /// Only in that sheet.
    pub sheet: Option<String>,
    pub column: ColumnName,
    pub meaning: Option<Meaning>,
}

/// A column by its place or by its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnName {
    /// From 0.
    At(u32),
    Head(String),
}
