//! The rows of list, units, areas and log: for people, for scripts, for spreadsheets.

use crate::support::shell::Shell;

#[test]
fn units_areas_and_changes_go_into_every_form() {
    let shell = Shell::sample();
    for (command, row) in [
        ("units", "TCĐLCL"),
        ("areas", "Cải cách thể chế"),
        ("log", "III-04"),
    ] {
        let form = |form: &str| shell.run(&format!("{command} --format {form}")).ok();
        assert_eq!(form("table"), shell.run(command).ok(), "{command}");
        assert_eq!(form("bảng"), form("text"), "{command}");
        let json: serde_json::Value = serde_json::from_str(&form("json")).unwrap();
        assert!(json.as_array().unwrap().len() > 5, "{command}: {json}");
        let csv = form("csv");
        assert!(csv.starts_with('\u{FEFF}') && csv.contains("\r\n"), "{csv}");
        assert!(csv.contains(row) && csv.contains(';'), "{csv}");
        let english = shell.run(&format!("{command} --format csv --lang en")).ok();
        assert!(english.lines().next().unwrap().contains(','), "{english}");
        let markdown = form("md");
        assert!(
            markdown.starts_with("| ") && markdown.contains("--"),
            "{markdown}"
        );
        assert!(markdown.contains(row), "{markdown}");
        let file = format!("{command}.xlsx");
        let said = shell.run(&format!("{command} -o {file}")).ok();
        assert_eq!(said, format!("Đã lưu: {file}\n"));
        let bytes = std::fs::read(shell.path().join(&file)).unwrap();
        assert!(bytes.starts_with(b"PK"), "{command}");
        // What is there is not written over.
        let said = shell.run(&format!("{command} -o {file}")).failed(5);
        assert!(said.contains("--force"), "{said}");
        shell.run(&format!("{command} -o {file} --force")).ok();
    }
}

#[test]
fn counts_are_the_same_in_every_form() {
    let shell = Shell::sample();
    let said = shell.run("units --format json").ok();
    let json: Vec<serde_json::Value> = serde_json::from_str(&said).unwrap();
    let office = json
        .iter()
        .find(|unit| unit["abbreviation"] == "VP")
        .unwrap();
    assert_eq!(
        (&office["done"], &office["total"]),
        (&10.into(), &33.into())
    );
    assert_eq!(
        (&office["overdue"], &office["name"]),
        (&4.into(), &"Văn phòng Sở".into())
    );
    let csv = shell.run("units --format csv").ok();
    let row = csv.lines().find(|line| line.starts_with("VP;")).unwrap();
    assert!(row.ends_with(";10;33;4;1"), "{row}");
    // A sum of all is for people alone.
    let areas = shell.run("areas --format csv").ok();
    assert!(!areas.contains('*'), "{areas}");
    assert!(shell.run("areas").ok().contains('*'));
}

#[test]
fn the_file_name_says_the_form_unless_it_is_named() {
    let shell = Shell::sample();
    shell.run("list --limit 3 -o việc.csv").ok();
    let csv = std::fs::read_to_string(shell.path().join("việc.csv")).unwrap();
    assert!(csv.starts_with("\u{FEFF}code,"), "{csv}");
    shell.run("list --limit 3 -o việc.json").ok();
    let said = shell.run("list -o việc.pdf").failed(2);
    assert!(said.contains(".csv, .md, .xlsx"), "{said}");
    let said = shell.run("units --format csv -o đơn_vị.xlsx").failed(2);
    assert!(said.contains("“đơn vị.csv”"), "{said}");
    let said = shell.run("log -o p.db").failed(2);
    assert!(said.contains("không cho biết dạng"), "{said}");
    let said = shell.run("log --format json -o p.db --force").failed(5);
    assert!(said.contains("chính tệp kế hoạch"), "{said}");
}
