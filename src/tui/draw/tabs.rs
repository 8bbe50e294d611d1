//! The area tabs: where it is narrow they give up, in this order, the blanks round separators,
//! done/total of the tabs that are not open, their late counts, their names, and at last all but
//! the open one. Names that are short leave room for the late counts again, where they fit.

use crate::domain::area::Area;
use crate::domain::totals::Totals;
use crate::present::lang::Lang;
use crate::present::text::{safe, width};
use crate::tui::model::Model;
use crate::tui::widgets::paint::line;
use ratatui::Frame as Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

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
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, model: &Model) {
    let tabs = tabs(model);
    let columns = usize::from(area.width);
    let length = |pieces: &Vec<(String, Style)>| pieces.iter().map(|(text, _)| width(text)).sum();
    let fitting = GIVES
        .iter()
        .map(|give| pieces(&tabs, *give, model))
        .find(|pieces| {
            let n: usize = length(pieces);
            n <= columns
        });
    let pieces = fitting.unwrap_or_else(|| pieces(&tabs, Give::Others, model));
    line(canvas, area, pieces);
}

fn tabs(model: &Model) -> Vec<Tab> {
    let (env, home) = (&model.env, &model.home);
    let lang = env.lang;
    let mut tabs: Vec<Tab> = env
        .areas
        .iter()
        .enumerate()
        .map(|(at, area)| Tab {
            key: area.key.clone(),
            name: safe(lang.pick(&area.short, &area.short_en)).into_owned(),
            abbreviation: abbreviation(area, lang),
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

/// What a tab that is not open is called where it is narrow; the help explains it.
pub(in crate::tui) fn abbreviation(area: &Area, lang: Lang) -> String {
    match lang {
        Lang::Vi => safe(&area.abbreviation).into_owned(),
        // The office's abbreviations are Vietnamese; English shortens its own names.
        Lang::En => safe(&area.short_en).chars().take(3).collect(),
    }
}

fn pieces(tabs: &[Tab], give: Give, model: &Model) -> Vec<(String, Style)> {
    let theme = model.env.theme;
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
            let due = crate::domain::timeliness::Timeliness::Overdue;
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
