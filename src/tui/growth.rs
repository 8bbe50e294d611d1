//! A key costs the same whatever the file holds: counted in steps of SQLite's machine, not in time.
//! What the full-text index reads inside is not among them.
#![allow(clippy::unwrap_used, unreachable_pub)]

#[path = "../../benches/synthetic/mod.rs"]
mod synthetic;

use super::{App, Session};
use crate::domain::person::Actor;
use crate::present::lang::Lang;
use crate::store::{OpenMode, Store};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::Duration;
use synthetic::SyntheticPlan;

/// Keys and what they are called: moves, ends, tabs, units, filters, orders, searches, writes.
const KEYS: [(&str, &str); 28] = [
    ("move", "jjjkkk"),
    ("far move", "jjjjjjjjjjjjjjjjjjjjjjjjjjjjjj"),
    ("page", "ddduuu"),
    ("end", "G"),
    ("up from the end", "kkkk"),
    ("page up from the end", "uuu"),
    ("start", "g"),
    ("tab", "1"),
    ("end of a tab", "G"),
    ("next tab", "\t\t"),
    ("all tabs", "*"),
    ("unit", "hj"),
    ("next unit", "jj"),
    ("tab of a unit", "l3G"),
    ("all again", "*h"),
    ("all units", "\u{1b}g"),
    ("order code", "lo"),
    ("end by code", "Gg"),
    ("order unit", "o"),
    ("end by unit", "Gg"),
    ("order change", "o"),
    ("end by change", "Gg"),
    ("order due", "o"),
    ("frequent letters", "/bao cao\r"),
    ("rare letters", "\u{1b}/121/kh\r"),
    ("no hit", "\u{1b}/qqq\r"),
    ("done and back", "\u{1b}g  "),
    ("filters", "f\u{1b}"),
];

fn session(path: &Path) -> Session {
    Session {
        store: Store::open(path, OpenMode::ReadWrite).unwrap(),
        today: synthetic::today(),
        day_is_fixed: true,
        signer: Actor {
            account: "lan".to_owned(),
            person: "Lan".to_owned(),
        }
        .into(),
        person_is_known: true,
        my_unit: None,
        lang: Lang::Vi,
        ascii: false,
        color: true,
        now: || 1_781_226_000_000,
        calendar: synthetic::today,
        until_midnight: || Duration::from_secs(3_600),
        remember: |_| {},
        drafts: None,
        visits: None,
        folder: std::env::temp_dir(),
        home: None,
        program: std::path::PathBuf::new,
    }
}

fn key(letter: char) -> Event {
    let (code, modifiers) = match letter {
        '\t' => (KeyCode::Tab, KeyModifiers::NONE),
        '\r' => (KeyCode::Enter, KeyModifiers::NONE),
        '\u{1b}' => (KeyCode::Esc, KeyModifiers::NONE),
        letter => (KeyCode::Char(letter), KeyModifiers::NONE),
    };
    Event::Key(KeyEvent::new(code, modifiers))
}

/// The steps of opening, and of each group of keys.
fn steps(folder: &Path, tasks: usize) -> Vec<(&'static str, u64)> {
    let path = folder.join(format!("{tasks}.db"));
    let plan = SyntheticPlan {
        tasks,
        ..SyntheticPlan::default()
    };
    drop(plan.create(&path).unwrap());
    let mut session = session(&path);
    let counter = session.store.count_steps();
    let mut app = App::open(session, (120, 40)).unwrap();
    app.finish_opening();
    let mut taken = vec![("opening", counter.swap(0, Ordering::Relaxed))];
    for (name, keys) in KEYS {
        for letter in keys.chars() {
            let page = !keys.contains('/') && matches!(letter, 'd' | 'u');
            let event = match letter {
                'd' if page => Event::Key(KeyEvent::new(KeyCode::PageDown, KeyModifiers::NONE)),
                'u' if page => Event::Key(KeyEvent::new(KeyCode::PageUp, KeyModifiers::NONE)),
                letter => key(letter),
            };
            app.event(event);
            app.load_deferred();
        }
        taken.push((name, counter.swap(0, Ordering::Relaxed)));
    }
    taken
}

#[test]
fn a_key_takes_as_many_steps_in_a_large_file_as_in_a_small_one() {
    let folder = tempfile::tempdir().unwrap();
    let small = steps(folder.path(), 1_000);
    let large = steps(folder.path(), 40_000);
    for ((name, few), (_, many)) in small.iter().zip(&large) {
        // Twice as many at most, for lists that the small file does not fill and for days that have
        // tasks at all; a scan would take forty times as many. Hits are counted up to a cap.
        let letters = KEYS.iter().find(|(key, _)| key == name);
        let typed = letters.map_or(0, |(_, keys)| keys.len() as u64);
        let counts = ["letters", "hit", "filters"];
        let counted = match counts.iter().any(|word| name.contains(word)) {
            true => typed * 7 * 10_000,
            false => 0,
        };
        assert!(*many <= 2 * few + counted, "{name}: {few} → {many}");
    }
}
