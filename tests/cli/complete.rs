//! What Tab offers: commands, options, and what the plan's file holds.

use crate::support::shell::Shell;
use std::process::Command;

/// What is offered at the end of a line, without what it means.
fn offered(shell: &Shell, line: &str) -> Vec<String> {
    let words: Vec<&str> = line.split(' ').collect();
    let args: Vec<&str> = ["complete", "fish"].into_iter().chain(words).collect();
    let out = shell.args(&args).ok();
    let values = out.lines().map(|line| line.split('\t').next().unwrap());
    values.map(str::to_owned).collect()
}

#[test]
fn commands_and_options_are_offered_with_what_they_do() {
    let shell = Shell::sample();
    assert_eq!(offered(&shell, "exte"), ["extend"]);
    assert!(!offered(&shell, "").contains(&"complete".to_owned()));
    assert_eq!(offered(&shell, "list --sta"), ["--state"]);
    assert!(offered(&shell, "note 2.1-01 --").contains(&"--db".to_owned()));
    for (lang, means) in [
        ("vi", "Số của lĩnh vực, hoặc all"),
        ("en", "Number of the area, or all"),
    ] {
        let out = shell
            .run(&format!("--lang {lang} complete fish list --area="))
            .ok();
        assert!(out.starts_with("--area=0\t"), "{out}");
        let out = shell
            .run(&format!("--lang {lang} complete fish list --are"))
            .ok();
        assert_eq!(out, format!("--area\t{means}\n"));
    }
}

#[test]
fn codes_units_areas_sections_and_people_come_from_the_file() {
    let shell = Shell::sample();
    assert_eq!(
        offered(&shell, "show 2.4-"),
        [
            "2.4-01", "2.4-02", "2.4-03", "2.4-04", "2.4-05", "2.4-06", "2.4-07"
        ]
    );
    // As a person may type it.
    assert_eq!(offered(&shell, "done iii-1"), ["III-01"]);
    assert_eq!(offered(&shell, "done 2.1-6"), ["2.1-06"]);
    assert_eq!(offered(&shell, "done 2.1-06 2.3.1-01 2.6-02"), ["2.6-02"]);
    assert_eq!(offered(&shell, "list --unit tcd"), ["TCĐLCL"]);
    assert_eq!(offered(&shell, "edit 2.1-06 --with VP,kh"), ["VP,KHTC"]);
    assert_eq!(offered(&shell, "add --section 2.7."), ["2.7.1", "2.7.2"]);
    assert_eq!(offered(&shell, "review answer 2.1-06 2.6-02"), ["2.6-02"]);
    assert_eq!(offered(&shell, "log --person la"), ["Lan"]);
    assert_eq!(offered(&shell, "--as la"), ["Lan"]);
    assert_eq!(offered(&shell, "list --state dang"), ["dang-thuc-hien"]);
    assert_eq!(offered(&shell, "note 2.1-06 --kind vuong"), ["vuong-mac"]);
    assert_eq!(offered(&shell, "log --since mon"), ["monday"]);
    let out = shell.run("complete fish show 2.1-06").ok();
    assert!(out.starts_with("2.1-06\tTham gia sửa đổi Quy chế"), "{out}");
}

#[test]
fn files_are_left_to_the_shell() {
    let shell = Shell::sample();
    for line in [
        "--db ",
        "report --period month -o ",
        "import ",
        "report --output=",
    ] {
        assert_eq!(offered(&shell, line), [":files"], "{line}");
    }
}

#[test]
fn on_any_error_nothing_is_printed_and_nothing_written() {
    let shell = Shell::sample();
    let before = shell.bytes();
    for line in [
        "nope x",
        "show 9.9",
        "list --unit xyz",
        "--db khong-co.db show 2",
        "--db . show 2",
        "done 2.1-06 --on 1",
        "show \u{7}",
    ] {
        assert_eq!(offered(&shell, line), [""; 0], "{line}");
    }
    let empty = Shell::empty();
    assert_eq!(offered(&empty, "show 2"), [""; 0]);
    assert!(empty.path().read_dir().unwrap().next().is_none());
    assert_eq!(shell.bytes(), before);
}

/// What Bash puts on the line at the first Tab, by the script itself.
fn bash(shell: &Shell, line: &str, words: &[&str]) -> Vec<String> {
    let script = shell.path().join("cchc.bash");
    std::fs::write(&script, shell.run("completions bash").ok()).unwrap();
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let test = format!(
        "shopt -s progcomp; compopt() {{ :; }}; source '{}'
         COMP_WORDS=({}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
         COMP_LINE='{line}'; COMP_POINT=${{#COMP_LINE}}; COMP_TYPE=9
         _cchc; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        script.display(),
        quoted.join(" "),
    );
    let ran = Command::new("bash")
        .args(["--norc", "-c", &test])
        .env("CCHC_DB", shell.file())
        .env("HOME", shell.path())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&ran.stderr), "");
    let out = String::from_utf8(ran.stdout).unwrap();
    out.lines()
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn bash_offers_codes_and_values_behind_an_equals_sign_and_escapes_blanks() {
    if Command::new("bash").arg("--version").output().is_err() {
        return;
    }
    let shell = Shell::sample();
    let program = env!("CARGO_BIN_EXE_cchc");
    let line = |rest: &str| format!("{program} {rest}");
    assert_eq!(
        bash(&shell, &line("show 2.4-"), &[program, "show", "2.4-"]),
        offered(&shell, "show 2.4-")
    );
    assert_eq!(
        bash(
            &shell,
            &line("list --unit=KH"),
            &[program, "list", "--unit", "=", "KH"]
        ),
        ["KHTC"]
    );
    assert_eq!(
        bash(
            &shell,
            &line("list --unit="),
            &[program, "list", "--unit", "="]
        )
        .len(),
        offered(&shell, "list --unit=").len()
    );
    shell.run("people add Nguyễn_Văn_Ánh").ok();
    assert_eq!(
        bash(&shell, &line("--as nguy"), &[program, "--as", "nguy"]),
        ["Nguyễn\\ Văn\\ Ánh"]
    );
    assert_eq!(
        bash(
            &shell,
            &line("--as Nguyễn\\ V"),
            &[program, "--as", "Nguyễn\\ V"]
        ),
        ["Nguyễn\\ Văn\\ Ánh"]
    );
}
