//! Help: the keys valid in a context, made from the same rows that the keys run on.

use crate::present::lang::{Bi, Lang, bi};
use crate::present::text::{pad, safe, wrap};
use crate::tui::draw::tabs::abbreviation;
use crate::tui::env::Env;
use crate::tui::input::action::{ACTIONS, Action};
use crate::tui::input::keymap::{Context, keys_of};
use crate::tui::input::words::{words, writes};
use crate::tui::widgets::dialog::TextDialog;
use crate::tui::widgets::paint::Line;
use ratatui::style::Style;

/// The keys of a context in a box.
pub fn dialog(context: Context, env: &Env) -> TextDialog {
    TextDialog::new(&env.layout(), 64, |columns| lines(context, env, columns))
}

/// Keys at the left, what they do at the right.
fn lines(context: Context, env: &Env, columns: usize) -> Vec<Line> {
    let (lang, theme) = (env.lang, env.theme);
    let mut lines = Vec::new();
    let keys_width = if columns < 50 { 16 } else { 22 };
    for row in &ACTIONS {
        let keys = key_names(context, row.action, lang);
        if keys.is_empty() || (env.read_only && writes(row.action)) {
            continue;
        }
        let Some((_, help)) = words(row.action, context) else {
            continue;
        };
        let help = wrap(
            help.get(lang),
            columns.saturating_sub(keys_width + 2).max(8),
        );
        for (at, line) in help.into_iter().enumerate() {
            let keys = if at == 0 { keys.as_str() } else { "" };
            let keys = format!(" {} ", pad(keys, keys_width));
            lines.push(vec![(keys, theme.key()), (line, Style::new())]);
        }
    }
    let mut explain = |sign: &str, meaning: &str| {
        let said = format!(" {} {meaning}", pad(sign, keys_width));
        lines.push(vec![(said, theme.dim())]);
    };
    match context {
        Context::Form => explain("*", bi("mục bắt buộc", "required field").get(lang)),
        Context::Tasks | Context::Units | Context::Detail => {
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
    if matches!(context, Context::Tasks | Context::Units) {
        explain("", "");
        for area in &env.areas {
            let short = format!("{} {}", area.key, abbreviation(area, lang));
            explain(&short, &safe(lang.pick(&area.name, &area.name_en)));
        }
    }
    lines
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

/// All keys of an action in a context, by name; the digits of the areas stand together.
pub fn key_names(context: Context, action: Action, lang: Lang) -> String {
    if action == Action::Tab(0) {
        let any = keys_of(context, action).next().is_some();
        return if any {
            "0–6".to_owned()
        } else {
            String::new()
        };
    }
    let space = lang.pick("Dấu cách", "Space");
    let names: Vec<String> = keys_of(context, action)
        .map(|key| key.name(space))
        .collect();
    names.join(" ")
}

/// The first key of an action in a context, for the footer.
pub fn first_key(context: Context, action: Action, lang: Lang) -> Option<String> {
    let space = lang.pick("Dấu cách", "Space");
    keys_of(context, action).next().map(|key| key.name(space))
}
