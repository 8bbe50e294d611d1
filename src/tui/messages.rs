//! What an act has done, as the status says it.

use crate::domain::change::Change;
use crate::domain::history::ChangeKind;
use crate::domain::review::{AnswerKind, ReviewChange};
use crate::present::messages::activity::{self, Activity};
use crate::present::messages::report::setting_kept;
use crate::present::messages::review;
use crate::store::Receipt;
use crate::tui::env::Env;
use crate::tui::layers::layer::{Message, Reverted, Saved};

/// What was written, and how to take it back.
pub fn saved(saved: &Saved, env: &Env) -> Message {
    let lang = env.lang;
    let (receipt, changes) = (&saved.receipt, saved.changes.as_slice());
    let text = match saved.tasks.as_slice() {
        [task] => match answer_alone(changes) {
            Some(kind) => format!("{}: {}", task.row.code, review::answer(kind).get(lang)),
            None => {
                let concerned = changes.iter().find_map(Change::occurrence);
                let concerned = concerned.and_then(|id| task.occurrence(id));
                let deed = Activity::of_changes(kind(receipt, changes), changes, task);
                activity::on_task(&deed, task, concerned, env.row_cx())
            }
        },
        [] if receipt.kind == ChangeKind::Remove => {
            let code = saved.removed.as_deref().unwrap_or_default();
            format!("{} {code}", activity::verb(receipt.kind).get(lang))
        }
        [] => of_no_task(saved, env),
        tasks @ [first, ..] => {
            let deed = Activity::of_changes(receipt.kind, changes, first);
            activity::on_tasks(&deed, tasks, lang)
        }
    };
    Message::with_way_back(text, activity::undo_hint(lang))
}

/// What was undone, or done again, and the way to the other.
pub fn reverted(reverted: &Reverted, env: &Env) -> Message {
    let Reverted {
        undo,
        receipt,
        entries,
    } = reverted;
    let way_back = if *undo {
        activity::redo_hint(env.lang)
    } else {
        activity::undo_hint(env.lang)
    };
    let text = activity::taken_back(*undo, receipt.kind, &receipt.tasks, entries, env.lang);
    Message::with_way_back(text, way_back)
}

fn of_no_task(saved: &Saved, env: &Env) -> String {
    let kept = match saved.changes.first() {
        Some(Change::SetPerson {
            unit: Some(unit), ..
        }) => {
            let unit = review::unit(*unit, &env.units);
            return env.lang.pick(
                format!("Đã ghi đơn vị của bạn: {unit}"),
                format!("Your unit was saved: {unit}"),
            );
        }
        Some(Change::SetSetting { key, .. }) => setting_kept(key),
        _ => None,
    };
    let text = kept.unwrap_or_else(|| activity::verb(saved.receipt.kind));
    text.get(env.lang).to_owned()
}

/// The answer in a review that changes nothing else.
fn answer_alone(changes: &[Change]) -> Option<AnswerKind> {
    match changes {
        [Change::Review(ReviewChange::Answer { kind, .. })] => Some(*kind),
        _ => None,
    }
}

/// A form may change several things: what the person meant goes first.
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
