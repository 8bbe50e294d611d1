//! Boxes above the screen: help, lists, forms, notes.

use crate::domain::note::NoteKind;
use crate::present::text::{cut, pad, pad_left, width, wrap};
use crate::present::words::labels;
use crate::tui::editor::Editor;
use crate::tui::form::{Form, Input};
use crate::tui::forms;
use crate::tui::forms::ConclusionLayer;
use crate::tui::keymap::Context;
use crate::tui::model::{Model, NoteLayer, Picker};
use crate::tui::screens::clash::Clash;
use crate::tui::screens::help;
use crate::tui::scroll::scrolled;
use crate::tui::update::{ground, note_columns};
use crate::tui::view::{line, marker, set_cursor};
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;
use ratatui::widgets::{Block, BorderType, Clear};

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

pub(super) fn help_box(canvas: &mut Canvas<'_>, context: Context, top: usize, model: &Model) {
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

pub(super) fn picker_box(canvas: &mut Canvas<'_>, picker: &Picker, model: &Model) {
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

pub(super) fn form_box(canvas: &mut Canvas<'_>, form: &Form, model: &Model) {
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

pub(super) fn clash_box(canvas: &mut Canvas<'_>, clash: &Clash, model: &Model) {
    let (area, rows, lines) = clash.laid_out(&model.frame);
    let title = model.frame.lang.pick(
        "Người khác vừa sửa · chưa lưu",
        "Changed by others · not saved",
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

pub(super) fn note_box(canvas: &mut Canvas<'_>, note: &NoteLayer, model: &Model) {
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
    editor_in(canvas, text, &note.draft.editor, model);
}

pub(super) fn conclusion_box(canvas: &mut Canvas<'_>, conclusion: &ConclusionLayer, model: &Model) {
    let (frame, lang) = (&model.frame, model.frame.lang);
    let area = frame.layout().dialog(90, 14);
    let title = match &conclusion.of {
        Some(_) => lang.pick("Sửa kết luận", "Edit the conclusion"),
        None => lang.pick("Kết luận giao ban", "A conclusion of the review"),
    };
    let inside = boxed(canvas, area, title, model);
    let text = Rect::new(
        inside.x + 1,
        inside.y,
        inside.width.saturating_sub(2),
        inside.height,
    );
    editor_in(canvas, text, &conclusion.editor, model);
}

/// A text of several lines with its cursor, the last lines where there are more than fit.
fn editor_in(canvas: &mut Canvas<'_>, area: Rect, editor: &Editor, model: &Model) {
    let layout = editor.layout(note_columns(&model.frame));
    let rows = usize::from(area.height).max(1);
    let top = (layout.cursor.0 + 1).saturating_sub(rows);
    for (row, said) in rows_of(area).zip(layout.lines.iter().skip(top)) {
        line(canvas, row, vec![(said.clone(), Style::new())]);
    }
    set_cursor(canvas, area, layout.cursor.1, layout.cursor.0 - top);
}
