//! An annex beside the plan.

use super::known::{KnownPlan, NoPlace};
use super::units::{self, UnitDecision};
use crate::annex::compare::{AnnexDiff, DiffStatus, PlanTask, compare};
use crate::annex::parsed::{AnnexTask, Choice, Corrections, ParsedAnnex, RowId, Warning};
use crate::annex::units::UnitNames;
use crate::annex::{CellEdit, PlanContext, apply_answer, apply_edit, parse, resolve_units_again};
use crate::domain::area::Section;
use crate::domain::deadline::{DeadlineKind, DeadlineRules, Reading};
use crate::domain::ids::{ActId, UnitId};
use crate::domain::task::WrittenTask;
use crate::domain::text::{LINE_MAX, fold, squeezed};
use crate::domain::unit::Unit;
use crate::sheets::workbook::Workbook;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What a person decides about an annex before it is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    pub corrections: Corrections,
    /// What the names are that no unit has, by the name folded.
    pub units: BTreeMap<String, UnitDecision>,
    /// The leads that mean many units, folded, whose new tasks get one step per unit.
    pub steps: BTreeSet<String>,
    /// Rows that are compared and not taken, by sheet and row.
    pub not_taken: BTreeSet<RowId>,
}

/// An annex as it was understood, beside the plan.
#[derive(Clone, Debug, Default)]
pub struct Import {
    pub understood: ParsedAnnex,
    /// In the order of the annex's tasks.
    pub compared: AnnexDiff,
    /// Where each of the annex's tasks belongs, in their order; of a known one where it stands.
    pub places: Vec<Result<Section, NoPlace>>,
    /// The sheets whose columns are taken as a person has corrected them in an earlier file.
    pub remembered: Vec<String>,
    /// The plan's units with those that were decided on.
    pub units: Vec<Unit>,
    office: Option<Unit>,
}

impl Import {
    /// Understands a workbook and compares it with the plan.
    pub fn read(plan: &KnownPlan, workbook: &Workbook, decisions: &Decisions) -> Self {
        let units = units::with_decisions(&plan.units, &decisions.units);
        let known = known(plan, &units);
        let mut understood = parse(workbook, &known, &decisions.corrections);
        let (columns, remembered) = plan.heads.choices(&understood.sheets, workbook);
        if !columns.is_empty() {
            let mut corrections = decisions.corrections.clone();
            // What is named last counts.
            corrections.columns.splice(0..0, columns);
            understood = parse(workbook, &known, &corrections);
        }
        understood.tasks.iter_mut().for_each(fit);
        let tasks = plan_tasks(plan, &units, &understood.tasks);
        let mut compared = compare(&understood.tasks, &tasks);
        let statuses = understood.tasks.iter().zip(&compared.tasks);
        let places = statuses.map(|(task, status)| match plan.section_of(status) {
            Some(section) => Ok(section.clone()),
            None => plan.place(task),
        });
        let places: Vec<_> = places.collect();
        drop_others(&mut compared, plan);
        let names = abbreviations(&units);
        for (task, status) in understood.tasks.iter_mut().zip(&compared.tasks) {
            if task.due.kind == DeadlineKind::Unclear
                && let Some(known) = status.code().and_then(|code| plan.task(code))
            {
                warn_of_kept_deadline(task, &plan_task(known, None, &names));
            }
        }
        Self {
            understood,
            compared,
            places,
            remembered,
            units,
            office: Some(plan.office.clone()),
        }
    }

    /// Takes over what a person writes into cells, `decisions` being those of before, and gives the places
    /// of the tasks that have changed; `None` where all of it is to be read again.
    pub fn edit_cells(
        &mut self,
        plan: &KnownPlan,
        workbook: &Workbook,
        decisions: &Decisions,
        what: &CellEdit,
    ) -> Option<Vec<usize>> {
        let known = known(plan, &self.units);
        let understood = &mut self.understood;
        let changed = apply_edit(understood, workbook, &known, &decisions.corrections, what)?;
        self.compare_again(plan, &changed);
        Some(changed)
    }

    /// Takes over an answer to a question about the days of a column, which `decisions` hold already, and
    /// gives the places of the tasks that have changed; `None` where all of it is to be read again.
    pub fn answer(
        &mut self,
        plan: &KnownPlan,
        workbook: &Workbook,
        decisions: &Decisions,
        column: (&str, u32),
        choice: Choice,
    ) -> Option<Vec<usize>> {
        let known = known(plan, &self.units);
        let (understood, corrections) = (&mut self.understood, &decisions.corrections);
        let changed = apply_answer(understood, workbook, &known, corrections, column, choice)?;
        self.compare_again(plan, &changed);
        Some(changed)
    }

    /// Takes over what a person has decided about units, and gives the places of the tasks that have
    /// changed.
    pub fn resolve_units_again(&mut self, plan: &KnownPlan, decisions: &Decisions) -> Vec<usize> {
        self.units = units::with_decisions(&plan.units, &decisions.units);
        let changed = resolve_units_again(&mut self.understood, &known(plan, &self.units));
        self.compare_again(plan, &changed);
        changed
    }

    /// Compares tasks again with those of the plan that they are.
    fn compare_again(&mut self, plan: &KnownPlan, changed: &[usize]) {
        let names = abbreviations(&self.units);
        for at in changed {
            let task = self.understood.tasks.get_mut(*at);
            let status = self.compared.tasks.get_mut(*at);
            let (Some(task), Some(status)) = (task, status) else {
                continue;
            };
            if let Some(known) = status.code().and_then(|code| plan.task(code)) {
                let known = plan_task(known, None, &names);
                *status = DiffStatus::of(task, &known);
                warn_of_kept_deadline(task, &known);
            }
        }
    }

    /// Whether a name is that of the office whose plan it is: who of it is meant nobody can know.
    pub fn is_office(&self, name: &str) -> bool {
        let office = self.office.as_slice();
        UnitNames::of(office, &[], 0).find(name).is_some()
    }

    /// Each of the annex's tasks with what it is to the plan and where it belongs.
    pub fn tasks(
        &self,
    ) -> impl Iterator<Item = (&AnnexTask, &DiffStatus, Result<&Section, &NoPlace>)> + Clone {
        let tasks = self.understood.tasks.iter().zip(&self.compared.tasks);
        let tasks = tasks.zip(&self.places);
        tasks.map(|((task, status), place)| (task, status, place.as_ref()))
    }
}

/// Leaves out of what is missing the tasks that never stood in this annex: only those count that came
/// into the plan by the same act, in the same area, as tasks that it has, a quarter of them at least.
/// Whatever else stands in the plan was added by hand or is another annex's.
fn drop_others(compared: &mut AnnexDiff, plan: &KnownPlan) {
    let origin = |code: &str| {
        let task = plan.task(code)?;
        Some((
            task.added_by?,
            plan.section(task.section)?.area_key.as_str(),
        ))
    };
    let count = |codes: &mut dyn Iterator<Item = &str>| {
        let mut counts: HashMap<(ActId, &str), usize> = HashMap::new();
        for origin in codes.filter_map(origin) {
            *counts.entry(origin).or_default() += 1;
        }
        counts
    };
    let here = count(&mut compared.tasks.iter().filter_map(DiffStatus::code));
    let gone = count(&mut compared.missing.iter().map(String::as_str));
    let is_missing = |code: &String| {
        let origin = origin(code)?;
        let (here, gone) = (here.get(&origin)?, gone.get(&origin)?);
        Some(here * 4 >= here + gone)
    };
    let missing = std::mem::take(&mut compared.missing).into_iter();
    let missing = missing.filter(|code| is_missing(code).unwrap_or_default());
    compared.missing = missing.collect();
}

fn known<'k>(plan: &'k KnownPlan, units: &'k [Unit]) -> PlanContext<'k> {
    PlanContext {
        rules: DeadlineRules {
            year: plan.plan.year,
            reading: Reading::Document,
            before_is_strict: plan.plan.settings.before_is_strict,
        },
        issued_on: plan.plan.issued_on,
        units,
        merged: &plan.merged,
        areas: &plan.areas,
        sections: &plan.sections,
    }
}

fn warn_of_kept_deadline(task: &mut AnnexTask, known: &PlanTask) {
    if task.kept_deadline().is_none() && known.keeps_deadline(&task.due) {
        task.warnings.push(Warning::DeadlineKept {
            cell: task.due.wording.clone(),
            kept: known.deadline.clone(),
        });
    }
}

/// Cuts what a part of a task cannot hold; the whole of it goes to the note.
fn fit(task: &mut AnnexTask) {
    let mut more: Vec<String> = Vec::new();
    if let Some(product) = &mut task.product {
        cut(product, &mut more);
    }
    if let Some(text) = task.coordinating_text.as_mut().filter(|text| is_long(text)) {
        cut(text, &mut more);
    }
    if is_long(&task.due.wording) {
        cut(&mut task.due.wording, &mut more);
        task.due.typed = None;
    }
    if !more.is_empty() {
        let note = task.note.take().into_iter().chain(more);
        task.note = Some(note.collect::<Vec<_>>().join("\n"));
    }
}

fn is_long(text: &str) -> bool {
    text.chars().count() > LINE_MAX
}

/// One line, as long as a line may be.
fn cut(text: &mut String, more: &mut Vec<String>) {
    if text.contains('\n') {
        *text = squeezed(text);
    }
    if is_long(text) {
        more.push(text.clone());
        *text = text.chars().take(LINE_MAX - 1).chain(['…']).collect();
    }
}

fn plan_tasks(plan: &KnownPlan, units: &[Unit], annex: &[AnnexTask]) -> Vec<PlanTask> {
    // Two annexes may number alike: a code of an annex's own counts only within an area.
    let area = |section: Option<&Section>| section.map(|section| section.area_key.clone());
    let coded = annex.iter().filter_map(|task| {
        let place = plan.place(task).ok();
        Some((fold(task.code.as_ref()?), area(place.as_ref())))
    });
    let coded: HashSet<(String, Option<String>)> = coded.collect();
    let names = abbreviations(units);
    let tasks = plan.tasks.iter().map(|task| {
        let code = plan.source_codes.get(&task.id).filter(|code| {
            let area = area(plan.section(task.section));
            coded.contains(&(fold(code), area))
        });
        plan_task(task, code.cloned(), &names)
    });
    tasks.collect()
}

fn abbreviations(units: &[Unit]) -> BTreeMap<UnitId, &str> {
    let names = units
        .iter()
        .map(|unit| (unit.id, unit.abbreviation.as_str()));
    names.collect()
}

/// A task of the plan as an annex would give it, with its code in the annex's own numbering.
fn plan_task(
    task: &WrittenTask,
    source_code: Option<String>,
    names: &BTreeMap<UnitId, &str>,
) -> PlanTask {
    let name = |unit| names.get(unit).map(|name| (*name).to_owned());
    let text = &task.text;
    PlanTask {
        code: task.code.clone(),
        source_code,
        title: text.title.clone(),
        text: text.text.clone(),
        lead: text.lead.as_ref().and_then(name),
        coordinating: text.coordinating.iter().filter_map(name).collect(),
        deadline: task.deadline.clone(),
        deadline_is_clear: !matches!(task.kind, DeadlineKind::Unclear | DeadlineKind::None),
        product: text.product.clone(),
    }
}

/// The leads of an annex's task that mean many units, folded.
pub fn generic_leads(task: &AnnexTask) -> impl Iterator<Item = String> {
    task.warnings.iter().filter_map(|warning| match warning {
        Warning::GenericLead(text) => Some(fold(text)),
        _ => None,
    })
}
