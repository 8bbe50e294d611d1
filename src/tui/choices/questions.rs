//! The questions that wait for a yes or a no: each with its answers.

use crate::present::lang::Lang;
use crate::present::messages::errors::ask_about;
use crate::present::messages::report::ask_replace;
use crate::tui::model::{Layer, MarkedAct, Model};
use crate::tui::screens::closing_view::before_finishing;
use crate::tui::writing::forms::name_and_folder;
use crate::tui::writing::texts::DraftKey;

/// How many drafts are named one by one.
const NAMED: usize = 3;

/// The question that waits, and its answers, which stay whole where it is narrow.
pub(in crate::tui) fn question(model: &Model) -> Option<(String, &'static str)> {
    let lang = model.env.lang;
    match model.layers.last()? {
        Layer::AskQuit => Some((before_quitting(model), yes_or_no(lang))),
        Layer::AskLeave => Some(before_leaving(lang)),
        Layer::AskFinish => Some(before_finishing(model)),
        Layer::AskMarked(act) => Some((before_marked(act, lang), yes_or_no(lang))),
        Layer::AskBack(past) => Some((ask_about(past, lang), yes_or_no(lang))),
        Layer::AskReplace(wish) => {
            let (name, _) = name_and_folder(&wish.path);
            Some(ask_replace(&name, lang))
        }
        _ => None,
    }
}

fn yes_or_no(lang: Lang) -> &'static str {
    lang.pick("c/Enter = có · k/Esc = không", "y/Enter = yes · n/Esc = no")
}

/// The question before a form is left in which something was entered.
fn before_leaving(lang: Lang) -> (String, &'static str) {
    let said = lang.pick("Bỏ nội dung đang nhập?", "Discard what you typed?");
    let answers = lang.pick("c = bỏ · k = nhập tiếp", "y = discard · n = keep typing");
    (said.to_owned(), answers)
}

/// The question before an act on marked tasks that are not all in sight: which ones.
fn before_marked(act: &MarkedAct, lang: Lang) -> String {
    let (n, codes) = (act.codes.len(), act.codes.join(", "));
    if act.reopens {
        lang.pick(
            format!("Mở lại {n} nhiệm vụ: {codes}?"),
            format!("Reopen {n} tasks: {codes}?"),
        )
    } else {
        lang.pick(
            format!("Đánh dấu hoàn thành {n} nhiệm vụ: {codes}?"),
            format!("Mark {n} tasks as completed: {codes}?"),
        )
    }
}

/// The question before quitting: what would be lost first; drafts are kept.
fn before_quitting(model: &Model) -> String {
    let lang = model.env.lang;
    let form = |layer: &Layer| matches!(layer, Layer::Form(form) if form.is_changed());
    if model.layers.iter().any(form) {
        let said = lang.pick(
            "Nội dung đang nhập sẽ mất. Vẫn thoát?",
            "What you typed will be lost. Quit anyway?",
        );
        return said.to_owned();
    }
    let drafts = drafts(model);
    match &model.unkept {
        None => with_drafts(&drafts, lang),
        Some(unkept) => without_drafts(&drafts, &unkept.reason(lang), lang),
    }
}

/// What is left unsaved and kept, each by its name: the codes of the tasks, the report.
fn drafts(model: &Model) -> Vec<String> {
    let lang = model.env.lang;
    let open = model.layers.iter().filter_map(|layer| match layer {
        Layer::Note(note) => Some((note.key()?, note.draft.of.as_str())),
        Layer::Text(text) => Some((text.key(), "")),
        Layer::Conclusion(one) => Some((one.key(), "")),
        _ => None,
    });
    let left = model.drafts.iter();
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
fn without_drafts(drafts: &[String], reason: &str, lang: Lang) -> String {
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

fn with_drafts(drafts: &[String], lang: Lang) -> String {
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
