//! Lists that several layers show.

use super::actions::Action;
use super::env::Env;
use super::keys::Context;
use super::layers::layer::{Item, Message, Next, Pick, Request};
use crate::domain::day::Day;
use crate::domain::period::{Period, PeriodKind};
use crate::present::dates;
use crate::present::messages::report::period_title;
use chrono::Datelike;

/// Closes a preview once it is written: says what was taken over, and lists the rows that were not.
pub fn taken_over(text: String, left: Option<Pick>, env: &Env) -> Next {
    let undo = env.key(Context::Tasks, Action::Undo);
    let close = env.key(Context::Picker, Action::Back);
    let way_back = match &left {
        None => env.lang.pick(
            format!("{undo} để hoàn tác tất cả"),
            format!("{undo} to undo all of it"),
        ),
        Some(_) => env.lang.pick(
            format!("{close} rồi {undo} để hoàn tác tất cả"),
            format!("{close}, then {undo} to undo all of it"),
        ),
    };
    let list = left.map_or(Next::Stay, |left| Next::Open(Request::Pick(left)));
    let message = Next::Say(Message::with_way_back(text, way_back));
    Next::Close.then(list).then(message)
}

/// The sorts of periods with the one that a day is in, the one looked at last chosen.
pub fn periods(at: Day, choose: impl Fn(PeriodKind) -> Next, env: &Env) -> Pick {
    let items = PeriodKind::ALL.iter().map(|kind| {
        let period = Period::of(*kind, at, env.plan.settings.cutoff_day);
        // The year stands in the name, or is this one.
        let day = |day: Day| dates::short(day, day.year());
        let label = match kind {
            PeriodKind::Week => env.lang.pick("Tuần (giao ban)", "Week").to_owned(),
            _ => period_title(period, env.lang),
        };
        let days = format!("{}–{}", day(period.first), day(period.last));
        Item::with(label, days, choose(*kind))
    });
    let cursor = PeriodKind::ALL.iter().position(|kind| *kind == env.period);
    Pick::new(env.lang.pick("Báo cáo", "Report"), items).at(cursor)
}
