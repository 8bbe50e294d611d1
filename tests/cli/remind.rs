//! What is overdue and soon due, in a line for the login message, as a message to a unit and as the
//! letter that an office sends.

use crate::support::shell::Shell;
use std::io::Read;

#[test]
fn a_line_says_what_is_due_and_nothing_where_all_is_well() {
    let shell = Shell::sample();
    let before = shell.bytes();
    assert_eq!(
        shell.run("due --lang vi").ok(),
        "7 quá hạn, 4 đến hạn trong 7 ngày tới\n"
    );
    assert_eq!(
        shell.run("due --lang en").ok(),
        "7 overdue, 4 due in the next 7 days\n"
    );
    assert_eq!(
        shell.run("due --unit văn_phòng --lang vi").ok(),
        "4 quá hạn\n"
    );
    assert_eq!(shell.run("due --today 1/1/2021").ok(), "");
    assert!(shell.run("due --unit XYZ").failed(3).contains("XYZ"));
    assert_eq!(shell.bytes(), before);
}

#[test]
fn a_line_counts_what_the_list_counts() {
    let shell = Shell::sample();
    for unit in ["VP", "KHTC", "TTra", "TĐC"] {
        let listed = |due| {
            let line = format!("list --due {due} --unit {unit} --format csv");
            shell.run(&line).out.lines().count().saturating_sub(1)
        };
        let (overdue, soon) = (listed("overdue"), listed("soon"));
        let text = shell.run(&format!("due --unit {unit} --lang en")).out;
        assert_eq!(text.contains(&format!("{overdue} overdue")), overdue > 0);
        assert_eq!(text.contains(&format!("{soon} due in")), soon > 0, "{text}");
    }
}

#[test]
fn a_unit_is_reminded_by_a_message_to_paste() {
    let shell = Shell::sample();
    let text = shell.run("remind --unit KHTC --lang vi").ok();
    insta::assert_snapshot!("message_vi", text);
    let text = shell.run("remind --unit KHTC --lang en").ok();
    insta::assert_snapshot!("message_en", text);
}

#[test]
fn with_nothing_due_a_person_gets_a_message_and_cron_gets_none() {
    let shell = Shell::sample();
    let text = shell
        .run("remind --unit KHTC --today 1/1/2021 --lang vi")
        .ok();
    assert!(text.ends_with("không có nhiệm vụ nào quá hạn hoặc đến hạn trong 7 ngày tới.\n"));
    assert_eq!(
        shell.run("remind --all --due-in 1 --today 1/1/2021").ok(),
        ""
    );
    // Neither is a file made.
    shell
        .run("remind --unit VP --today 1/1/2021 -o vp.docx")
        .ok();
    assert!(!shell.path().join("vp.docx").exists());
    assert!(shell.run("remind").failed(2).contains("--all"));
}

#[test]
fn only_what_is_due_in_exactly_so_many_days_is_for_cron() {
    let shell = Shell::sample();
    let listed = shell
        .run("list --due 2021-06-13..2021-06-14 --state not_started,in_progress --format json")
        .ok();
    let rows: Vec<serde_json::Value> = serde_json::from_str(&listed).unwrap();
    assert!(!rows.is_empty());
    let text = shell.run("remind --all --due-in 2,3 --lang vi").ok();
    for row in rows {
        let code = row["code"].as_str().unwrap();
        assert!(text.contains(code), "{code}: {text}");
    }
    assert!(!text.contains("quá hạn"), "{text}");
    let late = shell.run("remind --all --due-in 400").failed(2);
    assert!(late.contains("400"), "{late}");
}

/// A part of a Word file.
fn part(path: &std::path::Path) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut xml = String::new();
    let mut part = archive.by_name("word/document.xml").unwrap();
    part.read_to_string(&mut xml).unwrap();
    xml
}

#[test]
fn the_letter_is_a_letter_and_no_report() {
    let shell = Shell::sample();
    let text = shell.run("remind --unit VP -o vp.docx --lang vi").ok();
    assert_eq!(text, "Đã lưu văn bản đôn đốc VP vào “vp.docx”.\n");
    let xml = part(&shell.path().join("vp.docx"));
    let at = |words: &str| xml.find(words).unwrap_or_else(|| panic!("{words}: {xml}"));
    let order = [
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "/SKHCN-VP",
        "V/v đôn đốc thực hiện nhiệm vụ cải cách hành chính năm 2021",
        "Hà Tĩnh, ngày",
        "Kính gửi: Văn phòng Sở.",
        "Số liệu minh họa",
        "Nhiệm vụ quá hạn",
        "[Viết: ngày báo cáo]",
        "- Như trên;",
        "- Lưu: VT, VP.",
    ]
    .map(at);
    assert!(order.is_sorted(), "{order:?}");
    assert!(!xml.contains("BÁO CÁO"), "{xml}");
    assert!(
        shell
            .run("remind --unit VP -o vp.docx")
            .failed(5)
            .contains("--force")
    );
    shell.run("remind --unit VP -o vp.docx --force").ok();
    let refused = shell.run("remind --unit VP -o vp.xlsx").failed(2);
    assert!(refused.contains("Excel"), "{refused}");
}

#[test]
fn each_unit_gets_a_file_of_its_own_and_nothing_is_written_over() {
    let shell = Shell::sample();
    let text = shell.run("remind --all -o don-doc/ --lang vi").ok();
    let units = text.lines().count();
    assert!(units > 2, "{text}");
    let folder = shell.path().join("don-doc");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), units);
    assert!(folder.join("don-doc-vp-2021-06-11.docx").exists());
    shell.run("remind --all -o cv.md").ok();
    let letter = std::fs::read_to_string(shell.path().join("cv-khtc.md")).unwrap();
    assert!(letter.contains("Kính gửi: Phòng Kế hoạch"), "{letter}");
    std::fs::remove_file(shell.path().join("cv-vp.md")).unwrap();
    shell.run("remind --all -o cv.md").failed(5);
    assert!(!shell.path().join("cv-vp.md").exists());
}

#[test]
fn units_of_like_names_get_files_of_their_own_or_none_at_all() {
    let shell = Shell::sample();
    for (unit, code) in [("P.CN", "2.1-06"), ("P-CN", "2.3.1-01")] {
        let args = [
            "units",
            "add",
            unit,
            "--name",
            &format!("Phòng Công nghệ {unit}"),
        ];
        shell.args(&args).ok();
        shell.args(&["edit", code, "--lead", unit]).ok();
    }
    shell.run("remind --all -o cv.md").ok();
    for (file, unit) in [("cv-p-cn.md", "P-CN"), ("cv-p-cn-2.md", "P.CN")] {
        let letter = std::fs::read_to_string(shell.path().join(file)).unwrap();
        assert!(
            letter.contains(&format!("Phòng Công nghệ {unit}")),
            "{file}: {letter}"
        );
    }
    let folder = shell.path().join("đã-có");
    std::fs::create_dir_all(folder.join("don-doc-vp-2021-06-11.docx")).unwrap();
    let refused = shell.run("remind --all -o đã-có --force").failed(5);
    assert!(refused.contains("là thư mục"), "{refused}");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    let refused = shell.run("remind --unit VP -o đã-có").failed(5);
    assert!(refused.contains("là thư mục"), "{refused}");
}

#[test]
fn several_letters_are_not_printed_below_each_other() {
    let shell = Shell::sample();
    for format in ["html", "markdown"] {
        let refused = shell
            .run(&format!("remind --all --format {format}"))
            .failed(2);
        assert!(refused.contains("-o "), "{refused}");
    }
    let letter = shell.run("remind --unit VP --format markdown").ok();
    assert!(letter.contains("Kính gửi: Văn phòng Sở"), "{letter}");
}

#[test]
fn a_letter_names_the_decision_by_which_the_plan_was_issued() {
    let shell = Shell::sample();
    shell.run("plan --kind decision --number 12/QĐ-SKHCN").ok();
    for (lang, words) in [
        (
            "vi",
            "ban hành kèm theo Quyết định số 12/QĐ-SKHCN, tính đến",
        ),
        ("en", "issued with Decision no. 12/QĐ-SKHCN, as of"),
    ] {
        let letter = shell
            .run(&format!("remind --unit VP --format markdown --lang {lang}"))
            .ok();
        assert!(letter.contains(words), "{letter}");
    }
}

#[test]
fn one_task_is_not_spoken_of_as_several() {
    let shell = Shell::sample();
    shell.run("units add MỘT --name Phòng_Một").ok();
    shell.run("edit 2.3.1-01 --lead MỘT").ok();
    let text = shell.run("remind --unit MỘT --lang en").ok();
    assert!(text.contains("you lead 1 overdue task:"), "{text}");
    assert!(text.contains("Please complete it, "), "{text}");
}
