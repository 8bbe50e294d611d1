//! Whatever stands in a table: no panic, no row lost, and nothing changes the second time.

use crate::compared::taken;
use crate::office::{Office, assert_no_row_lost};
use cchc::annex::compare::{DiffStatus, compare};
use cchc::annex::parsed::{AnnexAnswer, Corrections, DayOrder, ParsedAnnex};
use cchc::annex::{CellEdit, apply_answer, apply_edit};
use cchc::domain::day::Day;
use cchc::sheets::workbook::{
    Cell, DateCell, DateDisplay, Merge, Row, Sheet, SheetValue, Workbook,
};
use proptest::prelude::*;

/// What stands in annexes, and what does not.
const TEXTS: [&str; 44] = [
    "",
    "",
    "",
    "",
    "STT",
    "Nhiệm vụ",
    "Đơn vị chủ trì",
    "Phối hợp",
    "Thời hạn",
    "Sản phẩm",
    "Chỉ tiêu",
    "Tiến độ",
    "I",
    "II.",
    "A",
    "1",
    "2",
    "1.1",
    "1.10",
    "a)",
    "đ)",
    "-",
    "(1)",
    "Cải cách thể chế",
    "Rà soát thủ tục hành chính nội bộ",
    "Công bố, công khai…",
    "VP",
    "Sở KH&CN; các Sở, ban, ngành",
    "Đ/c Lan (ĐT: 0912345678)",
    "Quý II",
    "30/6",
    "13/02/2027",
    "2/13/2027",
    "Thường xuyên",
    "x",
    "Đã hoàn thành",
    "7",
    "92%",
    "Ghi chú: xem phụ lục",
    "như trên",
    "\u{202E}ẩn",
    "ệ\u{301}\u{301}",
    "(((",
    "/ , . ; và",
];

fn cell() -> impl Strategy<Value = (String, SheetValue, bool)> {
    let value = prop_oneof![
        8 => Just(SheetValue::Text),
        1 => any::<f64>().prop_map(SheetValue::Number),
        1 => Just(SheetValue::Formula),
        1 => (1900..2200_i32, 1..=12_u32, 1..=28_u32, 0..6_usize).prop_map(|(year, month, day, display)| {
            let display = [DateDisplay::Day, DateDisplay::MonthFirst, DateDisplay::Local, DateDisplay::Month, DateDisplay::Year, DateDisplay::Unknown][display];
            SheetValue::Day(DateCell { day: Day::from_ymd_opt(year, month, day).unwrap(), display })
        }),
    ];
    let text = prop_oneof![9 => proptest::sample::select(TEXTS.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,40}"];
    (text, value, any::<bool>())
}

fn sheet(name: &'static str) -> impl Strategy<Value = Sheet> {
    let rows = prop::collection::vec(prop::collection::vec(cell(), 0..8), 0..24);
    let merges = prop::collection::vec((1..26_u32, 0..4_u32, 0..8_u32, 0..8_u32), 0..6);
    (rows, merges, prop::bool::weighted(0.7)).prop_map(move |(rows, merges, with_head)| {
        let mut sheet = Sheet::named(name);
        if with_head {
            let heads = [
                "STT",
                "Nội dung nhiệm vụ",
                "Đơn vị chủ trì",
                "Phối hợp",
                "Thời hạn",
                "Sản phẩm",
            ];
            let cells = (0..)
                .zip(heads)
                .map(|(column, head)| Cell::text(column, head));
            sheet.rows.push(Row {
                number: 1,
                cells: cells.collect(),
            });
        }
        for (number, row) in (2..).zip(rows) {
            let cells = (0..).zip(row).map(|(column, (text, value, bold))| Cell {
                column,
                text,
                value,
                bold,
            });
            sheet.rows.push(Row {
                number,
                cells: cells.collect(),
            });
        }
        for (first_row, high, first_column, wide) in merges {
            sheet.merges.push(Merge {
                first_row,
                last_row: first_row + high,
                first_column,
                last_column: first_column + wide,
            });
        }
        sheet
    })
}

/// What was understood with the warnings of each task in one order.
fn in_order(mut understood: ParsedAnnex) -> ParsedAnnex {
    for task in &mut understood.tasks {
        task.warnings.sort_by_key(|warning| format!("{warning:?}"));
    }
    understood
}

/// The same over a table as offices write it, where most cells can be taken over alone.
#[test]
fn a_corrected_cell_changes_its_own_task_alone() {
    let table = "STT\tNhiệm vụ\tChủ trì\tPhối hợp\tSản phẩm\tThời hạn\n\
        I\tCải cách thể chế\n\
        1\tRà soát văn bản\tSở Lạ\tVP\tBáo cáo\tKỳ họp giữa năm\n\
        2\tKiểm tra văn bản\tTTra\tnhư trên\tKết luận\t15/6; 15/12\n\
        3\tCông bố thủ tục\tVP, KHTC\t\tQuyết định\t13/2/2027\n";
    let workbook = cchc::sheets::read_pasted(table, "dán").unwrap();
    let office = Office::new();
    let known = office.known();
    let mut taken = 0;
    for row in 3..=5 {
        for (column, text) in [
            (2, "KHTC; TTra"),
            (3, "Sở Nội vụ"),
            (4, "Tờ trình"),
            (5, "Quý III"),
        ] {
            let none = Corrections::default();
            let mut quick = office.parse(&workbook, &none);
            let rows = [("dán".to_owned(), row)];
            let what = CellEdit {
                rows: &rows,
                column,
                text,
            };
            let changed = apply_edit(&mut quick, &workbook, &known, &none, &what);
            let mut corrections = none;
            corrections
                .cells
                .insert(("dán".to_owned(), row, column), text.to_owned());
            let all = office.parse(&workbook, &corrections);
            if let Some(changed) = changed {
                taken += 1;
                assert_eq!(changed.len(), 1);
                assert_eq!(in_order(quick), in_order(all), "{row} {column}");
            }
        }
    }
    // Not the partners: what stands below says "như trên", or nothing stood there.
    assert_eq!(taken, 9);
}

/// An answer about days is taken over as if all were understood again.
#[test]
fn an_answered_question_changes_the_days_of_its_column_alone() {
    let rows: Vec<String> = (1..=12)
        .map(|n| format!("{n}\tRà soát văn bản số {n}\tVP\t{n}/2/2027\n"))
        .collect();
    let months: Vec<String> = (1..=12)
        .map(|n| format!("{n}\tRà soát văn bản số {n}\tVP\t{n}/25/2027\n"))
        .collect();
    let office = Office::new();
    let known = office.known();
    for body in [
        months.concat(),
        format!("{}{}", rows.concat(), months.concat()),
    ] {
        let table = format!("STT\tNhiệm vụ\tChủ trì\tThời hạn\nI\tCải cách thể chế\n{body}");
        let workbook = cchc::sheets::read_pasted(&table, "dán").unwrap();
        for order in [DayOrder::DayFirst, DayOrder::MonthFirst] {
            let mut corrections = Corrections::default();
            let mut quick = office.parse(&workbook, &corrections);
            let question = quick.questions.first().unwrap().clone();
            let (place, choice) = ((question.sheet, question.column), AnnexAnswer::Order(order));
            let answers = corrections.answers.entry(place.clone());
            answers.or_default().insert(choice);
            let column = (place.0.as_str(), place.1);
            let changed = apply_answer(&mut quick, &workbook, &known, &corrections, column, choice);
            assert!(!changed.unwrap().is_empty());
            let all = office.parse(&workbook, &corrections);
            assert_eq!(in_order(quick), in_order(all), "{order:?}");
        }
    }
}

proptest! {
    #[test]
    fn no_row_is_lost_and_nothing_changes_the_second_time(one in sheet("Một"), two in sheet("Hai")) {
        let workbook = Workbook { sheets: vec![one, two] };
        let understood = Office::new().parse(&workbook, &Corrections::default());
        assert_no_row_lost(&workbook, &understood);
        let compared = compare(&understood.tasks, &taken(&understood.tasks));
        for status in &compared.tasks {
            prop_assert!(matches!(status, DiffStatus::Same { .. }), "{status:?}");
        }
        prop_assert!(compared.missing.is_empty());
    }

    #[test]
    fn what_is_written_into_a_cell_is_as_if_all_were_understood_again(
        one in sheet("Một"),
        places in prop::collection::vec((1..26_u32, 0..8_u32), 1..6),
        text in proptest::sample::select(TEXTS.to_vec()),
    ) {
        let workbook = Workbook { sheets: vec![one] };
        let office = Office::new();
        let known = office.known();
        let mut corrections = Corrections::default();
        let mut quick = office.parse(&workbook, &corrections);
        for (row, column) in places {
            let rows = [("Một".to_owned(), row)];
            let what = CellEdit { rows: &rows, column, text };
            let taken = apply_edit(&mut quick, &workbook, &known, &corrections, &what);
            let cell = ("Một".to_owned(), row, column);
            corrections.cells.insert(cell, text.to_owned());
            let all = office.parse(&workbook, &corrections);
            if taken.is_some() {
                prop_assert_eq!(in_order(quick.clone()), in_order(all.clone()));
            }
            quick = all;
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[\\PC\n\t;,\"]{0,200}") {
        let _ = cchc::sheets::read_pasted(&text, "dán");
        let _ = cchc::sheets::read(text.as_bytes(), "a.csv");
    }
}
