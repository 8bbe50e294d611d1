//! The forms: state, deadline, evidence, edit, add.

use crate::support::Desk;
use cchc::domain::day::Day;
use cchc::domain::deadline::DeadlineKind;
use cchc::domain::task::State;
use cchc::present::lang::Lang::{En, Vi};

fn day(month: u32, day: u32) -> Day {
    Day::from_ymd_opt(2021, month, day).unwrap()
}

#[test]
fn completing_with_day_result_and_evidence() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("s <Enter> <C-u> 9/6");
    assert!(
        desk.frame().contains("→ Thứ Tư 09/06/2021"),
        "{}",
        desk.frame()
    );
    desk.keys(
        "<Enter> Đã␠ban␠hành <Enter> 45/KH-SKHCN <Enter> 9/6 <Enter> Kế␠hoạch␠rà␠soát <Enter>",
    );
    assert_eq!(
        desk.status(),
        "Đã xong 2.3.1-01 ngày 09/06/2021 — u để hoàn tác",
        "{}",
        desk.frame()
    );
    let task = desk.task("2.3.1-01");
    assert_eq!(
        (task.row.state, task.row.done_on),
        (State::Done, Some(day(6, 9)))
    );
    assert_eq!(task.occurrences[0].result.as_deref(), Some("Đã ban hành"));
    assert_eq!(task.evidence[0].number, "45/KH-SKHCN");
    assert_eq!(task.evidence[0].dated_on, Some(day(6, 9)));
    desk.keys("u");
    let task = desk.task("2.3.1-01");
    assert_eq!(
        (task.row.state, task.evidence.len()),
        (State::InProgress, 0)
    );
}

#[test]
fn a_done_date_in_the_future_is_refused_and_what_was_typed_stays() {
    for (lang, expected) in [
        (
            Vi,
            "Ngày hoàn thành 30/06/2021 còn ở tương lai. Hãy nhập hôm nay hoặc sớm hơn.",
        ),
        (
            En,
            "The completion date 30/06/2021 is in the future. Enter today or earlier.",
        ),
    ] {
        let mut desk = Desk::open(lang, 100, 24);
        let before = desk.last_change();
        desk.keys("s <Enter> <C-u> 30/6 <Enter> xong␠sớm <C-s>");
        let frame = desk.frame();
        assert!(frame.contains(expected), "{frame}");
        assert!(
            frame.contains("30/6 ") && frame.contains("xong sớm"),
            "{frame}"
        );
        assert!(
            desk.before_cursor().unwrap().ends_with("30/6"),
            "back on the field"
        );
        assert_eq!(desk.last_change(), before);
        desk.keys("<C-u> 11/6 <C-s>");
        assert_eq!(desk.task("2.3.1-01").row.done_on, Some(day(6, 11)));
    }
}

#[test]
fn pausing_needs_a_reason_and_is_lifted_again() {
    let mut desk = Desk::open(Vi, 100, 24);
    desk.keys("s <Right> <Right> <Right> <C-s>");
    assert!(
        desk.frame().contains("Chưa nhập mục “Lý do”."),
        "{}",
        desk.frame()
    );
    desk.keys("chờ␠kinh␠phí <C-s>");
    assert_eq!(desk.status(), "Đã tạm dừng 2.3.1-01 — u để hoàn tác");
    assert_eq!(
        desk.task("2.3.1-01").hold_reason.as_deref(),
        Some("chờ kinh phí")
    );
    // Of a held task the form offers to go on.
    desk.keys("s <C-s>");
    assert_eq!(desk.task("2.3.1-01").row.state, State::InProgress);
    assert!(desk.status().starts_with("Đã "), "{}", desk.status());
}

#[test]
fn a_completion_is_corrected_or_undone_in_the_same_form() {
    let mut desk = Desk::open(Vi, 100, 24);
    desk.go_to("2.1-02").keys("s");
    assert!(desk.frame().contains("22/01/2021"), "{}", desk.frame());
    desk.keys("<C-s>");
    assert!(
        desk.frame().contains("Không có gì thay đổi."),
        "{}",
        desk.frame()
    );
    desk.keys("<Enter> <C-u> 20/1 <C-s>");
    assert_eq!(desk.task("2.1-02").row.done_on, Some(day(1, 20)));
    assert!(
        desk.status().starts_with("Đã xong 2.1-02"),
        "{}",
        desk.status()
    );
    desk.keys("s <Right> <C-s>");
    assert_eq!(desk.task("2.1-02").row.state, State::InProgress);
    desk.keys("u u");
    assert_eq!(desk.task("2.1-02").row.done_on, Some(day(1, 22)));
    desk.keys("s <Right> <Right> <C-s>");
    assert_eq!(desk.task("2.1-02").row.state, State::NotStarted);
}

#[test]
fn extending_shows_the_day_and_refuses_an_earlier_one() {
    let mut desk = Desk::open(Vi, 100, 24);
    let before = desk.last_change();
    desk.keys("t 15/3 <Enter> chờ␠ý␠kiến <Enter> Giám␠đốc <F2>");
    let frame = desk.frame();
    assert!(
        frame.contains("Hạn mới phải sau hạn hiện tại 31/03/2021."),
        "{frame}"
    );
    assert!(
        frame.contains("chờ ý kiến") && frame.contains("Giám đốc"),
        "{frame}"
    );
    assert_eq!(desk.last_change(), before);
    desk.keys("<C-u> 31/6");
    assert!(
        desk.frame()
            .contains("Không có ngày 31/6/2021. Hãy kiểm tra lại.")
    );
    desk.keys("<F2>");
    assert!(
        desk.frame()
            .contains("Không có ngày 31/6/2021. Hãy kiểm tra lại.")
    );
    desk.keys("<C-u> 30/6");
    assert!(desk.frame().contains("→ Thứ Tư 30/06/2021"));
    desk.keys("<F2>");
    assert_eq!(
        desk.status(),
        "Đã gia hạn 2.3.1-01, hạn thứ Tư 30/06/2021 — u để hoàn tác"
    );
    let task = desk.task("2.3.1-01");
    assert_eq!(
        (task.row.due_on, task.row.extensions),
        (Some(day(6, 30)), 2)
    );
    assert_eq!(task.row.original_due_on, Some(day(2, 28)));
}

#[test]
fn an_extension_takes_a_wording_with_a_day_and_names_the_way_for_any_other() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("t Thường␠xuyên");
    let refused = "“Thường xuyên” không có ngày để gia hạn đến; hãy chọn “đặt thời hạn” ở mục đầu.";
    assert!(desk.frame().contains(refused), "{}", desk.frame());
    let before = desk.last_change();
    desk.keys("<Enter> chờ␠ý␠kiến <Enter> Giám␠đốc <C-s>");
    assert!(desk.frame().contains(refused), "{}", desk.frame());
    assert_eq!(desk.last_change(), before);
    desk.keys("<C-u> Quý␠III");
    assert!(
        desk.frame().contains("→ Thứ Năm 30/09/2021"),
        "{}",
        desk.frame()
    );
    desk.keys("<C-s>");
    assert_eq!(desk.task("2.3.1-01").row.due_on, Some(day(9, 30)));
    // What is not understood at all is no day, as ever.
    desk.keys("t lúc␠nào␠tiện");
    assert!(
        desk.frame().contains("Không hiểu ngày “lúc nào tiện”."),
        "{}",
        desk.frame()
    );
}

#[test]
fn where_a_task_has_no_deadline_yet_one_is_set_first() {
    let mut desk = Desk::open_plan(2021, Vi, 120, 40);
    desk.go_to("2.1-01").keys("t Quý␠III <C-s>");
    assert_eq!(desk.task("2.1-01").row.due_on, Some(day(9, 30)));
    // Of marked tasks one of which has a date, no date is replaced unasked.
    desk.go_to("2.1-01").keys("m").go_to("2.1-02").keys("m t");
    assert!(desk.frame().contains("‹ gia hạn ›"), "{}", desk.frame());
    desk.keys("<Esc> <Esc>");
    desk.go_to("2.1-02").keys("m").go_to("2.1-08").keys("m t");
    let frame = desk.frame();
    assert!(frame.contains("‹ đặt thời hạn ›"), "{frame}");
    desk.keys("Quý␠IV <C-s>");
    for code in ["2.1-02", "2.1-08"] {
        assert_eq!(desk.task(code).row.due_on, Some(day(12, 31)), "{code}");
    }
    desk.keys("t");
    assert!(desk.frame().contains("‹ gia hạn ›"), "{}", desk.frame());
}

#[test]
fn a_deadline_is_set_as_the_office_words_it() {
    let mut desk = Desk::open(Vi, 100, 24);
    desk.go_to("2.4-06").keys("t Hằng␠quý");
    assert!(
        desk.frame()
            .contains("→ định kỳ: 3 kỳ, từ 30/06/2021 đến 31/12/2021")
    );
    desk.keys("<C-s>");
    let task = desk.task("2.4-06");
    assert_eq!(
        (task.row.kind, task.occurrences.len()),
        (DeadlineKind::Recurring, 3)
    );
    // What is not understood is kept as typed.
    desk.keys("t <Up> <Right> <Down> <C-u> lúc␠nào␠tiện");
    assert!(
        desk.frame()
            .contains("→ chưa hiểu thời hạn này (không hiểu"),
        "{}",
        desk.frame()
    );
    desk.keys("<C-s>");
    assert_eq!(desk.task("2.4-06").row.kind, DeadlineKind::Unclear);
    assert_eq!(desk.task("2.4-06").row.deadline, "lúc nào tiện");
}

#[test]
fn of_a_recurring_task_a_period_is_extended_or_the_rest_of_the_deadline_changed() {
    let mut desk = Desk::open(Vi, 100, 24);
    desk.go_to("2.3.1-05").keys("t");
    let frame = desk.frame();
    assert!(
        frame.contains("Thời hạn · 2.3.1-05 · Quý II") && frame.contains("Hạn mới"),
        "{frame}"
    );
    desk.keys("5/7 <Enter> chờ␠số␠liệu <Enter> Giám␠đốc <C-s>");
    assert_eq!(
        desk.task("2.3.1-05").row.due_on,
        Some(day(7, 5)),
        "{}",
        desk.frame()
    );
    desk.go_to("2.1-02").keys("t");
    assert_eq!(
        desk.status(),
        "Việc đã hoàn thành nên không đổi thời hạn được. Hãy mở lại việc trước."
    );
    assert!(desk.layers() == 0);
    // What is done stays done.
    desk.go_to("2.3.1-05")
        .keys("t <S-Tab> <Right> <Down> hằng␠tháng␠cả␠năm");
    assert!(
        desk.frame()
            .contains("→ định kỳ: 9 kỳ, từ 30/04/2021 đến 31/12/2021 — 2 kỳ đã qua"),
        "{}",
        desk.frame()
    );
    desk.keys("<C-s>");
    assert_eq!(
        desk.status(),
        "Đã đặt thời hạn của 2.3.1-05, hạn thứ Sáu 30/04/2021; đã gia hạn 1 lần, giữ nguyên 1 kỳ đã xong — u để hoàn tác"
    );
    let task = desk.task("2.3.1-05");
    assert_eq!((task.row.occurrences, task.row.occurrences_done), (10, 1));
    desk.keys("<Enter>");
    assert!(desk.frame().contains("Q1 ✓  Th4 ●"), "{}", desk.frame());
}

#[test]
fn evidence_clears_the_missing_sign() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("<Space>");
    assert!(desk.line(4).contains("quá hạn, thiếu TLKC"));
    desk.keys("v <C-s>");
    assert!(
        desk.frame().contains("Chưa nhập mục “Số, ký hiệu”."),
        "{}",
        desk.frame()
    );
    assert!(desk.before_cursor().unwrap().contains("Số, ký hiệu"));
    desk.keys("45/KH-SKHCN");
    assert!(desk.frame().contains("không nhập văn bản mật, tối mật"));
    desk.keys("<Enter> 10/6 <Enter> Kế␠hoạch <Enter> /vanban/45.pdf <Enter>");
    assert_eq!(
        desk.status(),
        "Đã thêm minh chứng cho 2.3.1-01 — u để hoàn tác"
    );
    assert!(desk.line(4).contains("xong quá hạn 11/06"));
    assert!(!desk.line(4).contains("thiếu minh chứng"));
}

#[test]
fn a_form_names_the_office_s_own_units_and_asks_which_one_is_meant() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("a Tập␠huấn <Enter> <Enter>");
    let frame = desk.frame();
    for own in ["LĐ · Lãnh đạo Sở", "TTra · Thanh tra Sở"] {
        assert!(frame.contains(own), "{frame}");
    }
    assert!(!frame.contains("BKHCN"), "{frame}");
    desk.keys("van <C-s>");
    assert!(
        desk.frame()
            .contains("Chưa rõ đơn vị “van”: có phải VP · Văn phòng Sở; "),
        "{}",
        desk.frame()
    );
    desk.resize(40, 10);
    desk.keys("<C-u> <BS>");
    let frame = desk.frame();
    assert!(frame.contains("KHTC · LĐ"), "{frame}");
    assert!(frame.contains("Chủ trì"), "{frame}");
}

#[test]
fn editing_changes_texts_and_units() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("e <C-u> Rà␠soát␠TTHC <Down> <Down> <C-u> vp␠so");
    assert!(
        desk.frame().contains("không có đơn vị “vp so”") || desk.frame().contains("→ VP"),
        "{}",
        desk.frame()
    );
    desk.keys("<C-u> KHTC <Down> <C-u> TTra,␠khongco <C-s>");
    assert!(
        desk.frame().contains("Không có đơn vị “khongco”"),
        "{}",
        desk.frame()
    );
    desk.keys("<C-u> vp,␠ttra <C-s>");
    assert_eq!(desk.status(), "Đã sửa 2.3.1-01 — u để hoàn tác");
    let task = desk.task("2.3.1-01");
    assert_eq!(task.row.title, "Rà soát TTHC");
    assert_eq!(task.row.lead.as_deref(), Some("KHTC"));
    let joined: Vec<_> = task
        .coordinating
        .iter()
        .map(|(_, unit)| unit.as_str())
        .collect();
    assert_eq!(joined, ["VP", "TTra"]);
    assert!(desk.frame().contains("Rà soát TTHC"));
    // A name may hold a comma, or be the English one.
    desk.keys("e <Down> <Down> <Down> <C-u> Các␠phòng,␠đơn␠vị,␠department␠inspectorate");
    let frame = desk.frame();
    assert!(
        frame.contains("→ CPĐV · Các phòng, đơn vị; TTra · "),
        "{frame}"
    );
    desk.keys("<C-u> <Esc> c");
    // Nothing changed: the form says so.
    desk.keys("e <C-s>");
    assert!(
        desk.frame().contains("Không có gì thay đổi."),
        "{}",
        desk.frame()
    );
}

#[test]
fn adding_gives_the_next_code_and_shows_the_task() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("1 a");
    assert!(
        desk.frame()
            .contains("Mục *         : 2.2 Cải cách thể chế"),
        "{}",
        desk.frame()
    );
    desk.keys("<C-s>");
    assert!(
        desk.frame().contains("Chưa nhập mục “Tên nhiệm vụ”."),
        "{}",
        desk.frame()
    );
    desk.keys("Rà␠soát␠văn␠bản␠QPPL␠năm␠2021 <Down> <Down> VP <Down> <Down> <Down> 30/6 <C-s>");
    assert_eq!(
        desk.status(),
        "Đã thêm 2.2-07, hạn thứ Tư 30/06/2021 — u để hoàn tác"
    );
    assert_eq!(desk.selected(), "2.2-07");
    assert!(desk.frame().contains("Rà soát văn bản QPPL năm 2021"));
    let task = desk.task("2.2-07");
    assert_eq!(task.texts.text, task.row.title);
    assert_eq!(task.row.due_on, Some(day(6, 30)));
    // Taken back and done again the code is the same; a new one gets the next.
    desk.keys("<Enter> u");
    assert!(desk.layers() == 0, "the detail of what is gone is closed");
    desk.keys("a Việc␠khác <C-s>");
    assert_eq!(desk.selected(), "2.2-08");
}

#[test]
fn enter_walks_through_the_fields_and_saves_on_the_last() {
    let mut desk = Desk::open(En, 100, 24);
    desk.keys("v 1/BC <Enter> <Enter> <Enter>");
    assert!(desk.frame().contains("Evidence · 2.3.1-01"));
    desk.keys("<S-Tab> <Tab> <Enter>");
    assert!(
        desk.status().starts_with("Evidence added for 2.3.1-01"),
        "{}",
        desk.frame()
    );
}

#[test]
fn errors_and_hints_stay_readable_on_a_small_screen() {
    let mut desk = Desk::open(Vi, 40, 10);
    desk.keys("s <Enter> <C-u> 30/6 <C-s>");
    let frame = desk.frame();
    let text: String = frame
        .lines()
        .map(|line| line.trim_matches(['│', ' ']).to_owned() + " ")
        .collect();
    assert!(
        text.contains("Ngày hoàn thành 30/06/2021 còn ở tương lai. Hãy nhập hôm nay hoặc sớm hơn."),
        "{frame}"
    );
    assert!(
        frame.contains("30/6 "),
        "the field at fault is still seen\n{frame}"
    );
    assert!(desk.footer().contains("Ctrl-S lưu"), "{frame}");
    let mut desk = Desk::open(Vi, 40, 10);
    desk.keys("a <Up> <C-u> 9.9 <C-s>");
    let frame = desk.frame();
    assert!(frame.contains("9.9") && frame.contains("III."), "{frame}");
}

#[test]
fn leaving_a_form_asks_where_something_was_entered() {
    let mut desk = Desk::open(Vi, 40, 10);
    desk.keys("e ␠mới <Esc>");
    assert_eq!(
        desk.status(),
        "Bỏ nội dung đang nhập? c = bỏ · k/Esc = nhập tiếp"
    );
    // Neither a second Esc nor Enter loses it.
    desk.keys("<Enter> <Esc>");
    assert!(desk.frame().contains("mới"), "{}", desk.frame());
    assert_eq!(desk.status(), "Nhập tiếp; muốn bỏ thì nhấn Esc rồi c.");
    desk.keys("<Esc> c");
    assert!(desk.layers() == 0);
    // What was typed and taken back leaves nothing to ask about.
    desk.keys("e x <BS> <Esc>");
    assert!(desk.layers() == 0);
    desk.keys("s <Right> <Left> <Esc>");
    assert!(desk.layers() == 0);
    desk.keys("s <Right> <Esc> n <Esc> y");
    assert!(desk.layers() == 0);

    let mut desk = Desk::open(En, 80, 24);
    desk.keys("v 15/KH <Esc>");
    assert_eq!(
        desk.status(),
        "Discard what you typed? y = discard · n/Esc = keep typing"
    );
}

#[test]
fn an_error_belongs_to_its_field_and_the_others_keep_their_hints() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("t mai␠kia <C-s>");
    assert!(desk.frame().contains("Không hiểu ngày “mai kia”"));
    desk.keys("<Tab> <Tab>");
    assert!(!desk.frame().contains("Không hiểu"), "{}", desk.frame());
    // It is there again where it belongs, until the field is mended.
    desk.keys("<Up> <Up>");
    assert!(desk.frame().contains("Không hiểu ngày “mai kia”"));
    desk.keys("<C-u> 30/6");
    assert!(!desk.frame().contains("Không hiểu"));
}

#[test]
fn a_deadline_is_removed_only_by_a_word() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("t <Up> <Right> <Down>");
    assert!(
        desk.frame().contains("đang là “28/2”; gõ “không” để bỏ"),
        "{}",
        desk.frame()
    );
    desk.keys("<C-s>");
    assert!(
        desk.frame()
            .contains("Chưa nhập thời hạn. Gõ “không” để bỏ thời hạn."),
        "{}",
        desk.frame()
    );
    assert!(desk.task("2.3.1-01").row.due_on.is_some());
    desk.keys("không <C-s>");
    assert_eq!(
        desk.status(),
        "Đã bỏ thời hạn của 2.3.1-01; hạn gốc 28/02/2021, đã gia hạn 1 lần — u để hoàn tác"
    );
    assert!(desk.task("2.3.1-01").row.due_on.is_none());
    // The same act has the same name when it is taken back, done again and read in the history.
    desk.keys("u");
    assert_eq!(
        desk.status(),
        "Đã hoàn tác việc bỏ thời hạn của 2.3.1-01 — Ctrl-R để làm lại"
    );
    desk.keys("L <C-r>");
    assert_eq!(
        desk.status(),
        "Redone: removal of the deadline of 2.3.1-01 — u to undo"
    );
    desk.keys("<Enter> <End>");
    let frame = desk.frame();
    assert!(frame.contains("Undone: removal of the deadline"), "{frame}");
    assert!(frame.contains("Deadline removed"), "{frame}");
}

#[test]
fn a_deadline_that_makes_the_task_overdue_is_reported_while_it_is_typed() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("t <Up> <Right> <Down> hằng␠tháng␠cả␠năm");
    let expected = "định kỳ: 12 kỳ, từ 31/01/2021 đến 31/12/2021 — 5 kỳ đã qua, sẽ tính là quá hạn";
    let shown = |desk: &Desk| {
        let frame = desk.frame().replace(['│', '\n'], " ");
        frame.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(shown(&desk).contains(expected), "{}", desk.frame());
    desk.keys("<C-u> 10/6");
    let expected = "→ Thứ Năm 10/06/2021 — đã qua 1 ngày, sẽ tính là quá hạn";
    assert!(shown(&desk).contains(expected), "{}", desk.frame());
    desk.keys("<C-u> 11/6");
    assert!(
        !shown(&desk).contains("sẽ tính là quá hạn"),
        "{}",
        desk.frame()
    );
}

#[test]
fn an_extension_shows_the_day_in_force_and_says_at_once_what_is_not_later() {
    let mut desk = Desk::open(Vi, 80, 24);
    desk.keys("t");
    let expected = "đang là thứ Tư 31/03/2021 · ví dụ 15/6, +3 (từ hôm nay)";
    assert!(desk.frame().contains(expected), "{}", desk.frame());
    desk.keys("30/3");
    let expected = "Hạn mới phải sau hạn hiện tại 31/03/2021.";
    assert!(desk.frame().contains(expected), "{}", desk.frame());
    desk.keys("<Tab> <Tab>");
    let expected = "người đồng ý cho gia hạn, ví dụ: Giám đốc Sở";
    assert!(desk.frame().contains(expected), "{}", desk.frame());
}

#[test]
fn a_unit_is_found_by_a_part_of_its_name_while_it_is_typed() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("e <Down> <Down> <C-u> thanh");
    assert!(
        desk.frame().contains("TTra · Thanh tra"),
        "{}",
        desk.frame()
    );
    desk.keys("␠xyz");
    assert!(!desk.frame().contains("TTra · Thanh tra"));
}

#[test]
fn a_long_value_shows_that_its_beginning_is_out_of_view() {
    let mut desk = Desk::open(Vi, 40, 10);
    desk.keys("e");
    let row = |desk: &Desk| desk.line(2);
    assert!(row(&desk).contains(": …"), "{}", row(&desk));
    desk.keys("<Home>");
    assert!(row(&desk).contains(": Xây dựng"), "{}", row(&desk));
}

#[test]
fn required_fields_have_a_star_and_enter_says_when_it_saves() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.go_to("2.4-05").keys("v");
    assert!(desk.frame().contains("Số, ký hiệu *"), "{}", desk.frame());
    assert!(!desk.frame().contains("Trích yếu *"), "{}", desk.frame());
    assert!(desk.footer().contains("Enter tiếp"), "{}", desk.footer());
    desk.keys("<Down> <Down> <Down>");
    assert!(desk.footer().contains("Enter lưu"), "{}", desk.footer());
    desk.keys("<F1>");
    assert!(desk.frame().contains("mục bắt buộc"), "{}", desk.frame());
}

#[test]
fn a_new_day_that_is_too_early_is_reported_before_empty_fields() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.go_to("2.4-05").keys("t 1/3 <C-s>");
    let frame = desk.frame();
    assert!(frame.contains("Hạn mới phải sau hạn hiện tại"), "{frame}");
    for name in ["Hạn mới *", "Lý do *", "Người đồng ý *", "Số văn bản"] {
        assert!(frame.contains(name), "{name}\n{frame}");
    }
    assert!(!frame.contains("Số văn bản *"), "{frame}");
}
