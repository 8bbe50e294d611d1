//! What a person saw before a change, held against what the file holds now: nobody replaces a value
//! that they have not seen.
//!
//! A change names the values that it replaces as the person saw them. Where somebody else has
//! replaced one of them meanwhile, it is a [`Clash`]: both values are shown, and the person decides.
//! Where both want the same there is none.

use super::change::{Field, UnitText, pick};
use super::day::Day;
use super::ids::{OccurrenceId, StepId, UnitId};
use super::note::Evidence;
use super::occurrence::Occurrence;
use super::task::{Hold, Task, TaskText};
use super::unit::{Unit, UnitKind};

/// Pause or drop, and why; neither where the work goes its way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Paused or dropped.
    pub hold: Option<Hold>,
    /// Why.
    pub reason: Option<String>,
}

/// How an occurrence was completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The occurrence.
    pub occurrence: OccurrenceId,
    /// When.
    pub done_on: Option<Day>,
    /// What came of it.
    pub result: Option<String>,
}

/// The day on which an occurrence is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The occurrence.
    pub occurrence: OccurrenceId,
    /// The day in force.
    pub due_on: Option<Day>,
}

/// A whole deadline: its wording, what it counts from, and the days that are in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The office's wording.
    pub wording: String,
    /// The day from which a relative one counts.
    pub base_on: Option<Day>,
    /// The days in force, extensions among them.
    pub days: Vec<Option<Day>>,
}

/// A value as it can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nothing.
    Nothing,
    /// A text.
    Text(String),
    /// A day.
    Day(Day),
    /// Paused or dropped.
    Hold(Hold),
    /// Units; whoever shows them names them.
    Units(Vec<UnitId>),
    /// What sort of unit.
    UnitKind(UnitKind),
}

/// Who wrote a value, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// As "Lan (vanphong)".
    pub who: String,
    /// The day by which it was written.
    pub day: Day,
}

/// A value that somebody else has replaced since the person saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// What.
    pub field: Field,
    /// The row that holds it, where it is not the task's or unit's own.
    pub row: Option<i64>,
    /// What the person wants.
    pub mine: Said,
    /// What the file holds.
    pub theirs: Said,
    /// Whose that is; nobody knows of what another tool wrote.
    pub by: Option<By>,
}

/// All clashes of one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The task as the file holds it: from now on the person has seen this.
    pub task: Option<Box<Task>>,
    /// The values, at least one.
    pub clashes: Vec<Clash>,
}

impl From<Option<String>> for Said {
    fn from(text: Option<String>) -> Self {
        text.filter(|text| !text.is_empty())
            .map_or(Self::Nothing, Self::Text)
    }
}

impl From<Option<Day>> for Said {
    fn from(day: Option<Day>) -> Self {
        day.map_or(Self::Nothing, Self::Day)
    }
}

impl Clash {
    /// A clash whose writer is not looked up yet.
    pub fn new(field: Field, mine: impl Into<Said>, theirs: impl Into<Said>) -> Self {
        Self {
            field,
            row: None,
            mine: mine.into(),
            theirs: theirs.into(),
            by: None,
        }
    }

    /// The same, of a row of its own.
    pub fn of_row(self, row: i64) -> Self {
        Self {
            row: Some(row),
            ..self
        }
    }
}

impl Occurrence {
    /// How it was completed, as a person sees it now.
    pub fn completion(&self) -> Completion {
        Completion {
            occurrence: self.id,
            done_on: self.done_on,
            result: self.result.clone(),
        }
    }

    /// When it is due, as a person sees it now.
    pub fn due(&self) -> Due {
        Due {
            occurrence: self.id,
            due_on: self.due_on,
        }
    }
}

impl Completion {
    /// What the completion shall be: the parts in which this differs from what was seen, and the
    /// others as they are now.
    pub fn merged(&self, seen: &Self, now: Self) -> Self {
        Self {
            occurrence: self.occurrence,
            done_on: pick(&self.done_on, &seen.done_on, now.done_on),
            result: pick(&self.result, &seen.result, now.result),
        }
    }
}

impl TaskText {
    /// What the task shall hold: the parts in which this differs from what was seen, and the others
    /// as they are now, also where a colleague has altered them since.
    pub fn merged(&self, seen: &Self, now: Self) -> Self {
        Self {
            title: pick(&self.title, &seen.title, now.title),
            text: pick(&self.text, &seen.text, now.text),
            product: pick(&self.product, &seen.product, now.product),
            key_task: pick(&self.key_task, &seen.key_task, now.key_task),
            lead: pick(&self.lead, &seen.lead, now.lead),
            coordinating: pick(&self.coordinating, &seen.coordinating, now.coordinating),
            coordinating_text: pick(
                &self.coordinating_text,
                &seen.coordinating_text,
                now.coordinating_text,
            ),
        }
    }
}

impl Task {
    /// Pause, drop or neither, as a person sees it now.
    pub fn held(&self) -> Held {
        Held {
            hold: self.hold,
            reason: self.hold_reason.clone(),
        }
    }

    /// The deadline as a person sees it now.
    pub fn term(&self) -> Term {
        Term {
            wording: self.row.deadline.clone(),
            base_on: self.base_on,
            days: self.occurrences.iter().map(|o| o.due_on).collect(),
        }
    }

    /// The occurrence that an extension would move, as a person sees it now.
    pub fn due(&self) -> Option<Due> {
        self.current().map(Occurrence::due)
    }

    /// The step's tick as a person sees it now.
    pub fn ticked(&self, step: StepId) -> Option<Day> {
        self.steps.iter().find(|s| s.id == step)?.done_on
    }

    /// One of its documents.
    pub fn document(&self, row: i64) -> Option<&Evidence> {
        self.evidence.iter().find(|document| document.id == row)
    }

    /// One of its occurrences.
    pub fn occurrence(&self, id: OccurrenceId) -> Option<&Occurrence> {
        self.occurrences.iter().find(|o| o.id == id)
    }
}

impl Unit {
    /// What the form of a unit shows.
    pub fn text(&self) -> UnitText {
        UnitText {
            abbreviation: self.abbreviation.clone(),
            name: self.name.clone(),
            kind: self.kind,
            aliases: self.aliases.clone(),
        }
    }
}
