//! Importing an annex: the file chosen or rows pasted, what is understood looked at and decided, and
//! all of it written as one act.

use crate::support::Desk;
use cchc::domain::change::Change;
use cchc::domain::deadline::{Deadline, DeadlineRules, WordingOrigin};
use cchc::domain::note::NoteKind;
use cchc::domain::query::Query;
use cchc::present::lang::Lang::{self, En, Vi};
use cchc::tui::actions::KeyContext;
use std::fs::{File, FileTimes};
use std::path::Path;
use std::time::{Duration, SystemTime};

const FILES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/annexes/files");

/// An empty plan of 2027 in a folder with these annexes, the first one the newest.
pub fn office(lang: Lang, size: (u16, u16), files: &[&str]) -> Desk {
    let mut desk = Desk::open_plan(2027, lang, size.0, size.1);
    desk.save_in_own_folder();
    for (age, name) in files.iter().enumerate() {
        let copy = desk.folder().join(name);
        std::fs::copy(Path::new(FILES).join(name), &copy).unwrap();
        let age = Duration::from_secs(u64::try_from(age).unwrap() * 3600);
        let day = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000) - age;
        let file = File::options().write(true).open(&copy).unwrap();
        file.set_times(FileTimes::new().set_modified(day)).unwrap();
    }
    desk
}

/// The same, with the first file read.
pub fn preview(lang: Lang, size: (u16, u16), file: &str) -> Desk {
    let mut desk = office(lang, size, &[file]);
    desk.keys("i <Enter>").finish_reading();
    desk
}

/// How many tasks the plan has.
fn tasks(desk: &Desk) -> i64 {
    let store = desk.store();
    let plan = store.plan().unwrap();
    let all = Query::all(plan.id, desk.app.env.today, &plan.settings);
    store.count(&all).unwrap()
}

/// The line of the preview that has these words.
fn row(desk: &Desk, words: &str) -> String {
    let frame = desk.frame();
    let found = frame.lines().find(|line| line.contains(words));
    found
        .unwrap_or_else(|| panic!("no {words}:\n{frame}"))
        .to_owned()
}

const LANGS: [(Lang, &str); 2] = [(Vi, "vi"), (En, "en")];
const SIZES: [(u16, u16); 3] = [(120, 40), (80, 24), (40, 10)];

#[test]
fn it_looks_the_same_at_every_size() {
    for (lang, tag) in LANGS {
        for size in SIZES {
            let mut desk = office(lang, size, &["structure.xlsx", "h03.docx", "text-tab.tsv"]);
            let name = |part: &str| format!("import_{part}_{tag}_{}", size.0);
            desk.keys("i");
            // The folder has another name on every run.
            let folder = desk.folder().to_string_lossy().into_owned();
            let frame = desk.frame().replace(&folder, "/home/lan");
            let frame: Vec<&str> = frame
                .lines()
                .filter(|line| !line.contains(" · /"))
                .collect();
            insta::assert_snapshot!(name("file"), frame.join("\n"));
            desk.keys("<Enter>").finish_reading();
            insta::assert_snapshot!(name("preview"), desk.frame());
            desk.keys("]");
            insta::assert_snapshot!(name("unclear"), desk.frame());
        }
    }
    for (lang, tag) in LANGS {
        let mut desk = preview(lang, (200, 60), "h01.xlsx");
        desk.keys("]");
        insta::assert_snapshot!(format!("import_unit_{tag}_200"), desk.frame());
        desk.keys("c");
        insta::assert_snapshot!(format!("import_columns_{tag}_200"), desk.frame());
    }
}

#[test]
fn one_key_imports_an_annex_and_one_key_undoes_all_of_it() {
    let mut desk = preview(Vi, (120, 40), "h01.xlsx");
    assert_eq!(tasks(&desk), 0);
    desk.keys("] 4 <Enter>");
    assert_eq!(
        desk.status(),
        "Đã nhập từ h01.xlsx: 7 nhiệm vụ mới — u để hoàn tác tất cả"
    );
    assert_eq!((tasks(&desk), desk.layers()), (7, 0));
    let frame = desk.frame();
    assert!(frame.contains("Công bố danh mục thủ tục"), "{frame}");
    desk.keys("u");
    assert_eq!(tasks(&desk), 0);
    assert!(desk.frame().contains("i  nhập phụ lục"), "{}", desk.frame());
}

#[test]
fn the_same_annex_again_changes_nothing_and_says_so() {
    let mut desk = preview(Vi, (120, 40), "h01.xlsx");
    desk.keys("] 4 <Enter> i <Enter>").finish_reading();
    assert!(
        desk.frame().contains("+ mới 0   ~ đổi 0   = giống 7"),
        "{}",
        desk.frame()
    );
    let before = desk.last_change();
    desk.keys("<Enter>");
    assert_eq!(
        desk.status(),
        "Không có việc nào để nhập: không dòng nào mới hay đổi."
    );
    assert_eq!(desk.last_change(), before);
}

#[test]
fn an_unclear_cell_that_was_answered_is_not_asked_again_and_changes_nothing() {
    let rows = "STT\tNhiệm vụ\tChủ trì\tThời hạn\rI\tCải cách thể chế\t\t\r1\tRà soát thủ tục\tVP\t31/13/2027\r";
    for (lang, kept) in [
        (
            Vi,
            "ô “31/13/2027” chưa rõ; giữ thời hạn đang có 31/12/2027",
        ),
        (
            En,
            "cell “31/13/2027” is unclear; the current deadline 31/12/2027 is kept",
        ),
    ] {
        let mut desk = office(lang, (200, 60), &[]);
        desk.keys("i");
        desk.paste(rows);
        desk.finish_reading();
        desk.keys("] 2 <Enter>");
        assert_eq!(desk.task("2.2-01").row.deadline, "31/12/2027");
        let before = desk.last_change();
        desk.keys("i");
        desk.paste(rows);
        desk.finish_reading();
        let frame = desk.frame();
        let row = row(&desk, "Rà soát thủ tục");
        assert!(row.contains('=') && !row.contains('~'), "{frame}");
        // Beside the row, and below the table once the cursor is on it.
        desk.keys("<Down>");
        let frame = desk.frame();
        assert!(frame.contains(kept), "{frame}");
        desk.keys("<Enter>");
        assert_eq!(desk.last_change(), before);
        assert_eq!(desk.task("2.2-01").row.deadline, "31/12/2027");
    }
}

#[test]
fn what_is_not_understood_is_asked_about_before_the_import() {
    let mut desk = preview(Vi, (120, 40), "structure.xlsx");
    desk.keys("<Enter>");
    assert_eq!(desk.app.context(), KeyContext::Question);
    assert!(
        desk.status().contains("Còn 3 dòng chưa hiểu"),
        "{}",
        desk.status()
    );
    desk.keys("k");
    assert_eq!(tasks(&desk), 0);
    // Kept as unclear it is a task like the others; the remarks below the table are left out.
    desk.keys("] 1");
    assert!(row(&desk, "Tổng kết công tác pháp chế").starts_with("›+"));
    desk.keys("] <Space> ] <Space>");
    assert!(desk.frame().contains("– bỏ 2"), "{}", desk.frame());
    desk.keys("<Enter>");
    assert_eq!(tasks(&desk), 8);
    // What did not go in is listed, and the list closes with any answer.
    let frame = desk.frame();
    assert!(
        frame.contains("2 dòng không nhập") && frame.contains("GIÁM ĐỐC"),
        "{frame}"
    );
    desk.keys("<Enter>");
    assert_eq!(desk.layers(), 0);
}

#[test]
fn a_row_is_left_out_and_included_again() {
    let mut desk = preview(Vi, (120, 40), "h01.xlsx");
    desk.keys("j <Space>");
    assert!(row(&desk, "Rà soát văn bản").starts_with(" –"));
    assert!(desk.frame().contains("nhập 6 việc"), "{}", desk.frame());
    desk.keys("k <Space>");
    assert!(row(&desk, "Rà soát văn bản").starts_with(" +"));
    desk.keys("k <Space> ] 4 <Enter>");
    assert_eq!(tasks(&desk), 6);
}

#[test]
fn a_cell_is_corrected_and_what_follows_is_shown() {
    let mut desk = preview(Vi, (120, 40), "structure.xlsx");
    desk.keys("] e");
    assert_eq!(desk.app.context(), KeyContext::ImportCell);
    assert_eq!(desk.before_cursor().unwrap(), " F11: 31/13/2027");
    desk.keys("<C-u>");
    desk.burst("Quý III");
    desk.keys("<Enter>");
    let corrected = row(&desk, "Tổng kết công tác pháp chế");
    assert!(
        corrected.starts_with("›+") && corrected.contains("30/09/2027"),
        "{corrected}"
    );
    // A cell that was understood is chosen from the row's cells; Esc leaves it as it was.
    desk.keys("k k k e");
    assert!(desk.frame().contains("Sửa ô nào?"), "{}", desk.frame());
    desk.keys("j j <Enter> x <Esc>");
    assert_eq!(desk.app.context(), KeyContext::Import);
    assert!(row(&desk, "Thẩm định dự thảo").contains("VP"));
}

#[test]
fn a_column_means_something_else() {
    let mut desk = preview(Vi, (120, 40), "h01.xlsx");
    let before = row(&desk, "Rà soát văn bản");
    // The note's column becomes the product's.
    desk.keys("c j j j j <Enter>");
    assert!(
        desk.frame().contains("Cột E “Phòng, đơn vị chủ trì” là"),
        "{}",
        desk.frame()
    );
    let lead = "j j j j j j";
    desk.keys(&format!("g {lead} <Enter>"));
    assert_ne!(row(&desk, "Rà soát văn bản"), before);
    assert!(desk.line(2).contains("E chủ trì"), "{}", desk.line(2));
}

#[test]
fn an_unknown_unit_is_another_name_or_a_new_one() {
    let mut desk = preview(Vi, (120, 40), "h01.xlsx");
    // What leads it is the office's own name: nobody can guess who of it is meant, and a unit it is not.
    desk.keys("]");
    let frame = desk.frame();
    assert!(
        frame.contains("“Sở KH&CN” là tên của chính cơ quan"),
        "{frame}"
    );
    assert!(
        frame.contains(" 1 là LĐ  2 là VP  3 là đơn vị khác …  4 để chưa giao"),
        "{frame}"
    );
    assert!(frame.contains("(lần nhập sau nhớ tên này)"), "{frame}");
    assert!(!frame.contains("thêm đơn vị này"), "{frame}");
    desk.keys("3");
    desk.burst("vp");
    desk.keys("<Enter>");
    assert!(row(&desk, "Đơn giản hóa thành phần").contains("VP"));
    desk.keys("<Enter>");
    let units = desk.store().units().unwrap();
    let office = units.iter().find(|unit| unit.abbreviation == "VP").unwrap();
    assert!(
        office.aliases.contains(&"Sở KH&CN".to_owned()),
        "{office:?}"
    );
    let rows = "STT\tNhiệm vụ\tChủ trì\tThời hạn\rI\tCải cách thể chế\t\t\r1\tTập huấn nghiệp vụ\tPhòng Số hóa\tQuý II\r";
    desk.keys("i").paste(rows).finish_reading();
    desk.keys("] 3");
    assert_eq!(desk.app.context(), KeyContext::ImportCell);
    desk.keys("<C-u>");
    desk.burst("SoKHCN");
    desk.keys("<Enter> <Enter>");
    let units = desk.store().units().unwrap();
    assert!(units.iter().any(|unit| unit.abbreviation == "SoKHCN"));
    assert!(desk.frame().contains("SoKHCN"), "{}", desk.frame());
}

#[test]
fn rows_that_are_pasted_are_a_table() {
    let mut desk = office(Vi, (120, 40), &[]);
    desk.keys("i");
    desk.paste("STT\tNhiệm vụ\tChủ trì\tThời hạn\r1\tRà soát thủ tục hành chính\tVP\tQuý II\rI\tCải cách thể chế\t\t\r2\tTự kiểm tra văn bản\tTTra\t30/9\r");
    desk.finish_reading();
    assert!(
        desk.line(1).starts_with(" NHẬP  các dòng đã dán"),
        "{}",
        desk.line(1)
    );
    // What stands above every heading has no area: which is asked.
    assert!(row(&desk, "Rà soát thủ tục").contains("chưa rõ lĩnh vực"));
    desk.keys("] 1");
    desk.keys("j j <Enter> <Enter>");
    assert_eq!(tasks(&desk), 2);
}

#[test]
fn a_path_is_typed_and_completed() {
    let mut desk = office(Vi, (120, 40), &["h01.xlsx", "structure.xlsx"]);
    let below = desk.folder().join("Năm 2027");
    std::fs::create_dir(&below).unwrap();
    std::fs::copy(Path::new(FILES).join("h10.csv"), below.join("Phụ lục.csv")).unwrap();
    desk.keys("i");
    desk.burst("nam");
    desk.keys("<Tab>");
    assert_eq!(
        desk.before_cursor()
            .map(|text| text.trim_start_matches([' ', '│']).to_owned())
            .unwrap(),
        "Tệp: Năm 2027/"
    );
    desk.burst("phu");
    desk.keys("<Enter>").finish_reading();
    assert!(desk.line(1).contains("Phụ lục.csv"), "{}", desk.line(1));
}

#[test]
fn what_cannot_be_read_is_named_and_another_file_can_be_chosen() {
    let mut desk = office(Vi, (120, 40), &["broken-encrypted.xlsx"]);
    desk.keys("i <Enter>").finish_reading();
    assert!(
        desk.status()
            .contains("broken-encrypted.xlsx: Tệp có mật khẩu"),
        "{}",
        desk.status()
    );
    assert_eq!(desk.app.context(), KeyContext::ImportFile);
    desk.burst("không-có.xlsx");
    desk.keys("<Enter>").finish_reading();
    assert!(
        desk.status().contains("không có tệp hoặc thư mục này"),
        "{}",
        desk.status()
    );
}

#[test]
fn leaving_asks_only_where_something_was_decided() {
    let mut desk = preview(Vi, (120, 40), "h01.xlsx");
    desk.keys("<Esc>");
    assert_eq!(desk.layers(), 0);
    desk.keys("i <Enter>").finish_reading();
    desk.keys("j <Space> <Esc>");
    assert_eq!(desk.app.context(), KeyContext::CarefulQuestion);
    desk.keys("k");
    assert_eq!(desk.app.context(), KeyContext::Import);
    desk.keys("<Esc> c");
    assert_eq!((desk.layers(), tasks(&desk)), (0, 0));
}

#[test]
fn codes_of_an_annex_are_whole_also_on_a_narrow_screen() {
    let mut desk = office(Vi, (80, 24), &[]);
    desk.keys("i");
    desk.paste("Mã\tNhiệm vụ\tChủ trì\tThời hạn\rTC.01.01.01\tCông khai quyết toán\tVP\tQuý II\r");
    desk.finish_reading();
    assert!(row(&desk, "Công khai quyết toán").contains(" TC.01.01.01 "));
}

#[test]
fn only_one_sort_of_row_is_shown() {
    let mut desk = preview(Vi, (120, 40), "structure.xlsx");
    desk.keys("f j j j j j <Enter>");
    let frame = desk.frame();
    assert!(
        frame.contains("chỉ chưa hiểu") && !frame.contains("Lấy ý kiến"),
        "{frame}"
    );
    desk.keys("f g <Enter>");
    assert!(desk.frame().contains("Lấy ý kiến"));
}

#[test]
fn keys_work_while_a_file_is_read() {
    let mut desk = office(Vi, (120, 40), &["h01.xlsx"]);
    desk.keys("i <Enter>");
    assert_eq!(desk.app.context(), KeyContext::Import);
    desk.keys("<Esc> <Esc>").finish_reading();
    assert_eq!(desk.layers(), 0);
}

#[test]
fn nothing_is_imported_into_a_file_that_is_only_read() {
    let mut desk = Desk::open_read_only(Vi, 120, 40);
    desk.keys("i");
    assert_eq!(desk.layers(), 0);
    assert!(desk.status().contains("chỉ"), "{}", desk.status());
}

#[test]
fn the_language_changes_in_the_preview() {
    let mut desk = preview(Vi, (120, 40), "structure.xlsx");
    desk.keys("] L");
    assert!(
        desk.frame().contains("1 keep as “unclear”"),
        "{}",
        desk.frame()
    );
}

/// An area for the tasks that have none.
fn with_area(desk: &mut Desk) {
    desk.keys("c g <End> <Enter> <Enter>");
}

#[test]
fn swapped_dates_are_a_question_and_one_key_answers_it_for_the_column() {
    let mut desk = preview(Vi, (120, 40), "h02.xlsx");
    let asked = row(&desk, "có thể bị đảo ngày/tháng");
    assert!(asked.contains("trả lời bằng số"), "{asked}");
    with_area(&mut desk);
    let task = "Tham mưu quy chế";
    assert!(row(&desk, task).contains("ngày hay tháng?"));
    assert!(
        desk.frame().contains("1 ngày trước, tháng sau"),
        "{}",
        desk.frame()
    );
    desk.keys("1");
    assert!(row(&desk, task).contains("02/06/2027"), "{}", desk.frame());
    assert!(!desk.frame().contains("bị đảo ngày/tháng"));
    // The other answer, in another reading.
    let mut desk = preview(Vi, (120, 40), "h02.xlsx");
    with_area(&mut desk);
    desk.keys("2");
    assert!(row(&desk, task).contains("06/02/2027"), "{}", desk.frame());
}

#[test]
fn a_table_with_the_month_first_is_asked_about() {
    let mut desk = preview(Vi, (120, 40), "h20.xlsx");
    assert!(row(&desk, "kiểu Mỹ").starts_with("›?"));
    with_area(&mut desk);
    let unread = desk.frame().matches("ngày hay tháng?").count();
    assert_eq!(unread, 3, "{}", desk.frame());
    desk.keys("2");
    for day in ["31/01/2027", "05/02/2027", "28/02/2027"] {
        row(&desk, day);
    }
}

#[test]
fn days_of_an_old_file_that_are_the_first_of_a_month_are_asked_about() {
    for (key, day) in [("1", "31/12/2027"), ("2", "01/12/2027")] {
        let mut desk = preview(Vi, (120, 40), "excel-97.xls");
        assert!(row(&desk, "1 ô ghi ngày 1").starts_with("›?"));
        with_area(&mut desk);
        let task = row(&desk, "ngày hay tháng?");
        let title: String = task.chars().skip(9).take(12).collect();
        desk.keys(key);
        assert!(row(&desk, title.trim()).contains(day), "{}", desk.frame());
    }
}

/// Minh words the deadline of a task anew.
fn minh_words(desk: &Desk, code: &str, wording: &str) {
    let rules = DeadlineRules {
        year: 2027,
        reading: WordingOrigin::Document,
        before_is_strict: true,
    };
    let task = desk.task(code);
    desk.minh_does(Change::SetDeadline {
        task: task.row.id,
        deadline: Deadline::parse(wording, &rules).unwrap(),
        base_on: None,
        seen: task.term(),
    });
}

/// An office with one imported task, and the same annex again with another deadline.
fn imported_again() -> Desk {
    let mut desk = office(Vi, (120, 40), &[]);
    for deadline in ["Quý II", "Quý III"] {
        desk.keys("i");
        desk.paste(&format!(
            "STT\tNhiệm vụ\tChủ trì\tThời hạn\rI\tCải cách thể chế\t\t\r1\tRà soát thủ tục\tVP\t{deadline}\r"
        ));
        desk.finish_reading();
        if deadline == "Quý II" {
            desk.keys("<Enter>");
        }
    }
    desk
}

#[test]
fn what_a_colleague_writes_while_the_preview_is_open_is_in_it() {
    let mut desk = imported_again();
    minh_words(&desk, "2.2-01", "Quý IV");
    assert!(desk.app.detect_other_writes());
    assert!(row(&desk, "Rà soát thủ tục").contains("Quý IV → Quý III"));
}

/// How many tasks would be written, which is as many as when all is read again.
#[track_caller]
fn to_write(desk: &mut Desk) -> usize {
    let counts = desk.line(3);
    desk.minh_does(Change::AddNote {
        task: desk.task("2.2-01").row.id,
        kind: NoteKind::Note,
        body: "Đã nhắc các phòng".to_owned(),
        answers: None,
    });
    assert!(desk.app.detect_other_writes());
    assert_eq!(desk.line(3), counts);
    let written = counts.split("nhập ").nth(1).unwrap();
    written.split(' ').next().unwrap().parse().unwrap()
}

/// Writes another deadline into the row under the cursor; it stands in the last column.
fn word_deadline(desk: &mut Desk, wording: &str) {
    desk.keys("e <End> <Enter> <C-u>");
    desk.burst(wording);
    desk.keys("<Enter>");
}

#[test]
fn what_is_to_be_written_is_counted_right_after_every_correction() {
    let mut desk = office(Vi, (120, 40), &[]);
    let rows = "STT\tNhiệm vụ\tChủ trì\tThời hạn\rI\tCải cách thể chế\t\t\r\
        1\tRà soát thủ tục\tVP\tQuý II\r2\tKiểm tra công vụ\tVP\tQuý III\r\
        3\tTập huấn nghiệp vụ\tPhòng Số hóa\t30/9/2027\r";
    desk.keys("i").paste(rows).finish_reading();
    desk.keys("] 4 <Enter>");
    assert_eq!(tasks(&desk), 3);
    desk.keys("i").paste(rows).finish_reading();
    assert_eq!(to_write(&mut desk), 0);
    desk.keys("j");
    word_deadline(&mut desk, "Quý IV");
    assert_eq!(to_write(&mut desk), 1);
    desk.keys("j");
    word_deadline(&mut desk, "31/10/2027");
    assert_eq!(to_write(&mut desk), 2);
    // Left out and taken in again, the cursor going on to the next.
    desk.keys("<Space>");
    assert_eq!(to_write(&mut desk), 1);
    desk.keys("k <Space> k");
    assert_eq!(to_write(&mut desk), 2);
    word_deadline(&mut desk, "Quý III");
    assert_eq!(to_write(&mut desk), 1);
    desk.keys("k");
    word_deadline(&mut desk, "Quý II");
    assert_eq!(to_write(&mut desk), 0);
    // The unit that nobody knew is one of the plan's.
    desk.keys("j j 1");
    assert_eq!(to_write(&mut desk), 1);
}

#[test]
fn what_is_to_be_written_is_counted_right_after_an_answer_about_days() {
    let mut desk = preview(Vi, (120, 40), "h02.xlsx");
    with_area(&mut desk);
    desk.keys("1 <Enter>");
    let all = tasks(&desk);
    assert_eq!(all, 6);
    desk.keys("i <Enter>").finish_reading();
    with_area(&mut desk);
    assert_eq!(to_write(&mut desk), 0);
    desk.keys("2");
    assert_eq!(to_write(&mut desk), 2);
    // A cell that holds a day and not its letters is corrected to what the plan has.
    desk.keys("<Home> e j j j <Enter> <C-u>");
    desk.burst("02/06/2027");
    desk.keys("<Enter>");
    assert_eq!(to_write(&mut desk), 1);
}

#[test]
fn what_a_colleague_has_written_since_is_a_conflict_and_nothing_is_lost() {
    let mut desk = imported_again();
    minh_words(&desk, "2.2-01", "Quý IV");
    desk.keys("<Enter>");
    assert_eq!(desk.app.context(), KeyContext::Conflict, "{}", desk.frame());
    assert!(desk.frame().contains("Quý IV"), "{}", desk.frame());
    assert_eq!(desk.task("2.2-01").row.deadline, "Quý IV");
    // The preview is still there, and knows it now.
    desk.keys("<Esc>");
    assert_eq!(desk.app.context(), KeyContext::Import);
    assert!(row(&desk, "Rà soát thủ tục").contains("Quý IV → Quý III"));
    desk.keys("<Enter>");
    assert_eq!(desk.task("2.2-01").row.deadline, "Quý III");
}

#[test]
fn undoing_an_import_keeps_the_work_that_others_have_added_to_it() {
    let mut desk = preview(Vi, (120, 40), "h01.xlsx");
    desk.keys("] 4 <Enter>");
    minh_words(&desk, "2.2-01", "Quý IV");
    desk.app.detect_other_writes();
    desk.keys("u");
    assert!(desk.status().contains("Minh"), "{}", desk.status());
    assert_eq!(tasks(&desk), 7);
    assert_eq!(desk.task("2.2-01").row.deadline, "Quý IV");
}

#[test]
fn esc_while_a_file_is_read_ends_the_reading() {
    let mut desk = office(Vi, (120, 40), &["h01.xlsx"]);
    desk.keys("i <Enter> <Esc>");
    assert_eq!(desk.app.context(), KeyContext::ImportFile);
    // Nothing comes any more; another file is read as ever.
    desk.finish_reading();
    assert_eq!(desk.app.context(), KeyContext::ImportFile);
    desk.keys("<Enter>").finish_reading();
    assert!(desk.line(1).contains("h01.xlsx"), "{}", desk.line(1));
}

#[test]
fn the_area_is_asked_for_the_new_tasks_alone() {
    const HEAD: &str = "STT\tNhiệm vụ\tChủ trì\tThời hạn\r1\tRà soát thủ tục\tVP\tQuý II\r";
    let mut desk = office(Vi, (120, 40), &[]);
    desk.keys("i");
    desk.paste(HEAD);
    desk.finish_reading();
    desk.keys("] 1 3 <Enter>");
    assert_eq!(tasks(&desk), 1);
    desk.keys("i");
    desk.paste(&format!(
        "{HEAD}2\tTự kiểm tra văn bản\tTTra\t30/9\r3\tĐào tạo công chức\tVP\t30/11\r"
    ));
    desk.finish_reading();
    desk.keys("]");
    let asked = "1 chọn lĩnh vực cho cả 2 việc …";
    assert!(desk.frame().contains(asked), "{}", desk.frame());
}

#[test]
fn a_number_chooses_the_area_and_the_number_of_rows_is_shown() {
    for (lang, offered, said) in [
        (
            Vi,
            "1 chọn lĩnh vực cho cả 3 việc …",
            "Đã xếp 3 nhiệm vụ không có đề mục vào lĩnh vực 3 Bộ máy.",
        ),
        (
            En,
            "1 choose the area of all 3 tasks …",
            "3 tasks without a heading put into area 3 Structure.",
        ),
    ] {
        let mut desk = preview(lang, (120, 40), "h20.xlsx");
        desk.keys("]");
        assert!(desk.frame().contains(offered), "{}", desk.frame());
        desk.keys("1");
        assert_eq!(desk.app.context(), KeyContext::Picker);
        // No area has that number.
        desk.keys("9");
        assert_eq!(desk.app.context(), KeyContext::Picker);
        desk.keys("3");
        assert_eq!(desk.app.context(), KeyContext::Import);
        assert_eq!(desk.status(), said);
    }
}

#[test]
fn what_is_cut_in_the_last_column_is_shown_completely_below_the_table() {
    let mut cut = 0;
    for lang in [Vi, En] {
        for name in [
            "structure.xlsx",
            "quarters.xlsx",
            "h01.xlsx",
            "h03.docx",
            "h19.xlsx",
        ] {
            let mut desk = preview(lang, (120, 40), name);
            let mut before = String::new();
            loop {
                let frame = desk.frame();
                let mut lines = frame.lines();
                let here = lines.find(|line| line.starts_with('›')).unwrap();
                if here == before {
                    break;
                }
                let below = lines.skip_while(|line| !line.starts_with("──"));
                let below = below.collect::<Vec<_>>().join(" ").to_lowercase();
                let words: Vec<&str> = below.split_whitespace().collect();
                let becomes: String = here.chars().skip(94).collect();
                if let Some(shown) = becomes.trim().strip_suffix('…') {
                    cut += 1;
                    // "C10: “TTra” ?" stands there as "C10 “TTra”".
                    let shown = shown.trim_start_matches("! ").replace(": “", " “");
                    let shown = shown.trim().to_lowercase();
                    assert!(words.join(" ").contains(&shown), "{name}:\n{frame}");
                }
                before = here.to_owned();
                desk.keys("<Down>");
            }
        }
    }
    assert!(cut >= 10, "{cut}");
}

#[test]
fn a_remark_fits_its_column_and_is_whole_below_the_table() {
    for (lang, short, whole) in [
        (
            Vi,
            "! năm 2031 xa kế hoạch",
            "gày xa năm kế hoạch: 30/06/2031",
        ),
        (
            En,
            "! 2031 is far off",
            "ar from the plan's year: 30/06/2031",
        ),
    ] {
        let mut desk = preview(lang, (120, 40), "structure.xlsx");
        let here = |desk: &Desk| row(desk, "›").contains("30/06/2031");
        for _ in 0..20 {
            if !here(&desk) {
                desk.keys("<Down>");
            }
        }
        assert!(
            row(&desk, "›").trim_end().ends_with(short),
            "{}",
            desk.frame()
        );
        assert!(desk.frame().contains(whole), "{}", desk.frame());
    }
}

#[test]
fn the_line_of_columns_says_in_words_what_is_not_taken_and_how_to_change_that() {
    for (lang, sentence) in [
        (Vi, "không lấy G Phương thức hỗ trợ thực hiện; c để đổi"),
        (En, "not taken: G Phương thức hỗ trợ thực hiện; c to change"),
    ] {
        let desk = preview(lang, (200, 60), "h01.xlsx");
        assert!(
            row(&desk, "Phương thức").contains(sentence),
            "{}",
            desk.frame()
        );
    }
}
