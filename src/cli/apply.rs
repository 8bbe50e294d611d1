//! One change of the file and the sentence about it. Every command that writes ends here.
//!
//! A command has seen what it read of the file when it began: what a colleague replaces between
//! that moment and the writing is reported and not written over. What was shown to the person by an
//! earlier command does not count: a new command is meant for the file as it is now.

use crate::cli::context::Context;
use crate::cli::output::Out;
use crate::domain::change::{Change, Refusal};
use crate::domain::ids::{OccurrenceId, TaskId};
use crate::domain::journal::ChangeKind;
use crate::domain::task::{State, Task};
use crate::error::{AppError, AppErrorKind, Result};
use crate::present::lang::Lang;
use crate::present::messages::activity::Activity;
use crate::present::messages::{acts, file_errors, labels};
use crate::store;
use crate::store::{Receipt, StoreError};

/// Applies changes as one act, all or none.
pub(crate) fn apply(context: &mut Context, changes: &[Change]) -> Result<Receipt> {
    let applied = context.store.apply(changes, &context.stamp());
    saved(context, changes, applied)
}

/// The same, with a copy of the file first.
pub(crate) fn apply_after_copy(context: &mut Context, changes: &[Change]) -> Result<Receipt> {
    let applied = context.store.apply_after_copy(changes, &context.stamp());
    saved(context, changes, applied)
}

fn saved(
    context: &mut Context,
    changes: &[Change],
    applied: store::Result<Receipt>,
) -> Result<Receipt> {
    context.saved |= applied.is_ok();
    applied.map_err(|error| refused(context, changes, error))
}

/// Tries changes and rolls them back.
///
/// # Errors
/// Those of [`apply`].
pub(crate) fn dry_run(context: &mut Context, changes: &[Change]) -> Result {
    let stamp = context.stamp();
    let tried = context.store.try_apply(changes, &stamp);
    tried
        .map(|_| ())
        .map_err(|error| refused(context, changes, error))
}

/// The error of an act. Of several tasks the refused one is named; one on hold always is, with the
/// command that resumes it: the sentence for the screen names a key.
fn refused(context: &Context, changes: &[Change], error: StoreError) -> AppError {
    let lang = context.lang;
    let mut ids: Vec<TaskId> = changes.iter().filter_map(Change::task).collect();
    ids.dedup();
    let several = ids.len() > 1;
    let rows = ids.into_iter().map(|id| context.store.row(id));
    let mut rows = rows.filter_map(|row| row.ok().flatten());
    match &error {
        StoreError::Refused(Refusal::OnHold(state)) => match rows.find(|row| row.state == *state) {
            Some(row) => on_hold_error(*state, &row.code, lang),
            None => (error, lang).into(),
        },
        StoreError::Refused(Refusal::AlreadyDone) if several => {
            let done = rows.find(|row| row.state == State::Done);
            let mut error = AppError::from((error, lang));
            if let Some(row) = done {
                error.message = format!("{}: {}", row.code, error.message);
            }
            error.hint(lang.pick("Chưa lưu việc nào.", "Nothing was saved."))
        }
        StoreError::Refused(refusal) if several => {
            let refused_task = refused_task(context, changes, refusal);
            let mut error = AppError::from((error, lang));
            if let Some(code) = refused_task {
                error.message = format!("{code}: {}", error.message);
            }
            error.hint(lang.pick("Chưa lưu việc nào.", "Nothing was saved."))
        }
        _ => (error, lang).into(),
    }
}

/// The code of the first task whose change is refused so.
fn refused_task(context: &Context, changes: &[Change], refusal: &Refusal) -> Option<String> {
    changes.iter().find_map(|change| {
        let task = context.store.task(change.task()?).ok()??;
        let verdict = change.validate(&task, context.today);
        (verdict.as_ref() == Err(refusal)).then_some(task.row.code)
    })
}

/// A task that has to be resumed first.
fn on_hold_error(state: State, code: &str, lang: Lang) -> AppError {
    let held = labels::on_hold(state).get(lang);
    AppErrorKind::Refused
        .error(lang.pick(
            format!("Nhiệm vụ {code} {held}."),
            format!("Task {code} {held}."),
        ))
        .hint(lang.pick(
            format!("Hãy cho tiếp tục trước: cchc resume {code}."),
            format!("Resume it first: cchc resume {code}."),
        ))
}

/// The result of a read after something was saved: its error must not say that nothing was saved.
///
/// # Errors
/// [`AppErrorKind::File`].
pub(crate) fn reread<T>(read: store::Result<T>, lang: Lang) -> Result<T> {
    read.map_err(|error| AppErrorKind::File.error(file_errors::reading_again(&error, lang)))
}

/// A task as it is after something was saved.
///
/// # Errors
/// As [`reread`], and where a colleague has removed the task meanwhile.
pub(crate) fn task_after(context: &Context, task: TaskId) -> Result<Task> {
    let found = reread(context.store.task(task), context.lang)?;
    found.ok_or_else(|| {
        let gone = StoreError::Refused(Refusal::NoSuchTask);
        (gone, context.lang).into()
    })
}

/// Applies the changes to one task and prints what was done, and how to undo it.
pub(crate) fn to_task(
    context: &mut Context,
    task: TaskId,
    changes: &[Change],
    out: &mut Out,
) -> Result {
    let receipt = apply(context, changes)?;
    let changed = task_after(context, task)?;
    let activity = Activity::of_changes(receipt.kind, changes, &changed);
    let concerned = changes.iter().find_map(Change::occurrence);
    print_one(context, &activity, &changed, concerned, true, out)
}

/// Prints what was done to a task as it is afterwards; after the last one of an act how to undo it.
pub(crate) fn print_one(
    context: &Context,
    activity: &Activity,
    task: &Task,
    occurrence: Option<OccurrenceId>,
    last: bool,
    out: &mut Out,
) -> Result {
    let completed = occurrence.and_then(|id| task.occurrence(id));
    let mut sentence = acts::describe(activity, task, completed, context.row_cx);
    if activity.kind == ChangeKind::Complete && task.row.lacks_evidence() {
        let code = &task.row.code;
        sentence.push_str(&context.lang.pick(
            format!("; thiếu minh chứng (thêm: cchc evidence {code} SỐ)"),
            format!(" – no evidence yet (to add: cchc evidence {code} NUMBER)"),
        ));
    }
    if last {
        sentence.push_str(undo_hint(context));
    }
    out.line(&sentence)
}

/// How an act is undone from the command line.
pub(crate) fn undo_hint(context: &Context) -> &'static str {
    context
        .lang
        .pick(" — hoàn tác: cchc undo", " — undo: cchc undo")
}
