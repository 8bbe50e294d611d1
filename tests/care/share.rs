//! A folder for a group, and what `info` and `check` tell about permissions.

use crate::office::Office;
use crate::{chmod, mode};
use cchc::store::permissions::group_name;
use std::os::unix::fs::MetadataExt;

/// A plan in a folder of its own below the home folder, and the first group of this account.
fn plan() -> (Office, String) {
    let office = Office::empty();
    let folder = office.path().join("kế hoạch");
    std::fs::create_dir(&folder).unwrap();
    chmod(&folder, 0o700);
    chmod(office.path(), 0o700);
    office
        .args(&["init", "--year", "2021", "--db", "kế hoạch/p.db"])
        .ok();
    let group = group_name(std::fs::metadata(&folder).unwrap().gid());
    (office, group)
}

#[test]
fn a_group_gets_folder_file_and_copies() {
    let (office, group) = plan();
    office.args(&["backup", "--db", "kế hoạch/p.db"]).ok();
    let said = office
        .args(&["share", "--group", &group, "--db", "kế hoạch/p.db"])
        .ok();
    assert!(said.contains(&format!("usermod -aG {group}")), "{said}");
    // The folder above is this account's alone.
    assert!(said.contains("chưa đi qua được"), "{said}");
    let folder = office.path().join("kế hoạch");
    assert_eq!(mode(&folder), 0o2770);
    assert_eq!(mode(&folder.join("p.db")), 0o660);
    assert_eq!(mode(&folder.join("p.db.backups")), 0o2770);
    let info = office.args(&["info", "--db", "kế hoạch/p.db"]).ok();
    assert!(info.contains("0660 "), "{info}");
    assert!(info.contains("2770 "), "{info}");
    assert!(
        info.contains(&format!("nhóm {group} đọc và ghi · người khác không")),
        "{info}"
    );
    office
        .args(&["note", "2.1-01", "Dùng chung", "--db", "kế hoạch/p.db"])
        .ok();
}

#[test]
fn a_folder_with_other_things_is_shared_only_on_demand() {
    let (office, group) = plan();
    let folder = office.path().join("kế hoạch");
    std::fs::write(folder.join("nháp.txt"), "riêng").unwrap();
    let before = mode(&folder);
    let line = ["share", "--group", &group, "--db", "kế hoạch/p.db"];
    let said = office.args(&line).failed(4);
    assert!(said.contains("còn 1 mục khác"), "{said}");
    assert!(said.contains("--yes"), "{said}");
    assert_eq!(mode(&folder), before);
    let said = office.args(&[&line[..], &["--yes"]].concat()).ok();
    assert!(said.contains("còn 1 mục khác"), "{said}");
    assert_eq!(mode(&folder), 0o2770);
}

#[test]
fn home_folders_and_unknown_groups_are_refused() {
    let (office, group) = plan();
    office.run("init --year 2021").ok();
    let before = (mode(office.path()), mode(&office.file()));
    let said = office.args(&["share", "--group", &group]).failed(5);
    assert!(said.contains("thư mục riêng"), "{said}");
    let said = office
        .run("share --group không_có_nhóm_này --db p.db")
        .failed(3);
    assert!(said.contains("groupadd"), "{said}");
    office.run("share").failed(2);
    assert_eq!((mode(office.path()), mode(&office.file())), before);
}

#[test]
fn info_and_check_warn_where_others_may_read() {
    let office = Office::empty();
    office.run("init --year 2021").ok();
    assert!(!office.run("info").ok().contains("chmod"));
    chmod(office.path(), 0o755);
    chmod(&office.file(), 0o644);
    for line in ["info", "check"] {
        let said = office.run(line).ok();
        assert!(
            said.contains("Mọi tài khoản trên máy đều đọc được"),
            "{said}"
        );
    }
    chmod(&office.file(), 0o666);
    let said = office.run("info --lang en").ok();
    assert!(said.contains("chmod o-w"), "{said}");
    let sample = Office::sample();
    chmod(sample.path(), 0o755);
    assert!(!sample.run("info").ok().contains("chmod"));
}

#[test]
fn check_tells_the_journals_newest_hash() {
    let office = Office::empty();
    office.run("init --year 2021").ok();
    let head = |office: &Office| {
        let said = office.run("check --lang en").ok();
        let line = said.lines().last().unwrap().to_owned();
        assert!(line.starts_with("Journal up to row "), "{line}");
        line
    };
    let before = head(&office);
    assert_eq!(head(&office), before);
    office.run("note 2.1-01 Thêm_một_dòng").ok();
    assert_ne!(head(&office), before);
}
