//! SQL values to domain values: one place that knows the columns of a list's row.

use crate::domain::deadline::Rhythm;
use crate::domain::ids::TaskId;
use crate::domain::task::{Place, TaskRow};
use crate::store::index::derive::area_of;
use crate::store::values::{day_at, kind_of, state_of};
use rusqlite::Row;

/// The columns of a list's row, for `FROM task t LEFT JOIN unit u ON u.id = t.lead_id`. The area's
/// key is read from the code's key, which begins with it.
pub(in crate::store) const TASK_ROW: &str =
    "t.id, t.code, t.title, t.code_key, t.key_task, u.abbreviation,
    t.deadline, t.kind, t.rhythm, t.due_on, t.original_due_on, t.state, t.done_on, t.on_time,
    t.occurrences, t.occurrences_done, t.steps, t.steps_done, t.notes, t.difficulties, t.evidence,
    t.extensions, t.illustrative, t.touched_on, t.updated_at, t.due_key, t.unit_key, t.last_change";

/// How many columns that is.
pub(in crate::store) const TASK_ROW_LEN: usize = 28;

/// Reads [`TASK_ROW`].
pub(in crate::store) fn task_row(row: &Row<'_>) -> rusqlite::Result<TaskRow> {
    let code_key: i64 = row.get(3)?;
    Ok(TaskRow {
        id: TaskId(row.get(0)?),
        code: row.get(1)?,
        title: row.get(2)?,
        area: area_of(code_key),
        key_task: row.get(4)?,
        lead: row.get(5)?,
        deadline: row.get(6)?,
        kind: kind_of(row, 7)?,
        rhythm: row
            .get::<_, Option<String>>(8)?
            .and_then(|word| Rhythm::parse(&word)),
        due_on: day_at(row, 9)?,
        original_due_on: day_at(row, 10)?,
        state: state_of(row, 11)?,
        done_on: day_at(row, 12)?,
        on_time: row.get(13)?,
        occurrences: row.get(14)?,
        occurrences_done: row.get(15)?,
        steps: row.get(16)?,
        steps_done: row.get(17)?,
        notes: row.get(18)?,
        difficulties: row.get(19)?,
        evidence: row.get(20)?,
        extensions: row.get(21)?,
        illustrative: row.get(22)?,
        touched_on: day_at(row, 23)?.unwrap_or_default(),
        updated_at: row.get(24)?,
        place: Place {
            id: row.get(0)?,
            due_key: row.get(25)?,
            code_key,
            unit_key: row.get(26)?,
            last_change: row.get(27)?,
        },
    })
}
