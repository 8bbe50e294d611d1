//! Two languages, never mixed, and never taken from LANG.

use crate::support::shell::Shell;
use std::ffi::OsString;

const COMMANDS: [&str; 29] = [
    "help",
    "report",
    "init",
    "import",
    "list",
    "show",
    "add",
    "edit",
    "start",
    "done",
    "reopen",
    "pause",
    "drop",
    "resume",
    "extend",
    "deadline",
    "when",
    "note",
    "evidence",
    "step",
    "undo",
    "redo",
    "log",
    "areas",
    "units",
    "check",
    "info",
    "completions",
    "man",
];

/// Words that no Vietnamese sentence holds.
const ENGLISH: [&str; 14] = [
    "Usage",
    "Options",
    "Arguments",
    "Commands",
    "error:",
    "tip:",
    " the ",
    " is ",
    " not ",
    " of ",
    "possible",
    "default",
    "Print",
    "task",
];

/// Letters that no English sentence holds.
fn is_vietnamese(c: char) -> bool {
    matches!(
        c,
        'ă' | 'â' | 'đ' | 'ê' | 'ô' | 'ơ' | 'ư' | 'Đ' | '\u{1EA0}'..='\u{1EF9}'
    )
}

#[track_caller]
fn is_english(line: &str, text: &str) {
    // What stands between quotes was typed, or is a name of the office's own.
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '“' => quoted = true,
            '”' | '\n' => quoted = false,
            '"' => quoted = !quoted,
            c => assert!(quoted || !is_vietnamese(c), "{line}: {text}"),
        }
    }
}

#[track_caller]
fn is_in_vietnamese(line: &str, text: &str) {
    for word in ENGLISH {
        assert!(!text.contains(word), "{line}: “{word}” in {text}");
    }
}

#[test]
fn every_help_page_is_in_one_language() {
    let shell = Shell::empty();
    let mut pages = vec![String::from("--help")];
    pages.extend(COMMANDS.iter().map(|command| format!("{command} --help")));
    pages.push("man".to_owned());
    for page in pages {
        is_english(&page, &shell.run(&format!("--lang en {page}")).ok());
        is_in_vietnamese(&page, &shell.run(&page).ok());
    }
}

#[test]
fn help_as_a_command_prints_the_same_pages() {
    let shell = Shell::empty();
    for lang in ["vi", "en"] {
        let page = |line: &str| shell.run(&format!("--lang {lang} {line}")).ok();
        assert_eq!(page("help"), page("--help"));
        for command in COMMANDS {
            assert_eq!(
                page(&format!("help {command}")),
                page(&format!("{command} --help"))
            );
        }
    }
    let list = shell.run("help list").ok();
    assert!(list.contains("qua-han, sap-den-han, tuan-nay"), "{list}");
    assert!(
        list.contains("chua-thuc-hien, dang-thuc-hien, xong"),
        "{list}"
    );
}

#[test]
fn every_sentence_is_in_the_chosen_language() {
    for line in [
        "done 2.1-6",
        "done 2.3.1-5",
        "done 2.1-6 --on 31/6",
        "done 2.1-6 --on 12/6",
        "done 2.1-99",
        "start 2.1-6",
        "start 2.1-9",
        "reopen 2.1-6",
        "pause 2.1-6 --reason x",
        "resume 2.1-6",
        "extend 2.1-6 18/6 --reason x --by y",
        "extend 2.1-6 1/6 --reason x --by y",
        "deadline 2.1-6 xyz",
        "deadline 2.1-6 15/12",
        "note 2.1-6 x",
        "note 2.1-6 x --answers",
        "evidence 2.1-6 1/BC",
        "step 2.1-6 --add x",
        "step 2.1-6 3",
        "add --section 2.1 x",
        "edit 2.1-6",
        "edit 2.1-6 --key yes",
        "undo",
        "redo",
        "check",
        "list --search khongco",
        "list --limit x",
        "list --nope",
        "list --due x",
        "list --mine",
        "nope",
        "show",
        "init --year 2021",
        "init --year 2021 --db nope/x.db",
        "--db nope.db list",
        "--today x list",
        "completions x",
    ] {
        for (lang, other) in [("vi", false), ("en", true)] {
            let shell = Shell::sample();
            let ran = shell.run(&format!("{line} --lang {lang}"));
            let text = format!("{}{}", ran.out, ran.err);
            assert!(!text.is_empty(), "{line}");
            if other {
                is_english(line, &text);
            } else {
                is_in_vietnamese(line, &text);
            }
        }
    }
}

#[test]
fn the_language_is_the_options_then_the_variables_then_the_settings() {
    let shell = Shell::sample();
    let db = || ("CCHC_DB", shell.file().into_os_string());
    let first = |variables: &[(&str, OsString)], args: &[&str]| {
        let ran = shell.run_in(variables, args, b"");
        ran.ok().lines().next().unwrap().to_owned()
    };
    assert!(
        first(&[db()], &["list"]).contains("NHIỆM VỤ"),
        "LANG has no say"
    );
    let folder = shell.path().join("config/cchc");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("settings.json"), "{\"lang\":\"en\"}").unwrap();
    assert!(first(&[db()], &["list"]).contains("TASK"));
    let named = [db(), ("CCHC_LANG", "vi".into())];
    assert!(first(&named, &["list"]).contains("NHIỆM VỤ"));
    assert!(first(&named, &["list", "--lang=en"]).contains("TASK"));
    let wrong = [db(), ("CCHC_LANG", "fr".into())];
    let err = shell.run_in(&wrong, &["list"], b"").failed(2);
    assert!(
        err.contains("CCHC_LANG") && err.contains("vi or en"),
        "{err}"
    );
    assert!(first(&wrong, &["list", "--lang", "vi"]).contains("NHIỆM VỤ"));
}

#[test]
fn common_options_are_accepted_before_or_after_the_command() {
    let shell = Shell::sample();
    let before = shell.run("--lang en --today 1/7 list --limit 3").ok();
    let behind = shell.run("list --limit 3 --today 1/7 --lang en").ok();
    assert_eq!(before, behind);
}

#[test]
fn completions_are_made_for_every_shell() {
    let shell = Shell::empty();
    for name in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let made = shell.run(&format!("completions {name}")).ok();
        // These three ask the program at each Tab; the others know the grammar alone.
        let asks = matches!(name, "bash" | "zsh" | "fish");
        assert_eq!(made.contains(&format!("complete {name}")), asks, "{name}");
        let knows = COMMANDS.iter().all(|command| made.contains(command));
        assert_ne!(knows, asks, "{name}");
    }
}

#[test]
fn manual_pages_are_written_into_a_folder_and_not_over_others() {
    for (lang, heading) in [("vi", "CÁCH DÙNG"), ("en", "SYNOPSIS")] {
        let shell = Shell::empty();
        let folder = shell.path().join("trang man");
        std::fs::create_dir(&folder).unwrap();
        let line = format!("man -o trang_man --lang {lang}");
        let output = shell.run(&line).ok();
        let written = folder.read_dir().unwrap().count();
        assert!(output.contains(&written.to_string()), "{output}");
        for command in COMMANDS {
            let page = std::fs::read_to_string(folder.join(format!("cchc-{command}.1"))).unwrap();
            assert!(page.starts_with(".ie"), "{page}");
            assert!(page.contains(heading), "{command}: {page}");
        }
        assert!(folder.join("cchc.1").is_file());
        assert!(!folder.join("cchc-complete.1").exists());
        let output = shell.run(&line).failed(5);
        assert!(output.contains("cchc.1"), "{output}");
        shell.run(&format!("{line} --force")).ok();
    }
}

#[test]
fn help_names_the_exit_codes() {
    let shell = Shell::empty();
    for (lang, words) in [
        ("vi", "Mã thoát: 0 thành công"),
        ("en", "Exit codes: 0 success"),
    ] {
        let help = shell.run(&format!("help --lang {lang}")).ok();
        assert!(help.contains(words), "{help}");
    }
}
