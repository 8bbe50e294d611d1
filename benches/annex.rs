//! An annex of ten thousand rows: read, understood, compared.
#![allow(clippy::unwrap_used, missing_docs)]

use cchc::annex::compare::{PlanTask, compare};
use cchc::annex::parsed::{Corrections, ParsedAnnex};
use cchc::annex::{PlanContext, parse};
use cchc::domain::deadline::{DeadlineRules, WordingOrigin};
use cchc::domain::ids::UnitId;
use cchc::domain::unit::{Unit, UnitKind};
use cchc::sheets::read;
use cchc::sheets::workbook::Workbook;
use rust_xlsxwriter::{ExcelDateTime, Format};

const ROWS: u32 = 10_000;

fn main() {
    divan::main();
}

/// The bytes of an Excel file.
fn file() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let month = Format::new().set_num_format("m/yyyy");
    let sheet = book.add_worksheet();
    let head = [
        "STT",
        "Nhiệm vụ",
        "Đơn vị chủ trì",
        "Đơn vị phối hợp",
        "Sản phẩm",
        "Thời hạn",
        "Ghi chú",
    ];
    for (column, text) in (0..).zip(head) {
        sheet.write(0, column, text).unwrap();
    }
    for row in 1..=ROWS {
        let text = format!(
            "Rà soát, đơn giản hóa và công bố thủ tục hành chính nội bộ số {row} trong phạm vi quản lý của ngành"
        );
        let at = row as usize;
        sheet.write(row, 0, row).unwrap();
        sheet.write(row, 1, text).unwrap();
        sheet
            .write(
                row,
                2,
                [
                    "VP",
                    "Phòng Kế hoạch - Tài chính",
                    "Thanh tra Sở; VP",
                    "Sở Lạ",
                ][at % 4],
            )
            .unwrap();
        sheet.write(row, 3, "Các phòng, đơn vị; VP").unwrap();
        sheet.write(row, 4, format!("Báo cáo số {row}")).unwrap();
        match ["Quý II", "30/6/2027", "Hằng quý", "Thường xuyên", ""][at % 5] {
            "" => sheet
                .write_with_format(
                    row,
                    5,
                    ExcelDateTime::from_ymd(2027, 12, 1).unwrap(),
                    &month,
                )
                .unwrap(),
            wording => sheet.write(row, 5, wording).unwrap(),
        };
    }
    book.save_to_buffer().unwrap()
}

fn units() -> Vec<Unit> {
    let unit = |id, abbreviation: &str, name: &str| Unit {
        id: UnitId(id),
        abbreviation: abbreviation.to_owned(),
        name: name.to_owned(),
        name_en: None,
        kind: UnitKind::Division,
        years: Default::default(),
        aliases: Vec::new(),
    };
    vec![
        unit(1, "VP", "Văn phòng Sở"),
        unit(2, "KHTC", "Phòng Kế hoạch - Tài chính"),
        unit(3, "TTra", "Thanh tra Sở"),
    ]
}

fn understood(workbook: &Workbook) -> ParsedAnnex {
    let units = units();
    let known = PlanContext {
        rules: DeadlineRules {
            year: 2027,
            reading: WordingOrigin::Document,
            before_is_strict: true,
        },
        issued_on: None,
        units: &units,
        merged: &[],
        areas: &[],
        sections: &[],
    };
    parse(workbook, &known, &Corrections::default())
}

fn plan(understood: &ParsedAnnex) -> Vec<PlanTask> {
    let tasks = (1..).zip(&understood.tasks).map(|(at, task)| PlanTask {
        code: format!("2.1-{at:02}"),
        title: task.title.clone(),
        text: task.text.clone(),
        lead: task.lead.clone(),
        deadline: task.due.wording.clone(),
        ..PlanTask::default()
    });
    tasks.collect()
}

#[divan::bench]
fn read_ten_thousand_rows(bencher: divan::Bencher) {
    let bytes = file();
    bencher.bench(|| read(&bytes, "a.xlsx").unwrap());
}

#[divan::bench]
fn understand_ten_thousand_rows(bencher: divan::Bencher) {
    let workbook = read(&file(), "a.xlsx").unwrap();
    bencher.bench(|| understood(&workbook));
}

#[divan::bench]
fn compare_ten_thousand_rows(bencher: divan::Bencher) {
    let understood = understood(&read(&file(), "a.xlsx").unwrap());
    let plan = plan(&understood);
    bencher.bench(|| compare(&understood.tasks, &plan));
}
