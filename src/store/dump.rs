//! Dumps the complete file as JSON (*xuất trọn vẹn*), and loads a file from a dump: the same acts with the same
//! signers, days, times and hashes, so that dumping the loaded file gives the same bytes.
//!
//! ```text
//! {
//! "format":"cchc",        what it is
//! "version":1,            of this layout
//! "schema":5,             of the tables
//! "head":"9f2c…",         the hash of the journal's last row
//! "tables":{              the resulting tables, for readers:
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
//! A file is made from the journal and from what was frozen; that the tables are what results from it is
//! then looked at row by row, so that nothing can be altered in them unseen. Blanks and the order of
//! keys make no difference.

use crate::domain::journal::{Edit, StoredRow};
use crate::domain::person::Actor;
use crate::domain::text::escape_forbidden;
use crate::store::check::{ComparedTable, Fault, name_of, rows_in};
use crate::store::error::{DumpFault, Result, StoreError};
use crate::store::file::atomic::{AtomicFile, unusable};
use crate::store::file::connect::plain;
use crate::store::file::permissions;
use crate::store::journal::{ChainedRow, head, rows_after};
use crate::store::values::{hex, unhex};
use crate::store::write::replay::{Rebuild, ReplayError};
use crate::store::{OpenMode, Store, VERSION, reviews};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row, params};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::error::Category;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Read, Write};
use std::marker::PhantomData;
use std::ops::ControlFlow;
use std::path::Path;

/// The value of "format".
const FORMAT: &str = "cchc";
/// The version of the layout, the value of "version".
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

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrozenText {
    key: String,
    text: String,
}

/// Why the dump failed.
#[derive(Debug)]
pub enum DumpError {
    /// The tables differ from the journal: no file could be loaded from the dump.
    Inconsistent(Box<Fault>),
    Store(StoreError),
    Output(std::io::Error),
}

impl From<StoreError> for DumpError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<rusqlite::Error> for DumpError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<std::io::Error> for DumpError {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

type DumpResult = std::result::Result<(), DumpError>;

impl Store {
    /// Writes the complete file, after replaying the journal to make sure that it can be loaded.
    ///
    /// # Errors
    /// [`DumpError::Inconsistent`] before anything is written, or an error of file or output.
    pub fn dump(&self, out: &mut dyn Write) -> DumpResult {
        let mut error = Ok(());
        self.snapshot(|| {
            error = self.dump_one_state(out);
            Ok(())
        })?;
        error
    }

    fn dump_one_state(&self, out: &mut dyn Write) -> DumpResult {
        if let Some(fault) = self.check_replay()?.into_iter().next() {
            return Err(DumpError::Inconsistent(Box::new(fault)));
        }
        let head = head(&self.conn)?.unwrap_or_default();
        writeln!(out, "{{\n\"format\":\"{FORMAT}\",\n\"version\":{LAYOUT},")?;
        writeln!(out, "\"schema\":{VERSION},\n\"head\":\"{head}\",")?;
        write!(out, "\"tables\":{{")?;
        let mut tables = rows_in(&self.conn)?;
        tables.retain(|rows| rows.table != "frozen");
        for (at, rows) in tables.iter().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            write!(out, "{comma}\n\"{}\":[", rows.table)?;
            self.dump_table(rows, out)?;
            write!(out, "]")?;
        }
        write!(out, "}},\n\"frozen\":[")?;
        self.dump_frozen(out)?;
        write!(out, "],\n\"journal\":[")?;
        self.dump_journal(out)?;
        writeln!(out, "]\n}}")?;
        Ok(())
    }

    fn dump_table(&self, rows: &ComparedTable, out: &mut dyn Write) -> DumpResult {
        let mut list = List::new(out);
        let mut statement = self.conn.prepare(&rows.select())?;
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            let mut line = String::from("{");
            for (at, column) in rows.columns.iter().enumerate() {
                let value = match row.get_ref(at)? {
                    ValueRef::Null => "null".to_owned(),
                    ValueRef::Integer(n) => n.to_string(),
                    ValueRef::Text(text) => {
                        json(&std::str::from_utf8(text).map_err(|_| StoreError::Corrupt)?)?
                    }
                    // No table of a dump has such a column.
                    ValueRef::Real(_) | ValueRef::Blob(_) => return Err(StoreError::Corrupt.into()),
                };
                let comma = if at > 0 { "," } else { "" };
                line.push_str(&format!("{comma}\"{column}\":{value}"));
            }
            line.push('}');
            list.push(line)?;
        }
        Ok(())
    }

    fn dump_frozen(&self, out: &mut dyn Write) -> DumpResult {
        let mut list = List::new(out);
        let mut statement = self.conn.prepare("SELECT key FROM frozen ORDER BY key")?;
        let mut keys = statement.query([])?;
        while let Some(row) = keys.next()? {
            let key: String = row.get(0)?;
            let text = self.frozen(&key)?;
            list.push(json(&FrozenText { key, text })?)?;
        }
        Ok(())
    }

    fn dump_journal(&self, out: &mut dyn Write) -> DumpResult {
        let mut list = List::new(out);
        let mut error = Ok(());
        rows_after(&self.conn, i64::MIN, |_, row| {
            error = row
                .ok_or(StoreError::Corrupt.into())
                .and_then(|row| list.push(journal_row(row)?));
            Ok(match error {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            })
        })?;
        error
    }
}

fn journal_row(row: ChainedRow) -> std::result::Result<String, DumpError> {
    let read: Option<Vec<Edit>> = serde_json::from_str(&row.edits).ok();
    let same = read.is_some_and(|edits| json_of(&edits).is_ok_and(|text| text == row.edits));
    let edits = if same {
        row.edits
    } else {
        json_of(&row.edits)?
    };
    let edits = RawValue::from_string(edits).map_err(|_| StoreError::Corrupt)?;
    json(&JournalRow {
        id: row.id,
        act: row.act,
        kind: row.kind.into_owned(),
        target: row.target,
        task: row.task,
        account: row.actor.account,
        person: row.actor.person,
        recorded_at: row.recorded_at,
        day: row.day,
        hash: hex(&row.hash),
        edits,
    })
}

/// JSON that a terminal may show: what no text may hold is escaped.
fn json(value: &impl Serialize) -> std::result::Result<String, DumpError> {
    Ok(escape_forbidden(json_of(value)?))
}

fn json_of(value: &impl Serialize) -> Result<String> {
    // Texts and whole numbers under keys that are texts: none of them can fail.
    serde_json::to_string(value).map_err(|_| StoreError::Corrupt)
}

/// A list, an item a line.
struct List<'o> {
    out: &'o mut dyn Write,
    begun: bool,
}

impl<'o> List<'o> {
    fn new(out: &'o mut dyn Write) -> Self {
        Self { out, begun: false }
    }

    fn push(&mut self, item: String) -> DumpResult {
        let begun = std::mem::replace(&mut self.begun, true);
        self.out.write_all(if begun { b",\n" } else { b"\n" })?;
        self.out.write_all(item.as_bytes())?;
        Ok(())
    }
}

impl Store {
    /// Makes a file from a dump and opens it: the journal is replayed row by row as it is read, and what the
    /// dump says of the tables is only summed up, to be compared with what resulted from it.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where anything of that name is there, [`StoreError::Dump`] for what is
    /// wrong with the dump, or an error of the folder. Nothing is left of it then.
    pub fn load(path: &Path, dump: impl Read) -> Result<Self> {
        build(path, dump)?.put(path)?;
        Self::open(path, OpenMode::ReadWrite)
    }

    /// Checks whether a file could be loaded, without creating it.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub fn try_load(path: &Path, dump: impl Read) -> Result<()> {
        build(path, dump).map(drop)
    }
}

/// A whole file under another name.
fn build(path: &Path, dump: impl Read) -> Result<AtomicFile> {
    if std::fs::symlink_metadata(path).is_ok() {
        return Err(StoreError::Exists(path.to_owned()));
    }
    permissions::fit_for_new(path, false)?;
    let scratch = AtomicFile::new(path).map_err(|error| unusable(path, &error))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(plain(scratch.path()), flags)?;
    let mut loading = Loader::new(Rebuild::begin(conn, true)?);
    let mut json = serde_json::Deserializer::from_reader(dump);
    let read = DumpSeed(&mut loading).deserialize(&mut json);
    if let Err(error) = read.and_then(|()| json.end()) {
        return Err(loading.error.take().unwrap_or_else(|| {
            let (line, column) = (error.line(), error.column());
            match error.classify() {
                Category::Io => DumpFault::Unread {
                    reason: std::io::Error::from(error).to_string(),
                },
                Category::Data if !loading.is_ours => DumpFault::NotOurs,
                _ => DumpFault::Syntax { line, column },
            }
            .into()
        }));
    }
    loading.verify()?;
    loading.rebuild.finish_as(scratch.path())?;
    Ok(scratch)
}

/// What has been read so far.
struct Loader {
    rebuild: Rebuild,
    is_ours: bool,
    schema: i64,
    head: String,
    tables: BTreeMap<String, RowSums>,
    /// The texts of finished reviews, compressed, by their keys.
    frozen: BTreeMap<String, Vec<u8>>,
    /// Why loading has stopped.
    error: Option<StoreError>,
}

/// The rows of a table: their columns, and of each row a sum over its values.
#[derive(Default)]
struct RowSums {
    columns: Vec<String>,
    rows: Vec<u64>,
}

impl Loader {
    fn new(rebuild: Rebuild) -> Self {
        Self {
            rebuild,
            is_ours: false,
            schema: 0,
            head: String::new(),
            tables: BTreeMap::new(),
            frozen: BTreeMap::new(),
            error: None,
        }
    }

    /// Reads one part of a dump; false where loading has stopped.
    fn part<'de, M: MapAccess<'de>>(
        &mut self,
        key: &str,
        map: &mut M,
    ) -> std::result::Result<bool, M::Error> {
        Ok(match key {
            "format" => {
                self.is_ours = map.next_value::<String>()? == FORMAT;
                self.is_ours || self.fail(DumpFault::NotOurs)
            }
            "version" => map.next_value::<i64>()? <= LAYOUT || self.fail(DumpFault::Newer),
            "schema" => {
                self.schema = map.next_value()?;
                self.schema <= VERSION || self.fail(DumpFault::Newer)
            }
            "head" => {
                self.head = map.next_value()?;
                true
            }
            "tables" => map.next_value_seed(TablesSeed(self)).map(|()| true)?,
            "frozen" => map.next_value_seed(items(|text: FrozenText| self.add_frozen(text)))?,
            "journal" => map.next_value_seed(items(|row: JournalRow| self.replay(row)))?,
            _ => map.next_value::<IgnoredAny>().map(|_| true)?,
        })
    }

    /// Ends the reading.
    fn fail(&mut self, why: impl Into<StoreError>) -> bool {
        self.error = Some(why.into());
        false
    }

    /// Adds the text of a finished review, if its hash is the key.
    fn add_frozen(&mut self, item: FrozenText) -> bool {
        match reviews::compress(&item.text) {
            Ok((key, packed)) if key == item.key => {
                self.frozen.insert(key, packed);
                true
            }
            Ok(_) => self.fail(DumpFault::Frozen { key: item.key }),
            Err(error) => self.fail(error),
        }
    }

    /// Writes what the next row of the journal wrote.
    fn replay(&mut self, row: JournalRow) -> bool {
        let id = row.id;
        match self.rebuild.take(row.linked()) {
            Ok(None) => true,
            Ok(Some(ReplayError::Beginning)) => self.fail(DumpFault::Beginning),
            Ok(Some(ReplayError::Link)) => self.fail(DumpFault::Link { row: id }),
            Ok(Some(ReplayError::Misfit)) => self.fail(DumpFault::Misfit { row: id }),
            Err(error) => self.fail(error),
        }
    }

    /// Checks that the dump is complete and consistent.
    fn verify(&mut self) -> Result<()> {
        let chain = &self.rebuild.chain;
        if !self.is_ours {
            return Err(DumpFault::NotOurs.into());
        }
        if chain.at() == 0 {
            return Err(DumpFault::Beginning.into());
        }
        if chain.head() != self.head {
            return Err(DumpFault::Head { last: chain.at() }.into());
        }
        self.insert_frozen()?;
        self.verify_tables()
    }

    /// Inserts the frozen texts: exactly those whose keys the journal contains.
    fn insert_frozen(&mut self) -> Result<()> {
        for key in self.rebuild.keys()? {
            let Some(packed) = self.frozen.remove(&key) else {
                return Err(DumpFault::Frozen { key }.into());
            };
            let mut fill = self
                .rebuild
                .conn
                .prepare_cached("UPDATE frozen SET content=?2 WHERE key=?1")?;
            fill.execute(params![key, packed])?;
        }
        match self.frozen.pop_first() {
            Some((key, _)) => Err(DumpFault::Frozen { key }.into()),
            None => Ok(()),
        }
    }

    /// Compares the tables of the dump with those made from the journal.
    fn verify_tables(&self) -> Result<()> {
        let none = RowSums::default();
        let made = rows_in(&self.rebuild.conn)?;
        let is_made = |table: &&String| made.iter().any(|rows| rows.table == **table);
        if let Some(table) = self.tables.keys().find(|table| !is_made(table)) {
            let table = table.clone();
            return Err(DumpFault::Unexpected { table }.into());
        }
        for mut rows in made {
            let summed = match self.tables.get(&rows.table) {
                Some(summed) => summed,
                None if rows.table == "frozen" || self.schema < VERSION => continue,
                None => &none,
            };
            // Columns that a later version has added are empty.
            if !summed.rows.is_empty() {
                rows.columns
                    .retain(|column| summed.columns.contains(column));
            }
            let fault = |row| DumpFault::Table {
                table: rows.table.clone(),
                row,
            };
            if !summed.rows.is_empty() && rows.columns.len() != summed.columns.len() {
                return Err(fault(None).into());
            }
            let mut sums = summed.rows.iter();
            let mut statement = self.rebuild.conn.prepare(&rows.select())?;
            let mut made = statement.query([])?;
            while let Some(row) = made.next()? {
                let cells = read_cells(row, &rows.columns)?;
                if sums.next() != Some(&sum_of(&cells)) {
                    return Err(fault(Some(name_of(&rows.table, &cells))).into());
                }
            }
            if sums.next().is_some() {
                return Err(fault(None).into());
            }
        }
        Ok(())
    }
}

fn read_cells(row: &Row<'_>, columns: &[String]) -> rusqlite::Result<StoredRow> {
    let cells = columns.iter().enumerate();
    let cells = cells.map(|(at, column)| Ok((column.clone(), row.get(at)?)));
    cells.collect()
}

fn sum_of(cells: &StoredRow) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (column, cell) in cells {
        (column, cell).hash(&mut hasher);
    }
    hasher.finish()
}

impl JournalRow {
    /// The row as it stands in a file; `None` where it can stand in none.
    fn linked(self) -> Option<ChainedRow> {
        Some(ChainedRow {
            id: self.id,
            act: self.act,
            kind: Cow::Owned(self.kind),
            target: self.target,
            task: self.task,
            actor: Actor {
                account: self.account,
                person: self.person,
            },
            recorded_at: self.recorded_at,
            day: self.day,
            edits: canonical(self.edits.get())?,
            hash: unhex(&self.hash)?,
        })
    }
}

/// The text of a row's edits as the file keeps it.
fn canonical(edits: &str) -> Option<String> {
    if edits.starts_with('"') {
        return serde_json::from_str(edits).ok();
    }
    let edits: Vec<Edit> = serde_json::from_str(edits).ok()?;
    serde_json::to_string(&edits).ok()
}

/// The dump itself.
struct DumpSeed<'l>(&'l mut Loader);

impl<'de> DeserializeSeed<'de> for DumpSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> std::result::Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for DumpSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a dump")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> std::result::Result<(), M::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if !self.0.part(&key, &mut map)? {
                return Err(M::Error::custom("refused"));
            }
        }
        Ok(())
    }
}

/// The tables by their names.
struct TablesSeed<'l>(&'l mut Loader);

impl<'de> DeserializeSeed<'de> for TablesSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> std::result::Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for TablesSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("tables")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> std::result::Result<(), M::Error> {
        while let Some(table) = map.next_key::<String>()? {
            let mut sums = RowSums::default();
            map.next_value_seed(items(|row: StoredRow| {
                if sums.rows.is_empty() {
                    sums.columns = row.keys().cloned().collect();
                }
                sums.rows.push(sum_of(&row));
                true
            }))?;
            if self.0.tables.contains_key(&table) {
                self.0.fail(DumpFault::Unexpected { table });
                return Err(M::Error::custom("refused"));
            }
            self.0.tables.insert(table, sums);
        }
        Ok(())
    }
}

/// A list whose items are passed on one at a time, until one of them is refused.
struct Items<T, F>(F, PhantomData<T>);

fn items<T, F: FnMut(T) -> bool>(take: F) -> Items<T, F> {
    Items(take, PhantomData)
}

impl<'de, T: Deserialize<'de>, F: FnMut(T) -> bool> DeserializeSeed<'de> for Items<T, F> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> std::result::Result<bool, D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de, T: Deserialize<'de>, F: FnMut(T) -> bool> Visitor<'de> for Items<T, F> {
    type Value = bool;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> std::result::Result<bool, A::Error> {
        while let Some(item) = list.next_element()? {
            if !(self.0)(item) {
                // The rest is not read.
                return Err(A::Error::custom("refused"));
            }
        }
        Ok(true)
    }
}
