//! Weekly reviews at the windows: begun, answered, concluded, finished, as each was seen.

use crate::facts::{self, Facts, Thing};
use crate::machine::{Act, World};
use crate::steps::ReviewStep;
use crate::support::today;
use cchc::domain::change::{Change, Refusal};
use cchc::domain::ids::{ConclusionId, ReviewId, TaskId};
use cchc::domain::refusal::ReviewRefusal;
use cchc::domain::review::{AnswerKind, Conclusion, Review, ReviewChange, ReviewScope, week_of};
use cchc::domain::task::Task;
use cchc::report::review::freeze;
use cchc::store::StoreError;

impl World {
    pub fn begin(&mut self, window: usize, whole: bool) {
        let plan = self.office.plan();
        let scope = if whole {
            ReviewScope::Plan
        } else {
            ReviewScope::Area(self.office.store.areas(plan.id).unwrap()[0].id)
        };
        let prepared = self
            .office
            .store
            .prepare_agenda(scope, &plan, today())
            .unwrap();
        let change = Change::Review(ReviewChange::Begin {
            plan: plan.id,
            week: week_of(today()),
            scope,
            prepared,
        });
        match self.apply(window, &[change]) {
            Ok(_) => {
                let review = self.office.store.open_reviews(plan.id).unwrap()[0].id;
                assert!(!self.reviews.contains(&review), "an identity given twice");
                let named = if whole { "plan" } else { "area" };
                let facts: Facts = [("scope".to_owned(), named.to_owned())].into();
                let thing = Thing::Review(review);
                self.reviews.push(review);
                self.facts.insert(thing, facts.clone());
                let act = Act {
                    made: vec![(thing, facts)],
                    touches: [thing, Thing::Open(usize::from(whole))].into(),
                    ..Act::default()
                };
                self.acknowledged(window, act);
                self.look(window, 0);
            }
            Err(StoreError::Refused(Refusal::Review(ReviewRefusal::Open))) => {
                let open = self.office.store.open_reviews(plan.id).unwrap();
                assert!(open.iter().any(|one| one.scope == scope));
            }
            Err(other) => panic!("{other:?}"),
        }
    }

    /// Looks at one of the reviews that ever were.
    pub fn look(&mut self, window: usize, nth: usize) {
        let Some(id) = self.reviews.iter().rev().nth(nth).copied() else {
            return;
        };
        self.windows[window].review = self.office.store.review(id).unwrap();
    }

    /// The answers that changes of tasks amount to in the review that is looked at.
    pub fn answers(&self, window: usize, wished: &[(&Task, Change)]) -> Vec<Change> {
        let Some(review) = &self.windows[window].review else {
            return Vec::new();
        };
        let answer = |(seen, change): &(&Task, Change)| {
            let task = seen.row.id;
            review.at(task)?;
            let kind = AnswerKind::of(std::slice::from_ref(change))?;
            let review = review.summary.id;
            Some(Change::Review(ReviewChange::Answer { review, task, kind }))
        };
        wished.iter().filter_map(answer).collect()
    }

    /// Answers were acknowledged: each stands, unless one that says as much stood there before.
    pub fn answered(&mut self, window: usize, act: &mut Act, answers: &[Change]) {
        for answer in answers {
            let Change::Review(ReviewChange::Answer { review, task, kind }) = answer else {
                panic!("{answer:?}");
            };
            let thing = Thing::Review(*review);
            let mut after = self.facts[&thing].clone();
            let key = format!("answer {}", task.0);
            let answered = after
                .get(&key)
                .map(|answered| answered.split(' ').next().unwrap());
            if answered.and_then(AnswerKind::parse) < Some(*kind) {
                after.insert(
                    key,
                    format!("{} {}", kind.as_str(), Self::signature(window)),
                );
                self.set(act, thing, after);
            }
            act.touches.insert(Thing::Task(*task));
        }
    }

    /// What hinders the review that was looked at hinders it in truth. The window leaves it.
    #[track_caller]
    pub fn refused_review(&mut self, window: usize, why: ReviewRefusal) {
        let review = self.windows[window].review.take().unwrap();
        let known = self.facts.get(&Thing::Review(review.summary.id));
        match why {
            ReviewRefusal::NoSuchReview => assert_eq!(known, None),
            ReviewRefusal::Finished => assert!(known.unwrap().contains_key("finished")),
            other => panic!("{other:?}"),
        }
    }

    /// Does something in the review as it was seen.
    pub fn review_step(&mut self, window: usize, what: ReviewStep, unique: usize) {
        if self.windows[window].review.is_none() {
            self.look(window, 0);
        }
        let Some(seen) = self.windows[window].review.clone() else {
            return self.begin(window, unique.is_multiple_of(2));
        };
        let review = seen.summary.id;
        let one = |nth: usize| {
            let all = &seen.conclusions;
            all.get(nth % all.len().max(1)).cloned()
        };
        match what {
            ReviewStep::Answer(nth, kind) => self.answer(window, review, self.nth(nth), kind),
            ReviewStep::Conclude => self.conclude(window, review, format!("Kết luận {unique}")),
            ReviewStep::Finish => self.finish(window, &seen),
            ReviewStep::Reword(nth) => {
                let after = format!("Kết luận {unique}");
                let change = |one: &Conclusion| ReviewChange::Reword {
                    conclusion: one.id,
                    before: one.body.clone(),
                    after: after.clone(),
                };
                if let Some(one) = one(nth) {
                    let change = change(&one);
                    self.on_conclusion(window, review, &one, change);
                }
            }
            ReviewStep::Withdraw(nth) => {
                if let Some(one) = one(nth) {
                    let change = ReviewChange::Withdraw {
                        conclusion: one.id,
                        seen: one.body.clone(),
                    };
                    self.on_conclusion(window, review, &one, change);
                }
            }
            ReviewStep::MakeTask(nth) => {
                if let Some(one) = one(nth) {
                    let task = self.new_task(&format!("Việc từ kết luận {unique}"));
                    let conclusion = one.id;
                    let change = ReviewChange::MakeTask { conclusion, task };
                    self.on_conclusion(window, review, &one, change);
                }
            }
            ReviewStep::NoteOn(nth, task) => {
                if let Some(one) = one(nth) {
                    let change = ReviewChange::NoteOn {
                        conclusion: one.id,
                        task: self.nth(task),
                        body: format!("Theo kết luận {unique}"),
                    };
                    self.on_conclusion(window, review, &one, change);
                }
            }
        }
    }

    fn answer(&mut self, window: usize, review: ReviewId, task: TaskId, kind: AnswerKind) {
        let change = Change::Review(ReviewChange::Answer { review, task, kind });
        let seen = self.windows[window].review.clone().unwrap();
        match self.apply(window, std::slice::from_ref(&change)) {
            Ok(_) => {
                let mut act = Act::default();
                self.answered(window, &mut act, &[change]);
                assert!(!act.set.is_empty(), "an act that wrote nothing");
                self.acknowledged(window, act);
            }
            Err(StoreError::Refused(Refusal::NoChange)) => {
                let facts = &self.facts[&Thing::Review(review)];
                let answered = facts[&format!("answer {}", task.0)]
                    .split(' ')
                    .next()
                    .unwrap();
                assert!(AnswerKind::parse(answered) >= Some(kind));
            }
            Err(StoreError::Refused(Refusal::Review(ReviewRefusal::NotOnAgenda))) => {
                assert!(seen.at(task).is_none());
            }
            Err(StoreError::Refused(Refusal::Review(why))) => self.refused_review(window, why),
            // Of a task of the agenda whose adding was taken back.
            Err(StoreError::Refused(Refusal::NoSuchTask)) => {
                assert!(!self.facts.contains_key(&Thing::Task(task)));
            }
            Err(other) => panic!("{other:?}"),
        }
    }

    fn conclude(&mut self, window: usize, review: ReviewId, body: String) {
        let change = Change::Review(ReviewChange::Conclude {
            review,
            body: body.clone(),
        });
        match self.apply(window, &[change]) {
            Ok(_) => {
                let whole = self.office.store.review(review).unwrap().unwrap();
                let id = whole.conclusions.last().unwrap().id;
                let thing = Thing::Review(review);
                let mut after = self.facts[&thing].clone();
                assert_eq!(after.insert(key(id), body), None, "an identity given twice");
                let mut act = Act::default();
                self.set(&mut act, thing, after);
                self.acknowledged(window, act);
            }
            Err(StoreError::Refused(Refusal::Review(why))) => self.refused_review(window, why),
            Err(other) => panic!("{other:?}"),
        }
    }

    /// Rewords a conclusion, takes it out or makes something of it.
    fn on_conclusion(
        &mut self,
        window: usize,
        review: ReviewId,
        seen: &Conclusion,
        change: ReviewChange,
    ) {
        let thing = Thing::Review(review);
        let known = self.facts.get(&thing).cloned().unwrap_or_default();
        let now = known.get(&key(seen.id));
        match self.apply(window, &[Change::Review(change.clone())]) {
            Ok(tasks) => {
                let replaces = matches!(
                    change,
                    ReviewChange::Reword { .. } | ReviewChange::Withdraw { .. }
                );
                assert!(!replaces || now == Some(&seen.body), "{now:?} unseen");
                self.concluded(window, thing, seen.id, &change, &tasks);
                self.windows[window].review = self.office.store.review(review).unwrap();
            }
            Err(StoreError::Conflict(conflicts)) => {
                let clash = &conflicts[0].clashes[0];
                assert_eq!(Some(&facts::describe_clash(clash)), now);
                assert_ne!(now, Some(&seen.body), "a conflict with nobody");
                assert!(clash.by.is_some(), "{clash:?}");
                self.windows[window].review = self.office.store.review(review).unwrap();
            }
            Err(StoreError::Refused(Refusal::Review(ReviewRefusal::NoSuchConclusion))) => {
                assert_eq!(now, None);
            }
            Err(StoreError::Refused(Refusal::NotedAlready)) => {
                let task = change.task().unwrap().0;
                assert!(known.contains_key(&format!("became {} {task} note", seen.id.0)));
            }
            Err(StoreError::Refused(Refusal::NoSuchTask)) => {
                let task = Thing::Task(change.task().unwrap());
                assert!(!self.facts.contains_key(&task));
            }
            Err(StoreError::Refused(Refusal::Review(why))) => self.refused_review(window, why),
            Err(other) => panic!("{change:?}: {other:?}"),
        }
    }

    fn concluded(
        &mut self,
        window: usize,
        thing: Thing,
        id: ConclusionId,
        change: &ReviewChange,
        tasks: &[TaskId],
    ) {
        let mut after = self.facts[&thing].clone();
        let mut act = Act::default();
        let became = |task: TaskId, kind: &str| format!("became {} {} {kind}", id.0, task.0);
        match change {
            ReviewChange::Reword { after: text, .. } => {
                after.insert(key(id), text.clone());
            }
            ReviewChange::Withdraw { .. } => {
                let of_it = format!("became {} ", id.0);
                after.retain(|k, _| *k != key(id) && !k.starts_with(&of_it));
            }
            ReviewChange::MakeTask { task: new, .. } => {
                self.made(&mut act, tasks[0], &new.text.title);
                after.insert(became(tasks[0], "task"), "1".to_owned());
            }
            ReviewChange::NoteOn { task, body, .. } => {
                self.notes.insert(body.clone());
                act.notes.push(body.clone());
                act.touches.insert(Thing::Task(*task));
                after.insert(became(*task, "note"), "1".to_owned());
            }
            other => panic!("{other:?}"),
        }
        self.set(&mut act, thing, after);
        self.acknowledged(window, act);
    }

    fn finish(&mut self, window: usize, seen: &Review) {
        let review = seen.summary.id;
        let frozen = freeze(&self.office.store, review, today()).unwrap();
        let thing = Thing::Review(review);
        assert_eq!(frozen.is_some(), self.facts.contains_key(&thing));
        let Some((head, texts)) = frozen else { return };
        let change = Change::Review(ReviewChange::Finish {
            review,
            head,
            texts,
        });
        match self.apply(window, &[change]) {
            Ok(_) => {
                let mut after = self.facts[&thing].clone();
                after.insert("finished".to_owned(), Self::signature(window));
                let whole = seen.summary.scope == ReviewScope::Plan;
                let mut act = Act::default();
                act.touches.insert(Thing::Open(usize::from(whole)));
                self.set(&mut act, thing, after);
                self.acknowledged(window, act);
            }
            Err(StoreError::Refused(Refusal::Review(why))) => self.refused_review(window, why),
            Err(other) => panic!("{other:?}"),
        }
    }
}

/// The key of a conclusion.
fn key(id: ConclusionId) -> String {
    format!("conclusion {}", id.0)
}
