//! A colleague's program holds the file.

use crate::file::{assert_sound, notes, shell, until};
use crate::screen::{HOME, NOTE, NOTE_KEY, SAVE_KEY, Screen};
use rusqlite::Connection;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

#[test]
fn a_locked_file_is_reported_after_a_while_and_nothing_is_written() {
    let shell = shell();
    let holder = Connection::open(shell.file()).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let before = notes(&shell.file());
    let err = shell.run("note 2.1-6 Chờ_đến_lượt").failed(4);
    assert!(err.contains("đang giữ tệp"), "{err}");
    assert_eq!(notes(&shell.file()), before);
    // Who only reads is not kept waiting.
    assert!(shell.run("show 2.1-6").ok().contains("2.1-06"));
    holder.execute_batch("ROLLBACK").unwrap();
    shell.run("note 2.1-6 Đến_lượt").ok();
    assert!(notes(&shell.file()).contains("Đến lượt"));
    assert_sound(&shell.file());
}

#[test]
fn a_waiting_write_continues_when_the_lock_is_released() {
    let shell = shell();
    let holder = Connection::open(shell.file()).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let child = shell
        .command(&["note", "2.1-6", "Chờ một lát"])
        .env("CCHC_DB", shell.file())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It stands at the door: the shared index of the log is open, and it has read the task.
    let open = format!("/proc/{}/fd", child.id());
    until("the program has opened the file", || {
        std::fs::read_dir(&open)
            .unwrap()
            .flatten()
            .any(|entry| std::fs::read_link(entry.path()).is_ok_and(|to| to.ends_with("p.db-shm")))
    });
    holder.execute_batch("ROLLBACK").unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(notes(&shell.file()).contains("Chờ một lát"));
}

#[test]
fn a_dropped_connection_releases_its_lock() {
    let shell = shell();
    let holder = Connection::open(shell.file()).unwrap();
    holder
        .execute_batch("BEGIN IMMEDIATE; UPDATE note SET body = 'nửa chừng'")
        .unwrap();
    // The connection goes without a word, and so does what it had begun.
    drop(holder);
    assert!(!notes(&shell.file()).contains("nửa chừng"));
    shell.run("note 2.1-6 Tiếp_tục").ok();
    assert_sound(&shell.file());
}

/// A colleague's change comes to the screen while its own write still waits for the next one.
#[test]
fn a_note_that_waits_on_the_screen_is_not_forgotten_over_a_colleagues_change() {
    let shell = shell();
    let mut screen = Screen::open(&shell, &["--as", "Lan"], false);
    screen.until_shown(HOME);
    let holder = Connection::open(shell.file()).unwrap();
    for round in 0..4 {
        let issuer = format!("Sở lần {round}");
        holder.execute_batch("BEGIN IMMEDIATE").unwrap();
        holder
            .execute("UPDATE plan SET issuer_short = ?", [&issuer])
            .unwrap();
        let body = format!("Chờ đồng nghiệp ghi xong lần {round}");
        screen.press(NOTE_KEY);
        screen.until_shown(NOTE);
        screen.press(&body);
        screen.until_shown(&body);
        screen.press(SAVE_KEY);
        screen.until_shown("Đang chờ");
        holder.execute_batch("COMMIT; BEGIN IMMEDIATE").unwrap();
        screen.until_shown(&issuer);
        holder.execute_batch("ROLLBACK").unwrap();
        screen.until_shown(HOME);
        assert!(notes(&shell.file()).contains(&body));
    }
    assert_eq!(screen.quit(), 0);
}

/// Writes to the file and is stopped in the middle of it, until it hears something.
#[test]
#[ignore = "run by the test below, in a process of its own"]
fn holds() {
    let file = std::env::var_os("CCHC_HELD").unwrap();
    let holder = Connection::open(file).unwrap();
    holder
        .execute_batch("BEGIN IMMEDIATE; UPDATE plan SET issuer_short = 'Sở mới'")
        .unwrap();
    println!("\nholding");
    std::io::stdin().read_line(&mut String::new()).unwrap();
    holder.execute_batch("COMMIT").unwrap();
}

/// A colleague's process is stopped while it writes, as Ctrl-Z or a broken line may leave it.
#[test]
fn a_stopped_colleague_is_suspected_after_five_seconds_and_nothing_typed_is_lost() {
    let shell = shell();
    let mut colleague = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "lock::holds", "--ignored", "--nocapture"])
        .env("CCHC_HELD", shell.file())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut screen = Screen::open(&shell, &["--as", "Lan"], false);
    screen.until_shown(HOME);
    let mut out = BufReader::new(colleague.stdout.take().unwrap()).lines();
    assert!(out.any(|line| line.unwrap() == "holding"));
    let signal = |name: &str| {
        let id = colleague.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status();
        assert!(sent.unwrap().success());
    };
    signal("STOP");
    screen.press(NOTE_KEY);
    screen.until_shown(NOTE);
    screen.press("Ghi khi tệp bị giữ");
    screen.until_shown("Ghi khi tệp bị giữ");
    screen.press(SAVE_KEY);
    screen.until_shown("Đang chờ");
    screen.until_shown("một cửa sổ cchc bị treo");
    // Whoever gives up still has the text.
    screen.press("\u{1b}");
    screen.until_shown("Chưa lưu");
    assert!(screen.text().contains("Ghi khi tệp bị giữ"));
    screen.press(SAVE_KEY);
    screen.until_shown("Đang chờ");
    assert!(!notes(&shell.file()).contains("Ghi khi tệp bị giữ"));
    signal("CONT");
    drop(colleague.stdin.take());
    screen.until_shown(HOME);
    assert!(notes(&shell.file()).contains("Ghi khi tệp bị giữ"));
    screen.until_shown("Sở mới");
    assert!(colleague.wait().unwrap().success());
    assert_eq!(screen.quit(), 0);
}
