//! The soak: eight open screens and four writers on one file, for as many minutes as asked.

use crate::file::{assert_sound, notes, shell, until};
use crate::screen::{HOME, NOTE, NOTE_KEY, SAVE_KEY, Screen};
use crate::support::shell::Shell;
use rusqlite::Connection;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// How many screens.
const SCREENS: usize = 8;
/// How many writers.
const WRITERS: usize = 4;
/// The log beside the file stays below this.
const LOG_MAX: u64 = 8 * 1024 * 1024;
/// A screen may take so many more kibibytes at the end than after a tenth of the time.
const GROWTH_MAX: u64 = 4 * 1024;

/// What a screen took of the memory, in kibibytes.
fn resident(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|l| l.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn log_size(file: &Path) -> u64 {
    std::fs::metadata(file.with_extension("db-wal")).map_or(0, |meta| meta.len())
}

/// Every task of the plan.
fn codes(file: &Path) -> Vec<String> {
    let conn = Connection::open(file).unwrap();
    let mut statement = conn.prepare("SELECT code FROM task ORDER BY id").unwrap();
    let codes = statement.query_map([], |row| row.get(0)).unwrap();
    codes.map(rusqlite::Result::unwrap).collect()
}

/// A pause between two acts of a person; ends at once when the soak does.
fn pause(over: &mpsc::Receiver<()>, millis: u64) {
    let _ = over.recv_timeout(Duration::from_millis(millis));
}

/// One person at a screen: keys all the time, a note now and then. Returns the notes.
fn use_screen(
    screen: &mut Screen,
    nth: usize,
    ended: &AtomicBool,
    over: &mpsc::Receiver<()>,
) -> Vec<String> {
    let mut written = Vec::new();
    screen.until_shown(HOME);
    for round in 0_u64.. {
        if ended.load(Ordering::Relaxed) {
            break;
        }
        for key in ["j", "j", "j", "\t", "k", "j", "j", "k"] {
            screen.press(key);
            pause(over, 120);
        }
        // Into the task and out again; never two keys before the first has shown its effect, for
        // an Esc and the letter behind it would read as one key.
        screen.press("\r");
        screen.until_gone(HOME);
        screen.press("\u{1b}");
        screen.until_shown(HOME);
        if round % 5 == 4 {
            let body = format!("Màn hình {nth} ghi lần {round}");
            screen.press(NOTE_KEY);
            screen.until_shown(NOTE);
            screen.press(&body);
            screen.until_shown(&body);
            screen.press(SAVE_KEY);
            screen.until_shown(HOME);
            written.push(body);
            pause(over, 400);
        }
        assert!(screen.runs(), "screen {nth} has ended:\n{}", screen.text());
    }
    written
}

/// One writer: a command, a short pause, the next command. Says how many were acknowledged.
fn writes(shell: &Shell, nth: usize, ended: &AtomicBool, over: &mpsc::Receiver<()>) -> u64 {
    let me = format!("Người {nth}");
    let codes = codes(&shell.file());
    let mut acts = 0;
    while !ended.load(Ordering::Relaxed) {
        let body = format!("{me}: lần {acts}");
        let code = &codes[usize::try_from(acts).unwrap() % codes.len()];
        let args: Vec<&str> = match acts % 4 {
            0 => vec!["edit", code, "--product", &body],
            1 => vec!["undo"],
            _ => vec!["note", code, &body],
        };
        let args: Vec<&str> = args.into_iter().chain(["--as", &me]).collect();
        let ran = shell.args(&args);
        // A colleague may have changed the product since; that is said, and is no error.
        let colleague = acts % 4 < 2 && ran.code == 4;
        assert!(ran.code == 0 || colleague, "{args:?}: {ran:?}");
        acts += 1;
        pause(over, 250);
    }
    acts
}

#[test]
#[ignore = "as many minutes as CCHC_SOAK_MINUTES says"]
fn soak() {
    let minutes = std::env::var("CCHC_SOAK_MINUTES").map_or(1.0, |m| m.parse().unwrap());
    let length = Duration::from_secs_f64(60.0 * minutes);
    let shell = shell();
    let ended = AtomicBool::new(false);
    let acts = AtomicU64::new(0);
    let (mut stops, mut bells) = (Vec::new(), Vec::new());
    for _ in 0..SCREENS + WRITERS {
        let (stop, bell) = mpsc::channel::<()>();
        stops.push(stop);
        bells.push(bell);
    }
    let mut screens: Vec<Screen> = (0..SCREENS)
        .map(|nth| Screen::open(&shell, &["--as", &format!("Màn hình {nth}")], false))
        .collect();
    let ids: Vec<u32> = screens.iter().map(Screen::id).collect();
    let (mut early, mut late, mut log_most) = (Vec::new(), Vec::new(), 0);
    let written: Vec<String> = std::thread::scope(|scope| {
        let (ended, shell, acts) = (&ended, &shell, &acts);
        let mut bells = bells.into_iter();
        let users: Vec<_> = (0..)
            .zip(&mut screens)
            .zip(&mut bells)
            .map(|((nth, screen), bell)| scope.spawn(move || use_screen(screen, nth, ended, &bell)))
            .collect();
        for (nth, bell) in bells.enumerate() {
            scope
                .spawn(move || acts.fetch_add(writes(shell, nth, ended, &bell), Ordering::Relaxed));
        }
        let begun = Instant::now();
        let (_never, clock) = mpsc::channel::<()>();
        while begun.elapsed() < length {
            pause(&clock, 500);
            let log = log_size(&shell.file());
            log_most = log_most.max(log);
            if log >= LOG_MAX || users.iter().any(std::thread::ScopedJoinHandle::is_finished) {
                break;
            }
            if early.is_empty() && begun.elapsed() >= length / 10 {
                early = ids.iter().map(|id| resident(*id)).collect();
                println!("after {:.0?}: {early:?} KiB", begun.elapsed());
            }
        }
        late = ids.iter().map(|id| resident(*id)).collect();
        ended.store(true, Ordering::Relaxed);
        drop(stops);
        users
            .into_iter()
            .flat_map(|one| one.join().unwrap())
            .collect()
    });
    println!("at the end: {late:?} KiB; the log at most {log_most} bytes");
    println!(
        "{} commands, {} notes from screens",
        acts.into_inner(),
        written.len()
    );
    until("every note from a screen is in the file", || {
        let there = notes(&shell.file());
        written.iter().all(|body| there.contains(body))
    });
    assert!(log_most < LOG_MAX, "the log grew to {log_most} bytes");
    for (before, after) in early.iter().zip(&late) {
        assert!(
            *after <= before + GROWTH_MAX,
            "{before} KiB became {after} KiB"
        );
    }
    for screen in screens {
        assert_eq!(screen.quit(), 0);
    }
    assert_sound(&shell.file());
}
