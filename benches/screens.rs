//! How long it takes to lay out and draw each screen at 120×40, whole and after one key.
//!
//! `cargo bench --bench screens`
#![allow(clippy::unwrap_used, missing_docs)]

mod synthetic;

use cchc::domain::person::Actor;
use cchc::present::lang::Lang;
use cchc::store::{OpenMode, Store};
use cchc::tui::view;
use cchc::tui::{App, Session};
use crossterm::event::{Event, KeyCode, KeyEvent};
use divan::Bencher;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Duration;
use synthetic::{SyntheticPlan, today};

const SIZE: (u16, u16) = (120, 40);
const TASKS: usize = 2_000;

/// Each screen and the keys that lead to it.
const SCREENS: [(&str, &str); 8] = [
    ("home", ""),
    ("detail", "\r"),
    ("document", "p"),
    ("note", "n"),
    ("form", "s"),
    ("filters", "f"),
    ("help", "?"),
    ("report", "b\r"),
];

/// The file, made once for all measurements.
static FILE: OnceLock<PathBuf> = OnceLock::new();

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let plan = SyntheticPlan {
        tasks: TASKS,
        ..SyntheticPlan::default()
    };
    let path = FILE.get_or_init(|| folder.path().join("kế hoạch.db"));
    drop(plan.create(path).unwrap());
    divan::main();
}

fn app(keys: &str) -> App {
    let session = Session {
        store: Store::open(FILE.get().unwrap(), OpenMode::ReadWrite).unwrap(),
        today: today(),
        day_is_fixed: true,
        signer: Actor {
            account: "vanphong".to_owned(),
            person: "Lan".to_owned(),
        }
        .into(),
        person_is_known: true,
        my_unit: None,
        lang: Lang::Vi,
        ascii: false,
        color: true,
        now: || 1_781_226_000_000,
        calendar: today,
        until_midnight: || Duration::MAX,
        remember: |_| {},
        drafts: None,
        visits: None,
        folder: std::env::temp_dir(),
        home: None,
        program: std::path::PathBuf::new,
    };
    let mut app = App::open(session, SIZE).unwrap();
    app.load_deferred();
    for letter in keys.chars() {
        let code = match letter {
            '\r' => KeyCode::Enter,
            letter => KeyCode::Char(letter),
        };
        app.event(Event::Key(KeyEvent::from(code)));
        app.make_pending_report();
    }
    app
}

#[divan::bench(args = SCREENS.map(|(name, _)| name))]
fn drawn_whole(bencher: Bencher<'_, '_>, name: &str) {
    let (_, keys) = SCREENS.into_iter().find(|screen| screen.0 == name).unwrap();
    let app = app(keys);
    bencher
        .with_inputs(|| Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).unwrap())
        .bench_local_refs(|screen| {
            screen.draw(|canvas| view::view(canvas, &app)).unwrap();
        });
}

#[divan::bench]
fn move_down_and_draw(bencher: Bencher<'_, '_>) {
    let mut app = app("");
    let mut screen = Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).unwrap();
    bencher.bench_local(|| {
        app.event(Event::Key(KeyEvent::from(KeyCode::Down)));
        screen.draw(|canvas| view::view(canvas, &app)).unwrap();
    });
}

/// Rows of an annex, as they are pasted.
const ROWS: usize = 10_000;

fn annex() -> String {
    let mut rows = "STT\tNhiệm vụ\tĐơn vị chủ trì\tThời hạn\nI\tCải cách thể chế\n".to_owned();
    for row in 1..=ROWS {
        let unit = ["Sở Lạ", "VP", "Thanh tra Sở"][row % 3];
        let deadline = ["Kỳ họp giữa năm", "Quý II", "30/6/2026", "15/6; 15/12"][row % 4];
        rows += &format!(
            "{row}\tRà soát, công bố thủ tục nội bộ số {row} của ngành\t{unit}\t{deadline}\n"
        );
    }
    rows
}

/// Each key on the preview of a large annex, after those that lead to it: `correct` takes over what was
/// typed into a cell.
const KEYS: [(&str, &str, char); 4] = [
    ("down", "", 'j'),
    ("unclear", "", ']'),
    ("space", "jj", ' '),
    ("correct", "jjjjjejjj\rx", '\r'),
];

#[divan::bench(args = KEYS.map(|(name, ..)| name), sample_count = 10, sample_size = 1)]
fn key_on_an_annex_of_ten_thousand_rows(bencher: Bencher<'_, '_>, name: &str) {
    let (_, before, key) = KEYS.into_iter().find(|key| key.0 == name).unwrap();
    let press = |app: &mut App, letter| {
        let code = match letter {
            '\r' => KeyCode::Enter,
            letter => KeyCode::Char(letter),
        };
        app.event(Event::Key(KeyEvent::from(code)));
    };
    let mut screen = Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).unwrap();
    bencher
        .with_inputs(|| {
            let mut app = app("i");
            app.event(Event::Paste(annex()));
            app.finish_reading();
            before.chars().for_each(|letter| press(&mut app, letter));
            app
        })
        .bench_local_refs(|app| {
            press(app, key);
            screen.draw(|canvas| view::view(canvas, app)).unwrap();
        });
}
