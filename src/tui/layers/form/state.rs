//! The form of a task's state: completed, under way, paused, dropped.

use super::fields::{FieldError, Form, FormField, FormKind, SeenTask};
use super::parts::{
    add_evidence, dated_on, day, day_field, day_or_none, no_change, number, reason,
};
use crate::domain::change::Change;
use crate::domain::conflict::Completion;
use crate::domain::day::Day;
use crate::domain::parts::Field;
use crate::domain::task::{Hold, Occurrence, State, Task};
use crate::present::dates;
use crate::present::lang::{Lang, bi};
use crate::present::messages::labels;
use crate::tui::command::Command;
use crate::tui::env::Env;

/// What it offers, in its order.
const STATES: [State; 5] = [
    State::Done,
    State::InProgress,
    State::NotStarted,
    State::Paused,
    State::Dropped,
];

/// Of a task that is done it shows when and with what result, to be corrected.
pub(crate) fn open(tasks: Vec<Task>, today: Day) -> Form {
    let seen = occurrence_to_complete(tasks);
    let alone = match seen.as_slice() {
        [one] => Some(one),
        _ => None,
    };
    let held = alone.is_some_and(|seen| seen.task.hold.is_some());
    let done = alone.and_then(SeenTask::concerned).filter(|o| !o.is_open());
    let states = STATES.iter().map(|state| labels::state(*state)).collect();
    let fields = vec![
        FormField::choice(Field::State, states, usize::from(held)),
        done_on(done.and_then(|o| o.done_on).unwrap_or(today)),
        result(done),
        number("")
            .labelled(bi("Số, ký hiệu minh chứng", "Evidence no."))
            .only_if(completes),
        dated_on("").only_if(completes),
        FormField::text(Field::EvidenceSummary, "").only_if(completes),
        reason().only_if(|form| matches!(state(form), State::Paused | State::Dropped)),
    ];
    Form::new(StateForm, seen, fields)
}

fn done_on(day: Day) -> FormField {
    day_field(Field::DoneOn, &dates::full(day))
        .required()
        .only_if(completes)
}

fn result(done: Option<&Occurrence>) -> FormField {
    let result = done.and_then(|o| o.result.as_deref());
    FormField::text(Field::Result, result.unwrap_or_default()).only_if(completes)
}

fn state(form: &Form) -> State {
    let state = STATES.get(form.chosen(Field::State));
    state.copied().unwrap_or(State::Done)
}

fn completes(form: &Form) -> bool {
    state(form) == State::Done
}

/// Each task with the occurrence that the form completes; one that is done and stands alone, with
/// the completion that made it so.
fn occurrence_to_complete(tasks: Vec<Task>) -> Vec<SeenTask> {
    let alone = tasks.len() == 1;
    let seen = tasks.into_iter().map(|task| {
        let done = last_done(&task).filter(|_| alone).map(|o| o.id);
        let open = SeenTask::new(task);
        SeenTask {
            occurrence: open.occurrence.or(done),
            ..open
        }
    });
    seen.collect()
}

/// The completion that made a task done; nothing where it is not.
fn last_done(task: &Task) -> Option<&Occurrence> {
    if task.row.state != State::Done {
        return None;
    }
    task.occurrences.iter().rev().find(|o| !o.is_open())
}

#[derive(Debug)]
struct StateForm;

impl FormKind for StateForm {
    fn title(&self, form: &Form, lang: Lang) -> String {
        form.titled_with_period(bi("Trạng thái", "Status"), lang)
    }

    /// The result of an occurrence, and of one that is done also the day. A day that is to complete
    /// one is the person's own, whether it was typed or stood there.
    fn of_task(&self, seen: &SeenTask, _: &Env) -> Vec<FormField> {
        let concerned = seen.concerned();
        let done = concerned.and_then(|o| o.done_on).map(done_on);
        std::iter::once(result(concerned)).chain(done).collect()
    }

    fn submit(&self, form: &Form, env: &Env) -> Result<Command, FieldError> {
        let done_on = match state(form) {
            State::Done => day(form, Field::DoneOn, env)?,
            _ => env.today,
        };
        let dated_on = day_or_none(form, Field::EvidenceDate, env)?;
        let changes = form.seen.iter();
        let changes = changes.flat_map(|seen| changes_of(seen, form, done_on, dated_on));
        let changes: Vec<Change> = changes.collect();
        if changes.is_empty() {
            return Err(no_change(Field::State, env));
        }
        Ok(Command::Apply(changes))
    }
}

/// What the chosen state changes of a task.
fn changes_of(seen: &SeenTask, form: &Form, done_on: Day, dated_on: Option<Day>) -> Vec<Change> {
    let (state, alone) = (state(form), form.single().is_some());
    let mut changes = Vec::new();
    // A pause or a drop is lifted by choosing how the work stands.
    let held = alone && seen.task.hold.is_some();
    if held && !matches!(state, State::Paused | State::Dropped) {
        changes.push(hold(&seen.task, None, None));
    }
    let mut hold_as = |to| {
        let reason = form.typed_or_none(Field::Reason);
        changes.push(hold(&seen.task, Some(to), reason));
    };
    match state {
        State::Paused => hold_as(Hold::Paused),
        State::Dropped => hold_as(Hold::Dropped),
        State::InProgress | State::NotStarted => {
            changes.extend(begin(&seen.task, alone, state == State::InProgress));
        }
        State::Done => {
            changes.extend(complete(seen, done_on, form));
            if !form.typed(Field::EvidenceNumber).is_empty() {
                changes.push(add_evidence(seen.task.row.id, form, dated_on));
            }
        }
    }
    changes
}

/// Completes the occurrence that the form concerns; where it is done, corrects day or result, if
/// they are others now.
fn complete(seen: &SeenTask, done_on: Day, form: &Form) -> Option<Change> {
    let task = seen.task.row.id;
    let result = form.typed_or_none(Field::Result);
    match seen.concerned() {
        Some(done) if !done.is_open() => {
            let to = Completion {
                occurrence: done.id,
                done_on: Some(done_on),
                result,
            };
            let seen = done.completion();
            (to != seen).then_some(Change::Correct { task, seen, to })
        }
        concerned => Some(Change::Complete {
            task,
            occurrence: concerned.map(|o| o.id),
            done_on,
            result,
        }),
    }
}

/// Sets the work to begun or not begun; what is done is reopened, what is held was lifted before.
fn begin(seen: &Task, alone: bool, started: bool) -> Vec<Change> {
    let task = seen.row.id;
    let start = Change::Start { task, started };
    if !alone {
        return vec![start];
    }
    let mut changes = Vec::new();
    if let Some(done) = last_done(seen) {
        let seen = done.completion();
        changes.push(Change::Reopen { task, seen });
    }
    let lifted = seen.hold.is_some() || !changes.is_empty();
    if seen.started != started || !lifted {
        changes.push(start);
    }
    changes
}

fn hold(seen: &Task, hold: Option<Hold>, reason: Option<String>) -> Change {
    Change::Hold {
        task: seen.row.id,
        hold,
        reason,
        seen: seen.held(),
    }
}
