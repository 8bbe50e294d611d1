//! What is written: one change each, reported in a sentence, and undone.

use crate::support::shell::Shell;
use serde_json::Value;

fn task(shell: &Shell, code: &str) -> Value {
    let text = shell.args(&["show", code, "--format", "json"]).ok();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn init_creates_a_file_and_never_overwrites_one() {
    let shell = Shell::empty();
    let made = shell.run("init --year 2021").ok();
    assert!(made.contains("Kế hoạch năm 2021, 79 nhiệm vụ."), "{made}");
    assert!(made.contains("p.db"), "{made}");
    let before = shell.bytes();
    let err = shell.run("init --year 2021").failed(5);
    assert!(err.contains("không ghi đè"), "{err}");
    shell.run("init --sample").failed(5);
    assert_eq!(shell.bytes(), before);

    let empty = shell.run("init --year 2030 --db new.db --lang en").ok();
    assert!(empty.contains("Plan 2030, 0 tasks."), "{empty}");
    let import = empty.find("cchc --db new.db import FILE");
    let add = empty.find("cchc --db new.db add --section");
    assert!(import.is_some() && import < add, "{empty}");
    let none = shell.run("list --db new.db").ok();
    assert!(
        none.starts_with("Kế hoạch chưa có nhiệm vụ nào. Nhập từ tệp: cchc import TỆP, hoặc thêm"),
        "{none}"
    );
    let next = shell.run("add --db new.db --section 2.1 Việc_đầu").ok();
    assert!(next.starts_with("Đã thêm 2.1-01"), "{next}");
    shell.run("init --year 2022 --db none/there.db").failed(5);
}

#[test]
fn a_name_under_which_the_file_could_not_be_opened_is_refused() {
    let shell = Shell::empty();
    for sample in [&["init", "--sample"][..], &["init", "--year", "2021"]] {
        let make = |name: &str| shell.args(&[sample, &["--db", name]].concat());
        let printed = make(":memory:").failed(5);
        assert!(printed.contains("SQLite dành riêng"), "{printed}");
        // "ế" takes three bytes.
        for (name, fits) in [
            (format!("{}.db", "ế".repeat(81)), true),
            (format!("k{}.db", "ế".repeat(81)), true),
            (format!("kh{}.db", "ế".repeat(81)), false),
            ("a".repeat(254), false),
        ] {
            let made = make(&name);
            if fits {
                made.ok();
                let list = shell.args(&["list", "--db", &name]).ok();
                assert!(list.contains("2.1-01"), "{list}");
                std::fs::remove_file(shell.path().join(name)).unwrap();
            } else {
                let printed = made.failed(5);
                assert!(printed.contains("quá dài"), "{printed}");
            }
        }
        let deep = "thư mục/".repeat(60);
        std::fs::create_dir_all(shell.path().join(&deep)).unwrap();
        let printed = make(&format!("{deep}p.db")).failed(5);
        assert!(printed.contains("quá dài"), "{printed}");
        std::fs::remove_dir_all(shell.path().join("thư mục")).unwrap();
    }
    let left = std::fs::read_dir(shell.path()).unwrap().count();
    assert_eq!(left, 0);
}

#[test]
fn without_a_name_the_file_is_in_the_data_folder() {
    let shell = Shell::empty();
    let none: [(&str, std::ffi::OsString); 0] = [];
    let err = shell.run_in(&none, &["list"], b"").failed(5);
    assert!(err.contains("cchc init"), "{err}");
    shell.run_in(&none, &["init", "--year", "2021"], b"").ok();
    assert!(shell.path().join("data/cchc/ke-hoach.db").is_file());
    shell.run_in(&none, &["list"], b"").ok();
}

#[test]
fn a_code_that_is_named_again_and_again_is_done_once() {
    let shell = Shell::sample();
    let mut args = vec!["done"];
    args.extend(["2.3.1-1"; 5_000]);
    args.extend(["2.3.1-01", "2.4-5"]);
    let printed = shell.args(&args).ok();
    assert_eq!(printed.lines().count(), 2, "{printed}");
    assert!(printed.starts_with("Đã xong 2.3.1-01"), "{printed}");
}

#[test]
fn what_was_saved_is_called_saved_even_where_the_output_cannot_be_written() {
    let shell = Shell::sample();
    for (args, there) in [
        (vec!["note", "2.1-6", "Đã gửi"], true),
        (vec!["undo"], false),
        (vec!["redo"], true),
    ] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
        let output = shell
            .command(&args)
            .env("CCHC_DB", shell.file())
            .stdout(full.unwrap())
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(5), "{printed}");
        assert_eq!(
            printed,
            "cchc: Đã lưu vào kế hoạch, nhưng sau đó: Không ghi được kết quả (ổ đĩa đã đầy).\n"
        );
        let notes = task(&shell, "2.1-06")["detail"]["notes"].to_string();
        assert_eq!(notes.contains("Đã gửi"), there, "{notes}");
    }
    // That a file was replaced is reported.
    shell.run("backup").ok();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
    let mut restore = shell.command(&["restore", "latest", "--yes"]);
    restore.env("CCHC_DB", shell.file()).stdout(full.unwrap());
    let printed = String::from_utf8(restore.output().unwrap().stderr).unwrap();
    assert_eq!(
        printed,
        "cchc: Đã khôi phục, nhưng sau đó: Không ghi được kết quả (ổ đĩa đã đầy).\n"
    );
    // What only reads has saved nothing.
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
    let mut list = shell.command(&["list"]);
    list.env("CCHC_DB", shell.file()).stdout(full.unwrap());
    let printed = String::from_utf8(list.output().unwrap().stderr).unwrap();
    assert_eq!(printed, "cchc: Không ghi được kết quả (ổ đĩa đã đầy).\n");
}

#[test]
fn what_was_made_is_called_made_even_where_the_output_cannot_be_written() {
    let shell = Shell::sample();
    let folder = shell.file().parent().unwrap().to_owned();
    let (copy, report) = (folder.join("copy.db"), folder.join("r.md"));
    let (copy, report) = (copy.to_str().unwrap(), report.to_str().unwrap());
    let other = folder.join("other.db");
    for (args, file, done, there) in [
        (vec!["backup", copy], shell.file(), "Đã sao lưu", copy),
        (
            vec!["report", "--period", "quy", "-o", report],
            shell.file(),
            "Đã lưu báo cáo",
            report,
        ),
        (
            vec!["init", "--year", "2021"],
            other.clone(),
            "Đã tạo tệp kế hoạch",
            other.to_str().unwrap(),
        ),
    ] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
        let mut command = shell.command(&args);
        command.env("CCHC_DB", file).stdout(full.unwrap());
        let output = command.output().unwrap();
        let printed = String::from_utf8(output.stderr).unwrap();
        let but = "nhưng sau đó: Không ghi được kết quả (ổ đĩa đã đầy).";
        assert_eq!(printed, format!("cchc: {done}, {but}\n"));
        assert_eq!(output.status.code(), Some(5), "{printed}");
        assert!(std::path::Path::new(there).exists(), "{there}");
    }
}

#[test]
fn a_task_is_done_and_undone_and_done_again() {
    let shell = Shell::sample();
    let before = shell.run("list --format json").ok();
    assert_eq!(
        shell.run("done 2.3.1-5 --result Xong --as Lan").ok(),
        "Đã xong 2.3.1-05 kỳ Quý II; còn kỳ Quý III, hạn 30/9 — hoàn tác: cchc undo\n"
    );
    let now = task(&shell, "2.3.1-05");
    assert_eq!(now["occurrences_done"], 2);
    assert_eq!(now["detail"]["occurrences"][1]["result"], "Xong");
    let err = shell.run("undo --as Hùng").failed(4);
    assert!(err.contains("Không còn việc nào của bạn"), "{err}");
    assert_eq!(
        shell.run("undo --as lan").ok(),
        "Đã hoàn tác việc đánh dấu xong 2.3.1-05, kỳ Quý II — làm lại: cchc redo\n"
    );
    let strip = |text: &str| -> Vec<Value> {
        let mut rows: Vec<Value> = serde_json::from_str(text).unwrap();
        rows.iter_mut()
            .for_each(|row| row["updated_at"] = Value::Null);
        rows
    };
    let back = shell.run("list --format json").ok();
    assert_eq!(strip(&back), strip(&before));
    assert_eq!(
        shell.run("redo --as Lan --lang en").ok(),
        "Redone: completion of 2.3.1-05, Quarter II — undo: cchc undo\n"
    );
    assert_eq!(task(&shell, "2.3.1-5")["occurrences_done"], 2);
    shell.run("redo --as Lan").failed(4);
}

#[test]
fn several_tasks_are_one_act() {
    let shell = Shell::sample();
    let printed = shell
        .run("done 2.1-6 2.2-6 2.1-06 --evidence 12/BC-SKHCN --on 10/6")
        .ok();
    assert_eq!(printed.lines().count(), 2);
    assert!(
        printed.ends_with("Đã xong 2.2-06 ngày 10/06/2021 — hoàn tác: cchc undo\n"),
        "{printed}"
    );
    let proven = task(&shell, "2.2-06");
    assert_eq!(proven["evidence"][0]["number"], "12/BC-SKHCN");
    assert_eq!(proven["done_on"], "2021-06-10");
    assert!(
        shell
            .run("undo")
            .ok()
            .contains("2 nhiệm vụ (2.1-06, 2.2-06)")
    );
    assert_eq!(task(&shell, "2.1-06")["state"], "in_progress");
    // One that cannot be done leaves all as they were.
    shell.run("done 2.1-6 2.1-2").failed(4);
    assert_eq!(task(&shell, "2.1-06")["state"], "in_progress");
}

#[test]
fn one_occurrence_can_be_named() {
    let shell = Shell::sample();
    shell.run("done 2.3.1-5 --occurrence 4").ok();
    let cells = &task(&shell, "2.3.1-5")["detail"]["occurrences"];
    assert_eq!(
        (cells[1]["done_on"].is_null(), cells[3]["done_on"].is_null()),
        (true, false)
    );
    shell
        .run("reopen 2.3.1-5 --occurrence 1 --reason Làm_lại")
        .ok();
    let now = task(&shell, "2.3.1-5");
    assert!(now["detail"]["occurrences"][0]["done_on"].is_null());
    assert_eq!(now["detail"]["notes"][0]["text"], "Làm lại");
    // Nobody was faster: it is done, since when and by whom, and what to do about it.
    let err = shell.run("done 2.3.1-5 --occurrence 4 --as Minh").failed(4);
    assert!(
        err.contains("2.3.1-05 kỳ Quý IV đã xong ngày 11/06/2021 (")
            && err.contains("cchc done 2.3.1-05 --occurrence 4 --correct"),
        "{err}"
    );
    assert!(!err.contains("vừa"), "{err}");
    let err = shell.run("done 2.3.1-5 --occurrence 5").failed(3);
    assert!(err.contains("không có kỳ 5; chỉ có 4 kỳ."), "{err}");
}

#[test]
fn a_task_is_paused_and_resumed() {
    let shell = Shell::sample();
    shell.run("pause 2.1-6 --reason Chờ_hướng_dẫn").ok();
    let held = task(&shell, "2.1-06");
    assert_eq!(
        (&held["state"], &held["timeliness"]),
        (&"paused".into(), &"none".into())
    );
    assert_eq!(held["detail"]["hold_reason"], "Chờ hướng dẫn");
    let err = shell.run("done 2.1-6").failed(4);
    assert!(
        err.contains("cchc resume") && !err.contains("phím"),
        "{err}"
    );
    shell.run("resume 2.1-6").ok();
    shell.run("drop 2.1-6 --reason Không_còn_phù_hợp").ok();
    assert_eq!(task(&shell, "2.1-06")["state"], "dropped");
}

#[test]
fn deadlines_are_moved_and_set_in_the_offices_words() {
    let shell = Shell::sample();
    assert_eq!(
        shell
            .run("extend 2.1-6 18/6 --reason Chờ_ý_kiến --by Lãnh_đạo_Sở")
            .ok(),
        "Đã gia hạn 2.1-06, hạn thứ Sáu 18/06/2021 — hoàn tác: cchc undo\n"
    );
    let now = task(&shell, "2.1-6");
    assert_eq!(now["extensions"], 1);
    assert_eq!(now["detail"]["original_due_on"], "2021-06-10");
    shell.run("extend 2.1-6 18/6 --reason a --by b").failed(4);

    let printed = shell.run("deadline 2.1-6 hang_thang").ok();
    assert!(
        printed.contains("“Hằng tháng”: định kỳ, 7 kỳ, từ 30/06/2021 đến 31/12/2021"),
        "{printed}"
    );
    assert_eq!(task(&shell, "2.1-6")["deadline"], "Hằng tháng");
    let history = shell.run("log 2.1-6").ok();
    assert!(
        history.contains("thời hạn: Hằng tháng (trước: hang thang)"),
        "{history}"
    );
    shell.run("deadline 2.1-6 tuần_sau").ok();
    assert_eq!(task(&shell, "2.1-6")["deadline"], "20/06/2021");
    let history = shell.run("log 2.1-6").ok();
    assert!(
        history.contains("thời hạn: 20/06/2021 (trước: tuần sau)"),
        "{history}"
    );
    shell.run("undo").ok();
    assert_eq!(task(&shell, "2.1-6")["deadline"], "Hằng tháng");
    shell.run("redo").ok();
    shell.run("check").ok();
    let wording = "lúc nào thuận tiện";
    let printed = shell.args(&["deadline", "2.1-6", wording]).ok();
    assert!(
        printed.contains("Chưa hiểu thời hạn “lúc nào thuận tiện”"),
        "{printed}"
    );
    let now = task(&shell, "2.1-6");
    assert_eq!(
        (&now["deadline"], &now["kind"]),
        (&wording.into(), &"unclear".into())
    );
    assert!(shell.run("list --unclear").ok().contains("2.1-06"));
    let relative = "trong 15 ngày kể từ ngày ban hành";
    let printed = shell.args(&["deadline", "2.1-6", relative]).ok();
    assert!(printed.contains("--from NGÀY"), "{printed}");
    let printed = shell
        .args(&["deadline", "2.1-6", relative, "--from", "1/6"])
        .ok();
    assert!(printed.contains("hạn thứ Tư 16/06/2021"), "{printed}");
    let printed = shell
        .run("deadline 2.1-6 Sau_khi_UBND_tỉnh_ban_hành --from 1/6")
        .ok();
    assert!(
        printed.contains("không nêu bao nhiêu ngày sau mốc"),
        "{printed}"
    );
    assert!(!printed.contains("--from NGÀY"), "{printed}");
    let printed = shell
        .run("deadline 2.1-6 Trong_1_tháng_kể_từ_ngày_ký --from 1/6")
        .ok();
    assert!(printed.contains("01/07/2021"), "{printed}");
    shell.run("deadline 2.1-6 Quý_II --from 1/6").failed(2);
    let printed = shell.args(&["deadline", "2.1-6", " "]).failed(2);
    assert!(printed.contains("gõ “không”"), "{printed}");
    assert_ne!(task(&shell, "2.1-6")["kind"], "none");
    let printed = shell.args(&["deadline", "2.1-6", "không"]).ok();
    assert!(
        printed.starts_with("Đã bỏ thời hạn của 2.1-06"),
        "{printed}"
    );
    assert_eq!(task(&shell, "2.1-6")["kind"], "none");
}

#[test]
fn notes_come_from_arguments_and_from_the_standard_input() {
    let shell = Shell::sample();
    assert_eq!(
        shell.run("note 2.1-6 Đã_gửi_văn_bản --as Lan").ok(),
        "Đã ghi chú 2.1-06 — hoàn tác: cchc undo\n"
    );
    shell
        .with_input(
            &["note", "2.1-6", "-"],
            "dòng một\r\ndo\u{300}ng hai\n".as_bytes(),
        )
        .ok();
    let notes = task(&shell, "2.1-6")["detail"]["notes"].clone();
    assert_eq!(notes[0]["text"], "dòng một\ndòng hai");
    assert_eq!(notes[1]["text"], "Đã gửi văn bản");
    assert!(notes[1]["signed"].as_str().unwrap().starts_with("Lan"));

    shell
        .run("note 2.1-6 --kind difficulty -- -_thiếu_số_liệu")
        .ok();
    let now = task(&shell, "2.1-6");
    let open = now["difficulties"].as_i64().unwrap();
    assert_eq!(now["detail"]["notes"][0]["text"], "- thiếu số liệu");
    for _ in 0..open {
        assert!(
            shell
                .run("note 2.1-6 Đã_có --answers")
                .ok()
                .starts_with("Đã trả lời vướng mắc")
        );
    }
    let shown = shell.run("show 2.1-6").ok();
    assert!(shown.contains("· vướng mắc · đã trả lời"), "{shown}");
    shell.run("note 2.1-6 Đã_có --answers").failed(4);
    assert_eq!(task(&shell, "2.1-6")["difficulties"], 0);

    let longest = "ệ".repeat(100_000);
    shell
        .with_input(&["note", "2.1-6", "-"], longest.as_bytes())
        .ok();
    assert_eq!(task(&shell, "2.1-6")["detail"]["notes"][0]["text"], longest);
}

#[test]
fn evidence_and_steps_are_added() {
    let shell = Shell::sample();
    shell
        .run("evidence 2.1-2 15/KH-SKHCN --date 12/3 --summary Kế_hoạch --path /kho/15.pdf")
        .ok();
    let proof = task(&shell, "2.1-2")["evidence"].clone();
    let added = proof.as_array().unwrap().last().unwrap().clone();
    assert_eq!(added["date"], "2021-03-12");
    shell.run("step 2.1-6 --add Dự_thảo").ok();
    shell.run("step 2.1-6 1").ok();
    assert_eq!(
        task(&shell, "2.1-6")["detail"]["steps"][0]["done_on"],
        "2021-06-11"
    );
    shell.run("step 2.1-6 1").failed(4);
    shell.run("step 2.1-6 1 --undo").ok();
    let err = shell.run("step 2.1-6 7").failed(3);
    assert!(err.contains("không có bước 7; chỉ có 1 bước."), "{err}");
    let err = shell.run("step 2.1-6 7 --lang en").failed(3);
    assert!(err.contains("no step 7; it has only 1 step."), "{err}");
    let err = shell.run("step 2.3.1-1 2").failed(3);
    assert!(err.contains("không có bước 2; chưa có bước nào."), "{err}");
    let err = shell.run("step 2.3.1-1 2 --lang en").failed(3);
    assert!(err.contains("no step 2; it has no steps."), "{err}");
}

#[test]
fn tasks_are_added_and_edited() {
    let shell = Shell::sample();
    let printed = shell
        .run("add --section 2.3.1. Việc_mới --lead văn_phòng --with khtc,TTra --deadline Quý_III --product Báo_cáo --key")
        .ok();
    assert!(
        printed.starts_with("Đã thêm 2.3.1-07, hạn thứ Năm 30/09/2021 — hoàn tác"),
        "{printed}"
    );
    let now = task(&shell, "2.3.1-7");
    assert_eq!(now["lead"], "VP");
    assert_eq!(now["coordinating"], serde_json::json!(["KHTC", "TTra"]));
    assert_eq!(now["due_on"], "2021-09-30");
    assert_eq!(now["illustrative"], false);
    shell
        .run("edit 2.3.1-7 --lead none --with none --key no --title Tên_khác")
        .ok();
    let now = task(&shell, "2.3.1-7");
    assert_eq!(
        (&now["lead"], &now["title"]),
        (&Value::Null, &"Tên khác".into())
    );
    assert_eq!(now["coordinating"], serde_json::json!([]));
    assert_eq!(now["text"], "Việc mới");
    shell.run("edit 2.3.1-7 --title Tên_khác").failed(4);
    shell.run("edit 2.3.1-7").failed(2);
    shell.run("undo").ok();
    let printed = shell.run("undo").ok();
    assert!(
        printed.starts_with("Đã hoàn tác việc thêm 2.3.1-07"),
        "{printed}"
    );
    shell.run("show 2.3.1-7").failed(3);
    // A code is never given out twice.
    assert!(
        shell
            .run("add --section 2.3.1 Việc_sau")
            .ok()
            .starts_with("Đã thêm 2.3.1-08")
    );
}

#[test]
fn who_signs_is_the_account_and_the_person() {
    let shell = Shell::sample();
    shell.run("start 2.1-9 --as hùng_lạ").ok();
    let entry = task(&shell, "2.1-9")["detail"]["history"][0].clone();
    assert_eq!(entry["person"], "hùng lạ");
    let account = entry["account"].as_str().unwrap().to_owned();
    // Neither USER nor LOGNAME has a say.
    let variables = [
        ("CCHC_DB", shell.file().into_os_string()),
        ("USER", "director".into()),
        ("LOGNAME", "director".into()),
    ];
    shell.run_in(&variables, &["note", "2.1-9", "x"], b"").ok();
    let entry = task(&shell, "2.1-9")["detail"]["history"][0].clone();
    assert_eq!(
        (&entry["account"], &entry["person"]),
        (&account.as_str().into(), &account.as_str().into())
    );
}

#[test]
fn read_only_writes_nothing() {
    let shell = Shell::sample();
    let before = std::fs::read(shell.file()).unwrap();
    shell.run("--read-only list").ok();
    let err = shell.run("--read-only done 2.1-6").failed(4);
    assert!(err.contains("--read-only"), "{err}");
    assert_eq!(std::fs::read(shell.file()).unwrap(), before);
}

#[test]
fn a_new_deadline_that_makes_the_task_overdue_is_reported() {
    let shell = Shell::sample();
    let printed = shell.run("deadline 2.3.1-6 10/6").ok();
    assert!(
        printed.ends_with("Thời hạn “10/6” — đã qua 1 ngày, sẽ tính là quá hạn.\n"),
        "{printed}"
    );
    let printed = shell
        .run("deadline 2.3.1-6 Hằng_tháng_cả_năm --lang en")
        .ok();
    assert!(
        printed.ends_with("5 are already past and will count as overdue.\n"),
        "{printed}"
    );
    let printed = shell.run("deadline 2.3.1-6 11/6").ok();
    assert_eq!(printed.lines().count(), 1, "{printed}");
}

#[test]
fn an_act_of_another_day_is_undone_only_with_consent() {
    let shell = Shell::sample();
    shell.run("done 2.2-6 --as Lan --today 1/6").ok();
    let done = || task(&shell, "2.2-06")["state"].clone();
    let err = shell.run("undo --as Lan --today 11/6").failed(4);
    assert_eq!(
        err,
        "cchc: Chưa hoàn tác gì. Thao tác gần nhất của bạn: đánh dấu xong 2.2-06, thực hiện ngày 01/06/2021. \
         Nếu muốn hoàn tác việc đó: cchc undo --yes.\n"
    );
    assert_eq!(done(), "done");
    let printed = shell.run("undo --yes --as Lan --today 11/6").ok();
    assert!(
        printed.starts_with("Đã hoàn tác việc đánh dấu xong 2.2-06"),
        "{printed}"
    );
    assert_ne!(done(), "done");
    // What was taken back on another day comes again only where one agrees.
    let err = shell.run("redo --as Lan --today 12/6 --lang en").failed(4);
    assert!(
        err.contains(
            "Your last undo was made on 11/06/2021: completion of 2.2-06. To redo it anyway: cchc redo --yes."
        ),
        "{err}"
    );
    shell.run("redo --as Lan --today 11/6").ok();
    assert_eq!(done(), "done");
    // Done again today, it is of today.
    shell.run("undo --as Lan --today 11/6").ok();
    assert_ne!(done(), "done");
}

#[test]
fn a_completion_is_corrected_and_a_start_undone() {
    let shell = Shell::sample();
    shell.run("done 2.1-06 --on 10/6 --result Đã_gửi").ok();
    let printed = shell.run("done 2.1-06 --occurrence 1").failed(4);
    assert!(printed.contains("--correct --on NGÀY"), "{printed}");
    shell.run("done 2.1-06 --correct --on 9/6").ok();
    let show = shell.run("show 2.1-06 --format json").ok();
    assert!(show.contains("\"done_on\":\"2021-06-09\""), "{show}");
    assert!(show.contains("Đã gửi"), "{show}");
    let log = shell.run("log 2.1-06 --limit 1").ok();
    assert!(log.contains("09/06/2021 (trước: 10/06/2021)"), "{log}");
    let printed = shell.run("done 2.1-04 --correct --on 9/6").failed(4);
    assert!(printed.contains("chưa hoàn thành"), "{printed}");
    shell.run("start 2.4-03 --undo").ok();
    let show = shell.run("show 2.4-03 --format json").ok();
    assert!(show.contains("\"state\":\"not_started\""), "{show}");
}
