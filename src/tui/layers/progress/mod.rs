//! The sheet of a unit that came back: what the unit has changed, beside what was sent and what the plan
//! says now. Nothing is written before the last key.

mod draw;

use super::layer::{
    Cx, Footer, ImportReply, Item, Layer, Look, Message, News, Next, Pick, Question, Reply,
    Request, Unsaved,
};
use crate::present::lang::{Bi, Lang, bi};
use crate::present::text::safe;
use crate::progress::act::{Act, Choice, Decisions, Verdict, Why};
use crate::progress::compare::{ComparedRow, Comparison};
use crate::progress::{read, words};
use crate::sheets::workbook::Workbook;
use crate::store::Result;
use crate::tui::actions::Action;
use crate::tui::command::Saved;
use crate::tui::env::Env;
use crate::tui::keys::Context;
use crate::tui::widgets::scroll::{paged, step};
use ratatui::Frame as Canvas;

/// Which rows are in sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Show {
    /// All in which the unit has changed something, or something is wrong.
    Touched,
    All,
    Only(Verdict),
}

/// The letters by which a list to choose from names what is to be shown.
const SHOWN: [(char, Show); 6] = [
    ('*', Show::Touched),
    ('~', Show::Only(Verdict::Taken)),
    ('!', Show::Only(Verdict::Conflict)),
    ('?', Show::Only(Verdict::Problem)),
    ('–', Show::Only(Verdict::LeftOut)),
    ('=', Show::Only(Verdict::Same)),
];

#[derive(Debug)]
pub(super) struct ProgressView {
    /// The file's name.
    name: String,
    comparison: Comparison,
    decisions: Decisions,
    /// What taking it comes to, as it is decided now.
    act: Act,
    show: Show,
    /// The rows in sight, by their places.
    shown: Vec<usize>,
    /// The row under the cursor, and the first one on the screen, of those in sight.
    cursor: usize,
    top: usize,
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
        Err(why) => return Ok(Err(format!("{name}: {}.", words::broken(&why, lang)))),
    };
    let comparison = Comparison::of(returned, cx.store, cx.env.today)?;
    if let Some(why) = comparison.foreign {
        let why = words::foreign(why, comparison.plan_year, lang);
        return Ok(Err(format!("{name}: {why}.")));
    }
    let mut view = ProgressView {
        name: safe(name).into_owned(),
        comparison,
        decisions: Decisions::default(),
        act: Act::default(),
        show: Show::Touched,
        shown: Vec::new(),
        cursor: 0,
        top: 0,
    };
    view.decide(cx.env);
    Ok(Ok(view))
}

impl ProgressView {
    fn row(&self) -> Option<(usize, &ComparedRow)> {
        let at = *self.shown.get(self.cursor)?;
        Some((at, self.comparison.rows.get(at)?))
    }

    /// What becomes of a row, a rule that forbids it included.
    fn verdict(&self, at: usize) -> Verdict {
        match self.comparison.rows.get(at) {
            Some(_) if self.refusal(at).is_some() => Verdict::Problem,
            Some(row) => self.comparison.verdict(row, &self.decisions),
            None => Verdict::Same,
        }
    }

    fn refusal(&self, at: usize) -> Option<&Why> {
        let mut refused = self.act.refused.iter();
        refused.find(|(of, _)| *of == at).map(|(_, why)| why)
    }

    /// Why a row is not taken.
    fn reason(&self, at: usize, lang: Lang) -> Option<String> {
        let refused = self.refusal(at).map(|why| words::refused(why, lang));
        let problem = self
            .comparison
            .rows
            .get(at)
            .and_then(|row| row.problem.as_ref());
        refused.or_else(|| problem.map(|why| words::problem(why, lang)))
    }

    fn count(&self, verdict: Verdict) -> usize {
        let rows = 0..self.comparison.rows.len();
        rows.filter(|at| self.verdict(*at) == verdict).count()
    }

    /// Works out what is taken by what is decided now.
    fn decide(&mut self, env: &Env) {
        self.act = self.comparison.act(&self.decisions, env.today);
        let here = self.row().map(|(at, _)| at);
        let rows = 0..self.comparison.rows.len();
        let shown = rows.filter(|at| match self.show {
            Show::All => true,
            Show::Touched => self.verdict(*at) != Verdict::Same,
            Show::Only(verdict) => self.verdict(*at) == verdict,
        });
        self.shown = shown.collect();
        let at = self.shown.iter().position(|at| Some(*at) >= here);
        self.cursor = at.unwrap_or_default();
        self.settle(env);
    }

    fn settle(&mut self, env: &Env) {
        let rows = draw::rows_shown(env);
        self.cursor = self.cursor.min(self.shown.len().saturating_sub(1));
        self.top = paged(self.top, self.cursor, rows, self.shown.len());
    }

    /// Goes to the next row that waits for a decision or cannot be taken; round at the end.
    fn step_open(&mut self, forward: bool, env: &Env) {
        let len = self.shown.len();
        let is_open = |place: &usize| {
            let verdict = self.shown.get(*place).map(|at| self.verdict(*at));
            matches!(verdict, Some(Verdict::Conflict | Verdict::Problem))
        };
        let after = (self.cursor + 1..len).chain(0..self.cursor);
        let found = match forward {
            true => after.into_iter().find(is_open),
            false => (0..self.cursor)
                .rev()
                .chain((self.cursor..len).rev())
                .find(is_open),
        };
        self.cursor = found.unwrap_or(self.cursor);
        self.settle(env);
    }

    /// Whose values hold in the row under the cursor, where both have changed it.
    fn choose(&mut self, number: u8, env: &Env) {
        let row = self.row().filter(|(_, row)| row.is_in_conflict());
        let Some(row) = row.and_then(|(_, row)| row.number) else {
            return;
        };
        let choice = match number {
            1 => Choice::Theirs,
            2 => Choice::Ours,
            _ => return,
        };
        self.decisions.rows.insert(row, choice);
        self.decide(env);
    }

    fn leave_out(&mut self, env: &Env) {
        let row = self.row().filter(|(_, row)| row.changes());
        if let Some(number) = row.and_then(|(_, row)| row.number) {
            let not_taken = &mut self.decisions.not_taken;
            if !not_taken.remove(&number) {
                not_taken.insert(number);
            }
            self.decide(env);
        }
    }

    fn filters(&self, env: &Env) -> Pick {
        let lang = env.lang;
        let item = |letter, name: &str, n: usize| {
            let show = Next::Reply(Reply::Import(ImportReply::Show(letter)));
            Item::with(name, n.to_string(), show)
        };
        let all = self.comparison.rows.len();
        let touched = all - self.count(Verdict::Same);
        let mut items = vec![
            item(
                Some('*'),
                lang.pick("dòng có thay đổi", "rows with changes"),
                touched,
            ),
            item(None, lang.pick("tất cả", "all"), all),
        ];
        for (letter, show) in SHOWN {
            if let Show::Only(verdict) = show {
                let n = self.count(verdict);
                items.extend((n > 0).then(|| item(Some(letter), words::verdict(verdict, lang), n)));
            }
        }
        Pick::new(lang.pick("Chỉ xem", "Show only"), items)
    }

    /// Asks first where rows are not taken.
    fn ask(&self, env: &Env) -> Next {
        let lang = env.lang;
        let n = self.act.rows.len();
        let (waiting, wrong) = (self.count(Verdict::Conflict), self.count(Verdict::Problem));
        if n == 0 {
            return Next::notify(lang.pick(
                "Không có gì để nhận: không dòng nào có thay đổi mới.",
                "Nothing to take over: no row has a new change.",
            ));
        }
        if waiting + wrong == 0 {
            return Next::apply(self.act.changes.clone());
        }
        let text = lang.pick(
            format!(
                "{waiting} dòng chờ quyết định, {wrong} dòng không nhận: để nguyên. Nhận {n} dòng?"
            ),
            format!(
                "{waiting} rows to be decided, {wrong} not taken: left as they are. Take {n} rows?"
            ),
        );
        let take = Next::Reply(Reply::Import(ImportReply::Import));
        Next::Open(Request::Confirm(Question::new(text, take, lang)))
    }

    fn has_decided(&self) -> bool {
        self.decisions != Decisions::default()
    }

    /// Asks before decisions are lost.
    fn leave(&self, env: &Env) -> Next {
        if !self.has_decided() {
            return Next::Close;
        }
        let lang = env.lang;
        let text = lang.pick(
            "Thôi nhập, bỏ những lựa chọn vừa làm?",
            "Leave without importing, and lose your choices?",
        );
        Next::Open(Request::Confirm(Question {
            answers: lang.pick(["bỏ", "xem tiếp"], ["leave", "stay"]),
            careful: true,
            ..Question::new(text, Next::Reply(Reply::Discard), lang)
        }))
    }

    /// The rows that were not taken, each with its reason.
    fn left(&self, env: &Env) -> Option<Pick> {
        let lang = env.lang;
        let rows = self.comparison.rows.iter().enumerate();
        let items = rows.filter_map(|(at, row)| {
            let verdict = self.verdict(at);
            let why = match verdict {
                Verdict::Problem => self.reason(at, lang)?,
                Verdict::Conflict => words::verdict(verdict, lang).to_owned(),
                _ => return None,
            };
            let label = format!("{} {}", draw::place(row, lang), safe(&row.code));
            Some(Item::with(label, why, Next::Stay))
        });
        let items: Vec<Item> = items.collect();
        let title = lang.pick(
            format!("{} dòng không nhận", items.len()),
            format!("{} rows not taken", items.len()),
        );
        (!items.is_empty()).then(|| Pick::new(title, items))
    }
}

impl Layer for ProgressView {
    fn look(&self) -> Look<'_> {
        Look::Screen
    }

    fn context(&self) -> Context {
        Context::Import
    }

    fn footer(&self) -> Footer {
        Footer {
            actions: &[
                Action::Accept,
                Action::Choice(0),
                Action::Withdraw,
                Action::NextTab,
                Action::Filter,
                Action::Back,
            ],
            always: &[Action::Back],
        }
    }

    fn offers(&self, action: Action, _env: &Env) -> bool {
        match action {
            Action::Edit | Action::Columns => false,
            Action::Choice(_) => self.row().is_some_and(|(_, row)| row.is_in_conflict()),
            Action::Withdraw => self.row().is_some_and(|(_, row)| row.changes()),
            _ => true,
        }
    }

    fn label(&self, action: Action) -> Option<Bi> {
        let left_out = self
            .row()
            .is_some_and(|(_, row)| self.decisions.leaves_out(row));
        match action {
            Action::Accept => Some(bi("nhận", "take over")),
            Action::NextTab => Some(bi("dòng cần xem", "next open")),
            Action::Withdraw if left_out => Some(bi("lấy lại", "take in")),
            _ => None,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        let env = cx.env;
        match action {
            Action::Back => return Ok(self.leave(env)),
            Action::Accept => return Ok(self.ask(env)),
            Action::Filter => return Ok(Next::Open(Request::Pick(self.filters(env)))),
            Action::Withdraw => self.leave_out(env),
            Action::NextTab => self.step_open(true, env),
            Action::PreviousTab => self.step_open(false, env),
            Action::Choice(number) => self.choose(number, env),
            _ => {
                let last = self.shown.len().saturating_sub(1);
                self.cursor = step(self.cursor, action, draw::rows_shown(env), last);
                self.settle(env);
            }
        }
        Ok(Next::Stay)
    }

    fn unsaved(&self) -> Unsaved<'_> {
        match self.has_decided() {
            true => Unsaved::Lost,
            false => Unsaved::Nothing,
        }
    }

    fn reply(&mut self, reply: Reply, cx: &Cx<'_>) -> Result<Next> {
        match reply {
            Reply::Discard => return Ok(Next::Close),
            Reply::Import(ImportReply::Import) => return Ok(Next::apply(self.act.changes.clone())),
            Reply::Import(ImportReply::Show(letter)) => {
                let mut known = SHOWN.iter();
                let show = known.find(|(known, _)| Some(*known) == letter);
                self.show = show.map_or(Show::All, |(_, show)| *show);
                self.decide(cx.env);
            }
            _ => {}
        }
        Ok(Next::Stay)
    }

    fn saved(&mut self, _: &Saved, cx: &Cx<'_>) -> Result<Next> {
        let (lang, n) = (cx.env.lang, self.act.rows.len());
        let (unit, left) = (
            &self.comparison.returned.marker.unit_name,
            self.left(cx.env),
        );
        let mut text = lang.pick(
            format!("Đã nhận {n} dòng của {unit}"),
            format!("Took over {n} rows from {unit}"),
        );
        if let Some(left) = &left {
            let n = left.items.len();
            text.push_str(&lang.pick(
                format!("; {n} dòng không nhận"),
                format!("; {n} rows not taken"),
            ));
        }
        let key = cx.env.key(Context::Tasks, Action::Undo);
        let way_back = lang.pick(
            format!("{key} để hoàn tác tất cả"),
            format!("{key} to undo all of it"),
        );
        let said = Next::Say(Message::with_way_back(text, way_back));
        let list = left.map_or(Next::Stay, |left| Next::Open(Request::Pick(left)));
        Ok(Next::Close.then(list).then(said))
    }

    fn reload(&mut self, news: &News<'_>, cx: &Cx<'_>) -> Result<Next> {
        match news {
            News::Resized => self.settle(cx.env),
            News::Saved(_) | News::Reverted(_) | News::Changed | News::Overtaken => {
                let returned = self.comparison.returned.clone();
                self.comparison = Comparison::of(returned, cx.store, cx.env.today)?;
                self.decide(cx.env);
            }
            _ => {}
        }
        Ok(Next::Stay)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env) {
        draw::draw(canvas, self, env);
    }
}
