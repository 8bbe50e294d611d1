//! What the status says of an act, and the question before quitting of what was not saved.

use crate::domain::change::Change;
use crate::domain::ids::UnitId;
use crate::domain::journal::ChangeKind;
use crate::domain::review::{AnswerKind, ReviewChange};
use crate::domain::task::Task;
use crate::domain::unit::INTO;
use crate::present::lang::Lang;
use crate::present::messages::activity::Activity;
use crate::present::messages::report::setting_saved;
use crate::present::messages::review;
use crate::present::messages::{acts, verbs};
use crate::store::Receipt;
use crate::tui::actions::{Action, KeyContext};
use crate::tui::command::{Reverted, Saved};
use crate::tui::drafts::{DraftError, DraftKey, Drafts};
use crate::tui::env::Env;
use crate::tui::layers::layer::{Layer, Message, Unsaved};

/// What was written, and how to take it back.
pub(crate) fn saved(saved: &Saved, env: &Env) -> Message {
    let text = match merge(&saved.changes) {
        Some(units) => merged(units, saved.tasks.len(), env),
        None => of_tasks(saved, env),
    };
    Message::with_hint(text, undo_hint(false, env))
}

fn of_tasks(saved: &Saved, env: &Env) -> String {
    let lang = env.lang;
    let (receipt, changes) = (&saved.receipt, saved.changes.as_slice());
    match saved.tasks.as_slice() {
        [task] => match answer_alone(changes) {
            Some(kind) => format!("{}: {}", task.row.code, review::answer(kind).get(lang)),
            None => {
                let concerned = changes.iter().find_map(Change::occurrence);
                let concerned = concerned.and_then(|id| task.occurrence(id));
                let activity = Activity::of_changes(kind(receipt, changes), changes, task);
                let done = acts::describe(&activity, task, concerned, env.row_cx());
                done + &lacking(&activity, &saved.tasks, env)
            }
        },
        [] if receipt.kind == ChangeKind::Remove => {
            let code = saved.removed.as_deref().unwrap_or_default();
            format!("{} {code}", verbs::verb(receipt.kind).get(lang))
        }
        [] => of_no_task(saved, env),
        tasks @ [first, ..] => {
            let activity = Activity::of_changes(receipt.kind, changes, first);
            acts::on_tasks(&activity, tasks, lang) + &lacking(&activity, tasks, env)
        }
    }
}

/// That a completion wants its proof, where it has none.
fn lacking(activity: &Activity, tasks: &[Task], env: &Env) -> String {
    let completed = activity.kind == ChangeKind::Complete;
    if !completed || !tasks.iter().any(|task| task.row.lacks_evidence()) {
        return String::new();
    }
    let key = env.key(KeyContext::Tasks, Action::Evidence);
    env.lang.pick(
        format!("; thiếu minh chứng ({key} để thêm)"),
        format!(" – no evidence yet (press {key} to add)"),
    )
}

/// The key that undoes an act, or redoes one that was undone.
fn undo_hint(undone: bool, env: &Env) -> String {
    let action = if undone { Action::Redo } else { Action::Undo };
    let key = env.key(KeyContext::Tasks, action);
    match undone {
        true => env
            .lang
            .pick(format!("{key} để làm lại"), format!("{key} to redo")),
        false => env
            .lang
            .pick(format!("{key} để hoàn tác"), format!("{key} to undo")),
    }
}

/// What was undone, or done again, and the way to the other.
pub(crate) fn reverted(reverted: &Reverted, env: &Env) -> Message {
    let Reverted {
        undo,
        receipt,
        entries,
    } = reverted;
    let text = acts::reverted(*undo, receipt.kind, &receipt.tasks, entries, env.lang);
    Message::with_hint(text, undo_hint(*undo, env))
}

/// The rows of a unit and of the one into which it is merged.
fn merge(changes: &[Change]) -> Option<(UnitId, UnitId)> {
    changes.iter().find_map(|change| match change {
        Change::SetSetting { key, value, .. } => {
            let unit = key.strip_prefix(INTO)?.parse().ok()?;
            Some((UnitId(unit), UnitId(value.parse().ok()?)))
        }
        _ => None,
    })
}

/// A unit was merged into another one, with its open tasks.
fn merged((old, new): (UnitId, UnitId), tasks: usize, env: &Env) -> String {
    let name = |id| env.unit(id).map_or("–", |unit| unit.abbreviation.as_str());
    acts::merged(name(old), name(new), tasks, env.lang)
}

fn of_no_task(saved: &Saved, env: &Env) -> String {
    let kept = match saved.changes.first() {
        Some(Change::SetPerson {
            unit: Some(unit),
            name,
            ..
        }) if *name == env.actor().person => {
            let unit = review::unit(*unit, &env.units);
            return env.lang.pick(
                format!("Đã ghi đơn vị của bạn: {unit}"),
                format!("Your unit was saved: {unit}"),
            );
        }
        Some(Change::SetPerson {
            name, seen: None, ..
        }) => return acts::person_added(name, env.lang),
        Some(Change::SetSetting { key, .. }) => setting_saved(key),
        _ => None,
    };
    let removes = |change: &Change| matches!(change, Change::Frame(change) if change.removes());
    let removed = saved.changes.iter().any(removes);
    let text = kept.unwrap_or_else(|| verbs::frame_verb(saved.receipt.kind, removed));
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

/// More drafts than this are counted, not named.
const NAMED: usize = 3;

/// What was being written when the program last ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Unfinished {
    /// Notes: their tasks' codes, each once and in order.
    pub(super) notes: Vec<String>,
    /// Whether a conclusion of a review.
    pub(super) conclusions: bool,
    /// Whether a text of a report.
    pub(super) reports: bool,
}

/// The sentence for what was being written when the program last ended, and how to go on with each;
/// none where nothing was.
pub(super) fn unfinished(kept: &Unfinished, lang: Lang) -> Option<String> {
    let key = |context, action: Action| action.key(context, lang).unwrap_or_default();
    let review = key(KeyContext::Tasks, Action::Review);
    let conclude = key(KeyContext::Review, Action::Conclude);
    let report = key(KeyContext::Tasks, Action::Report);
    let write = key(KeyContext::Report, Action::Edit);
    let parts: Vec<String> = [
        note_drafts(&kept.notes, &key(KeyContext::Tasks, Action::Note), lang),
        kept.conclusions.then(|| {
            lang.pick(
                format!("kết luận giao ban — {review} mở lại giao ban, {conclude} để viết tiếp"),
                format!("a conclusion — press {review} to open the review, then {conclude}"),
            )
        }),
        kept.reports.then(|| {
            lang.pick(
                format!("nội dung báo cáo — {report} mở báo cáo, {write} ở chỗ đó"),
                format!(
                    "a report text — press {report} to open the report, then {write} at its place"
                ),
            )
        }),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| {
        let parts = parts.join("; ");
        lang.pick(
            format!("Còn viết dở: {parts}."),
            format!("Unfinished drafts: {parts}."),
        )
    })
}

fn note_drafts(codes: &[String], key: &str, lang: Lang) -> Option<String> {
    let named = codes.get(..NAMED).unwrap_or(codes).join(", ");
    let named = if codes.len() <= NAMED {
        named
    } else {
        format!("{named} …")
    };
    match codes.len() {
        0 => None,
        1 => Some(lang.pick(
            format!("ghi chú của {named} — {key} trên nhiệm vụ đó"),
            format!("a note on {named} — press {key} on that task"),
        )),
        n => Some(lang.pick(
            format!("{n} ghi chú: {named} — {key} trên nhiệm vụ đó"),
            format!("{n} notes: {named} — press {key} on those tasks"),
        )),
    }
}

/// What becomes of what was not saved.
pub(super) fn before_quitting(
    stack: &[Box<dyn Layer>],
    left: &Drafts,
    draft_error: Option<&DraftError>,
    lang: Lang,
) -> String {
    if stack
        .iter()
        .any(|layer| matches!(layer.unsaved(), Unsaved::Lost))
    {
        let text = lang.pick(
            "Nội dung đang nhập sẽ mất. Vẫn thoát?",
            "What you typed will be lost. Quit anyway?",
        );
        return text.to_owned();
    }
    let drafts = names_of_drafts(stack, left, lang);
    match draft_error {
        None => drafts_kept(&drafts, lang),
        Some(draft_error) => drafts_lost(&drafts, &draft_error.reason(lang), lang),
    }
}

/// The names of all drafts, those of open texts among them.
fn names_of_drafts(stack: &[Box<dyn Layer>], left: &Drafts, lang: Lang) -> Vec<String> {
    let open = stack.iter().filter_map(|layer| match layer.unsaved() {
        Unsaved::Draft { key, draft, .. } => Some((key, draft.of.as_str())),
        _ => None,
    });
    let left = left.iter();
    let left = left.map(|(key, draft)| (*key, draft.of.as_str()));
    let mut all: Vec<String> = open
        .chain(left)
        .map(|(key, of)| match key {
            DraftKey::Note(..) => of.to_owned(),
            DraftKey::Place(..) => lang.text("báo cáo", "the report"),
            DraftKey::Conclusion(..) => lang.text("kết luận", "the conclusion"),
        })
        .collect();
    all.retain(|name| !name.is_empty());
    all.sort_unstable();
    all.dedup();
    all
}

/// The question where what was written would be lost.
fn drafts_lost(drafts: &[String], reason: &str, lang: Lang) -> String {
    let names = drafts.join(", ");
    match drafts.len() {
        0 => lang.pick(
            format!("Không giữ được bản nháp ({reason}). Thoát và mất nội dung này?"),
            format!("The draft could not be kept ({reason}). Quit and lose it?"),
        ),
        1 => lang.pick(
            format!("Không giữ được bản nháp {names} ({reason}). Thoát và mất nội dung này?"),
            format!("The draft of {names} could not be kept ({reason}). Quit and lose it?"),
        ),
        n if n <= NAMED => lang.pick(
            format!("Không giữ được {n} bản nháp: {names} ({reason}). Thoát và mất các bản này?"),
            format!("{n} drafts ({names}) could not be kept ({reason}). Quit and lose them?"),
        ),
        n => lang.pick(
            format!("Không giữ được {n} bản nháp ({reason}). Thoát và mất các bản này?"),
            format!("{n} drafts could not be kept ({reason}). Quit and lose them?"),
        ),
    }
}

fn drafts_kept(drafts: &[String], lang: Lang) -> String {
    let names = drafts.join(", ");
    match drafts.len() {
        0 => lang.text("Bản nháp được giữ lại. Thoát?", "The draft is kept. Quit?"),
        1 => lang.pick(
            format!("Bản nháp {names} được giữ lại. Thoát?"),
            format!("The draft of {names} is kept. Quit?"),
        ),
        n if n <= NAMED => lang.pick(
            format!("{n} bản nháp ({names}) được giữ lại. Thoát?"),
            format!("{n} drafts ({names}) are kept. Quit?"),
        ),
        n => lang.pick(
            format!("{n} bản nháp được giữ lại. Thoát?"),
            format!("{n} drafts are kept. Quit?"),
        ),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_draft_is_named_with_the_key_that_reopens_it() {
        assert_eq!(unfinished(&Unfinished::default(), Lang::Vi), None);
        let message = |kept: &Unfinished| unfinished(kept, Lang::Vi).unwrap();
        let mut kept = Unfinished {
            notes: vec!["2.1-06".to_owned()],
            ..Unfinished::default()
        };
        assert_eq!(
            message(&kept),
            "Còn viết dở: ghi chú của 2.1-06 — n trên nhiệm vụ đó."
        );
        (kept.conclusions, kept.reports) = (true, true);
        assert_eq!(
            message(&kept),
            "Còn viết dở: ghi chú của 2.1-06 — n trên nhiệm vụ đó; kết luận giao ban — r mở lại giao \
             ban, d để viết tiếp; nội dung báo cáo — b mở báo cáo, Enter ở chỗ đó."
        );
        kept.notes = ["2.1-06", "2.1-07", "2.1-08", "2.1-09"]
            .map(str::to_owned)
            .to_vec();
        let message = message(&kept);
        assert!(
            message.contains("4 ghi chú: 2.1-06, 2.1-07, 2.1-08 … — n"),
            "{message}"
        );
    }
}
