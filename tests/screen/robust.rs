//! Sizes nobody has, keys nobody means; and what help and footer promise.

use crate::support::{Desk, minh, parse};
use cchc::domain::change::Change;
use cchc::domain::note::NoteKind;
use cchc::present::lang::Lang::{En, Vi};
use cchc::present::text::width;
use cchc::tui::input::action::Action;
use cchc::tui::input::keymap::{Context, KEYS};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use rusqlite::Connection;

/// Ways into every context.
const WAYS: [(&str, Context); 11] = [
    ("", Context::Tasks),
    ("<Left>", Context::Units),
    ("<Enter>", Context::Detail),
    ("p", Context::Document),
    ("?", Context::Help),
    ("f", Context::Picker),
    (":", Context::Palette),
    ("/", Context::Search),
    ("e", Context::Form),
    ("n", Context::Note),
    ("n x <Esc> q", Context::Ask),
];

#[test]
fn absurd_sizes_are_survived_in_every_context() {
    for (way, context) in WAYS {
        let mut desk = Desk::open(Vi, 120, 40);
        desk.keys(way);
        assert_eq!(desk.app.model.context(), context);
        for (width, height) in [
            (0, 0),
            (1, 1),
            (5, 2),
            (19, 4),
            (20, 5),
            (20, 200),
            (300, 5),
            (300, 100),
            (40, 10),
        ] {
            desk.resize(width, height);
            let frame = desk.frame();
            assert!(height == 0 || frame.lines().count() <= usize::from(height));
            if width < 20 || height < 5 {
                continue;
            }
            for line in frame.lines() {
                assert!(
                    self::width(line) <= usize::from(width),
                    "{width}×{height}: {line}"
                );
            }
        }
    }
}

/// Whoever reads in a transaction that stays open keeps the log from ever being emptied.
#[test]
fn a_screen_that_waits_for_a_key_keeps_nobody_from_emptying_the_log() {
    for (way, context) in WAYS {
        let mut desk = Desk::open(Vi, 120, 40);
        desk.keys(way);
        minh_writes(&desk);
        desk.app.look_for_others();
        let colleague = Connection::open(desk.store().path()).unwrap();
        let ask = "PRAGMA wal_checkpoint(TRUNCATE)";
        let held: (i64, i64) = colleague
            .query_row(ask, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        assert_eq!(held, (0, 0), "{context:?}");
    }
}

fn minh_writes(desk: &Desk) {
    let note = Change::AddNote {
        task: desk.task("2.2-06").row.id,
        kind: NoteKind::Note,
        body: "Đã gửi Sở Tài chính".to_owned(),
        answers: None,
    };
    desk.store().apply(&[note], &minh()).unwrap();
}

#[test]
fn too_small_a_screen_says_so_and_can_be_left() {
    let mut desk = Desk::open(Vi, 10, 3);
    assert_eq!(desk.frame(), "Cửa sổ quá\nnhỏ · q\nthoát");
    assert_eq!(Desk::open(Vi, 1, 1).frame(), "C");
    desk.keys("q");
    assert!(desk.app.model.ended);
}

#[test]
fn the_footer_is_never_wider_than_the_screen_and_ends_with_help() {
    for (lang, help) in [(Vi, "trợ giúp"), (En, "help")] {
        for (way, context) in WAYS {
            let mut desk = Desk::open(lang, 120, 30);
            desk.keys(way);
            for width in (20..=140).step_by(3) {
                desk.resize(width, 30);
                let footer = desk.footer();
                assert!(
                    self::width(&footer) < usize::from(width),
                    "{context:?} at {width}: {footer}"
                );
                // Help needs no way to help.
                let room = !matches!(context, Context::Ask | Context::Help);
                assert!(
                    !room || footer.ends_with(help),
                    "{context:?} at {width}: {footer}"
                );
            }
        }
    }
}

#[test]
fn the_help_names_every_key_of_its_context() {
    for (lang, space) in [(Vi, "Dấu cách"), (En, "Space")] {
        for (way, context) in WAYS {
            if matches!(context, Context::Ask | Context::Help) {
                continue;
            }
            let mut desk = Desk::open(lang, 120, 70);
            desk.keys(way).keys("<F1>");
            let frame = desk.frame();
            for row in KEYS.iter().filter(|row| row.contexts.contains(&context)) {
                let digit = matches!(row.action, Action::Tab(_));
                let name = if digit {
                    "0–6".to_owned()
                } else {
                    row.key.name(space)
                };
                let named = frame.lines().any(|line| {
                    let keys = line.split('│').nth(if line.contains("││") { 2 } else { 1 });
                    let keys = keys.unwrap_or_default();
                    line.contains(&format!(" {name} ")) || keys.contains(&name)
                });
                assert!(named, "{context:?}: {name}\n{frame}");
            }
        }
    }
}

#[test]
fn every_key_of_the_footer_does_something() {
    // What the footer offers is a key of the context: it resolves to the action that it names.
    for (way, _) in WAYS.iter().filter(|(_, context)| *context != Context::Ask) {
        let mut desk = Desk::open(En, 140, 40);
        desk.keys(way);
        let footer = desk.footer();
        assert!(
            footer
                .split(" · ")
                .all(|hint| hint.split_once(' ').is_some()),
            "{footer}"
        );
    }
}

/// Any key of the keymap, or any text.
fn any_key() -> impl Strategy<Value = KeyEvent> {
    let named = parse(
        "<Space> <Enter> <Enter> <Esc> <Esc> <Tab> <S-Tab> <BS> <Del> <Up> <Down> <Left> <Right> \
         <PgUp> <PgDn> <Home> <End> <F1> <F2> <F3> <F4> <F5> <F7> <F8> <F12> <C-z> <C-r> <C-y> \
         <C-u> <C-d> <C-p> <C-s> <C-w> <C-h> <C-Left> <C-Right> \
         n t s v e a m / f o p u k j g G h l ] [ 0 1 2 3 4 5 6 * L : ?",
    );
    prop_oneof![
        6 => prop::sample::select(named),
        2 => any::<char>().prop_map(|c| KeyEvent::from(KeyCode::Char(c))),
        1 => prop::sample::select("ếộữđĐ国👍\u{301}".chars().collect::<Vec<_>>())
            .prop_map(|c| KeyEvent::from(KeyCode::Char(c))),
        1 => any::<char>().prop_map(|c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::ALT)),
    ]
}

/// A key, or a new size, or a paste.
#[derive(Clone, Debug)]
enum Input {
    Key(KeyEvent),
    Size(u16, u16),
    Paste(String),
}

fn any_input() -> impl Strategy<Value = Input> {
    prop_oneof![
        20 => any_key().prop_map(Input::Key),
        1 => (0..160_u16, 0..60_u16).prop_map(|(w, h)| Input::Size(w, h)),
        1 => ".{0,12}".prop_map(Input::Paste),
    ]
}

/// Plays it all and looks after every third step, and at the end into the file.
fn play(size: (u16, u16), english: bool, inputs: Vec<Input>) -> Result<(), TestCaseError> {
    let mut desk = Desk::open(if english { En } else { Vi }, size.0, size.1);
    for (at, input) in inputs.into_iter().enumerate() {
        match input {
            Input::Key(key) => desk.press(key),
            Input::Size(width, height) => {
                desk.resize(width, height);
            }
            Input::Paste(text) => {
                desk.paste(&text);
            }
        }
        if at % 3 == 0 {
            desk.frame();
        }
        let home = &desk.app.model.home;
        let shown = desk.app.model.frame.layout().table_rows().max(1);
        prop_assert!(home.top <= home.cursor && home.cursor < home.top + shown);
        prop_assert!(home.rows.is_empty() || home.cursor < home.rows.len());
        if desk.app.model.ended {
            break;
        }
    }
    desk.frame();
    prop_assert!(desk.store().check().unwrap().is_empty());
    Ok(())
}

/// The same game four times over, so that the machine's cores share it.
macro_rules! whatever_is_pressed_nothing_breaks {
    ($($name:ident),*) => {
        proptest! {
            #![proptest_config(ProptestConfig {
                cases: 50,
                failure_persistence: None,
                ..ProptestConfig::default()
            })]
            $(
                #[test]
                fn $name(
                    size in (0..160_u16, 0..60_u16),
                    english in any::<bool>(),
                    inputs in prop::collection::vec(any_input(), 60),
                ) {
                    play(size, english, inputs)?;
                }
            )*
        }
    };
}

whatever_is_pressed_nothing_breaks!(
    whatever_is_pressed_1,
    whatever_is_pressed_2,
    whatever_is_pressed_3,
    whatever_is_pressed_4
);
