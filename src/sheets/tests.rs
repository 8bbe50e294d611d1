//! Plain text in every form, and files that are something else. The formats of offices are read in
//! `tests/annexes`, from files that other programs have written.

use super::error::OldEncoding;
use super::workbook::Sheet;
use super::*;

fn table(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
    let workbook = read(bytes, "phụ lục.csv").unwrap();
    let [Sheet { rows, .. }] = workbook.sheets.as_slice() else {
        panic!("{workbook:?}");
    };
    rows.iter()
        .map(|row| {
            (
                row.number,
                row.cells.iter().map(|cell| cell.text.clone()).collect(),
            )
        })
        .collect()
}

#[test]
fn a_text_is_read_with_any_separator_and_in_any_unicode() {
    let rows = |separator: &str| {
        [
            "STT|Nhiệm vụ|Thời hạn",
            "1|\"Rà soát, đơn giản hóa; công bố\"|Quý II",
            "2|\"Khảo sát\nđo lường\"|30/6",
        ]
        .map(|row| row.replace('|', separator))
        .join("\r\n")
    };
    let want = vec![
        (1, vec!["STT".into(), "Nhiệm vụ".into(), "Thời hạn".into()]),
        (
            2,
            vec![
                "1".into(),
                "Rà soát, đơn giản hóa; công bố".into(),
                "Quý II".into(),
            ],
        ),
        (
            3,
            vec!["2".into(), "Khảo sát\nđo lường".into(), "30/6".into()],
        ),
    ];
    for separator in [",", ";", "\t"] {
        let text = rows(separator);
        let wide = |unit: fn(u16) -> [u8; 2], mark: [u8; 2]| -> Vec<u8> {
            mark.into_iter()
                .chain(text.encode_utf16().flat_map(unit))
                .collect()
        };
        for bytes in [
            text.clone().into_bytes(),
            format!("\u{FEFF}{text}").into_bytes(),
            wide(u16::to_le_bytes, [0xFF, 0xFE]),
            wide(u16::to_be_bytes, [0xFE, 0xFF]),
        ] {
            assert_eq!(table(&bytes), want, "{separator:?}");
        }
    }
}

#[test]
fn commas_of_sentences_separate_nothing_where_something_else_does() {
    let mut text = "STT;Nhiệm vụ;Chủ trì;Thời hạn\n".to_owned();
    for row in 1..=20 {
        // One in four has a semicolon more than the head.
        let lead = ["VP", "TTra", "KHTC", "Thanh tra Sở; VP"][row % 4];
        text += &format!("{row};Rà soát, đơn giản hóa, công bố thủ tục;{lead};Quý II\n");
    }
    let rows = table(text.as_bytes());
    assert_eq!(rows[0].1.len(), 4);
    assert_eq!(rows[1].1[1], "Rà soát, đơn giản hóa, công bố thủ tục");
}

#[test]
fn rows_are_counted_as_a_sheet_counts_them() {
    let text = "Phụ lục,\n\n\nSTT,Nhiệm vụ\n1,\"Rà soát\nthủ tục\"\n\n2,Công bố\n";
    let rows: Vec<u32> = table(text.as_bytes())
        .into_iter()
        .map(|(row, _)| row)
        .collect();
    assert_eq!(rows, [1, 4, 5, 7]);
}

#[test]
fn a_text_that_a_spreadsheet_would_compute_loses_its_guard_again() {
    let rows = table("a,'=1+1\nb,'+84 912,\n'tên',x".as_bytes());
    let texts: Vec<String> = rows.into_iter().flat_map(|(_, cells)| cells).collect();
    assert_eq!(texts, ["a", "=1+1", "b", "+84 912", "'tên'", "x"]);
}

#[test]
fn what_is_no_table_is_called_what_it_is() {
    let error_of = |name: &str, bytes: &[u8]| read(bytes, name).unwrap_err();
    assert_eq!(error_of("a.csv", b""), ReadError::Empty);
    assert_eq!(error_of("a.csv", b"\xEF\xBB\xBF \n\n"), ReadError::Empty);
    assert_eq!(
        error_of("a.pdf", b"%PDF-1.7"),
        ReadError::Unsupported(FileKind::Pdf)
    );
    let wrong = |named, is| ReadError::WrongExtension { named, is };
    assert_eq!(
        error_of("a.xlsx", b"%PDF-1.7"),
        wrong(FileKind::Xlsx, FileKind::Pdf)
    );
    assert_eq!(
        error_of("a.xls", b"<html><table>"),
        wrong(FileKind::Xls, FileKind::Html)
    );
    assert_eq!(
        error_of("a.xlsx", "STT,Nhiệm vụ".as_bytes()),
        wrong(FileKind::Xlsx, FileKind::Text)
    );
    assert_eq!(
        error_of("a", b"\x89PNG\r\n"),
        ReadError::Unsupported(FileKind::Picture)
    );
    assert_eq!(
        error_of("a.csv", b"STT;Nhi\xEAm v\xF2"),
        ReadError::NotUnicode
    );
    assert!(matches!(
        error_of("a.xlsx", b"PK\x03\x04\0\0"),
        ReadError::Damaged { .. }
    ));
    let long = "a,".repeat(limits::COLUMNS as usize);
    assert_eq!(read(long.as_bytes(), "a.csv").map(|_| ()), Ok(()));
    let long = format!("{long}b");
    assert_eq!(
        error_of("a.csv", long.as_bytes()),
        ReadError::LimitExceeded(Limit::Columns {
            row: 1,
            max: limits::COLUMNS
        })
    );
    let high = "a\n".repeat(limits::ROWS as usize + 1);
    assert_eq!(
        error_of("a.csv", high.as_bytes()),
        ReadError::LimitExceeded(Limit::Rows(limits::ROWS))
    );
}

#[test]
fn letters_from_before_unicode_are_recognised() {
    for (text, encoding) in [
        (
            "STT,NhiÖm vô\n1,C¶i c¸ch thñ tôc hµnh chÝnh t¹i ®¬n vÞ\n2,KÕ ho¹ch",
            OldEncoding::Tcvn3,
        ),
        (
            "STT,Nhieäm vuï\n1,Caûi caùch thuû tuïc haønh chính ñôn vò\n2,Keá hoaïch",
            OldEncoding::Vni,
        ),
        (
            "STT,Nhiá»‡m vá»¥\n1,Cáº£i cÃ¡ch thá»§ tá»¥c hÃ nh chÃ\u{AD}nh",
            OldEncoding::Garbled,
        ),
    ] {
        let found = read(text.as_bytes(), "a.csv");
        assert_eq!(found, Err(ReadError::OldEncoding(encoding)), "{text}");
    }
    let good = "STT,Nhiệm vụ\n1,Cải cách thủ tục hành chính «một cửa» – 100µm ®\n2,Kế hoạch";
    assert!(read(good.as_bytes(), "a.csv").is_ok());
    assert!(read_pasted("WBS\tTask title\n1\tPlan\n", "dán").is_ok());
}
