//! What a unit is reminded of, as the message that is copied for it; saved as the office's letter.

use super::layer::{Cx, Footer, FormRequest, Layer, Message, News, Next, Placement, Request};
use crate::domain::ids::UnitId;
use crate::present::messages::report::{
    copied, letter_stem, nobody_to_remind, nothing_due, paste_hint,
};
use crate::present::names::unit_name;
use crate::present::text::{cut, pad, safe, width, wrap};
use crate::report::reminder::{Reminder, ReminderScope};
use crate::store::Result;
use crate::tui::actions::{Action, KeyContext};
use crate::tui::command::Command;
use crate::tui::env::Env;
use crate::tui::widgets::paint::{line, rows_of};
use crate::tui::widgets::scroll::step;
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::rc::Rc;

/// Lines become no longer than this, for the eye's sake.
const WIDEST: usize = 100;
/// How far the rows of a task stand from its number.
const HANG: usize = 3;

#[derive(Debug)]
pub(super) struct ReminderView {
    reminder: Reminder,
    /// The message in lines of the screen's width.
    lines: Vec<String>,
    /// The first line on the screen.
    top: usize,
}

/// Reads what a unit leads; a message where there is nothing to remind of.
pub(super) fn open(unit: UnitId, cx: &Cx<'_>) -> Result<std::result::Result<ReminderView, String>> {
    let lang = cx.env.lang;
    let Some(unit) = cx.env.unit(unit) else {
        return Ok(Err(nobody_to_remind(lang).to_owned()));
    };
    let reminder = Reminder::read(cx.store, unit, &ReminderScope::Standing, cx.env.today)?;
    if reminder.is_empty() {
        let days = cx.env.plan.settings.soon_days;
        return Ok(Err(nothing_due(&unit.name, days, lang)));
    }
    let mut view = ReminderView {
        reminder,
        lines: Vec::new(),
        top: 0,
    };
    view.lay_out(cx.env);
    Ok(Ok(view))
}

impl ReminderView {
    fn lay_out(&mut self, env: &Env) {
        let columns = usize::from(env.size.0).saturating_sub(2).clamp(1, WIDEST);
        let text = self.reminder.text(env.lang);
        self.lines = text.lines().flat_map(|line| hang(line, columns)).collect();
        self.top = self.top.min(self.last_top(env));
    }

    fn last_top(&self, env: &Env) -> usize {
        self.lines.len().saturating_sub(rows(env))
    }

    fn copy(&self, env: &Env) -> Next {
        let text = self.reminder.text(env.lang);
        let save = env.key(KeyContext::Notice, Action::Save);
        let message = copied(text.lines().count(), true, env.lang);
        let message = Message::with_hint(message, paste_hint(&save, env.lang));
        Next::Do(Command::Copy(text)).then(Next::Notify(message))
    }

    fn save(&self, env: &Env) -> Next {
        let unit = &self.reminder.unit.abbreviation;
        Next::Open(Request::Form(FormRequest::SaveAs {
            stem: letter_stem(unit, env.today, env.lang),
            document: Rc::new(self.reminder.letter(env.lang)),
        }))
    }
}

/// A line of the message in rows: those of a task and its note begin below each other.
fn hang(text: &str, columns: usize) -> Vec<String> {
    let is_task = text.starts_with(|c: char| c.is_ascii_digit() || c == ' ');
    if !is_task || columns < 2 * HANG {
        return wrap(&safe(text), columns);
    }
    let (front, rest) = text.split_once(' ').unwrap_or(("", text));
    let rows = wrap(&safe(rest.trim_start()), columns - HANG);
    let rows = rows.into_iter().enumerate().map(|(nth, row)| {
        let front = if nth == 0 { front } else { "" };
        format!("{}{row}", pad(front, HANG))
    });
    rows.collect()
}

/// How many lines of the message the screen shows; the first line says whose it is.
fn rows(env: &Env) -> usize {
    env.layout().body_rows().saturating_sub(1).max(1)
}

impl Layer for ReminderView {
    fn placement(&self) -> Placement<'_> {
        Placement::Screen
    }

    fn context(&self) -> KeyContext {
        KeyContext::Notice
    }

    fn footer(&self) -> Footer {
        Footer::of(&[
            Action::Copy,
            Action::Save,
            Action::Back,
            Action::PageDown,
            Action::Quit,
        ])
    }

    fn offers(&self, action: Action, _env: &Env) -> bool {
        !matches!(
            action,
            Action::Annexes | Action::NextTab | Action::PreviousTab
        )
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        let env = cx.env;
        Ok(match action {
            Action::Back => Next::Close,
            Action::Copy => self.copy(env),
            Action::Save => self.save(env),
            Action::Report => Next::Close.then(Next::Act(Action::Report)),
            _ => {
                self.top = step(self.top, action, rows(env), self.last_top(env));
                Next::Stay
            }
        })
    }

    fn reload(&mut self, news: &News<'_>, cx: &Cx<'_>) -> Result<Next> {
        match news {
            News::Resized | News::Language => self.lay_out(cx.env),
            News::Saved(_) | News::Reverted(_) | News::Changed => {
                match open(self.reminder.unit.id, cx)? {
                    Ok(now) => {
                        self.reminder = now.reminder;
                        self.lay_out(cx.env);
                    }
                    Err(text) => return Ok(Next::Close.then(Next::notify(text))),
                }
            }
            _ => {}
        }
        Ok(Next::Stay)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env) {
        let body = env.layout().body;
        let columns = usize::from(body.width);
        let bar = Rect { height: 1, ..body };
        let last = (self.top + rows(env)).min(self.lines.len());
        let right = format!("{}–{last}/{} ", self.top + 1, self.lines.len());
        let unit = unit_name(&self.reminder.unit, env.lang);
        let left = env
            .lang
            .pick(format!(" Đôn đốc {unit}"), format!(" Reminder: {unit}"));
        let room = columns.saturating_sub(width(&right) + 1);
        let left = pad(&cut(&left, room), room + 1);
        line(
            canvas,
            bar,
            [(left, env.theme.strong()), (right, env.theme.dim())],
        );
        let text = Rect {
            y: body.y + 1,
            height: body.height.saturating_sub(1),
            ..body
        };
        for (row, words) in rows_of(text).zip(self.lines.iter().skip(self.top)) {
            line(canvas, row, [(format!(" {words}"), Style::new())]);
        }
    }
}
