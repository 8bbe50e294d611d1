//! The area tabs: where it is narrow they give up, in this order, the blanks round separators,
//! done/total of the tabs that are not open, their late counts, their names, and at last all but
//! the open one. Names that are short leave room for the late counts again, where they fit.

use super::list::Home;
use crate::domain::totals::Totals;
use crate::present::text::{safe, width};
use crate::store::Result;
use crate::tui::env::Env;
use crate::tui::layers::layer::Cx;
use crate::tui::widgets::paint::line;
use ratatui::Frame as Canvas;
use ratatui::style::Style;

impl Home {
    /// Opens an area, or all.
    pub(super) fn open_tab(&mut self, tab: Option<usize>, cx: &Cx<'_>) -> Result<()> {
        if tab == self.tab || tab.is_some_and(|tab| tab >= cx.env.areas.len()) {
            return Ok(());
        }
        self.tab = tab;
        self.load(self.same_task(), cx)
    }

    /// Opens the next area or the one before; after the last comes the tab of all.
    pub(super) fn turn_tab(&mut self, forward: bool, cx: &Cx<'_>) -> Result<()> {
        let tabs = cx.env.areas.len() + 1;
        let at = self.tab.unwrap_or(tabs - 1);
        let to = if forward {
            (at + 1) % tabs
        } else {
            (at + tabs - 1) % tabs
        };
        self.open_tab((to < tabs - 1).then_some(to), cx)
    }
}

/// One tab's words.
struct Tab {
    key: String,
    name: String,
    abbreviation: String,
    totals: Totals,
    open: bool,
}

/// How much the tabs give up.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Give {
    Nothing,
    Blanks,
    Shares,
    Late,
    NamesButLate,
    Names,
    Others,
}

const GIVES: [Give; 7] = [
    Give::Nothing,
    Give::Blanks,
    Give::Shares,
    Give::Late,
    Give::NamesButLate,
    Give::Names,
    Give::Others,
];

/// Draws the tabs.
pub(super) fn draw(canvas: &mut Canvas<'_>, home: &Home, env: &Env) {
    let (tabs, area) = (tabs(home, env), env.layout().tabs);
    let columns = usize::from(area.width);
    let length = |pieces: &Vec<(String, Style)>| pieces.iter().map(|(text, _)| width(text)).sum();
    let fitting = GIVES
        .iter()
        .map(|give| pieces(&tabs, *give, env))
        .find(|pieces| {
            let n: usize = length(pieces);
            n <= columns
        });
    let pieces = fitting.unwrap_or_else(|| pieces(&tabs, Give::Others, env));
    line(canvas, area, pieces);
}

fn tabs(home: &Home, env: &Env) -> Vec<Tab> {
    let lang = env.lang;
    let mut tabs: Vec<Tab> = env
        .areas
        .iter()
        .enumerate()
        .map(|(at, area)| Tab {
            key: area.key.clone(),
            name: safe(lang.pick(&area.short, &area.short_en)).into_owned(),
            abbreviation: env.abbreviation(area),
            totals: home.counts.areas.get(at).copied().unwrap_or_default(),
            open: home.tab == Some(at),
        })
        .collect();
    tabs.push(Tab {
        key: "*".to_owned(),
        name: lang.pick("Tất cả", "All").to_owned(),
        abbreviation: String::new(),
        totals: home.counts.all,
        open: home.tab.is_none(),
    });
    tabs
}

fn pieces(tabs: &[Tab], give: Give, env: &Env) -> Vec<(String, Style)> {
    let theme = env.theme;
    let mut pieces = vec![(" ".to_owned(), Style::new())];
    let tabs = tabs.iter().filter(|tab| tab.open || give < Give::Others);
    let bar = "│";
    for (at, tab) in tabs.enumerate() {
        let blank = if give == Give::Nothing { " " } else { "" };
        if at > 0 && give < Give::Names {
            pieces.push((format!("{blank}{bar}{blank}"), theme.dim()));
        } else if at > 0 {
            pieces.push((" ".to_owned(), Style::new()));
        }
        let ends = match (tab.open, give) {
            (true, Give::Others) => ["‹", "›"],
            (true, _) => ["[", "]"],
            (false, _) => ["", ""],
        };
        let style = if tab.open {
            theme.strong()
        } else {
            Style::new()
        };
        pieces.push((ends[0].to_owned(), style));
        pieces.push((title(tab, give), style));
        if let Some(late) = late(tab, give) {
            let due = crate::domain::task::Timeliness::Overdue;
            let state = crate::domain::task::State::NotStarted;
            pieces.push((late, style.patch(theme.due(due, state))));
        }
        pieces.push((ends[1].to_owned(), style));
    }
    pieces
}

fn title(tab: &Tab, give: Give) -> String {
    let name = match give {
        Give::NamesButLate | Give::Names if !tab.open => &tab.abbreviation,
        _ => &tab.name,
    };
    let mut title = tab.key.clone();
    if !name.is_empty() {
        title.push(' ');
        title.push_str(name);
    }
    if tab.open || give < Give::Shares {
        title.push_str(&format!(" {}/{}", tab.totals.done(), tab.totals.total()));
    }
    title
}

fn late(tab: &Tab, give: Give) -> Option<String> {
    let shown =
        tab.totals.overdue > 0 && (tab.open || give < Give::Late || give == Give::NamesButLate);
    shown.then(|| format!(" ●{}", tab.totals.overdue))
}
