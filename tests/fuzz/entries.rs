//! What is fuzzed: each function takes bytes as a person, a file or a terminal may bring them, and
//! panics where something does not hold. `cargo test` runs them over the kept corpus.

use crate::support::{Desk, friday};
use cchc::domain::day::{DayError, from_iso, iso, parse_day};
use cchc::domain::deadline::{Deadline, DeadlineRules, WordingOrigin};
use cchc::domain::journal::Edit;
use cchc::domain::query::{Anchor, Query};
use cchc::domain::text::{fold, nfc, query_words, search_words, with_allowed};
use cchc::import::{Import, ImportDecisions, LoadedPlan};
use cchc::present::lang::Lang;
use cchc::present::messages::import::{read_error, warning};
use cchc::present::messages::journal;
use cchc::present::text::safe;
use cchc::settings::UserSettings;
use cchc::sheets::workbook::{Cell, SheetValue, Workbook};
use cchc::store::{OpenMode, Store, StoreError};
use cchc::tui::actions::KeyContext;
use cchc::tui::drafts::{DraftKey, KeptDraft};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};
use std::io::{Cursor, Write};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What takes an input.
type Entry = fn(&[u8]);

/// Each with the name of its corpus.
pub const ALL: [(&str, Entry); 8] = [
    ("days", days),
    ("query", query),
    ("cells", cells),
    ("frozen", frozen),
    ("drafts", drafts),
    ("settings", settings),
    ("terminal", terminal),
    ("annex", annex),
];

/// Nothing that a terminal would obey or that turns letters about. Joiners are left to the shaping of
/// letters.
#[track_caller]
fn assert_harmless(text: &str) {
    let joiner = |c: char| matches!(c, '\u{200c}' | '\u{200d}');
    let found = with_allowed(text).find(|(c, allowed)| !allowed && !joiner(*c));
    assert_eq!(found, None, "{text:?}");
}

/// A day and a deadline as they are typed.
pub fn days(data: &[u8]) {
    let typed = String::from_utf8_lossy(data);
    match parse_day(&typed, friday(), 2021) {
        Ok(day) => {
            // A day that can be written can be read, as far as years have four digits.
            let again = from_iso(&iso(day));
            assert!(again == Some(day) || iso(day).len() != 10, "{day:?}");
        }
        Err(DayError::Unreadable(text)) => assert_eq!(text, nfc(typed.trim())),
        Err(_) => {}
    }
    let prompt = WordingOrigin::Prompt { today: friday() };
    for (before_is_strict, reading) in [
        (true, prompt),
        (false, prompt),
        (true, WordingOrigin::Document),
    ] {
        let rules = DeadlineRules {
            year: 2021,
            reading,
            before_is_strict,
        };
        let Ok(deadline) = Deadline::parse(&typed, &rules) else {
            continue;
        };
        assert!(deadline.due_days(2021).len() <= 366);
        let _ = deadline.relative_due(friday());
        // What was read of a wording is read of it again.
        let again = Deadline::parse(&deadline.wording, &rules);
        let days = |read: &Deadline| (read.kind, read.rhythm, read.due_days(2021));
        assert_eq!(again.as_ref().map(days), Ok(days(&deadline)), "{typed:?}");
    }
}

/// A plan's file that is opened once for each thread.
struct Plan {
    store: Store,
    /// Beside the store, without its door.
    raw: Connection,
    _folder: TempDir,
}

fn with_plan<T>(use_it: impl FnOnce(&Plan) -> T) -> T {
    thread_local! {
        static PLAN: Plan = {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("kế hoạch.db");
            drop(cchc::plan::sample::create(&path).unwrap());
            let store = Store::open(&path, OpenMode::ReadWrite).unwrap();
            let raw = Connection::open(&path).unwrap();
            raw.pragma_update(None, "synchronous", "OFF").unwrap();
            Plan { store, raw, _folder: folder }
        };
    }
    PLAN.with(|plan| use_it(plan))
}

/// Words that are searched for.
pub fn query(data: &[u8]) {
    let typed = String::from_utf8_lossy(data);
    // A longer search is refused before it comes to the store.
    let typed: String = typed.chars().take(2_000).collect();
    let folded = fold(&typed);
    assert_eq!(fold(&folded), folded, "{typed:?}");
    let (asked, kept) = (query_words(&typed), search_words(&typed));
    with_plan(|plan| {
        let known = plan.store.plan().unwrap();
        let all = Query::all(known.id, friday(), &known.settings);
        let found = Query {
            words: typed.clone(),
            ..all
        };
        let page = plan.store.page(&found, Anchor::Start, 100).unwrap();
        if page.at_start && page.at_end {
            let rows = i64::try_from(page.rows.len()).unwrap();
            let counted = plan.store.count(&found).unwrap();
            assert_eq!(counted, rows, "{typed:?}");
        }
    });
    // The index takes no mark of its own from words.
    assert_harmless(&kept.replace('\n', " "));
    asked.iter().for_each(|word| assert_harmless(word));
}

/// An annex: as a file of text, and as the text of a Word document.
pub fn annex(data: &[u8]) {
    let mut word = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    word.start_file("word/document.xml", stored).unwrap();
    word.write_all(data).unwrap();
    let word = word.finish().unwrap().into_inner();
    for (bytes, name) in [(data, ""), (&word, "a.docx")] {
        match cchc::sheets::read(bytes, name) {
            Ok(workbook) => with_plan(|plan| understood(&plan.store, &workbook)),
            Err(error) => assert_harmless(&read_error(&error, Lang::Vi)),
        }
    }
}

/// Every row that shows something is in one place, and no sentence about it harms.
fn understood(store: &Store, workbook: &Workbook) {
    let plan = LoadedPlan::load(store).unwrap();
    let import = Import::read(&plan, workbook, &ImportDecisions::default());
    let read = &import.understood;
    let shows = |cell: &Cell| !cell.text.trim().is_empty() || cell.value == SheetValue::Formula;
    let rows = workbook.sheets.iter().flat_map(|sheet| &sheet.rows);
    let rows = rows.filter(|row| row.cells.iter().any(shows)).count();
    let of_sheets = read.sheets.iter();
    let of_sheets = of_sheets.map(|one| one.titles.len() + one.heads.len() + one.unread.len());
    let places = read.tasks.len() + read.headings.len() + read.problems.len();
    let places = places + read.continued.len() + read.left_out.len();
    assert_eq!(of_sheets.sum::<usize>() + places, rows);
    for task in &read.tasks {
        assert_harmless(&task.title);
        for one in &task.warnings {
            assert_harmless(&warning(one, Lang::En));
        }
    }
}

/// What stands in a row of the journal.
pub fn cells(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    if let Ok(edits) = serde_json::from_str::<Vec<Edit>>(text) {
        let again = serde_json::to_string(&edits).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Edit>>(&again).unwrap(), edits);
    }
    with_plan(|plan| {
        let last = "(SELECT max(id) FROM change)";
        let set = format!("UPDATE change SET edits = ? WHERE id = {last}");
        let kept: String = plan
            .raw
            .query_row(
                &format!("SELECT edits FROM change WHERE id = {last}"),
                [],
                |row| row.get(0),
            )
            .unwrap();
        plan.raw.execute(&set, [text]).unwrap();
        match plan.store.journal(None, 2) {
            Ok(entries) => {
                for entry in &entries {
                    assert_harmless(&safe(&journal::line(entry, Lang::Vi)));
                    assert_harmless(&safe(&journal::line(entry, Lang::En)));
                }
            }
            Err(StoreError::Corrupt) => {}
            Err(other) => panic!("{other:?}"),
        }
        plan.raw.execute(&set, [kept]).unwrap();
    });
}

/// What a finished review has frozen: as bytes that somebody has planted, and as a text that was kept.
pub fn frozen(data: &[u8]) {
    let key_of = |text: &[u8]| -> String {
        let digest = Sha256::digest(text);
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    };
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(data).unwrap();
    let packed = packed.finish().unwrap();
    with_plan(|plan| {
        let lay = |key: &str, content: &[u8]| {
            let sql = "INSERT OR REPLACE INTO frozen (key, content) VALUES (?, ?)";
            plan.raw.execute(sql, params![key, content]).unwrap();
            let read = plan.store.frozen(key);
            plan.raw
                .execute("DELETE FROM frozen WHERE key = ?", [key])
                .unwrap();
            read
        };
        let planted = lay(&key_of(b"Th\xc3\xb4ng b\xc3\xa1o"), data);
        match planted {
            Err(StoreError::Corrupt) => {}
            Ok(text) => assert_eq!(text, "Thông báo"),
            other => panic!("{other:?}"),
        }
        match (lay(&key_of(data), &packed), std::str::from_utf8(data)) {
            (Ok(read), Ok(text)) => assert_eq!(read, text),
            (Err(StoreError::Corrupt), Err(_)) => {}
            (read, _) => panic!("{read:?}"),
        }
    });
}

/// A draft that was left on the disk.
pub fn drafts(data: &[u8]) {
    let Ok(kept) = serde_json::from_slice::<KeptDraft>(data) else {
        return;
    };
    let text = serde_json::to_string(&kept).unwrap();
    assert_eq!(serde_json::from_str::<KeptDraft>(&text).unwrap(), kept);
    let _ = kept.key();
    let mut draft = kept.draft();
    assert_harmless(&draft.editor.text().replace('\n', " "));
    draft.editor.insert("Đã trình");
    assert_harmless(&draft.editor.text().replace('\n', " "));
    // The same on the disk, of this file and person, and the screen that finds it.
    let mut desk = Desk::open(Lang::Vi, 100, 30);
    let folder = desk.folder().join("bản nháp");
    std::fs::create_dir(&folder).unwrap();
    let plan = desk.folder().join("kế hoạch.db").canonicalize().unwrap();
    let mine = KeptDraft {
        file: plan.to_string_lossy().into_owned(),
        person: "Lan (vanphong)".to_owned(),
        ..kept
    };
    std::fs::write(
        folder.join("1.0-0.json"),
        serde_json::to_string(&mine).unwrap(),
    )
    .unwrap();
    desk.start_again(friday, Some(folder));
    if let Some(DraftKey::Note(task, _)) = mine.key()
        && desk.store().row(task).unwrap().is_some()
    {
        assert_eq!(desk.app.drafts.len(), 1, "{mine:?}");
    }
    for keys in ["", "n", "<Esc>", "b <Enter>", "r"] {
        desk.keys(keys);
        assert_harmless(&desk.frame().replace('\n', " "));
    }
}

/// A person's settings.
pub fn settings(data: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.json");
    std::fs::write(&path, data).unwrap();
    let (read, broken) = UserSettings::load(&path);
    if let Some(broken) = broken {
        assert_eq!(read, UserSettings::default());
        for lang in [Lang::Vi, Lang::En] {
            let out = broken.sentence(lang);
            assert_harmless(&out);
            assert!(!out.contains('\n'), "{out}");
        }
    }
    read.save(&path, Lang::Vi).unwrap();
    assert_eq!(UserSettings::load(&path), (read, None));
}

/// What comes from a terminal: letters, keys, pasted text, new sizes.
pub fn terminal(data: &[u8]) {
    let mut desk = Desk::open(Lang::Vi, 100, 30);
    let before = desk.last_change();
    for event in events(&String::from_utf8_lossy(data)).into_iter().take(400) {
        // Nothing is saved outside the folder of this run.
        desk.save_in_own_folder();
        let saves = desk
            .app
            .contexts()
            .iter()
            .any(|context| matches!(context, KeyContext::Notice | KeyContext::Report));
        let event = match event {
            Event::Key(key) if saves && key.code == KeyCode::Char('/') => continue,
            Event::Paste(text) if saves => Event::Paste(text.replace(['/', '~'], " ")),
            event => event,
        };
        desk.app.event(event);
        desk.app.load_deferred();
        if desk.app.ended {
            break;
        }
        assert_harmless(&desk.frame().replace('\n', " "));
    }
    if desk.last_change() != before {
        assert_eq!(desk.store().check().unwrap(), []);
    }
}

/// The bytes of a terminal as what the program hears. What is no known sequence is Esc and letters.
fn events(mut bytes: &str) -> Vec<Event> {
    const KEYS: [(&str, KeyCode); 16] = [
        ("[A", KeyCode::Up),
        ("[B", KeyCode::Down),
        ("[C", KeyCode::Right),
        ("[D", KeyCode::Left),
        ("[H", KeyCode::Home),
        ("[F", KeyCode::End),
        ("[Z", KeyCode::BackTab),
        ("[3~", KeyCode::Delete),
        ("[5~", KeyCode::PageUp),
        ("[6~", KeyCode::PageDown),
        ("OP", KeyCode::F(1)),
        ("OQ", KeyCode::F(2)),
        ("[17~", KeyCode::F(6)),
        ("[18~", KeyCode::F(7)),
        ("[20~", KeyCode::F(9)),
        ("[24~", KeyCode::F(12)),
    ];
    let mut events = Vec::new();
    let key = |code| Event::Key(KeyEvent::from(code));
    while let Some(letter) = bytes.chars().next() {
        bytes = &bytes[letter.len_utf8()..];
        let control = |letter: u8| {
            let letter = KeyCode::Char(char::from(letter + b'a' - 1));
            Event::Key(KeyEvent::new(letter, KeyModifiers::CONTROL))
        };
        if letter != '\u{1b}' {
            events.push(match letter {
                '\r' => key(KeyCode::Enter),
                '\t' => key(KeyCode::Tab),
                '\u{7f}' => key(KeyCode::Backspace),
                '\0' => control(1),
                '\u{1}'..='\u{1a}' => control(letter as u8),
                letter => key(KeyCode::Char(letter)),
            });
        } else if let Some(rest) = bytes.strip_prefix("[200~") {
            let (text, rest) = rest.split_once("\u{1b}[201~").unwrap_or((rest, ""));
            events.push(Event::Paste(text.to_owned()));
            bytes = rest;
        } else if let Some((size, rest)) = resized(bytes) {
            events.push(size);
            bytes = rest;
        } else if let Some((known, code)) = KEYS.iter().find(|(known, _)| bytes.starts_with(known))
        {
            events.push(key(*code));
            bytes = &bytes[known.len()..];
        } else {
            events.push(key(KeyCode::Esc));
        }
    }
    events
}

/// `[8;30;100t`: so many rows and columns, as terminals tell it; at most what a wall of screens has.
fn resized(bytes: &str) -> Option<(Event, &str)> {
    let (size, rest) = bytes.strip_prefix("[8;")?.split_once('t')?;
    let (rows, columns) = size.split_once(';')?;
    let number = |digits: &str| digits.parse::<u16>().ok().map(|n| n.min(300));
    Some((Event::Resize(number(columns)?, number(rows)?), rest))
}
