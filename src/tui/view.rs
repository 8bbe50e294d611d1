//! View: draws the model and changes nothing.

use super::action::Action;
use super::form::{Form, Input};
use super::keymap::Context;
use super::layout::MIN;
use super::model::{Layer, Model, NoteLayer, Picker};
use super::screens::help::{self, first_key};
use super::screens::home::scrolled;
use super::screens::{detail_view, document, home_view};
use super::update::{ground, note_columns, offers};
use super::words::words;
use super::{forms, tabs};
use crate::domain::note::NoteKind;
use crate::present::dates;
use crate::present::text::{cut, pad, pad_left, safe, width, wrap};
use crate::present::words::labels;
use ratatui::Frame as Canvas;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear};

/// Draws everything.
pub fn view(canvas: &mut Canvas<'_>, model: &Model) {
    let (columns, rows) = model.frame.size;
    if columns < MIN.0 || rows < MIN.1 {
        return too_small(canvas, model);
    }
    let layout = model.frame.layout();
    header(canvas, layout.header, model);
    let screen = model
        .layers
        .iter()
        .rev()
        .find(|layer| matches!(layer, Layer::Detail(_) | Layer::Document(_)));
    match screen {
        Some(Layer::Detail(detail)) => {
            detail_view::draw(canvas, layout.body, detail, &model.frame);
        }
        Some(Layer::Document(paper)) => document::draw(canvas, layout.body, paper, &model.frame),
        _ => {
            tabs::draw(canvas, layout.tabs, model);
            home_view::draw(canvas, &layout, model);
        }
    }
    let told = model.status.is_some() || matches!(model.layers.last(), Some(Layer::AskQuit));
    if layout.status != layout.footer || !told {
        footer(canvas, layout.footer, model);
    }
    status(canvas, layout.status, model);
    match model.layers.last() {
        Some(Layer::Help(context, top)) => help_box(canvas, *context, *top, model),
        Some(Layer::Picker(picker)) => picker_box(canvas, picker, model),
        Some(Layer::Form(form)) => form_box(canvas, form, model),
        Some(Layer::Note(note)) => note_box(canvas, note, model),
        _ => {}
    }
}

/// One line of styled pieces.
pub(super) fn line(canvas: &mut Canvas<'_>, area: Rect, pieces: Vec<(String, Style)>) {
    let spans: Vec<Span<'_>> = pieces
        .into_iter()
        .map(|(text, style)| Span::styled(text, style))
        .collect();
    canvas.render_widget(Line::from(spans), area);
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
        lang.pick("ngày minh họa ", "demonstration day ")
    } else if frame.day_is_fixed {
        lang.pick("xét theo ngày ", "as of ")
    } else {
        ""
    };
    let closed = if frame.read_only {
        lang.pick("CHỈ ĐỌC · ", "READ-ONLY · ")
    } else {
        ""
    };
    let today = frame.today;
    let full = format!("{closed}{day}{}", dates::with_weekday(today, lang));
    let short = format!(
        "{} {}",
        dates::weekday_short(today, lang),
        dates::full(today)
    );
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

fn status(canvas: &mut Canvas<'_>, area: Rect, model: &Model) {
    if let Some(Layer::AskQuit) = model.layers.last() {
        let asked = model.frame.lang.pick(
            " Còn bản nháp chưa lưu. Vẫn thoát? y/Enter thoát · n/Esc ở lại",
            " A draft is not saved. Quit all the same? y/Enter quits · n/Esc stays",
        );
        return line(
            canvas,
            area,
            vec![(asked.to_owned(), model.frame.theme.error())],
        );
    }
    let Some(status) = &model.status else { return };
    let theme = model.frame.theme;
    let style = if status.failed {
        theme.error()
    } else {
        theme.told()
    };
    let columns = usize::from(area.width).saturating_sub(1);
    let tail = match status.way_back {
        "" => String::new(),
        way_back => format!(" — {way_back}"),
    };
    let text = cut(&status.text, columns.saturating_sub(width(&tail))).into_owned();
    line(canvas, area, vec![(format!(" {text}{tail}"), style)]);
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
        ],
        Context::Units => &[A::Up, A::Down, A::Open, A::Search, A::Filter, A::Quit],
        Context::Detail => &[
            A::Done,
            A::Note,
            A::Deadline,
            A::State,
            A::Evidence,
            A::Edit,
            A::NextPart,
            A::Undo,
            A::Back,
        ],
        Context::Document => &[A::Back, A::PageDown, A::PageUp, A::Up, A::Down, A::Quit],
        Context::Help => &[A::Back, A::Down, A::PageDown],
        Context::Picker | Context::Palette => &[A::Open, A::Back, A::Up, A::Down],
        Context::Search => &[A::Open, A::Back, A::Down],
        Context::Form => &[A::Accept, A::Save, A::Back, A::PreviousField],
        Context::Note => &[A::Save, A::Back, A::NextKind, A::NewLine],
        Context::Ask => &[],
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

/// An empty box with a title; returns its inside.
fn boxed(canvas: &mut Canvas<'_>, area: Rect, title: &str, model: &Model) -> Rect {
    canvas.render_widget(Clear, area);
    let kind = if model.frame.ascii {
        BorderType::Plain
    } else {
        BorderType::Rounded
    };
    let title = cut(title, usize::from(area.width).saturating_sub(4)).into_owned();
    let mut block = Block::bordered()
        .border_type(kind)
        .border_style(model.frame.theme.dim())
        .title(Span::styled(
            format!(" {title} "),
            model.frame.theme.strong(),
        ));
    if model.frame.ascii {
        block = block.border_set(ASCII_BORDER);
    }
    let inside = block.inner(area);
    canvas.render_widget(block, area);
    inside
}

const ASCII_BORDER: ratatui::symbols::border::Set<'_> = ratatui::symbols::border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

/// The rows of a box, as one-row areas.
fn rows_of(area: Rect) -> impl Iterator<Item = Rect> {
    (area.y..area.bottom()).map(move |y| Rect::new(area.x, y, area.width, 1))
}

fn help_box(canvas: &mut Canvas<'_>, context: Context, top: usize, model: &Model) {
    let frame = &model.frame;
    let room = frame.layout().dialog(64, u16::MAX);
    let lines = help::lines(context, frame, usize::from(room.width.saturating_sub(4)));
    let height = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
    let area = frame.layout().dialog(64, height);
    let title = frame.lang.pick("Các phím ở đây", "Keys valid here");
    let rows = usize::from(area.height.saturating_sub(2));
    let top = top.min(lines.len().saturating_sub(rows));
    // There is more than fits: say so, for nothing else does.
    let more = lines.len() > rows;
    let title = format!("{title}{}", if more { " · ↑ ↓" } else { "" });
    let inside = boxed(canvas, area, &title, model);
    for (row, pieces) in rows_of(inside).zip(lines.into_iter().skip(top)) {
        line(canvas, row, pieces);
    }
}

fn picker_box(canvas: &mut Canvas<'_>, picker: &Picker, model: &Model) {
    let shown = picker.shown();
    let typing = u16::from(picker.typed.is_some());
    let height = u16::try_from(picker.items.len() + 2).unwrap_or(u16::MAX);
    let area = model
        .frame
        .layout()
        .dialog(72, height.saturating_add(typing));
    let inside = boxed(canvas, area, &picker.title, model);
    let mut rows = rows_of(inside);
    if let Some(editor) = &picker.typed
        && let Some(row) = rows.next()
    {
        let room = usize::from(row.width).saturating_sub(4);
        let (text, column) = editor.view_line(room);
        line(
            canvas,
            row,
            vec![
                (" > ".to_owned(), model.frame.theme.key()),
                (text, Style::new()),
            ],
        );
        set_cursor(canvas, row, 3 + column, 0);
    }
    let room = usize::from(inside.height.saturating_sub(typing));
    if shown.is_empty()
        && let Some(row) = rows.next()
    {
        let none = model
            .frame
            .lang
            .pick("Không có dòng nào khớp.", "Nothing matches.");
        line(
            canvas,
            row,
            vec![(format!("   {none}"), model.frame.theme.dim())],
        );
    }
    let top = scrolled(0, picker.cursor, room, shown.len());
    let columns = usize::from(inside.width);
    for (row, (at, item)) in rows.zip(shown.iter().enumerate().skip(top)) {
        let here = at == picker.cursor;
        let right = width(&item.right).min(columns / 3);
        let label = pad(&item.label, columns.saturating_sub(right + 4));
        let marker = if here { marker(model) } else { " " };
        let text = format!("{marker} {label} {} ", pad_left(&item.right, right));
        let style = if here {
            model.frame.theme.selected()
        } else {
            Style::new()
        };
        line(canvas, row, vec![(text, style)]);
    }
}

/// The character that marks the selected row besides its style.
pub(super) fn marker(model: &Model) -> &'static str {
    if model.frame.ascii { ">" } else { "›" }
}

fn form_box(canvas: &mut Canvas<'_>, form: &Form, model: &Model) {
    let (frame, lang) = (&model.frame, model.frame.lang);
    let shown = form.shown();
    let height = u16::try_from(shown.len() + 4).unwrap_or(u16::MAX);
    let area = frame.layout().dialog(90, height);
    let inside = boxed(canvas, area, &form.title(lang), model);
    let labels = shown
        .iter()
        .map(|at| width(forms::label(&form.fields[*at], lang)));
    let label_width = labels.max().unwrap_or(0).min(usize::from(inside.width) / 2);
    let focus_at = shown.iter().position(|at| *at == form.focus).unwrap_or(0);
    // What is said stays whole; the fields scroll.
    let columns = usize::from(inside.width).saturating_sub(2).max(1);
    let (said, style) = match &form.error {
        Some(error) => (error.clone(), frame.theme.error()),
        None => (
            form.hint(&ground(frame)).unwrap_or_default(),
            frame.theme.dim(),
        ),
    };
    let said = wrap(&said, columns);
    let most = usize::from(inside.height.saturating_sub(1));
    let foot_rows = said.len().max(usize::from(inside.height > 6) + 1).min(most);
    let room = usize::from(inside.height).saturating_sub(foot_rows).max(1);
    let top = scrolled(0, focus_at, room, shown.len());
    for (row, at) in rows_of(inside).take(room).zip(shown.into_iter().skip(top)) {
        field_row(canvas, row, form, at, label_width, model);
    }
    for (row, text) in rows_of(inside).skip(room).zip(said) {
        line(canvas, row, vec![(format!(" {text}"), style)]);
    }
}

fn field_row(
    canvas: &mut Canvas<'_>,
    row: Rect,
    form: &Form,
    at: usize,
    label_width: usize,
    model: &Model,
) {
    let theme = model.frame.theme;
    let field = &form.fields[at];
    let here = at == form.focus;
    let label = pad(forms::label(field, model.frame.lang), label_width);
    let front = format!("{} {label}: ", if here { marker(model) } else { " " });
    let used = width(&front);
    let room = usize::from(row.width).saturating_sub(used + 1);
    let label_style = if here { theme.strong() } else { theme.dim() };
    match &field.input {
        Input::Text(editor) => {
            let (text, column) = if here {
                editor.view_line(room)
            } else {
                (cut(editor.text(), room).into_owned(), 0)
            };
            line(
                canvas,
                row,
                vec![(front, label_style), (text, Style::new())],
            );
            if here {
                set_cursor(canvas, row, used + column, 0);
            }
        }
        Input::Choice { options, at } => {
            let chosen = options
                .get(*at)
                .map(|o| o.get(model.frame.lang))
                .unwrap_or_default();
            let style = if here { theme.selected() } else { Style::new() };
            let arrows = if model.frame.ascii {
                ["<", ">"]
            } else {
                ["‹", "›"]
            };
            let text = format!("{} {chosen} {}", arrows[0], arrows[1]);
            line(canvas, row, vec![(front, label_style), (text, style)]);
        }
    }
}

fn note_box(canvas: &mut Canvas<'_>, note: &NoteLayer, model: &Model) {
    let (frame, lang) = (&model.frame, model.frame.lang);
    let area = frame.layout().dialog(90, 14);
    let title = if note.draft.answers.is_some() {
        lang.pick("Trả lời vướng mắc", "Answer to the difficulty")
    } else {
        lang.pick("Ghi chú", "Note")
    };
    let inside = boxed(canvas, area, &format!("{title} · {}", note.of), model);
    let mut kinds = vec![(" ".to_owned(), Style::new())];
    let names = NoteKind::ALL
        .iter()
        .map(|kind| width(labels::note_kind(*kind).get(lang)) + 2);
    let narrow = names.sum::<usize>() + 1 > usize::from(inside.width);
    for kind in NoteKind::ALL {
        let chosen = kind == note.draft.kind;
        if narrow && !chosen {
            continue;
        }
        let name = labels::note_kind(kind).get(lang);
        let style = if chosen {
            frame.theme.selected()
        } else {
            frame.theme.dim()
        };
        // The chosen one bears a sign too, for terminals without styles.
        let text = if chosen {
            format!("[{name}]")
        } else {
            format!(" {name} ")
        };
        kinds.push((text, style));
    }
    line(
        canvas,
        Rect::new(inside.x, inside.y, inside.width, 1),
        kinds,
    );
    let text = Rect::new(
        inside.x + 1,
        inside.y + 1,
        inside.width.saturating_sub(2),
        inside.height.saturating_sub(1),
    );
    let layout = note.draft.editor.layout(note_columns(frame));
    let rows = usize::from(text.height).max(1);
    let top = (layout.cursor.0 + 1).saturating_sub(rows);
    for (row, said) in rows_of(text).zip(layout.lines.iter().skip(top)) {
        line(canvas, row, vec![(said.clone(), Style::new())]);
    }
    set_cursor(canvas, text, layout.cursor.1, layout.cursor.0 - top);
}

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
