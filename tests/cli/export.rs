//! What `export` writes, read back as another program would, and the file made again from it.

use crate::support::shell::Shell;
use calamine::{Data, Reader, Xlsx, open_workbook};
use std::collections::HashMap;
use std::io::BufReader;
use std::path::Path;

type Book = Xlsx<BufReader<std::fs::File>>;

fn export(shell: &Shell, line: &str) -> std::path::PathBuf {
    let name = line.split(' ').next().unwrap();
    shell
        .run(&format!("export --to {name}{}", &line[name.len()..]))
        .ok();
    shell.path().join(name)
}

/// The rows of the flat table by their heads.
fn tasks(path: &Path) -> Vec<HashMap<String, Data>> {
    let mut book: Book = open_workbook(path).unwrap();
    book.load_tables().unwrap();
    let name = book.table_names()[0].clone();
    let table = book.table_by_name(&name).unwrap();
    let heads = table.columns().to_vec();
    let rows = table.data().rows();
    rows.map(|row| heads.iter().cloned().zip(row.iter().cloned()).collect())
        .collect()
}

fn count(rows: &[HashMap<String, Data>], head: &str, word: &str) -> usize {
    let is = |row: &&HashMap<String, Data>| row[head] == Data::String(word.to_owned());
    rows.iter().filter(is).count()
}

fn listed(shell: &Shell, filters: &str) -> usize {
    let json = shell.run(&format!("list --format json{filters}")).ok();
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    value.as_array().unwrap().len()
}

#[test]
fn a_workbook_has_every_task_typed_and_agrees_with_list() {
    let shell = Shell::sample();
    let rows = tasks(&export(&shell, "kế-hoạch.xlsx"));
    assert_eq!(rows.len(), listed(&shell, ""));
    for (head, word, filter) in [
        ("Tiến độ hạn", "Quá hạn", " --due overdue"),
        ("Trạng thái", "Hoàn thành", " --state done"),
        ("Trạng thái", "Bãi bỏ", " --state dropped"),
        ("Trọng tâm", "Có", " --key"),
        ("Đơn vị chủ trì", "Văn phòng Sở", " --unit VP"),
        ("Đơn vị chủ trì", "Chưa giao đơn vị chủ trì", " --no-unit"),
    ] {
        let listed = listed(&shell, filter);
        assert!(listed > 0, "{filter}");
        assert_eq!(count(&rows, head, word), listed, "{head}: {word}");
    }
    let of = |code: &str| {
        let is = |row: &&HashMap<String, Data>| row["Mã"] == Data::String(code.to_owned());
        rows.iter().find(is).unwrap()
    };
    let task = of("2.1-02");
    assert!(matches!(task["Hạn"], Data::DateTime(_)), "{task:?}");
    assert!(matches!(task["Ngày hoàn thành"], Data::DateTime(_)));
    assert_eq!(task["Số lần gia hạn"], Data::Float(0.0));
    assert_eq!(
        task["Lĩnh vực"],
        Data::String("0. Công tác chỉ đạo, điều hành".to_owned())
    );
    assert_eq!(task["Số ngày còn lại"], Data::Empty);
}

/// The figures that stand beside the formulas, by the rows' names, of the block of that caption.
fn summary(path: &Path, caption: &str) -> Vec<(String, Vec<f64>)> {
    let mut book: Book = open_workbook(path).unwrap();
    let cells = book.worksheet_range("Tổng hợp").unwrap();
    let rows = cells.rows().map(<[Data]>::to_vec);
    let block = rows.skip_while(|row| row[0] != Data::String(caption.to_owned()));
    let block = block.skip(2).take_while(|row| row[0] != Data::Empty);
    block
        .map(|row| {
            let number = |cell: &Data| match cell {
                Data::Float(n) => Some(*n),
                Data::Int(n) => Some(f64::from(i32::try_from(*n).unwrap())),
                Data::String(text) => text.parse().ok(),
                _ => None,
            };
            let figures = row[1..].iter().map(|cell| number(cell).unwrap_or(-1.0));
            (row[0].to_string(), figures.collect())
        })
        .collect()
}

#[test]
fn the_summary_counts_by_formulas_and_agrees_with_units_and_areas() {
    let shell = Shell::sample();
    let path = export(&shell, "kế-hoạch.xlsx");
    // Done, all, overdue, dropped.
    let printed = |figures: &[f64]| {
        [
            figures[1] + figures[2] + figures[3],
            figures[0],
            figures[6],
            figures[12],
        ]
    };
    for (caption, command) in [("Theo đơn vị chủ trì", "units"), ("Theo lĩnh vực", "areas")]
    {
        let rows = summary(&path, caption);
        let mut compared = 0;
        for line in shell.run(command).ok().lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let counts = words[1..5].iter().map(|word| word.parse());
            let Ok(want) = counts.collect::<Result<Vec<f64>, _>>() else {
                continue;
            };
            // Of a unit its kind stands before its name, and other names after it.
            let called = words[5..].join(" ");
            let called = called
                .rsplit_once(": ")
                .map_or(called.as_str(), |(_, names)| names);
            let called = called.split(';').next().unwrap();
            let called = match called {
                "chưa giao đơn vị" => "Chưa giao đơn vị chủ trì",
                called => called,
            };
            if words[0] == "*" {
                continue;
            }
            match rows.iter().find(|(row, _)| row.ends_with(called)) {
                Some((_, figures)) => assert_eq!(printed(figures), want[..], "{called}"),
                None => assert_eq!(want, [0.0; 4], "{called}"),
            }
            compared += 1;
        }
        assert!(compared > 5, "{compared}");
        let (all, figures) = rows.last().unwrap();
        assert_eq!((all.as_str(), figures[0]), ("Tổng cộng", 78.0));
    }
    let mut book: Book = open_workbook(&path).unwrap();
    let formulas = book.worksheet_formula("Tổng hợp").unwrap();
    let counted = formulas
        .used_cells()
        .filter(|(.., formula)| formula.contains("COUNTIFS(NhiemVu["));
    assert!(counted.count() > 100);
    let formulas = book.worksheet_formula("Nhiệm vụ").unwrap();
    assert!(formulas.used_cells().next().is_none());
}

/// What an import of that file would do: how many tasks stay, and what else it has to say.
fn imported(shell: &Shell, name: &str, lang: &str) -> (usize, serde_json::Value) {
    let line = format!("import {name} --dry-run --format json --lang {lang}");
    let mut json: serde_json::Value = serde_json::from_str(&shell.run(&line).ok()).unwrap();
    let tasks = json["tasks"].take();
    let tasks = tasks.as_array().unwrap();
    let same = tasks.iter().filter(|task| task["status"] == "same").count();
    assert_eq!(same, tasks.len(), "{name}");
    (same, json)
}

#[test]
fn an_import_of_what_was_exported_changes_nothing() {
    let shell = Shell::sample();
    for lang in ["vi", "en"] {
        for name in ["bảng.xlsx", "bảng.csv", "việc.csv", "việc.xlsx"] {
            match name {
                "việc.csv" => {
                    let csv = shell.run(&format!("list --format csv --lang {lang}")).ok();
                    std::fs::write(shell.path().join(name), csv).unwrap();
                }
                "việc.xlsx" => {
                    let line = format!("list --format xlsx -o {name} --force --lang {lang}");
                    shell.run(&line).ok();
                }
                _ => {
                    export(&shell, &format!("{name} --force --lang {lang}"));
                }
            }
            let (same, json) = imported(&shell, name, lang);
            assert_eq!(same, 79, "{name}");
            assert_eq!(json["questions"], serde_json::json!([]), "{name}");
            assert_eq!(json["problems"], serde_json::json!([]), "{name}");
            let out = shell
                .run(&format!("import {name} --dry-run --lang {lang}"))
                .ok();
            assert!(!out.contains("? "), "{out}");
        }
    }
}

#[test]
fn a_moved_task_is_exported_in_its_new_section() {
    let shell = Shell::sample();
    shell.run("edit 2.1-02 --section 2.3.1").ok();
    let rows = tasks(&export(&shell, "chuyển.xlsx"));
    let moved = rows
        .iter()
        .find(|row| row["Mã"] == Data::String("2.1-02".to_owned()));
    let section = moved.unwrap()["Tiểu mục"].to_string();
    assert!(section.starts_with("2.3.1. "), "{section}");
}

#[test]
fn only_a_calendar_has_events_and_alarms() {
    let shell = Shell::sample();
    for (name, option) in [("hạn.csv", "--alarms 3"), ("VP.xlsx --unit VP", "--events")] {
        let error = shell.run(&format!("export --to {name} {option}")).failed(2);
        assert!(error.contains(".ics"), "{error}");
    }
}

#[test]
fn filters_narrow_every_export_but_the_whole_one() {
    let shell = Shell::sample();
    let due = listed(&shell, " --due overdue");
    let rows = tasks(&export(&shell, "quá-hạn.xlsx --due quá-hạn"));
    assert_eq!(rows.len(), due);
    let csv = std::fs::read_to_string(export(&shell, "quá-hạn.csv --due overdue")).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(csv.as_bytes());
    assert_eq!(reader.records().map(Result::unwrap).count(), due);
    assert!(csv.starts_with('\u{feff}'));
    let markdown = std::fs::read_to_string(export(&shell, "quá-hạn.md --due overdue")).unwrap();
    assert_eq!(markdown.lines().count(), due + 2);
    let ran = shell.run("export --to phần.json --due overdue");
    let error = ran.failed(2);
    assert!(
        error.contains("--due") && error.contains("list --format json"),
        "{error}"
    );
    assert!(!shell.path().join("phần.json").exists());
}

#[test]
fn a_workbook_of_a_unit_is_its_sheet_and_narrowed_the_table() {
    let shell = Shell::sample();
    let sheet = export(&shell, "VP.xlsx --unit VP");
    let book: Book = open_workbook(&sheet).unwrap();
    assert!(!book.sheet_names().contains(&"Tổng hợp".to_owned()));
    let rows = tasks(&export(&shell, "bảng.xlsx --unit VP --format xlsx"));
    assert_eq!(rows.len(), listed(&shell, " --unit VP"));
    let rows = tasks(&export(&shell, "hạn.xlsx --unit VP --due overdue"));
    assert_eq!(rows.len(), listed(&shell, " --unit VP --due overdue"));
    assert_eq!(count(&rows, "Đơn vị chủ trì", "Văn phòng Sở"), rows.len());
}

#[test]
fn heads_and_words_are_in_the_language_of_the_session() {
    let shell = Shell::sample();
    let csv = std::fs::read_to_string(export(&shell, "tasks.csv --lang en")).unwrap();
    assert!(
        csv.starts_with("\u{feff}Code,Task,Lead unit,Co-operating,"),
        "{csv}"
    );
    let path = export(&shell, "tasks.xlsx --lang en");
    let rows = tasks(&path);
    assert_eq!(
        count(&rows, "Status", "Completed"),
        listed(&shell, " --state done")
    );
}

#[test]
fn a_calendar_has_an_entry_for_each_open_due_date() {
    let shell = Shell::sample();
    let text = std::fs::read_to_string(export(&shell, "hạn.ics --unit VP")).unwrap();
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.lines().all(|line| line.len() <= 75));
    let uids: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("UID:2021-"))
        .collect();
    let mut once = uids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), uids.len());
    assert_eq!(text.matches("BEGIN:VTODO").count(), uids.len());
    assert_eq!(text.matches("BEGIN:VALARM").count(), uids.len() * 2);
    // Later, on another day, after other changes: the same entries by the same names.
    shell.run("note 2.3.1-01 Đã_gửi").ok();
    let later =
        std::fs::read_to_string(export(&shell, "sau.ics --unit VP --events --alarms 3")).unwrap();
    assert!(uids.iter().all(|uid| later.contains(uid)));
    assert_eq!(later.matches("BEGIN:VEVENT").count(), uids.len());
    assert_eq!(later.matches("BEGIN:VALARM").count(), uids.len());
}

#[test]
fn the_output_takes_what_a_pipe_can_read() {
    let shell = Shell::sample();
    let csv = shell.run("export --to - --format csv --unit VP").ok();
    assert_eq!(
        csv,
        std::fs::read_to_string(export(&shell, "vp.csv --unit VP")).unwrap()
    );
    assert!(
        shell
            .run("export --to - --format lịch")
            .ok()
            .ends_with("END:VCALENDAR\r\n")
    );
    let error = shell.run("export --to -").failed(2);
    assert!(error.contains("--format"), "{error}");
    let error = shell.run("export --to bảng.pdf").failed(2);
    assert!(error.contains(".xlsx"), "{error}");
    let error = shell.run("export --to bảng.csv --format xlsx").failed(2);
    assert!(error.contains("bảng.csv"), "{error}");
}

#[test]
fn nothing_is_overwritten_without_consent() {
    let shell = Shell::sample();
    let path = export(&shell, "vp.csv --unit VP");
    let before = std::fs::read(&path).unwrap();
    for name in ["vp.csv", "p.db"] {
        let format = "--format csv";
        let ran = shell.run(&format!("export --to {name} {format}"));
        ran.failed(5);
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);
    shell.run("export --to vp.csv --force").ok();
    assert_ne!(std::fs::read(&path).unwrap(), before);
    let error = shell.run("export --to p.db --format csv --force").failed(5);
    assert!(error.contains("chính tệp kế hoạch"), "{error}");
}

#[test]
fn the_whole_file_is_made_again_from_its_json() {
    let shell = Shell::sample();
    shell.run("note 2.3.1-01 Đã_gửi --as Nguyễn_Thị_Lan").ok();
    shell.run("done 2.1-04").ok();
    shell.run("undo").ok();
    let first = export(&shell, "trọn-vẹn.json");
    let out = shell.run("import trọn-vẹn.json --dry-run --db mới.db").ok();
    assert!(out.contains("nguyên vẹn"), "{out}");
    assert!(!shell.path().join("mới.db").exists());
    let out = shell.run("import trọn-vẹn.json --db mới.db").ok();
    assert!(out.contains("79"), "{out}");
    // Its tasks are assigned already.
    assert!(
        out.contains("kiểm tra tệp: cchc --db mới.db check"),
        "{out}"
    );
    assert!(!out.contains("giao việc"), "{out}");
    let out = shell.run("check --db mới.db").ok();
    assert!(out.contains("khớp với nhật ký"), "{out}");
    shell.run("export --to lại.json --db mới.db").ok();
    let again = shell.path().join("lại.json");
    assert_eq!(
        std::fs::read(&first).unwrap(),
        std::fs::read(&again).unwrap()
    );
    for line in ["log --limit 400", "show 2.3.1-01", "list", "units"] {
        let [old, new] = ["p.db", "mới.db"].map(|db| shell.run(&format!("{line} --db {db}")).ok());
        assert_eq!(old, new, "{line}");
    }
}

#[test]
fn an_import_of_the_whole_file_refuses_in_words_and_leaves_nothing() {
    let shell = Shell::sample();
    let path = export(&shell, "trọn-vẹn.json");
    let error = shell.run("import trọn-vẹn.json").failed(5);
    assert!(error.contains("Đã có") && error.contains("--db"), "{error}");
    let json = std::fs::read_to_string(&path).unwrap();
    let mut signed: serde_json::Value = serde_json::from_str(&json).unwrap();
    signed["journal"][0]["person"] = "Hoa".into();
    for (altered, words) in [
        (signed.to_string(), "dòng 1 không khớp"),
        (
            json.replacen("\"version\":1", "\"version\":9", 1),
            "mới hơn",
        ),
        (json[..json.len() / 3].to_owned(), "bị cắt ở dòng"),
        ("{\"tasks\": []}".to_owned(), "không phải bản xuất"),
    ] {
        std::fs::write(shell.path().join("sửa.json"), altered).unwrap();
        let error = shell.run("import sửa.json --db mới.db").failed(5);
        assert!(error.contains(words), "{words}: {error}");
    }
    let folder = shell.path().join("thư-mục.json");
    std::fs::create_dir(&folder).unwrap();
    let error = shell.run("import thư-mục.json --db mới.db").failed(5);
    assert!(
        error.contains("không đọc được (") && !error.contains("dòng"),
        "{error}"
    );
    std::fs::remove_dir(folder).unwrap();
    let error = shell
        .run("import trọn-vẹn.json --db mới.db --area 2")
        .failed(2);
    assert!(error.contains("--area"), "{error}");
    let error = shell.run("import không-có.json --db mới.db").failed(5);
    assert!(error.contains("không-có.json"), "{error}");
    let mut left: Vec<_> = std::fs::read_dir(shell.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    left.sort();
    assert_eq!(left, ["p.db", "sửa.json", "trọn-vẹn.json"]);
}
