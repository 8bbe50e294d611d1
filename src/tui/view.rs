//! View: draws the model and changes nothing.

use super::action::Action;
use super::boxes::{clash_box, form_box, help_box, picker_box};
use super::keymap::Context;
use super::layout::MIN;
use super::model::{Layer, Model};
use super::screens::help::first_key;
use super::screens::{detail_view, document, home_view, paper_view, walk_view};
use super::status::{question, status};
use super::tabs;
use super::text_boxes::{conclusion_box, note_box, text_box};
use super::update::offers;
use super::words::words;
use crate::present::dates;
use crate::present::signs::plain;
use crate::present::text::{one_column_each, pad, safe, width, wrap};
use ratatui::Frame as Canvas;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// Draws everything.
pub fn view(canvas: &mut Canvas<'_>, model: &Model) {
    draw(canvas, model);
    if model.frame.ascii {
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
    let (columns, rows) = model.frame.size;
    if columns < MIN.0 || rows < MIN.1 {
        return too_small(canvas, model);
    }
    let layout = model.frame.layout();
    header(canvas, layout.header, model);
    let screen = model.layers.iter().rev().find(|layer| {
        matches!(
            layer,
            Layer::Detail(_) | Layer::Document(_) | Layer::Paper(_) | Layer::Walk(_)
        )
    });
    match screen {
        Some(Layer::Detail(detail)) => {
            detail_view::draw(canvas, layout.body, detail, &model.frame);
        }
        Some(Layer::Document(plan)) => document::draw(canvas, layout.body, plan, &model.frame),
        Some(Layer::Paper(paper)) => paper_view::draw(canvas, layout.body, paper, &model.frame),
        Some(Layer::Walk(walk)) => walk_view::draw(canvas, layout.body, walk, &model.frame),
        _ => {
            tabs::draw(canvas, layout.tabs, model);
            home_view::draw(canvas, &layout, model);
        }
    }
    let told = model.status.is_some() || question(model).is_some();
    if layout.status != layout.footer || !told {
        footer(canvas, layout.footer, model);
    }
    status(canvas, layout.status, model);
    let asks = |layer: &&Layer| {
        matches!(
            layer,
            Layer::AskQuit | Layer::AskMarked(_) | Layer::AskReplace(_)
        )
    };
    match model.layers.iter().rev().find(|layer| !asks(layer)) {
        Some(Layer::Help(context, top)) => help_box(canvas, *context, *top, model),
        Some(Layer::Picker(picker)) => picker_box(canvas, picker, model),
        Some(Layer::Form(form)) => form_box(canvas, form, model),
        Some(Layer::Note(note)) => note_box(canvas, note, model),
        Some(Layer::Text(text)) => text_box(canvas, text, model),
        Some(Layer::Conclusion(conclusion)) => conclusion_box(canvas, conclusion, model),
        Some(Layer::Clash(clash)) => clash_box(canvas, clash, model),
        _ => {}
    }
}

/// One line of styled pieces, cut at the area's edge.
pub(super) fn line<S: AsRef<str>>(
    canvas: &mut Canvas<'_>,
    area: Rect,
    pieces: impl IntoIterator<Item = (S, Style)>,
) {
    let cells = canvas.buffer_mut();
    let area = area.intersection(cells.area);
    if area.is_empty() {
        return;
    }
    let mut x = area.x;
    for (text, style) in pieces {
        let text = text.as_ref();
        if !one_column_each(text) {
            let left = usize::from(area.right() - x);
            (x, _) = cells.set_stringn(x, area.y, text, left, style);
            continue;
        }
        for (letter, at) in text.chars().zip(x..area.right()) {
            cells[(at, area.y)].set_char(letter).set_style(style);
            x = at + 1;
        }
    }
}

fn too_small(canvas: &mut Canvas<'_>, model: &Model) {
    let said = model
        .frame
        .lang
        .pick("Cửa sổ nhỏ quá · q thoát", "Too small · q quits");
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
    let (frame, lang) = (&model.frame, model.frame.lang);
    let plan = lang.pick("Kế hoạch CCHC", "Administrative reform plan");
    let year = frame.plan.year;
    let office = safe(&frame.plan.issuer_short).into_owned();
    let day = if frame.plan.illustrative {
        lang.pick("ngày minh họa ", "demonstration day: ")
    } else if frame.day_is_fixed {
        lang.pick("xét theo ", "as of ")
    } else {
        ""
    };
    let closed = if frame.read_only {
        lang.pick("CHỈ ĐỌC · ", "READ-ONLY · ")
    } else {
        ""
    };
    let today = frame.today;
    let full = if day.is_empty() {
        format!("{closed}{}", dates::with_weekday(today, lang))
    } else {
        format!("{closed}{day}{}", dates::on_weekday(today, lang))
    };
    let short = dates::with_short_weekday(today, lang);
    let brief = if frame.plan.illustrative {
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
    let theme = frame.theme;
    line(
        canvas,
        area,
        vec![(pad(&left, gap), theme.strong()), (right, theme.dim())],
    );
}

/// What the footer names in a context, the most frequent first.
fn footer_actions(context: Context) -> &'static [Action] {
    use Action as A;
    match context {
        Context::Tasks => &[
            A::Done,
            A::Note,
            A::Deadline,
            A::State,
            A::Search,
            A::Filter,
            A::Undo,
            A::Open,
            A::Evidence,
            A::Edit,
            A::Add,
            A::Order,
            A::Quit,
            A::Report,
        ],
        Context::Units => &[A::Up, A::Down, A::Open, A::Search, A::Filter, A::Quit],
        Context::Detail => &[
            A::Done,
            A::Note,
            A::NextPart,
            A::Undo,
            A::Back,
            A::Deadline,
            A::State,
            A::Evidence,
            A::Edit,
        ],
        Context::Document => &[A::Back, A::PageDown, A::PageUp, A::Up, A::Down, A::Quit],
        Context::Paper => &[
            A::Save,
            A::Report,
            A::Back,
            A::PageDown,
            A::NextTab,
            A::Copy,
            A::Undo,
            A::Quit,
        ],
        Context::Report => &[
            A::Save,
            A::Left,
            A::Right,
            A::Report,
            A::NextPart,
            A::Edit,
            A::Back,
            A::Copy,
            A::Compare,
            A::Filter,
            A::Names,
            A::NextTab,
        ],
        Context::Review => &[
            A::Reviewed,
            A::Done,
            A::InProgress,
            A::Deadline,
            A::Note,
            A::NextPart,
            A::PreviousPart,
            A::Undo,
            A::Conclude,
            A::Mark,
            A::Filter,
            A::Open,
            A::Bottom,
            A::Back,
        ],
        Context::Closing => &[
            A::Conclude,
            A::Done,
            A::MakeTask,
            A::Note,
            A::Edit,
            A::PreviousPart,
            A::Undo,
            A::Back,
        ],
        Context::Help => &[A::Back, A::Down, A::PageDown],
        Context::Picker | Context::Palette => &[A::Open, A::Back, A::Up, A::Down],
        Context::Search => &[A::Open, A::Back, A::Down],
        Context::Form => &[A::Accept, A::Save, A::Back, A::PreviousField],
        Context::Note => &[A::Save, A::Back, A::NextKind, A::NewLine],
        Context::Text => &[A::Save, A::Back, A::NewLine],
        Context::Conclusion => &[A::Save, A::Back, A::NewLine],
        Context::Clash => &[A::Save, A::Back, A::Open, A::Down],
        Context::Ask | Context::Replace => &[],
    }
}

/// The keys valid now, as many as fit, help always at the end.
fn footer(canvas: &mut Canvas<'_>, area: Rect, model: &Model) {
    let (context, lang, theme) = (model.context(), model.frame.lang, model.frame.theme);
    let hint = |action: Action| -> Option<(String, String)> {
        let key = first_key(context, action, lang)?;
        let (label, _) = words(action, context)?;
        Some((key, label.get(lang).to_owned()))
    };
    let columns = usize::from(area.width);
    let help = hint(Action::Help);
    let reserved = help
        .as_ref()
        .map_or(0, |(key, label)| width(key) + width(label) + 1);
    let mut pieces = vec![(" ".to_owned(), Style::new())];
    let mut used = 1;
    let actions = footer_actions(context)
        .iter()
        .filter(|action| offers(model, **action));
    for (key, label) in actions.filter_map(|action| hint(*action)) {
        let needed = width(&key) + width(&label) + 4;
        if used + needed + reserved > columns {
            break;
        }
        used += needed;
        pieces.push((key, theme.key()));
        pieces.push((format!(" {label}"), Style::new()));
        pieces.push((" · ".to_owned(), theme.dim()));
    }
    match help {
        Some((key, label)) => {
            pieces.push((key, theme.key()));
            pieces.push((format!(" {label}"), Style::new()));
        }
        None => {
            pieces.pop();
        }
    }
    line(canvas, area, pieces);
}

/// The character that marks the selected row besides its style.
pub(super) const MARKER: &str = "›";

/// The terminal's own cursor stands where text is typed: an input tool composes there.
pub(super) fn set_cursor(canvas: &mut Canvas<'_>, area: Rect, column: usize, row: usize) {
    let x = area
        .x
        .saturating_add(u16::try_from(column).unwrap_or(u16::MAX));
    let y = area
        .y
        .saturating_add(u16::try_from(row).unwrap_or(u16::MAX));
    if x < area.right() && y < area.bottom() {
        canvas.set_cursor_position(Position::new(x, y));
    }
}
