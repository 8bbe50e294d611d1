//! Tasks of an annex as the changes of one act.

use super::heads;
use super::known::KnownPlan;
use super::read::{Decisions, Import, generic_leads};
use super::units::{self, meant_by_all};
use crate::annex::compare::{DiffStatus, Difference, Part};
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

/// What taking an annex comes to.
#[derive(Clone, Debug, Default)]
pub struct Act {
    /// To be applied at once, after a copy of the file. Nothing, where nothing would change.
    pub changes: Vec<Change>,
    /// The annex's tasks that the changes are about, in the order in which the receipt names the plan's.
    pub tasks: Vec<usize>,
    /// What stays as it is in the plan because a rule forbids the change.
    pub kept: Vec<Kept>,
}

/// What is not taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Which of the annex's tasks.
    pub task: usize,
    pub why: Refusal,
}

impl Import {
    /// What taking it comes to. Of known tasks only the parts change that differ: notes, states, steps
    /// and history stay.
    ///
    /// # Errors
    /// What the file says.
    pub fn act(
        &self,
        store: &Store,
        plan: &KnownPlan,
        decisions: &Decisions,
        today: Day,
    ) -> store::Result<Act> {
        let mut act = Act {
            changes: units::changes(&plan.units, &decisions.units),
            ..Act::default()
        };
        let names = UnitNames::of(&self.units, &plan.merged, plan.plan.year);
        for (at, (task, status, place)) in self.tasks().enumerate() {
            if decisions
                .not_taken
                .contains(&(task.sheet.clone(), task.row))
            {
                continue;
            }
            match (status, place) {
                (DiffStatus::New, Ok(section)) => {
                    let new = self.new_task(task, section.id, &names, decisions);
                    act.add(at, Change::Add(Box::new(new)), Ok(()));
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
                        self.change_task(&change, parts, today, &mut act);
                    }
                }
                (DiffStatus::New | DiffStatus::Same { .. }, _) => {}
            }
        }
        self.keep_heads(plan, decisions, &mut act);
        Ok(act)
    }

    fn new_task(
        &self,
        task: &AnnexTask,
        section: SectionId,
        names: &UnitNames,
        decisions: &Decisions,
    ) -> NewTask {
        let lead = self.unit(task.lead.as_deref());
        let coordinating = self.coordinating(task, lead);
        // What names no unit of the plan stays in the annex's own words.
        let partners = task.coordinating_text.as_ref();
        let partners = partners.filter(|text| self.says_more(text, names));
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

    /// A step for each unit that "all units" means, where that was decided of what leads the task.
    fn steps(&self, task: &AnnexTask, decisions: &Decisions) -> Vec<String> {
        if !generic_leads(task).any(|lead| decisions.steps.contains(&lead)) {
            return Vec::new();
        }
        let units = meant_by_all(&self.units);
        units.map(|unit| unit.name.clone()).collect()
    }

    fn change_task(&self, change: &TaskChange, parts: &[Difference], today: Day, act: &mut Act) {
        let TaskChange {
            task, seen, known, ..
        } = change;
        let before = seen.text.clone();
        let mut after = before.clone();
        for part in parts {
            match part.part {
                Part::Text => {
                    if fold(&before.text).starts_with(&fold(&before.title)) {
                        after.title.clone_from(&task.title);
                    }
                    after.text.clone_from(&task.text);
                }
                Part::Lead => after.lead = self.unit(task.lead.as_deref()).or(after.lead),
                Part::Coordinating => after.coordinating = self.coordinating(task, after.lead),
                Part::Product => after.product.clone_from(&task.product),
                Part::Deadline => {}
            }
        }
        let lead = after.lead;
        after.coordinating.retain(|unit| Some(*unit) != lead);
        let edit = (after != before).then(|| Change::Edit {
            task: known.row.id,
            before: Box::new(before),
            after: Box::new(after),
        });
        let deadline = parts.iter().any(|part| part.part == Part::Deadline);
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
            act.add(change.at, one, allowed);
        }
    }

    /// What the annex says besides: its notes, who leads where that is not only units of the plan, and
    /// its own code.
    fn note(&self, task: &AnnexTask, names: &UnitNames) -> Option<String> {
        let lead = task.lead_text.as_ref();
        let lead = lead.filter(|text| task.lead.is_none() || self.says_more(text, names));
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
    fn says_more(&self, cell: &str, names: &UnitNames) -> bool {
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

    /// Heads that the person has corrected are kept with what is taken; for nothing else is written.
    fn keep_heads(&self, plan: &KnownPlan, decisions: &Decisions, act: &mut Act) {
        let corrections = &decisions.corrections;
        if act.changes.is_empty() {
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
                heads.keep(sheet);
            }
        }
        if heads != plan.heads {
            act.changes.push(Change::SetSetting {
                key: heads::SETTING.to_owned(),
                value: heads.setting(),
                seen: plan.heads_seen.clone(),
            });
        }
    }
}

/// A task of the annex and the plan's that it is.
struct TaskChange<'t> {
    at: usize,
    task: &'t AnnexTask,
    /// As it was compared: what has been written since is a conflict.
    seen: &'t WrittenTask,
    /// As it is now.
    known: &'t Task,
}

impl Act {
    fn add(&mut self, task: usize, change: Change, allowed: Result<(), Refusal>) {
        match allowed.and_then(|()| change.check_texts()) {
            Ok(()) => {
                self.changes.push(change);
                if self.tasks.last() != Some(&task) {
                    self.tasks.push(task);
                }
            }
            Err(why) => self.kept.push(Kept { task, why }),
        }
    }
}

/// Lines as one, with a sign between them, as long as a line may be.
fn line(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(squeezed).collect();
    lines.join("; ").chars().take(LINE_MAX).collect()
}
