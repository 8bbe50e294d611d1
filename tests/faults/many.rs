//! Many people at once on one file, each a program of its own for every act.

use crate::file::{assert_sound, notes, shell};
use crate::support::shell::Shell;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::time::Instant;

/// One person's acts in turn: notes on a task that all share, a task of one's own completed and
/// taken back, its product edited. Says how many were acknowledged, and the notes among them.
fn works(shell: &Shell, nth: usize, acts: usize) -> (usize, Vec<String>) {
    let me = format!("Người {nth}");
    let added = shell
        .args(&[
            "add",
            "--section",
            "2.1",
            &format!("Việc riêng {nth}"),
            "--as",
            &me,
        ])
        .ok();
    // "Đã thêm 2.1-07 …"
    let code = added.split_whitespace().nth(2).unwrap().to_owned();
    let mut written = Vec::new();
    for act in 0..acts {
        let body = format!("{me}: lần {act}");
        let product = format!("Báo cáo {act}");
        let args: Vec<&str> = match act % 5 {
            0 => vec!["note", "2.2-6", &body],
            1 => vec!["done", &code],
            2 => vec!["undo"],
            3 => vec!["edit", &code, "--product", &product],
            _ => vec!["note", &code, &body],
        };
        let args: Vec<&str> = args.into_iter().chain(["--as", &me]).collect();
        shell.args(&args).ok();
        if matches!(act % 5, 0 | 4) {
            written.push(body);
        }
    }
    (acts + 1, written)
}

/// So many people make so many acts each; the journal holds every one of them, and no more.
fn together(people: usize, acts: usize) {
    let shell = shell();
    let begun = Instant::now();
    let done: Vec<(usize, Vec<String>)> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..people)
            .map(|nth| {
                let shell = &shell;
                scope.spawn(move || works(shell, nth, acts))
            })
            .collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let spent = begun.elapsed();
    let conn = Connection::open(shell.file()).unwrap();
    let mut statement = conn
        .prepare(
            "SELECT a.person, count(*) FROM change c JOIN actor a ON a.id = c.actor_id
             WHERE c.id = c.act AND a.person LIKE 'Người %' GROUP BY a.person",
        )
        .unwrap();
    let journal: BTreeMap<String, u32> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get::<_, u32>(1)?)))
        .unwrap()
        .map(rusqlite::Result::unwrap)
        .collect();
    let expected: BTreeMap<String, u32> = (0..)
        .zip(&done)
        .map(|(nth, (acts, _))| (format!("Người {nth}"), u32::try_from(*acts).unwrap()))
        .collect();
    assert_eq!(journal, expected);
    let there = notes(&shell.file());
    for body in done.iter().flat_map(|(_, notes)| notes) {
        assert!(there.contains(body), "lost: {body}");
    }
    assert_sound(&shell.file());
    shell.run("check").ok();
    let all: u32 = journal.values().sum();
    println!("{people} people, {all} acts in {spent:.1?}: all in the journal, the check is clean");
}

#[test]
fn eight_people_at_once_lose_nothing() {
    together(8, 25);
}

#[test]
#[ignore = "ten thousand programs; some minutes"]
fn forty_people_make_ten_thousand_changes() {
    together(40, 250);
}
