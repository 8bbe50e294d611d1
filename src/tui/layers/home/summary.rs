//! The line above the list: what is late, or what narrows the list, or the search line; and how many
//! tasks the list has.

use super::choices::{count, filter_name};
use super::list::{Home, ListCounts};
use crate::domain::query::Order;
use crate::domain::unit::UnitScope;
use crate::present::dates;
use crate::present::messages::labels;
use crate::present::messages::review::with_progress;
use crate::present::text::{pad, safe, width};
use crate::tui::actions::{Action, KeyContext};
use crate::tui::env::Env;
use crate::tui::widgets::paint::{line, set_cursor};
use ratatui::Frame as Canvas;
use ratatui::style::Style;

/// What matters now; or what is searched and filtered; at the right how many, in which order.
pub(super) fn draw(canvas: &mut Canvas<'_>, home: &Home, env: &Env) {
    let (layout, lang) = (env.layout(), env.lang);
    let area = match (layout.summary.height, &home.search) {
        (1.., _) => layout.summary,
        // On a low screen the search line takes the place of the tabs.
        (0, Some(_)) => layout.tabs,
        (0, None) => return,
    };
    let tasks = count(home.count, env);
    let mut right = lang.pick(format!("{tasks} việc"), format!("{tasks} tasks"));
    // Units and tabs count without them, the list has them too.
    let dropped = dates::number(home.counts.dropped, lang);
    let whole = home.filter.is_none() && home.words.is_empty();
    if whole && home.counts.dropped > 0 && area.width >= 60 {
        right = lang.pick(
            format!("{right} ({dropped} bãi bỏ)"),
            format!("{right} ({dropped} dropped)"),
        );
    }
    if home.order != Order::Due {
        right = format!("{} · {right}", labels::order(home.order).get(lang));
    }
    let room = usize::from(area.width).saturating_sub(width(&right) + 3);
    if let Some(editor) = &home.search {
        let label = format!(" {}: ", lang.pick("Tìm", "Search"));
        let (text, column) = editor.view_line(room.saturating_sub(width(&label)));
        let front = width(&label) + column;
        let text = pad(&text, room.saturating_sub(width(&label)) + 1);
        let pieces = vec![
            (label, env.theme.key()),
            (text, Style::new()),
            (right, env.theme.dim()),
        ];
        line(canvas, area, pieces);
        return set_cursor(canvas, area, front, 0);
    }
    let (candidates, style) = sentence(home, env);
    let fitting = candidates.iter().find(|text| width(text) <= room);
    let text = fitting.or(candidates.last()).map_or("", String::as_str);
    let left = format!(" {}", pad(text, room));
    line(
        canvas,
        area,
        vec![(left, style), (format!(" {right}"), env.theme.dim())],
    );
}

/// The unit whose tasks are shown, by its abbreviation.
fn chosen_unit(home: &Home, env: &Env) -> Option<String> {
    match home.unit {
        UnitScope::All => None,
        UnitScope::Unassigned => Some(env.lang.text("chưa giao", "none")),
        UnitScope::Led(id) => env
            .unit(id)
            .map(|unit| safe(&unit.abbreviation).into_owned()),
    }
}

/// The sentence above the list, in wordings from long to short.
fn sentence(home: &Home, env: &Env) -> (Vec<String>, Style) {
    let lang = env.lang;
    let mut narrowed = Vec::new();
    if !home.words.is_empty() {
        let words = safe(&home.words);
        narrowed.push(lang.pick(format!("tìm “{words}”"), format!("search “{words}”")));
    }
    if let Some(filter) = home.filter {
        let name = filter_name(filter, env);
        narrowed.push(lang.pick(format!("lọc: {name}"), format!("filter: {name}")));
    }
    if env.layout().units.width == 0
        && let Some(unit) = chosen_unit(home, env)
    {
        narrowed.push(lang.pick(format!("đơn vị: {unit}"), format!("unit: {unit}")));
    }
    if !narrowed.is_empty() {
        let back = env.key(KeyContext::Tasks, Action::Back);
        let clear = lang.pick(format!("{back} để bỏ"), format!("{back} to clear"));
        let narrowed = narrowed.join(" · ");
        return (
            vec![format!("{narrowed} — {clear}"), narrowed],
            env.theme.key(),
        );
    }
    let (late, week) = (home.counts.late, home.counts.this_week);
    let text = match (without_unit(&home.counts), late, week) {
        (Some(n), ..) if !env.read_only => {
            let n = dates::number(n, lang);
            let mark = env.key(KeyContext::Tasks, Action::Mark);
            let lead = env.key(KeyContext::Marked, Action::Lead);
            let offer = lang.pick(
                format!("{n} việc chưa giao — {mark} chọn, {lead} giao"),
                format!("{n} tasks not assigned — {mark} to select, {lead} to assign"),
            );
            let late = dates::number(late, lang);
            let both = lang.pick(
                format!("{late} việc quá hạn · {offer}"),
                format!("{late} overdue · {offer}"),
            );
            vec![both, offer]
        }
        (_, 0, 0) => vec![lang.text("Không có việc quá hạn.", "Nothing is overdue.")],
        (_, 0, _) => {
            let week = dates::number(week, lang);
            vec![lang.pick(
                format!("{week} việc đến hạn tuần này"),
                format!("{week} due this week"),
            )]
        }
        _ => lateness(late, week, env),
    };
    let style = if late > 0 {
        env.theme.error()
    } else {
        Style::new()
    };
    (with_progress(text, home.counts.review, lang), style)
}

/// What is late and what falls due, from long to short.
fn lateness(late: i64, week: i64, env: &Env) -> Vec<String> {
    let lang = env.lang;
    let late = dates::number(late, lang);
    let mut long = lang.pick(format!("{late} việc quá hạn"), format!("{late} overdue"));
    let mut short = lang.pick(format!("{late} quá hạn"), format!("{late} overdue"));
    if week > 0 {
        let week = dates::number(week, lang);
        long.push_str(&lang.pick(
            format!(", còn {week} việc đến hạn tuần này"),
            format!(", {week} more due this week"),
        ));
        short.push_str(&lang.pick(
            format!(", {week} đến hạn tuần này"),
            format!(", {week} more this week"),
        ));
    }
    let key = env.key(KeyContext::Tasks, Action::Filter);
    let filter = lang.pick(format!("{key} để lọc"), format!("{key} to filter"));
    vec![format!("{long} — {filter}"), long, short]
}

/// In a plan that nobody has distributed yet: how many tasks wait for a unit.
fn without_unit(counts: &ListCounts) -> Option<i64> {
    let nobody = counts.units.iter().find(|(unit, _)| unit.is_none());
    let n = nobody.map_or(0, |(_, totals)| totals.total());
    (n * 2 > counts.all_units.total()).then_some(n)
}
