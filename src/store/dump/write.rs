//! The file into JSON, a row at a time.

use super::{FORMAT, FrozenText, JournalRow, LAYOUT};
use crate::domain::history::Edit;
use crate::domain::text::escape_forbidden;
use crate::store::check::{Fault, Rows, rows_in};
use crate::store::error::{Result, StoreError};
use crate::store::journal::{Linked, head, rows_after};
use crate::store::values::hex;
use crate::store::{Store, VERSION};
use rusqlite::types::ValueRef;
use serde::Serialize;
use serde_json::value::RawValue;
use std::io::Write;
use std::ops::ControlFlow;

/// Why nothing whole was written.
#[derive(Debug)]
pub enum DumpError {
    /// The file does not hold what its journal says: no file could be made from its dump.
    Unsound(Box<Fault>),
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

type Done = std::result::Result<(), DumpError>;

impl Store {
    /// Writes everything that the file holds, after the journal has been replayed to see that a file
    /// can be made from it.
    ///
    /// # Errors
    /// [`DumpError::Unsound`] before anything is written, or what file and output say.
    pub fn dump(&self, out: &mut dyn Write) -> Done {
        let mut trouble = Ok(());
        self.snapshot(|| {
            trouble = self.dump_one_state(out);
            Ok(())
        })?;
        trouble
    }

    fn dump_one_state(&self, out: &mut dyn Write) -> Done {
        if let Some(fault) = self.check_replay()?.into_iter().next() {
            return Err(DumpError::Unsound(Box::new(fault)));
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

    fn dump_table(&self, rows: &Rows, out: &mut dyn Write) -> Done {
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

    fn dump_frozen(&self, out: &mut dyn Write) -> Done {
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

    fn dump_journal(&self, out: &mut dyn Write) -> Done {
        let mut list = List::new(out);
        let mut trouble = Ok(());
        rows_after(&self.conn, i64::MIN, |_, row| {
            trouble = row
                .ok_or(StoreError::Corrupt.into())
                .and_then(|row| list.push(journal_row(row)?));
            Ok(match trouble {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            })
        })?;
        trouble
    }
}

fn journal_row(row: Linked) -> std::result::Result<String, DumpError> {
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

    fn push(&mut self, item: String) -> Done {
        let begun = std::mem::replace(&mut self.begun, true);
        self.out.write_all(if begun { b",\n" } else { b"\n" })?;
        self.out.write_all(item.as_bytes())?;
        Ok(())
    }
}
