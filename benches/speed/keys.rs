//! What a person presses, in both programs by turns, and what is taken down.

use crate::Outcome;
use crate::proc_fs::{Usage, peak, written};
use crate::processes::{FIRST_FRAME, FLOOR_FRAME};
use crate::programs::{File, Programs};
use crate::samples::Samples;
use crate::terminal::{Terminal, milliseconds};
use rusqlite::{Connection, params};
use std::time::{Duration, Instant};

/// How long nothing happens while the idle programs are watched.
const IDLE: Duration = Duration::from_secs(3);
/// Longer than the keys rest before the preview follows.
const IDLE_AFTER: Duration = Duration::from_millis(150);
/// A page of the file, and its frame in the log.
const PAGE: u64 = 4096 + 24;

const PAGE_DOWN: &str = "\u{1b}[6~";
const END: &str = "\u{1b}[F";
const ESC: &str = "\u{1b}";

/// What is typed into the search: words that nearly every task has, words that few or none have;
/// with accents and without.
const SEARCHES: [&str; 5] = [
    "báo cáo",
    "bao cao ket qua",
    "bức xạ tinh giản",
    "121/kh",
    "xqz",
];

/// One opening of both programs and everything that is pressed in it.
pub fn all(
    programs: &Programs,
    file: &File,
    floor: &mut Samples,
    ours: &mut Samples,
) -> Outcome<()> {
    let mut base = programs.open_floor(file)?;
    base.shows(&FLOOR_FRAME)?;
    let mut pressed = Pressed {
        screen: programs.open_ours(file)?,
        taken: ours,
    };
    pressed.screen.shows(&FIRST_FRAME)?;
    pressed.repeat("j", 30, "early move")?;
    settle(&mut pressed.screen)?;
    for _ in 0..3 {
        moves(&mut base, floor, &mut pressed)?;
        pressed.places()?;
    }
    pressed.pages(file.tasks)?;
    pressed.searches()?;
    pressed.orders()?;
    pressed.filters()?;
    pressed.done(file, floor)?;
    idle(&mut base, floor, &mut pressed)?;
    floor.add("peak", peak(base.process()?)?);
    pressed.taken.add("peak", peak(pressed.screen.process()?)?);
    base.quit()?;
    pressed.screen.quit()
}

/// Waits until the check that begins after the first frame has ended: the process uses no time.
fn settle(screen: &mut Terminal) -> Outcome<()> {
    let (process, mut still) = (screen.process()?, 0);
    let mut before = Usage::of(process)?;
    while still < 5 {
        screen.idle(Duration::from_millis(300));
        let now = Usage::of(process)?;
        still = if now == before { still + 1 } else { 0 };
        before = now;
    }
    Ok(())
}

/// From the first task on downwards, the same in both.
fn moves(base: &mut Terminal, floor: &mut Samples, pressed: &mut Pressed<'_>) -> Outcome<()> {
    base.quietly("g", IDLE_AFTER)?;
    pressed.quietly("g")?;
    for _ in 0..60 {
        let stroke = base.press("j")?;
        floor.add("move", stroke.last.ok_or("the floor is silent")?);
        floor.add("move bytes", stroke.bytes as f64);
    }
    for _ in 0..60 {
        let bytes = pressed.press("j", "move")?;
        pressed.taken.add("move bytes", bytes as f64);
    }
    let follows = pressed.screen.idle(IDLE_AFTER);
    pressed.taken.add("preview bytes", follows as f64);
    Ok(())
}

/// The program, and what is taken down of it.
struct Pressed<'s> {
    screen: Terminal,
    taken: &'s mut Samples,
}

impl Pressed<'_> {
    /// Presses a key and takes its time down under a name; how many bytes came.
    fn press(&mut self, key: &str, name: &'static str) -> Outcome<usize> {
        let stroke = self.screen.press(key)?;
        match stroke.last {
            Some(last) => self.taken.add(name, last),
            None => self.taken.add("silent", 1.0),
        }
        Ok(stroke.bytes)
    }

    fn repeat(&mut self, key: &str, times: usize, name: &'static str) -> Outcome<()> {
        (0..times).try_for_each(|_| self.press(key, name).map(drop))
    }

    fn quietly(&mut self, keys: &str) -> Outcome<()> {
        self.screen.quietly(keys, IDLE_AFTER)
    }

    /// Round all tabs, down and up the units, to the end of the list.
    fn places(&mut self) -> Outcome<()> {
        self.repeat("\t", 8, "tab")?;
        self.quietly("h")?;
        self.repeat("j", 8, "unit")?;
        self.repeat("k", 8, "unit")?;
        self.quietly("l")?;
        for _ in 0..4 {
            self.press(END, "end")?;
            self.quietly("g")?;
        }
        Ok(())
    }

    /// Pages down, as many in one go as the file has.
    fn pages(&mut self, tasks: usize) -> Outcome<()> {
        let at_once = (tasks / 30).clamp(1, 30);
        for _ in 0..30 / at_once {
            self.quietly("g")?;
            self.repeat(PAGE_DOWN, at_once, "page")?;
        }
        self.quietly("g")
    }

    fn searches(&mut self) -> Outcome<()> {
        for typed in SEARCHES.iter().chain(&SEARCHES) {
            self.quietly("/")?;
            for letter in typed.chars() {
                self.press(letter.encode_utf8(&mut [0; 4]), "search")?;
            }
            self.quietly(ESC)?;
        }
        Ok(())
    }

    /// Round all orders, and once more among what is late.
    fn orders(&mut self) -> Outcome<()> {
        for _ in 0..12 {
            self.press("o", "order")?;
            self.quietly("")?;
        }
        self.quietly("f")?;
        self.quietly("\r")?;
        for _ in 0..8 {
            self.press("o", "order, filtered")?;
            self.quietly("")?;
        }
        self.quietly(ESC)
    }

    /// Opens the list of filters and takes one, each of them in turn.
    fn filters(&mut self) -> Outcome<()> {
        for down in 0..11 {
            self.press("f", "filters")?;
            self.quietly(&"j".repeat(down))?;
            self.press("\r", "filter")?;
            self.quietly(ESC)?;
        }
        self.quietly("g")
    }

    /// Done, and taken back; beside it a commit of as many pages on the same disk.
    fn done(&mut self, file: &File, floor: &mut Samples) -> Outcome<()> {
        let disk = Disk::beside(file)?;
        for _ in 0..20 {
            let before = written(self.screen.process()?)?;
            let drawn = self.press(" ", "done")? as u64;
            let stored = written(self.screen.process()?)? - before;
            let pages = stored.saturating_sub(drawn) / PAGE;
            self.taken.add("pages", pages as f64);
            floor.add("done", disk.commit(pages)?);
            self.quietly("u")?;
        }
        disk.remove()
    }
}

/// A file of nothing but rows as long as a page, as safe as a plan's file.
struct Disk {
    conn: Connection,
    path: std::path::PathBuf,
}

impl Disk {
    fn beside(file: &File) -> Outcome<Self> {
        let path = file.path.with_extension("commit");
        let conn = Connection::open(&path)?;
        conn.pragma_update(None, "journal_mode", "WAL")?;
        conn.pragma_update(None, "synchronous", "FULL")?;
        conn.execute_batch(
            "CREATE TABLE row (id INTEGER PRIMARY KEY, body BLOB);
             WITH n (id) AS (SELECT 1 UNION ALL SELECT id+1 FROM n WHERE id<500)
             INSERT INTO row SELECT id, zeroblob(3000) FROM n",
        )?;
        Ok(Self { conn, path })
    }

    /// How long a commit of so many pages takes, in milliseconds.
    fn commit(&self, pages: u64) -> Outcome<f64> {
        let begun = Instant::now();
        self.conn.execute(
            "UPDATE row SET body=randomblob(3000) WHERE id<=?",
            params![i64::try_from(pages)?],
        )?;
        Ok(milliseconds(begun.elapsed()))
    }

    fn remove(self) -> Outcome<()> {
        drop(self.conn);
        Ok(std::fs::remove_file(self.path)?)
    }
}

/// What both do while nothing happens.
fn idle(base: &mut Terminal, floor: &mut Samples, pressed: &mut Pressed<'_>) -> Outcome<()> {
    // The program looks at the file once more two seconds after its own write.
    pressed.screen.idle(IDLE);
    let processes = (base.process()?, pressed.screen.process()?);
    let before = (Usage::of(processes.0)?, Usage::of(processes.1)?);
    std::thread::sleep(IDLE);
    let after = (Usage::of(processes.0)?, Usage::of(processes.1)?);
    for (taken, before, after) in [
        (floor, before.0, after.0),
        (&mut *pressed.taken, before.1, after.1),
    ] {
        let busy = after.nanoseconds.saturating_sub(before.nanoseconds);
        let woken = after.switches.saturating_sub(before.switches);
        taken.add("idle cpu", busy as f64 / 1e6);
        taken.add("idle wakes", woken as f64 / IDLE.as_secs_f64());
    }
    base.idle(Duration::ZERO);
    Ok(())
}
