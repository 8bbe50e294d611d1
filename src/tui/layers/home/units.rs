//! The units' column of the home screen: its cursor, and whose tasks the list shows.

use super::list::{Home, Pane, scope_of};
use crate::domain::totals::Totals;
use crate::domain::unit::UnitScope;
use crate::present::lang::Lang;
use crate::present::text::{pad, pad_left, safe};
use crate::store::Result;
use crate::tui::actions::Action;
use crate::tui::env::Env;
use crate::tui::layers::layer::Cx;
use crate::tui::widgets::paint::{MARKER, line};
use crate::tui::widgets::scroll::{scrolled, step};
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

impl Home {
    /// Moves the cursor in the column; the list follows.
    pub(super) fn step_units(&mut self, action: Action, cx: &Cx<'_>) -> Result<()> {
        let page = cx.env.layout().unit_rows().max(1);
        let to = step(self.unit_cursor, action, page, self.counts.units.len());
        if to == self.unit_cursor {
            return Ok(());
        }
        self.unit_cursor = to;
        let unit = to.checked_sub(1).and_then(|at| self.counts.units.get(at));
        self.unit = unit.map_or(UnitScope::All, |(unit, _)| scope_of(unit.as_ref()));
        self.load(self.anchor_or_start(), cx)
    }
}

/// The units with how much each has done, and how much is late.
pub(super) fn draw(canvas: &mut Canvas<'_>, home: &Home, env: &Env) {
    let (area, lang, theme) = (env.layout().units, env.lang, env.theme);
    if area.width == 0 {
        return;
    }
    let columns = usize::from(area.width).saturating_sub(2);
    let head = pad(lang.pick(" ĐƠN VỊ", " UNIT"), columns.saturating_sub(15));
    let head = format!(
        "{head}{}{}",
        pad_left(lang.pick("xong", "done"), 7),
        pad_left(lang.pick("quá hạn", "overdue"), 8)
    );
    let bar = "│";
    let top_row = Rect::new(area.x, area.y, area.width, 1);
    line(
        canvas,
        top_row,
        vec![(head, theme.dim()), (format!(" {bar}"), theme.dim())],
    );
    let rows = usize::from(area.height.saturating_sub(1));
    let lines = home.counts.units.len() + 1;
    let top = scrolled(0, home.unit_cursor, rows, lines);
    for (y, at) in (area.y + 1..area.bottom()).zip(top..) {
        let row = Rect::new(area.x, y, area.width, 1);
        let text = if at < lines {
            unit_line(home, at, columns, lang)
        } else {
            " ".repeat(columns)
        };
        let here = at == home.unit_cursor;
        let style = match (here, home.pane) {
            (true, Pane::Units) => theme.selected(),
            (true, Pane::Tasks) => theme.strong(),
            _ => Style::new(),
        };
        line(
            canvas,
            row,
            vec![(text, style), (format!(" {bar}"), theme.dim())],
        );
    }
}

fn unit_line(home: &Home, at: usize, columns: usize, lang: Lang) -> String {
    let found = at.checked_sub(1).and_then(|at| home.counts.units.get(at));
    let (name, totals) = match found {
        None => (lang.text("Tất cả", "All"), home.counts.all_units),
        Some((Some(unit), totals)) => (safe(&unit.abbreviation).into_owned(), *totals),
        Some((None, totals)) => (lang.text("chưa giao", "no unit"), *totals),
    };
    let marker = if at == home.unit_cursor { MARKER } else { " " };
    let name = pad(&name, columns.saturating_sub(16));
    let (share, late) = share(totals);
    format!(
        "{marker}{name}{}{}",
        pad_left(&share, 7),
        pad_left(&late, 8)
    )
}

/// What is done of all, and what is late; in percent and in thousands where the numbers are too long
/// for their columns.
fn share(totals: Totals) -> (String, String) {
    let (done, total) = (totals.done(), totals.total());
    let mut share = format!("{done}/{total}");
    if share.len() > 7 {
        share = format!("{}%", done * 100 / total.max(1));
    }
    let late = match totals.overdue {
        0 => String::new(),
        late @ 1..10_000 => late.to_string(),
        late => format!("{}k", late / 1_000),
    };
    (share, late)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_of_any_size_fits_its_columns() {
        let totals = |done_on_time, overdue| Totals {
            done_on_time,
            open_dated: overdue,
            overdue,
            ..Totals::default()
        };
        let text = share(totals(19, 7));
        assert_eq!(text, ("19/26".to_owned(), "7".to_owned()));
        let text = share(totals(490_451, 174_170));
        assert_eq!(text, ("73%".to_owned(), "174k".to_owned()));
    }
}
