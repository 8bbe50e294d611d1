//! Several people on one file.

use crate::support::Desk;
use cchc::domain::change::Change;
use cchc::domain::note::NoteKind;
use cchc::domain::task::{State, TaskText};
use cchc::present::lang::Lang::{En, Vi};

/// Minh changes the texts of a task.
fn minh_edits(desk: &Desk, code: &str, change: impl FnOnce(&mut TaskText)) {
    let task = desk.task(code);
    let mut after = task.texts();
    change(&mut after);
    desk.minh_does(Change::Edit {
        task: task.row.id,
        before: Box::new(task.texts()),
        after: Box::new(after),
    });
}

fn minh_completes(desk: &Desk, code: &str) {
    let task = desk.task(code);
    desk.minh_does(Change::Complete {
        task: task.row.id,
        occurrence: task.current().map(|o| o.id),
        done_on: crate::support::friday(),
        result: None,
    });
}

#[test]
fn what_a_colleague_writes_shows_with_the_cursor_on_the_same_task() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.go_to("2.6-02");
    let line = |desk: &Desk| desk.frame().lines().position(|l| l.contains("│›")).unwrap();
    let height = line(&desk);
    minh_completes(&desk, "2.3.1-01");
    minh_edits(&desk, "2.6-02", |text| {
        text.title = "Tên mới của Minh".to_owned()
    });
    assert!(desk.app.look_for_others());
    assert!(!desk.app.look_for_others());
    assert_eq!(desk.selected(), "2.6-02");
    assert!(desk.frame().contains("Tên mới của Minh"));
    assert!(desk.line(1).contains("20/78 ●6"), "{}", desk.line(1));
    assert!(line(&desk) == height - 1, "one row before it is gone");
}

#[test]
fn a_key_means_what_was_on_the_screen() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("f <Enter>");
    assert_eq!(desk.selected(), "2.3.1-01");
    // Minh is faster. What is under the cursor in truth is another task now; it must not be done.
    minh_completes(&desk, "2.3.1-01");
    desk.keys("<Space>");
    assert_eq!(desk.told(), "Việc này đã được đánh dấu xong rồi.");
    assert_eq!(desk.selected(), "2.4-05");
    assert_eq!(desk.task("2.4-05").row.state, State::InProgress);
    // Of a recurring task the next occurrence is not done in its place.
    desk.keys("<Esc>").go_to("2.3.1-05");
    minh_completes(&desk, "2.3.1-05");
    desk.keys("<Space>");
    assert_eq!(desk.task("2.3.1-05").row.occurrences_done, 2);
}

#[test]
fn a_second_space_takes_back_ones_own_even_if_a_colleague_wrote_meanwhile() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.go_to("2.3.1-05").keys("<Space>");
    minh_completes(&desk, "2.6-02");
    desk.app.look_for_others();
    desk.keys("<Space>");
    assert_eq!(desk.task("2.3.1-05").row.occurrences_done, 1);
    // Unless the colleague has reopened it already.
    desk.keys("<Space>");
    let task = desk.task("2.3.1-05");
    desk.minh_does(Change::Reopen {
        task: task.row.id,
        occurrence: Some(task.occurrences[1].id),
    });
    desk.app.look_for_others();
    desk.keys("<Space>");
    assert_eq!(
        desk.task("2.3.1-05").row.occurrences_done,
        2,
        "{}",
        desk.told()
    );
}

#[test]
fn an_edit_conflict_shows_both_texts_and_a_second_save_is_made_knowingly() {
    let mut desk = Desk::open(Vi, 100, 24);
    desk.keys("e <C-u> Tên␠của␠Lan");
    minh_edits(&desk, "2.3.1-01", |text| {
        text.title = "Tên của Minh".to_owned();
        text.product = Some("Báo cáo của Minh".to_owned());
    });
    desk.keys("<C-s>");
    let frame = desk.frame();
    assert!(
        frame.contains("Minh (kehoach) vừa sửa mục “Tên nhiệm vụ” thành “Tên của Minh”."),
        "{frame}"
    );
    assert!(frame.contains("Tên của Lan"), "{frame}");
    assert!(
        frame.contains("Báo cáo của Minh"),
        "what was not touched is theirs now\n{frame}"
    );
    assert_eq!(desk.task("2.3.1-01").row.title, "Tên của Minh");
    desk.keys("<C-s>");
    assert_eq!(desk.told(), "Đã sửa 2.3.1-01 — u để hoàn tác");
    let task = desk.task("2.3.1-01");
    assert_eq!(task.row.title, "Tên của Lan");
    assert_eq!(task.product.as_deref(), Some("Báo cáo của Minh"));
}

#[test]
fn edits_of_different_parts_do_not_fight() {
    let mut desk = Desk::open(Vi, 100, 24);
    desk.keys("e <C-u> Tên␠của␠Lan");
    minh_edits(&desk, "2.3.1-01", |text| {
        text.product = Some("Báo cáo của Minh".to_owned())
    });
    desk.keys("<C-s>");
    let task = desk.task("2.3.1-01");
    assert_eq!(task.row.title, "Tên của Lan");
    assert_eq!(
        task.product.as_deref(),
        Some("Báo cáo của Minh"),
        "{}",
        desk.frame()
    );
}

#[test]
fn a_difficulty_answered_by_a_colleague_leaves_the_text_as_a_note() {
    let mut desk = Desk::open(En, 100, 40);
    desk.go_to("2.4-05").keys("<Enter> <Left> n Đã␠có␠số␠liệu");
    let task = desk.task("2.4-05");
    desk.minh_does(Change::AddNote {
        task: task.row.id,
        kind: NoteKind::Note,
        body: "Đã nhận".to_owned(),
        answers: task.notes.iter().find(|note| note.open).map(|note| note.id),
    });
    desk.keys("<C-s>");
    assert_eq!(desk.told(), "This difficulty has been answered already.");
    assert!(desk.frame().contains("Note · 2.4-05") && desk.frame().contains("Đã có số liệu"));
    desk.keys("<C-s>");
    assert!(desk.told().starts_with("Noted 2.4-05"), "{}", desk.told());
}

#[test]
fn undo_is_refused_where_a_colleague_has_changed_the_same() {
    let mut desk = Desk::open(Vi, 100, 40);
    desk.keys("e <C-u> Tên␠của␠Lan <C-s>");
    minh_edits(&desk, "2.3.1-01", |text| {
        text.title = "Tên của Minh".to_owned()
    });
    desk.keys("u");
    assert_eq!(
        desk.told(),
        "Không hoàn tác, làm lại được: Minh (kehoach) đã thay đổi chỗ này sau đó. Hãy sửa trực tiếp."
    );
    assert!(desk.frame().contains("Tên của Minh"));
}

#[test]
fn an_open_detail_shows_what_a_colleague_adds() {
    let mut desk = Desk::open(Vi, 100, 60);
    desk.keys("<Enter>");
    desk.minh_does(Change::AddNote {
        task: desk.task("2.3.1-01").row.id,
        kind: NoteKind::Difficulty,
        body: "Chưa thống nhất số liệu".to_owned(),
        answers: None,
    });
    desk.app.look_for_others();
    let frame = desk.frame();
    assert!(
        frame.contains("! Vướng mắc 11/06/2021 Minh (kehoach)"),
        "{frame}"
    );
}
