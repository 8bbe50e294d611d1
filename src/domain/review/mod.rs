//! Reviews (*giao ban tuần*): one week's agenda of the tasks that a meeting must speak of.
//!
//! The agenda is prepared once, when the review begins: "12/48" stays what it is, and whoever takes
//! the review up goes on at the same place. What a meeting answers about a task is an [`Answer`], a row of its
//! own beside the change that it stands for; looking at a task is no change of the task.
//!
//! | file | what |
//! |---|---|
//! | `agenda` | the groups in their order, and each task once, key tasks first |
//! | `assignment` | what a conclusion says of the task that it becomes |

use super::day::{Day, Week};
use super::ids::{AreaId, ConclusionId, PlanId, ReviewId, TaskId, UnitId};
use super::plan::Plan;
use super::query::{Filter, Query};
use super::task::{NewTask, TaskRow};
use super::unit::UnitScope;
use chrono::{Datelike, Weekday};

mod agenda;
mod assignment;

pub use agenda::{AGENDA_MAX, Agenda, AgendaGroup};
pub(crate) use assignment::read as read_assignment;

/// Which tasks a review is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReviewScope {
    /// The whole plan.
    Plan,
    Area(AreaId),
    /// What this unit leads.
    Led(UnitId),
    /// What this unit leads or joins ("mine").
    Mine(UnitId),
}

impl ReviewScope {
    /// The list of its tasks as of a day.
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
    pub id: ReviewId,
    /// The week that it is about.
    pub week: Week,
    pub scope: ReviewScope,
    /// When it was begun.
    pub began_on: Day,
    /// Who began it, as "Lan (vanphong)".
    pub began_by: String,
    /// How many tasks were answered, and how many there are.
    pub share: ProgressCount,
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

/// A complete review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// What a list says of it.
    pub summary: ReviewSummary,
    /// The journal's newest row at the review before: what is newer has come since.
    pub since: i64,
    /// Whether no review came before: what the last seven days brought counts as new then.
    pub first: bool,
    /// The tasks of the agenda, in its order.
    pub items: Vec<AgendaItem>,
    /// The conclusions, oldest first.
    pub conclusions: Vec<Conclusion>,
}

/// One task of an agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaItem {
    pub task: TaskId,
    /// Why it stands in the agenda.
    pub group: AgendaGroup,
    /// Its code; empty where the task is gone, its adding having been undone.
    pub code: String,
    /// Short title.
    pub title: String,
    /// Who leads it now.
    pub lead: Option<UnitId>,
    /// What the meeting answered.
    pub answer: Option<Answer>,
}

impl AgendaItem {
    /// Whether there is no such task any more.
    pub fn is_gone(&self) -> bool {
        self.code.is_empty()
    }

    /// Whether nothing is left to be asked.
    pub(crate) fn is_settled(&self) -> bool {
        self.answer.is_some() || self.is_gone()
    }
}

/// What the meeting decided (*kết luận*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conclusion {
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

words! { OutcomeKind: Task = "task", Note = "note" }

/// What a meeting answered about a task, the weakest first: a stronger answer takes the place of a
/// weaker one, never the other way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnswerKind {
    /// Đã xem: nothing to decide.
    Reviewed,
    /// A note was written.
    Noted,
    /// It was paused, dropped, resumed or reopened, or given another deadline.
    Changed,
    InProgress,
    /// Its deadline was moved.
    Extended,
    /// It is done, or a due date of it is.
    Done,
}

words! {
    AnswerKind:
    Reviewed = "reviewed", Noted = "noted", Changed = "changed", InProgress = "in_progress",
    Extended = "extended", Done = "done",
}

/// An answer with its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub kind: AnswerKind,
    /// Who gave it, as "Lan (vanphong)".
    pub signed: String,
    /// By which day.
    pub day: Day,
}

/// Which tasks of an agenda one goes through oneself: two people may split it between units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AgendaPart {
    /// All of them.
    #[default]
    All,
    /// Those that this unit leads now; `None` those that nobody leads.
    Led(Option<UnitId>),
}

impl AgendaPart {
    /// Whether a task of the agenda belongs to it. What is gone belongs to nobody's part.
    pub(crate) fn has(self, item: &AgendaItem) -> bool {
        match self {
            Self::All => true,
            Self::Led(unit) => item.lead == unit && !item.is_gone(),
        }
    }
}

/// How many of how many: "12/48".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProgressCount {
    /// So many.
    pub of: usize,
    /// Of so many.
    pub all: usize,
}

impl Review {
    /// Whether nothing can be answered any more.
    pub fn is_finished(&self) -> bool {
        self.summary.finished.is_some()
    }

    /// Where a task stands in the agenda.
    pub fn at(&self, task: TaskId) -> Option<usize> {
        self.items.iter().position(|item| item.task == task)
    }

    /// The places of a part, in the agenda's order.
    pub(crate) fn places(&self, part: AgendaPart) -> impl DoubleEndedIterator<Item = usize> {
        let all = self.items.iter().enumerate();
        all.filter(move |(_, item)| part.has(item))
            .map(|(at, _)| at)
    }

    /// What is still to be answered after a place, or else from the first on: what was passed over
    /// comes round again. `None` where nothing is left.
    pub fn next_open(&self, after: Option<usize>, part: AgendaPart) -> Option<usize> {
        let open = |at: &usize| !self.items[*at].is_settled();
        let mut later = self.places(part).filter(open);
        let later = later.find(|at| after.is_none_or(|after| *at > after));
        later.or_else(|| self.places(part).find(open))
    }

    /// The place before, answered or not, so that one can look back; what is gone is passed over.
    /// From the end (`None`) it is the last one.
    pub(crate) fn before(&self, at: Option<usize>, part: AgendaPart) -> Option<usize> {
        let end = at.unwrap_or(self.items.len());
        let mut earlier = self.places(part).rev().filter(|at| *at < end);
        earlier.find(|at| !self.items[*at].is_gone())
    }

    /// The how many-th of a part a place is, from 1.
    pub(crate) fn position(&self, at: usize, part: AgendaPart) -> ProgressCount {
        ProgressCount {
            of: self.places(part).filter(|place| *place <= at).count(),
            all: self.places(part).count(),
        }
    }

    /// The how many-th of its own group within a part a place is, from 1.
    pub(crate) fn position_in_group(&self, at: usize, part: AgendaPart) -> ProgressCount {
        let group = self.items.get(at).map(|item| item.group);
        let same = |place: &usize| Some(self.items[*place].group) == group;
        let of = self.places(part).filter(same);
        ProgressCount {
            of: of.filter(|place| *place <= at).count(),
            all: self.places(part).filter(same).count(),
        }
    }

    /// How many of a part are settled.
    pub(crate) fn settled(&self, part: AgendaPart) -> ProgressCount {
        let places = self.places(part).map(|at| &self.items[at]);
        ProgressCount {
            of: places.filter(|item| item.is_settled()).count(),
            all: self.places(part).count(),
        }
    }

    /// The units that lead tasks of the agenda, each with its share, in the order of the agenda; those
    /// of nobody come last.
    pub(crate) fn parts(&self) -> Vec<(Option<UnitId>, ProgressCount)> {
        let mut leads: Vec<Option<UnitId>> = Vec::new();
        for item in self.items.iter().filter(|item| !item.is_gone()) {
            if !leads.contains(&item.lead) {
                leads.push(item.lead);
            }
        }
        leads.sort_by_key(Option::is_none);
        let share = |lead| (lead, self.settled(AgendaPart::Led(lead)));
        leads.into_iter().map(share).collect()
    }
}

/// One change of a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReviewChange {
    Begin {
        plan: PlanId,
        /// The week that it is about.
        week: Week,
        scope: ReviewScope,
        /// The agenda with its place in the journal.
        prepared: PreparedAgenda,
    },
    /// Answer a task of the agenda. Where something that says as much was answered already, an act
    /// that has more to write leaves that answer alone.
    Answer {
        review: ReviewId,
        task: TaskId,
        kind: AnswerKind,
    },
    /// Write a conclusion down.
    Conclude { review: ReviewId, body: String },
    /// Reword a conclusion. Refused with both texts where `before` is no longer what the file holds.
    Reword {
        conclusion: ConclusionId,
        /// What the person saw.
        before: String,
        after: String,
    },
    /// Take a conclusion out. Tasks and notes that came of it stay.
    Withdraw {
        conclusion: ConclusionId,
        /// What the person saw.
        seen: String,
    },
    /// Make a task of a conclusion.
    MakeTask {
        conclusion: ConclusionId,
        task: Box<NewTask>,
    },
    /// Note a conclusion on a task, as an instruction.
    NoteOn {
        conclusion: ConclusionId,
        task: TaskId,
        /// The text, as the person saw it.
        body: String,
    },
    /// Finish a review and freeze it.
    Finish {
        review: ReviewId,
        /// The journal's newest hash when the texts were made, in hexadecimal digits. Where
        /// somebody has written since, they are out of date and nothing is finished.
        head: String,
        /// The texts to freeze: Vietnamese, English.
        texts: [String; 2],
    },
}

/// An agenda, prepared, with its place in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreparedAgenda {
    pub agenda: Agenda,
    /// The journal's newest row when it was prepared.
    pub at: i64,
    /// The journal's newest row at the review before.
    pub since: i64,
}

impl ReviewChange {
    /// The task that it concerns.
    pub fn task(&self) -> Option<TaskId> {
        match self {
            Self::Answer { task, .. } | Self::NoteOn { task, .. } => Some(*task),
            _ => None,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::change::Change;
    use crate::domain::day::{Day, Week, from_iso};
    use crate::domain::ids::{ReviewId, TaskId};
    use crate::domain::note::NoteKind;

    #[test]
    fn on_a_monday_a_review_covers_last_week_and_on_other_days_this_week() {
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

    #[test]
    fn an_act_answers_by_what_says_most_in_it() {
        let task = TaskId(1);
        let note = Change::AddNote {
            task,
            kind: NoteKind::Note,
            body: "đã trình".to_owned(),
            answers: None,
        };
        let done = Change::Complete {
            task,
            occurrence: None,
            done_on: Day::default(),
            result: None,
        };
        let lifted = Change::Hold {
            task,
            hold: None,
            seen: crate::domain::conflict::Held::default(),
            reason: None,
        };
        let step = Change::AddStep {
            task,
            title: "một bước".to_owned(),
        };
        let of = |act: &[&Change]| {
            let act: Vec<Change> = act.iter().map(|change| (*change).clone()).collect();
            AnswerKind::of(&act)
        };
        assert_eq!(of(&[&note]), Some(AnswerKind::Noted));
        assert_eq!(of(&[&lifted, &done]), Some(AnswerKind::Done));
        assert_eq!(of(&[&step]), None);
        assert!(AnswerKind::Done > AnswerKind::Extended);
    }

    #[test]
    fn every_kind_has_its_word() {
        for kind in AnswerKind::ALL {
            assert_eq!(AnswerKind::parse(kind.as_str()), Some(kind));
        }
    }

    /// An agenda of tasks 1, 2, … led by these units; those in `done` are answered, 0 is gone.
    fn review(leads: &[i64], done: &[i64]) -> Review {
        let answer = || Answer {
            kind: AnswerKind::Reviewed,
            signed: "Lan".to_owned(),
            day: Day::default(),
        };
        let items = (1_i64..).zip(leads).map(|(task, lead)| AgendaItem {
            task: TaskId(task),
            group: if task < 4 {
                AgendaGroup::Late
            } else {
                AgendaGroup::Soon
            },
            code: if *lead == 0 {
                String::new()
            } else {
                format!("2.1-0{task}")
            },
            title: String::new(),
            lead: (*lead > 0).then_some(UnitId(*lead)),
            answer: done.contains(&task).then(answer),
        });
        Review {
            summary: ReviewSummary {
                id: ReviewId(1),
                week: Week::of(Day::default()),
                scope: ReviewScope::Plan,
                began_on: Day::default(),
                began_by: "Lan".to_owned(),
                share: ProgressCount::default(),
                finished: None,
            },
            since: 0,
            first: true,
            items: items.collect(),
            conclusions: Vec::new(),
        }
    }

    #[test]
    fn skipped_tasks_come_up_again() {
        let agenda = review(&[7, 7, 8, 7, 8], &[1, 4]);
        assert_eq!(agenda.next_open(None, AgendaPart::All), Some(1));
        assert_eq!(agenda.next_open(Some(1), AgendaPart::All), Some(2));
        assert_eq!(agenda.next_open(Some(2), AgendaPart::All), Some(4));
        assert_eq!(agenda.next_open(Some(4), AgendaPart::All), Some(1));
        let done = review(&[7, 7], &[1, 2]);
        assert_eq!(done.next_open(Some(0), AgendaPart::All), None);
        assert_eq!(review(&[], &[]).next_open(None, AgendaPart::All), None);
    }

    #[test]
    fn answered_tasks_can_be_revisited() {
        let agenda = review(&[7, 0, 8, 7], &[1]);
        assert_eq!(agenda.before(None, AgendaPart::All), Some(3));
        assert_eq!(
            agenda.before(Some(2), AgendaPart::All),
            Some(0),
            "2 is gone"
        );
        assert_eq!(agenda.before(Some(0), AgendaPart::All), None);
    }

    #[test]
    fn two_people_split_the_agenda_by_unit() {
        let agenda = review(&[7, 8, 7, 8, 7, 0], &[1, 4]);
        let mine = AgendaPart::Led(Some(UnitId(7)));
        assert_eq!(agenda.next_open(None, mine), Some(2));
        assert_eq!(agenda.next_open(Some(2), mine), Some(4));
        assert_eq!(agenda.settled(mine), ProgressCount { of: 1, all: 3 });
        assert_eq!(agenda.position(2, mine), ProgressCount { of: 2, all: 3 });
        let shares: Vec<_> = agenda.parts();
        assert_eq!(
            shares,
            [
                (Some(UnitId(7)), ProgressCount { of: 1, all: 3 }),
                (Some(UnitId(8)), ProgressCount { of: 1, all: 2 }),
            ]
        );
    }

    #[test]
    fn the_counter_stays_the_same_when_a_task_is_removed() {
        let agenda = review(&[7, 0, 8, 7], &[]);
        assert_eq!(
            agenda.position(3, AgendaPart::All),
            ProgressCount { of: 4, all: 4 }
        );
        assert_eq!(
            agenda.settled(AgendaPart::All),
            ProgressCount { of: 1, all: 4 }
        );
        assert_eq!(
            agenda.position_in_group(2, AgendaPart::All),
            ProgressCount { of: 3, all: 3 }
        );
        assert_eq!(
            agenda.position_in_group(3, AgendaPart::All),
            ProgressCount { of: 1, all: 1 }
        );
        assert_eq!(agenda.next_open(Some(0), AgendaPart::All), Some(2));
    }
}
