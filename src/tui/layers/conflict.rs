//! What somebody else has replaced meanwhile, beside what the person wants; the person decides.

use super::layer::{Cx, Footer, Layer, Next, Reply};
use crate::domain::conflict::{Clash, Conflict};
use crate::present::messages::{conflict, labels};
use crate::present::text::{cut, wrap};
use crate::store::Result;
use crate::tui::actions::{Action, KeyContext};
use crate::tui::env::Env;
use crate::tui::widgets::dialog::TextDialog;
use crate::tui::widgets::paint::StyledLine;
use ratatui::Frame as Canvas;
use ratatui::style::Style;

const COLUMNS: u16 = 90;

#[derive(Debug)]
pub(super) struct ConflictLayer {
    conflicts: Vec<Conflict>,
    /// Whether the layer below can still write its own.
    unsaved: bool,
    top: usize,
}

impl ConflictLayer {
    pub(super) fn new(conflicts: Vec<Conflict>, unsaved: bool) -> Self {
        Self {
            conflicts,
            unsaved,
            top: 0,
        }
    }

    fn dialog(&self, env: &Env) -> TextDialog {
        TextDialog::new(&env.layout(), COLUMNS, |columns| self.lines(env, columns))
    }

    fn lines(&self, env: &Env, columns: usize) -> Vec<StyledLine> {
        let mut lines = Vec::new();
        for conflict in &self.conflicts {
            if let Some(task) = &conflict.task {
                let title = format!("{} {}", task.row.code, task.row.title);
                let title = format!(" {}", cut(&title, columns));
                lines.push(vec![(title, env.theme.strong())]);
            }
            for clash in &conflict.clashes {
                lines.extend(values(clash, env, columns));
            }
        }
        lines
    }
}

impl Layer for ConflictLayer {
    fn context(&self) -> KeyContext {
        KeyContext::Conflict
    }

    fn footer(&self) -> Footer {
        Footer::of(&[Action::Save, Action::Back, Action::Open, Action::Down])
    }

    fn offers(&self, action: Action, _env: &Env) -> bool {
        self.unsaved || !matches!(action, Action::Save | Action::Open)
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        Ok(match action {
            Action::Open => Next::Close,
            Action::Save => Next::Close.then(Next::Reply(Reply::Save)),
            Action::Back => Next::Close.then(Next::Reply(Reply::Discard)),
            _ => {
                self.top = self.dialog(cx.env).scroll(self.top, action);
                Next::Stay
            }
        })
    }

    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env) {
        let title = env.lang.pick(
            "Người khác vừa sửa · chưa lưu",
            "Changed by someone else · not saved",
        );
        self.dialog(env).draw(canvas, title, self.top, env.theme);
    }
}

/// Of one part: theirs with its writer, then one's own.
fn values(clash: &Clash, env: &Env, columns: usize) -> Vec<StyledLine> {
    let lang = env.lang;
    let field = labels::field(clash.field).get(lang);
    let (mine, theirs) = conflict::where_they_differ(
        &conflict::shown(&clash.mine, lang),
        &conflict::shown(&clash.theirs, lang),
    );
    let who = conflict::by(clash.by.as_ref(), lang);
    let own = lang.pick("của bạn, chưa lưu", "yours, not saved");
    let mut lines = Vec::new();
    for (head, text) in [(who.as_str(), theirs), (own, mine)] {
        let head = format!("{field} · {head}");
        for line in wrap(&head, columns) {
            lines.push(vec![(format!(" {line}"), env.theme.dim())]);
        }
        let wrapped = wrap(&text, columns.saturating_sub(2).max(1));
        lines.extend(
            wrapped
                .into_iter()
                .map(|line| vec![(format!("   {line}"), Style::new())]),
        );
    }
    lines
}
