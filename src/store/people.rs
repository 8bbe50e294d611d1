//! People, and the settings of the plan.

use super::error::Result;
use super::writer::{Writer, cells};
use rusqlite::{OptionalExtension, params};

pub(super) fn set_person(
    writer: &mut Writer<'_>,
    name: &str,
    unit: Option<i64>,
    account: Option<&str>,
) -> Result<()> {
    let known: Option<i64> = writer
        .conn
        .query_row("SELECT id FROM person WHERE name=?", [name], |row| {
            row.get(0)
        })
        .optional()?;
    let person = match known {
        Some(person) => {
            if unit.is_some() {
                writer.update("person", person, cells([("unit_id", unit.into())]))?;
            }
            person
        }
        None => writer.insert(
            "person",
            cells([("name", name.into()), ("unit_id", unit.into())]),
        )?,
    };
    let Some(account) = account else {
        return Ok(());
    };
    let has: Option<i64> = writer
        .conn
        .query_row(
            "SELECT id FROM account WHERE person_id=? AND name=?",
            params![person, account],
            |row| row.get(0),
        )
        .optional()?;
    if has.is_none() {
        let row = cells([("person_id", person.into()), ("name", account.into())]);
        writer.insert("account", row)?;
    }
    Ok(())
}

pub(super) fn set_setting(writer: &mut Writer<'_>, key: &str, value: &str) -> Result<()> {
    let plan: i64 = writer.conn.query_row(
        "SELECT id FROM plan ORDER BY year DESC LIMIT 1",
        [],
        |row| row.get(0),
    )?;
    let known: Option<i64> = writer
        .conn
        .query_row(
            "SELECT id FROM setting WHERE plan_id=? AND key=?",
            params![plan, key],
            |row| row.get(0),
        )
        .optional()?;
    match known {
        Some(id) => {
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
