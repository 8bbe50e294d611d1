//! An annex imported: from a file or pasted rows to tasks, again, taken back, refused.

use crate::support::shell::{Ran, Shell};
use rusqlite::Connection;
use serde_json::Value;

/// As an office issues it: headings of areas, numbers that run on, several units in a cell.
const ANNEX: &str = "\
STT;Nhiệm vụ;Đơn vị chủ trì;Đơn vị phối hợp;Sản phẩm;Thời hạn;Ghi chú\n\
I;Cải cách thể chế;;;;;\n\
1;Rà soát văn bản quy phạm pháp luật của ngành;Văn phòng Sở;TTra, KHTC;Báo cáo;Quý II;Theo KH 12\n\
2;Tự kiểm tra việc thực hiện văn bản;Thanh tra;;Báo cáo;Trước 15/12;\n\
II;Cải cách thủ tục hành chính;;;;;\n\
3;Công bố danh mục thủ tục nội bộ;VP;Các sở;Quyết định;12/2027;\n\
4;Khảo sát hài lòng của người dân;Phòng Chuyển đổi số;VP;Báo cáo;Kỳ họp giữa năm;\n\
Ghi chú: thực hiện theo hướng dẫn của Sở Nội vụ;;;;;;\n";

struct Office(Shell);

impl Office {
    /// A plan of that year, in an office that still has an inspectorate and a centre.
    fn of(year: &str) -> Self {
        let shell = Shell::empty();
        shell.run(&format!("init --year {year}")).ok();
        for (unit, name) in [
            ("TTra", "Thanh tra Sở"),
            ("TTTK", "Trung tâm Thông tin và Thống kê"),
        ] {
            shell.args(&["units", "add", unit, "--name", name]).ok();
        }
        Self(shell)
    }

    fn annex(&self, name: &str, text: &str) {
        std::fs::write(self.0.path().join(name), text).unwrap();
    }

    fn run(&self, args: &[&str]) -> Ran {
        self.0.args(args)
    }

    fn json(&self, args: &[&str]) -> Value {
        let all: Vec<&str> = args.iter().copied().chain(["--format", "json"]).collect();
        serde_json::from_str(&self.run(&all).ok()).unwrap()
    }

    /// Code, lead and deadline of every task, in the order of the codes.
    fn tasks(&self) -> Vec<String> {
        let list: Value =
            serde_json::from_str(&self.0.run("list --order code --format json").ok()).unwrap();
        let text = |task: &Value, key: &str| task[key].as_str().unwrap_or("–").to_owned();
        let tasks = list.as_array().unwrap().iter();
        tasks
            .map(|task| ["code", "title", "lead", "deadline"].map(|key| text(task, key)))
            .map(|parts| parts.join(" | "))
            .collect()
    }

    fn statuses(&self, args: &[&str]) -> Vec<String> {
        let json = self.json(args);
        let tasks = json["tasks"].as_array().unwrap().iter();
        tasks
            .map(|task| task["status"].as_str().unwrap().to_owned())
            .collect()
    }
}

#[test]
fn an_annex_becomes_tasks_once_and_one_undo_removes_them() {
    let office = Office::of("2027");
    office.annex("phụ lục.csv", ANNEX);
    let printed = office.run(&["import", "phụ lục.csv"]).ok();
    for line in [
        "đầu bảng ở dòng 1",
        "F Thời hạn → thời hạn",
        "+ Mới: 4",
        "dòng 3  2.2-01  Rà soát văn bản quy phạm pháp luật của ngành  VP  Quý II → 30/06/2027",
        "dòng 6  2.3-01  Công bố danh mục thủ tục nội bộ  VP  12/2027 → 31/12/2027",
        "§ Đề mục: 2",
        "dòng 5  II Cải cách thủ tục hành chính → lĩnh vực 2",
        "“Phòng Chuyển đổi số” (dòng 7)",
        "--new-unit \"Phòng Chuyển đổi số=CĐS\"",
        "! Chưa nhập: 1",
        "dòng 8A: câu ghi chú, không phải nhiệm vụ",
        "Đã nhập: 4 nhiệm vụ mới — hoàn tác: cchc undo",
    ] {
        assert!(printed.contains(line), "{line} in\n{printed}");
    }
    let tasks = [
        "2.2-01 | Rà soát văn bản quy phạm pháp luật của ngành | VP | Quý II",
        "2.2-02 | Tự kiểm tra việc thực hiện văn bản | TTra | Trước 15/12",
        "2.3-01 | Công bố danh mục thủ tục nội bộ | VP | 12/2027",
        "2.3-02 | Khảo sát hài lòng của người dân | – | Kỳ họp giữa năm",
    ];
    assert_eq!(office.tasks(), tasks);
    // What is not understood of a deadline is in the list of the unclear, and what names no unit in the note.
    let unclear = office.0.run("list --unclear").ok();
    assert!(unclear.contains("2.3-02"), "{unclear}");
    let shown = office.0.run("show 2.3-02").ok();
    assert!(
        shown.contains("Chủ trì theo phụ lục: Phòng Chuyển đổi số"),
        "{shown}"
    );
    let shown = office.0.run("show 2.2-01").ok();
    assert!(
        shown.contains("Ghi chú trong phụ lục: Theo KH 12"),
        "{shown}"
    );
    assert!(office.0.run("show 2.3-01").ok().contains("Các sở"));

    let before = office.0.bytes();
    let again = office.run(&["import", "phụ lục.csv"]).ok();
    assert!(again.contains("= Giống: 4"), "{again}");
    assert!(again.contains("Không có gì để ghi"), "{again}");
    assert_eq!(office.0.bytes(), before);

    assert!(office.0.path().join("p.db.backups").exists());
    office.0.run("undo").ok();
    assert_eq!(office.tasks(), [""; 0]);
    office.0.run("redo").ok();
    assert_eq!(office.tasks(), tasks);
    assert!(office.0.run("check").ok().contains("Không có lỗi"));
}

#[test]
fn a_newer_annex_changes_only_what_differs_in_it() {
    let office = Office::of("2027");
    office.annex("a.csv", ANNEX);
    office.run(&["import", "a.csv"]).ok();
    office.0.run("note 2.2-01 Đã_họp_với_KHTC").ok();
    office.0.run("start 2.2-01").ok();
    office.0.run("done 2.2-02").ok();
    let newer = ANNEX
        .replace(";Quý II;", ";Quý III;")
        .replace(";Trước 15/12;", ";30/6/2027;")
        .replace("TTra, KHTC", "TTra")
        .lines()
        .filter(|line| !line.starts_with("4;"))
        .collect::<Vec<_>>()
        .join("\n");
    office.annex("b.csv", &newer);
    let printed = office.run(&["import", "b.csv"]).ok();
    for line in [
        "~ Đổi: 2",
        "Thời hạn: Quý II → Quý III",
        "Phối hợp: TTra, KHTC → TTra",
        "= Giống: 1",
        "- Không còn trong phụ lục, vẫn giữ trong kế hoạch: 1",
        "2.3-02  Khảo sát hài lòng của người dân",
        "Đã nhập: 1 nhiệm vụ đổi",
    ] {
        assert!(printed.contains(line), "{line} in\n{printed}");
    }
    let tasks = office.tasks();
    assert!(tasks[0].ends_with("VP | Quý III"), "{tasks:?}");
    // What is done stays as it is, and a message reports it.
    assert!(tasks[1].ends_with("TTra | Trước 15/12"), "{tasks:?}");
    assert!(printed.contains("! Chưa nhập: 2"), "{printed}");
    let shown = office.0.run("show 2.2-01").ok();
    assert!(shown.contains("Đã họp với KHTC"), "{shown}");
    assert!(shown.contains("đang thực hiện"), "{shown}");
    office.0.run("undo").ok();
    assert!(office.tasks()[0].ends_with("VP | Quý II"));
}

#[test]
fn a_corrected_deadline_survives_the_unclear_cell_it_came_from() {
    let office = Office::of("2027");
    let annex = "\
STT;Nhiệm vụ;Chủ trì;Thời hạn\n\
I;Cải cách thể chế;;\n\
1;Rà soát văn bản quy phạm pháp luật;VP;31/13/2027\n\
2;Kiểm tra việc thực hiện văn bản;TTra;Quý III\n";
    office.annex("a.csv", annex);
    office.run(&["import", "a.csv"]).ok();
    office.run(&["deadline", "2.2-01", "31/12/2027"]).ok();
    let before = office.0.bytes();
    let kept = "ô “31/13/2027” chưa rõ; giữ thời hạn đang có 31/12/2027";
    let printed = office.run(&["import", "a.csv"]).ok();
    assert!(printed.contains("= Giống: 2"), "{printed}");
    assert!(
        printed.contains("dòng 3  2.2-01  Rà soát văn bản"),
        "{printed}"
    );
    assert!(printed.contains(&format!("! {kept}")), "{printed}");
    assert!(printed.contains("Không có gì để ghi"), "{printed}");
    let english = office.run(&["--lang", "en", "import", "a.csv"]).ok();
    let kept_en = "! cell “31/13/2027” is unclear; the current deadline 31/12/2027 is kept";
    assert!(english.contains(kept_en), "{english}");
    let json = office.json(&["import", "a.csv"]);
    assert_eq!(json["tasks"][0]["status"], "same");
    let warnings = json["tasks"][0]["warnings"].as_array().unwrap();
    assert!(warnings.contains(&kept.into()), "{warnings:?}");
    assert_eq!(office.0.bytes(), before);

    // What else has changed in that row is taken, and the deadline still stays.
    office.annex("b.csv", &annex.replace("pháp luật;VP", "pháp luật;TTra"));
    let printed = office.run(&["import", "b.csv"]).ok();
    assert!(
        printed.contains("~ Đổi: 1") && printed.contains(kept),
        "{printed}"
    );
    assert!(office.tasks()[0].ends_with("TTra | 31/12/2027"));
    // A cell that is clear is taken as ever.
    office.annex("c.csv", &annex.replace("31/13/2027", "30/11/2027"));
    office.run(&["import", "c.csv"]).ok();
    assert!(office.tasks()[0].ends_with("VP | 30/11/2027"));
}

#[test]
fn a_task_with_a_code_of_the_annex_stays_that_task_whatever_its_text() {
    let office = Office::of("2027");
    let annex = "\
STT;Mã nhiệm vụ;Nhiệm vụ;Chủ trì;Thời hạn\n\
I;;Cải cách thể chế;;\n\
1;NV-01;Rà soát văn bản;VP;Quý II\n\
2;NV-02;Kiểm tra văn bản;TTra;Quý III\n";
    office.annex("a.csv", annex);
    assert_eq!(office.statuses(&["import", "a.csv"]), ["new"; 2]);
    assert_eq!(office.statuses(&["import", "a.csv"]), ["same"; 2]);
    office.annex("b.csv", &annex.replace("Rà soát", "Hệ thống hóa"));
    let statuses = office.statuses(&["import", "b.csv"]);
    assert_eq!(statuses, ["changed", "same"]);
    assert_eq!(
        office.tasks(),
        [
            "2.2-01 | Hệ thống hóa văn bản | VP | Quý II",
            "2.2-02 | Kiểm tra văn bản | TTra | Quý III",
        ]
    );
    // Another area's annex that numbers alike is about other tasks.
    let other = annex
        .replace("Cải cách thể chế", "Cải cách thủ tục hành chính")
        .replace("văn bản", "thủ tục nội bộ");
    office.annex("c.csv", &other);
    assert_eq!(office.statuses(&["import", "c.csv"]), ["new"; 2]);
}

#[test]
fn a_dry_run_writes_nothing_and_says_as_json_what_would_be_done() {
    let office = Office::of("2027");
    office.annex("a.csv", ANNEX);
    let before = office.0.bytes();
    let json = office.json(&["import", "a.csv", "--dry-run"]);
    assert_eq!(office.0.bytes(), before);
    let keys = |value: &Value| -> Vec<String> {
        let mut keys: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
        keys.sort();
        keys
    };
    assert_eq!(
        keys(&json),
        [
            "columns",
            "columns_not_taken",
            "headings",
            "problems",
            "questions",
            "tasks"
        ]
    );
    assert_eq!(json["columns"]["deadline"], "Thời hạn");
    assert_eq!(json["columns"]["lead"], "Đơn vị chủ trì");
    let task = &json["tasks"][2];
    assert_eq!(
        keys(task),
        [
            "area",
            "code",
            "coordinating",
            "deadline",
            "due_on",
            "kind",
            "lead",
            "number",
            "product",
            "row",
            "section",
            "sheet",
            "status",
            "text",
            "title",
            "warnings"
        ]
    );
    for (key, value) in [
        ("sheet", Value::from("a")),
        ("row", 6.into()),
        ("status", "new".into()),
        ("code", Value::Null),
        ("number", "3".into()),
        ("area", "2".into()),
        ("section", "2.3".into()),
        ("lead", "VP".into()),
        ("deadline", "12/2027".into()),
        ("kind", "date".into()),
        ("due_on", "2027-12-31".into()),
        ("product", "Quyết định".into()),
    ] {
        assert_eq!(task[key], value, "{key}");
    }
    assert_eq!(json["tasks"][3]["lead"], Value::Null);
    assert_eq!(json["headings"][0]["area"], "1");
    assert_eq!(json["problems"][0]["row"], 8);
    assert_eq!(json["problems"][0]["column"], "A");
    // Whoever only looks may do so on another day and in a file that is only read.
    let args = ["import", "a.csv", "--dry-run", "--today", "1/1/2027"];
    office.run(&args).ok();
    office
        .run(&["import", "a.csv", "--today", "1/1/2027"])
        .failed(2);
    assert_eq!(office.0.bytes(), before);
}

#[test]
fn rows_are_pasted_from_the_input() {
    let office = Office::of("2027");
    let rows = ANNEX.replace(';', "\t");
    let args = ["import", "-", "--format", "json"];
    let printed = office.0.with_input(&args, rows.as_bytes()).ok();
    let json: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(json["tasks"].as_array().unwrap().len(), 4);
    assert_eq!(json["tasks"][0]["code"], "2.2-01");
    assert_eq!(office.tasks().len(), 4);
}

#[test]
fn an_unknown_unit_becomes_a_new_one_or_another_name_in_the_same_act() {
    let office = Office::of("2027");
    office.annex("a.csv", ANNEX);
    let args = ["import", "a.csv", "--new-unit", "Phòng Chuyển đổi số"];
    office.run(&args).ok();
    assert!(office.tasks()[3].contains("| CĐS |"));
    assert!(office.0.run("units").ok().contains("CĐS"));
    office.0.run("undo").ok();
    assert!(!office.0.run("units").ok().contains("CĐS"));
    assert_eq!(office.tasks(), [""; 0]);

    let args = ["import", "a.csv", "--alias", "Phòng Chuyển đổi số=TTTK"];
    office.run(&args).ok();
    assert!(office.tasks()[3].contains("| TTTK |"));
    // The name stays known.
    assert_eq!(office.statuses(&["import", "a.csv"]), ["same"; 4]);
    assert!(office.0.run("check").ok().contains("Không có lỗi"));
    // A name that two units would have refuses all of it.
    let other = Office::of("2027");
    other.annex("a.csv", ANNEX);
    let before = other.0.bytes();
    let args = ["import", "a.csv", "--new-unit", "Phòng Chuyển đổi số=VP"];
    let printed = other.run(&args).failed(4);
    assert!(printed.contains("VP"), "{printed}");
    assert_eq!(other.0.bytes(), before);
}

#[test]
fn a_column_has_the_meaning_that_a_person_gives_it_also_in_the_next_file_with_that_head() {
    let office = Office::of("2027");
    let annex = "\
TT;Việc cần làm;Nơi làm;Mốc;Ghi chú\n\
1;Rà soát quy chế làm việc của cơ quan;VP;Quý II;\n\
2;Kiểm tra công vụ đột xuất;TTra;Quý III;\n";
    office.annex("a.csv", annex);
    let map = [
        "import",
        "a.csv",
        "--area",
        "4",
        "--map",
        "text=Việc cần làm",
        "--map",
        "lead=Nơi làm",
        "--map",
        "deadline=Mốc",
    ];
    office.run(&map).ok();
    let tasks = [
        "2.5-01 | Rà soát quy chế làm việc của cơ quan | VP | Quý II",
        "2.5-02 | Kiểm tra công vụ đột xuất | TTra | Quý III",
    ];
    assert_eq!(office.tasks(), tasks);
    office.annex("b.csv", &annex.replace("Quý III", "Quý IV"));
    let printed = office.run(&["import", "b.csv", "--area", "4"]).ok();
    assert!(printed.contains("Thời hạn: Quý III → Quý IV"), "{printed}");
    let wrong = ["import", "a.csv", "--map", "deadline=Hạn chót"];
    let printed = office.run(&wrong).failed(3);
    assert!(printed.contains("B Việc cần làm"), "{printed}");
    office.run(&["import", "a.csv", "--map", "hạn=D"]).failed(2);
}

#[test]
fn tasks_without_an_area_wait_for_one() {
    let office = Office::of("2027");
    let annex: String = ANNEX
        .lines()
        .filter(|line| !line.starts_with('I'))
        .map(|line| format!("{line}\n"))
        .collect();
    office.annex("a.csv", &annex);
    let before = office.0.bytes();
    let printed = office.run(&["import", "a.csv"]).ok();
    assert!(printed.contains("không rõ thuộc lĩnh vực nào"), "{printed}");
    assert!(printed.contains("--area SỐ"), "{printed}");
    assert_eq!(office.0.bytes(), before);
    office.run(&["import", "a.csv", "--area", "5"]).ok();
    assert!(office.tasks().iter().all(|task| task.starts_with("2.6-")));
    assert_eq!(office.tasks().len(), 4);
    office.run(&["import", "a.csv", "--area", "9"]).failed(3);
}

#[test]
fn leads_that_mean_many_become_a_task_with_a_step_for_each_unit() {
    let office = Office::of("2027");
    let annex = ANNEX.replace("Phòng Chuyển đổi số", "Các phòng, đơn vị trực thuộc");
    office.annex("a.csv", &annex);
    let printed = office.run(&["import", "a.csv", "--dry-run"]).ok();
    assert!(
        printed.contains("mỗi đơn vị một bước: --steps"),
        "{printed}"
    );
    office.run(&["import", "a.csv", "--steps"]).ok();
    let shown = office.0.run("show 2.3-02").ok();
    for unit in ["Văn phòng Sở", "Thanh tra Sở", "Phòng Kế hoạch - Tài chính"] {
        assert!(shown.contains(unit), "{unit} in {shown}");
    }
    assert_eq!(office.statuses(&["import", "a.csv"]), ["same"; 4]);
}

#[test]
fn rows_are_left_out_and_rejected_ones_are_saved() {
    let office = Office::of("2027");
    office.annex("a.csv", ANNEX);
    let args = [
        "import",
        "a.csv",
        "--skip",
        "4",
        "--rejected",
        "chưa nhập.csv",
    ];
    office.run(&args).ok();
    assert_eq!(office.tasks().len(), 3);
    let left = std::fs::read_to_string(office.0.path().join("chưa nhập.csv")).unwrap();
    assert!(left.contains("a,4,,Tự kiểm tra"), "{left}");
    assert!(left.contains("a,8,A,Ghi chú: thực hiện"), "{left}");
    office.run(&args).failed(5);
}

#[test]
fn dates_that_can_be_read_in_two_ways_are_asked_about() {
    let office = Office::of("2027");
    let days = ["01/02/2027", "03/25/2027", "04/05/2027"];
    let rows = days
        .iter()
        .enumerate()
        .map(|(at, day)| format!("{at};Nhiệm vụ thử số {at} về cải cách;VP;{day}\n"));
    let annex: String = std::iter::once("STT;Nhiệm vụ;Chủ trì;Thời hạn\n".to_owned())
        .chain(rows)
        .collect();
    office.annex("a.csv", &annex);
    let printed = office
        .run(&["import", "a.csv", "--area", "1", "--dry-run"])
        .ok();
    assert!(printed.contains("--answer D=month_first"), "{printed}");
    let json = office.json(&[
        "import",
        "a.csv",
        "--area",
        "1",
        "--answer",
        "D=month_first",
    ]);
    let due: Vec<&str> = json["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|task| task["due_on"].as_str().unwrap())
        .collect();
    assert_eq!(due, ["2027-01-02", "2027-03-25", "2027-04-05"]);
    assert_eq!(json["questions"], Value::Array(Vec::new()));
    let wrong = ["import", "a.csv", "--answer", "D=hôm qua"];
    let printed = office.run(&wrong).failed(2);
    assert!(printed.contains("D=month_first"), "{printed}");
}

#[test]
fn what_cannot_be_read_changes_nothing_and_says_why() {
    let office = Office::of("2027");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/annexes/files");
    office.annex("trống.csv", "");
    office.annex("thư.csv", "Kính gửi;Các phòng\nXin mời họp;ngày mai\n");
    office.annex(
        "chỉ tiêu.csv",
        "STT;Chỉ tiêu;Đơn vị tính;Năm 2027\n1;Tỷ lệ hồ sơ đúng hạn;%;98\n",
    );
    let before = office.0.bytes();
    for (file, why) in [
        ("broken-bomb.xlsx", "Giải nén ra lớn hơn 200 MB"),
        ("broken-encrypted.xlsx", "có mật khẩu"),
        ("broken-entities.xlsx", "DTD"),
        ("broken-macros.xlsm", "macro"),
        ("broken-named.xls", "Excel (.xlsx)"),
        ("broken-picture.docx", "ảnh chụp"),
        ("broken-tcvn3.csv", "TCVN3"),
    ] {
        let printed = office
            .run(&["import", &format!("{folder}/{file}")])
            .failed(4);
        assert!(printed.contains(file) && printed.contains(why), "{printed}");
    }
    for (file, why) in [
        ("trống.csv", "Không có ô nào có chữ"),
        ("thư.csv", "dòng 1: không thấy đầu bảng"),
        ("chỉ tiêu.csv", "bảng chỉ tiêu"),
    ] {
        let printed = office.run(&["import", file]).failed(4);
        assert!(printed.contains(file) && printed.contains(why), "{printed}");
    }
    let printed = office.run(&["import", "không có.xlsx"]).failed(5);
    assert!(printed.contains("không có.xlsx"), "{printed}");
    office.run(&["import", "thư.csv", "--sheet", "X"]).failed(3);
    assert_eq!(office.0.bytes(), before);
    // A script finds the reasons in the output too.
    let ran = office.run(&["import", "thư.csv", "--format", "json"]);
    assert_eq!(ran.code, 4);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["problems"][0]["row"], 1);
}

#[test]
fn notes_of_an_import_are_not_sent_to_units() {
    let office = Office::of("2027");
    office.annex(
        "phụ lục.csv",
        "Mã;Nhiệm vụ;Chủ trì;Thời hạn;Ghi chú\n;Cải cách thể chế;;;\n\
         TC-1;Rà soát văn bản của ngành;VP;Quý I;Theo KH 12\n",
    );
    office.run(&["import", "phụ lục.csv", "--area", "1"]).ok();
    let remind = "remind --unit VP --today 1/6/2027 --lang vi";
    let code = office.json(&["list"])[0]["code"]
        .as_str()
        .unwrap()
        .to_owned();
    let printed = office.0.run(remind).ok();
    assert!(printed.contains("Rà soát văn bản"), "{printed}");
    assert!(
        !printed.contains("phụ lục") && !printed.contains("KH 12"),
        "{printed}"
    );
    // What people write does, and stays the last one that counts.
    office.run(&["note", &code, "Đã gửi dự thảo"]).ok();
    let printed = office.0.run(remind).ok();
    assert!(printed.contains("): Đã gửi dự thảo"), "{printed}");
    let letter = office.0.run(&format!("{remind} --format markdown")).ok();
    assert!(
        letter.contains("Đã gửi dự thảo") && !letter.contains("phụ lục"),
        "{letter}"
    );
}

#[test]
fn another_annex_does_not_miss_the_tasks_of_the_first() {
    let office = Office::of("2027");
    office.annex("a.csv", ANNEX);
    office.run(&["import", "a.csv"]).ok();
    office
        .run(&["add", "--section", "2.2", "Việc thêm tay"])
        .ok();
    let second = "STT;Nhiệm vụ;Đơn vị chủ trì;Thời hạn\n\
        I;Cải cách thể chế;;\n\
        1;Tập huấn nghiệp vụ xây dựng văn bản;VP;Quý III\n";
    office.annex("b.csv", second);
    let printed = office.run(&["import", "b.csv"]).ok();
    assert!(!printed.contains("Không còn"), "{printed}");
    // A newer version of the first misses what it has lost, and neither what was added by hand nor the
    // second annex's.
    let newer = ANNEX.lines().filter(|line| !line.starts_with("2;"));
    office.annex("a.csv", &newer.collect::<Vec<_>>().join("\n"));
    let printed = office.run(&["import", "a.csv", "--dry-run"]).ok();
    let gone = printed
        .lines()
        .skip_while(|line| !line.contains("Không còn"));
    let gone: Vec<&str> = gone
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .collect();
    assert_eq!(gone.len(), 1, "{printed}");
    assert!(gone[0].contains("2.2-02"), "{printed}");
}

#[test]
fn the_name_of_the_office_is_no_unknown_unit() {
    let office = Office::of("2027");
    office
        .run(&[
            "plan",
            "--office",
            "Sở Khoa học và Công nghệ",
            "--office-short",
            "Sở KH&CN Hà Tĩnh",
        ])
        .ok();
    let annex = "STT;Nhiệm vụ;Chủ trì;Thời hạn\n\
        I;Cải cách thể chế;;\n\
        1;Rà soát văn bản;Sở Khoa học và Công nghệ;Quý II\n\
        2;Tập huấn nghiệp vụ;Sở KH&CN;Quý II\n\
        3;Kiểm tra việc thực hiện;Sở KHCN;Quý II\n";
    office.annex("a.csv", annex);
    let printed = office.run(&["import", "a.csv", "--dry-run"]).ok();
    for name in ["Sở Khoa học và Công nghệ", "Sở KH&CN", "Sở KHCN"] {
        let own = format!("“{name}” là tên của chính cơ quan");
        assert!(printed.contains(&own), "{own}: {printed}");
        assert!(
            printed.contains(&format!("--alias \"{name}=VP\"")),
            "{printed}"
        );
        assert!(
            !printed.contains(&format!("--new-unit \"{name}")),
            "{printed}"
        );
    }
    assert!(office.tasks().is_empty());
}

#[test]
fn a_column_of_targets_is_named_and_can_be_imported() {
    let office = Office::of("2027");
    let annex = "STT;Nhiệm vụ;Chỉ tiêu;Chủ trì;Thời hạn;Ghi chú\n\
        I;Cải cách thể chế;;;;\n\
        1;Rà soát văn bản của ngành;100% văn bản;VP;Quý II;Theo KH 12\n\
        2;Tập huấn nghiệp vụ cho công chức;02 lớp;VP;Quý II;\n";
    office.annex("a.csv", annex);
    // A head that two columns have does not say which is meant, nor does none.
    let twice = annex.replace("Chủ trì;", "Chỉ tiêu;Chủ trì;");
    let twice = twice.replace(";VP;", ";năm 2028: 03;VP;");
    office.annex("b.csv", &twice.replace("chế;", "chế;;"));
    let printed = office.run(&["import", "b.csv", "--dry-run"]).ok();
    assert!(
        printed.contains("cột D Chỉ tiêu; --map note=D"),
        "{printed}"
    );
    let printed = office.run(&["import", "a.csv", "--dry-run"]).ok();
    assert!(
        printed.contains("không lấy cột C Chỉ tiêu; --map note=\"Chỉ tiêu\""),
        "{printed}"
    );
    let json = office.json(&["import", "a.csv", "--dry-run"]);
    assert_eq!(json["columns_not_taken"][0]["head"], "Chỉ tiêu");
    let printed = office.run(&["import", "a.csv", "--map", "note=Chỉ tiêu"]);
    let printed = printed.ok();
    assert!(!printed.contains("không lấy"), "{printed}");
    let shown = office.0.run("show 2.2-01").ok();
    assert!(
        shown.contains("100% văn bản") && shown.contains("Theo KH 12"),
        "{shown}"
    );
}

#[test]
fn of_several_sheets_the_one_that_is_meant_is_named_and_understood_as_suggested() {
    let office = Office::of("2027");
    let first = "STT;Nhiệm vụ;Chỉ tiêu;Chỉ tiêu;Chủ trì;Thời hạn\n\
        I;Cải cách thể chế;;;;\n\
        1;Rà soát văn bản của ngành;100% văn bản;năm 2028: 03;VP;Quý II";
    let second = "STT;Nhiệm vụ;Chủ trì;Thời hạn;Chỉ tiêu\n\
        I;Cải cách thể chế;;;\n\
        1;Tập huấn nghiệp vụ cho công chức;VP;Quý III;02 lớp";
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in [("Phụ lục 1", first), ("Phụ lục 2", second)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, cells) in (0..).zip(rows.lines()) {
            sheet.write_row(row, 0, cells.split(';')).unwrap();
        }
    }
    book.save(office.0.path().join("a.xlsx")).unwrap();
    let printed = office.run(&["import", "a.xlsx", "--dry-run"]).ok();
    assert!(
        printed.contains("cột D Chỉ tiêu; --map note='Phụ lục 1!D'"),
        "{printed}"
    );
    assert!(
        printed.contains("cột E Chỉ tiêu; --map note=\"Chỉ tiêu\""),
        "{printed}"
    );
    let wrong = ["import", "a.xlsx", "--map", "note=Phụ lục 2!K"];
    let printed = office.run(&wrong).failed(3);
    assert!(printed.contains("Phụ lục 2!D Thời hạn"), "{printed}");
    let map = ["import", "a.xlsx", "--map", "note=Phụ lục 1!D"];
    office.run(&map).ok();
    let tasks = [
        "2.2-01 | Rà soát văn bản của ngành | VP | Quý II",
        "2.2-02 | Tập huấn nghiệp vụ cho công chức | VP | Quý III",
    ];
    assert_eq!(office.tasks(), tasks);
    assert!(office.0.run("show 2.2-01").ok().contains("năm 2028: 03"));
}

#[test]
fn an_annex_imported_again_after_undo_has_the_same_codes_and_other_tasks_have_not() {
    let office = Office::of("2027");
    office.annex("a.csv", ANNEX);
    office.run(&["import", "a.csv"]).ok();
    let before = office.tasks();
    office.0.run("undo").ok();
    // Of what is not of the annex none gets a code that was given out.
    let printed = office
        .run(&["add", "--section", "2.2", "Việc thêm tay"])
        .ok();
    assert!(printed.contains("2.2-03"), "{printed}");
    office.run(&["import", "a.csv"]).ok();
    let mut after = office.tasks();
    after.retain(|task| !task.contains("Việc thêm tay"));
    assert_eq!(after, before);
    assert!(office.0.run("check").ok().contains("Không có lỗi"));
    office.0.run("undo").ok();
    office.0.run("redo").ok();
    assert!(office.0.run("check").ok().contains("Không có lỗi"));
}

#[test]
fn the_codes_of_tasks_that_were_removed_with_a_reason_are_theirs_for_ever() {
    for again in ["redo", "import a.csv"] {
        let office = Office::of("2027");
        office.annex("a.csv", ANNEX);
        office.run(&["import", "a.csv"]).ok();
        let before = office.tasks();
        office.0.run("undo").ok();
        let again: Vec<&str> = again.split(' ').collect();
        office.run(&again).ok();
        office.0.run("remove 2.2-01 2.2-02 --reason Nhập_nhầm").ok();
        office.run(&["import", "a.csv"]).ok();
        let codes = office.tasks().join("\n");
        assert!(
            codes.contains("2.2-03 | Rà soát văn bản") && !codes.contains("2.2-01"),
            "{codes}"
        );
        // The removal can still be taken back, once the new rows are.
        for _ in ["import", "remove"] {
            office.0.run("undo").ok();
        }
        assert_eq!(office.tasks(), before);
        assert!(office.0.run("check").ok().contains("Không có lỗi"));
    }
}

#[test]
fn an_annex_of_one_task_has_its_code_again_after_undo() {
    let office = Office::of("2027");
    office.annex("a.csv", "STT;Nhiệm vụ;Chủ trì;Thời hạn\nI;Cải cách thể chế;;\n1;Rà soát văn bản của ngành;VP;Quý II\n");
    office.run(&["import", "a.csv"]).ok();
    let before = office.tasks();
    office.0.run("undo").ok();
    office.run(&["import", "a.csv"]).ok();
    assert_eq!(office.tasks(), before);
    assert!(before[0].starts_with("2.2-01"), "{before:?}");
}

#[test]
fn a_task_that_another_tool_wrote_does_not_stop_an_import() {
    let office = Office::of("2027");
    office.annex("a.csv", ANNEX);
    office.run(&["import", "a.csv"]).ok();
    let other = Connection::open(office.0.file()).unwrap();
    other
        .execute_batch(
            "INSERT INTO task (plan_id, section_id, code, title, text)
             SELECT plan_id, section_id, '2.2-77', 'Việc do công cụ khác ghi', 'Việc khác'
             FROM task LIMIT 1",
        )
        .unwrap();
    drop(other);
    let printed = office.run(&["import", "a.csv"]).ok();
    assert!(printed.contains("= Giống: 4"), "{printed}");
}

#[test]
fn a_table_of_indicators_below_the_tasks_leaves_their_columns_as_they_are() {
    let office = Office::of("2027");
    let tasks = "STT;Nhiệm vụ;Chỉ tiêu;Chủ trì;Thời hạn\nI;Cải cách thể chế;;;\n\
        1;Rà soát văn bản của ngành;100% văn bản;VP;Quý II\n";
    let indicators = "STT;Chỉ tiêu;Đơn vị tính;Năm 2027;Ghi chú\n\
        1;Tỷ lệ hồ sơ đúng hạn;%;98;\n2;Tỷ lệ hồ sơ trực tuyến;%;80;\n";
    office.annex("a.csv", &format!("{tasks}{indicators}"));
    let printed = office.run(&["import", "a.csv", "--dry-run"]).ok();
    assert!(
        printed.contains("+ Mới: 1") && printed.contains("bảng chỉ tiêu"),
        "{printed}"
    );
    assert!(
        printed.contains("không lấy cột C Chỉ tiêu")
            && printed.contains(r#"--map note="Chỉ tiêu""#),
        "{printed}"
    );
    let mapped = ["import", "a.csv", "--dry-run", "--map", "note=Chỉ tiêu"];
    let printed = office.run(&mapped).ok();
    assert!(
        printed.contains("+ Mới: 1") && !printed.contains("không lấy cột"),
        "{printed}"
    );
}
