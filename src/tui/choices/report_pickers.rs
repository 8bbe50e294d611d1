//! The lists that a report chooses from: its period, its unit.

use crate::domain::period::{Period, PeriodKind};
use crate::domain::unit::{UnitKind, UnitScope};
use crate::present::dates;
use crate::present::messages::report::period_title;
use crate::report::ReportQuery;
use crate::tui::layers::layer::{Item, Next, Pick, Request};
use crate::tui::model::{Layer, Model};
use crate::tui::page::unit_name;

/// The sorts of period, each with the days that its report would be over.
pub fn periods(model: &Model) -> Pick {
    let (env, home) = (&model.env, &model.home);
    let at_hand = match model.layers.last() {
        Some(Layer::Paper(paper)) => paper.query(),
        _ => None,
    };
    let area = home.tab.and_then(|tab| env.areas.get(tab));
    let query = at_hand.unwrap_or(ReportQuery {
        kind: PeriodKind::Month,
        at: env.today,
        today: env.today,
        area: area.map(|area| area.id),
        unit: home.unit,
        compare: true,
        lang: env.lang,
    });
    let items = PeriodKind::ALL.iter().map(|kind| {
        let period = Period::of(*kind, query.at, env.plan.settings.cutoff_day);
        // The year stands in the name, or is this one.
        let day = |day| dates::short(day, chrono::Datelike::year(&day));
        let (first, last) = (day(period.first), day(period.last));
        let label = match kind {
            PeriodKind::Week => env.lang.pick("Tuần (giao ban)", "Week").to_owned(),
            _ => period_title(period, env.lang),
        };
        let query = ReportQuery {
            kind: *kind,
            ..query
        };
        let next = Next::Open(Request::Report(query));
        Item::with(label, format!("{first}–{last}"), next)
    });
    let cursor = PeriodKind::ALL.iter().position(|kind| *kind == env.period);
    Pick {
        title: env.lang.pick("Báo cáo", "Report").to_owned(),
        items: items.collect(),
        cursor: cursor.unwrap_or_default(),
        ..Pick::default()
    }
}

/// The units that a report can be about.
pub fn report_units(model: &Model) -> Pick {
    let env = &model.env;
    let query = match model.layers.last() {
        Some(Layer::Paper(paper)) => paper.query(),
        _ => None,
    };
    // Who is outside the office leads nothing of its plan.
    let inside = env.units.iter();
    let inside = inside.filter(|unit| unit.kind != UnitKind::Outside);
    let mut units = vec![(
        env.lang.pick("Mọi đơn vị", "All units").to_owned(),
        UnitScope::All,
    )];
    units.extend(inside.map(|unit| (unit_name(unit, env.lang), UnitScope::Led(unit.id))));
    units.push((
        env.lang.pick("chưa giao", "no unit").to_owned(),
        UnitScope::Unassigned,
    ));
    let now = query.map(|query| query.unit);
    let cursor = units.iter().position(|(_, unit)| Some(*unit) == now);
    let items = units.into_iter().map(|(name, unit)| {
        let query = query.map(|query| ReportQuery { unit, ..query });
        let next = query.map_or(Next::Stay, |query| Next::Open(Request::Report(query)));
        Item::new(name, next)
    });
    Pick {
        title: env.lang.pick("Đơn vị chủ trì", "Lead unit").to_owned(),
        items: items.collect(),
        cursor: cursor.unwrap_or_default(),
        ..Pick::default()
    }
}
