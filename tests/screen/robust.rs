//! Sizes nobody has, keys nobody means; and what help and footer promise.

use crate::support::{Desk, friday, minh, parse};
use cchc::domain::change::Change;
use cchc::domain::day::Day;
use cchc::domain::note::NoteKind;
use cchc::domain::person::Actor;
use cchc::domain::query::{DueSpan, Filter};
use cchc::present::lang::Lang::{En, Vi};
use cchc::present::text::width;
use cchc::store::Stamp;
use cchc::tui::actions::{Action, KeyContext, ROWS};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use rusqlite::Connection;
use std::cell::Cell;

/// The keys that lead into a context; none where a colleague must have written, a review be finished
/// or a file be read.
fn way(context: KeyContext) -> Option<&'static str> {
    Some(match context {
        KeyContext::Tasks => "",
        KeyContext::Marked => "m",
        KeyContext::Units => "<Left>",
        KeyContext::Detail => "<Enter>",
        KeyContext::Changes => "c",
        KeyContext::Document => "p",
        KeyContext::Report => "b <Enter>",
        KeyContext::Review => "r <Enter> f <Esc>",
        KeyContext::ReviewEnd => "r <Enter> <End>",
        KeyContext::Frame => "U",
        KeyContext::Help => "?",
        KeyContext::Picker => "f",
        KeyContext::Palette => ":",
        KeyContext::Assign => "+",
        KeyContext::Search => "/",
        KeyContext::Form => "e",
        KeyContext::Note => "n",
        KeyContext::Text => "r <Enter> d",
        KeyContext::Question => "n x <Esc> q",
        KeyContext::CarefulQuestion => "e x <Esc>",
        KeyContext::ImportFile => "i",
        KeyContext::Notice
        | KeyContext::Conflict
        | KeyContext::Import
        | KeyContext::UnitSheet
        | KeyContext::ImportCell => return None,
    })
}

/// The ways into every context, each with its context.
fn ways() -> impl Iterator<Item = (&'static str, KeyContext)> {
    let contexts = KeyContext::ALL.iter();
    contexts.filter_map(|context| Some((way(*context)?, *context)))
}

#[test]
fn absurd_sizes_are_survived_in_every_context() {
    for (way, context) in ways() {
        let mut desk = Desk::open(Vi, 120, 40);
        desk.keys(way);
        assert_eq!(desk.app.context(), context);
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
            (u16::MAX, u16::MAX),
        ] {
            desk.resize(width, height);
            // Whatever a terminal claims, memory has an end.
            assert!(desk.app.env.size <= (1_000, 500));
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
    for (way, context) in ways() {
        let mut desk = Desk::open(Vi, 120, 40);
        desk.keys(way);
        minh_writes(&desk);
        desk.app.detect_other_writes();
        let colleague = Connection::open(desk.store().path()).unwrap();
        let ask = "PRAGMA wal_checkpoint(TRUNCATE)";
        let held: (i64, i64) = colleague
            .query_row(ask, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        assert_eq!(held, (0, 0), "{context:?}");
    }
}

thread_local! {
    /// What the clock on the wall says.
    static TODAY: Cell<Day> = Cell::new(friday());
}

fn today() -> Day {
    TODAY.get()
}

#[test]
fn the_first_key_after_the_machine_has_slept_is_signed_with_the_day_that_it_is() {
    let mut desk = Desk::open_by(today, None);
    desk.go_to("2.3.1-01");
    let monday = friday() + chrono::Duration::days(3);
    TODAY.set(monday);
    desk.keys("<Space>");
    // The task that was under the cursor, not the one that the new day has put there.
    let done = desk.task("2.3.1-01");
    assert_eq!(done.occurrences[0].done_on, Some(monday));
    assert!(
        desk.status().contains("Đã xong 2.3.1-01"),
        "{}",
        desk.status()
    );
    assert!(desk.line(0).contains("14/06/2021"), "{}", desk.line(0));
    // A clock that is set back counts too.
    TODAY.set(friday());
    desk.keys("j");
    assert!(desk.line(0).contains("11/06/2021"), "{}", desk.line(0));
}

#[test]
fn a_new_day_leaves_the_cursor_on_its_task_even_where_the_list_has_lost_it() {
    let mut desk = Desk::open_by(today, None);
    // Due this week; on Monday that is another week.
    desk.keys("f j j <Enter>");
    let selected = desk.selected();
    assert_eq!(desk.home().filter, Some(Filter::Due(DueSpan::ThisWeek)));
    TODAY.set(friday() + chrono::Duration::days(3));
    desk.keys("n");
    assert!(
        desk.frame().contains(&format!("Ghi chú · {selected}")),
        "{selected}: {}",
        desk.frame()
    );
}

#[test]
fn a_document_pasted_into_a_line_is_cut_at_the_limit_and_counted() {
    for way in ["/", ":"] {
        let mut desk = Desk::open(Vi, 120, 40);
        desk.keys(way);
        desk.paste(&"báo cáo ".repeat(1_000));
        assert!(
            desk.status()
                .contains("Đã bỏ 6000 ký tự vì vượt giới hạn 2.000"),
            "{}",
            desk.status()
        );
    }
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("/");
    desk.paste(&"báo cáo ".repeat(1_000));
    assert_eq!(desk.home().words.chars().count(), 2_000);
}

#[test]
fn a_note_under_a_name_that_is_not_the_accounts_shows_the_account() {
    let mut desk = Desk::open(Vi, 120, 40);
    let forged = Stamp {
        actor: Actor {
            account: "root".to_owned(),
            person: "Giám đốc Nguyễn".to_owned(),
        },
        ..minh()
    };
    let note = Change::AddNote {
        task: desk.task("2.3.1-01").row.id,
        kind: NoteKind::Instruction,
        body: "Đã đồng ý lùi hạn".to_owned(),
        answers: None,
    };
    desk.store().apply(&[note], &forged).unwrap();
    desk.go_to("2.3.1-01");
    let shown = "Giám đốc Nguyễn (root) · chỉ đạo, kết luận: Đã đồng ý lùi hạn";
    assert!(desk.frame().contains(shown), "{}", desk.frame());
}

#[test]
fn the_first_frame_waits_neither_for_the_account_nor_for_the_sections() {
    let asked = || unreachable!("the host was asked for the account");
    let desk = Desk::open_first_frame(asked);
    let frame = desk.frame();
    assert!(frame.contains("2.3.1-01"), "{frame}");
    assert!(frame.contains("1 Thể chế"), "{frame}");
    assert!(desk.app.env.sections.is_empty());
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
    assert!(desk.app.ended);
}

#[test]
fn the_footer_is_never_wider_than_the_screen_and_ends_with_help() {
    for (lang, help) in [(Vi, "trợ giúp"), (En, "help")] {
        for (way, context) in ways() {
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
                let room = !context.is_question() && context != KeyContext::Help;
                // A review needs a narrow line for its answers: there the key is all of help.
                let review = matches!(context, KeyContext::Review | KeyContext::ReviewEnd);
                let bare = review && width < 40 && footer.ends_with("· ?");
                let named = footer.ends_with(help) || bare;
                assert!(!room || named, "{context:?} at {width}: {footer}");
            }
        }
    }
}

#[test]
fn the_help_names_every_key_of_its_context() {
    for lang in [Vi, En] {
        for (way, context) in ways() {
            if context.is_question() || context == KeyContext::Help {
                continue;
            }
            let mut desk = Desk::open(lang, 120, 70);
            desk.keys(way);
            let named = desk.app.help_actions();
            let frame = desk.keys("<F1>").frame();
            let rows = ROWS.iter().filter(|row| row.contexts.has(context));
            let rows = rows.filter(|row| named.contains(&row.action));
            for (row, key) in rows.flat_map(|row| row.keys.iter().map(move |key| (row, key))) {
                let digit = matches!(row.action, Action::Tab(_));
                let name = if digit {
                    "0–9".to_owned()
                } else {
                    key.name(lang)
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
        let home = desk.home();
        let shown = desk.app.env.layout().table_rows().max(1);
        prop_assert!(home.top <= home.cursor && home.cursor < home.top + shown);
        prop_assert!(home.rows.is_empty() || home.cursor < home.rows.len());
        if desk.app.ended {
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
