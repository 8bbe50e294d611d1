//! The area tabs: where it is narrow they leave out, in this order, the blanks around separators,
//! done/total of the tabs that are not open, their late counts, their names, and at last all but
//! the open one. Abbreviations leave room for the late counts again, where they fit.

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
        self.load(self.anchor_or_start(), cx)
    }

    /// Opens the next area or the one before; after the last comes the tab of all areas.
    pub(super) fn next_tab(&mut self, forward: bool, cx: &Cx<'_>) -> Result<()> {
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

/// What one tab shows.
struct Tab {
    key: String,
    name: String,
    abbreviation: String,
    totals: Totals,
    open: bool,
}

/// What the tabs leave out, the more the later.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Omit {
    Nothing,
    Blanks,
    Shares,
    Late,
    NamesNotLate,
    Names,
    Others,
}

const OMISSIONS: [Omit; 7] = [
    Omit::Nothing,
    Omit::Blanks,
    Omit::Shares,
    Omit::Late,
    Omit::NamesNotLate,
    Omit::Names,
    Omit::Others,
];

/// Draws the tabs.
pub(super) fn draw(canvas: &mut Canvas<'_>, home: &Home, env: &Env) {
    let (tabs, area) = (tabs(home, env), env.layout().tabs);
    let columns = usize::from(area.width);
    let length = |pieces: &Vec<(String, Style)>| pieces.iter().map(|(text, _)| width(text)).sum();
    let fitting = OMISSIONS
        .iter()
        .map(|omit| pieces(&tabs, *omit, env))
        .find(|pieces| {
            let n: usize = length(pieces);
            n <= columns
        });
    let pieces = fitting.unwrap_or_else(|| pieces(&tabs, Omit::Others, env));
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
        name: lang.text("Tất cả", "All"),
        abbreviation: String::new(),
        totals: home.counts.all,
        open: home.tab.is_none(),
    });
    tabs
}

fn pieces(tabs: &[Tab], omit: Omit, env: &Env) -> Vec<(String, Style)> {
    let theme = env.theme;
    let mut pieces = vec![(" ".to_owned(), Style::new())];
    let tabs = tabs.iter().filter(|tab| tab.open || omit < Omit::Others);
    let bar = "│";
    for (at, tab) in tabs.enumerate() {
        let blank = if omit == Omit::Nothing { " " } else { "" };
        if at > 0 && omit < Omit::Names {
            pieces.push((format!("{blank}{bar}{blank}"), theme.dim()));
        } else if at > 0 {
            pieces.push((" ".to_owned(), Style::new()));
        }
        let ends = match (tab.open, omit) {
            (true, Omit::Others) => ["‹", "›"],
            (true, _) => ["[", "]"],
            (false, _) => ["", ""],
        };
        let style = if tab.open {
            theme.strong()
        } else {
            Style::new()
        };
        pieces.push((ends[0].to_owned(), style));
        pieces.push((title(tab, omit), style));
        if let Some(late) = late(tab, omit) {
            let due = crate::domain::task::Timeliness::Overdue;
            let state = crate::domain::task::State::NotStarted;
            pieces.push((late, style.patch(theme.due(due, state))));
        }
        pieces.push((ends[1].to_owned(), style));
    }
    pieces
}

fn title(tab: &Tab, omit: Omit) -> String {
    let name = match omit {
        Omit::NamesNotLate | Omit::Names if !tab.open => &tab.abbreviation,
        _ => &tab.name,
    };
    let mut title = tab.key.clone();
    if !name.is_empty() {
        title.push(' ');
        title.push_str(name);
    }
    if tab.open || omit < Omit::Shares {
        title.push_str(&format!(" {}/{}", tab.totals.done(), tab.totals.total()));
    }
    title
}

fn late(tab: &Tab, omit: Omit) -> Option<String> {
    let shown =
        tab.totals.overdue > 0 && (tab.open || omit < Omit::Late || omit == Omit::NamesNotLate);
    shown.then(|| format!(" ●{}", tab.totals.overdue))
}
