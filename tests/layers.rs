//! The arrows point down: what each room of the house may lean on, read from its source.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::path::{Path, PathBuf};

/// A source file of the library: its path below src, and its lines without comments.
struct Source {
    path: String,
    code: String,
}

fn sources() -> Vec<Source> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                found.push(path);
            }
        }
    }
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&src, &mut found);
    found
        .into_iter()
        .filter(|path| !is_of_tests(path.strip_prefix(&src).unwrap()))
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            // What stands in the tests of a room is no arrow of the house.
            let text = text.split("\nmod tests {").next().unwrap();
            let lines = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            Source {
                path: path
                    .strip_prefix(&src)
                    .unwrap()
                    .to_string_lossy()
                    .into_owned(),
                code: lines.collect::<Vec<_>>().join("\n"),
            }
        })
        .collect()
}

/// Whether a file holds nothing but the tests of a room.
fn is_of_tests(path: &Path) -> bool {
    path.ends_with("tests.rs") || path.components().any(|part| part.as_os_str() == "tests")
}

/// The sources of a room.
fn room(name: &str) -> Vec<Source> {
    let prefix = format!("{name}/");
    let room: Vec<_> = sources()
        .into_iter()
        .filter(|source| source.path.starts_with(&prefix))
        .collect();
    assert!(!room.is_empty(), "{name}");
    room
}

/// Whether a word stands in the code, not as part of a longer one.
fn names(code: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        !code[..at].chars().next_back().is_some_and(part)
            && !code[at + word.len()..].chars().next().is_some_and(part)
    })
}

/// Whether the code names a crate: in a path, or alone in a use.
fn names_crate(code: &str, krate: &str) -> bool {
    let whole = |at: usize| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    };
    [format!("{krate}::"), format!("use {krate};")]
        .iter()
        .any(|form| code.match_indices(form).any(|(at, _)| whole(at)))
}

/// The rooms of the house.
const ROOMS: [&str; 6] = ["domain", "plan", "store", "present", "tui", "cli"];

/// What the manifest names, as code writes it.
fn crates() -> Vec<String> {
    let manifest = include_str!("../Cargo.toml");
    let section = manifest.split("[dependencies]").nth(1).unwrap();
    let section = section.split("\n[").next().unwrap();
    let crates: Vec<String> = section
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| Some(line.split_once('=')?.0.trim().replace('-', "_")))
        .collect();
    assert!(crates.contains(&"rusqlite".to_owned()));
    crates
}

/// Fails where a room names another room or a crate that it may not.
#[track_caller]
fn leans_only_on(name: &str, rooms: &[&str], allowed: &[&str]) {
    for source in room(name) {
        for other in ROOMS {
            let named = names(&source.code, &format!("crate::{other}"));
            assert!(
                !named || other == name || rooms.contains(&other),
                "{} leans on {other}",
                source.path
            );
        }
        for krate in crates() {
            let allowed = allowed.contains(&krate.as_str());
            assert!(
                allowed || !names_crate(&source.code, &krate),
                "{} names {krate}",
                source.path
            );
        }
    }
}

#[test]
fn the_domain_leans_on_nothing_but_the_calendar_and_the_letters() {
    leans_only_on(
        "domain",
        &[],
        &[
            "chrono",
            "regex_syntax",
            "serde",
            "unicode_normalization",
            "unicode_security",
        ],
    );
}

#[test]
fn the_store_leans_on_the_domain_and_the_plans_data() {
    leans_only_on(
        "store",
        &["domain", "plan"],
        // rustix and uzers tell whose file it is, and on what sort of system it lies.
        &[
            "chrono",
            "flate2",
            "rusqlite",
            "rustix",
            "serde",
            "serde_json",
            "sha2",
            "uzers",
        ],
    );
    for source in room("store") {
        assert!(!source.code.contains("plan::sample"), "{}", source.path);
    }
}

#[test]
fn the_words_lean_on_the_domain_and_know_of_the_store_only_its_refusals() {
    leans_only_on(
        "present",
        &["domain", "store"],
        &["chrono", "serde", "unicode_segmentation", "unicode_width"],
    );
    let told = [
        "present/messages/errors.rs",
        "present/messages/file_errors.rs",
    ];
    for source in room("present") {
        let uses = source.code.contains("crate::store");
        assert!(
            !uses || told.contains(&source.path.as_str()),
            "{}",
            source.path
        );
    }
}

#[test]
fn the_plan_is_data_and_its_demonstration_goes_through_the_stores_door() {
    leans_only_on(
        "plan",
        &["domain", "store"],
        &["chrono", "serde", "serde_json"],
    );
    for source in room("plan") {
        let demonstration = source.path == "plan/sample.rs";
        assert!(
            demonstration || !source.code.contains("crate::store"),
            "{}",
            source.path
        );
    }
}

#[test]
fn the_database_and_the_terminal_each_stay_in_their_room() {
    for source in sources() {
        for (krate, home) in [
            ("rusqlite", "store/"),
            ("ratatui", "tui/"),
            ("crossterm", "tui/"),
        ] {
            assert!(
                source.path.starts_with(home) || !names(&source.code, krate),
                "{} names {krate}",
                source.path
            );
        }
    }
}

#[test]
fn the_lower_rooms_ask_no_clock_and_no_environment_and_print_nothing() {
    for name in ["domain", "store", "present", "plan"] {
        for source in room(name) {
            for word in [
                "std::env",
                "env::var",
                "Utc::now",
                "Local::now",
                "SystemTime",
                "println!",
                "print!",
                "eprintln!",
                "dbg!",
                "process::exit",
                "stdout()",
                "stderr()",
            ] {
                assert!(!names(&source.code, word), "{}: {word}", source.path);
            }
        }
    }
    // The store alone touches files.
    for name in ["domain", "present"] {
        for source in room(name) {
            assert!(!source.code.contains("std::fs"), "{}", source.path);
        }
    }
}
