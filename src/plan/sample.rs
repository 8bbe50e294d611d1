//! The demonstration: the plan of 2021 with fictitious units, deadlines and progress, marked as illustrative.

use super::of_year;
use crate::domain::change::Change;
use crate::domain::day::{Day, from_iso};
use crate::domain::ids::{NoteId, TaskId};
use crate::domain::note::NoteKind;
use crate::domain::person::Actor;
use crate::domain::plan::PlanData;
use crate::domain::task::{Hold, Task};
use crate::store::{Result, Stamp, Store, StoreError};
use serde::Deserialize;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

const SAMPLE_2021: &str = include_str!("sample-2021.json");

#[derive(Debug, Deserialize)]
struct SampleData {
    /// When the plan was entered; fictitious like the rest.
    created_on: String,
    /// The day that the demonstration takes for today.
    day: String,
    people: Vec<PersonData>,
    assignments: Vec<SampleTask>,
    events: Vec<Event>,
}

#[derive(Debug, Deserialize)]
struct PersonData {
    name: String,
    unit: String,
    account: String,
}

#[derive(Debug, Deserialize)]
struct SampleTask {
    code: String,
    lead: Option<String>,
    #[serde(default)]
    coordinating: Vec<String>,
    deadline: Option<String>,
    product: Option<String>,
    #[serde(default)]
    key_task: bool,
}

/// One act on its day.
#[derive(Debug, Deserialize)]
struct Event {
    day: String,
    by: String,
    code: String,
    #[serde(flatten)]
    kind: EventKind,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum EventKind {
    Note {
        kind: String,
        text: String,
    },
    Answer {
        text: String,
    },
    Start,
    Pause {
        reason: String,
    },
    Drop {
        reason: String,
    },
    Reopen,
    Complete {
        done_on: String,
        result: Option<String>,
    },
    Extend {
        new_due: String,
        reason: String,
        agreed_by: String,
        letter: Option<String>,
    },
    Evidence {
        number: String,
        date: Option<String>,
        summary: Option<String>,
        path: Option<String>,
    },
    Step {
        step: i64,
    },
}

/// Creates the demonstration's file, always with the same content.
///
/// # Errors
/// As [`Store::create`]; a test proves that the events obey the rules.
pub fn create(path: &Path) -> Result<Store> {
    let (plan, sample) = read().map_err(|_| StoreError::NoPlan)?;
    let day = from_iso(&sample.day).unwrap_or_default();
    let created_on = from_iso(&sample.created_on).unwrap_or(day);
    let mut clock = Clock::new(&sample);
    let mut store = Store::create(path, &plan, &clock.stamp("", created_on), Some(day))?;
    for person in &sample.people {
        let change = Change::SetPerson {
            name: person.name.clone(),
            unit: store.find_unit(&person.unit)?.map(|unit| unit.id),
            account: Some(person.account.clone()),
            seen: None,
        };
        store.apply(&[change], &clock.stamp("", created_on))?;
    }
    let plan = store.plan()?.id;
    for event in &sample.events {
        let stamp = clock.stamp(&event.by, from_iso(&event.day).unwrap_or(day));
        let id = store
            .find_code(plan, &event.code)?
            .ok_or(StoreError::NoPlan)?;
        let task = store.task(id)?.ok_or(StoreError::NoPlan)?;
        let change = event.kind.change(&task, stamp.day)?;
        store.apply(&[change], &stamp)?;
    }
    store.checkpoint()?;
    Ok(store)
}

/// Replaces the demonstration's file by a new one; returns the path of the backup of the old one.
///
/// # Errors
/// As `Store::replace_demonstration`.
pub(crate) fn replace(path: &Path, at: i64) -> Result<Option<PathBuf>> {
    Store::replace_demonstration(path, at, create)
}

/// The plan with the demonstration's assignments, and the events.
fn read() -> serde_json::Result<(PlanData, SampleData)> {
    let mut plan = of_year(super::DOCUMENT_YEAR)?;
    let sample: SampleData = serde_json::from_str(SAMPLE_2021)?;
    let mut numbers: HashMap<String, i64> = HashMap::new();
    for task in &mut plan.tasks {
        let number = numbers.entry(task.section.clone()).or_default();
        *number += 1;
        let code = crate::domain::area::code(&task.section, *number);
        if let Some(assignment) = sample.assignments.iter().find(|a| a.code == code) {
            task.lead = task.lead.take().or_else(|| assignment.lead.clone());
            task.deadline = task.deadline.take().or_else(|| assignment.deadline.clone());
            task.product = task.product.take().or_else(|| assignment.product.clone());
            // The coordinating units of the document stay, and come first.
            for unit in &assignment.coordinating {
                if !task.coordinating.contains(unit) {
                    task.coordinating.push(unit.clone());
                }
            }
            task.key_task = assignment.key_task;
            task.illustrative = true;
        }
        task.illustrative |= sample.events.iter().any(|event| event.code == code);
    }
    Ok((plan, sample))
}

/// Stamps each act with a fixed time: from eight in the morning (UTC+7) of its day, a minute apart.
struct Clock {
    accounts: HashMap<String, String>,
    acts: i64,
}

impl Clock {
    fn new(sample: &SampleData) -> Self {
        let accounts = sample
            .people
            .iter()
            .map(|p| (p.name.clone(), p.account.clone()));
        Self {
            accounts: accounts.collect(),
            acts: 0,
        }
    }

    fn stamp(&mut self, by: &str, day: Day) -> Stamp {
        self.acts += 1;
        let morning = day.and_time(chrono::NaiveTime::MIN).and_utc() + chrono::Duration::hours(1);
        let moment = morning + chrono::Duration::minutes(self.acts);
        let account = self
            .accounts
            .get(by)
            .cloned()
            .unwrap_or_else(|| "minhhoa".to_owned());
        let person = if by.is_empty() {
            account.clone()
        } else {
            by.to_owned()
        };
        Stamp {
            actor: Actor { account, person },
            recorded_at: moment.timestamp_millis(),
            day,
        }
    }
}

impl EventKind {
    fn change(&self, before: &Task, day: Day) -> Result<Change> {
        let task = before.row.id;
        let date = |text: &str| from_iso(text).unwrap_or(day);
        Ok(match self {
            Self::Note { kind, text } => {
                note(task, NoteKind::parse(kind).unwrap_or_default(), text, None)
            }
            Self::Answer { text } => {
                let question = before.notes.iter().rfind(|note| note.open);
                note(task, NoteKind::Note, text, question.map(|note| note.id))
            }
            Self::Start => Change::Start {
                task,
                started: true,
            },
            Self::Pause { reason } => hold(before, Hold::Paused, reason),
            Self::Drop { reason } => hold(before, Hold::Dropped, reason),
            Self::Reopen => {
                let done = before.occurrences.iter().rfind(|o| !o.is_open());
                let seen = done.ok_or(StoreError::NoPlan)?.completion();
                Change::Reopen { task, seen }
            }
            Self::Complete { done_on, result } => Change::Complete {
                task,
                occurrence: None,
                done_on: date(done_on),
                result: result.clone(),
            },
            Self::Extend {
                new_due,
                reason,
                agreed_by,
                letter,
            } => Change::Extend {
                task,
                seen: before.due().ok_or(StoreError::NoPlan)?,
                new_due_on: date(new_due),
                reason: reason.clone(),
                agreed_by: agreed_by.clone(),
                letter: letter.clone(),
            },
            Self::Evidence {
                number,
                date: dated,
                summary,
                path,
            } => Change::AddEvidence {
                task,
                number: number.clone(),
                dated_on: dated.as_deref().and_then(from_iso),
                summary: summary.clone(),
                path: path.clone(),
            },
            Self::Step { step } => tick(before, *step)?,
        })
    }
}

fn note(task: TaskId, kind: NoteKind, body: &str, answers: Option<NoteId>) -> Change {
    Change::AddNote {
        task,
        kind,
        body: body.to_owned(),
        answers,
    }
}

fn tick(task: &Task, position: i64) -> Result<Change> {
    let step = task.steps.iter().find(|step| step.position == position);
    Ok(Change::TickStep {
        task: task.row.id,
        step: step.ok_or(StoreError::NoPlan)?.id,
        done: true,
        seen: None,
    })
}

fn hold(task: &Task, hold: Hold, reason: &str) -> Change {
    Change::Hold {
        task: task.row.id,
        hold: Some(hold),
        reason: Some(reason.to_owned()),
        seen: task.held(),
    }
}
