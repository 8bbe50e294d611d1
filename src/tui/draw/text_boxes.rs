//! Boxes with a text of several lines: notes, texts of reports.

use crate::domain::note::NoteKind;
use crate::present::messages::labels;
use crate::present::messages::report::kind;
use crate::present::text::{cut, width, wrap};
use crate::tui::model::{ConclusionLayer, Model, NoteLayer, TextLayer};
use crate::tui::update::note_columns;
use crate::tui::widgets::dialog::draw_box;
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::paint::{line, rows_of, set_cursor};
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

pub(in crate::tui) fn note_box(canvas: &mut Canvas<'_>, note: &NoteLayer, model: &Model) {
    let (env, lang) = (&model.env, model.env.lang);
    let area = env.layout().dialog(90, 14);
    let title = if note.draft.answers.is_some() {
        lang.pick("Trả lời vướng mắc", "Answer the difficulty")
    } else {
        lang.pick("Ghi chú", "Note")
    };
    let inside = draw_box(canvas, area, &format!("{title} · {}", note.of), env.theme);
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
            env.theme.selected()
        } else {
            env.theme.dim()
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
        inside.x,
        inside.y + 1,
        inside.width,
        inside.height.saturating_sub(1),
    );
    text_rows(canvas, text, &note.draft.editor, model);
}

/// In a box of fewer rows, what shall be written there stands on one line.
const LOW: u16 = 9;

/// A text for a report: what shall be written stands above it.
pub(in crate::tui) fn text_box(canvas: &mut Canvas<'_>, text: &TextLayer, model: &Model) {
    let (env, lang) = (&model.env, model.env.lang);
    let area = env.layout().dialog(90, 16);
    let kind = kind(text.kind).get(lang);
    let title = lang.pick(
        format!("Nội dung báo cáo {kind}"),
        format!("Report text ({kind})"),
    );
    let inside = draw_box(canvas, area, &title, env.theme);
    let columns = usize::from(inside.width.saturating_sub(2)).max(1);
    let prompt = text.part.prompt.get(lang);
    let mut prompt = if inside.height < LOW {
        vec![cut(prompt, columns).into_owned()]
    } else {
        wrap(prompt, columns)
    };
    if inside.height >= LOW {
        prompt.push(String::new());
    }
    let used = u16::try_from(prompt.len()).unwrap_or(1);
    for (row, said) in rows_of(inside).zip(prompt) {
        line(canvas, row, vec![(format!(" {said}"), env.theme.dim())]);
    }
    let below = Rect::new(
        inside.x,
        inside.y + used,
        inside.width,
        inside.height.saturating_sub(used),
    );
    text_rows(canvas, below, &text.draft.editor, model);
}

/// A conclusion of a review.
pub(in crate::tui) fn conclusion_box(
    canvas: &mut Canvas<'_>,
    conclusion: &ConclusionLayer,
    model: &Model,
) {
    let (env, lang) = (&model.env, model.env.lang);
    let area = env.layout().dialog(90, 14);
    let title = match &conclusion.of {
        Some(_) => lang.pick("Sửa kết luận", "Edit the conclusion"),
        None => lang.pick("Kết luận giao ban", "Conclusion of the review"),
    };
    let inside = draw_box(canvas, area, title, env.theme);
    text_rows(canvas, inside, &conclusion.draft.editor, model);
}

/// The rows of a text round the cursor, a column in from the border.
fn text_rows(canvas: &mut Canvas<'_>, inside: Rect, editor: &Editor, model: &Model) {
    let text = Rect::new(
        inside.x + 1,
        inside.y,
        inside.width.saturating_sub(2),
        inside.height,
    );
    let layout = editor.layout(note_columns(&model.env));
    let rows = usize::from(text.height).max(1);
    let top = (layout.cursor.0 + 1).saturating_sub(rows);
    for (row, said) in rows_of(text).zip(layout.lines.iter().skip(top)) {
        line(canvas, row, vec![(said.clone(), Style::new())]);
    }
    set_cursor(canvas, text, layout.cursor.1, layout.cursor.0 - top);
}
