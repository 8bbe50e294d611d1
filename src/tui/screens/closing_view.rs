//! Drawing of a review's end: the week's figures against last week's, then the conclusions.

use super::walk::Walk;
use super::walk_view;
use crate::domain::review::{AgendaItem, Conclusion, Outcome, OutcomeKind};
use crate::present::columns::left;
use crate::present::lang::Lang;
use crate::present::messages::review::FIGURES;
use crate::present::text::{pad, pad_left, safe, width, wrap};
use crate::report::review::figures::{Pair, Weeks};
use crate::tui::env::Env;
use crate::tui::widgets::page::{Page, PageLine};
use ratatui::style::Style;

/// From this width on the figures stand in a table.
const TABLE: u16 = 72;
/// Columns of a unit's or an area's name.
const NAME: usize = 12;
/// Columns of a figure where there is room.
const CELL: usize = 13;
/// Codes of unanswered tasks that are named.
const NAMED: usize = 8;

/// Rows that the end shows at a time.
pub fn rows(env: &Env) -> usize {
    usize::from(walk_view::areas(env.layout().body).1.height).max(1)
}

/// Everything that the end shows.
pub fn lines(walk: &Walk, env: &Env) -> Vec<PageLine> {
    let columns = usize::from(env.size.0).saturating_sub(2).max(1);
    let mut page = Page::new(env, columns);
    page.left_over(walk);
    if walk.kept {
        match &walk.closing.weeks {
            Some(weeks) => page.figures(weeks),
            None => page.text(
                page.pick("đang tính số liệu …", "computing the figures …"),
                0,
                env.theme.dim(),
            ),
        }
        page.conclusions(walk);
    }
    page.into_lines()
}

impl Page<'_> {
    /// How far the walk went, and what was passed over.
    fn left_over(&mut self, walk: &Walk) {
        let (lang, theme) = (self.env.lang, self.env.theme);
        let left: Vec<&AgendaItem> = walk
            .review
            .items
            .iter()
            .filter(|stop| !stop.is_settled())
            .collect();
        self.blank();
        if walk.review.items.is_empty() {
            let none = self.pick(
                "Không có việc nào phải xem trong giao ban này.",
                "There are no tasks to review.",
            );
            return self.text(none, 0, Style::new());
        }
        if !walk.kept {
            let said = self.pick(
                "Hết danh sách. Tệp chỉ đọc nên không ghi được ý kiến và kết luận.",
                "End of the list. Read-only file: nothing can be answered or concluded.",
            );
            return self.text(said, 0, Style::new());
        }
        if left.is_empty() {
            let said = self.pick("Đã xem hết các việc.", "All tasks reviewed.");
            return self.text(said, 0, theme.told());
        }
        let mut codes: Vec<&str> = left.iter().map(|stop| stop.code.as_str()).collect();
        let more = codes.len() > NAMED;
        codes.truncate(NAMED);
        let codes = format!("{}{}", codes.join(", "), if more { " …" } else { "" });
        let n = left.len();
        let said = lang.pick(
            format!("Còn {n} việc chưa xem: {codes}"),
            format!("Not reviewed yet ({n}): {codes}"),
        );
        self.text(&said, 0, theme.error());
    }

    fn figures(&mut self, weeks: &Weeks) {
        let title = self.pick("Số liệu tuần này (tuần trước)", "This week (last week)");
        self.title(title);
        let all = self.pick("Tất cả", "All");
        let mut rows = vec![(all.to_owned(), weeks.total)];
        rows.extend(self.unit_rows(weeks));
        let units = rows.len();
        rows.extend(self.area_rows(weeks));
        if self.env.size.0 >= TABLE {
            self.table(&rows, units);
        } else {
            self.list(&rows);
        }
    }

    /// The units in the alphabet's order, what nobody leads last.
    fn unit_rows(&self, weeks: &Weeks) -> Vec<(String, Pair)> {
        let nobody = self.pick("chưa giao", "no unit");
        let units = self.env.units.iter();
        let known = units.filter_map(|unit| {
            let pair = weeks.units.get(&Some(unit.id))?;
            Some((safe(&unit.abbreviation).into_owned(), *pair))
        });
        let none = weeks.units.get(&None);
        known
            .chain(none.map(|pair| (nobody.to_owned(), *pair)))
            .collect()
    }

    fn area_rows(&self, weeks: &Weeks) -> Vec<(String, Pair)> {
        let areas = self.env.areas.iter();
        areas
            .filter_map(|area| {
                let pair = weeks.areas.get(&area.key)?;
                let name = self.env.lang.pick(&area.short, &area.short_en);
                Some((format!("{} {}", area.key, safe(name)), *pair))
            })
            .collect()
    }

    /// A row each, a column for each figure.
    fn table(&mut self, rows: &[(String, Pair)], units: usize) {
        let (lang, theme) = (self.env.lang, self.env.theme);
        let cell = (self.columns - NAME) / FIGURES.len();
        let cell = cell.min(CELL);
        for head in heads(cell, lang) {
            self.push(vec![(head, theme.dim())], false);
        }
        for (at, (name, pair)) in rows.iter().enumerate() {
            if at == 1 || at == units {
                let of = if at == units && at > 1 {
                    self.pick("lĩnh vực", "by area")
                } else {
                    self.pick("đơn vị", "by unit")
                };
                self.push(vec![(of.to_owned(), theme.dim())], false);
            }
            let mut pieces = vec![(
                pad(name, NAME),
                if at == 0 {
                    theme.strong()
                } else {
                    Style::new()
                },
            )];
            for (this, last) in pair.this.all().into_iter().zip(pair.last.all()) {
                let style = match (this, at) {
                    (0, _) => theme.dim(),
                    (_, 0) => theme.strong(),
                    _ => Style::new(),
                };
                let told = match (this, last) {
                    (0, 0) => "–".to_owned(),
                    _ => format!("{this} ({last})"),
                };
                pieces.push((pad_left(&told, cell), style));
            }
            self.push(pieces, false);
        }
    }

    /// Where it is narrow: the figures that are not zero, one name a paragraph.
    fn list(&mut self, rows: &[(String, Pair)]) {
        let lang = self.env.lang;
        for (name, pair) in rows {
            let figures = FIGURES.iter().zip(pair.this.all()).zip(pair.last.all());
            let told = figures.filter(|((_, this), last)| *this > 0 || *last > 0);
            let told = told
                .map(|(((_, short), this), last)| format!("{} {this} ({last})", short.get(lang)));
            let told: Vec<String> = told.collect();
            let told = if told.is_empty() {
                "–".to_owned()
            } else {
                told.join(" · ")
            };
            self.fact(name, &told, Style::new());
        }
    }

    fn conclusions(&mut self, walk: &Walk) {
        let all = &walk.review.conclusions;
        let title = self.pick("Kết luận", "Conclusions");
        self.title(&format!("{title} {}", all.len()));
        if all.is_empty() {
            let none = if walk.is_open() && !self.env.read_only {
                self.pick("chưa có — d để viết", "none yet — press d to write one")
            } else {
                self.pick("không có", "none")
            };
            return self.text(none, 2, self.env.theme.dim());
        }
        for (at, conclusion) in all.iter().enumerate() {
            self.conclusion(at, conclusion, at == walk.closing.cursor);
        }
    }

    /// A conclusion with its number, and what became of it.
    fn conclusion(&mut self, at: usize, conclusion: &Conclusion, here: bool) {
        let theme = self.env.theme;
        let marker = if here { "›" } else { " " };
        let front = format!("{marker} {}. ", at + 1);
        let indent = width(&front);
        let style = if here { theme.selected() } else { Style::new() };
        let room = self.columns.saturating_sub(indent).max(1);
        for (nth, row) in wrap(&conclusion.body, room).into_iter().enumerate() {
            let front = if nth == 0 {
                front.clone()
            } else {
                " ".repeat(indent)
            };
            self.push(vec![(front, Style::new()), (row, style)], here);
        }
        for outcome in &conclusion.outcomes {
            let said = format!("→ {}", became(outcome, self.env));
            for row in wrap(&said, room) {
                let front = " ".repeat(indent);
                self.push(vec![(front, Style::new()), (row, theme.dim())], here);
            }
        }
    }
}

/// The names of the figures above columns so wide, on as many lines as the longest needs; short ones
/// stand on the lowest.
fn heads(cell: usize, lang: Lang) -> Vec<String> {
    let room = cell.saturating_sub(1).max(1);
    let names = FIGURES.map(|(_, short)| wrap(short.get(lang), room));
    let rows = names.iter().map(Vec::len).max().unwrap_or(0);
    let row = |at: usize| {
        let cells = names.iter().map(|name| {
            let part = (at + name.len()).checked_sub(rows);
            let part = part.and_then(|at| name.get(at));
            pad_left(part.map_or("", String::as_str), cell)
        });
        format!("{}{}", " ".repeat(NAME), cells.collect::<String>())
    };
    (0..rows).map(row).collect()
}

/// "nhiệm vụ 2.3.1-07 Rà soát TTHC · VP · còn 13 ngày"; "ghi chú ở 2.1-06 …".
fn became(outcome: &Outcome, env: &Env) -> String {
    let row = &outcome.row;
    let (code, title) = (&row.code, &row.title);
    match outcome.kind {
        OutcomeKind::Note => env.lang.pick(
            format!("ghi chú ở {code} {title}"),
            format!("note on {code} {title}"),
        ),
        OutcomeKind::Task => {
            let lead = row.lead.as_deref();
            let lead = lead.unwrap_or(env.lang.pick("chưa giao", "no unit"));
            let left = left(row, env.row_cx());
            env.lang.pick(
                format!("nhiệm vụ {code} {title} · {lead} · {left}"),
                format!("task {code} {title} · {lead} · {left}"),
            )
        }
    }
}

/// The question before finishing a review: figures and conclusions are frozen.
pub fn before_finishing(walk: &Walk, lang: Lang) -> (String, &'static str) {
    let left = walk.left();
    let said = match left {
        0 => lang
            .pick(
                "Kết thúc và chốt số liệu?",
                "Finish and freeze the figures?",
            )
            .to_owned(),
        n => lang.pick(
            format!("Còn {n} việc chưa xem. Vẫn kết thúc?"),
            format!("{n} not reviewed yet. Finish anyway?"),
        ),
    };
    let answers = lang.pick(
        "c/Enter = kết thúc · k/Esc = chưa",
        "y/Enter = finish · n/Esc = not yet",
    );
    (said, answers)
}
