//! The acts of a story: what each does to the rows in memory, and its row in the journal.

use super::made::{Made, Row, update};
use super::maker::Maker;
use super::{Deed, Story};
use crate::domain::area::code;
use crate::domain::day::Day;
use crate::domain::history::{Cell, Cells, ChangeKind, Edit};
use crate::domain::ids::TaskId;
use crate::store::Stamp;
use crate::store::error::{Result, StoreError};
use crate::store::write::deadlines::{deadline_cells, due_days};
use crate::store::write::task::text_cells;
use crate::store::write::values::cells;

impl Maker {
    pub(super) fn add(&mut self, story: &Story) -> Result<Made> {
        let section = self.sections.get_mut(&story.section.0);
        let section = section.ok_or(StoreError::NoPlan)?;
        section.last += 1;
        let (year, code) = (section.year, code(&section.number, section.last));
        let mut row = text_cells(&story.text);
        row.extend(deadline_cells(&story.deadline, None));
        row.extend(cells([
            ("plan_id", section.plan.into()),
            ("section_id", story.section.0.into()),
            ("code", code.into()),
            ("started", false.into()),
            ("illustrative", false.into()),
        ]));
        let mut task = Made {
            rows: Vec::new(),
            section: story.section.0,
            last_change: 0,
            touched_on: story.added.day,
            updated_at: 0,
        };
        let mut edits = vec![self.insert(&mut task, "task", row)];
        let id = task.rows[0].id;
        for unit in &story.text.coordinating {
            let row = cells([("task_id", id.into()), ("unit_id", unit.0.into())]);
            edits.push(self.insert(&mut task, "coordinating", row));
        }
        for (ordinal, day) in (1_i64..).zip(due_days(&story.deadline, None, year)) {
            let row = cells([
                ("task_id", id.into()),
                ("ordinal", ordinal.into()),
                ("original_due_on", day.into()),
                ("due_on", day.into()),
            ]);
            edits.push(self.insert(&mut task, "occurrence", row));
        }
        self.journal(&mut task, &story.added, ChangeKind::Add, edits)?;
        Ok(task)
    }

    pub(super) fn act(&mut self, task: &mut Made, stamp: &Stamp, deed: &Deed) -> Result<()> {
        let id = task.rows[0].id;
        let (kind, edits) = match deed {
            Deed::Start => {
                let set = cells([("started", true.into())]);
                (
                    ChangeKind::Start,
                    update(task, 0, set).into_iter().collect(),
                )
            }
            Deed::Complete { done_on, result } => {
                let set = cells([
                    ("done_on", (*done_on).into()),
                    ("result", result.clone().into()),
                ]);
                let at = task.open_occurrence();
                let edit = at.and_then(|at| update(task, at, set));
                (ChangeKind::Complete, edit.into_iter().collect())
            }
            Deed::Extend {
                new_due_on,
                reason,
                agreed_by,
            } => (
                ChangeKind::Extend,
                self.extend(task, *new_due_on, reason, agreed_by),
            ),
            Deed::Note { kind, body } => {
                let row = cells([
                    ("task_id", id.into()),
                    ("kind", kind.as_str().into()),
                    ("body", body.as_str().into()),
                    ("signed", stamp.actor.to_string().into()),
                    ("day", stamp.day.into()),
                    ("recorded_at", stamp.recorded_at.into()),
                ]);
                (ChangeKind::Note, vec![self.insert(task, "note", row)])
            }
            Deed::Evidence {
                number,
                dated_on,
                summary,
            } => {
                let row = cells([
                    ("task_id", id.into()),
                    ("number", number.as_str().into()),
                    ("dated_on", (*dated_on).into()),
                    ("summary", summary.as_str().into()),
                ]);
                (
                    ChangeKind::Evidence,
                    vec![self.insert(task, "evidence", row)],
                )
            }
        };
        self.journal(task, stamp, kind, edits)
    }

    fn extend(&mut self, task: &mut Made, to: Day, reason: &str, agreed_by: &str) -> Vec<Edit> {
        let Some(at) = task.open_occurrence() else {
            return Vec::new();
        };
        let occurrence = &task.rows[at];
        let row = cells([
            ("task_id", task.rows[0].id.into()),
            ("occurrence_id", occurrence.id.into()),
            ("old_due_on", occurrence.cell("due_on")),
            ("new_due_on", to.into()),
            ("reason", reason.into()),
            ("agreed_by", agreed_by.into()),
        ]);
        let mut edits = vec![self.insert(task, "extension", row)];
        edits.extend(update(task, at, cells([("due_on", to.into())])));
        edits
    }

    /// A new row of a task.
    fn insert(&mut self, task: &mut Made, table: &'static str, mut cells: Cells) -> Edit {
        cells.retain(|_, cell| *cell != Cell::Null);
        let id = self.last.entry(table).or_default();
        *id += 1;
        task.rows.push(Row {
            table,
            id: *id,
            // They come back from the journal.
            cells: Cells::new(),
            version: 1,
        });
        Edit {
            table: table.to_owned(),
            id: *id,
            before: None,
            after: Some(cells),
        }
    }

    /// One act of its own.
    fn journal(
        &mut self,
        task: &mut Made,
        stamp: &Stamp,
        kind: ChangeKind,
        edits: Vec<Edit>,
    ) -> Result<()> {
        self.header.turn(stamp);
        let id = TaskId(task.rows[0].id);
        let row = self.header.link(kind, Some(id), &edits)?;
        task.keep(edits);
        (task.touched_on, task.updated_at) = (stamp.day, stamp.recorded_at);
        task.last_change = row.id;
        self.journal.push(row);
        Ok(())
    }
}
