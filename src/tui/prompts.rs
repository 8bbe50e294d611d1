//! Prompts of several layers: which period, and what an import asks and reports at its end.

use super::actions::{Action, KeyContext};
use super::env::Env;
use super::layers::layer::{ImportReply, Message, Next, Pick, PickItem, Question, Reply, Request};
use crate::domain::day::Day;
use crate::domain::period::{Period, PeriodKind};
use crate::present::dates;
use crate::present::messages::report::period_title;
use chrono::Datelike;

/// The kinds of periods, each with the one that the day is in; the cursor is on the last one used.
pub(crate) fn periods(at: Day, choose: impl Fn(PeriodKind) -> Next, env: &Env) -> Pick {
    let items = PeriodKind::ALL.iter().map(|kind| {
        let period = Period::of(*kind, at, env.plan.settings.cutoff_day);
        // The year stands in the name, or is this one.
        let day = |day: Day| dates::short(day, day.year());
        let label = match kind {
            PeriodKind::Week => env.lang.text("Tuần (giao ban)", "Week"),
            _ => period_title(period, env.lang),
        };
        let days = format!("{}–{}", day(period.first), day(period.last));
        PickItem::with_detail(label, days, choose(*kind))
    });
    let cursor = PeriodKind::ALL.iter().position(|kind| *kind == env.period);
    Pick::new(env.lang.pick("Báo cáo", "Report"), items).at(cursor)
}

/// Leaves an import; asks before decisions are lost.
pub(crate) fn leave_import(decided: bool, env: &Env) -> Next {
    if !decided {
        return Next::Close;
    }
    let lang = env.lang;
    let text = lang.pick(
        "Thôi nhập, bỏ những lựa chọn vừa làm?",
        "Leave without importing, and lose your choices?",
    );
    Next::Open(Request::Confirm(Question {
        answers: lang.pick(["bỏ", "xem tiếp"], ["leave", "stay"]),
        careful: true,
        ..Question::new(text, Next::Reply(Reply::Import(ImportReply::Leave)), lang)
    }))
}

/// Closes an import that is written: what was imported, how to undo it, and the rows that were not.
pub(crate) fn end_import(text: String, left_out: Option<Pick>, env: &Env) -> Next {
    let undo = env.key(KeyContext::Tasks, Action::Undo);
    let close = env.key(KeyContext::Picker, Action::Back);
    let way_back = match &left_out {
        None => env.lang.pick(
            format!("{undo} để hoàn tác tất cả"),
            format!("{undo} to undo all of it"),
        ),
        Some(_) => env.lang.pick(
            format!("{close} rồi {undo} để hoàn tác tất cả"),
            format!("{close}, then {undo} to undo all of it"),
        ),
    };
    let message = Next::Notify(Message::with_hint(text, way_back));
    let list = left_out.map_or(Next::Stay, |list| Next::Open(Request::Pick(list)));
    Next::Close.then(list).then(message)
}
