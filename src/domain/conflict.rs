//! Conflict detection (optimistic locking): nobody overwrites a value that they have not seen.
//!
//! A change contains the values that it replaces as the person saw them. Where somebody else has replaced
//! one of them meanwhile with another value than the person wants, that is a [`Clash`]: both values are shown,
//! and the person decides.

pub use super::parts::{Field, FieldValue, HasParts};
pub use super::task::{Completion, DeadlineTerms, Held, OccurrenceDue};

use super::change::{Amendment, Change};
use super::day::Day;
use super::deadline::Deadline;
use super::ids::{OccurrenceId, StepId};
use super::note::Note;
use super::task::{Hold, Occurrence, Task};

/// Who wrote a value, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// As "Lan (vanphong)".
    pub who: String,
    /// The day by which it was written.
    pub day: Day,
}

/// A value that somebody else has replaced since the person saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    pub field: Field,
    /// The row that holds it, where it is not the task's or unit's own.
    pub row: Option<i64>,
    /// What the person wants.
    pub mine: FieldValue,
    /// What the file holds.
    pub theirs: FieldValue,
    /// Who wrote `theirs`; `None` if another tool did.
    pub by: Option<Author>,
}

/// All clashes of one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The task as the file holds it now, which counts as seen from now on.
    pub task: Option<Box<Task>>,
    /// The values, at least one.
    pub clashes: Vec<Clash>,
}

impl Clash {
    /// A clash whose writer is not looked up yet.
    pub(crate) fn new(
        field: Field,
        mine: impl Into<FieldValue>,
        theirs: impl Into<FieldValue>,
    ) -> Self {
        Self {
            field,
            row: None,
            mine: as_one_text(mine.into()),
            theirs: as_one_text(theirs.into()),
            by: None,
        }
    }

    /// The same, of a row of its own.
    pub(crate) fn of_row(self, row: i64) -> Self {
        Self {
            row: Some(row),
            ..self
        }
    }
}

impl Change {
    /// The values of a task that this change would replace although the person has not seen them.
    pub(crate) fn clashes(&self, task: &Task) -> Vec<Clash> {
        match self {
            Self::Complete {
                occurrence: Some(id),
                done_on,
                result,
                ..
            } => of_occurrence(task, *id, |now| completed(now, *done_on, result.as_ref())),
            Self::Correct { seen, to, .. } => {
                of_occurrence(task, seen.occurrence, |now| recompleted(now, seen, to))
            }
            Self::Reopen { seen, .. } => {
                of_occurrence(task, seen.occurrence, |now| reopened(now, seen))
            }
            Self::Hold {
                hold, reason, seen, ..
            } => {
                let wanted = Held {
                    hold: *hold,
                    reason: reason.clone(),
                };
                hold_clashes(&task.held(), seen, wanted)
            }
            Self::Extend {
                new_due_on, seen, ..
            } => of_occurrence(task, seen.occurrence, |now| moved(now, seen, *new_due_on)),
            Self::SetDeadline {
                deadline,
                base_on,
                seen,
                ..
            } => reworded(task, seen, deadline, *base_on),
            Self::TickStep {
                step, done, seen, ..
            } => ticked(task, *step, *seen, *done),
            Self::AddNote {
                body,
                answers: Some(answered),
                ..
            } => {
                let answer = task.notes.iter().find(|n| n.answers == Some(*answered));
                answer
                    .map(|theirs| answered_already(body, theirs))
                    .into_iter()
                    .collect()
            }
            Self::Edit { before, after, .. } => edited(before.as_ref(), Some(after), &task.texts),
            Self::Move { section, seen, .. } => {
                let now = task.section_id;
                let stands = now == *seen || now == *section;
                let theirs = Some(task.section.clone());
                let clash = || Clash::new(Field::TaskSection, FieldValue::Nothing, theirs);
                (!stands).then(clash).into_iter().collect()
            }
            Self::Amend { what, .. } => amended(what, task),
            _ => Vec::new(),
        }
    }
}

/// The clashes over an occurrence; it is gone where somebody has set the deadline again.
fn of_occurrence(
    task: &Task,
    id: OccurrenceId,
    clashes: impl FnOnce(&Occurrence) -> Vec<Clash>,
) -> Vec<Clash> {
    let another_deadline = || {
        let theirs = Some(task.row.deadline.clone());
        vec![Clash::new(Field::Deadline, FieldValue::Nothing, theirs)]
    };
    task.occurrence(id).map_or_else(another_deadline, clashes)
}

fn ticked(task: &Task, step: StepId, seen: Option<Day>, done: bool) -> Vec<Clash> {
    let now = task.ticked(step);
    let stands = now == seen || now.is_some() == done;
    let clash = || Clash::new(Field::Step, FieldValue::Nothing, now).of_row(step.0);
    (!stands).then(clash).into_iter().collect()
}

fn answered_already(mine: &str, theirs: &Note) -> Clash {
    let mine = Some(mine.to_owned());
    Clash::new(Field::Note, mine, Some(theirs.body.clone())).of_row(theirs.id.0)
}

/// Somebody else has completed the same: nothing of theirs is lost where it is the same day and
/// the person has no result of their own to name.
fn completed(now: &Occurrence, done_on: Day, result: Option<&String>) -> Vec<Clash> {
    if now.is_open() {
        return Vec::new();
    }
    let day = Clash::new(Field::DoneOn, Some(done_on), now.done_on);
    let result =
        result.map(|mine| Clash::new(Field::Result, Some(mine.clone()), now.result.clone()));
    differing([day].into_iter().chain(result))
        .map(|clash| clash.of_row(now.id.0))
        .collect()
}

/// Somebody else has corrected the completion that is to be reopened, with all that it says.
fn reopened(now: &Occurrence, seen: &Completion) -> Vec<Clash> {
    if now.is_open() {
        return Vec::new();
    }
    let day = (now.done_on != seen.done_on)
        .then(|| Clash::new(Field::DoneOn, FieldValue::Nothing, now.done_on));
    let result = (now.result != seen.result)
        .then(|| Clash::new(Field::Result, FieldValue::Nothing, now.result.clone()));
    differing(day.into_iter().chain(result))
        .map(|clash| clash.of_row(now.id.0))
        .collect()
}

/// Somebody else has corrected, or reopened, the completion that is to become `wanted`.
fn recompleted(now: &Occurrence, seen: &Completion, wanted: &Completion) -> Vec<Clash> {
    // Without the completion there is nothing that the rest could be corrected of.
    let replaced = now.done_on != seen.done_on;
    let day = (replaced && (now.is_open() || wanted.done_on != seen.done_on))
        .then(|| Clash::new(Field::DoneOn, wanted.done_on, now.done_on));
    let result = (now.result != seen.result && wanted.result != seen.result)
        .then(|| Clash::new(Field::Result, wanted.result.clone(), now.result.clone()));
    differing(day.into_iter().chain(result))
        .map(|clash| clash.of_row(now.id.0))
        .collect()
}

fn hold_clashes(now: &Held, seen: &Held, wanted: Held) -> Vec<Clash> {
    if now == seen || *now == wanted {
        return Vec::new();
    }
    let value = |hold: Option<Hold>| hold.map_or(FieldValue::Nothing, FieldValue::Hold);
    let state = (now.hold != seen.hold)
        .then(|| Clash::new(Field::State, value(wanted.hold), value(now.hold)));
    let reason = (now.reason != seen.reason)
        .then(|| Clash::new(Field::Reason, wanted.reason, now.reason.clone()));
    differing(state.into_iter().chain(reason)).collect()
}

fn moved(now: &Occurrence, seen: &OccurrenceDue, new_due_on: Day) -> Vec<Clash> {
    let stands = now.due_on == seen.due_on || now.due_on == Some(new_due_on);
    let clash = || Clash::new(Field::Due, Some(new_due_on), now.due_on).of_row(now.id.0);
    (!stands).then(clash).into_iter().collect()
}

fn reworded(
    task: &Task,
    seen: &DeadlineTerms,
    wanted: &Deadline,
    base_on: Option<Day>,
) -> Vec<Clash> {
    let now = task.term();
    let mine = || FieldValue::from(Some(wanted.wording.clone()));
    let wording = (now.wording != seen.wording)
        .then(|| Clash::new(Field::Deadline, mine(), Some(now.wording.clone())));
    let base =
        (now.base_on != seen.base_on).then(|| Clash::new(Field::BaseOn, base_on, now.base_on));
    let changed: Vec<Clash> = differing(wording.into_iter().chain(base)).collect();
    if !changed.is_empty() {
        return changed;
    }
    let other = if now.wording == seen.wording {
        // The same wording with other days: somebody has extended one of them, or reopened one that
        // was done by another wording meanwhile.
        let mut days = now.days.iter().enumerate();
        days.find(|(nth, now)| seen.days.get(*nth) != Some(now))
            .map(|(_, now)| *now)
    } else {
        // Both want the same wording, but somebody has extended one of its days too, or reopened one
        // that was done by another.
        let mut all = task.occurrences.iter();
        all.find(|o| o.is_open() && (o.is_extended() || o.rhythm.is_some()))
            .map(|o| o.due_on)
    };
    let clash = other.map(|now| Clash::new(Field::Due, mine(), now));
    clash.into_iter().collect()
}

/// Somebody else has altered a document or a step that is to be corrected or removed.
fn amended(what: &Amendment, task: &Task) -> Vec<Clash> {
    match what {
        Amendment::RemoveTask { .. } => Vec::new(),
        Amendment::CorrectEvidence { seen, to } => match task.document(seen.id) {
            Some(now) => of_row(edited(seen.as_ref(), Some(to), now), now.id),
            None => Vec::new(),
        },
        Amendment::RemoveEvidence { seen } => match task.document(seen.id) {
            Some(now) => of_row(edited(seen.as_ref(), None, now), now.id),
            None => Vec::new(),
        },
        Amendment::RenameStep { step, seen, to } => renamed(*step, seen, Some(to.clone()), task)
            .into_iter()
            .collect(),
        Amendment::RemoveStep { step, seen, ticked } => {
            let now = task.ticked(*step);
            let ticked = (now != *ticked)
                .then(|| Clash::new(Field::Step, FieldValue::Nothing, now).of_row(step.0));
            renamed(*step, seen, None, task)
                .into_iter()
                .chain(ticked)
                .collect()
        }
    }
}

fn renamed(step: StepId, seen: &str, wanted: Option<String>, task: &Task) -> Option<Clash> {
    let now = task.step(step)?;
    let clash = Clash::new(Field::StepTitle, wanted, Some(now.title.clone())).of_row(step.0);
    (now.title != seen && clash.mine != clash.theirs).then_some(clash)
}

/// The clashes whose two values differ.
fn differing(clashes: impl IntoIterator<Item = Clash>) -> impl Iterator<Item = Clash> {
    clashes
        .into_iter()
        .filter(|clash| clash.mine != clash.theirs)
}

/// The parts that the person and somebody else both changed, each to another value; where the whole
/// is to go (`after` is `None`), all that somebody else changed.
pub(crate) fn edited<T: HasParts>(before: &T, after: Option<&T>, now: &T) -> Vec<Clash> {
    let parts = T::PARTS.iter().filter_map(|part| {
        let (seen, theirs) = ((part.get)(before), (part.get)(now));
        let mine = after.map_or(FieldValue::Nothing, part.get);
        let mine_too = after.is_none() || mine != seen;
        (theirs != seen && mine_too).then(|| Clash::new(part.field, mine, theirs))
    });
    differing(parts).collect()
}

fn of_row(clashes: Vec<Clash>, row: i64) -> Vec<Clash> {
    let clashes = clashes.into_iter();
    clashes.map(|clash| clash.of_row(row)).collect()
}

/// Names as one text, as people type them.
fn as_one_text(value: FieldValue) -> FieldValue {
    match value {
        FieldValue::Names(names) => Some(names.join("; ")).into(),
        value => value,
    }
}
