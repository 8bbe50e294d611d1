//! Drawing of the home screen: what matters, units, table, preview.

use super::home::Pane;
use super::preview::preview;
use super::units_view::units;
use crate::domain::query::Order;
use crate::domain::task::TaskRow;
use crate::domain::unit::UnitScope;
use crate::present::columns::{COLUMNS, Column, fit};
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::messages::labels;
use crate::present::messages::review::beside;
use crate::present::text::{pad, safe, width};
use crate::tui::choices::pickers::{count, filter_name};
use crate::tui::draw::layout::Layout;
use crate::tui::effects::effect::Counts;
use crate::tui::model::{Layer, Model};
use crate::tui::widgets::paint::{MARKER, line, set_cursor};
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Columns that marker, sign and flag take.
const FRONT: usize = 3;

/// Draws the home screen below its tabs.
pub fn draw(canvas: &mut Canvas<'_>, layout: &Layout, model: &Model) {
    if layout.matters.height > 0 {
        matters(canvas, layout.matters, model);
    } else if let Some(Layer::Search(_)) = model.layers.last() {
        matters(canvas, layout.tabs, model);
    }
    if layout.units.width > 0 {
        units(canvas, layout.units, model);
    }
    table(canvas, layout, model);
    if layout.preview.height > 0 {
        let rule = "─".repeat(usize::from(layout.line.width));
        line(canvas, layout.line, vec![(rule, model.env.theme.dim())]);
        preview(canvas, layout.preview, model);
    }
}

/// What matters now; or what is searched and filtered; at the right how many, in which order.
fn matters(canvas: &mut Canvas<'_>, area: Rect, model: &Model) {
    let (env, home, lang) = (&model.env, &model.home, model.env.lang);
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
    if !home.marked.is_empty() {
        let n = home.marked.len();
        let hidden = match home.out_of_sight(env) {
            0 => String::new(),
            hidden => lang.pick(
                format!(" ({hidden} không hiện ở đây)"),
                format!(" ({hidden} not shown here)"),
            ),
        };
        right = lang.pick(
            format!("đã chọn {n}{hidden} · {right}"),
            format!("{n} selected{hidden} · {right}"),
        );
    }
    let room = usize::from(area.width).saturating_sub(width(&right) + 3);
    if let Some(Layer::Search(editor)) = model.layers.last() {
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
    let (candidates, style) = standing(model);
    let fitting = candidates.iter().find(|said| width(said) <= room);
    let said = fitting.or(candidates.last()).map_or("", String::as_str);
    let left = format!(" {}", pad(said, room));
    line(
        canvas,
        area,
        vec![(left, style), (format!(" {right}"), env.theme.dim())],
    );
}

/// The unit whose tasks are shown, by its abbreviation.
fn chosen_unit(model: &Model) -> Option<String> {
    use crate::domain::unit::UnitScope;
    let env = &model.env;
    match model.home.unit {
        UnitScope::All => None,
        UnitScope::Unassigned => Some(env.lang.pick("chưa giao", "none").to_owned()),
        UnitScope::Led(id) => env
            .units
            .iter()
            .find(|unit| unit.id == id)
            .map(|unit| safe(&unit.abbreviation).into_owned()),
    }
}

/// The sentence above the list, in wordings from long to short.
fn standing(model: &Model) -> (Vec<String>, Style) {
    let (env, home, lang) = (&model.env, &model.home, model.env.lang);
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
        && let Some(unit) = chosen_unit(model)
    {
        narrowed.push(lang.pick(format!("đơn vị: {unit}"), format!("unit: {unit}")));
    }
    if !narrowed.is_empty() {
        let clear = lang.pick("Esc để bỏ", "Esc to clear");
        let narrowed = narrowed.join(" · ");
        return (
            vec![format!("{narrowed} — {clear}"), narrowed],
            env.theme.key(),
        );
    }
    let (late, week) = (home.counts.late, home.counts.this_week);
    let said = match (without_unit(&home.counts), late, week) {
        (Some(n), ..) if !env.read_only => {
            let n = dates::number(n, lang);
            let offer = lang.pick(
                format!("{n} việc chưa giao — e để giao việc"),
                format!("{n} tasks not assigned — press e to assign"),
            );
            let late = dates::number(late, lang);
            let both = lang.pick(
                format!("{late} việc quá hạn · {offer}"),
                format!("{late} overdue · {offer}"),
            );
            vec![both, offer]
        }
        (_, 0, 0) => vec![
            lang.pick("Không có việc quá hạn.", "Nothing is overdue.")
                .to_owned(),
        ],
        (_, 0, _) => {
            let week = dates::number(week, lang);
            vec![lang.pick(
                format!("{week} việc đến hạn tuần này"),
                format!("{week} due this week"),
            )]
        }
        _ => lateness(late, week, lang),
    };
    let style = if late > 0 {
        env.theme.error()
    } else {
        Style::new()
    };
    (beside(said, home.counts.review, lang), style)
}

/// What is late and what falls due, from long to short.
fn lateness(late: i64, week: i64, lang: Lang) -> Vec<String> {
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
    let filter = lang.pick("f để lọc", "f to filter");
    vec![format!("{long} — {filter}"), long, short]
}

/// In a plan that nobody has distributed yet: how many tasks wait for a unit.
fn without_unit(counts: &Counts) -> Option<i64> {
    let nobody = counts.units.iter().find(|(unit, _)| unit.is_none());
    let n = nobody.map_or(0, |(_, totals)| totals.total());
    (n * 2 > counts.all_units.total()).then_some(n)
}

fn table(canvas: &mut Canvas<'_>, layout: &Layout, model: &Model) {
    let (env, home, lang) = (&model.env, &model.home, model.env.lang);
    // Sign and flag stand in the front, without a blank between them.
    let mut columns = fit(usize::from(layout.rows.width), FRONT - 1);
    columns.remove(0);
    let mut head = " ".repeat(FRONT);
    for (column, width) in &columns {
        let title = COLUMNS
            .iter()
            .find(|row| row.column == *column)
            .map(|row| row.title);
        head.push_str(&pad(title.map(|t| t.get(lang)).unwrap_or_default(), *width));
        head.push(' ');
    }
    line(canvas, layout.head, vec![(head, env.theme.dim())]);
    if home.rows.is_empty() {
        return empty(canvas, layout.rows, model);
    }
    let shown = home.rows.iter().enumerate().skip(home.top);
    for (y, (at, row)) in (layout.rows.y..layout.rows.bottom()).zip(shown) {
        let area = Rect::new(layout.rows.x, y, layout.rows.width, 1);
        line(
            canvas,
            area,
            table_row(row, at == home.cursor, &columns, model),
        );
    }
}

/// Why the list is empty, and what to do.
fn empty(canvas: &mut Canvas<'_>, area: Rect, model: &Model) {
    let (home, lang) = (&model.home, model.env.lang);
    let said = if !home.words.is_empty() || home.filter.is_some() {
        lang.pick(
            "Không có nhiệm vụ nào khớp — Esc để bỏ.",
            "No matching tasks — Esc to clear.",
        )
    } else if home.unit != UnitScope::All {
        lang.pick(
            "Đơn vị này không có nhiệm vụ ở đây — Esc để xem mọi đơn vị.",
            "This unit has no tasks here — Esc to show all units.",
        )
    } else if model.env.read_only {
        lang.pick("Chưa có nhiệm vụ nào.", "No tasks yet.")
    } else {
        lang.pick(
            "Chưa có nhiệm vụ nào — a để thêm.",
            "No tasks yet — press a to add one.",
        )
    };
    let first = Rect::new(area.x, area.y, area.width, area.height.min(1));
    line(
        canvas,
        first,
        vec![(format!("   {said}"), model.env.theme.dim())],
    );
}

fn table_row(
    row: &TaskRow,
    here: bool,
    columns: &[(Column, usize)],
    model: &Model,
) -> Vec<(String, Style)> {
    let (env, row_cx) = (&model.env, model.env.row_cx());
    let due = env
        .theme
        .due(row.timeliness(row_cx.today, row_cx.soon_days), row.state);
    let selected = here && (model.home.pane == Pane::Tasks);
    let styled = |style: Style| {
        if selected {
            env.theme.selected()
        } else {
            style
        }
    };
    let front = if here { MARKER } else { " " };
    let marked = model.home.marked.contains(&row.id);
    let (flag, flag_style) = match (marked, row.difficulties > 0, row.key_task) {
        (true, ..) => ("+", env.theme.key()),
        (_, true, _) => ("!", env.theme.stuck()),
        (_, _, true) => ("*", env.theme.strong()),
        _ => (" ", Style::new()),
    };
    let mut pieces = vec![
        (front.to_owned(), styled(Style::new())),
        (Column::Sign.text(row, 1, row_cx).into_owned(), styled(due)),
        (flag.to_owned(), styled(flag_style)),
    ];
    for (column, width) in columns {
        let text = match (column, column.text(row, *width, row_cx)) {
            // What nobody has given yet is blank here.
            (Column::Lead | Column::Deadline, text) if text == "–" => "".into(),
            (_, text) => text,
        };
        let style = match column {
            Column::Left | Column::Deadline => due,
            Column::Title if !row.state.is_open() => env.theme.dim(),
            _ => Style::new(),
        };
        pieces.push((format!("{} ", pad(&text, *width)), styled(style)));
    }
    pieces
}
