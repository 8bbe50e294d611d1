//! The plan's document, and the way from a task to its place there and back.

use crate::support::Desk;
use cchc::present::lang::Lang::Vi;

/// The line that bears the sign of the chosen task.
fn chosen(desk: &Desk) -> String {
    let frame = desk.frame();
    let line = frame.lines().find(|line| line.starts_with('›'));
    line.unwrap_or_default().to_owned()
}

#[test]
fn p_leads_from_a_task_to_its_place_and_enter_back() {
    let mut desk = Desk::open(Vi, 100, 30);
    desk.keys("<Down> <Enter> p");
    assert!(
        chosen(&desk).contains("2.4-05  Tiếp tục thực hiện cơ chế tự chủ"),
        "{}",
        desk.frame()
    );
    // Back in the same detail, not in a second one above it.
    desk.keys("<Enter>");
    assert!(desk.frame().contains("Hoàn thành 0/1"), "{}", desk.frame());
    desk.keys("<Esc>");
    assert!(desk.frame().contains("NHIỆM VỤ"), "{}", desk.frame());
}

#[test]
fn a_task_is_chosen_in_the_document_and_opened() {
    let mut desk = Desk::open(Vi, 100, 30);
    desk.keys("p <Right>");
    assert!(chosen(&desk).contains("2.1-01"), "{}", desk.frame());
    desk.keys("<Right> <Right> <Left> <Enter>");
    assert!(desk.frame().contains("2.1-02°"), "{}", desk.frame());
    desk.keys("p");
    assert!(chosen(&desk).contains("2.1-02"), "{}", desk.frame());
    // Out of sight it is chosen no more: the next one is the first in sight.
    desk.keys("G <Enter>");
    assert!(chosen(&desk).contains("III-0"), "{}", desk.frame());
    desk.keys("<Esc>");
    assert!(desk.frame().contains("NHIỆM VỤ"), "{}", desk.frame());
}

#[test]
fn a_task_that_was_added_later_is_marked_as_not_in_the_document() {
    let mut desk = Desk::open(Vi, 100, 30);
    desk.keys("a Tập␠huấn␠chữ␠ký␠số <C-s> <Enter> p");
    assert_eq!(
        desk.status(),
        "Nhiệm vụ này được thêm sau, không có trong văn bản."
    );
    desk.keys("<Esc>");
    assert!(
        desk.frame().contains("Tập huấn chữ ký số"),
        "{}",
        desk.frame()
    );
}
