//! No room: the file may grow to a limit and no further, and the limit stands at every place that a
//! write of one act comes to.

use crate::file::{assert_sound, notes, shell};
use crate::screen::{HOME, NOTE, NOTE_KEY, SAVE_KEY, Screen};
use crate::support::shell::{Ran, Shell};
use std::process::Command;

/// Runs the program while no file may grow beyond so many blocks of 512 bytes.
pub fn within(shell: &Shell, blocks: u64, args: &[&str]) -> Ran {
    let program = shell.command(args);
    let mut limited = Command::new("sh");
    limited
        .arg("-c")
        .arg(format!("ulimit -f {blocks}; exec \"$0\" \"$@\""))
        .arg(program.get_program())
        .args(program.get_args())
        .current_dir(shell.path())
        .env_clear()
        .envs(program.get_envs().filter_map(|(k, v)| Some((k, v?))))
        .env("CCHC_DB", shell.file());
    let output = limited.output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Writes one note within a limit: an acknowledged one is there, a refused one is told in a sentence
/// and is not there. Says which.
fn note_within(shell: &Shell, blocks: u64) -> bool {
    let mut expected = notes(&shell.file());
    let body = format!("Báo cáo tiến độ khi ổ đĩa còn {blocks} khối");
    let ran = within(shell, blocks, &["note", "2.1-6", &body]);
    let kept = ran.code == 0;
    if kept {
        assert!(ran.out.contains("2.1-06"), "{ran:?}");
        expected.insert(body);
    } else {
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (5, ""),
            "at {blocks}: {ran:?}"
        );
        assert_eq!(ran.err.lines().count(), 1, "at {blocks}: {}", ran.err);
        assert!(ran.err.contains("chưa lưu gì"), "at {blocks}: {}", ran.err);
    }
    assert_eq!(notes(&shell.file()), expected, "at {blocks} blocks");
    assert_sound(&shell.file());
    kept
}

#[test]
fn a_log_that_may_not_grow_refuses_the_write_at_every_page() {
    let shell = shell();
    let untouched = std::fs::read(shell.file()).unwrap();
    // A page is 8 blocks, with some bytes before it in the log; so no limit falls on a page's edge.
    let (mut refused, mut kept) = (0, 0);
    for blocks in (0..4_000).step_by(8) {
        std::fs::write(shell.file(), &untouched).unwrap();
        if note_within(&shell, blocks) {
            kept += 1;
        } else {
            assert_eq!(kept, 0, "less room was enough, {blocks} blocks are not");
            refused += 1;
            shell.run("note 2.1-6 Đã_dọn_chỗ_trống").ok();
            assert!(notes(&shell.file()).contains("Đã dọn chỗ trống"));
        }
        if kept == 3 {
            break;
        }
    }
    assert!(kept == 3 && refused > 10, "{kept} kept, {refused} refused");
}

#[test]
fn on_a_full_disk_old_data_is_listed_and_a_write_is_refused_with_the_reason() {
    let shell = shell();
    let ran = within(&shell, 0, &["list", "--lang", "en"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.contains("2.3.1-01"), "{}", ran.out);
    let ran = within(&shell, 0, &["note", "2.1-6", "Hết chỗ", "--lang", "en"]);
    let printed = ran.failed(5);
    assert!(printed.contains("disk is full or failing"), "{printed}");
    shell.run("note 2.1-6 Đã_có_chỗ").ok();
    assert_sound(&shell.file());
}

#[test]
fn an_export_without_room_leaves_the_old_file_and_an_import_nothing() {
    let shell = shell();
    shell.run("export --to trọn-vẹn.json").ok();
    for name in ["bảng.xlsx", "bảng.csv", "bảng.md", "lịch.ics", "tệp.json"] {
        let path = shell.path().join(name);
        std::fs::write(&path, "bản cũ").unwrap();
        let ran = within(&shell, 8, &["export", "--to", name, "--force"]);
        let printed = ran.failed(5);
        assert!(printed.contains(name), "{printed}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "bản cũ");
    }
    let ran = within(&shell, 64, &["import", "trọn-vẹn.json", "--db", "mới.db"]);
    ran.failed(5);
    let names = std::fs::read_dir(shell.path()).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let left: Vec<String> = names
        .filter(|name| name.starts_with(".cchc") || name.starts_with("mới"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    assert_sound(&shell.file());
}

#[test]
fn a_file_that_may_not_grow_keeps_what_its_log_has_acknowledged() {
    let shell = shell();
    let blocks = std::fs::metadata(shell.file()).unwrap().len() / 512;
    // The log has room; the file itself takes it in as far as it may, and the rest later.
    for blocks in (blocks - 40..blocks + 40).step_by(8) {
        assert!(note_within(&shell, blocks));
    }
    shell.run("note 2.1-6 Đã_dọn_chỗ_trống").ok();
    assert_sound(&shell.file());
}

#[test]
fn an_answer_of_a_review_without_room_is_given_again_when_there_is_some() {
    let shell = shell();
    let mut screen = Screen::open(&shell, &["--as", "Lan"], false);
    screen.until_shown(HOME);
    // F6 and Enter begin the review.
    screen.press("\u{1b}[17~");
    screen.until_shown("Bắt đầu: tuần");
    screen.press("\r");
    screen.until_shown("đã xem 0");
    screen.limit_files(Some(0));
    screen.press("\r");
    screen.until_shown("chưa lưu gì");
    let text = screen.text();
    assert!(text.contains("1/25") && text.contains("đã xem 0"), "{text}");
    // Nor is what the meeting writes lost.
    screen.press(NOTE_KEY);
    screen.until_shown(NOTE);
    screen.press("Chờ phòng KHTC");
    screen.press(SAVE_KEY);
    screen.until_shown("chưa lưu gì");
    assert!(
        screen.text().contains("Chờ phòng KHTC"),
        "{}",
        screen.text()
    );
    screen.limit_files(None);
    screen.press(SAVE_KEY);
    screen.until_shown("đã xem 1");
    assert!(notes(&shell.file()).contains("Chờ phòng KHTC"));
    screen.press("\r\r");
    screen.until_shown("đã xem 2");
    screen.press("\u{1b}");
    screen.until_shown(HOME);
    assert_eq!(screen.quit(), 0);
    let walk = shell.run("review").ok();
    assert!(walk.contains("đã xem 2/25"), "{walk}");
    assert_sound(&shell.file());
}

#[test]
fn a_file_that_cannot_be_made_leaves_nothing_behind() {
    let shell = Shell::empty();
    for blocks in [0, 1, 8, 64, 300, 600, 1000] {
        let ran = within(&shell, blocks, &["init", "--year", "2021"]);
        if ran.code == 0 {
            assert_sound(&shell.file());
            return;
        }
        assert_eq!((ran.code, ran.out.as_str()), (5, ""), "{ran:?}");
        assert!(!shell.file().exists());
        assert_eq!(std::fs::read_dir(shell.path()).unwrap().count(), 0);
    }
    shell.run("init --year 2021").ok();
    assert_sound(&shell.file());
}
