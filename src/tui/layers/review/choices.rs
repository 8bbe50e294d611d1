//! The lists that a review is chosen from: reviews, the parts of one, its tasks.

use super::ReviewLayer;
use crate::domain::day::Week;
use crate::domain::ids::{AreaId, UnitId};
use crate::domain::review::{AgendaPart, Progress, ReviewSummary, Scope, week_of};
use crate::domain::unit::{UnitKind, UnitScope};
use crate::present::dates;
use crate::present::messages::review as words;
use crate::present::text::safe;
use crate::store::Result;
use crate::tui::command::{Command, no_such_review};
use crate::tui::env::Env;
use crate::tui::layers::layer::{Answer, Cx, Item, Next, Pick, Request};
use crate::tui::page::unit_name;

/// What of a review is a unit's.
type UnitShare = (Option<UnitId>, Progress);

/// What the review key offers: to go on with what is open, to begin, to look back. What is finished
/// already in that week stands before what would be begun, so that Enter begins none twice.
pub(in crate::tui::layers) fn reviews(
    week: Option<Week>,
    area: Option<AreaId>,
    unit: UnitScope,
    cx: &Cx<'_>,
) -> Result<Pick> {
    let env = cx.env;
    let week = week.unwrap_or(week_of(env.today));
    let sittings = all(cx)?;
    let open = sittings.iter().filter(|(one, _)| one.finished.is_none());
    let mut items: Vec<Item> = open
        .flat_map(|(sitting, parts)| to_take_up(sitting, parts, env))
        .collect();
    let (of_week, others): (Vec<_>, Vec<_>) = sittings
        .iter()
        .map(|(sitting, _)| sitting)
        .partition(|sitting| sitting.week == week);
    let look_back = |sitting: &ReviewSummary| to_look_back(sitting, env);
    items.extend(of_week.into_iter().filter_map(look_back));
    items.extend(to_begin(&sittings, week, (area, unit), env));
    items.extend(others.into_iter().filter_map(look_back));
    let title = env.lang.pick("Giao ban", "Weekly review");
    Ok(Pick {
        title: title.to_owned(),
        items,
        ..Pick::default()
    })
}

/// All reviews, the open ones with what of each is whose.
fn all(cx: &Cx<'_>) -> Result<Vec<(ReviewSummary, Vec<UnitShare>)>> {
    let all = cx.store.reviews(cx.env.plan.id)?.into_iter();
    all.map(|sitting| {
        let parts = match sitting.finished {
            None => {
                let review = cx.store.review(sitting.id)?;
                review.ok_or_else(no_such_review)?.parts()
            }
            Some(_) => Vec::new(),
        };
        Ok((sitting, parts))
    })
    .collect()
}

/// "tuần 07/06–13/06 · toàn kế hoạch".
fn name(sitting: &ReviewSummary, env: &Env) -> String {
    named(sitting.week, sitting.scope, env)
}

fn named(week: Week, scope: Scope, env: &Env) -> String {
    let scope = words::scope(scope, &env.areas, &env.units, env.lang);
    format!("{} · {scope}", dates::week(week.monday, env.lang))
}

/// An open review, and below it the parts of the units that it can be split between.
fn to_take_up(sitting: &ReviewSummary, parts: &[UnitShare], env: &Env) -> Vec<Item> {
    let lang = env.lang;
    let (name, who) = (name(sitting, env), safe(env.signer(&sitting.began_by)));
    let label = lang.pick(
        format!("Làm tiếp: {name} · {who} bắt đầu"),
        format!("Continue: {name} · started by {who}"),
    );
    let take_up = |part| Next::Open(Request::Review(sitting.id, part));
    let all = take_up(AgendaPart::All);
    let mut items = vec![Item::with(label, words::share(sitting.share), all)];
    let split = parts.iter().filter(|_| parts.len() > 1);
    items.extend(split.map(|(unit, share)| {
        let unit_name = part_name(*unit, env);
        let label = lang.pick(
            format!("   chỉ {unit_name}"),
            format!("   {unit_name} only"),
        );
        Item::with(label, words::share(*share), take_up(AgendaPart::Led(*unit)))
    }));
    items
}

fn part_name(unit: Option<UnitId>, env: &Env) -> String {
    match unit {
        Some(unit) => {
            let known = env.units.iter().find(|known| known.id == unit);
            known.map_or_else(|| "?".to_owned(), |unit| unit_name(unit, env.lang))
        }
        None => env.lang.pick("chưa giao đơn vị", "not assigned").to_owned(),
    }
}

/// The scopes that a review of that week can be begun with: the whole plan, the open area, the
/// chosen unit, my own. Where nothing can be written their walks can be looked at.
fn to_begin(
    sittings: &[(ReviewSummary, Vec<UnitShare>)],
    week: Week,
    (area, unit): (Option<AreaId>, UnitScope),
    env: &Env,
) -> Vec<Item> {
    let mut scopes = vec![Scope::Plan];
    scopes.extend(area.map(Scope::Area));
    if let UnitScope::Led(unit) = unit {
        scopes.push(Scope::Led(unit));
    }
    scopes.extend(env.my_unit.map(Scope::Mine));
    if env.read_only {
        let look = scopes.into_iter().map(|scope| {
            let name = words::scope(scope, &env.areas, &env.units, env.lang);
            let label = env.lang.pick(
                format!("Xem danh sách giao ban · {name}"),
                format!("Open the review list · {name}"),
            );
            Item::new(label, Next::Open(Request::Look(scope)))
        });
        return look.collect();
    }
    let is_open = |scope: &Scope| {
        sittings
            .iter()
            .any(|(one, _)| one.finished.is_none() && one.week == week && one.scope == *scope)
    };
    let mut items: Vec<Item> = scopes
        .into_iter()
        .filter(|scope| !is_open(scope))
        .map(|scope| beginning(scope, week, env))
        .collect();
    let label = env.lang.pick(
        "Bắt đầu: lĩnh vực hoặc đơn vị khác …",
        "Start: another area or unit …",
    );
    let other = Next::Open(Request::Pick(scopes_of(week, env)));
    items.push(Item::new(label, other));
    let other = other_week(week, env);
    let (first, last) = (
        dates::day_month(other.monday),
        dates::day_month(other.sunday),
    );
    let label = if other == Week::of(env.today) {
        env.lang.pick(
            format!("Giao ban tuần này ({first}–{last}) …"),
            format!("This week's review ({first}–{last}) …"),
        )
    } else {
        env.lang.pick(
            format!("Giao ban tuần trước ({first}–{last}) …"),
            format!("Last week's review ({first}–{last}) …"),
        )
    };
    let other = Next::Open(Request::Reviews {
        week: Some(other),
        area,
        unit,
    });
    items.push(Item::new(label, other));
    items
}

fn beginning(scope: Scope, week: Week, env: &Env) -> Item {
    let name = named(week, scope, env);
    let label = env
        .lang
        .pick(format!("Bắt đầu: {name}"), format!("Start: {name}"));
    Item::new(label, begin(scope, week))
}

/// Every area and every unit that a review of that week can be begun over, found by typing.
fn scopes_of(week: Week, env: &Env) -> Pick {
    let areas = env.areas.iter().map(|area| {
        let name = env.lang.pick(&area.short, &area.short_en);
        let label = format!("{} {}", area.key, safe(name));
        Item::new(label, begin(Scope::Area(area.id), week))
    });
    // Who is outside the office leads nothing of its plan.
    let inside = env.units.iter();
    let inside = inside.filter(|unit| unit.kind != UnitKind::Outside);
    let units = inside.map(|unit| {
        let next = begin(Scope::Led(unit.id), week);
        Item::new(unit_name(unit, env.lang), next)
    });
    let name = dates::week(week.monday, env.lang);
    let title = env
        .lang
        .pick(format!("Giao ban {name}"), format!("Review of {name}"));
    Pick {
        typed: true,
        title,
        items: areas.chain(units).collect(),
        ..Pick::default()
    }
}

/// Of this week and the one before, the one that is not offered.
fn other_week(week: Week, env: &Env) -> Week {
    let this = Week::of(env.today);
    if week == this { this.previous() } else { this }
}

/// A finished review whose notice can be read again.
fn to_look_back(sitting: &ReviewSummary, env: &Env) -> Option<Item> {
    let finished = sitting.finished.as_ref()?;
    let (name, day) = (name(sitting, env), dates::full(finished.on));
    let label = env
        .lang
        .pick(format!("Xem lại: {name}"), format!("Past review: {name}"));
    let right = env
        .lang
        .pick(format!("kết thúc {day}"), format!("finished {day}"));
    Some(Item::with(
        label,
        right,
        Next::Open(Request::Notice(sitting.id)),
    ))
}

fn begin(scope: Scope, week: Week) -> Next {
    Next::Do(Command::Begin(scope, week))
}

impl ReviewLayer {
    /// The parts of the open review.
    pub(super) fn parts(&self, env: &Env) -> Pick {
        let all = self.review.settled(AgendaPart::All);
        let label = env.lang.pick("Tất cả", "All").to_owned();
        let mut items = vec![Item::with(
            label,
            words::share(all),
            Next::Answer(Answer::Part(AgendaPart::All)),
        )];
        items.extend(self.review.parts().into_iter().map(|(unit, share)| {
            let next = Next::Answer(Answer::Part(AgendaPart::Led(unit)));
            Item::with(part_name(unit, env), words::share(share), next)
        }));
        let mut parts = self.review.parts().into_iter();
        let cursor = parts.position(|(unit, _)| AgendaPart::Led(unit) == self.part);
        let title = env
            .lang
            .pick("Xem việc của đơn vị nào?", "Which unit's tasks?");
        Pick {
            cursor: cursor.map_or(0, |at| at + 1),
            ..Pick {
                title: title.to_owned(),
                items,
                ..Pick::default()
            }
        }
    }

    /// The tasks of the open review, found by typing.
    pub(super) fn places(&self, env: &Env) -> Pick {
        let there = |at: &usize| !self.review.items[*at].is_gone();
        let items = self.review.places(self.part).filter(there).map(|at| {
            let item = &self.review.items[at];
            let answer = item.answer.as_ref();
            let said = answer.map_or("", |answer| words::answer(answer.kind).get(env.lang));
            let label = format!("{} {}", item.code, safe(&item.title));
            Item::with(label, said.to_owned(), Next::Answer(Answer::Place(at)))
        });
        let title = env
            .lang
            .pick("Tìm việc trong giao ban", "Find a task in this review");
        Pick {
            typed: true,
            title: title.to_owned(),
            items: items.collect(),
            ..Pick::default()
        }
    }
}
