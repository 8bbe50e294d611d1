//! The whole screen: the header, the topmost screen with the box above it, the status, and the keys
//! valid now. It changes nothing.

use super::actions::{Action, KeyContext};
use super::app::App;
use super::env::Env;
use super::layers::layer::Placement;
use super::layout::MIN;
use super::widgets::paint::line;
use crate::domain::plan::PlanKind;
use crate::present::dates;
use crate::present::signs::plain;
use crate::present::text::{cut, pad, safe, width, wrap};
use ratatui::Frame as Canvas;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Clear;

/// Draws everything.
pub fn view(canvas: &mut Canvas<'_>, app: &App) {
    draw(canvas, app);
    if app.env.ascii {
        in_plain_signs(canvas.buffer_mut());
    }
}

/// For terminals that have letters only.
fn in_plain_signs(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let mut letters = cell.symbol().chars();
        if let (Some(sign), None) = (letters.next(), letters.next())
            && let Some(plain) = plain(sign)
        {
            cell.set_char(plain);
        }
    }
}

fn draw(canvas: &mut Canvas<'_>, app: &App) {
    let (env, layout) = (&app.env, app.env.layout());
    if env.size.0 < MIN.0 || env.size.1 < MIN.1 {
        return too_small(canvas, env);
    }
    header(canvas, layout.header, env);
    let mut screens = app.stack.iter().rev();
    if let Some(screen) = screens.find(|layer| layer.placement() == Placement::Screen) {
        screen.draw(canvas, env);
    }
    let speaks = app.message.is_some() || app.question().is_some();
    if layout.status != layout.footer || !speaks {
        footer(canvas, layout.footer, app);
    }
    let mut boxes = app.stack.iter().rev();
    let topmost = boxes.find(|layer| !matches!(layer.placement(), Placement::Question(..)));
    if let Some(layer) = topmost.filter(|layer| layer.placement() == Placement::Box) {
        layer.draw(canvas, env);
    }
    // Last, for a long sentence is worth more than the row of a box that it covers.
    status(canvas, app);
}

fn too_small(canvas: &mut Canvas<'_>, env: &Env) {
    let quit = env.key(KeyContext::Tasks, Action::Quit);
    let text = env.lang.pick(
        format!("Cửa sổ quá nhỏ · {quit} thoát"),
        format!("Window too small · {quit} quit"),
    );
    let area = canvas.area();
    let lines = wrap(&text, usize::from(area.width).max(1));
    for (y, text) in (area.y..area.bottom()).zip(lines) {
        line(
            canvas,
            Rect::new(area.x, y, area.width, 1),
            vec![(text, Style::new())],
        );
    }
}

/// Program, plan and office at the left; the day and the week at the right, as far as they fit.
fn header(canvas: &mut Canvas<'_>, area: Rect, env: &Env) {
    let lang = env.lang;
    let plan = match env.plan.kind {
        PlanKind::Plan => lang.pick("Kế hoạch CCHC", "Administrative reform plan"),
        PlanKind::Decision => lang.pick("Quyết định CCHC", "Administrative reform decision"),
    };
    let year = env.plan.year;
    let office = safe(&env.plan.issuer_short).into_owned();
    let day = if env.plan.illustrative {
        lang.pick("ngày minh họa ", "demo date: ")
    } else if env.day_is_fixed {
        lang.pick("tính đến ", "as of ")
    } else {
        ""
    };
    let closed = if env.read_only {
        lang.pick("CHỈ ĐỌC · ", "READ-ONLY · ")
    } else {
        ""
    };
    let today = env.today;
    let full = if day.is_empty() {
        format!("{closed}{}", dates::with_weekday(today, lang))
    } else {
        format!("{closed}{day}{}", dates::on_weekday(today, lang))
    };
    let short = dates::with_short_weekday(today, lang);
    let brief = if env.plan.illustrative {
        lang.pick("minh họa ", "demo ")
    } else {
        ""
    };
    let candidates = [
        (
            format!(" cchc  {plan} {year} · {office}"),
            format!("{full} · {} ", dates::week(today, lang)),
        ),
        (
            format!(" cchc  {plan} {year} · {office}"),
            format!("{full} "),
        ),
        (format!(" cchc  {plan} {year}"), format!("{full} ")),
        (format!(" cchc {year}"), format!("{full} ")),
        (format!(" cchc {year}"), format!("{closed}{brief}{short} ")),
        (format!(" cchc {year}"), format!("{closed}{short} ")),
        (String::new(), format!("{closed}{short}")),
        (String::new(), short.clone()),
    ];
    let columns = usize::from(area.width);
    let fits = |(left, right): &&(String, String)| width(left) + width(right) < columns;
    let (left, right) = candidates
        .iter()
        .find(fits)
        .cloned()
        .unwrap_or((String::new(), short));
    let gap = columns.saturating_sub(width(&right));
    let theme = env.theme;
    line(
        canvas,
        area,
        vec![(pad(&left, gap), theme.strong()), (right, theme.dim())],
    );
}

/// The most rows that it takes.
const MOST: u16 = 4;

/// Holds words together where a row is broken.
const NO_BREAK: &str = "\u{a0}";

/// The line above the keys: what the last act did, or the question that waits.
///
/// What does not fit into one row takes the row of the keys too, and then rows above, so that the
/// advice at its end is never lost.
fn status(canvas: &mut Canvas<'_>, app: &App) {
    let Some((rows, style)) = status_rows(app) else {
        return;
    };
    let area = status_place(app, rows.len());
    canvas.render_widget(Clear, area);
    for (y, words) in (area.y..area.bottom()).zip(rows) {
        let row = Rect::new(area.x, y, area.width, 1);
        line(canvas, row, [(format!(" {words}"), style)]);
    }
}

/// The rows that it takes.
pub fn status_area(app: &App) -> Rect {
    status_place(app, status_rows(app).map_or(0, |(rows, _)| rows.len()))
}

fn status_place(app: &App, rows: usize) -> Rect {
    let layout = app.env.layout();
    let rows = u16::try_from(rows).unwrap_or(MOST);
    let last = layout.footer.bottom();
    let y = layout.status.y.min(last.saturating_sub(rows));
    Rect::new(layout.status.x, y, layout.status.width, rows)
}

fn status_rows(app: &App) -> Option<(Vec<String>, Style)> {
    let (env, theme) = (&app.env, app.env.theme);
    let (text, tail, style) = match (app.question(), &app.message) {
        (Some((text, answers)), _) => (text, format!(" {answers}"), theme.error()),
        (None, Some(message)) => {
            let tail = match message.hint.as_str() {
                "" => String::new(),
                hint => format!(" — {hint}"),
            };
            let style = if message.failed {
                theme.error()
            } else {
                theme.success()
            };
            (message.text.as_str(), tail, style)
        }
        (None, None) => return None,
    };
    let columns = usize::from(env.size.0).saturating_sub(1);
    let most = usize::from(MOST.min(env.size.1 / 2)).max(1);
    Some((broken(text, &tail, columns, most), style))
}

/// A text and its tail in rows. The tail, a way back or the answers to a question, stays whole.
fn broken(text: &str, tail: &str, columns: usize, most: usize) -> Vec<String> {
    let (gap, words) = tail.split_at(tail.len() - tail.trim_start().len());
    let tail = format!("{gap}{}", words.replace(' ', NO_BREAK));
    let fits = |text: &str| {
        let rows = wrap(&format!("{text}{tail}"), columns);
        (rows.len() <= most).then_some(rows)
    };
    let shorter = (0..=width(text)).rev();
    let rows = fits(text).or_else(|| shorter.map(|n| cut(text, n)).find_map(|text| fits(&text)));
    let rows = rows.unwrap_or_default();
    rows.iter().map(|row| row.replace(NO_BREAK, " ")).collect()
}

/// A key with what it does; `kept` where it comes before all others.
struct KeyHint {
    key: String,
    label: &'static str,
    kept: bool,
}

impl KeyHint {
    /// Its columns, with the dot after it.
    fn columns(&self) -> usize {
        width(&self.key) + width(self.label) + 4
    }
}

/// As many as fit, each whole, in their order: first those that are kept, then the others as they come.
fn fitting(hints: Vec<KeyHint>, mut room: usize) -> Vec<KeyHint> {
    let mut shown = vec![false; hints.len()];
    for kept in [true, false] {
        for (hint, shown) in hints.iter().zip(&mut shown) {
            match room.checked_sub(hint.columns()) {
                _ if hint.kept != kept => {}
                Some(rest) => (room, *shown) = (rest, true),
                None if kept => {}
                None => break,
            }
        }
    }
    let shown = hints.into_iter().zip(shown).filter(|(_, shown)| *shown);
    shown.map(|(hint, _)| hint).collect()
}

/// The keys valid now, as many as fit, help always at the end. Every key has its words; only help goes
/// without where there is no room for anything.
fn footer(canvas: &mut Canvas<'_>, area: Rect, app: &App) {
    let Some(top) = app.stack.last() else { return };
    let (context, named) = (top.context(), top.footer());
    let (lang, theme) = (app.env.lang, app.env.theme);
    let hint = |action: Action| -> Option<KeyHint> {
        let key = action.key(context, lang)?;
        let label = top.label(action).unwrap_or(action.label(context));
        Some(KeyHint {
            key,
            label: label.get(lang),
            kept: named.always.contains(&action),
        })
    };
    let columns = usize::from(area.width);
    let help = hint(Action::Help).filter(|_| context != KeyContext::Help);
    let help_width = |help: &KeyHint| width(&help.key) + width(help.label) + 1;
    let reserved = 1 + help.as_ref().map_or(0, help_width);
    let is_narrow = reserved > columns;
    let room = columns.saturating_sub(reserved);
    let prefix = top.footer_prefix(lang).map(|text| format!("{text} · "));
    let prefix = prefix.filter(|text| width(text) <= room);
    let room = room - prefix.as_ref().map_or(0, |text| width(text));
    let offered = named.actions.iter().filter(|action| app.offers(**action));
    let mut pieces = vec![(" ".to_owned(), Style::new())];
    pieces.extend(prefix.map(|text| (text, theme.strong())));
    for hint in fitting(offered.filter_map(|action| hint(*action)).collect(), room) {
        pieces.push((hint.key, theme.key()));
        pieces.push((format!(" {}", hint.label), Style::new()));
        pieces.push((" · ".to_owned(), theme.dim()));
    }
    match help {
        Some(help) => {
            pieces.push((help.key, theme.key()));
            if !is_narrow {
                pieces.push((format!(" {}", help.label), Style::new()));
            }
        }
        None => {
            pieces.pop();
        }
    }
    line(canvas, area, pieces);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_takes_more_rows_and_its_tail_stays_whole() {
        let text = "Đã xong 2.7.1-03 kỳ tháng 5; còn kỳ tháng 6, hạn 30/6";
        let tail = " — u để hoàn tác";
        assert_eq!(broken(text, tail, 79, 4), [format!("{text}{tail}")]);
        let rows = broken(text, tail, 39, 4);
        assert_eq!(
            rows,
            [
                "Đã xong 2.7.1-03 kỳ tháng 5; còn kỳ",
                "tháng 6, hạn 30/6 — u để hoàn tác"
            ]
        );
        let rows = broken(text, tail, 39, 1);
        assert_eq!(rows, ["Đã xong 2.7.1-03 kỳ th… — u để hoàn tác"]);
    }
}
