//! Drawing of the home screen: what matters, units, table, preview.

use super::detail_view::coordinating;
use super::home::{Pane, scrolled};
use crate::domain::query::Order;
use crate::domain::task::{Task, TaskRow};
use crate::domain::totals::Totals;
use crate::domain::unit::UnitScope;
use crate::present::columns::{COLUMNS, Column};
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::text::{cut, pad, pad_left, safe, width, wrap};
use crate::present::words::labels;
use crate::tui::effect::Counts;
use crate::tui::layout::Layout;
use crate::tui::model::{Layer, Model};
use crate::tui::pickers::{count, filter_name};
use crate::tui::view::{line, marker, set_cursor};
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Columns that marker, sign, flag and the blanks round them take.
const FRONT: usize = 3;
/// Below this the table gives up a column rather than more of the title.
const TITLE_MIN: usize = 24;

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
        let bar = if model.frame.ascii { "-" } else { "─" };
        let rule = bar.repeat(usize::from(layout.line.width));
        line(canvas, layout.line, vec![(rule, model.frame.theme.dim())]);
        preview(canvas, layout.preview, model);
    }
}

/// What matters now; or what is searched and filtered; at the right how many, in which order.
fn matters(canvas: &mut Canvas<'_>, area: Rect, model: &Model) {
    let (frame, home, lang) = (&model.frame, &model.home, model.frame.lang);
    let tasks = count(home.count, frame);
    let mut right = lang.pick(format!("{tasks} việc"), format!("{tasks} tasks"));
    if home.order != Order::Due {
        right = format!("{} · {right}", labels::order(home.order).get(lang));
    }
    if !home.marked.is_empty() {
        let n = home.marked.len();
        right = lang.pick(
            format!("đã chọn {n} · {right}"),
            format!("{n} marked · {right}"),
        );
    }
    let room = usize::from(area.width).saturating_sub(width(&right) + 3);
    if let Some(Layer::Search(editor)) = model.layers.last() {
        let label = format!(" {}: ", lang.pick("Tìm", "Search"));
        let (text, column) = editor.view_line(room.saturating_sub(width(&label)));
        let front = width(&label) + column;
        let text = pad(&text, room.saturating_sub(width(&label)) + 1);
        let pieces = vec![
            (label, frame.theme.key()),
            (text, Style::new()),
            (right, frame.theme.dim()),
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
        vec![(left, style), (format!(" {right}"), frame.theme.dim())],
    );
}

/// The sentence above the list, in wordings from long to short.
fn standing(model: &Model) -> (Vec<String>, Style) {
    let (frame, home, lang) = (&model.frame, &model.home, model.frame.lang);
    let mut narrowed = Vec::new();
    if !home.words.is_empty() {
        let words = safe(&home.words);
        narrowed.push(lang.pick(format!("tìm “{words}”"), format!("search “{words}”")));
    }
    if let Some(filter) = home.filter {
        let name = filter_name(filter, frame);
        narrowed.push(lang.pick(format!("lọc: {name}"), format!("filter: {name}")));
    }
    if !narrowed.is_empty() {
        let clear = lang.pick("Esc để bỏ", "Esc clears");
        let narrowed = narrowed.join(" · ");
        return (
            vec![format!("{narrowed} — {clear}"), narrowed],
            frame.theme.key(),
        );
    }
    let (late, week) = (home.counts.late, home.counts.this_week);
    let said = match (without_unit(&home.counts), late, week) {
        (Some(n), ..) if !frame.read_only => {
            let n = dates::number(n, lang);
            let offer = lang.pick(
                format!("{n} việc chưa giao — e để giao việc"),
                format!("{n} without a unit — e assigns one"),
            );
            let late = dates::number(late, lang);
            let both = lang.pick(
                format!("{late} việc trễ · {offer}"),
                format!("{late} late · {offer}"),
            );
            vec![both, offer]
        }
        (_, 0, 0) => vec![
            lang.pick("Không có việc trễ.", "Nothing is late.")
                .to_owned(),
        ],
        _ => lateness(late, week, lang),
    };
    let style = if late > 0 {
        frame.theme.error()
    } else {
        Style::new()
    };
    (said, style)
}

/// What is late and what falls due, from long to short.
fn lateness(late: i64, week: i64, lang: Lang) -> Vec<String> {
    let (late, week) = (dates::number(late, lang), dates::number(week, lang));
    let long = lang.pick(
        format!("{late} việc trễ, {week} việc đến hạn tuần này"),
        format!("{late} late, {week} due this week"),
    );
    let filter = lang.pick("f để lọc", "f to filter");
    let short = lang.pick(
        format!("{late} trễ, {week} đến hạn tuần này"),
        format!("{late} late, {week} this week"),
    );
    vec![format!("{long} — {filter}"), long, short]
}

/// In a plan that nobody has distributed yet: how many tasks wait for a unit.
fn without_unit(counts: &Counts) -> Option<i64> {
    let nobody = counts.units.iter().find(|(unit, _)| unit.is_none());
    let n = nobody.map_or(0, |(_, totals)| totals.total());
    (n * 2 > counts.all_units.total()).then_some(n)
}

fn units(canvas: &mut Canvas<'_>, area: Rect, model: &Model) {
    let (home, lang, theme) = (&model.home, model.frame.lang, model.frame.theme);
    let columns = usize::from(area.width).saturating_sub(2);
    let head = pad(lang.pick(" ĐƠN VỊ", " UNIT"), columns.saturating_sub(12));
    let head = format!(
        "{head}{}{}",
        pad_left(lang.pick("xong", "done"), 7),
        pad_left(lang.pick("trễ", "late"), 5)
    );
    let bar = if model.frame.ascii { "|" } else { "│" };
    let top_row = Rect::new(area.x, area.y, area.width, 1);
    line(
        canvas,
        top_row,
        vec![(head, theme.dim()), (format!(" {bar}"), theme.dim())],
    );
    let rows = usize::from(area.height.saturating_sub(1));
    let lines = home.counts.units.len() + 1;
    let top = scrolled(0, home.unit_cursor, rows, lines);
    for (y, at) in (area.y + 1..area.bottom()).zip(top..) {
        let row = Rect::new(area.x, y, area.width, 1);
        let text = if at < lines {
            unit_line(model, at, columns)
        } else {
            " ".repeat(columns)
        };
        let here = at == home.unit_cursor;
        let style = match (here, home.pane) {
            (true, Pane::Units) => theme.selected(),
            (true, Pane::Tasks) => theme.strong(),
            _ => Style::new(),
        };
        line(
            canvas,
            row,
            vec![(text, style), (format!(" {bar}"), theme.dim())],
        );
    }
}

fn unit_line(model: &Model, at: usize, columns: usize) -> String {
    let (home, lang) = (&model.home, model.frame.lang);
    let found = at.checked_sub(1).and_then(|at| home.counts.units.get(at));
    let (name, totals) = match found {
        None => (lang.pick("Tất cả", "All").to_owned(), home.counts.all_units),
        Some((Some(unit), totals)) => (safe(&unit.abbreviation).into_owned(), *totals),
        Some((None, totals)) => (lang.pick("chưa giao", "no unit").to_owned(), *totals),
    };
    let marker = if at == home.unit_cursor {
        marker(model)
    } else {
        " "
    };
    let name = pad(&name, columns.saturating_sub(13));
    let (share, late) = share(totals);
    format!(
        "{marker}{name}{}{}",
        pad_left(&share, 7),
        pad_left(&late, 5)
    )
}

fn share(totals: Totals) -> (String, String) {
    let late = if totals.overdue > 0 {
        totals.overdue.to_string()
    } else {
        String::new()
    };
    (format!("{}/{}", totals.done(), totals.total()), late)
}

/// The columns that fit beside a readable title, with their widths.
fn fitting(columns: usize) -> Vec<(Column, usize)> {
    let mut shown: Vec<(Column, usize)> = COLUMNS
        .iter()
        .skip(1)
        .map(|row| (row.column, row.width))
        .collect();
    let fixed =
        |shown: &[(Column, usize)]| FRONT + shown.iter().map(|(_, width)| width + 1).sum::<usize>();
    while shown.len() > 2 && fixed(&shown) + TITLE_MIN > columns {
        shown.pop();
    }
    let title = columns.saturating_sub(fixed(&shown));
    for (column, width) in &mut shown {
        if *column == Column::Title {
            *width = title;
        }
    }
    shown
}

fn table(canvas: &mut Canvas<'_>, layout: &Layout, model: &Model) {
    let (frame, home, lang) = (&model.frame, &model.home, model.frame.lang);
    let columns = fitting(usize::from(layout.rows.width));
    let mut head = " ".repeat(FRONT);
    for (column, width) in &columns {
        let title = COLUMNS
            .iter()
            .find(|row| row.column == *column)
            .map(|row| row.title);
        head.push_str(&pad(title.map(|t| t.get(lang)).unwrap_or_default(), *width));
        head.push(' ');
    }
    line(canvas, layout.head, vec![(head, frame.theme.dim())]);
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
    let (home, lang) = (&model.home, model.frame.lang);
    let said = if !home.words.is_empty() || home.filter.is_some() {
        lang.pick(
            "Không có nhiệm vụ nào khớp — Esc để bỏ.",
            "No task matches — Esc clears.",
        )
    } else if home.unit != UnitScope::All {
        lang.pick(
            "Đơn vị này không có nhiệm vụ ở đây — Esc để xem mọi đơn vị.",
            "This unit has no tasks here — Esc shows all units.",
        )
    } else if model.frame.read_only {
        lang.pick("Chưa có nhiệm vụ nào.", "No tasks yet.")
    } else {
        lang.pick(
            "Chưa có nhiệm vụ nào — a để thêm.",
            "No tasks yet — a adds one.",
        )
    };
    let first = Rect::new(area.x, area.y, area.width, area.height.min(1));
    line(
        canvas,
        first,
        vec![(format!("   {said}"), model.frame.theme.dim())],
    );
}

fn table_row(
    row: &TaskRow,
    here: bool,
    columns: &[(Column, usize)],
    model: &Model,
) -> Vec<(String, Style)> {
    let (frame, eye) = (&model.frame, model.frame.eye());
    let due = frame
        .theme
        .due(row.timeliness(eye.today, eye.soon_days), row.state);
    let selected = here && (model.home.pane == Pane::Tasks);
    let styled = |style: Style| {
        if selected {
            frame.theme.selected()
        } else {
            style
        }
    };
    let front = if here { marker(model) } else { " " };
    let marked = model.home.marked.contains(&row.id);
    let (flag, flag_style) = match (marked, row.difficulties > 0, row.key_task) {
        (true, ..) => ("+", frame.theme.key()),
        (_, true, _) => ("!", frame.theme.stuck()),
        (_, _, true) => ("*", frame.theme.strong()),
        _ => (" ", Style::new()),
    };
    let mut pieces = vec![
        (front.to_owned(), styled(Style::new())),
        (Column::Sign.text(row, eye).into_owned(), styled(due)),
        (flag.to_owned(), styled(flag_style)),
    ];
    for (column, width) in columns {
        let text = match (column, column.text(row, eye)) {
            // What nobody has given yet is blank here.
            (Column::Lead | Column::Deadline, text) if text == "–" => "".into(),
            (_, text) => text,
        };
        let style = match column {
            Column::Left | Column::Deadline => due,
            Column::Title if !row.state.is_open() => frame.theme.dim(),
            _ => Style::new(),
        };
        pieces.push((format!("{} ", pad(&text, *width)), styled(style)));
    }
    pieces
}

/// The selected task in some lines: its text, who and when, the last note.
fn preview(canvas: &mut Canvas<'_>, area: Rect, model: &Model) {
    let Some(task) = &model.home.preview else {
        return;
    };
    let theme = model.frame.theme;
    let columns = usize::from(area.width).saturating_sub(2).max(1);
    let rows = usize::from(area.height);
    let foot = foot(task, model, columns, rows);
    let text = format!("{}  {}", task.row.code, task.text);
    let room = rows.saturating_sub(foot.len()).max(1);
    let mut lines = fill(&text, columns, room, theme.strong());
    lines.extend(foot);
    for (y, (text, style)) in (area.y..area.bottom()).zip(lines) {
        let row = Rect::new(area.x, y, area.width, 1);
        line(canvas, row, vec![(format!(" {text}"), style)]);
    }
}

/// Who and when, and the last notes as far as there is room.
fn foot(task: &Task, model: &Model, columns: usize, rows: usize) -> Vec<(String, Style)> {
    let theme = model.frame.theme;
    let (fact_rows, notes) = match rows {
        0..=3 => (1, 0),
        4..=5 => (1, 1),
        _ => (2, 2),
    };
    let mut foot = fill(&facts(task, model), columns, fact_rows, theme.dim());
    for note in task.notes.iter().take(notes) {
        let who = note.signed.split(" (").next().unwrap_or_default();
        let day = dates::full(note.day);
        let day = day.get(..5).unwrap_or_default();
        let said = format!("{day} {who}: {}", note.body.replace('\n', " / "));
        let style = if note.open {
            theme.stuck()
        } else {
            Style::new()
        };
        foot.extend(fill(&said, columns, 1, style));
    }
    foot
}

/// A text in at most so many lines, the last one cut where it does not end.
fn fill(text: &str, columns: usize, rows: usize, style: Style) -> Vec<(String, Style)> {
    let mut lines = wrap(text, columns);
    let more = lines.len() > rows;
    lines.truncate(rows);
    if more && let Some(last) = lines.last_mut() {
        *last = cut(&format!("{} …", last.trim_end()), columns).into_owned();
    }
    lines.into_iter().map(|line| (line, style)).collect()
}

/// "Chủ trì VP · phối hợp KHTC · sản phẩm: Kế hoạch · hạn gốc 28/2, gia hạn 1 lần · chưa có TLKC".
fn facts(task: &Task, model: &Model) -> String {
    let lang = model.frame.lang;
    let row = &task.row;
    let lead = row.lead.as_deref();
    let mut parts = vec![match lead {
        Some(lead) => lang.pick(format!("Chủ trì {lead}"), format!("Lead {lead}")),
        None => lang.pick("Chưa giao đơn vị", "No unit yet").to_owned(),
    }];
    if row.difficulties > 0 {
        let n = row.difficulties;
        let open = if n == 1 {
            "1 open difficulty".to_owned()
        } else {
            format!("{n} open difficulties")
        };
        parts.push(lang.pick(format!("{n} vướng mắc"), open));
    }
    let joined = coordinating(task);
    if !joined.is_empty() {
        parts.push(lang.pick(format!("phối hợp {joined}"), format!("with {joined}")));
    }
    if let Some(product) = &task.product {
        parts.push(lang.pick(
            format!("sản phẩm: {product}"),
            format!("product: {product}"),
        ));
    }
    if let Some(due) = row.due_on {
        let due = dates::with_weekday(due, lang);
        parts.push(lang.pick(format!("hạn {due}"), format!("due {due}")));
    }
    if row.extensions > 0
        && let Some(first) = task.extensions.first()
    {
        let day = dates::short(first.old_due_on, model.frame.plan.year);
        let times = dates::times(row.extensions, lang);
        parts.push(lang.pick(
            format!("hạn gốc {day}, gia hạn {times}"),
            format!("first due {day}, extended {times}"),
        ));
    }
    if row.occurrences > 1 {
        let (done, all) = (row.occurrences_done, row.occurrences);
        parts.push(lang.pick(
            format!("kỳ {done}/{all}"),
            format!("{done}/{all} due dates"),
        ));
    }
    if row.steps > 0 {
        let (done, all) = (row.steps_done, row.steps);
        parts.push(lang.pick(format!("bước {done}/{all}"), format!("steps {done}/{all}")));
    }
    parts.push(match row.evidence {
        0 => lang.pick("chưa có TLKC", "no evidence").to_owned(),
        n => lang.pick(format!("{n} TLKC"), format!("{n} evidence")),
    });
    parts.join(" · ")
}
