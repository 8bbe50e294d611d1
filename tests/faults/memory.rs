//! Too little memory: what SQLite may use is lowered step by step, and then what the whole program may.
//! Whatever is asked for is done or refused with a sentence, and the file is whole.

use crate::file::{assert_sound, notes, shell};
use crate::support::fingerprint;
use crate::support::shell::Shell;
use cchc::domain::change::Change;
use cchc::domain::day::from_iso;
use cchc::domain::note::NoteKind;
use cchc::domain::person::Actor;
use cchc::domain::query::{Anchor, Query};
use cchc::present::lang::Lang;
use cchc::present::messages::errors;
use cchc::store::{OpenMode, Stamp, Store, StoreError};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashSet};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Command;

/// SQLite's limit holds for a whole process, so each trial is a run of this test program of its own,
/// which is told by a variable what to do: "write 200000 /tmp/p.db".
const TASK: &str = "CCHC_MEMORY_TRIAL";

/// From now on SQLite has no more than so many bytes in this process.
fn limit(bytes: u64) {
    let conn = Connection::open_in_memory().unwrap();
    let set = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
    let sql = format!("PRAGMA hard_heap_limit = {bytes}");
    let taken = conn.query_row(&sql, [], set).unwrap();
    assert_eq!(u64::try_from(taken).unwrap(), bytes);
}

fn write(store: &mut Store, body: &str) -> Result<(), StoreError> {
    let plan = store.plan()?.id;
    let task = store.find_code(plan, "2.1-06")?;
    let change = Change::AddNote {
        task: task.ok_or(StoreError::NoPlan)?,
        kind: NoteKind::Note,
        body: body.to_owned(),
        answers: None,
    };
    let stamp = Stamp {
        actor: Actor {
            account: "vanphong".to_owned(),
            person: "Lan".to_owned(),
        },
        recorded_at: 1_623_373_200_000,
        day: from_iso("2021-06-11").unwrap(),
    };
    store.apply(&[change], &stamp).map(drop)
}

fn look(path: &Path) -> Result<(), StoreError> {
    let store = Store::open(path, OpenMode::ReadWrite)?;
    let plan = store.plan()?;
    let day = from_iso("2021-06-11").unwrap();
    let all = Query::all(plan.id, day, &plan.settings);
    let page = store.page(&all, Anchor::Start, 50)?;
    assert_eq!(page.rows.len(), 50);
    Ok(())
}

#[test]
#[ignore = "one trial, run by the test below in a process of its own"]
fn trial() {
    let task = std::env::var(TASK).unwrap();
    let words: Vec<&str> = task.splitn(3, ' ').collect();
    let (bytes, path) = (words[1].parse().unwrap(), Path::new(words[2]));
    let open = || Store::open(path, OpenMode::ReadWrite).unwrap();
    let done = match words[0] {
        "write" => {
            let mut store = open();
            limit(bytes);
            write(&mut store, &format!("Còn {bytes} byte"))
        }
        "open" => {
            limit(bytes);
            look(path)
        }
        check => {
            let store = open();
            limit(bytes);
            let found = match check {
                "check" => store.check(),
                _ => store.check_by_replay(|_, _| {}),
            };
            found.map(|faults| assert_eq!(faults, []))
        }
    };
    match done {
        Ok(()) => println!("trial: done"),
        Err(error) => println!("trial: refused {}", errors::store(&error, Lang::Vi)),
    }
}

/// Files that were found sound, each by what it and its log hold: a trial that was refused leaves what the
/// trial before it left, which need not be looked at twice.
#[derive(Default)]
struct Sound(HashSet<[Vec<u8>; 2]>);

impl Sound {
    #[track_caller]
    fn assert(&mut self, path: &Path) {
        let log = format!("{}-wal", path.display());
        let log = std::fs::read(log).unwrap_or_default();
        let digest = |bytes: &[u8]| Sha256::digest(bytes).to_vec();
        if self.0.insert([fingerprint(path), digest(&log)]) {
            assert_sound(path);
        }
    }
}

/// Whether it was done; else it was refused with a sentence.
fn tried(what: &str, bytes: u64, path: &Path) -> bool {
    let ran = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "memory::trial", "--ignored", "--nocapture"])
        .env(TASK, format!("{what} {bytes} {}", path.display()))
        .output()
        .unwrap();
    let out = String::from_utf8(ran.stdout).unwrap();
    let line = out
        .split_once("trial: ")
        .map(|(_, line)| line.lines().next().unwrap());
    let err = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{what} with {bytes}: {out}{err}");
    match line {
        Some("done") => true,
        Some(refused) => {
            let sentence = refused.strip_prefix("refused ").unwrap();
            assert!(
                sentence.ends_with('.') && sentence.contains("bộ nhớ"),
                "{what} with {bytes}: {sentence}"
            );
            false
        }
        None => panic!("{what} with {bytes}: {out}"),
    }
}

#[test]
fn with_less_and_less_memory_for_sqlite_it_is_done_or_refused() {
    let (shell, mut sound) = (shell(), Sound::default());
    let mut counts: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for what in ["write", "open", "check", "replay"] {
        // A page's cache of 2 MB is the most that it takes.
        for bytes in (1..=22_u64)
            .map(|step| step * 50_000)
            .chain((3..=8).map(|step| step * 500_000))
        {
            let mut expected = notes(&shell.file());
            let done = tried(what, bytes, &shell.file());
            let count = counts.entry(what).or_default();
            if done {
                count.0 += 1;
            } else {
                count.1 += 1;
            }
            if done && what == "write" {
                expected.insert(format!("Còn {bytes} byte"));
            }
            assert_eq!(notes(&shell.file()), expected, "{what} with {bytes}");
            sound.assert(&shell.file());
        }
        shell.run(&format!("note 2.1-6 Sau_{what}")).ok();
    }
    println!("done and refused: {counts:?}");
    assert!(
        counts
            .values()
            .all(|(done, refused)| *done > 0 && *refused > 0),
        "{counts:?}"
    );
}

/// Runs the program while it may have so many KiB of addresses, and gives back its exit code, which is
/// none after a signal.
fn within(shell: &Shell, kib: u64, args: &[&str]) -> (Option<i32>, Option<i32>, String) {
    let program = shell.command(args);
    let ran = Command::new("sh")
        .arg("-c")
        .arg(format!("ulimit -v {kib}; exec \"$0\" \"$@\""))
        .arg(program.get_program())
        .args(program.get_args())
        .current_dir(shell.path())
        .env_clear()
        .envs(program.get_envs().filter_map(|(k, v)| Some((k, v?))))
        .env("CCHC_DB", shell.file())
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&ran.stderr).into_owned();
    (ran.status.code(), ran.status.signal(), error)
}

#[test]
fn with_less_and_less_memory_for_the_program_nothing_is_half_written() {
    let (shell, mut sound) = (shell(), Sound::default());
    let (mut done, mut refused, mut ended) = (0, 0, 0);
    for kib in (1..=60).map(|step| step * 1_000) {
        let mut expected = notes(&shell.file());
        let body = format!("Còn {kib} KiB");
        let (code, signal, error) = within(&shell, kib, &["note", "2.1-6", &body]);
        match code {
            Some(0) => {
                expected.insert(body);
                done += 1;
            }
            Some(code) => {
                assert!(code == 5 || code == 127, "with {kib}: {code} {error}");
                refused += 1;
            }
            // The standard library ends the program where it gets no memory, or the system does.
            None => {
                assert!(signal.is_some());
                ended += 1;
            }
        }
        assert_eq!(notes(&shell.file()), expected, "with {kib}: {error}");
        sound.assert(&shell.file());
        for args in [&["check"][..], &["backup", "bản sao.db"]] {
            let (code, _, error) = within(&shell, kib, args);
            assert!(!matches!(code, Some(2..=4)), "{args:?} with {kib}: {error}");
        }
        let copy = shell.path().join("bản sao.db");
        if copy.exists() {
            sound.assert(&copy);
            std::fs::remove_file(copy).unwrap();
        }
    }
    println!("{done} done, {refused} refused, {ended} ended by the system");
    assert!(done > 0 && refused + ended > 0);
    shell.run("note 2.1-6 Đã_có_bộ_nhớ").ok();
}
