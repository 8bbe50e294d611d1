//! An upgrade that is broken off, at every page and at any moment: the file is the old one or the
//! new one, and the next program brings it to its end.

use crate::file::{Dice, assert_sound};
use crate::kills::acknowledged;
use crate::room::within;
use crate::support::older::version_1;
use crate::support::shell::Shell;
use cchc::store::VERSION;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// What can be told of a file's state: its version, its tables, how long its journal is.
fn state(path: &Path) -> (i64, BTreeSet<String>, i64) {
    let conn = Connection::open(path).unwrap();
    let number = |sql: &str| conn.query_row(sql, [], |row| row.get(0)).unwrap();
    let mut statement = conn.prepare("SELECT name FROM sqlite_schema").unwrap();
    let names = statement.query_map([], |row| row.get(0)).unwrap();
    let names = names.map(rusqlite::Result::unwrap).collect();
    let version = number("PRAGMA user_version");
    (version, names, number("SELECT count(*) FROM change"))
}

/// An old file, the state that it is in, and the state after a whole upgrade.
struct Ends {
    shell: Shell,
    bytes: Vec<u8>,
    old: (i64, BTreeSet<String>, i64),
    new: (i64, BTreeSet<String>, i64),
}

impl Ends {
    /// `demonstration` leaves the copy away, so that the file's own writes are the only ones.
    fn of(demonstration: bool) -> Self {
        let shell = version_1();
        if demonstration {
            let conn = Connection::open(shell.file()).unwrap();
            conn.execute_batch("UPDATE plan SET illustrative = 1")
                .unwrap();
        }
        let bytes = std::fs::read(shell.file()).unwrap();
        let old = state(&shell.file());
        shell.run("list").ok();
        let new = state(&shell.file());
        assert_eq!((old.0, new.0, old.2, new.2), (1, VERSION, 23, 23));
        Self {
            shell,
            bytes,
            old,
            new,
        }
    }

    /// Lays the old file down again, with nothing beside it.
    fn again(&self) {
        let file = self.shell.file();
        for beside in ["p.db-wal", "p.db-shm"] {
            let _ = std::fs::remove_file(self.shell.path().join(beside));
        }
        let _ = std::fs::remove_dir_all(cchc::store::backup::folder(&file));
        std::fs::write(file, &self.bytes).unwrap();
    }

    /// The file is one of the two, whole, and the next program goes on with it. Says whether it is
    /// the new one.
    #[track_caller]
    fn settled(&self, at: &str) -> bool {
        let now = state(&self.shell.file());
        assert!(now == self.old || now == self.new, "{at}: {now:?}");
        self.shell.run("note 2.6-1 Tiếp_tục").ok();
        assert_sound(&self.shell.file());
        now == self.new
    }
}

fn without_room_at_every_page(demonstration: bool) {
    let ends = Ends::of(demonstration);
    let (mut old, mut new) = (0, 0);
    for blocks in (0..4_000).step_by(8) {
        ends.again();
        let ran = within(&ends.shell, blocks, &["list"]);
        let at = format!("{blocks} blocks: {ran:?}");
        // There is no room to write, but there is all that is needed to read.
        assert_eq!(ran.code, 0, "{at}");
        assert!(ran.out.contains("Quy chế chi tiêu nội bộ"), "{at}");
        if ends.settled(&at) {
            new += 1;
        } else {
            assert_eq!(new, 0, "less room was enough: {at}");
            old += 1;
        }
        if new == 3 {
            break;
        }
    }
    assert!(new == 3 && old > 10, "{old} old, {new} new");
}

#[test]
fn a_copy_that_finds_no_room_leaves_the_old_file() {
    without_room_at_every_page(false);
}

#[test]
fn a_log_that_finds_no_room_leaves_the_old_file() {
    without_room_at_every_page(true);
}

#[test]
fn a_kill_at_any_moment_leaves_the_old_file_or_the_new_one() {
    let ends = Ends::of(false);
    let start = || {
        ends.again();
        ends.shell
            .command(&["list"])
            .env("CCHC_DB", ends.shell.file())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    let begun = Instant::now();
    assert!(acknowledged(start(), Duration::from_secs(60)));
    let usual = u64::try_from(begun.elapsed().as_micros()).unwrap();
    let mut dice = Dice(0x2027_0215);
    let (mut old, mut new) = (0, 0);
    for nth in 0..40 {
        let grace = Duration::from_micros(dice.roll(usual + usual / 4));
        acknowledged(start(), grace);
        if ends.settled(&format!("kill {nth} after {grace:?}")) {
            new += 1;
        } else {
            old += 1;
        }
    }
    assert!(old > 0 && new > 0, "{old} old, {new} new");
}
