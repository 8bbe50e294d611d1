//! How a sheet that came back looks: whose it is, the counts, the rows, and the row under the cursor as
//! sent, as filled in and as it is now.

use super::rows::{ProgressRows, RowFilter, areas};
use crate::present::lang::{Lang, bi};
use crate::present::text::{capital, cut, pad, safe, width, wrap};
use crate::progress::changes::{Resolution, RowOutcome};
use crate::progress::compare::{CellChange, ComparedRow, SinceSent};
use crate::progress::messages;
use crate::tui::env::Env;
use crate::tui::theme::Theme;
use crate::tui::widgets::paint::{StyledLine, line, rows_of};
use crate::tui::widgets::preview_list::{FRONT, PreviewLayout, head_line, row_line, typed_line};
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Where a value has less room, sent, filled in and now do not stand side by side.
const NARROWEST: usize = 14;

/// The sign of what becomes of a row.
fn sign(outcome: RowOutcome) -> &'static str {
    match outcome {
        RowOutcome::Unchanged => "=",
        RowOutcome::Taken => "~",
        RowOutcome::Conflict => "!",
        RowOutcome::Problem => "?",
        RowOutcome::Skipped => "–",
    }
}

fn style(outcome: RowOutcome, theme: Theme) -> Style {
    match outcome {
        RowOutcome::Unchanged | RowOutcome::Skipped => theme.dim(),
        RowOutcome::Taken => theme.success(),
        RowOutcome::Conflict => theme.stuck(),
        RowOutcome::Problem => theme.todo(),
    }
}

pub(super) fn draw(canvas: &mut Canvas<'_>, view: &ProgressRows, env: &Env) {
    let areas = areas(env);
    title(canvas, areas.title, view, env);
    counts(canvas, areas.counts, view, env);
    let widths = widths(usize::from(areas.rows.width));
    head(canvas, areas.head, widths, env);
    table(canvas, areas.rows, view, widths, env);
    detail(canvas, &areas, view, env);
}

fn title(canvas: &mut Canvas<'_>, area: Rect, view: &ProgressRows, env: &Env) {
    let lang = env.lang;
    let columns = usize::from(area.width);
    let right = lang.pick("xem trước, chưa ghi gì ", "preview, nothing written yet ");
    let right = if columns >= 70 { right } else { "" };
    let start = lang.pick(" NHẬP  ", " IMPORT  ");
    let about = messages::about(&view.comparison, lang);
    let about = match columns {
        ..60 => about,
        _ => format!("{} · {about}", view.name),
    };
    let room = columns.saturating_sub(width(right) + width(start) + 1);
    let pieces = [
        (start.to_owned(), env.theme.strong()),
        (format!("{} ", pad(&cut(&about, room), room)), Style::new()),
        (right.to_owned(), env.theme.todo()),
    ];
    line(canvas, area, pieces);
}

fn counts(canvas: &mut Canvas<'_>, area: Rect, view: &ProgressRows, env: &Env) {
    let lang = env.lang;
    let shown = match view.show {
        RowFilter::Touched => lang.pick("dòng có thay đổi", "rows with changes"),
        RowFilter::All => lang.pick("tất cả", "all"),
        RowFilter::Only(outcome) => messages::outcome(outcome, lang),
    };
    let mut pieces: StyledLine = vec![(
        format!(" {shown} {}", view.shown.places.len()),
        env.theme.strong(),
    )];
    let long = area.width >= 90;
    for outcome in [
        RowOutcome::Taken,
        RowOutcome::Conflict,
        RowOutcome::Problem,
        RowOutcome::Skipped,
        RowOutcome::Unchanged,
    ] {
        let (n, name) = (view.count(outcome), messages::outcome(outcome, lang));
        if n == 0 && matches!(outcome, RowOutcome::Skipped | RowOutcome::Conflict) {
            continue;
        }
        let text = match long {
            true => format!("   {} {name} {n}", sign(outcome)),
            false => format!("  {}{n}", sign(outcome)),
        };
        pieces.push((text, style(outcome, env.theme)));
    }
    line(canvas, area, pieces);
}

/// The widths of code, task, and what the unit reports; 0 where one is left out.
fn widths(columns: usize) -> [usize; 3] {
    let code = match columns {
        0..50 => 9,
        _ => 11,
    };
    let rest = columns.saturating_sub(FRONT + code + 2);
    match columns {
        0..70 => [code, 0, rest + 1],
        _ => {
            let task = rest * 2 / 5;
            [code, task, rest - task]
        }
    }
}

fn head(canvas: &mut Canvas<'_>, area: Rect, widths: [usize; 3], env: &Env) {
    let lang = env.lang;
    let titles = lang.pick(
        ["MÃ", "NHIỆM VỤ", "ĐƠN VỊ BÁO"],
        ["CODE", "TASK", "REPORTED"],
    );
    let titles = titles.into_iter().zip(widths);
    let text = head_line(lang.pick("DÒNG", "ROW"), titles);
    line(canvas, area, [(text, env.theme.dim())]);
}

fn table(canvas: &mut Canvas<'_>, area: Rect, view: &ProgressRows, widths: [usize; 3], env: &Env) {
    let none = env.lang.pick(
        "Không có gì mới: đơn vị chưa điền, hoặc đã nhận rồi.",
        "Nothing new: not filled in yet, or taken over already.",
    );
    let theme = env.theme;
    view.shown
        .draw(canvas, area, (none, theme.dim()), |at, here| {
            let row = view.comparison.rows.get(at)?;
            let outcome = view.outcome(at);
            let number = row.number.map(|number| number.to_string());
            let sign = (sign(outcome), style(outcome, theme));
            let cells = row_cells(view, (at, row), widths, env);
            let number = number.unwrap_or_default();
            Some(row_line((here, here), sign, &number, cells, theme))
        });
}

/// Code, task and report, each with its width.
fn row_cells(
    view: &ProgressRows,
    (at, row): (usize, &ComparedRow),
    [code, task, reported]: [usize; 3],
    env: &Env,
) -> [(String, usize, Style); 3] {
    let outcome = view.outcome(at);
    let plain = match outcome {
        RowOutcome::Unchanged | RowOutcome::Skipped => env.theme.dim(),
        _ => Style::new(),
    };
    let own = style(outcome, env.theme);
    [
        (row.code.clone(), code, plain),
        (row.title.clone(), task, plain),
        (summary(view, at, row, env.lang), reported, own),
    ]
}

/// Why a row is not taken, or what the unit reports.
fn summary(view: &ProgressRows, at: usize, row: &ComparedRow, lang: Lang) -> String {
    if let Some(why) = view.reason(at, lang) {
        return why;
    }
    let new = row
        .parts
        .iter()
        .filter(|part| part.since != SinceSent::AlreadyApplied);
    let new = new.map(|part| {
        let [_, filled, _] = messages::values(part, lang);
        filled
    });
    let new: Vec<String> = new.collect();
    match new.is_empty() {
        true => messages::outcome(view.outcome(at), lang).to_owned(),
        false => new.join(" · "),
    }
}

/// The row under the cursor: each part as sent, as filled in and as it is now.
fn detail(canvas: &mut Canvas<'_>, areas: &PreviewLayout, view: &ProgressRows, env: &Env) {
    let Some((at, row)) = view.row() else {
        return;
    };
    let lang = env.lang;
    let columns = usize::from(areas.rule.width);
    let outcome = messages::outcome(view.outcome(at), lang);
    let about = format!(
        "── {} · {} · {outcome} ",
        messages::place(row, lang),
        safe(&row.code)
    );
    let dim = env.theme.dim();
    areas.draw_rule(canvas, (&about, dim), dim);
    let mut below = rows_of(areas.detail);
    if let Some(typing) = &view.typing
        && let Some(area) = below.next()
    {
        let label = format!(" {}: ", typing.column.head().get(lang));
        typed_line(canvas, area, &label, &typing.editor, env.theme);
    }
    let mut lines = Vec::new();
    if let Some(why) = view.reason(at, lang) {
        lines.extend(wrapped(&capital(&why), columns, env.theme.todo()));
    }
    answers(view, row, env, &mut lines);
    parts(row, columns, env, &mut lines);
    let notes = [messages::changed_by(row, lang), messages::kept(row, lang)];
    for note in notes.into_iter().flatten() {
        lines.extend(wrapped(&safe(&capital(&note)), columns, env.theme.dim()));
    }
    for (area, pieces) in below.zip(lines) {
        line(canvas, area, pieces);
    }
}

fn wrapped(sentence: &str, columns: usize, style: Style) -> Vec<StyledLine> {
    let rows = wrap(sentence, columns.saturating_sub(2)).into_iter();
    rows.map(|row| vec![(format!(" {row}"), style)]).collect()
}

/// Whose values hold, where both have changed the row.
fn answers(view: &ProgressRows, row: &ComparedRow, env: &Env, lines: &mut Vec<StyledLine>) {
    if !row.is_in_conflict() {
        return;
    }
    let chosen = view.decisions.choice(row);
    let mut pieces: StyledLine = Vec::new();
    for (key, choice, messages) in [
        (
            " 1",
            Resolution::Theirs,
            bi("lấy của đơn vị", "take the unit's"),
        ),
        (
            "   2",
            Resolution::Ours,
            bi("giữ ở đây", "keep what is here"),
        ),
    ] {
        pieces.push((format!("{key} "), env.theme.key()));
        let style = match chosen == Some(choice) {
            true => env.theme.strong(),
            false => Style::new(),
        };
        let mark = if chosen == Some(choice) { " ✓" } else { "" };
        pieces.push((format!("{}{mark}", messages.get(env.lang)), style));
    }
    lines.push(pieces);
}

fn parts(row: &ComparedRow, columns: usize, env: &Env, lines: &mut Vec<StyledLine>) {
    let lang = env.lang;
    if row.parts.is_empty() {
        return;
    }
    let names = row
        .parts
        .iter()
        .map(|part| width(part.column.head().get(lang)));
    let label = names.max().unwrap_or_default() + 2;
    let each = columns.saturating_sub(label + 4) / 3;
    if each < NARROWEST {
        let parts = row.parts.iter().map(|part| messages::part(part, lang));
        let rows = parts.flat_map(|part| wrap(&capital(&safe(&part)), columns.saturating_sub(2)));
        return lines.extend(rows.map(|row| vec![(format!(" {row}"), Style::new())]));
    }
    let cells = |cells: [&str; 3]| {
        let cells = cells.map(|cell| pad(&cut(&safe(cell), each), each));
        cells.join(" ")
    };
    let heads = lang.pick(
        ["KHI GỬI", "ĐƠN VỊ ĐIỀN", "HIỆN NAY"],
        ["AS SENT", "FILLED IN", "NOW"],
    );
    let head = format!(" {} {}", " ".repeat(label), cells(heads));
    lines.push(vec![(head, env.theme.dim())]);
    for part in &row.parts {
        lines.push(part_line(part, label, cells, env));
    }
}

fn part_line(
    part: &CellChange,
    label: usize,
    cells: impl Fn([&str; 3]) -> String,
    env: &Env,
) -> StyledLine {
    let name = pad(part.column.head().get(env.lang), label);
    let values = messages::values(part, env.lang);
    let style = match part.since {
        SinceSent::Unchanged => Style::new(),
        SinceSent::AlreadyApplied => env.theme.dim(),
        SinceSent::Changed => env.theme.stuck(),
    };
    vec![
        (format!(" {name} "), env.theme.dim()),
        (cells([&values[0], &values[1], &values[2]]), style),
    ]
}
