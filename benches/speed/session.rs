//! One run of each program: what a person presses, and what is taken down.

use crate::Outcome;
use crate::files::{File, Programs};
use crate::process::{Usage, peak};
use crate::samples::Samples;
use crate::terminal::Terminal;
use portable_pty::CommandBuilder;
use std::path::Path;
use std::time::Duration;

/// How long nothing happens while the idle program is watched.
const IDLE: Duration = Duration::from_secs(2);
/// Longer than the keys rest before the preview follows.
const REST: Duration = Duration::from_millis(200);

const DOWN: &str = "\u{1b}[B";
const LEFT: &str = "\u{1b}[D";
const RIGHT: &str = "\u{1b}[C";
const PAGE_DOWN: &str = "\u{1b}[6~";
const END: &str = "\u{1b}[F";
const HOME: &str = "\u{1b}[H";

/// Searches: what it is called, and what is typed. Frequent words and rare ones, with accents and
/// without.
const SEARCHES: [(&str, &str); 4] = [
    ("search", "bao cao ket qua"),
    ("search", "báo cáo"),
    ("search", "xqz"),
    ("search", "121/kh"),
];

fn command(program: &Path) -> CommandBuilder {
    CommandBuilder::new(program)
}

fn our_command(programs: &Programs, file: &File) -> CommandBuilder {
    let mut command = command(&programs.ours);
    command.arg("--db");
    command.arg(&file.path);
    command.args(["--as", "Lan"]);
    command
}

/// The first frame as a person has it: tabs with counts, units, tasks, the selected task.
const FIRST_FRAME: [&str; 4] = ["Tất cả", "ĐƠN VỊ", "NHIỆM VỤ", "Chủ trì"];

/// Opens the file once and lets everything behind the first frame come to its end.
pub fn warm_up(programs: &Programs, file: &File) -> Outcome<()> {
    let mut screen = Terminal::start(our_command(programs, file))?;
    screen.shows(&FIRST_FRAME)?;
    settle(&mut screen)?;
    screen.quit()
}

/// Waits until the process uses no time any more.
fn settle(screen: &mut Terminal) -> Outcome<()> {
    let process = screen.process()?;
    let mut before = Usage::of(process)?;
    loop {
        screen.rest(Duration::from_millis(400));
        let now = Usage::of(process)?;
        if now == before {
            return Ok(());
        }
        before = now;
    }
}

/// One run of the floor.
pub fn floor(programs: &Programs, file: &File, taken: &mut Samples) -> Outcome<()> {
    let mut floor = command(&programs.floor);
    floor.arg(&file.path);
    let mut screen = Terminal::start(floor)?;
    taken.add("first", screen.shows(&["floor", "q: quit"])?);
    for _ in 0..60 {
        let stroke = screen.press("j")?;
        taken.add("move", stroke.last);
        taken.add("move bytes", stroke.bytes as f64);
    }
    idle(&mut screen, taken)?;
    taken.add("peak", peak(screen.process()?)?);
    screen.quit()
}

/// One run of the program.
pub fn ours(programs: &Programs, file: &File, taken: &mut Samples) -> Outcome<()> {
    let mut screen = Terminal::start(our_command(programs, file))?;
    taken.add("first", screen.shows(&FIRST_FRAME)?);
    settle(&mut screen)?;
    // Only what a small file has rows for.
    let moves = 60.min(file.tasks / 2);
    repeat(&mut screen, DOWN, moves, "move", taken)?;
    taken.add("preview bytes", screen.rest(REST) as f64);
    repeat(&mut screen, "\t", 16, "tab", taken)?;
    screen.press(LEFT)?;
    repeat(&mut screen, DOWN, 6, "unit", taken)?;
    screen.press(HOME)?;
    screen.press(RIGHT)?;
    for _ in 0..6 {
        press(&mut screen, END, "end", taken)?;
        press(&mut screen, HOME, "end", taken)?;
    }
    repeat(
        &mut screen,
        PAGE_DOWN,
        20.min(file.tasks / 40),
        "page",
        taken,
    )?;
    screen.press(HOME)?;
    for (name, typed) in SEARCHES {
        screen.press("/")?;
        for letter in typed.chars() {
            press(&mut screen, &letter.to_string(), name, taken)?;
        }
        screen.press("\u{1b}")?;
        screen.rest(REST);
    }
    repeat(&mut screen, "o", 8, "order", taken)?;
    for _ in 0..4 {
        press(&mut screen, "f", "filter", taken)?;
        press(&mut screen, "\r", "filter", taken)?;
        screen.press("\u{1b}")?;
        screen.rest(REST);
    }
    for _ in 0..10 {
        // Done, and taken back.
        press(&mut screen, " ", "done", taken)?;
        press(&mut screen, " ", "done", taken)?;
        screen.rest(REST);
    }
    settle(&mut screen)?;
    // What the program's own write has told of is looked at once more after two seconds.
    screen.rest(Duration::from_secs(3));
    idle(&mut screen, taken)?;
    taken.add("peak", peak(screen.process()?)?);
    screen.quit()
}

fn press(screen: &mut Terminal, key: &str, name: &'static str, taken: &mut Samples) -> Outcome<()> {
    let stroke = screen.press(key)?;
    taken.add(name, stroke.last);
    if name == "move" {
        taken.add("move bytes", stroke.bytes as f64);
    }
    Ok(())
}

fn repeat(
    screen: &mut Terminal,
    key: &str,
    times: usize,
    name: &'static str,
    taken: &mut Samples,
) -> Outcome<()> {
    (0..times).try_for_each(|_| press(screen, key, name, taken))
}

/// What a program does while nothing happens.
fn idle(screen: &mut Terminal, taken: &mut Samples) -> Outcome<()> {
    let before = Usage::of(screen.process()?)?;
    screen.rest(IDLE);
    let after = Usage::of(screen.process()?)?;
    taken.add("idle cpu", after.ticks.saturating_sub(before.ticks) as f64);
    let wakes = after.switches.saturating_sub(before.switches);
    taken.add("idle wakes", wakes as f64 / IDLE.as_secs_f64());
    Ok(())
}
