//! Keys as they are pressed and named.
//!
//! A Vietnamese input tool may alter letters, so every frequent action also has a function,
//! arrow or control key, and a letter with marks counts as its base letter wherever no text is
//! being typed.

use crate::domain::text::fold;
use crate::present::lang::Lang;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use unicode_normalization::UnicodeNormalization;

/// A key as people name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    ctrl: bool,
}

pub(crate) const ENTER: Key = key(KeyCode::Enter);
pub(crate) const ESC: Key = key(KeyCode::Esc);
pub(crate) const TAB: Key = key(KeyCode::Tab);
pub(crate) const BACK_TAB: Key = key(KeyCode::BackTab);
pub(crate) const UP: Key = key(KeyCode::Up);
pub(crate) const DOWN: Key = key(KeyCode::Down);
pub(crate) const LEFT: Key = key(KeyCode::Left);
pub(crate) const RIGHT: Key = key(KeyCode::Right);
pub(crate) const CTRL_LEFT: Key = LEFT.with_ctrl();
pub(crate) const CTRL_RIGHT: Key = RIGHT.with_ctrl();
pub(crate) const HOME: Key = key(KeyCode::Home);
pub(crate) const END: Key = key(KeyCode::End);
pub(crate) const PAGE_UP: Key = key(KeyCode::PageUp);
pub(crate) const PAGE_DOWN: Key = key(KeyCode::PageDown);
pub(crate) const DELETE: Key = key(KeyCode::Delete);
pub(crate) const BACKSPACE: Key = key(KeyCode::Backspace);

const fn key(code: KeyCode) -> Key {
    Key { code, ctrl: false }
}

pub(crate) const fn ch(c: char) -> Key {
    key(KeyCode::Char(c))
}

pub(crate) const fn ctrl(c: char) -> Key {
    ch(c).with_ctrl()
}

pub(crate) const fn f(n: u8) -> Key {
    key(KeyCode::F(n))
}

impl Key {
    const fn with_ctrl(self) -> Self {
        Self { ctrl: true, ..self }
    }

    pub(crate) fn digit(self) -> Option<u8> {
        match self.code {
            KeyCode::Char(c @ '0'..='9') => u8::try_from(c.to_digit(10)?).ok(),
            _ => None,
        }
    }

    /// What was pressed; none where an input tool has made a tone of it, so that nobody knows which key
    /// was meant.
    pub(crate) fn pressed(event: KeyEvent) -> Option<Self> {
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let code = match event.code {
            KeyCode::Char(c) if has_tone(c) => return None,
            KeyCode::Char(c) => KeyCode::Char(base_letter(c, ctrl)),
            code => code,
        };
        Some(Self { code, ctrl })
    }

    /// Whether nobody presses it to ask for something: an input tool erases the letter that it is about
    /// to replace, and some terminals report keys like Caps Lock.
    pub(crate) fn is_silent(self) -> bool {
        use KeyCode as K;
        match self.code {
            K::Char('h') => self.ctrl,
            K::Char(_) | K::F(_) | K::Enter | K::Esc | K::Tab | K::BackTab => false,
            K::Insert | K::Delete | K::Home | K::End | K::PageUp | K::PageDown => false,
            K::Up | K::Down | K::Left | K::Right => false,
            _ => true,
        }
    }

    /// Its name as help and footer print it.
    pub fn name(self, lang: Lang) -> String {
        let name = match self.code {
            KeyCode::Char(' ') => lang.text("Dấu cách", "Space"),
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
