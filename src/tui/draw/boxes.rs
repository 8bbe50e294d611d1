//! Boxes above the screen: help, lists, forms, notes.

use super::scroll::scrolled;
use super::view::{MARKER, line, set_cursor};
use crate::present::lang::bi;
use crate::present::text::{cut, pad, pad_left, width, wrap};
use crate::tui::input::keymap::Context;
use crate::tui::model::{Choice, Model, Picker, PickerItem};
use crate::tui::screens::clash::Clash;
use crate::tui::screens::help;
use crate::tui::update::ground;
use crate::tui::writing::form::{Form, Input};
use crate::tui::writing::forms;
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;
use ratatui::widgets::{Block, BorderType, Clear};

/// An empty box with a title; returns its inside.
pub(in crate::tui) fn boxed(
    canvas: &mut Canvas<'_>,
    area: Rect,
    title: &str,
    model: &Model,
) -> Rect {
    canvas.render_widget(Clear, area);
    let title = cut(title, usize::from(area.width).saturating_sub(4)).into_owned();
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(model.env.theme.dim())
        .title(Span::styled(format!(" {title} "), model.env.theme.strong()));
    let inside = block.inner(area);
    canvas.render_widget(block, area);
    inside
}

/// The rows of a box, as one-row areas.
pub(in crate::tui) fn rows_of(area: Rect) -> impl Iterator<Item = Rect> {
    (area.y..area.bottom()).map(move |y| Rect::new(area.x, y, area.width, 1))
}

pub(in crate::tui) fn help_box(
    canvas: &mut Canvas<'_>,
    context: Context,
    top: usize,
    model: &Model,
) {
    let env = &model.env;
    let room = env.layout().dialog(64, u16::MAX);
    let lines = help::lines(context, env, usize::from(room.width.saturating_sub(4)));
    let height = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
    let area = env.layout().dialog(64, height);
    let title = env.lang.pick("Phím tắt", "Keyboard shortcuts");
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

pub(in crate::tui) fn picker_box(canvas: &mut Canvas<'_>, picker: &Picker, model: &Model) {
    let shown = picker.shown();
    let typing = u16::from(picker.typed.is_some());
    let height = u16::try_from(picker.items.len() + 2).unwrap_or(u16::MAX);
    let area = model.env.layout().dialog(72, height.saturating_add(typing));
    let rows = usize::from(area.height.saturating_sub(2 + typing));
    let more = if shown.len() > rows {
        " · ↑ ↓"
    } else {
        ""
    };
    let title = format!("{}{more}", picker.title);
    let inside = boxed(canvas, area, &title, model);
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
                (" > ".to_owned(), model.env.theme.key()),
                (text, Style::new()),
            ],
        );
        set_cursor(canvas, row, 3 + column, 0);
    }
    let room = usize::from(inside.height.saturating_sub(typing));
    if shown.is_empty()
        && let Some(row) = rows.next()
    {
        let is_command = |item: &PickerItem| matches!(item.choice, Choice::Action(_));
        let none = if picker.items.iter().any(is_command) {
            bi(
                "Không tìm thấy lệnh nào. Esc rồi ? để xem phím tắt.",
                "No matching command. Esc, then ? for keyboard shortcuts.",
            )
        } else {
            bi("Không tìm thấy mục nào.", "No matches.")
        };
        let none = none.get(model.env.lang);
        line(
            canvas,
            row,
            vec![(format!("   {none}"), model.env.theme.dim())],
        );
    }
    let top = scrolled(0, picker.cursor, room, shown.len());
    let columns = usize::from(inside.width);
    for (row, (at, item)) in rows.zip(shown.iter().enumerate().skip(top)) {
        let here = at == picker.cursor;
        let right = width(&item.right).min(columns / 3);
        let label = pad(&item.label, columns.saturating_sub(right + 4));
        let marker = if here { MARKER } else { " " };
        let text = format!("{marker} {label} {} ", pad_left(&item.right, right));
        let style = if here {
            model.env.theme.selected()
        } else {
            Style::new()
        };
        line(canvas, row, vec![(text, style)]);
    }
}

pub(in crate::tui) fn form_box(canvas: &mut Canvas<'_>, form: &Form, model: &Model) {
    let (env, lang) = (&model.env, model.env.lang);
    let shown = form.shown();
    let (said, style) = said_in_form(form, model);
    let room = env.layout().dialog(90, u16::MAX);
    let said = wrap(&said, usize::from(room.width.saturating_sub(4)).max(1));
    let height = u16::try_from(shown.len() + said.len().max(2) + 2).unwrap_or(u16::MAX);
    let area = env.layout().dialog(90, height);
    let inside = boxed(canvas, area, &form.title(lang), model);
    let labels = shown
        .iter()
        .map(|at| width(&forms::label(form, &form.fields[*at], lang)));
    let label_width = labels.max().unwrap_or(0).min(usize::from(inside.width) / 2);
    let focus_at = shown.iter().position(|at| *at == form.focus).unwrap_or(0);
    // What is said stays whole; the fields scroll.
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

/// What was wrong, or what helps with the focused field.
fn said_in_form(form: &Form, model: &Model) -> (String, Style) {
    let focused = form.fields.get(form.focus);
    match focused.and_then(|field| form.error_at(field.id)) {
        Some(error) => (error.to_owned(), model.env.theme.error()),
        None => (
            form.hint(&ground(&model.env)).unwrap_or_default(),
            model.env.theme.dim(),
        ),
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
    let theme = model.env.theme;
    let field = &form.fields[at];
    let here = at == form.focus;
    let label = forms::label(form, field, model.env.lang);
    let label = pad(&label, label_width);
    let front = format!("{} {label}: ", if here { MARKER } else { " " });
    let used = width(&front);
    let room = usize::from(row.width).saturating_sub(used + 1);
    let label_style = match form.error_at(field.id) {
        Some(_) => theme.error(),
        None if here => theme.strong(),
        None => theme.dim(),
    };
    match &field.input {
        Input::Text(editor) => {
            let (text, column) = if here {
                editor.view_field(room)
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
                .map(|o| o.get(model.env.lang))
                .unwrap_or_default();
            let style = if here { theme.selected() } else { Style::new() };
            let text = format!("‹ {chosen} ›");
            line(canvas, row, vec![(front, label_style), (text, style)]);
        }
    }
}

pub(in crate::tui) fn clash_box(canvas: &mut Canvas<'_>, clash: &Clash, model: &Model) {
    let (area, rows, lines) = clash.laid_out(&model.env);
    let title = model.env.lang.pick(
        "Người khác vừa sửa · chưa lưu",
        "Changed by someone else · not saved",
    );
    let more = if lines.len() > rows {
        " · ↑ ↓"
    } else {
        ""
    };
    let inside = boxed(canvas, area, &format!("{title}{more}"), model);
    let top = clash.top.min(lines.len().saturating_sub(rows));
    for (row, pieces) in rows_of(inside).zip(lines.into_iter().skip(top)) {
        line(canvas, row, pieces);
    }
}
