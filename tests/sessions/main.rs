//! Two to eight people on one file, doing anything in any order and dying at any moment, against a
//! model of what each of them was told. And any text, any wording, any bytes at the edges.
//!
//! Few cases run every day; `PROPTEST_CASES=2000 cargo test --release --test sessions` runs more.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod apart;
mod facts;
mod machine;
mod review;
mod steps;
#[path = "../support/mod.rs"]
mod support;

use crate::support::{Office, stamp, table, today};
use cchc::domain::day::parse_day;
use cchc::domain::deadline::{Deadline, DeadlineRules, WordingOrigin};
use cchc::domain::query::{Anchor, Query};
use cchc::domain::text::{TextShape, clean, is_forbidden, is_needed, nfc, require};
use cchc::store::{OpenMode, Stamp, Store, StoreError};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

/// So many cases, the same ones every day; or as many as the environment asks for, new ones each time.
fn cases(few: u32) -> ProptestConfig {
    let more = std::env::var("PROPTEST_CASES").ok();
    let more = more.and_then(|n| n.parse().ok());
    ProptestConfig {
        cases: more.unwrap_or(few),
        rng_seed: more.map_or(RngSeed::Fixed(2021), |_| RngSeed::Random),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Somebody of five people.
fn signed(person: usize) -> Stamp {
    stamp(&format!("Người {person}"), &format!("tk{person}"))
}

/// The bytes of the demonstration, made once.
fn sample() -> &'static [u8] {
    static SAMPLE: OnceLock<Vec<u8>> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let office = Office::sample();
        drop(office.store);
        std::fs::read(&office.path).unwrap()
    })
}

fn office() -> Office {
    let folder = crate::support::own_folder();
    let path = folder.path().join("chung.db");
    std::fs::write(&path, sample()).unwrap();
    let store = Store::open(&path, OpenMode::ReadWrite).unwrap();
    Office {
        store,
        path,
        folder,
    }
}

/// The bodies of all notes.
fn notes(path: &Path) -> BTreeSet<String> {
    let conn = Connection::open(path).unwrap();
    let mut statement = conn.prepare("SELECT body FROM note").unwrap();
    let bodies = statement.query_map([], |row| row.get(0)).unwrap();
    bodies.map(rusqlite::Result::unwrap).collect()
}

/// How many acts the journal holds.
fn acts(path: &Path) -> usize {
    let conn = Connection::open(path).unwrap();
    let count: u32 = conn
        .query_row("SELECT count(*) FROM change WHERE id = act", [], |row| {
            row.get(0)
        })
        .unwrap();
    count.try_into().unwrap()
}

proptest! {
    #![proptest_config(cases(48))]

    /// A byte flipped anywhere is refused, found by the check, met with a sentence, or has touched
    /// neither the journal nor any row's place; and nothing panics.
    #[test]
    fn damaged_bytes_are_reported_or_harmless(
        flipped in prop::collection::vec((any::<prop::sample::Index>(), 1..=255_u8), 1..12),
        cut in prop::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        let mut bytes = sample().to_vec();
        for (at, by) in &flipped {
            let at = at.index(bytes.len());
            bytes[at] ^= by;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let folder = crate::support::own_folder();
        let path = folder.path().join("hỏng.db");
        std::fs::write(&path, &bytes).unwrap();
        let Ok(store) = Store::open(&path, OpenMode::ReadOnly) else {
            prop_assert_eq!(std::fs::read(&path).unwrap(), bytes);
            return Ok(());
        };
        let read_all = || -> Result<(), StoreError> {
            let plan = store.plan()?;
            let query = Query::all(plan.id, today(), &plan.settings);
            let page = store.page(&query, Anchor::Start, 1000)?;
            for row in &page.rows {
                store.task(row.id)?;
                store.history(row.id, 100)?;
            }
            store.journal(None, 1000)?;
            Ok(())
        };
        let read = read_all();
        let found = store.check();
        if let (Ok(()), Ok(faults)) = (read, found) && faults.is_empty() {
            let whole = office();
            for name in ["change", "actor"] {
                prop_assert_eq!(table(&path, name, &[]), table(&whole.path, name, &[]));
            }
        }
    }
}

/// Letters of the office, and what other tools may put among them.
fn any_text() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "\u{1b}", "\u{7}", "\r", "\n", "\r\n", "\t", "\0", "\u{7f}", "\u{85}", "\u{9b}",
        "\u{200b}", "\u{200c}", "\u{200d}", "\u{202e}", "\u{2028}", "\u{2066}", "\u{feff}",
        "\u{302}", "\u{323}", "e", "ệ", "đ", "👩", "م", " ", "Quý", "31/6",
    ]);
    let piece = prop_oneof![
        4 => odd.prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-zà-ỹđ0-9/ ]{0,12}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Wordings that are nearly right.
fn any_wording() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Quý",
        "quý",
        "I",
        "II",
        "III",
        "IV",
        "Tháng",
        "tháng",
        "năm",
        "2021",
        "2020",
        "trước",
        "Trước",
        "ngày",
        "15",
        "31",
        "30",
        "02",
        "6",
        "12",
        "0",
        "99999999999",
        "/",
        "-",
        ".",
        "+",
        "+3",
        "hằng",
        "Hằng",
        "hàng",
        "tuần",
        "định kỳ",
        "theo",
        "thường xuyên",
        "khi có",
        "sau",
        "khi",
        "cuối",
        "đầu",
        "giữa",
        "chậm nhất",
        "6 tháng",
        "29/2",
        "31/6",
        "mai",
        "T7",
        ",",
        "và",
        "từ",
        "đến",
        "15/12/2021",
        "2021-12-15",
    ]);
    let nearly = prop::collection::vec((word, " {0,2}"), 0..8).prop_map(|words| {
        let pieces = words.into_iter().map(|(word, gap)| format!("{word}{gap}"));
        pieces.collect::<String>()
    });
    prop_oneof![3 => nearly, 1 => any_text()]
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn what_the_sanitizer_accepts_is_clean(text in any_text(), several in any::<bool>()) {
        let shape = if several { TextShape::Lines } else { TextShape::Line };
        let cleaned = clean(&text, shape).text;
        prop_assert_eq!(&nfc(&cleaned), &cleaned);
        let letters: Vec<char> = cleaned.chars().collect();
        for (at, c) in letters.iter().enumerate() {
            let beside = |at: Option<usize>| at.and_then(|at| letters.get(at)).copied();
            let before = beside(at.checked_sub(1));
            prop_assert!(
                !is_forbidden(*c) || is_needed(before, *c, beside(Some(at + 1))),
                "{:?} in {:?}", c, cleaned
            );
            prop_assert!(*c != '\t' && (several || *c != '\n'));
        }
        let again = clean(&cleaned, shape);
        prop_assert_eq!((&again.text, again.dropped), (&cleaned, 0));
        // What was typed and cleaned is what the command line accepts unchanged.
        prop_assert_eq!(require(&cleaned, shape, usize::MAX), Ok(cleaned));
        if let Ok(accepted) = require(&text, shape, usize::MAX) {
            prop_assert_eq!(require(&accepted, shape, usize::MAX), Ok(accepted.clone()));
            prop_assert_eq!(clean(&accepted, shape).text, accepted);
        }
    }

    #[test]
    fn no_wording_of_a_day_is_too_odd(wording in any_wording(), year in 1900..2200_i32) {
        if let Ok(day) = parse_day(&wording, today(), year) {
            // A day that was read is read again from its own writing.
            let written = day.format("%d/%m/%Y").to_string();
            prop_assert_eq!(parse_day(&written, today(), year).ok(), Some(day));
        }
    }

    #[test]
    fn the_wording_of_a_deadline_is_kept(wording in any_wording(), year in 1900..2200_i32) {
        let rules = DeadlineRules { year, reading: WordingOrigin::Prompt { today: today() }, before_is_strict: true };
        if let Ok(deadline) = Deadline::parse(&wording, &rules) {
            let normal = nfc(&wording);
            // What says nothing, a lone accent for one, is no deadline and leaves no words.
            let kept = if deadline == Deadline::none() { "" } else { normal.trim() };
            prop_assert_eq!(deadline.typed.as_ref().unwrap_or(&deadline.wording), kept);
            // What was kept means the same when it is read again.
            let again = Deadline::parse(&deadline.wording, &rules).ok();
            let meaning = |one: &Deadline| (one.kind, one.rhythm, one.due_days(year));
            prop_assert_eq!(again.as_ref().map(meaning), Some(meaning(&deadline)));
            prop_assert!(deadline.due_days(year).len() <= 54);
        }
    }
}
