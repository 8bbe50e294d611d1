//! Reviews (*giao ban tuần*): one week's guided walk over the tasks that a meeting must speak of.
//!
//! The walk is laid out once, when the review begins: "12/48" stays what it is, and whoever takes
//! the review up goes on at the same place. What is said of a task is an [`Answer`], a row of its
//! own beside the change that it stands for; looking at a task is no change of the task.
//!
//! | file | what |
//! |---|---|
//! | `group` | the groups of the walk in their order, and which tasks each asks for |
//! | `agenda` | the agenda as it is laid out: each task once, key tasks first |
//! | `answer` | what can be said of a task |
//! | `assignment` | what a conclusion says of the task that it becomes |
//! | `progress` | where one stands, and what comes next |
//! | `change` | what a review writes, and what hinders it |

mod agenda;
mod answer;
mod assignment;
mod change;
mod group;
mod progress;

pub use agenda::{AGENDA_MAX, Agenda};
pub use answer::{Answer, AnswerKind};
pub use assignment::{Assignment, read as read_assignment};
pub use change::{PreparedAgenda, ReviewChange, ReviewRefusal};
pub use group::Group;
pub use progress::{AgendaPart, Progress};

use super::day::{Day, Week};
use super::ids::{AreaId, ConclusionId, ReviewId, TaskId, UnitId};
use super::plan::Plan;
use super::query::{Filter, Query};
use super::task::TaskRow;
use super::unit::UnitScope;
use chrono::{Datelike, Weekday};

/// Which tasks a review is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The whole plan.
    Plan,
    /// One area.
    Area(AreaId),
    /// What this unit leads.
    Led(UnitId),
    /// What this unit leads or joins ("mine").
    Mine(UnitId),
}

impl Scope {
    /// The list of its tasks, judged by a day.
    pub fn query(self, plan: &Plan, today: Day) -> Query {
        let mut query = Query::all(plan.id, today, &plan.settings);
        match self {
            Self::Plan => {}
            Self::Area(area) => query.area = Some(area),
            Self::Led(unit) => query.unit = UnitScope::Led(unit),
            Self::Mine(unit) => query.filters.push(Filter::Mine(unit)),
        }
        query
    }
}

/// The week that a review begun on this day is about. On a Monday the office looks back at the week
/// that has just ended; on any other day at the one that it is in.
pub fn week_of(day: Day) -> Week {
    let week = Week::of(day);
    if day.weekday() == Weekday::Mon {
        week.previous()
    } else {
        week
    }
}

/// A review as a list names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewSummary {
    /// Its row.
    pub id: ReviewId,
    /// The week that it is about.
    pub week: Week,
    /// Its scope.
    pub scope: Scope,
    /// When it was begun.
    pub began_on: Day,
    /// Who began it, as "Lan (vanphong)".
    pub began_by: String,
    /// How many tasks were answered, and how many there are.
    pub share: Progress,
    /// How it ended; `None` while it is open.
    pub finished: Option<Finished>,
}

/// How a review ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    /// By which day.
    pub on: Day,
    /// Who ended it, as "Lan (vanphong)".
    pub by: String,
    /// The journal's newest hash then, in hexadecimal digits.
    pub head: String,
    /// The keys of what was frozen: Vietnamese, English.
    pub frozen: [String; 2],
}

/// A review whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// What a list says of it.
    pub summary: ReviewSummary,
    /// The journal's newest row at the review before: what is newer has come since.
    pub since: i64,
    /// Whether no review came before: what the last seven days brought counts as new then.
    pub first: bool,
    /// The tasks of the walk, in its order.
    pub items: Vec<AgendaItem>,
    /// The conclusions, oldest first.
    pub conclusions: Vec<Conclusion>,
}

/// One task of a walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaItem {
    /// The task.
    pub task: TaskId,
    /// Why it stands in the walk.
    pub group: Group,
    /// Its code; empty where the task is gone, its adding having been undone.
    pub code: String,
    /// Short title.
    pub title: String,
    /// Who leads it now.
    pub lead: Option<UnitId>,
    /// What was said of it.
    pub answer: Option<Answer>,
}

impl AgendaItem {
    /// Whether there is no such task any more.
    pub fn is_gone(&self) -> bool {
        self.code.is_empty()
    }

    /// Whether nothing is left to be asked.
    pub fn is_settled(&self) -> bool {
        self.answer.is_some() || self.is_gone()
    }
}

/// What the meeting decided (*kết luận*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conclusion {
    /// Its row.
    pub id: ConclusionId,
    /// Its text, of one or several lines.
    pub body: String,
    /// What became of it, oldest first.
    pub outcomes: Vec<Outcome>,
}

/// What became of a conclusion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Which of the two.
    pub kind: OutcomeKind,
    /// The task as it is now.
    pub row: TaskRow,
}

/// The two things that a conclusion can become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OutcomeKind {
    /// A task of its own.
    Task,
    /// A note of the kind "instruction" on a task.
    Note,
}

impl OutcomeKind {
    /// The stored word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Task => "task",
            Self::Note => "note",
        }
    }

    /// Reads the stored word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Task, Self::Note]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::day::from_iso;

    #[test]
    fn on_a_monday_the_office_looks_back_and_else_at_its_own_week() {
        for (day, monday) in [
            ("2021-06-14", "2021-06-07"),
            ("2021-06-15", "2021-06-14"),
            ("2021-06-11", "2021-06-07"),
            ("2021-06-13", "2021-06-07"),
        ] {
            let week = week_of(from_iso(day).unwrap());
            assert_eq!(week.monday, from_iso(monday).unwrap(), "{day}");
        }
    }
}
