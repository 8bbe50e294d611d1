//! The table of `cchc list`: the columns that the screen has too, and a last line with counts.

use super::context::Context;
use super::list::each;
use super::output::{Out, Style};
use crate::domain::query::Query;
use crate::domain::task::{State, TaskRow};
use crate::domain::timeliness::Timeliness;
use crate::error::{AppError, Say};
use crate::present::columns::{COLUMNS, Column, fit};
use crate::present::dates;
use crate::present::lang::Lang;
use crate::present::text::pad;

/// Prints the rows of a query.
pub fn print(
    context: &Context,
    query: &Query,
    limit: Option<usize>,
    out: &mut Out,
) -> Result<(), AppError> {
    let layout = Layout::new(out.width);
    let titles = layout.titles(context.lang);
    let titles = out.paint(Style::Bold, titles.trim_end());
    let mut counts = Counts::default();
    let mut head = Some(titles);
    let more = each(context, query, limit, |row| {
        if let Some(titles) = head.take() {
            out.write(&format!("{titles}\n"))?;
        }
        let timeliness = counts.add(row, context);
        let line =
            layout.line(|column, width| column.text(row, width, context.row_cx).into_owned());
        let painted = out.paint(style(row, timeliness), line.trim_end());
        out.write(&format!("{painted}\n"))
    })?;
    let all = if more {
        Some(all_but_dropped(context, query)?)
    } else {
        None
    };
    if counts.shown == 0 && is_empty(context)? {
        return out.line(context.lang.pick(
            "Kế hoạch chưa có nhiệm vụ nào. Thêm: cchc add --section 2.1 \"Tên nhiệm vụ\"",
            "The plan has no tasks yet. Add one: cchc add --section 2.1 \"Title\"",
        ));
    }
    out.line(&counts.sentence(all, context.lang))
}

/// How many tasks a query has; dropped ones are counted apart, here as everywhere.
fn all_but_dropped(context: &Context, query: &Query) -> Result<i64, AppError> {
    let count = |query: &Query| context.store.count(query).say(context.lang);
    let all = count(query)?;
    let states = &query.states;
    let listed = states.is_empty() || states.contains(&State::Dropped);
    if !listed || all > crate::store::COUNT_CAP {
        return Ok(all);
    }
    let dropped = Query {
        states: vec![State::Dropped],
        ..query.clone()
    };
    Ok(all - count(&dropped)?)
}

/// Whether the plan holds no task at all.
fn is_empty(context: &Context) -> Result<bool, AppError> {
    let all = Query::all(context.plan.id, context.today, &context.plan.settings);
    Ok(context.store.count(&all).say(context.lang)? == 0)
}

/// How a row stands out.
pub fn style(row: &TaskRow, timeliness: Timeliness) -> Style {
    match (timeliness, row.state) {
        (Timeliness::Overdue, _) => Style::Red,
        (Timeliness::DueSoon, _) => Style::Yellow,
        (_, State::Done | State::Paused | State::Dropped) => Style::Dim,
        _ => Style::Plain,
    }
}

/// The columns that fit, each with its width.
pub struct Layout(Vec<(Column, usize)>);

impl Layout {
    /// What fits on a line of this width.
    pub fn new(width: usize) -> Self {
        Self(fit(width, 0))
    }

    /// The columns' titles.
    pub fn titles(&self, lang: Lang) -> String {
        self.line(|column, _| {
            let row = COLUMNS.iter().find(|row| row.column == column);
            row.map(|row| row.title.get(lang).to_owned())
                .unwrap_or_default()
        })
    }

    /// A line of cells, each with a blank behind it.
    pub fn line(&self, text: impl Fn(Column, usize) -> String) -> String {
        let cells = self.0.iter();
        let cells = cells.map(|(column, width)| pad(&text(*column, *width), *width));
        cells.collect::<Vec<_>>().join(" ")
    }
}

/// What the last line of a table counts.
#[derive(Default)]
struct Counts {
    shown: i64,
    dropped: i64,
    done: i64,
    overdue: i64,
    soon: i64,
}

impl Counts {
    fn add(&mut self, row: &TaskRow, context: &Context) -> Timeliness {
        let timeliness = row.timeliness(context.today, context.row_cx.soon_days);
        self.shown += 1;
        self.dropped += i64::from(row.state == State::Dropped);
        self.done += i64::from(row.state == State::Done);
        self.overdue += i64::from(timeliness == Timeliness::Overdue);
        self.soon += i64::from(timeliness == Timeliness::DueSoon);
        timeliness
    }

    fn sentence(&self, all: Option<i64>, lang: Lang) -> String {
        let number = |n: i64| dates::number(n, lang);
        let of = match all {
            Some(all) if all > crate::store::COUNT_CAP => lang.pick(
                format!(" trong hơn {}", number(all - 1)),
                format!(" of more than {}", number(all - 1)),
            ),
            Some(all) => lang.pick(
                format!(" trong {}", number(all)),
                format!(" of {}", number(all)),
            ),
            None => String::new(),
        };
        let (shown, done) = (number(self.shown - self.dropped), number(self.done));
        let (overdue, soon) = (number(self.overdue), number(self.soon));
        let dropped = match self.dropped {
            0 => String::new(),
            n => lang.pick(
                format!(" · ngoài ra {} bãi bỏ", number(n)),
                format!(" · and {} dropped", number(n)),
            ),
        };
        match (lang, self.shown) {
            (Lang::Vi, 0) => "Không tìm thấy nhiệm vụ nào.".to_owned(),
            (Lang::En, 0) => "No matching tasks.".to_owned(),
            (Lang::Vi, _) => format!(
                "{shown}{of} nhiệm vụ · {done} hoàn thành · {overdue} quá hạn · {soon} sắp đến hạn{dropped}"
            ),
            (Lang::En, n) => {
                let tasks = if n - self.dropped == 1 && all.is_none() {
                    "task"
                } else {
                    "tasks"
                };
                format!(
                    "{shown}{of} {tasks} · {done} completed · {overdue} overdue · {soon} due soon{dropped}"
                )
            }
        }
    }
}
