//! Programs killed at any moment.

use crate::file::{Dice, assert_sound, notes, shell};
use std::io::Read;
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Lets the program run for so long, then kills it; says whether it had ended well before.
pub fn acknowledged(mut child: Child, grace: Duration) -> bool {
    let mut out = child.stdout.take().unwrap();
    let (ended, end) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        let _ = out.read_to_string(&mut String::new());
        let _ = ended.send(());
    });
    let _ = end.recv_timeout(grace);
    // A program that has ended already is not hurt.
    let _ = child.kill();
    let status = child.wait().unwrap();
    reader.join().unwrap();
    status.success()
}

#[test]
fn whatever_was_acknowledged_survives_a_kill_at_any_moment() {
    let shell = shell();
    let write = |body: &str| {
        shell
            .command(&["note", "2.1-6", body])
            .env("CCHC_DB", shell.file())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    let begun = Instant::now();
    for nth in 0..3 {
        assert!(acknowledged(
            write(&format!("Trước {nth}")),
            Duration::from_secs(60)
        ));
    }
    let usual = u64::try_from(begun.elapsed().as_micros() / 3).unwrap();
    let mut dice = Dice(0x5eed_2021);
    let (mut kept, mut killed) = (Vec::new(), 0);
    for nth in 0..60 {
        let body = format!("Bị ngắt giữa chừng lần {nth}");
        let grace = Duration::from_micros(dice.roll(usual + usual / 4));
        if acknowledged(write(&body), grace) {
            kept.push(body);
        } else {
            killed += 1;
        }
        let there = notes(&shell.file());
        let lost: Vec<&String> = kept.iter().filter(|b| !there.contains(*b)).collect();
        assert!(lost.is_empty(), "{lost:?}");
        if nth % 10 == 9 {
            assert_sound(&shell.file());
        }
    }
    assert!(killed > 0, "no kill came in time");
    assert_sound(&shell.file());
    shell.run("note 2.1-6 Mọi_việc_vẫn_ổn").ok();
}

#[test]
fn an_import_that_is_killed_is_there_whole_or_not_at_all() {
    const TASKS: usize = 30;
    let shell = shell();
    let import = |nth: usize| {
        let mut annex = "STT;Nhiệm vụ;Chủ trì;Thời hạn\nII;Cải cách thể chế;;\n".to_owned();
        for task in 1..=TASKS {
            let unit = ["VP", "TTra", "Phòng Mới"][task % 3];
            annex += &format!("{task};Lần {nth} nhập việc số {task};{unit};Quý III\n");
        }
        // A unit of its own each time, so that units and tasks are one act.
        let annex = annex.replace("Phòng Mới", &format!("Phòng Mới {nth}"));
        std::fs::write(shell.path().join("phụ lục.csv"), annex).unwrap();
        let unit = format!("Phòng Mới {nth}=PM{nth}");
        shell
            .command(&["import", "phụ lục.csv", "--new-unit", &unit])
            .env("CCHC_DB", shell.file())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    let taken = |nth: usize| {
        let conn = rusqlite::Connection::open(shell.file()).unwrap();
        let sql = "SELECT count(*) FROM task WHERE text LIKE ?";
        let count: i64 = conn
            .query_row(sql, [format!("Lần {nth} nhập%")], |row| row.get(0))
            .unwrap();
        usize::try_from(count).unwrap()
    };
    let begun = Instant::now();
    assert!(acknowledged(import(0), Duration::from_secs(60)));
    assert_eq!(taken(0), TASKS);
    let usual = u64::try_from(begun.elapsed().as_micros()).unwrap();
    let mut dice = Dice(0x2027_5eed);
    let mut killed = 0;
    for nth in 1..25 {
        let grace = Duration::from_micros(dice.roll(usual + usual / 4));
        let done = acknowledged(import(nth), grace);
        killed += usize::from(!done);
        match taken(nth) {
            0 => assert!(!done, "import {nth} was acknowledged and is lost"),
            count => assert_eq!(count, TASKS, "import {nth}"),
        }
    }
    assert!(killed > 0, "no kill came in time");
    assert_sound(&shell.file());
}
