//! Drawing a document as text: what it is in the first line, then a screenful of its lines.

use super::paper::{Paper, Source};
use crate::domain::day::Day;
use crate::domain::period::PeriodKind;
use crate::domain::unit::UnitScope;
use crate::formats::text::MarkKind;
use crate::present::dates;
use crate::present::messages::report::period_title;
use crate::present::text::{cut, pad, width};
use crate::report::ReportQuery;
use crate::tui::env::Env;
use crate::tui::widgets::paint::line;
use chrono::Datelike;
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws a screenful.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, paper: &Paper, env: &Env) {
    bar(canvas, Rect { height: 1, ..area }, paper, env);
    let text = Rect::new(
        area.x,
        area.y + 1,
        area.width,
        area.height.saturating_sub(1),
    );
    if paper.document(env.lang).is_none() {
        let said = env
            .lang
            .pick("Đang lập báo cáo …", "Preparing the report …");
        let row = Rect { height: 1, ..text };
        return line(canvas, row, vec![(format!(" {said}"), env.theme.dim())]);
    }
    let rows = usize::from(text.height);
    let shown = paper
        .laid()
        .lines
        .iter()
        .enumerate()
        .skip(paper.top)
        .take(rows);
    for (y, (at, said)) in (text.y..).zip(shown) {
        let (margin, style) = look(paper, at, env);
        let row = Rect::new(text.x, y, text.width, 1);
        let pieces = vec![(margin.to_owned(), env.theme.key()), (said.clone(), style)];
        line(canvas, row, pieces);
    }
}

/// The margin and the style of a line.
fn look(paper: &Paper, at: usize, env: &Env) -> (&'static str, Style) {
    let theme = env.theme;
    let mark = paper
        .laid()
        .marks
        .iter()
        .find(|mark| mark.rows.contains(&at));
    let Some(mark) = mark else {
        return (" ", Style::new());
    };
    match &mark.kind {
        MarkKind::Title | MarkKind::Heading(_) => (" ", theme.strong()),
        MarkKind::Place(part, _) if Some(part) == paper.place.as_ref() => {
            let first = at == mark.rows.start;
            (if first { "›" } else { " " }, theme.selected())
        }
        MarkKind::Place(_, false) => (" ", theme.todo()),
        MarkKind::Place(_, true) => (" ", Style::new()),
    }
}

/// What the document is, and how far it is read.
fn bar(canvas: &mut Canvas<'_>, area: Rect, paper: &Paper, env: &Env) {
    let columns = usize::from(area.width);
    let right = state(paper, env);
    let room = columns.saturating_sub(width(&right) + 2);
    let pieces = match &paper.source {
        Source::Report(query) => about(*query, paper, env),
        Source::Kept(_) => paper
            .document(env.lang)
            .map(|document| plain(&document.head.subject))
            .unwrap_or_default(),
    };
    // The last pieces go first where it is narrow.
    let mut left = String::new();
    for (nth, piece) in pieces.iter().enumerate() {
        let joint = if nth == 0 { " " } else { " · " };
        if nth > 0 && width(&left) + width(joint) + width(piece) > room {
            break;
        }
        left.push_str(joint);
        left.push_str(piece);
    }
    let left = pad(&cut(&left, room), room);
    let theme = env.theme;
    line(
        canvas,
        area,
        vec![(left, theme.strong()), (format!(" {right} "), theme.dim())],
    );
}

/// The lines of a subject without the brackets that they have on paper.
fn plain(subject: &[String]) -> Vec<String> {
    let inside = |line: &String| -> Option<String> {
        Some(line.strip_prefix('(')?.strip_suffix(')')?.to_owned())
    };
    let lines = subject.iter();
    lines
        .map(|line| inside(line).unwrap_or_else(|| line.clone()))
        .collect()
}

/// The right end: being made, or which lines are in sight.
fn state(paper: &Paper, env: &Env) -> String {
    let lang = env.lang;
    if paper.pending {
        return lang.pick("đang lập …", "preparing …").to_owned();
    }
    let all = paper.laid().lines.len();
    let last = (paper.top + Paper::rows(env)).min(all);
    let lines = format!("{}–{last}/{all}", paper.top + 1);
    match paper.unwritten() {
        n if n > 0 && env.size.0 >= 100 => lang.pick(
            format!("{n} chỗ cần viết · {lines}"),
            format!("{n} to write · {lines}"),
        ),
        _ => lines,
    }
}

/// The period, what it is narrowed to, its days, the comparison: the most telling first. Where it is
/// narrow the days go without their years, which the period's name tells.
fn about(query: ReportQuery, paper: &Paper, env: &Env) -> Vec<String> {
    let lang = env.lang;
    let mut pieces = Vec::new();
    let period = paper.period(env);
    let day = |day: Day| match env.size.0 {
        ..100 if query.kind != PeriodKind::Week => dates::short(day, day.year()),
        _ => dates::full(day),
    };
    let days = period.map(|p| format!("{}–{}", day(p.first), day(p.last)));
    match (period, &days) {
        (Some(period), Some(days)) if period.kind == PeriodKind::Week => {
            pieces.push(lang.pick(format!("Tuần {days}"), format!("Week {days}")));
        }
        (Some(period), _) => pieces.push(period_title(period, lang)),
        _ => {}
    }
    let narrowed = narrowed(query, env);
    let whole = narrowed.is_empty();
    pieces.extend(narrowed);
    pieces.extend(days.filter(|_| query.kind != PeriodKind::Week));
    pieces.push(if query.compare {
        lang.pick("so với kỳ trước", "with comparison").to_owned()
    } else {
        lang.pick("không so sánh", "no comparison").to_owned()
    });
    if whole {
        pieces.push(lang.pick("toàn kế hoạch", "whole plan").to_owned());
    }
    pieces
}

/// The unit and the area that are reported on alone.
fn narrowed(query: ReportQuery, env: &Env) -> Vec<String> {
    let unit = match query.unit {
        UnitScope::All => None,
        UnitScope::Unassigned => Some(env.lang.pick("chưa giao", "no unit").to_owned()),
        UnitScope::Led(id) => {
            let unit = env.units.iter().find(|unit| unit.id == id);
            unit.map(|unit| unit.abbreviation.clone())
        }
    };
    let area = env.areas.iter().find(|area| Some(area.id) == query.area);
    let area = area.map(|area| {
        let name = env.lang.pick(&area.short, &area.short_en);
        format!("{} {name}", area.key)
    });
    unit.into_iter().chain(area).collect()
}
