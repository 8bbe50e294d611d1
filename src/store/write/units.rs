//! What the whole plan goes by, written: units with what derives from their names, people, settings.

use super::conflict;
use super::writer::RowWriter;
use crate::domain::change::{Refusal, UnitText};
use crate::domain::conflict::{Clash, FieldValue};
use crate::domain::ids::UnitId;
use crate::domain::invariants::ambiguous_name;
use crate::domain::journal::{Edit, StoredValue};
use crate::domain::parts::{Field, HasParts};
use crate::domain::text::{fold, looks};
use crate::domain::unit::UnitKind;
use crate::store::error::Result;
use crate::store::index::update;
use crate::store::sql::Cached;
use crate::store::values::{cells, cells_of, parts_of};
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

/// Adds a unit or changes one: the parts that the person changed, the others stay as they are now.
/// No two units may answer to the same name.
pub(in crate::store) fn set(
    writer: &mut RowWriter<'_>,
    unit: Option<&(UnitId, Box<UnitText>)>,
    text: &UnitText,
) -> Result<()> {
    let text = match unit {
        Some((unit, seen)) => &merge(writer.conn, *unit, seen, text)?,
        None => text,
    };
    let unit = unit.map(|(unit, _)| *unit);
    check_names(writer.conn, unit, text)?;
    let row = cells_of("unit", text);
    let (id, mut changed) = match unit {
        Some(unit) => (unit.0, writer.update("unit", unit.0, row)?),
        None => {
            let id = writer.insert("unit", row)?;
            writer.added_units.push(UnitId(id));
            (id, true)
        }
    };
    changed |= set_names(writer, ALIASES, id, &text.aliases)?;
    if changed {
        Ok(())
    } else {
        Err(Refusal::NoChange.into())
    }
}

/// What a unit is to be, unless a colleague has changed the same parts since they were seen.
fn merge(conn: &Connection, unit: UnitId, seen: &UnitText, text: &UnitText) -> Result<UnitText> {
    let now = load(conn, unit)?.ok_or(Refusal::NoSuchUnit)?;
    conflict::refuse_edited(conn, unit.0, seen, Some(text), &now)?;
    Ok(text.merged(seen, &now))
}

/// Refuses to name a unit that no longer exists.
pub(in crate::store) fn require(
    conn: &Connection,
    units: impl IntoIterator<Item = UnitId>,
) -> Result<()> {
    for unit in units {
        if !conn.has("SELECT 1 FROM unit WHERE id=?", [unit.0])? {
            return Err(Refusal::NoSuchUnit.into());
        }
    }
    Ok(())
}

/// Refuses to give work to a unit that is not there in the year of the latest plan.
pub(in crate::store) fn require_active(
    conn: &Connection,
    units: impl IntoIterator<Item = UnitId>,
) -> Result<()> {
    let sql = "SELECT u.abbreviation FROM unit u, (SELECT max(year) AS year FROM plan) p
        WHERE u.id=? AND NOT p.year BETWEEN coalesce(u.valid_from, p.year)
            AND coalesce(u.valid_to, p.year)";
    for unit in units {
        let gone: Option<String> = conn.value(sql, [unit.0])?;
        if let Some(name) = gone {
            return Err(Refusal::NotThatYear(name).into());
        }
    }
    Ok(())
}

/// A unit as people edit it.
fn load(conn: &Connection, unit: UnitId) -> Result<Option<UnitText>> {
    let empty = UnitText {
        kind: UnitKind::Outside,
        ..UnitText::default()
    };
    let Some(mut text) = parts_of(conn, ("unit", unit.0), empty)? else {
        return Ok(None);
    };
    let aliases = names_of(conn, ALIASES, unit.0)?.into_iter();
    text.aliases = aliases.map(|(_, name)| name).collect();
    Ok(Some(text))
}

/// A name to which two units answer, where there is one.
pub(in crate::store) fn ambiguous(conn: &Connection) -> Result<Option<String>> {
    let names: Vec<(UnitId, String)> =
        conn.rows(NAMES, [], |row| Ok((UnitId(row.get(0)?), row.get(1)?)))?;
    let names = names.iter().map(|(unit, name)| (*unit, name.as_str()));
    Ok(ambiguous_name(names))
}

/// Every name with its unit.
const NAMES: &str = "SELECT id, abbreviation FROM unit UNION ALL SELECT id, name FROM unit
    UNION ALL SELECT unit_id, name FROM alias";

/// The table of other names, and the column of whose they are.
const ALIASES: (&str, &str) = ("alias", "unit_id");

/// The names that a thing has in a table, each with its row.
pub(super) fn names_of(
    conn: &Connection,
    (table, of): (&str, &str),
    id: i64,
) -> Result<Vec<(i64, String)>> {
    let sql = format!("SELECT id, name FROM {table} WHERE {of}=? ORDER BY id");
    conn.rows(&sql, [id], |row| row.try_into())
}

/// Takes away the names that are no longer wanted and adds the new ones. Whether that is anything.
pub(super) fn set_names(
    writer: &mut RowWriter<'_>,
    (table, of): (&str, &str),
    id: i64,
    wanted: &[String],
) -> Result<bool> {
    let old = names_of(writer.conn, (table, of), id)?;
    let mut changed = false;
    for (row, _) in old.iter().filter(|(_, name)| !wanted.contains(name)) {
        writer.delete(table, *row)?;
        changed = true;
    }
    let is_known = |name: &&String| old.iter().any(|(_, known)| known == *name);
    for name in wanted.iter().filter(|name| !is_known(name)) {
        let row = cells([(of, id.into()), ("name", name.as_str().into())]);
        writer.insert(table, row)?;
        changed = true;
    }
    Ok(changed)
}

/// A name that another unit already answers to would make every command ambiguous, and one that looks
/// like it would deceive people; names that the unit has already stay as they are.
fn check_names(conn: &Connection, unit: Option<UnitId>, text: &UnitText) -> Result<()> {
    let mut statement = conn.prepare_cached(NAMES)?;
    let mut rows = statement.query([])?;
    let (mut taken, mut shown) = (BTreeSet::new(), BTreeMap::new());
    let mut own = Vec::new();
    while let Some(row) = rows.next()? {
        let (id, name): (i64, String) = (row.get(0)?, row.get(1)?);
        if Some(UnitId(id)) == unit {
            own.push(name);
        } else {
            taken.insert(fold(&name));
            shown.insert(looks(&name), name);
        }
    }
    let names = [
        (Field::Abbreviation, &text.abbreviation),
        (Field::UnitName, &text.name),
    ];
    let aliases = text.aliases.iter().map(|alias| (Field::Alias, alias));
    for (field, name) in names.into_iter().chain(aliases) {
        if taken.contains(&fold(name)) {
            let name = name.clone();
            return Err(Refusal::NameTaken { field, name }.into());
        }
        let alike = shown.get(&looks(name)).filter(|_| !own.contains(name));
        if let Some(other) = alike {
            let (name, other) = (name.clone(), other.clone());
            return Err(Refusal::NameAlike { field, name, other }.into());
        }
    }
    Ok(())
}

/// Brings the alphabet's order, the folded names and the search words of the tasks that name the
/// units touched up to date.
pub(in crate::store) fn refresh(conn: &Connection, edits: &[Edit]) -> Result<()> {
    let mut units = BTreeSet::new();
    for edit in edits {
        match edit.table.as_str() {
            "unit" => {
                units.insert(edit.id);
            }
            "alias" => {
                let (before, after) = edit.column("unit_id").unwrap_or((None, None));
                if let Some(StoredValue::Int(unit)) = after.or(before) {
                    units.insert(*unit);
                }
            }
            _ => {}
        }
    }
    for unit in units {
        let there = conn.has("SELECT 1 FROM unit WHERE id=?", [unit])?;
        if there {
            update::refresh_unit(conn, unit)?;
            update::reword_tasks_of(conn, unit)?;
        }
    }
    Ok(())
}

/// Enters a person, or gives one another unit; `seen` is the unit that was seen there.
pub(in crate::store) fn set_person(
    writer: &mut RowWriter<'_>,
    name: &str,
    unit: Option<UnitId>,
    account: Option<&str>,
    seen: Option<UnitId>,
) -> Result<()> {
    require(writer.conn, unit)?;
    let sql = "SELECT id, unit_id FROM person WHERE name=?";
    let known: Option<(i64, Option<i64>)> = writer.conn.first(sql, [name], |row| row.try_into())?;
    let cell = unit.map(|unit| unit.0);
    let person = match known {
        Some((person, now)) => {
            if let Some(unit) = unit {
                move_person(writer, person, unit, now.map(UnitId), seen)?;
            }
            person
        }
        None => writer.insert(
            "person",
            cells([("name", name.into()), ("unit_id", cell.into())]),
        )?,
    };
    match account {
        Some(account) => add_account(writer, person, account),
        None => Ok(()),
    }
}

fn move_person(
    writer: &mut RowWriter<'_>,
    person: i64,
    unit: UnitId,
    now: Option<UnitId>,
    seen: Option<UnitId>,
) -> Result<()> {
    if now != seen && now != Some(unit) {
        let theirs = FieldValue::Units(now.into_iter().collect());
        let clash = Clash::new(Field::PersonUnit, FieldValue::Units(vec![unit]), theirs);
        conflict::refuse(writer.conn, None, vec![clash.of_row(person)])?;
    }
    writer.update("person", person, cells([("unit_id", unit.0.into())]))?;
    Ok(())
}

fn add_account(writer: &mut RowWriter<'_>, person: i64, account: &str) -> Result<()> {
    let sql = "SELECT 1 FROM account WHERE person_id=? AND name=?";
    let has = writer.conn.has(sql, params![person, account])?;
    if !has {
        let row = cells([("person_id", person.into()), ("name", account.into())]);
        writer.insert("account", row)?;
    }
    Ok(())
}

pub(super) fn latest_plan(conn: &Connection) -> Result<i64> {
    let sql = "SELECT id FROM plan ORDER BY year DESC LIMIT 1";
    conn.one(sql, [])
}

/// Sets a setting of the latest plan; `seen` is the value that was seen.
pub(in crate::store) fn set_setting(
    writer: &mut RowWriter<'_>,
    key: &str,
    value: &str,
    seen: Option<&str>,
) -> Result<()> {
    let plan = latest_plan(writer.conn)?;
    let sql = "SELECT id, value FROM setting WHERE plan_id=? AND key=?";
    let known: Option<(i64, String)> = writer
        .conn
        .first(sql, params![plan, key], |row| row.try_into())?;
    // A setting that was emptied is none.
    let filled = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
    let now = filled(known.as_ref().map(|(_, value)| value.as_str()));
    let mine = filled(Some(value));
    if now != filled(seen) && now != mine {
        let clash = Clash::new(Field::of_setting(key), mine, now);
        let clash = match &known {
            Some((row, _)) => clash.of_row(*row),
            None => clash,
        };
        conflict::refuse(writer.conn, None, vec![clash])?;
    }
    match known {
        Some((id, _)) => {
            writer.update("setting", id, cells([("value", value.into())]))?;
        }
        None => {
            let row = cells([
                ("plan_id", plan.into()),
                ("key", key.into()),
                ("value", value.into()),
            ]);
            writer.insert("setting", row)?;
        }
    }
    Ok(())
}
