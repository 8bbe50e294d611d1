//! The line above the keys: what the last act did, or the question that waits.
//!
//! What does not fit into one row takes the row of the keys too, and then rows above, so that the
//! advice at its end is never lost.

use crate::present::text::{cut, width, wrap};
use crate::tui::model::Model;
use crate::tui::widgets::paint::line;
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Clear;

/// The most rows that it takes.
const MOST: u16 = 4;

/// Holds words together where a row is broken.
const NO_BREAK: &str = "\u{a0}";

/// Draws it.
pub(in crate::tui) fn status(canvas: &mut Canvas<'_>, model: &Model) {
    let Some((rows, style)) = told(model) else {
        return;
    };
    let area = place(model, rows.len());
    canvas.render_widget(Clear, area);
    for (y, said) in (area.y..area.bottom()).zip(rows) {
        let row = Rect::new(area.x, y, area.width, 1);
        line(canvas, row, vec![(format!(" {said}"), style)]);
    }
}

/// Where what is told stands; no rows where there is nothing.
pub fn area(model: &Model) -> Rect {
    place(model, told(model).map_or(0, |(rows, _)| rows.len()))
}

/// So many rows: from the status row down to the last one, then upwards.
fn place(model: &Model, rows: usize) -> Rect {
    let layout = model.env.layout();
    let rows = u16::try_from(rows).unwrap_or(MOST);
    let last = layout.footer.bottom();
    let y = layout.status.y.min(last.saturating_sub(rows));
    Rect::new(layout.status.x, y, layout.status.width, rows)
}

/// What is told, in rows, and how it looks.
fn told(model: &Model) -> Option<(Vec<String>, Style)> {
    let theme = model.env.theme;
    let (text, tail, style) = match (model.question(), &model.status) {
        (Some((text, answers)), _) => (text.to_owned(), format!(" {answers}"), theme.error()),
        (None, Some(status)) => {
            let tail = match status.way_back {
                "" => String::new(),
                way_back => format!(" — {way_back}"),
            };
            let style = if status.failed {
                theme.error()
            } else {
                theme.told()
            };
            (status.text.clone(), tail, style)
        }
        (None, None) => return None,
    };
    let columns = usize::from(model.env.size.0).saturating_sub(1);
    let most = usize::from(MOST.min(model.env.size.1 / 2)).max(1);
    Some((broken(&text, &tail, columns, most), style))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_takes_more_rows_and_its_tail_stays_whole() {
        let said = "Đã xong 2.7.1-03 kỳ tháng 5; còn kỳ tháng 6, hạn 30/6";
        let tail = " — u để hoàn tác";
        assert_eq!(broken(said, tail, 79, 4), [format!("{said}{tail}")]);
        let rows = broken(said, tail, 39, 4);
        assert_eq!(
            rows,
            [
                "Đã xong 2.7.1-03 kỳ tháng 5; còn kỳ",
                "tháng 6, hạn 30/6 — u để hoàn tác"
            ]
        );
        let rows = broken(said, tail, 39, 1);
        assert_eq!(rows, ["Đã xong 2.7.1-03 kỳ th… — u để hoàn tác"]);
    }
}
