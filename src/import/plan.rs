//! The plan, loaded once before an annex is parsed and compared with it.

use super::saved_heads::{self, SavedHeads};
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

/// The code of a task in its annex, from the note that its import has left.
fn noted_code(note: &str) -> Option<String> {
    let code = note
        .lines()
        .find_map(|line| line.strip_prefix(ANNEX_CODE))?;
    Some(code.trim().to_owned())
}

#[derive(Clone, Debug)]
pub struct LoadedPlan {
    pub plan: Plan,
    pub units: Vec<Unit>,
    pub areas: Vec<Area>,
    pub sections: Vec<Section>,
    pub tasks: Vec<WrittenTask>,
    by_code: HashMap<String, usize>,
    /// The codes of tasks in the numbering of their annex.
    pub(super) source_codes: HashMap<TaskId, String>,
    pub(super) heads: SavedHeads,
    /// The setting that holds the heads, as it was read.
    pub(super) heads_seen: Option<String>,
    /// The office whose plan it is, as a unit with all its names.
    pub(super) office: Unit,
    /// Merged units, each with the unit that it was merged into.
    pub(super) merged: Vec<(UnitId, UnitId)>,
}

impl LoadedPlan {
    /// Loads it from one state of the file.
    pub fn load(store: &Store) -> store::Result<Self> {
        store.snapshot(|| {
            let plan = store.plan()?;
            let heads_seen = store.setting(plan.id, saved_heads::SETTING)?;
            let tasks = store.written_tasks(plan.id)?;
            let codes = tasks.iter().enumerate();
            let noted = store.notes_containing(plan.id, ANNEX_CODE)?.into_iter();
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
                heads: SavedHeads::parse(heads_seen.as_deref().unwrap_or_default()),
                heads_seen,
                plan,
            })
        })
    }

    pub(crate) fn task(&self, code: &str) -> Option<&WrittenTask> {
        self.tasks.get(*self.by_code.get(code)?)
    }

    pub(crate) fn section(&self, id: SectionId) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }

    /// The section of the plan's task that was matched.
    pub(super) fn section_of(&self, status: &DiffStatus) -> Option<&Section> {
        self.section(self.task(status.code()?)?.section)
    }

    /// The section for a new task: the one that its heading names, else the first of its area.
    pub(super) fn section_for(&self, task: &AnnexTask) -> Result<Section, NoSection> {
        let named = task.section.as_ref().and_then(|number| {
            let mut sections = self.sections.iter();
            sections.find(|section| section.number == *number)
        });
        if let Some(section) = named {
            return Ok(section.clone());
        }
        let area = task.area.as_ref().ok_or(NoSection::UnknownArea)?;
        let mut sections = self.sections.iter();
        let first = sections.find(|section| section.area_key == *area);
        first
            .cloned()
            .ok_or_else(|| NoSection::NoneInArea(area.clone()))
    }
}

/// Why there is no section for a new task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoSection {
    /// Neither a heading nor a column names an area of the plan.
    UnknownArea,
    /// The plan has no section in the area of this key.
    NoneInArea(String),
}
