//! A task's texts and units: a new task with its code, and an edit that takes only what the person
//! changed.

use super::deadlines::{add_occurrences, deadline_cells, plan_year};
use super::door::Stamp;
use super::error::{Result, StoreError};
use super::journal::last_writer;
use super::writer::{Writer, cells};
use crate::domain::area::code;
use crate::domain::change::{Field, NewTask, Refusal};
use crate::domain::history::{Cells, Edit};
use crate::domain::ids::TaskId;
use crate::domain::task::{Task, TaskText};
use rusqlite::params;

/// Gives out the section's next code. The number itself is never set back.
pub(super) fn next_code(writer: &Writer<'_>, section: i64) -> Result<(i64, String)> {
    let (plan, number, text): (i64, i64, String) = writer
        .conn
        .prepare_cached(
            "SELECT a.plan_id, s.last_number + 1, s.number
             FROM section s JOIN area a ON a.id = s.area_id WHERE s.id=?",
        )?
        .query_row([section], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    writer
        .conn
        .prepare_cached("UPDATE section SET last_number=?2 WHERE id=?1")?
        .execute(params![section, number])?;
    Ok((plan, code(&text, number)))
}

pub(super) fn add_task(writer: &mut Writer<'_>, new: &NewTask) -> Result<TaskId> {
    let (plan, code) = next_code(writer, new.section.0)?;
    let mut row = text_cells(&new.text);
    row.extend(deadline_cells(&new.deadline, None));
    row.extend(cells([
        ("plan_id", plan.into()),
        ("section_id", new.section.0.into()),
        ("code", code.into()),
    ]));
    let task = TaskId(writer.insert("task", row)?);
    add_coordinating(writer, task, &new.text)?;
    let year = plan_year(writer, task)?;
    add_occurrences(writer, task, &new.deadline, None, year)?;
    Ok(task)
}

pub(super) fn edit(writer: &mut Writer<'_>, task: &Task, after: &TaskText) -> Result<()> {
    // Two colleagues' changes may each be right alone, and together not.
    let both = |lead| after.coordinating.contains(&lead);
    if after.lead.is_some_and(both) {
        return Err(Refusal::LeadAlsoCoordinates.into());
    }
    writer.update("task", task.row.id.0, text_cells(after))?;
    if after.coordinating == task.texts().coordinating {
        return Ok(());
    }
    let mut statement = writer
        .conn
        .prepare_cached("SELECT id FROM coordinating WHERE task_id=? ORDER BY id")?;
    let old: Vec<i64> = statement
        .query_map([task.row.id.0], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for row in old {
        writer.delete("coordinating", row)?;
    }
    add_coordinating(writer, task.row.id, after)
}

fn add_coordinating(writer: &mut Writer<'_>, task: TaskId, text: &TaskText) -> Result<()> {
    for unit in &text.coordinating {
        let row = cells([("task_id", task.0.into()), ("unit_id", unit.0.into())]);
        writer.insert("coordinating", row)?;
    }
    Ok(())
}

pub(super) fn text_cells(text: &TaskText) -> Cells {
    cells([
        ("title", text.title.as_str().into()),
        ("text", text.text.as_str().into()),
        ("product", text.product.clone().into()),
        ("key_task", text.key_task.into()),
        ("lead_id", text.lead.map(|unit| unit.0).into()),
        ("coordinating_text", text.coordinating_text.clone().into()),
    ])
}

/// What the task shall hold: the parts that the person changed, and the others as they are now,
/// also where a colleague has altered them since the form was opened.
pub(super) fn merge(now: &TaskText, before: &TaskText, after: &TaskText) -> TaskText {
    fn pick<T: Clone + PartialEq>(now: &T, before: &T, after: &T) -> T {
        if before == after { now } else { after }.clone()
    }
    TaskText {
        title: pick(&now.title, &before.title, &after.title),
        text: pick(&now.text, &before.text, &after.text),
        product: pick(&now.product, &before.product, &after.product),
        key_task: pick(&now.key_task, &before.key_task, &after.key_task),
        lead: pick(&now.lead, &before.lead, &after.lead),
        coordinating: pick(&now.coordinating, &before.coordinating, &after.coordinating),
        coordinating_text: pick(
            &now.coordinating_text,
            &before.coordinating_text,
            &after.coordinating_text,
        ),
    }
}

/// A part that the person changed must still read as the person saw it.
pub(super) fn check_conflict(
    writer: &Writer<'_>,
    task: &Task,
    before: &TaskText,
    after: &TaskText,
    stamp: &Stamp,
) -> Result<()> {
    /// Whether the person and somebody else both changed a part, each to another value.
    fn clash<T: PartialEq>(before: &T, after: &T, now: &T) -> bool {
        before != after && before != now && after != now
    }
    let now = task.texts();
    let units: Vec<&str> = task.coordinating.iter().map(|(_, u)| u.as_str()).collect();
    let parts = [
        (
            Field::Title,
            ("task", "title"),
            clash(&before.title, &after.title, &now.title),
            now.title,
        ),
        (
            Field::Text,
            ("task", "text"),
            clash(&before.text, &after.text, &now.text),
            now.text,
        ),
        (
            Field::Product,
            ("task", "product"),
            clash(&before.product, &after.product, &now.product),
            now.product.unwrap_or_default(),
        ),
        (
            Field::Lead,
            ("task", "lead_id"),
            clash(&before.lead, &after.lead, &now.lead),
            task.row.lead.clone().unwrap_or_default(),
        ),
        (
            Field::Coordinating,
            ("coordinating", "unit_id"),
            clash(&before.coordinating, &after.coordinating, &now.coordinating),
            units.join(", "),
        ),
        (
            Field::Coordinating,
            ("task", "coordinating_text"),
            clash(
                &before.coordinating_text,
                &after.coordinating_text,
                &now.coordinating_text,
            ),
            now.coordinating_text.unwrap_or_default(),
        ),
    ];
    let mut clashing = parts.into_iter().filter(|(.., clashes, _)| *clashes);
    let Some((field, (table, column), _, theirs)) = clashing.next() else {
        return Ok(());
    };
    let wrote = |edit: &Edit| edit.table == table && edit.column(column).is_some();
    let (conn, id) = (writer.conn, task.row.id);
    let who = last_writer(conn, Some(id), wrote, 0, &stamp.actor)?;
    // Every part is told: whoever saves once more must have seen all that is replaced.
    let more = clashing
        .map(|(field, _, _, theirs)| (field, theirs))
        .collect();
    Err(StoreError::Conflict {
        field,
        theirs,
        who,
        more,
    })
}
