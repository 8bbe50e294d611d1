//! What was entered by mistake: corrected or removed with a reason, never silently, and back again.

use crate::support::shell::Shell;
use serde_json::Value;

fn task(shell: &Shell, code: &str) -> Value {
    let text = shell.run(&format!("show {code} --format json")).ok();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_task_added_by_mistake_is_removed_with_its_reason_and_restored_completely() {
    let shell = Shell::sample();
    shell
        .args(&[
            "add",
            "--section",
            "2.1",
            "Việc thêm nhầm",
            "--deadline",
            "Hằng quý",
        ])
        .ok();
    shell.run("note 2.1-13 Khó_khăn --kind difficulty").ok();
    shell.run("note 2.1-13 Đã_gỡ --answers").ok();
    shell.run("evidence 2.1-13 15/KH-SKHCN").ok();
    shell.run("step 2.1-13 --add Bước_một").ok();
    let before = task(&shell, "2.1-13");
    let count = |shell: &Shell| {
        shell
            .run("list --format json")
            .ok()
            .matches("\"code\"")
            .count()
    };
    let all = count(&shell);
    let err = shell.run("remove 2.1-13").failed(2);
    assert!(err.contains("--reason"), "{err}");
    assert_eq!(
        shell.run("remove 2.1-13 --reason Thêm_trùng").ok(),
        "Đã gỡ bỏ 2.1-13 — hoàn tác: cchc undo\n"
    );
    shell.run("check").ok();
    assert_eq!(count(&shell), all - 1);
    let err = shell.run("show 2.1-13").failed(3);
    assert!(
        err.contains("Nhiệm vụ 2.1-13 đã được gỡ bỏ: Thêm trùng. Xem: cchc log 2.1-13."),
        "{err}"
    );
    // It stays in the journal, with its reason and all that was done to it.
    let log = shell.run("log 2.1-13").ok();
    assert_eq!(log.lines().count(), 6, "{log}");
    assert!(log.lines().all(|line| line.contains("  2.1-13 ")), "{log}");
    assert!(
        log.contains(": Đã gỡ bỏ · tên nhiệm vụ: Việc thêm nhầm; lý do: Thêm trùng\n"),
        "{log}"
    );
    // Its code is never given out again.
    let text = shell.run("add --section 2.1 Việc_khác").ok();
    assert!(text.contains("2.1-14"), "{text}");
    shell.run("undo").ok();
    let text = shell.run("undo").ok();
    assert!(text.starts_with("Đã hoàn tác việc gỡ bỏ 2.1-13"), "{text}");
    shell.run("check").ok();
    let after = task(&shell, "2.1-13");
    for part in ["occurrences", "steps", "extensions"] {
        assert_eq!(after["detail"][part], before["detail"][part], "{part}");
    }
    assert_eq!(
        (&after["evidence"], &after["notes"]),
        (&before["evidence"], &before["notes"])
    );
    assert_eq!(after["difficulties"], 0);
    shell.run("redo").ok();
    shell.run("show 2.1-13").failed(3);
    shell.run("check").ok();
}

#[test]
fn what_the_document_holds_is_dropped_instead() {
    let shell = Shell::sample();
    let err = shell.run("remove 2.1-6 --reason Nhầm").failed(4);
    assert!(
        err.contains("có trong văn bản kế hoạch") && err.contains("cchc drop 2.1-06 --reason"),
        "{err}"
    );
    shell.run("check").ok();
}

#[test]
fn evidence_is_corrected_and_removed_with_a_reason() {
    let shell = Shell::sample();
    let code = "2.2-06";
    let text = shell
        .args(&[
            "evidence",
            code,
            "51/BC-SKHCN",
            "--path",
            "/khong/co/51.docx",
        ])
        .ok();
    assert!(
        text.ends_with(
            "Lưu ý: không thấy tệp “/khong/co/51.docx” trên máy này; đường dẫn vẫn được giữ như đã nhập.\n"
        ),
        "{text}"
    );
    std::fs::write(shell.path().join("15.pdf"), "có").unwrap();
    let err = shell.run("evidence 2.2-06 15/BC-SKHCN --edit 1").failed(2);
    assert!(err.contains("--reason"), "{err}");
    let text = shell
        .run("evidence 2.2-06 15/BC-SKHCN --edit 1 --path 15.pdf --reason Gõ_nhầm_số")
        .ok();
    assert_eq!(text, "Đã sửa minh chứng của 2.2-06 — hoàn tác: cchc undo\n");
    let now = task(&shell, code);
    assert_eq!(now["evidence"][0]["number"], "15/BC-SKHCN");
    assert_eq!(now["evidence"][0]["path"], "15.pdf");
    let corrected = task(&shell, code);
    for (date, dated_on) in [("8/6", "2021-06-08".into()), ("", serde_json::Value::Null)] {
        shell
            .args(&[
                "evidence",
                code,
                "",
                "--edit",
                "1",
                "--date",
                date,
                "--reason",
                "Gõ nhầm ngày",
            ])
            .ok();
        let document = task(&shell, code)["evidence"][0].clone();
        assert_eq!(document["number"], "15/BC-SKHCN");
        assert_eq!(document["date"], dated_on, "{document}");
    }
    shell.run("undo").ok();
    shell.run("undo").ok();
    assert_eq!(task(&shell, code)["evidence"], corrected["evidence"]);
    let log = shell.run("log 2.2-06 --limit 5").ok();
    assert!(
        log.contains("Đã sửa minh chứng · ")
            && log.contains("số, ký hiệu: 15/BC-SKHCN (trước: 51/BC-SKHCN)")
            && log.contains("lý do: Gõ nhầm số"),
        "{log}"
    );
    let err = shell
        .run("evidence 2.2-06 --remove 2 --reason Nhầm")
        .failed(3);
    assert!(err.contains("không có minh chứng thứ 2"), "{err}");
    shell
        .run("evidence 2.2-06 --remove 1 --reason Của_việc_khác")
        .ok();
    assert_eq!(task(&shell, code)["evidence"].as_array().unwrap().len(), 0);
    let log = shell.run("log 2.2-06 --limit 1").ok();
    assert!(
        log.contains("Đã gỡ bỏ minh chứng") && log.contains("lý do: Của việc khác"),
        "{log}"
    );
    let text = shell.run("undo").ok();
    assert!(
        text.starts_with("Đã hoàn tác việc gỡ bỏ minh chứng của 2.2-06"),
        "{text}"
    );
    assert_eq!(task(&shell, code)["evidence"][0]["number"], "15/BC-SKHCN");
    let text = shell.run("undo --lang en").ok();
    assert!(
        text.starts_with("Undone: correction of evidence for 2.2-06"),
        "{text}"
    );
    assert_eq!(task(&shell, code)["evidence"][0]["number"], "51/BC-SKHCN");
    shell.run("check").ok();
}

#[test]
fn a_step_is_renamed_and_removed_with_a_reason() {
    let shell = Shell::sample();
    let code = "2.7.2-02";
    let steps = |shell: &Shell| -> Vec<String> {
        let now = task(shell, code);
        let steps = now["detail"]["steps"].as_array().unwrap().clone();
        steps
            .iter()
            .map(|one| one["title"].as_str().unwrap().to_owned())
            .collect()
    };
    let before = steps(&shell);
    let text = shell
        .run("step 2.7.2-2 2 --rename Đơn_vị_khác --reason Ghi_sai_tên")
        .ok();
    assert_eq!(
        text,
        "Đã sửa thành bước “Đơn vị khác” của 2.7.2-02 — hoàn tác: cchc undo\n"
    );
    assert_eq!(steps(&shell)[1], "Đơn vị khác");
    let text = shell.run("step 2.7.2-2 2 --remove --reason Trùng").ok();
    assert_eq!(
        text,
        "Đã gỡ bỏ bước “Đơn vị khác” khỏi 2.7.2-02 — hoàn tác: cchc undo\n"
    );
    assert_eq!(steps(&shell).len(), before.len() - 1);
    let log = shell.run("log 2.7.2-2 --limit 2").ok();
    assert!(
        log.contains("Đã gỡ bỏ bước “Đơn vị khác”") && log.contains("lý do: Trùng"),
        "{log}"
    );
    assert!(log.contains("lý do: Ghi sai tên"), "{log}");
    shell.run("check").ok();
    let text = shell.run("undo").ok();
    assert!(
        text.starts_with("Đã hoàn tác việc gỡ bỏ bước “Đơn vị khác”"),
        "{text}"
    );
    shell.run("undo").ok();
    assert_eq!(steps(&shell), before);
    shell.run("check").ok();
}
