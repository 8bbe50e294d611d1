//! View: draws the model and changes nothing.

use super::footer::footer;
use super::layout::MIN;
use super::status::status;
use super::tabs;
use crate::present::dates;
use crate::present::signs::plain;
use crate::present::text::{pad, safe, width, wrap};
use crate::tui::layers::layer::{self, Look};
use crate::tui::model::{Layer, Model};
use crate::tui::screens::{detail_view, document, home_view, walk_view};
use crate::tui::widgets::paint::line;
use ratatui::Frame as Canvas;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws everything.
pub fn view(canvas: &mut Canvas<'_>, model: &Model) {
    draw(canvas, model);
    if model.env.ascii {
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

fn draw(canvas: &mut Canvas<'_>, model: &Model) {
    let (columns, rows) = model.env.size;
    if columns < MIN.0 || rows < MIN.1 {
        return too_small(canvas, model);
    }
    let layout = model.env.layout();
    header(canvas, layout.header, model);
    let mut stack = model.stack.iter().rev();
    match stack.find(|layer| layer.look() == Look::Screen) {
        Some(screen) => screen.draw(canvas, &model.env),
        None => old_screen(canvas, model),
    }
    let told = model.status.is_some() || model.question().is_some();
    if layout.status != layout.footer || !told {
        footer(canvas, layout.footer, model);
    }
    let asks = |layer: &&Box<dyn layer::Layer>| matches!(layer.look(), Look::Question(..));
    match model.stack.iter().rev().find(|layer| !asks(layer)) {
        Some(layer) if layer.look() == Look::Box => layer.draw(canvas, &model.env),
        _ => {}
    }
    // Last, for a long sentence is worth more than the row of a box that it covers.
    status(canvas, model);
}

fn old_screen(canvas: &mut Canvas<'_>, model: &Model) {
    let layout = model.env.layout();
    let screen = model.layers.iter().rev().find(|layer| {
        matches!(
            layer,
            Layer::Detail(_) | Layer::Document(_) | Layer::Walk(_)
        )
    });
    match screen {
        Some(Layer::Detail(detail)) => {
            detail_view::draw(canvas, layout.body, detail, &model.env);
        }
        Some(Layer::Document(plan)) => document::draw(canvas, layout.body, plan, &model.env),
        Some(Layer::Walk(walk)) => walk_view::draw(canvas, layout.body, walk, &model.env),
        _ => {
            tabs::draw(canvas, layout.tabs, model);
            home_view::draw(canvas, &layout, model);
        }
    }
}

fn too_small(canvas: &mut Canvas<'_>, model: &Model) {
    let said = model
        .env
        .lang
        .pick("Cửa sổ quá nhỏ · q thoát", "Window too small · q quit");
    let area = canvas.area();
    let lines = wrap(said, usize::from(area.width).max(1));
    for (y, text) in (area.y..area.bottom()).zip(lines) {
        line(
            canvas,
            Rect::new(area.x, y, area.width, 1),
            vec![(text, Style::new())],
        );
    }
}

/// Program, plan and office at the left; the day and the week at the right, as far as they fit.
fn header(canvas: &mut Canvas<'_>, area: Rect, model: &Model) {
    let (env, lang) = (&model.env, model.env.lang);
    let plan = lang.pick("Kế hoạch CCHC", "Administrative reform plan");
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
