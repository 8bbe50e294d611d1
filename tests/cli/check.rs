//! What `check` says of a file that is not what its journal makes, by command.

use crate::support::shell::Shell;

fn tamper(shell: &Shell, sql: &str) {
    let conn = rusqlite::Connection::open(shell.file()).unwrap();
    conn.execute_batch(sql).unwrap();
}

#[test]
fn differences_are_listed_with_both_values_in_either_language() {
    let shell = Shell::sample();
    let text = shell.run("check").ok();
    assert!(text.contains("mọi dữ liệu khớp với nhật ký"), "{text}");
    tamper(
        &shell,
        "UPDATE note SET signed = 'Kẻ khác' WHERE id = (SELECT min(id) FROM note)",
    );
    // It looks right, but the journal knows better.
    let text = shell.run("check --quick").ok();
    assert!(text.contains("chuỗi nhật ký"), "{text}");
    let ran = shell.run("check");
    assert_eq!(ran.code, 5, "{ran:?}");
    let line = ran.out.lines().next().unwrap();
    assert!(line.starts_with("Dữ liệu: "), "{line}");
    assert!(line.contains(": ghi chú “"), "{line}");
    assert!(line.contains("người ký: theo nhật ký “"), "{line}");
    assert!(line.ends_with("tệp ghi “Kẻ khác”"), "{line}");
    assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
    let ran = shell.run("check --lang en");
    let line = ran.out.lines().next().unwrap();
    assert!(line.contains("signed by: “"), "{line}");
    assert!(line.ends_with("“Kẻ khác” in the file"), "{line}");
    assert!(ran.err.contains("restore --from-journal"), "{}", ran.err);
}

#[test]
fn a_truncated_journal_is_detected_by_where_it_ends() {
    let shell = Shell::sample();
    tamper(
        &shell,
        "DELETE FROM change WHERE id > (SELECT max(id) - 30 FROM change)",
    );
    let ran = shell.run("check");
    assert_eq!(ran.code, 5);
    let first = ran.out.lines().next().unwrap();
    assert!(first.starts_with("Nhật ký: dừng ở dòng"), "{}", ran.out);
    tamper(&shell, "DELETE FROM change");
    let ran = shell.run("check");
    assert!(
        ran.out.starts_with("Nhật ký: không có phần đầu"),
        "{}",
        ran.out
    );
}
