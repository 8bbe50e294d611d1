//! Invariants of tasks, units and reviews, with which undo and redo are checked, files are verified and random
//! sessions are tested.
//!
//! A change is checked by [`super::rules`] when it is made. Undoing one changes what later ones were based on, so
//! its outcome is checked here.

use super::day::Day;
use super::ids::{ConclusionId, NoteId, TaskId, UnitId};
use super::note::{Extension, NoteKind};
use super::review::{Answer, Conclusion, OutcomeKind, Review, ReviewSummary};
use super::task::{Occurrence, Task};
use super::text::fold;
use std::collections::{BTreeMap, HashSet};

/// What is wrong with a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Violation {
    /// The lead unit is named among the co-operating ones.
    LeadAlsoCoordinates,
    /// A unit co-operates twice.
    CoordinatesTwice,
    /// It has no occurrence, or they are not numbered from 1 without a gap.
    Occurrences,
    /// Several due dates without a rhythm; those that were done by an earlier one have it.
    NoRhythm,
    /// A result without a completion.
    ResultOfNothing,
    /// Paused or dropped without a reason, or a reason of neither.
    HoldAndReason,
    /// Paused or dropped although everything is done.
    HeldThoughDone,
    /// Extensions that do not lead to the day in force, each to a later one: from the day first set,
    /// or from that to which the deadline was last set again.
    Extensions,
    /// A difficulty with two answers.
    AnsweredTwice,
    /// An answer to a note that is not a difficulty of the same task.
    AnswersNothing,
}

/// One entry of the list: what is wrong where the function says so.
type TaskRule = (Violation, fn(&Task) -> bool);

/// The list.
const VIOLATIONS: [TaskRule; 10] = [
    (Violation::LeadAlsoCoordinates, lead_also_coordinates),
    (Violation::CoordinatesTwice, coordinates_twice),
    (Violation::Occurrences, badly_numbered),
    (Violation::NoRhythm, |task| {
        let own = task.occurrences.iter().filter(|o| o.rhythm.is_none());
        own.count() > 1 && task.row.rhythm.is_none()
    }),
    (Violation::ResultOfNothing, |task| {
        let mut all = task.occurrences.iter();
        all.any(|o| o.is_open() && o.result.is_some())
    }),
    (Violation::HoldAndReason, |task| {
        let reason = task.hold_reason.as_deref();
        task.hold.is_some() == reason.is_none_or(|reason| reason.trim().is_empty())
    }),
    (Violation::HeldThoughDone, |task| {
        task.hold.is_some() && task.current().is_none()
    }),
    (Violation::Extensions, |task| {
        let mut all = task.occurrences.iter();
        all.any(|o| !leads_to_the_day_in_force(o, &task.extensions))
    }),
    (Violation::AnsweredTwice, answered_twice),
    (Violation::AnswersNothing, answers_nothing),
];

/// All violations of a task.
pub fn violations(task: &Task) -> Vec<Violation> {
    let wrong = VIOLATIONS.iter().filter(|(_, is_wrong)| is_wrong(task));
    wrong.map(|(violation, _)| *violation).collect()
}

/// What is wrong with a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewViolation {
    /// Its agenda cannot be read, names a task twice, or has not as many as the review says.
    Agenda,
    /// An answer about a task that is not in its agenda.
    AnswerOutside,
    /// Another open review has the same week and scope.
    OpenTwice,
}

/// All violations of a review; `open` are all unfinished reviews.
pub(crate) fn review_violations(review: &Review, open: &[ReviewSummary]) -> Vec<ReviewViolation> {
    let (summary, items) = (&review.summary, &review.items);
    let mut once = HashSet::new();
    let broken = items.len() != summary.share.all || !items.iter().all(|s| once.insert(s.task));
    let answered = items.iter().filter(|item| item.answer.is_some()).count();
    let same = |other: &&ReviewSummary| {
        (other.week, other.scope) == (summary.week, summary.scope) && other.id != summary.id
    };
    let twice = !review.is_finished() && open.iter().any(|other| same(&other));
    [
        (broken, ReviewViolation::Agenda),
        // Where tasks stand twice, so do their answers.
        (answered < summary.share.of, ReviewViolation::AnswerOutside),
        (twice, ReviewViolation::OpenTwice),
    ]
    .into_iter()
    .filter_map(|(wrong, violation)| wrong.then_some(violation))
    .collect()
}

/// Whether an answer or a conclusion of a finished review was altered: its end has frozen it.
pub(crate) fn alters_what_is_finished(before: &Review, after: &Review) -> bool {
    let finished = before.is_finished() && after.is_finished();
    finished && (answers(before) != answers(after) || decided(before) != decided(after))
}

fn answers(review: &Review) -> Vec<(TaskId, Option<&Answer>)> {
    let items = review.items.iter();
    items
        .map(|item| (item.task, item.answer.as_ref()))
        .collect()
}

/// A conclusion, its text, and what became of it.
type ConclusionOutcomes<'r> = (ConclusionId, &'r str, Vec<(OutcomeKind, TaskId)>);

fn decided(review: &Review) -> Vec<ConclusionOutcomes<'_>> {
    let became = |one: &Conclusion| one.outcomes.iter().map(|o| (o.kind, o.row.id)).collect();
    let conclusions = review.conclusions.iter();
    conclusions
        .map(|one| (one.id, one.body.as_str(), became(one)))
        .collect()
}

/// Whether the day of a completed occurrence was moved: it was in time or late by that day.
pub(crate) fn moves_what_is_done(before: &Task, after: &Task) -> bool {
    before.occurrences.iter().any(|old| {
        let new = after.occurrence(old.id);
        new.is_some_and(|new| !old.is_open() && !new.is_open() && new.due_on != old.due_on)
    })
}

/// A name, folded, that two units have, so that commands could not distinguish them.
pub(crate) fn ambiguous_name<'n>(names: impl Iterator<Item = (UnitId, &'n str)>) -> Option<String> {
    let mut known: BTreeMap<String, UnitId> = BTreeMap::new();
    for (unit, name) in names {
        let folded = fold(name);
        if known.get(&folded).is_some_and(|other| *other != unit) {
            return Some(folded);
        }
        known.insert(folded, unit);
    }
    None
}

fn lead_also_coordinates(task: &Task) -> bool {
    let joined = |lead| task.texts.coordinating.contains(&lead);
    task.texts.lead.is_some_and(joined)
}

fn coordinates_twice(task: &Task) -> bool {
    let mut seen = HashSet::new();
    !task.coordinating.iter().all(|(unit, _)| seen.insert(*unit))
}

fn badly_numbered(task: &Task) -> bool {
    let ordinals = task.occurrences.iter().map(|o| o.ordinal);
    task.occurrences.is_empty() || !ordinals.eq(1..=task.occurrences.len() as i64)
}

fn leads_to_the_day_in_force(occurrence: &Occurrence, extensions: &[Extension]) -> bool {
    let own = extensions.iter().filter(|e| e.occurrence == occurrence.id);
    let own: Vec<&Extension> = own.collect();
    if own.iter().any(|e| e.new_due_on <= e.old_due_on) {
        return false;
    }
    // The day was taken away; the extensions say what was before.
    if occurrence.due_on.is_none() && occurrence.original_due_on.is_some() {
        return true;
    }
    let leads = |first: Option<Day>, steps: &[&Extension]| {
        let mut day = first;
        let linked = steps.iter().all(|e| {
            let linked = day == Some(e.old_due_on);
            day = Some(e.new_due_on);
            linked
        });
        linked && day == occurrence.due_on
    };
    match occurrence.set_due_on {
        None => leads(occurrence.original_due_on, &own),
        // Those before that setting led to days that are no longer in force.
        set => (0..=own.len()).any(|since| leads(set, &own[since..])),
    }
}

fn answered(task: &Task) -> impl Iterator<Item = NoteId> {
    task.notes.iter().filter_map(|note| note.answers)
}

fn answered_twice(task: &Task) -> bool {
    let mut seen = HashSet::new();
    !answered(task).all(|note| seen.insert(note))
}

fn answers_nothing(task: &Task) -> bool {
    let is_difficulty = |id: NoteId| {
        let mut notes = task.notes.iter();
        notes.any(|note| note.id == id && note.kind == NoteKind::Difficulty)
    };
    !answered(task).all(is_difficulty)
}
