//! People, and the settings of the plan.

use super::writer::Writer;
use super::{conflict, units};
use crate::domain::change::Field;
use crate::domain::conflict::{Clash, FieldValue};
use crate::domain::ids::UnitId;
use crate::store::error::Result;
use crate::store::values::cells;
use rusqlite::{OptionalExtension, params};

/// Enters a person, or gives one another unit; `seen` is the unit that was seen there.
pub(in crate::store) fn set_person(
    writer: &mut Writer<'_>,
    name: &str,
    unit: Option<UnitId>,
    account: Option<&str>,
    seen: Option<UnitId>,
) -> Result<()> {
    units::require(writer.conn, unit)?;
    let known: Option<(i64, Option<i64>)> = writer
        .conn
        .query_row(
            "SELECT id, unit_id FROM person WHERE name=?",
            [name],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
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
    writer: &mut Writer<'_>,
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

fn add_account(writer: &mut Writer<'_>, person: i64, account: &str) -> Result<()> {
    let has = writer
        .conn
        .prepare_cached("SELECT 1 FROM account WHERE person_id=? AND name=?")?
        .exists(params![person, account])?;
    if !has {
        let row = cells([("person_id", person.into()), ("name", account.into())]);
        writer.insert("account", row)?;
    }
    Ok(())
}

/// Sets a setting of the latest plan; `seen` is the value that was seen.
pub(in crate::store) fn set_setting(
    writer: &mut Writer<'_>,
    key: &str,
    value: &str,
    seen: Option<&str>,
) -> Result<()> {
    let plan: i64 = writer.conn.query_row(
        "SELECT id FROM plan ORDER BY year DESC LIMIT 1",
        [],
        |row| row.get(0),
    )?;
    let known: Option<(i64, String)> = writer
        .conn
        .query_row(
            "SELECT id, value FROM setting WHERE plan_id=? AND key=?",
            params![plan, key],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
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
