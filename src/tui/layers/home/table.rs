//! The list of tasks, a row each.

use super::list::{Home, Pane};
use crate::domain::task::TaskRow;
use crate::domain::totals::Totals;
use crate::domain::unit::UnitScope;
use crate::present::columns::{COLUMNS, NOT_SET, TaskColumn, fit};
use crate::present::text::{cut, pad, width};
use crate::tui::actions::{Action, KeyContext};
use crate::tui::env::Env;
use crate::tui::widgets::paint::{MARKER, line, rows_of};
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;

/// Columns that marker, sign and flag take.
const FRONT: usize = 3;

pub(super) fn draw(canvas: &mut Canvas<'_>, home: &Home, env: &Env) {
    let (layout, lang) = (env.layout(), env.lang);
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
        return empty(canvas, home, env);
    }
    let shown = home.rows.iter().enumerate().skip(home.top);
    for (y, (at, row)) in (layout.rows.y..layout.rows.bottom()).zip(shown) {
        let area = Rect::new(layout.rows.x, y, layout.rows.width, 1);
        line(
            canvas,
            area,
            table_row(row, at == home.cursor, &columns, home, env),
        );
    }
}

/// Why the list is empty, and what to do.
fn empty(canvas: &mut Canvas<'_>, home: &Home, env: &Env) {
    let (area, lang) = (env.layout().rows, env.lang);
    let back = env.key(KeyContext::Tasks, Action::Back);
    let text = if !home.words.is_empty() || home.filter.is_some() {
        lang.pick(
            format!("Không có nhiệm vụ nào khớp — {back} để bỏ."),
            format!("No matching tasks — {back} to clear."),
        )
    } else if home.unit != UnitScope::All {
        lang.pick(
            format!("Đơn vị này không có nhiệm vụ ở đây — {back} để xem mọi đơn vị."),
            format!("This unit has no tasks here — {back} to show all units."),
        )
    } else if env.read_only {
        lang.text("Chưa có nhiệm vụ nào.", "No tasks yet.")
    } else if home.counts.all == Totals::default() {
        return first_steps(canvas, env);
    } else {
        let add = env.key(KeyContext::Tasks, Action::Add);
        lang.pick(
            format!("Chưa có nhiệm vụ nào — {add} để thêm."),
            format!("No tasks yet — press {add} to add one."),
        )
    };
    let first = Rect::new(area.x, area.y, area.width, area.height.min(1));
    line(canvas, first, vec![(format!("   {text}"), env.theme.dim())]);
}

/// What can be done with a plan that has no task yet.
fn first_steps(canvas: &mut Canvas<'_>, env: &Env) {
    let (area, lang) = (env.layout().rows, env.lang);
    let year = env.plan.year;
    let none = lang.pick(
        format!("   Kế hoạch năm {year} chưa có nhiệm vụ nào."),
        format!("   The plan of {year} has no tasks yet."),
    );
    let actions = [Action::Import, Action::Add, Action::Frame, Action::Palette];
    let labels = actions.map(|action| action.label(KeyContext::Tasks).get(lang));
    let column = labels.iter().map(|label| width(label)).max().unwrap_or(0);
    let columns = usize::from(area.width);
    let actions = actions.into_iter().zip(labels).map(|(action, label)| {
        let more = match action {
            Action::Import => lang.pick(
                "Excel, Word, CSV hoặc dán; xem trước rồi mới ghi",
                "Excel, Word, CSV or pasted; look before it is written",
            ),
            Action::Add => lang.pick("từng việc, theo mẫu", "one task at a time, in a form"),
            Action::Frame => lang.pick(
                "cơ quan, lĩnh vực, mục, đơn vị, cán bộ, thiết lập",
                "office, areas, sections, units, people, settings",
            ),
            _ => lang.pick("tìm lệnh theo tên", "find a command by name"),
        };
        let key = format!("   {}  ", env.key(KeyContext::Tasks, action));
        let left = columns.saturating_sub(width(&key) + column + 2);
        vec![
            (key, env.theme.key()),
            (format!("{}  ", pad(label, column)), Style::new()),
            (cut(more, left).into_owned(), env.theme.dim()),
        ]
    });
    let none = cut(&none, columns).into_owned();
    let mut lines = vec![vec![(none, Style::new())]];
    if area.height > 4 {
        lines.push(Vec::new());
    }
    lines.extend(actions);
    for (row, pieces) in rows_of(area).zip(lines) {
        line(canvas, row, pieces);
    }
}

fn table_row(
    row: &TaskRow,
    here: bool,
    columns: &[(TaskColumn, usize)],
    home: &Home,
    env: &Env,
) -> Vec<(String, Style)> {
    let row_cx = env.row_cx();
    let due = env
        .theme
        .due(row.timeliness(row_cx.today, row_cx.soon_days), row.state);
    let selected = here && (home.pane == Pane::Tasks);
    let styled = |style: Style| {
        if selected {
            env.theme.selected()
        } else {
            style
        }
    };
    let front = if here { MARKER } else { " " };
    let marked = home.marked.contains(row.id);
    let (flag, flag_style) = match (marked, row.difficulties > 0, row.key_task) {
        (true, ..) => ("+", env.theme.key()),
        (_, true, _) => ("!", env.theme.stuck()),
        (_, _, true) => ("*", env.theme.strong()),
        _ => (" ", Style::new()),
    };
    let mut pieces = vec![
        (front.to_owned(), styled(Style::new())),
        (
            TaskColumn::Sign.text(row, 1, row_cx).into_owned(),
            styled(due),
        ),
        (flag.to_owned(), styled(flag_style)),
    ];
    for (column, width) in columns {
        let text = match column.text(row, *width, row_cx) {
            // What is not set yet is blank here; a title may be a dash.
            text if text == NOT_SET && *column != TaskColumn::Title => Cow::Borrowed(""),
            text => text,
        };
        let style = match column {
            TaskColumn::Left | TaskColumn::Deadline => due,
            TaskColumn::Title if !row.state.is_open() => env.theme.dim(),
            _ => Style::new(),
        };
        pieces.push((format!("{} ", pad(&text, *width)), styled(style)));
    }
    pieces
}
