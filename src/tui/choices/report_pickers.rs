//! The lists that a report chooses from: its period, its unit.

use crate::domain::period::{Period, PeriodKind};
use crate::domain::unit::{UnitKind, UnitScope};
use crate::present::dates;
use crate::present::messages::report::period_title;
use crate::tui::model::{Choice, Layer, Model, Picker, PickerItem};
use crate::tui::screens::detail_view::unit_name;

/// The sorts of periods with the one that goes on, the one looked at last chosen.
pub fn periods(model: &Model) -> Picker {
    let env = &model.env;
    let at_hand = match model.layers.last() {
        Some(Layer::Paper(paper)) => paper.query(),
        _ => None,
    };
    let at = at_hand.map_or(env.today, |query| query.at);
    let items = PeriodKind::ALL.iter().map(|kind| {
        let period = Period::of(*kind, at, env.plan.settings.cutoff_day);
        // The year stands in the name, or is this one.
        let day = |day| dates::short(day, chrono::Datelike::year(&day));
        let (first, last) = (day(period.first), day(period.last));
        let label = match kind {
            PeriodKind::Week => env.lang.pick("Tuần (giao ban)", "Week").to_owned(),
            _ => period_title(period, env.lang),
        };
        PickerItem {
            label,
            also: String::new(),
            right: format!("{first}–{last}"),
            choice: Choice::Period(*kind),
        }
    });
    let cursor = PeriodKind::ALL
        .iter()
        .position(|kind| *kind == model.period);
    Picker {
        title: env.lang.pick("Báo cáo", "Report").to_owned(),
        items: items.collect(),
        cursor: cursor.unwrap_or_default(),
        typed: None,
    }
}

/// The units on whose tasks can be reported.
pub fn report_units(model: &Model) -> Picker {
    let env = &model.env;
    let now = match model.layers.last() {
        Some(Layer::Paper(paper)) => paper.query().map(|query| query.unit),
        _ => None,
    };
    let item = |label: &str, unit| PickerItem {
        label: label.to_owned(),
        also: String::new(),
        right: String::new(),
        choice: Choice::ReportUnit(unit),
    };
    let mut items = vec![item(
        env.lang.pick("Mọi đơn vị", "All units"),
        UnitScope::All,
    )];
    // Who is outside the office leads nothing of its plan.
    let inside = env.units.iter();
    let inside = inside.filter(|unit| unit.kind != UnitKind::Outside);
    items.extend(inside.map(|unit| item(&unit_name(unit, env.lang), UnitScope::Led(unit.id))));
    items.push(item(
        env.lang.pick("chưa giao", "no unit"),
        UnitScope::Unassigned,
    ));
    let chosen = now.map(Choice::ReportUnit);
    let cursor = items
        .iter()
        .position(|item| Some(&item.choice) == chosen.as_ref());
    Picker {
        title: env.lang.pick("Đơn vị chủ trì", "Lead unit").to_owned(),
        items,
        cursor: cursor.unwrap_or_default(),
        typed: None,
    }
}
