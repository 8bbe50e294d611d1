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
        let out = shell.run(&format!("{command} -o {file}")).ok();
        assert_eq!(out, format!("Đã lưu: {file}\n"));
        let bytes = std::fs::read(shell.path().join(&file)).unwrap();
        assert!(bytes.starts_with(b"PK"), "{command}");
        // What is there is not written over.
        let out = shell.run(&format!("{command} -o {file}")).failed(5);
        assert!(out.contains("--force"), "{out}");
        shell.run(&format!("{command} -o {file} --force")).ok();
    }
}

#[test]
fn counts_are_the_same_in_every_form() {
    let shell = Shell::sample();
    let out = shell.run("units --format json").ok();
    let json: Vec<serde_json::Value> = serde_json::from_str(&out).unwrap();
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
    let out = shell.run("list -o việc.pdf").failed(2);
    assert!(out.contains(".csv, .md, .xlsx"), "{out}");
    let out = shell.run("units --format csv -o đơn_vị.xlsx").failed(2);
    assert!(out.contains("“đơn vị.csv”"), "{out}");
    let out = shell.run("log -o p.db").failed(2);
    assert!(out.contains("không cho biết dạng"), "{out}");
    let out = shell.run("log --format json -o p.db --force").failed(5);
    assert!(out.contains("chính tệp kế hoạch"), "{out}");
}

#[test]
fn a_list_is_a_table_to_count_on_with() {
    let shell = Shell::sample();
    let markdown = shell.run("list --unit TTra --format md").ok();
    assert!(
        markdown.lines().next().unwrap().contains("Đơn vị chủ trì"),
        "{markdown}"
    );
    assert!(markdown.contains("Thanh tra Sở"), "{markdown}");
    let rows = |line: &str| shell.run(line).ok().lines().count();
    assert_eq!(rows("list --limit 5 --format markdown"), 7);
    // Redirected it is a workbook; on a terminal it would be refused.
    shell.run("list --limit 5 -o việc.xlsx").ok();
    let bytes = std::fs::read(shell.path().join("việc.xlsx")).unwrap();
    assert!(bytes.starts_with(b"PK"));
}

/// Runs a command in a terminal of eighty columns and gives back what it shows.
fn in_a_terminal(shell: &Shell, line: &str) -> String {
    let system = portable_pty::native_pty_system();
    let size = portable_pty::PtySize {
        rows: 24,
        cols: 80,
        pixel_width: 0,
        pixel_height: 0,
    };
    let pair = system.openpty(size).unwrap();
    let mut command = portable_pty::CommandBuilder::new(env!("CARGO_BIN_EXE_cchc"));
    command.args(line.split(' '));
    command.env("CCHC_DB", shell.file());
    command.env("HOME", shell.path());
    command.env("TERM", "xterm");
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut shown = Vec::new();
    // The end of a terminal is an error on Linux.
    let _ = std::io::Read::read_to_end(&mut reader, &mut shown);
    child.wait().unwrap();
    String::from_utf8(shown).unwrap()
}

#[test]
fn on_a_terminal_tables_fit_and_no_workbook_is_printed() {
    let shell = Shell::sample();
    for line in [
        "list --color never",
        "units --color never",
        "areas --color never",
        "log",
    ] {
        let shown = in_a_terminal(&shell, line);
        assert!(shown.lines().count() > 5, "{line}: {shown}");
        for row in shown.lines() {
            let width = cchc::present::text::width(row.trim_end());
            assert!(width <= 80, "{line}: {width}: {row}");
        }
    }
    for line in ["list --format xlsx", "log --format xlsx"] {
        let shown = in_a_terminal(&shell, line);
        assert!(shown.contains("-o TÊN_TỆP.xlsx"), "{line}: {shown}");
        assert!(!shown.contains("PK"), "{line}: {shown}");
    }
}
