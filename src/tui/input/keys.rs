//! The table of keys: where each is valid and what it asks for.

use super::action::Action;
use super::keymap::{Context, Key, KeyRow};
use Context as C;
use crossterm::event::KeyCode;

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
