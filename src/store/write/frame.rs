//! The plan's frame, written: what the plan says of itself, areas and sections and their order, the
//! years of units.

use super::writer::RowWriter;
use super::{conflict, units};
use crate::domain::area::{AreaText, SectionText};
use crate::domain::change::Refusal;
use crate::domain::conflict::{Clash, FieldValue};
use crate::domain::frame::FrameChange;
use crate::domain::ids::{SectionId, UnitId};
use crate::domain::journal::{ChangeKind, Edit, StoredValue};
use crate::domain::parts::{Field, HasParts};
use crate::domain::person::PersonText;
use crate::domain::unit::Years;
use crate::store::error::Result;
use crate::store::index::update;
use crate::store::sql::Cached;
use crate::store::values::{cells, cells_of, parts_of};
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

/// Writes one change of the latest plan's frame.
pub(super) fn write(writer: &mut RowWriter<'_>, change: &FrameChange) -> Result<ChangeKind> {
    let plan = units::latest_plan(writer.conn)?;
    match change {
        FrameChange::Plan { seen, to } => {
            edit(writer, ("plan", plan), seen.as_ref(), to)?;
            Ok(ChangeKind::Plan)
        }
        FrameChange::AddArea(text) => add_area(writer, plan, text),
        FrameChange::NameArea { area, seen, to } => {
            edit(writer, ("area", area.0), seen.as_ref(), to)?;
            Ok(ChangeKind::Area)
        }
        FrameChange::MoveArea { area, seen, after } => {
            let places = (seen.map(|area| area.0), after.map(|area| area.0));
            let order = reordered(writer.conn, (AREAS, plan), area.0, places, change.place())?;
            number_areas(writer, plan, &order)?;
            Ok(ChangeKind::Area)
        }
        FrameChange::AddSection {
            area,
            number,
            title,
            after,
        } => {
            let after = after.map(|section| section.0);
            add_section(writer, plan, area.0, (number, title), after)
        }
        FrameChange::NameSection { section, seen, to } => {
            edit(writer, ("section", section.0), seen.as_ref(), to)?;
            Ok(ChangeKind::Section)
        }
        FrameChange::MoveSection {
            section,
            seen,
            after,
        } => {
            let places = (seen.map(|one| one.0), after.map(|one| one.0));
            let sections = (SECTIONS, plan);
            let order = reordered(writer.conn, sections, section.0, places, change.place())?;
            number_sections(writer, &order)?;
            Ok(ChangeKind::Section)
        }
        FrameChange::RemoveArea { area, seen } => remove_area(writer, area.0, seen),
        FrameChange::RemoveSection { section, seen } => remove_section(writer, section.0, seen),
        FrameChange::RemovePerson(seen) => {
            remove_person(writer, seen)?;
            Ok(ChangeKind::Person)
        }
        FrameChange::Person { seen, to } => {
            edit_person(writer, seen, to)?;
            Ok(ChangeKind::Person)
        }
        FrameChange::UnitYears { unit, seen, to } => {
            set_years(writer, *unit, *seen, *to)?;
            Ok(ChangeKind::Unit)
        }
    }
}

/// Areas and sections in their order.
const AREAS: &str = "SELECT id FROM area WHERE plan_id=? ORDER BY key";
const SECTIONS: &str = "SELECT s.id FROM section s JOIN area a ON a.id = s.area_id
    WHERE a.plan_id=? ORDER BY s.position, s.id";

/// A thing as it is now, where nobody has changed what the person wants otherwise; all of it where it
/// is to go (`to` is `None`).
fn unchanged<T: HasParts + Default>(
    conn: &Connection,
    (table, row): (&str, i64),
    seen: &T,
    to: Option<&T>,
) -> Result<T> {
    let now = parts_of(conn, (table, row), T::default())?.ok_or(Refusal::NoSuchPlace)?;
    conflict::refuse_edited(conn, row, seen, to, &now)?;
    Ok(now)
}

/// Writes the parts that the person changed, unless a colleague has changed the same since.
fn edit<T: HasParts + Default>(
    writer: &mut RowWriter<'_>,
    (table, row): (&str, i64),
    seen: &T,
    to: &T,
) -> Result<()> {
    let now = unchanged(writer.conn, (table, row), seen, Some(to))?;
    writer.update(table, row, cells_of(table, &to.merged(seen, &now)))?;
    Ok(())
}

/// What depends on an area, or on a section, so that it stays.
const AREA_IN_USE: &str = "SELECT 1 FROM section WHERE area_id=?1
    UNION ALL SELECT 1 FROM review WHERE area_id=?1";
const SECTION_IN_USE: &str = "SELECT 1 FROM task WHERE section_id=?1
    UNION ALL SELECT 1 FROM section WHERE parent_id=?1";

fn refuse_where(conn: &Connection, sql: &str, row: i64, refusal: Refusal) -> Result<()> {
    match conn.has(sql, [row])? {
        true => Err(refusal.into()),
        false => Ok(()),
    }
}

fn remove_area(writer: &mut RowWriter<'_>, area: i64, seen: &AreaText) -> Result<ChangeKind> {
    unchanged(writer.conn, ("area", area), seen, None)?;
    refuse_where(writer.conn, AREA_IN_USE, area, Refusal::AreaInUse)?;
    writer.delete("area", area)?;
    Ok(ChangeKind::Area)
}

fn remove_section(
    writer: &mut RowWriter<'_>,
    section: i64,
    seen: &SectionText,
) -> Result<ChangeKind> {
    unchanged(writer.conn, ("section", section), seen, None)?;
    refuse_where(writer.conn, SECTION_IN_USE, section, Refusal::SectionInUse)?;
    check_removable(writer.conn, section)?;
    writer.delete("section", section)?;
    Ok(ChangeKind::Section)
}

/// A person's row, and what is known now.
fn find_person(conn: &Connection, name: &str) -> Result<(i64, PersonText)> {
    let sql = "SELECT id, unit_id FROM person WHERE name=?";
    let found: Option<(i64, Option<i64>)> = conn.first(sql, [name], |row| row.try_into())?;
    let (person, unit) = found.ok_or(Refusal::NoSuchPerson)?;
    let accounts = units::names_of(conn, ACCOUNTS, person)?;
    let now = PersonText {
        name: name.to_owned(),
        unit: unit.map(UnitId),
        accounts: accounts.into_iter().map(|(_, name)| name).collect(),
    };
    Ok((person, now))
}

/// The table and the column of whose an account is.
const ACCOUNTS: (&str, &str) = ("account", "person_id");

fn edit_person(writer: &mut RowWriter<'_>, seen: &PersonText, to: &PersonText) -> Result<()> {
    let conn = writer.conn;
    let (person, now) = find_person(conn, &seen.name)?;
    conflict::refuse_edited(conn, person, seen, Some(to), &now)?;
    let to = to.merged(seen, &now);
    units::require(conn, to.unit)?;
    let sql = "SELECT 1 FROM person WHERE name=? AND id<>?";
    if conn.has(sql, params![to.name, person])? {
        return Err(Refusal::PersonThere(to.name).into());
    }
    let row = cells([
        ("name", to.name.as_str().into()),
        ("unit_id", to.unit.map(|unit| unit.0).into()),
    ]);
    writer.update("person", person, row)?;
    units::set_names(writer, ACCOUNTS, person, &to.accounts)?;
    Ok(())
}

/// Whether a person has signed, as ?1 or under an earlier name: the journal keeps the name of the day.
const HAS_SIGNED: &str = "SELECT 1 FROM actor WHERE person = ?1 OR person IN
    (SELECT e.value ->> '$.b.name' FROM change c, json_each(c.edits) e
     WHERE c.kind IN ('person', 'undo', 'redo')
       AND e.value ->> '$.t' = 'person' AND e.value ->> '$.i' = ?2)";

/// Whoever has signed something stays: the name under it must be known.
fn remove_person(writer: &mut RowWriter<'_>, seen: &PersonText) -> Result<()> {
    let conn = writer.conn;
    let (person, now) = find_person(conn, &seen.name)?;
    conflict::refuse_edited(conn, person, seen, None, &now)?;
    if conn.has(HAS_SIGNED, params![seen.name, person])? {
        return Err(Refusal::HasSigned(now.name).into());
    }
    units::set_names(writer, ACCOUNTS, person, &[])?;
    writer.delete("person", person)
}

/// The order in which one thing stands after another, or before all; `places` are what the person saw
/// before it and what is to stand there.
fn reordered(
    conn: &Connection,
    (all, plan): (&str, i64),
    moving: i64,
    (seen, after): (Option<i64>, Option<i64>),
    field: Field,
) -> Result<Vec<i64>> {
    let order: Vec<i64> = conn.rows(all, [plan], |row| row.get(0))?;
    let at = order.iter().position(|id| *id == moving);
    let at = at.ok_or(Refusal::NoSuchPlace)?;
    let now = at
        .checked_sub(1)
        .and_then(|before| order.get(before))
        .copied();
    if now != seen && now != after {
        let place = i64::try_from(at + 1).unwrap_or_default().to_string();
        let clash = Clash::new(field, FieldValue::Nothing, Some(place)).of_row(moving);
        conflict::refuse(conn, None, vec![clash])?;
    }
    if after == Some(moving) {
        return Ok(order);
    }
    let mut order: Vec<i64> = order.into_iter().filter(|id| *id != moving).collect();
    let to = match after {
        None => 0,
        Some(after) => {
            let before = order.iter().position(|id| *id == after);
            before.ok_or(Refusal::NoSuchPlace)? + 1
        }
    };
    order.insert(to, moving);
    Ok(order)
}

fn add_area(writer: &mut RowWriter<'_>, plan: i64, text: &AreaText) -> Result<ChangeKind> {
    let sql = "SELECT key FROM area WHERE plan_id=?";
    let taken: BTreeSet<String> = writer.conn.rows(sql, [plan], |row| row.get(0))?;
    let mut keys = (0..=9).map(|key: u8| key.to_string());
    let free = keys.find(|key| !taken.contains(key));
    let free = free.ok_or(Refusal::AreasFull)?;
    let mut row = cells_of("area", text);
    row.extend(cells([("plan_id", plan.into()), ("key", free.into())]));
    writer.insert("area", row)?;
    Ok(ChangeKind::Area)
}

/// Gives the areas the keys that they have among them, in this order.
fn number_areas(writer: &mut RowWriter<'_>, plan: i64, order: &[i64]) -> Result<()> {
    let sql = "SELECT id, key FROM area WHERE plan_id=? ORDER BY key";
    let now: Vec<(i64, String)> = writer.conn.rows(sql, [plan], |row| row.try_into())?;
    let mut taken: BTreeMap<i64, String> = now.iter().cloned().collect();
    let wanted = order.iter().zip(now).map(|(id, (_, key))| (*id, key));
    let mut waiting: Vec<(i64, String)> = wanted
        .filter(|(id, key)| taken.get(id) != Some(key))
        .collect();
    // No two may ever have the same key: one steps aside, and the others follow into what is free.
    while !waiting.is_empty() {
        let is_free = |(_, key): &(i64, String)| taken.values().all(|other| other != key);
        let (id, key) = match waiting.iter().position(is_free) {
            Some(at) => waiting.swap_remove(at),
            None => (waiting[0].0, TEMPORARY_KEY.to_owned()),
        };
        writer.update("area", id, cells([("key", key.as_str().into())]))?;
        taken.insert(id, key);
    }
    Ok(())
}

/// The key of an area that waits for another one to go.
const TEMPORARY_KEY: &str = "~";

fn add_section(
    writer: &mut RowWriter<'_>,
    plan: i64,
    area: i64,
    (number, title): (&str, &str),
    after: Option<i64>,
) -> Result<ChangeKind> {
    let conn = writer.conn;
    let sql = "SELECT 1 FROM area WHERE id=? AND plan_id=?";
    if !conn.has(sql, [area, plan])? {
        return Err(Refusal::NoSuchPlace.into());
    }
    // Codes begin with the number: no two sections of a plan may share it, also in other areas.
    let find = |number: &str| -> Result<Option<i64>> {
        let sql = "SELECT s.id FROM section s JOIN area a ON a.id = s.area_id
            WHERE a.plan_id=? AND s.number=?";
        conn.value(sql, params![plan, number])
    };
    if find(number)?.is_some() {
        return Err(Refusal::NumberTaken(number.to_owned()).into());
    }
    let parent = match number.rsplit_once('.') {
        Some((parent, _)) => find(parent)?,
        None => None,
    };
    let mut order: Vec<i64> = conn.rows(SECTIONS, [plan], |row| row.get(0))?;
    let sql = "SELECT id FROM section WHERE area_id=? ORDER BY position DESC LIMIT 1";
    let last = conn.value(sql, [area])?;
    let place = match after.or(last) {
        Some(before) => {
            let at = order.iter().position(|id| *id == before);
            at.ok_or(Refusal::NoSuchPlace)? + 1
        }
        None => order.len(),
    };
    let row = cells([
        ("area_id", area.into()),
        ("parent_id", parent.into()),
        ("position", (place + 1).into()),
        ("number", number.into()),
        ("title", title.into()),
    ]);
    let id = writer.insert("section", row)?;
    order.insert(place, id);
    number_sections(writer, &order)?;
    Ok(ChangeKind::Section)
}

fn number_sections(writer: &mut RowWriter<'_>, order: &[i64]) -> Result<()> {
    for (nth, id) in order.iter().enumerate() {
        writer.update("section", *id, cells([("position", (nth + 1).into())]))?;
    }
    Ok(())
}

fn set_years(writer: &mut RowWriter<'_>, unit: UnitId, seen: Years, to: Years) -> Result<()> {
    let sql = "SELECT valid_from, valid_to FROM unit WHERE id=?";
    let now = writer.conn.first(sql, [unit.0], |row| {
        Ok(Years {
            from: row.get(0)?,
            to: row.get(1)?,
        })
    })?;
    let now = now.ok_or(Refusal::NoSuchUnit)?;
    let written = |year: Option<i32>| year.map(|year| year.to_string());
    let sides = [
        (Field::ValidFrom, seen.from, to.from, now.from),
        (Field::ValidTo, seen.to, to.to, now.to),
    ];
    let clashes = sides
        .into_iter()
        .filter(|(_, seen, to, now)| now != seen && now != to && to != seen)
        .map(|(field, _, to, now)| Clash::new(field, written(to), written(now)).of_row(unit.0));
    conflict::refuse(writer.conn, None, clashes.collect())?;
    // A side that the person left alone stays as it is now.
    let wanted = |seen: Option<i32>, to: Option<i32>, now: Option<i32>| -> StoredValue {
        let year = if to == seen { now } else { to };
        year.map(i64::from).into()
    };
    let row = cells([
        ("valid_from", wanted(seen.from, to.from, now.from)),
        ("valid_to", wanted(seen.to, to.to, now.to)),
    ]);
    writer.update("unit", unit.0, row)?;
    Ok(())
}

/// Refuses a section that no longer exists.
pub(in crate::store) fn require_section(conn: &Connection, section: SectionId) -> Result<()> {
    let there = conn.has("SELECT 1 FROM section WHERE id=?", [section.0])?;
    match there {
        true => Ok(()),
        false => Err(Refusal::NoSuchPlace.into()),
    }
}

/// Refuses to undo the adding of a section in which codes were given out: created again, it would give
/// them out again.
pub(in crate::store) fn check_removable(conn: &Connection, section: i64) -> Result<()> {
    let given: Option<i64> = conn.value("SELECT last_number FROM section WHERE id=?", [section])?;
    match given {
        Some(1..) => Err(Refusal::CodesGivenOut.into()),
        _ => Ok(()),
    }
}

/// Brings the places of tasks up to date whose section or area stands elsewhere now.
pub(in crate::store) fn refresh(conn: &Connection, edits: &[Edit]) -> Result<()> {
    for edit in edits {
        let moved = match edit.table.as_str() {
            "area" => edit.column("key"),
            "section" => edit.column("position"),
            _ => None,
        };
        if moved.is_some() && edit.before.is_some() && edit.after.is_some() {
            update::replace_tasks_of(conn, &edit.table, edit.id)?;
        }
    }
    Ok(())
}
