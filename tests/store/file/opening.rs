//! Opening and making files: what is refused keeps its bytes, and nothing is ever written over.

use crate::support::{Office, fingerprint, lan, listing, minh};
use cchc::domain::query::Anchor;
use cchc::present::lang::Lang;
use cchc::present::messages::errors;
use cchc::store::{OpenMode, Store, StoreError};
use rusqlite::{Connection, OpenFlags};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Opens a file in both ways and expects to be refused with the file and its folder left alone.
#[track_caller]
fn refused(path: &Path) -> StoreError {
    let folder = path.parent().unwrap();
    let (before, names) = (fingerprint(path), listing(folder));
    let error = Store::open(path, OpenMode::ReadOnly).unwrap_err();
    assert_eq!(listing(folder), names, "after reading: {error:?}");
    let again = Store::open(path, OpenMode::ReadWrite).unwrap_err();
    assert_eq!(format!("{error:?}"), format!("{again:?}"));
    assert_eq!(fingerprint(path), before, "{error:?}");
    assert_eq!(listing(folder), names, "{error:?}");
    for lang in [Lang::Vi, Lang::En] {
        let sentence = errors::store(&error, lang);
        assert!(
            sentence.ends_with('.') && !sentence.contains('\n'),
            "{sentence}"
        );
        let name = path.file_name().unwrap().to_string_lossy();
        assert!(sentence.contains(&*name), "{sentence} names {name}");
    }
    error
}

#[test]
fn a_missing_file_and_a_folder_are_reported_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("không có.db");
    let error = Store::open(&missing, OpenMode::ReadWrite).unwrap_err();
    assert!(matches!(&error, StoreError::NoSuchFile(path) if *path == missing));
    let error = Store::open(folder.path(), OpenMode::ReadWrite).unwrap_err();
    assert!(matches!(error, StoreError::NotAFile(_)));
    let below = folder.path().join("thư mục/kế hoạch.db");
    let error = Store::open(&below, OpenMode::ReadOnly).unwrap_err();
    assert!(matches!(error, StoreError::NoSuchFile(_)));
    assert!(listing(folder.path()).is_empty());
}

#[test]
fn another_programs_file_is_reported_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("ghi chú.txt");
    std::fs::write(&text, "Kế hoạch rà soát TTHC năm 2021\n".repeat(200)).unwrap();
    assert!(matches!(refused(&text), StoreError::NotOurs(_)));
    let short = folder.path().join("ngắn.txt");
    std::fs::write(&short, "Hà Tĩnh").unwrap();
    assert!(matches!(refused(&short), StoreError::NotOurs(_)));
    let empty = folder.path().join("rỗng.db");
    std::fs::write(&empty, "").unwrap();
    assert!(matches!(refused(&empty), StoreError::Empty(_)));
}

#[test]
fn another_programs_database_is_left_alone_with_all_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("thư viện.db");
    // Somebody has it open: rows wait in its write-ahead log, which must not be folded in.
    let theirs = Connection::open(&path).unwrap();
    theirs
        .execute_batch(
            "PRAGMA journal_mode=WAL; CREATE TABLE sách (tên TEXT);
             INSERT INTO sách VALUES ('Truyện Kiều');",
        )
        .unwrap();
    let log = folder.path().join("thư viện.db-wal");
    let waiting = fingerprint(&log);
    assert!(matches!(refused(&path), StoreError::NotOurs(_)));
    assert_eq!(fingerprint(&log), waiting);
    theirs.close().unwrap();
    assert!(matches!(refused(&path), StoreError::NotOurs(_)));
    let plain = folder.path().join("sổ.db");
    let theirs = Connection::open(&plain).unwrap();
    theirs
        .execute_batch("CREATE TABLE sổ (số INTEGER)")
        .unwrap();
    theirs.close().unwrap();
    assert!(matches!(refused(&plain), StoreError::NotOurs(_)));
}

#[test]
fn an_empty_log_beside_a_file_changes_no_judgement() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("thư viện.db");
    let theirs = Connection::open(&path).unwrap();
    theirs
        .execute_batch("PRAGMA journal_mode=WAL; CREATE TABLE sách (tên TEXT)")
        .unwrap();
    theirs.close().unwrap();
    // Who has only read leaves it there.
    let reader = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    reader
        .query_row("SELECT count(*) FROM sách", [], |_| Ok(()))
        .unwrap();
    drop(reader);
    let log = std::fs::metadata(folder.path().join("thư viện.db-wal")).unwrap();
    assert_eq!(log.len(), 0);
    let (before, names) = (fingerprint(&path), listing(folder.path()));
    for mode in [OpenMode::ReadOnly, OpenMode::ReadWrite] {
        assert_eq!(listing(folder.path()), names);
        let error = Store::open(&path, mode).unwrap_err();
        assert!(matches!(error, StoreError::NotOurs(_)), "{error:?}");
        assert_eq!(fingerprint(&path), before);
    }
    // An empty name that leads elsewhere is nothing that somebody has left.
    let office = Office::sample();
    let (path, log) = (office.path.clone(), folder.path().join("trống"));
    drop(office.store);
    std::fs::write(&log, "").unwrap();
    std::os::unix::fs::symlink(&log, path.with_extension("db-wal")).unwrap();
    Store::open(&path, OpenMode::ReadWrite).unwrap_err();
    assert_eq!(std::fs::metadata(&log).unwrap().len(), 0);
}

#[test]
fn another_programs_unfinished_transaction_is_not_rolled_back() {
    let folder = tempfile::tempdir().unwrap();
    let theirs = Connection::open(folder.path().join("sổ.db")).unwrap();
    theirs
        .execute_batch(
            "CREATE TABLE sổ (chữ TEXT); INSERT INTO sổ VALUES (hex(zeroblob(9000)));
             PRAGMA cache_size=1; BEGIN; UPDATE sổ SET chữ = 'Truyện Kiều' || chữ;
             INSERT INTO sổ SELECT chữ FROM sổ; INSERT INTO sổ SELECT chữ FROM sổ;",
        )
        .unwrap();
    // As it lies there when their program dies now.
    let (path, journal) = (
        folder.path().join("bản.db"),
        folder.path().join("bản.db-journal"),
    );
    std::fs::copy(folder.path().join("sổ.db"), &path).unwrap();
    std::fs::copy(folder.path().join("sổ.db-journal"), &journal).unwrap();
    let waiting = fingerprint(&journal);
    assert!(matches!(refused(&path), StoreError::NotOurs(_)));
    assert_eq!(fingerprint(&journal), waiting);
    // It was something to take back.
    let again = Connection::open(&path).unwrap();
    let rows: i64 = again
        .query_row("SELECT count(*) FROM sổ", [], |row| row.get(0))
        .unwrap();
    assert!(rows == 1 && !journal.exists());
}

#[test]
fn a_file_cut_in_half_is_damaged() {
    let office = Office::sample();
    drop(office.store);
    let bytes = std::fs::read(&office.path).unwrap();
    std::fs::write(&office.path, &bytes[..bytes.len() / 2]).unwrap();
    assert!(matches!(refused(&office.path), StoreError::Damaged(_)));
    std::fs::write(&office.path, &bytes[..4096 + 17]).unwrap();
    assert!(matches!(refused(&office.path), StoreError::Damaged(_)));
}

/// The pages that hold nothing, from 0: nobody could tell that one is damaged. The file's header names
/// the first of a chain of pages that list them (SQLite's file format, section 1.5).
fn free_pages(file: &[u8]) -> Vec<usize> {
    let number = |at: usize| u32::from_be_bytes(file[at..at + 4].try_into().unwrap()) as usize;
    let (mut free, mut list) = (Vec::new(), number(32));
    while list != 0 {
        let page = (list - 1) * 4096;
        free.extend((0..number(page + 4)).map(|n| number(page + 8 + n * 4) - 1));
        list = number(page);
    }
    free
}

#[test]
fn damage_in_the_middle_is_never_read_as_content() {
    let office = Office::sample();
    drop(office.store);
    let whole = std::fs::read(&office.path).unwrap();
    // The whole inside overwritten, all but the first page.
    let mut bytes = whole.clone();
    for byte in &mut bytes[4096..] {
        *byte = 0x5a;
    }
    std::fs::write(&office.path, &bytes).unwrap();
    assert!(matches!(refused(&office.path), StoreError::Damaged(_)));
    // Each page alone overwritten: reading, checking and writing tell it or are right, and what was
    // read wrong is never written on.
    let free = free_pages(&whole);
    let pages = (1..whole.len() / 4096).step_by(29);
    for page in pages.filter(|page| !free.contains(page)) {
        let mut bytes = whole.clone();
        bytes[page * 4096..page * 4096 + 4096].fill(0x5a);
        std::fs::write(&office.path, &bytes).unwrap();
        let store = match Store::open(&office.path, OpenMode::ReadOnly) {
            Ok(store) => store,
            Err(StoreError::Damaged(_)) => continue,
            Err(other) => panic!("page {page}: {other:?}"),
        };
        match store.check() {
            Ok(faults) => assert!(!faults.is_empty(), "page {page} is damaged"),
            Err(error) => assert!(matches!(error, StoreError::Corrupt), "{page}: {error:?}"),
        }
    }
}

#[test]
fn damage_met_while_reading_or_writing_has_a_sentence() {
    let office = Office::sample();
    drop(office.store);
    let mut bytes = std::fs::read(&office.path).unwrap();
    // The table of tasks: its root page is named in the schema.
    let root: i64 = Connection::open(&office.path)
        .unwrap()
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name='task'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let root = usize::try_from(root).unwrap();
    bytes[(root - 1) * 4096..root * 4096].fill(0x5a);
    std::fs::write(&office.path, &bytes).unwrap();
    let mut store = Store::open(&office.path, OpenMode::ReadWrite).unwrap();
    let plan = store.plan().unwrap();
    let query = cchc::domain::query::Query::all(plan.id, crate::support::today(), &plan.settings);
    let error = store.page(&query, Anchor::Start, 20).unwrap_err();
    assert!(matches!(error, StoreError::Corrupt), "{error:?}");
    let change = cchc::domain::change::Change::Start {
        task: cchc::domain::ids::TaskId(1),
        started: true,
    };
    let error = store.apply(&[change], &lan()).unwrap_err();
    assert!(matches!(error, StoreError::Corrupt), "{error:?}");
    for lang in [Lang::Vi, Lang::En] {
        let sentence = errors::store(&error, lang);
        assert!(!sentence.contains("Sqlite"), "{sentence}");
    }
    drop(store);
    assert_eq!(std::fs::read(&office.path).unwrap(), bytes);
}

#[test]
fn a_newer_file_is_left_to_the_newer_program() {
    let office = Office::plan_2021();
    drop(office.store);
    let conn = Connection::open(&office.path).unwrap();
    conn.pragma_update(None, "user_version", 7).unwrap();
    conn.close().unwrap();
    let error = refused(&office.path);
    assert!(matches!(error, StoreError::Newer { version: 7, .. }));
}

#[test]
fn what_somebody_planted_is_named_and_never_runs() {
    for (sql, found) in [
        (
            "CREATE TRIGGER rình AFTER UPDATE ON task BEGIN DELETE FROM note; END",
            "rình",
        ),
        ("CREATE VIEW soi AS SELECT * FROM task", "soi"),
        ("CREATE TABLE lạ (x)", "lạ"),
        ("CREATE VIRTUAL TABLE ảo USING fts5(x)", "ảo"),
    ] {
        let office = Office::plan_2021();
        drop(office.store);
        let conn = Connection::open(&office.path).unwrap();
        conn.execute_batch(sql).unwrap();
        conn.close().unwrap();
        let error = refused(&office.path);
        let StoreError::UnexpectedObject { name, .. } = error else {
            panic!("{sql}: {error:?}");
        };
        assert_eq!(name, found);
    }
}

#[test]
fn creating_never_writes_over_anything() {
    let folder = tempfile::tempdir().unwrap();
    let data = cchc::plan::of_year(2021).unwrap();
    let make = |path: &Path| Store::create(path, &data, &lan(), None).map(drop);
    let exists = |path: &Path| {
        assert!(matches!(make(path), Err(StoreError::Exists(found)) if found == path));
    };
    let text = folder.path().join("thư.txt");
    std::fs::write(&text, "Kính gửi Sở Nội vụ").unwrap();
    exists(&text);
    assert_eq!(
        std::fs::read_to_string(&text).unwrap(),
        "Kính gửi Sở Nội vụ"
    );
    let empty = folder.path().join("rỗng.db");
    std::fs::write(&empty, "").unwrap();
    exists(&empty);
    let dangling = folder.path().join("lối tắt.db");
    std::os::unix::fs::symlink(folder.path().join("chưa có.db"), &dangling).unwrap();
    exists(&dangling);
    exists(folder.path());
    assert_eq!(listing(folder.path()), ["lối tắt.db", "rỗng.db", "thư.txt"]);
    let nowhere = folder.path().join("chưa có thư mục/kế hoạch.db");
    assert!(matches!(make(&nowhere), Err(StoreError::Unusable { .. })));
}

#[test]
fn a_new_file_is_private_and_leaves_no_file_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kế hoạch 2021.db");
    let data = cchc::plan::of_year(2021).unwrap();
    drop(Store::create(&path, &data, &lan(), None).unwrap());
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(listing(folder.path()), ["kế hoạch 2021.db"]);
}

#[test]
fn of_eight_who_create_at_once_one_wins() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chung.db");
    let results: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    let data = cchc::plan::of_year(2021).unwrap();
                    Store::create(&path, &data, &lan(), None).map(drop)
                })
            })
            .collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    assert_eq!(results.iter().filter(|made| made.is_ok()).count(), 1);
    for lost in results.iter().filter_map(|made| made.as_ref().err()) {
        assert!(matches!(lost, StoreError::Exists(_)), "{lost:?}");
    }
    assert_eq!(listing(folder.path()), ["chung.db"]);
    let store = Store::open(&path, OpenMode::ReadWrite).unwrap();
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn a_file_opened_for_reading_is_never_written() {
    let office = Office::sample();
    let change = office.note("2.3.1-01", "Không được ghi");
    drop(office.store);
    let before = fingerprint(&office.path);
    let mut store = Store::open(&office.path, OpenMode::ReadOnly).unwrap();
    assert!(store.is_read_only());
    assert!(matches!(
        store.apply(&[change], &lan()),
        Err(StoreError::ReadOnly)
    ));
    assert!(matches!(store.undo(&lan()), Err(StoreError::ReadOnly)));
    assert!(matches!(store.redo(&lan()), Err(StoreError::ReadOnly)));
    assert_eq!(store.check().unwrap(), []);
    store.checkpoint().unwrap();
    drop(store);
    assert_eq!(fingerprint(&office.path), before);
}

#[test]
fn looking_at_a_file_leaves_its_bytes_as_they_are() {
    let office = Office::sample();
    drop(office.store);
    let before = fingerprint(&office.path);
    for mode in [OpenMode::ReadWrite, OpenMode::ReadOnly, OpenMode::ReadWrite] {
        let store = Store::open(&office.path, mode).unwrap();
        assert_eq!(store.plan().unwrap().year, 2021);
    }
    assert_eq!(fingerprint(&office.path), before);
    assert_eq!(listing(office.folder.path()), ["minh họa.db"]);
}

#[test]
fn a_name_may_hold_anything_that_a_name_may_hold() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["kế hoạch ?a=b&c#d%20.db", "100% “xong”.db", "-x.db"] {
        let path = folder.path().join(name);
        drop(cchc::plan::sample::create(&path).unwrap());
        assert!(Store::open(&path, OpenMode::ReadWrite).is_ok(), "{name}");
    }
}

#[test]
fn two_windows_see_each_others_writes() {
    let mut office = Office::plan_2021();
    let mut other = office.second();
    let (mine, theirs) = (
        office.store.data_version().unwrap(),
        other.data_version().unwrap(),
    );
    let task = office.id("2.2-02");
    office.lan(office.note("2.2-02", "Đã gửi dự thảo")).unwrap();
    assert_eq!(office.store.data_version().unwrap(), mine);
    assert_ne!(other.data_version().unwrap(), theirs);
    assert_eq!(other.task(task).unwrap().unwrap().notes.len(), 1);
    let change = cchc::domain::change::Change::Start {
        task,
        started: true,
    };
    other.apply(&[change], &minh()).unwrap();
    assert_ne!(office.store.data_version().unwrap(), mine);
    assert!(office.task("2.2-02").started);
}

#[test]
fn a_window_that_writes_while_another_reads_loses_nothing() {
    let office = Office::plan_2021();
    let task = office.id("2.1-01");
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let path = &office.path;
            scope.spawn(move || {
                let mut store = Store::open(path, OpenMode::ReadWrite).unwrap();
                for n in 0..10 {
                    let note = cchc::domain::change::Change::AddNote {
                        task,
                        kind: cchc::domain::note::NoteKind::Note,
                        body: format!("Ghi chú {n} của cán bộ {writer}"),
                        answers: None,
                    };
                    let who = crate::support::stamp(&format!("Cán bộ {writer}"), "chung");
                    store.apply(&[note], &who).unwrap();
                    let seen = store.task(task).unwrap().unwrap();
                    assert_eq!(i64::try_from(seen.notes.len()).unwrap(), seen.row.notes);
                }
            });
        }
    });
    assert_eq!(office.task("2.1-01").notes.len(), 40);
    office.assert_sound();
}

/// A window that looked into the words long ago may still think of parts of their index that
/// colleagues' writing has since merged into others.
#[test]
fn a_check_finds_no_fault_in_what_colleagues_wrote_meanwhile() {
    let office = Office::sample();
    assert!(!office.found("ke hoach").is_empty());
    let mut colleague = office.second();
    for n in 0..40 {
        let note = office.note("2.1-06", &format!("Ghi chú {n}"));
        colleague.apply(&[note], &minh()).unwrap();
    }
    office.assert_sound();
}

#[test]
fn a_check_names_what_was_altered_outside_the_program() {
    use cchc::domain::journal::StoredValue;
    use cchc::store::check::Fault;
    let derived = |name: &str, column: &str| Fault::Derived {
        name: name.to_owned(),
        column: column.to_owned(),
        derived: StoredValue::Null,
        kept: StoredValue::Null,
    };
    // Which column of what is told here; its values are another matter.
    let named = |fault: Fault| match fault {
        Fault::Derived { name, column, .. } => derived(&name, &column),
        other => other,
    };
    let cases = [
        (
            "UPDATE task SET due_on='2021-01-01' WHERE code='2.4-04'",
            derived("2.4-04", "due_on"),
        ),
        (
            "UPDATE task SET notes=notes+1 WHERE code='2.2-06'",
            derived("2.2-06", "notes"),
        ),
        (
            "UPDATE occurrence SET done_on='2021-06-01'
             WHERE task_id=(SELECT id FROM task WHERE code='2.4-04')",
            derived("2.4-04", "occurrences_done"),
        ),
        (
            "UPDATE unit SET sort_key='a' WHERE abbreviation='VP'",
            derived("VP", "sort_key"),
        ),
        (
            "DELETE FROM task_words WHERE rowid=(SELECT (plan_id << 56) | (due_key << 27) | id
             FROM task WHERE code='2.1-01')",
            Fault::Index {
                code: "2.1-01".to_owned(),
            },
        ),
        (
            "INSERT INTO task_words (rowid, words) VALUES (9999, 'ma')",
            Fault::Index {
                code: String::new(),
            },
        ),
        (
            "DELETE FROM tally WHERE unit_key=-1 AND area_id=0 AND level=3 AND bucket=20211214",
            Fault::Tally {
                counted: 1,
                kept: 0,
            },
        ),
        (
            "UPDATE change SET edits='[]' WHERE id=90",
            Fault::Journal { row: 90 },
        ),
        ("DELETE FROM change WHERE id=91", Fault::Journal { row: 92 }),
    ];
    for (sql, fault) in cases {
        let office = Office::sample();
        office.assert_sound();
        office.tamper(sql);
        let faults = office.store.check().unwrap().into_iter();
        let faults: Vec<Fault> = faults.map(named).collect();
        assert!(faults.contains(&fault), "{sql}: {faults:?}");
    }
    let office = Office::sample();
    office.tamper("PRAGMA foreign_keys=OFF; DELETE FROM unit WHERE abbreviation='VP'");
    let faults = office.store.check().unwrap();
    assert!(
        faults
            .iter()
            .any(|fault| matches!(fault, Fault::Reference { .. })),
        "{faults:?}"
    );
}
