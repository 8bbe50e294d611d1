//! What a form comes to: the changes, or the field at fault and a sentence.

use super::super::form::{FieldId, Form, FormKind, Seen};
use super::super::forms::find::{find_section, find_unit, rules, split_units};
use super::super::forms::hints::like;
use super::super::forms::mend::amendment;
use super::super::forms::report::names_changes;
use super::super::forms::{Fault, Ground, STATES, last_done};
use crate::domain::change::{Change, NewTask, Refusal};
use crate::domain::conflict::Completion;
use crate::domain::day::{Day, parse_day};
use crate::domain::deadline::{Deadline, DeadlineKind};
use crate::domain::ids::TaskId;
use crate::domain::occurrence::Occurrence;
use crate::domain::review::ReviewChange;
use crate::domain::task::{Hold, State, Task, TaskText};
use crate::present::messages::errors;
use crate::tui::widgets::editor::Editor;

/// What a form comes to.
///
/// # Errors
/// The field at fault and a sentence.
pub fn changes(form: &Form, ground: &Ground<'_>) -> Result<Vec<Change>, Fault> {
    match form.kind {
        FormKind::State => state_changes(form, ground),
        FormKind::Deadline => deadline_changes(form, ground),
        FormKind::Evidence => {
            let dated_on = day_or_none(form, FieldId::DatedOn, ground)?;
            let tasks = form.seen.iter().map(|seen| seen.task.row.id);
            Ok(tasks
                .map(|task| add_evidence(task, form, dated_on))
                .collect())
        }
        FormKind::CorrectEvidence(_) | FormKind::RenameStep(_) | FormKind::Remove(_) => {
            let dated_on = day_or_none(form, FieldId::DatedOn, ground)?;
            let change = amendment(form, dated_on)
                .map_err(|refusal| (FieldId::Reason, errors::refused(&refusal, ground.lang)))?;
            Ok(change.into_iter().collect())
        }
        FormKind::Edit => edit_changes(form, ground),
        FormKind::Names => names_changes(form, ground),
        // A document that is saved changes nothing in the plan.
        FormKind::SaveAs => Ok(Vec::new()),
        FormKind::Add => Ok(vec![Change::Add(Box::new(new_task(form, ground)?))]),
        FormKind::Assign(conclusion) => {
            let task = Box::new(new_task(form, ground)?);
            let change = ReviewChange::MakeTask { conclusion, task };
            Ok(vec![Change::Review(change)])
        }
        // The tasks are found by their codes where the file is at hand.
        FormKind::Spread(_) => Ok(Vec::new()),
    }
}

fn add_evidence(task: TaskId, form: &Form, dated_on: Option<Day>) -> Change {
    Change::AddEvidence {
        task,
        number: form.typed(FieldId::Number).to_owned(),
        dated_on,
        summary: form.typed_or_none(FieldId::Summary),
        path: form.typed_or_none(FieldId::Path),
    }
}

fn state_changes(form: &Form, ground: &Ground<'_>) -> Result<Vec<Change>, Fault> {
    let state = STATES
        .get(form.chosen(FieldId::State))
        .copied()
        .unwrap_or(State::Done);
    let done_on = match state {
        State::Done => day(form, FieldId::DoneOn, ground)?,
        _ => ground.today,
    };
    let dated_on = day_or_none(form, FieldId::DatedOn, ground)?;
    let alone = form.one().is_some();
    let mut changes = Vec::new();
    for seen in &form.seen {
        // A pause or a drop is lifted by choosing how the work stands.
        let held = alone && seen.task.hold.is_some();
        if held && !matches!(state, State::Paused | State::Dropped) {
            changes.push(hold(&seen.task, None, None));
        }
        match state {
            State::Done => {
                changes.extend(complete(seen, done_on, form));
                if !form.typed(FieldId::Number).is_empty() {
                    changes.push(add_evidence(seen.task.row.id, form, dated_on));
                }
            }
            State::InProgress | State::NotStarted => {
                changes.extend(begin(&seen.task, alone, state == State::InProgress));
            }
            State::Paused | State::Dropped => {
                let to = match state {
                    State::Paused => Hold::Paused,
                    _ => Hold::Dropped,
                };
                let reason = form.typed_or_none(FieldId::Reason);
                changes.push(hold(&seen.task, Some(to), reason));
            }
        }
    }
    if changes.is_empty() {
        let said = errors::refused(&Refusal::NoChange, ground.lang);
        return Err((FieldId::State, said));
    }
    Ok(changes)
}

/// Completes the occurrence that the form concerns; where it is done, corrects day or result, if
/// they are others now.
fn complete(seen: &Seen, done_on: Day, form: &Form) -> Option<Change> {
    let task = seen.task.row.id;
    let result = form.typed_or_none(FieldId::Result);
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

fn deadline_changes(form: &Form, ground: &Ground<'_>) -> Result<Vec<Change>, Fault> {
    if form.chosen(FieldId::Mode) == 0 {
        let new_due_on = day(form, FieldId::NewDue, ground)?;
        let extend = |seen: &Seen| extend(seen, new_due_on, form, ground);
        return form.seen.iter().map(extend).collect();
    }
    if form.typed(FieldId::Wording).is_empty() {
        let said = ground.lang.pick(
            "Chưa nhập thời hạn. Gõ “không” để bỏ thời hạn.",
            "Enter a deadline, or type “none” to remove it.",
        );
        return Err((FieldId::Wording, said.to_owned()));
    }
    let deadline = wording(form, ground)?;
    let base_on = match deadline.kind {
        DeadlineKind::Relative => day_or_none(form, FieldId::Base, ground)?,
        _ => None,
    };
    let set = |seen: &Seen| Change::SetDeadline {
        task: seen.task.row.id,
        deadline: deadline.clone(),
        base_on,
        seen: seen.task.term(),
    };
    Ok(form.seen.iter().map(set).collect())
}

fn extend(seen: &Seen, new_due_on: Day, form: &Form, ground: &Ground<'_>) -> Result<Change, Fault> {
    let due = seen.concerned().map(Occurrence::due).ok_or_else(|| {
        let said = errors::refused(&Refusal::NothingToExtend, ground.lang);
        (FieldId::NewDue, format!("{}: {said}", seen.task.row.code))
    })?;
    // Said before what is still empty: the other fields are for nothing with such a day.
    if let Some(current) = due.due_on.filter(|current| new_due_on <= *current) {
        let said = errors::refused(&Refusal::NotLater { current }, ground.lang);
        return Err((FieldId::NewDue, said));
    }
    Ok(Change::Extend {
        task: seen.task.row.id,
        seen: due,
        new_due_on,
        reason: form.typed(FieldId::Reason).to_owned(),
        agreed_by: form.typed(FieldId::AgreedBy).to_owned(),
        letter: form.typed_or_none(FieldId::Letter),
    })
}

fn wording(form: &Form, ground: &Ground<'_>) -> Result<Deadline, Fault> {
    Deadline::parse(form.typed(FieldId::Wording), &rules(ground))
        .map_err(|error| (FieldId::Wording, errors::day(&error, ground.lang)))
}

fn edit_changes(form: &Form, ground: &Ground<'_>) -> Result<Vec<Change>, Fault> {
    let Some(seen) = form.one() else {
        return Ok(Vec::new());
    };
    let before = Box::new(seen.task.texts());
    let mut after = task_text(form, ground)?;
    // A one-line field cannot show line ends: what was not touched stays to the letter.
    if after.text == Editor::line(&before.text).text().trim() {
        after.text.clone_from(&before.text);
    }
    Ok(vec![Change::Edit {
        task: seen.task.row.id,
        before,
        after: Box::new(after),
    }])
}

fn new_task(form: &Form, ground: &Ground<'_>) -> Result<NewTask, Fault> {
    let typed = form.typed(FieldId::Section);
    let section = find_section(typed, ground).ok_or_else(|| {
        let known: Vec<&str> = ground.sections.iter().map(|s| s.number.as_str()).collect();
        let known = known.join(", ");
        let said = ground.lang.pick(
            format!("Không có mục “{typed}”. Hãy chọn một trong: {known}."),
            format!("There is no section “{typed}”. Choose one of: {known}."),
        );
        (FieldId::Section, said)
    })?;
    let mut text = task_text(form, ground)?;
    // A short task needs no second wording of the same.
    if text.text.is_empty() {
        text.text.clone_from(&text.title);
    }
    let deadline = wording(form, ground)?;
    Ok(NewTask {
        section: section.id,
        text,
        deadline,
    })
}

fn task_text(form: &Form, ground: &Ground<'_>) -> Result<TaskText, Fault> {
    let unit = |id: FieldId, typed: &str| {
        find_unit(typed, ground.units)
            .map(|unit| unit.id)
            .ok_or_else(|| {
                let said = match like(typed, ground) {
                    Some(like) => ground.lang.pick(
                        format!("Chưa rõ đơn vị “{typed}”: {like}"),
                        format!("Unknown unit “{typed}”: {like}"),
                    ),
                    None => ground.lang.pick(
                        format!("Không có đơn vị “{typed}”. Hãy gõ tên viết tắt, ví dụ VP."),
                        format!(
                            "There is no unit “{typed}”. Type an abbreviation, for example VP."
                        ),
                    ),
                };
                (id, said)
            })
    };
    let lead = form.typed(FieldId::Lead);
    Ok(TaskText {
        title: form.typed(FieldId::Title).to_owned(),
        text: form.typed(FieldId::Text).to_owned(),
        product: form.typed_or_none(FieldId::Product),
        key_task: form.chosen(FieldId::KeyTask) == 1,
        lead: if lead.is_empty() {
            None
        } else {
            Some(unit(FieldId::Lead, lead)?)
        },
        coordinating: split_units(form.typed(FieldId::Coordinating))
            .map(|typed| unit(FieldId::Coordinating, typed))
            .collect::<Result<_, Fault>>()?,
        coordinating_text: form.typed_or_none(FieldId::CoordinatingText),
    })
}

fn day(form: &Form, field: FieldId, ground: &Ground<'_>) -> Result<Day, Fault> {
    let typed = form.typed(field);
    if typed.is_empty() {
        let said = ground.lang.pick("Chưa nhập ngày.", "Enter a date.");
        return Err((field, said.to_owned()));
    }
    parse_day(typed, ground.today, ground.plan.year)
        .map_err(|error| (field, errors::day(&error, ground.lang)))
}

fn day_or_none(form: &Form, field: FieldId, ground: &Ground<'_>) -> Result<Option<Day>, Fault> {
    if form.typed(field).is_empty() {
        Ok(None)
    } else {
        day(form, field, ground).map(Some)
    }
}
