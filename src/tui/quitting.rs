//! What the question before quitting says of what was not saved.

use super::drafts::{DraftKey, Drafts, Unkept};
use super::layers::layer::{Layer, Unsaved};
use crate::present::lang::Lang;

/// More drafts than this are counted, not named.
const NAMED: usize = 3;

/// What becomes of what was not saved.
pub(super) fn question(
    stack: &[Box<dyn Layer>],
    left: &Drafts,
    unkept: Option<&Unkept>,
    lang: Lang,
) -> String {
    if stack
        .iter()
        .any(|layer| matches!(layer.unsaved(), Unsaved::Lost))
    {
        let said = lang.pick(
            "Nội dung đang nhập sẽ mất. Vẫn thoát?",
            "What you typed will be lost. Quit anyway?",
        );
        return said.to_owned();
    }
    let drafts = drafts(stack, left, lang);
    match unkept {
        None => kept(&drafts, lang),
        Some(unkept) => lost(&drafts, &unkept.reason(lang), lang),
    }
}

/// The names of all drafts, those of open texts among them.
fn drafts(stack: &[Box<dyn Layer>], left: &Drafts, lang: Lang) -> Vec<String> {
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
            DraftKey::Place(..) => lang.pick("báo cáo", "the report").to_owned(),
            DraftKey::Conclusion(..) => lang.pick("kết luận", "the conclusion").to_owned(),
        })
        .collect();
    all.retain(|name| !name.is_empty());
    all.sort_unstable();
    all.dedup();
    all
}

/// The question where what was written would be lost.
fn lost(drafts: &[String], reason: &str, lang: Lang) -> String {
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

fn kept(drafts: &[String], lang: Lang) -> String {
    let names = drafts.join(", ");
    match drafts.len() {
        0 => lang
            .pick("Bản nháp được giữ lại. Thoát?", "The draft is kept. Quit?")
            .to_owned(),
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
