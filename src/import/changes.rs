//! The changes of one act that import an annex.

use super::plan::LoadedPlan;
use super::read::{Import, ImportDecisions, generic_leads};
use super::saved_heads;
use super::units::{self, meant_by_all};
use crate::annex::compare::{ComparedPart, DiffStatus, PartDifference};
use crate::annex::parsed::AnnexTask;
use crate::annex::units::UnitNames;
use crate::domain::change::{Change, NewTask, NewTaskMore, Refusal};
use crate::domain::day::Day;
use crate::domain::deadline::DeadlineKind;
use crate::domain::ids::{SectionId, UnitId};
use crate::domain::note::{ANNEX_CODE, ANNEX_LEAD, ANNEX_REMARK};
use crate::domain::task::{DeadlineTerms, Task, TaskText, WrittenTask};
use crate::domain::text::{LINE_MAX, NOTE_MAX, fold, squeezed};
use crate::domain::unit::{Unit, UnitKind};
use crate::store::{self, Store};

#[derive(Clone, Debug, Default)]
pub(crate) struct ImportChanges {
    /// To be applied in one act, after a copy of the file.
    pub changes: Vec<Change>,
    /// The indices of the annex's tasks that the changes are about, in the order of the receipt's tasks.
    pub tasks: Vec<usize>,
    /// The changes that a rule forbids.
    pub forbidden: Vec<Forbidden>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Forbidden {
    /// The index of the annex's task.
    pub task: usize,
    pub why: Refusal,
}

impl Import {
    /// The changes of importing it. Of tasks that the plan has, only the parts that differ are changed; notes,
    /// state, steps and history stay.
    pub(crate) fn changes(
        &self,
        store: &Store,
        plan: &LoadedPlan,
        decisions: &ImportDecisions,
        today: Day,
    ) -> store::Result<ImportChanges> {
        let mut out = ImportChanges {
            changes: units::changes(&plan.units, &decisions.units),
            ..ImportChanges::default()
        };
        let names = UnitNames::of(&self.units, &plan.merged, plan.plan.year);
        for (at, (task, status, place)) in self.tasks().enumerate() {
            if decisions.skipped.contains(&(task.sheet.clone(), task.row)) {
                continue;
            }
            match (status, place) {
                (DiffStatus::New, Ok(section)) => {
                    let new = self.new_task(task, section.id, &names, decisions);
                    out.add(at, Change::Add(Box::new(new)), Ok(()));
                }
                (DiffStatus::Changed { code, parts }, _) => {
                    if let Some(seen) = plan.task(code)
                        && let Some(known) = store.task(seen.id)?
                    {
                        let change = TaskChange {
                            at,
                            task,
                            seen,
                            known: &known,
                        };
                        self.change_task(&change, parts, today, &mut out);
                    }
                }
                (DiffStatus::New | DiffStatus::Same { .. }, _) => {}
            }
        }
        self.save_heads(plan, decisions, &mut out);
        Ok(out)
    }

    fn new_task(
        &self,
        task: &AnnexTask,
        section: SectionId,
        names: &UnitNames,
        decisions: &ImportDecisions,
    ) -> NewTask {
        let lead = self.unit(task.lead.as_deref());
        let coordinating = self.coordinating(task, lead);
        // What names no unit of the plan is kept in the annex's wording.
        let partners = task.coordinating_text.as_ref();
        let partners = partners.filter(|text| self.names_others(text, names));
        let partners = partners.map(|text| line(text));
        NewTask {
            section,
            text: TaskText {
                title: task.title.clone(),
                text: task.text.clone(),
                product: task.product.clone(),
                lead,
                coordinating,
                coordinating_text: partners,
                ..TaskText::default()
            },
            deadline: task.due.clone(),
            more: NewTaskMore {
                code_as_before: true,
                heading: task.group.as_deref().map(line),
                note: self.note(task, names),
                steps: self.steps(task, decisions),
            },
        }
    }

    /// A step for each unit that "all units" means, where that was decided for the task's lead.
    fn steps(&self, task: &AnnexTask, decisions: &ImportDecisions) -> Vec<String> {
        if !generic_leads(task).any(|lead| decisions.steps.contains(&lead)) {
            return Vec::new();
        }
        let units = meant_by_all(&self.units);
        units.map(|unit| unit.name.clone()).collect()
    }

    fn change_task(
        &self,
        change: &TaskChange,
        parts: &[PartDifference],
        today: Day,
        out: &mut ImportChanges,
    ) {
        let TaskChange {
            task, seen, known, ..
        } = change;
        let before = seen.text.clone();
        let mut after = before.clone();
        for part in parts {
            match part.part {
                ComparedPart::Text => {
                    if fold(&before.text).starts_with(&fold(&before.title)) {
                        after.title.clone_from(&task.title);
                    }
                    after.text.clone_from(&task.text);
                }
                ComparedPart::Lead => after.lead = self.unit(task.lead.as_deref()).or(after.lead),
                ComparedPart::Coordinating => {
                    after.coordinating = self.coordinating(task, after.lead)
                }
                ComparedPart::Product => after.product.clone_from(&task.product),
                ComparedPart::Deadline => {}
            }
        }
        let lead = after.lead;
        after.coordinating.retain(|unit| Some(*unit) != lead);
        let edit = (after != before).then(|| Change::Edit {
            task: known.row.id,
            before: Box::new(before),
            after: Box::new(after),
        });
        let deadline = parts.iter().any(|part| part.part == ComparedPart::Deadline);
        let relative = task.due.kind == DeadlineKind::Relative;
        let deadline = deadline.then(|| Change::SetDeadline {
            task: known.row.id,
            deadline: task.due.clone(),
            base_on: known.base_on.filter(|_| relative),
            seen: DeadlineTerms {
                wording: seen.deadline.clone(),
                ..known.term()
            },
        });
        for one in edit.into_iter().chain(deadline) {
            let allowed = one.check(known, today);
            out.add(change.at, one, allowed);
        }
    }

    /// The annex's notes, the text of the lead if it names others than units of the plan, and the annex's code.
    fn note(&self, task: &AnnexTask, names: &UnitNames) -> Option<String> {
        let lead = task.lead_text.as_ref();
        let lead = lead.filter(|text| task.lead.is_none() || self.names_others(text, names));
        let lead = lead.map(|lead| format!("{ANNEX_LEAD}{}", line(lead)));
        let code = task.code.as_ref();
        let code = code.map(|code| format!("{ANNEX_CODE}{code}"));
        let note = task.note.as_ref();
        let note = note.map(|note| format!("{ANNEX_REMARK}{note}"));
        let lines: Vec<String> = note.into_iter().chain(lead).chain(code).collect();
        let note: String = lines.join("\n").chars().take(NOTE_MAX).collect();
        (!note.trim().is_empty()).then_some(note)
    }

    /// Whether a cell of units names others than units of the plan.
    fn names_others(&self, cell: &str, names: &UnitNames) -> bool {
        let read = names.read(cell);
        let named = read.lead.iter().chain(&read.coordinating);
        let named = named.filter_map(|name| self.unit_named(name));
        let many = named.filter(|unit| unit.kind == UnitKind::Pseudo).count();
        !read.unknown.is_empty() || !read.retired.is_empty() || read.generic.len() > many
    }

    fn coordinating(&self, task: &AnnexTask, lead: Option<UnitId>) -> Vec<UnitId> {
        let mut units: Vec<UnitId> = Vec::new();
        for name in &task.coordinating {
            if let Some(unit) = self.unit(Some(name))
                && Some(unit) != lead
                && !units.contains(&unit)
            {
                units.push(unit);
            }
        }
        units
    }

    fn unit(&self, abbreviation: Option<&str>) -> Option<UnitId> {
        self.unit_named(abbreviation?).map(|unit| unit.id)
    }

    fn unit_named(&self, abbreviation: &str) -> Option<&Unit> {
        let mut units = self.units.iter();
        units.find(|unit| unit.abbreviation == abbreviation)
    }

    /// Saves corrected heads, but only together with other changes.
    fn save_heads(&self, plan: &LoadedPlan, decisions: &ImportDecisions, out: &mut ImportChanges) {
        let corrections = &decisions.corrections;
        if out.changes.is_empty() {
            return;
        }
        let mut heads = plan.heads.clone();
        for sheet in &self.understood.sheets {
            let chosen = corrections.columns.iter().any(|choice| {
                let named = choice.sheet.as_ref();
                named.is_none_or(|name| fold(name) == fold(&sheet.name))
            });
            let answered = corrections
                .answers
                .keys()
                .any(|(name, _)| *name == sheet.name);
            if chosen || answered {
                heads.save(sheet);
            }
        }
        if heads != plan.heads {
            out.changes.push(Change::SetSetting {
                key: saved_heads::SETTING.to_owned(),
                value: heads.setting(),
                seen: plan.heads_seen.clone(),
            });
        }
    }
}

/// A task of the annex and the plan's task that it is matched with.
struct TaskChange<'t> {
    at: usize,
    task: &'t AnnexTask,
    /// As it was compared; what was written since is a conflict.
    seen: &'t WrittenTask,
    /// As it is now.
    known: &'t Task,
}

impl ImportChanges {
    fn add(&mut self, task: usize, change: Change, allowed: Result<(), Refusal>) {
        match allowed.and_then(|()| change.check_texts()) {
            Ok(()) => {
                self.changes.push(change);
                if self.tasks.last() != Some(&task) {
                    self.tasks.push(task);
                }
            }
            Err(why) => self.forbidden.push(Forbidden { task, why }),
        }
    }
}

/// Joins lines with semicolons and truncates to the length of a line.
fn line(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(squeezed).collect();
    lines.join("; ").chars().take(LINE_MAX).collect()
}
