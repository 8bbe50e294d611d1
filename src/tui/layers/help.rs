//! Help: the keys that can be used where it was asked for, and what the signs mean.

use super::layer::{Cx, Footer, Layer, Next};
use crate::present::lang::{Bi, bi};
use crate::present::text::{pad, safe, wrap};
use crate::store::Result;
use crate::tui::actions::{Action, KeyContext};
use crate::tui::env::Env;
use crate::tui::widgets::dialog::TextDialog;
use crate::tui::widgets::paint::StyledLine;
use ratatui::Frame as Canvas;
use ratatui::style::Style;

const COLUMNS: u16 = 64;

#[derive(Debug)]
pub(super) struct Help {
    context: KeyContext,
    actions: Vec<Action>,
    top: usize,
}

impl Help {
    pub(super) fn new(context: KeyContext, actions: Vec<Action>) -> Self {
        Self {
            context,
            actions,
            top: 0,
        }
    }

    fn dialog(&self, env: &Env) -> TextDialog {
        TextDialog::new(&env.layout(), COLUMNS, |columns| self.lines(env, columns))
    }

    fn lines(&self, env: &Env, columns: usize) -> Vec<StyledLine> {
        let (lang, theme) = (env.lang, env.theme);
        let mut lines = Vec::new();
        let keys_width = if columns < 50 { 16 } else { 22 };
        for action in &self.actions {
            let keys = action.key_names(self.context, lang);
            let help = wrap(
                action.help(self.context).get(lang),
                columns.saturating_sub(keys_width + 2).max(8),
            );
            for (at, line) in help.into_iter().enumerate() {
                let keys = if at == 0 { keys.as_str() } else { "" };
                let keys = format!(" {} ", pad(keys, keys_width));
                lines.push(vec![(keys, theme.key()), (line, Style::new())]);
            }
        }
        let mut explain = |sign: &str, meaning: &str| {
            let text = format!(" {} {meaning}", pad(sign, keys_width));
            lines.push(vec![(text, theme.dim())]);
        };
        match self.context {
            KeyContext::Form => explain("*", bi("mục bắt buộc", "required field").get(lang)),
            KeyContext::Tasks | KeyContext::Marked | KeyContext::Units | KeyContext::Detail => {
                explain("", "");
                for (signs, meaning) in SIGNS {
                    explain(signs, meaning.get(lang));
                }
                for (short, meaning) in SHORT {
                    explain(short.get(lang), meaning.get(lang));
                }
            }
            _ => {}
        }
        if matches!(
            self.context,
            KeyContext::Tasks | KeyContext::Marked | KeyContext::Units
        ) {
            explain("", "");
            for area in &env.areas {
                let short = format!("{} {}", area.key, env.abbreviation(area));
                explain(&short, &safe(lang.pick(&area.name, &area.name_en)));
            }
        }
        lines
    }
}

impl Layer for Help {
    fn context(&self) -> KeyContext {
        KeyContext::Help
    }

    fn footer(&self) -> Footer {
        Footer::of(&[Action::Back, Action::Down, Action::PageDown])
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Result<Next> {
        if matches!(action, Action::Back | Action::Help) {
            return Ok(Next::Close);
        }
        self.top = self.dialog(cx.env).scroll(self.top, action);
        Ok(Next::Stay)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env) {
        let title = env.lang.pick("Phím tắt", "Keyboard shortcuts");
        self.dialog(env).draw(canvas, title, self.top, env.theme);
    }
}

/// The signs of the table.
const SIGNS: [(&str, Bi); 8] = [
    ("●", bi("quá hạn", "overdue")),
    ("◐", bi("đang thực hiện", "in progress")),
    ("○", bi("chưa thực hiện", "not started")),
    ("✓", bi("hoàn thành", "completed")),
    ("‖ ×", bi("tạm dừng, bãi bỏ", "paused, dropped")),
    ("°", bi("số liệu minh họa", "sample data")),
    (
        "*  !",
        bi("trọng tâm; có vướng mắc", "key task; open difficulty"),
    ),
    ("+", bi("đã chọn", "selected")),
];

/// What stands for a longer name where a cell has no room for it.
const SHORT: [(Bi, Bi); 3] = [
    (
        bi("Th5  Q2", "May  Q2"),
        bi("kỳ tháng 5, kỳ Quý II", "the May, second-quarter due date"),
    ),
    (
        bi("6TĐ  6TC", "H1  H2"),
        bi(
            "6 tháng đầu, 6 tháng cuối năm",
            "first, second half of the year",
        ),
    ),
    (
        bi("TLKC", "evidence"),
        bi(
            "tài liệu kiểm chứng (minh chứng)",
            "the document that proves completion",
        ),
    ),
];
