//! Noise in the middle of the file: no command takes it for content, and none writes upon it.

use crate::file::shell;

#[test]
fn damage_anywhere_is_reported_before_anything_is_read_or_written() {
    let shell = shell();
    // Pages that nothing uses hold no content that could be damaged: leave none.
    let conn = rusqlite::Connection::open(shell.file()).unwrap();
    conn.execute_batch("VACUUM").unwrap();
    drop(conn);
    let whole = std::fs::read(shell.file()).unwrap();
    for page in (1..whole.len() / 4096).step_by(7) {
        let mut bytes = whole.clone();
        let noise = (0..4096).map(|at| u8::try_from((at * 167 + page * 31) % 251).unwrap());
        bytes.splice(page * 4096..page * 4096 + 4096, noise);
        std::fs::write(shell.file(), &bytes).unwrap();
        for line in ["list", "add --section 2.1 Việc_mới"] {
            let err = shell.run(line).failed(5);
            assert!(err.contains("hỏng"), "page {page}: {line}: {err}");
            assert_eq!(shell.bytes(), bytes, "page {page}: {line}");
        }
    }
}

#[test]
fn words_of_search_that_are_not_whole_stop_writing_but_no_list() {
    let shell = shell();
    let conn = rusqlite::Connection::open(shell.file()).unwrap();
    // Rows 1 and 10 are the index's own books, what comes after are words.
    let words = "UPDATE task_words_data SET block = zeroblob(length(block)) WHERE id > 10";
    assert!(conn.execute(words, []).unwrap() > 0);
    drop(conn);
    let bytes = shell.bytes();
    assert!(shell.run("list").ok().contains("2.1-01"));
    for line in ["list --search đề", "add --section 2.1 Việc_mới"] {
        let err = shell.run(line).failed(5);
        assert!(err.contains("hỏng"), "{line}: {err}");
    }
    assert_eq!(shell.bytes(), bytes);
}
