//! The whole file as JSON (*xuất trọn vẹn*), and a file made from that again: the same acts with the
//! same signers, days, times and hashes, so that dumping the new file gives the same bytes.
//!
//! ```text
//! {
//! "format":"cchc",        what it is
//! "version":1,            of this layout
//! "schema":5,             of the tables
//! "head":"9f2c…",         the hash of the journal's last row
//! "tables":{              what the journal comes to, for whoever only wants to read it:
//! "area":[                each table by its name, a row a line, as its columns are named in the schema
//! {"id":1,"version":1,"plan_id":1,"key":"0",…},
//! …]…},
//! "frozen":[              finished reviews to the letter, by the SHA-256 of their text
//! {"key":"…","text":"…"}],
//! "journal":[             every row ever written, each chained to the one before by its hash
//! {"id":1,"act":1,"kind":"create",…,"hash":"…","edits":[…]}]
//! }
//! ```
//!
//! A file is made from the journal and from what was frozen; that the tables are what comes of it is
//! then looked at row by row, so that nothing can be altered in them unseen. Blanks and the order of
//! keys make no difference.

mod load;
mod write;

pub use write::DumpError;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// The word by which such a JSON says what it is.
const FORMAT: &str = "cchc";
/// The version of the layout that this program writes.
const LAYOUT: i64 = 1;

/// A row of the journal. What it wrote stands as a list where that gives the same text again, else as
/// its text.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct JournalRow {
    id: i64,
    act: i64,
    kind: String,
    target: Option<i64>,
    task: Option<i64>,
    account: String,
    person: String,
    recorded_at: i64,
    day: String,
    hash: String,
    edits: Box<RawValue>,
}

/// What was frozen.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrozenText {
    key: String,
    text: String,
}
