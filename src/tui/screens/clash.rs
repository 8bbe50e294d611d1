//! What somebody else has replaced meanwhile, beside what the person wants; the person decides.

use crate::domain::seen;
use crate::present::text::{cut, wrap};
use crate::present::words::{conflict, labels};
use crate::tui::env::Env;
use crate::tui::input::action::Action;
use ratatui::style::Style;

/// The values that are shown.
#[derive(Debug)]
pub struct Clash {
    /// What somebody else has replaced, task by task.
    pub conflicts: Vec<seen::Conflict>,
    /// The first line on the screen.
    pub top: usize,
}

/// How wide the box is at most.
const COLUMNS: u16 = 90;

/// One line of styled pieces.
type Line = Vec<(String, Style)>;

impl Clash {
    /// Shows these from the first line on.
    pub fn new(conflicts: Vec<seen::Conflict>) -> Self {
        Self { conflicts, top: 0 }
    }

    /// Scrolls.
    pub fn step(&mut self, action: Action, env: &Env) {
        let (_, rows, lines) = self.laid_out(env);
        let last = lines.len().saturating_sub(rows);
        self.top = match action {
            Action::Up => self.top.saturating_sub(1),
            Action::Down => self.top + 1,
            Action::PageUp => self.top.saturating_sub(rows),
            Action::PageDown => self.top + rows,
            Action::Top => 0,
            Action::Bottom => last,
            _ => self.top,
        }
        .min(last);
    }

    /// The box, how many lines it shows, and all lines.
    pub fn laid_out(&self, env: &Env) -> (ratatui::layout::Rect, usize, Vec<Line>) {
        let widest = env.layout().dialog(COLUMNS, u16::MAX);
        let lines = self.lines(env, usize::from(widest.width.saturating_sub(4)).max(1));
        let height = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
        let area = env.layout().dialog(COLUMNS, height);
        let rows = usize::from(area.height.saturating_sub(2)).max(1);
        (area, rows, lines)
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
fn values(clash: &seen::Clash, env: &Env, columns: usize) -> Vec<Line> {
    let lang = env.lang;
    let field = labels::field(clash.field).get(lang);
    let (mine, theirs) = conflict::where_they_differ(
        &conflict::said(&clash.mine, lang),
        &conflict::said(&clash.theirs, lang),
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
