//! What can be changed with a key can be changed by a command, for scripts and for whoever has no screen.

use cchc::tui::actions::Action;
use std::collections::HashSet;
use std::process::Command;

/// The command that does the same, with the option that it takes where it is not the command's whole
/// purpose; none where an action changes nothing in the file. A new action is not compiled until it
/// stands here.
fn command(action: Action) -> &'static [&'static str] {
    use Action as A;
    match action {
        A::Done => &["done", "reopen", "step"],
        A::Note => &["note", "note --answers", "note --kind"],
        A::State => &["start", "done", "pause", "drop", "resume", "reopen"],
        A::Deadline => &["deadline", "extend"],
        A::Lead => &["edit --lead"],
        A::Partners => &["edit --with", "edit --partners"],
        A::KeyTask => &["edit --key"],
        A::Section => &["edit --section"],
        A::Evidence => &["evidence", "evidence --remove"],
        // A task, a text of a report, a line of the plan's set-up.
        A::Edit => &[
            "edit --title",
            "report --set",
            "areas",
            "sections",
            "units",
            "people",
            "plan",
            "settings",
        ],
        A::Add => &["add", "areas", "sections", "units", "people"],
        A::Remove => &["remove", "step --remove", "evidence --remove", "people"],
        A::Merge => &["units --into"],
        A::Earlier | A::Later => &["areas --after", "sections --after"],
        // Several tasks at once.
        A::Mark | A::MarkAll => &["done --where", "edit --where"],
        A::Import => &["import", "import --dry-run"],
        A::Accept => &["import"],
        // What stands in a form or a text is saved by the command of that form.
        A::Save => &["edit", "note", "report --output"],
        A::Letterhead => &["settings"],
        A::Undo => &["undo"],
        A::Redo => &["redo"],
        A::Reviewed | A::InProgress | A::Conclude | A::Withdraw => &["review"],
        A::MakeTask => &["add --conclusion"],
        A::Review => &["review"],
        // They lead, show, choose, copy or type.
        A::Up | A::Down | A::PageUp | A::PageDown | A::Top | A::Bottom | A::Left | A::Right => &[],
        A::PreviousPart | A::NextPart | A::NextTab | A::PreviousTab => &[],
        A::Tab(_) | A::AllTabs | A::Open | A::Back | A::Search | A::Filter | A::Order => &[],
        A::Mine | A::Document | A::Frame | A::Report | A::Changes | A::Since | A::Undone => &[],
        A::Compare | A::Copy | A::Remind | A::Annexes | A::Columns | A::Complete => &[],
        A::Choice(_) | A::Yes | A::No | A::Language | A::Palette | A::Help | A::Suspend => &[],
        A::Quit | A::NextField | A::PreviousField | A::NextKind | A::NewLine => &[],
        A::Backspace | A::Delete | A::WordLeft | A::WordRight => &[],
        A::KillToStart | A::DeleteWord => &[],
    }
}

fn help_of(command: &str) -> String {
    let help = Command::new(env!("CARGO_BIN_EXE_cchc"))
        .args([command, "--help", "--lang", "en"])
        .output()
        .unwrap();
    assert!(help.status.success(), "there is no cchc {command}");
    String::from_utf8(help.stdout).unwrap()
}

#[test]
fn whatever_a_key_changes_a_command_changes_too() {
    let mut asked: HashSet<&str> = HashSet::new();
    for action in Action::all() {
        let commands = command(action);
        assert!(!action.writes() || !commands.is_empty(), "{action:?}");
        asked.extend(commands);
    }
    for line in asked {
        let (command, option) = line.split_once(' ').unwrap_or((line, ""));
        let help = help_of(command);
        assert!(help.contains(option), "cchc {line} (none such):\n{help}");
    }
}

/// Every part of the review that is written has its word.
#[test]
fn every_answer_and_conclusion_of_a_review_is_a_word_of_its_command() {
    let help = help_of("review");
    for word in [
        "begin", "answer", "conclude", "reword", "withdraw", "note", "finish",
    ] {
        assert!(help.contains(word), "{word}:\n{help}");
    }
}
