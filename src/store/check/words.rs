//! What the full-text index keeps beside its words: of each row how many words it has and in which
//! part of the index they were written, and the sums of that. SQLite's own check does not look at
//! it, but nothing can be written where it is wrong.

use crate::store::error::{Result, StoreError};
use rusqlite::{Connection, OptionalExtension};

/// The counts of the index, and what they must come to.
pub(super) struct WordCounts<'c> {
    conn: &'c Connection,
    /// The first and the last write of each part of the index.
    parts: Vec<(u64, u64)>,
    rows: u64,
    words: u64,
}

impl<'c> WordCounts<'c> {
    pub fn open(conn: &'c Connection) -> Result<Self> {
        Ok(Self {
            conn,
            parts: parts(&record(conn, STRUCTURE)?).unwrap_or_default(),
            rows: 0,
            words: 0,
        })
    }

    /// Whether the index counts so many words in a row.
    pub fn has(&mut self, row: i64, words: usize) -> Result<bool> {
        let kept: Option<(Vec<u8>, i64)> = self
            .conn
            .prepare_cached("SELECT sz, origin FROM task_words_docsize WHERE id=?")?
            .query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()
            // A value of another kind is none that the index writes.
            .unwrap_or_default();
        let words = words as u64;
        (self.rows, self.words) = (self.rows + 1, self.words + words);
        Ok(kept.is_some_and(|(size, origin)| {
            let mut size = Numbers(&size);
            let origin = u64::try_from(origin).unwrap_or(u64::MAX);
            let mut parts = self.parts.iter();
            size.next() == Some(words)
                && size.0.is_empty()
                && parts.any(|(first, last)| (*first..=*last).contains(&origin))
        }))
    }

    /// Whether there is nothing else, and the sums are right.
    pub(crate) fn are_complete(&self) -> Result<bool> {
        let rows: i64 =
            self.conn
                .query_row("SELECT count(*) FROM task_words_docsize", [], |row| {
                    row.get(0)
                })?;
        let sums = record(self.conn, SUMS)?;
        let mut sums = Numbers(&sums);
        Ok(u64::try_from(rows) == Ok(self.rows)
            // An index that was never written to has none.
            && sums.next().unwrap_or(0) == self.rows
            && sums.next().unwrap_or(0) == self.words)
    }
}

/// The records of the index that hold its sums and the list of its parts.
const SUMS: i64 = 1;
const STRUCTURE: i64 = 10;

fn record(conn: &Connection, id: i64) -> Result<Vec<u8>> {
    conn.query_row(
        "SELECT block FROM task_words_data WHERE id=?",
        [id],
        |row| row.get(0),
    )
    .map_err(|_| StoreError::Corrupt)
}

/// The writes from which each part of the index comes, the first and the last of them.
fn parts(structure: &[u8]) -> Option<Vec<(u64, u64)>> {
    // A counter, and the sign of the layout that knows the origins of parts.
    let rest = structure.get(4..)?.strip_prefix(&[0xff, 0, 0, 1])?;
    let mut numbers = Numbers(rest);
    let (levels, _parts, _writes) = (numbers.next()?, numbers.next()?, numbers.next()?);
    let mut found = Vec::new();
    for _ in 0..levels {
        let (_merging, parts) = (numbers.next()?, numbers.next()?);
        for _ in 0..parts {
            // Its number, its first and last page, its origins, pages and entries of what is gone,
            // entries.
            let part: Vec<u64> = numbers.by_ref().take(8).collect();
            found.push((*part.get(3)?, *part.get(4)?));
        }
    }
    Some(found)
}

/// Numbers as SQLite packs them: seven bits a byte, the highest first; a ninth byte is whole.
struct Numbers<'b>(&'b [u8]);

impl Iterator for Numbers<'_> {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let mut number = 0;
        for at in 0..9 {
            let byte = *self.0.get(at)?;
            let whole = at == 8;
            let bits = if whole { byte } else { byte & 0x7f };
            number = (number << if whole { 8 } else { 7 }) | u64::from(bits);
            if whole || byte < 0x80 {
                self.0 = &self.0[at + 1..];
                return Some(number);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;

    #[test]
    fn numbers_are_unpacked_up_to_the_last_bit() {
        let packed = [
            0x00, 0x7f, 0x81, 0x00, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        ];
        let all = [&packed[..], &[0xff, 0xff, 0x81]].concat();
        let numbers: Vec<u64> = Numbers(&all).collect();
        assert_eq!(numbers, [0, 127, 128, 16_383, u64::MAX]);
    }
}
