//! What reports say in words: passages that come and go with what is known, and what a report set
//! against the period before tells of the units.

use crate::support::{Office, day, lan, today};
use crate::{query, tables};
use cchc::domain::change::Change;
use cchc::domain::day::Day;
use cchc::domain::note::NoteKind;
use cchc::domain::period::PeriodKind;
use cchc::domain::task::Hold;
use cchc::domain::unit::UnitScope;
use cchc::formats::text;
use cchc::present::lang::Lang;
use cchc::report::document::{Document, Table, TableRowKind};
use cchc::report::{ReportQuery, make};
use cchc::store::Stamp;

fn report(office: &Office, kind: PeriodKind, at: Day, lang: Lang) -> Document {
    let query = ReportQuery {
        lang,
        ..query(kind, at, today())
    };
    make(&office.store, &query).unwrap()
}

fn lines(document: &Document) -> Vec<String> {
    text::lines(document, 400)
}

/// The lines between one that holds a text and the first that is no item of a list.
fn list_below<'l>(lines: &'l [String], lead_in: &str) -> Vec<&'l str> {
    let at = lines.iter().position(|line| line.contains(lead_in));
    let below = lines[at.unwrap_or_else(|| panic!("no {lead_in}")) + 1..].iter();
    let items = below.take_while(|line| line.starts_with("- "));
    items.map(String::as_str).collect()
}

#[test]
fn lists_end_in_a_full_stop() {
    let office = Office::sample();
    for kind in PeriodKind::ALL {
        let lines = lines(&report(&office, kind, today(), Lang::Vi));
        let end = lines.iter().position(|line| line.ends_with("./.")).unwrap();
        for (at, line) in lines[..end].iter().enumerate() {
            if line.starts_with("- ") && !lines[at + 1].starts_with("- ") {
                assert!(line.ends_with(['.', '?', '!']), "{kind:?}: {line}");
            }
        }
    }
}

#[test]
fn a_week_names_each_task_of_the_next_week_once() {
    let office = Office::sample();
    let lines = lines(&report(&office, PeriodKind::Week, today(), Lang::Vi));
    let end = lines.iter().position(|line| line.ends_with("./.")).unwrap();
    let of_next_week = |line: &&String| line.contains("hạn 15/06/2021");
    let found: Vec<&String> = lines[..end].iter().filter(of_next_week).collect();
    assert_eq!(found.len(), 2, "{found:?}");
    let from = lines
        .iter()
        .position(|line| line.starts_with("VII."))
        .unwrap();
    let below = lines[from..end].iter().filter(of_next_week).count();
    assert_eq!(below, 2, "unit by unit, under their own heading");
}

#[test]
fn a_monthly_report_names_paused_tasks_and_ongoing_ones_without_a_note() {
    let mut office = Office::plan_2021();
    for change in [
        office.hold(
            "2.4-04",
            Some(Hold::Dropped),
            Some("Giai đoạn 2016-2020 đã kết thúc."),
        ),
        office.hold("2.6-03", Some(Hold::Paused), Some("chờ nghị định mới")),
        office.set_deadline("2.2-01", "Thường xuyên"),
        office.set_deadline("2.2-02", "Thường xuyên"),
        office.note("2.2-02", "Đã kiểm tra 3 văn bản."),
    ] {
        office.lan(change).unwrap();
    }
    let june = lines(&report(&office, PeriodKind::Month, today(), Lang::Vi));
    let held = list_below(&june, "Nhiệm vụ tạm dừng, bãi bỏ:");
    assert!(held[0].starts_with("- 2.6-03 "), "{held:?}");
    assert!(
        held[0].ends_with("tạm dừng (chờ nghị định mới);"),
        "{held:?}"
    );
    assert!(
        held[1].ends_with("bãi bỏ (Giai đoạn 2016-2020 đã kết thúc)."),
        "{held:?}"
    );
    let ongoing_line = |lines: &[String]| {
        let line = lines
            .iter()
            .find(|line| line.contains("nhiệm vụ thường xuyên"));
        line.cloned().unwrap_or_default()
    };
    assert!(ongoing_line(&june).contains("2.2-01") && !ongoing_line(&june).contains("2.2-02"));
    // In July nobody has written about that one either.
    office
        .store
        .apply(
            &[office.note("2.2-01", "Góp ý 2 dự thảo.")],
            &Stamp {
                day: day("2021-07-01"),
                ..lan()
            },
        )
        .unwrap();
    let query = ReportQuery {
        compare: false,
        ..query(PeriodKind::Month, day("2021-07-01"), day("2021-08-01"))
    };
    let july = lines(&make(&office.store, &query).unwrap());
    assert!(ongoing_line(&july).contains("2.2-02") && !ongoing_line(&july).contains("2.2-01"));
}

#[test]
fn another_office_s_report_names_that_office_alone() {
    let mut office = Office::sample();
    office
        .lan(office.set("report.office", "Sở Nội vụ tỉnh Quảng Bình"))
        .unwrap();
    let all = |document: &Document| format!("{document:?}");
    for kind in [PeriodKind::Week, PeriodKind::Month] {
        let document = report(&office, kind, today(), Lang::Vi);
        let message = format!("{:?}{:?}", document.head, document.foot);
        assert!(
            !message.contains("Hà Tĩnh") && !message.contains("HÀ TĨNH"),
            "{message}"
        );
        assert!(message.contains("UBND TỈNH QUẢNG BÌNH"), "{message}");
        assert!(message.contains("[Viết: nơi nhận]"), "{message}");
        assert!(!message.contains("Đỗ Khoa Văn"), "{message}");
        let reference = &document.annexes[0].reference;
        assert!(
            reference.ends_with("của Sở Nội vụ tỉnh Quảng Bình)"),
            "{reference}"
        );
        assert!(!all(&document).contains("KH&CN Hà Tĩnh"));
    }
    assert_eq!(office.plan().issuer_short, "Sở Nội vụ tỉnh Quảng Bình");
    // The short name is the office's to choose.
    office
        .lan(office.set("report.office-short", "SNV Quảng Bình"))
        .unwrap();
    let document = report(&office, PeriodKind::Month, today(), Lang::Vi);
    assert!(
        document.annexes[0]
            .reference
            .ends_with("của SNV Quảng Bình)")
    );
    assert_eq!(office.plan().issuer_short, "SNV Quảng Bình");
}

#[test]
fn recipients_are_those_of_the_plan_s_own_document() {
    let mut office = Office::sample();
    let recipients = |office: &Office| {
        report(office, PeriodKind::Month, today(), Lang::Vi)
            .foot
            .recipients
    };
    assert_eq!(
        recipients(&office),
        [
            "- UBND tỉnh (b/c);",
            "- Sở Nội vụ, Sở TT&TT;",
            "- Ban GĐ Sở;",
            "- Các phòng, đơn vị;",
            "- Lưu: VT, VP.",
        ]
    );
    office
        .lan(office.set("report.recipients", "UBND tỉnh"))
        .unwrap();
    assert_eq!(recipients(&office), ["- UBND tỉnh;", "- Lưu: VT, VP."]);
}

#[test]
fn a_unit_is_named_whole_where_it_is_named_first() {
    let office = Office::sample();
    let text = lines(&report(&office, PeriodKind::Month, today(), Lang::Vi)).join(" ");
    let body = text.split("Nơi nhận").next().unwrap();
    for (short, whole) in [
        ("VP", "Văn phòng Sở"),
        ("KHTC", "Phòng Kế hoạch - Tài chính"),
    ] {
        let first = body.find(&format!("({short}")).unwrap();
        assert!(
            body[first..].starts_with(&format!("({short}: {whole})")),
            "{short}"
        );
        assert_eq!(body.matches(&format!("({short}: ")).count(), 1, "{short}");
    }
    assert!(!body.contains("TLKC") && !body.contains("xong ngày"));
}

#[test]
fn the_file_copy_comes_last_in_the_office_s_own_words() {
    let mut office = Office::sample();
    for (kept, printed) in [
        (
            "UBND tỉnh\nSở Nội vụ",
            vec!["- UBND tỉnh;", "- Sở Nội vụ;", "- Lưu: VT, VP."],
        ),
        (
            "- UBND tỉnh (b/c);\n- Lưu: VT, CCHC.\nSở Nội vụ",
            vec!["- UBND tỉnh (b/c);", "- Sở Nội vụ;", "- Lưu: VT, CCHC."],
        ),
    ] {
        office.lan(office.set("report.recipients", kept)).unwrap();
        let made = report(&office, PeriodKind::Month, today(), Lang::Vi);
        assert_eq!(made.foot.recipients, printed);
    }
}

/// The table of units against the period before.
fn compared(document: &Document) -> &Table {
    let found = tables(document).find(|table| table.columns.len() == 9);
    found.unwrap()
}

#[test]
fn a_comparison_shows_each_unit_beside_the_period_before() {
    let office = Office::sample();
    let may = compared(&report(
        &office,
        PeriodKind::Month,
        day("2021-05-10"),
        Lang::Vi,
    ))
    .clone();
    let june = compared(&report(&office, PeriodKind::Month, today(), Lang::Vi)).clone();
    assert!(
        june.caption.ends_with("(tháng 5 năm 2021)"),
        "{}",
        june.caption
    );
    for row in &june.rows {
        let unit = may.rows.iter().find(|other| other.cells[0] == row.cells[0]);
        let Some(unit) = unit else { continue };
        // What stood in May's own report stands in June's as the period before.
        for (now, before) in [(1, 2), (3, 4), (5, 6), (7, 8)] {
            assert_eq!(unit.cells[now], row.cells[before], "{:?}", row.cells[0]);
        }
    }
    let total = june.rows.last().unwrap();
    assert_eq!(total.kind, TableRowKind::Total);
    for column in [1, 2, 5, 6, 7, 8] {
        let number = |row: &cchc::report::document::TableRow| {
            let text = row.cells[column].text(Lang::Vi);
            text.parse::<i64>().unwrap()
        };
        let items = june
            .rows
            .iter()
            .filter(|row| row.kind == TableRowKind::Item);
        assert_eq!(items.map(number).sum::<i64>(), number(total), "{column}");
    }
    let query = ReportQuery {
        compare: false,
        lang: Lang::En,
        ..query(PeriodKind::Month, today(), today())
    };
    let alone = make(&office.store, &query).unwrap();
    assert!(tables(&alone).all(|table| table.columns.len() != 9));
}

#[test]
fn proposals_and_difficulties_are_quoted_from_the_notes() {
    let mut office = Office::plan_2021();
    for (kind, body) in [
        (NoteKind::Proposal, "Đề nghị bổ sung kinh phí"),
        (NoteKind::Difficulty, "Thiếu máy quét.\nChưa có người thay"),
    ] {
        office
            .lan(Change::AddNote {
                task: office.id("2.2-01"),
                kind,
                body: body.to_owned(),
                answers: None,
            })
            .unwrap();
    }
    let lines = lines(&report(&office, PeriodKind::Quarter, today(), Lang::Vi));
    let proposals = list_below(&lines, "V. KIẾN NGHỊ, ĐỀ XUẤT");
    assert!(proposals[0].ends_with("(11/06/2021): Đề nghị bổ sung kinh phí."));
    let stuck = list_below(&lines, "Khó khăn, vướng mắc chưa được trả lời:");
    assert!(
        stuck[0].ends_with("Thiếu máy quét. Chưa có người thay."),
        "{stuck:?}"
    );
}

#[test]
fn a_period_before_the_plan_s_year_is_not_compared_with() {
    let office = Office::sample();
    for (kind, at, compared) in [
        (PeriodKind::Year, "2021-06-11", false),
        (PeriodKind::NineMonths, "2021-06-11", false),
        (PeriodKind::HalfYear, "2021-06-11", false),
        (PeriodKind::HalfYear, "2021-06-15", true),
        (PeriodKind::Month, "2021-01-10", false),
        (PeriodKind::Month, "2021-01-15", true),
        (PeriodKind::Week, "2021-01-04", true),
    ] {
        let made = report(&office, kind, day(at), Lang::Vi);
        let message = lines(&made)
            .iter()
            .any(|line| line.contains("không có số liệu để so sánh"));
        let tables = tables(&made).filter(|t| [4, 9].contains(&t.columns.len()));
        assert_eq!(
            tables.count(),
            if compared { 2 } else { 0 },
            "{kind:?} {at}"
        );
        assert_eq!(message, !compared, "{kind:?} {at}");
    }
}

#[test]
fn what_nobody_leads_can_be_reported_alone() {
    let office = Office::sample();
    let query = ReportQuery {
        unit: UnitScope::Unassigned,
        compare: false,
        ..query(PeriodKind::Month, today(), today())
    };
    let made = make(&office.store, &query).unwrap();
    let subject = made.head.subject.last().unwrap();
    assert_eq!(subject, "Nhiệm vụ chưa giao đơn vị chủ trì");
    let groups: Vec<String> = made.annexes[0]
        .blocks
        .iter()
        .flat_map(|block| match block {
            cchc::report::document::Block::Table(table) => table.rows.clone(),
            _ => Vec::new(),
        })
        .filter(|row| row.kind == TableRowKind::Group)
        .map(|row| row.cells[0].text(Lang::Vi))
        .collect();
    assert_eq!(groups, ["Chưa giao đơn vị chủ trì (6)"]);
}

#[test]
fn what_was_recorded_later_names_its_period_without_a_second_word_for_it() {
    for (wording, first, second) in [
        ("Hằng tuần", "tuần 28/12–03/01", "tuần 04/01–10/01"),
        ("Hằng quý", "Quý I", "Quý II"),
        ("6 tháng", "6 tháng đầu năm", "6 tháng cuối năm"),
    ] {
        let mut office = Office::plan_2021();
        office.lan(office.set_deadline("2.2-01", wording)).unwrap();
        for _ in 0..2 {
            office.lan(office.complete("2.2-01", "2021-05-12")).unwrap();
        }
        let may = report(&office, PeriodKind::Month, day("2021-05-01"), Lang::Vi);
        let lines = lines(&may);
        let found = list_below(&lines, "được ghi nhận sau ngày 14/05/2021");
        assert_eq!(found.len(), 2, "{found:?}");
        for (line, period) in found.iter().zip([first, second]) {
            let end = format!(": {period}, hoàn thành ngày 12/05/2021");
            assert!(line.contains(&end), "{line}: {period}");
        }
    }
}

#[test]
fn an_english_report_names_the_difference_to_the_period_before() {
    let office = Office::sample();
    let report = report(&office, PeriodKind::Month, today(), Lang::En);
    let titles: Vec<Vec<&str>> = tables(&report)
        .map(|table| table.columns.iter().map(|column| &*column.title).collect())
        .collect();
    let compared = ["Figure", "This period", "Before", "Difference"];
    assert!(
        titles.iter().any(|titles| titles == &compared),
        "{titles:?}"
    );
}
