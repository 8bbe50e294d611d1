//! `cchc report` as it is used: command in, file or text out; what is refused, and in which words.

use crate::support::shell::Shell;
use std::os::unix::fs::{PermissionsExt, symlink};

#[test]
fn a_report_goes_to_the_output_or_into_a_file_of_the_ending_s_format() {
    let shell = Shell::sample();
    let text = shell.run("report --period month --compare").ok();
    assert!(
        text.contains("Trong kỳ hoàn thành 04, kỳ trước 04;"),
        "{text}"
    );
    assert!(
        text.lines()
            .all(|line| cchc::present::text::width(line) <= 100)
    );
    for (ending, begins) in [
        ("txt", &b"D\xE1\xBB\xB0 TH\xE1\xBA\xA2O"[..]),
        ("md", b"**D"),
        ("html", b"<!DOCTYPE html>"),
        ("docx", b"PK\x03\x04"),
        ("xlsx", b"PK\x03\x04"),
    ] {
        let line = format!("report --period quarter -o bc.{ending}");
        let message = shell.run(&line).ok();
        let expected =
            format!("Đã lưu báo cáo quý II năm 2021 vào “bc.{ending}”; còn 6 chỗ chưa viết.\n");
        assert_eq!(message, expected);
        let path = shell.path().join(format!("bc.{ending}"));
        let made = std::fs::read(&path).unwrap();
        assert!(made.starts_with(begins), "{ending}");
        let mode = path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600);
    }
    // A name without an ending promises nothing, and nothing is left beside what was saved.
    shell
        .run("report --period year --format markdown -o nam.2021")
        .ok();
    let made = std::fs::read_to_string(shell.path().join("nam.2021")).unwrap();
    assert!(made.contains("# BÁO CÁO"));
    let left = shell.path().read_dir().unwrap();
    assert!(left.into_iter().all(|entry| {
        let name = entry.unwrap().file_name().into_string().unwrap();
        !name.starts_with(".cchc")
    }));
    let english = shell.run("--lang en report --period week").ok();
    assert!(english.contains("I. OVERVIEW"), "{english}");
}

#[test]
fn a_file_is_what_its_name_says() {
    let shell = Shell::sample();
    for (format, name, fitting) in [
        ("docx", "bao-cao.txt", "bao-cao.docx"),
        ("md", "thang 6.DOCX", "thang 6.md"),
        ("text", "x.pdf", "x.txt"),
    ] {
        let wish = [
            "report", "--period", "month", "--format", format, "-o", name,
        ];
        let output = shell.args(&wish).failed(2);
        assert!(output.contains(&format!("“{name}”")), "{output}");
        assert!(output.contains(fitting), "{output}");
        assert!(!shell.path().join(name).exists());
    }
    for (format, begins) in [("txt", "DỰ THẢO"), ("md", "**DỰ THẢO**")] {
        let made = shell
            .run(&format!("report --period month --format {format}"))
            .ok();
        assert!(made.starts_with(begins), "{made}");
    }
}

#[test]
fn nothing_is_written_over_without_leave_and_never_through_a_link() {
    let shell = Shell::sample();
    let file = shell.path().join("bc.txt");
    std::fs::write(&file, "của tôi").unwrap();
    let output = shell.run("report --period month -o bc.txt").failed(5);
    assert!(
        output.contains("Đã có tệp “bc.txt”") && output.contains("--force"),
        "{output}"
    );
    assert_eq!(std::fs::read(&file).unwrap(), "của tôi".as_bytes());
    shell.run("report --period month -o bc.txt --force").ok();
    assert!(std::fs::read_to_string(&file).unwrap().contains("BÁO CÁO"));

    let target = shell.path().join("khác.txt");
    std::fs::write(&target, "gốc").unwrap();
    symlink(&target, shell.path().join("nối.txt")).unwrap();
    symlink(shell.path().join("không có"), shell.path().join("gãy.txt")).unwrap();
    for name in ["nối.txt", "gãy.txt"] {
        for force in ["", " --force"] {
            let output = shell
                .run(&format!("report --period month -o {name}{force}"))
                .failed(5);
            assert!(output.contains("là liên kết"), "{output}");
        }
    }
    assert_eq!(std::fs::read(&target).unwrap(), "gốc".as_bytes());
    assert!(!shell.path().join("không có").exists());

    let before = std::fs::read(shell.file()).unwrap();
    let output = shell
        .run("report --period month --format text -o p.db --force")
        .failed(5);
    assert!(output.contains("chính tệp kế hoạch"), "{output}");
    std::fs::hard_link(shell.file(), shell.path().join("tên khác")).unwrap();
    let output = shell
        .run("report --period month -o tên_khác --force")
        .failed(5);
    // Under its second name it is the plan as well.
    assert!(output.contains("chính tệp kế hoạch"), "{output}");
    assert_eq!(std::fs::read(shell.file()).unwrap(), before);
}

#[test]
fn a_report_that_cannot_be_saved_is_explained_and_leaves_no_file() {
    let shell = Shell::sample();
    std::fs::create_dir(shell.path().join("thư mục")).unwrap();
    let output = shell.run("report --period month -o thư_mục").failed(5);
    assert!(output.contains("là thư mục hoặc thiết bị"), "{output}");
    let output = shell
        .run("report --period month -o không/có/bc.docx")
        .failed(5);
    assert!(output.contains("không có tệp hoặc thư mục này"), "{output}");
    let output = shell.run("report --period month --format docx").failed(2);
    assert!(output.contains("-o TÊN_TỆP.docx"), "{output}");
    let output = shell
        .run("--lang en report --period month --format xlsx")
        .failed(2);
    assert!(output.contains("must be saved to a file"), "{output}");
    // Root may write anywhere.
    let folder = shell.path().join("khóa");
    std::fs::create_dir(&folder).unwrap();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o500)).unwrap();
    if std::fs::write(folder.join("thử"), "").is_err() {
        let output = shell.run("report --period month -o khóa/bc.docx").failed(5);
        assert!(output.contains("không có quyền"), "{output}");
        assert_eq!(folder.read_dir().unwrap().count(), 0);
    }
}

#[test]
fn texts_that_a_person_writes_are_kept_from_one_report_to_the_next() {
    let shell = Shell::sample();
    let set =
        |part: &str, text: &str| shell.args(&["report", "--period", "month", "--set", part, text]);
    let message = set("causes", "Thiếu nhân lực.\nDịch bệnh.").ok();
    assert_eq!(
        message,
        "Đã lưu nội dung “causes” của báo cáo — hoàn tác: cchc undo\n"
    );
    for _ in 0..2 {
        let text = shell.run("report --period month").ok();
        assert!(
            text.contains("3. Nguyên nhân\nThiếu nhân lực.\nDịch bệnh.\n"),
            "{text}"
        );
    }
    let log = shell.run("log --limit 1").ok();
    assert!(
        log.contains("nội dung báo cáo tháng: Thiếu nhân lực. / Dịch bệnh."),
        "{log}"
    );
    shell.run("undo").ok();
    assert!(
        shell
            .run("report --period month")
            .ok()
            .contains("[Viết: nguyên nhân")
    );
    set("signer-title", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC").ok();
    set("signer", "Nguyễn Thị Hòa").ok();
    set("symbol", "BC-KHCN").ok();
    let log = shell.run("log --limit 3").ok();
    for message in ["người ký: Nguyễn Thị Hòa", "ký hiệu sau số: BC-KHCN"] {
        assert!(log.contains(message), "{log}");
    }
    let text = shell.run("report --period week").ok();
    for name in ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Thị Hòa", "/BC-KHCN"] {
        assert!(text.contains(name), "{name}");
    }
    let output = set("mục lạ", "x").failed(2);
    assert!(output.contains("Các mục: steering,"), "{output}");
    let output = set("cutoff-day", "32").failed(4);
    assert!(output.contains("từ 1 đến 31"), "{output}");
    set("cutoff-day", "20").ok();
    let text = shell.run("report --period month").ok();
    assert!(
        text.contains("(số liệu từ ngày 21/05/2021 đến ngày 20/06/2021)"),
        "{text}"
    );
    let output = set("causes", "a\u{7}b").failed(4);
    assert!(!output.contains('\u{7}'), "{output}");
    // A text is set and the report saved in one go; a file that may only be read refuses.
    let both = [
        "report", "--period", "year", "--set", "causes", "Khác", "-o", "n.txt",
    ];
    assert_eq!(shell.args(&both).ok().lines().count(), 2);
    let output = shell
        .run("--read-only report --period month --set causes x")
        .failed(4);
    assert!(output.contains("chỉ"), "{output}");
}

#[test]
fn odd_days_units_and_areas_give_a_report_that_says_so() {
    let shell = Shell::sample();
    for (line, message) in [
        (
            "report --period year --at 1/2/2035",
            "ngoài năm của kế hoạch (2021)",
        ),
        (
            "report --period month --at 15/12/2021",
            "Kỳ báo cáo thuộc năm 2022",
        ),
        ("report --period week --at 1/12", "Kỳ báo cáo chưa bắt đầu"),
        (
            "report --period month --unit SYT",
            "Không có nhiệm vụ nào thuộc phạm vi",
        ),
        (
            "report --period quarter --at 20/2",
            "Kết quả công tác cải cách hành chính quý I năm 2021",
        ),
        (
            "report --period half-year --area 2",
            "Lĩnh vực: Cải cách thủ tục hành chính",
        ),
        (
            "report --period nine-months --unit VP",
            "Đơn vị: Văn phòng Sở",
        ),
        (
            "report --period year --at 31/12/2200",
            "Kỳ báo cáo thuộc năm 2201",
        ),
        (
            "report --period week --at 1/1/1900",
            "ngoài năm của kế hoạch",
        ),
    ] {
        let text = shell.run(line).ok();
        assert!(text.contains(message), "{line}\n{text}");
    }
    shell.run("report --period month --unit XYZ").failed(3);
    shell.run("report --period month --area 9").failed(3);
    shell.run("report --period month --at 31/6").failed(2);
    shell.run("report --period decade").failed(2);
    shell.run("report").failed(2);
    shell.run("report --period month --set causes").failed(2);
}
