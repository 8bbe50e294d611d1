//! The sheet of a unit, out and back: only what the unit changed is taken over, once, and everything
//! that is not plain is named with its row.

use crate::support::filled::Filled;
use crate::support::shell::Shell;
use crate::support::{Office, lan, today};
use cchc::present::lang::Lang;
use cchc::progress::changes::{ProgressDecisions, Resolution};
use cchc::progress::compare::Comparison;
use cchc::progress::read::read;
use cchc::progress::sheet::{ProgressSheet, write};
use cchc::sheets::workbook::{Cell, Workbook};
use proptest::prelude::*;
use std::path::PathBuf;

/// The demonstration with the sheet of its office.
struct Trip {
    shell: Shell,
    sheet: PathBuf,
}

impl Trip {
    fn begin() -> Self {
        let shell = Shell::sample();
        let output = shell.run("export --unit VP --to VP.xlsx --lang vi").ok();
        assert!(output.starts_with("Đã lưu biểu tiến độ của VP"), "{output}");
        assert!(
            output.ends_with("— nhập lại: cchc import VP.xlsx\n"),
            "{output}"
        );
        let sheet = shell.path().join("VP.xlsx");
        Self { shell, sheet }
    }

    /// The sheet filled in and imported.
    fn back(&self, fill: impl FnOnce(&mut Filled), options: &str) -> String {
        let mut filled = Filled::open(&self.sheet);
        fill(&mut filled);
        filled.save(&self.shell.path().join("back.xlsx"));
        let line = format!("import back.xlsx --lang vi {options}");
        self.shell.run(line.trim_end()).ok()
    }

    fn task(&self, code: &str) -> serde_json::Value {
        let output = self.shell.run(&format!("show {code} --format json")).ok();
        serde_json::from_str(&output).unwrap()
    }
}

/// 10/06/2021 as Excel counts its days.
const TENTH_OF_JUNE: u32 = 44_357;

#[test]
fn an_unfilled_sheet_changes_nothing_for_any_unit() {
    let shell = Shell::sample();
    let before = shell.bytes();
    let mut sheets = 0;
    for unit in ["VP", "KHTC", "TTra", "TCĐLCL", "TTTK", "CPĐV"] {
        if shell
            .run(&format!("export --unit {unit} --to {unit}.xlsx"))
            .code
            != 0
        {
            continue;
        }
        sheets += 1;
        let output = shell.run(&format!("import {unit}.xlsx --lang vi")).ok();
        assert!(output.contains("Không có gì để ghi."), "{output}");
        assert!(!output.contains("không nhận"), "{output}");
    }
    assert!(sheets > 3);
    assert_eq!(shell.bytes(), before);
}

#[test]
fn what_the_unit_reports_is_imported_as_one_act_and_only_once() {
    let trip = Trip::begin();
    let fill = |filled: &mut Filled| {
        let row = filled.row("2.3.1-01");
        filled
            .text(&format!("D{row}"), "Đã hoàn thành")
            .serial(&format!("E{row}"), TENTH_OF_JUNE)
            .text(&format!("F{row}"), "Đã ban hành kế hoạch")
            .text(&format!("G{row}"), "15/KH-SKHCN ngày 10/06/2021")
            .text(&format!("H{row}"), "Gửi bản giấy sau");
        let other = filled.row("2.1-06");
        filled.text(&format!("H{other}"), "Đang chờ ý kiến &lt;KHTC&gt;");
    };
    let output = trip.back(fill, "");
    assert!(
        output.contains("biểu tiến độ của VP, gửi ngày 11/06/2021"),
        "{output}"
    );
    assert!(output.contains("đang thực hiện → hoàn thành"), "{output}");
    assert!(
        output.contains("Đã ghi 2 dòng — hoàn tác: cchc undo"),
        "{output}"
    );
    let task = trip.task("2.3.1-01");
    assert_eq!(task["state"], "done");
    assert_eq!(task["done_on"], "2021-06-10");
    assert_eq!(task["evidence"][0]["number"], "15/KH-SKHCN");
    assert_eq!(task["evidence"][0]["date"], "2021-06-10");
    let whole = task.to_string();
    assert!(whole.contains("Đã ban hành kế hoạch"), "{whole}");
    assert!(
        whole.contains("VP báo (biểu ngày 11/06/2021): Gửi bản giấy sau"),
        "{whole}"
    );
    // The second time there is nothing left to take.
    let before = trip.shell.bytes();
    let again = trip.shell.run("import back.xlsx --lang vi").ok();
    assert!(again.contains("Không có gì để ghi."), "{again}");
    assert_eq!(trip.shell.bytes(), before);
    // All of it was one act.
    trip.shell.run("undo").ok();
    assert_eq!(trip.task("2.3.1-01")["state"], "in_progress");
    assert_eq!(trip.task("2.3.1-01")["evidence"], serde_json::json!([]));
}

#[test]
fn a_preview_writes_nothing() {
    let trip = Trip::begin();
    let before = trip.shell.bytes();
    let output = trip.back(
        |filled| {
            let row = filled.row("2.3.1-01");
            filled.text(&format!("H{row}"), "Chờ chữ ký");
        },
        "--dry-run",
    );
    assert!(output.contains("sẽ ghi 1 dòng, chưa ghi gì"), "{output}");
    assert_eq!(trip.shell.bytes(), before);
}

#[test]
fn what_both_have_changed_waits_for_a_decision() {
    let trip = Trip::begin();
    trip.shell
        .run("done 2.3.1-01 --on 9/6/2021 --result Xong_sớm")
        .ok();
    let fill = |filled: &mut Filled| {
        let row = filled.row("2.3.1-01");
        filled
            .text(&format!("D{row}"), "xong")
            .text(&format!("E{row}"), "10/6");
    };
    let output = trip.back(fill, "");
    assert!(output.contains("chờ quyết định"), "{output}");
    assert!(output.contains("nay ở đây là 09/06/2021"), "{output}");
    assert!(output.contains("Không có gì để ghi."), "{output}");
    assert_eq!(trip.task("2.3.1-01")["done_on"], "2021-06-09");
    let output = trip.shell.run("import back.xlsx --keep all --lang vi").ok();
    assert!(output.contains("Không có gì để ghi."), "{output}");
    let row = Filled::open(&trip.sheet).row("2.3.1-01");
    let output = trip
        .shell
        .run(&format!("import back.xlsx --take {row} --lang vi"))
        .ok();
    assert!(output.contains("Đã ghi 1 dòng"), "{output}");
    assert_eq!(trip.task("2.3.1-01")["done_on"], "2021-06-10");
}

#[test]
fn two_colleagues_copies_of_one_sheet_are_distinguished() {
    let trip = Trip::begin();
    let fill = |day: &'static str| {
        move |filled: &mut Filled| {
            let row = filled.row("2.1-06");
            filled
                .text(&format!("D{row}"), "Hoàn thành")
                .text(&format!("E{row}"), day);
        }
    };
    trip.back(fill("09/06/2021"), "");
    let output = trip.back(fill("10/06/2021"), "");
    assert!(output.contains("chờ quyết định"), "{output}");
    assert!(output.contains("sửa gần nhất ngày 11/06/2021"), "{output}");
    assert_eq!(trip.task("2.1-06")["done_on"], "2021-06-09");
}

#[test]
fn what_is_not_understood_is_named_and_never_guessed() {
    for (cell, typed, expected) in [
        ("D", "gần xong", "chưa hiểu trạng thái “gần xong”"),
        ("D", "Hoàn thành", "chưa có ngày hoàn thành"),
        ("D", "Bãi bỏ", "người theo dõi kế hoạch quyết định"),
        ("D", "Tạm dừng", "tạm dừng cần ghi lý do"),
        ("E", "10/06/2021", "trạng thái chưa phải là hoàn thành"),
        ("E", "hôm qua", "chưa hiểu ngày “hôm qua”"),
        ("E", "31/6", "không có ngày “31/6”"),
        (
            "E",
            "10/06/2012",
            "ngày hoàn thành 10/06/2012 không thuộc các năm 2020–2022",
        ),
        (
            "G",
            "15/KH ngày 31/6/2021",
            "không có ngày “15/KH ngày 31/6/2021”",
        ),
        ("A", "2.3.1-99", "dòng này được gửi cho 2.3.1-01"),
    ] {
        let trip = Trip::begin();
        let before = trip.shell.bytes();
        let mut number = 0;
        let printed = trip.back(
            |filled| {
                number = filled.row("2.3.1-01");
                filled.text(&format!("{cell}{number}"), typed);
            },
            "",
        );
        let printed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(printed.contains(expected), "{typed}: {printed}");
        assert!(printed.contains(&format!("dòng {number}")), "{printed}");
        assert_eq!(trip.shell.bytes(), before);
    }
    // A day that has not come is refused by the rule that refuses it everywhere.
    let trip = Trip::begin();
    let printed = trip.back(
        |filled| {
            let row = filled.row("2.3.1-01");
            filled
                .text(&format!("D{row}"), "Hoàn thành")
                .text(&format!("E{row}"), "12/12/2021");
        },
        "",
    );
    assert!(printed.contains("không nhận"), "{printed}");
}

#[test]
fn a_number_in_the_cell_of_a_day_is_no_day_of_a_century_ago() {
    let trip = Trip::begin();
    let printed = trip.back(
        |filled| {
            let row = filled.row("2.3.1-01");
            filled
                .text(&format!("D{row}"), "Hoàn thành")
                .serial(&format!("E{row}"), 12);
        },
        "",
    );
    assert!(printed.contains("12/01/1900"), "{printed}");
    assert_eq!(trip.task("2.3.1-01")["state"], "in_progress");
}

#[test]
fn a_formula_that_nobody_has_computed_is_named_in_every_column() {
    for (column, head) in [
        ("D", "Trạng thái"),
        ("E", "Ngày hoàn thành"),
        ("F", "Kết quả"),
        ("G", "Tài liệu kiểm chứng"),
        ("H", "Ghi chú"),
    ] {
        let trip = Trip::begin();
        let before = trip.shell.bytes();
        let printed = trip.back(
            |filled| {
                let row = filled.row("2.1-01");
                filled.formula(&format!("{column}{row}"), "CONCATENATE(\"a\",\"b\")");
            },
            "",
        );
        let printed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
        let expected = format!("cột “{head}” có công thức chưa có kết quả");
        assert!(printed.contains(&expected), "{printed}");
        assert_eq!(trip.shell.bytes(), before);
    }
}

#[test]
fn what_is_typed_beside_a_known_document_is_imported_or_reported() {
    let trip = Trip::begin();
    let report = |documents: &'static str| {
        move |filled: &mut Filled| {
            let row = filled.row("2.3.1-01");
            filled.text(&format!("G{row}"), documents);
        }
    };
    trip.back(report("15/KH-SKHCN ngày 02/02/2021"), "");
    let both = "15/KH-SKHCN ngày 02/02/2021, 16/KH-SKHCN ngày 03/03/2021";
    let output = trip.back(report(both), "");
    assert!(output.contains("Đã ghi 1 dòng"), "{output}");
    let evidence = &trip.task("2.3.1-01")["evidence"];
    assert_eq!(evidence[1]["number"], "16/KH-SKHCN", "{evidence}");
    assert_eq!(evidence[1]["date"], "2021-03-03");
    let more = "15/KH-SKHCN ngày 02/02/2021 về rà soát thủ tục";
    let output = trip.back(report(more), "");
    let output = output.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        output.contains("đã có, chưa hiểu phần ghi thêm"),
        "{output}"
    );
    assert!(output.contains("Không có gì để ghi."), "{output}");
}

#[test]
fn of_documents_with_one_number_that_of_the_same_date_is_meant() {
    let trip = Trip::begin();
    for day in ["2/2/2020", "3/3/2021"] {
        trip.shell
            .run(&format!("evidence 2.3.1-01 15/KH-SKHCN --date {day}"))
            .ok();
    }
    let output = trip.back(
        |filled| {
            let row = filled.row("2.3.1-01");
            filled.text(&format!("G{row}"), "15/KH-SKHCN ngày 03/03/2021");
        },
        "",
    );
    assert!(!output.contains("không nhận"), "{output}");
    assert!(output.contains("Không có gì để ghi."), "{output}");
}

#[test]
fn of_two_contradicting_rows_of_a_task_only_the_first_is_imported() {
    let trip = Trip::begin();
    let fill = |filled: &mut Filled| {
        let (paused, done) = (filled.row("2.7.1-03"), filled.row("2.7.1-03") + 1);
        filled
            .text(&format!("D{paused}"), "Tạm dừng")
            .text(&format!("H{paused}"), "Chờ kinh phí")
            .text(&format!("D{done}"), "Hoàn thành")
            .text(&format!("E{done}"), "10/06/2021");
    };
    for (options, written) in [("", "Đã ghi 1 dòng"), ("--take all", "Không có gì để ghi.")]
    {
        let output = trip.back(fill, options);
        assert!(output.contains("trái với dòng 33"), "{output}");
        assert!(output.contains(written), "{output}");
        assert_eq!(trip.task("2.7.1-03")["state"], "paused");
    }
}

#[test]
fn rows_are_decided_once_and_only_rows_that_there_are() {
    let trip = Trip::begin();
    let before = trip.shell.bytes();
    for option in ["--take 999", "--keep 999", "--skip 997"] {
        let output = trip
            .shell
            .run(&format!("import VP.xlsx {option} --lang vi"))
            .failed(3);
        assert!(output.contains("Biểu không có dòng 99"), "{output}");
    }
    for options in ["--take all --keep all", "--take 16 --keep 16"] {
        let output = trip
            .shell
            .run(&format!("import VP.xlsx {options} --lang vi"))
            .failed(2);
        assert!(output.contains("một trong hai"), "{output}");
    }
    assert_eq!(trip.shell.bytes(), before);
}

#[test]
fn one_row_is_one_row_in_english() {
    let trip = Trip::begin();
    trip.back(
        |filled| {
            let row = filled.row("2.3.1-01");
            filled.text(&format!("H{row}"), "Chờ chữ ký");
        },
        "--dry-run",
    );
    let english = |options: &str| {
        let line = format!("import back.xlsx --lang en {options}");
        trip.shell.run(line.trim_end()).ok()
    };
    let output = english("--dry-run");
    assert!(output.contains("1 row would be written"), "{output}");
    let output = english("");
    assert!(output.contains("1 row written"), "{output}");
    assert!(output.contains("34 rows: "), "{output}");
}

#[test]
fn rows_that_were_added_removed_moved_or_repeated_are_named() {
    let trip = Trip::begin();
    let printed = trip.back(
        |filled| {
            let (one, other) = (filled.row("2.1-06"), filled.row("2.3.1-01"));
            filled.text(&format!("H{other}"), "Đã chuyển chỗ");
            filled.swap(one, other);
            filled.add(None, 90).add(Some(other), 91);
            let gone = filled.row("2.7.1-09");
            filled.delete(gone);
        },
        "",
    );
    let printed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    for expected in [
        "dòng 90 · không nhận: dòng thêm vào, không có trong biểu đã gửi",
        "dòng 91 · 2.1-06 · không nhận: dòng lặp lại",
        "dòng đã xóa · 2.7.1-09 · không nhận: dòng đã bị xóa khỏi biểu; nhiệm vụ giữ nguyên",
        "Thứ tự các dòng đã đổi",
        "ghi chú: Đã chuyển chỗ",
        "Đã ghi 1 dòng",
    ] {
        assert!(printed.contains(expected), "{expected}: {printed}");
    }
}

#[test]
fn a_sheet_of_another_plan_is_refused_whole() {
    let trip = Trip::begin();
    let other = Shell::empty();
    other.run("init --year 2027").ok();
    std::fs::copy(&trip.sheet, other.path().join("VP.xlsx")).unwrap();
    let output = other.run("import VP.xlsx --lang vi").failed(4);
    assert!(output.contains("biểu của kế hoạch năm 2021"), "{output}");
    let real = Shell::empty();
    real.run("init --year 2021").ok();
    std::fs::copy(&trip.sheet, real.path().join("VP.xlsx")).unwrap();
    let output = real.run("import VP.xlsx --lang vi").failed(4);
    assert!(output.contains("một tệp kế hoạch khác"), "{output}");
    // Options that mean something for the other sort of file are refused too.
    let output = trip.shell.run("import VP.xlsx --map deadline=F").failed(2);
    assert!(output.contains("--map"), "{output}");
}

#[test]
fn only_what_is_to_be_filled_in_is_open_and_nothing_is_a_formula() {
    let shell = Shell::sample();
    shell
        .args(&[
            "add",
            "--section",
            "2.1",
            "--lead",
            "VP",
            "=HYPERLINK(\"x\")",
        ])
        .ok();
    shell.run("export --unit VP --to VP.xlsx --lang vi").ok();
    let sheet = Filled::open(&shell.path().join("VP.xlsx"));
    let page = sheet.part("xl/worksheets/sheet1.xml");
    assert!(page.contains("<sheetProtection"), "{page}");
    assert!(!page.contains("<f>"), "{page}");
    for check in [
        "type=\"list\"",
        "type=\"date\"",
        "Chưa thực hiện,Đang thực hiện,Hoàn thành,Tạm dừng",
    ] {
        assert!(page.contains(check), "{check}");
    }
    assert!(page.contains("hidden=\"1\""), "{page}");
    assert!(sheet.part("xl/workbook.xml").contains("veryHidden"));
    shell.run("export --unit VP --to VP.xlsx").failed(5);
    // In another format, or with another filter, it is the table of the unit's tasks.
    for table in ["--to VP.csv", "--to bang.xlsx --due qua-han"] {
        let output = shell
            .run(&format!("export --unit VP {table} --lang vi"))
            .ok();
        assert!(!output.contains("biểu tiến độ"), "{output}");
    }
    shell.run("export --unit VP --to VP.pdf").failed(2);
}

#[test]
fn scripts_read_what_became_of_each_row() {
    let trip = Trip::begin();
    let printed = trip.back(
        |filled| {
            let row = filled.row("2.3.1-01");
            filled.text(&format!("H{row}"), "Chờ chữ ký");
        },
        "--format json",
    );
    let output: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(output["kind"], "progress_sheet");
    assert_eq!(
        (&output["unit"], &output["written"]),
        (&"VP".into(), &1.into())
    );
    let rows = output["rows"].as_array().unwrap();
    let taken: Vec<_> = rows.iter().filter(|row| row["status"] == "taken").collect();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0]["changes"][0]["filled"], "Chờ chữ ký");
}

/// What may be filled in, by its column from 0.
const FILLED: [(u32, &str); 18] = [
    (3, "Hoàn thành"),
    (3, "xong"),
    (3, "Đang thực hiện"),
    (3, "Chưa thực hiện"),
    (3, "Tạm dừng"),
    (3, "gần xong"),
    (4, "10/06/2021"),
    (4, "9/6"),
    (4, "31/12/2021"),
    (5, "Đã ban hành"),
    (5, ""),
    (6, "15/KH-SKHCN ngày 01/02/2021; 16/KH-SKHCN"),
    (6, "15/KH-SKHCN"),
    (6, "15/KH-SKHCN ngày 01/02/2021, số 17/KH-SKHCN"),
    (6, "15/KH-SKHCN ngày 01/02/2021 về rà soát"),
    (6, ""),
    (7, "Chờ kinh phí"),
    (7, "Xin gia hạn đến tháng 9"),
];

fn fill(workbook: &mut Workbook, row: u32, column: u32, text: &str) {
    let mut rows = workbook.sheets[0].rows.iter_mut();
    let row = rows.find(|one| one.number == row).unwrap();
    row.cells.retain(|cell| cell.column != column);
    if !text.is_empty() {
        row.cells.push(Cell::text(column, text));
        row.cells.sort_by_key(|cell| cell.column);
    }
}

proptest! {
    #[test]
    fn importing_a_sheet_twice_changes_nothing(
        fills in prop::collection::vec((5_u32..38, 0..FILLED.len()), 0..30),
        choice in prop::option::of(prop_oneof![Just(Resolution::Theirs), Just(Resolution::Ours)]),
    ) {
        let mut office = Office::sample();
        let unit = office.store.find_unit("VP").unwrap().unwrap();
        let sheet = ProgressSheet::read(&office.store, &unit, today(), Lang::Vi).unwrap();
        let bytes = write(&sheet, Lang::Vi).unwrap();
        let mut workbook = cchc::sheets::read(&bytes, "VP.xlsx").unwrap();
        for (row, at) in &fills {
            let (column, text) = FILLED[*at];
            fill(&mut workbook, *row, column, text);
        }
        let returned = read(&workbook).unwrap();
        let decisions = ProgressDecisions { all: choice, ..ProgressDecisions::default() };
        let look = |office: &Office| {
            Comparison::of(returned.clone(), &office.store, today()).unwrap()
        };
        let taken = look(&office).changes(&decisions, today());
        if fills.is_empty() {
            prop_assert!(taken.changes.is_empty());
        }
        if !taken.changes.is_empty() {
            office.store.apply(&taken.changes, &lan()).unwrap();
        }
        let again = look(&office).changes(&decisions, today());
        let twice: Vec<_> = again.rows.iter().filter(|row| taken.rows.contains(row)).collect();
        prop_assert!(twice.is_empty(), "{twice:?} {:?}", again.changes);
        prop_assert!(office.store.broken_link().unwrap().is_none());
    }
}
