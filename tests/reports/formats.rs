//! The formats: measures of the Word file from its own XML, the Excel file read back by a reader of
//! another make, escaping, and the same bytes from the same report.

use crate::query;
use crate::support::{Office, lan, today};
use calamine::{Data, Reader, Xlsx};
use cchc::domain::period::PeriodKind;
use cchc::formats::text::MarkKind;
use cchc::formats::{FORMATS, by_ending, named, text};
use cchc::present::lang::Lang;
use cchc::present::text::width;
use cchc::report::document::{Document, TableValue};
use cchc::report::{ReportQuery, make};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

fn document(office: &Office, kind: PeriodKind, lang: Lang) -> Document {
    let query = ReportQuery {
        lang,
        ..query(kind, today(), today())
    };
    make(&office.store, &query).unwrap()
}

fn bytes(document: &Document, key: &str) -> Vec<u8> {
    named(key).unwrap().write(document).unwrap()
}

fn string(document: &Document, key: &str) -> String {
    String::from_utf8(bytes(document, key)).unwrap()
}

/// The parts of a Word file by name.
fn parts(docx: Vec<u8>) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        })
        .collect()
}

/// Every opened element is closed, in order, and no reference is unknown.
#[track_caller]
fn assert_well_formed(xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in xml.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').unwrap();
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') && !tag.starts_with(['?', '!']) {
            open.push(tag.split_whitespace().next().unwrap());
        }
        for reference in text.split('&').skip(1) {
            let known = ["amp;", "lt;", "gt;", "quot;", "#39;"];
            assert!(
                known.iter().any(|known| reference.starts_with(known)),
                "{text}"
            );
        }
    }
    assert_eq!(open, Vec::<&str>::new());
}

#[test]
fn the_word_file_has_the_measures_of_the_decree() {
    let office = Office::sample();
    for kind in [PeriodKind::Quarter, PeriodKind::Week] {
        let parts = parts(bytes(&document(&office, kind, Lang::Vi), "docx"));
        for part in [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/document.xml",
            "word/_rels/document.xml.rels",
            "word/styles.xml",
            "word/settings.xml",
            "word/header1.xml",
        ] {
            assert_well_formed(&parts[part]);
        }
        let body = &parts["word/document.xml"];
        let sections: Vec<&str> = body.split("<w:sectPr>").skip(1).collect();
        assert_eq!(sections.len(), 3);
        // A4 upright, then across; 20 mm above and below, 30 mm left, 15 mm right.
        assert!(sections[0].contains(r#"<w:pgSz w:w="11906" w:h="16838"/>"#));
        let across = r#"<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>"#;
        assert!(sections[1..].iter().all(|section| section.contains(across)));
        let margins = r#"<w:pgMar w:top="1133" w:right="850" w:bottom="1133" w:left="1700""#;
        assert!(
            sections.iter().all(|section| section.contains(margins)),
            "{body}"
        );
        // The text and each annex count their pages from one; the first bears no number.
        let counted = r#"<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>"#;
        assert!(sections.iter().all(|section| section.contains(counted)));
        let header = r#"<w:headerReference w:type="default" r:id="rId3"/>"#;
        assert!(sections.iter().all(|section| section.starts_with(header)));
        assert!(!body.contains("w:footerReference"));
        assert!(parts["word/header1.xml"].contains(" PAGE "));
        assert!(parts["word/styles.xml"].contains(r#"w:ascii="Times New Roman""#));
        assert!(parts["word/styles.xml"].contains(r#"<w:sz w:val="28"/>"#));
        assert!(parts["word/styles.xml"].contains(r#"<w:jc w:val="both"/>"#));
    }
}

/// The paragraphs that hold a text.
fn paragraphs_with<'x>(body: &'x str, text: &str) -> Vec<&'x str> {
    body.split("<w:p>").filter(|p| p.contains(text)).collect()
}

#[test]
fn the_rules_of_the_head_are_as_long_as_the_decree_asks() {
    let mut office = Office::sample();
    let long = "Sở Nông nghiệp và Phát triển nông thôn tỉnh Hà Tĩnh";
    for name in ["Sở Y tế", "Sở Khoa học và Công nghệ", long] {
        office.lan(office.set("report.office", name)).unwrap();
        let parts = parts(bytes(
            &document(&office, PeriodKind::Month, Lang::Vi),
            "docx",
        ));
        let body = &parts["word/document.xml"];
        // Twentieths of a point that each rule is set in on its sides.
        let rules: Vec<u32> = body
            .split("<w:pBdr>")
            .skip(1)
            .map(|rest| {
                let side = rest.split(r#"w:left=""#).nth(1).unwrap();
                side.split('"').next().unwrap().parse().unwrap()
            })
            .collect();
        let [office, motto, subject] = rules[..] else {
            panic!("{rules:?}");
        };
        // 68 mm and 97 mm for the columns of the head, 165 mm for the line of the text.
        let left = 3854 - 2 * office;
        assert!((300..=3854 / 2).contains(&left), "{name}: {left}");
        let right = 5502 - 2 * motto;
        assert!((3000..=5502).contains(&right), "{right}");
        let text = 9355 - 2 * subject;
        assert!((9355 / 5..=9355 / 2).contains(&text), "{text}");
    }
}

#[test]
fn the_word_file_has_the_parts_of_an_administrative_document_in_their_places() {
    let office = Office::sample();
    let parts = parts(bytes(
        &document(&office, PeriodKind::Month, Lang::Vi),
        "docx",
    ));
    let body = &parts["word/document.xml"];
    // The head is a table of two rows and two columns without rules.
    let head = body.split("</w:tbl>").next().unwrap();
    assert_eq!(head.matches("<w:tr>").count(), 2);
    assert_eq!(head.matches("<w:tc>").count(), 4);
    assert!(head.contains(r#"<w:insideV w:val="nil"/>"#));
    let mut from = 0;
    for text in [
        "UBND TỈNH HÀ TĨNH",
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số:       /BC-SKHCN",
        "DỰ THẢO",
        "Hà Tĩnh, ngày      tháng      năm 2021",
        ">BÁO CÁO<",
        "Kết quả công tác cải cách hành chính tháng 6 năm 2021",
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
        "II. KẾT QUẢ THỰC HIỆN",
        "III. ĐÁNH GIÁ CHUNG",
        "IV. PHƯƠNG HƯỚNG",
        "V. KIẾN NGHỊ, ĐỀ XUẤT",
        "./.",
        "Nơi nhận:",
        "- Lưu: VT, VP.",
        "GIÁM ĐỐC",
        "Đỗ Khoa Văn",
        "Phụ lục I",
        "Phụ lục II",
    ] {
        let at = body[from..].find(text);
        from += at.unwrap_or_else(|| panic!("{text} is missing or out of its place"));
    }
    // Each ruled table repeats its head.
    let ruled = body.matches(r#"<w:insideV w:val="single""#).count();
    assert_eq!(ruled, 5);
    assert_eq!(body.matches("<w:tblHeader/>").count(), ruled);
    // A lead-in stays with its list, and the last sentence with the signature.
    for text in ["Nhiệm vụ quá hạn:", "./."] {
        let found = paragraphs_with(body, text);
        assert!(!found.is_empty() && found.iter().all(|p| p.contains("<w:keepNext/>")));
    }
    // What a person must write stands on yellow.
    assert_eq!(body.matches(r#"<w:highlight w:val="yellow"/>"#).count(), 6);
}

#[test]
fn the_excel_file_is_read_back_with_its_types() {
    let office = Office::sample();
    let document = document(&office, PeriodKind::Quarter, Lang::Vi);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(&document, "xlsx"))).unwrap();
    assert_eq!(
        book.sheet_names(),
        ["Nhiệm vụ", "Số liệu", "So sánh", "Dữ liệu"]
    );
    use cchc::report::document::Block;
    let annex = document.annexes[0].blocks.clone();
    let [Block::Table(table), Block::Paragraph(abbreviations)] = &annex[..] else {
        panic!("{annex:?}");
    };
    let sheet = book.worksheet_range("Nhiệm vụ").unwrap();
    let rows: Vec<&[Data]> = sheet.rows().collect();
    let head = rows
        .iter()
        .position(|row| row[0] == Data::String("TT".to_owned()))
        .unwrap();
    for (row, cells) in table.rows.iter().zip(&rows[head + 1..]) {
        for (value, cell) in row.cells.iter().zip(cells.iter()) {
            match (value, cell) {
                (TableValue::Number(n), Data::Float(f)) => assert!((*n as f64 - f).abs() < 1e-9),
                (TableValue::Text(text), Data::String(read)) => assert_eq!(text, read),
                (TableValue::Text(text), Data::Empty) => assert_eq!(text, ""),
                (TableValue::Empty, Data::Empty) => {}
                (TableValue::Day(day), Data::DateTime(read)) => {
                    let since = *day - crate::support::day("1899-12-30");
                    assert!((read.as_f64() - since.num_days() as f64).abs() < 1e-9);
                }
                other => panic!("{other:?}"),
            }
        }
    }
    assert!(
        abbreviations.contains("CPĐV: Các phòng, đơn vị; "),
        "{abbreviations}"
    );
    assert_eq!(rows.last().unwrap()[0], Data::String(abbreviations.clone()));
    let figures = book.worksheet_range("Số liệu").unwrap();
    let total = figures
        .rows()
        .find(|row| row[0] == Data::String("Tổng cộng".to_owned()));
    assert_eq!(total.unwrap()[1], Data::Float(78.0));
    assert_eq!(total.unwrap()[10], Data::Float(0.244));
}

#[test]
fn the_excel_file_prints_on_paper_across_with_its_titles_on_each_page() {
    let office = Office::sample();
    let document = document(&office, PeriodKind::Month, Lang::Vi);
    let parts = parts(bytes(&document, "xlsx"));
    for sheet in ["sheet1", "sheet2", "sheet3", "sheet4"] {
        let xml = &parts[&format!("xl/worksheets/{sheet}.xml")];
        assert_well_formed(xml);
        assert!(xml.contains(r#"paperSize="9""#) && xml.contains(r#"orientation="landscape""#));
        assert!(
            xml.contains(r#"fitToHeight="0""#) && xml.contains("<pageSetUpPr fitToPage=\"1\"/>")
        );
        assert!(
            xml.contains("<oddHeader>&amp;C&amp;P</oddHeader>"),
            "{sheet}"
        );
        assert!(xml.contains("state=\"frozen\""), "{sheet}");
        // No width is left to the program that opens it.
        assert!(xml.matches("<col ").count() >= 2, "{sheet}");
    }
    // Long texts have rows that are high enough.
    let tasks = &parts["xl/worksheets/sheet1.xml"];
    assert!(tasks.matches("customHeight=\"1\"").count() > 40);
    let titles = "<definedName name=\"_xlnm.Print_Titles\"";
    assert_eq!(parts["xl/workbook.xml"].matches(titles).count(), 3);
}

#[test]
fn the_tasks_to_count_on_with_agree_with_the_figures() {
    let office = Office::sample();
    let document = document(&office, PeriodKind::Month, Lang::Vi);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(&document, "xlsx"))).unwrap();
    let figures = book.worksheet_range("Số liệu").unwrap();
    let total = figures
        .rows()
        .find(|row| row[0] == Data::String("Tổng cộng".to_owned()))
        .unwrap();
    let data = book.worksheet_range("Dữ liệu").unwrap();
    let heads: Vec<String> = data
        .rows()
        .next()
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    let count = |head: &str, word: &str| {
        let at = heads.iter().position(|known| known == head).unwrap();
        let rows = data.rows().skip(1);
        let is = rows.filter(|row| row[at] == Data::String(word.to_owned()));
        Data::Float(is.count() as f64)
    };
    for (column, head, word) in [
        (2, "Tiến độ hạn", "Xong đúng hạn"),
        (3, "Tiến độ hạn", "Xong quá hạn"),
        (6, "Tiến độ hạn", "Quá hạn"),
        (9, "Trạng thái", "Tạm dừng"),
    ] {
        assert_eq!(total[column], count(head, word), "{word}");
    }
    let dropped = count("Trạng thái", "Bãi bỏ");
    assert_eq!(dropped, Data::Float(1.0));
    assert_eq!(total[1], Data::Float(78.0));
    assert_eq!(data.height(), 1 + 78 + 1);
    let formulas = book.worksheet_formula("Dữ liệu").unwrap();
    assert_eq!(formulas.used_cells().count(), 0);
}

#[test]
fn text_from_a_plan_is_text_in_every_format() {
    let mut office = Office::sample();
    let evil = "=1+1|<script>alert('x')</script>&amp; **b** \u{1F600}";
    office
        .lan(office.edit("2.2-01", |text| text.title = evil.to_owned()))
        .unwrap();
    office.lan(office.note("2.2-01", "]]><x>")).unwrap();
    // Past the door, as a stranger's tool might write it.
    office.tamper(
        "UPDATE task SET product = '\u{1b}[31m' || char(10) || '=cmd()' WHERE code='2.2-01'",
    );
    let document = document(&office, PeriodKind::Month, Lang::Vi);
    let html = string(&document, "html");
    assert!(!html.contains("<script") && html.contains("&lt;script&gt;alert(&#39;x&#39;)"));
    assert!(!html.contains("http") && !html.contains("src="));
    let markdown = string(&document, "markdown");
    assert!(markdown.contains("=1+1\\|\\<script\\>"));
    for key in ["text", "markdown", "html"] {
        assert!(!string(&document, key).contains('\u{1b}'), "{key}");
    }
    assert_well_formed(&parts(bytes(&document, "docx"))["word/document.xml"]);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(&document, "xlsx"))).unwrap();
    let formulas = book.worksheet_formula("Nhiệm vụ").unwrap();
    assert_eq!(formulas.used_cells().count(), 0);
    let sheet = book.worksheet_range("Nhiệm vụ").unwrap();
    assert!(
        sheet
            .rows()
            .any(|row| row[2] == Data::String(evil.to_owned()))
    );
}

#[test]
fn html_is_one_page_with_every_element_closed() {
    let office = Office::sample();
    for kind in PeriodKind::ALL {
        let html = string(&document(&office, kind, Lang::Vi), "html");
        for name in [
            "table", "tr", "td", "th", "p", "ul", "li", "h2", "h3", "section",
        ] {
            let opened = html.matches(&format!("<{name}>")).count()
                + html.matches(&format!("<{name} ")).count();
            assert_eq!(
                opened,
                html.matches(&format!("</{name}>")).count(),
                "{name}"
            );
        }
        assert!(html.starts_with("<!DOCTYPE html>") && html.ends_with("</html>\n"));
        // Blanks that the clerk fills stay blank, and tables have their columns on paper too.
        assert!(html.contains("Số:       /BC-SKHCN") && html.contains("white-space:pre-wrap"));
        let columns = html.matches("<col style=").count();
        assert_eq!(columns, html.matches("<th>").count());
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let office = Office::sample();
    for kind in PeriodKind::ALL {
        for lang in [Lang::Vi, Lang::En] {
            for format in FORMATS {
                let first = bytes(&document(&office, kind, lang), format.key);
                let second = bytes(&document(&office, kind, lang), format.key);
                assert!(first == second, "{kind:?} {}", format.key);
            }
        }
    }
}

#[test]
fn text_fits_into_the_columns_that_there_are() {
    let office = Office::sample();
    for kind in [PeriodKind::Week, PeriodKind::Year] {
        let document = document(&office, kind, Lang::Vi);
        for columns in [18, 25, 38, 40, 60, 80, 100, 120, 200] {
            for line in text::lines(&document, columns) {
                assert!(width(&line) <= columns, "{columns}: {line}");
                assert_eq!(line, line.trim_end());
            }
        }
    }
}

#[test]
fn a_laid_out_text_knows_the_lines_of_its_headings_and_places() {
    let office = Office::sample();
    let document = document(&office, PeriodKind::Month, Lang::Vi);
    for columns in [38, 78, 118] {
        let laid = text::lay_out(&document, columns);
        let first = |kind: fn(&MarkKind) -> bool| -> Vec<&str> {
            let marks = laid.marks.iter().filter(|mark| kind(&mark.kind));
            marks
                .map(|mark| laid.lines[mark.rows.start].trim())
                .collect()
        };
        let titles = first(|kind| matches!(kind, MarkKind::Title));
        assert_eq!(titles, ["BÁO CÁO", "Phụ lục I", "Phụ lục II"]);
        let headings = first(|kind| matches!(kind, MarkKind::Heading(1)));
        assert_eq!(headings.len(), 5, "{headings:?}");
        assert!(headings[4].starts_with("V. KIẾN NGHỊ"));
        let places = first(|kind| matches!(kind, MarkKind::Place(_, false)));
        assert_eq!(places.len(), 6);
        assert!(places.iter().all(|line| line.starts_with("[Viết:")));
    }
}

#[test]
fn an_english_report_has_no_vietnamese_sentence_of_its_own() {
    let office = Office::plan_2021();
    for kind in PeriodKind::ALL {
        let lines = text::lines(&document(&office, kind, Lang::En), 160).join("\n");
        for word in [
            "nhiệm vụ",
            "Nhiệm vụ",
            "hạn",
            "Trong kỳ",
            "Không",
            "Viết",
            "ngày",
            "kỳ trước",
        ] {
            // The plan's own texts stay as they are.
            let own = lines
                .lines()
                .filter(|line| line.contains(word) && !line.contains('│'));
            let own: Vec<_> = own
                .filter(|line| !line.starts_with("- ") && !line.starts_with("  "))
                .collect();
            assert_eq!(own, Vec::<&str>::new(), "{word}");
        }
    }
}

#[test]
fn formats_are_found_by_name_and_by_ending() {
    for format in FORMATS {
        assert_eq!(named(format.key).unwrap().key, format.key);
        let path = format!("báo cáo.{}", format.ending.to_uppercase());
        assert_eq!(by_ending(path.as_ref()).unwrap().key, format.key);
    }
    assert!(named("pdf").is_none() && by_ending("x.pdf".as_ref()).is_none());
    let _ = lan();
}
