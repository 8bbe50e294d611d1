//! What needs a second account: run as root with CCHC_PRIVILEGED=1, else passed over.

use super::{chmod, mode};
use crate::support::shell::Shell;
use crate::support::{fingerprint, listing};
use std::os::unix::fs::{MetadataExt, chown, symlink};
use std::path::Path;
use std::process::{Command, Output};

/// Two accounts without names, each with a first group of its own, and a group of both.
const LAN: u32 = 60_001;
const MINH: u32 = 60_002;
const OFFICE: u32 = 60_100;

fn privileged() -> bool {
    std::env::var_os("CCHC_PRIVILEGED").is_some()
}

/// Runs the program as an account.
fn run_as(account: u32, groups: &[u32], home: &Path, args: &[&str]) -> Output {
    run_program(
        Path::new(env!("CARGO_BIN_EXE_cchc")),
        account,
        groups,
        home,
        args,
    )
}

fn run_program(program: &Path, account: u32, groups: &[u32], home: &Path, args: &[&str]) -> Output {
    let mut command = Command::new("setpriv");
    command.arg(format!("--reuid={account}"));
    command.arg(format!("--regid={account}"));
    if groups.is_empty() {
        command.arg("--clear-groups");
    } else {
        let groups: Vec<String> = groups.iter().map(ToString::to_string).collect();
        command.arg(format!("--groups={}", groups.join(",")));
    }
    command.arg(program).args(args);
    command
        .env_clear()
        .env("HOME", home)
        .env("PATH", "/usr/bin:/bin");
    command.env("CCHC_DB", home.join("p.db"));
    command.current_dir("/").output().unwrap()
}

#[track_caller]
fn assert_output(ran: &Output, code: i32, words: &str) {
    let output = format!(
        "{}{}",
        String::from_utf8_lossy(&ran.stdout),
        String::from_utf8_lossy(&ran.stderr)
    );
    assert_eq!(ran.status.code(), Some(code), "{output}");
    assert!(output.contains(words), "{output}");
}

/// A plan of Lan's in a folder of hers.
fn plan_of_lan() -> Shell {
    let shell = Shell::empty();
    chown(shell.path(), Some(LAN), Some(LAN)).unwrap();
    chmod(shell.path(), 0o755);
    assert_output(
        &run_as(LAN, &[], shell.path(), &["init", "--year", "2021"]),
        0,
        "79",
    );
    assert_eq!(mode(&shell.file()), 0o600);
    shell
}

#[test]
fn a_read_only_file_or_folder_is_read() {
    if !privileged() {
        return;
    }
    for (file, folder) in [
        (0o644, 0o755),
        (0o444, 0o755),
        (0o444, 0o555),
        (0o644, 0o555),
    ] {
        let shell = plan_of_lan();
        chmod(&shell.file(), file);
        chmod(shell.path(), folder);
        let before = fingerprint(&shell.file());
        let account = if folder == 0o555 { LAN } else { MINH };
        for account in [account, MINH] {
            assert_output(&run_as(account, &[], shell.path(), &["list"]), 0, "2.1-01");
            let note = ["note", "2.1-01", "Không ghi được"];
            assert_output(&run_as(account, &[], shell.path(), &note), 4, "chỉ đọc");
        }
        assert_eq!(fingerprint(&shell.file()), before);
        assert_eq!(listing(shell.path()), ["p.db"]);
    }
}

#[test]
fn root_only_reads_what_is_somebody_elses() {
    if !privileged() {
        return;
    }
    let shell = plan_of_lan();
    let before = fingerprint(&shell.file());
    let output = shell.run("note 2.1-01 Của_root").failed(5);
    assert!(output.contains("sudo -u 60001"), "{output}");
    shell.run("list").ok();
    assert_eq!(fingerprint(&shell.file()), before);
    let sample = Shell::sample();
    chown(sample.file(), Some(LAN), Some(LAN)).unwrap();
    sample.run("note 2.1-01 Minh_họa").ok();
}

#[test]
fn what_root_copies_belongs_to_the_owner_of_the_file() {
    if !privileged() {
        return;
    }
    for by_an_older_version in [false, true] {
        let shell = plan_of_lan();
        let home = shell.path();
        let lan = |args: &[&str]| run_as(LAN, &[], home, args);
        shell.run("backup").ok();
        if by_an_older_version {
            let mut left = vec![home.join("p.db.backups")];
            let copies = listing(&left[0]).into_iter();
            left.extend(copies.map(|name| home.join("p.db.backups").join(name)));
            for path in left {
                chown(path, Some(0), Some(0)).unwrap();
            }
            shell.run("backup").ok();
        }
        let mut all = vec![home.join("p.db.backups")];
        let copies = listing(&all[0]).into_iter();
        all.extend(copies.map(|name| home.join("p.db.backups").join(name)));
        assert_eq!(all.len(), 2 + usize::from(by_an_older_version));
        for path in all {
            let meta = std::fs::symlink_metadata(&path).unwrap();
            assert_eq!((meta.uid(), meta.gid()), (LAN, LAN), "{}", path.display());
            let wanted = if meta.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(mode(&path), wanted, "{}", path.display());
        }
        assert_output(&lan(&["backup"]), 0, "p.db.backups");
        assert_output(&lan(&["info"]), 0, "mới nhất");
        let json = run_as(LAN, &[], home, &["list", "--format", "json"]);
        let list: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
        let codes = list.as_array().unwrap().iter().take(60);
        let mut done = vec!["start"];
        done.extend(codes.map(|task| task["code"].as_str().unwrap()));
        assert_output(&lan(&done), 0, "");
        let names = listing(&home.join("p.db.backups"));
        assert!(
            names.iter().any(|name| name.ends_with("-auto.db")),
            "{names:?}"
        );
        assert_output(&lan(&["restore", "latest", "--yes"]), 0, "p.db");
        // And root brings a lost file back to her.
        std::fs::remove_file(shell.file()).unwrap();
        shell.run("restore latest").ok();
        assert_output(&lan(&["note", "2.1-01", "Sau khi lấy lại"]), 0, "2.1-01");
    }
}

#[test]
fn root_hands_over_no_folder_that_holds_something_else() {
    if !privileged() {
        return;
    }
    let shell = plan_of_lan();
    let folder = shell.path().join("p.db.backups");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("mật.txt"), "của root").unwrap();
    chmod(&folder, 0o700);
    shell.run("backup").failed(5);
    let meta = std::fs::symlink_metadata(&folder).unwrap();
    assert_eq!((meta.uid(), listing(&folder).len()), (0, 1));
}

#[test]
fn borrowed_rights_are_refused() {
    if !privileged() {
        return;
    }
    let shell = plan_of_lan();
    // Not in memory: set-uid has no effect in a folder that is mounted there.
    let disk = tempfile::tempdir().unwrap();
    chmod(disk.path(), 0o755);
    let program = disk.path().join("cchc");
    std::fs::copy(env!("CARGO_BIN_EXE_cchc"), &program).unwrap();
    for (bits, whose) in [(0o4755, (LAN, MINH)), (0o2755, (MINH, LAN))] {
        chown(&program, Some(whose.0), Some(whose.1)).unwrap();
        chmod(&program, bits);
        let ran = run_program(&program, MINH, &[], shell.path(), &["list"]);
        assert_output(&ran, 5, "set-uid");
    }
}

#[test]
fn a_reader_is_warned_of_changes_left_in_a_log_by_a_killed_process() {
    if !privileged() {
        return;
    }
    let shell = plan_of_lan();
    let (plan, log) = (shell.path().join("p.db"), shell.path().join("p.db-wal"));
    let writer = rusqlite::Connection::open(&plan).unwrap();
    writer
        .execute("UPDATE task SET title = 'Mới: ' || title WHERE id = 1", [])
        .unwrap();
    // What the disk has at the moment of a kill: the file, and the log without its index.
    let (file, waiting) = (std::fs::read(&plan).unwrap(), std::fs::read(&log).unwrap());
    drop(writer);
    std::fs::write(&plan, file).unwrap();
    std::fs::write(&log, waiting).unwrap();
    chown(&log, Some(LAN), Some(LAN)).unwrap();
    chmod(&plan, 0o644);
    chmod(&log, 0o644);
    chmod(shell.path(), 0o755);
    let list = |account| run_as(account, &[], shell.path(), &["list"]);
    assert_output(&list(MINH), 5, "p.db-wal” còn thay đổi");
    assert_output(&list(LAN), 0, "79 nhiệm vụ");
    assert_output(&list(MINH), 0, "Mới: ");
}

#[test]
fn another_users_log_or_folder_of_copies_in_a_folder_for_all_is_not_used() {
    if !privileged() {
        return;
    }
    let shell = plan_of_lan();
    chown(shell.path(), Some(0), Some(0)).unwrap();
    chmod(shell.path(), 0o1777);
    assert_output(
        &run_as(LAN, &[], shell.path(), &["note", "2.1-01", "Trong /tmp"]),
        0,
        "2.1-01",
    );
    let log = shell.path().join("p.db-wal");
    std::fs::write(&log, "").unwrap();
    chown(&log, Some(MINH), Some(MINH)).unwrap();
    assert_output(
        &run_as(LAN, &[], shell.path(), &["list"]),
        5,
        "của tài khoản khác",
    );
    std::fs::remove_file(&log).unwrap();
    let copies = shell.path().join("p.db.backups");
    std::fs::create_dir(&copies).unwrap();
    chown(&copies, Some(MINH), Some(MINH)).unwrap();
    chmod(&copies, 0o755);
    assert_output(
        &run_as(LAN, &[], shell.path(), &["backup"]),
        5,
        "không được phép",
    );
    std::fs::remove_dir(&copies).unwrap();
    symlink("/root", &copies).unwrap();
    assert_output(
        &run_as(LAN, &[], shell.path(), &["backup"]),
        5,
        "không phải thư mục",
    );
}

#[test]
fn of_the_ways_to_share_the_one_that_share_makes_works_for_both() {
    if !privileged() {
        return;
    }
    let shell = plan_of_lan();
    let (home, both) = (shell.path(), [OFFICE]);
    let note = |who: u32, words: &str| run_as(who, &both, home, &["note", "2.1-01", words]);
    // 0600: a colleague cannot even read.
    assert_output(&note(MINH, "Chưa được"), 5, "Không dùng được");
    // 0640 in 2750: a colleague reads.
    chown(home, Some(LAN), Some(OFFICE)).unwrap();
    chown(shell.file(), Some(LAN), Some(OFFICE)).unwrap();
    chmod(home, 0o2750);
    chmod(&shell.file(), 0o640);
    assert_output(&run_as(MINH, &both, home, &["list"]), 0, "2.1-01");
    assert_output(&note(MINH, "Chưa được"), 4, "chỉ đọc");
    // 0660 in 2770: both write, one after the other and while the other has it open.
    chmod(home, 0o2770);
    chmod(&shell.file(), 0o660);
    for round in 0..3 {
        assert_output(&note(LAN, &format!("Lan {round}")), 0, "2.1-01");
        assert_output(&note(MINH, &format!("Minh {round}")), 0, "2.1-01");
    }
    assert_output(&run_as(MINH, &both, home, &["backup"]), 0, "p.db.backups");
    assert_eq!(mode(&home.join("p.db.backups")), 0o2770);
    assert_output(
        &run_as(LAN, &both, home, &["restore", "latest", "--yes"]),
        0,
        "p.db",
    );
    assert_eq!(mode(&shell.file()), 0o660);
    assert_output(&note(MINH, "Sau khi lấy lại"), 0, "2.1-01");
    assert_output(&run_as(MINH, &both, home, &["check"]), 0, "Không có lỗi");
}

#[test]
fn a_folder_with_other_peoples_files_is_not_shared() {
    if !privileged() {
        return;
    }
    let shell = plan_of_lan();
    let home = shell.path().join("nhà");
    std::fs::write(shell.path().join("của Minh.txt"), "x").unwrap();
    chown(shell.path().join("của Minh.txt"), Some(MINH), Some(MINH)).unwrap();
    let db = shell.file().to_string_lossy().into_owned();
    let args = ["share", "--group", "games", "--db", &db];
    assert_output(&run_as(LAN, &[60], &home, &args), 5, "của Minh.txt");
    assert_output(&run_as(MINH, &[60], &home, &args), 5, "");
    std::fs::remove_file(shell.path().join("của Minh.txt")).unwrap();
    // No member of the group.
    assert_output(&run_as(LAN, &[], &home, &args), 5, "thành viên");
    let games = uzers::get_group_by_name("games").map(|group| group.gid());
    assert_output(
        &run_as(LAN, &[games.unwrap_or(60)], &home, &args),
        0,
        "games",
    );
    assert_eq!((mode(shell.path()), mode(&shell.file())), (0o2770, 0o660));
}
