//! The model's own idea of a task: what it is told by what was acknowledged, key by key.

use cchc::domain::change::Change;
use cchc::domain::seen::{Clash, Said};
use cchc::domain::task::{Hold, Task};
use std::collections::{BTreeMap, BTreeSet};

/// A task as the model has it: "due 1" or "reason" and what stands there. What is not there has no
/// key.
pub type Facts = BTreeMap<String, String>;

/// One key before and after an act.
pub type Step = (String, Option<String>, Option<String>);

/// What a person reads of a task.
pub fn of(task: &Task) -> Facts {
    let mut facts = Facts::new();
    let mut tell = |key: String, value: Option<String>| {
        if let Some(value) = value {
            facts.insert(key, value);
        }
    };
    tell("title".into(), Some(task.row.title.clone()));
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

/// What a change, made by somebody who saw `seen`, shall make of the task as it is now. Only the
/// parts that the person touched change.
pub fn after(change: &Change, seen: &Task, now: &Facts) -> Facts {
    let mut facts = now.clone();
    let mut set = |key: String, value: Option<String>| match value {
        Some(value) => {
            facts.insert(key, value);
        }
        None => {
            facts.remove(&key);
        }
    };
    let ordinal = |id| seen.occurrence(id).unwrap().ordinal;
    match change {
        Change::Edit { before, after, .. } => {
            if before.title != after.title {
                set("title".into(), Some(after.title.clone()));
            }
        }
        Change::SetDeadline { deadline, .. } => {
            set("deadline".into(), Some(deadline.wording.clone()));
            let days = deadline.due_days(2021);
            let old: Vec<String> = due(now).map(|(_, day)| day.clone()).collect();
            let new: Vec<String> = days
                .iter()
                .map(|day| day.map_or("–".into(), |d| d.to_string()))
                .collect();
            // The same days with nothing extended stay as they are.
            if old != new || now.contains_key("moved") {
                set("moved".into(), None);
                for (key, _) in due(now) {
                    set(key.clone(), None);
                }
                for (n, day) in (1..).zip(new) {
                    set(format!("due {n}"), Some(day));
                }
            }
        }
        Change::Extend {
            seen: from,
            new_due_on,
            ..
        } => {
            let n = ordinal(from.occurrence);
            set(format!("due {n}"), Some(new_due_on.to_string()));
            let moved = now.get("moved").map_or(0, |n| n.parse().unwrap());
            set("moved".into(), Some((moved + 1).to_string()));
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
            let day = if *done {
                super::today().to_string()
            } else {
                "–".into()
            };
            set(format!("step {n}"), Some(day));
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

/// The due days of a task in their order.
fn due(facts: &Facts) -> impl Iterator<Item = (&String, &String)> {
    let mut due: Vec<(&String, &String)> = facts
        .iter()
        .filter(|(k, _)| k.starts_with("due "))
        .collect();
    due.sort_by_key(|(key, _)| key[4..].parse::<u32>().unwrap());
    due.into_iter()
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
        Said::Nothing => "–".to_owned(),
        Said::Text(text) => text.clone(),
        Said::Day(day) => day.to_string(),
        Said::Hold(Hold::Paused) => "paused".to_owned(),
        Said::Hold(Hold::Dropped) => "dropped".to_owned(),
        other => panic!("{other:?}"),
    }
}
