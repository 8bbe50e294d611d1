//! The lists that a review is chosen from: reviews, the parts of one, its tasks.

use super::ReviewLayer;
use crate::domain::day::Week;
use crate::domain::ids::{AreaId, UnitId};
use crate::domain::review::{AgendaPart, ProgressCount, ReviewScope, ReviewSummary, week_of};
use crate::domain::unit::UnitScope;
use crate::present::dates;
use crate::present::messages::review as words;
use crate::present::names::unit_name;
use crate::present::text::safe;
use crate::store::Result;
use crate::tui::command::{Command, no_such_review};
use crate::tui::env::Env;
use crate::tui::layers::layer::{Cx, Next, Pick, PickItem, Reply, Request};

/// What the review key offers: to go on with what is open, to begin, to look back. What is finished
/// already in that week stands before what would be begun, so that Enter begins none twice.
pub(crate) fn reviews(
    week: Option<Week>,
    area: Option<AreaId>,
    unit: UnitScope,
    cx: &Cx<'_>,
) -> Result<Pick> {
    let env = cx.env;
    let week = week.unwrap_or(week_of(env.today));
    let all = cx.store.reviews(env.plan.id)?;
    let (open, finished): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.finished.is_none());
    let mut items = Vec::new();
    for summary in &open {
        let review = cx.store.review(summary.id)?.ok_or_else(no_such_review)?;
        items.extend(to_take_up(summary, &review.parts(), env));
    }
    let (of_week, others): (Vec<_>, Vec<_>) = finished.iter().partition(|one| one.week == week);
    items.extend(of_week.into_iter().filter_map(|one| past_review(one, env)));
    items.extend(to_begin(&open, week, area, unit, env));
    items.extend(others.into_iter().filter_map(|one| past_review(one, env)));
    Ok(Pick::new(env.lang.pick("Giao ban", "Weekly review"), items))
}

/// "tuần 07/06–13/06 · toàn kế hoạch".
fn name(week: Week, scope: ReviewScope, env: &Env) -> String {
    let scope = words::scope(scope, &env.areas, &env.units, env.lang);
    format!("{} · {scope}", dates::week(week.monday, env.lang))
}

/// An open review, and below it the parts of the units that it can be split between.
fn to_take_up(
    summary: &ReviewSummary,
    parts: &[(Option<UnitId>, ProgressCount)],
    env: &Env,
) -> Vec<PickItem> {
    let lang = env.lang;
    let name = name(summary.week, summary.scope, env);
    let who = safe(env.short_signature(&summary.began_by));
    let label = lang.pick(
        format!("Làm tiếp: {name} · {who} bắt đầu"),
        format!("Continue: {name} · started by {who}"),
    );
    let item = |label: String, progress, part| {
        let review = Request::Review(summary.id, part);
        PickItem::with_detail(label, words::share(progress), Next::Open(review))
    };
    let mut items = vec![item(label, summary.share, AgendaPart::All)];
    let split = parts.iter().filter(|_| parts.len() > 1);
    items.extend(split.map(|(unit, progress)| {
        let name = part_name(*unit, env);
        let label = lang.pick(format!("   chỉ {name}"), format!("   {name} only"));
        item(label, *progress, AgendaPart::Led(*unit))
    }));
    items
}

fn part_name(unit: Option<UnitId>, env: &Env) -> String {
    match unit {
        Some(unit) => {
            let known = env.unit(unit);
            known.map_or_else(|| "?".to_owned(), |unit| unit_name(unit, env.lang))
        }
        None => env.lang.text("chưa giao đơn vị", "not assigned"),
    }
}

/// The scopes that a review of that week can be begun with: the whole plan, the open area, the
/// chosen unit, my own. Where nothing can be written their agendas can be looked at.
fn to_begin(
    open: &[&ReviewSummary],
    week: Week,
    area: Option<AreaId>,
    unit: UnitScope,
    env: &Env,
) -> Vec<PickItem> {
    let lang = env.lang;
    let mut scopes = vec![ReviewScope::Plan];
    scopes.extend(area.map(ReviewScope::Area));
    if let UnitScope::Led(unit) = unit {
        scopes.push(ReviewScope::Led(unit));
    }
    scopes.extend(env.my_unit.map(ReviewScope::Mine));
    if env.read_only {
        let look = scopes.into_iter().map(|scope| {
            let name = words::scope(scope, &env.areas, &env.units, lang);
            let label = lang.pick(
                format!("Xem danh sách giao ban · {name}"),
                format!("Open the review list · {name}"),
            );
            PickItem::new(label, Next::Open(Request::ReviewPreview(scope)))
        });
        return look.collect();
    }
    scopes.retain(|scope| {
        let mut open = open.iter();
        !open.any(|one| one.week == week && one.scope == *scope)
    });
    let begin_one = |scope| {
        let name = name(week, scope, env);
        let label = lang.pick(format!("Bắt đầu: {name}"), format!("Start: {name}"));
        PickItem::new(label, begin(scope, week))
    };
    let mut items: Vec<PickItem> = scopes.into_iter().map(begin_one).collect();
    let label = lang.pick(
        "Bắt đầu: lĩnh vực hoặc đơn vị khác …",
        "Start: another area or unit …",
    );
    let others = Request::Pick(scopes_of(week, env));
    items.push(PickItem::new(label, Next::Open(others)));
    let (week, label) = other_week(week, env);
    let reviews = Request::Reviews {
        week: Some(week),
        area,
        unit,
    };
    items.push(PickItem::new(label, Next::Open(reviews)));
    items
}

/// This week or the last one, whichever is not offered already, and the words that offer its reviews.
fn other_week(week: Week, env: &Env) -> (Week, String) {
    let lang = env.lang;
    let this = Week::of(env.today);
    let other = if week == this { this.previous() } else { this };
    let first = dates::day_month(other.monday);
    let last = dates::day_month(other.sunday);
    let label = if other == this {
        lang.pick(
            format!("Giao ban tuần này ({first}–{last}) …"),
            format!("This week's review ({first}–{last}) …"),
        )
    } else {
        lang.pick(
            format!("Giao ban tuần trước ({first}–{last}) …"),
            format!("Last week's review ({first}–{last}) …"),
        )
    };
    (other, label)
}

/// Every area and every unit that a review of that week can be begun over, found by typing.
fn scopes_of(week: Week, env: &Env) -> Pick {
    let areas = env.areas.iter().map(|area| {
        let name = env.lang.pick(&area.short, &area.short_en);
        let label = format!("{} {}", area.key, safe(name));
        PickItem::new(label, begin(ReviewScope::Area(area.id), week))
    });
    let units = env.leading_units().map(|unit| {
        let next = begin(ReviewScope::Led(unit.id), week);
        PickItem::new(unit_name(unit, env.lang), next)
    });
    let name = dates::week(week.monday, env.lang);
    let title = env
        .lang
        .pick(format!("Giao ban {name}"), format!("Review of {name}"));
    Pick::new(title, areas.chain(units)).searchable()
}

/// A finished review whose notice can be read again.
fn past_review(summary: &ReviewSummary, env: &Env) -> Option<PickItem> {
    let lang = env.lang;
    let finished = summary.finished.as_ref()?;
    let name = name(summary.week, summary.scope, env);
    let day = dates::full(finished.on);
    Some(PickItem::with_detail(
        lang.pick(format!("Xem lại: {name}"), format!("Past review: {name}")),
        lang.pick(format!("kết thúc {day}"), format!("finished {day}")),
        Next::Open(Request::Notice(summary.id)),
    ))
}

impl ReviewLayer {
    /// The parts of the open review.
    pub(super) fn parts(&self, env: &Env) -> Pick {
        let name = env.lang.text("Tất cả", "All");
        let all = (name, self.review.settled(AgendaPart::All), AgendaPart::All);
        let parts = self.review.parts().into_iter();
        let parts =
            parts.map(|(unit, progress)| (part_name(unit, env), progress, AgendaPart::Led(unit)));
        let parts: Vec<_> = std::iter::once(all).chain(parts).collect();
        let cursor = parts.iter().position(|(_, _, part)| *part == self.part);
        let item = |(name, progress, part)| {
            let next = Next::Reply(Reply::Part(part));
            PickItem::with_detail(name, words::share(progress), next)
        };
        let title = env
            .lang
            .pick("Xem việc của đơn vị nào?", "Which unit's tasks?");
        Pick::new(title, parts.into_iter().map(item)).at(cursor)
    }

    /// The tasks of the open review, found by typing.
    pub(super) fn places(&self, env: &Env) -> Pick {
        let there = |at: &usize| !self.review.items[*at].is_gone();
        let items = self.review.places(self.part).filter(there).map(|at| {
            let item = &self.review.items[at];
            let answer = item.answer.as_ref();
            let answer = answer.map_or("", |answer| words::answer(answer.kind).get(env.lang));
            let label = format!("{} {}", item.code, safe(&item.title));
            PickItem::with_detail(label, answer.to_owned(), Next::Reply(Reply::Place(at)))
        });
        let title = env
            .lang
            .pick("Tìm việc trong giao ban", "Find a task in this review");
        Pick::new(title, items).searchable()
    }
}

fn begin(scope: ReviewScope, week: Week) -> Next {
    Next::Do(Command::Begin(scope, week))
}
