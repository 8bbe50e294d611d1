//! Frozen texts: kept by the SHA-256 of what they say, compressed, never altered and never deleted.
//! Whoever finishes the same review twice, the first having been undone, keeps both.

use crate::store::Store;
use crate::store::error::{Result, StoreError};
use crate::store::values::hex;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use std::io::{Read, Write};

/// The most bytes that a frozen text can have: far more than any report, far less than a planted
/// bomb would need.
const MOST: u64 = 256 * 1024 * 1024;

/// Keeps a text and returns its key.
pub(in crate::store) fn keep(conn: &Connection, text: &str) -> Result<String> {
    let key = key_of(text.as_bytes());
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    // Memory takes whatever is written to it.
    let packed = packed
        .write_all(text.as_bytes())
        .and_then(|()| packed.finish())
        .map_err(|_| StoreError::Full)?;
    conn.prepare_cached("INSERT OR IGNORE INTO frozen (key, content) VALUES (?, ?)")?
        .execute(params![key, packed])?;
    Ok(key)
}

/// The keys whose text is not there or is another one.
pub(in crate::store) fn check(conn: &Connection) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    let mut statement = conn.prepare("SELECT key, content FROM frozen ORDER BY key")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key: String = row.get(0)?;
        let packed = row.get_ref(1)?.as_blob().unwrap_or_default();
        if !is_frozen(&key, packed) {
            broken.push(key);
        }
    }
    let mut statement = conn.prepare(
        "SELECT k.key FROM (SELECT frozen_vi AS key FROM review UNION SELECT frozen_en FROM review) k
         LEFT JOIN frozen f ON f.key = k.key WHERE k.key IS NOT NULL AND f.key IS NULL",
    )?;
    let missing = statement.query_map([], |row| row.get(0))?;
    broken.extend(missing.collect::<rusqlite::Result<Vec<String>>>()?);
    Ok(broken)
}

impl Store {
    /// A frozen text by its key.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] where it is not there or not the text that was frozen.
    pub fn frozen(&self, key: &str) -> Result<String> {
        let packed: Option<Vec<u8>> = self
            .conn
            .prepare_cached("SELECT content FROM frozen WHERE key=?")?
            .query_row([key], |row| row.get(0))
            .optional()?;
        let text = packed.and_then(|packed| unpack(&packed));
        let text = text.filter(|text| key_of(text) == key);
        text.and_then(|text| String::from_utf8(text).ok())
            .ok_or(StoreError::Corrupt)
    }
}

/// Whether this is the compressed text of a key.
pub(in crate::store) fn is_frozen(key: &str, packed: &[u8]) -> bool {
    unpack(packed).is_some_and(|text| key_of(&text) == key)
}

fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    let read = ZlibDecoder::new(packed).take(MOST).read_to_end(&mut text);
    read.ok().map(|_| text)
}

/// SHA-256 in hexadecimal digits.
fn key_of(text: &[u8]) -> String {
    hex(&Sha256::digest(text))
}
