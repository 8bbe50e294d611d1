//! What is read: lists in three formats, one task whole, counts, the journal.

use crate::support::shell::Shell;
use cchc::domain::change::{Change, NewTask};
use cchc::domain::day::from_iso;
use cchc::domain::deadline::Deadline;
use cchc::domain::person::Actor;
use cchc::domain::task::TaskText;
use cchc::present::text::width;
use cchc::store::{OpenMode, Stamp, Store};
use serde_json::Value;
use std::collections::HashSet;
use std::process::Stdio;

const FIELDS: [&str; 24] = [
    "code",
    "area",
    "section",
    "title",
    "text",
    "source_text",
    "key_task",
    "lead",
    "coordinating",
    "deadline",
    "kind",
    "due_on",
    "state",
    "timeliness",
    "days_left",
    "occurrences_done",
    "occurrences_total",
    "done_on",
    "evidence",
    "notes",
    "difficulties",
    "extensions",
    "illustrative",
    "updated_at",
];

fn json(text: &str) -> Vec<Value> {
    serde_json::from_str(text).unwrap()
}

fn codes(text: &str) -> Vec<String> {
    let rows = json(text);
    rows.iter()
        .map(|row| row["code"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_list_without_a_filter_holds_every_task_by_due_day() {
    let shell = Shell::sample();
    let table = shell.run("list").ok();
    assert_eq!(table.lines().count(), 1 + 79 + 1);
    let first: Vec<&str> = table.lines().take(2).collect();
    assert_eq!(
        first,
        [
            "  MÃ        NHIỆM VỤ                                            CHỦ TRÌ HẠN                    CÒN",
            "● 2.3.1-01° Xây dựng kế hoạch rà soát các TTHC năm 2021         VP      31/3                   quá hạn 72 ngày",
        ]
    );
    let last = table.lines().last().unwrap();
    assert_eq!(
        last,
        "78 nhiệm vụ · 19 hoàn thành · 7 quá hạn · 4 sắp đến hạn · ngoài ra 1 bãi bỏ"
    );
    for line in table.lines() {
        assert!(width(line) <= 120, "{line}");
    }
}

#[test]
fn json_has_its_fields_in_their_order() {
    let shell = Shell::sample();
    let text = shell.run("list --format json").ok();
    let mut at = 0;
    for field in FIELDS {
        let found = text[at..].find(&format!("\"{field}\":")).unwrap();
        at += found;
    }
    let rows = json(&text);
    assert_eq!(rows.len(), 79);
    for row in &rows {
        let row = row.as_object().unwrap();
        assert_eq!(row.len(), FIELDS.len());
        assert!(FIELDS.iter().all(|field| row.contains_key(*field)));
    }
    let first = &rows[0];
    assert_eq!(first["code"], "2.3.1-01");
    assert_eq!(first["area"], "2");
    assert_eq!(first["coordinating"], serde_json::json!(["KHTC", "TCĐLCL"]));
    assert_eq!(first["due_on"], "2021-03-31");
    assert_eq!(first["timeliness"], "overdue");
    assert_eq!(first["days_left"], -72);
    assert_eq!(first["source_text"], Value::Null);
    assert_eq!(first["updated_at"], "2021-06-09T04:06:00.000Z");
    let done = rows.iter().find(|row| row["state"] == "done").unwrap();
    assert_eq!(done["days_left"], Value::Null);
    let proven = rows
        .iter()
        .find(|row| row["evidence"] != serde_json::json!([]))
        .unwrap();
    let proof = proven["evidence"][0].as_object().unwrap();
    assert_eq!(proof.len(), 4);
    assert!(
        ["number", "date", "summary", "path"]
            .iter()
            .all(|key| proof.contains_key(*key))
    );
}

#[test]
fn csv_opens_in_a_spreadsheet_and_is_no_formula() {
    let shell = Shell::sample();
    shell.run("edit 2.1-1 --title =SUM(A1)").ok();
    shell.run("edit 2.1-2 --title=-2,_phẩy").ok();
    let csv = shell.run("list --order code --format csv --area 0").ok();
    let head = format!("\u{FEFF}{}\r\n", FIELDS.join(","));
    assert!(csv.starts_with(&head), "{csv}");
    assert!(csv.contains("\r\n2.1-01,0,2.1,'=SUM(A1),"), "{csv}");
    assert!(csv.contains("\r\n2.1-02,0,2.1,\"'-2, phẩy\","), "{csv}");
    assert_eq!(csv.lines().count(), 1 + 19);
    assert!(csv.contains(",overdue,-1,"), "numbers stay numbers");
}

#[test]
fn filters_narrow_and_orders_keep_every_row() {
    let shell = Shell::sample();
    let count =
        |options: &str| codes(&shell.run(&format!("list --format json {options}")).ok()).len();
    for (options, want) in [
        ("--due overdue", 7),
        ("--area 2", 12),
        ("--area all", 79),
        ("--state done", 19),
        ("--state done,dropped", 20),
        ("--state done --state dropped", 20),
        ("--unit văn_phòng_sở", 34),
        ("--no-unit", 6),
        ("--limit 5", 5),
        ("--due 10/6..11/6", 2),
        ("--search khongcotunay", 0),
    ] {
        assert_eq!(count(options), want, "{options}");
    }
    for flag in [
        "--key",
        "--stuck",
        "--no-deadline",
        "--unclear",
        "--no-evidence",
        "--silent",
    ] {
        let got = count(flag);
        assert!(got > 0 && got < 79, "{flag}: {got}");
    }
    let accents = shell.run("list --format json --search rà_soát").ok();
    let plain = shell.run("list --format json --search RA_SOAT").ok();
    assert_eq!(codes(&accents), codes(&plain));
    assert!(!codes(&plain).is_empty());
    for order in ["due", "code", "unit", "changed"] {
        let all = codes(
            &shell
                .run(&format!("list --format json --order {order}"))
                .ok(),
        );
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), 79, "{order}");
    }
    for (vietnamese, english) in [
        ("--due quá_hạn", "--due overdue"),
        ("--due QUA-HAN", "--due overdue"),
        ("--due tuần_này", "--due this-week"),
        ("--due sắp_đến_hạn", "--due soon"),
        ("--state xong", "--state done"),
        (
            "--state Đang_thực_hiện,tạm-dừng",
            "--state in_progress,paused",
        ),
        ("--order mã", "--order code"),
    ] {
        let rows = |option: &str| shell.run(&format!("list --format json {option}")).ok();
        let found = codes(&rows(vietnamese));
        assert!(!found.is_empty(), "{vietnamese}");
        assert_eq!(found, codes(&rows(english)), "{vietnamese}");
    }
    let due = shell.run("list --due soon --lang en").ok();
    assert!(
        due.ends_with("4 tasks · 0 completed · 0 overdue · 4 due soon\n"),
        "{due}"
    );
    assert_eq!(
        shell.run("list --search khongco").ok(),
        "Không tìm thấy nhiệm vụ nào.\n"
    );
    assert_eq!(
        shell.run("list --search khongco --format json").ok(),
        "[]\n"
    );
}

#[test]
fn tasks_due_between_two_days_are_listed_in_any_state() {
    let shell = Shell::sample();
    let june = |more: &str| {
        let command = format!("list --due 1/6..30/6 --format json {more}");
        codes(&shell.run(command.trim_end()).ok())
    };
    let all = june("");
    for code in ["2.6-02", "2.2-06", "2.3.2-04"] {
        assert!(all.contains(&code.to_owned()), "{code} {all:?}");
    }
    // Done, paused and dropped ones are there too, and only what waits is soon due.
    shell.run("done 2.2-06").ok();
    shell.run("drop 2.6-02 --reason Trùng_việc").ok();
    shell.run("pause 2.3.2-04 --reason Chờ_kinh_phí").ok();
    assert_eq!(june("").len(), all.len());
    assert!(june("--state done").contains(&"2.2-06".to_owned()));
    assert!(!june("--state dropped").contains(&"2.2-06".to_owned()));
    let soon = codes(&shell.run("list --due soon --format json").ok());
    for code in ["2.2-06", "2.6-02", "2.3.2-04"] {
        assert!(!soon.contains(&code.to_owned()), "{code} {soon:?}");
    }
    assert!(shell.run("list --help").ok().contains("cả việc đã xong"));
}

#[test]
fn a_units_list_and_the_list_of_units_show_the_same_counts() {
    let shell = Shell::sample();
    let list = shell.run("list --unit VP").ok();
    let units = shell.run("units").ok();
    let vp = units.lines().find(|line| line.starts_with("VP ")).unwrap();
    let counts: Vec<&str> = vp.split_whitespace().skip(1).take(4).collect();
    let last = list.lines().last().unwrap();
    assert!(
        last.starts_with(&format!(
            "{} nhiệm vụ · {} hoàn thành",
            counts[1], counts[0]
        )),
        "{last}\n{vp}"
    );
    assert!(
        last.ends_with(&format!(" · ngoài ra {} bãi bỏ", counts[3])),
        "{last}\n{vp}"
    );
}

#[test]
fn my_tasks_are_those_of_my_unit() {
    let shell = Shell::sample();
    let mine = codes(&shell.run("list --mine --as LAN --format json").ok());
    let led = codes(&shell.run("list --unit VP --format json").ok());
    assert!(led.iter().all(|code| mine.contains(code)));
    assert!(mine.len() > led.len());
    let err = shell.run("list --mine --as Nobody").failed(3);
    assert!(err.contains("Nobody") && err.contains("--unit"), "{err}");
}

#[test]
fn a_long_list_is_read_completely_page_by_page() {
    let shell = Shell::sample();
    let mut store = Store::open(&shell.file(), OpenMode::ReadWrite).unwrap();
    let section = store.sections(store.plan().unwrap().id).unwrap()[0].id;
    let new = |n: usize| {
        Change::Add(Box::new(NewTask {
            section,
            text: TaskText {
                title: format!("Việc {n}"),
                text: format!("Việc {n}"),
                ..TaskText::default()
            },
            deadline: Deadline::none(),
            more: Default::default(),
        }))
    };
    let changes: Vec<Change> = (0..450).map(new).collect();
    let stamp = Stamp {
        actor: Actor {
            account: "t".into(),
            person: "t".into(),
        },
        recorded_at: 0,
        day: from_iso("2021-06-11").unwrap(),
    };
    store.apply(&changes, &stamp).unwrap();
    drop(store);
    for order in ["due", "code", "unit", "changed"] {
        let all = codes(
            &shell
                .run(&format!("list --format json --order {order}"))
                .ok(),
        );
        assert_eq!(all.len(), 529, "{order}");
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), 529, "{order}");
    }
    let table = shell.run("list --limit 250").ok();
    assert!(
        table
            .lines()
            .last()
            .unwrap()
            .starts_with("250 trong 528 nhiệm vụ"),
        "{table}"
    );
}

#[test]
fn show_names_the_heading_without_the_marks_of_the_document() {
    let shell = Shell::sample();
    let page = shell.run("show 2.7.2-02").ok();
    let heading = "các cơ quan, đơn vị › Thực hiện nhiệm vụ của\n";
    assert!(page.contains(heading), "{page}");
    assert!(
        page.contains("9 ○ Trung tâm Khuyến nông (Sở Nông nghiệp"),
        "{page}"
    );
    let json = shell.run("show 2.7.2-02 --format json").ok();
    assert!(
        json.contains("\"* Thực hiện nhiệm vụ"),
        "as printed: {json}"
    );
}

#[test]
fn show_prints_everything_about_one_task() {
    let shell = Shell::sample();
    let page = shell.run("show 2.3.1-1").ok();
    for part in [
        "2.3.1-01°  Xây dựng kế hoạch rà soát các TTHC năm 2021",
        "● đang thực hiện · quá hạn 72 ngày",
        "Chủ trì       VP",
        "Phối hợp      KHTC, TCĐLCL",
        "Thời hạn      31/03/2021 (thứ Tư), hạn gốc 28/02/2021, gia hạn 1 lần",
        "Sửa gần nhất  09/06/2021\n",
        "Nội dung\n  Xây dựng kế hoạch rà soát",
        "Gia hạn\n  28/02/2021 → 31/03/2021",
        "09/06/2021 Lan (vanphong) · ghi chú\n    Đã trình dự thảo lần 2",
        "Lịch sử\n",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let quarterly = shell.run("show 2.3.1-05 --lang en").ok();
    assert!(
        quarterly.contains("Due dates 1/4\n   1 ✓ Quarter I"),
        "{quarterly}"
    );
    let steps = shell.run("show 2.7.2-02 --ascii").ok();
    assert!(steps.contains("Bước 6/10\n   1 v Ban Quản lý"), "{steps}");
    assert!(steps.contains("% đang thực hiện"), "{steps}");

    let whole: Value = serde_json::from_str(&shell.run("show iii-2 --format json").ok()).unwrap();
    assert_eq!(whole["code"], "III-02");
    assert_eq!(whole["detail"]["occurrences"].as_array().unwrap().len(), 52);
    assert!(!whole["detail"]["history"].as_array().unwrap().is_empty());
}

#[test]
fn counts_are_listed_by_area_and_by_unit() {
    let shell = Shell::sample();
    let areas = shell.run("areas").ok();
    assert_eq!(areas.lines().count(), 1 + 7 + 1);
    assert!(
        areas.contains("*    19    78        7       1  Tất cả"),
        "{areas}"
    );
    let units = shell.run("units --lang en").ok();
    assert!(units.contains("VP         10   33        4"), "{units}");
    assert!(
        units.contains("office: Department Office; Văn phòng Sở; VP Sở"),
        "{units}"
    );
}

#[test]
fn the_journal_is_read_newest_first() {
    let shell = Shell::sample();
    let log = shell.run("log --limit 2").ok();
    let lines: Vec<&str> = log.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(
        lines[0].starts_with("11/06/2021  III-04     Lan (vanphong): Đã ghi chú"),
        "{log}"
    );
    assert!(lines[2].contains("--limit"));
    let one = shell.run("log 2.1-4 --since 1/6").ok();
    assert_eq!(
        one.lines().filter(|line| line.contains("2.1-04")).count(),
        one.lines().count()
    );
    let rows = json(&shell.run("log --format json --limit 3").ok());
    assert_eq!(rows[0]["task"], "III-04");
    assert_eq!(rows[0]["account"], "vanphong");
    assert!(rows[0]["id"].as_i64() > rows[1]["id"].as_i64());
    assert_eq!(
        shell.run("log --since 1/1/2030").ok(),
        "Không có thay đổi nào.\n"
    );
}

#[test]
fn a_whole_file_has_no_faults_and_a_tampered_one_has() {
    let shell = Shell::sample();
    assert!(shell.run("check").ok().starts_with("Không có lỗi"));
    let info = shell.run("info --lang en --as Lan").ok();
    assert!(
        info.contains("Friday 11/06/2021 (set in the file)"),
        "{info}"
    );
    assert!(info.contains("Signed as        Lan ("), "{info}");
    assert!(
        info.contains("Your unit        VP · Văn phòng Sở"),
        "{info}"
    );
    let conn = rusqlite::Connection::open(shell.file()).unwrap();
    conn.execute("UPDATE change SET day='2021-01-01' WHERE id=90", [])
        .unwrap();
    conn.execute("UPDATE tally SET n=n+1 WHERE level=0", [])
        .unwrap();
    drop(conn);
    let ran = shell.run("check");
    assert!(ran.out.contains("Nhật ký: dòng 90"), "{}", ran.out);
    assert!(ran.out.contains("Số đếm:"), "{}", ran.out);
    ran.failed(5);
}

#[test]
fn the_day_is_the_files_own_unless_one_is_named() {
    let shell = Shell::sample();
    let late = |line: &str| shell.run(line).ok().lines().count();
    assert_eq!(late("list --due overdue"), 9);
    assert!(late("--today 31/12/2021 list --due overdue") > 20);
    let db = ("CCHC_DB", shell.file().into_os_string());
    let ran = shell.run_in(
        &[db, ("CCHC_TODAY", "31/12".into())],
        &["list", "--due", "overdue"],
        b"",
    );
    assert!(ran.ok().lines().count() > 20);
}

#[test]
fn hostile_bytes_of_the_file_never_reach_the_terminal() {
    let shell = Shell::sample();
    let conn = rusqlite::Connection::open(shell.file()).unwrap();
    let evil = "a\u{1b}[31mb\u{9b}2J\u{202e}c\r\nd";
    conn.execute(
        "UPDATE task SET title=?1, text=?1, product=?1, deadline=?1 WHERE code='2.1-01'",
        [evil],
    )
    .unwrap();
    conn.execute("UPDATE note SET body=?1, signed=?1", [evil])
        .unwrap();
    conn.execute(
        "UPDATE unit SET name=?1, abbreviation='x'||?1 WHERE abbreviation='VP'",
        [evil],
    )
    .unwrap();
    drop(conn);
    for line in [
        "list",
        "list --format csv",
        "list --format json",
        "show 2.1-1",
        "show 2.1-1 --format json",
        "log --limit 500",
        "log --format json",
        "units",
        "areas",
        "info",
        "start 2.1-1",
        "list --unit nope",
    ] {
        let ran = shell.run(line);
        let all = format!("{}{}", ran.out, ran.err);
        for hostile in ['\u{1b}', '\u{9b}', '\u{202e}'] {
            assert!(!all.contains(hostile), "{line}: {all:?}");
        }
    }
    let rows = json(&shell.run("list --format json --area 0 --order code").ok());
    assert_eq!(rows[0]["title"], evil, "JSON loses nothing");
}

#[test]
fn colours_are_printed_only_on_request() {
    let shell = Shell::sample();
    assert!(!shell.run("list").ok().contains('\u{1b}'));
    let coloured = shell.run("list --color always --due overdue").ok();
    assert!(coloured.contains("\u{1b}[31m● 2.3.1-01°"), "{coloured}");
    assert!(!shell.run("list --color never").ok().contains('\u{1b}'));
}

#[test]
fn a_reader_that_closes_the_pipe_is_no_error() {
    let shell = Shell::sample();
    for line in [
        &["list"][..],
        &["log", "--limit", "1000"],
        &["--help"],
        &["list", "--format", "json"],
    ] {
        let mut child = shell
            .command(line)
            .env("CCHC_DB", shell.file())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        assert_eq!(output.status.code(), Some(0), "{line:?}");
    }
}
