//! A new plan's file: built completely under another name, then put in place, so that nobody ever
//! meets a half-made one and nothing is written over.

use crate::domain::day::{Day, iso};
use crate::domain::deadline::{Deadline, DeadlineRules, WordingOrigin};
use crate::domain::ids::TaskId;
use crate::domain::journal::{Act, ChangeKind, StoredValue};
use crate::domain::plan::{PlanData, TaskData, UnitData};
use crate::store::error::{Result, StoreError};
use crate::store::file::atomic::{AtomicFile, Identity, unusable};
use crate::store::file::connect::{harden, plain};
use crate::store::file::{permissions, schema};
use crate::store::index::update;
use crate::store::journal::Stamp;
use crate::store::values::cells;
use crate::store::write::apply::NewEntry;
use crate::store::write::deadlines::add_occurrences;
use crate::store::write::task::{add_step, next_code};
use crate::store::write::writer::RowWriter;
use crate::store::{OpenMode, Store};
use rusqlite::{Connection, OpenFlags};
use std::collections::HashMap;
use std::path::Path;

impl Store {
    /// Makes a plan's file from a plan's data and opens it. `demonstration` is the day that a
    /// demonstration carries as its own; its units, dates and progress are marked as illustrative.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where anything of that name is there, or an error of the folder.
    pub fn create(
        path: &Path,
        data: &PlanData,
        stamp: &Stamp,
        demonstration: Option<Day>,
    ) -> Result<Self> {
        if std::fs::symlink_metadata(path).is_ok() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        permissions::fit_for_new(path, demonstration.is_some())?;
        let scratch = AtomicFile::new(path).map_err(|error| unusable(path, &error))?;
        build(scratch.path(), |store| {
            store.write(stamp, |writer| {
                Ok((None, fill(writer, data, demonstration)?))
            })?;
            Ok(())
        })?;
        scratch.put(path)?;
        Self::open(path, OpenMode::ReadWrite)
    }

    /// Makes a plan's file from all the acts that another file's journal holds, and opens it.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where anything of that name is there, [`StoreError::NotNext`] for
    /// acts that do not follow each other from the making of a file on, or an error of the folder.
    pub fn create_from(path: &Path, acts: impl IntoIterator<Item = Act>) -> Result<Self> {
        if std::fs::symlink_metadata(path).is_ok() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        permissions::fit_for_new(path, false)?;
        let scratch = AtomicFile::new(path).map_err(|error| unusable(path, &error))?;
        build(scratch.path(), |store| match store.replay(acts)? {
            0 => Err(StoreError::NoPlan),
            _ => Ok(()),
        })?;
        scratch.put(path)?;
        Self::open(path, OpenMode::ReadWrite)
    }
}

fn build(scratch: &Path, fill: impl FnOnce(&mut Store) -> Result<()>) -> Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(plain(scratch), flags)?;
    schema::create(&mut conn)?;
    harden(&conn)?;
    let mut store = Store {
        conn,
        path: scratch.to_owned(),
        read_only: false,
        origin: Identity::of(scratch)?,
        read_only_reason: None,
        wal: None,
        older: None,
    };
    fill(&mut store)?;
    // The mode is part of the file, and closing leaves no log.
    store.conn.pragma_update(None, "journal_mode", "WAL")?;
    drop(store);
    Ok(())
}

/// The plan with all that belongs to it, then its tasks: one journal row for the plan and one for
/// each task.
fn fill(
    writer: &mut RowWriter<'_>,
    data: &PlanData,
    demonstration: Option<Day>,
) -> Result<Vec<NewEntry>> {
    let plan = insert_plan(writer, data, demonstration.is_some())?;
    if let Some(day) = demonstration {
        let row = cells([
            ("plan_id", plan.into()),
            ("key", "fixed_day".into()),
            ("value", iso(day).into()),
        ]);
        writer.insert("setting", row)?;
    }
    let sections = insert_sections(writer, data, plan)?;
    let mut units = HashMap::new();
    for unit in &data.units {
        units.insert(unit.abbreviation.clone(), insert_unit(writer, unit)?);
    }
    insert_passages(writer, data, plan)?;
    let mut entries = vec![NewEntry {
        kind: ChangeKind::Create,
        task: None,
        edits: writer.take_edits(),
    }];
    for task in &data.tasks {
        let id = insert_task(writer, data, task, &sections, &units)?;
        entries.push(NewEntry {
            kind: ChangeKind::Add,
            task: Some(id),
            edits: writer.take_edits(),
        });
    }
    Ok(entries)
}

fn insert_plan(writer: &mut RowWriter<'_>, data: &PlanData, demonstration: bool) -> Result<i64> {
    let row = cells([
        ("year", i64::from(data.year).into()),
        ("title", data.title.as_str().into()),
        ("number", data.number.clone().into()),
        ("issued_on", data.issued_on.clone().into()),
        ("issuer", data.issuer.as_str().into()),
        ("issuer_short", data.issuer_short.as_str().into()),
        ("superior", data.superior.clone().into()),
        ("place", data.place.clone().into()),
        ("signer_title", data.signer_title.clone().into()),
        ("signer", data.signer.clone().into()),
        ("illustrative", demonstration.into()),
    ]);
    writer.insert("plan", row)
}

/// Inserts the areas; returns their rows by key.
fn insert_areas<'d>(
    writer: &mut RowWriter<'_>,
    data: &'d PlanData,
    plan: i64,
) -> Result<HashMap<&'d str, i64>> {
    let mut areas = HashMap::new();
    for area in &data.areas {
        let row = cells([
            ("plan_id", plan.into()),
            ("key", area.key.as_str().into()),
            ("name", area.name.as_str().into()),
            ("name_en", area.name_en.as_str().into()),
            ("short", area.short.as_str().into()),
            ("short_en", area.short_en.as_str().into()),
            ("abbreviation", area.abbreviation.as_str().into()),
        ]);
        areas.insert(area.key.as_str(), writer.insert("area", row)?);
    }
    Ok(areas)
}

/// Inserts the sections and the areas that they stand in; returns the sections' rows by number.
fn insert_sections(
    writer: &mut RowWriter<'_>,
    data: &PlanData,
    plan: i64,
) -> Result<HashMap<String, i64>> {
    let areas = insert_areas(writer, data, plan)?;
    let mut sections = HashMap::new();
    for (position, section) in (1_i64..).zip(&data.sections) {
        let parent = section
            .parent
            .as_ref()
            .and_then(|number| sections.get(number))
            .copied();
        let row = cells([
            ("area_id", areas.get(section.area.as_str()).copied().into()),
            ("parent_id", parent.into()),
            ("position", position.into()),
            ("number", section.number.as_str().into()),
            ("title", section.title.as_str().into()),
        ]);
        sections.insert(section.number.clone(), writer.insert("section", row)?);
    }
    Ok(sections)
}

fn insert_unit(writer: &mut RowWriter<'_>, unit: &UnitData) -> Result<i64> {
    let row = cells([
        ("abbreviation", unit.abbreviation.as_str().into()),
        ("name", unit.name.as_str().into()),
        ("name_en", unit.name_en.clone().into()),
        ("kind", unit.kind.as_str().into()),
    ]);
    let id = writer.insert("unit", row)?;
    for alias in &unit.aliases {
        writer.insert(
            "alias",
            cells([("unit_id", id.into()), ("name", alias.as_str().into())]),
        )?;
    }
    update::refresh_unit(writer.conn, id)?;
    Ok(id)
}

fn insert_passages(writer: &mut RowWriter<'_>, data: &PlanData, plan: i64) -> Result<()> {
    for passage in &data.passages {
        let row = cells([
            ("plan_id", plan.into()),
            ("section", passage.section.as_str().into()),
            ("kind", passage.kind.as_str().into()),
            ("line", passage.line.into()),
            ("text", passage.text.as_str().into()),
            ("source_text", passage.source_text.clone().into()),
        ]);
        writer.insert("passage", row)?;
    }
    Ok(())
}

fn insert_task(
    writer: &mut RowWriter<'_>,
    data: &PlanData,
    task: &TaskData,
    sections: &HashMap<String, i64>,
    units: &HashMap<String, i64>,
) -> Result<TaskId> {
    let section = *sections.get(&task.section).ok_or(StoreError::NoPlan)?;
    let (plan, code) = next_code(writer, section)?;
    let rules = DeadlineRules {
        year: data.year,
        reading: WordingOrigin::Document,
        before_is_strict: true,
    };
    let wording = task.deadline.as_deref().unwrap_or_default();
    let deadline = Deadline::read(wording, &rules);
    let row = cells([
        ("plan_id", plan.into()),
        ("section_id", section.into()),
        ("code", code.into()),
        ("title", task.title.as_str().into()),
        ("text", task.text.as_str().into()),
        ("source_text", task.source_text.clone().into()),
        ("source_line", task.line.into()),
        ("heading", task.heading.clone().into()),
        ("product", task.product.clone().into()),
        ("key_task", task.key_task.into()),
        (
            "lead_id",
            task.lead
                .as_ref()
                .and_then(|unit| units.get(unit))
                .copied()
                .into(),
        ),
        ("coordinating_text", task.coordinating_text.clone().into()),
        ("deadline", deadline.wording.as_str().into()),
        ("kind", deadline.kind.as_str().into()),
        (
            "rhythm",
            deadline
                .rhythm
                .map_or(StoredValue::Null, |rhythm| rhythm.as_str().into()),
        ),
        ("start_on", deadline.start_on.into()),
        ("illustrative", task.illustrative.into()),
    ]);
    let id = TaskId(writer.insert("task", row)?);
    for unit in task.coordinating.iter().filter_map(|unit| units.get(unit)) {
        let row = cells([("task_id", id.0.into()), ("unit_id", (*unit).into())]);
        writer.insert("coordinating", row)?;
    }
    add_occurrences(writer, id, &deadline, None, data.year)?;
    for (position, step) in (1_i64..).zip(&task.steps) {
        add_step(writer, id, position, step)?;
    }
    Ok(id)
}
