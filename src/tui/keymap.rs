//! Keys: one row each. A key stops here; from here on only intentions travel.
//!
//! A Vietnamese input tool may alter letters, so every frequent action also has a function,
//! arrow or control key, and a letter with marks counts as its base letter wherever no text is
//! being typed.

use super::actions::Action;
use crate::domain::text::fold;
use crate::present::lang::Lang;
use Action as A;
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
    Notice,
    /// A report as text, made over the period that is chosen.
    Report,
    /// One task of a review.
    Review,
    /// The end of a review.
    ReviewEnd,
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
    /// What somebody else has replaced, beside what the person wants.
    Conflict,
    /// A question.
    Question,
    /// A question whose yes loses something: a file written over, a form left.
    CarefulQuestion,
}

impl Context {
    /// Every context.
    pub const ALL: [Self; 18] = [
        Self::Tasks,
        Self::Units,
        Self::Detail,
        Self::Document,
        Self::Notice,
        Self::Report,
        Self::Review,
        Self::ReviewEnd,
        Self::Help,
        Self::Picker,
        Self::Palette,
        Self::Search,
        Self::Form,
        Self::Note,
        Self::Text,
        Self::Conflict,
        Self::Question,
        Self::CarefulQuestion,
    ];

    /// Whether a question waits: it says itself which keys answer it.
    fn is_question(self) -> bool {
        matches!(self, Self::Question | Self::CarefulQuestion)
    }

    /// Whether letters are text here.
    pub fn takes_text(self) -> bool {
        matches!(
            self,
            Self::Palette | Self::Search | Self::Form | Self::Note | Self::Text
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
    pub keys: &'static [Key],
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
    /// Nothing here, and the status says so.
    Unbound,
    /// Nothing, without a message.
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
    let mut rows = KEYS.iter().filter(|row| row.keys.contains(&wanted) && !alt);
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
        .flat_map(|row| row.keys.iter().copied())
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
    key(KeyCode::Char(c))
}

const fn ctrl(c: char) -> Key {
    ctrl_key(KeyCode::Char(c))
}

const fn ctrl_key(code: KeyCode) -> Key {
    Key { code, ctrl: true }
}

const fn key(code: KeyCode) -> Key {
    Key { code, ctrl: false }
}

const fn f(n: u8) -> Key {
    key(KeyCode::F(n))
}

const fn on(contexts: &'static [Context], keys: &'static [Key], action: Action) -> KeyRow {
    KeyRow {
        contexts,
        keys,
        action,
    }
}

const HOME: &[C] = &[C::Tasks, C::Units];

/// From where the plan's document can be opened.
const PLAN: &[C] = &[C::Tasks, C::Units, C::Detail];

/// Where parts of what is shown are chosen.
const PARTS: &[C] = &[C::Detail, C::Document];

const TASK: &[C] = &[C::Tasks, C::Detail, C::Review];

const REVIEW: &[C] = &[C::Review, C::ReviewEnd];

const LISTS: &[C] = &[
    C::Tasks,
    C::Units,
    C::Detail,
    C::Document,
    C::Notice,
    C::Report,
    C::ReviewEnd,
    C::Help,
    C::Picker,
    C::Conflict,
];

const ARROWS: &[C] = &[
    C::Tasks,
    C::Units,
    C::Detail,
    C::Document,
    C::Notice,
    C::Report,
    C::ReviewEnd,
    C::Help,
    C::Picker,
    C::Palette,
    C::Search,
    C::Note,
    C::Text,
    C::Conflict,
];

const PAGES: &[C] = &[
    C::Tasks,
    C::Units,
    C::Detail,
    C::Document,
    C::Notice,
    C::Report,
    C::Review,
    C::ReviewEnd,
    C::Help,
    C::Picker,
    C::Conflict,
];

const SCREENS: &[C] = &[
    C::Tasks,
    C::Units,
    C::Detail,
    C::Document,
    C::Notice,
    C::Report,
    C::Review,
    C::ReviewEnd,
];

/// What shows a document as text.
const DOCUMENTS: &[C] = &[C::Notice, C::Report];

/// Where a report can be asked for; in a report, another one.
const REPORTS: &[C] = &[
    C::Tasks,
    C::Units,
    C::Detail,
    C::Document,
    C::Notice,
    C::Report,
];

const QUESTIONS: &[C] = &[C::Question, C::CarefulQuestion];

const AREAS: &[C] = &[C::Tasks, C::Units, C::Report];

const BOXES: &[C] = &[C::Help, C::Picker];

/// Where a text of several lines is typed.
const LINES: &[C] = &[C::Note, C::Text];

const TEXT: &[C] = &[C::Palette, C::Search, C::Form, C::Note, C::Text];

const SAVES: &[C] = &[C::Form, C::Note, C::Text, C::Conflict];

const OPENS: &[C] = &[
    C::Document,
    C::Tasks,
    C::Units,
    C::Picker,
    C::Palette,
    C::Search,
    C::Conflict,
];

const LEAVES: &[C] = &[
    C::Tasks,
    C::Units,
    C::Detail,
    C::Document,
    C::Notice,
    C::Report,
    C::Review,
    C::ReviewEnd,
    C::Help,
    C::Picker,
    C::Palette,
    C::Search,
    C::Form,
    C::Note,
    C::Text,
    C::Conflict,
];

/// Every key, the one that help and footer name first standing first.
pub const KEYS: &[KeyRow] = &[
    on(&[C::Review], &[key(KeyCode::Enter)], A::Reviewed),
    on(TASK, &[ch(' '), f(8)], A::Done),
    on(&[C::ReviewEnd], &[ch(' '), f(8)], A::Done),
    on(&[C::Review], &[ch('i'), f(6)], A::InProgress),
    on(TASK, &[ch('n'), f(2)], A::Note),
    on(&[C::ReviewEnd], &[ch('n'), f(2)], A::Note),
    on(&[C::ReviewEnd], &[ch('t'), f(7)], A::MakeTask),
    on(REVIEW, &[ch('d'), f(5)], A::Conclude),
    on(TASK, &[ch('t'), f(7)], A::Deadline),
    on(TASK, &[ch('s')], A::State),
    on(TASK, &[ch('v')], A::Evidence),
    on(TASK, &[ch('e'), f(4)], A::Edit),
    on(&[C::ReviewEnd], &[ch('e'), f(4)], A::Edit),
    on(&[C::ReviewEnd], &[key(KeyCode::Delete)], A::Withdraw),
    on(HOME, &[ch('a')], A::Add),
    on(&[C::Review], &[ch('a')], A::Add),
    on(&[C::Tasks, C::Review], &[ch('m')], A::Mark),
    on(HOME, &[ch('/'), f(3)], A::Search),
    on(REVIEW, &[ch('/'), f(3)], A::Search),
    on(HOME, &[ch('f')], A::Filter),
    on(REVIEW, &[ch('f')], A::Filter),
    on(&[C::Review], &[ch('c')], A::Open),
    on(HOME, &[ch('r'), f(6)], A::Review),
    on(HOME, &[ch('o')], A::Order),
    on(PLAN, &[ch('p'), f(5)], A::Document),
    on(REPORTS, &[ch('b'), f(9)], A::Report),
    on(&[C::Report], &[key(KeyCode::Left), ch('h')], A::Left),
    on(&[C::Report], &[key(KeyCode::Right), ch('l')], A::Right),
    on(DOCUMENTS, &[ch('s'), f(2), ctrl('s')], A::Save),
    on(DOCUMENTS, &[ch('y')], A::Copy),
    on(&[C::Report], &[key(KeyCode::Tab)], A::NextPart),
    on(&[C::Report], &[key(KeyCode::BackTab)], A::PreviousPart),
    on(&[C::Report], &[key(KeyCode::Enter), ch('e'), f(4)], A::Edit),
    on(&[C::Report], &[ch('c')], A::Compare),
    on(&[C::Report], &[ch('f')], A::Filter),
    on(&[C::Report], &[ch('t'), f(7)], A::Names),
    on(&[C::Notice], &[ch('p'), f(7)], A::Annexes),
    on(DOCUMENTS, &[ch(']')], A::NextTab),
    on(DOCUMENTS, &[ch('[')], A::PreviousTab),
    on(SCREENS, &[ch('u'), ctrl('z')], A::Undo),
    on(SCREENS, &[ctrl('r'), ctrl('y')], A::Redo),
    on(ARROWS, &[key(KeyCode::Up)], A::Up),
    on(LISTS, &[ch('k')], A::Up),
    on(ARROWS, &[key(KeyCode::Down)], A::Down),
    on(LISTS, &[ch('j')], A::Down),
    on(PAGES, &[key(KeyCode::PageUp), ctrl('u')], A::PageUp),
    on(PAGES, &[key(KeyCode::PageDown), ctrl('d')], A::PageDown),
    on(PAGES, &[key(KeyCode::Home), ch('g')], A::Top),
    on(PAGES, &[key(KeyCode::End), ch('G')], A::Bottom),
    on(HOME, &[key(KeyCode::Left), ch('h')], A::Left),
    on(HOME, &[key(KeyCode::Right), ch('l')], A::Right),
    on(
        &[C::Review],
        &[key(KeyCode::Right), ch('j'), key(KeyCode::Down)],
        A::NextPart,
    ),
    on(REVIEW, &[key(KeyCode::Left)], A::PreviousPart),
    on(&[C::Review], &[ch('k'), key(KeyCode::Up)], A::PreviousPart),
    on(PARTS, &[key(KeyCode::Left), ch('h')], A::PreviousPart),
    on(PARTS, &[key(KeyCode::Right), ch('l')], A::NextPart),
    on(HOME, &[key(KeyCode::Tab), ch(']')], A::NextTab),
    on(HOME, &[key(KeyCode::BackTab), ch('[')], A::PreviousTab),
    on(AREAS, &[ch('0')], A::Tab(0)),
    on(AREAS, &[ch('1')], A::Tab(1)),
    on(AREAS, &[ch('2')], A::Tab(2)),
    on(AREAS, &[ch('3')], A::Tab(3)),
    on(AREAS, &[ch('4')], A::Tab(4)),
    on(AREAS, &[ch('5')], A::Tab(5)),
    on(AREAS, &[ch('6')], A::Tab(6)),
    on(AREAS, &[ch('*')], A::AllTabs),
    on(OPENS, &[key(KeyCode::Enter)], A::Open),
    on(LEAVES, &[key(KeyCode::Esc)], A::Back),
    on(SCREENS, &[ch('L'), f(12)], A::Language),
    on(SCREENS, &[ch(':'), ctrl('p')], A::Palette),
    on(LISTS, &[ch('?')], A::Help),
    on(&[C::Review], &[ch('?')], A::Help),
    on(LEAVES, &[f(1)], A::Help),
    on(SCREENS, &[ch('q')], A::Quit),
    // In a box q closes the box, as in a pager.
    on(BOXES, &[ch('q')], A::Back),
    on(LEAVES, &[f(10), ctrl('c')], A::Quit),
    // Typing.
    on(&[C::Form], &[key(KeyCode::Enter)], A::Accept),
    on(LINES, &[key(KeyCode::Enter)], A::NewLine),
    on(SAVES, &[ctrl('s'), f(2)], A::Save),
    on(&[C::Note], &[key(KeyCode::Tab)], A::NextKind),
    on(
        &[C::Form],
        &[key(KeyCode::Tab), key(KeyCode::Down)],
        A::NextField,
    ),
    on(
        &[C::Form],
        &[key(KeyCode::BackTab), key(KeyCode::Up)],
        A::PreviousField,
    ),
    // Some terminals and input tools send 0x08 for Backspace; it is never a word delete.
    on(TEXT, &[key(KeyCode::Backspace), ctrl('h')], A::Backspace),
    on(TEXT, &[key(KeyCode::Delete)], A::Delete),
    on(TEXT, &[key(KeyCode::Left)], A::Left),
    on(TEXT, &[key(KeyCode::Right)], A::Right),
    on(TEXT, &[key(KeyCode::Home)], A::Top),
    on(TEXT, &[key(KeyCode::End)], A::Bottom),
    on(TEXT, &[ctrl_key(KeyCode::Left)], A::WordLeft),
    on(TEXT, &[ctrl_key(KeyCode::Right)], A::WordRight),
    on(TEXT, &[ctrl('u')], A::KillToStart),
    on(TEXT, &[ctrl('w')], A::DeleteWord),
    // "có" and "không", "yes" and "no": whichever language is shown.
    on(QUESTIONS, &[ch('c'), ch('y')], A::Yes),
    // Enter has just left the form: pressed twice, it must not write over a file.
    on(&[C::Question], &[key(KeyCode::Enter)], A::Yes),
    on(QUESTIONS, &[ch('k'), ch('n'), key(KeyCode::Esc)], A::No),
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
                for key in row.keys {
                    assert!(seen.insert(*key), "{context:?}: {}", key.name("Space"));
                }
            }
        }
    }

    #[test]
    fn every_action_has_a_key_or_is_in_the_palette() {
        for action in ACTIONS {
            let bound = KEYS.iter().any(|key| key.action == action);
            let palette = matches!(action, Action::Suspend | Action::Mine | Action::Remove);
            assert!(bound || palette, "{:?}", action);
        }
        for key in KEYS {
            let question = matches!(key.action, Action::Yes | Action::No);
            assert!(
                question || !key.action.label().vi.is_empty(),
                "{:?}",
                key.action
            );
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
