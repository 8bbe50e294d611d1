//! The sheet of a unit that came back: what the unit has changed, beside what was sent and what the plan
//! says now. Nothing is written before the last key.

mod draw;
mod rows;

use super::layer::{
    Cx, Footer, ImportReply, Layer, News, Next, Pick, PickItem, Placement, Question, Reply,
    Request, Unsaved,
};
use crate::domain::text::join;
use crate::present::dates;
use crate::present::lang::{Bi, Lang, bi};
use crate::present::text::safe;
use crate::progress::changes::RowOutcome;
use crate::progress::compare::Comparison;
use crate::progress::read::Returned;
use crate::progress::{messages, read};
use crate::sheets::workbook::Workbook;
use crate::store::Result;
use crate::tui::actions::{Action, KeyContext};
use crate::tui::command::Saved;
use crate::tui::env::Env;
use crate::tui::prompts::{end_import, leave_import};
use crate::tui::widgets::editor::Editor;
use ratatui::Frame as Canvas;
use rows::{ProgressRows, RowFilter, SHOWN, areas};

#[derive(Debug)]
pub(super) struct ProgressView {
    rows: ProgressRows,
}

/// Sets a sheet against the plan; a message where it is none of this plan's.
pub(super) fn open(
    workbook: &Workbook,
    name: &str,
    cx: &Cx<'_>,
) -> Result<std::result::Result<ProgressView, String>> {
    let lang = cx.env.lang;
    let returned = match read::read(workbook) {
        Ok(returned) => returned,
        Err(why) => return Ok(Err(format!("{name}: {}.", messages::broken(&why, lang)))),
    };
    let comparison = Comparison::of(returned, cx.store, cx.env.today)?;
    if let Some(why) = comparison.foreign {
        let why = messages::foreign(why, comparison.plan_year, lang);
        return Ok(Err(format!("{name}: {why}.")));
    }
    let rows = ProgressRows::new(name, comparison, cx.env);
    Ok(Ok(ProgressView { rows }))
}

impl ProgressView {
    fn filters(&self, env: &Env) -> Pick {
        let lang = env.lang;
        let item = |letter, name: &str, n: usize| {
            let show = Next::Reply(Reply::Import(ImportReply::Show(letter)));
            PickItem::with_detail(name, n.to_string(), show)
        };
        let all = self.rows.comparison.rows.len();
        let touched = (0..all).filter(|at| self.rows.is_touched(*at)).count();
        let mut items = vec![
            item(
                Some('*'),
                lang.pick("dòng có thay đổi", "rows with changes"),
                touched,
            ),
            item(None, lang.pick("tất cả", "all"), all),
        ];
        for (letter, show) in SHOWN {
            if let RowFilter::Only(outcome) = show {
                let n = self.rows.count(outcome);
                items.extend(
                    (n > 0).then(|| item(Some(letter), messages::outcome(outcome, lang), n)),
                );
            }
        }
        Pick::new(lang.pick("Chỉ xem", "Show only"), items)
    }

    /// Asks first where rows are not taken.
    fn ask(&self, env: &Env) -> Next {
        let lang = env.lang;
        let n = self.rows.changes.rows.len();
        let (waiting, wrong) = (
            self.rows.count(RowOutcome::Conflict),
            self.rows.count(RowOutcome::Problem),
        );
        if n == 0 {
            return Next::notify(lang.pick(
                "Không có gì để nhận: không dòng nào có thay đổi mới.",
                "Nothing to take over: no row has a new change.",
            ));
        }
        if waiting + wrong == 0 {
            return Next::apply(self.rows.changes.changes.clone());
        }
        let left = [
            (RowOutcome::Conflict, waiting),
            (RowOutcome::Problem, wrong),
        ];
        let left = left.into_iter().filter(|(_, n)| *n > 0);
        let left = left
            .map(|(one, n)| format!("{} {}", dates::rows(n, lang), messages::outcome(one, lang)));
        let (left, n) = (join(left, ", "), dates::rows(n, lang));
        let text = lang.pick(
            format!("{left}: để nguyên. Nhận {n}?"),
            format!("{left}: left as they are. Take {n}?"),
        );
        let take = Next::Reply(Reply::Import(ImportReply::Import));
        Next::Open(Request::Confirm(Question::new(text, take, lang)))
    }

    /// Takes what was typed in place of a cell.
    fn correct(&mut self, cx: &Cx<'_>) -> Result<Next> {
        if let Some(returned) = self.rows.with_typed() {
            self.compare(returned, cx)?;
        }
        self.rows.end_typing(cx.env);
        Ok(Next::Stay)
    }

    fn compare(&mut self, returned: Returned, cx: &Cx<'_>) -> Result<()> {
        let comparison = Comparison::of(returned, cx.store, cx.env.today)?;
        self.rows.compare_again(comparison, cx.env);
        Ok(())
    }

    /// The rows that were not taken, each with its reason.
    fn left(&self, env: &Env) -> Option<Pick> {
        let lang = env.lang;
        let rows = self.rows.comparison.rows.iter().enumerate();
        let items = rows.filter_map(|(at, row)| {
            let outcome = self.rows.outcome(at);
            let why = match outcome {
                RowOutcome::Problem => self.rows.reason(at, lang)?,
                RowOutcome::Conflict => messages::outcome(outcome, lang).to_owned(),
                _ => return None,
            };
            let label = format!("{} {}", messages::place(row, lang), safe(&row.code));
            Some(PickItem::with_detail(label, why, Next::Stay))
        });
        let items: Vec<PickItem> = items.collect();
        let title = not_taken(items.len(), lang);
        (!items.is_empty()).then(|| Pick::new(title, items))
    }
}

/// "3 dòng không nhận".
fn not_taken(n: usize, lang: Lang) -> String {
    let n = dates::rows(n, lang);
    lang.pick(format!("{n} không nhận"), format!("{n} not taken"))
}

impl Layer for ProgressView {
    fn placement(&self) -> Placement<'_> {
        Placement::Screen
    }

    fn context(&self) -> KeyContext {
        match self.rows.typing {
            Some(_) => KeyContext::ImportCell,
            None => KeyContext::UnitSheet,
        }
    }

    fn footer(&self) -> Footer {
        if self.rows.typing.is_some() {
            return Footer::of(&[Action::Accept, Action::Back]);
        }
        Footer {
            actions: &[
                Action::Accept,
                Action::Choice(0),
                Action::Withdraw,
                Action::Edit,
                Action::NextTab,
                Action::Filter,
                Action::Back,
            ],
            always: &[Action::Accept, Action::Back],
        }
    }

    fn offers(&self, action: Action, _env: &Env) -> bool {
        match action {
            Action::Edit => self.rows.row().is_some_and(|(_, row)| row.number.is_some()),
            Action::Choice(_) => self.rows.row().is_some_and(|(_, row)| row.is_in_conflict()),
            Action::Withdraw => self.rows.row().is_some_and(|(_, row)| row.has_changes()),
            _ => true,
        }
    }

    fn label(&self, action: Action) -> Option<Bi> {
        let left_out = self
            .rows
            .row()
            .is_some_and(|(_, row)| self.rows.decisions.skips(row));
        (action == Action::Withdraw && left_out).then_some(bi("lấy lại", "take in"))
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        let env = cx.env;
        if let Some(typing) = &mut self.rows.typing {
            match action {
                Action::Accept => return self.correct(cx),
                Action::Back => self.rows.end_typing(env),
                _ => typing.editor.act(action),
            }
            return Ok(Next::Stay);
        }
        match action {
            Action::Edit => {
                let cells = self.rows.cells(env.lang);
                return Ok(cells.map_or(Next::Stay, |cells| Next::Open(Request::Pick(cells))));
            }
            Action::Back => return Ok(leave_import(self.rows.has_decided(), env)),
            Action::Accept => return Ok(self.ask(env)),
            Action::Filter => return Ok(Next::Open(Request::Pick(self.filters(env)))),
            Action::Withdraw => self.rows.leave_out(env),
            Action::NextTab => self.rows.step_open(true, env),
            Action::PreviousTab => self.rows.step_open(false, env),
            Action::Choice(number) => self.rows.choose(number, env),
            _ => self.rows.shown.step(action, areas(env).page()),
        }
        Ok(Next::Stay)
    }

    fn text(&mut self) -> Option<&mut Editor> {
        self.rows.typing.as_mut().map(|typing| &mut typing.editor)
    }

    fn unsaved(&self) -> Unsaved<'_> {
        match self.rows.has_decided() {
            true => Unsaved::Lost,
            false => Unsaved::Nothing,
        }
    }

    fn reply(&mut self, reply: Reply, cx: &Cx<'_>) -> Result<Next> {
        match reply {
            Reply::Import(ImportReply::Leave) => return Ok(Next::Close),
            Reply::Import(ImportReply::Import) => {
                return Ok(Next::apply(self.rows.changes.changes.clone()));
            }
            Reply::Import(ImportReply::Cell(at)) => self.rows.type_cell(at),
            Reply::Import(ImportReply::Show(letter)) => {
                let mut known = SHOWN.iter();
                let show = known.find(|(known, _)| Some(*known) == letter);
                self.rows.show = show.map_or(RowFilter::All, |(_, show)| *show);
                self.rows.decide(cx.env);
            }
            _ => {}
        }
        Ok(Next::Stay)
    }

    fn saved(&mut self, _: &Saved, cx: &Cx<'_>) -> Result<Next> {
        let lang = cx.env.lang;
        let n = dates::rows(self.rows.changes.rows.len(), lang);
        let (unit, left) = (
            &self.rows.comparison.returned.id.unit_name,
            self.left(cx.env),
        );
        let mut text = lang.pick(
            format!("Đã nhận {n} của {unit}"),
            format!("Took over {n} from {unit}"),
        );
        if let Some(left) = &left {
            text.push_str("; ");
            text.push_str(&not_taken(left.items.len(), lang));
        }
        Ok(end_import(text, left, cx.env))
    }

    fn reload(&mut self, news: &News<'_>, cx: &Cx<'_>) -> Result<Next> {
        match news {
            News::Resized => self.rows.shown.keep_cursor_visible(areas(cx.env).page()),
            News::Saved(_) | News::Reverted(_) | News::Changed | News::Outdated => {
                let returned = self.rows.comparison.returned.clone();
                self.compare(returned, cx)?;
            }
            _ => {}
        }
        Ok(Next::Stay)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env) {
        draw::draw(canvas, &self.rows, env);
    }
}
