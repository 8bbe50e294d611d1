//! The lists that the home screen lets choose from: filters, units, one's own unit.

use super::list::{Home, scope_of};
use crate::domain::change::Change;
use crate::domain::query::{DueSpan, Filter, Query};
use crate::domain::totals::Totals;
use crate::domain::unit::UnitScope;
use crate::present::dates;
use crate::present::messages;
use crate::present::names::{self, unit_name};
use crate::store::{COUNT_CAP, Result};
use crate::tui::actions::Action;
use crate::tui::command::{Command, Memo};
use crate::tui::env::Env;
use crate::tui::layers::layer::{Cx, Next, Pick, PickItem, Reply};

/// The filters on offer, in their order; "mine" only where the person's unit is known.
fn offered(env: &Env) -> Vec<Filter> {
    names::filters()
        .chain(env.my_unit.map(Filter::Mine))
        .collect()
}

/// A count that may have been cut off: "10.000+".
pub(super) fn count(n: i64, env: &Env) -> String {
    if n > COUNT_CAP {
        format!("{}+", dates::number(COUNT_CAP, env.lang))
    } else {
        dates::number(n, env.lang)
    }
}

/// The name of a filter, with the plan's own number of days.
pub(super) fn filter_name(filter: Filter, env: &Env) -> String {
    let days = dates::days(env.plan.settings.silent_days, env.lang);
    match filter {
        Filter::Due(DueSpan::Soon) => {
            let name = names::filter(filter).get(env.lang);
            let days = dates::days(env.plan.settings.soon_days, env.lang);
            format!("{name} ({days})")
        }
        Filter::Mine(unit) => {
            let unit = messages::review::unit(unit, &env.units);
            env.lang.pick(
                format!("việc của {unit}: chủ trì, phối hợp"),
                format!("tasks of {unit}: lead or co-operating"),
            )
        }
        Filter::Silent => env.lang.pick(
            format!("chưa cập nhật {days}"),
            format!("no update in {days}"),
        ),
        other => names::filter(other).get(env.lang).to_owned(),
    }
}

/// The filters with what each leaves.
pub(super) fn filters(home: &Home, cx: &Cx<'_>) -> Result<Pick> {
    let (env, chosen) = (cx.env, home.filter);
    let query = home.query(env);
    let count_one = |filter: Filter| {
        let query = Query {
            filters: vec![filter],
            ..query.clone()
        };
        Ok((filter, cx.store.count(&query)?))
    };
    let counted = offered(env).into_iter().map(count_one);
    let counted = counted.collect::<Result<Vec<(Filter, i64)>>>()?;
    let choose = |filter| Next::Reply(Reply::Filter(filter));
    // Most people who press f want what is late.
    let at = counted
        .iter()
        .position(|(filter, _)| Some(*filter) == chosen);
    let cursor = match chosen {
        None => 1,
        Some(_) => at.map_or(0, |at| at + 1),
    };
    let mut items = vec![PickItem::new(
        env.lang.pick("không lọc", "no filter"),
        choose(None),
    )];
    items.extend(counted.into_iter().map(|(filter, n)| {
        let name = filter_name(filter, env);
        PickItem::with_detail(name, count(n, env), choose(Some(filter)))
    }));
    if env.my_unit.is_none() {
        let mine = env.lang.pick("việc của đơn vị tôi …", "my unit's tasks …");
        items.push(PickItem::new(mine, Next::Act(Action::Mine)));
    }
    Ok(Pick::new(env.lang.pick("Lọc", "Filter"), items).at(Some(cursor)))
}

/// The units, where there is no room for their column.
pub(super) fn units(home: &Home, env: &Env) -> Pick {
    let counts = &home.counts;
    let item = |name: String, totals: &Totals, unit| {
        let late = match totals.overdue {
            0 => String::new(),
            late => format!("  ●{late}"),
        };
        let share = format!("{}/{}{late}", totals.done(), totals.total());
        PickItem::with_detail(name, share, Next::Reply(Reply::Unit(unit)))
    };
    let all = env.lang.text("Tất cả", "All");
    let mut items = vec![item(all, &counts.all_units, UnitScope::All)];
    items.extend(counts.units.iter().map(|(unit, totals)| {
        let nobody = || env.lang.text("chưa giao", "no unit");
        let name = |unit| unit_name(unit, env.lang);
        let name = unit.as_ref().map_or_else(nobody, name);
        item(name, totals, scope_of(unit.as_ref()))
    }));
    Pick::new(env.lang.pick("Đơn vị", "Units"), items).at(Some(home.unit_cursor))
}

/// The unit of the person: the choice is saved in the file, and filters the list.
pub(super) fn my_unit(env: &Env) -> Pick {
    let name = &env.actor().person;
    let me = env.people.iter().find(|person| person.name == *name);
    let seen = me.and_then(|person| person.unit);
    let inside = env.active_units().filter(|unit| unit.kind.is_inside());
    let items = inside.map(|unit| {
        let me = Memo::Me(name.clone(), Some(unit.id));
        let mut next = Next::Do(Command::Remember(me))
            .then(Next::Reply(Reply::Filter(Some(Filter::Mine(unit.id)))));
        if !env.read_only {
            next = next.then(Next::apply(vec![Change::SetPerson {
                name: name.clone(),
                unit: Some(unit.id),
                account: Some(env.actor().account.clone()),
                seen,
            }]));
        }
        PickItem::new(unit_name(unit, env.lang), next)
    });
    let title = env
        .lang
        .pick("Bạn thuộc đơn vị nào?", "Which unit are you in?");
    Pick::new(title, items)
}
