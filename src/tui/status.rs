//! The line above the keys: what the last act did, or the question that waits.

use super::forms::name_and_folder;
use super::model::{Layer, MarkedAct, Model};
use super::screens::closing_view::before_finishing;
use super::view::line;
use crate::present::lang::Lang;
use crate::present::text::{cut, width};
use crate::present::words::report::ask_replace;
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;

/// Draws it.
pub(super) fn status(canvas: &mut Canvas<'_>, area: Rect, model: &Model) {
    let theme = model.frame.theme;
    let (text, tail, style) = match (question(model), &model.status) {
        (Some((text, answers)), _) => (text, format!(" {answers}"), theme.error()),
        (None, Some(status)) => {
            let tail = match status.way_back {
                "" => String::new(),
                way_back => format!(" — {way_back}"),
            };
            let style = if status.failed {
                theme.error()
            } else {
                theme.told()
            };
            (status.text.clone(), tail, style)
        }
        (None, None) => return,
    };
    let columns = usize::from(area.width).saturating_sub(1);
    let text = cut(&text, columns.saturating_sub(width(&tail))).into_owned();
    line(canvas, area, vec![(format!(" {text}{tail}"), style)]);
}

/// The question that waits, and its answers, which stay whole where it is narrow.
pub(super) fn question(model: &Model) -> Option<(String, &'static str)> {
    match model.layers.last()? {
        Layer::AskQuit => Some(before_quitting(model)),
        Layer::AskFinish => Some(before_finishing(model)),
        Layer::AskMarked(act) => Some(before_marked(act, model.frame.lang)),
        Layer::AskReplace(wish) => {
            let (name, _) = name_and_folder(&wish.path);
            Some(ask_replace(&name, model.frame.lang))
        }
        _ => None,
    }
}

/// The question before an act on marked tasks that are not all in sight: which ones.
fn before_marked(act: &MarkedAct, lang: Lang) -> (String, &'static str) {
    let (n, codes) = (act.codes.len(), act.codes.join(", "));
    let said = if act.reopens {
        lang.pick(
            format!("Mở lại {n} việc: {codes}?"),
            format!("Reopen {n} tasks: {codes}?"),
        )
    } else {
        lang.pick(
            format!("Xong {n} việc: {codes}?"),
            format!("Mark {n} tasks done: {codes}?"),
        )
    };
    (said, lang.pick("Enter · Esc thôi", "Enter · Esc no"))
}

/// The question before quitting: drafts of notes are kept, what stands in a form is not.
fn before_quitting(model: &Model) -> (String, &'static str) {
    let form = |layer: &Layer| matches!(layer, Layer::Form(form) if form.touched);
    let lang = model.frame.lang;
    let (text, answers) = if model.layers.iter().any(form) {
        (
            lang.pick(
                "Nội dung đang nhập sẽ mất.",
                "What you are entering will be lost.",
            ),
            lang.pick(
                "Vẫn thoát? y/Enter thoát · n/Esc ở lại",
                "Quit? y/Enter quits · n/Esc stays",
            ),
        )
    } else {
        (
            lang.pick("Còn bản nháp chưa lưu.", "A draft is not saved."),
            lang.pick(
                "Vẫn thoát? y/Enter thoát · n/Esc ở lại",
                "Quit all the same? y/Enter quits · n/Esc stays",
            ),
        )
    };
    (text.to_owned(), answers)
}
