//! Rows that another tool has put into the file: what they hold for a terminal to obey reaches no
//! output, whichever command, format and language, and no screen.

use crate::file::shell;
use crate::screen::{HOME, Screen};
use crate::support::shell::{Ran, Shell};
use cchc::domain::change::Change;
use cchc::domain::day::{Week, from_iso};
use cchc::domain::ids::ReviewId;
use cchc::domain::person::Actor;
use cchc::domain::review::{ReviewChange, ReviewScope};
use cchc::domain::text::is_forbidden;
use cchc::report::review::freeze;
use cchc::store::{OpenMode, Stamp, Store};
use rusqlite::Connection;

/// A title for the window, a bell, a colour, a return, a cleared screen, a turned direction, a
/// letter that nobody sees.
const HOSTILE: &str = "\u{1b}]0;bị chiếm\u{7}\u{1b}[31m\r\u{9b}2J\u{85}\u{202e}\u{200b}\u{2066}";

/// The columns that hold people's words.
const WORDS: &[(&str, &[&str])] = &[
    (
        "plan",
        &[
            "title",
            "number",
            "issuer",
            "issuer_short",
            "superior",
            "place",
            "signer",
            "signer_title",
        ],
    ),
    (
        "area",
        &["name", "name_en", "short", "short_en", "abbreviation"],
    ),
    ("section", &["title"]),
    ("passage", &["text", "source_text"]),
    ("unit", &["abbreviation", "name", "name_en"]),
    ("alias", &["name"]),
    ("person", &["name"]),
    ("account", &["name"]),
    (
        "task",
        &[
            "title",
            "text",
            "source_text",
            "heading",
            "product",
            "coordinating_text",
            "deadline",
            "hold_reason",
        ],
    ),
    ("occurrence", &["result"]),
    ("extension", &["reason", "agreed_by", "letter"]),
    ("note", &["body", "signed"]),
    ("evidence", &["number", "summary", "path"]),
    ("step", &["title"]),
    ("review", &["began_by", "finished_by"]),
    ("answer", &["signed"]),
    ("conclusion", &["body"]),
    ("actor", &["account", "person"]),
];

/// Begins a review of the plan and writes a conclusion down.
fn begin(store: &mut Store, stamp: &Stamp) -> ReviewId {
    let plan = store.plan().unwrap();
    let prepared = store
        .prepare_agenda(ReviewScope::Plan, &plan, stamp.day)
        .unwrap();
    let change = ReviewChange::Begin {
        plan: plan.id,
        week: Week::of(stamp.day),
        scope: ReviewScope::Plan,
        prepared,
    };
    store.apply(&[Change::Review(change)], stamp).unwrap();
    let review = store.open_reviews(plan.id).unwrap()[0].id;
    let body = "Các đơn vị báo cáo trước ngày 15/6".to_owned();
    let change = ReviewChange::Conclude { review, body };
    store.apply(&[Change::Review(change)], stamp).unwrap();
    review
}

/// Finishes it over a conclusion that another tool has changed: the notice is frozen so.
fn finish(store: &mut Store, review: ReviewId, stamp: &Stamp) {
    let (head, texts) = freeze(store, review, stamp.day).unwrap().unwrap();
    assert!(texts.iter().all(|text| text.contains("bị chiếm")));
    let change = ReviewChange::Finish {
        review,
        head,
        texts,
    };
    store.apply(&[Change::Review(change)], stamp).unwrap();
}

/// The demonstration with a finished review, an open one and a report's own passages, and hostile
/// words in every such column and in the journal's values.
fn poisoned() -> Shell {
    let shell = shell();
    for passage in ["overview", "superior"] {
        let words = ["report", "--period", "week", "--set", passage, "Giữ lại"];
        shell.args(&words).ok();
    }
    let mut store = Store::open(&shell.file(), OpenMode::ReadWrite).unwrap();
    let stamp = Stamp {
        actor: Actor {
            account: "vanphong".to_owned(),
            person: "Lan".to_owned(),
        },
        recorded_at: 1_623_373_200_000,
        day: from_iso("2021-06-11").unwrap(),
    };
    let review = begin(&mut store, &stamp);
    poison(&shell);
    finish(&mut store, review, &stamp);
    begin(&mut store, &stamp);
    drop(store);
    poison(&shell);
    shell
}

/// Puts the hostile words in, behind what is there.
fn poison(shell: &Shell) {
    let conn = Connection::open(shell.file()).unwrap();
    for (table, columns) in WORDS {
        for column in *columns {
            let sql = format!("UPDATE {table} SET {column} = {column} || ?");
            conn.execute(&sql, [HOSTILE]).unwrap();
        }
    }
    conn.execute(
        "UPDATE setting SET value = value || ? WHERE key LIKE 'report.%'",
        [HOSTILE],
    )
    .unwrap();
    // The journal's own escapes, so that the values can be read.
    let inside = serde_json::to_string(HOSTILE).unwrap();
    let inside = inside.trim_matches('"').to_owned();
    conn.execute(
        "UPDATE change SET edits = replace(edits, '\"title\":\"', '\"title\":\"' || ?1)",
        [&inside],
    )
    .unwrap();
    conn.execute(
        "UPDATE change SET edits = replace(edits, '\"body\":\"', '\"body\":\"' || ?1)",
        [&inside],
    )
    .unwrap();
}

#[track_caller]
fn assert_harmless(line: &str, ran: &Ran) {
    // CSV begins with a mark for spreadsheets, and in it a return and a line end end a row.
    let out = ran.out.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    for text in [&out, &ran.err] {
        let row = text.lines().find(|row| row.chars().any(is_forbidden));
        assert_eq!(row, None, "{line}");
    }
}

const READING: &[&str] = &[
    "list",
    "list --format json",
    "list --format csv",
    "list --order unit",
    "list --search bi --format json",
    "show 2.3.1-1",
    "show 2.3.1-1 --format json",
    "show 2.4-1",
    "log --limit 1000",
    "log --limit 1000 --format json",
    "log 2.3.1-1",
    "areas",
    "units",
    "info",
    "check",
    "report --period week",
    "report --period month --format markdown",
    "report --period quarter --compare --format html",
    "review",
    "review --format json",
    "review --area 2",
    "review list",
    "review list --format json",
    "review show 1",
    "review show 1 --format markdown",
    "review show 1 --format html",
];

#[test]
fn no_command_passes_on_what_a_terminal_would_obey() {
    let shell = poisoned();
    let mut seen = 0;
    for lang in ["vi", "en"] {
        for line in READING {
            let ran = shell.run(&format!("{line} --lang {lang}"));
            assert_harmless(line, &ran);
            // It is not hidden either: a sign stands in its place, or an escape.
            seen += usize::from(ran.out.contains('\u{fffd}') || ran.out.contains("\\u001b"));
        }
    }
    assert!(seen > 20, "{seen} outputs show that something is there");
    for line in [
        // Errors that list what there is, and sentences that tell what was done.
        "list --unit XYZ",
        "add --section 9.9 Việc",
        "show 2.3.1-99",
        "edit 2.1-6 --lead XYZ",
        "note 2.1-6 Xong_phần_một",
        "undo",
        "start 2.2-6",
        "done 2.1-6 --evidence 1/BC",
        "extend 2.1-6 18/6 --reason a --by b",
        "deadline 2.1-10 Quý_III",
        "edit 2.1-6 --product Báo_cáo",
        "pause 2.1-6 --reason Chờ",
    ] {
        for lang in ["vi", "en"] {
            assert_harmless(line, &shell.run(&format!("{line} --lang {lang}")));
        }
    }
}

#[test]
fn arguments_and_names_of_files_are_harmless_in_errors() {
    let shell = shell();
    for args in [
        vec!["show", HOSTILE],
        vec!["list", "--unit", HOSTILE],
        vec!["list", "--due", HOSTILE],
        vec!["list", "--state", HOSTILE],
        vec!["list", "--lang", HOSTILE],
        vec!["list", "--as", HOSTILE],
        vec!["list", "--today", HOSTILE],
        vec!["list", "--db", HOSTILE],
        vec!["note", "2.1-6", HOSTILE],
        vec!["init", "--year", "2021", "--db", HOSTILE],
        vec![HOSTILE],
    ] {
        let ran = shell.args(&args);
        assert_harmless(&format!("{args:?}"), &ran);
        assert!(ran.code != 0 || args[0] == "init", "{args:?}: {ran:?}");
    }
}

#[test]
fn a_colleagues_name_is_harmless_in_a_conflict_message() {
    let shell = shell();
    shell.run("edit 2.1-6 --product Bản_một --as Lan").ok();
    shell.run("edit 2.1-6 --product Bản_hai --as Tuấn").ok();
    let conn = Connection::open(shell.file()).unwrap();
    conn.execute(
        "UPDATE actor SET person = person || ? WHERE person = 'Tuấn'",
        [HOSTILE],
    )
    .unwrap();
    let ran = shell.run("undo --as Lan");
    assert_eq!(ran.code, 4, "{ran:?}");
    assert!(ran.err.contains("Tuấn\u{fffd}"), "{}", ran.err);
    assert_harmless("undo", &ran);
}

#[test]
fn a_column_that_holds_no_words_is_harmless_too() {
    let shell = shell();
    let whole = std::fs::read(shell.file()).unwrap();
    let columns: Vec<(String, String)> = {
        let conn = Connection::open(shell.file()).unwrap();
        let mut statement = conn
            .prepare(
                "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c
                 WHERE m.type = 'table' AND c.type = 'TEXT' ORDER BY 1, 2",
            )
            .unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        rows.unwrap().map(rusqlite::Result::unwrap).collect()
    };
    let words = |table: &str, column: &str| {
        WORDS
            .iter()
            .any(|(name, all)| *name == table && all.contains(&column))
    };
    let mut tried = 0;
    for (table, column) in columns.iter().filter(|(t, c)| !words(t, c)) {
        std::fs::write(shell.file(), &whole).unwrap();
        let conn = Connection::open(shell.file()).unwrap();
        let sql = format!("UPDATE {table} SET {column} = {column} || ?");
        // A column with a list of allowed words admits no other.
        if conn.execute(&sql, [HOSTILE]).is_err() {
            continue;
        }
        drop(conn);
        tried += 1;
        for line in [
            "list",
            "show 2.3.1-1 --format json",
            "log",
            "units",
            "check",
            "note 2.1-6 Tiếp_tục",
        ] {
            let ran = shell.run(line);
            assert_harmless(&format!("{table}.{column}: {line}"), &ran);
        }
    }
    assert!(tried > 15, "{tried} columns");
}

#[test]
fn no_screen_passes_it_on_either() {
    let shell = poisoned();
    let screen = &mut Screen::open(&shell, &["--as", "Lan"], true);
    screen.until_shown("bị chiếm");
    // Each area, the whole, the units' column.
    for key in ["1", "2", "3", "*", "\u{1b}[D", "j", "\u{1b}[C"] {
        screen.press(key);
        screen.settle();
    }
    // Another order, and what opens over the list. Each is seen to be closed before the next key: an Esc
    // that is not read yet makes Alt of the letter after it.
    screen.press("o");
    screen.settle();
    for key in ["\r", "p", "?", ":", "/", "f", "s", "t", "v", "e", "a", "n"] {
        screen.press(key);
        screen.settle();
        screen.press("\u{1b}");
        // A box does not cover all of what is below it: the next key must not come with this one.
        screen.settle();
        screen.until_shown(HOME);
    }
    // A report: set against the period before, to its last line, the form of its names.
    for (key, shown) in [
        ("b", "Enter chọn"),
        ("\r", "BÁO CÁO"),
        ("c", "toàn kế hoạch"),
        ("G", "Tổng cộng"),
        ("t", "Ctrl-S lưu"),
        ("\u{1b}", "s lưu tệp"),
        ("\u{1b}", HOME),
    ] {
        screen.press(key);
        screen.until_shown(shown);
    }
    // The open review: its agenda, a task in it, its conclusions, the notice that ends it; an old one.
    for (key, shown) in [
        ("r", "Làm tiếp"),
        ("\r", "1/23"),
        ("\u{1b}[C", "2/23"),
        ("c", "Vị trí:"),
        ("\u{1b}", "2/23"),
        ("\u{1b}[F", "Kết thúc giao ban"),
        ("d", "Ctrl-S lưu"),
        ("\u{1b}", "d kết luận"),
        (" ", "Vẫn kết thúc?"),
        ("y", "THÔNG BÁO"),
        ("\u{1b}", HOME),
        ("r", "Xem lại"),
        ("\r", "THÔNG BÁO"),
        ("G", "Tổng cộng"),
    ] {
        screen.press(key);
        screen.until_shown(shown);
    }
    assert!(screen.runs(), "{}", screen.text());
    let bytes = screen.bytes();
    let sent = String::from_utf8_lossy(&bytes);
    for (name, raw) in [
        ("a title for the window", "\u{1b}]"),
        ("a bell", "\u{7}"),
        ("C1", "\u{9b}"),
        ("C1", "\u{85}"),
        ("a turned direction", "\u{202e}"),
        ("a hidden letter", "\u{200b}"),
        ("an isolate", "\u{2066}"),
    ] {
        assert!(!sent.contains(raw), "{name} reached the terminal");
    }
}
