//! The way back to a copy, as people go it: by command.

use super::{chmod, damage, mode};
use crate::support::shell::Shell;
use crate::support::{content, fingerprint, listing};
use cchc::store::backup::{BackupKind, all, folder};
use cchc::store::{OpenMode, Store};

/// A plan's file with a note in it that a copy has too.
fn copied() -> Shell {
    let shell = Shell::empty();
    shell.run("init --year 2021").ok();
    shell.run("note 2.1-01 Trước_khi_sao_lưu").ok();
    shell.run("backup").ok();
    shell
}

fn kept(shell: &Shell) -> Vec<std::path::PathBuf> {
    let all = all(&shell.file()).into_iter();
    let replaced = all.filter(|copy| copy.kind == BackupKind::Replaced);
    replaced.map(|copy| copy.path).collect()
}

#[test]
fn the_newest_copy_is_restored_and_the_file_it_replaces_is_kept() {
    let shell = copied();
    let before = content(&shell.file());
    shell.run("note 2.1-01 Sau_khi_sao_lưu").ok();
    let later = content(&shell.file());
    chmod(&shell.file(), 0o640);
    let asked = shell.run("restore latest").failed(4);
    assert!(asked.contains("--yes"), "{asked}");
    assert_eq!(content(&shell.file()), later);

    let done = shell.run("restore latest --yes").ok();
    assert!(done.contains("Tệp cũ được giữ ở"), "{done}");
    assert_eq!(content(&shell.file()), before);
    assert_eq!(mode(&shell.file()), 0o640);
    let kept = kept(&shell);
    assert_eq!(kept.len(), 1);
    assert_eq!(content(&kept[0]), later);
    assert!(shell.run("check").ok().starts_with("Không có lỗi"));
    // And forth again.
    let back = kept[0].to_string_lossy().into_owned();
    shell.args(&["restore", &back, "--yes"]).ok();
    assert_eq!(content(&shell.file()), later);
}

#[test]
fn at_no_moment_is_there_no_file() {
    let shell = copied();
    let file = shell.file();
    let copy = all(&file)[0].path.clone();
    let done = std::sync::atomic::AtomicBool::new(false);
    let missing = std::thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let mut missing = 0;
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                missing += u32::from(std::fs::symlink_metadata(&file).is_err());
            }
            missing
        });
        for _ in 0..10 {
            // All within one second.
            Store::restore(&file, &copy, super::MORNING).unwrap();
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
        watch.join().unwrap()
    });
    assert_eq!(missing, 0);
    assert_eq!(kept(&shell).len(), 10);
}

#[test]
fn for_a_missing_file_the_replaced_one_may_be_the_newest() {
    let shell = copied();
    shell.run("note 2.1-01 Sau_khi_sao_lưu").ok();
    let later = content(&shell.file());
    shell.run("restore latest --yes").ok();
    std::fs::remove_file(shell.file()).unwrap();
    let out = shell.run("list").failed(5);
    assert!(out.contains("-replaced.db"), "{out}");
    shell.run("restore latest").ok();
    assert_eq!(content(&shell.file()), later);
}

#[test]
fn a_file_that_somebody_has_open_is_not_replaced() {
    let shell = copied();
    let store = Store::open(&shell.file(), OpenMode::ReadWrite).unwrap();
    // A second window that comes and goes takes nothing from the first.
    drop(Store::open(&shell.file(), OpenMode::ReadWrite).unwrap());
    // The file is not read here by other means: that would drop the locks this is about.
    let version = store.data_version().unwrap();
    let out = shell.run("restore latest --yes").failed(4);
    assert!(out.contains("đang được mở"), "{out}");
    store.check_in_place().unwrap();
    assert_eq!(store.data_version().unwrap(), version);
    assert_eq!(kept(&shell).len(), 0);
    assert_eq!(listing(&folder(&shell.file())).len(), 1);
    drop(store);
    shell.run("restore latest --yes").ok();
}

#[test]
fn a_damaged_file_is_replaced_and_kept_as_it_was() {
    for whole in [false, true] {
        let shell = copied();
        if whole {
            std::fs::write(shell.file(), vec![0x5a; 40_960]).unwrap();
        } else {
            damage(&shell.file());
        }
        shell.run("restore latest --yes").ok();
        assert!(shell.run("check").ok().starts_with("Không có lỗi"));
        let kept = std::fs::read(&kept(&shell)[0]).unwrap();
        assert!(
            kept.windows(4096)
                .any(|page| page.iter().all(|byte| *byte == 0x5a))
        );
    }
}

#[test]
fn a_missing_file_is_restored_without_its_old_log() {
    let shell = copied();
    let before = content(&shell.file());
    // The log of another state, left by a program that was killed.
    let store = Store::open(&shell.file(), OpenMode::ReadWrite).unwrap();
    drop(store);
    std::fs::remove_file(shell.file()).unwrap();
    let log = shell.path().join("p.db-wal");
    std::fs::write(&log, "trang cũ").unwrap();
    let out = shell.run("list").failed(5);
    assert!(out.contains("cchc restore latest"), "{out}");
    shell.run("restore latest").ok();
    assert_eq!(content(&shell.file()), before);
    assert!(!log.exists());
    let moved = listing(&folder(&shell.file()));
    assert!(
        moved.iter().any(|name| name.ends_with("-replaced.db-wal")),
        "{moved:?}"
    );
}

#[test]
fn the_demonstration_is_reset_and_its_changes_are_kept_as_a_copy() {
    let shell = Shell::sample();
    let fresh = content(&shell.file());
    chmod(&shell.file(), 0o640);
    shell.run("note 2.1-01 Dùng_thử").ok();
    let used = content(&shell.file());
    let done = shell.run("init --sample --replace").ok();
    assert!(done.contains("79 nhiệm vụ"), "{done}");
    assert!(done.contains("Tệp cũ được giữ ở"), "{done}");
    assert_eq!(content(&shell.file()), fresh);
    assert_eq!(mode(&shell.file()), 0o640);
    assert_eq!(kept(&shell).len(), 1);
    assert_eq!(content(&kept(&shell)[0]), used);
    assert!(shell.run("check").ok().starts_with("Không có lỗi"));
    // Where nothing is there, it is only made.
    let made = shell.run("init --sample --replace --db mới.db").ok();
    assert!(!made.contains("Tệp cũ"), "{made}");
    assert_eq!(content(&shell.path().join("mới.db")), fresh);
    let left = listing(shell.path());
    assert_eq!(left, ["mới.db", "p.db", "p.db.backups"]);
}

#[test]
fn only_a_demonstration_that_nobody_has_open_is_reset() {
    let shell = copied();
    let before = fingerprint(&shell.file());
    let out = shell.run("init --sample --replace").failed(4);
    assert!(out.contains("kế hoạch thật"), "{out}");
    std::fs::write(shell.path().join("thư.txt"), "Kính gửi".repeat(900)).unwrap();
    shell.run("init --sample --replace --db thư.txt").failed(5);
    shell.run("init --year 2021 --replace").failed(2);
    shell.run("init --replace").failed(2);
    shell.run("init --sample --replace --read-only").failed(4);
    assert_eq!(fingerprint(&shell.file()), before);
    assert_eq!(kept(&shell).len(), 0);

    let shell = Shell::sample();
    let store = Store::open(&shell.file(), OpenMode::ReadWrite).unwrap();
    let out = shell.run("init --sample --replace").failed(4);
    assert!(out.contains("đang được mở"), "{out}");
    store.check_in_place().unwrap();
    assert_eq!(kept(&shell).len(), 0);
}

#[test]
fn only_a_sound_copy_of_our_own_is_restored() {
    let shell = copied();
    let before = fingerprint(&shell.file());
    std::fs::write(shell.path().join("thư.txt"), "Kính gửi".repeat(900)).unwrap();
    let copy = all(&shell.file())[0].path.clone();
    damage(&copy);
    let copy = copy.to_string_lossy().into_owned();
    for name in ["thư.txt", copy.as_str(), "không có.db", "p.db", "latest"] {
        shell.args(&["restore", name, "--yes"]).failed(5);
        assert_eq!(fingerprint(&shell.file()), before, "{name}");
    }
    shell.args(&["restore", "latest", "--read-only"]).failed(4);
    assert_eq!(kept(&shell).len(), 0);
    let left = listing(shell.path());
    assert!(
        !left.iter().any(|name| name.starts_with(".cchc")),
        "{left:?}"
    );
}
