//! The journal act by act, as it can be carried into another file.

use super::chain::{Chain, Linked, rows_after};
use crate::domain::day::from_iso;
use crate::domain::history::{Act, ActRow, Cell, ChangeKind, Edit};
use crate::domain::ids::{ActId, TaskId};
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use crate::store::values::hex;
use rusqlite::Connection;
use std::ops::ControlFlow;

impl Store {
    /// Hands over the acts behind a row of the journal (0 for all) in their order, one at a time.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] where a row cannot be read or does not follow from the one before,
    /// and what `each` says.
    pub fn acts_after(&self, row: i64, mut each: impl FnMut(Act) -> Result<()>) -> Result<()> {
        self.snapshot(|| {
            let mut chain = Chain::at_row(&self.conn, row)?;
            let mut open: Option<Act> = None;
            rows_after(&self.conn, row, |_, row| {
                let row = row.ok_or(StoreError::Corrupt)?;
                if row.act == row.id {
                    let begun = Act::begin(&row, chain.head())?;
                    open.replace(begun).map_or(Ok(()), &mut each)?;
                }
                let act = open.as_mut().ok_or(StoreError::Corrupt)?;
                let part = part_of(&row)?;
                for key in frozen_in(&part.edits) {
                    act.frozen.insert(key.to_owned(), self.frozen(key)?);
                }
                act.rows.push(part);
                act.hash = hex(&row.hash);
                match chain.take(&row) {
                    true => Ok(ControlFlow::Continue(())),
                    false => Err(StoreError::Corrupt),
                }
            })?;
            open.map_or(Ok(()), each)
        })
    }
}

impl Act {
    /// An act without its rows, from the first of them.
    fn begin(row: &Linked, follows: String) -> Result<Self> {
        Ok(Self {
            id: ActId(row.act),
            follows,
            target: row.target.map(ActId),
            actor: row.actor.clone(),
            recorded_at: row.recorded_at,
            day: from_iso(&row.day).ok_or(StoreError::Corrupt)?,
            rows: Vec::new(),
            hash: String::new(),
            frozen: std::collections::BTreeMap::new(),
        })
    }
}

impl Chain {
    /// The chain as it stands at a row that is taken on trust.
    fn at_row(conn: &Connection, row: i64) -> Result<Self> {
        let mut chain = Self::default();
        rows_after(conn, row - 1, |id, found| {
            chain = Self::trusting(found.filter(|_| id == row));
            Ok(ControlFlow::Break(()))
        })?;
        Ok(chain)
    }
}

/// What a row of the journal wrote.
///
/// # Errors
/// [`StoreError::Corrupt`] where it is nothing that this program writes.
pub(in crate::store) fn part_of(row: &Linked) -> Result<ActRow> {
    Ok(ActRow {
        kind: ChangeKind::parse(&row.kind).ok_or(StoreError::Corrupt)?,
        task: row.task.map(TaskId),
        edits: serde_json::from_str(&row.edits).map_err(|_| StoreError::Corrupt)?,
    })
}

/// The keys of frozen texts that edits name.
pub(in crate::store) fn frozen_in(edits: &[Edit]) -> impl Iterator<Item = &str> {
    let finished = edits.iter().filter(|edit| edit.table == "review");
    let keys = finished
        .flat_map(|edit| ["frozen_vi", "frozen_en"].map(|column| edit.after.as_ref()?.get(column)));
    keys.filter_map(|cell| match cell {
        Some(Cell::Text(key)) => Some(key.as_str()),
        _ => None,
    })
}
