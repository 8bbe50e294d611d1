//! Bad input: one clear sentence, an exit code that tells, and a file whose bytes stay as they
//! were.

use crate::support::shell::Shell;
use cchc::present::lang::Lang;
use cchc::tui::actions::{Action, KeyContext};
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

#[test]
fn whatever_is_refused_leaves_the_bytes_as_they_were() {
    let shell = Shell::sample();
    let before = shell.bytes();
    for (line, code, message) in [
        ("done 2.1-6 --on 31/6", 2, "Không có ngày 31/6/2021"),
        ("done 2.1-6 --on 29/02/2021", 2, "Không có ngày 29/2/2021"),
        ("done 2.1-6 --on 12/6", 4, "còn ở tương lai"),
        ("done 2.1-6 --on mai", 4, "còn ở tương lai"),
        ("done 2.1-2", 4, "đã hoàn thành rồi"),
        (
            "done 2.3.1-99",
            3,
            "Mã gần nhất: 2.3.1-04, 2.3.1-05, 2.3.1-06",
        ),
        ("done việc_này", 3, "Mã gồm mục và số thứ tự"),
        ("reopen 2.1-6", 4, "Chưa có gì hoàn thành"),
        ("note 2.1-6 a\u{1b}b", 4, "U+001B ở dòng 1, vị trí 2"),
        ("note 2.1-6 a\u{202e}b", 4, "U+202E"),
        ("edit 2.1-6 --title hai\ndòng", 4, "xuống dòng ở vị trí 4"),
        ("edit 2.1-6 --lead XYZ", 3, "Các đơn vị:"),
        ("edit 2.1-6 --with VP", 4, "không thể đồng thời"),
        ("add --section 9.9 Việc", 3, "Các mục: 2.1, 2.2"),
        (
            "add --section 2.1 Việc --deadline 31/6",
            2,
            "Không có ngày 31/6/2021",
        ),
        ("list --area 7", 3, "0 Chỉ đạo, 1 Thể chế"),
        ("list --unit XYZ", 3, "cchc units"),
        ("list --due 31/6..1/7", 2, "Không có ngày 31/6/2021"),
        ("list --due 2/7..1/7", 2, "bị ngược"),
        ("list --due hôm_qua", 2, "NGÀY..NGÀY"),
        ("list --state hôm_qua", 2, "chua-thuc-hien, dang-thuc-hien"),
        (
            "list --state hôm_qua --lang en",
            2,
            "not_started, in_progress",
        ),
        (
            "list --due",
            2,
            "--due HẠN cần có giá trị. Xem hướng dẫn: cchc help list.",
        ),
        ("list --limit 0", 2, "--limit"),
        ("list --today 31/6", 2, "Không có ngày 31/6/2021"),
        ("list --as a\u{1b}b", 2, "U+001B"),
        (
            "extend 2.1-6 9/6 --reason a --by b",
            4,
            "sau hạn hiện tại 10/06/2021",
        ),
        ("extend 2.1-6 18/6 --by b", 2, "--reason"),
        ("pause 2.1-6", 2, "--reason"),
        (
            "deadline 2.1-6 trước_29/02/2021",
            2,
            "Không có ngày 29/2/2021",
        ),
        ("evidence 2.1-6 1/BC --date 30/2", 2, "30/2/2021"),
        ("step 2.1-6", 2, "Còn thiếu: SỐ."),
        ("redo", 4, "Không có việc nào để làm lại"),
        ("undo", 4, "Không còn việc nào của bạn"),
        ("lisst", 2, "Có phải ý bạn là “list”?"),
        (
            "delete 2.1-01",
            2,
            "Không có lệnh “delete”. Xem các lệnh: cchc help.",
        ),
        ("help delete", 2, "Không có lệnh “delete”."),
        ("list --uni VP", 2, "“--unit”"),
        ("show", 2, "Còn thiếu: MÃ."),
        ("done", 2, "Còn thiếu: MÃ."),
        (
            "extend 2.1-6 18/6",
            2,
            "Còn thiếu: --reason VĂN_BẢN, --by NGƯỜI.",
        ),
        (
            "deadline Quý_III 2.1-6",
            2,
            "Hãy viết: cchc deadline 2.1-06 \"Quý III\"",
        ),
        (
            "extend 18/6 2.1-6 --reason a --by b",
            2,
            "Mã nhiệm vụ phải đứng trước.",
        ),
        (
            "note Đã_họp 2.1-6",
            2,
            "Hãy viết: cchc note 2.1-06 \"Đã họp\"",
        ),
        (
            "done 2.6-3",
            4,
            "Nhiệm vụ 2.6-03 đang tạm dừng. Hãy cho tiếp tục trước: cchc resume 2.6-03.",
        ),
        (
            "done 2.1-6 2.1-2",
            4,
            "2.1-02: Việc này đã hoàn thành rồi. Chưa lưu việc nào.",
        ),
        (
            "report --period month -o bao-cao.pdf",
            2,
            "Không lập được tệp .pdf.",
        ),
        ("restore không_có.db --yes", 5, "Không có bản sao"),
        ("show 2.1-1 2.1-2", 2, "Thừa tham số"),
        ("--lang fr list", 2, "vi hoặc en"),
        ("completions tcsh", 2, "bash, zsh"),
        ("init --year 1800 --db other.db", 2, "--year"),
        ("init --db other.db", 2, "--year"),
    ] {
        let err = shell.run(line).failed(code);
        assert!(err.contains(message), "{line}: {err}");
        assert_eq!(shell.bytes(), before, "{line}");
    }
    assert!(!shell.path().join("other.db").exists());
}

#[test]
fn a_note_that_is_too_long_or_no_utf_8_is_refused() {
    let shell = Shell::sample();
    let before = shell.bytes();
    let note = ["note", "2.1-6", "-"];
    let err = shell
        .args(&["note", "2.1-6", &"a".repeat(100_001)])
        .failed(4);
    assert!(err.contains("100.001 ký tự, tối đa 100.000"), "{err}");
    let err = shell
        .with_input(&note, "ệ".repeat(100_001).as_bytes())
        .failed(4);
    assert!(err.contains("100.001 ký tự, tối đa 100.000"), "{err}");
    let err = shell.with_input(&note, &vec![b'a'; 5_000_000]).failed(4);
    assert!(err.contains("tối đa 100.000"), "{err}");
    let err = shell.with_input(&note, b"ab\xffc").failed(4);
    assert!(err.contains("byte thứ 3"), "{err}");
    let err = shell.with_input(&note, b"mot\nhai\x1b[31m").failed(4);
    assert!(err.contains("U+001B ở dòng 2"), "{err}");
    let err = shell.with_input(&note, b" \n").failed(4);
    assert!(err.contains("Chưa nhập mục “Ghi chú”"), "{err}");
    let foreign = OsString::from_vec(b"a\xffb".to_vec());
    let args = [OsString::from("note"), "2.1-6".into(), foreign.clone()];
    let err = shell.args(&args).failed(2);
    assert!(err.contains("UTF-8"), "{err}");
    let err = shell.args(std::slice::from_ref(&foreign)).failed(2);
    assert!(err.contains("UTF-8"), "{err}");
    let variables = [
        ("CCHC_DB", shell.file().into_os_string()),
        ("CCHC_TODAY", foreign),
    ];
    let err = shell.run_in(&variables, &["list"], b"").failed(2);
    assert!(err.contains("CCHC_TODAY"), "{err}");
    assert_eq!(shell.bytes(), before);
}

#[test]
fn the_name_of_a_file_may_be_any_bytes() {
    let shell = Shell::sample();
    let name = OsString::from_vec(b"ke-\xff-hoach.db".to_vec());
    std::fs::copy(shell.file(), shell.path().join(&name)).unwrap();
    let args = [OsString::from("--db"), name, "list".into()];
    assert!(shell.args(&args).ok().contains("78 nhiệm vụ"));
}

#[test]
fn files_that_are_not_ours_are_refused_unchanged() {
    let shell = Shell::sample();
    let good = shell.bytes();
    let newer = shell.path().join("newer.db");
    std::fs::write(&newer, &good).unwrap();
    let conn = rusqlite::Connection::open(&newer).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    drop(conn);
    std::fs::write(shell.path().join("empty.db"), b"").unwrap();
    std::fs::write(
        shell.path().join("text.db"),
        "xin chào, đây không phải cơ sở dữ liệu".repeat(50),
    )
    .unwrap();
    std::fs::write(shell.path().join("short.db"), &good[..good.len() / 2]).unwrap();
    for (name, message) in [
        ("newer.db", "mới hơn"),
        ("empty.db", "rỗng"),
        ("text.db", "không phải tệp của cchc"),
        ("short.db", "bị hỏng hoặc bị cắt ngắn"),
    ] {
        let path = shell.path().join(name);
        let before = std::fs::read(&path).unwrap();
        for line in ["list", "done 2.1-6", "undo", "check", "info"] {
            let err = shell.run(&format!("{line} --db {name}")).failed(5);
            assert!(err.contains(message), "{line} {name}: {err}");
            assert_eq!(std::fs::read(&path).unwrap(), before, "{line} {name}");
        }
    }
    let err = shell.run("list --db .").failed(5);
    assert!(err.contains("không phải là tệp"), "{err}");
    let err = shell.run("list --db none.db").failed(5);
    assert!(err.contains("Không có tệp"), "{err}");
    assert!(!shell.path().join("none.db").exists());
}

#[test]
fn a_nearly_correct_argument_is_answered_with_the_correct_one() {
    let shell = Shell::sample();
    let err = shell.run("show 2.7.1").failed(3);
    assert!(err.contains("2.7.1 là một mục"), "{err}");
    assert!(err.contains("2.7.1-01, 2.7.1-02, 2.7.1-03"), "{err}");
    let err = shell.run("log --task 2.7.1-03").failed(2);
    assert!(err.contains("cchc log 2.3.1-01"), "{err}");
    let err = shell.run("list --mine --as Lạ").failed(3);
    assert!(err.contains("đơn vị của tôi"), "{err}");
    let commands = Action::Palette.key(KeyContext::Tasks, Lang::Vi).unwrap();
    let info = shell.run("info --as Lạ").ok();
    for sentence in [err, info] {
        assert!(
            sentence.contains(&format!("nhấn “{commands}”")),
            "{sentence}"
        );
    }
}

#[test]
fn broken_settings_warn_and_the_command_runs() {
    let shell = Shell::sample();
    let folder = shell.path().join("config/cchc");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("settings.json"), "{").unwrap();
    let ran = shell.run("list");
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.contains("Không đọc được thiết lập cá nhân"),
        "{}",
        ran.err
    );
    assert!(ran.out.contains("78 nhiệm vụ"));
}

#[test]
fn the_screen_needs_a_terminal() {
    let shell = Shell::sample();
    let err = shell.args(&[] as &[&str]).failed(2);
    assert!(err.contains("cchc list"), "{err}");
    let err = shell.run("--lang en").failed(2);
    assert!(err.contains("interactive terminal"), "{err}");
}

#[test]
fn a_name_that_looks_like_an_address_is_a_name() {
    let shell = Shell::empty();
    let name = "file:kế hoạch.db?mode=ro";
    let cchc = |args: &[&str]| shell.args(&[&["--db", name], args].concat());
    cchc(&["init", "--year", "2021"]).ok();
    assert!(shell.path().join(name).is_file());
    assert!(!shell.path().join("kế hoạch.db").exists());
    cchc(&["note", "2.6-02", "Đã gửi dự thảo"]).ok();
    let copy = "file:bản sao.db";
    cchc(&["backup", copy]).ok();
    assert!(cchc(&["check"]).ok().contains("Không có lỗi"));
    cchc(&["restore", copy, "--yes"]).ok();
    assert!(cchc(&["show", "2.6-02"]).ok().contains("Đã gửi dự thảo"));
}

#[test]
fn what_to_do_next_can_be_copied_into_the_shell() {
    let shell = Shell::empty();
    let err = shell.args(&["--db", "kế hoạch's.db", "list"]).failed(5);
    assert!(
        err.contains("cchc init --db 'kế hoạch'\\''s.db' --year 2021."),
        "{err}"
    );
    let err = shell.args(&["--db", "mới.db", "list"]).failed(5);
    assert!(err.contains("cchc init --db mới.db --year 2021."), "{err}");
}
