//! A sound file made from the journal of a damaged or altered one, by command.

use crate::support::shell::Shell;
use crate::support::{content, fingerprint, lan, listing, table};
use cchc::domain::change::Change;
use cchc::domain::review::{ReviewChange, ReviewScope, week_of};
use cchc::store::backup::{BackupKind, all, folder};
use cchc::store::{OpenMode, Store};
use std::path::{Path, PathBuf};

/// The demonstration with a note more.
fn shell() -> Shell {
    let shell = Shell::sample();
    shell.run("note 2.1-06 Đã_nhắc_lần_2").ok();
    shell
}

fn tamper(path: &Path, sql: &str) {
    let conn = rusqlite::Connection::open(path).unwrap();
    conn.pragma_update(None, "foreign_keys", false).unwrap();
    conn.execute_batch(sql).unwrap();
}

/// Overwrites the pages of a table and of its indexes, but for the first so many.
fn damage(path: &Path, name: &str, sound: usize) {
    let conn = rusqlite::Connection::open(path).unwrap();
    let mut statement = conn
        .prepare("SELECT rootpage FROM sqlite_schema WHERE tbl_name=? AND rootpage > 0")
        .unwrap();
    let mut pages: Vec<usize> = statement
        .query_map([name], |row| row.get::<_, i64>(0))
        .unwrap()
        .map(|page| usize::try_from(page.unwrap()).unwrap())
        .collect();
    drop(statement);
    let _ = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    conn.close().unwrap();
    let mut bytes = std::fs::read(path).unwrap();
    pages.drain(..sound);
    for page in pages {
        bytes[(page - 1) * 4096..page * 4096].fill(0x5a);
    }
    std::fs::write(path, bytes).unwrap();
}

/// Lan holds a review and finishes it.
fn finish_a_review(path: &Path) {
    let mut store = Store::open(path, OpenMode::ReadWrite).unwrap();
    let plan = store.plan().unwrap();
    let begin = ReviewChange::Begin {
        plan: plan.id,
        week: week_of(lan().day),
        scope: ReviewScope::Plan,
        prepared: store
            .prepare_agenda(ReviewScope::Plan, &plan, lan().day)
            .unwrap(),
    };
    store.apply(&[Change::Review(begin)], &lan()).unwrap();
    let finish = ReviewChange::Finish {
        review: store.open_reviews(plan.id).unwrap()[0].id,
        head: store.chain_head().unwrap().unwrap(),
        texts: ["Thông báo kết luận", "The conclusions"].map(str::to_owned),
    };
    store.apply(&[Change::Review(finish)], &lan()).unwrap();
}

fn replaced(path: &Path) -> Vec<PathBuf> {
    let copies = all(path).into_iter();
    let replaced = copies.filter(|copy| copy.kind == BackupKind::Replaced);
    replaced.map(|copy| copy.path).collect()
}

#[test]
fn altered_tables_become_what_the_journal_says_and_the_old_file_is_kept() {
    let shell = shell();
    let (before, journal) = (content(&shell.file()), table(&shell.file(), "change", &[]));
    tamper(
        &shell.file(),
        "UPDATE note SET signed='Kẻ khác'; DELETE FROM evidence; UPDATE setting SET value='x';
         CREATE TABLE gài (id INTEGER); CREATE VIEW lạ AS SELECT 1;",
    );
    let altered = fingerprint(&shell.file());
    let asked = shell.run("restore --from-journal").failed(4);
    assert!(asked.contains("--yes"), "{asked}");
    assert_eq!(fingerprint(&shell.file()), altered);
    let text = shell.run("restore --from-journal --yes").ok();
    assert!(text.contains("Nhật ký được lấy lại trọn vẹn"), "{text}");
    assert!(text.contains("Tệp cũ được giữ ở"), "{text}");
    assert_eq!(content(&shell.file()), before);
    assert_eq!(table(&shell.file(), "change", &[]), journal);
    assert!(shell.run("check").ok().starts_with("Không có lỗi"));
    let kept = replaced(&shell.file());
    assert_eq!(table(&kept[0], "evidence", &[]).len(), 0);
    shell.run("undo").ok();
}

#[test]
fn damaged_tables_beside_a_whole_journal_lose_nothing() {
    for name in [
        "note",
        "task",
        "passage",
        "tally",
        "task_words_data",
        "setting",
        "plan",
    ] {
        let shell = shell();
        let before = content(&shell.file());
        damage(&shell.file(), name, 0);
        shell.run("list").failed(5);
        let text = shell.run("restore --from-journal --yes --lang en").ok();
        assert!(
            text.contains("The whole journal was recovered"),
            "{name}: {text}"
        );
        assert_eq!(content(&shell.file()), before, "{name}");
        shell.run("check").ok();
    }
}

#[test]
fn a_journal_that_breaks_is_followed_as_far_as_its_chain_holds() {
    for (sql, row) in [
        ("UPDATE change SET day='2021-01-01' WHERE id=200", 199),
        ("DELETE FROM change WHERE id=200", 199),
        ("DELETE FROM change WHERE id>=200", 199),
        ("UPDATE change SET hash=x'' WHERE id=100", 99),
    ] {
        let shell = shell();
        tamper(&shell.file(), sql);
        let text = shell.run("restore --from-journal --yes").ok();
        assert!(text.contains(&format!("đến dòng {row} (")), "{sql}: {text}");
        let lost = format!("Không lấy lại được: nhật ký từ dòng {}", row + 1);
        assert!(text.contains(&lost), "{sql}: {text}");
        assert!(text.contains("đến dòng 272"), "{sql}: {text}");
        shell.run("check").ok();
        assert_eq!(table(&shell.file(), "change", &[]).len(), row);
    }
}

#[test]
fn a_finished_review_is_rebuilt_with_its_frozen_notice() {
    let shell = shell();
    finish_a_review(&shell.file());
    let before = content(&shell.file());
    tamper(&shell.file(), "DELETE FROM review; DELETE FROM tally");
    let text = shell.run("restore --from-journal --yes").ok();
    assert!(text.contains("trọn vẹn"), "{text}");
    assert_eq!(content(&shell.file()), before);
    // What was frozen and is gone cannot be made from the journal, and that is told.
    tamper(&shell.file(), "UPDATE frozen SET content=x'00'");
    std::fs::remove_dir_all(folder(&shell.file())).unwrap();
    let text = shell.run("restore --from-journal --yes").ok();
    assert!(text.contains("nội dung giao ban đã chốt"), "{text}");
    let ran = shell.run("check");
    assert_eq!((ran.code, ran.out.lines().count()), (5, 2), "{ran:?}");
}

#[test]
fn where_nothing_can_be_rebuilt_nothing_is_touched() {
    type Spoil = fn(&Path);
    let spoils: [Spoil; 5] = [
        |path| tamper(path, "DELETE FROM change"),
        |path| tamper(path, "DELETE FROM change WHERE id=1"),
        |path| tamper(path, "UPDATE change SET kind='note' WHERE id=1"),
        |path| damage(path, "change", 0),
        |path| std::fs::write(path, vec![0x5a; 40_960]).unwrap(),
    ];
    for spoil in spoils {
        let shell = shell();
        spoil(&shell.file());
        let before = fingerprint(&shell.file());
        let text = shell.run("restore --from-journal --yes").failed(5);
        assert!(text.contains("không dựng lại được"), "{text}");
        assert_eq!(fingerprint(&shell.file()), before);
        assert_eq!(replaced(&shell.file()).len(), 0);
        let left = listing(shell.path());
        assert!(
            !left.iter().any(|name| name.starts_with(".cchc")),
            "{left:?}"
        );
    }
}

#[test]
fn a_file_that_somebody_has_open_is_left_alone() {
    let shell = shell();
    let store = Store::open(&shell.file(), OpenMode::ReadWrite).unwrap();
    let text = shell.run("restore --from-journal --yes").failed(4);
    assert!(text.contains("đang được mở"), "{text}");
    store.check_in_place().unwrap();
    drop(store);
    shell
        .run("restore --from-journal --yes --read-only")
        .failed(4);
    shell.run("restore --from-journal latest --yes").failed(2);
    shell.run("restore").failed(2);
    assert_eq!(replaced(&shell.file()).len(), 0);
}

#[test]
fn the_journal_of_an_older_version_makes_a_file_of_this_one() {
    let shell = crate::support::older::version_1();
    tamper(&shell.file(), "UPDATE task SET title='Bị sửa'");
    let text = shell.run("restore --from-journal --yes").ok();
    assert!(text.contains("đến dòng 23"), "{text}");
    let store = Store::open(&shell.file(), OpenMode::ReadWrite).unwrap();
    assert_eq!(store.check_by_replay(|_, _| {}).unwrap(), []);
}
