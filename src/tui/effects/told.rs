//! What an act did, told in the line above the keys.

use super::answers_review;
use super::effect::is_completion;
use crate::domain::change::Change;
use crate::domain::history::ChangeKind;
use crate::domain::ids::TaskId;
use crate::domain::task::Task;
use crate::present::messages::activity;
use crate::present::messages::activity::Activity;
use crate::present::messages::report::setting_kept;
use crate::present::messages::review;
use crate::store::Receipt;
use crate::tui::model::{Layer, Model};
use crate::tui::screens::space::Toggled;

/// What Space takes back where it is pressed again: a single completion, or reopenings.
pub(in crate::tui) fn toggled(receipt: &Receipt, changes: &[Change]) -> Toggled {
    let done = match changes {
        [
            Change::Complete {
                task,
                occurrence: Some(occurrence),
                ..
            },
            ..,
        ] if is_completion(receipt) => Some((*task, *occurrence)),
        _ => None,
    };
    let reopened = changes.iter().filter_map(|change| match change {
        Change::Reopen { task, seen } => Some((*task, seen.clone())),
        _ => None,
    });
    let only_reopened = receipt.kind == ChangeKind::Reopen;
    Toggled {
        done,
        reopened: reopened.filter(|_| only_reopened).collect(),
    }
}

/// Tells it, with the way to take it back.
pub(in crate::tui) fn tell_applied(
    model: &mut Model,
    receipt: &Receipt,
    changes: &[Change],
    tasks: &[Task],
) {
    let lang = model.env.lang;
    // The form that asked for it is gone; the preview, or the detail, still shows the task.
    let removed = changes.first().and_then(Change::task);
    let removed = removed.and_then(|id| code_of(model, id));
    let answered = |code: &str| answers_review::told(changes, code, lang);
    let said = match tasks {
        [task] if answered(&task.row.code).is_some() => {
            answered(&task.row.code).unwrap_or_default()
        }
        [task] => {
            let concerned = changes.iter().find_map(Change::occurrence);
            let concerned = concerned.and_then(|id| task.occurrence(id));
            let deed = Activity::of_changes(kind(receipt, changes), changes, task);
            activity::on_task(&deed, task, concerned, model.env.row_cx())
        }
        [] if receipt.kind == ChangeKind::Remove => {
            let code = removed.unwrap_or_default();
            format!("{} {code}", activity::verb(receipt.kind).get(lang))
        }
        [] => of_no_task(model, receipt, changes),
        [first, ..] => {
            let deed = Activity::of_changes(receipt.kind, changes, first);
            activity::on_tasks(&deed, tasks, lang)
        }
    };
    model.tell_with(said, activity::undo_hint(lang));
}

/// What an act was that concerned no task: a setting, the unit that a person chose.
fn of_no_task(model: &Model, receipt: &Receipt, changes: &[Change]) -> String {
    let lang = model.env.lang;
    let kept = match changes.first() {
        Some(Change::SetPerson {
            unit: Some(unit), ..
        }) => {
            let unit = review::unit(*unit, &model.env.units);
            return lang.pick(
                format!("Đã ghi đơn vị của bạn: {unit}"),
                format!("Your unit was saved: {unit}"),
            );
        }
        Some(Change::SetSetting { key, .. }) => setting_kept(key),
        _ => None,
    };
    let said = kept.unwrap_or_else(|| activity::verb(receipt.kind));
    said.get(lang).to_owned()
}

/// The code of a task that the screen shows.
fn code_of(model: &Model, id: TaskId) -> Option<String> {
    let details = model.layers.iter().filter_map(|layer| match layer {
        Layer::Detail(detail) => Some(&detail.task.row),
        _ => None,
    });
    let mut rows = details.chain(&model.home.rows);
    rows.find(|row| row.id == id).map(|row| row.code.clone())
}

/// What one act on one task amounts to: lifting a pause or reopening is only the way to the state
/// that was chosen.
fn kind(receipt: &Receipt, changes: &[Change]) -> ChangeKind {
    let any = |wanted: fn(&Change) -> bool| changes.iter().any(wanted);
    if any(|change| matches!(change, Change::Complete { .. } | Change::Correct { .. })) {
        ChangeKind::Complete
    } else if any(|change| matches!(change, Change::Start { .. })) {
        ChangeKind::Start
    } else {
        receipt.kind
    }
}
