//! A list to choose from, narrowed by letters where it is long.

use super::layer::{Cx, Footer, Layer, Next, Pick, PickItem};
use crate::domain::text::{LINE_MAX, fold};
use crate::store::Result;
use crate::tui::actions::{Action, KeyContext};
use crate::tui::env::Env;
use crate::tui::widgets::dialog::ChoiceDialog;
use crate::tui::widgets::editor::Editor;
use ratatui::Frame as Canvas;

#[derive(Debug)]
pub(super) struct Picker {
    title: String,
    items: Vec<PickItem>,
    cursor: usize,
    search: Option<Editor>,
}

impl Picker {
    pub(super) fn new(pick: Pick) -> Self {
        let editor = || Editor::line("").with_limit(LINE_MAX);
        Self {
            title: pick.title,
            items: pick.items,
            cursor: pick.cursor,
            search: pick.searchable.then(editor),
        }
    }

    /// The places of the items that have all the words typed, first those whose words begin so: "1/6" is
    /// the first of June before the eleventh.
    fn shown(&self) -> Vec<usize> {
        let wanted = self.search.as_ref().map(Editor::text).unwrap_or_default();
        let wanted = fold(wanted);
        let words = || wanted.split(' ');
        let text = |item: &PickItem| fold(&format!("{} {}", item.label, item.keywords));
        let fits = self.items.iter().map(text).enumerate();
        let fits = fits.filter(|(_, text)| words().all(|word| text.contains(word)));
        let mut shown: Vec<(bool, usize)> = fits
            .map(|(at, text)| {
                let begins = |word: &str| text.split(' ').any(|one| one.starts_with(word));
                (!words().all(begins), at)
            })
            .collect();
        shown.sort_unstable();
        shown.into_iter().map(|(_, at)| at).collect()
    }

    /// Closes, and does what follows from an item.
    fn choose(&mut self, at: Option<usize>) -> Next {
        let item = at.and_then(|at| self.items.get_mut(at));
        let next = item.map(|item| std::mem::take(&mut item.next));
        Next::Close.then(next.unwrap_or_default())
    }

    fn nothing_found(&self, env: &Env) -> String {
        let commands = self
            .items
            .iter()
            .any(|item| matches!(item.next, Next::Act(_)));
        if !commands {
            return env.lang.text("Không tìm thấy mục nào.", "No matches.");
        }
        let back = env.key(self.context(), Action::Back);
        let help = env.key(KeyContext::Tasks, Action::Help);
        env.lang.pick(
            format!("Không tìm thấy lệnh nào. {back} rồi {help} để xem phím tắt."),
            format!("No matching command. {back}, then {help} for keyboard shortcuts."),
        )
    }
}

impl Layer for Picker {
    fn context(&self) -> KeyContext {
        if self.search.is_some() {
            KeyContext::Palette
        } else {
            KeyContext::Picker
        }
    }

    fn footer(&self) -> Footer {
        Footer::of(&[Action::Open, Action::Back, Action::Up, Action::Down])
    }

    fn offers(&self, action: Action, _env: &Env) -> bool {
        !matches!(action, Action::Choice(_)) || self.items.iter().any(|item| item.number.is_some())
    }

    fn act(&mut self, action: Action, _cx: &Cx<'_>) -> Result<Next> {
        let shown = self.shown();
        let last = shown.len().saturating_sub(1);
        match action {
            Action::Back => return Ok(Next::Close),
            Action::Open => return Ok(self.choose(shown.get(self.cursor).copied())),
            Action::Choice(number) => {
                let mut items = self.items.iter();
                let at = items.position(|item| item.number == Some(number));
                return Ok(at.map_or(Next::Stay, |at| self.choose(Some(at))));
            }
            Action::Up => self.cursor = self.cursor.saturating_sub(1),
            Action::Down => self.cursor = (self.cursor + 1).min(last),
            Action::PageUp | Action::Top => self.cursor = 0,
            Action::PageDown | Action::Bottom => self.cursor = last,
            _ => {
                if let Some(editor) = &mut self.search {
                    editor.act(action);
                    self.cursor = 0;
                }
            }
        }
        Ok(Next::Stay)
    }

    fn text(&mut self) -> Option<&mut Editor> {
        self.search.as_mut()
    }

    fn typed(&mut self, _letters: &str, _cx: &Cx<'_>) -> Result<Next> {
        self.cursor = 0;
        Ok(Next::Stay)
    }

    fn closes_with_below(&self) -> bool {
        true
    }

    fn draw(&self, canvas: &mut Canvas<'_>, env: &Env) {
        let shown: Vec<(&str, &str)> = self
            .shown()
            .into_iter()
            .map(|at| &self.items[at])
            .map(|item| (item.label.as_str(), item.detail.as_str()))
            .collect();
        let choices = ChoiceDialog {
            title: &self.title,
            typed: self.search.as_ref(),
            rows: &shown,
            most: self.items.len(),
            cursor: self.cursor,
            none: &self.nothing_found(env),
        };
        choices.draw(canvas, &env.layout(), env.theme);
    }
}
