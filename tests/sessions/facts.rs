//! The model's own idea of a task, a unit, a setting or a review: what it is told by what was
//! acknowledged, key by key.

use crate::support::{day, today};
use cchc::domain::change::{Change, UnitText};
use cchc::domain::conflict::{Clash, FieldValue};
use cchc::domain::deadline::Deadline;
use cchc::domain::ids::{ReviewId, TaskId, UnitId};
use cchc::domain::parts::Field;
use cchc::domain::reschedule::reschedule;
use cchc::domain::review::{Answer, Review, Scope};
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

/// A thing as the model has it: "due 1" or "reason" and what stands there. What is not there has no
/// key.
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
pub fn said(answer: &Answer) -> String {
    format!("{} {}", answer.kind.as_str(), answer.signed)
}

/// What was said and decided in a review.
pub fn of_review(review: &Review) -> Facts {
    let mut facts = Facts::new();
    let sitting = &review.summary;
    let whole = sitting.scope == Scope::Plan;
    facts.insert(
        "scope".to_owned(),
        if whole { "plan" } else { "area" }.to_owned(),
    );
    if let Some(finished) = &sitting.finished {
        facts.insert("finished".to_owned(), finished.by.clone());
    }
    for item in &review.items {
        if let Some(answer) = &item.answer {
            facts.insert(format!("answer {}", item.task.0), said(answer));
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
    for occurrence in &task.occurrences {
        let n = occurrence.ordinal;
        let due = occurrence.due_on;
        tell(
            format!("due {n}"),
            Some(due.map_or("–".into(), |d| d.to_string())),
        );
        tell(
            format!("done {n}"),
            occurrence.done_on.map(|d| d.to_string()),
        );
        tell(format!("result {n}"), occurrence.result.clone());
    }
    for step in &task.steps {
        let n = step.position;
        let ticked = step.done_on.map_or("–".into(), |d| d.to_string());
        tell(format!("step {n}"), Some(ticked));
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

/// What a change, made by somebody who saw `seen`, shall make of the task as it is now. Only the
/// parts that the person touched change.
pub fn after(change: &Change, seen: &Task, now: &Facts) -> Facts {
    let mut facts = now.clone();
    let ordinal = |id| seen.occurrence(id).unwrap().ordinal;
    let mut set = |key: String, value| set(&mut facts, key, value);
    match change {
        Change::Edit { before, after, .. } => edit(&mut facts, before, after),
        Change::SetDeadline { deadline, .. } => set_deadline(&mut facts, deadline, seen),
        Change::Extend {
            seen: from,
            new_due_on,
            ..
        } => {
            let moved = now.get("moved").map_or(0, |n| n.parse().unwrap());
            set("moved".into(), Some((moved + 1).to_string()));
            let n = ordinal(from.occurrence);
            set(format!("due {n}"), Some(new_due_on.to_string()));
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
            let n = ordinal(occurrence.unwrap());
            set(format!("done {n}"), Some(done_on.to_string()));
            set(format!("result {n}"), result.clone());
        }
        Change::Correct { seen: from, to, .. } => {
            let n = ordinal(from.occurrence);
            if from.done_on != to.done_on {
                set(format!("done {n}"), to.done_on.map(|d| d.to_string()));
            }
            if from.result != to.result {
                set(format!("result {n}"), to.result.clone());
            }
        }
        Change::Reopen { seen: from, .. } => {
            let n = ordinal(from.occurrence);
            set(format!("done {n}"), None);
            set(format!("result {n}"), None);
        }
        Change::TickStep { step, done, .. } => {
            let n = seen.steps.iter().find(|s| s.id == *step).unwrap().position;
            let key = format!("step {n}");
            // What a colleague has ticked meanwhile keeps its day.
            match (now.get(&key).map(String::as_str), done) {
                (Some("–"), true) => set(key, Some(today().to_string())),
                (Some(_), false) => set(key, Some("–".into())),
                _ => {}
            }
        }
        Change::AddStep { .. } => {
            let steps = now.keys().filter(|key| key.starts_with("step ")).count();
            set(format!("step {}", steps + 1), Some("–".into()));
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
fn set_deadline(facts: &mut Facts, deadline: &Deadline, seen: &Task) {
    let mut task = seen.clone();
    for occurrence in &mut task.occurrences {
        let done = facts.get(&format!("done {}", occurrence.ordinal));
        occurrence.done_on = done.map(|done| day(done));
    }
    let scheduled = reschedule(&task, deadline.rhythm, &deadline.due_days(2021));
    let old = facts.clone();
    facts.retain(|key, _| {
        let of_occurrences = ["due ", "done ", "result "];
        !of_occurrences.iter().any(|begin| key.starts_with(begin))
    });
    set(facts, "deadline", Some(deadline.wording.clone()));
    for (n, one) in (1..).zip(&scheduled) {
        let due = one.due_on.map_or("–".into(), |due| due.to_string());
        set(facts, format!("due {n}"), Some(due));
        let row = one.row.and_then(|row| task.occurrence(row));
        for key in ["done", "result"] {
            let kept = row.and_then(|row| old.get(&format!("{key} {}", row.ordinal)));
            set(facts, format!("{key} {n}"), kept.cloned());
        }
    }
    let stays = |id| {
        let mut all = scheduled.iter();
        all.any(|one| one.row == Some(id) || one.extensions_of == Some(id))
    };
    let moved = task.extensions.iter().filter(|e| stays(e.occurrence));
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
pub fn told(clash: &Clash) -> String {
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
