//! Keys: one row each. A key stops here; from here on only intentions travel.
//!
//! A Vietnamese input tool may alter letters, so every frequent action also has a function,
//! arrow or control key, and a letter with marks counts as its base letter wherever no text is
//! being typed.

pub use super::keys::KEYS;

use super::action::Action;
use crate::domain::text::fold;
use crate::present::lang::Lang;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use unicode_normalization::UnicodeNormalization;

/// Where the keys go: the topmost thing on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// The task table.
    Tasks,
    /// The units' column.
    Units,
    /// One task whole.
    Detail,
    /// The document.
    Document,
    /// A document as text, to be read, saved and copied.
    Paper,
    /// A report as text, made over the period that is chosen.
    Report,
    /// One task of a review.
    Review,
    /// The end of a review.
    Closing,
    /// The help.
    Help,
    /// A list to choose from.
    Picker,
    /// A list to choose from by typing.
    Palette,
    /// The search line.
    Search,
    /// A form of one-line fields.
    Form,
    /// A note of several lines.
    Note,
    /// A text of several lines for a report.
    Text,
    /// A conclusion of several lines.
    Conclusion,
    /// What somebody else has replaced, beside what the person wants.
    Clash,
    /// A question.
    Ask,
    /// A question whose yes loses something: a file written over, a form left.
    Replace,
}

impl Context {
    /// Every context.
    pub const ALL: [Self; 19] = [
        Self::Tasks,
        Self::Units,
        Self::Detail,
        Self::Document,
        Self::Paper,
        Self::Report,
        Self::Review,
        Self::Closing,
        Self::Help,
        Self::Picker,
        Self::Palette,
        Self::Search,
        Self::Form,
        Self::Note,
        Self::Text,
        Self::Conclusion,
        Self::Clash,
        Self::Ask,
        Self::Replace,
    ];

    /// Whether a question waits: it says itself which keys answer it.
    fn is_question(self) -> bool {
        matches!(self, Self::Ask | Self::Replace)
    }

    /// Whether letters are text here.
    pub fn takes_text(self) -> bool {
        matches!(
            self,
            Self::Palette | Self::Search | Self::Form | Self::Note | Self::Text | Self::Conclusion
        )
    }
}

/// A key as people name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    pub(in crate::tui) code: KeyCode,
    pub(in crate::tui) ctrl: bool,
}

impl Key {
    /// Its name as help and footer print it; `space` is the word for the space bar.
    pub fn name(self, space: &str) -> String {
        let name = match self.code {
            KeyCode::Char(' ') => space.to_owned(),
            KeyCode::Char(c) if self.ctrl => c.to_uppercase().to_string(),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::F(n) => format!("F{n}"),
            KeyCode::Up => "↑".to_owned(),
            KeyCode::Down => "↓".to_owned(),
            KeyCode::Left => "←".to_owned(),
            KeyCode::Right => "→".to_owned(),
            KeyCode::PageUp => "PgUp".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            KeyCode::BackTab => "Shift-Tab".to_owned(),
            KeyCode::Delete => "Del".to_owned(),
            other => format!("{other:?}"),
        };
        if self.ctrl {
            format!("Ctrl-{name}")
        } else {
            name
        }
    }
}

/// One key's row.
pub struct KeyRow {
    /// Where it is valid.
    pub contexts: &'static [Context],
    /// The key.
    pub key: Key,
    /// What it asks for.
    pub action: Action,
}

/// What a key comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// An intention.
    Action(Action),
    /// Text for the focused field.
    Text(char),
    /// An input tool has made a tone of the key, so that nobody knows which one was meant.
    Toned,
    /// Nothing here, and the person is told so.
    Unbound,
    /// Nothing, and nothing is said.
    Nothing,
}

/// Looks a key up.
pub fn resolve(context: Context, event: KeyEvent) -> Resolved {
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    let mut wanted = Key {
        code: event.code,
        ctrl,
    };
    if let KeyCode::Char(c) = event.code {
        if context.takes_text() && !ctrl && !alt {
            return Resolved::Text(c);
        }
        if has_tone(c) {
            return Resolved::Toned;
        }
        wanted.code = KeyCode::Char(base_letter(c, ctrl));
    }
    let mut rows = KEYS.iter().filter(|row| row.key == wanted && !alt);
    match rows.find(|row| row.contexts.contains(&context)) {
        Some(row) => Resolved::Action(row.action),
        None if context.is_question() || is_silent(wanted) => Resolved::Nothing,
        None => Resolved::Unbound,
    }
}

/// What nobody presses to ask for something: an input tool erases the letter that it is about to
/// replace, and some terminals report keys like Caps Lock.
fn is_silent(key: Key) -> bool {
    match key.code {
        KeyCode::Backspace => true,
        KeyCode::Char('h') => key.ctrl,
        KeyCode::Char(_) | KeyCode::F(_) => false,
        KeyCode::Enter | KeyCode::Esc | KeyCode::Tab | KeyCode::BackTab => false,
        KeyCode::Insert | KeyCode::Delete | KeyCode::Home | KeyCode::End => false,
        KeyCode::PageUp | KeyCode::PageDown => false,
        KeyCode::Up | KeyCode::Down | KeyCode::Left | KeyCode::Right => false,
        _ => true,
    }
}

/// "ô", "ơ" count as "o": an input tool may have turned a shortcut pressed twice into them. "ư" is what Telex
/// makes of a lone w, so it must not count as u.
fn base_letter(c: char, ctrl: bool) -> char {
    match c {
        _ if ctrl => c.to_ascii_lowercase(),
        'ư' | 'Ư' => 'w',
        _ if c.is_ascii() => c,
        _ => fold(&c.to_string()).chars().next().unwrap_or(c),
    }
}

/// Whether a letter bears a tone. With Telex "u" then "s" arrives as a Backspace and "ú"; with VNI
/// "u" then "1" does. The key pressed last was not u.
fn has_tone(c: char) -> bool {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    !c.is_ascii() && c.nfd().any(|part| TONES.contains(&part))
}

/// The keys of an action in a context, the first being the one to name.
pub fn keys_of(context: Context, action: Action) -> impl Iterator<Item = Key> {
    KEYS.iter()
        .filter(move |row| row.action == action && row.contexts.contains(&context))
        .map(|row| row.key)
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::input::action::ACTIONS;

    #[test]
    fn no_key_stands_twice_in_a_context() {
        for context in Context::ALL {
            let mut seen = std::collections::HashSet::new();
            for row in KEYS.iter().filter(|row| row.contexts.contains(&context)) {
                assert!(
                    seen.insert(row.key),
                    "{context:?}: {}",
                    row.key.name("Space")
                );
            }
        }
    }

    #[test]
    fn every_action_has_a_key_or_is_in_the_palette() {
        for row in &ACTIONS {
            let bound = KEYS.iter().any(|key| key.action == row.action);
            let palette = matches!(row.action, Action::Suspend | Action::Mine | Action::Remove);
            assert!(bound || palette, "{:?}", row.action);
        }
        for key in KEYS {
            let question = matches!(key.action, Action::Yes | Action::No);
            assert!(question || key.action.words().is_some(), "{:?}", key.action);
        }
    }

    #[test]
    fn a_letter_that_the_input_tool_has_marked_still_works() {
        let press = |c| resolve(Context::Tasks, KeyEvent::from(KeyCode::Char(c)));
        assert_eq!(press('ô'), Resolved::Action(Action::Order));
        assert_eq!(press('ê'), Resolved::Action(Action::Edit));
        assert_eq!(press('ư'), Resolved::Unbound);
        assert_eq!(press('đ'), Resolved::Unbound);
        for toned in ['ú', 'ù', 'ủ', 'ũ', 'ụ', 'ọ', 'ế', 'Ạ'] {
            assert_eq!(press(toned), Resolved::Toned, "{toned}");
        }
        assert_eq!(press('x'), Resolved::Unbound);
    }

    #[test]
    fn letters_are_text_where_text_is_typed() {
        let press = |c| resolve(Context::Note, KeyEvent::from(KeyCode::Char(c)));
        assert_eq!(press('q'), Resolved::Text('q'));
        assert_eq!(press('ế'), Resolved::Text('ế'));
        let erase = KeyEvent::new(KeyCode::Char('h'), KeyModifiers::CONTROL);
        assert_eq!(
            resolve(Context::Note, erase),
            Resolved::Action(Action::Backspace)
        );
        assert_eq!(resolve(Context::Tasks, erase), Resolved::Nothing);
    }
}
