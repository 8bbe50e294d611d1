//! How wordings are understood, asked without a file.

use crate::support::shell::Shell;
use serde_json::{Value, json};

fn answers(shell: &Shell, args: &[&str], input: &str) -> Value {
    let args = [&["--today", "11/06/2021", "when", "--format", "json"], args].concat();
    serde_json::from_str(&shell.with_input(&args, input.as_bytes()).ok()).unwrap()
}

#[test]
fn wordings_are_explained_one_line_each_and_no_file_is_touched() {
    let shell = Shell::empty();
    let ran = shell.args(&[
        "when",
        "--year",
        "2021",
        "--document",
        "Trước 15/12",
        "Hằng quý",
        "Tuần sau",
        "Thường xuyên",
        "31/5/2025",
    ]);
    assert_eq!(
        ran.ok().lines().collect::<Vec<_>>(),
        [
            "Trước 15/12 → có ngày cụ thể: Thứ Ba 14/12/2021",
            "Hằng quý → định kỳ: 31/03/2021, 30/06/2021, 30/09/2021, 31/12/2021",
            "Tuần sau → chưa rõ: phụ thuộc vào ngày đọc, trong văn bản không xác định được",
            "Thường xuyên → thường xuyên",
            "31/5/2025 → có ngày cụ thể: Thứ Bảy 31/05/2025 — Ngày 31/05/2025 cách xa năm kế hoạch 2021: hãy kiểm tra năm.",
        ]
    );
    assert_eq!(std::fs::read_dir(shell.path()).unwrap().count(), 0);
}

#[test]
fn the_input_gives_an_answer_for_each_of_its_lines() {
    let shell = Shell::empty();
    let input = "Quý II\r\n\n  31/6  \ntuần sau\nHằng tháng\n";
    let message = answers(&shell, &[], input);
    assert_eq!(
        message,
        json!([
            {"wording": "Quý II", "kind": "date", "due_on": "2021-06-30",
             "occurrences": ["2021-06-30"], "unclear": null, "warnings": []},
            {"wording": "", "kind": "none", "due_on": null,
             "occurrences": [], "unclear": null, "warnings": []},
            {"wording": "31/6", "kind": "unclear", "due_on": null,
             "occurrences": [], "unclear": "không có ngày 31/6/2021", "warnings": []},
            {"wording": "tuần sau", "kind": "date", "due_on": "2021-06-20",
             "occurrences": ["2021-06-20"], "unclear": null, "warnings": []},
            {"wording": "Hằng tháng", "kind": "recurring", "due_on": "2021-06-30",
             "occurrences": ["2021-06-30", "2021-07-31", "2021-08-31", "2021-09-30",
                             "2021-10-31", "2021-11-30", "2021-12-31"],
             "unclear": null, "warnings": []},
        ])
    );
    let message = answers(
        &shell,
        &["--document", "-"],
        "tuần sau\nHằng tháng\n01/01/1970",
    );
    assert_eq!(message[0]["kind"], "unclear");
    assert_eq!(message[1]["occurrences"].as_array().unwrap().len(), 12);
    assert_eq!(message[2]["kind"], "none");
    assert_eq!(message[2]["warnings"].as_array().unwrap().len(), 1);
    assert_eq!(answers(&shell, &[], ""), json!([]));
    shell.with_input(&["when"], b"Qu\xff\n").failed(4);
    shell.args(&["when", "--year", "x", "30/6"]).failed(2);
}
