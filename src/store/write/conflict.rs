//! Who has replaced what a person saw: the clashes of a change, with their writers as the journal
//! knows them.

use crate::domain::change::Change;
use crate::domain::conflict::{Author, Clash, Conflict, FieldValue, HasParts, edited};
use crate::domain::ids::UnitId;
use crate::domain::journal::{Edit, StoredValue};
use crate::domain::parts::{self, Field};
use crate::domain::task::Task;
use crate::store::error::{Result, StoreError};
use crate::store::journal;
use crate::store::sql::Cached;
use rusqlite::Connection;

/// Refuses a change that would replace what the person has not seen.
pub(in crate::store) fn check(conn: &Connection, change: &Change, task: &Task) -> Result<()> {
    refuse(conn, Some(task), change.clashes(task))
}

/// The same, of clashes that are known already.
pub(in crate::store) fn refuse(
    conn: &Connection,
    task: Option<&Task>,
    clashes: Vec<Clash>,
) -> Result<()> {
    if clashes.is_empty() {
        return Ok(());
    }
    let clashes = clashes
        .into_iter()
        .map(|clash| with_author(conn, task, clash))
        .collect::<Result<_>>()?;
    let task = task.map(|task| Box::new(task.clone()));
    Err(StoreError::Conflict(vec![Conflict { task, clashes }]))
}

/// The same, of a row whose parts the person and somebody else both changed; where it is to go (`to` is
/// `None`), whose parts somebody else changed.
pub(super) fn refuse_edited<T: HasParts>(
    conn: &Connection,
    row: i64,
    seen: &T,
    to: Option<&T>,
    now: &T,
) -> Result<()> {
    let clashes = edited(seen, to, now).into_iter();
    refuse(conn, None, clashes.map(|clash| clash.of_row(row)).collect())
}

/// A clash with its writer, and with units by what lists print of them.
fn with_author(conn: &Connection, task: Option<&Task>, clash: Clash) -> Result<Clash> {
    let written = columns_of(clash.field);
    let concerns = |edit: &Edit| {
        let own = clash
            .row
            .is_none_or(|row| edit.id == row || has_unit(edit, row));
        let mut places = written.iter();
        own && places.any(|(table, column)| edit.table == *table && edit.column(column).is_some())
    };
    let by = match journal::last_to_write(conn, task.map(|task| task.row.id), concerns)? {
        Some(entry) if still_holds(conn, entry.edits.iter().filter(|e| concerns(e)), &written)? => {
            Some(Author {
                who: entry.actor.to_string(),
                day: entry.day,
            })
        }
        _ => None,
    };
    Ok(Clash {
        mine: abbreviated(conn, clash.mine)?,
        theirs: abbreviated(conn, clash.theirs)?,
        by,
        ..clash
    })
}

/// Whether the rows still hold what these edits made of the columns. If not, they were written past
/// the journal, by nobody that it knows.
fn still_holds<'e>(
    conn: &Connection,
    edits: impl Iterator<Item = &'e Edit>,
    written: &[(&str, &str)],
) -> Result<bool> {
    let edits: Vec<&Edit> = edits.collect();
    for (at, edit) in edits.iter().enumerate() {
        // What the same act wrote there later counts.
        let later = edits.get(at + 1..).unwrap_or_default();
        let again = |column: &str| {
            let mut later = later.iter();
            later.any(|other| {
                (&other.table, other.id) == (&edit.table, edit.id) && other.column(column).is_some()
            })
        };
        let touched = |(table, column): &&(&str, &str)| {
            *table == edit.table && edit.column(column).is_some() && !again(column)
        };
        for (table, column) in written.iter().filter(touched) {
            let now: Option<StoredValue> = conn.value(
                &format!("SELECT {column} FROM {table} WHERE id=?"),
                [edit.id],
            )?;
            let journaled = edit.after.as_ref();
            let journaled = journaled.map(|after| after.get(*column).unwrap_or(&StoredValue::Null));
            if now.as_ref() != journaled {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Other names of a unit are rows of their own.
fn has_unit(edit: &Edit, unit: i64) -> bool {
    let (before, after) = edit.column("unit_id").unwrap_or((None, None));
    edit.table == "alias" && after.or(before) == Some(&StoredValue::Int(unit))
}

fn abbreviated(conn: &Connection, value: FieldValue) -> Result<FieldValue> {
    let FieldValue::Units(units) = value else {
        return Ok(value);
    };
    let name = |unit: &UnitId| -> Result<Option<String>> {
        conn.value("SELECT abbreviation FROM unit WHERE id=?", [unit.0])
    };
    let names: Vec<Option<String>> = units.iter().map(name).collect::<Result<_>>()?;
    let names: Vec<String> = names.into_iter().flatten().collect();
    Ok(FieldValue::from(Some(names.join(", "))))
}

/// The tables and columns that hold a part.
fn columns_of(field: Field) -> Vec<(&'static str, &'static str)> {
    let parts = parts::columns().filter(|(part, _)| *part == field);
    let others: &[(&str, &str)] = match field {
        Field::State => &[("task", "hold")],
        Field::Reason => &[("task", "hold_reason")],
        Field::DoneOn => &[("occurrence", "done_on")],
        // Whoever completed it without a result has left it empty.
        Field::Result => &[("occurrence", "result"), ("occurrence", "done_on")],
        // An extension, or a deadline that was set again.
        Field::Due => &[("occurrence", "due_on")],
        Field::Deadline => &[("task", "deadline")],
        Field::BaseOn => &[("task", "base_on")],
        Field::Note => &[("note", "body")],
        Field::Step => &[("step", "done_on")],
        Field::StepTitle => &[("step", "title")],
        Field::Conclusion => &[("conclusion", "body")],
        Field::AreaPlace => &[("area", "key")],
        Field::SectionPlace => &[("section", "position")],
        Field::TaskSection => &[("task", "section_id")],
        Field::ValidFrom => &[("unit", "valid_from")],
        Field::ValidTo => &[("unit", "valid_to")],
        field if field.is_setting() => &[("setting", "value")],
        _ => &[],
    };
    parts
        .map(|(_, column)| column)
        .chain(others.iter().copied())
        .collect()
}
