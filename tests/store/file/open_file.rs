//! A file that is swapped, deleted or damaged while it is open.

use super::{DAY, MORNING, damage};
use crate::support::shell::Shell;
use crate::support::{Office, fingerprint, lan, today};
use cchc::domain::person::Actor;
use cchc::present::lang::Lang;
use cchc::store::backup;
use cchc::store::{Health, OpenMode, Store, StoreError, check_health};
use cchc::tui::{App, Session};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

#[test]
fn a_deleted_file_is_reported_and_nothing_is_written_to_it() {
    let mut office = Office::plan_2021();
    let note = office.note("2.1-01", "Ghi sau khi tệp bị xóa");
    let away = office.folder.path().join("cất đi.db");
    std::fs::rename(&office.path, &away).unwrap();
    assert!(matches!(
        office.store.check_in_place(),
        Err(StoreError::Gone(_))
    ));
    let error = office.lan(note.clone()).unwrap_err();
    assert!(matches!(error, StoreError::Gone(path) if path == office.path));
    assert!(!office.path.exists());
    // The old data can still be read, and the work goes on when the file is back.
    assert_eq!(office.task("2.1-01").notes.len(), 0);
    std::fs::rename(&away, &office.path).unwrap();
    office.lan(note).unwrap();
    assert_eq!(office.task("2.1-01").notes.len(), 1);
    office.assert_sound();
}

/// What SQLite keeps beside the file.
fn beside(office: &Office) -> [PathBuf; 2] {
    ["-wal", "-shm"].map(|ending| PathBuf::from(format!("{}{ending}", office.path.display())))
}

fn notes(path: &Path, code: &str) -> Vec<String> {
    let store = Store::open(path, OpenMode::ReadOnly).unwrap();
    assert_eq!(store.check().unwrap(), []);
    let task = store.find_code(store.plan().unwrap().id, code).unwrap();
    let task = store.task(task.unwrap()).unwrap().unwrap();
    task.notes.into_iter().map(|note| note.body).collect()
}

#[test]
fn without_its_log_no_write_is_acknowledged() {
    for taken in [&[0_usize][..], &[1], &[0, 1]] {
        let mut office = Office::plan_2021();
        office.lan(office.note("2.1-01", "Ghi trước đó")).unwrap();
        for nth in taken {
            std::fs::remove_file(&beside(&office)[*nth]).unwrap();
        }
        let error = office.lan(office.note("2.1-01", "Sẽ mất")).unwrap_err();
        let expected = &beside(&office)[taken[0]];
        assert!(
            matches!(&error, StoreError::LogGone(path) if path == expected),
            "{error:?}"
        );
        assert!(matches!(
            office.store.undo(&lan()),
            Err(StoreError::LogGone(_))
        ));
        // Nobody else was there: closing brings what had been told into the file.
        if taken.len() == 2 {
            drop(office.store);
            assert_eq!(notes(&office.path, "2.1-01"), ["Ghi trước đó"]);
        }
    }
}

#[test]
fn a_replaced_log_is_reported_too() {
    let mut office = Office::plan_2021();
    let logs = beside(&office);
    let note = office.note("2.1-01", "Sẽ mất");
    std::fs::rename(&logs[0], office.folder.path().join("cất đi")).unwrap();
    std::fs::write(&logs[0], "").unwrap();
    let error = office.lan(note).unwrap_err();
    assert!(matches!(error, StoreError::LogGone(_)), "{error:?}");
}

#[test]
fn what_colleagues_wrote_with_a_log_of_their_own_outlives_the_end_of_the_first() {
    for first_writes in [false, true] {
        let mut office = Office::plan_2021();
        let note = office.note("2.1-01", "Sẽ mất");
        office
            .lan(office.note("2.1-02", "Trong nhật ký cũ"))
            .unwrap();
        for log in beside(&office) {
            std::fs::remove_file(log).unwrap();
        }
        // In one process SQLite would see that both have the same file.
        let program = Shell::empty();
        let file = office.path.to_string_lossy().into_owned();
        for body in ["Lan ghi", "Minh ghi"] {
            let args = ["note", "2.1-01", body, "--db", &file];
            program.args(&args).ok();
        }
        if first_writes {
            office.lan(note).unwrap_err();
        }
        drop(office.store);
        assert_eq!(notes(&office.path, "2.1-01"), ["Minh ghi", "Lan ghi"]);
    }
}

#[test]
fn a_file_that_is_emptied_is_reported_and_not_written() {
    let mut office = Office::plan_2021();
    let note = office.note("2.1-01", "Sẽ mất");
    std::fs::write(&office.path, "").unwrap();
    let error = office.lan(note).unwrap_err();
    assert!(
        matches!(&error, StoreError::Emptied(path) if *path == office.path),
        "{error:?}"
    );
    assert!(matches!(
        office.store.check_in_place(),
        Err(StoreError::Emptied(_))
    ));
    drop(office.store);
    assert_eq!(std::fs::metadata(&office.path).unwrap().len(), 0);
}

#[test]
fn an_open_waits_for_a_colleague_who_is_just_creating_the_log() {
    let office = Office::plan_2021();
    drop(office.store);
    // It is there and cannot be opened; as root nothing but a folder is so.
    let log = office.path.with_extension("db-wal");
    std::fs::create_dir(&log).unwrap();
    let opened = std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::park_timeout(Duration::from_millis(50));
            std::fs::remove_dir(&log).unwrap();
        });
        Store::open(&office.path, OpenMode::ReadWrite).map(|store| store.is_read_only())
    });
    assert!(matches!(opened, Ok(false)), "{opened:?}");
}

#[test]
fn a_swapped_file_is_reported_and_neither_is_written() {
    let mut office = Office::plan_2021();
    let other = Office::sample();
    let note = office.note("2.1-01", "Ghi nhầm tệp");
    drop(other.store);
    std::fs::rename(&other.path, &office.path).unwrap();
    let before = fingerprint(&office.path);
    let error = office.lan(note).unwrap_err();
    assert!(matches!(error, StoreError::Swapped(path) if path == office.path));
    assert!(matches!(
        office.store.undo(&lan()),
        Err(StoreError::Swapped(_))
    ));
    assert_eq!(fingerprint(&office.path), before);
}

#[test]
fn damage_is_found_by_the_background_check() {
    let office = Office::plan_2021();
    assert!(Store::examine(&office.path).unwrap().is_none());
    drop(office.store);
    damage(&office.path);
    let fault = Store::examine(&office.path).unwrap();
    assert!(matches!(fault, Some(StoreError::Damaged(_))), "{fault:?}");
    // No copy is made of what is damaged.
    let found = check_health(&office.path, Some(MORNING));
    assert!(matches!(found, Health::Fault(_)), "{found:?}");
    assert_eq!(backup::all(&office.path), []);
}

#[test]
fn a_row_that_points_to_nothing_is_a_fault_too() {
    let office = Office::plan_2021();
    office.tamper("PRAGMA foreign_keys=OFF; DELETE FROM unit WHERE abbreviation='VP'");
    let fault = Store::examine(&office.path).unwrap();
    assert!(matches!(fault, Some(StoreError::Damaged(_))), "{fault:?}");
}

#[test]
fn once_damage_is_known_nothing_is_written_any_more() {
    let mut office = Office::plan_2021();
    office.store.mark_damaged();
    let before = fingerprint(&office.path);
    let error = office.lan(office.note("2.1-01", "Đã hỏng")).unwrap_err();
    assert!(matches!(error, StoreError::Damaged(_)), "{error:?}");
    assert_eq!(fingerprint(&office.path), before);
    assert_eq!(office.codes(&office.all()).len(), 79);
}

/// Lan at the screen.
fn session(store: Store) -> Session {
    Session {
        store,
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
        color: false,
        now: || MORNING,
        calendar: today,
        until_midnight: || Duration::MAX,
        remember: |_| {},
        drafts: None,
        visits: None,
        folder: std::path::PathBuf::from("/home/lan"),
        home: Some(std::path::PathBuf::from("/home/lan")),
        program: std::path::PathBuf::new,
    }
}

#[test]
fn the_screen_opens_over_a_task_that_cannot_be_read_and_says_so() {
    let office = Office::plan_2021();
    let path = office.path.clone();
    drop(office.store);
    let conn = rusqlite::Connection::open(&path).unwrap();
    // The table and what finds a task's notes in it.
    let sql = "SELECT rootpage FROM sqlite_schema WHERE tbl_name='note' AND rootpage > 0";
    let mut rows = conn.prepare(sql).unwrap();
    let pages = rows.query_map([], |row| row.get(0)).unwrap();
    let pages: Vec<i64> = pages.map(Result::unwrap).collect();
    drop(rows);
    let _ = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    conn.close().unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    for page in pages {
        let page = usize::try_from(page).unwrap();
        bytes[(page - 1) * 4096..][..200].fill(0xff);
    }
    std::fs::write(&path, bytes).unwrap();
    let store = Store::open(&path, OpenMode::ReadWrite).unwrap();
    let mut app = App::open(session(store), (100, 30)).unwrap();
    app.finish_opening();
    let out = app.message.as_ref().unwrap().text.clone();
    assert!(out.contains("bị hỏng"), "{out}");
}

#[test]
fn the_screen_says_so_and_only_reads_from_then_on() {
    let Office {
        store,
        path,
        folder,
    } = Office::plan_2021();
    let mut app = App::open(session(store), (100, 30)).unwrap();
    app.finish_opening();
    app.health_checked(Health::Sound);
    assert!(!app.env.read_only && app.message.is_none());
    app.health_checked(Health::NoCopy(StoreError::Full));
    let out = |app: &App| app.message.as_ref().unwrap().text.clone();
    assert!(out(&app).contains("bản sao lưu hôm nay"), "{}", out(&app));
    app.health_checked(Health::Fault(StoreError::Damaged(path)));
    assert!(app.env.read_only);
    assert!(out(&app).contains("bị hỏng"), "{}", out(&app));
    drop(folder);
}

#[test]
fn a_command_looks_before_it_reads_or_writes_a_damaged_file() {
    let shell = Shell::empty();
    shell.run("init --year 2021").ok();
    damage(&shell.file());
    let before = shell.bytes();
    for line in ["list", "note 2.1-01 Không_ghi", "undo", "redo"] {
        let out = shell.run(line).failed(5);
        assert!(out.contains("bị hỏng"), "{line}: {out}");
    }
    assert_eq!(shell.bytes(), before);
}

#[test]
fn a_panic_names_its_place_and_never_its_message() {
    let me = std::env::current_exe().unwrap();
    let child = Command::new(me)
        .args([
            "--exact",
            "file::open_file::panics",
            "--ignored",
            "--nocapture",
        ])
        .output()
        .unwrap();
    let out = String::from_utf8(child.stderr).unwrap();
    let line = out.lines().find(|line| line.starts_with("cchc: "));
    let line = line.unwrap_or_else(|| panic!("{out}"));
    assert!(line.contains("file/open_file.rs:"), "{line}");
    assert!(!out.contains("mật"), "{out}");
}

#[test]
#[ignore = "run by the test above, in a process of its own"]
fn panics() {
    cchc::start::prepare();
    cchc::start::set_language(Lang::En);
    panic!("ghi chú mật");
}

#[test]
fn the_daily_copy_is_made_in_the_background_but_not_of_a_file_that_is_only_read() {
    let office = Office::plan_2021();
    assert!(matches!(check_health(&office.path, None), Health::Sound));
    assert_eq!(backup::all(&office.path), []);
    assert!(matches!(
        check_health(&office.path, Some(MORNING)),
        Health::Sound
    ));
    assert!(matches!(
        check_health(&office.path, Some(MORNING + 1000)),
        Health::Sound
    ));
    assert_eq!(backup::all(&office.path).len(), 1);
    assert!(matches!(
        check_health(&office.path, Some(MORNING + DAY)),
        Health::Sound
    ));
    assert_eq!(backup::all(&office.path).len(), 2);
    let sample = Office::sample();
    assert!(matches!(
        check_health(&sample.path, Some(MORNING)),
        Health::Sound
    ));
    assert_eq!(backup::all(&sample.path), []);
    let store = Store::open(&office.path, OpenMode::ReadOnly).unwrap();
    assert!(store.why_read_only().is_none());
}
