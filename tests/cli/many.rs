//! One change of many tasks: several codes before the text, or the filters of a list.

use crate::support::shell::Shell;
use serde_json::Value;

fn listed(shell: &Shell, filters: &str) -> Vec<Value> {
    let line = format!("list --format json {filters}");
    let json = shell.run(line.trim_end()).ok();
    serde_json::from_str(&json).unwrap()
}

#[test]
fn several_codes_precede_the_text_and_are_one_step_of_undo() {
    let shell = Shell::sample();
    let before = listed(&shell, "");
    for line in [
        "note 2.1-06 2.2-06 Đã_gửi_công_văn_đôn_đốc",
        "deadline 2.1-06 2.2-06 Quý_IV",
        "extend 2.1-06 2.2-06 20/12 --reason Chờ_ý_kiến --by Giám_đốc_Sở",
        "evidence 2.1-06 2.2-06 15/BC-SKHCN",
        "edit 2.1-06 2.2-06 --product Báo_cáo_chuyên_đề",
        "pause 2.1-06 2.2-06 --reason Chờ_kinh_phí",
        "step 2.1-06 2.2-06 --add Gửi_lấy_ý_kiến",
    ] {
        let output = shell.run(line).ok();
        let message = output.lines().filter(|line| line.starts_with("Đã "));
        assert_eq!(message.count(), 2, "{line}: {output}");
        assert_eq!(output.matches("cchc undo").count(), 1, "{line}: {output}");
        assert_ne!(listed(&shell, "")[..], before[..], "{line}");
        shell.run("undo").ok();
    }
    let same = |tasks: Vec<Value>| -> Vec<Value> {
        let tasks = tasks.into_iter().map(|mut task| {
            task.as_object_mut().unwrap().remove("updated_at");
            task
        });
        tasks.collect()
    };
    assert_eq!(same(listed(&shell, "")), same(before));
}

#[test]
fn a_filter_chooses_the_tasks_that_a_list_shows() {
    let shell = Shell::empty();
    shell.run("init --year 2021").ok();
    let free = listed(&shell, "--area 2 --no-unit").len();
    assert!((2..=20).contains(&free), "{free}");
    let output = shell
        .args(&["edit", "--where", "--area 2 --no-unit", "--lead", "VP"])
        .ok();
    assert!(
        output.starts_with(&format!("Thay đổi {free} nhiệm vụ:\n")),
        "{output}"
    );
    assert!(
        output.contains("2.3.1-02  Cập nhật")
            && output.contains(&format!("Đã giao {free} nhiệm vụ (")),
        "{output}"
    );
    assert_eq!(listed(&shell, "--area 2 --no-unit").len(), 0);
    assert_eq!(listed(&shell, "--area 2 --unit VP").len(), free);
    // Those that have it already need no change.
    let output = shell
        .args(&[
            "edit",
            "--where",
            "--area 2",
            "--where=--unit VP",
            "--lead",
            "VP",
        ])
        .failed(4);
    assert!(output.contains("Không có gì thay đổi"), "{output}");
    let output = shell
        .args(&[
            "note",
            "--where",
            "--unit 'Văn phòng'",
            "Đã giao ngày 10/6",
            "--lang",
            "en",
        ])
        .ok();
    assert!(
        output.contains("Note added: 14 tasks (III-03, III-04, 2.3.1-01"),
        "{output}"
    );
    shell.run("undo").ok();
    shell.run("undo").ok();
    assert_eq!(listed(&shell, "--area 2 --no-unit").len(), free);
    assert!(shell.run("check").ok().contains("Không có lỗi"));
}

#[test]
fn above_twenty_tasks_somebody_has_to_agree() {
    let shell = Shell::empty();
    shell.run("init --year 2021").ok();
    let before = shell.bytes();
    let all = listed(&shell, "").len();
    let line = ["edit", "--where", "--area all", "--key", "co"];
    let ran = shell.args(&line);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.out.contains(&format!("Thay đổi {all} nhiệm vụ:")));
    assert_eq!(
        ran.err,
        format!(
            "cchc: Chưa lưu gì: cần đồng ý vì thay đổi {all} nhiệm vụ cùng lúc. Nếu đồng ý, thêm --yes.\n"
        )
    );
    assert_eq!(shell.bytes(), before);
    shell.args(&[&line[..], &["--yes"]].concat()).ok();
    let key = |task: &Value| task["key_task"] == true;
    assert!(listed(&shell, "").iter().all(key));
    shell.run("undo").ok();
    assert!(!listed(&shell, "").iter().any(key));
    // Codes count as well.
    let codes: Vec<String> = listed(&shell, "")
        .iter()
        .take(21)
        .map(|task| task["code"].as_str().unwrap().to_owned())
        .collect();
    let line = format!("start {}", codes.join(" "));
    assert_eq!(shell.run(&line).code, 2);
    shell.run(&format!("{line} --yes")).ok();
    assert_eq!(listed(&shell, "--state in_progress").len(), 21);
}

#[test]
fn all_are_changed_or_none_and_the_refused_one_is_named() {
    let shell = Shell::sample();
    let before = shell.bytes();
    for (args, code, message) in [
        (
            &["start", "2.1-06", "2.2-06", "2.2-06"][..],
            4,
            "Chưa lưu việc nào.",
        ),
        (
            &["done", "--where", "--area 1"],
            4,
            "2.2-04: Việc này đã hoàn thành",
        ),
        (
            &[
                "extend", "2.1-06", "2.2-06", "9/6", "--reason", "a", "--by", "b",
            ],
            4,
            "2.1-06: ",
        ),
        (&["edit", "--where", "", "--lead", "VP"], 2, "--area all"),
        (&["edit", "--where", "--area 9", "--lead", "VP"], 3, "“9”"),
        (
            &["edit", "--where", "--aera 2", "--lead", "VP"],
            2,
            "--aera",
        ),
        (
            &["edit", "--where", "--search khongcotunay", "--lead", "VP"],
            3,
            "Không có nhiệm vụ nào khớp",
        ),
        (&["done", "2.1-06", "--where", "--area 2"], 2, "--where"),
        (
            &["note", "2.1-06", "--where", "--area 2", "Đã họp"],
            2,
            "Thừa tham số “2.1-06”",
        ),
        (&["note", "2.1-06"], 2, "Còn thiếu: VĂN_BẢN."),
        (&["note", "2.1-06", "Đã", "gửi"], 2, "Thừa tham số “gửi”"),
        (&["deadline", "2.1-06", "2.1-99", "Quý IV"], 3, "2.1-99"),
        (&["step", "2.1-06", "hai"], 2, "“hai”"),
        (&["evidence", "2.1-06"], 2, "Còn thiếu: SỐ."),
    ] {
        let output = shell.args(args).failed(code);
        assert!(output.contains(message), "{args:?}: {output}");
        assert_eq!(shell.bytes(), before, "{args:?}");
    }
}
