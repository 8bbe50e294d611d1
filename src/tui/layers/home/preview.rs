//! The preview of the selected task below the table.

use super::list::Home;
use crate::domain::note::NoteKind;
use crate::domain::task::Task;
use crate::present::dates;
use crate::present::messages::labels;
use crate::present::task_view::TaskView;
use crate::present::text::{cut, safe, wrap};
use crate::tui::env::Env;
use crate::tui::widgets::paint::line;
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The selected task in some lines: its text, who and when, the last note.
pub(super) fn draw(canvas: &mut Canvas<'_>, home: &Home, env: &Env) {
    let (area, rule, theme) = (env.layout().preview, env.layout().line, env.theme);
    if area.height == 0 {
        return;
    }
    let dashes = "─".repeat(usize::from(rule.width));
    line(canvas, rule, [(dashes, theme.dim())]);
    let Some(task) = &home.preview else {
        // The first frame is drawn before the task is read.
        if let Some(row) = home.selected() {
            let text = format!(" {}  {}", safe(&row.code), safe(&row.title));
            let text = cut(&text, usize::from(area.width)).into_owned();
            line(canvas, Rect { height: 1, ..area }, [(text, theme.strong())]);
        }
        return;
    };
    let columns = usize::from(area.width).saturating_sub(2).max(1);
    let rows = usize::from(area.height);
    let foot = foot(task, env, columns, rows);
    let text = format!("{}  {}", task.row.code, task.texts.text);
    let room = rows.saturating_sub(foot.len()).max(1);
    let mut lines = fill(&text, columns, room, theme.strong());
    // Until the keys rest the task before is still there. It must not pass for the selected one.
    let stays = home.selected().is_none_or(|row| row.id == task.row.id);
    if let Some((_, style)) = lines.first_mut().filter(|_| !stays) {
        *style = theme.dim();
    }
    lines.extend(foot);
    for (y, (text, style)) in (area.y..area.bottom()).zip(lines) {
        let row = Rect::new(area.x, y, area.width, 1);
        let waits = y == area.y && !stays;
        let front = if waits { "…" } else { " " };
        line(canvas, row, vec![(format!("{front}{text}"), style)]);
    }
}

/// Who and when, and the last notes as far as there is room.
fn foot(task: &Task, env: &Env, columns: usize, rows: usize) -> Vec<(String, Style)> {
    let theme = env.theme;
    let (fact_rows, notes) = match rows {
        0..=3 => (1, 0),
        4..=5 => (1, 1),
        _ => (2, 2),
    };
    let mut foot = fill(&facts(task, env), columns, fact_rows, theme.dim());
    for note in task.notes.iter().take(notes) {
        let who = env.short_signature(&note.signed);
        let day = dates::day_month(note.day);
        let kind = match note.kind {
            NoteKind::Note => String::new(),
            kind => format!(" · {}", labels::note_kind(kind).get(env.lang)),
        };
        let text = format!("{day} {who}{kind}: {}", note.body.replace('\n', " / "));
        let style = if note.open {
            theme.stuck()
        } else {
            Style::new()
        };
        foot.extend(fill(&text, columns, 1, style));
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

/// "Chủ trì VP · thời hạn Quý I: 31/03/2021 (thứ Tư) · 1 vướng mắc · chưa có minh chứng · phối hợp: KHTC ·
/// sản phẩm: Kế hoạch": what may be long comes last, for the line is cut at its end.
fn facts(task: &Task, env: &Env) -> String {
    let (lang, row) = (env.lang, &task.row);
    let view = TaskView::new(task, env.row_cx());
    let moved = view.moved();
    let [lead, when, joined, others] = view.brief();
    let mut parts: Vec<String> = match row.lead {
        Some(_) => {
            let units = lead.iter();
            units
                .map(|(name, unit)| format!("{} {unit}", name.get(lang)))
                .collect()
        }
        None => vec![lang.text("Chưa giao đơn vị", "No unit assigned yet")],
    };
    let when = when.iter();
    parts.extend(when.map(|(name, when)| format!("{} {when}", name.get(lang).to_lowercase())));
    if row.difficulties > 0 {
        let n = row.difficulties;
        let open = match n {
            1 => "1 open difficulty".to_owned(),
            _ => format!("{n} open difficulties"),
        };
        parts.push(lang.pick(format!("{n} vướng mắc"), open));
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
    parts.push(match row.evidence_count {
        0 => lang.text("chưa có minh chứng", "no evidence"),
        n => lang.pick(format!("{n} minh chứng"), format!("evidence: {n}")),
    });
    let moved = moved.trim_start_matches([',', '·', ' ']);
    parts.extend(Some(moved.to_owned()).filter(|moved| !moved.is_empty()));
    let more = joined.iter().chain(&others);
    parts.extend(more.map(|(name, value)| format!("{}: {value}", name.get(lang).to_lowercase())));
    parts.join(" · ")
}
