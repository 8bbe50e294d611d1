//! The model's own idea of a task, a unit, a setting or a review: what it is told by what was
//! acknowledged, key by key.

use crate::support::today;
use cchc::domain::change::{Change, UnitText};
use cchc::domain::conflict::{Clash, FieldValue};
use cchc::domain::day::Day;
use cchc::domain::deadline::Deadline;
use cchc::domain::ids::{OccurrenceId, ReviewId, TaskId, UnitId};
use cchc::domain::parts::Field;
use cchc::domain::reschedule::reschedule;
use cchc::domain::review::{Answer, Review, ReviewScope};
use cchc::domain::task::{Hold, Task, TaskText};
use std::collections::{BTreeMap, BTreeSet};

/// What people change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    Task(TaskId),
    Unit(UnitId),
    /// By its place among those that are set here.
    Setting(usize),
    Review(ReviewId),
    /// The one review of the week that may be open over a scope, by the scope's place among those
    /// that are tried here. It has no facts of its own.
    Open(usize),
}

/// A thing as the model has it: "reason", or "due" of an occurrence, and what stands there. What is
/// not there has no key.
pub type Facts = BTreeMap<String, String>;

/// One key before and after an act.
pub type Step = (String, Option<String>, Option<String>);

/// What a form of a unit shows. Each of its other names stands for itself.
pub fn of_unit(text: &UnitText) -> Facts {
    let names = [
        ("abbreviation", text.abbreviation.clone()),
        ("name", text.name.clone()),
    ];
    let names = names.map(|(key, value)| (key.to_owned(), value));
    let others = text
        .aliases
        .iter()
        .map(|name| (alias(name), "1".to_owned()));
    names.into_iter().chain(others).collect()
}

/// The key of another name.
fn alias(name: &str) -> String {
    format!("alias {name}")
}

/// All other names of a unit as a conflict tells them, in some order.
pub fn aliases(unit: &Facts) -> String {
    let others = unit.keys().filter_map(|key| key.strip_prefix("alias "));
    let others: Vec<&str> = others.collect();
    others.join("; ")
}

/// A setting; nothing where it was never set.
pub fn of_setting(value: Option<String>) -> Facts {
    let value = value.map(|value| ("value".to_owned(), value));
    value.into_iter().collect()
}

/// An answer with its signature.
pub fn describe_answer(answer: &Answer) -> String {
    format!("{} {}", answer.kind.as_str(), answer.signed)
}

/// What was said and decided in a review.
pub fn of_review(review: &Review) -> Facts {
    let mut facts = Facts::new();
    let summary = &review.summary;
    let whole = summary.scope == ReviewScope::Plan;
    facts.insert(
        "scope".to_owned(),
        if whole { "plan" } else { "area" }.to_owned(),
    );
    if let Some(finished) = &summary.finished {
        facts.insert("finished".to_owned(), finished.by.clone());
    }
    for item in &review.items {
        if let Some(answer) = &item.answer {
            facts.insert(format!("answer {}", item.task.0), describe_answer(answer));
        }
    }
    for one in &review.conclusions {
        facts.insert(format!("conclusion {}", one.id.0), one.body.clone());
        for outcome in &one.outcomes {
            let (task, kind) = (outcome.row.id.0, outcome.kind.as_str());
            facts.insert(format!("became {} {task} {kind}", one.id.0), "1".to_owned());
        }
    }
    facts
}

/// What a person reads of a task.
pub fn of(task: &Task) -> Facts {
    let mut facts = Facts::new();
    let mut tell = |key: String, value: Option<String>| {
        if let Some(value) = value {
            facts.insert(key, value);
        }
    };
    tell("title".into(), Some(task.row.title.clone()));
    tell("product".into(), task.texts.product.clone());
    tell(
        "lead".into(),
        task.texts.lead.map(|unit| unit.0.to_string()),
    );
    tell(
        "with".into(),
        with(task.coordinating.iter().map(|(unit, _)| *unit)),
    );
    tell("deadline".into(), Some(task.row.deadline.clone()));
    tell("hold".into(), task.hold.map(|hold| hold.as_str().into()));
    tell("reason".into(), task.hold_reason.clone());
    tell("started".into(), task.started.then(|| "1".into()));
    for one in &task.occurrences {
        tell(of_occurrence("due", one.id), day(one.due_on));
        tell(
            of_occurrence("done", one.id),
            one.done_on.map(|d| d.to_string()),
        );
        tell(of_occurrence("result", one.id), one.result.clone());
    }
    for step in &task.steps {
        let n = step.position;
        tell(format!("step {n}"), day(step.done_on));
    }
    for document in &task.evidence {
        tell(format!("evidence {}", document.number), Some("1".into()));
    }
    tell(
        "moved".into(),
        (!task.extensions.is_empty()).then(|| task.extensions.len().to_string()),
    );
    facts
}

/// What is known of a task that was added with nothing but a title and "Quý III".
pub fn of_new(title: &str, occurrence: OccurrenceId) -> Facts {
    let due = of_occurrence("due", occurrence);
    let facts = [
        ("title", title),
        ("deadline", "Quý III"),
        (&due, "2021-09-30"),
    ];
    let facts = facts.map(|(key, value)| (key.to_owned(), value.to_owned()));
    facts.into()
}

/// The key of what stands at an occurrence. Its number changes with the deadline, its identity never.
fn of_occurrence(what: &str, id: OccurrenceId) -> String {
    format!("{what} {}", id.0)
}

/// A day, or that there is none.
pub fn day(day: Option<Day>) -> Option<String> {
    Some(day.map_or("–".into(), |day| day.to_string()))
}

/// Co-operating units.
fn with(units: impl Iterator<Item = UnitId>) -> Option<String> {
    let units: Vec<String> = units.map(|unit| unit.0.to_string()).collect();
    (!units.is_empty()).then(|| units.join(", "))
}

/// Sets a key, or takes it away where nothing stands there.
pub fn set(facts: &mut Facts, key: impl Into<String>, value: Option<String>) {
    match value {
        Some(value) => facts.insert(key.into(), value),
        None => facts.remove(&key.into()),
    };
}

/// What a change shall make of the task as it is now, whatever its writer saw: only the parts that
/// the person touched change. `new` are the identities of the occurrences that come with it, in the
/// order of their days.
pub fn after(change: &Change, now: &Task, new: impl IntoIterator<Item = OccurrenceId>) -> Facts {
    let mut facts = of(now);
    let mut set = |key: String, value| set(&mut facts, key, value);
    match change {
        Change::Edit { before, after, .. } => edit(&mut facts, before, after),
        Change::SetDeadline { deadline, .. } => set_deadline(&mut facts, deadline, now, new),
        Change::Extend {
            seen: from,
            new_due_on,
            ..
        } => {
            let moved = now.extensions.len() + 1;
            set("moved".into(), Some(moved.to_string()));
            set(
                of_occurrence("due", from.occurrence),
                day(Some(*new_due_on)),
            );
        }
        Change::Hold { hold, reason, .. } => {
            set("hold".into(), hold.map(|hold| hold.as_str().into()));
            set("reason".into(), reason.clone());
        }
        Change::Start { started, .. } => set("started".into(), started.then(|| "1".into())),
        Change::Complete {
            occurrence,
            done_on,
            result,
            ..
        } => {
            let id = occurrence.unwrap();
            set(of_occurrence("done", id), Some(done_on.to_string()));
            set(of_occurrence("result", id), result.clone());
        }
        Change::Correct { seen: from, to, .. } => {
            let id = from.occurrence;
            if from.done_on != to.done_on {
                set(of_occurrence("done", id), to.done_on.map(|d| d.to_string()));
            }
            if from.result != to.result {
                set(of_occurrence("result", id), to.result.clone());
            }
        }
        Change::Reopen { seen: from, .. } => {
            set(of_occurrence("done", from.occurrence), None);
            set(of_occurrence("result", from.occurrence), None);
        }
        Change::TickStep { step, done, .. } => {
            let step = now.steps.iter().find(|s| s.id == *step).unwrap();
            // What a colleague has ticked meanwhile keeps its day.
            if step.done_on.is_some() != *done {
                let ticked = day(done.then(today));
                set(format!("step {}", step.position), ticked);
            }
        }
        Change::AddStep { .. } => {
            let last = now.steps.last().map_or(0, |step| step.position);
            set(format!("step {}", last + 1), day(None));
        }
        Change::AddEvidence { number, .. } => {
            set(format!("evidence {number}"), Some("1".into()));
        }
        other => panic!("{other:?}"),
    }
    facts
}

/// The parts in which the form was changed.
fn edit(facts: &mut Facts, before: &TaskText, after: &TaskText) {
    if before.title != after.title {
        set(facts, "title", Some(after.title.clone()));
    }
    if before.product != after.product {
        set(facts, "product", after.product.clone());
    }
    if before.lead != after.lead {
        let lead = after.lead.map(|unit| unit.0.to_string());
        set(facts, "lead", lead);
    }
    if before.coordinating != after.coordinating {
        set(facts, "with", with(after.coordinating.iter().copied()));
    }
}

/// Another deadline brings its days beside what is done, which stays as it is. Where the days fall
/// is a rule of its own, tested for itself; here it matters who saw and wrote what.
fn set_deadline(
    facts: &mut Facts,
    deadline: &Deadline,
    now: &Task,
    new: impl IntoIterator<Item = OccurrenceId>,
) {
    let scheduled = reschedule(now, deadline.rhythm, &deadline.due_days(2021));
    let mut new = new.into_iter();
    set(facts, "deadline", Some(deadline.wording.clone()));
    for one in &now.occurrences {
        facts.remove(&of_occurrence("due", one.id));
    }
    for one in &scheduled {
        let id = one.row.or_else(|| new.next());
        let id = id.expect("an identity given twice");
        set(facts, of_occurrence("due", id), day(one.due_on));
    }
    let stays = |id| {
        let mut all = scheduled.iter();
        all.any(|one| one.row == Some(id) || one.extensions_of == Some(id))
    };
    let moved = now.extensions.iter().filter(|e| stays(e.occurrence));
    let moved = moved.count();
    set(facts, "moved", (moved > 0).then(|| moved.to_string()));
}

/// The keys in which two differ.
pub fn difference(before: &Facts, after: &Facts) -> Vec<Step> {
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    keys.into_iter()
        .map(|key| {
            (
                key.clone(),
                before.get(key).cloned(),
                after.get(key).cloned(),
            )
        })
        .filter(|(_, before, after)| before != after)
        .collect()
}

/// Whether a key holds what somebody entered, not a number that merely follows from it.
pub fn is_seen(key: &str) -> bool {
    key != "moved" && !key.starts_with("evidence ")
}

/// What a clash tells of theirs, as the model writes it.
pub fn describe_clash(clash: &Clash) -> String {
    match &clash.theirs {
        FieldValue::Nothing => "–".to_owned(),
        FieldValue::Text(text) => text.clone(),
        FieldValue::Day(day) => day.to_string(),
        FieldValue::Hold(Hold::Paused) => "paused".to_owned(),
        FieldValue::Hold(Hold::Dropped) => "dropped".to_owned(),
        other => panic!("{other:?}"),
    }
}

/// The key of a field that holds units.
pub fn units_key(field: Field) -> Option<&'static str> {
    match field {
        Field::Lead => Some("lead"),
        Field::Coordinating => Some("with"),
        _ => None,
    }
}

/// The units that a task names.
pub fn units(task: &Facts) -> Vec<Thing> {
    let named = ["lead", "with"].into_iter().filter_map(|key| task.get(key));
    let numbers = named.flat_map(|units| units.split(", "));
    numbers
        .map(|n| Thing::Unit(UnitId(n.parse().unwrap())))
        .collect()
}

/// Whether the lead unit is named among the others.
pub fn lead_co_operates(task: &Facts) -> bool {
    let (lead, with) = (task.get("lead"), task.get("with"));
    with.is_some_and(|with| {
        with.split(", ")
            .any(|unit| lead.is_some_and(|lead| lead == unit))
    })
}
