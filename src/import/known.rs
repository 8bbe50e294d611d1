//! What the plan's file knows, read once before an annex is read against it.

use super::heads::{self, Heads};
use super::units;
use crate::annex::compare::DiffStatus;
use crate::annex::parsed::AnnexTask;
use crate::domain::area::{Area, Section};
use crate::domain::ids::{SectionId, TaskId, UnitId};
use crate::domain::note::ANNEX_CODE;
use crate::domain::plan::Plan;
use crate::domain::task::WrittenTask;
use crate::domain::unit::{INTO, Unit};
use crate::store::{self, Store};
use std::collections::HashMap;

/// The code that a task has in its annex, by the note of its import.
fn noted_code(note: &str) -> Option<String> {
    let code = note
        .lines()
        .find_map(|line| line.strip_prefix(ANNEX_CODE))?;
    Some(code.trim().to_owned())
}

/// The plan, its names, its tasks as a document would say them, and the heads that it remembers.
#[derive(Clone, Debug)]
pub struct KnownPlan {
    pub plan: Plan,
    pub units: Vec<Unit>,
    pub areas: Vec<Area>,
    pub sections: Vec<Section>,
    pub tasks: Vec<WrittenTask>,
    by_code: HashMap<String, usize>,
    /// The codes that tasks have in the numbering of their annex.
    pub(super) source_codes: HashMap<TaskId, String>,
    pub(super) heads: Heads,
    /// The setting that holds the heads, as it was read.
    pub(super) heads_seen: Option<String>,
    /// The office whose plan it is, by all its names.
    pub(super) office: Unit,
    /// Units that were merged, and what they have become a part of.
    pub(super) merged: Vec<(UnitId, UnitId)>,
}

impl KnownPlan {
    /// Reads all of it as it is at one moment.
    ///
    /// # Errors
    /// What the file says.
    pub fn load(store: &Store) -> store::Result<Self> {
        store.snapshot(|| {
            let plan = store.plan()?;
            let heads_seen = store.setting(plan.id, heads::SETTING)?;
            let tasks = store.written_tasks(plan.id)?;
            let codes = tasks.iter().enumerate();
            let noted = store.notes_holding(plan.id, ANNEX_CODE)?.into_iter();
            let noted = noted.filter_map(|(task, note)| Some((task, noted_code(&note)?)));
            let merged = store.settings_below(plan.id, INTO)?.into_iter();
            let id = |digits: &str| Some(UnitId(digits.parse().ok()?));
            let merged =
                merged.filter_map(|(key, into)| Some((id(key.strip_prefix(INTO)?)?, id(&into)?)));
            Ok(Self {
                merged: merged.collect(),
                office: units::office(&plan, &store.letterhead(plan.id)?),
                units: store.units()?,
                areas: store.areas(plan.id)?,
                sections: store.sections(plan.id)?,
                by_code: codes.map(|(at, task)| (task.code.clone(), at)).collect(),
                source_codes: noted.collect(),
                tasks,
                heads: Heads::parse(heads_seen.as_deref().unwrap_or_default()),
                heads_seen,
                plan,
            })
        })
    }

    /// The task of that code.
    pub fn task(&self, code: &str) -> Option<&WrittenTask> {
        self.tasks.get(*self.by_code.get(code)?)
    }

    pub fn section(&self, id: SectionId) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }

    /// The section in which a known task stands.
    pub(super) fn section_of(&self, status: &DiffStatus) -> Option<&Section> {
        self.section(self.task(status.code()?)?.section)
    }

    /// The section to which a new task belongs: the one that its heading is, else the first of its area.
    pub(super) fn place(&self, task: &AnnexTask) -> Result<Section, NoPlace> {
        let named = task.section.as_ref().and_then(|number| {
            let mut sections = self.sections.iter();
            sections.find(|section| section.number == *number)
        });
        if let Some(section) = named {
            return Ok(section.clone());
        }
        let area = task.area.as_ref().ok_or(NoPlace::Area)?;
        let mut sections = self.sections.iter();
        let first = sections.find(|section| section.area_key == *area);
        first.cloned().ok_or_else(|| NoPlace::Section(area.clone()))
    }
}

/// Why a new task has no place in the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoPlace {
    /// Neither a heading nor a column names an area of the plan.
    Area,
    /// The plan has no section in the area of this key.
    Section(String),
}
