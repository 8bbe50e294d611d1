//! The end of a review: the week's figures against last week's, then the conclusions, which are
//! written, reworded, taken out, made into tasks and noted on tasks; then the review is finished.

use super::super::layer::{FormRequest, Next, Question, Request};
use super::{ReviewLayer, rows};
use crate::domain::change::Change;
use crate::domain::review::{
    AgendaItem, AgendaPart, Conclusion, Outcome, OutcomeKind, ReviewChange,
};
use crate::domain::text::join;
use crate::present::columns::left;
use crate::present::lang::Lang;
use crate::present::messages::review::FIGURES;
use crate::present::text::{pad, pad_left, safe, width, wrap};
use crate::report::review::figures::{WeekPair, WeeklyFigures};
use crate::tui::actions::{Action, KeyContext};
use crate::tui::command::Command;
use crate::tui::env::Env;
use crate::tui::widgets::scroll::{scrolled, step};
use crate::tui::wrapped_text::{WrappedLine, WrappedText};
use ratatui::style::Style;

/// From this width on the figures stand in a table.
const TABLE: u16 = 72;
/// Columns of a unit's or an area's name.
const NAME: usize = 12;
/// Columns of a figure where there is room.
const CELL: usize = 13;
/// Codes of unanswered tasks that are named.
const NAMED: usize = 8;

impl ReviewLayer {
    /// What a key does at the end.
    pub(super) fn act_at_end(&mut self, action: Action, env: &Env) -> Next {
        match action {
            Action::Done => {
                let ask = || self.ask_to_finish(env.lang);
                self.refuses_conclusions(env).unwrap_or_else(ask)
            }
            Action::Edit | Action::MakeTask | Action::Note | Action::Withdraw => {
                let act = || self.act_on_conclusion(action, env);
                self.refuses_conclusions(env).unwrap_or_else(act)
            }
            _ => {
                self.step(action, env);
                Next::Stay
            }
        }
    }

    /// Figures and conclusions are frozen: the question says what was passed over.
    fn ask_to_finish(&self, lang: Lang) -> Next {
        let settled = self.review.settled(AgendaPart::All);
        let text = match settled.all - settled.of {
            0 => lang.text(
                "Kết thúc và chốt số liệu?",
                "Finish and freeze the figures?",
            ),
            n => lang.pick(
                format!("Còn {n} việc chưa xem. Vẫn kết thúc?"),
                format!("{n} not reviewed yet. Finish anyway?"),
            ),
        };
        let finish = Next::Do(Command::Finish(self.id()));
        Next::Open(Request::Confirm(Question {
            answers: lang.pick(["kết thúc", "chưa"], ["finish", "not yet"]),
            ..Question::new(text, finish, lang)
        }))
    }

    /// What is done to the selected conclusion.
    fn act_on_conclusion(&self, action: Action, env: &Env) -> Next {
        let chosen = self.review.conclusions.get(self.conclusion);
        let Some((id, body)) = chosen.map(|one| (one.id, one.body.clone())) else {
            let key = env.key(KeyContext::ReviewEnd, Action::Conclude);
            return Next::fail(env.lang.pick(
                format!("Chưa có kết luận nào — {key} để viết."),
                format!("No conclusions yet — press {key} to write one."),
            ));
        };
        Next::Open(Request::Form(match action {
            Action::Edit => return self.write_conclusion(Some((id, body)), env),
            Action::Withdraw => {
                return Next::apply(vec![Change::Review(ReviewChange::Withdraw {
                    conclusion: id,
                    seen: body,
                })]);
            }
            Action::MakeTask => FormRequest::Assign(id, body),
            _ => FormRequest::Spread {
                conclusion: id,
                body,
                codes: self.marked_codes(),
            },
        }))
    }

    /// Moves between conclusions, or scrolls.
    fn step(&mut self, action: Action, env: &Env) {
        let last = self.end_lines(env).len().saturating_sub(rows(env));
        self.top = self.top.min(last);
        let last_conclusion = self.review.conclusions.len().checked_sub(1);
        match (action, last_conclusion) {
            (Action::Up | Action::Down, Some(last)) => {
                self.conclusion = step(self.conclusion, action, 1, last);
                self.show_conclusion(env);
            }
            _ => self.top = step(self.top, action, rows(env), last),
        }
    }

    /// Keeps the cursor on a conclusion that is there: on a new one where one was added, and in sight
    /// where any was changed.
    pub(super) fn settle_conclusion(&mut self, before: &[Conclusion], env: &Env) {
        let now = self.review.conclusions.len();
        if now > before.len() {
            self.conclusion = now;
        }
        self.conclusion = self.conclusion.min(now.saturating_sub(1));
        if self.review.conclusions != before {
            self.show_conclusion(env);
        }
    }

    /// Scrolls so that the selected conclusion is in sight, whole where that can be.
    fn show_conclusion(&mut self, env: &Env) {
        let lines = self.end_lines(env);
        let own = |line: &WrappedLine| line.selected;
        let first = lines.iter().position(own).unwrap_or(0);
        let last = lines.iter().rposition(own).unwrap_or(0);
        for line in [last, first] {
            self.top = scrolled(self.top, line, rows(env), lines.len());
        }
    }

    /// Everything that the end shows.
    pub(super) fn end_lines(&self, env: &Env) -> Vec<WrappedLine> {
        let columns = usize::from(env.size.0).saturating_sub(2).max(1);
        let mut page = WrappedText::new(env, columns);
        page.left_over(self);
        if self.kept {
            match &self.weeks {
                Some(weeks) => page.figures(weeks),
                None => page.text(
                    page.pick("đang tính số liệu …", "computing the figures …"),
                    0,
                    env.theme.dim(),
                ),
            }
            page.conclusions(self);
        }
        page.into_lines()
    }
}

impl WrappedText<'_> {
    /// How far the review went, and what was passed over.
    fn left_over(&mut self, layer: &ReviewLayer) {
        let items = &layer.review.items;
        let left = items.iter().filter(|item| !item.is_settled());
        let left: Vec<&AgendaItem> = left.collect();
        self.blank();
        if items.is_empty() {
            let none = self.pick(
                "Không có việc nào phải xem trong giao ban này.",
                "There are no tasks to review.",
            );
            return self.text(none, 0, Style::new());
        }
        if !layer.kept {
            let end = self.pick(
                "Hết danh sách. Tệp chỉ đọc nên không ghi được ý kiến và kết luận.",
                "End of the list. Read-only file: nothing can be answered or concluded.",
            );
            return self.text(end, 0, Style::new());
        }
        if left.is_empty() {
            let all = self.pick("Đã xem hết các việc.", "All tasks reviewed.");
            return self.text(all, 0, self.env.theme.success());
        }
        let n = left.len();
        let codes = left.iter().take(NAMED).map(|item| item.code.as_str());
        let codes = join(codes, ", ");
        let more = if n > NAMED { " …" } else { "" };
        let words = self.env.lang.pick(
            format!("Còn {n} việc chưa xem: {codes}{more}"),
            format!("Not reviewed yet ({n}): {codes}{more}"),
        );
        self.text(&words, 0, self.env.theme.error());
    }

    fn figures(&mut self, weeks: &WeeklyFigures) {
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
    fn unit_rows(&self, weeks: &WeeklyFigures) -> Vec<(String, WeekPair)> {
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

    fn area_rows(&self, weeks: &WeeklyFigures) -> Vec<(String, WeekPair)> {
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
    fn table(&mut self, rows: &[(String, WeekPair)], units: usize) {
        let (lang, theme) = (self.env.lang, self.env.theme);
        let cell = ((self.columns - NAME) / FIGURES.len()).min(CELL);
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
            let plain = if at == 0 {
                theme.strong()
            } else {
                Style::new()
            };
            let mut pieces = vec![(pad(name, NAME), plain)];
            for (this, last) in pair.this.all().into_iter().zip(pair.last.all()) {
                let style = if this == 0 { theme.dim() } else { plain };
                let figure = match (this, last) {
                    (0, 0) => "–".to_owned(),
                    _ => format!("{this} ({last})"),
                };
                pieces.push((pad_left(&figure, cell), style));
            }
            self.push(pieces, false);
        }
    }

    /// Where it is narrow: the figures that are not zero, one name a paragraph.
    fn list(&mut self, rows: &[(String, WeekPair)]) {
        let lang = self.env.lang;
        for (name, pair) in rows {
            let figures = FIGURES.iter().zip(pair.this.all()).zip(pair.last.all());
            let figures = figures.filter(|((_, this), last)| *this > 0 || *last > 0);
            let figures = figures
                .map(|(((_, short), this), last)| format!("{} {this} ({last})", short.get(lang)));
            let figures: Vec<String> = figures.collect();
            let figures = if figures.is_empty() {
                "–".to_owned()
            } else {
                figures.join(" · ")
            };
            self.fact(name, &figures, Style::new());
        }
    }

    fn conclusions(&mut self, layer: &ReviewLayer) {
        let all = &layer.review.conclusions;
        let title = self.pick("Kết luận", "Conclusions");
        self.title(&format!("{title} {}", all.len()));
        if all.is_empty() {
            let key = self.env.key(KeyContext::ReviewEnd, Action::Conclude);
            let none = if layer.is_open() && !self.env.read_only {
                self.env.lang.pick(
                    format!("chưa có — {key} để viết"),
                    format!("none yet — press {key} to write one"),
                )
            } else {
                self.pick("không có", "none").to_owned()
            };
            return self.text(&none, 2, self.env.theme.dim());
        }
        for (at, conclusion) in all.iter().enumerate() {
            self.conclusion(at, conclusion, at == layer.conclusion);
        }
    }

    /// A conclusion with its number, and what became of it.
    fn conclusion(&mut self, at: usize, conclusion: &Conclusion, here: bool) {
        let theme = self.env.theme;
        let marker = if here { "›" } else { " " };
        let front = format!("{marker} {}. ", at + 1);
        let indent = " ".repeat(width(&front));
        let style = if here { theme.selected() } else { Style::new() };
        let room = self.columns.saturating_sub(indent.len()).max(1);
        for (nth, row) in wrap(&conclusion.body, room).into_iter().enumerate() {
            let front = if nth == 0 { &front } else { &indent };
            self.push(vec![(front.clone(), Style::new()), (row, style)], here);
        }
        for outcome in &conclusion.outcomes {
            let became = format!("→ {}", became(outcome, self.env));
            for row in wrap(&became, room) {
                let pieces = vec![(indent.clone(), Style::new()), (row, theme.dim())];
                self.push(pieces, here);
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
