//! A folder for a group, and what `info` and `check` tell about permissions.

use super::{chmod, mode};
use crate::support::shell::Shell;
use cchc::store::permissions::group_name;
use std::os::unix::fs::MetadataExt;

/// A plan in a folder of its own below the home folder, and the first group of this account.
fn plan() -> (Shell, String) {
    let shell = Shell::empty();
    let folder = shell.path().join("kế hoạch");
    std::fs::create_dir(&folder).unwrap();
    chmod(&folder, 0o700);
    chmod(shell.path(), 0o700);
    shell
        .args(&["init", "--year", "2021", "--db", "kế hoạch/p.db"])
        .ok();
    let group = group_name(std::fs::metadata(&folder).unwrap().gid());
    (shell, group)
}

#[test]
fn a_group_gets_folder_file_and_copies() {
    let (shell, group) = plan();
    shell.args(&["backup", "--db", "kế hoạch/p.db"]).ok();
    let out = shell
        .args(&["share", "--group", &group, "--db", "kế hoạch/p.db"])
        .ok();
    assert!(out.contains(&format!("usermod -aG {group}")), "{out}");
    // The folder above is this account's alone.
    assert!(out.contains("chưa đi qua được"), "{out}");
    let folder = shell.path().join("kế hoạch");
    assert_eq!(mode(&folder), 0o2770);
    assert_eq!(mode(&folder.join("p.db")), 0o660);
    assert_eq!(mode(&folder.join("p.db.backups")), 0o2770);
    let info = shell.args(&["info", "--db", "kế hoạch/p.db"]).ok();
    assert!(info.contains("0660 "), "{info}");
    assert!(info.contains("2770 "), "{info}");
    assert!(
        info.contains(&format!("nhóm {group} đọc và ghi · người khác không")),
        "{info}"
    );
    shell
        .args(&["note", "2.1-01", "Dùng chung", "--db", "kế hoạch/p.db"])
        .ok();
}

#[test]
fn a_folder_with_other_things_is_shared_only_on_demand() {
    let (shell, group) = plan();
    let folder = shell.path().join("kế hoạch");
    std::fs::write(folder.join("nháp.txt"), "riêng").unwrap();
    let before = mode(&folder);
    let line = ["share", "--group", &group, "--db", "kế hoạch/p.db"];
    let out = shell.args(&line).failed(4);
    assert!(out.contains("còn 1 mục khác"), "{out}");
    assert!(out.contains("--yes"), "{out}");
    assert_eq!(mode(&folder), before);
    let out = shell.args(&[&line[..], &["--yes"]].concat()).ok();
    assert!(out.contains("còn 1 mục khác"), "{out}");
    assert_eq!(mode(&folder), 0o2770);
}

#[test]
fn home_folders_and_unknown_groups_are_refused() {
    let (shell, group) = plan();
    shell.run("init --year 2021").ok();
    let before = (mode(shell.path()), mode(&shell.file()));
    let out = shell.args(&["share", "--group", &group]).failed(5);
    assert!(out.contains("thư mục riêng"), "{out}");
    let out = shell
        .run("share --group không_có_nhóm_này --db p.db")
        .failed(3);
    assert!(out.contains("groupadd"), "{out}");
    shell.run("share").failed(2);
    assert_eq!((mode(shell.path()), mode(&shell.file())), before);
}

#[test]
fn info_and_check_warn_where_others_may_read() {
    let shell = Shell::empty();
    shell.run("init --year 2021").ok();
    assert!(!shell.run("info").ok().contains("chmod"));
    chmod(shell.path(), 0o755);
    chmod(&shell.file(), 0o644);
    for line in ["info", "check"] {
        let out = shell.run(line).ok();
        assert!(out.contains("Mọi tài khoản trên máy đều đọc được"), "{out}");
    }
    chmod(&shell.file(), 0o666);
    let out = shell.run("info --lang en").ok();
    assert!(out.contains("chmod o-w"), "{out}");
    let sample = Shell::sample();
    chmod(sample.path(), 0o755);
    assert!(!sample.run("info").ok().contains("chmod"));
}

#[test]
fn check_prints_the_journals_newest_hash() {
    let shell = Shell::empty();
    shell.run("init --year 2021").ok();
    let head = |shell: &Shell| {
        let out = shell.run("check --lang en").ok();
        let line = out.lines().last().unwrap().to_owned();
        assert!(line.starts_with("Journal up to row "), "{line}");
        line
    };
    let before = head(&shell);
    assert_eq!(head(&shell), before);
    shell.run("note 2.1-01 Thêm_một_dòng").ok();
    assert_ne!(head(&shell), before);
}
