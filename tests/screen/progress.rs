//! Reminding a unit, and the sheet that it fills in and sends back.

#[allow(dead_code)]
#[path = "../support/filled.rs"]
mod filled;

use crate::support::{Desk, friday, minh};
use cchc::domain::change::Change;
use cchc::domain::task::{Completion, State};
use cchc::present::lang::Lang::{self, En, Vi};
use cchc::progress::sheet::{ProgressSheet, write};
use cchc::tui::actions::KeyContext;
use filled::Filled;

const SIZES: [(u16, u16); 4] = [(200, 60), (120, 40), (80, 24), (40, 10)];
const LANGS: [(Lang, &str); 2] = [(Vi, "vi"), (En, "en")];

#[test]
fn a_unit_is_reminded_at_every_size() {
    for (lang, tag) in LANGS {
        for size in SIZES {
            let mut desk = Desk::open(lang, size.0, size.1);
            desk.go_to("2.4-05").keys("d");
            insta::assert_snapshot!(format!("reminder_{tag}_{}", size.0), desk.frame());
        }
    }
}

#[test]
fn the_message_is_copied_and_the_letter_saved() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.save_in_own_folder();
    desk.go_to("2.4-05").keys("<Enter> d y");
    let copied = desk.app.copied().unwrap();
    assert!(copied.starts_with("Kính gửi: Phòng Kế hoạch"), "{copied}");
    assert!(copied.contains("quá hạn 42 ngày"), "{copied}");
    assert!(desk.status().contains("Đã sao chép"), "{}", desk.status());
    desk.keys("s <C-s>");
    let letter = desk.folder().join("don-doc-khtc-2021-06-11.docx");
    assert!(letter.exists(), "{}", desk.status());
    desk.keys("<Esc> <Esc>");
    assert_eq!(desk.layers(), 0);
}

#[test]
fn a_unit_that_leads_nothing_due_is_not_reminded() {
    let mut desk = Desk::open(Vi, 120, 40);
    desk.keys("f");
    desk.keys("<Esc>");
    desk.go_to("2.7.1-01");
    let lead = desk.task("2.7.1-01").texts.lead;
    desk.keys("d");
    assert_eq!(desk.layers() == 0, lead.is_none(), "{}", desk.status());
}

/// A desk whose folder holds the sheet of the office, filled in.
pub fn returned(lang: Lang, size: (u16, u16), fill: impl FnOnce(&mut Filled)) -> Desk {
    let mut desk = Desk::open(lang, size.0, size.1);
    desk.save_in_own_folder();
    let store = desk.store();
    let unit = store.find_unit("VP").unwrap().unwrap();
    let sheet = ProgressSheet::read(&store, &unit, friday(), Vi).unwrap();
    let path = desk.folder().join("VP.xlsx");
    std::fs::write(&path, write(&sheet, Vi).unwrap()).unwrap();
    let mut filled = Filled::open(&path);
    fill(&mut filled);
    filled.save(&path);
    desk
}

/// A row that is taken, one that both have changed, one that is not understood.
pub fn three_rows(filled: &mut Filled) {
    let taken = filled.row("2.3.1-01");
    filled
        .text(&format!("D{taken}"), "xong")
        .text(&format!("E{taken}"), "10/6")
        .text(&format!("F{taken}"), "Đã ban hành kế hoạch rà soát")
        .text(&format!("G{taken}"), "15/KH-SKHCN ngày 10/06/2021");
    let both = filled.row("2.1-06");
    filled
        .text(&format!("D{both}"), "Hoàn thành")
        .text(&format!("E{both}"), "09/06/2021");
    let unclear = filled.row("2.7.1-09");
    filled.text(&format!("D{unclear}"), "gần xong");
}

fn minh_completes(desk: &Desk, code: &str) {
    let task = desk.task(code);
    desk.minh_does(Change::Complete {
        task: task.row.id,
        occurrence: task.current().map(|one| one.id),
        done_on: friday(),
        result: None,
    });
    assert_eq!(minh().actor.person, "Minh");
}

#[test]
fn a_returned_sheet_is_looked_at_at_every_size() {
    for (lang, tag) in LANGS {
        for size in SIZES {
            let mut desk = returned(lang, size, three_rows);
            minh_completes(&desk, "2.1-06");
            desk.keys("i <Enter>").finish_reading();
            let name = |part: &str| format!("progress_{part}_{tag}_{}", size.0);
            insta::assert_snapshot!(name("rows"), desk.frame());
            desk.keys("]");
            insta::assert_snapshot!(name("open"), desk.frame());
        }
    }
}

#[test]
fn before_a_sheet_is_taken_only_what_is_left_is_counted() {
    let mut desk = returned(Vi, (120, 40), three_rows);
    desk.keys("i <Enter>").finish_reading();
    desk.keys("<Enter>");
    assert!(
        desk.status().starts_with("1 dòng không nhận: để nguyên."),
        "{}",
        desk.status()
    );
}

#[test]
fn one_key_imports_what_the_unit_changed_and_one_undoes_it() {
    let mut desk = returned(Vi, (120, 40), three_rows);
    minh_completes(&desk, "2.1-06");
    desk.keys("i <Enter>").finish_reading();
    assert_eq!(desk.app.context(), KeyContext::UnitSheet);
    desk.keys("<Enter>");
    assert!(
        desk.status()
            .contains("1 dòng chờ quyết định, 1 dòng không nhận"),
        "{}",
        desk.status()
    );
    desk.keys("c");
    assert_eq!(desk.task("2.3.1-01").row.state, State::Done);
    assert_eq!(desk.task("2.1-06").row.done_on, Some(friday()));
    let frame = desk.frame();
    assert!(frame.contains("2 dòng không nhận"), "{frame}");
    assert!(frame.contains("chưa hiểu trạng thái"), "{frame}");
    desk.keys("<Enter>");
    assert_eq!(desk.layers(), 0);
    desk.keys("u");
    assert_eq!(desk.task("2.3.1-01").row.state, State::InProgress);
}

#[test]
fn a_conflict_is_decided_by_the_person() {
    let mut desk = returned(Vi, (120, 40), three_rows);
    minh_completes(&desk, "2.1-06");
    desk.keys("i <Enter>").finish_reading();
    // The rows stand in the sheet's order: the first open one is in conflict.
    desk.keys("g");
    while !desk.frame().contains("Minh sửa gần nhất") {
        desk.keys("j");
    }
    desk.keys("1 <Enter> c");
    let done_on = desk.task("2.1-06").row.done_on;
    assert_eq!(done_on, friday().pred_opt().and_then(|day| day.pred_opt()));
}

/// With the cursor on the row that Minh and the unit have both changed.
fn at_the_conflict(desk: &mut Desk) {
    desk.keys("g");
    while !desk.frame().contains("Minh sửa gần nhất") {
        desk.keys("j");
    }
}

#[test]
fn decisions_survive_a_conflict_with_a_colleagues_write() {
    let mut desk = returned(Vi, (120, 40), |filled| {
        three_rows(filled);
        let unclear = filled.row("2.7.1-09");
        filled.text(&format!("D{unclear}"), "Đang thực hiện");
    });
    minh_completes(&desk, "2.1-06");
    desk.keys("i <Enter>").finish_reading();
    at_the_conflict(&mut desk);
    desk.keys("1");
    minh_completes(&desk, "2.3.1-01");
    desk.keys("<Enter>");
    assert_eq!(desk.app.context(), KeyContext::Conflict, "{}", desk.frame());
    desk.keys("<Esc>");
    assert_eq!(
        desk.app.context(),
        KeyContext::UnitSheet,
        "{}",
        desk.frame()
    );
    at_the_conflict(&mut desk);
    while !desk.frame().contains("· 2.1-06 ·") {
        desk.keys("j");
    }
    assert!(
        desk.frame().contains("lấy của đơn vị ✓"),
        "{}",
        desk.frame()
    );
}

#[test]
fn a_choice_over_a_value_that_a_colleague_has_changed_since_is_asked_for_again() {
    let mut desk = returned(Vi, (120, 40), three_rows);
    minh_completes(&desk, "2.1-06");
    desk.keys("i <Enter>").finish_reading();
    at_the_conflict(&mut desk);
    desk.keys("1");
    let task = desk.task("2.1-06");
    let occurrence = &task.occurrences[0];
    desk.minh_does(Change::Correct {
        task: task.row.id,
        seen: occurrence.completion(),
        to: Completion {
            done_on: friday().pred_opt(),
            ..occurrence.completion()
        },
    });
    assert!(desk.app.detect_other_writes());
    at_the_conflict(&mut desk);
    let frame = desk.frame();
    assert!(frame.contains("10/06/2021"), "{frame}");
    assert!(!frame.contains("✓"), "{frame}");
    desk.keys("<Enter> c");
    assert_eq!(desk.task("2.1-06").row.done_on, friday().pred_opt());
}

#[test]
fn a_row_can_be_left_out_and_decisions_are_not_discarded_without_a_question() {
    let mut desk = returned(Vi, (120, 40), |filled| {
        let row = filled.row("2.3.1-01");
        filled.text(&format!("H{row}"), "Chờ chữ ký");
    });
    desk.keys("i <Enter>").finish_reading();
    desk.keys("<Space> <Enter>");
    assert!(
        desk.status().contains("Không có gì để nhận"),
        "{}",
        desk.status()
    );
    desk.keys("<Esc>");
    assert_eq!(desk.app.context(), KeyContext::CarefulQuestion);
    desk.keys("k <Space> <Enter>");
    assert_eq!(desk.layers(), 0);
    assert!(desk.task("2.3.1-01").notes[0].body.contains("Chờ chữ ký"));
    // A colleague's copy of the same sheet has nothing new.
    desk.keys("i <Enter>").finish_reading();
    assert!(desk.frame().contains("Không có gì mới"), "{}", desk.frame());
}

#[test]
fn control_characters_in_a_cell_never_reach_the_terminal() {
    let mut desk = returned(Vi, (120, 40), |filled| {
        let row = filled.row("2.3.1-01");
        filled.text(&format!("D{row}"), "xong\u{202e}\u{85}\u{9b}31m");
    });
    desk.keys("i <Enter>").finish_reading();
    let frame = desk.frame();
    assert!(frame.contains("chưa hiểu trạng thái"), "{frame}");
    assert!(!frame.contains(['\u{202e}', '\u{9b}', '\u{85}']), "{frame}");
}

#[test]
fn a_cell_that_is_not_understood_is_corrected_in_the_preview() {
    let mut desk = returned(Vi, (120, 40), |filled| {
        let row = filled.row("2.3.1-01");
        filled
            .text(&format!("D{row}"), "xong")
            .text(&format!("E{row}"), "mười tháng sáu");
    });
    desk.keys("i <Enter>").finish_reading();
    assert!(desk.footer().contains("e sửa ô"), "{}", desk.footer());
    desk.keys("e j <Enter>");
    assert!(
        desk.before_cursor()
            .unwrap()
            .ends_with("Ngày hoàn thành: mười tháng sáu")
    );
    desk.keys("<C-u> 10/6 <Enter> <Enter>");
    assert!(
        desk.status().starts_with("Đã nhận 1 dòng của VP"),
        "{}",
        desk.status()
    );
    assert_eq!(desk.task("2.3.1-01").row.state, State::Done);
}

/// The sheet in which the unit has completed two tasks, the cursor on 2.3.1-01.
fn two_completed() -> Desk {
    let mut desk = returned(Vi, (120, 40), |filled| {
        for code in ["2.3.1-01", "2.7.1-09"] {
            let row = filled.row(code);
            filled
                .text(&format!("D{row}"), "xong")
                .text(&format!("E{row}"), "11/6");
        }
    });
    desk.keys("i <Enter>").finish_reading();
    while !desk.frame().contains("· 2.3.1-01 ·") {
        desk.keys("j");
    }
    desk
}

#[test]
fn typed_text_goes_into_its_own_row_while_a_colleague_writes() {
    let mut desk = two_completed();
    desk.keys("e j j <Enter> Đã␠họp");
    // With that the row has nothing new but what is being typed.
    minh_completes(&desk, "2.3.1-01");
    assert!(desk.app.detect_other_writes());
    assert!(desk.frame().contains("· 2.3.1-01 ·"), "{}", desk.frame());
    desk.keys("<Enter>");
    assert!(desk.frame().contains("· 2.3.1-01 ·"), "{}", desk.frame());
    desk.keys("<Enter>");
    let result = |code: &str| desk.task(code).occurrences[0].result.clone();
    assert_eq!(result("2.3.1-01").as_deref(), Some("Đã họp"));
    assert_eq!(result("2.7.1-09"), None);
    assert_eq!(desk.task("2.7.1-09").row.state, State::Done);
}

#[test]
fn a_chosen_cell_stays_with_its_row_while_a_colleague_writes() {
    let mut desk = two_completed();
    desk.keys("e");
    minh_completes(&desk, "2.3.1-01");
    assert!(desk.app.detect_other_writes());
    desk.keys("j j <Enter>");
    assert!(desk.frame().contains("· 2.3.1-01 ·"), "{}", desk.frame());
}

#[test]
fn a_formula_without_a_value_is_emptied_by_taking_its_cell_as_it_is_shown() {
    let mut desk = returned(Vi, (120, 40), |filled| {
        let row = filled.row("2.3.1-01");
        filled
            .text(&format!("D{row}"), "xong")
            .text(&format!("E{row}"), "11/6")
            .formula(&format!("H{row}"), "CONCATENATE(\"a\",\"b\")");
    });
    desk.keys("i <Enter>").finish_reading();
    desk.keys("e j j j j <Enter> <Enter> <Enter>");
    assert_eq!(desk.task("2.3.1-01").row.state, State::Done);
}

#[test]
fn a_row_without_anything_new_leaves_the_sight_once_nothing_is_typed_there() {
    let mut desk = returned(Vi, (120, 40), |filled| {
        let row = filled.row("2.3.1-01");
        filled
            .text(&format!("D{row}"), "xong")
            .text(&format!("E{row}"), "11/6");
    });
    desk.keys("i <Enter>").finish_reading();
    desk.keys("e j j <Enter> Đã␠họp");
    minh_completes(&desk, "2.3.1-01");
    assert!(desk.app.detect_other_writes());
    desk.keys("<Esc>");
    assert!(desk.frame().contains("Không có gì mới"), "{}", desk.frame());
}

#[test]
fn a_corrected_cell_keeps_its_lines_and_one_that_is_only_looked_at_stays_as_it_is() {
    let mut desk = returned(Vi, (120, 40), |filled| {
        let row = filled.row("2.3.1-01");
        filled.text(&format!("H{row}"), "Đã họp.\n  Chờ chữ  ký");
    });
    desk.keys("i <Enter>").finish_reading();
    let typed = desk.keys("e j j j j <Enter>").before_cursor().unwrap();
    assert!(typed.ends_with("Ghi chú: Đã họp.   Chờ chữ  ký"), "{typed}");
    desk.keys("<Enter>");
    assert_eq!(desk.app.context(), KeyContext::UnitSheet);
    desk.keys("<Esc>");
    assert_eq!(desk.layers(), 0, "nothing is decided: {}", desk.status());
    desk.keys("i <Enter>").finish_reading();
    desk.keys("e j j j j <Enter> ␠gấp <Enter> <Enter>");
    let body = &desk.task("2.3.1-01").notes[0].body;
    assert!(body.ends_with("Đã họp.\n  Chờ chữ  ký gấp"), "{body:?}");
}

#[test]
fn the_list_of_refused_rows_names_undo_and_its_key() {
    let mut desk = returned(Vi, (120, 40), three_rows);
    minh_completes(&desk, "2.1-06");
    desk.keys("i <Enter>").finish_reading();
    desk.keys("<Enter> c");
    assert!(
        desk.status().ends_with("Esc rồi u để hoàn tác tất cả"),
        "{}",
        desk.status()
    );
    desk.keys("<Esc> u");
    assert!(
        desk.status().starts_with("Đã hoàn tác"),
        "{}",
        desk.status()
    );
}

#[test]
fn a_sheet_that_did_different_things_is_not_undone_by_the_name_of_the_first() {
    let fill = |filled: &mut Filled| {
        for (code, cell, text) in [("2.3.1-01", 'D', "xong"), ("2.7.1-09", 'H', "Chờ chữ ký")]
        {
            let row = filled.row(code);
            filled.text(&format!("{cell}{row}"), text);
            if cell == 'D' {
                filled.text(&format!("E{row}"), "10/6");
            }
        }
    };
    for (lang, undone) in [
        (
            Vi,
            "Đã hoàn tác việc cập nhật 2 nhiệm vụ (2.3.1-01, 2.7.1-09)",
        ),
        (En, "Undone: update of 2 tasks (2.3.1-01, 2.7.1-09)"),
    ] {
        let mut desk = returned(lang, (120, 40), fill);
        desk.keys("i <Enter>").finish_reading();
        desk.keys("<Enter> u");
        assert!(desk.status().starts_with(undone), "{}", desk.status());
        assert_eq!(desk.task("2.3.1-01").row.state, State::InProgress);
    }
}

#[test]
fn the_help_speaks_of_the_sheet_in_the_words_of_the_footer() {
    let mut desk = returned(Vi, (120, 40), three_rows);
    minh_completes(&desk, "2.1-06");
    desk.keys("i <Enter>").finish_reading();
    at_the_conflict(&mut desk);
    let footer = desk.footer();
    for named in ["Enter nhận · 1 trả lời", "] dòng cần xem", "f chỉ xem"] {
        assert!(footer.contains(named), "{footer}");
    }
    let help = desk.keys("?").frame();
    for own in [
        "Nhận những thay đổi của đơn vị",
        "Sửa một ô mà đơn vị điền",
        "Chỉ xem dòng nhận, chờ quyết định",
        "Hai bên cùng sửa: 1 lấy của đơn vị",
        "Đến dòng sau chờ quyết định",
    ] {
        assert!(help.contains(own), "{own}: {help}");
    }
    for of_annexes in [
        "giống hệt",
        "chưa hiểu …",
        "việc mới",
        "Đổi ý nghĩa của cột",
    ] {
        assert!(!help.contains(of_annexes), "{of_annexes}: {help}");
    }
}

#[test]
fn a_reason_and_a_cell_use_the_free_room_beside_them() {
    let result = "Đã ban hành kế hoạch rà soát năm 2021";
    let mut desk = returned(Vi, (120, 40), |filled| {
        three_rows(filled);
        let row = filled.row("2.7.1-09");
        filled
            .text(&format!("D{row}"), "gần xong, chờ ký")
            .text(&format!("F{row}"), result);
    });
    desk.keys("i <Enter>").finish_reading();
    while !desk.frame().contains("· 2.7.1-09 ·") {
        desk.keys("j");
    }
    let cells = desk.keys("e").frame();
    assert!(cells.contains(&format!("{result} │")), "{cells}");
    let left = desk.keys("<Esc> <Enter> c").frame();
    let whole = "chưa hiểu trạng thái “gần xong, chờ ký” │";
    assert!(left.contains(whole), "{left}");
}
