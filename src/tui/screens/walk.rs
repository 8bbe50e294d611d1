//! The weekly review: one task at a time, and behind the last one what closes the meeting.

use super::closing::Closing;
use crate::domain::change::Change;
use crate::domain::day::Day;
use crate::domain::history::Entry;
use crate::domain::ids::{ReviewId, TaskId};
use crate::domain::review::{AgendaItem, AgendaPart, Answer, AnswerKind, Review, ReviewChange};
use crate::domain::task::{State, Task};
use crate::tui::effects::effect::Effect;
use crate::tui::env::Env;
use crate::tui::input::action::Action;
use crate::tui::model::{Layer, Model};
use crate::tui::toggle_done::{Toggled, complete};

/// The state of an open review.
#[derive(Debug)]
pub struct Walk {
    /// The review.
    pub review: Review,
    /// Whether the file holds it. Where nothing can be written the walk is only looked at.
    pub kept: bool,
    /// Which tasks this person goes through.
    pub part: AgendaPart,
    /// The place in the walk; `None` is its end.
    pub at: Option<usize>,
    /// The task at that place, whole, and what the journal tells of it since the review before.
    pub task: Option<(Box<Task>, Vec<Entry>)>,
    /// Tasks marked for a conclusion.
    pub marked: Vec<TaskId>,
    /// The first line on the screen.
    pub top: usize,
    /// What the end shows.
    pub closing: Closing,
}

/// How [`Walk::wish`] answers where there is nothing to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unasked {
    /// Nothing is to be asked: on to the next.
    Settled,
    /// It is done or dropped, and cannot be in progress.
    Closed(State),
}

impl Walk {
    /// Takes a review up at its first task that is not answered.
    pub fn new(review: Review, kept: bool, part: AgendaPart) -> Self {
        let at = review.next_open(None, part);
        let at = at.filter(|_| !review.is_finished());
        Self {
            review,
            kept,
            part,
            at,
            task: None,
            marked: Vec::new(),
            top: 0,
            closing: Closing::default(),
        }
    }

    /// The review's row.
    pub fn id(&self) -> ReviewId {
        self.review.summary.id
    }

    /// The place in the walk.
    pub fn stop(&self) -> Option<&AgendaItem> {
        self.review.items.get(self.at?)
    }

    /// Whether answers are taken.
    pub fn is_open(&self) -> bool {
        self.kept && !self.review.is_finished()
    }

    /// Goes to a place, or to the end.
    pub fn go(&mut self, at: Option<usize>) -> Vec<Effect> {
        if at != self.at {
            self.top = 0;
            self.task = None;
        }
        self.at = at;
        self.load()
    }

    /// Asks for what the present place shows.
    pub fn load(&self) -> Vec<Effect> {
        match self.stop() {
            Some(stop) => vec![Effect::Stop(stop.task, self.review.since)],
            None if self.kept => vec![Effect::Weeks(self.id())],
            None => Vec::new(),
        }
    }

    /// On to what is still to be answered, or to the end.
    pub fn go_on(&mut self) -> Vec<Effect> {
        // At the end nothing comes next.
        let Some(at) = self.at else { return Vec::new() };
        let next = if self.is_open() {
            let open = self.review.next_open(Some(at), self.part);
            open.filter(|open| *open != at)
        } else {
            // Where nothing is asked the walk is simply turned over.
            self.review.places(self.part).find(|place| *place > at)
        };
        self.go(next)
    }

    /// Back to the task before; before the first there is none.
    pub fn go_back(&mut self) -> Vec<Effect> {
        match self.review.before(self.at, self.part) {
            Some(at) => self.go(Some(at)),
            None => Vec::new(),
        }
    }

    /// To the first task of the part.
    pub fn go_first(&mut self) -> Vec<Effect> {
        let there = |at: &usize| !self.review.items[*at].is_gone();
        let first = self.review.places(self.part).find(there);
        match first {
            Some(at) => self.go(Some(at)),
            None => Vec::new(),
        }
    }

    /// Takes in that a task was answered; what says less than what is there already does not.
    pub fn answered(&mut self, task: TaskId, kind: AnswerKind, signed: String, day: Day) {
        let place = self.review.at(task);
        let Some(stop) = place.and_then(|at| self.review.items.get_mut(at)) else {
            return;
        };
        if stop.answer.as_ref().is_none_or(|there| there.kind < kind) {
            stop.answer = Some(Answer { kind, signed, day });
        }
    }

    /// Takes another part and goes to the first task of it that is not answered.
    pub fn take_part(&mut self, part: AgendaPart) -> Vec<Effect> {
        self.part = part;
        let open = self.review.next_open(None, part);
        let at = open.or_else(|| self.review.places(part).next());
        self.go(at)
    }

    /// Takes the review in anew; the place stays on its task, the end as it is, and a
    /// conclusion that was changed in sight.
    pub fn renew(&mut self, review: Review, env: &Env) -> Vec<Effect> {
        let task = self.stop().map(|stop| stop.task);
        let before = std::mem::replace(&mut self.review, review).conclusions;
        if self.at.is_none() {
            self.settle_closing(&before, env);
            return Vec::new();
        }
        match task.and_then(|task| self.review.at(task)) {
            Some(at) if self.review.items[at].is_gone() => {
                self.at = Some(at);
                self.go_on()
            }
            at => {
                self.at = at;
                self.load()
            }
        }
    }

    /// Marks the task for a conclusion, or takes the mark away.
    pub fn mark(&mut self) {
        let Some(task) = self.stop().map(|stop| stop.task) else {
            return;
        };
        match self.marked.iter().position(|marked| *marked == task) {
            Some(at) => {
                self.marked.remove(at);
            }
            None => self.marked.push(task),
        }
    }

    /// The codes of the marked tasks, in the walk's order.
    pub fn marked_codes(&self) -> Vec<&str> {
        let marked = |stop: &&AgendaItem| self.marked.contains(&stop.task) && !stop.is_gone();
        let stops = self.review.items.iter().filter(marked);
        stops.map(|stop| stop.code.as_str()).collect()
    }

    /// What the one-key answers write. The answer itself is added where the act is signed.
    ///
    /// # Errors
    /// [`Unasked`] where there is nothing to write.
    pub fn wish(
        &self,
        action: Action,
        toggled: &Toggled,
        env: &Env,
    ) -> Result<Vec<Change>, Unasked> {
        let (Some((task, _)), Some(stop)) = (&self.task, self.stop()) else {
            return Ok(Vec::new());
        };
        let answer = |kind| {
            vec![Change::Review(ReviewChange::Answer {
                review: self.id(),
                task: task.row.id,
                kind,
            })]
        };
        match action {
            Action::Reviewed if stop.is_settled() => Err(Unasked::Settled),
            Action::Reviewed => Ok(answer(AnswerKind::Reviewed)),
            Action::Done => match task.current() {
                Some(current) if task.hold.is_none() => {
                    let again = toggled.restored(task, None);
                    let now = || complete(task.row.id, Some(current.id), env);
                    Ok(vec![again.unwrap_or_else(now)])
                }
                _ if task.row.state != State::Done => Err(Unasked::Closed(task.row.state)),
                // Finished since the last review: seen, and no more.
                _ if stop.is_settled() => Err(Unasked::Settled),
                _ => Ok(answer(AnswerKind::Reviewed)),
            },
            _ => match task.row.state {
                State::NotStarted => Ok(vec![start(task.row.id)]),
                State::InProgress => Ok(answer(AnswerKind::InProgress)),
                State::Paused => {
                    let mut act = vec![lift(task)];
                    act.extend(answer(AnswerKind::InProgress));
                    Ok(act)
                }
                closed => Err(Unasked::Closed(closed)),
            },
        }
    }

    /// The act with the answer that it amounts to, where it is about the task at the present place.
    pub fn signed(&self, mut act: Vec<Change>) -> Vec<Change> {
        let Some(stop) = self.stop().filter(|_| self.is_open()) else {
            return act;
        };
        let task = stop.task;
        let own = !act.is_empty() && act.iter().all(|change| change.task() == Some(task));
        let said = act.iter().any(|change| answer_in(change).is_some());
        if let Some(kind) = AnswerKind::of(&act).filter(|_| own && !said) {
            act.push(Change::Review(ReviewChange::Answer {
                review: self.id(),
                task,
                kind,
            }));
        }
        act
    }
}

fn start(task: TaskId) -> Change {
    Change::Start {
        task,
        started: true,
    }
}

/// Lifts a pause.
fn lift(task: &Task) -> Change {
    Change::Hold {
        task: task.row.id,
        hold: None,
        reason: None,
        seen: task.held(),
    }
}

/// The answer that a change writes, where it is one.
pub fn answer_in(change: &Change) -> Option<AnswerKind> {
    match change {
        Change::Review(ReviewChange::Answer { kind, .. }) => Some(*kind),
        _ => None,
    }
}

impl Model {
    /// The open review.
    pub fn walk(&self) -> Option<&Walk> {
        self.layers.iter().rev().find_map(|layer| match layer {
            Layer::Walk(walk) => Some(&**walk),
            _ => None,
        })
    }

    /// The open review, to be changed.
    pub fn walk_mut(&mut self) -> Option<&mut Walk> {
        self.layers.iter_mut().rev().find_map(|layer| match layer {
            Layer::Walk(walk) => Some(&mut **walk),
            _ => None,
        })
    }
}
