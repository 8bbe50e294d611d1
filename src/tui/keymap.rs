//! Keys: one row each. A key stops here; from here on only intentions travel.
//!
//! A Vietnamese input tool may alter letters, so every frequent action also has a function,
//! arrow or control key, and a letter with marks counts as its base letter wherever no text is
//! being typed.

use super::actions::Action;
use crate::domain::text::fold;
use crate::present::lang::Lang;
use Context as C;
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
    code: KeyCode,
    ctrl: bool,
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

const fn ch(c: char) -> Key {
    Key {
        code: KeyCode::Char(c),
        ctrl: false,
    }
}

const fn ctrl(c: char) -> Key {
    Key {
        code: KeyCode::Char(c),
        ctrl: true,
    }
}

const fn key(code: KeyCode) -> Key {
    Key { code, ctrl: false }
}

const fn f(n: u8) -> Key {
    key(KeyCode::F(n))
}

const fn on(contexts: &'static [Context], key: Key, action: Action) -> KeyRow {
    KeyRow {
        contexts,
        key,
        action,
    }
}

const HOME: &[C] = &[C::Tasks, C::Units];

/// From where the plan's document can be opened.
const PLAN: &[C] = &[C::Tasks, C::Units, C::Detail];

/// Where parts of what is shown are chosen.
const PARTS: &[C] = &[C::Detail, C::Document];

const TASK: &[C] = &[C::Tasks, C::Detail, C::Review];

const REVIEW: &[C] = &[C::Review, C::Closing];

const LISTS: &[C] = &[
    C::Tasks,
    C::Units,
    C::Detail,
    C::Document,
    C::Paper,
    C::Report,
    C::Closing,
    C::Help,
    C::Picker,
    C::Clash,
];

const ARROWS: &[C] = &[
    C::Tasks,
    C::Units,
    C::Detail,
    C::Document,
    C::Paper,
    C::Report,
    C::Closing,
    C::Help,
    C::Picker,
    C::Palette,
    C::Search,
    C::Note,
    C::Text,
    C::Conclusion,
    C::Clash,
];

const PAGES: &[C] = &[
    C::Tasks,
    C::Units,
    C::Detail,
    C::Document,
    C::Paper,
    C::Report,
    C::Review,
    C::Closing,
    C::Help,
    C::Picker,
    C::Clash,
];

const SCREENS: &[C] = &[
    C::Tasks,
    C::Units,
    C::Detail,
    C::Document,
    C::Paper,
    C::Report,
    C::Review,
    C::Closing,
];

/// What shows a document as text.
const PAPERS: &[C] = &[C::Paper, C::Report];

/// Where a report can be asked for; in a report, another one.
const REPORTS: &[C] = &[
    C::Tasks,
    C::Units,
    C::Detail,
    C::Document,
    C::Paper,
    C::Report,
];

const AREAS: &[C] = &[C::Tasks, C::Units, C::Report];

const BOXES: &[C] = &[C::Help, C::Picker];

/// Where a text of several lines is typed.
const LINES: &[C] = &[C::Note, C::Text, C::Conclusion];

const TEXT: &[C] = &[
    C::Palette,
    C::Search,
    C::Form,
    C::Note,
    C::Text,
    C::Conclusion,
];

const SAVES: &[C] = &[C::Form, C::Note, C::Text, C::Clash, C::Conclusion];

const OPENS: &[C] = &[
    C::Document,
    C::Tasks,
    C::Units,
    C::Picker,
    C::Palette,
    C::Search,
    C::Clash,
];

const LEAVES: &[C] = &[
    C::Tasks,
    C::Units,
    C::Detail,
    C::Document,
    C::Paper,
    C::Report,
    C::Review,
    C::Closing,
    C::Help,
    C::Picker,
    C::Palette,
    C::Search,
    C::Form,
    C::Note,
    C::Text,
    C::Conclusion,
    C::Clash,
];

/// Every key, the one that help and footer name first standing first.
pub const KEYS: &[KeyRow] = &[
    on(&[C::Review], key(KeyCode::Enter), Action::Reviewed),
    on(TASK, ch(' '), Action::Done),
    on(TASK, f(8), Action::Done),
    on(&[C::Closing], ch(' '), Action::Done),
    on(&[C::Closing], f(8), Action::Done),
    on(&[C::Review], ch('i'), Action::InProgress),
    on(&[C::Review], f(6), Action::InProgress),
    on(TASK, ch('n'), Action::Note),
    on(TASK, f(2), Action::Note),
    on(&[C::Closing], ch('n'), Action::Note),
    on(&[C::Closing], f(2), Action::Note),
    on(&[C::Closing], ch('t'), Action::MakeTask),
    on(&[C::Closing], f(7), Action::MakeTask),
    on(REVIEW, ch('d'), Action::Conclude),
    on(REVIEW, f(5), Action::Conclude),
    on(TASK, ch('t'), Action::Deadline),
    on(TASK, f(7), Action::Deadline),
    on(TASK, ch('s'), Action::State),
    on(TASK, ch('v'), Action::Evidence),
    on(TASK, ch('e'), Action::Edit),
    on(TASK, f(4), Action::Edit),
    on(&[C::Closing], ch('e'), Action::Edit),
    on(&[C::Closing], f(4), Action::Edit),
    on(&[C::Closing], key(KeyCode::Delete), Action::Withdraw),
    on(HOME, ch('a'), Action::Add),
    on(&[C::Review], ch('a'), Action::Add),
    on(&[C::Tasks, C::Review], ch('m'), Action::Mark),
    on(HOME, ch('/'), Action::Search),
    on(HOME, f(3), Action::Search),
    on(REVIEW, ch('/'), Action::Search),
    on(REVIEW, f(3), Action::Search),
    on(HOME, ch('f'), Action::Filter),
    on(REVIEW, ch('f'), Action::Filter),
    on(&[C::Review], ch('c'), Action::Open),
    on(HOME, ch('r'), Action::Review),
    on(HOME, f(6), Action::Review),
    on(HOME, ch('o'), Action::Order),
    on(PLAN, ch('p'), Action::Document),
    on(PLAN, f(5), Action::Document),
    on(REPORTS, ch('b'), Action::Report),
    on(REPORTS, f(9), Action::Report),
    on(&[C::Report], key(KeyCode::Left), Action::Left),
    on(&[C::Report], ch('h'), Action::Left),
    on(&[C::Report], key(KeyCode::Right), Action::Right),
    on(&[C::Report], ch('l'), Action::Right),
    on(PAPERS, ch('s'), Action::Save),
    on(PAPERS, f(2), Action::Save),
    on(PAPERS, ctrl('s'), Action::Save),
    on(PAPERS, ch('y'), Action::Copy),
    on(&[C::Report], key(KeyCode::Tab), Action::NextPart),
    on(&[C::Report], key(KeyCode::BackTab), Action::PreviousPart),
    on(&[C::Report], key(KeyCode::Enter), Action::Edit),
    on(&[C::Report], ch('e'), Action::Edit),
    on(&[C::Report], f(4), Action::Edit),
    on(&[C::Report], ch('c'), Action::Compare),
    on(&[C::Report], ch('f'), Action::Filter),
    on(&[C::Report], ch('t'), Action::Names),
    on(&[C::Report], f(7), Action::Names),
    on(&[C::Paper], ch('p'), Action::Annexes),
    on(&[C::Paper], f(7), Action::Annexes),
    on(PAPERS, ch(']'), Action::NextTab),
    on(PAPERS, ch('['), Action::PreviousTab),
    on(SCREENS, ch('u'), Action::Undo),
    on(SCREENS, ctrl('z'), Action::Undo),
    on(SCREENS, ctrl('r'), Action::Redo),
    on(SCREENS, ctrl('y'), Action::Redo),
    on(ARROWS, key(KeyCode::Up), Action::Up),
    on(LISTS, ch('k'), Action::Up),
    on(ARROWS, key(KeyCode::Down), Action::Down),
    on(LISTS, ch('j'), Action::Down),
    on(PAGES, key(KeyCode::PageUp), Action::PageUp),
    on(PAGES, ctrl('u'), Action::PageUp),
    on(PAGES, key(KeyCode::PageDown), Action::PageDown),
    on(PAGES, ctrl('d'), Action::PageDown),
    on(PAGES, key(KeyCode::Home), Action::Top),
    on(PAGES, ch('g'), Action::Top),
    on(PAGES, key(KeyCode::End), Action::Bottom),
    on(PAGES, ch('G'), Action::Bottom),
    on(HOME, key(KeyCode::Left), Action::Left),
    on(HOME, ch('h'), Action::Left),
    on(HOME, key(KeyCode::Right), Action::Right),
    on(HOME, ch('l'), Action::Right),
    on(&[C::Review], key(KeyCode::Right), Action::NextPart),
    on(&[C::Review], ch('j'), Action::NextPart),
    on(&[C::Review], key(KeyCode::Down), Action::NextPart),
    on(REVIEW, key(KeyCode::Left), Action::PreviousPart),
    on(&[C::Review], ch('k'), Action::PreviousPart),
    on(&[C::Review], key(KeyCode::Up), Action::PreviousPart),
    on(PARTS, key(KeyCode::Left), Action::PreviousPart),
    on(PARTS, ch('h'), Action::PreviousPart),
    on(PARTS, key(KeyCode::Right), Action::NextPart),
    on(PARTS, ch('l'), Action::NextPart),
    on(HOME, key(KeyCode::Tab), Action::NextTab),
    on(HOME, ch(']'), Action::NextTab),
    on(HOME, key(KeyCode::BackTab), Action::PreviousTab),
    on(HOME, ch('['), Action::PreviousTab),
    on(AREAS, ch('0'), Action::Tab(0)),
    on(AREAS, ch('1'), Action::Tab(1)),
    on(AREAS, ch('2'), Action::Tab(2)),
    on(AREAS, ch('3'), Action::Tab(3)),
    on(AREAS, ch('4'), Action::Tab(4)),
    on(AREAS, ch('5'), Action::Tab(5)),
    on(AREAS, ch('6'), Action::Tab(6)),
    on(AREAS, ch('*'), Action::AllTabs),
    on(OPENS, key(KeyCode::Enter), Action::Open),
    on(LEAVES, key(KeyCode::Esc), Action::Back),
    on(SCREENS, ch('L'), Action::Language),
    on(SCREENS, f(12), Action::Language),
    on(SCREENS, ch(':'), Action::Palette),
    on(SCREENS, ctrl('p'), Action::Palette),
    on(LISTS, ch('?'), Action::Help),
    on(&[C::Review], ch('?'), Action::Help),
    on(LEAVES, f(1), Action::Help),
    on(SCREENS, ch('q'), Action::Quit),
    // In a box q closes the box, as in a pager.
    on(BOXES, ch('q'), Action::Back),
    on(LEAVES, f(10), Action::Quit),
    on(LEAVES, ctrl('c'), Action::Quit),
    // Typing.
    on(&[C::Form], key(KeyCode::Enter), Action::Accept),
    on(LINES, key(KeyCode::Enter), Action::NewLine),
    on(SAVES, ctrl('s'), Action::Save),
    on(SAVES, f(2), Action::Save),
    on(&[C::Note], key(KeyCode::Tab), Action::NextKind),
    on(&[C::Form], key(KeyCode::Tab), Action::NextField),
    on(&[C::Form], key(KeyCode::Down), Action::NextField),
    on(&[C::Form], key(KeyCode::BackTab), Action::PreviousField),
    on(&[C::Form], key(KeyCode::Up), Action::PreviousField),
    on(TEXT, key(KeyCode::Backspace), Action::Backspace),
    // Some terminals and input tools send 0x08 for Backspace; it is never a word delete.
    on(TEXT, ctrl('h'), Action::Backspace),
    on(TEXT, key(KeyCode::Delete), Action::Delete),
    on(TEXT, key(KeyCode::Left), Action::Left),
    on(TEXT, key(KeyCode::Right), Action::Right),
    on(TEXT, key(KeyCode::Home), Action::Top),
    on(TEXT, key(KeyCode::End), Action::Bottom),
    on(
        TEXT,
        Key {
            code: KeyCode::Left,
            ctrl: true,
        },
        Action::WordLeft,
    ),
    on(
        TEXT,
        Key {
            code: KeyCode::Right,
            ctrl: true,
        },
        Action::WordRight,
    ),
    on(TEXT, ctrl('u'), Action::KillToStart),
    on(TEXT, ctrl('w'), Action::DeleteWord),
    // "có" and "không", "yes" and "no": whichever language is shown.
    on(&[C::Ask, C::Replace], ch('c'), Action::Yes),
    on(&[C::Ask, C::Replace], ch('y'), Action::Yes),
    // Enter has just left the form: pressed twice, it must not write over a file.
    on(&[C::Ask], key(KeyCode::Enter), Action::Yes),
    on(&[C::Ask, C::Replace], ch('k'), Action::No),
    on(&[C::Ask, C::Replace], ch('n'), Action::No),
    on(&[C::Ask, C::Replace], key(KeyCode::Esc), Action::No),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::actions::ACTIONS;

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
