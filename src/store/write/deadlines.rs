//! A task's deadline: set again or extended, and the occurrences that follow from it.

use super::writer::RowWriter;
use crate::domain::conflict::OccurrenceDue;
use crate::domain::day::Day;
use crate::domain::deadline::{Deadline, DeadlineKind};
use crate::domain::ids::{OccurrenceId, TaskId};
use crate::domain::journal::{ChangeKind, StoredRow};
use crate::domain::reschedule::{Scheduled, reschedule};
use crate::domain::task::Task;
use crate::store::error::Result;
use crate::store::sql::Cached;
use crate::store::values::cells;
use std::collections::BTreeMap;

/// Moves the day of an occurrence, which still is as the person saw it.
pub(in crate::store) fn extend(
    writer: &mut RowWriter<'_>,
    task: TaskId,
    seen: OccurrenceDue,
    new_due_on: Day,
    [reason, agreed_by]: [&String; 2],
    letter: Option<&str>,
) -> Result<ChangeKind> {
    let row = cells([
        ("task_id", task.0.into()),
        ("occurrence_id", seen.occurrence.0.into()),
        ("old_due_on", seen.due_on.into()),
        ("new_due_on", new_due_on.into()),
        ("reason", reason.as_str().into()),
        ("agreed_by", agreed_by.as_str().into()),
        ("letter", letter.into()),
    ]);
    writer.insert("extension", row)?;
    let moved = cells([("due_on", new_due_on.into())]);
    writer.update("occurrence", seen.occurrence.0, moved)?;
    Ok(ChangeKind::Extend)
}

/// Sets wording and due dates again as [`reschedule`] has it. Where neither wording nor days would
/// differ, nothing is written.
pub(in crate::store) fn set_deadline(
    writer: &mut RowWriter<'_>,
    task: &Task,
    deadline: &Deadline,
    base_on: Option<Day>,
) -> Result<()> {
    let id = task.row.id;
    let year = plan_year(writer, id)?;
    if deadline.wording != task.row.deadline {
        record_typed(writer, id, deadline)?;
    }
    writer.update("task", id.0, deadline_cells(deadline, base_on))?;
    let days = due_days(deadline, base_on, year);
    let wanted = reschedule(task, deadline.rhythm, &days);
    if task.row.rhythm != deadline.rhythm {
        name_done_periods(writer, task)?;
    }
    // No two rows may bear the same number at any moment, now or when this is undone.
    let heirs = remove_obsolete(writer, task, &wanted)?;
    renumber(writer, task, &wanted)?;
    for (ordinal, one) in (1_i64..).zip(&wanted) {
        let mut days = cells([
            ("original_due_on", one.original_due_on.into()),
            ("set_due_on", one.set_due_on.into()),
            ("due_on", one.due_on.into()),
        ]);
        let Some(row) = one.row else {
            days.extend(cells([
                ("task_id", id.0.into()),
                ("ordinal", ordinal.into()),
            ]));
            let row = writer.insert("occurrence", days)?;
            for extension in extensions_of(writer, one.extensions_of)? {
                let to = cells([("occurrence_id", row.into())]);
                writer.update("extension", extension, to)?;
            }
            continue;
        };
        writer.update("occurrence", row.0, days)?;
    }
    for old in heirs {
        writer.delete("occurrence", old.0)?;
    }
    Ok(())
}

/// Where another wording is stored than was typed ("28/02/2021" for "tuần sau"), both steps go into
/// the journal.
pub(in crate::store) fn record_typed(
    writer: &mut RowWriter<'_>,
    task: TaskId,
    deadline: &Deadline,
) -> Result<()> {
    if let Some(typed) = &deadline.typed {
        writer.update("task", task.0, cells([("deadline", typed.as_str().into())]))?;
    }
    Ok(())
}

/// The periods of what is done keep their names.
fn name_done_periods(writer: &mut RowWriter<'_>, task: &Task) -> Result<()> {
    let Some(rhythm) = task.row.rhythm else {
        return Ok(());
    };
    let done = task.occurrences.iter().filter(|o| !o.is_open());
    for occurrence in done.filter(|o| o.rhythm.is_none()) {
        let named = cells([("rhythm", rhythm.as_str().into())]);
        writer.update("occurrence", occurrence.id.0, named)?;
    }
    Ok(())
}

/// Takes out the open due dates that no longer exist, with their extensions. Those whose extensions go
/// to a new one are numbered out of the way and given back, to be taken out when that is there.
fn remove_obsolete(
    writer: &mut RowWriter<'_>,
    task: &Task,
    wanted: &[Scheduled],
) -> Result<Vec<OccurrenceId>> {
    let stays = |id| wanted.iter().any(|one| one.row == Some(id));
    let hands_on = |id| wanted.iter().any(|one| one.extensions_of == Some(id));
    let most = task.occurrences.len().max(wanted.len());
    let mut aside = i64::try_from(most).unwrap_or(i64::MAX);
    let mut heirs = Vec::new();
    for id in task.occurrences.iter().map(|o| o.id) {
        if stays(id) {
            continue;
        }
        if hands_on(id) {
            aside += 1;
            writer.update("occurrence", id.0, cells([("ordinal", aside.into())]))?;
            heirs.push(id);
            continue;
        }
        for extension in extensions_of(writer, Some(id))? {
            writer.delete("extension", extension)?;
        }
        writer.delete("occurrence", id.0)?;
    }
    Ok(heirs)
}

/// Gives the rows that stay their new numbers: first those that come nearer to the beginning, from
/// the first, then those that go further away, from the last. A row that still holds a number which
/// another one takes waits under one that nobody has.
fn renumber(writer: &mut RowWriter<'_>, task: &Task, wanted: &[Scheduled]) -> Result<()> {
    let places = (1_i64..).zip(wanted).filter_map(|(to, one)| {
        let row = one.row?;
        Some((task.occurrence(row)?.ordinal, to, row))
    });
    let places: Vec<_> = places.collect();
    let mut held: BTreeMap<OccurrenceId, i64> =
        places.iter().map(|(from, _, row)| (*row, *from)).collect();
    let most = task.occurrences.len().max(wanted.len()) + task.occurrences.len();
    let mut aside = i64::try_from(most).unwrap_or(i64::MAX);
    let (down, up): (Vec<_>, Vec<_>) = places.into_iter().partition(|(from, to, _)| to < from);
    let mut number = |row: OccurrenceId, to: i64| {
        writer.update("occurrence", row.0, cells([("ordinal", to.into())]))
    };
    for (_, to, row) in down.into_iter().chain(up.into_iter().rev()) {
        let holder = held.iter().find(|(id, n)| **n == to && **id != row);
        if let Some(holder) = holder.map(|(id, _)| *id) {
            aside += 1;
            number(holder, aside)?;
            held.insert(holder, aside);
        }
        number(row, to)?;
        held.insert(row, to);
    }
    Ok(())
}

fn extensions_of(writer: &RowWriter<'_>, occurrence: Option<OccurrenceId>) -> Result<Vec<i64>> {
    let sql = "SELECT id FROM extension WHERE occurrence_id=? ORDER BY id";
    writer
        .conn
        .rows(sql, [occurrence.map(|id| id.0)], |row| row.get(0))
}

pub fn deadline_cells(deadline: &Deadline, base_on: Option<Day>) -> StoredRow {
    cells([
        ("deadline", deadline.wording.as_str().into()),
        ("kind", deadline.kind.as_str().into()),
        (
            "rhythm",
            deadline
                .rhythm
                .map(|rhythm| rhythm.as_str().to_owned())
                .into(),
        ),
        ("start_on", deadline.start_on.into()),
        ("base_on", base_on.into()),
    ])
}

pub(in crate::store) fn plan_year(writer: &RowWriter<'_>, task: TaskId) -> Result<i32> {
    let sql = "SELECT p.year FROM plan p JOIN task t ON t.plan_id = p.id WHERE t.id=?";
    writer.conn.one(sql, [task.0])
}

/// The due dates that follow from a deadline; a relative one has its day once its base is known.
pub(in crate::store) fn due_days(
    deadline: &Deadline,
    base_on: Option<Day>,
    year: i32,
) -> Vec<Option<Day>> {
    match (deadline.kind, base_on) {
        (DeadlineKind::Relative, Some(base)) => vec![deadline.relative_due(base)],
        _ => deadline.due_days(year),
    }
}

/// Adds an occurrence for each due date.
pub(in crate::store) fn add_occurrences(
    writer: &mut RowWriter<'_>,
    task: TaskId,
    deadline: &Deadline,
    base_on: Option<Day>,
    year: i32,
) -> Result<()> {
    for (ordinal, day) in (1_i64..).zip(due_days(deadline, base_on, year)) {
        let row = cells([
            ("task_id", task.0.into()),
            ("ordinal", ordinal.into()),
            ("original_due_on", day.into()),
            ("due_on", day.into()),
        ]);
        writer.insert("occurrence", row)?;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::change::Change;
    use crate::domain::deadline::{DeadlineRules, WordingOrigin};
    use crate::domain::person::Actor;
    use crate::store::journal::Stamp;

    #[test]
    fn due_dates_change_places_although_no_two_may_have_the_same_number() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kế hoạch.db");
        let mut store = crate::plan::sample::create(&path).unwrap();
        let sql = "SELECT task_id FROM occurrence GROUP BY task_id
            HAVING count(*) = 1 AND count(done_on) = 0 LIMIT 1";
        let id = TaskId(store.conn.query_row(sql, [], |row| row.get(0)).unwrap());
        let rules = DeadlineRules {
            year: 2021,
            reading: WordingOrigin::Document,
            before_is_strict: true,
        };
        let quarterly = |task: &Task| Change::SetDeadline {
            task: id,
            deadline: Deadline::read("Hằng quý", &rules),
            base_on: None,
            seen: task.term(),
        };
        let stamp = Stamp {
            actor: Actor {
                account: "vanphong".to_owned(),
                person: "Lan".to_owned(),
            },
            recorded_at: 1_623_380_000_000,
            day: Day::from_ymd_opt(2021, 6, 11).unwrap(),
        };
        let task = store.task(id).unwrap().unwrap();
        store.apply(&[quarterly(&task)], &stamp).unwrap();
        let before = store.task(id).unwrap().unwrap();
        assert_eq!(before.occurrences.len(), 4);
        // The last comes first, and the others each a place later.
        let days: Vec<Option<Day>> = before.occurrences.iter().map(|o| o.due_on).collect();
        for (nth, occurrence) in before.occurrences.iter().enumerate() {
            let day = days[(nth + 1) % days.len()].map(|day| day.to_string());
            let sql = "UPDATE occurrence SET original_due_on=?2, due_on=?2 WHERE id=?1";
            store.conn.execute(sql, (occurrence.id.0, day)).unwrap();
        }
        let task = store.task(id).unwrap().unwrap();
        let numbers = |store: &crate::store::Store| -> Vec<(OccurrenceId, i64)> {
            let task = store.task(id).unwrap().unwrap();
            task.occurrences.iter().map(|o| (o.id, o.ordinal)).collect()
        };
        let was = numbers(&store);
        store.apply(&[quarterly(&task)], &stamp).unwrap();
        let moved = store.task(id).unwrap().unwrap();
        let kept = moved.occurrences.iter().map(|o| o.due_on);
        assert_eq!(kept.collect::<Vec<_>>(), days);
        store.undo(&stamp).unwrap();
        assert_eq!(numbers(&store), was);
    }
}
