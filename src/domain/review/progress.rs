//! Where one stands in a walk, and what comes next.

use super::{AgendaItem, Review};
use crate::domain::ids::{TaskId, UnitId};

/// Which tasks of a walk one goes through oneself: two people may split it between units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AgendaPart {
    /// All of them.
    #[default]
    All,
    /// Those that this unit leads now; `None` those that nobody leads.
    Led(Option<UnitId>),
}

impl AgendaPart {
    /// Whether a task of the walk belongs to it. What is gone belongs to nobody's part.
    pub fn has(self, stop: &AgendaItem) -> bool {
        match self {
            Self::All => true,
            Self::Led(unit) => stop.lead == unit && !stop.is_gone(),
        }
    }
}

/// How many of how many: "12/48".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
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

    /// Where a task stands in the walk.
    pub fn at(&self, task: TaskId) -> Option<usize> {
        self.items.iter().position(|stop| stop.task == task)
    }

    /// The places of a part, in the walk's order.
    pub fn places(&self, part: AgendaPart) -> impl DoubleEndedIterator<Item = usize> {
        let all = self.items.iter().enumerate();
        all.filter(move |(_, stop)| part.has(stop))
            .map(|(at, _)| at)
    }

    /// What is still to be answered behind a place, or else from the first on: what was passed over
    /// comes round again. `None` where nothing is left.
    pub fn next_open(&self, behind: Option<usize>, part: AgendaPart) -> Option<usize> {
        let open = |at: &usize| !self.items[*at].is_settled();
        let mut later = self.places(part).filter(open);
        let later = later.find(|at| behind.is_none_or(|behind| *at > behind));
        later.or_else(|| self.places(part).find(open))
    }

    /// The place before, answered or not, so that one can look back; what is gone is passed over.
    /// From the end (`None`) it is the last one.
    pub fn before(&self, at: Option<usize>, part: AgendaPart) -> Option<usize> {
        let end = at.unwrap_or(self.items.len());
        let mut earlier = self.places(part).rev().filter(|at| *at < end);
        earlier.find(|at| !self.items[*at].is_gone())
    }

    /// The how many-th of a part a place is, from 1.
    pub fn position(&self, at: usize, part: AgendaPart) -> Progress {
        Progress {
            of: self.places(part).filter(|place| *place <= at).count(),
            all: self.places(part).count(),
        }
    }

    /// The how many-th of its own group within a part a place is, from 1.
    pub fn position_in_group(&self, at: usize, part: AgendaPart) -> Progress {
        let group = self.items.get(at).map(|stop| stop.group);
        let same = |place: &usize| Some(self.items[*place].group) == group;
        let of = self.places(part).filter(same);
        Progress {
            of: of.filter(|place| *place <= at).count(),
            all: self.places(part).filter(same).count(),
        }
    }

    /// How many of a part are settled.
    pub fn settled(&self, part: AgendaPart) -> Progress {
        let places = self.places(part).map(|at| &self.items[at]);
        Progress {
            of: places.filter(|stop| stop.is_settled()).count(),
            all: self.places(part).count(),
        }
    }

    /// The units that lead tasks of the walk, each with its share, in the order of the walk; those
    /// of nobody come last.
    pub fn parts(&self) -> Vec<(Option<UnitId>, Progress)> {
        let mut leads: Vec<Option<UnitId>> = Vec::new();
        for stop in self.items.iter().filter(|stop| !stop.is_gone()) {
            if !leads.contains(&stop.lead) {
                leads.push(stop.lead);
            }
        }
        leads.sort_by_key(Option::is_none);
        let share = |lead| (lead, self.settled(AgendaPart::Led(lead)));
        leads.into_iter().map(share).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::{Day, Week};
    use crate::domain::ids::ReviewId;
    use crate::domain::review::{Answer, AnswerKind, Group, ReviewSummary, Scope};

    /// A walk of tasks 1, 2, … led by these units; those in `done` are answered, 0 is gone.
    fn review(leads: &[i64], done: &[i64]) -> Review {
        let answer = || Answer {
            kind: AnswerKind::Reviewed,
            signed: "Lan".to_owned(),
            day: Day::default(),
        };
        let items = (1_i64..).zip(leads).map(|(task, lead)| AgendaItem {
            task: TaskId(task),
            group: if task < 4 { Group::Late } else { Group::Soon },
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
                scope: Scope::Plan,
                began_on: Day::default(),
                began_by: "Lan".to_owned(),
                share: Progress::default(),
                finished: None,
            },
            since: 0,
            first: true,
            items: items.collect(),
            conclusions: Vec::new(),
        }
    }

    #[test]
    fn what_is_passed_over_comes_round_again() {
        let walk = review(&[7, 7, 8, 7, 8], &[1, 4]);
        assert_eq!(walk.next_open(None, AgendaPart::All), Some(1));
        assert_eq!(walk.next_open(Some(1), AgendaPart::All), Some(2));
        assert_eq!(walk.next_open(Some(2), AgendaPart::All), Some(4));
        assert_eq!(walk.next_open(Some(4), AgendaPart::All), Some(1));
        let done = review(&[7, 7], &[1, 2]);
        assert_eq!(done.next_open(Some(0), AgendaPart::All), None);
        assert_eq!(review(&[], &[]).next_open(None, AgendaPart::All), None);
    }

    #[test]
    fn one_can_look_back_at_what_was_answered() {
        let walk = review(&[7, 0, 8, 7], &[1]);
        assert_eq!(walk.before(None, AgendaPart::All), Some(3));
        assert_eq!(walk.before(Some(2), AgendaPart::All), Some(0), "2 is gone");
        assert_eq!(walk.before(Some(0), AgendaPart::All), None);
    }

    #[test]
    fn two_people_split_the_walk_by_unit() {
        let walk = review(&[7, 8, 7, 8, 7, 0], &[1, 4]);
        let mine = AgendaPart::Led(Some(UnitId(7)));
        assert_eq!(walk.next_open(None, mine), Some(2));
        assert_eq!(walk.next_open(Some(2), mine), Some(4));
        assert_eq!(walk.settled(mine), Progress { of: 1, all: 3 });
        assert_eq!(walk.position(2, mine), Progress { of: 2, all: 3 });
        let shares: Vec<_> = walk.parts();
        assert_eq!(
            shares,
            [
                (Some(UnitId(7)), Progress { of: 1, all: 3 }),
                (Some(UnitId(8)), Progress { of: 1, all: 2 }),
            ]
        );
    }

    #[test]
    fn the_counter_stays_what_it_is_when_a_task_goes() {
        let walk = review(&[7, 0, 8, 7], &[]);
        assert_eq!(
            walk.position(3, AgendaPart::All),
            Progress { of: 4, all: 4 }
        );
        assert_eq!(walk.settled(AgendaPart::All), Progress { of: 1, all: 4 });
        assert_eq!(
            walk.position_in_group(2, AgendaPart::All),
            Progress { of: 3, all: 3 }
        );
        assert_eq!(
            walk.position_in_group(3, AgendaPart::All),
            Progress { of: 1, all: 1 }
        );
        assert_eq!(walk.next_open(Some(0), AgendaPart::All), Some(2));
    }
}
