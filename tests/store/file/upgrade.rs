//! A file that an older version of the program left: brought up to date once, copied before, and
//! never by half.

use super::{DAY, MORNING};
use crate::support::older::version_1;
use crate::support::shell::Shell;
use crate::support::{Office, content, fingerprint, lan, listing};
use cchc::domain::change::Change;
use cchc::domain::ids::TaskId;
use cchc::domain::note::NoteKind;
use cchc::present::lang::Lang;
use cchc::present::messages::journal;
use cchc::store::backup::{BackupKind, all, folder};
use cchc::store::{OpenMode, Store, StoreError, VERSION};
use rusqlite::Connection;
use std::path::Path;

/// Opens it as the program does.
fn open(shell: &Shell) -> Store {
    Store::open_upgrading(&shell.file(), OpenMode::ReadWrite, MORNING).unwrap()
}

/// The version that stands in the file.
fn version(path: &Path) -> i64 {
    let conn = Connection::open(path).unwrap();
    conn.query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap()
}

fn tamper(path: &Path, sql: &str) {
    Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

fn note(body: &str) -> Change {
    Change::AddNote {
        task: TaskId(2),
        kind: NoteKind::Note,
        body: body.to_owned(),
        answers: None,
    }
}

/// Every object of the schema but SQLite's own, as it was written down.
fn schema(path: &Path) -> Vec<(String, Option<String>)> {
    let conn = Connection::open(path).unwrap();
    let mut statement = conn
        .prepare("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
        .unwrap();
    let objects = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    objects.unwrap().map(rusqlite::Result::unwrap).collect()
}

/// A row without the columns of a task that later steps add or compute otherwise.
fn facts_of(row: &str) -> String {
    let cells = row.split_inclusive(") ");
    cells
        .filter(|cell| {
            let computed = ["words_hash=", "flags="];
            !computed.iter().any(|name| cell.starts_with(name))
        })
        .map(|cell| {
            cell.replace("set_due_on=Null ", "")
                .replace("rhythm=Null ", "")
        })
        .collect()
}

#[test]
fn an_old_file_is_migrated_and_keeps_its_content() {
    let shell = version_1();
    let (old, bytes) = (content(&shell.file()), fingerprint(&shell.file()));
    let store = open(&shell);
    assert_eq!(version(&shell.file()), VERSION);
    assert_eq!(store.check().unwrap(), []);
    let new = content(&shell.file());
    // What follows from the facts is computed anew, which the check has judged.
    for (table, rows) in old.iter().filter(|(table, _)| *table != "tally") {
        let facts = |rows: &[String]| rows.iter().map(|row| facts_of(row)).collect::<Vec<_>>();
        assert_eq!(facts(&new[table]), facts(rows), "{table}");
    }
    assert_eq!(schema(&shell.file()), schema(&Office::plan_2021().path));
    // What it was lies beside it, to the letter.
    let copies = all(&shell.file());
    assert_eq!(copies.len(), 1);
    assert_eq!(copies[0].kind, BackupKind::Upgrade);
    assert!(copies[0].path.ends_with("2021-11-06-091500-upgrade.db"));
    assert_eq!(version(&copies[0].path), 1);
    assert_eq!(content(&copies[0].path), old);
    assert_ne!(fingerprint(&shell.file()), bytes);
    // From now on it is a file like any other: no second copy.
    drop(store);
    let again = Store::open_upgrading(&shell.file(), OpenMode::ReadWrite, MORNING + DAY).unwrap();
    assert_eq!(all(&shell.file()).len(), 1);
    assert_eq!(again.check().unwrap(), []);
}

#[test]
fn an_extended_due_date_of_an_old_file_hides_no_later_one_any_more() {
    let shell = version_1();
    tamper(
        &shell.file(),
        "UPDATE task SET kind = 'recurring', rhythm = 'quarter', due_on = '2027-10-15',
            due_key = 20271015, occurrences = 2 WHERE id = 2;
         UPDATE occurrence SET due_on = '2027-10-15' WHERE task_id = 2;
         INSERT INTO occurrence (task_id, ordinal, original_due_on, due_on)
            VALUES (2, 2, '2027-09-30', '2027-09-30');
         INSERT INTO extension (task_id, occurrence_id, old_due_on, new_due_on, reason, agreed_by)
            SELECT 2, id, '2027-06-30', '2027-10-15', 'Chờ hướng dẫn', 'Lãnh đạo Sở'
            FROM occurrence WHERE task_id = 2 AND ordinal = 1",
    );
    let store = open(&shell);
    let row = store.row(TaskId(2)).unwrap().unwrap();
    assert_eq!(row.due_on, Some(crate::support::day("2027-09-30")));
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn its_history_is_readable_and_an_old_act_can_be_undone() {
    let shell = version_1();
    let mut store = open(&shell);
    let entries = store.journal(None, 100).unwrap();
    let lines: Vec<String> = entries.iter().map(|e| journal::line(e, Lang::Vi)).collect();
    assert_eq!(lines.len(), 23);
    assert!(lines[0].contains("Lan (vanphong): Đã ghi chỉ đạo, kết luận: "));
    assert!(lines.iter().any(|line| line
        .ends_with(
            "Minh (kehoach): Gia hạn đến ngày 30/04/2027 (trước: 15/03/2027); người đồng ý: Lãnh đạo Sở; \
             số văn bản: 31/TTr-SKHCN ngày 12/02/2027; lý do: Chờ hướng dẫn của Sở Tài chính"
        )));
    let task = |store: &Store| store.task(TaskId(2)).unwrap().unwrap();
    assert_eq!(task(&store).notes.len(), 1);
    store.undo(&lan()).unwrap();
    assert_eq!(task(&store).notes.len(), 0);
    store.undo(&lan()).unwrap();
    assert_eq!(task(&store).texts.product.as_deref(), Some("Báo cáo"));
    store.redo(&lan()).unwrap();
    store
        .apply(&[note("Ghi sau khi nâng cấp")], &lan())
        .unwrap();
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn the_first_command_of_a_new_version_migrates_silently() {
    let shell = version_1();
    let out = shell.run("list").ok();
    assert!(out.contains("Quy chế chi tiêu nội bộ"), "{out}");
    assert_eq!(version(&shell.file()), VERSION);
    shell.run("check").ok();
    assert_eq!(listing(&folder(&shell.file())).len(), 1);
}

#[test]
fn eight_processes_at_once_migrate_it_once() {
    let shell = version_1();
    std::thread::scope(|scope| {
        for nth in 0..8 {
            let shell = &shell;
            scope.spawn(move || shell.run(&format!("note 2.6-1 Người_{nth}_mở")).ok());
        }
    });
    assert_eq!(version(&shell.file()), VERSION);
    assert_eq!(listing(&folder(&shell.file())).len(), 1);
    let out = shell.run("show 2.6-1").ok();
    for nth in 0..8 {
        assert!(out.contains(&format!("Người {nth} mở")), "{out}");
    }
    shell.run("check").ok();
}

#[test]
fn who_only_reads_sees_it_as_it_would_be_and_leaves_it_alone() {
    let shell = version_1();
    let before = fingerprint(&shell.file());
    let out = shell.run("list --read-only").ok();
    assert!(out.contains("Quy chế chi tiêu nội bộ"), "{out}");
    shell.run("check --read-only").ok();
    let refused = shell.run("note 2.6-1 Không_ghi --read-only").failed(4);
    assert!(refused.contains("Tệp chỉ đọc"), "{refused}");
    let mut reader = Store::open(&shell.file(), OpenMode::ReadOnly).unwrap();
    assert!(reader.is_read_only());
    assert_eq!(reader.journal(None, 100).unwrap().len(), 23);
    assert_eq!(fingerprint(&shell.file()), before);
    assert!(!folder(&shell.file()).exists());
    // A colleague who may write brings it up to date and writes; the reader sees that.
    let seen = reader.data_version().unwrap();
    let mut writer = open(&shell);
    writer.apply(&[note("Sau khi nâng cấp")], &lan()).unwrap();
    assert_ne!(reader.data_version().unwrap(), seen);
    reader.renew().unwrap();
    assert_eq!(reader.journal(None, 1).unwrap()[0].id, 24);
    assert!(reader.is_read_only());
}

#[test]
fn a_copy_of_an_old_file_can_be_read_and_restored() {
    let shell = version_1();
    let old = content(&shell.file());
    drop(open(&shell));
    let copy = all(&shell.file())[0].path.clone();
    let there = Store::open(&copy, OpenMode::ReadOnly).unwrap();
    assert_eq!(there.journal(None, 100).unwrap().len(), 23);
    drop(there);
    shell.run("note 2.6-1 Ghi_nhầm").ok();
    shell.run("restore latest --yes").ok();
    assert_eq!(content(&shell.file()), old);
    assert_eq!(version(&shell.file()), 1);
    shell.run("check").ok();
    assert_eq!(version(&shell.file()), VERSION);
}

#[test]
fn a_demonstration_gets_no_copy() {
    let shell = version_1();
    tamper(&shell.file(), "UPDATE plan SET illustrative = 1");
    drop(open(&shell));
    assert_eq!(version(&shell.file()), VERSION);
    assert!(!folder(&shell.file()).exists());
}

#[test]
fn a_file_that_fails_the_checks_is_not_migrated() {
    for (sql, lang, expected) in [
        (
            "CREATE TRIGGER gài AFTER INSERT ON note BEGIN DELETE FROM change; END",
            "vi",
            "đối tượng lạ",
        ),
        // A table of the next version has no place in this one.
        ("CREATE TABLE review (id INTEGER)", "en", "did not create"),
        (
            "CREATE VIEW gài AS SELECT * FROM note",
            "en",
            "did not create",
        ),
        ("PRAGMA user_version = 0", "en", "damaged"),
        ("PRAGMA user_version = 99", "vi", "mới hơn"),
        (
            "PRAGMA foreign_keys = OFF; DELETE FROM unit WHERE abbreviation = 'VP'",
            "vi",
            "bị hỏng",
        ),
    ] {
        let shell = version_1();
        tamper(&shell.file(), sql);
        let before = fingerprint(&shell.file());
        let message = shell.run(&format!("list --lang {lang}")).failed(5);
        assert!(message.contains(expected), "{sql}: {message}");
        assert_eq!(fingerprint(&shell.file()), before, "{sql}");
    }
}

#[test]
fn a_damaged_old_file_is_reported_and_kept() {
    let shell = version_1();
    super::damage(&shell.file());
    let before = fingerprint(&shell.file());
    for line in ["list", "note 2.6-1 Không_ghi"] {
        let message = shell.run(line).failed(5);
        assert!(message.contains("bị hỏng"), "{message}");
    }
    assert_eq!(fingerprint(&shell.file()), before);
}

#[test]
fn a_file_that_cannot_be_migrated_yet_is_only_read() {
    let shell = version_1();
    // No copy can be made where the place of its folder is taken.
    std::fs::write(folder(&shell.file()), "không phải thư mục").unwrap();
    let before = fingerprint(&shell.file());
    assert!(shell.run("list").ok().contains("Quy chế chi tiêu nội bộ"));
    let message = shell.run("note 2.6-1 Không_ghi").failed(5);
    assert!(message.contains("chưa nâng cấp được"), "{message}");
    let message = shell.run("note 2.6-1 Không_ghi --lang en").failed(5);
    assert!(message.contains("could not be upgraded"), "{message}");
    assert_eq!(fingerprint(&shell.file()), before);
    std::fs::remove_file(folder(&shell.file())).unwrap();
    shell.run("note 2.6-1 Nay_ghi_được").ok();
    assert_eq!(version(&shell.file()), VERSION);
}

#[test]
fn a_program_that_has_it_open_while_a_newer_one_changes_it_writes_no_more() {
    let mut shell = Office::plan_2021();
    shell
        .lan(shell.note("2.1-01", "Trước khi nâng cấp"))
        .unwrap();
    shell.tamper(&format!("PRAGMA user_version = {}", VERSION + 1));
    let before = fingerprint(&shell.path);
    let refused = [
        shell.lan(shell.note("2.1-01", "Theo luật cũ")).map(drop),
        shell.store.undo(&lan()).map(drop),
    ];
    for error in refused {
        let error = error.unwrap_err();
        assert!(
            matches!(&error, StoreError::Upgraded(path) if *path == shell.path),
            "{error:?}"
        );
        let message = cchc::present::messages::errors::store(&error, Lang::Vi);
        assert!(message.contains("mở lại bằng bản mới"), "{message}");
    }
    assert_eq!(fingerprint(&shell.path), before);
    assert_eq!(shell.task("2.1-01").notes.len(), 1);
}
