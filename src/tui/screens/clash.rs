//! What somebody else has replaced meanwhile, beside what the person wants; the person decides.

use crate::domain::conflict::{Clash as Difference, Conflict};
use crate::present::messages::{conflict, labels};
use crate::present::text::{cut, wrap};
use crate::tui::env::Env;
use crate::tui::input::action::Action;
use crate::tui::widgets::dialog::TextDialog;
use crate::tui::widgets::paint::Line;
use ratatui::style::Style;

/// The values that are shown.
#[derive(Debug)]
pub struct Clash {
    /// What somebody else has replaced, task by task.
    pub conflicts: Vec<Conflict>,
    /// The first line on the screen.
    pub top: usize,
}

/// How wide the box is at most.
const COLUMNS: u16 = 90;

impl Clash {
    /// Shows these from the first line on.
    pub fn new(conflicts: Vec<Conflict>) -> Self {
        Self { conflicts, top: 0 }
    }

    /// Scrolls.
    pub fn step(&mut self, action: Action, env: &Env) {
        self.top = self.dialog(env).scroll(self.top, action);
    }

    /// The box with all lines.
    pub fn dialog(&self, env: &Env) -> TextDialog {
        TextDialog::new(&env.layout(), COLUMNS, |columns| self.lines(env, columns))
    }

    fn lines(&self, env: &Env, columns: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        for conflict in &self.conflicts {
            if let Some(task) = &conflict.task {
                let title = format!("{} {}", task.row.code, task.row.title);
                lines.push(vec![(
                    format!(" {}", cut(&title, columns)),
                    env.theme.strong(),
                )]);
            }
            for clash in &conflict.clashes {
                lines.extend(values(clash, env, columns));
            }
        }
        lines
    }
}

/// Of one part: theirs with its writer, then one's own.
fn values(clash: &Difference, env: &Env, columns: usize) -> Vec<Line> {
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
