//! Lists to choose from that several layers offer.

use super::env::Env;
use super::layers::layer::{Item, Next, Pick};
use crate::domain::day::Day;
use crate::domain::period::{Period, PeriodKind};
use crate::present::dates;
use crate::present::messages::report::period_title;
use chrono::Datelike;

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
