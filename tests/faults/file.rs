//! What a file holds, read beside the program.

use crate::support::shell::Shell;
use cchc::store::{OpenMode, Store};
use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long a state may take to come. It is never waited out where all is well.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// The bodies of all notes.
pub fn notes(path: &Path) -> BTreeSet<String> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    let mut statement = conn.prepare("SELECT body FROM note").unwrap();
    let bodies = statement.query_map([], |row| row.get(0)).unwrap();
    bodies.map(rusqlite::Result::unwrap).collect()
}

/// Nothing is wrong with the file, by the program's own check.
#[track_caller]
pub fn assert_sound(path: &Path) {
    let store = Store::open(path, OpenMode::ReadWrite).unwrap();
    assert_eq!(store.check().unwrap(), []);
}

/// Waits until something holds.
#[track_caller]
pub fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < DEADLINE, "not within time: {what}");
        std::thread::park_timeout(Duration::from_millis(5));
    }
}

/// The demonstration, with its own day, in a folder of one's own; nobody has it open.
pub fn shell() -> Shell {
    Shell::sample()
}

/// A small source of chance that gives the same in every run.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `below`.
    pub fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}
