//! What a check can find.

use crate::domain::day::Day;
use crate::domain::invariants::{ReviewViolation, Violation};
use crate::domain::journal::StoredValue;

/// What a check found wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// SQLite's integrity check says this.
    Structure(String),
    /// A row points to nothing.
    Reference {
        /// The table that holds the row.
        table: String,
    },
    /// A count kept in the tallies is not what the tasks say.
    Tally {
        /// Recounted.
        counted: i64,
        kept: i64,
    },
    /// A derived column is not what follows from the facts.
    Derived {
        /// The task's code, or the unit's abbreviation.
        name: String,
        column: String,
        /// What follows from the facts.
        derived: StoredValue,
        /// What the file keeps.
        kept: StoredValue,
    },
    /// The full-text index does not hold exactly the words of a task.
    Index {
        /// The task's code; empty where the index holds words of no task that is there.
        code: String,
    },
    /// A task is what the rules forbid.
    Rule {
        code: String,
        /// What is wrong.
        violation: Violation,
    },
    /// Two units have this name.
    Name(String),
    /// A review is what the rules forbid.
    Review {
        /// The first day of its week.
        monday: Day,
        /// What is wrong.
        violation: ReviewViolation,
    },
    /// A row of the journal does not follow from the one before.
    Journal {
        /// Its number.
        row: i64,
    },
    /// The journal is empty, or its first row does not make a plan.
    Beginning,
    /// A row of the journal follows, but the values that it replaces are not those that the rows
    /// before it have written.
    Misfit {
        /// Its number.
        row: i64,
    },
    /// SQLite's counter of a table's row numbers is not at the last number of the journal.
    Counter {
        /// The table; "change" is the journal itself.
        table: String,
        /// The last number that the journal knows.
        journal: i64,
        /// The last number by the counter.
        file: i64,
    },
    /// A review was finished by another hash than the journal had then.
    Head {
        /// The first day of its week.
        monday: Day,
    },
    /// The file differs from the journal.
    Fact(Box<JournalDifference>),
    /// The number of further differences.
    More(usize),
    /// What a finished review has frozen is gone, or is not what was frozen.
    Frozen { key: String },
}

/// A row, or a value in it, that differs between journal and file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalDifference {
    /// The code of the task that it belongs to.
    pub task: Option<String>,
    pub table: String,
    /// What the row is known by: a note's text, a document's number, a unit's abbreviation.
    pub name: String,
    /// The column; none where the row as a whole is on one side only.
    pub column: Option<String>,
    /// By the journal; none where it knows no such row.
    pub journal: Option<StoredValue>,
    /// In the file; none where it holds no such row.
    pub file: Option<StoredValue>,
}
