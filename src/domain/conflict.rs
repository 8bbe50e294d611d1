//! What a person saw before a change, held against what the file holds now: nobody replaces a value
//! that they have not seen.
//!
//! A change names the values that it replaces as the person saw them. Where somebody else has
//! replaced one of them meanwhile, it is a [`Clash`]: both values are shown, and the person decides.
//! Where both want the same there is none.

use super::amendment::Amendment;
use super::change::{Change, Field, UnitText, pick};
use super::day::Day;
use super::deadline::Deadline;
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
pub struct OccurrenceDue {
    /// The occurrence.
    pub occurrence: OccurrenceId,
    /// The day in force.
    pub due_on: Option<Day>,
}

/// A whole deadline: its wording, what it counts from, and the days that are in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlineTerms {
    /// The office's wording.
    pub wording: String,
    /// The day from which a relative one counts.
    pub base_on: Option<Day>,
    /// The days in force, extensions among them.
    pub days: Vec<Option<Day>>,
}

/// A value as it can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
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
pub struct Author {
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
    pub mine: FieldValue,
    /// What the file holds.
    pub theirs: FieldValue,
    /// Whose that is; nobody knows of what another tool wrote.
    pub by: Option<Author>,
}

/// All clashes of one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The task as the file holds it: from now on the person has seen this.
    pub task: Option<Box<Task>>,
    /// The values, at least one.
    pub clashes: Vec<Clash>,
}

impl From<Option<String>> for FieldValue {
    fn from(text: Option<String>) -> Self {
        text.filter(|text| !text.is_empty())
            .map_or(Self::Nothing, Self::Text)
    }
}

impl From<Option<Day>> for FieldValue {
    fn from(day: Option<Day>) -> Self {
        day.map_or(Self::Nothing, Self::Day)
    }
}

impl Clash {
    /// A clash whose writer is not looked up yet.
    pub fn new(field: Field, mine: impl Into<FieldValue>, theirs: impl Into<FieldValue>) -> Self {
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
    pub fn due(&self) -> OccurrenceDue {
        OccurrenceDue {
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
    pub fn term(&self) -> DeadlineTerms {
        DeadlineTerms {
            wording: self.row.deadline.clone(),
            base_on: self.base_on,
            days: self.occurrences.iter().map(|o| o.due_on).collect(),
        }
    }

    /// The occurrence that an extension would move, as a person sees it now.
    pub fn due(&self) -> Option<OccurrenceDue> {
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

impl Change {
    /// The values of a task that this change would replace although the person has not seen them.
    pub fn clashes(&self, task: &Task) -> Vec<Clash> {
        match self {
            Self::Complete {
                occurrence: Some(id),
                done_on,
                result,
                ..
            } => match task.occurrence(*id) {
                None => vec![another_deadline(task)],
                Some(now) => completed(now, *done_on, result.as_ref()),
            },
            Self::Correct { seen, to, .. } => match task.occurrence(seen.occurrence) {
                None => vec![another_deadline(task)],
                Some(now) => recompleted(now, seen, to),
            },
            Self::Reopen { seen, .. } => match task.occurrence(seen.occurrence) {
                None => vec![another_deadline(task)],
                Some(now) => reopened(now, seen),
            },
            Self::Hold {
                hold, reason, seen, ..
            } => {
                let wanted = Held {
                    hold: *hold,
                    reason: reason.clone(),
                };
                held(&task.held(), seen, wanted)
            }
            Self::Extend {
                new_due_on, seen, ..
            } => match task.occurrence(seen.occurrence) {
                None => vec![another_deadline(task)],
                Some(now) => moved(now, seen, *new_due_on),
            },
            Self::SetDeadline {
                deadline,
                base_on,
                seen,
                ..
            } => reworded(task, seen, deadline, *base_on),
            Self::TickStep {
                step, done, seen, ..
            } => {
                let now = task.ticked(*step);
                let stands = now == *seen || now.is_some() == *done;
                let clash = || Clash::new(Field::Step, FieldValue::Nothing, now).of_row(step.0);
                (!stands).then(clash).into_iter().collect()
            }
            Self::AddNote {
                body,
                answers: Some(answered),
                ..
            } => {
                let answer = task.notes.iter().find(|n| n.answers == Some(*answered));
                let clash = answer.map(|theirs| {
                    let mine = Some(body.clone());
                    Clash::new(Field::Note, mine, Some(theirs.body.clone())).of_row(theirs.id.0)
                });
                clash.into_iter().collect()
            }
            Self::Edit { before, after, .. } => edited(before, after, &task.texts()),
            Self::Amend { what, .. } => amended(what, task),
            _ => Vec::new(),
        }
    }
}

/// The occurrence that the person meant is gone, for the deadline was set anew.
fn another_deadline(task: &Task) -> Clash {
    let theirs = Some(task.row.deadline.clone());
    Clash::new(Field::Deadline, FieldValue::Nothing, theirs)
}

/// Somebody else has completed the same: nothing of theirs is lost where it is the same day and
/// the person has no result of their own to tell.
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

/// Somebody else has corrected the completion that is to be taken back, with all that it says.
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

/// Somebody else has corrected, or taken back, the completion that is to become `wanted`.
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

fn held(now: &Held, seen: &Held, wanted: Held) -> Vec<Clash> {
    if now == seen || *now == wanted {
        return Vec::new();
    }
    let said = |hold: Option<Hold>| hold.map_or(FieldValue::Nothing, FieldValue::Hold);
    let state = (now.hold != seen.hold)
        .then(|| Clash::new(Field::State, said(wanted.hold), said(now.hold)));
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
        // The same wording with other days: somebody has extended one of them.
        let mut days = now.days.iter().zip(&seen.days);
        days.find(|(now, seen)| now != seen).map(|(now, _)| *now)
    } else {
        // Both want the same wording, but somebody has extended one of its days too.
        let mut all = task.occurrences.iter();
        all.find(|o| o.is_open() && o.is_extended())
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
            Some(now) => documents(seen, Some(to), now),
            None => Vec::new(),
        },
        Amendment::RemoveEvidence { seen } => match task.document(seen.id) {
            Some(now) => documents(seen, None, now),
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
    let now = task.steps.iter().find(|one| one.id == step)?;
    let clash = Clash::new(Field::StepTitle, wanted, Some(now.title.clone())).of_row(step.0);
    (now.title != seen && clash.mine != clash.theirs).then_some(clash)
}

/// The parts of a document that somebody else has altered; where it is to be removed, any of them.
fn documents(seen: &Evidence, wanted: Option<&Evidence>, now: &Evidence) -> Vec<Clash> {
    /// Where both changed a part, or the whole is to go: what is wanted and what is there.
    fn part<T: PartialEq + Clone + Into<FieldValue>>(
        field: Field,
        [seen, now]: [T; 2],
        wanted: Option<T>,
    ) -> Option<Clash> {
        let mine = wanted.as_ref().is_none_or(|wanted| *wanted != seen);
        let wanted = wanted.map_or(FieldValue::Nothing, Into::into);
        (mine && now != seen).then(|| Clash::new(field, wanted, now))
    }
    let number = |one: &Evidence| Some(one.number.clone());
    let parts = [
        part(
            Field::EvidenceNumber,
            [number(seen), number(now)],
            wanted.map(number),
        ),
        part(
            Field::EvidenceDate,
            [seen.dated_on, now.dated_on],
            wanted.map(|one| one.dated_on),
        ),
        part(
            Field::EvidenceSummary,
            [seen.summary.clone(), now.summary.clone()],
            wanted.map(|one| one.summary.clone()),
        ),
        part(
            Field::EvidencePath,
            [seen.path.clone(), now.path.clone()],
            wanted.map(|one| one.path.clone()),
        ),
    ];
    let differ = differing(parts.into_iter().flatten());
    differ.map(|clash| clash.of_row(now.id)).collect()
}

/// Both changed a part, each to another value.
fn edited(before: &TaskText, after: &TaskText, now: &TaskText) -> Vec<Clash> {
    /// Whether the person and somebody else both changed a part, each to another value.
    fn clash<T: PartialEq>(before: &T, after: &T, now: &T) -> bool {
        before != after && before != now && after != now
    }
    let text = |text: &str| Some(text.to_owned());
    let lead = |unit: Option<UnitId>| FieldValue::Units(unit.into_iter().collect());
    let with = |units: &[UnitId]| FieldValue::Units(units.to_vec());
    let parts = [
        (
            clash(&before.title, &after.title, &now.title),
            Clash::new(Field::Title, text(&after.title), text(&now.title)),
        ),
        (
            clash(&before.text, &after.text, &now.text),
            Clash::new(Field::Text, text(&after.text), text(&now.text)),
        ),
        (
            clash(&before.product, &after.product, &now.product),
            Clash::new(Field::Product, after.product.clone(), now.product.clone()),
        ),
        (
            clash(&before.lead, &after.lead, &now.lead),
            Clash::new(Field::Lead, lead(after.lead), lead(now.lead)),
        ),
        (
            clash(&before.coordinating, &after.coordinating, &now.coordinating),
            Clash::new(
                Field::Coordinating,
                with(&after.coordinating),
                with(&now.coordinating),
            ),
        ),
        (
            clash(
                &before.coordinating_text,
                &after.coordinating_text,
                &now.coordinating_text,
            ),
            Clash::new(
                Field::CoordinatingText,
                after.coordinating_text.clone(),
                now.coordinating_text.clone(),
            ),
        ),
    ];
    let clashing = parts.into_iter().filter(|(clashes, _)| *clashes);
    clashing.map(|(_, clash)| clash).collect()
}

/// The parts of a unit that the person and somebody else both changed, each to another value.
pub fn unit_clashes(before: &UnitText, after: &UnitText, now: &UnitText) -> Vec<Clash> {
    let text = |text: &str| Some(text.to_owned());
    let names = |names: &[String]| Some(names.join("; "));
    let parts = [
        (
            Clash::new(
                Field::Abbreviation,
                text(&after.abbreviation),
                text(&now.abbreviation),
            ),
            before.abbreviation != after.abbreviation && before.abbreviation != now.abbreviation,
        ),
        (
            Clash::new(Field::UnitName, text(&after.name), text(&now.name)),
            before.name != after.name && before.name != now.name,
        ),
        (
            Clash::new(
                Field::UnitKind,
                FieldValue::UnitKind(after.kind),
                FieldValue::UnitKind(now.kind),
            ),
            before.kind != after.kind && before.kind != now.kind,
        ),
        (
            Clash::new(Field::Alias, names(&after.aliases), names(&now.aliases)),
            before.aliases != after.aliases && before.aliases != now.aliases,
        ),
    ];
    let both = parts.into_iter().filter(|(_, both)| *both);
    differing(both.map(|(clash, _)| clash)).collect()
}

/// Those whose two values differ: where both want the same nobody is asked.
fn differing(clashes: impl IntoIterator<Item = Clash>) -> impl Iterator<Item = Clash> {
    clashes
        .into_iter()
        .filter(|clash| clash.mine != clash.theirs)
}
