//! What has changed: rows of the journal in words, the newest first, since a visit, a review or a day,
//! of everybody or of one person, unit, area or task, in groups by one of these. Enter opens the task.

mod choices;
mod draw;
mod groups;
mod layout;
mod list;

pub(super) use list::Changes;

use super::layer::{ChangesFilter, Cx, Footer, Layer, News, Next, Placement, Reply, Request};
use crate::present::lang::{Bi, bi};
use crate::store::Result;
use crate::tui::actions::{Action, KeyContext};
use crate::tui::env::Env;
use crate::tui::toggle_done::Toggled;
use ratatui::Frame as Canvas;

impl Changes {
    fn open_task(&self, env: &Env) -> Next {
        match self.chosen().map(|entry| entry.task.as_ref()) {
            Some(Some((task, _))) => Next::Open(Request::Detail(*task, Toggled::default())),
            Some(None) => Next::notify(env.lang.pick(
                "Thay đổi này không thuộc nhiệm vụ nào.",
                "This change belongs to no task.",
            )),
            None => Next::Stay,
        }
    }
}

impl Layer for Changes {
    fn placement(&self) -> Placement<'_> {
        Placement::Screen
    }

    fn context(&self) -> KeyContext {
        KeyContext::Changes
    }

    fn footer(&self) -> Footer {
        Footer::of(&[
            Action::Open,
            Action::Right,
            Action::NextTab,
            Action::Filter,
            Action::Since,
            Action::Undone,
            Action::Back,
            Action::Undo,
            Action::PageDown,
            Action::Quit,
        ])
    }

    fn offers(&self, action: Action, _env: &Env) -> bool {
        action != Action::Open || !self.entries.is_empty()
    }

    fn label(&self, action: Action) -> Option<Bi> {
        match (action, self.query.standing) {
            (Action::Undone, true) => Some(bi("hiện đã hoàn tác", "show undone")),
            (Action::Undone, false) => Some(bi("ẩn đã hoàn tác", "hide undone")),
            (Action::Back, _) if self.is_narrowed() => Some(bi("bỏ lọc", "clear filter")),
            _ => None,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        match action {
            Action::Back if self.is_narrowed() => self.set_filter(ChangesFilter::Nothing, cx)?,
            Action::Back => return Ok(Next::Close),
            Action::Open => return Ok(self.open_task(cx.env)),
            Action::Report | Action::Review => return Ok(Next::Pass),
            Action::NextTab => self.group(false, cx)?,
            Action::PreviousTab => self.group(true, cx)?,
            Action::Left => self.step_start(false, cx)?,
            Action::Right => self.step_start(true, cx)?,
            Action::Since => return Ok(Next::Open(Request::Pick(self.days(cx.env)))),
            Action::Filter => return Ok(Next::Open(Request::Pick(self.filters(cx)?))),
            Action::Undone => {
                self.query.standing = !self.query.standing;
                self.reload_rows(cx)?;
            }
            _ => self.move_by(action, cx)?,
        }
        Ok(Next::Stay)
    }

    fn reply(&mut self, reply: Reply, cx: &Cx<'_>) -> Result<Next> {
        match reply {
            Reply::Since(start) => {
                self.start = start;
                self.read(cx)?;
            }
            Reply::Changes(of) => self.set_filter(of, cx)?,
            _ => {}
        }
        Ok(Next::Stay)
    }

    fn reload(&mut self, news: &News<'_>, cx: &Cx<'_>) -> Result<Next> {
        match news {
            News::Saved(_) | News::Reverted(_) | News::Changed | News::Outdated if cx.covered => {
                self.stale = true;
            }
            News::Saved(_) | News::Reverted(_) | News::Changed | News::Outdated => {
                self.reload_rows(cx)?;
            }
            News::Uncovered if self.stale => self.reload_rows(cx)?,
            News::Resized => self.keep_cursor_visible(cx.env),
            News::Idle => self.read_page(cx)?,
            _ => {}
        }
        Ok(Next::Stay)
    }

    fn shows(&mut self, request: &Request, _env: &Env) -> bool {
        matches!(request, Request::Changes)
    }

    fn only_moves(&self, action: Option<Action>) -> bool {
        action.is_some_and(Action::moves)
    }

    fn has_deferred(&self) -> bool {
        self.wants_more()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env) {
        self.draw_all(canvas, env);
    }
}
