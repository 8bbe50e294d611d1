//! One act on the file and the sentence that tells it. Every command that writes ends here.
//!
//! A command has seen what it read of the file when it began: what a colleague replaces between
//! that moment and the writing is told and not written over. What was shown to the person by an
//! earlier command is past; whoever runs a command wants what it says to hold now.

use super::context::Context;
use super::output::Out;
use crate::domain::change::Change;
use crate::domain::history::ChangeKind;
use crate::domain::ids::{OccurrenceId, TaskId};
use crate::domain::task::Task;
use crate::error::{AppError, Say};
use crate::present::words::deeds::Deed;
use crate::present::words::outcomes;
use crate::store::Receipt;

/// Applies changes as one act, all or none.
///
/// # Errors
/// What the rules or the file say.
pub fn apply(context: &mut Context, changes: &[Change]) -> Result<Receipt, AppError> {
    let stamp = context.stamp();
    context.store.apply(changes, &stamp).say(context.lang)
}

/// A task as it is now.
///
/// # Errors
/// What the file says.
pub fn whole(context: &Context, task: TaskId) -> Result<Task, AppError> {
    let gone = || crate::store::StoreError::Refused(crate::domain::change::Refusal::NoSuchTask);
    let found = context.store.task(task).say(context.lang)?;
    found.ok_or_else(|| (gone(), context.lang).into())
}

/// Applies the changes to one task and tells what was done, with the way back.
///
/// # Errors
/// What the rules or the file say.
pub fn on_task(
    context: &mut Context,
    task: TaskId,
    changes: &[Change],
    out: &mut Out,
) -> Result<(), AppError> {
    let receipt = apply(context, changes)?;
    let told = whole(context, task)?;
    let deed = Deed::of_changes(receipt.kind, changes, &told);
    tell(context, &deed, &[(task, None)], out)
}

/// Tells what was done to each task, and once how to take it back.
///
/// # Errors
/// What the file says.
pub fn tell(
    context: &Context,
    deed: &Deed,
    tasks: &[(TaskId, Option<OccurrenceId>)],
    out: &mut Out,
) -> Result<(), AppError> {
    let last = tasks.len().saturating_sub(1);
    for (nth, (id, occurrence)) in tasks.iter().enumerate() {
        let task = whole(context, *id)?;
        let completed = task.occurrences.iter().find(|o| Some(o.id) == *occurrence);
        let mut said = outcomes::told(deed, &task, completed, context.eye);
        if deed.kind == ChangeKind::Complete && task.row.lacks_evidence() {
            let code = &task.row.code;
            said.push_str(&context.lang.pick(
                format!("; thiếu TLKC (thêm: cchc evidence {code} SỐ)"),
                format!("; no evidence yet (add it: cchc evidence {code} NUMBER)"),
            ));
        }
        if nth == last {
            said.push_str(way_back(context));
        }
        out.line(&said)?;
    }
    Ok(())
}

/// How an act is taken back from the command line.
#[must_use]
pub fn way_back(context: &Context) -> &'static str {
    context
        .lang
        .pick(" — hoàn tác: cchc undo", " — undo: cchc undo")
}
