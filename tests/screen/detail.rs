//! One task whole: its steps, occurrences and difficulties one by one.

use crate::support::Desk;
use cchc::domain::task::State;
use cchc::present::lang::Lang::{En, Vi};

#[test]
fn steps_are_ticked_and_unticked() {
    let mut desk = Desk::open(Vi, 100, 60);
    desk.go_to("2.7.2-02").keys("<Enter>");
    assert!(desk.frame().contains("Bước 6/10"));
    // From the due date over four steps to the fifth, the first that is open.
    desk.keys("l l l l l <Space>");
    assert_eq!(
        desk.status(),
        "Đã đánh dấu xong bước “Trung tâm Tư vấn kỹ thuật giao thông Hà…” của 2.7.2-02 — u để hoàn tác"
    );
    assert!(
        desk.frame()
            .contains("5 ✓ Trung tâm Tư vấn kỹ thuật giao thông"),
        "{}",
        desk.frame()
    );
    assert!(desk.frame().contains("Bước 7/10"));
    assert!(desk.task("2.7.2-02").steps[4].done_on.is_some());
    desk.keys("<Space>");
    assert!(desk.task("2.7.2-02").steps[4].done_on.is_none());
    desk.keys("u u");
    assert!(desk.frame().contains("Bước 6/10"));
}

#[test]
fn occurrences_are_completed_and_reopened_on_their_cell() {
    let mut desk = Desk::open(Vi, 100, 40);
    desk.go_to("2.3.1-05").keys("<Enter>");
    assert!(
        desk.frame().contains("Q1 ✓  Q2 ○  Q3 ○  Q4 ○"),
        "{}",
        desk.frame()
    );
    assert!(
        desk.frame()
            .contains("Quý II · hạn thứ Tư 30/06/2021 · chưa xong")
    );
    desk.keys("<Space>");
    assert!(
        desk.frame().contains("Q1 ✓  Q2 ✓  Q3 ○  Q4 ○"),
        "{}",
        desk.frame()
    );
    assert!(
        desk.frame()
            .contains("Quý II · hạn thứ Tư 30/06/2021 · xong 11/06/2021")
    );
    desk.keys("<Left>");
    assert!(desk.frame().contains("Quý I · "), "{}", desk.frame());
    desk.keys("<Space>");
    assert!(
        desk.frame().contains("Q1 ●  Q2 ✓  Q3 ○  Q4 ○"),
        "{}",
        desk.frame()
    );
    assert_eq!(desk.status(), "Đã mở lại 2.3.1-05 kỳ Quý I — u để hoàn tác");
    desk.keys("<Esc>");
    assert_eq!(desk.selected(), "2.3.1-05");
}

#[test]
fn a_difficulty_is_shown_at_the_top_and_answered_with_n() {
    let mut desk = Desk::open(Vi, 100, 40);
    desk.go_to("2.4-05").keys("<Enter>");
    let frame = desk.frame();
    let stuck = frame
        .find("! Vướng mắc 11/05/2021 Minh (kehoach) — ← để chọn, n để trả lời")
        .unwrap();
    assert!(stuck < frame.find("Vị trí:").unwrap(), "{frame}");
    desk.keys("<Left>");
    assert!(desk.frame().contains("Minh (kehoach) — n để trả lời"));
    desk.keys("n");
    assert!(
        desk.frame().contains("Trả lời vướng mắc · 2.4-05"),
        "{}",
        desk.frame()
    );
    // A draft of an answer is still an answer later.
    desk.keys("Đã␠nhận␠đủ␠số␠liệu <Esc> <Esc> n <C-s>");
    assert_eq!(
        desk.status(),
        "Đã trả lời vướng mắc của 2.4-05 — u để hoàn tác"
    );
    let task = desk.task("2.4-05");
    assert_eq!(task.row.difficulties, 0);
    assert!(task.notes[0].answers.is_some());
    desk.keys("<Enter>");
    assert!(!desk.frame().contains("! Vướng mắc"));
    desk.keys("<End>");
    assert!(
        desk.frame().contains("vướng mắc · đã trả lời"),
        "{}",
        desk.frame()
    );
    desk.keys("<Home> u");
    assert!(desk.frame().contains("! Vướng mắc"), "{}", desk.frame());
    // It stands above the due date; → finds it too.
    desk.keys("<Esc> <Enter> <Right>");
    assert!(
        desk.frame().contains("Minh (kehoach) — n để trả lời"),
        "{}",
        desk.frame()
    );
}

#[test]
fn n_on_another_part_writes_a_note() {
    let mut desk = Desk::open(En, 100, 40);
    desk.go_to("2.4-05").keys("<Enter> n");
    assert!(desk.frame().contains("Note · 2.4-05"), "{}", desk.frame());
    desk.keys("Đã␠gọi␠điện <C-s>");
    assert_eq!(desk.task("2.4-05").row.difficulties, 1);
    assert!(desk.frame().contains("Đã gọi điện"), "shown at once");
}

#[test]
fn forms_open_from_the_detail_and_it_shows_what_they_did() {
    let mut desk = Desk::open(Vi, 100, 40);
    desk.keys("<Enter> t 30/6 <Enter> chờ␠ý␠kiến <Enter> Giám␠đốc <C-s>");
    assert!(
        desk.frame().contains("31/03/2021 → 30/06/2021: chờ ý kiến"),
        "{}",
        desk.frame()
    );
    assert!(desk.frame().contains("gia hạn 2 lần"));
    desk.keys("s <C-s>");
    assert_eq!(desk.task("2.3.1-01").row.state, State::Done);
    assert!(desk.line(2).contains("✓ hoàn thành"), "{}", desk.frame());
    desk.keys("<Esc>");
    assert!(desk.frame().contains("›✓*2.3.1-01°"));
}

#[test]
fn a_long_detail_scrolls_to_its_end_and_back() {
    let mut desk = Desk::open(Vi, 40, 10);
    desk.go_to("2.7.2-02").keys("<Enter>");
    let top = desk.frame();
    desk.keys("<End>");
    let bottom = desk.frame();
    assert_ne!(top, bottom);
    // On a larger screen there is no empty space below the last line, and one step goes up.
    desk.resize(80, 24);
    assert!(!desk.line(20).is_empty(), "{}", desk.frame());
    let before = desk.frame();
    desk.keys("k");
    assert_ne!(desk.frame(), before);
    desk.resize(40, 10).keys("<Home>");
    assert_eq!(desk.frame(), top);
}

#[test]
fn the_palette_finds_actions_without_accents_and_does_them() {
    let mut desk = Desk::open(Vi, 100, 40);
    desk.keys(": ghi␠chu <Enter>");
    assert!(desk.frame().contains("Ghi chú · 2.3.1-01"));
    desk.keys("<Esc> : minh␠chung <Enter>");
    assert!(
        desk.frame().contains("Minh chứng · 2.3.1-01"),
        "{}",
        desk.frame()
    );
    desk.keys("<Esc> <Enter> : don␠vi␠cua␠toi");
    assert!(
        desk.frame()
            .contains("Không tìm thấy lệnh nào. Esc rồi ? để xem phím tắt."),
        "not offered where it does nothing"
    );
}

#[test]
fn evidence_under_the_cursor_is_corrected_and_removed() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.go_to("2.3.1-01")
        .keys("v 51/KH-SKHCN <C-s> <Enter> <Left>");
    assert!(desk.frame().contains("51/KH-SKHCN"));
    desk.keys("e");
    assert!(
        desk.frame().contains("Sửa minh chứng · 2.3.1-01"),
        "{}",
        desk.frame()
    );
    desk.keys("<C-u> 15/KH-SKHCN <C-s>");
    assert!(
        desk.frame().contains("Chưa nhập mục “Lý do”."),
        "{}",
        desk.frame()
    );
    desk.keys("gõ␠nhầm <C-s>");
    assert_eq!(
        desk.status(),
        "Đã sửa minh chứng của 2.3.1-01 — u để hoàn tác"
    );
    assert_eq!(desk.task("2.3.1-01").evidence[0].number, "15/KH-SKHCN");
    desk.keys(": go␠bo <Enter>");
    assert!(
        desk.frame()
            .contains("Gỡ bỏ minh chứng 15/KH-SKHCN · 2.3.1-01"),
        "{}",
        desk.frame()
    );
    desk.keys("của␠việc␠khác <Enter>");
    assert_eq!(
        desk.status(),
        "Đã gỡ bỏ minh chứng của 2.3.1-01 — u để hoàn tác"
    );
    assert_eq!(desk.task("2.3.1-01").evidence.len(), 0);
    assert!(
        desk.frame().contains("lý do: của việc khác"),
        "{}",
        desk.frame()
    );
    desk.keys("u");
    assert_eq!(desk.task("2.3.1-01").evidence.len(), 1);
}

#[test]
fn a_step_under_the_cursor_is_renamed_and_removed() {
    let mut desk = Desk::open(En, 120, 40);
    let code = "2.7.2-03";
    desk.go_to(code);
    let before = desk.task(code).steps;
    desk.keys("<Enter> <Right> e <C-u> Trường␠khác <Enter> wrong␠name <Enter>");
    assert_eq!(
        desk.status(),
        "Renamed to step “Trường khác” of 2.7.2-03 — u to undo"
    );
    assert_eq!(desk.task(code).steps[0].title, "Trường khác");
    desk.keys(": remove <Enter> twice <Enter>");
    assert_eq!(
        desk.status(),
        "Removed step “Trường khác” from 2.7.2-03 — u to undo"
    );
    assert_eq!(desk.task(code).steps.len(), before.len() - 1);
    desk.keys("u u");
    assert_eq!(desk.task(code).steps, before);
}

#[test]
fn a_task_added_by_mistake_is_removed_from_the_palette_with_a_reason() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("a Việc␠thêm␠nhầm <C-s>");
    let code = desk.selected();
    desk.keys("<Enter> : xoa <Enter>");
    assert!(
        desk.frame().contains(&format!("Gỡ bỏ nhiệm vụ {code}")),
        "{}",
        desk.frame()
    );
    desk.keys("<Enter>");
    assert!(
        desk.frame().contains("Chưa nhập mục “Lý do”."),
        "{}",
        desk.frame()
    );
    desk.keys("thêm␠nhầm <Enter>");
    assert_eq!(desk.status(), format!("Đã gỡ bỏ {code} — u để hoàn tác"));
    assert!(desk.layers() == 0);
    assert!(!desk.frame().contains("Việc thêm nhầm"), "{}", desk.frame());
    desk.keys("u");
    assert!(
        desk.status()
            .starts_with(&format!("Đã hoàn tác việc gỡ bỏ {code}"))
    );
    assert_eq!(desk.task(&code).row.title, "Việc thêm nhầm");
    // What the document holds is dropped instead.
    desk.go_to("2.3.1-01").keys(": go␠bo <Enter> nhầm <Enter>");
    assert!(
        desk.frame().contains("có trong văn bản kế hoạch"),
        "{}",
        desk.frame()
    );
}

#[test]
fn a_file_that_is_not_there_is_pointed_out_before_the_evidence_is_saved() {
    let mut desk = Desk::open(Vi, 120, 40);
    std::fs::write(desk.folder().join("51.pdf"), "có").unwrap();
    desk.keys("v 51/KH-SKHCN <Enter> <Enter> <Enter> 52.pdf");
    let missing = "không thấy tệp “52.pdf”";
    assert!(desk.frame().contains(missing), "{}", desk.frame());
    desk.keys("<C-u> 51.pdf");
    assert!(!desk.frame().contains("không thấy tệp"), "{}", desk.frame());
    // It is only pointed out.
    desk.keys("<C-u> 52.pdf <Enter>");
    assert_eq!(
        desk.task("2.3.1-01").evidence[0].path.as_deref(),
        Some("52.pdf")
    );
}
