//! Boxes above the screen: help, lists, forms, notes.

use crate::present::text::{cut, pad, width, wrap};
use crate::tui::model::Model;
use crate::tui::update::ground;
use crate::tui::widgets::dialog::draw_box;
use crate::tui::widgets::paint::{MARKER, line, rows_of, set_cursor};
use crate::tui::widgets::scroll::scrolled;
use crate::tui::writing::form::{Form, Input};
use crate::tui::writing::forms;
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

pub(in crate::tui) fn form_box(canvas: &mut Canvas<'_>, form: &Form, model: &Model) {
    let (env, lang) = (&model.env, model.env.lang);
    let shown = form.shown();
    let (said, style) = said_in_form(form, model);
    let room = env.layout().dialog(90, u16::MAX);
    let said = wrap(&said, usize::from(room.width.saturating_sub(4)).max(1));
    let height = u16::try_from(shown.len() + said.len().max(2) + 2).unwrap_or(u16::MAX);
    let area = env.layout().dialog(90, height);
    let inside = draw_box(canvas, area, &form.title(lang), env.theme);
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
