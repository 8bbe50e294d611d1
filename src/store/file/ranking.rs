//! Which copy is the newest: judged by what is inside, for a name tells what the clock said, and
//! clocks go wrong.

use super::backup::Copy;
use super::open;
use rusqlite::{Connection, OptionalExtension};
use std::path::Path;

/// The newest row of a copy's journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    row: i64,
    hash: Vec<u8>,
    /// By the clock, in milliseconds since 1970, UTC.
    pub recorded_at: i64,
}

impl Head {
    /// Reads it from a copy; none where that cannot be read.
    pub fn of(copy: &Path) -> Option<Self> {
        let newest = "SELECT id, hash, recorded_at FROM change ORDER BY id DESC LIMIT 1";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Self {
                row: row.get(0)?,
                hash: row.get(1)?,
                recorded_at: row.get(2)?,
            })
        };
        open(copy)?.query_row(newest, [], read).ok()
    }

    /// Whether a journal goes on from this row, or ends with it.
    fn stands_in(&self, journal: &Connection) -> bool {
        let there: rusqlite::Result<Option<Vec<u8>>> = journal
            .prepare_cached("SELECT hash FROM change WHERE id=?")
            .and_then(|mut rows| rows.query_row([self.row], |row| row.get(0)).optional());
        matches!(there, Ok(Some(hash)) if self.hash == hash)
    }
}

fn open(copy: &Path) -> Option<Connection> {
    let conn = open::unchangeable(copy).ok()?;
    open::harden(&conn).ok()?;
    Some(conn)
}

/// Orders copies, the newest first. A journal that goes on from another one's end is newer,
/// whatever the clock said; of those that have gone different ways, because an older copy was
/// brought back in between, the way that was gone last comes first. What cannot be read comes last.
pub fn newest_first(copies: Vec<Copy>) -> Vec<Copy> {
    let (mut left, mut unread): (Vec<_>, Vec<_>) =
        copies.into_iter().partition(|copy| copy.head.is_some());
    let row = |copy: &Copy| copy.head.as_ref().map(|head| head.row);
    let by_age = |a: &Copy, b: &Copy| (b.written, &b.name).cmp(&(a.written, &a.name));
    left.sort_by(|a, b| row(b).cmp(&row(a)).then_with(|| by_age(a, b)));
    unread.sort_by(by_age);
    let mut ordered = Vec::new();
    for end in ends(left.clone()) {
        let (way, others) = split(&end, left);
        ordered.extend(way);
        left = others;
    }
    ordered.extend(left);
    ordered.extend(unread);
    ordered
}

/// The end of each way, the one that was gone last first. The copies come with the longest journal
/// first.
fn ends(mut left: Vec<Copy>) -> Vec<Copy> {
    let mut ends = Vec::new();
    while !left.is_empty() {
        let end = left.remove(0);
        left = split(&end, left).1;
        ends.push(end);
    }
    ends.sort_by_key(|end| std::cmp::Reverse(end.head.as_ref().map(|head| head.recorded_at)));
    ends
}

/// Those that the journal of one goes on from, or is the same as; and the others.
fn split(end: &Copy, copies: Vec<Copy>) -> (Vec<Copy>, Vec<Copy>) {
    let journal = open(&end.path);
    copies.into_iter().partition(|copy| {
        let both = copy.head.as_ref().zip(journal.as_ref());
        both.is_some_and(|(head, journal)| head.stands_in(journal))
    })
}
