//! Copies: private, checked, never over anything, thinned out.

use super::{DAY, MORNING, chmod, damage, mode};
use crate::support::shell::Shell;
use crate::support::{Office, content, fingerprint, listing};
use cchc::domain::change::Change;
use cchc::domain::ids::TaskId;
use cchc::domain::note::NoteKind;
use cchc::store::backup::{KEEP, all, daily, folder, newest_sound};
use cchc::store::{OpenMode, Stamp, Store, StoreError};
use std::os::unix::fs::symlink;
use std::path::Path;

/// The names in the folder of copies.
fn names(path: &Path) -> Vec<String> {
    listing(&folder(path))
}

#[test]
fn a_copy_is_complete_private_and_named_after_its_time() {
    let mut office = Office::plan_2021();
    office.lan(office.note("2.1-01", "Trong bản sao")).unwrap();
    let copy = office.store.backup(None, MORNING).unwrap();
    assert_eq!(names(&office.path), ["2021-11-06-091500.db"]);
    assert_eq!(mode(&copy), 0o600);
    assert_eq!(mode(copy.parent().unwrap()), 0o700);
    assert_eq!(content(&copy), content(&office.path));
    // Within the same second the next one gives the name; nobody is refused.
    for _ in 0..2 {
        office.store.backup(None, MORNING).unwrap();
    }
    assert_eq!(
        names(&office.path),
        [
            "2021-11-06-091500.db",
            "2021-11-06-091501.db",
            "2021-11-06-091502.db"
        ]
    );
    let again = office.store.backup(Some(&copy), MORNING).unwrap_err();
    assert!(matches!(again, StoreError::Exists(path) if path == copy));
}

/// One more row of the journal, written at a moment.
fn work(office: &mut Office, body: &str, at: i64) {
    let note = office.note("2.1-01", body);
    let stamp = Stamp {
        recorded_at: at,
        ..crate::support::lan()
    };
    office.store.apply(&[note], &stamp).unwrap();
}

#[test]
fn the_content_of_a_copy_decides_which_is_the_newest() {
    let mut office = Office::plan_2021();
    // A clock that was behind: the later copy bears the earlier day.
    work(&mut office, "Hôm nay", MORNING);
    let first = office.store.backup(None, MORNING).unwrap();
    work(&mut office, "Đồng hồ chạy chậm", MORNING - 100 * DAY);
    let second = office.store.backup(None, MORNING - 100 * DAY).unwrap();
    let paths = |office: &Office| -> Vec<_> {
        let all = all(&office.path).into_iter();
        all.map(|copy| copy.path).collect()
    };
    assert_eq!(paths(&office), [second.clone(), first.clone()]);
    assert_eq!(newest_sound(&office.path, MORNING), Some(second.clone()));
    // An older one was brought back and worked with: that way was gone last.
    work(&mut office, "Sẽ bị bỏ", MORNING + DAY);
    work(&mut office, "Cũng vậy", MORNING + DAY);
    let left = office.store.backup(None, MORNING + DAY).unwrap();
    let path = office.path.clone();
    let Office { store, folder, .. } = office;
    drop(store);
    Store::restore(&path, &first, MORNING + 2 * DAY).unwrap();
    let store = Store::open(&path, OpenMode::ReadWrite).unwrap();
    let mut office = Office {
        store,
        path,
        folder,
    };
    work(&mut office, "Làm tiếp từ bản cũ", MORNING + 2 * DAY);
    let last = office.store.backup(None, MORNING + 2 * DAY).unwrap();
    let now = MORNING + 3 * DAY;
    assert_eq!(newest_sound(&office.path, now), Some(last.clone()));
    let paths = paths(&office);
    assert_eq!(paths[..2], [last, first]);
    assert!(paths[2..].contains(&left) && paths[2..].contains(&second));
}

#[test]
fn a_copy_dated_in_the_future_ranks_last_and_is_reported() {
    let mut office = Office::plan_2021();
    let future = office.store.backup(None, MORNING + 3_000 * DAY).unwrap();
    work(&mut office, "Đồng hồ đã đúng lại", MORNING);
    let right = office.store.backup(None, MORNING).unwrap();
    work(&mut office, "Rồi lại sai", MORNING + 3_000 * DAY);
    office.store.backup(None, MORNING + DAY).unwrap();
    assert_eq!(newest_sound(&office.path, MORNING + DAY), Some(right));
    let message: Vec<bool> = all(&office.path)
        .iter()
        .map(|copy| copy.is_of_a_day_to_come(MORNING + DAY))
        .collect();
    assert_eq!(
        message,
        [true, false, true],
        "by its journal, or by its name"
    );
    // Where all are so, the newest of them is better than none.
    let past = MORNING - 1_000 * DAY;
    assert!(newest_sound(&office.path, past).is_some());

    let program = Shell::empty();
    std::fs::copy(&office.path, program.file()).unwrap();
    std::fs::create_dir(folder(&program.file())).unwrap();
    let to_come = folder(&program.file()).join("2199-01-01-000000.db");
    std::fs::copy(&future, &to_come).unwrap();
    let printed = program.run("info").ok();
    assert!(printed.contains("1 bản mang ngày ở tương lai"), "{printed}");
    let printed = program.run("info --lang en").ok();
    assert!(printed.contains("1 dated in the future"), "{printed}");
}

#[test]
fn a_wrong_clock_removes_no_copy() {
    let office = Office::plan_2021();
    for day in 0..=KEEP {
        let day = i64::try_from(day).unwrap() + 3_000;
        daily(&office.path, MORNING + day * DAY).unwrap().unwrap();
    }
    for day in 0..3 {
        let made = daily(&office.path, MORNING + day * DAY).unwrap().unwrap();
        assert!(made.exists(), "{}", made.display());
    }
    let left = names(&office.path);
    assert_eq!(left.len(), KEEP);
    for name in ["2021-11-06.db", "2021-11-07.db", "2021-11-08.db"] {
        assert!(left.contains(&name.to_owned()), "{left:?}");
    }
}

#[test]
fn files_left_by_a_killed_run_are_removed_and_those_in_use_stay() {
    let shell = Shell::sample();
    let gone = {
        let mut child = std::process::Command::new("true").spawn().unwrap();
        child.wait().unwrap();
        child.id()
    };
    shell.run("backup").ok();
    let reports = shell.path().join("báo cáo");
    std::fs::create_dir(&reports).unwrap();
    let places = [
        shell.path().to_owned(),
        folder(&shell.file()),
        reports.clone(),
    ];
    let left = [
        format!(".cchc-{gone}-0.new"),
        format!(".cchc-{gone}-0.new-journal"),
        format!(".cchc-{gone}-1.new-wal"),
        format!(".cchc-{gone}-2.report"),
    ];
    let stays = [
        format!(".cchc-{}-0.new", std::process::id()),
        format!(".cchc-{gone}.new"),
        ".cchc-ghi chú.new".to_owned(),
        "bản nháp.new".to_owned(),
    ];
    let held = format!(".cchc-{gone}-7.new");
    let mut locks = Vec::new();
    for place in &places {
        for name in left.iter().chain(&stays).chain([&held]) {
            std::fs::write(place.join(name), "nửa chừng").unwrap();
        }
        // Somebody in another container is at it, whose number means nothing here.
        let file = std::fs::File::open(place.join(&held)).unwrap();
        file.lock().unwrap();
        locks.push(file);
    }
    shell.run("backup").ok();
    let report = ["report", "--period", "week", "-o", "báo cáo/tuần.txt"];
    shell.args(&report).ok();
    for place in &places {
        let there = listing(place);
        for name in &left {
            assert!(!there.contains(name), "{name} in {}", place.display());
        }
        for name in stays.iter().chain([&held]) {
            assert!(there.contains(name), "{name} in {}", place.display());
        }
    }
}

#[test]
fn a_copy_is_private_under_any_mask() {
    let shell = Shell::sample();
    let program = env!("CARGO_BIN_EXE_cchc");
    let printed = std::process::Command::new("sh")
        .args([
            "-c",
            "umask 000; \"$0\" --db p.db backup; \"$0\" --db p.db backup 'bản sao.db'",
        ])
        .arg(program)
        .current_dir(shell.path())
        .output()
        .unwrap();
    assert!(printed.status.success(), "{printed:?}");
    assert_eq!(mode(&shell.path().join("bản sao.db")), 0o600);
    let beside = folder(&shell.file());
    assert_eq!(mode(&beside), 0o700);
    let name = &names(&shell.file())[0];
    assert_eq!(mode(&beside.join(name)), 0o600);
}

#[test]
fn a_group_that_shares_the_file_may_read_its_copies() {
    let office = Office::plan_2021();
    chmod(&office.path, 0o660);
    let copy = office.store.backup(None, MORNING).unwrap();
    assert_eq!(mode(&copy), 0o640);
    assert_eq!(mode(copy.parent().unwrap()), 0o2770);
}

#[test]
fn a_copy_is_made_while_a_colleague_writes() {
    let mut office = Office::plan_2021();
    let path = office.path.clone();
    let note = office.note("2.2-02", "Trong lúc sao lưu");
    let target = office.folder.path().join("bản sao.db");
    std::thread::scope(|scope| {
        scope.spawn(|| {
            Store::open(&path, OpenMode::ReadWrite)
                .unwrap()
                .backup(Some(&target), 0)
        });
        for _ in 0..20 {
            office.lan(note.clone()).unwrap();
        }
    });
    assert_eq!(
        Store::open(&target, OpenMode::ReadOnly)
            .unwrap()
            .check()
            .unwrap(),
        []
    );
}

#[test]
fn a_planted_link_is_neither_followed_nor_replaced() {
    let office = Office::plan_2021();
    let at = |name: &str| office.folder.path().join(name);
    std::fs::write(at("thư.txt"), "Kính gửi Sở Nội vụ").unwrap();
    symlink(at("thư.txt"), at("gài.db")).unwrap();
    symlink(at("chưa có.txt"), at("treo.db")).unwrap();
    for name in ["gài.db", "treo.db", "thư.txt"] {
        let error = office.store.backup(Some(&at(name)), 0).unwrap_err();
        assert!(matches!(error, StoreError::Exists(_)), "{name}: {error:?}");
    }
    let text = std::fs::read_to_string(at("thư.txt")).unwrap();
    assert_eq!(text, "Kính gửi Sở Nội vụ");
    assert!(!at("chưa có.txt").exists());
    // Nothing half-made is left.
    assert!(
        !listing(office.folder.path())
            .iter()
            .any(|name| name.starts_with(".cchc"))
    );
}

#[test]
fn a_folder_of_copies_that_is_a_link_or_open_to_all_is_not_used() {
    let office = Office::plan_2021();
    let beside = folder(&office.path);
    let elsewhere = office.folder.path().join("nơi khác");
    std::fs::create_dir(&elsewhere).unwrap();
    symlink(&elsewhere, &beside).unwrap();
    let error = office.store.backup(None, MORNING).unwrap_err();
    assert!(matches!(error, StoreError::Unusable { .. }), "{error:?}");
    assert_eq!(listing(&elsewhere).len(), 0);
    std::fs::remove_file(&beside).unwrap();
    std::fs::create_dir(&beside).unwrap();
    chmod(&beside, 0o777);
    assert!(office.store.backup(None, MORNING).is_err());
    assert_eq!(names(&office.path).len(), 0);
}

#[test]
fn the_newest_ten_daily_copies_are_kept_and_no_foreign_file_is_removed() {
    let office = Office::plan_2021();
    let asked = office.store.backup(None, MORNING - 100 * DAY).unwrap();
    let theirs = ["2020-01-01.txt", "2020-01-01 (Lan).db", "ghi chú.txt"];
    for name in theirs {
        std::fs::write(folder(&office.path).join(name), "của Lan").unwrap();
    }
    for day in 0..12 {
        assert!(daily(&office.path, MORNING + day * DAY).unwrap().is_some());
    }
    assert!(daily(&office.path, MORNING + 11 * DAY).unwrap().is_none());
    let left = names(&office.path);
    assert_eq!(left.len(), KEEP + 1 + theirs.len());
    assert!(!left.contains(&"2021-11-06.db".to_owned()), "{left:?}");
    assert!(left.contains(&"2021-11-08.db".to_owned()), "{left:?}");
    assert!(left.contains(&"2021-11-17.db".to_owned()), "{left:?}");
    assert!(asked.exists());
    assert!(theirs.iter().all(|name| left.contains(&(*name).to_owned())));
    assert!(all(&office.path)[0].path.ends_with("2021-11-17.db"));
}

#[test]
fn an_act_on_many_tasks_is_preceded_by_a_copy() {
    let mut office = Office::plan_2021();
    let notes = |n: i64| -> Vec<Change> {
        let note = |task| Change::AddNote {
            task: TaskId(task),
            kind: NoteKind::Note,
            body: "Báo cáo trước ngày 15".to_owned(),
            answers: None,
        };
        (1..=n).map(note).collect()
    };
    office
        .store
        .apply(&notes(50), &crate::support::lan())
        .unwrap();
    assert_eq!(all(&office.path), []);
    office
        .store
        .apply(&notes(51), &crate::support::lan())
        .unwrap();
    let copies = all(&office.path);
    assert_eq!(copies.len(), 1);
    let name = copies[0].path.to_string_lossy().into_owned();
    assert!(name.ends_with("-auto.db"), "{name}");
    let before = Store::open(&copies[0].path, OpenMode::ReadOnly).unwrap();
    assert_eq!(before.task(TaskId(51)).unwrap().unwrap().notes.len(), 0);
}

#[test]
fn a_damaged_file_is_refused_with_its_newest_sound_copy() {
    let shell = Shell::empty();
    shell.run("init --year 2021").ok();
    let store = Store::open(&shell.file(), OpenMode::ReadWrite).unwrap();
    let sound = store.backup(None, MORNING).unwrap();
    let broken = store.backup(None, MORNING + DAY).unwrap();
    drop(store);
    damage(&broken);
    let now = MORNING + 2 * DAY;
    assert_eq!(newest_sound(&shell.file(), now), Some(sound.clone()));
    let whole = std::fs::read(shell.file()).unwrap();
    std::fs::write(shell.file(), &whole[..whole.len() / 2]).unwrap();
    let before = fingerprint(&shell.file());
    for lang in ["vi", "en"] {
        let printed = shell.run(&format!("list --lang {lang}")).failed(5);
        assert!(printed.contains("2021-11-06-091500.db"), "{printed}");
        assert!(printed.contains("cchc restore latest"), "{printed}");
    }
    assert_eq!(fingerprint(&shell.file()), before);
    std::fs::remove_file(&sound).unwrap();
    let printed = shell.run("list").failed(5);
    assert!(!printed.contains("restore"), "{printed}");
}

#[test]
fn what_is_damaged_is_not_copied() {
    let office = Office::plan_2021();
    let path = office.path.clone();
    drop(office.store);
    damage(&path);
    let store = Store::open(&path, OpenMode::ReadWrite).unwrap();
    let error = store.backup(None, MORNING).unwrap_err();
    assert!(
        matches!(&error, StoreError::Damaged(of) if *of == path),
        "{error:?}"
    );
    assert_eq!(names(&path).len(), 0);
}
