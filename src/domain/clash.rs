//! Which values of a change somebody else has replaced since the person saw them.

use super::amendment::Amendment;
use super::change::{Change, Field, UnitText};
use super::day::Day;
use super::deadline::Deadline;
use super::ids::{StepId, UnitId};
use super::note::Evidence;
use super::occurrence::Occurrence;
use super::seen::{Clash, Completion, Due, Held, Said, Term};
use super::task::{Hold, Task, TaskText};

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
                let clash = || Clash::new(Field::Step, Said::Nothing, now).of_row(step.0);
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
    Clash::new(Field::Deadline, Said::Nothing, theirs)
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
        .then(|| Clash::new(Field::DoneOn, Said::Nothing, now.done_on));
    let result = (now.result != seen.result)
        .then(|| Clash::new(Field::Result, Said::Nothing, now.result.clone()));
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
    let said = |hold: Option<Hold>| hold.map_or(Said::Nothing, Said::Hold);
    let state = (now.hold != seen.hold)
        .then(|| Clash::new(Field::State, said(wanted.hold), said(now.hold)));
    let reason = (now.reason != seen.reason)
        .then(|| Clash::new(Field::Reason, wanted.reason, now.reason.clone()));
    differing(state.into_iter().chain(reason)).collect()
}

fn moved(now: &Occurrence, seen: &Due, new_due_on: Day) -> Vec<Clash> {
    let stands = now.due_on == seen.due_on || now.due_on == Some(new_due_on);
    let clash = || Clash::new(Field::Due, Some(new_due_on), now.due_on).of_row(now.id.0);
    (!stands).then(clash).into_iter().collect()
}

fn reworded(task: &Task, seen: &Term, wanted: &Deadline, base_on: Option<Day>) -> Vec<Clash> {
    let now = task.term();
    let mine = || Said::from(Some(wanted.wording.clone()));
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
                .then(|| Clash::new(Field::Step, Said::Nothing, now).of_row(step.0));
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
    fn part<T: PartialEq + Clone + Into<Said>>(
        field: Field,
        [seen, now]: [T; 2],
        wanted: Option<T>,
    ) -> Option<Clash> {
        let mine = wanted.as_ref().is_none_or(|wanted| *wanted != seen);
        let wanted = wanted.map_or(Said::Nothing, Into::into);
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
    let lead = |unit: Option<UnitId>| Said::Units(unit.into_iter().collect());
    let with = |units: &[UnitId]| Said::Units(units.to_vec());
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
                Said::UnitKind(after.kind),
                Said::UnitKind(now.kind),
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
