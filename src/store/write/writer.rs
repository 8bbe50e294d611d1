//! The writer: every row that is inserted, updated or deleted leaves an [`Edit`] with its values
//! before and after. Undo runs the same edits backwards.

use super::undone_codes::UndoneCodes;
use crate::domain::ids::{TaskId, UnitId};
use crate::domain::journal::{ChangeKind, Edit, StoredRow, StoredValue};
use crate::store::error::{Result, StoreError};
use crate::store::sql::Cached;
use rusqlite::{Connection, params_from_iter};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a change did, for the journal and for the sentence about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) struct Written {
    /// What sort of change.
    pub kind: ChangeKind,
    /// The task that it touched or made.
    pub task: Option<TaskId>,
}

/// Writes facts and remembers what it wrote.
pub(in crate::store) struct RowWriter<'c> {
    /// The open transaction's connection.
    pub conn: &'c Connection,
    edits: Vec<Edit>,
    /// The units that the act has added, in order.
    pub added_units: Vec<UnitId>,
    /// The codes that the same tasks had in acts that were undone, where the act asks for them.
    pub undone_codes: UndoneCodes,
}

impl<'c> RowWriter<'c> {
    /// Starts without edits.
    pub(crate) fn new(conn: &'c Connection) -> Self {
        Self {
            conn,
            edits: Vec::new(),
            added_units: Vec::new(),
            undone_codes: UndoneCodes::default(),
        }
    }

    /// Whether nothing was written since the edits were handed over.
    pub(crate) fn is_idle(&self) -> bool {
        self.edits.is_empty()
    }

    /// Passes on what was written since the last call.
    pub(crate) fn take_edits(&mut self) -> Vec<Edit> {
        std::mem::take(&mut self.edits)
    }

    /// Inserts a row and returns its id.
    pub(crate) fn insert(&mut self, table: &str, cells: StoredRow) -> Result<i64> {
        let cells: StoredRow = cells
            .into_iter()
            .filter(|(_, cell)| *cell != StoredValue::Null)
            .collect();
        let columns: Vec<&str> = cells.keys().map(String::as_str).collect();
        let marks = vec!["?"; columns.len()].join(",");
        let sql = format!(
            "INSERT INTO {table} ({}) VALUES ({marks})",
            columns.join(",")
        );
        self.conn
            .prepare_cached(&sql)?
            .execute(params_from_iter(cells.values()))?;
        let id = self.conn.last_insert_rowid();
        // Read back, so that the edit holds the defaults too.
        let after = self.read(table, id)?;
        self.edits.push(Edit {
            table: table.to_owned(),
            id,
            before: None,
            after,
        });
        Ok(id)
    }

    /// Sets columns that differ; says whether any did.
    pub(crate) fn update(&mut self, table: &str, id: i64, cells: StoredRow) -> Result<bool> {
        let current = self
            .read(table, id)?
            .ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let held = |column: &str| current.get(column).cloned().unwrap_or(StoredValue::Null);
        let after: StoredRow = cells
            .into_iter()
            .filter(|(column, cell)| held(column) != *cell)
            .collect();
        if after.is_empty() {
            return Ok(false);
        }
        let before: StoredRow = after
            .keys()
            .map(|column| (column.clone(), held(column)))
            .collect();
        let sets: Vec<String> = after.keys().map(|column| format!("{column}=?")).collect();
        let sql = format!(
            "UPDATE {table} SET {},version=version+1 WHERE id=?",
            sets.join(",")
        );
        let row = StoredValue::Int(id);
        self.conn
            .prepare_cached(&sql)?
            .execute(params_from_iter(after.values().chain([&row])))?;
        self.edits.push(Edit {
            table: table.to_owned(),
            id,
            before: Some(before),
            after: Some(after),
        });
        Ok(true)
    }

    /// Deletes a row; its values stay in the edit.
    pub(crate) fn delete(&mut self, table: &str, id: i64) -> Result<()> {
        let before = self.read(table, id)?;
        self.conn
            .prepare_cached(&format!("DELETE FROM {table} WHERE id=?"))?
            .execute([id])?;
        self.edits.push(Edit {
            table: table.to_owned(),
            id,
            before,
            after: None,
        });
        Ok(())
    }

    /// Does the opposite of an edit, or says that the row is no longer as the edit left it.
    pub(crate) fn invert(&mut self, edit: &Edit) -> Result<()> {
        let current = self.read(&edit.table, edit.id)?;
        match (&edit.before, &edit.after) {
            (None, Some(after)) if current.as_ref() == Some(after) => {
                self.delete(&edit.table, edit.id)
            }
            (Some(before), None) if current.is_none() => {
                self.revive(&edit.table, edit.id, before.clone())
            }
            (Some(before), Some(after)) if has_values(current.as_ref(), after) => {
                self.update(&edit.table, edit.id, before.clone())?;
                Ok(())
            }
            _ => Err(StoreError::ChangedSince { who: String::new() }),
        }
    }

    /// Writes what an edit of the journal has written, where the row is as that edit knew it. What
    /// an edit says nothing of (a column that a later version has added) is as the schema gives
    /// it. `revived` is the version of a row that was deleted before and comes back.
    pub(crate) fn repeat(&mut self, edit: &Edit, revived: Option<i64>) -> Result<()> {
        let facts = facts_of(&edit.table);
        let cells = edit.before.iter().chain(&edit.after);
        let mut columns = cells.flat_map(|cells| cells.keys());
        if facts.is_empty() || !columns.all(|column| facts.contains(&column.as_str())) {
            return Err(StoreError::Corrupt);
        }
        let current = self.read(&edit.table, edit.id)?;
        match (&edit.before, &edit.after) {
            (None, Some(after)) if current.is_none() => {
                let mut cells = after.clone();
                cells.insert("id".to_owned(), StoredValue::Int(edit.id));
                cells.extend(revived.map(|n| ("version".to_owned(), StoredValue::Int(n))));
                self.insert(&edit.table, cells)?;
            }
            (Some(before), None) if has_values(current.as_ref(), before) => {
                self.delete(&edit.table, edit.id)?;
            }
            (Some(before), Some(after)) if has_values(current.as_ref(), before) => {
                self.update(&edit.table, edit.id, after.clone())?;
            }
            _ => return Err(StoreError::Corrupt),
        }
        Ok(())
    }

    /// Inserts a deleted row again under its own id. Its version is set above any it can have had:
    /// each write of a row is at least one row of the journal.
    fn revive(&mut self, table: &str, id: i64, mut cells: StoredRow) -> Result<()> {
        let next = "SELECT coalesce(max(id), 0) + 1 FROM change";
        let version: i64 = self.conn.one(next, [])?;
        cells.insert("id".to_owned(), StoredValue::Int(id));
        cells.insert("version".to_owned(), StoredValue::Int(version));
        self.insert(table, cells)?;
        Ok(())
    }

    /// The facts of a row that are not NULL, or `None` where there is no such row.
    fn read(&self, table: &str, id: i64) -> Result<Option<StoredRow>> {
        let facts = facts_of(table);
        let sql = format!("SELECT {} FROM {table} WHERE id=?", facts.join(","));
        let row = self.conn.first(&sql, [id], |row| {
            let mut cells = StoredRow::new();
            for (at, column) in facts.iter().enumerate() {
                match row.get(at)? {
                    StoredValue::Null => {}
                    cell => {
                        cells.insert((*column).to_owned(), cell);
                    }
                }
            }
            Ok(cells)
        })?;
        Ok(row)
    }
}

/// Whether the row still has these values, a NULL being a column that is absent.
fn has_values(current: Option<&StoredRow>, expected: &StoredRow) -> bool {
    current.is_some_and(|current| {
        expected
            .iter()
            .all(|(column, cell)| current.get(column).unwrap_or(&StoredValue::Null) == cell)
    })
}

/// The tables that hold facts, one a line, with their columns in alphabetical order (the canonical order of
/// the journal). Derived columns, versions and change times are not facts; nor is what was frozen,
/// which is kept by its own hash and never altered.
const FACTS: &str = "\
account: name person_id
alias: name unit_id
amendment: code reason removed row subject task_id
answer: day kind review_id signed task_id
area: abbreviation key name name_en plan_id short short_en
conclusion: body review_id
coordinating: task_id unit_id
evidence: dated_on number path summary task_id
extension: agreed_by letter new_due_on occurrence_id old_due_on reason task_id
note: answers_id body day kind recorded_at signed task_id
occurrence: done_on due_on ordinal original_due_on result rhythm set_due_on task_id
outcome: conclusion_id kind task_id
passage: kind line plan_id section source_text text
person: name unit_id
plan: illustrative issued_on issuer issuer_short number place signer signer_title superior title year
review: area_id at_row began_by began_on finished_by finished_on frozen_en frozen_vi head joined monday plan_id since_row tasks unit_id walk
section: area_id number parent_id position title
setting: key plan_id value
step: done_on position task_id title
task: base_on code coordinating_text deadline heading hold hold_reason illustrative key_task kind lead_id plan_id product rhythm section_id source_line source_text start_on started text title
unit: abbreviation kind name name_en valid_from valid_to";

/// The columns of a table that hold facts.
pub fn facts_of(table: &str) -> &'static [&'static str] {
    static BY_TABLE: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
        let tables = FACTS.lines().filter_map(|line| line.split_once(": "));
        tables
            .map(|(table, columns)| (table, columns.split(' ').collect()))
            .collect()
    });
    BY_TABLE.get(table).map_or(&[], Vec::as_slice)
}
